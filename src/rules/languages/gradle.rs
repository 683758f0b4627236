//! Scripts of Gradle's and Maven's call programs that small RPM images do not have. Told under `tool-missing`.

use crate::catalogue::{Family, Image, Tri};
use crate::rules::claims::*;
use crate::rules::offers;
use crate::rules::tool_missing::RULE;
use crate::shell::Command;
use crate::stages::Role;

/// A script in the file, and what it calls: the stage where it runs, unless it starts the container.
#[derive(Clone, PartialEq)]
pub struct Script {
    span: Span,
    stage: Option<usize>,
    needs: &'static Needs,
}

#[derive(PartialEq)]
struct Needs {
    /// Called first.
    program: &'static str,
    packages: &'static [&'static str],
}

/// Gradle's scripts, `gradlew` among them, stop with `xargs is not available`
/// ([corretto-docker, issue 228](https://github.com/corretto/corretto-docker/issues/228) for Amazon Linux 2023,
/// [adoptium/containers, issue 462](https://github.com/adoptium/containers/issues/462) for UBI minimal).
const GRADLE: Needs = Needs { program: "xargs", packages: &["findutils"] };
/// `mvnw` of the kind `only-script` unpacks Maven
/// ([its source](https://github.com/apache/maven-wrapper/blob/master/maven-wrapper-distribution/src/resources/only-mvnw)).
const MAVEN: Needs = Needs { program: "tar", packages: &["tar", "gzip"] };

/// What a base would need for them.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = |script: &&Script| script.stage.is_none_or(|stage| case.carries(stage) && choice.shape == Shape::Swap);
    let script = scripts(case).iter().filter(own).find(|script| lacks(case, &choice.image, script.needs))?;
    let change = Change::Install { packages: script.needs.packages.iter().map(|name| name.to_string()).collect() };
    let text = text(case, script, &choice.image);
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![script.span]).by(change))
}

/// Gradle's on a base of the file as it stands. `mvnw` may be of the kind that unpacks nothing.
pub fn findings(case: &Case) -> Vec<Finding> {
    let footings = case.footings();
    let of = |script: &Script| {
        let stands = |stage: usize| case.build.bottom(stage).map(|bottom| bottom.index);
        let shipped = script.stage.is_none_or(|stage| case.carries(stage));
        let bottom = stands(script.stage.or(case.build.shipped)?)?;
        let footing = footings.iter().find(|footing| footing.stage.index == bottom)?;
        let broken = script.needs == &GRADLE && lacks(case, footing.image(), script.needs);
        broken.then(|| claim(case, script, footing.image(), shipped))
    };
    scripts(case).iter().filter_map(of).take(1).collect()
}

fn claim(case: &Case, script: &Script, image: &Image, shipped: bool) -> Finding {
    let (lang, package) = (case.lang(), script.needs.packages[0]);
    let why = say!(lang,
        en: "The script stops with `xargs is not available`.",
        de: "Das Skript bricht mit `xargs is not available` ab.",
        zh: "脚本会以 `xargs is not available` 中止。");
    let todo = say!(lang,
        en: "Install `{package}` before that line.",
        de: "Installiere `{package}` vor dieser Zeile.",
        zh: "请在该行之前安装 `{package}`。");
    let severity = if shipped { Severity::Error } else { Severity::Warning };
    finding(RULE.id, severity, [text(case, script, image), why, todo], vec![script.span])
}

fn text(case: &Case, script: &Script, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[script.span])), &image.reference);
    let Needs { program, packages: [package, ..] } = script.needs else { return String::new() };
    let tool = if *program == "tar" { "Maven" } else { "Gradle" };
    say!(lang,
        en: "{line} runs a script of {tool}'s; it calls `{program}`, which `{image}` has only with the package `{package}`.",
        de: "{line} führt ein Skript von {tool} aus; es ruft `{program}` auf, das `{image}` nur mit dem Paket `{package}` hat.",
        zh: "{line}运行 {tool} 的脚本；它会调用 `{program}`，而 `{image}` 只有安装软件包 `{package}` 后才有。")
}

fn lacks(case: &Case, image: &Image, needs: &Needs) -> bool {
    let amazon = image.family == Family::AmazonLinux && image.os.as_ref().is_some_and(|os| os.version != Some("2"));
    let small = amazon || image.family == Family::UbiMinimal && needs == &GRADLE;
    let installs = |name: &&str| case.every_install().iter().any(|install| install.package.name == **name);
    small && offers::at_hand(case, image, needs.program) != Tri::Yes && !needs.packages.iter().all(installs)
}

fn scripts<'a>(case: &'a Case) -> &'a [Script] {
    case.once.java_scripts.get_or_init(case.facts, || find(case))
}

