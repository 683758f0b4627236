//! `pip` that came along with `python3`: on Enterprise Linux 7 and 8 the one depends on the other, elsewhere it is a
//! package of its own. Told under `tool-missing`.

use super::translated::distro;
use super::{enterprise, installs, own_packages};
use crate::catalogue::Image;
use crate::catalogue::packages::{Name, command_package};
use crate::rules::claims::*;
use crate::shell::{Command, Manager};

/// [ciecplib, merge request 140](https://git.ligo.org/computing/software/ciecplib/-/merge_requests/140): a dependency of
/// `python3` on 8, and no more on 9.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let brought = case.present().is_some_and(brings_pip) && !brings_pip(&choice.image);
    let own = own_packages::replaces(case, &choice.image) || choice.image.runtime.is_some();
    if !brought || own || choice.shape != Shape::Swap || !installs::keeps_installing(choice) {
        return None;
    }
    let names: Vec<&str> = case.every_install().iter().map(|install| install.package.name.as_str()).collect();
    let python = names.iter().any(|name| ["python3", "python36", "python3-devel"].contains(name));
    if !python || names.iter().any(|name| name.contains("pip")) {
        return None;
    }
    let calls = |command: &&Command| {
        command.packages.as_ref().is_some_and(|action| action.manager == Manager::Pip)
            && (command.name() == "pip3" || command.has("pip"))
    };
    let command = case.commands().find(calls)?;
    let packages: Vec<Name> = command_package("pip3", distro(&choice.image)?);
    let package = packages.first()?.name;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} calls `pip`, which comes along with `python3` today; on `{image}` it is the package `{package}`.",
        de: "{line} ruft `pip` auf, das heute mit `python3` kommt; auf `{image}` ist es das Paket `{package}`.",
        zh: "{line}调用 `pip`，目前它随 `python3` 一起安装；在 `{image}` 上它是单独的软件包 `{package}`。");
    let change = Change::Install { packages: vec![package.into()] };
    Some(crate::rules::claims::objection(rule, Weight::Change, text, vec![command.span]).by(change))
}

fn brings_pip(image: &Image) -> bool {
    matches!(image.os.as_ref().and_then(enterprise::release), Some(7 | 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM centos:7\nRUN yum install -y python3\nCOPY . /app\nRUN pip3 install -r /app/requirements.txt\nCMD [\"python3\", \"/app/main.py\"]\n";

    fn added(file: &str, to: &str) -> Vec<String> {
        let told = weighed("tool-missing", file, to, Shape::Swap);
        let packages = |one: Objection| match one.change {
            Some(Change::Install { packages }) => packages,
            _ => Vec::new(),
        };
        told.into_iter().flat_map(packages).collect()
    }

    #[test]
    fn pip_is_a_package_of_its_own_from_nine_on() {
        for to in ["almalinux:9", "registry.access.redhat.com/ubi9/ubi", "debian:trixie-slim"] {
            assert_eq!(added(FILE, to), ["python3-pip"], "{to}");
        }
        assert_eq!(added(FILE, "alpine:3.24"), ["py3-pip"]);
        let module = FILE.replace("pip3 install", "python3 -m pip install");
        assert_eq!(added(&module, "almalinux:9"), ["python3-pip"]);
    }

    #[test]
    fn where_it_is_named_or_goes_along_nothing_is_added() {
        assert!(added(FILE, "almalinux:8").is_empty());
        assert!(added(&FILE.replace("python3\n", "python3 python3-pip\n"), "almalinux:9").is_empty());
        assert!(added(&FILE.replace("centos:7", "almalinux:9"), "almalinux:10").is_empty());
        assert!(added(&FILE.replace("pip3 install -r /app/requirements.txt", "true"), "almalinux:9").is_empty());
    }
}
