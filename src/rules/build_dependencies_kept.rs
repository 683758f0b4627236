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
use super::packages::installs::Install;
use crate::catalogue::packages::{Distro, Role, RunTime};
use crate::evidence::{Effect, Product};

pub const RULE: Rule = Rule { id: "build-dependencies-kept", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    if !matches!(case.facts.product, Product::Service | Product::Application) {
        return Vec::new();
    }
    let kept: Vec<Install> = case.installs().iter().copied().filter(|install| is_kept(case, install)).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let spans: Vec<Span> = kept.iter().map(|install| install.package.span).collect();
    let names = codes(case.lang(), &kept.iter().map(|install| &install.package.name).collect::<Vec<_>>());
    let line = sentence(case.lines(&spans));
    let running = running(&kept);
    vec![if case.compiles() {
        kept_for(case.lang(), &line, &names, heaviest(case.lang(), &kept), spans)
    } else {
        open(case.lang(), [&line, &names], &running, spans)
    }]
}

/// Packages of Debian 13 with all that they depend on and `debian:trixie-slim` has not, in megabytes as they are
/// downloaded, without recommendations: `apt-get --simulate` over its index for amd64, 2026-11-30.
const HEAVY: [(&str, u32); 18] = [
    ("autoconf", 9),
    ("automake", 9),
    ("build-essential", 83),
    ("cargo", 168),
    ("clang", 84),
    ("cmake", 22),
    ("default-jdk", 213),
    ("default-libmysqlclient-dev", 10),
    ("g++", 72),
    ("gcc", 52),
    ("gfortran", 71),
    ("golang-go", 50),
    ("libboost-all-dev", 227),
    ("libcurl4-openssl-dev", 23),
    ("libtool", 58),
    ("maven", 57),
    ("python3-dev", 21),
    ("rustc", 155),
];

/// What the heaviest of them brings along.
fn heaviest(lang: Lang, kept: &[Install]) -> Option<String> {
    let debian = kept.iter().filter(|install| install.distro.is_some_and(Distro::is_debian));
    let of = |install: &Install| HEAVY.iter().find(|(name, _)| *name == install.package.name);
    let (name, size) = debian.filter_map(of).max_by_key(|(_, size)| size)?;
    Some(say!(lang,
        en: " On Debian 13, `{name}` alone brings {size} MB of packages.",
        de: " Auf Debian 13 bringt allein `{name}` {size} MB an Paketen mit.",
        zh: "在 Debian 13 上，仅 `{name}` 就会带来 {size} MB 的软件包。"))
}

fn kept_for(lang: Lang, line: &str, names: &str, size: Option<String>, spans: Vec<Span>) -> Finding {
    let what = say!(lang,
        en: "{line}: only needed for building, and yet shipped: {names}.",
        de: "{line}: nur zum Bauen nötig und doch ausgeliefert: {names}.",
        zh: "{line}：只用于构建、却随成品一起交付：{names}。")
        + &size.unwrap_or_default();
    let why = say!(lang,
        en: "Such packages weigh much, appear in every scan, and the program never uses them.",
        de: "Sie wiegen viel, tauchen in jedem Scan auf, und das Programm benutzt sie nie.",
        zh: "它们体积大，每次扫描都会出现，而程序从不使用。");
    let todo = say!(lang,
        en: "Compile in a stage of its own and copy the result; ship only the run-time libraries.",
        de: "Kompiliere in einer eigenen Stufe und kopiere das Ergebnis; liefere nur die Laufzeitbibliotheken aus.",
        zh: "在单独的阶段编译并复制结果；只交付运行时库。");
    finding(RULE.id, Severity::Warning, [what, why, todo], spans)
}

/// Why it is installed is not seen.
fn open(lang: Lang, [line, names]: [&str; 2], running: &[&str], spans: Vec<Span>) -> Finding {
    let what = say!(lang,
        en: "{line}: usually needed only for building, and nothing here is seen to compile: {names}. Is that needed?",
        de: "{line}: meist nur zum Bauen nötig, und hier ist kein Kompilieren zu sehen: {names}. Wird das gebraucht?",
        zh: "{line}：通常只用于构建，而这里看不到编译：{names}。真的需要吗？");
    let why = say!(lang,
        en: "Such packages weigh much and appear in every scan; a program that compiles when it runs needs them.",
        de: "Sie wiegen viel und tauchen in jedem Scan auf; ein Programm, das zur Laufzeit kompiliert, braucht sie.",
        zh: "它们体积大，每次扫描都会出现；只有在运行时编译的程序才需要它们。");
    let alone = codes(lang, running);
    let todo = match running {
        [] => say!(lang,
            en: "If nothing calls for them, leave them out.",
            de: "Braucht sie nichts, lass sie weg.",
            zh: "如果没有用到，就去掉。"),
        _ => say!(lang,
            en: "If nothing calls for them, leave them out; for running alone, {alone} will do.",
            de: "Braucht sie nichts, lass sie weg; nur zum Laufen genügt {alone}.",
            zh: "如果没有用到，就去掉；仅运行时只需 {alone}。"),
    };
    finding(RULE.id, Severity::Note, [what, why, todo], spans)
}

