//! # A dynamic program on a base without a C library
//!
//! ## What it is
//! `scratch` and distroless `static` contain no C library. Only a program that was linked statically runs there.
//!
//! ## Why it matters
//! A dynamic program names a loader. Without it the container ends with `no such file or directory`, and nothing in the image helps to find out why.
//!
//! ## What to do
//! Link it statically (`CGO_ENABLED=0` for Go, a `-musl` target for Rust), or take the next rung, a base with a C library such as distroless `base` or `cc`.
//!
//! ## When not to
//! Copying the loader and every library by hand works, until one of them changes. Prefer the next rung.
//!
//! ## Example
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM scratch
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM gcr.io/distroless/cc-debian13
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Distroless: what static and base contain](https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md)
//! - [Rust reference: static and dynamic C runtimes](https://doc.rust-lang.org/reference/linkage.html#static-and-dynamic-c-runtimes)

use super::claims::*;
use super::linked::linkages;
use crate::catalogue::{Image, Libc};
use crate::evidence::{Linkage, Standing};

pub const RULE: Rule = Rule { id: "dynamic-binary-without-libc", file: Some(file), base: Some(base) };

fn file(case: &Case) -> Vec<Finding> {
    let Some((name, from)) = bare(case).filter(|_| !is_furnished(case)) else { return Vec::new() };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, &name);
        let why = say!(lang,
            en: "It will not start: there is no loader and no C library.",
            de: "Es startet nicht: Es gibt weder Lader noch C-Bibliothek.",
            zh: "它无法启动：既没有加载器，也没有 C 库。");
        let todo = say!(lang,
            en: "Link it statically, or take a base with a C library such as distroless `base` or `cc`.",
            de: "Linke es statisch, oder nimm ein Image mit C-Bibliothek wie distroless `base` oder `cc`.",
            zh: "改为静态链接，或选用带 C 库的基础镜像，如 distroless 的 `base` 或 `cc`。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.iter().copied().chain([from]).collect())
    };
    dynamic(case).filter(|fact| fact.certainty > Certainty::Assumed).map(claim).collect()
}

/// The name and place of a present base without a C library.
fn bare(case: &Case) -> Option<(String, Span)> {
    let shipped = case.build.shipped?;
    let from = case.build.lineage(shipped).pop()?.from.span;
    match case.facts.standings.get(shipped)? {
        Standing::Scratch => Some(("scratch".into(), from)),
        standing => standing.image().filter(|image| image.libc == Libc::None).map(|i| (i.reference.clone(), from)),
    }
}

fn is_furnished(case: &Case) -> bool {
    case.brings("/lib") || case.brings("/lib64") || case.brings("ld-linux") || case.brings("ld-musl")
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.libc != Libc::None || case.stays(choice) && is_furnished(case) {
        return Vec::new();
    }
    let blockers = dynamic(case).map(|fact| (Weight::Blocker, text(case, fact, &choice.image.reference), fact));
    let open = linkages(case).filter(|(_, linkage)| **linkage == Linkage::Unknown && !case.stays(choice));
    let doubts = open.map(|(fact, _)| (Weight::Doubt, doubt(case, fact, &choice.image), fact));
    blockers.chain(doubts).map(|(weight, text, fact)| objection(RULE.id, weight, text, fact.spans.clone())).collect()
}

fn dynamic<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    let dynamic = linkages(case).filter(|(_, l)| matches!(l, Linkage::Glibc { .. } | Linkage::Musl { .. }));
    dynamic.map(|(fact, _)| fact)
}

fn text(case: &Case, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), case.lines(&fact.spans));
    say!(lang,
        en: "The program of {line} needs a C library at run time, and `{image}` has none.",
        de: "Das Programm aus {line} braucht zur Laufzeit eine C-Bibliothek, und `{image}` hat keine.",
        zh: "{line}的程序运行时需要 C 库，而 `{image}` 没有。")
}

fn doubt(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    say!(lang,
        en: "We cannot see whether the program of {line} is static; only then does it run on `{image}`.",
        de: "Es ist nicht zu sehen, ob das Programm aus {line} statisch ist; nur dann läuft es auf `{image}`.",
        zh: "看不出{line}的程序是否为静态链接；只有静态程序才能在 `{image}` 上运行。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RUST: &str = "FROM rust:1-trixie AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:13-slim\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";

    #[test]
    fn a_dynamic_program_on_scratch_does_not_start() {
        fires(RULE.id, &RUST.replace("debian:13-slim", "scratch"));
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/static-debian13", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_static_one_does_and_a_libc_helps() {
        let musl = RUST
            .replace("debian:13-slim", "scratch")
            .replace("--release", "--release --target x86_64-unknown-linux-musl");
        silent(RULE.id, &musl);
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/cc-debian13", Shape::Swap), None);
    }
}
