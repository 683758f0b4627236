//! Java among the packages of a distribution: its line is in the name.

use super::runtimes;
use crate::catalogue::{self, Image, Kind, Os};
use crate::evidence::companions;
use crate::rules::claims::*;
use crate::rules::jdk_where_jre;
use runtimes::Needed;
use std::cmp::Ordering;

/// `8` of `openjdk-8-jre-headless`, `openjdk8-jre` and `java-1.8.0-openjdk`.
pub fn java(package: &str) -> Option<u32> {
    let named = ["openjdk", "oracle-java", "java-"].iter().find_map(|start| package.strip_prefix(start));
    let rest = named?;
    let rest = rest.trim_start_matches('-');
    let rest = rest.strip_prefix("1.").unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// One line of Java is installed, and no second beside it.
pub fn has_one(case: &Case) -> bool {
    let mut lines = case.installs().iter().filter_map(|install| java(&install.package.name));
    lines.next().is_some_and(|first| lines.all(|line| line == first))
}

/// The line of Java that is installed.
pub fn installed(case: &Case) -> Option<u32> {
    case.every_install().iter().find_map(|install| java(&install.package.name))
}

/// The Java that Maven and Gradle are packed with.
pub fn of_tool(image: &Image) -> Option<u32> {
    catalogue::packed_java(image.tag.as_deref().filter(|_| is_tool(image))?)
}

/// `openjdk:slim`, `java:latest`: given up, and of the line that they named last, which the file does not name.
pub fn stands_still(case: &Case, image: &str, [met, last]: [&str; 2]) -> Option<String> {
    let named = |tag: &String| tag.contains(|c: char| c.is_ascii_digit());
    let now = case.present().filter(|now| !now.tag.as_ref().is_some_and(named))?;
    let given_up = ["docker.io/library/java", "docker.io/library/openjdk"].contains(&now.repository.as_str());
    let (lang, old) = (case.lang(), &now.reference);
    given_up.then(|| {
        say!(lang,
            en: "`{image}` brings Java {met}; `{old}` has stood still at {last}.",
            de: "`{image}` bringt Java {met} mit; `{old}` ist bei {last} stehen geblieben.",
            zh: "`{image}` 自带 Java {met}；`{old}` 已停在 {last}。")
    })
}

/// Maven and Gradle: a JDK with the tool.
pub fn is_tool(image: &Image) -> bool {
    ["/gradle", "/maven"].iter().any(|end| image.repository.ends_with(end))
}

/// The image is made of the very Java that the package would install. Where a program only runs, of a JDK it needs the JRE.
pub fn brings_java(case: &Case, image: &Image, package: &str) -> bool {
    let own = image.runtime.as_ref().filter(|runtime| runtime.name == "java").and_then(|of| of.version.as_deref());
    let line = own.and_then(|version| runtimes::line("java", version)?.parse().ok());
    let compiles = package.ends_with("-jdk") || package.ends_with("-jdk-headless") || package.ends_with("-devel");
    let runs = case.facts.workload.kind == Kind::Java;
    line.is_some() && java(package) == line && !(compiles && !runs && jdk_where_jre::is_jre(image))
}

/// Ubuntu has Java 8, 11, 17 and 21 side by side in each of its releases with long support, Enterprise Linux 8 and 9
/// likewise, 10 has 21 alone
/// ([OpenJDK life cycle and support policy](https://access.redhat.com/articles/1299013)).
pub fn keeps_openjdk(package: &str, image: &Image) -> bool {
    // packages.ubuntu.com, read 2026-11-29.
    const UBUNTU: [&str; 3] = ["22.04", "24.04", "26.04"];
    let ubuntu = |os: &Os| os.name == "ubuntu" && os.version.is_some_and(|version| UBUNTU.contains(&version));
    if image.os.as_ref().is_some_and(ubuntu) {
        return package.starts_with("openjdk-") && matches!(java(package), Some(8 | 11 | 17 | 21));
    }
    const REBUILDS: [&str; 6] = ["almalinux", "centos-stream", "oraclelinux", "rhel", "rockylinux", "ubi"];
    let Some(os) = image.os.as_ref().filter(|os| REBUILDS.contains(&os.name)) else { return false };
    let major = os.version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    let line = java(package).filter(|_| package.contains("-openjdk"));
    match major {
        Some(8 | 9) => matches!(line, Some(8 | 11 | 17 | 21)),
        Some(10) => line == Some(21),
        _ => false,
    }
}

/// In a second stage the Java of a plain system is the one that its release happens to have.
pub fn of_system(case: &Case, needed: &Needed, os: &Os) -> Option<Objection> {
    let (lang, line, os) = (case.lang(), needed.line.as_deref()?, os.title());
    let text = say!(lang,
        en: "The file is written for Java {line}, and the stage that ships would install the one that {os} happens to have.",
        de: "Die Datei ist für Java {line} geschrieben, und die Stufe, die ausgeliefert wird, würde das installieren, das {os} gerade hat.",
        zh: "文件面向 Java {line}，而交付阶段会安装 {os} 恰好自带的版本。");
    Some(objection(crate::rules::runtime_version_mismatch::RULE.id, Weight::Blocker, text, needed.spans.clone()))
}

/// Gradle in another major release: what the build files use may be gone
/// ([upgrading from 6](https://docs.gradle.org/current/userguide/upgrading_version_6.html),
/// [from 7](https://docs.gradle.org/current/userguide/upgrading_version_7.html)).
pub fn leap(case: &Case, choice: &Choice) -> Option<Objection> {
    let major = |image: &Image| {
        let runtime = image.runtime.as_ref().filter(|runtime| runtime.name == "gradle")?;
        runtime.version.as_deref()?.split('.').next()?.parse::<u32>().ok()
    };
    let (old, new) = (major(case.present()?)?, major(&choice.image)?);
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = match (old, new) {
        _ if old >= new => return None,
        (..7, 7..) => say!(lang,
            en: "`{image}` brings Gradle {new}, and the file builds with {old}: from 7 on `compile`, `testCompile` and the plugin `maven` are gone, so the build files and their plugins must be brought along first.",
            de: "`{image}` bringt Gradle {new} mit, und die Datei baut mit {old}: Ab 7 gibt es `compile`, `testCompile` und das Plugin `maven` nicht mehr; die Build-Dateien und ihre Plugins müssen zuerst mitgehen.",
            zh: "`{image}` 带有 Gradle {new}，而文件用 {old} 构建：从 7 起不再有 `compile`、`testCompile` 和 `maven` 插件，必须先更新构建文件及其插件。"),
        _ => say!(lang,
            en: "`{image}` brings Gradle {new}, and the file builds with {old}: build files and plugins must support it.",
            de: "`{image}` bringt Gradle {new} mit, und die Datei baut mit {old}: Build-Dateien und Plugins müssen damit zurechtkommen.",
            zh: "`{image}` 带有 Gradle {new}，而文件用 {old} 构建：构建文件和插件必须支持它。"),
    };
    let rule = crate::rules::runtime_version_mismatch::RULE.id;
    Some(objection(rule, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// The build file asks for a newer Java than the image brings: its classes do not load.
pub fn class_files(case: &Case, needed: &Needed, met: &str, span: Span) -> Option<Finding> {
    let (asked, file) = companions::version(case.input, "java").filter(|_| needed.name == "java")?;
    let asked = runtimes::line("java", &asked).filter(|asked| runtimes::order(asked, met) == Ordering::Greater)?;
    let (lang, image) = (case.lang(), case.written());
    let what = say!(lang,
        en: "`{file}` asks for Java {asked}, and `{image}` brings {met}.",
        de: "`{file}` verlangt Java {asked}, und `{image}` bringt {met} mit.",
        zh: "`{file}` 要求 Java {asked}，而 `{image}` 自带 {met}。");
    let why = say!(lang,
        en: "The start stops with `UnsupportedClassVersionError`.",
        de: "Der Start bricht mit `UnsupportedClassVersionError` ab.",
        zh: "启动会因 `UnsupportedClassVersionError` 而中止。");
    let todo = say!(lang,
        en: "Ship on Java {asked}, or build for {met}.",
        de: "Liefere auf Java {asked} aus, oder baue für {met}.",
        zh: "最终镜像改用 Java {asked}，或按 {met} 构建。");
    Some(finding(crate::rules::runtime_version_mismatch::RULE.id, Severity::Error, [what, why, todo], vec![span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_java_inside_counts_for_more_than_alpine() {
        let next = |tag: &str| catalogue::kin(&catalogue::named(tag).expect("known"), Some("8"), "2026-11-28");
        assert_eq!(next("gradle:5.6-jdk8-alpine").map(|one| one.reference).as_deref(), Some("gradle:8-jdk8-jammy"));
        assert!(next("gradle:7.6-jdk17-alpine").is_some_and(|one| one.reference.contains("jdk17-alpine")));
    }

    #[test]
    fn another_java_is_no_other_name() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        let renamed = |to: &str| weighed("package-renamed", file, to, Shape::Swap);
        assert!(renamed("ubuntu:26.04").is_empty(), "{:?}", renamed("ubuntu:26.04"));
        let absent = |file: &str, to: &str| !weighed("package-unavailable", file, to, Shape::Swap).is_empty();
        assert!(!absent(file, "ubuntu:26.04") && absent(file, "debian:trixie-slim"));
        assert!(absent(&file.replace("openjdk-8", "openjdk-14"), "ubuntu:26.04"));
        assert_eq!(renamed("eclipse-temurin:8-jre-resolute").len(), 1, "it is left out");
        assert_eq!(
            [java("openjdk-8-jre"), java("openjdk11"), java("java-1.8.0-openjdk"), java("javac")],
            [Some(8), Some(11), Some(8), None]
        );
    }

    #[test]
    fn build_tools_bring_the_java_of_their_tag() {
        let of = |tag: &str| of_tool(&image(tag));
        assert_eq!(of("maven:3-eclipse-temurin-8"), Some(8));
        assert_eq!([of("maven:3-jdk-8"), of("gradle:8-jdk17-alpine"), of("node:24")], [Some(8), Some(17), None]);
        let file = |from: &str| format!("FROM {from}\nCOPY . .\nCMD [\"mvn\", \"test\"]\n");
        let told = |from: &str, to: &str| weight("runtime-version-mismatch", &file(from), to, Shape::Swap);
        assert_eq!(told("maven:3-jdk-8", "maven:3-eclipse-temurin-8"), None);
        assert_eq!(told("maven:3-jdk-8", "maven:3-eclipse-temurin-21"), Some(Weight::Change));
        assert_eq!(told("maven:3-jdk-8", "gradle:8-jdk-noble"), Some(Weight::Doubt), "which Java is not told");
        assert_eq!(told("maven:3-jdk-11", "maven:3-eclipse-temurin-8"), Some(Weight::Blocker));
    }

    #[test]
    fn two_javas_stay_on_their_system() {
        use crate::wishes::{Input, Wishes};
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y openjdk-8-jdk\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        let first = |file: &str| {
            let advice = crate::conclude(&Input::pasted(file), &wishes);
            advice.recommendations[0].candidate.image().reference.clone()
        };
        assert_eq!(first(file), "eclipse-temurin:8-jre-resolute");
        assert_eq!(first(&file.replace("8-jdk", "8-jdk openjdk-11-jdk")), "ubuntu:26.04");
    }

    #[test]
    fn another_gradle_is_work_and_what_it_builds_ships_without_it() {
        use crate::wishes::{Input, Wishes};
        let file = "FROM gradle:6.8-jdk11\nWORKDIR /s\nCOPY . .\nRUN gradle build\nENTRYPOINT [\"java\", \"-jar\", \"/s/build/libs/a.jar\"]\n";
        let told = |to: &str| weighed("runtime-version-mismatch", file, to, Shape::Swap);
        assert!(told("gradle:8-jdk11-jammy").iter().any(|one| one.text.contains("`testCompile`")));
        assert!(!told("gradle:6-jdk11-jammy").iter().any(|one| one.text.contains("`testCompile`")));
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        let advice = crate::advise(&Input::pasted(file), &wishes);
        let first = &advice.recommendations[0].candidate;
        assert_eq!(first.choice.shape, Shape::Split);
        assert!(first.image().reference.starts_with("eclipse-temurin:11-jre"), "{}", advice.headline);
        let text = advice.rewrite.expect("written").dockerfile;
        assert!(text.starts_with("FROM gradle:6.8-jdk11 AS build\n"), "{text}");
    }

    #[test]
    fn javas_own_line_goes_before_a_later_one() {
        use crate::wishes::{Input, Wishes};
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        let file = "FROM maven:3.9-eclipse-temurin-11 AS b\nCOPY . /s\nWORKDIR /s\nRUN mvn package\nFROM gcr.io/distroless/java:11\nCOPY --from=b /s/target/app.jar /app.jar\nCMD [\"/app.jar\"]\n";
        let advice = crate::advise(&Input::pasted(file), &wishes);
        let first = &advice.recommendations[0].candidate.image().reference;
        assert!(first.starts_with("eclipse-temurin:11-jre"), "{}", advice.headline);
        let text = advice.rewrite.expect("written").dockerfile;
        assert!(text.contains("\"-jar\""), "{text}");
    }

    #[test]
    fn enterprise_linux_keeps_its_javas() {
        let file = "FROM centos:7\nRUN yum install -y java-1.8.0-openjdk wget\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        let to = |image: &str| weight("package-unavailable", file, image, Shape::Swap);
        assert_eq!(to("rockylinux/rockylinux:9"), None);
        assert_eq!(to("almalinux:10"), Some(Weight::Doubt));
    }
}
