//! # Nothing there compiles what is installed
//!
//! ## What it is
//! A dependency is published as source only, or for another system: `psycopg2`, `mysqlclient`, `uwsgi`, the gem `puma`. Its installer compiles it. Slim images have no compiler and no headers.
//!
//! ## Why it matters
//! The build stops: `gcc: No such file or directory`, `pg_config executable not found`, `Failed to build gem native extension`.
//!
//! ## What to do
//! Install the compiler and headers in a build stage, and copy the result. Or take the package that comes compiled, where there is one: `psycopg2-binary` for `psycopg2`.
//!
//! ## When not to
//! If your own index or cache holds a compiled package for this base, nothing is compiled.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-slim
//! RUN pip install psycopg2
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! RUN pip install psycopg2-binary
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Psycopg: build prerequisites](https://www.psycopg.org/docs/install.html#build-prerequisites)
//! - [Docker Official Images: python, slim](https://hub.docker.com/_/python)

use super::builds::compiling::{self, Gap};
use super::builds::php_headers;
use super::claims::*;
use super::{jdk_where_jre, offers};
use crate::catalogue::{Image, Libc};

pub const RULE: Rule = Rule { id: "compiler-missing", file: Some(file), base: Some(base), by_a_line: true, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let compiled = compiling::gaps(case, Libc::Glibc).into_iter().map(|gap| claim(case, gap));
    compiled.chain(php_headers::findings(case)).collect()
}

fn claim(case: &Case, gap: Gap) -> Finding {
    let lang = case.lang();
    let (line, names, image) = (sentence(case.line(&gap.spans)), gap.names(lang), &gap.image.reference);
    let what = say!(lang,
        en: "{line} compiles {names}, and `{image}` has no compiler.",
        de: "{line} kompiliert {names}, und `{image}` hat keinen Compiler.",
        zh: "{line}需要编译 {names}，而 `{image}` 没有编译器。");
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let builders = codes(lang, &gap.builders());
    let todo = say!(lang,
        en: "Install {builders} before, best in a build stage whose result is copied; or take a package that comes compiled.",
        de: "Installiere vorher {builders}, am besten in einer Build-Stufe, deren Ergebnis kopiert wird; oder nimm ein fertig kompiliertes Paket.",
        zh: "请先安装 {builders}（最好在构建阶段安装，再复制结果），或改用已编译好的包。");
    finding(RULE.id, gap.severity(), [what, why, todo], gap.spans)
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = java(case, choice) {
        return vec![told];
    }
    if let Some(told) = php_headers::objection(case, choice) {
        return vec![told];
    }
    if case.stays(choice) || choice.image.libc == Libc::Musl {
        return Vec::new();
    }
    compiling::objection_to(case, choice, RULE.id).into_iter().collect()
}

/// What compiles Java; scripts of the project's own among them.
const JAVA: [&str; 9] = ["javac", "mvn", "mvnw", "gradle", "gradlew", "ant", "sbt", "kotlinc", "lein"];

/// The program that comes with the present base alone: Maven's, Gradle's and sbt's images bring theirs.
fn lost_with_base(case: &Case, choice: &Choice) -> Option<&'static str> {
    const MAKERS: [(&str, &str); 3] = [("/maven", "mvn"), ("/gradle", "gradle"), ("/scala-sbt", "sbt")];
    let now = case.present()?;
    let of = |image: &Image, maker: &str| image.repository.ends_with(maker);
    let lost = MAKERS.iter().find(|(maker, _)| of(now, maker) && !of(&choice.image, maker));
    lost.map(|(_, program)| *program)
}

