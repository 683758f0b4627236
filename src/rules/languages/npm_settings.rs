//! What npm no longer takes from version 9 on: settings that it does not know in `npm config set`, and `npm bin`. And that
//! version 7 began to look at peer dependencies. Told under `runtime-version-mismatch`.

use super::old_webpack::line;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Action, Arg, Command, Manager, PackageAction};
use crate::stages::{Role, Step};

/// Images of Node.js 20 began with npm 9 ([its release](https://github.com/npm/cli/releases/tag/v9.0.0)), those of 15 with
/// npm 7 ([peer dependencies](https://github.blog/2021-02-02-npm-7-is-now-generally-available/)).
const SINCE: u32 = 20;
const PEERS: u32 = 15;

/// What npm 11.19.1 refused by trial on 2026-11-30, beside every name with an underline in it. These have no use any more.
const IDLE: [&str; 12] = [
    "always-auth",
    "cache-max",
    "cache-min",
    "group",
    "jobs",
    "scripts-prepend-node-path",
    "send-metrics",
    "shrinkwrap",
    "spin",
    "tmp",
    "unsafe-perm",
    "user",
];

/// Others call these by another name.
const RENAMED: [(&str, &str); 7] = [
    ("also", "--include=dev"),
    ("dev", "--include=dev"),
    ("global-style", "--install-strategy=shallow"),
    ("http-proxy", "proxy"),
    ("only", "--omit=dev"),
    ("optional", "--omit=optional"),
    ("production", "--omit=dev"),
];

/// These are for what npm runs, which reads them from variables.
const READ_BY_OTHERS: [&str; 6] =
    ["disturl", "python", "sass-binary-site", "electron-mirror", "node-gyp", "msvs-version"];

/// A command that npm 9 stops at, and where it stands.
struct Refused<'a> {
    instruction: usize,
    at: usize,
    command: &'a Command,
    call: Call<'a>,
}

enum Call<'a> {
    /// A setting, and its value.
    Setting(&'a str, &'a str),
    Bin,
}

/// The line moves to one with npm 9.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some((now, new)) = case.present().and_then(line).zip(line(&choice.image)) else { return Vec::new() };
    let peers = (now < PEERS && PEERS <= new).then(|| peers(case)).flatten();
    // What stops on the present one stops there, too.
    if new < SINCE || case.stays(choice) {
        return peers.into_iter().collect();
    }
    let sources = case.sources().iter().flat_map(|at| case.build.steps(*at));
    let all = refused(case.steps().iter().copied().chain(sources));
    all.iter().flat_map(|one| told(case, choice, one)).chain(peers).collect()
}

/// Peer dependencies that do not agree were warned of, and stop now.
fn peers(case: &Case) -> Option<Objection> {
    let goes_on = |command: &&Command| ["--legacy-peer-deps", "--force", "-f"].iter().any(|flag| command.has(flag));
    let installs = |command: &&Command| {
        let by = command.packages.as_ref().filter(|by| by.manager == Manager::Npm);
        // `for name in $PLUGINS; do npm install $name`: into a project whose list is not seen.
        let into = |by: &PackageAction| {
            let global = command.has("-g") || command.has("--global");
            by.action == Action::Install && !global && by.packages.iter().any(|package| !package.known)
        };
        by.is_some_and(|by| by.action == Action::InstallManifest || into(by)) && !goes_on(command)
    };
    let span = crate::rules::loading::aged::commands(case).into_iter().find(installs)?.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} installs with npm, which from version 7 on stops with `ERESOLVE` where peer dependencies do not agree: `--legacy-peer-deps` keeps the old way.",
        de: "{line} installiert mit npm, das ab Version 7 mit `ERESOLVE` abbricht, wo Peer-Abhängigkeiten nicht zusammenpassen: `--legacy-peer-deps` bleibt beim Alten.",
        zh: "{line}用 npm 安装，它从版本 7 起在对等依赖不一致时会以 `ERESOLVE` 中止：`--legacy-peer-deps` 可保持原来的做法。");
    Some(objection(RULE.id, Weight::Risk, text, vec![span]))
}

