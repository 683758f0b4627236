//! Packages of Python's that only call a program: `pdf2image` calls Poppler's, `pytesseract` calls Tesseract. Told under
//! `tool-missing`.

use super::dependencies;
use crate::catalogue::packages::{Distro, Ecosystem, Evidence, Prebuilt, Role, os_package};
use crate::catalogue::{Family, Image};
use crate::rules::builds::natives;
use crate::rules::claims::*;

/// One finding for each program that nothing in the file brings. Slim and Alpine images of Python hold none of them.
pub fn findings(case: &Case, image: &Image, rule: &'static str) -> Vec<Finding> {
    let lean = matches!(image.family, Family::Slim | Family::Alpine) && image.runtime.is_some();
    let Some(distro) = image.os.as_ref().and_then(Distro::of).filter(|_| lean) else { return Vec::new() };
    if !case.every_install().iter().all(|install| install.package.known) {
        return Vec::new();
    }
    let mut told: Vec<Finding> = Vec::new();
    for part in natives::parts(case) {
        let Some(program) = called(&part, distro).filter(|name| !is_brought(case, &part, name)) else { continue };
        let claim = claim(case, &part, program, image, rule);
        if told.iter().all(|other| other.what != claim.what) {
            told.push(claim);
        }
    }
    told
}

/// The package of the program, where a source says that the part needs it.
pub fn called(part: &natives::Part, distro: Distro) -> Option<&'static str> {
    let wraps = |row: &crate::catalogue::packages::Native| {
        row.ecosystem == Ecosystem::Pip
            && row.evidence != Evidence::Assumed
            && (row.glibc, row.musl) == (Prebuilt::Pure, Prebuilt::Pure)
    };
    let row = part.row.filter(wraps)?;
    // What it loads first of all is a library for others.
    let named = row.run(distro).into_iter().chain(row.run(Distro::Debian12)).next();
    let is_tool =
        |name: &&str| os_package(name, Distro::Debian12).is_some_and(|package| package.role() == Role::RuntimeTool);
    named.filter(is_tool)
}

/// Installed, fetched or copied under its name, or as a dependency of something else.
fn is_brought(case: &Case, part: &natives::Part, package: &str) -> bool {
    let stem = package.split('-').next().unwrap_or(package).trim_end_matches("topdf");
    let own = |span: Span| part.fact.spans.contains(&span);
    let mut args = case.commands().flat_map(|command| &command.args);
    args.any(|arg| arg.text.contains(stem) && !arg.text.starts_with("py") && !own(arg.span))
        || case.brings(stem)
        || case.brings_libraries()
        || dependencies::bring(case, package)
}

fn claim(case: &Case, part: &natives::Part, package: &str, image: &Image, rule: &'static str) -> Finding {
    let (lang, name, reference) = (case.lang(), part.name, &image.reference);
    let spans = part.fact.spans.clone();
    let what = say!(lang,
        en: "`{name}` calls a program of the package `{package}`, which `{reference}` does not have.",
        de: "`{name}` ruft ein Programm aus dem Paket `{package}` auf, das `{reference}` nicht hat.",
        zh: "`{name}` 会调用软件包 `{package}` 中的程序，而 `{reference}` 没有它。");
    let why = say!(lang,
        en: "The first call fails.",
        de: "Der erste Aufruf scheitert.",
        zh: "首次调用就会失败。");
    let offered = image.os.as_ref().and_then(Distro::of).zip(os_package(package, Distro::Debian12));
    let offered = offered.and_then(|(distro, row)| row.names(distro).first().map(|name| name.name));
    let todo = match offered {
        Some(package) => say!(lang,
            en: "Install `{package}` if the program uses that part.",
            de: "Installiere `{package}`, wenn das Programm diesen Teil benutzt.",
            zh: "如果程序用到这部分，请安装 `{package}`。"),
        None => say!(lang,
            en: "This system has no such package: bring the program another way if it is used.",
            de: "Dieses System hat kein solches Paket: Bring das Programm anders hinein, wenn es benutzt wird.",
            zh: "该系统没有这个软件包：如果用到，请以其他方式提供该程序。"),
    };
    finding(rule, Severity::Warning, [what, why, todo], spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = "tool-missing";

    #[test]
    fn what_only_calls_a_program_needs_it() {
        let file = |name: &str| format!("FROM python:3.12-slim\nRUN pip install {name}\nCMD [\"python\", \"a.py\"]\n");
        for (name, package) in [("pdf2image", "poppler-utils"), ("ansible", "openssh-client"), ("pre-commit", "git")] {
            let told = fires(RULE, &file(name));
            assert!(told.severity == Severity::Warning && told.todo.contains(&format!("`{package}`")), "{told:?}");
            let given = file(name).replace("RUN ", &format!("RUN apt-get update && apt-get install -y {package} && "));
            silent(RULE, &given);
            silent(RULE, &file(name).replace("RUN ", "RUN apt-get update && apt-get install -y $TOOLS && "));
        }
        assert!(fires(RULE, &file("imgkit")).todo.contains("no such package"));
        silent(RULE, &file("flask"));
        silent(RULE, &file("weasyprint"));
        fires("missing-shared-library", &file("weasyprint"));
        silent(RULE, &file("pdf2image").replace("-slim", ""));
    }
}
