//! In which shape a base is worth a look: exchanged in place, or with what builds in a stage of its own.

use super::{Candidate, Verdict};
use crate::catalogue::{Image, Kind, Purpose};
use crate::evidence::{Doing, Product, Standing, served};
use crate::rules::{self, Case, Weight};
use crate::shell::Manager;

/// Whether a split can pay at all: something is installed or built in what ships, and nobody works inside it.
pub fn may_split(case: &Case) -> bool {
    let kept_whole = matches!(case.facts.product, Product::Toolbox | Product::BaseImage | Product::InitSystem);
    // Lambda's own interpreter loads the function, and looks into none of the folders that a second stage would fill.
    let lambda = case.present().is_some_and(|image| image.repository.starts_with("public.ecr.aws/lambda/"));
    // Nothing runs on `scratch`, so nothing is prepared there.
    let scratch = case.build.shipped.is_some_and(|at| matches!(case.facts.standings.get(at), Some(Standing::Scratch)));
    !kept_whole
        && !lambda
        && !scratch
        && case.facts.effects.iter().any(|effect| moves(&effect.does) || prepares(case, &effect.does))
}

/// Directories, rights and links that are made for a program which needs nothing else of a shell, or may need nothing.
fn prepares(case: &Case, doing: &Doing) -> bool {
    let may_be = || case.facts.doubts().iter().any(|doubt| doubt.id == "binary-is-static");
    matches!(doing, Doing::Files { .. }) && (case.facts.workload.kind == Kind::StaticBinary || may_be())
}

/// Whether a second stage may stand on it: neither on what is made for building nor on the very product again.
pub fn may_ship(case: &Case, image: &Image) -> bool {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at)?.image());
    let product = image.purpose == Purpose::Application;
    let again =
        product && standing.is_some_and(|now| now.repository == image.repository || rules::succeeds(now, image));
    image.purpose != Purpose::Build && (!again || builds_pages(case))
}

/// A site's pages are built in what serves them.
pub fn builds_pages(case: &Case) -> bool {
    case.build.shipped_stage().is_some_and(|stage| served::pages(stage).is_some())
}

/// What a stage of its own would take over.
fn moves(doing: &Doing) -> bool {
    matches!(
        doing,
        Doing::InstallPackages { .. }
            | Doing::InstallDependencies { .. }
            | Doing::BuildProgram { .. }
            | Doing::Download
    )
}

/// The shapes worth showing. The split stays beside a swap that holds only where build tools would ship without it.
pub fn keep(swap: Candidate, split: Candidate) -> Vec<Candidate> {
    let (swap_holds, split_holds) =
        (swap.verdict <= Verdict::FitsWithChanges, split.verdict <= Verdict::FitsWithChanges);
    match (swap_holds, split_holds) {
        (true, true) => vec![swap, split],
        (true, _) => vec![swap],
        (false, true) => vec![split],
        (false, false) if split.verdict < swap.verdict => vec![split],
        (false, false) => vec![swap],
    }
}

/// What must not be said of the split, or the swap alone is shown.
pub fn too_much(swap: &Candidate) -> Weight {
    if swap.verdict == Verdict::DoesNotFit { Weight::Blocker } else { Weight::Doubt }
}

/// Whether the shipped stage compiles or carries compilers: what a split would leave behind.
pub fn ships_build_tools(case: &Case) -> bool {
    case.facts.effects.iter().any(|effect| match &effect.does {
        Doing::BuildProgram { .. } => true,
        Doing::InstallPackages { manager, packages } => {
            case.compiles() && is_system(*manager) && packages.iter().any(|package| is_build_tool(&package.name))
        }
        _ => false,
    })
}

/// Whether the file itself installs a compiler for a program, and leaves it in what ships.
pub fn keeps_compiler(case: &Case) -> bool {
    const COMPILERS: &[&str] = &["build-base", "build-essential", "cargo", "clang", "g++", "gcc", "gcc-c++", "rustc"];
    let service = case.facts.product == crate::evidence::Product::Service;
    let mut kept = case.installs().iter().filter(|install| is_system(install.manager));
    service && case.compiles() && kept.any(|install| COMPILERS.contains(&install.package.name.as_str()))
}

/// A program that was compiled needs no compiler, nor do pages what built them: on the very base that it stands on, a
/// second stage leaves it behind.
pub fn leaves_compiler(case: &Case) -> bool {
    let compiled = [Kind::GlibcBinary, Kind::CppBinary, Kind::MuslBinary, Kind::StaticBinary];
    compiled.contains(&case.facts.workload.kind) && keeps_compiler(case) || builds_pages(case)
}

fn is_system(manager: Manager) -> bool {
    matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper | Manager::Pacman)
}

/// Compilers and headers by the names distributions give them.
fn is_build_tool(name: &str) -> bool {
    const NAMES: &[&str] =
        &["gcc", "g++", "make", "cmake", "clang", "build-essential", "build-base", "musl-dev", "cargo", "rustc"];
    NAMES.contains(&name) || name.ends_with("-dev") || name.ends_with("-devel")
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn what_is_prepared_for_a_program_keeps_no_question_back() {
        let file = "FROM alpine:3.22\nCOPY server /server\nRUN mkdir -p /var/data && chown -R 10001 /var/data\nUSER 10001\nENTRYPOINT [\"/server\"]\n";
        let asks = |file: &str| {
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            let told = crate::conclude(&Input::pasted(file), &wishes);
            told.questions.iter().any(|one| one.id == "binary-is-static")
        };
        assert!(asks(file));
        assert!(!asks(&file.replace("mkdir -p /var/data", "apk add --no-cache ffmpeg")));
    }
}
