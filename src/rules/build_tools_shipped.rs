//! # The tools that built the program ship with it
//!
//! ## What it is
//! The base that ships is made for building: it holds a compiler, an SDK or a build tool such as Maven or Cargo.
//!
//! ## Why it matters
//! These images weigh hundreds of megabytes, and an attacker who gets in finds a compiler waiting. The program needs none of it to run.
//!
//! ## What to do
//! Keep the build where it is, as the first stage. Add a second `FROM` with a runtime base, and copy the result into it.
//!
//! ## When not to
//! Development and CI images are there to build. A program that compiles when it runs needs its compiler.
//!
//! ## Example
//! ```dockerfile
//! FROM golang:1.26
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM golang:1.26 AS build
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! FROM gcr.io/distroless/static-debian13:nonroot
//! COPY --from=build /app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{Image, Kind, Purpose};
use crate::evidence::Product;

pub const RULE: Rule = Rule { id: "build-tools-shipped", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    if !applies(case) {
        return Vec::new();
    }
    let shipped = case.shipped().filter(|footing| builds(footing.image()));
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

/// Images to build in, and programs that need a compiler when they run, keep theirs.
fn applies(case: &Case) -> bool {
    let keeps = matches!(case.facts.product, Product::Toolbox | Product::BaseImage | Product::Unknown);
    !keeps && !matches!(case.facts.workload.kind, Kind::Jdk | Kind::Tools | Kind::Unknown)
}

/// A JDK is the matter of `jdk-where-jre`.
fn builds(image: &Image) -> bool {
    let is_jdk = image.runtime.as_ref().is_some_and(|runtime| runtime.name == "java") && !is_build_tool(image);
    image.purpose == Purpose::Build && !is_jdk
}

fn is_build_tool(image: &Image) -> bool {
    image.repository.ends_with("/maven") || image.repository.ends_with("/gradle")
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let what = text(lang, footing.image());
    let why = say!(lang,
        en: "Compilers and build tools weigh hundreds of megabytes and help whoever breaks in; the program runs without them.",
        de: "Compiler und Build-Werkzeuge wiegen Hunderte Megabyte und helfen jedem Eindringling; das Programm läuft ohne sie.",
        zh: "编译器和构建工具占用数百 MB，还会帮到入侵者；程序运行并不需要它们。");
    let todo = say!(lang,
        en: "Let this be the build stage, add a second `FROM` with a runtime base, and copy the result.",
        de: "Mach daraus die Build-Stufe, ergänze ein zweites `FROM` mit einem Laufzeit-Image und kopiere das Ergebnis.",
        zh: "把它作为构建阶段，再加一个使用运行时基础镜像的 `FROM`，并复制构建结果。");
    finding(RULE.id, Severity::Warning, [what, why, todo], vec![footing.stage.from.span])
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if !applies(case) || !builds(&choice.image) {
        return Vec::new();
    }
    vec![objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image), Vec::new())]
}

fn text(lang: Lang, image: &Image) -> String {
    let image = &image.reference;
    say!(lang,
        en: "`{image}` is made for building, and it would ship.",
        de: "`{image}` ist zum Bauen gemacht und wird mit ausgeliefert.",
        zh: "`{image}` 是用于构建的镜像，却会随成品一起交付。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const GO: &str = "FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";

    #[test]
    fn a_compiler_that_ships_is_warned_of() {
        assert_eq!(fires(RULE.id, GO).severity, Severity::Warning);
        assert_eq!(weight(RULE.id, GO, "golang:1.26", Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn a_compiler_in_a_build_stage_is_where_it_belongs() {
        silent(
            RULE.id,
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nCMD [\"/app\"]\n",
        );
    }
}
