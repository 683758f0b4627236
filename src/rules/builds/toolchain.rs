//! What compiling for Alpine takes beside a compiler: Fortran's and a BLAS for scipy, C++'s for pandas, Rust's for cryptography.

use super::natives::{self, Part};
use crate::catalogue::packages::{Distro, Native, OnMusl, Prebuilt};
use crate::catalogue::{Image, Libc, PackageManager};
use crate::rules::Case;
use crate::rules::languages::runtimes;
use crate::rules::packages::translated;
use crate::stages::{Does, Origin, Stage};
use std::cmp::Ordering;

/// What a stage with a compiler lacks on this base, with the parts that ask for it; `None` where not all can be read.
pub fn lacking(case: &Case, stage: &Stage, image: &Image, parts: &mut Vec<Part>) -> Option<Vec<&'static str>> {
    let lacks = left_out(case, stage, image)?;
    parts.retain(|part| lacks.iter().any(|name| needs(part, image, name)));
    Some(lacks.into_iter().filter(|name| parts.iter().any(|part| needs(part, image, name))).collect())
}

/// Whether something is compiled on musl with Fortran that comes ready for glibc.
pub fn compiles_numerics(case: &Case) -> bool {
    let with_fortran = |row: &Native| row.build(Distro::Alpine).contains(&"gfortran") && row.glibc == Prebuilt::Yes;
    natives::parts(case).any(|part| part.on_musl() == OnMusl::Compiles && part.row.as_ref().is_some_and(with_fortran))
}

/// Compilers and libraries that have few names, so that their absence can be seen: with each the packages that bring it,
/// by their names on Alpine and Debian.
const TOOLCHAIN: [(&str, &[&str]); 4] = [
    ("cargo", &["rust"]),
    ("g++", &["alpine-sdk", "build-base", "build-essential"]),
    ("gfortran", &[]),
    ("openblas-dev", &["atlas", "blas", "lapack", "libatlas", "libblas", "liblapack", "libopenblas", "openblas"]),
];

/// Of these what a stage does not install for Alpine's compiler; `None` where not all that it installs can be read.
fn left_out(case: &Case, stage: &Stage, image: &Image) -> Option<Vec<&'static str>> {
    let steps = || case.build.steps(stage.index);
    let of_stages = |does: &Does| matches!(does, Does::Bring { from: Origin::Stage(_), .. });
    if image.libc != Libc::Musl
        || image.package_manager != PackageManager::Apk
        || steps().any(|step| of_stages(&step.does))
    {
        return None;
    }
    let actions = steps().filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
    let actions =
        actions.filter_map(|command| command.packages.as_ref()).filter(|action| action.manager.is_of_the_os());
    let names: Vec<&str> = actions
        .flat_map(|action| &action.packages)
        .map(|package| package.known.then_some(package.name.as_str()))
        .collect::<Option<_>>()?;
    // By an installer of its own, or switched off.
    let rust = |word: &str| word.contains("rustup") || word.starts_with("CRYPTOGRAPHY_DONT_BUILD_RUST");
    let set = case.build.stages.iter().flat_map(|stage| &stage.config.env).any(|(name, _)| rust(name));
    let words = || steps().filter_map(|step| step.run()).flat_map(|launch| &launch.words);
    if set || words().any(|word| rust(&word.text)) {
        return None;
    }
    // Alpine's own packages of Python bring what they are linked with.
    if names.iter().any(|name| name.starts_with("py3-") && *name != "py3-pip" || name.ends_with("build-deps")) {
        return None;
    }
    let brought = |(tool, by): &&(&'static str, &[&str])| {
        names.iter().any(|name| name.starts_with(tool) || by.iter().any(|start| name.starts_with(start)))
    };
    Some(TOOLCHAIN.iter().filter(|row| !brought(row)).map(|(tool, _)| *tool).collect())
}

fn needs(part: &Part, image: &Image, tool: &str) -> bool {
    let distro = translated::distro(image);
    // In Rust since 3.4 (https://cryptography.io/en/latest/changelog/#v3-4).
    if tool == "cargo" && part.version.is_none_or(|version| runtimes::order(version, "3.4") == Ordering::Less) {
        return false;
    }
    part.row.zip(distro).is_some_and(|(row, distro)| row.build(distro).contains(&tool))
}
