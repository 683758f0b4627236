//! Switch, stay, upgrade, split, or cannot tell.

mod first;
mod ready;
mod worth;

use super::{Outcome, Parts, Recommendation, fresher, rank};
use crate::candidates::life::{self, Life};
use crate::candidates::{Verdict, shapes};
use crate::catalogue::{self, Family, Image, Kind, Libc, Lifecycle, PackageManager, Purpose, Tri};
use crate::evidence::{Standing, served};
use crate::rules::{self, Case, Change, Objection, Shape, Weight, must_part};
use crate::stages::{Does, Origin};
use crate::wishes::Leaning;
use first::Step;
use worth::{is_system, is_worth};

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
    let image = present.map(|at| ranked[at].candidate.image().clone());
    let worth = |one: &Recommendation| present.is_none_or(|now| is_worth(case, &ranked[now], one));
    let fit = |one: &Recommendation| one.leads && !one.candidate.present && worth(one);
    let by_points = ranked.iter().position(fit);
    let easy = by_points.map(|best| easier(case, ranked, best, fit));
    let near = easy.map(|best| nearer(case, ranked, best, image.as_ref(), fit));
    let again = near.map(|best| rebuilt(ranked, best, image.as_ref(), fit));
    let handy = again.map(|best| handier(ranked, best, image.as_ref(), fit));
    let same = handy.map(|best| first::on_same_libc(case, ranked, best, image.as_ref(), fit));
    let ready = same.map(|best| ready::place(case, ranked, best, fit));
    let small = ready.map(|best| first::smallest(case, ranked, best, fit));
    let apart = parted(case, ranked, small.or(present)).or(small);
    let best = apart.map(|best| writable(case, ranked, best, parts, fit));
    let steps = [
        (Step::Easier, by_points, easy),
        (Step::Nearer, easy, near),
        (Step::Rebuilt, near, again),
        (Step::Handier, again, handy),
        (Step::Tested, handy, same),
        (Step::Ready, same, ready),
        (Step::Smallest, ready, small),
        (Step::Parted, small.or(present), apart),
        (Step::Unwritten, apart, best),
    ];
    let passed = first::passed(ranked, best, &steps);
    match (present, best) {
        (_, Some(best)) => {
            let outcome = go(ranked, best, image.as_ref());
            if let Some(passed) = passed {
                first::say(&mut ranked[0], &passed, case.wishes.lang);
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
        let doubts = one.candidate.of(Weight::Doubt).any(|doubt| doubt.rule == "gpu-devel-shipped");
        doubts && rules::cuda::leaps(now.candidate.image(), one.candidate.image())
    };
    let blocked = |one: &Recommendation| one.candidate.verdict == Verdict::DoesNotFit || leaps(one);
    let mut others = ranked.iter().filter(|one| !one.candidate.present);
    let newer = others.clone().any(|one| own(one) && blocked(one));
    others.all(|one| blocked(one) || newer && !own(one))
}

/// Rules whose fault a line of the file mends.
const BY_A_LINE: [&str; 3] = ["missing-user", "tool-missing", "compiler-missing"];

/// What is broken is a line of the file, whatever it stands on: a user that nobody makes, a tool that nobody installs.
fn mends_in_place(now: &Recommendation) -> bool {
    let image = now.candidate.image();
    let installs = !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown);
    let line = |rule: &str| BY_A_LINE.contains(&rule) && (installs || rule == "missing-user");
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

/// And where the file builds in a stage of its own already, and the program needs nothing of a system: what then goes is
/// the shell, the package manager and all that came with them.
const SHELL: u32 = 8;

fn sheds_system(case: &Case, one: &Recommendation) -> bool {
    let image = one.candidate.image();
    let bare = image.shell == Tri::No && image.package_manager == PackageManager::None;
    bare && case.facts.workload.kind == Kind::StaticBinary && case.build.stages.len() > 1
}

/// Two stages are much to ask: where nothing but the base changes with them, an exchange in place goes before unless
/// it is far behind.
fn easier(case: &Case, ranked: &[Recommendation], best: usize, fit: impl Fn(&Recommendation) -> bool) -> usize {
    if !is_mere_split(case, &ranked[best]) {
        return best;
    }
    let worth = if sheds_system(case, &ranked[best]) { SHELL } else { SECOND_STAGE };
    let near = ranked[best].score.total.saturating_sub(worth);
    let swap = |one: &Recommendation| one.candidate.choice.shape == Shape::Swap && one.score.total >= near;
    ranked.iter().position(|one| swap(one) && fit(one)).unwrap_or(best)
}

/// Bytes for which it is worth leaving a repository that has a living release of its own.
const FAR: i64 = 20_000_000;

/// The present base's own next release goes before another's that has a shell too and saves little more; that of a
/// system that has ended before any other system whose packages are managed. Not before the image of the very language
/// that the file installs.
fn nearer(
    case: &Case,
    ranked: &[Recommendation],
    best: usize,
    now: Option<&Image>,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let Some(now) = now else { return best };
    let leader = ranked[best].candidate.image();
    let own_image = rules::replaces(case, leader);
    if leader.repository == now.repository || leader.shell == Tri::No || now.purpose == Purpose::Build || own_image {
        return best;
    }
    let ended = matches!(life::left(now, &case.wishes.today), Life::Over | Life::Retired);
    let system = ended && is_system(now) && is_system(leader);
    let own = |one: &Recommendation| {
        let image = one.candidate.image();
        let saved = image.size.compressed.zip(leader.size.compressed).map(|(own, other)| own as i64 - other as i64);
        image.repository == now.repository
            && one.candidate.choice.shape == Shape::Swap
            && asks(ranked, one) <= asks(ranked, &ranked[best])
            && (system || saved.is_none_or(|saved| saved < FAR))
    };
    ranked.iter().position(|one| own(one) && fit(one)).unwrap_or(best)
}

/// The release that the file was written for, where others rebuild it, goes before a later one that asks for no less.
fn rebuilt(
    ranked: &[Recommendation],
    best: usize,
    now: Option<&Image>,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let again = |one: &Recommendation| now.is_some_and(|now| rules::is_rebuilt(now, one.candidate.image()));
    let own = |one: &Recommendation| again(one) && asks(ranked, one) <= asks(ranked, &ranked[best]) && fit(one);
    ranked.iter().position(own).filter(|_| is_system(ranked[best].candidate.image())).unwrap_or(best)
}

/// How many changes a base asks for, without the lines that the present one lacks as well.
fn asks(ranked: &[Recommendation], one: &Recommendation) -> usize {
    let now = ranked.iter().find(|one| one.candidate.present);
    let broken = |change: &Objection| {
        let mut blockers = now.into_iter().flat_map(|now| now.candidate.of(Weight::Blocker));
        BY_A_LINE.contains(&change.rule)
            && blockers.any(|blocker| blocker.rule == change.rule && blocker.spans == change.spans)
    };
    one.candidate.of(Weight::Change).filter(|change| !broken(change)).count()
}

/// Points for which it is worth rewriting the lines that install packages.
const HANDS: u32 = 10;

/// Where the leader has another package manager and asks for changes or is larger, one with the present manager that asks
/// for no more goes before, unless it is far behind.
fn handier(
    ranked: &[Recommendation],
    best: usize,
    now: Option<&Image>,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let Some(now) = now.map(rank::ilk) else { return best };
    let leader = &ranked[best];
    let managed = |one: &Recommendation| rank::ilk(one.candidate.image());
    if managed(leader) == now || managed(leader) == PackageManager::None {
        return best;
    }
    let size = |one: &Recommendation| one.candidate.image().size.compressed;
    let leaner = |one: &Recommendation| size(one).zip(size(leader)).is_some_and(|(own, other)| own <= other);
    let near = leader.score.total.saturating_sub(HANDS);
    // A compiler's image that would ship keeps its manager for nothing.
    let ships_tools = |one: &Recommendation| one.candidate.image().purpose == Purpose::Build;
    let parts = leader.candidate.choice.shape == Shape::Split;
    let own = |one: &Recommendation| {
        managed(one) == now
            && !(parts && ships_tools(one))
            && one.candidate.choice.shape == Shape::Swap
            && one.score.total >= near
            && asks(ranked, one) <= asks(ranked, leader)
            && (asks(ranked, leader) > 0 || leaner(one))
    };
    ranked.iter().position(|one| own(one) && fit(one)).unwrap_or(best)
}

/// Compilers that the file installs, and all that built a site's pages, weigh more than most bases, and no figure of a
/// base shows it: a stage of their own, on the base that would lead anyway, goes before carrying them along.
fn parted(case: &Case, ranked: &[Recommendation], at: Option<usize>) -> Option<usize> {
    let leader = &ranked[at?];
    let (image, score) = (leader.candidate.image(), leader.score.total);
    let same = |one: &Recommendation| {
        let other = one.candidate.image();
        other.reference == image.reference
            || leader.candidate.present && image.is_sibling_of(other) && other.os == image.os
    };
    let parts = |one: &Recommendation| {
        // What the reader has to do anyway is no reason against it.
        let anyway = |text: &str| leader.candidate.of(Weight::Change).any(|change| change.text == text);
        let mut changes = one.candidate.of(Weight::Change);
        let plain = changes.all(|change| change.change != Some(Change::Yours) || anyway(&change.text));
        one.leads && one.candidate.choice.shape == Shape::Split && plain && one.score.total + SECOND_STAGE >= score
    };
    let pages = || case.build.shipped_stage().is_some_and(|stage| served::pages(stage).is_some());
    let wanted = leader.candidate.choice.shape == Shape::Swap && (shapes::keeps_compiler(case) || pages());
    ranked.iter().position(|one| wanted && same(one) && parts(one))
}

/// Two stages that nobody can write from what the file shows go behind an exchange in place: of the same base, else of
/// the best other.
fn writable(
    case: &Case,
    ranked: &[Recommendation],
    best: usize,
    parts: Parts,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let choice = &ranked[best].candidate.choice;
    if choice.shape == Shape::Swap || parts(case.input, case.build, case.facts, &choice.image) {
        return best;
    }
    let swap = |one: &Recommendation| one.candidate.choice.shape == Shape::Swap && fit(one);
    let same = |one: &Recommendation| one.candidate.image().reference == choice.image.reference && swap(one);
    let now = ranked.iter().position(|one| one.candidate.present);
    let writes = |at: &usize| parts(case.input, case.build, case.facts, ranked[*at].candidate.image());
    let first = ranked.iter().position(same).or_else(|| ranked.iter().position(swap));
    first.or_else(|| parted(case, ranked, now).filter(writes)).unwrap_or(best)
}

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
    !matches!(life::left(now.candidate.image(), &case.wishes.today), Life::Over | Life::Retired)
}

#[cfg(test)]
mod tests;
