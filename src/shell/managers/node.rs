//! npm, yarn, pnpm, bun.

use super::grammar::{Grammar, Takes};
use super::{Action, Arg, Manager, PackageAction};

const VALUED: &[(&str, Takes)] = &[
    ("--prefix", Takes::Value),
    ("-C", Takes::Value),
    ("--dir", Takes::Value),
    ("--cwd", Takes::Value),
    ("--registry", Takes::Value),
    ("--cache", Takes::Value),
    ("-w", Takes::Value),
    ("--workspace", Takes::Value),
    ("--filter", Takes::Value),
    ("-F", Takes::Value),
    ("--omit", Takes::Value),
    ("--include", Takes::Value),
    ("--loglevel", Takes::Value),
    ("--network-timeout", Takes::Value),
    ("--cache-folder", Takes::Value),
    ("--modules-folder", Takes::Value),
    ("--store-dir", Takes::Value),
];

const NPM: Grammar = Grammar {
    manager: Manager::Npm,
    verbs: &[
        ("install", Action::Install),
        ("i", Action::Install),
        ("add", Action::Install),
        ("ci", Action::InstallManifest),
        ("clean-install", Action::InstallManifest),
        ("install-ci-test", Action::InstallManifest),
        ("uninstall", Action::Remove),
        ("remove", Action::Remove),
        ("rm", Action::Remove),
        ("un", Action::Remove),
        ("update", Action::Upgrade),
        ("upgrade", Action::Upgrade),
        ("up", Action::Upgrade),
        ("prune", Action::Clean),
        ("cache", Action::Clean),
        ("rebuild", Action::Build),
        ("start", Action::Run),
        ("exec", Action::Run),
        ("x", Action::Run),
        ("test", Action::Run),
        ("t", Action::Run),
    ],
    valued: VALUED,
    version: &["@"],
    bare: Action::Other,
};

const YARN: Grammar = Grammar {
    manager: Manager::Yarn,
    verbs: &[
        ("install", Action::InstallManifest),
        ("add", Action::Install),
        ("remove", Action::Remove),
        ("upgrade", Action::Upgrade),
        ("up", Action::Upgrade),
        ("cache", Action::Clean),
        ("autoclean", Action::Clean),
        ("start", Action::Run),
        ("exec", Action::Run),
        ("dlx", Action::Run),
        ("node", Action::Run),
        ("test", Action::Run),
        ("build", Action::Build),
        ("config", Action::Other),
        ("set", Action::Other),
        ("workspace", Action::Other),
        ("workspaces", Action::Other),
        ("policies", Action::Other),
        ("plugin", Action::Other),
        ("pack", Action::Other),
    ],
    valued: VALUED,
    version: &["@"],
    bare: Action::InstallManifest,
};

const PNPM: Grammar = Grammar {
    manager: Manager::Pnpm,
    verbs: &[
        ("install", Action::Install),
        ("i", Action::Install),
        ("add", Action::Install),
        ("fetch", Action::InstallManifest),
        ("deploy", Action::InstallManifest),
        ("remove", Action::Remove),
        ("rm", Action::Remove),
        ("update", Action::Upgrade),
        ("up", Action::Upgrade),
        ("prune", Action::Clean),
        ("store", Action::Clean),
        ("build", Action::Build),
        ("rebuild", Action::Build),
        ("start", Action::Run),
        ("exec", Action::Run),
        ("dlx", Action::Run),
        ("test", Action::Run),
    ],
    valued: VALUED,
    version: &["@"],
    bare: Action::Other,
};

const BUN: Grammar = Grammar {
    manager: Manager::Bun,
    verbs: &[
        ("install", Action::Install),
        ("i", Action::Install),
        ("add", Action::Install),
        ("remove", Action::Remove),
        ("update", Action::Upgrade),
        ("build", Action::Build),
        ("x", Action::Run),
        ("start", Action::Run),
        ("test", Action::Run),
    ],
    valued: VALUED,
    version: &["@"],
    bare: Action::Run,
};

/// What a program of this kind does.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    let grammar = match name {
        "npm" => &NPM,
        "yarn" | "yarnpkg" => &YARN,
        "pnpm" => &PNPM,
        "bun" => &BUN,
        _ => return None,
    };
    Some(refine(grammar, args))
}

fn refine(grammar: &Grammar, args: &[Arg]) -> PackageAction {
    let sorted = grammar.sort(args);
    let verb = sorted.verb.map_or("", |arg| arg.text.as_str());
    let second = sorted.rest.first().map_or("", |arg| arg.text.as_str());
    let action = match (verb, second) {
        ("run" | "run-script", script) => Some(script_action(script)),
        ("global", "add") => Some(Action::Install),
        ("global", "remove") => Some(Action::Remove),
        // `yarn tsc`, `bun server.ts`: a script or a program of the project.
        (_, _) if grammar.verb(&sorted) == Action::Other && matches!(grammar.manager, Manager::Yarn | Manager::Bun) => {
            (!grammar.verbs.iter().any(|(known, _)| *known == verb)).then(|| script_action(verb))
        }
        _ => None,
    };
    let global = verb == "global";
    let mut read = grammar.action(sorted);
    if let Some(action) = action {
        read.action = action;
    }
    if global {
        let names = args.iter().filter(|arg| !arg.text.starts_with('-')).skip(2);
        read.packages = names.map(|arg| grammar.package(arg)).collect();
    }
    if read.action == Action::Install && read.packages.is_empty() {
        read.action = Action::InstallManifest;
    }
    read
}

/// What a script of `package.json` does, going by its name.
fn script_action(name: &str) -> Action {
    const BUILDS: [&str; 11] = [
        "build",
        "compile",
        "bundle",
        "deploy",
        "generate",
        "export",
        "dist",
        "webpack",
        "tsc",
        "prebuild",
        "postbuild",
    ];
    let first = name.split([':', '-', '.']).next().unwrap_or_default();
    if BUILDS.contains(&first) || name.contains("build") { Action::Build } else { Action::Run }
}
