//! Java among the packages of a distribution: its line is in the name.

use super::claims::*;
use super::{jdk_where_jre, runtimes};
use crate::catalogue::{self, Image, Kind, Os};
use runtimes::Needed;

/// `8` of `openjdk-8-jre-headless`, `openjdk8-jre` and `java-1.8.0-openjdk`.
pub fn java(package: &str) -> Option<u32> {
    let rest = package.strip_prefix("openjdk").or_else(|| package.strip_prefix("java-"))?;
    let rest = rest.trim_start_matches('-');
    let rest = rest.strip_prefix("1.").unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// The Java that Maven and Gradle are packed with.
pub fn of_tool(image: &Image) -> Option<u32> {
    catalogue::packed_java(image.tag.as_deref().filter(|_| is_tool(image))?)
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
    Some(objection(super::runtime_version_mismatch::RULE.id, Weight::Blocker, text, needed.spans.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

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
        assert_eq!(told("maven:3-jdk-8", "maven:3-eclipse-temurin-21"), Some(Weight::Risk));
        assert_eq!(told("maven:3-jdk-8", "gradle:8-jdk-noble"), Some(Weight::Doubt), "which Java is not told");
        assert_eq!(told("maven:3-jdk-11", "maven:3-eclipse-temurin-8"), Some(Weight::Blocker));
    }

    #[test]
    fn enterprise_linux_keeps_its_javas() {
        let file = "FROM centos:7\nRUN yum install -y java-1.8.0-openjdk wget\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        let to = |image: &str| weight("package-unavailable", file, image, Shape::Swap);
        assert_eq!(to("rockylinux/rockylinux:9"), None);
        assert_eq!(to("almalinux:10"), Some(Weight::Doubt));
    }
}
