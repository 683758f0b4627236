//! Dependencies before sources: only where the files given show that the installation needs nothing but its manifest.

use super::draft::{Draft, whole_lines};
use crate::dockerfile::Kind;
use crate::rules::late_install;
use crate::shell::{Action, Command, Manager, PackageAction};
use crate::source::Span;
use crate::stages::{Does, Origin, Role, Stage, Step};
use crate::wishes::Companion;
use crate::words::Lang;

/// Manifest, lock files of which one must be there, and words that say it reads other files too.
struct Habit {
    manager: Manager,
    manifest: &'static str,
    locks: &'static [&'static str],
    reads_more: &'static [&'static str],
}

const NPM: &[&str] =
    &["\"preinstall\"", "\"install\"", "\"postinstall\"", "\"prepare\"", "\"workspaces\"", "\"file:", "\"link:"];

const HABITS: &[Habit] = &[
    Habit {
        manager: Manager::Pip,
        manifest: "requirements.txt",
        locks: &[],
        reads_more: &["-e ", "-r ", "-c ", "--editable", "--requirement", "--constraint", "file:", "./"],
    },
    Habit {
        manager: Manager::Npm,
        manifest: "package.json",
        locks: &["package-lock.json", "npm-shrinkwrap.json"],
        reads_more: NPM,
    },
    Habit { manager: Manager::Yarn, manifest: "package.json", locks: &["yarn.lock"], reads_more: NPM },
    Habit { manager: Manager::Pnpm, manifest: "package.json", locks: &["pnpm-lock.yaml"], reads_more: NPM },
    Habit {
        manager: Manager::Bundle,
        manifest: "Gemfile",
        locks: &["Gemfile.lock"],
        reads_more: &["path:", "gemspec"],
    },
];

/// Files beside a manifest that its tool reads as well.
const ASIDE: &[&str] = &[".npmrc", ".yarnrc.yml", ".yarnrc", "pnpm-workspace.yaml", ".pnpmfile.cjs", ".ruby-version"];

/// Every stage of the file that installs after it copied everything.
pub fn mend(draft: &mut Draft, companions: &[Companion]) {
    let build = draft.build;
    for stage in build.stages.iter().filter(|stage| stage.role != Role::Unused) {
        match late_install(stage) {
            Some((copy, install, _)) => swap(draft, companions, stage, copy, install),
            None => modules(draft, companions, stage),
        }
    }
}

/// Go's modules are fetched by the build itself: where `go.mod` is all that this reads, they are fetched before the
/// sources come. A cache that is mounted does that already.
fn modules(draft: &mut Draft, companions: &[Companion], stage: &Stage) {
    let is_go = |step: &&Step| commands(step).iter().any(|command| command.name() == "go");
    let Some(build) = stage.steps.iter().find(is_go).filter(|_| fetches_by_file(companions)) else { return };
    let mut brings = stage.steps.iter().filter(|step| matches!(step.does, Does::Bring { .. }));
    let copy = brings.next().filter(|copy| copy.instruction < build.instruction && is_whole(copy, build));
    let alone = brings.next().is_none_or(|next| next.instruction > build.instruction);
    let Some(copy) = copy.filter(|_| alone) else { return };
    let (at, newline) = (whole_lines(draft.source(), copy.span).start, draft.newline());
    draft.reason(RULE, reason(draft.lang, "go.mod and go.sum"));
    draft.insert(at, &format!("COPY go.mod go.sum ./{newline}RUN go mod download{newline}"));
}

/// `go.mod` and `go.sum` lie beside the Dockerfile and name no folder.
fn fetches_by_file(companions: &[Companion]) -> bool {
    let text = |name: &str| companions.iter().find(|one| one.path == name).map(|one| one.text.as_str());
    let fetches = |text: &str| text.contains("require") && !text.contains("=> .") && !text.contains("=> /");
    text("go.mod").is_some_and(fetches) && text("go.sum").is_some() && text("go.work").is_none()
}

