//! Start scripts that Gradle writes call `xargs`, which small RPM images do not have. Told under `tool-missing`.

use super::claims::*;
use super::offers;
use super::tool_missing::RULE;
use crate::catalogue::{Family, Tri};
use crate::shell::Command;

/// Gradle's scripts stop with `xargs is not available` from 7.5 on
/// ([corretto-docker, issue 228](https://github.com/corretto/corretto-docker/issues/228) for Amazon Linux 2023,
/// [adoptium/containers, issue 462](https://github.com/adoptium/containers/issues/462) for UBI minimal).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let small = matches!(choice.image.family, Family::AmazonLinux | Family::UbiMinimal);
    let span = case.once.gradle_script.get_or_init(case.facts, || script(case)).filter(|_| small)?;
    if offers::at_hand(case, &choice.image, "xargs") == Tri::Yes || offers::is_installed(case, "find") {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} starts a script that Gradle wrote; it calls `xargs`, which `{image}` has only with the package `findutils`.",
        de: "{line} startet ein Skript von Gradle; es ruft `xargs` auf, das `{image}` nur mit dem Paket `findutils` hat.",
        zh: "{line}启动由 Gradle 生成的脚本；它会调用 `xargs`，而 `{image}` 只有安装软件包 `findutils` 后才有。");
    let change = Change::Install { packages: vec!["findutils".into()] };
    Some(super::claims::objection(RULE.id, Weight::Change, text, vec![span]).by(change))
}

/// What starts is a script, and a stage has Gradle lay out a distribution.
fn script(case: &Case) -> Option<Span> {
    let config = &case.build.shipped_stage()?.config;
    let start = config.entrypoint.as_ref().or(config.cmd.as_ref())?.commands.last()?;
    let by_path = start.program.text.contains('/') && start.name() != "java";
    let steps = case.build.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| step.run());
    let mut commands = steps.flat_map(|launch| &launch.commands);
    (by_path && commands.any(lays_out)).then_some(start.program.span)
}

/// The tasks of the distribution plugin
/// ([its manual](https://docs.gradle.org/current/userguide/distribution_plugin.html)).
fn lays_out(command: &Command) -> bool {
    const TASKS: [&str; 5] = ["assembleDist", "distTar", "distZip", "installDist", "installShadowDist"];
    let gradle = matches!(command.name(), "gradle" | "gradlew");
    gradle && command.args.iter().any(|arg| TASKS.iter().any(|task| arg.text.rsplit(':').next() == Some(task)))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_start_script_calls_xargs() {
        let file = "FROM gradle:8-jdk17 AS b\nCOPY . .\nRUN gradle :app:installDist\nFROM eclipse-temurin:17-jre\nCOPY --from=b /home/gradle/app/build/install/app /app\nCMD [\"/app/bin/app\"]\n";
        let asks = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.iter()
                .any(|one| matches!(&one.change, Some(Change::Install { packages }) if packages == &["findutils"]))
        };
        assert!(asks(file, "amazoncorretto:17-al2023-headless"));
        assert!(!asks(file, "eclipse-temurin:17-jre-resolute"));
        assert!(!asks(&file.replace("installDist", "bootJar"), "amazoncorretto:17-al2023-headless"));
    }
}
