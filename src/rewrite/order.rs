//! Dependencies before sources: only where the files given show that the installation needs nothing but its manifest.

use super::draft::{Draft, whole_lines};
use crate::dockerfile::Kind;
use crate::rules::late_install;
use crate::shell::{Action, Manager, PackageAction};
use crate::stages::{Does, Role, Stage, Step};
use crate::wishes::Companion;

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
        if let Some((copy, install, _)) = late_install(stage) {
            swap(draft, companions, stage, copy, install);
        }
    }
}

fn swap(draft: &mut Draft, companions: &[Companion], stage: &Stage, copy: &Step, install: &Step) {
    let between =
        stage.steps.iter().filter(|step| copy.instruction < step.instruction && step.instruction < install.instruction);
    let Some(files) = manifests(companions, install) else { return };
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
    let lang = draft.lang;
    draft.reason(
        "copy-before-install",
        say!(lang,
            en: "With {list} copied first, only a change of these installs the dependencies again.",
            de: "Werden {list} zuerst kopiert, installiert nur eine Änderung daran die Abhängigkeiten neu.",
            zh: "先复制 {list}，只有它们变化时才会重新安装依赖。"),
    );
    let target = draft.source().slice(to.span);
    let folder = if target.ends_with('/') { String::new() } else { "/".to_string() };
    draft.replace(all.span, &files.join(" "));
    draft.insert(to.span.end, &folder);
    let end = whole_lines(draft.source(), install.span).end;
    super::insert::line_at(draft, end, &format!("{text}{newline}"));
}

/// The files that are all this RUN reads, when what was given shows it.
fn manifests(companions: &[Companion], install: &Step) -> Option<Vec<String>> {
    let Does::Run(launch) = &install.does else { return None };
    let actions: Vec<&PackageAction> = launch.commands.iter().filter_map(|command| command.packages.as_ref()).collect();
    let main = actions.iter().find(|action| action.action == Action::InstallManifest)?;
    let plain = |action: &&PackageAction| {
        action.manager == main.manager
            && matches!(action.action, Action::Install | Action::InstallManifest | Action::Clean)
    };
    if actions.len() != launch.commands.len() || !actions.iter().all(plain) {
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
    Some(std::iter::once(manifest).chain(lock.copied()).map(str::to_string).collect())
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
    fn what_may_read_more_stays_as_it_is() {
        let script = [("package.json", "{\"scripts\": {\"postinstall\": \"node x.js\"}}"), ("package-lock.json", "{}")];
        assert!(rewritten(NODE, &script).contains("COPY --chown=node:node . .\nENV"));
        assert!(rewritten(NODE, &[]).contains("COPY --chown=node:node . .\nENV"));
        let also = NODE.replace("npm ci", "npm ci && npm run build");
        let given = [("package.json", "{}"), ("package-lock.json", "{}")];
        assert!(rewritten(&also, &given).contains("COPY --chown=node:node . .\nENV"));
    }
}