/// Everything is copied into the directory that the build runs in, which takes nothing from `vendor` or a cache.
fn is_whole(copy: &Step, build: &Step) -> bool {
    let Does::Bring { sources, destination: Some(to), add: false, from: Origin::Context, .. } = &copy.does else {
        return false;
    };
    let here = |command: &Command| command.cwd.is_none() || command.cwd.as_deref() == copy.workdir.as_deref();
    let vendored = |command: &Command| command.args.iter().any(|arg| arg.text.contains("vendor"));
    matches!(sources.as_slice(), [all] if matches!(all.text.as_str(), "." | "./"))
        && matches!(to.text.as_str(), "." | "./")
        && build.run().is_some_and(|launch| launch.mounts.is_empty())
        && commands(build).iter().all(|command| here(command) && !vendored(command))
}

const RULE: &str = "copy-before-install";

fn reason(lang: Lang, list: &str) -> String {
    say!(lang,
        en: "With {list} copied first, only a change of these installs the dependencies again.",
        de: "Werden {list} zuerst kopiert, installiert nur eine Änderung daran die Abhängigkeiten neu.",
        zh: "先复制 {list}，只有它们变化时才会重新安装依赖。")
}

fn swap(draft: &mut Draft, companions: &[Companion], stage: &Stage, copy: &Step, install: &Step) {
    let between =
        stage.steps.iter().filter(|step| copy.instruction < step.instruction && step.instruction < install.instruction);
    let Some((files, first)) = manifests(companions, install) else { return };
    if !between.into_iter().all(is_setting) {
        return;
    }
    let Some(Kind::Copy(_)) = draft.instruction(copy.instruction).map(|instruction| &instruction.kind) else { return };
    let Does::Bring { sources, destination: Some(to), .. } = &copy.does else { return };
    let [all] = sources.as_slice() else { return };
    if draft.source().slice(copy.span).contains('[') {
        return;
    }
    let (text, newline) = (draft.source().slice(copy.span).trim_end().to_string(), draft.newline());
    let list = files.join(" and ");
    draft.reason(RULE, reason(draft.lang, &list));
    if let Some(gap) = gap(draft, install, first) {
        // What follows the installation in its RUN gets one of its own, behind the sources.
        let after = format!("{newline}{text}{newline}RUN ");
        draft.replace(gap, &after);
        if draft.replaced(gap) != Some(after.as_str()) {
            return;
        }
    } else if first < commands(install).len() {
        return;
    }
    let target = draft.source().slice(to.span);
    let folder = if target.ends_with('/') { String::new() } else { "/".to_string() };
    draft.replace(all.span, &files.join(" "));
    draft.insert(to.span.end, &folder);
    if first == commands(install).len() {
        let end = whole_lines(draft.source(), install.span).end;
        super::insert::line_at(draft, end, &format!("{text}{newline}"));
    }
}

fn commands(step: &Step) -> &[Command] {
    step.run().map(|launch| launch.commands.as_slice()).unwrap_or_default()
}

/// From behind the installing commands to the next one, where nothing but `&&` stands between them.
fn gap(draft: &Draft, install: &Step, first: usize) -> Option<Span> {
    let (before, next) = (commands(install).get(first.checked_sub(1)?)?, commands(install).get(first)?);
    let gap = Span { start: before.span.end, end: next.span.start };
    let words: Vec<&str> = draft.source().slice(gap).split_whitespace().filter(|word| *word != "\\").collect();
    let flags = draft.instruction(install.instruction).is_some_and(|run| !run.flags.is_empty());
    (words == ["&&"] && !flags && commands(install).iter().all(|command| !command.conditional)).then_some(gap)
}

/// The files that are all the installing commands of this RUN read, when what was given shows it; and how many there are.
fn manifests(companions: &[Companion], install: &Step) -> Option<(Vec<String>, usize)> {
    let all = commands(install);
    let mut actions = all.iter().filter_map(|command| command.packages.as_ref());
    let main = actions.find(|action| action.action == Action::InstallManifest)?;
    let plain = |action: &PackageAction| {
        action.manager == main.manager
            && matches!(action.action, Action::Install | Action::InstallManifest | Action::Clean)
    };
    let is_plain = |command: &Command| command.packages.as_ref().is_some_and(plain);
    let first = all.iter().position(|command| !is_plain(command)).unwrap_or(all.len());
    if !all[..first].iter().any(|command| command.packages.as_ref().is_some_and(|own| own.action == main.action)) {
        return None;
    }
    let habit = HABITS.iter().find(|habit| habit.manager == main.manager)?;
    let manifest = main.files.first().map_or(habit.manifest, |file| file.text.as_str());
    let text = |name: &str| companions.iter().find(|one| one.path == name).map(|one| one.text.as_str());
    let more = habit.reads_more.iter().any(|word| text(manifest).is_none_or(|text| text.contains(word)));
    if more || main.files.len() > 1 || manifest.contains('/') || ASIDE.iter().any(|aside| text(aside).is_some()) {
        return None;
    }
    let lock = habit.locks.iter().find(|lock| text(lock).is_some());
    if lock.is_none() && !habit.locks.is_empty() {
        return None;
    }
    Some((std::iter::once(manifest).chain(lock.copied()).map(str::to_string).collect(), first))
}

