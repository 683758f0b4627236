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

use super::builds::compiling::{self, Gap};
use super::claims::*;
use crate::catalogue::Libc;

pub const RULE: Rule = Rule { id: "musl-builds-from-source", file: Some(file), base: Some(base), ..PLAIN };

/// On Alpine already, and no compiler is installed.
fn file(case: &Case) -> Vec<Finding> {
    compiling::gaps(case, Libc::Musl).into_iter().map(|gap| claim(case, gap)).collect()
}

fn claim(case: &Case, gap: Gap) -> Finding {
    let lang = case.lang();
    let (names, image, builders) = (gap.names(lang), &gap.image.reference, codes(lang, &gap.builders()));
    let what = match gap.has_compiler() {
        true => say!(lang,
            en: "No binary of {names} is published for musl, so it is compiled on `{image}`, and not all that takes is installed.",
            de: "Von {names} gibt es kein fertiges Paket für musl, also wird auf `{image}` kompiliert, und nicht alles Nötige ist installiert.",
            zh: "{names} 没有发布面向 musl 的二进制包，因此会在 `{image}` 上编译，而所需的软件包没有全部安装。"),
        false => say!(lang,
            en: "No binary of {names} is published for musl, so it is compiled on `{image}`, which has no compiler.",
            de: "Von {names} gibt es kein fertiges Paket für musl, also wird auf `{image}` kompiliert, wo kein Compiler ist.",
            zh: "{names} 没有发布面向 musl 的二进制包，因此会在 `{image}` 上编译，而其中没有编译器。"),
    };
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Install {builders} in a build stage on Alpine and copy the result, or take a slim base with glibc.",
        de: "Installiere {builders} in einer Build-Stufe auf Alpine und kopiere das Ergebnis, oder nimm ein Slim-Image mit glibc.",
        zh: "请在 Alpine 构建阶段安装 {builders} 并复制结果，或改用带 glibc 的 slim 镜像。");
    finding(RULE.id, gap.severity(), [what, why, todo], gap.spans)
}

/// The same package may come ready-made for glibc: moving to musl is what makes it compile.
fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) || choice.image.libc != Libc::Musl {
        return Vec::new();
    }
    compiling::objection_to(case, choice, RULE.id).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PG: &str = "FROM python:3.13\nRUN pip install psycopg2\nCMD [\"python\", \"a.py\"]\n";

    #[test]
    fn psycopg2_is_compiled_on_alpine() {
        fires(RULE.id, "FROM python:3.13-alpine\nRUN pip install psycopg2\nCMD [\"python\", \"a.py\"]\n");
        assert_eq!(weight(RULE.id, PG, "python:3.13-alpine", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn an_old_version_has_no_wheel() {
        let old = "FROM python:3.11-slim\nRUN pip install numpy==1.24.2\nCMD [\"python\", \"a.py\"]\n";
        let told = weighed(RULE.id, old, "python:3.11-alpine", Shape::Swap);
        assert!(told[0].weight == Weight::Change && told[0].text.contains("`numpy 1.24.2`"), "{told:?}");
        assert!(weighed(RULE.id, &old.replace("1.24.2", "1.25.0"), "python:3.11-alpine", Shape::Swap).is_empty());
        fires(RULE.id, &old.replace("-slim", "-alpine"));
    }

    #[test]
    fn a_compiler_alone_is_not_what_scipy_takes() {
        let file = "FROM python:3.9-alpine\nRUN apk add --no-cache gcc g++ musl-dev\nRUN pip install pandas==1.3.5 scipy==1.7.3\nCMD [\"python\", \"a.py\"]\n";
        let told = fires(RULE.id, file);
        assert!(told.what.contains("`scipy 1.7.3`") && !told.what.contains("pandas"), "{told:?}");
        assert!(told.todo.contains("`gfortran` and `openblas-dev`"), "{told:?}");
        let told = weighed(RULE.id, file, "python:3.11-alpine3.24", Shape::Swap);
        assert!(
            matches!(&told[0].change, Some(Change::Install { packages }) if packages[..] == ["gfortran", "openblas-dev"])
        );
        for enough in ["build-base gfortran lapack-dev", "g++ gfortran openblas-dev", "g++ $DEPS", "g++ py3-scipy"] {
            silent(RULE.id, &file.replace("gcc g++ musl-dev", enough));
        }
        assert!(fires(RULE.id, &file.replace("gcc g++ musl-dev", "gcc musl-dev")).what.contains("`pandas 1.3.5`"));
    }

    #[test]
    fn cryptography_asks_for_rust_since_3_4() {
        let file = "FROM python:3.9-alpine\nRUN apk add --no-cache gcc musl-dev libffi-dev openssl-dev && pip install cryptography==3.4.6\nCMD [\"python\", \"a.py\"]\n";
        assert!(fires(RULE.id, file).todo.contains("`cargo`"));
        for other in ["cryptography==3.3.2", "cryptography==3.4.8", "cryptography"] {
            silent(RULE.id, &file.replace("cryptography==3.4.6", other));
        }
        silent(RULE.id, &file.replace("gcc ", "gcc cargo "));
    }

    #[test]
    fn ready_made_packages_and_glibc_are_fine() {
        silent(RULE.id, PG);
        let numpy = "FROM python:3.13-slim\nRUN pip install numpy\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, numpy, "python:3.13-alpine", Shape::Swap), None);
    }
}