fn find(case: &Case) -> Vec<Script> {
    let used = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let runs = used.flat_map(|stage| stage.steps.iter().filter_map(|step| step.run()).map(|run| (stage.index, run)));
    let called = runs.flat_map(|(index, run)| run.commands.iter().map(move |command| (index, command)));
    let called = called.filter_map(|(index, command)| {
        Some(Script { span: command.span, stage: Some(index), needs: wrapper(command)? })
    });
    start(case).into_iter().chain(called).collect()
}

/// `./gradlew`, `sh mvnw`.
fn wrapper(command: &Command) -> Option<&'static Needs> {
    let by_shell = matches!(command.name(), "sh" | "bash").then(|| command.args.first()).flatten();
    match by_shell.map_or(command.name(), |script| script.text.rsplit('/').next().unwrap_or_default()) {
        "gradlew" => Some(&GRADLE),
        "mvnw" => Some(&MAVEN),
        _ => None,
    }
}

/// What starts is a wrapper, or a script of a distribution that a stage has Gradle lay out.
fn start(case: &Case) -> Option<Script> {
    let config = &case.build.shipped_stage()?.config;
    let start = config.entrypoint.as_ref().or(config.cmd.as_ref())?.commands.last()?;
    let by_path = start.program.text.contains('/') && start.name() != "java";
    let steps = case.build.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| step.run());
    let mut commands = steps.flat_map(|launch| &launch.commands);
    let laid_out = || (by_path && commands.any(lays_out)).then_some(&GRADLE);
    Some(Script { span: start.program.span, stage: None, needs: wrapper(start).or_else(laid_out)? })
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
    use super::*;
    use crate::rules::bench::*;

    const AL2023: &str = "amazoncorretto:17-al2023-headless";

    fn asks(file: &str, to: &str, shape: Shape) -> Vec<String> {
        let told = weighed(RULE.id, file, to, shape);
        let packages = told.into_iter().filter_map(|one| match one.change {
            Some(Change::Install { packages }) => Some(packages),
            _ => None,
        });
        packages.flatten().collect()
    }

    #[test]
    fn a_start_script_calls_xargs() {
        let file = "FROM gradle:8-jdk17 AS b\nCOPY . .\nRUN gradle :app:installDist\nFROM eclipse-temurin:17-jre\nCOPY --from=b /home/gradle/app/build/install/app /app\nCMD [\"/app/bin/app\"]\n";
        let asks = |file: &str, to: &str| asks(file, to, Shape::Swap);
        assert_eq!(asks(file, AL2023), ["findutils"]);
        assert!(asks(file, "eclipse-temurin:17-jre-resolute").is_empty());
        assert!(asks(&file.replace("installDist", "bootJar"), AL2023).is_empty());
    }

    #[test]
    fn a_wrapper_calls_what_amazon_linux_lacks() {
        let file = "FROM openjdk:17-jdk-slim\nWORKDIR /app\nCOPY . .\nRUN ./gradlew build\nCMD [\"java\", \"-jar\", \"a.jar\"]\n";
        assert_eq!(asks(file, AL2023, Shape::Swap), ["findutils"]);
        assert!(asks(file, AL2023, Shape::Split).is_empty(), "it runs in the other stage");
        assert!(asks(file, "amazoncorretto:17-alpine3.24-jdk", Shape::Swap).is_empty());
        let maven = file.replace("./gradlew", "sh ./mvnw");
        assert_eq!(asks(&maven, AL2023, Shape::Swap), ["tar", "gzip"]);
        let start = file.replace("RUN ./gradlew build\nCMD [", "CMD [\"./gradlew\", \"bootRun\", ");
        assert_eq!(asks(&start, AL2023, Shape::Split), ["findutils"]);
    }

    #[test]
    fn on_amazon_linux_it_is_told_and_mended() {
        let file = "FROM amazoncorretto:17\nWORKDIR /app\nCOPY . .\nRUN ./gradlew build\nENTRYPOINT [\"java\", \"-jar\", \"a.jar\"]\n";
        assert_eq!(fires(RULE.id, file).severity, Severity::Error);
        silent(RULE.id, &file.replace("RUN ", "RUN yum install -y findutils && "));
        silent(RULE.id, &file.replace("./gradlew", "./mvnw"));
        silent(RULE.id, &file.replace("amazoncorretto:17", "eclipse-temurin:17"));
        let staged = "FROM amazoncorretto:17 AS b\nCOPY . .\nRUN ./gradlew build\nFROM eclipse-temurin:17-jre\nCOPY --from=b /a.jar /a.jar\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        assert_eq!(fires(RULE.id, staged).severity, Severity::Warning);
    }
}