/// A step that looks at no file of the program.
fn is_setting(step: &Step) -> bool {
    match &step.does {
        Does::Set => true,
        Does::Run(launch) => launch.commands.iter().all(|command| {
            let manager = command.packages.as_ref().map(|action| action.manager);
            matches!(manager, Some(Manager::Apt | Manager::Apk | Manager::Dnf))
        }),
        Does::Bring { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Companion, Input, Wishes};

    fn rewritten(file: &str, companions: &[(&str, &str)]) -> String {
        let companions =
            companions.iter().map(|(path, text)| Companion { path: path.to_string(), text: text.to_string() });
        let input = Input { companions: companions.collect(), ..Input::pasted(file) };
        crate::advise(&input, &Wishes::default()).rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default()
    }

    const NODE: &str =
        "FROM node:24\nWORKDIR /app\nCOPY --chown=node:node . .\nENV A=b\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";

    #[test]
    fn the_manifest_comes_first_where_it_is_all_that_is_read() {
        let given = [("package.json", "{\"dependencies\": {}}"), ("package-lock.json", "{}")];
        let text = rewritten(NODE, &given);
        let wanted = "COPY --chown=node:node package.json package-lock.json ./\nENV A=b\nRUN npm ci\nCOPY --chown=node:node . .\n";
        assert!(text.contains(wanted), "{text}");
    }

    #[test]
    fn what_follows_in_its_run_comes_behind_the_sources() {
        let given = [("package.json", "{}"), ("package-lock.json", "{}")];
        let text = rewritten(&NODE.replace("npm ci", "npm ci \\\n && npm run build"), &given);
        assert!(text.contains("RUN npm ci\nCOPY --chown=node:node . .\nRUN npm run build\n"), "{text}");
    }

    #[test]
    fn modules_of_go_are_fetched_before_the_sources_come() {
        let file = "FROM golang:1.26 AS b\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.20\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let module = "module a\n\ngo 1.26\n\nrequire github.com/a/b v1.0.0\n";
        let given = |module: &str| rewritten(file, &[("go.mod", module), ("go.sum", "")]);
        let text = given(module);
        assert!(
            text.contains("COPY go.mod go.sum ./\n") && text.contains("\nRUN go mod download\nCOPY . .\n"),
            "{text}"
        );
        assert!(!given(&format!("{module}\nreplace github.com/a/b => ./b\n")).contains("go mod download"));
        assert!(!rewritten(file, &[("go.mod", module)]).contains("go mod download"));
        let file = format!("# syntax=docker/dockerfile:1\n{file}");
        let parted = file.replace(" AS b", "").replace("FROM alpine:3.20\nCOPY --from=b /app /app\n", "");
        let text = rewritten(&parted, &[("go.mod", module), ("go.sum", "")]);
        assert!(text.contains("type=cache") && !text.contains("go mod download"), "{text}");
    }

    #[test]
    fn what_may_read_more_stays_as_it_is() {
        let script = [("package.json", "{\"scripts\": {\"postinstall\": \"node x.js\"}}"), ("package-lock.json", "{}")];
        assert!(rewritten(NODE, &script).contains("COPY --chown=node:node . .\nENV"));
        assert!(rewritten(NODE, &[]).contains("COPY --chown=node:node . .\nENV"));
        let given = [("package.json", "{}"), ("package-lock.json", "{}")];
        for also in ["npm run build && npm ci", "npm ci || npm install && npm run build", "npm ci; npm run build"] {
            let text = rewritten(&NODE.replace("npm ci", also), &given);
            assert!(text.contains("COPY --chown=node:node . .\nENV"), "{text}");
        }
    }
}
