//! # A JDK ships where a JRE is enough
//!
//! ## What it is
//! The program is a jar that is only run, and the base holds the whole Java Development Kit.
//!
//! ## Why it matters
//! The compiler, the debugger and their modules make up half of the image. None of them is used when a jar runs.
//!
//! ## What to do
//! Take the JRE variant of the same image and line (`eclipse-temurin:21-jre`), or make a runtime with only the modules you use (`jlink`).
//!
//! ## When not to
//! Some servers compile at run time: JSP pages, a scripting engine, `jcmd` and `jmap` for analysis. They need the JDK.
//!
//! ## Example
//! ```dockerfile
//! FROM eclipse-temurin:21-jdk
//! COPY app.jar .
//! CMD ["java", "-jar", "app.jar"]
//! ```
//! ```dockerfile
//! FROM eclipse-temurin:21-jre
//! COPY app.jar .
//! CMD ["java", "-jar", "app.jar"]
//! ```
//!
//! ## Sources
//! - [Eclipse Temurin on Docker Hub](https://hub.docker.com/_/eclipse-temurin)
//! - [The jlink command](https://docs.oracle.com/en/java/javase/21/docs/specs/man/jlink.html)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{self, Image, Kind, Libc, Purpose};
use crate::evidence::{Effect, Product};
use crate::stages::Does;

pub const RULE: Rule = Rule { id: "jdk-where-jre", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case.shipped().filter(|footing| applies(case) && is_jdk(footing.image()));
    shipped.map(|footing| claim(case, &footing)).into_iter().chain(installed(case)).collect()
}

/// A JDK from the distribution's packages, where nothing is compiled in the same stage.
fn installed(case: &Case) -> Option<Finding> {
    let installs = case.installs();
    let install = installs
        .iter()
        .find(|install| is_jdk_package(&install.package.name))
        .filter(|_| applies(case) && compiling(case).is_empty())?;
    let (lang, name) = (case.lang(), &install.package.name);
    let what = say!(lang,
        en: "`{name}` installs a whole JDK, and the program only needs a JRE.",
        de: "`{name}` installiert ein ganzes JDK, und das Programm braucht nur ein JRE.",
        zh: "`{name}` 安装完整的 JDK，而程序只需要 JRE。");
    let jre = jre_of(name);
    let todo = say!(lang,
        en: "Install `{jre}` instead.",
        de: "Installiere stattdessen `{jre}`.",
        zh: "改为安装 `{jre}`。");
    Some(finding(RULE.id, Severity::Warning, [what, why(lang), todo], vec![install.package.span]))
}

/// `openjdk-17-jdk`, `default-jdk`, `java-21-openjdk-devel`; on Alpine `openjdk17-jdk` and `openjdk17`.
fn is_jdk_package(name: &str) -> bool {
    let java = name.contains("openjdk") || name.starts_with("default-j") || name.contains("corretto");
    let alpine =
        name.strip_prefix("openjdk").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    java && (name.contains("-jdk") || name.ends_with("-devel") || alpine)
}

/// The run-time package beside it.
fn jre_of(name: &str) -> String {
    if name.starts_with("openjdk-") || name.starts_with("default-") {
        return name.replace("-jdk-headless", "-jdk").replace("-jdk", "-jre-headless");
    }
    if let Some(stem) = name.strip_suffix("-devel") {
        return format!("{stem}-headless");
    }
    format!("{}-jre-headless", name.split('-').next().unwrap_or(name))
}

/// A program of Java's that is only run. What a script that we do not see starts may be anything, unless a jar is put in
/// place for it; on a build agent, other people's builds run.
fn applies(case: &Case) -> bool {
    let of_java = |fact: &Fact| match &fact.what {
        What::Runs { name, .. } => name == "java" && fact.certainty == Certainty::Certain,
        _ => false,
    };
    let starts = || case.facts.find("runs").any(of_java) || case.brings(".jar");
    let service = case.facts.product == Product::Service && case.facts.workload.kind == Kind::Java;
    service && starts() && !uses_jdk(case)
}

/// Where the stage that ships compiles.
fn compiling(case: &Case) -> Vec<Span> {
    let builds = |effect: &&Effect| matches!(effect.does, Doing::BuildProgram { .. });
    case.facts.effects.iter().filter(builds).map(|effect| effect.span).collect()
}

