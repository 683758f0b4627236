//! Commands of RUNs that only the present base has, or that we know nothing of. Told under `tool-missing`.

use crate::catalogue::packages;
use crate::catalogue::{Image, PackageManager};
use crate::evidence::Doing;
use crate::rules::claims::*;
use crate::rules::offers;
use crate::rules::packages::installs;
use crate::shell::Command;

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let started = build_tool(case, choice, rule);
    own_scripts(case, choice, rule).into_iter().chain(unknown(case, choice, rule)).chain(started).collect()
}

/// `CMD gradle bootRun` on Gradle's image: a plain JDK does not have it.
fn build_tool(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    const TOOLS: [(&str, &str); 5] = [
        ("/gradle", "gradle"),
        ("/maven", "mvn"),
        ("/groovy", "groovy"),
        ("/clojure", "lein"),
        ("/clojure", "clojure"),
    ];
    let on = |image: &Image, end: &str| image.repository.ends_with(end);
    let now = case.present()?;
    let config = &case.build.shipped_stage()?.config;
    let launch = config.entrypoint.as_ref().or(config.cmd.as_ref())?;
    let lost = |name: &str| TOOLS.iter().any(|(end, tool)| *tool == name && on(now, end) && !on(&choice.image, end));
    let command = launch.commands.iter().find(|command| lost(command.name()))?;
    let own = command.name();
    if offers::is_installed(case, own) || offers::is_copied(case, own) {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} starts `{own}`, which `{image}` does not have.",
        de: "{line} startet `{own}`, das `{image}` nicht hat.",
        zh: "{line}启动 `{own}`，而 `{image}` 没有它。");
    Some(objection(rule, Weight::Blocker, text, vec![command.span]))
}

/// `install_packages` of Bitnami's base ([minideb](https://github.com/bitnami/minideb)), which files on balena's call, too,
/// `clean-install` of Kubernetes' debian-base, and `apk-install` of Glider Labs' Alpine
/// ([docker-alpine](https://github.com/gliderlabs/docker-alpine)): the manager that they call does the same.
fn own_scripts(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    const MAKERS: [&str; 4] = ["balenalib/", "bitnami/", "debian-base", "gliderlabs/"];
    let has = |image: &Image| MAKERS.iter().any(|maker| image.repository.contains(maker));
    let lost = case.present().is_some_and(has) && !has(&choice.image);
    if !lost || !installs::keeps_installing(choice) {
        return Vec::new();
    }
    const SCRIPTS: [&str; 3] = ["apk-install", "clean-install", "install_packages"];
    let calls = case.commands().filter(|command| SCRIPTS.contains(&command.name()));
    let told = calls.map(|command| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
        let program = command.name();
        let text = say!(lang,
            en: "{line} calls `{program}`, a script of the present base that `{image}` does not have: install with its package manager.",
            de: "{line} ruft `{program}` auf, ein Skript der jetzigen Basis, das `{image}` nicht hat: Installiere mit dessen Paketmanager.",
            zh: "{line}调用 `{program}`，它是当前基础镜像自带的脚本，`{image}` 没有：请改用其包管理器安装。");
        let to = match choice.image.package_manager {
            PackageManager::Apt if program != "apk-install" => "apt-get update && apt-get install -y --no-install-recommends",
            PackageManager::Apk if program == "apk-install" => "apk add --no-cache",
            _ => "",
        };
        let change = match to {
            "" => Change::Yours,
            to => Change::Path { span: command.program.span, to: to.into() },
        };
        objection(rule, Weight::Change, text, vec![command.span]).by(change)
    });
    told.collect()
}

