//! What another base must offer, before a reader is sent there.

use super::steps::HANDS;
use super::{Recommendation, SECOND_STAGE, is_kept, is_mere_split, mends_in_place};
use crate::candidates::life::{self, Life};
use crate::candidates::{Effort, Verdict};
use crate::catalogue::{Access, Family, Image, Kind, Libc, PackageManager, Purpose, Tri};
use crate::evidence::Product;
use crate::rules::{self, Case, Shape, must_part};
use crate::wishes::Leaning;

/// Whether going is worth it: always away from a base that is over or ruled out, else only for a gain a reader would feel.
pub(super) fn is_worth(case: &Case, now: &Recommendation, best: &Recommendation) -> bool {
    if !is_kept(case, now) {
        return true;
    }
    // What is mended by a line of the file is no reason to go: then the usual gain decides.
    if now.candidate.verdict == Verdict::DoesNotFit && !mends_in_place(now) {
        return true;
    }
    if best.candidate.image().access == Access::Login && !case.wishes.login_is_fine {
        return false;
    }
    let (old, new) = (now.candidate.image(), best.candidate.image());
    let release = || old.repository == new.repository || best.score.total >= now.score.total;
    if leaves_branch(old, new) && release() {
        return true;
    }
    // Who asks for the smallest is sent to no larger one without need.
    let grows = best.saves_bytes.is_some_and(|saved| saved < 0);
    if grows && case.wishes.leaning == Leaning::Smallest && !life::runs_out(old, &case.wishes.today) {
        return false;
    }
    if (is_minimal(old, new) || halves_java(old, best)) && best.candidate.choice.shape == Shape::Swap {
        return best.candidate.effort < Effort::Rework && best.score.total + HANDS >= now.score.total;
    }
    let sheds = best.candidate.choice.shape == Shape::Split && must_part(case, new) && gains(case, now, best);
    if old.purpose == Purpose::Build && new.purpose != Purpose::Build || sheds {
        return best.score.total + SECOND_STAGE >= now.score.total;
    }
    let ahead = best.score.total.saturating_sub(now.score.total);
    let runs_out = || life::runs_out(old, &case.wishes.today) && lives_longer(case, old, new);
    (ahead >= margin(case, now, best) || runs_out()) && gains(case, now, best)
}

/// Points by which another base must lead; three times as many where a product would come from another maker, or where
/// one living distribution would give way to another that sheds neither shell nor package manager, or where dependencies
/// are installed and would move from glibc to musl; half as many for a
/// third of the size from the same one, or for its runtime without the compiler.
fn margin(case: &Case, now: &Recommendation, best: &Recommendation) -> u32 {
    let points = match case.wishes.leaning {
        Leaning::Safest => 6,
        Leaning::Balanced => 4,
        Leaning::Smallest => 2,
    };
    let moves = now.candidate.image().repository != best.candidate.image().repository;
    let product = case.facts.product == Product::Application;
    let size = |one: &Recommendation| one.candidate.image().size.compressed;
    let third = matches!((size(now), size(best)), (Some(old), Some(new)) if new * 3 <= old);
    let (old, new) = (now.candidate.image(), best.candidate.image());
    let drops_jdk = drops_jdk(old, new);
    match () {
        _ if is_mere_split(case, best) && sheds_system(case, best) => SHELL.max(points),
        _ if is_mere_split(case, best) => SECOND_STAGE.max(points),
        _ if case.compiles() && changes_libc(now, best) => 3 * points,
        _ if !moves && is_slim_of(now.candidate.image(), best) => 1,
        _ if (third || drops_jdk) && !moves => points / 2,
        _ if moves && (product || changes_system(now, best)) => 3 * points,
        _ if sheds_unasked(case, new) => 1,
        _ => points,
    }
}

fn drops_jdk(old: &Image, new: &Image) -> bool {
    let java = old.runtime.as_ref().is_some_and(|runtime| runtime.name == "java");
    java && rules::is_jre(new) && !rules::is_jre(old)
}

