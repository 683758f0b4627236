//! Switch, stay, upgrade, split, or cannot tell.

mod passed;
mod steps;
mod worth;

use super::{Outcome, Parts, Recommendation, fresher, rank};
use crate::candidates::life::{self, Life};
use crate::candidates::{Verdict, shapes};
use crate::catalogue::{self, Family, Image, Libc, Lifecycle, PackageManager, Purpose};
use crate::evidence::Standing;
use crate::rules::{self, Case, Shape, Weight, must_part};
use crate::stages::{Does, Origin};
use crate::wishes::Leaning;
use steps::Field;

/// Draws the outcome and brings what it speaks of to the front of the list.
pub fn draw(case: &Case, ranked: &mut Vec<Recommendation>, parts: Parts) -> Outcome {
    if !stands_on_known(case) {
        ranked.retain(|one| one.candidate.forbidden.is_none() && is_house(case, one));
        rank::number(ranked);
        return Outcome::CannotTell;
    }
    if is_unlisted(case) || is_opaque(case) {
        rank::number(ranked);
        return Outcome::CannotTell;
    }
    let present = ranked.iter().position(|one| one.candidate.present);
    if let Some(now) = present.filter(|_| brings_root(case)) {
        return stay(ranked, now);
    }
    let (best, passed) = steps::walk(&Field { case, ranked, present, parts });
    let image = present.map(|at| ranked[at].candidate.image().clone());
    match (present, best) {
        (_, Some(best)) => {
            let outcome = go(ranked, best, image.as_ref());
            if let Some(passed) = passed {
                passed.say(&mut ranked[0], case.wishes.lang);
            }
            outcome
        }
        (Some(now), None) if is_sound(case, &ranked[now]) => match fresher::place(case, ranked, now) {
            Some(next) => go(ranked, next, image.as_ref()),
            None => stay(ranked, now),
        },
        (Some(now), None) if is_kept(case, &ranked[now]) && mends_in_place(&ranked[now]) => stay(ranked, now),
        (Some(now), None) if is_patched(case, &ranked[now]) && has_no_other(ranked, &ranked[now]) => stay(ranked, now),
        (_, None) => Outcome::CannotTell,
    }
}

/// Only its system has come to extended support: the image itself is what its makers publish today.
fn is_patched(case: &Case, now: &Recommendation) -> bool {
    let (image, today) = (now.candidate.image(), &case.wishes.today);
    let stands = now.candidate.forbidden.is_none() && now.candidate.verdict != Verdict::DoesNotFit;
    let extended = catalogue::cycle_state(&image.lifecycle.os, today) == Lifecycle::ExtendedOnly;
    stands && extended && life::has_fixes(image, today)
}

/// What is newer of its own repository does not fit; what is of another is no lasting gain, or it would lead.
fn has_no_other(ranked: &[Recommendation], now: &Recommendation) -> bool {
    let own = |one: &Recommendation| one.candidate.image().repository == now.candidate.image().repository;
    let leaps = |one: &Recommendation| {
        one.candidate.verdict == Verdict::CannotTell && rules::cuda::leaps(now.candidate.image(), one.candidate.image())
    };
    let blocked = |one: &Recommendation| one.candidate.verdict == Verdict::DoesNotFit || leaps(one);
    let mut others = ranked.iter().filter(|one| !one.candidate.present);
    let newer = others.clone().any(|one| own(one) && blocked(one));
    others.all(|one| blocked(one) || newer && !own(one))
}

/// What is broken is a line of the file, whatever it stands on: a user that nobody makes, a tool that nobody
/// installs, a name or a source that is gone.
fn mends_in_place(now: &Recommendation) -> bool {
    let image = now.candidate.image();
    let installs = !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown);
    let line = |rule: &str| rules::rule(rule).by_a_line && (installs || rule == "missing-user");
    now.candidate.of(Weight::Blocker).all(|blocker| line(blocker.rule))
}

