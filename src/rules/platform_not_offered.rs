//! # The base does not come for this platform
//!
//! ## What it is
//! The build asks for a processor architecture, and the base is not published for it.
//!
//! ## Why it matters
//! The build stops at `FROM` with `no match for platform in manifest`. If the platform is only asked for in your pipeline, it stops there, after it worked on your machine.
//!
//! ## What to do
//! Choose a base that is published for every platform you build, or leave the platform out.
//!
//! ## When not to
//! If the platform is a leftover and nobody builds it, take the platform out instead.
//!
//! ## Example
//! ```dockerfile
//! FROM --platform=linux/s390x oven/bun:1
//! COPY app.ts .
//! CMD ["bun", "app.ts"]
//! ```
//! ```dockerfile
//! FROM --platform=linux/arm64 oven/bun:1
//! COPY app.ts .
//! CMD ["bun", "app.ts"]
//! ```
//!
//! ## Sources
//! - [Docker: multi-platform builds](https://docs.docker.com/build/building/multi-platform/)

use super::claims::*;
use super::ground::Footing;
use super::packages::enterprise;
use crate::catalogue::{self, Image};
use crate::evidence::Fact;

pub const RULE: Rule = Rule { id: "platform-not-offered", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    case.footings().iter().filter_map(|footing| claim(case, footing)).collect()
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let platform = footing.stage.platform.as_ref()?;
    let asked = architecture(platform.known()?)?;
    let lang = case.lang();
    let what = lacking(lang, footing.image(), asked)?;
    let why = say!(lang,
        en: "The build stops at this line.",
        de: "Der Build bricht an dieser Zeile ab.",
        zh: "构建会在这一行中止。");
    let todo = say!(lang,
        en: "Choose a base that is published for it, or take the platform out.",
        de: "Wähle ein Image, das es dafür gibt, oder nimm die Plattform heraus.",
        zh: "选用支持该平台的基础镜像，或去掉平台参数。");
    Some(finding(RULE.id, Severity::Error, [what, why, todo], vec![platform.span]))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let asked = case.facts.find("platform").filter_map(|fact| match &fact.what {
        What::Platform { name } => Some((architecture(name)?, fact)),
        _ => None,
    });
    let told =
        asked.filter_map(|(asked, fact)| Some((lacking(case.lang(), &choice.image, asked)?, fact.spans.clone())));
    let told = told.map(|(text, spans)| objection(RULE.id, Weight::Blocker, text, spans));
    told.chain(single(case, choice)).chain(young(case, choice)).collect()
}