/// The JDK's own tools are called when the image runs.
fn uses_jdk(case: &Case) -> bool {
    let tools = ["javac", "jcmd", "jmap", "jstack", "jshell", "jps", "jar"];
    let needed = case.facts.find("needs-tool").any(|fact| match &fact.what {
        What::NeedsTool { tool, .. } => tools.contains(&tool.as_str()),
        _ => false,
    });
    needed
        || case
            .steps()
            .iter()
            .any(|step| matches!(&step.does, Does::Run(l) if l.commands.iter().any(|c| c.name() == "jlink")))
}

/// Java without its compiler, by its own name.
pub fn is_jre(image: &Image) -> bool {
    let lean = |text: &str| ["jre", "headless"].iter().any(|part| text.contains(part));
    let java = image.runtime.as_ref().is_some_and(|runtime| runtime.name == "java");
    let lean = lean(image.tag.as_deref().unwrap_or_default()) || lean(&image.repository);
    java && (lean || image.repository.ends_with("-runtime"))
}

fn is_jdk(image: &Image) -> bool {
    let java = image.runtime.as_ref().is_some_and(|runtime| runtime.name == "java");
    let full = image.variants.contains(&"jdk")
        || image.purpose == Purpose::Build
        || image.repository.contains("/openjdk-")
        || JDKS.iter().any(|end| image.repository.ends_with(end));
    java && full && !is_jre(image) && !is_build_tool(image)
}

/// Repositories that are a JDK unless the tag says otherwise.
const JDKS: [&str; 4] = ["/openjdk", "/eclipse-temurin", "/amazoncorretto", "/sapmachine"];

fn is_build_tool(image: &Image) -> bool {
    ["/maven", "/gradle", "/sbt", "/clojure"].iter().any(|end| image.repository.ends_with(end))
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let builds = compiling(case);
    let what = text(case, footing.image(), &builds);
    let todo = match builds.is_empty() {
        true if elsewhere(footing.image()).is_some() => {
            let jre = elsewhere(footing.image()).unwrap_or_default();
            say!(lang,
                en: "Its makers have no JRE of this line on Alpine; `{jre}` is one.",
                de: "Ihre Macher haben kein JRE dieser Linie auf Alpine; `{jre}` ist eines.",
                zh: "其发布者在 Alpine 上没有此版本线的 JRE；可改用 `{jre}`。")
        }
        true => say!(lang,
            en: "Take the JRE variant of the same line.",
            de: "Nimm die JRE-Variante derselben Linie.",
            zh: "改用同一版本线的 JRE 变体。"),
        false => say!(lang,
            en: "Compile in a stage of its own, and ship the result on the JRE variant of the same line.",
            de: "Kompiliere in einer eigenen Stufe, und liefere das Ergebnis auf der JRE-Variante derselben Linie aus.",
            zh: "在单独的阶段中编译，最终镜像改用同一版本线的 JRE 变体。"),
    };
    finding(RULE.id, Severity::Warning, [what, why(lang), todo], vec![footing.stage.from.span])
}

/// Amazon publishes for Alpine a JRE of Java 8 alone.
fn elsewhere(image: &Image) -> Option<String> {
    let line = image.runtime.as_ref()?.version.as_deref()?.split(['.', 'u']).next()?;
    let alone = image.repository.ends_with("/amazoncorretto") && image.libc == Libc::Musl;
    let jre = format!("eclipse-temurin:{line}-jre-alpine");
    (alone && line != "8" && catalogue::listed(&jre).is_some()).then_some(jre)
}

fn why(lang: Lang) -> String {
    say!(lang,
        en: "The development kit makes up about half of the image, and a jar that runs uses none of it.",
        de: "Das Entwicklungspaket macht etwa die Hälfte des Images aus, und ein laufendes Jar braucht nichts davon.",
        zh: "开发工具约占镜像的一半，而运行 jar 完全用不到。")
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if !applies(case) || !is_jdk(&choice.image) {
        return Vec::new();
    }
    let builds = if choice.shape == Shape::Swap { compiling(case) } else { Vec::new() };
    vec![objection(RULE.id, Weight::Risk, text(case, &choice.image, &builds), Vec::new())]
}

