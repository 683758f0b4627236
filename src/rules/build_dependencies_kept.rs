//! # Compilers and headers stay in the image that ships
//!
//! ## What it is
//! The stage that ships installs packages that only serve compiling, such as `build-essential`, `gcc` or `libpq-dev`, and keeps them.
//!
//! ## Why it matters
//! They add hundreds of megabytes, appear in every scan, and give an intruder a compiler. At run time only the libraries behind the headers are used.
//!
//! ## What to do
//! Compile in a stage of its own and copy the result; install the run-time library (`libpq5` for `libpq-dev`) in the one that ships. In a single stage, install, compile and remove in one `RUN`.
//!
//! ## When not to
//! Programs that compile when they run need their compiler.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-slim
//! RUN apt-get update && apt-get install -y build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
//! COPY . .
//! RUN pip install -r requirements.txt
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13 AS build
//! COPY . .
//! RUN pip install --target /deps -r requirements.txt
//! FROM python:3.13-slim
//! RUN apt-get update && apt-get install -y libpq5 && rm -rf /var/lib/apt/lists/*
//! COPY --from=build /deps /deps
//! ENV PYTHONPATH=/deps
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
//! - [Docker: don't install unnecessary packages](https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages)

use super::claims::*;
use super::installs::Install;
use crate::catalogue::packages::Role;
use crate::evidence::Product;

pub const RULE: Rule = Rule { id: "build-dependencies-kept", file: Some(file), base: None };

fn file(case: &Case) -> Vec<Finding> {
    if !matches!(case.facts.product, Product::Service | Product::Application) {
        return Vec::new();
    }
    let kept: Vec<Install> = case.installs().iter().copied().filter(|install| is_for_compiling(install)).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let lang = case.lang();
    let spans: Vec<Span> = kept.iter().map(|install| install.package.span).collect();
    let (names, line) = (
        codes(lang, &kept.iter().map(|install| &install.package.name).collect::<Vec<_>>()),
        sentence(case.lines(&spans)),
    );
    let what = say!(lang,
        en: "{line}: only needed for building, and yet shipped: {names}.",
        de: "{line}: nur zum Bauen nötig und doch ausgeliefert: {names}.",
        zh: "{line}：只用于构建、却随成品一起交付：{names}。");
    let why = say!(lang,
        en: "Such packages weigh much, appear in every scan, and the program never uses them.",
        de: "Sie wiegen viel, tauchen in jedem Scan auf, und das Programm benutzt sie nie.",
        zh: "它们体积大，每次扫描都会出现，而程序从不使用。");
    let todo = say!(lang,
        en: "Compile in a stage of its own and copy the result; ship only the run-time libraries.",
        de: "Kompiliere in einer eigenen Stufe und kopiere das Ergebnis; liefere nur die Laufzeitbibliotheken aus.",
        zh: "在单独的阶段编译并复制结果；只交付运行时库。");
    vec![finding(RULE.id, Severity::Warning, [what, why, todo], spans)]
}

fn is_for_compiling(install: &Install) -> bool {
    install.role() == Some(Role::BuildOnly)
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PG: &str = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential libpq-dev\nRUN pip install psycopg2\nCMD [\"python\", \"app.py\"]\n";

    #[test]
    fn a_compiler_that_stays_is_warned_of() {
        assert!(fires(RULE.id, PG).what.contains("build-essential"));
    }

    #[test]
    fn what_is_removed_and_what_runs_are_fine() {
        silent(RULE.id, &PG.replace("psycopg2", "psycopg2 && apt-get purge -y build-essential libpq-dev"));
        silent(RULE.id, &PG.replace("build-essential libpq-dev", "libpq5"));
        silent(
            RULE.id,
            "FROM alpine:3.23\nRUN apk add --no-cache --virtual .b gcc musl-dev && apk del .b\nCOPY app /app\nCMD [\"/app\"]\n",
        );
    }
}