/// Enterprise Linux 10 is built for x86-64-v3
/// ([Red Hat's kernel](https://gitlab.com/redhat/centos-stream/src/kernel/centos-stream-9/-/merge_requests/3972),
/// [what happens before it](https://github.com/kuvasz-uptime/kuvasz/issues/346), 2026-11-29).
fn young(case: &Case, choice: &Choice) -> Option<Objection> {
    let tenth = |image: &Image| image.os.as_ref().and_then(enterprise::release) == Some(10);
    let amd64 = |name: &str| architecture(name) == Some("amd64");
    let other = |fact: &Fact| matches!(&fact.what, What::Platform { name } if !amd64(name));
    if !tenth(&choice.image) || case.present().is_some_and(tenth) || case.facts.find("platform").any(other) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` asks for an x86-64 processor of level v3 (with AVX2); on an older one, or under an emulator without it, nothing starts: `CPU does not support x86-64-v3`.",
        de: "`{image}` verlangt einen x86-64-Prozessor der Stufe v3 (mit AVX2); auf einem älteren oder in einem Emulator ohne sie startet nichts: `CPU does not support x86-64-v3`.",
        zh: "`{image}` 要求 v3 级别的 x86-64 处理器（带 AVX2）；在较旧的处理器或不支持它的模拟器上无法启动：`CPU does not support x86-64-v3`。");
    Some(objection(RULE.id, Weight::Risk, text, Vec::new()))
}

/// Words of tags and namespaces that stand for one architecture, and its platform.
const SINGLE: [(&str, &str); 10] = [
    ("amd64", "linux/amd64"),
    ("arm32v5", "linux/arm/v5"),
    ("arm32v6", "linux/arm/v6"),
    ("arm32v7", "linux/arm/v7"),
    ("arm64", "linux/arm64"),
    ("arm64v8", "linux/arm64"),
    ("i386", "linux/386"),
    ("ppc64le", "linux/ppc64le"),
    ("riscv64", "linux/riscv64"),
    ("s390x", "linux/s390x"),
];

/// The present tag is for one architecture, the other for whichever the build asks for.
fn single(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = ends(case.written());
    let (word, platform) = *SINGLE.iter().find(|(word, _)| own.contains(&Some(word)))?;
    let open = !case.stays(choice) && !ends(&choice.image.reference).contains(&Some(word));
    if !open || case.facts.find("platform").next().is_some() {
        return None;
    }
    let (lang, name) = (case.lang(), &choice.image.reference);
    // `arm32v7/python` becomes `arm32v7/python`.
    if case.written().trim_start_matches("docker.io/").starts_with(word) && catalogue::has_copy(&choice.image, word) {
        return None;
    }
    // `arm32v6` where only `arm32v7` is published.
    let exactly = choice.image.architectures.iter().any(|of| of.starts_with("arm32")) && word.starts_with("arm32");
    if let Some(text) = lacking(lang, &choice.image, if exactly { word } else { architecture(platform)? }) {
        return Some(objection(RULE.id, Weight::Blocker, text, Vec::new()));
    }
    let text = say!(lang,
        en: "`{name}` leaves the platform open; the present tag is for `{word}` alone: build with `--platform={platform}`.",
        de: "`{name}` lässt die Plattform offen; das jetzige Tag gilt nur für `{word}`: baue mit `--platform={platform}`.",
        zh: "`{name}` 不限定平台；当前标签只用于 `{word}`：请用 `--platform={platform}` 构建。");
    Some(objection(RULE.id, Weight::Risk, text, Vec::new()))
}

/// Where a reference names its architecture: `aspnet:8.0-bookworm-slim-amd64`, `arm32v7/python:3.13`.
fn ends(reference: &str) -> [Option<&str>; 2] {
    let (name, tag) = reference.rsplit_once(':').unwrap_or((reference, ""));
    [tag.rsplit('-').next(), name.split('/').next()]
}

/// `linux/arm64/v8` → `arm64`, `linux/arm/v7` → `arm`; none for Windows and for what cannot be told.
fn architecture(platform: &str) -> Option<&str> {
    match platform.split('/').collect::<Vec<_>>()[..] {
        ["linux", arch, ..] | [arch @ ("amd64" | "arm64" | "arm" | "s390x" | "ppc64le" | "386" | "riscv64")] => {
            Some(arch)
        }
        _ => None,
    }
}

fn lacking(lang: Lang, image: &Image, asked: &str) -> Option<String> {
    let offers = |arch: &&str| arch.starts_with(asked) && (asked != "arm" || !arch.starts_with("arm64"));
    if image.architectures.is_empty() || image.architectures.iter().any(offers) {
        return None;
    }
    let (name, offered) = (&image.reference, codes(lang, &image.architectures));
    Some(say!(lang,
        en: "`{name}` is not published for `{asked}`, only for {offered}.",
        de: "`{name}` gibt es nicht für `{asked}`, nur für {offered}.",
        zh: "`{name}` 没有 `{asked}` 版本，只有 {offered}。"))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_platform_that_is_not_published_is_an_error() {
        fires(RULE.id, "FROM --platform=linux/s390x oven/bun:1\nCMD [\"bun\", \"a.ts\"]\n");
        let file = "FROM --platform=linux/s390x python:3.13\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "oven/bun:1", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn enterprise_linux_10_asks_for_a_younger_processor() {
        let told = |from: &str, to: &str| {
            let file = format!("FROM {from}\nCOPY a.sh /\nCMD [\"/a.sh\"]\n");
            weighed(RULE.id, &file, to, Shape::Swap).iter().any(|one| one.text.contains("x86-64-v3"))
        };
        let ubi = "registry.access.redhat.com/ubi10/ubi-minimal:latest";
        assert!(told("centos:7", ubi) && told("debian:11", "almalinux:10"));
        assert!(!told("centos:7", "almalinux:9") && !told("rockylinux/rockylinux:10", ubi));
        assert!(!told("--platform=linux/arm64 centos:7", ubi));
    }

    #[test]
    fn a_tag_for_one_architecture_says_what_is_lost() {
        let file = |base: &str| format!("FROM {base}\nCOPY app /app\nENTRYPOINT [\"dotnet\", \"/app/a.dll\"]\n");
        let to = "mcr.microsoft.com/dotnet/aspnet:10.0";
        let told =
            weighed(RULE.id, &file("mcr.microsoft.com/dotnet/core/aspnet:3.1-buster-slim-arm32v7"), to, Shape::Swap);
        assert_eq!(told[0].weight, Weight::Risk);
        assert!(told[0].text.contains("`--platform=linux/arm/v7`"), "{told:?}");
        let amd64 = file("mcr.microsoft.com/dotnet/aspnet:8.0-bookworm-slim-amd64");
        assert_eq!(weight(RULE.id, &amd64, to, Shape::Swap), Some(Weight::Risk));
        assert_eq!(weight(RULE.id, &file("arm64v8/python:3.12"), "python:3.13", Shape::Swap), None);
        assert_eq!(
            weight(RULE.id, &file("arm64v8/python:3.12"), "dhi.io/python:3.13-debian13", Shape::Swap),
            Some(Weight::Risk)
        );
        assert_eq!(weight(RULE.id, &file("arm32v6/alpine:3.8"), "alpine:3.24", Shape::Swap), None);
        assert_eq!(
            weight(RULE.id, &file("arm32v6/alpine:3.8"), "debian:trixie-slim", Shape::Swap),
            Some(Weight::Blocker)
        );
        assert_eq!(weight(RULE.id, &file("mcr.microsoft.com/dotnet/aspnet:8.0"), to, Shape::Swap), None);
        let s390x = file("s390x/python:3.12");
        assert_eq!(weight(RULE.id, &s390x, "oven/bun:1", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_published_one_and_a_variable_are_fine() {
        silent(RULE.id, "FROM --platform=linux/arm64 python:3.13\nCMD [\"python\", \"a.py\"]\n");
        silent(RULE.id, "FROM --platform=$BUILDPLATFORM golang:1.26\nRUN go build\n");
    }
}
