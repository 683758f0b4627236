//! Shared libraries and run-time packages that were installed into the shipped stage.

use super::tools::distro;
use crate::catalogue::packages::{Role, RunTime, os_package};
use crate::evidence::running::brought;
use crate::evidence::{Certainty, Facts, Product, Scene, What};
use crate::shell::{Manager, Package};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if matches!(facts.product, Product::BaseImage | Product::Toolbox) {
        return;
    }
    // Beside a program that another stage compiled, headers are there for their library.
    let brought = scene.running.producer.as_ref().is_some_and(|producer| producer.is_elsewhere(scene));
    let compiles = match compiles_here(scene) {
        true => Some(Certainty::Likely),
        false => brought.then_some(Certainty::Assumed),
    };
    for (command, package) in scene.packages().iter().copied().filter(|(_, package)| package.known) {
        let Some(manager) = command.packages.as_ref().map(|action| action.manager) else { continue };
        for (name, certainty) in needed(scene, manager, package, compiles) {
            let certainty = if command.conditional { Certainty::Assumed } else { certainty };
            let what = What::NeedsLibrary { package: name, manager: Some(manager) };
            facts.note(what, scene.stage, certainty, vec![package.span]);
        }
    }
}

/// Whether the shipped stage itself compiles or installs what may compile.
fn compiles_here(scene: &Scene) -> bool {
    brought::commands(scene).any(|command| {
        let by_manager = command.packages.as_ref().is_some_and(|a| !a.manager.is_of_the_os());
        by_manager || crate::evidence::trace::builds(command)
    })
}

fn needed(scene: &Scene, manager: Manager, package: &Package, compiles: Option<Certainty>) -> Vec<(String, Certainty)> {
    let distro = super::native::distro_of(scene).or_else(|| distro(manager));
    let own = |certainty| vec![(package.name.clone(), certainty)];
    let Some((row, distro)) = distro.and_then(|distro| Some((os_package(&package.name, distro)?, distro))) else {
        return if looks_like_library(&package.name) {
            own(Certainty::Likely)
        } else if looks_build_only(&package.name) {
            Vec::new()
        } else {
            own(Certainty::Assumed)
        };
    };
    match row.role() {
        Role::RuntimeLibrary | Role::Fonts => own(Certainty::Likely),
        Role::RuntimeService => own(Certainty::Likely),
        Role::BuildOnly if !is_of_runtime(&package.name) => match (compiles, row.run_time(distro)) {
            (Some(sure), RunTime::Packages(names)) => names.iter().map(|name| (name.name.to_string(), sure)).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Headers of an interpreter: what is built with them runs inside it.
fn is_of_runtime(name: &str) -> bool {
    ["python", "ruby", "php", "libpython", "default-jdk", "openjdk", "nodejs", "perl"]
        .iter()
        .any(|part| name.starts_with(part))
}

/// Headers, documentation, compilers and signing keys we hold no row for.
fn looks_build_only(name: &str) -> bool {
    let ends = ["-dev", "-devel", "-doc", "-dbg", "-keyring", "-release", "-headers", ".deb", ".rpm"];
    let parts = ["gcc", "g++", "clang", "cmake", "autoconf", "build", "git", "setup"];
    ends.iter().any(|end| name.ends_with(end))
        || name.contains("-dev-")
        || parts.iter().any(|part| name.starts_with(part))
        || name.contains('/')
}

/// `libfoo3`, without headers: a library we hold no row for.
fn looks_like_library(name: &str) -> bool {
    let lib = name.starts_with("lib") || name.ends_with("-libs");
    lib && !name.ends_with("-dev") && !name.ends_with("-devel") && !name.contains("-bin") && !name.contains("-tools")
        || name.starts_with("fonts-")
        || name.starts_with("ttf-")
        || name.starts_with("font-")
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn installed_libraries_are_needed() {
        let file = "FROM python:3.13-slim\nRUN apt-get install -y libpq5\nCMD [\"python\", \"a.py\"]";
        check(file, &["needs-library libpq5"]);
        let file = "FROM python:3.13-slim\nRUN apt-get install -y libpq-dev && pip install psycopg2\nCMD [\"python\", \"a.py\"]";
        check(file, &["needs-library libpq5"]);
    }

    #[test]
    fn headers_beside_a_program_are_there_for_their_library() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN make promtail\nFROM debian:13\nRUN apt-get update && apt-get install -y libsystemd-dev\nCOPY --from=b /src/promtail /usr/bin/promtail\nENTRYPOINT [\"/usr/bin/promtail\"]\n";
        check(file, &["needs-library libsystemd0"]);
        lacks(&file.replace("COPY --from=b /src/promtail", "COPY promtail"), "needs-library");
    }

    #[test]
    fn compilers_and_what_is_removed_again_are_not() {
        let file = "FROM python:3.13-slim\nRUN apt-get install -y gcc make libpq5 && apt-get purge -y libpq5\nCMD [\"python\", \"a.py\"]";
        lacks(file, "needs-library");
    }
}