/// A JRE runs what others compiled.
fn java(case: &Case, choice: &Choice) -> Option<Objection> {
    let jre = jdk_where_jre::is_jre(&choice.image);
    let lost = lost_with_base(case, choice);
    if choice.shape != Shape::Swap || case.stays(choice) || !jre && lost.is_none() {
        return None;
    }
    let fails = |name: &str| jre && JAVA.contains(&name) || lost == Some(name) && !offers::is_installed(case, name);
    let command = case.commands().find(|command| fails(command.name()))?;
    let (lang, line) = (case.lang(), sentence(case.line(&[command.span])));
    let (program, image) = (command.name(), &choice.image.reference);
    if !jre {
        let text = say!(lang,
            en: "{line} compiles with `{program}`, which `{image}` does not have.",
            de: "{line} kompiliert mit `{program}`, das `{image}` nicht hat.",
            zh: "{line}用 `{program}` 编译，而 `{image}` 没有它。");
        return Some(objection(RULE.id, Weight::Blocker, text, vec![command.span]));
    }
    let text = say!(lang,
        en: "{line} compiles with `{program}`, and `{image}` is a JRE, without a compiler.",
        de: "{line} kompiliert mit `{program}`, und `{image}` ist ein JRE, ohne Compiler.",
        zh: "{line}用 `{program}` 编译，而 `{image}` 是 JRE，没有编译器。");
    Some(objection(RULE.id, Weight::Blocker, text, vec![command.span]))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PG: &str = "FROM python:3.13\nRUN pip install psycopg2\nCMD [\"python\", \"a.py\"]\n";

    #[test]
    fn a_slim_base_compiles_nothing() {
        fires(RULE.id, &PG.replace("3.13", "3.13-slim"));
        let told = weighed(RULE.id, PG, "python:3.13-slim", Shape::Swap);
        let Some(Change::Install { packages }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(packages[..], ["gcc", "libpq-dev", "libc6-dev"]);
        assert_eq!(weight(RULE.id, &PG.replace("psycopg2", "psycopg2-binary"), "python:3.13-slim", Shape::Swap), None);
    }

    #[test]
    fn a_compiler_that_is_there_or_installed_is_enough() {
        silent(RULE.id, PG);
        silent(
            RULE.id,
            &PG.replace("3.13\nRUN ", "3.13-slim\nRUN apt-get update && apt-get install -y gcc libpq-dev && "),
        );
        silent(
            RULE.id,
            "FROM python:3.13 AS b\nRUN pip wheel -w /w psycopg2\nFROM python:3.13-slim\nCOPY --from=b /w /w\nRUN pip install --no-index --find-links=/w psycopg2\nCMD [\"python\", \"a.py\"]\n",
        );
    }

    #[test]
    fn headers_that_only_bring_their_library_compile_nothing() {
        let file = |header: &str| {
            format!(
                "FROM node:12-buster\nRUN apt-get update && apt-get install -y libgtk-3-0 {header} xvfb\nCOPY package.json .\nRUN npm i\nCMD [\"npx\", \"cypress\", \"run\"]\n"
            )
        };
        let told = |header: &str| weight(RULE.id, &file(header), "node:24-trixie-slim", Shape::Swap);
        assert_eq!(told("libgbm-dev libnotify-dev"), Some(Weight::Risk));
        assert_eq!(told("libpq-dev"), Some(Weight::Change));
    }

    #[test]
    fn a_jre_compiles_no_java() {
        let file = "FROM openjdk:11-jdk\nWORKDIR /src\nCOPY . .\nRUN ./gradlew build\nCMD [\"java\", \"-jar\", \"build/libs/a.jar\"]\n";
        let of = |to: &str, shape| weight(RULE.id, file, to, shape);
        assert_eq!(of("eclipse-temurin:11-jre-resolute", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(of("eclipse-temurin:11-jre-resolute", Shape::Split), None);
        assert_eq!(of("eclipse-temurin:11-jdk-resolute", Shape::Swap), None);
        let maven =
            file.replace("openjdk:11-jdk", "maven:3.9-eclipse-temurin-11").replace("./gradlew build", "mvn package");
        let to = |image: &str| weight(RULE.id, &maven, image, Shape::Swap);
        assert_eq!(to("eclipse-temurin:11-jdk-resolute"), Some(Weight::Blocker));
        assert_eq!(to("maven:3.9-eclipse-temurin-21"), None);
    }

    #[test]
    fn a_build_stage_without_a_compiler_is_told_of() {
        fires(
            RULE.id,
            "FROM python:3.13-slim AS b\nRUN pip install --prefix=/p psycopg2\nFROM python:3.13-slim\nCOPY --from=b /p /usr/local\nCMD [\"python\", \"a.py\"]\n",
        );
    }
}