/// On `scratch`, a whole root file system is put in place: what is inside cannot be seen, and it works today.
fn brings_root(case: &Case) -> bool {
    let Some(stage) = case.build.shipped_stage() else { return false };
    let scratch = matches!(case.facts.standings.get(stage.index), Some(Standing::Scratch));
    scratch && stage.steps.iter().any(|step| fills_root(&step.does))
}

fn fills_root(does: &Does) -> bool {
    let Does::Bring { sources, destination, from, add, .. } = does else { return false };
    let archive =
        |source: &str| [".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2"].iter().any(|end| source.ends_with(end));
    let whole = |source: &str| match from {
        Origin::Stage(_) | Origin::Image(_) => source.ends_with('/') || source.ends_with("rootfs"),
        _ => (*add && archive(source)) || source.trim_end_matches('/').ends_with("rootfs"),
    };
    destination.as_ref().is_some_and(|to| to.text == "/") && sources.iter().any(|source| whole(&source.text))
}

fn stay(ranked: &mut [Recommendation], now: usize) -> Outcome {
    lead(ranked, now);
    Outcome::Stay
}

fn go(ranked: &mut [Recommendation], best: usize, present: Option<&Image>) -> Outcome {
    lead(ranked, best);
    let choice = &ranked[0].candidate.choice;
    match (choice.shape, present) {
        (Shape::Split, _) => Outcome::Split,
        (Shape::Swap, Some(now)) if now.is_sibling_of(&choice.image) => Outcome::Upgrade,
        (Shape::Swap, _) => Outcome::Switch,
    }
}

/// Points by which a second stage must lead where it would shed no build tools.
const SECOND_STAGE: u32 = 20;

/// A split that sheds no compiler: what ships is built on a lean base and carries no build tools.
fn is_mere_split(case: &Case, one: &Recommendation) -> bool {
    let present = case.build.shipped.and_then(|at| case.facts.standings.get(at)?.image());
    let made_to_build = present.is_some_and(|image| image.purpose == Purpose::Build);
    one.candidate.choice.shape == Shape::Split
        && case.wishes.leaning != Leaning::Smallest
        && !made_to_build
        && !shapes::ships_build_tools(case)
        && !must_part(case, one.candidate.image())
}

/// Moves one to the front; the others keep their order.
fn lead(ranked: &mut [Recommendation], at: usize) {
    ranked[..=at].rotate_right(1);
    rank::number(ranked);
}

fn stands_on_known(case: &Case) -> bool {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    matches!(standing, Some(Standing::Known(..) | Standing::Scratch))
}

fn is_unlisted(case: &Case) -> bool {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    matches!(standing, Some(Standing::Known(found, written)) if found.is_unlisted(written))
}

/// Given up, and nothing is known of what it held: anything might fit.
fn is_opaque(case: &Case) -> bool {
    let Some(image) = case.present() else { return false };
    let led = image.lifecycle.retired.as_ref().is_some_and(|gone| !gone.replacement.is_empty());
    let untold = image.family == Family::Unknown && image.libc == Libc::Unknown && image.os.is_none();
    untold && image.lifecycle.retired.is_some() && !led
}

/// On a base we know nothing of, only the house's own bases are offered.
fn is_house(case: &Case, one: &Recommendation) -> bool {
    let golden = case.wishes.policy.iter().flat_map(|policy| &policy.golden);
    golden.into_iter().any(|golden| golden.image == one.candidate.image().reference)
}

/// The present base starts as it is and is still cared for.
fn is_sound(case: &Case, now: &Recommendation) -> bool {
    is_kept(case, now) && now.candidate.verdict != Verdict::DoesNotFit
}

/// Still cared for, and no clause of the house stands against it.
fn is_kept(case: &Case, now: &Recommendation) -> bool {
    is_cared_for(case, now) && now.candidate.forbidden.is_none()
}

fn is_cared_for(case: &Case, now: &Recommendation) -> bool {
    let (image, today) = (now.candidate.image(), &case.wishes.today);
    let over = matches!(life::left(image, today), Life::Over | Life::Retired) || rules::leaves_language(case);
    !over && !fresher::is_outgrown(image, today)
}

#[cfg(test)]
mod tests;