fn text(case: &Case, image: &Image, builds: &[Span]) -> String {
    let (lang, image) = (case.lang(), &image.reference);
    if !builds.is_empty() {
        let lines = case.lines(builds);
        return say!(lang,
            en: "`{image}` holds a whole JDK, which compiling needs ({lines}) and the program does not.",
            de: "`{image}` enthält ein ganzes JDK, das nur das Kompilieren braucht ({lines}) und nicht das Programm.",
            zh: "`{image}` 带有完整的 JDK，只有编译（{lines}）需要它，程序运行并不需要。");
    }
    say!(lang,
        en: "`{image}` holds a whole JDK, and the program only needs a JRE.",
        de: "`{image}` enthält ein ganzes JDK, und das Programm braucht nur ein JRE.",
        zh: "`{image}` 带有完整的 JDK，而程序只需要 JRE。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const JAR: &str = "FROM eclipse-temurin:21-jdk\nCOPY app.jar .\nCMD [\"java\", \"-jar\", \"app.jar\"]\n";

    #[test]
    fn a_jar_on_a_jdk_is_warned_of() {
        fires(RULE.id, JAR);
        assert_eq!(weight(RULE.id, JAR, "eclipse-temurin:21-jdk", Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn a_jre_that_its_makers_do_not_publish_is_anothers() {
        let todo = |from: &str| fires(RULE.id, &JAR.replace("eclipse-temurin:21-jdk", from)).todo;
        assert!(todo("amazoncorretto:17-alpine").contains("`eclipse-temurin:17-jre-alpine`"));
        assert!(
            todo("amazoncorretto:8-alpine").contains("same line") && todo("amazoncorretto:17").contains("same line")
        );
    }

    #[test]
    fn a_jdk_of_the_distribution_is_warned_of() {
        let apt = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y openjdk-21-jdk-headless\nCOPY app.jar .\nCMD [\"java\", \"-jar\", \"app.jar\"]\n";
        assert!(fires(RULE.id, apt).todo.contains("`openjdk-21-jre-headless`"));
        silent(RULE.id, &apt.replace("-jdk-", "-jre-"));
        assert_eq!(
            (jre_of("openjdk17"), jre_of("java-21-openjdk-devel")),
            ("openjdk17-jre-headless".into(), "java-21-openjdk-headless".into())
        );
    }

    #[test]
    fn what_compiles_needs_its_jdk_until_that_moves() {
        for build in ["./gradlew build", "mvn package", "javac A.java", "ant dist", "sbt assembly", "lein uberjar"] {
            let told = fires(RULE.id, &JAR.replace("CMD", &format!("RUN {build}\nCMD")));
            assert!(told.what.contains("compiling needs (line 3)") && told.todo.contains("stage"), "{build}: {told:?}");
        }
        let split = JAR.replace("CMD", "RUN mvn package\nCMD");
        let told = weighed(RULE.id, &split, "eclipse-temurin:21-jdk", Shape::Split);
        assert!(told[0].text.contains("only needs a JRE"), "{told:?}");
    }

    #[test]
    fn what_starts_no_program_of_java_may_use_it_all() {
        let agent = "FROM jenkins/inbound-agent:latest-jdk17\nUSER root\nRUN apt-get update && apt-get install -y git\nUSER jenkins\n";
        let started =
            |start: &str| JAR.replace("COPY app.jar .\n", "").replace("\"java\", \"-jar\", \"app.jar\"", start);
        for file in [agent.to_string(), started("\"nginx\""), started("\"/a.sh\""), started("\"mvn\", \"test\"")] {
            silent(RULE.id, &file);
        }
        fires(RULE.id, &JAR.replace("\"java\", \"-jar\", \"app.jar\"", "\"/a.sh\""));
    }

    #[test]
    fn a_jre_is_enough_and_a_build_stage_may_have_its_jdk() {
        silent(RULE.id, &JAR.replace("21-jdk", "21-jre"));
        silent(
            RULE.id,
            "FROM eclipse-temurin:21-jdk AS b\nRUN ./mvnw package\nFROM eclipse-temurin:21-jre\nCOPY --from=b /t/a.jar .\nCMD [\"java\", \"-jar\", \"a.jar\"]\n",
        );
    }
}
