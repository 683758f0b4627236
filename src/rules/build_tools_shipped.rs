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
use crate::evidence::{Product, trace};
use crate::shell::Command;
use crate::stages::{Does, Origin};

pub const RULE: Rule = Rule { id: "build-tools-shipped", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case.shipped().filter(|footing| builds(footing.image()));
    if !applies(case) {
        return shipped.and_then(|footing| unstarted(case, &footing)).into_iter().collect();
    }
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

/// A program is compiled from what is copied (not `go install example.com/tool@latest`, a tool of the image), and nothing
/// starts it: others may stand on the image, or call the program by name.
fn unstarted(case: &Case, footing: &Footing) -> Option<Finding> {
    let config = &footing.stage.config;
    if case.facts.product != Product::BaseImage || config.entrypoint.is_some() || config.cmd.is_some() {
        return None;
    }
    let copies = |does: &Does| matches!(does, Does::Bring { from: Origin::Context, .. });
    case.steps().iter().find(|step| copies(&step.does))?;
    let of_tool = |command: &Command| command.args.iter().any(|arg| arg.text.contains('@'));
    let built = case.commands().find(|command| trace::builds(command) && !of_tool(command))?;
    let (lang, line, image) = (case.lang(), case.line(&[built.span]), &footing.image().reference);
    let what = say!(lang,
        en: "The file starts no program, so `{image}` counts as what people work in, and keeps its compiler. If it is there for what {line} compiles, name that in `ENTRYPOINT`.",
        de: "Die Datei startet kein Programm, also gilt `{image}` als Image, in dem gearbeitet wird, und behält seinen Compiler. Ist es für das da, was {line} kompiliert, muss `ENTRYPOINT` das nennen.",
        zh: "文件没有启动任何程序，因此 `{image}` 被视为供人工作的镜像，并保留其编译器。如果它是为了{line}编译出的程序，就应在 `ENTRYPOINT` 中写明。");
    let why = say!(lang,
        en: "A program that is known can be built in a first stage, and the compiler need not ship.",
        de: "Ein bekanntes Programm lässt sich in einer ersten Stufe bauen, und der Compiler muss nicht mit.",
        zh: "已知的程序可以在第一阶段构建，不必交付编译器。");
    let todo = say!(lang, en: "Name the program, or leave it as it is.", de: "Nenn das Programm, oder lass es, wie es ist.", zh: "写明程序，或保持原样。");
    Some(finding(RULE.id, Severity::Note, [what, why, todo], vec![footing.stage.from.span, built.span]))
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
    fn a_program_that_nothing_starts_is_told_of() {
        let file = "FROM golang:1.26\nWORKDIR /go/src/app\nCOPY . .\nRUN make install\nRUN apt-get update && apt-get install -y vim\n";
        let told = fires(RULE.id, file);
        assert!(told.severity == Severity::Note && told.what.contains("line 4"), "{told:?}");
        for build in ["go install ./...", "go build ./cmd/app"] {
            fires(RULE.id, &file.replace("make install", build));
        }
        silent(RULE.id, &file.replace("make install", "go install github.com/air-verse/air@latest"));
        silent(RULE.id, &file.replace("COPY . .\n", ""));
        silent(RULE.id, &(file.to_string() + "CMD [\"app\"]\n"));
    }

    #[test]
    fn a_compiler_in_a_build_stage_is_where_it_belongs() {
        silent(
            RULE.id,
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nCMD [\"/app\"]\n",
        );
    }
}
