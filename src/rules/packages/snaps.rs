//! Browsers that Ubuntu has as snaps alone: the packages of their names only lead there, and no snap runs in a container
//! ([docker-brew-ubuntu-core, issue 176](https://github.com/tianon/docker-brew-ubuntu-core/issues/176),
//! [docker-webtop, pull request 47](https://github.com/linuxserver/docker-webtop/pull/47)). Told under
//! `package-unavailable`.

use super::installs::Install;
use super::sources;
use crate::catalogue::Image;
use crate::rules::claims::*;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

pub const NAMES: [&str; 3] = ["chromium-browser", "chromium-chromedriver", "firefox"];

/// From 19.10 on, Firefox from 22.04; versions compare as text.
fn is_snap(name: &str, image: &Image) -> bool {
    let version = image.os.as_ref().filter(|os| os.name == "ubuntu").and_then(|os| os.version);
    let since = if name == "firefox" { "22.04" } else { "19.10" };
    NAMES.contains(&name) && version.is_some_and(|version| version >= since)
}

/// The first of them. An archive that the file adds may have the browser itself.
fn installed<'a>(case: &'a Case, image: &Image) -> Option<&'a Install<'a>> {
    let adds = || case.commands().any(sources::adds_archive);
    case.every_install().iter().find(|install| is_snap(&install.package.name, image)).filter(|_| !adds())
}

pub fn file(case: &Case) -> Vec<Finding> {
    let Some(install) = case.present().and_then(|image| installed(case, image)) else { return Vec::new() };
    let lang = case.lang();
    let why = say!(lang,
        en: "The build goes through, and the browser does not start.",
        de: "Der Build läuft durch, und der Browser startet nicht.",
        zh: "构建能通过，但浏览器无法启动。");
    let todo = say!(lang,
        en: "Install the browser from its maker's own archive, or stand on Debian, which has it as a package.",
        de: "Installiere den Browser aus dem Archiv seines Herstellers, oder nimm Debian, das ihn als Paket hat.",
        zh: "从浏览器开发者自己的软件源安装，或改用 Debian，那里有它的软件包。");
    vec![finding(RULE, Severity::Error, [text(case, install, case.written()), why, todo], vec![install.package.span])]
}

pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let install = installed(case, &choice.image)?;
    let text = text(case, install, &choice.image.reference);
    Some(crate::rules::claims::objection(RULE, Weight::Blocker, text, vec![install.package.span]))
}

fn text(case: &Case, install: &Install, image: &str) -> String {
    let (lang, line, name) = (case.lang(), sentence(case.line(&[install.package.span])), &install.package.name);
    say!(lang,
        en: "{line} installs `{name}`, which on `{image}` only leads to a snap, and no snap runs in a container.",
        de: "{line} installiert `{name}`; auf `{image}` führt das nur zu einem Snap, und Snaps laufen in keinem Container.",
        zh: "{line}安装 `{name}`，而在 `{image}` 上它只会指向 snap，snap 无法在容器中运行。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn ubuntus_browsers_are_snaps() {
        let file = |base: &str, package: &str| {
            format!("FROM {base}\nRUN apt-get update && apt-get install -y {package}\nCMD [\"{package}\"]\n")
        };
        fires(RULE, &file("ubuntu:22.04", "firefox"));
        fires(RULE, &file("ubuntu:20.04", "chromium-browser"));
        silent(RULE, &file("ubuntu:20.04", "firefox"));
        silent(RULE, &file("debian:13", "firefox-esr"));
        let old = file("ubuntu:18.04", "chromium-browser");
        assert_eq!(weight(RULE, &old, "ubuntu:26.04", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE, &old, "debian:trixie-slim", Shape::Swap), None);
        let own = file("ubuntu:22.04", "firefox").replace("RUN ", "RUN add-apt-repository -y ppa:mozillateam/ppa && ");
        silent(RULE, &own);
    }
}