fn told(case: &Case, choice: &Choice, one: &Refused) -> Vec<Objection> {
    let (lang, span) = (case.lang(), one.command.span);
    let (what, todo) = (text(case, one, &choice.image), remedy(lang, &one.call));
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    let goes = Change::DropCommand { instruction: one.instruction, command: one.at };
    let claim = |change| vec![objection(RULE.id, Weight::Change, text.clone(), vec![span]).by(change)];
    match &one.call {
        _ if choice.shape == Shape::Split || one.command.conditional => claim(Change::Yours),
        Call::Setting(key, _) if is_idle(key) => claim(goes),
        Call::Setting(key, value) if is_read_by_others(key) && !value.is_empty() => {
            let name = variable(key);
            let set = say!(lang,
                en: "`{name}` says it to what npm runs.",
                de: "`{name}` sagt es dem, was npm ausführt.",
                zh: "由 `{name}` 告知 npm 所运行的程序。");
            let env = Change::Env { name, value: value.to_string() };
            let mut both = claim(goes);
            both.push(objection(RULE.id, Weight::Change, set, vec![span]).by(env));
            both
        }
        _ => claim(Change::Yours),
    }
}

/// A stage has npm 9 or later already.
pub fn findings(case: &Case) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let newer = stages.filter_map(|stage| {
        let image = case.facts.standings.get(stage.index)?.image().filter(|image| line(image) >= Some(SINCE))?;
        Some((image, refused(case.build.steps(stage.index))))
    });
    let lang = case.lang();
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let claim = |image: &Image, one: &Refused| {
        let told = [text(case, one, image), why.clone(), remedy(lang, &one.call)];
        finding(RULE.id, Severity::Error, told, vec![one.command.span])
    };
    newer.flat_map(|(image, all)| all.iter().map(|one| claim(image, one)).collect::<Vec<_>>()).collect()
}

/// Nothing where an npm before 9 is put in place of the image's.
fn refused<'a>(steps: impl Iterator<Item = &'a Step>) -> Vec<Refused<'a>> {
    let mut all = Vec::new();
    for step in steps {
        let commands = step.run().map(|launch| launch.commands.as_slice()).unwrap_or_default();
        if commands.iter().any(puts_old) {
            return Vec::new();
        }
        let of = |(at, command): (usize, &'a Command)| {
            Some(Refused { instruction: step.instruction, at, command, call: read(command)? })
        };
        all.extend(commands.iter().enumerate().filter_map(of));
    }
    all
}

fn puts_old(command: &Command) -> bool {
    let named = command.packages.iter().filter(|by| by.manager == Manager::Npm).flat_map(|by| &by.packages);
    let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    named
        .into_iter()
        .any(|one| one.name == "npm" && one.version.as_deref().and_then(major).is_some_and(|major| major < 9))
}

fn read(command: &Command) -> Option<Call<'_>> {
    let mut words = command.args.iter().filter(|arg| !arg.text.starts_with('-')).map(|arg: &Arg| arg.text.as_str());
    let mut next = words.next().filter(|_| command.name() == "npm")?;
    if next == "bin" {
        return Some(Call::Bin);
    }
    if matches!(next, "config" | "c") {
        next = words.next()?;
    }
    let first = words.next().filter(|_| next == "set")?;
    let (key, value) = first.split_once('=').unwrap_or_else(|| (first, words.next().unwrap_or_default()));
    // A value that only the shell knows is none for ENV.
    let known = command.args.iter().all(|arg| arg.known);
    let takes = is_read_by_others(key) || is_idle(key) || RENAMED.iter().any(|(old, _)| *old == key);
    takes.then_some(Call::Setting(key, if known { value } else { "" }))
}

/// `sass_binary_site`: no setting of npm's own has an underline within; `@team:registry` and `//host/:_auth` are known.
fn is_read_by_others(key: &str) -> bool {
    let own = key.starts_with(['@', '/', '_']) || key.contains(':');
    READ_BY_OTHERS.contains(&key.replace('_', "-").as_str()) || key.contains('_') && !own
}

fn is_idle(key: &str) -> bool {
    IDLE.contains(&key.replace('_', "-").as_str())
}

fn variable(key: &str) -> String {
    format!("npm_config_{}", key.replace('-', "_"))
}

