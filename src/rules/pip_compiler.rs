//! The compiler that comes unasked with Debian's and Ubuntu's `python3-pip`, and goes where the base's own Python takes the
//! place of the system's. Told under `compiler-missing`.

use super::claims::*;
use super::installs::Install;
use super::{compiling, own_packages};
use crate::catalogue::Image;
use crate::shell::{Action, Command, Manager};

/// It recommends `build-essential` and `python3-dev` ([its page](https://packages.debian.org/bookworm/python3-pip)), as the
/// one of Python 2 did.
const PIP: [&str; 2] = ["python-pip", "python3-pip"];

/// Whether installing this package brings the compiler.
pub fn comes(command: &Command, package: &str) -> bool {
    PIP.contains(&package) && recommends(command)
}

fn recommends(command: &Command) -> bool {
    let off = |text: &str| text == "--no-install-recommends" || text.to_lowercase().contains("install-recommends=");
    matches!(command.name(), "apt-get" | "apt") && !command.args.iter().any(|arg| off(&arg.text))
}

/// The package that brings it today, and that goes on this base.
pub fn goes<'a>(case: &'a Case, image: &Image) -> Option<&'a Install<'a>> {
    let brings = |one: &&Install| case.command(one.effect).is_some_and(|command| comes(command, &one.package.name));
    case.installs().iter().find(brings).filter(|_| own_packages::in_place(case, image) == Some("python"))
}

/// What pip finds no wheel of is compiled today.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let lost = compiling::loses_compiler(case, &choice.image);
    let pip = goes(case, &choice.image).filter(|_| lost)?;
    let from_pip = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == Manager::Pip);
        action.is_some_and(|action| matches!(action.action, Action::Install | Action::InstallManifest))
    };
    let install = case.commands().find(from_pip)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[pip.package.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: with `python3-pip` the system installed a compiler, too; `{image}` has none, so what pip finds no wheel of is not installed there.",
        de: "{line}: Mit `python3-pip` hat das System auch einen Compiler installiert; `{image}` hat keinen, und wovon pip kein Wheel findet, wird dort nicht installiert.",
        zh: "{line}：系统安装 `python3-pip` 时会一并装上编译器；`{image}` 没有，pip 找不到 wheel 的包在那里装不上。");
    Some(super::claims::objection(rule, Weight::Risk, text, vec![pip.package.span, install.span]))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RULE: &str = "compiler-missing";

    #[test]
    fn the_compiler_that_came_with_pip_goes() {
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
    }
}
