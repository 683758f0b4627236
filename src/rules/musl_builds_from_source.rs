//! # On Alpine this package is compiled
//!
//! ## What it is
//! The package publishes ready-made binaries for glibc but none for musl, so its installer compiles it on Alpine.
//!
//! ## Why it matters
//! The build needs a compiler and headers, takes minutes in place of seconds, and fails without them. What it links must be there again when it runs.
//!
//! ## What to do
//! Compile it in a build stage on Alpine with the packages named, and copy the result. Or stay on a slim base with glibc, where the binary is ready-made.
//!
//! ## When not to
//! If your pipeline caches the compiled package, the time is spent once.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-alpine
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
//! - [PEP 656: musllinux platform tag](https://peps.python.org/pep-0656/)
//! - [Psycopg: installation](https://www.psycopg.org/docs/install.html)

use super::claims::*;
use super::natives::{self, Part};
use crate::catalogue::packages::OnMusl;
use crate::catalogue::{Libc, Tri};

pub const RULE: Rule = Rule { id: "musl-builds-from-source", file: Some(file), base: Some(base) };

/// On Alpine already, and no compiler is installed.
fn file(case: &Case) -> Vec<Finding> {
    let musl = case.shipped().filter(|footing| footing.image().libc == Libc::Musl && footing.image().shell == Tri::Yes);
    let Some(footing) = musl.filter(|footing| natives::installs(footing.stage) && !compiles(case)) else {
        return Vec::new();
    };
    let parts: Vec<Part> = compiled(case).filter(|part| part.fact.certainty > Certainty::Assumed).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let lang = case.lang();
    let what = text(case, &parts, &footing.image().reference);
    let why = say!(lang,
        en: "Without a compiler in this stage the installation fails.",
        de: "Ohne Compiler in dieser Stufe scheitert die Installation.",
        zh: "此阶段没有编译器，安装会失败。");
    let todo = say!(lang,
        en: "Compile in a build stage and copy the result, or take a slim base with glibc.",
        de: "Kompiliere in einer Build-Stufe und kopiere das Ergebnis, oder nimm ein Slim-Image mit glibc.",
        zh: "在构建阶段编译后复制结果，或改用带 glibc 的 slim 镜像。");
    vec![finding(RULE.id, Severity::Warning, [what, why, todo], places(&parts))]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let from_musl = case.present().is_some_and(|image| image.libc == Libc::Musl);
    if choice.image.libc != Libc::Musl || from_musl {
        return Vec::new();
    }
    let parts: Vec<Part> = compiled(case).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let lang = case.lang();
    let mut text = text(case, &parts, &choice.image.reference);
    let builders: Vec<&str> = parts.iter().flat_map(Part::builders).collect();
    if !builders.is_empty() {
        let builders = codes(lang, &builders);
        text = say!(lang, en: "{text} It takes {builders}.", de: "{text} Dazu braucht es {builders}.", zh: "{text}需要 {builders}。");
    }
    vec![objection(RULE.id, Weight::Change, text, places(&parts)).by(Change::Yours)]
}

fn compiled<'a>(case: &'a Case) -> impl Iterator<Item = Part<'a>> {
    natives::parts(case).filter(|part| part.on_musl() == OnMusl::Compiles)
}

fn compiles(case: &Case) -> bool {
    let compilers = ["gcc", "g++", "build-base", "clang", "alpine-sdk", "musl-dev"];
    case.every_install().iter().any(|install| compilers.contains(&install.package.name.as_str()))
}

fn places(parts: &[Part]) -> Vec<Span> {
    parts.iter().flat_map(|part| part.fact.spans.clone()).collect()
}

fn text(case: &Case, parts: &[Part], image: &str) -> String {
    let lang = case.lang();
    let names = codes(lang, &parts.iter().map(|part| part.name).collect::<Vec<_>>());
    say!(lang,
        en: "No binary of {names} is published for musl, so it is compiled on `{image}`.",
        de: "Von {names} gibt es kein fertiges Paket für musl, also wird auf `{image}` kompiliert.",
        zh: "{names} 没有发布面向 musl 的二进制包，因此会在 `{image}` 上编译。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PG: &str = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc libpq-dev && pip install psycopg2\nCMD [\"python\", \"a.py\"]\n";

    #[test]
    fn psycopg2_is_compiled_on_alpine() {
        fires(RULE.id, "FROM python:3.13-alpine\nRUN pip install psycopg2\nCMD [\"python\", \"a.py\"]\n");
        assert_eq!(weight(RULE.id, PG, "python:3.13-alpine", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn ready_made_packages_and_glibc_are_fine() {
        silent(RULE.id, PG);
        let numpy = "FROM python:3.13-slim\nRUN pip install numpy\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, numpy, "python:3.13-alpine", Shape::Swap), None);
    }
}