/// What is behind them when a program runs, as far as it is known.
fn running(kept: &[Install]) -> Vec<&'static str> {
    let of = |install: &Install| match install.known?.run_time(install.distro?) {
        RunTime::Packages(names) => Some(names),
        RunTime::Nothing | RunTime::Unknown => None,
    };
    kept.iter().filter_map(of).flatten().map(|name| name.name).collect()
}

/// What stands under a switch may be off, and what a removal in the same RUN names by a variable may be gone. What
/// installs other packages is no compiler, and the start may call it (`npm start`).
fn is_kept(case: &Case, install: &Install) -> bool {
    let open = case.command(install.effect).is_some_and(|command| command.conditional);
    let unseen = |effect: &Effect| matches!(&effect.does, Doing::RemovePackages { packages } if packages.iter().any(|package| !package.known));
    let own = case.effects_of(install.effect.instruction);
    let installer = install.known.is_some_and(|known| INSTALLERS.contains(&known.id()));
    install.role() == Some(Role::BuildOnly) && !open && !installer && !own.iter().any(unseen)
}

const INSTALLERS: [&str; 12] = [
    "bundler",
    "composer",
    "cpanminus",
    "luarocks",
    "npm",
    "php-pear",
    "python3-pip",
    "python3-setuptools",
    "python3-venv",
    "python3-virtualenv",
    "python3-wheel",
    "yarn",
];

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PG: &str = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential libpq-dev\nRUN pip install psycopg2\nCMD [\"python\", \"app.py\"]\n";

    #[test]
    fn how_much_it_is_is_told() {
        let file = "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y g++ make\nCOPY . .\nRUN g++ -o /app a.cpp\nCMD [\"/app\"]\n";
        assert!(fires(RULE.id, file).what.contains("`g++` alone brings 72 MB"));
        assert!(!fires(RULE.id, &file.replace("g++ make", "make")).what.contains("MB"));
    }

    #[test]
    fn a_compiler_that_stays_is_warned_of() {
        assert!(fires(RULE.id, PG).what.contains("build-essential"));
    }

    #[test]
    fn what_builds_a_workspace_compiles() {
        for build in ["catkin build", "catkin_make", "colcon build --merge-install"] {
            let file = format!(
                "FROM ros:noetic-ros-base\nRUN apt-get update && apt-get install -y libeigen3-dev\nCOPY . /ws/src\nRUN . /opt/ros/noetic/setup.sh && {build}\nCMD [\"roslaunch\", \"a\", \"b.launch\"]\n"
            );
            assert_eq!(fires(RULE.id, &file).severity, Severity::Warning, "{build}");
        }
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

    #[test]
    fn what_a_run_marks_automatic_and_sweeps_is_gone() {
        let swept = "FROM debian:13-slim\nRUN savedAptMark=\"$(apt-mark showmanual)\"; apt-get update; apt-get install -y gcc make; make install; apt-mark auto '.*' > /dev/null; apt-mark manual $savedAptMark; apt-get purge -y --auto-remove\nCMD [\"redis-server\"]\n";
        silent(RULE.id, swept);
        fires(RULE.id, &swept.replace("apt-mark auto '.*' > /dev/null; ", ""));
        let late = swept.replace("savedAptMark=", "apt-get install -y g++; savedAptMark=");
        assert!(!fires(RULE.id, &late).what.contains("make"));
        silent(
            RULE.id,
            &PG.replace("psycopg2", "psycopg2 && apt-get purge -y --auto-remove $DEPS")
                .replace("RUN pip", "&& pip")
                .replace("libpq-dev\n", "libpq-dev "),
        );
    }

    #[test]
    fn where_nothing_compiles_it_is_a_question() {
        let file = "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y libc-dev\nCOPY app /app\nCMD [\"/app\"]\n";
        let found = fires(RULE.id, file);
        assert_eq!((found.severity, found.what.contains("seen to compile")), (Severity::Note, true), "{found:?}");
        assert!(fires(RULE.id, &file.replace("libc-dev", "libpq-dev")).todo.contains("`libpq5` will do"));
        for package in ["gettext", "python3-pip", "npm", "libltdl7"] {
            silent(RULE.id, &file.replace("libc-dev", package));
        }
        silent(RULE.id, "FROM alpine:3.23\nRUN apk add --no-cache libltdl gettext\nCOPY app /app\nCMD [\"/app\"]\n");
        let advice = crate::advise(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default());
        let drops = |one: &crate::advice::Recommendation| {
            one.candidate.choice.image.shell == crate::catalogue::Tri::No
                && one.candidate.verdict <= crate::candidates::Verdict::FitsWithChanges
        };
        assert!(!advice.recommendations.iter().any(drops), "{}", advice.headline);
    }

    #[test]
    fn what_a_switch_turns_on_is_not_said_to_ship() {
        let switch = "FROM php:8.4-fpm\nARG GMP=false\nRUN if [ ${GMP} = true ]; then apt-get install -yqq libgmp-dev && docker-php-ext-install gmp; fi\nCOPY . /var/www\n";
        silent(RULE.id, switch);
    }
}
