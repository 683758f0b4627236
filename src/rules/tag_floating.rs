//! # The tag moves to new releases
//!
//! ## What it is
//! The base has no tag, or one such as `latest`, `lts` or a bare major version that its makers move to the next release.
//!
//! ## Why it matters
//! The same file builds another program platform tomorrow: a new language release, a new distribution, a new libc. Advice given today is only true for where the tag points today.
//!
//! ## What to do
//! Name the line you were tested on, and the distribution when the image comes on several: `python:3.13-slim-trixie`.
//!
//! ## When not to
//! For throw-away images, or when a bot rebuilds and tests daily and you want the newest at once.
//!
//! ## Example
//! ```dockerfile
//! FROM python:latest
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim-trixie
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Docker: pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{Family, Image, Purpose};

pub const RULE: Rule = Rule { id: "tag-floating", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    case.footings().iter().filter(|footing| floats(footing)).map(|footing| claim(case, footing)).collect()
}

/// Images without version tags are the matter of `tag-missing-digest`; OSS-Fuzz builds every project on its newest.
fn floats(footing: &Footing) -> bool {
    let fuzzing = footing.image().repository.starts_with("gcr.io/oss-fuzz-base/");
    let rolling = fuzzing || matches!(footing.image().family, Family::Distroless | Family::Wolfi | Family::Scratch);
    (footing.moves_on() || is_branch(footing.image()) || is_rolling(footing))
        && !rolling
        && footing.written.digest.is_none()
}

/// What its distribution develops on, and no release: `alpine:edge`, `debian:sid`, `fedora:rawhide`.
pub fn is_branch(image: &Image) -> bool {
    let first = image.tag.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    image.purpose == Purpose::Os && ["devel", "edge", "rawhide", "sid", "testing", "unstable"].contains(&first)
}

/// What a distribution calls its release of the day: `debian:stable`, `ubuntu:rolling`.
fn is_rolling(footing: &Footing) -> bool {
    let first = footing.written.tag.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    footing.image().purpose == Purpose::Os && ["oldstable", "rolling", "stable"].contains(&first)
}

fn is_latest(footing: &Footing) -> bool {
    footing.written.tag.as_deref().is_none_or(|tag| tag == "latest")
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let written = &footing.stage.from.text;
    let now = now(lang, footing);
    let what = match is_branch(footing.image()) {
        true => branch(lang, written),
        false => say!(lang,
            en: "`{written}` moves to each new release{now}.",
            de: "`{written}` wandert mit jeder neuen Version weiter{now}.",
            zh: "`{written}` 会随每个新版本移动{now}。"),
    };
    let why = say!(lang,
        en: "The same file gives another platform tomorrow, and what is said here holds only for today's.",
        de: "Dieselbe Datei ergibt morgen eine andere Plattform, und das hier Gesagte gilt nur für die heutige.",
        zh: "同一个文件明天可能得到不同的平台，这里的结论只对今天有效。");
    let todo = say!(lang,
        en: "Name the release line you tested, and the distribution where there are several.",
        de: "Nenne die Versionslinie, die du getestet hast, und die Distribution, wo es mehrere gibt.",
        zh: "写明你测试过的版本线；若有多个发行版可选，也写明发行版。");
    let severity = if is_latest(footing) && footing.shipped { Severity::Warning } else { Severity::Note };
    finding(RULE.id, severity, [what, why, todo], vec![footing.stage.from.span])
}

/// What its distribution develops on, told also where another base is taken for it.
pub fn branch(lang: Lang, written: &str) -> String {
    say!(lang,
        en: "`{written}` is a branch under development and no release: what it holds changes any day.",
        de: "`{written}` ist ein Entwicklungszweig und keine Version: Was darin steckt, ändert sich täglich.",
        zh: "`{written}` 是开发分支而不是发行版：其内容随时会变。")
}

/// Where it points at present, when the row tells.
fn now(lang: Lang, footing: &Footing) -> String {
    let Some(version) = footing.image().runtime.as_ref().and_then(|runtime| runtime.version.as_deref()) else {
        return String::new();
    };
    say!(lang, en: "; at present it is {version}", de: "; derzeit ist es {version}", zh: "，目前是 {version}")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_major_version_is_noted() {
        assert_eq!(fires(RULE.id, "FROM python:3-slim\nCMD [\"python\", \"a.py\"]\n").severity, Severity::Note);
        assert_eq!(fires(RULE.id, "FROM node:lts\nCMD [\"node\", \"a.js\"]\n").severity, Severity::Note);
    }

    #[test]
    fn a_branch_of_a_distribution_is_no_release() {
        for from in ["alpine:edge", "debian:testing-slim", "debian:sid"] {
            let file = format!("FROM {from}\nCMD [\"sh\"]\n");
            let found = fires(RULE.id, &file);
            assert!(found.severity == Severity::Note && found.what.contains("under development"), "{found:?}");
        }
        silent(RULE.id, "FROM alpine:3.24\nCMD [\"sh\"]\n");
    }

    #[test]
    fn no_tag_and_latest_are_warned_of() {
        assert_eq!(fires(RULE.id, "FROM python\nCMD [\"python\", \"a.py\"]\n").severity, Severity::Warning);
        assert_eq!(fires(RULE.id, "FROM python:latest\nCMD [\"python\", \"a.py\"]\n").severity, Severity::Warning);
    }

    #[test]
    fn a_line_a_digest_and_a_rolling_image_are_fine() {
        silent(RULE.id, "FROM python:3.13-slim\nCMD [\"python\", \"a.py\"]\n");
        silent(
            RULE.id,
            "FROM golang:1.26 AS b\nRUN go build -o /a .\nFROM debian:bookworm-slim\nCOPY --from=b /a /a\n",
        );
        let digest = "sha256:".to_string() + &"0".repeat(64);
        silent(RULE.id, &format!("FROM python:latest@{digest}\nCMD [\"python\", \"a.py\"]\n"));
        silent(RULE.id, "FROM gcr.io/distroless/static-debian13\nCOPY app /app\nCMD [\"/app\"]\n");
    }
}
