//! # A program built for musl on a base with glibc
//!
//! ## What it is
//! The program was built in an Alpine stage and linked dynamically, so it names musl's loader, `/lib/ld-musl-x86_64.so.1`.
//!
//! ## Why it matters
//! Debian, Ubuntu and distroless images have no such file. The start fails with `not found`, although the program is there.
//!
//! ## What to do
//! Build it in the Debian variant of the same image, build it static, or ship it on Alpine.
//!
//! ## When not to
//! A static program runs on both. If yours is, tell us so.
//!
//! ## Example
//! ```dockerfile
//! FROM golang:1.26-alpine AS build
//! RUN apk add --no-cache gcc musl-dev
//! COPY . .
//! RUN CGO_ENABLED=1 go build -o /app .
//! FROM debian:13-slim
//! COPY --from=build /app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM golang:1.26-alpine AS build
//! RUN apk add --no-cache gcc musl-dev
//! COPY . .
//! RUN CGO_ENABLED=1 go build -o /app .
//! FROM alpine:3.23
//! COPY --from=build /app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [musl: getting started](https://wiki.musl-libc.org/getting-started.html)

use super::claims::*;
use super::languages::copied_runtimes;
use super::loading::linked::{linkages, version};
use crate::catalogue::{Image, Libc};
use crate::evidence::Linkage;

pub const RULE: Rule = Rule { id: "musl-binary-on-glibc", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|f| f.image().libc == Libc::Glibc && !is_bridged(case)) else {
        return Vec::new();
    };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, footing.image());
        let why = say!(lang,
            en: "It will not start: its loader is not there.",
            de: "Es startet nicht: Sein Lader fehlt.",
            zh: "它无法启动：缺少所需的加载器。");
        let todo = say!(lang,
            en: "Build it in the Debian variant of the same image, or static, or ship it on Alpine.",
            de: "Bau es in der Debian-Variante desselben Images oder statisch, oder liefere es auf Alpine aus.",
            zh: "在同一镜像的 Debian 变体中构建、静态构建，或改在 Alpine 上交付。");
        let spans = fact.spans.iter().copied().chain([footing.stage.from.span]).collect();
        finding(RULE.id, Severity::Error, [what, why, todo], spans)
    };
    let spans: Vec<Span> = musl(case).flat_map(|fact| fact.spans.clone()).collect();
    let copied = copied_runtimes::finding(case, RULE.id, footing.image(), &spans);
    musl(case).filter(|fact| fact.certainty > Certainty::Assumed).map(claim).chain(copied).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.libc != Libc::Glibc || is_bridged(case) {
        return Vec::new();
    }
    let judge = |fact: &Fact| objection(RULE.id, Weight::Blocker, text(case, fact, &choice.image), fact.spans.clone());
    musl(case).map(judge).chain(open(case, choice)).chain(copied_runtimes::objection(case, choice, RULE.id)).collect()
}

/// It is shipped on musl today, and how it is linked is not seen: a static program runs on glibc, too.
fn open(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) || case.present().is_none_or(|now| now.libc != Libc::Musl) {
        return Vec::new();
    }
    // Made on glibc and given a bridge to run on musl: glibc is at home there.
    if case.installs().iter().any(|install| ["libc6-compat", "gcompat"].contains(&install.package.name.as_str())) {
        return Vec::new();
    }
    if is_made_on_glibc(case, &choice.image) {
        return Vec::new();
    }
    let unseen = linkages(case).filter(|(_, linkage)| **linkage == Linkage::Unknown);
    unseen.map(|(fact, _)| doubt(case, fact, &choice.image)).collect()
}

/// What a stage on glibc makes is static or linked with glibc: a base with that release, or a later one, runs both.
fn is_made_on_glibc(case: &Case, image: &Image) -> bool {
    let stands = |stage: &usize| case.facts.standings.get(*stage).and_then(|standing| standing.image());
    let release = |image: &Image| image.libc_version.and_then(version);
    let serves = |made: &Image| made.libc == Libc::Glibc && release(made).is_some() && release(made) <= release(image);
    let sources = case.sources();
    !sources.is_empty() && sources.iter().all(|stage| stands(stage).is_some_and(serves))
}

fn doubt(case: &Case, fact: &Fact, image: &Image) -> Objection {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    let text = say!(lang,
        en: "The program of {line} is shipped on musl; whether it is static, and so runs on `{image}`, too, cannot be seen.",
        de: "Das Programm aus {line} wird mit musl ausgeliefert; ob es statisch ist und darum auch auf `{image}` läuft, ist nicht zu sehen.",
        zh: "{line}的程序随 musl 一起交付；看不出它是否为静态链接、因而也能在 `{image}` 上运行。");
    objection(RULE.id, Weight::Doubt, text, fact.spans.clone())
}

fn musl<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    linkages(case).filter(|(_, linkage)| matches!(linkage, Linkage::Musl { .. })).map(|(fact, _)| fact)
}

/// Debian packages musl's loader too.
fn is_bridged(case: &Case) -> bool {
    case.installs().iter().any(|install| install.package.name == "musl") || case.brings("ld-musl")
}

fn text(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    say!(lang,
        en: "The program of {line} is linked against musl, and `{image}` has glibc.",
        de: "Das Programm aus {line} ist gegen musl gelinkt, und `{image}` hat glibc.",
        zh: "{line}的程序链接的是 musl，而 `{image}` 用的是 glibc。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn what_runs_on_alpine_unseen_is_a_doubt_elsewhere() {
        let file = "FROM alpine:3.18\nCOPY bin/controller /controller\nENTRYPOINT [\"/controller\"]\n";
        assert_eq!(weight(RULE.id, file, "debian:13-slim", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight("glibc-binary-on-musl", file, "alpine:3.24", Shape::Swap), None);
    }

    #[test]
    fn what_needs_a_bridge_was_made_for_glibc() {
        let file = "FROM golang:1.26 AS b\nRUN go build -o /app .\nFROM alpine:3.19\nRUN apk add --no-cache libc6-compat\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/base-debian13:nonroot", Shape::Swap), None);
        let plain = file.replace("RUN apk add --no-cache libc6-compat\n", "");
        let told = |file: &str| weight(RULE.id, file, "gcr.io/distroless/base-debian13:nonroot", Shape::Swap);
        assert_eq!(told(&plain), None, "static or of glibc, it runs");
        assert_eq!(told(&plain.replace("golang:1.26", "registry.example.org/go")), Some(Weight::Doubt));
    }

    const CGO: &str = "FROM golang:1.26-alpine AS b\nRUN apk add --no-cache gcc musl-dev\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /app .\nFROM alpine:3.23\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";

    #[test]
    fn cgo_built_on_alpine_does_not_run_on_debian() {
        fires(RULE.id, &CGO.replace("alpine:3.23", "debian:13-slim"));
        assert_eq!(weight(RULE.id, CGO, "gcr.io/distroless/base-debian13", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn on_alpine_it_does() {
        silent(RULE.id, CGO);
        silent(RULE.id, &CGO.replace("alpine:3.23", "debian:13-slim").replace("ED=1", "ED=0"));
    }
}