fn text(case: &Case, one: &Refused, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[one.command.span])), &image.reference);
    let called = match one.call {
        Call::Setting(key, _) => format!("npm config set {key}"),
        Call::Bin => "npm bin".into(),
    };
    say!(lang,
        en: "{line} runs `{called}`, which npm 9 and later refuse, and so that of `{image}`.",
        de: "{line} führt `{called}` aus, was npm ab 9 verweigert, also auch das von `{image}`.",
        zh: "{line}运行 `{called}`，npm 从 9 起会拒绝，`{image}` 中的也一样。")
}

fn remedy(lang: Lang, call: &Call) -> String {
    let new = match call {
        Call::Bin => "$(npm root)/.bin".to_string(),
        Call::Setting(key, _) if is_idle(key) => {
            return say!(lang, en: "Leave it out: npm has no use for it any more.", de: "Lass es weg: npm braucht es nicht mehr.", zh: "请去掉它：npm 已不再需要。");
        }
        Call::Setting(key, _) => match RENAMED.iter().find(|(old, _)| old == key) {
            Some((_, new)) => new.to_string(),
            None => format!("ENV {}=…", variable(key)),
        },
    };
    say!(lang, en: "Take `{new}` instead.", de: "Nimm stattdessen `{new}`.", zh: "请改用 `{new}`。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM node:10\nRUN npm config set unsafe-perm true && npm config set registry https://example.org/\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";

    fn changes(file: &str, to: &str) -> Vec<Change> {
        let told = weighed(RULE.id, file, to, Shape::Swap);
        told.into_iter().filter(|one| one.text.contains("npm")).filter_map(|one| one.change).collect()
    }

    #[test]
    fn npm_9_refuses_what_it_does_not_know() {
        let to = "node:24-trixie-slim";
        let goes = Change::DropCommand { instruction: 1, command: 0 };
        assert_eq!(changes(FILE, to), std::slice::from_ref(&goes));
        assert_eq!(changes(&FILE.replace("unsafe-perm true", "unsafe-perm=true"), to), std::slice::from_ref(&goes));
        let mirror = FILE.replace("unsafe-perm true", "sass_binary_site https://example.org/sass/");
        let env = Change::Env { name: "npm_config_sass_binary_site".into(), value: "https://example.org/sass/".into() };
        assert_eq!(changes(&mirror, to), [goes, env]);
        assert_eq!(changes(&FILE.replace("unsafe-perm true", "production false"), to), [Change::Yours]);
        assert_eq!(changes(&FILE.replace("npm config set unsafe-perm true", "ls $(npm bin)/x"), to), [Change::Yours]);
        assert_eq!(changes(&FILE.replace("config set unsafe-perm true", "bin -g"), to), [Change::Yours]);
        for known in ["//example.org/:_authToken x", "@team:registry https://example.org/", "progress false", "_auth x"]
        {
            assert_eq!(changes(&FILE.replace("unsafe-perm true", known), to), [], "{known}");
        }
        assert_eq!(changes(FILE, "node:16-slim"), []);
        assert_eq!(changes(&FILE.replace("RUN npm config", "RUN npm install -g npm@6 && npm config"), to), []);
    }

    #[test]
    fn a_stage_with_npm_9_stops_today() {
        let told = fires(RULE.id, &FILE.replace("node:10", "node:22"));
        assert!(told.severity == Severity::Error && told.what.contains("npm config set unsafe-perm"), "{told:?}");
        silent(RULE.id, FILE);
        silent(RULE.id, &FILE.replace("node:10", "node:22").replace("unsafe-perm", "progress"));
    }

    #[test]
    fn npm_7_looks_at_peer_dependencies() {
        let of = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.into_iter().any(|one| one.weight == Weight::Risk && one.text.contains("ERESOLVE"))
        };
        assert!(of(FILE, "node:24-trixie-slim"));
        assert!(!of(&FILE.replace("node:10", "node:16"), "node:24-trixie-slim"));
        assert!(!of(&FILE.replace("npm install", "npm install --legacy-peer-deps"), "node:24-trixie-slim"));
        let plugins = "ARG PLUGINS\nRUN for one in $PLUGINS; do npm install \"$one\" || exit 1; done\nCMD";
        let plugins = FILE.replace("npm install", "npm install -g a").replace("CMD", plugins);
        assert!(of(&plugins, "node:24-trixie-slim"), "{plugins}");
        assert!(!of(&plugins.replace("npm install \"$one", "npm install -g \"$one"), "node:24-trixie-slim"));
    }
}