/// A command that we know nothing of is there today; of a base that installs by other means we cannot tell, and one that
/// can install nothing does not have it.
fn unknown(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present()?;
    let other =
        now.package_manager != choice.image.package_manager && choice.image.package_manager != PackageManager::Unknown;
    let effects = || {
        case.facts.effects.iter().filter_map(|effect| match &effect.does {
            Doing::Unknown { program } if is_name(program) => Some((program, case.command(effect)?)),
            _ => None,
        })
    };
    let brought = |program: &str| {
        let set_up = case
            .facts
            .effects
            .iter()
            .any(|effect| matches!(effect.does, Doing::Download | Doing::InstallDependencies { .. }));
        set_up || offers::was_installed(case, program) || offers::is_copied(case, program) || case.brings("bin/")
    };
    let known = |command: &Command| command.packages.is_some() || packages::command(command.name()).is_some();
    let (program, command) = effects().find(|(program, command)| {
        other && case.installs().is_empty() && !command.conditional && !known(command) && !brought(program)
    })?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} runs `{program}`, and we do not know whether `{image}` has it.",
        de: "{line} führt `{program}` aus, und ob `{image}` es hat, wissen wir nicht.",
        zh: "{line}运行 `{program}`，我们不知道 `{image}` 是否有它。");
    Some(objection(rule, Weight::Doubt, text, vec![command.span]))
}

/// A word that a program may bear: pasted text has others, of any length.
fn is_name(word: &str) -> bool {
    word.len() <= 40 && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_script_of_the_present_base_is_lost_with_it() {
        let file = "FROM bitnami/minideb:bookworm\nRUN install_packages curl\nCMD [\"curl\"]\n";
        let told = weighed("tool-missing", file, "debian:trixie-slim", Shape::Swap);
        let written =
            |one: &Objection| matches!(&one.change, Some(Change::Path { to, .. }) if to.starts_with("apt-get update"));
        assert!(written(&told[0]) && told[0].text.contains("`install_packages`"), "{told:?}");
        let apk = "FROM gliderlabs/alpine:3.3\nRUN apk-install python py-pip\nCMD [\"sh\"]\n";
        let change = |to: &str| weighed("tool-missing", apk, to, Shape::Swap).remove(0).change;
        assert!(matches!(change("alpine:3.24"), Some(Change::Path { to, .. }) if to == "apk add --no-cache"));
        assert_eq!(change("debian:trixie-slim"), Some(Change::Yours));
        assert!(weighed("package-renamed", apk, "alpine:3.24", Shape::Swap)[0].text.contains("`py3-pip`"));
        let debian = file.replace("bitnami/minideb:bookworm", "debian:bookworm");
        assert!(weighed("tool-missing", &debian, "debian:trixie-slim", Shape::Swap).is_empty());
    }

    #[test]
    fn a_build_tool_that_starts_is_not_on_a_plain_jdk() {
        let file = "FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nCMD gradle bootRun\n";
        assert_eq!(weight("tool-missing", file, "eclipse-temurin:17-jdk", Shape::Swap), Some(Weight::Blocker));
        let wrapper = file.replace("gradle bootRun", "./gradlew bootRun");
        assert_ne!(weight("tool-missing", &wrapper, "eclipse-temurin:17-jdk", Shape::Swap), Some(Weight::Blocker));
        let groovy = "FROM groovy:2.4-jdk8\nCOPY . .\nCMD [\"groovy\", \"a.groovy\"]\n";
        assert_eq!(weight("tool-missing", groovy, "eclipse-temurin:8-jre", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_command_we_know_nothing_of_is_not_on_every_base() {
        let file = "FROM debian:12-slim\nRUN my-installer ca-certificates\nCOPY app /app\nCMD [\"/app\"]\n";
        let told = |file: &str, to: &str| {
            let all = weighed("tool-missing", file, to, Shape::Swap);
            all.into_iter().find(|one| one.text.contains("my-installer")).map(|one| one.weight)
        };
        assert_eq!(told(file, "busybox:1.38.0-musl"), Some(Weight::Doubt));
        assert_eq!(told(file, "alpine:3.24"), Some(Weight::Doubt));
        assert_eq!(told(file, "debian:trixie-slim"), None);
        assert_eq!(told(&file.replace("my-installer", &"my-installer".repeat(9)), "alpine:3.24"), None);
        assert_eq!(told(&file.replace("RUN", "COPY my-installer /usr/local/bin/\nRUN"), "alpine:3.24"), None);
    }
}