/// The Java that runs, at half the size, on the same system: not each maker of a JDK publishes that.
fn halves_java(old: &Image, best: &Recommendation) -> bool {
    let new = best.candidate.image();
    let system = |image: &Image| image.os.as_ref().map(|os| os.name);
    let half = matches!((old.size.compressed, new.size.compressed), (Some(old), Some(new)) if new * 2 <= old);
    half && drops_jdk(old, new) && system(old) == system(new) && best.candidate.verdict == Verdict::Fits
}

/// Where the program needs nothing of a system, a second stage must lead by fewer points than [`SECOND_STAGE`]: what then
/// goes is the shell, the package manager and all that came with them.
pub(super) const SHELL: u32 = 4;

pub(super) fn sheds_system(case: &Case, one: &Recommendation) -> bool {
    let image = one.candidate.image();
    let bare = image.shell == Tri::No && image.package_manager == PackageManager::None;
    let managed = case.present().is_none_or(|now| now.package_manager != PackageManager::None);
    bare && managed && case.facts.workload.kind == Kind::StaticBinary
}

/// The very system without its manuals, at no change but that of the line.
fn is_slim_of(now: &Image, best: &Recommendation) -> bool {
    let slim = best.candidate.image();
    let plain = best.candidate.verdict == Verdict::Fits && now.purpose == Purpose::Os;
    plain && slim.family == Family::Slim && now.family != Family::Slim && now.os == slim.os
}

fn changes_system(now: &Recommendation, best: &Recommendation) -> bool {
    is_system(now.candidate.image()) && is_system(best.candidate.image())
}

/// From glibc to musl: what is installed for the language is made and tested for the former first.
fn changes_libc(now: &Recommendation, best: &Recommendation) -> bool {
    let (old, new) = (now.candidate.image(), best.candidate.image());
    old.runtime.is_some() && old.libc == Libc::Glibc && new.libc == Libc::Musl
}

/// What its makers publish of the same release with less in it: how much less, nobody has to have measured.
pub(super) fn is_minimal(now: &Image, image: &Image) -> bool {
    image.repository.strip_suffix("-minimal") == Some(now.repository.as_str())
}

/// The image of the language itself, without the compiler that the system's packages bring unasked.
fn sheds_unasked(case: &Case, image: &Image) -> bool {
    rules::unasked(case) > 0 && rules::replaces(case, image)
}

/// A distribution whose packages are managed.
pub(super) fn is_system(image: &Image) -> bool {
    image.purpose == Purpose::Os && !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown)
}

/// A gain in something a reader feels: size by a fifth and 5 MB, no shell, a year more of support where it runs out.
fn gains(case: &Case, now: &Recommendation, best: &Recommendation) -> bool {
    let (old, new) = (now.candidate.image(), best.candidate.image());
    let fifth = old.size.compressed.map_or(0, |bytes| bytes as i64 / 5);
    let smaller = best.saves_bytes.is_some_and(|saved| saved >= fifth.max(5_000_000));
    let barer = old.shell == Tri::Yes && new.shell == Tri::No;
    let leaves = sheds_unasked(case, new) || leaves_branch(old, new);
    smaller || barer || leaves || lives_longer(case, old, new) || old.family == Family::Unknown
}

/// From what a distribution develops on to a release.
fn leaves_branch(old: &Image, new: &Image) -> bool {
    rules::is_branch(old) && !rules::is_branch(new)
}

fn lives_longer(case: &Case, old: &Image, new: &Image) -> bool {
    let months = |image: &Image| match life::left(image, &case.wishes.today) {
        Life::Months(count) => Some(count),
        Life::Open => Some(36),
        _ => None,
    };
    matches!((months(old), months(new)), (Some(old), Some(new)) if old < 6 && new >= old + 12)
}
