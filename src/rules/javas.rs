//! Java among the packages of a distribution: its line is in the name.

use super::{jdk_where_jre, runtimes};
use crate::catalogue::{self, Image};

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

/// The image is made of the very Java that the package would install.
pub fn brings_java(image: &Image, package: &str) -> bool {
    let own = image.runtime.as_ref().filter(|runtime| runtime.name == "java").and_then(|of| of.version.as_deref());
    let line = own.and_then(|version| runtimes::line("java", version)?.parse().ok());
    let compiles = package.ends_with("-jdk") || package.ends_with("-jdk-headless") || package.ends_with("-devel");
    line.is_some() && java(package) == line && !(compiles && jdk_where_jre::is_jre(image))
}

/// Enterprise Linux 8 and 9 have Java 8, 11, 17 and 21 side by side, 10 has 21 alone
/// ([OpenJDK life cycle and support policy](https://access.redhat.com/articles/1299013)).
pub fn keeps_openjdk(package: &str, image: &Image) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::super::{Shape, Weight};
    use super::*;

    #[test]
    fn another_java_is_no_other_name() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        let renamed = |to: &str| weighed("package-renamed", file, to, Shape::Swap);
        assert!(renamed("ubuntu:26.04").is_empty(), "{:?}", renamed("ubuntu:26.04"));
        assert!(!weighed("package-unavailable", file, "ubuntu:26.04", Shape::Swap).is_empty());
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
