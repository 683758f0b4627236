//! The compiler that comes unasked with Debian's and Ubuntu's pip and npm, and goes where the base's own Python or Node.js
//! takes the place of the system's. Told under `compiler-missing`.

use super::{compiling, natives};
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::packages::installs::Install;
use crate::rules::packages::own_packages;
use crate::shell::{Action, Command};

/// What recommends `build-essential`, and whose language: pip itself ([its page](https://packages.debian.org/bookworm/python3-pip)),
/// as that of Python 2 did, npm by [node-gyp](https://packages.debian.org/bookworm/node-gyp).
const BRING: [(&str, &str); 3] = [("npm", "node"), ("python-pip", "python"), ("python3-pip", "python")];

/// Whether installing this package brings the compiler.
pub fn comes(command: &Command, package: &str) -> bool {
    BRING.iter().any(|(name, _)| *name == package) && recommends(command)
}

/// Compressed bytes of what comes with pip unasked, the compiler and headers among it: by the index of Debian 13 (read
/// 2026-11-30) `apt-get install python3-pip` fetches 131.8 MB, and 28.6 MB of them for `python3` alone. npm recommends the
/// same by way of node-gyp.
const WEIGHT: u64 = 103_000_000;

/// What the file installs beside its language without asking for it.
pub fn bytes(case: &Case) -> u64 {
    let comes = |install: &Install| case.command(install.effect).is_some_and(|by| comes(by, &install.package.name));
    if case.installs().iter().any(comes) { WEIGHT } else { 0 }
}

fn recommends(command: &Command) -> bool {
    let off = |text: &str| text == "--no-install-recommends" || text.to_lowercase().contains("install-recommends=");
    matches!(command.name(), "apt-get" | "apt") && !command.args.iter().any(|arg| off(&arg.text))
}

/// The package that brings it today, and that goes on this base.
pub fn goes<'a>(case: &'a Case, image: &Image) -> Option<&'a Install<'a>> {
    let language = own_packages::in_place(case, image)?;
    let brings = |one: &&Install| {
        BRING.contains(&(one.package.name.as_str(), language)) && case.command(one.effect).is_some_and(recommends)
    };
    case.installs().iter().find(brings)
}

/// What is compiled on installation is so by that one.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let lost = compiling::loses_compiler(case, &choice.image);
    let install = goes(case, &choice.image).filter(|_| lost)?;
    let puts = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| natives::ecosystem(action.manager).is_some());
        action.is_some_and(|action| matches!(action.action, Action::Install | Action::InstallManifest))
    };
    let span = case.commands().find(puts)?.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[install.package.span])), &choice.image.reference);
    let name = &install.package.name;
    let text = say!(lang,
        en: "{line}: with `{name}` the system installed a compiler, too; `{image}` has none, so what comes as source alone is not installed there.",
        de: "{line}: Mit `{name}` hat das System auch einen Compiler installiert; `{image}` hat keinen, und was nur als Quelltext kommt, wird dort nicht installiert.",
        zh: "{line}：系统安装 `{name}` 时会一并装上编译器；`{image}` 没有，只有源代码形式的包在那里装不上。");
    Some(crate::rules::claims::objection(rule, Weight::Risk, text, vec![install.package.span, span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = "compiler-missing";

    #[test]
    fn it_goes_with_what_brought_it() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip3 install numpy==1.19.5\nCMD [\"python3\", \"a.py\"]\n";
        let told = |file: &str, to: &str| {
            let all = weighed(RULE, file, to, Shape::Swap);
            all.iter().any(|one| one.weight == Weight::Risk && one.text.contains("`python3-pip`"))
        };
        assert!(told(file, "python:3.11-slim-trixie"));
        let heaviest = |file: &str| weight(RULE, file, "python:3.11-slim-trixie", Shape::Swap);
        assert_eq!(heaviest(&file.replace("numpy==1.19.5", "-r list.txt")), Some(Weight::Risk), "it may hold such");
        assert_eq!(heaviest(&file.replace("numpy==1.19.5", "psycopg2")), Some(Weight::Change), "it is compiled");
        assert!(!told(file, "python:3.11-trixie") && !told(file, "ubuntu:26.04"));
        assert!(!told(&file.replace("install -y", "install -y --no-install-recommends"), "python:3.11-slim-trixie"));
        assert!(!told(&file.replace("python3-pip", "python3-pip build-essential"), "python:3.11-slim-trixie"));
        let node = "FROM debian:12\nRUN apt-get update && apt-get install -y nodejs npm\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";
        assert_eq!(weight(RULE, node, "node:24-trixie-slim", Shape::Swap), Some(Weight::Risk));
        let compiled = node.replace("npm install", "npm install node-pty");
        assert_eq!(weight(RULE, &compiled, "node:24-trixie-slim", Shape::Swap), Some(Weight::Change));
        silent(RULE, &compiled);
    }
}
