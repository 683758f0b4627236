//! From the base with the most points to the one that leads: each step may prefer another, for a reason that no figure of a
//! base shows.

use super::worth::{SHELL, is_minimal, is_system, is_worth, sheds_system};
use super::{SECOND_STAGE, is_mere_split, passed::Passed};
use crate::advice::{Parts, Recommendation, rank, score};
use crate::candidates::life::{self, Life};
use crate::candidates::{Effort, shapes};
use crate::catalogue::{Image, Libc, PackageManager, Purpose, Tri};
use crate::rules::{self, Case, Change, Objection, Shape, Weight};
use crate::wishes::Leaning;

/// What the steps look at: bases by their points.
pub(super) struct Field<'a> {
    pub case: &'a Case<'a>,
    pub ranked: &'a [Recommendation],
    pub present: Option<usize>,
    pub parts: Parts,
}

/// What brought a base to the front although the points did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It asks for one stage.
    Easier,
    /// It is the next release of what is there.
    Nearer,
    /// It is the very release of the system, rebuilt by others.
    Rebuilt,
    /// It is the same release of the system with less in it.
    Leaner,
    /// It keeps the package manager.
    Handier,
    /// It keeps the C library.
    Tested,
    /// What is installed comes compiled there.
    Ready,
    /// It carries the fewest bytes, which the reader asked for.
    Smallest,
    /// It leaves the compilers behind.
    Parted,
    /// The second stage of the other cannot be written.
    Unwritten,
}

/// From the one that leads so far to the one that is preferred to it, if any.
type Prefer = fn(&Field, usize) -> Option<usize>;

const STEPS: [(Step, Prefer); 10] = [
    (Step::Easier, easier),
    (Step::Nearer, nearer),
    (Step::Rebuilt, rebuilt),
    (Step::Leaner, leaner),
    (Step::Handier, handier),
    (Step::Tested, tested),
    (Step::Ready, ready),
    (Step::Smallest, smallest),
    (Step::Parted, parted),
    (Step::Unwritten, written),
];

/// The one that leads, and the last that was passed although it has more points.
pub(super) fn walk(field: &Field) -> (Option<usize>, Option<Passed>) {
    let mut best = field.ranked.iter().position(|one| field.fits(one));
    let mut left: Vec<(Step, usize)> = Vec::new();
    for (step, prefer) in STEPS {
        // What is not left may still be parted from its compilers.
        let from = if step == Step::Parted { best.or(field.present) } else { best };
        if let Some((from, to)) = from.and_then(|from| Some((from, prefer(field, from)?))) {
            left.extend((to != from).then_some((step, from)));
            best = Some(to);
        }
    }
    let points = best.map_or(u32::MAX, |best| field.ranked[best].score.total);
    let more = left.into_iter().rev().find(|&(_, at)| field.ranked[at].score.total > points);
    (best, more.map(|(step, at)| Passed { step, name: field.ranked[at].candidate.image().reference.clone() }))
}

impl Field<'_> {
    /// It may lead, and going there is worth it.
    fn fits(&self, one: &Recommendation) -> bool {
        let worth = || self.present.is_none_or(|now| is_worth(self.case, &self.ranked[now], one));
        one.leads && !one.candidate.present && worth()
    }

    /// The first that fits and is wanted.
    fn first(&self, wanted: impl Fn(&Recommendation) -> bool) -> Option<usize> {
        self.ranked.iter().position(|one| wanted(one) && self.fits(one))
    }

    fn now(&self) -> Option<&Image> {
        self.present.map(|at| self.ranked[at].candidate.image())
    }

    /// How many changes a base asks for, without the lines that the present one lacks as well.
    fn asks(&self, one: &Recommendation) -> usize {
        let broken = |change: &Objection| {
            let now = self.present.map(|at| &self.ranked[at].candidate);
            let mut blockers = now.into_iter().flat_map(|now| now.of(Weight::Blocker));
            rules::rule(change.rule).by_a_line
                && blockers.any(|blocker| blocker.rule == change.rule && blocker.spans == change.spans)
        };
        one.candidate.of(Weight::Change).filter(|change| !broken(change)).count()
    }

    fn writes(&self, at: usize) -> bool {
        (self.parts)(self.case.input, self.case.build, self.case.facts, self.ranked[at].candidate.image())
    }
}

fn is_swap(one: &Recommendation) -> bool {
    one.candidate.choice.shape == Shape::Swap
}

/// Two stages are much to ask: where nothing but the base changes with them, an exchange in place goes before unless
/// it is far behind.
fn easier(field: &Field, best: usize) -> Option<usize> {
    let leader = Some(&field.ranked[best]).filter(|leader| is_mere_split(field.case, leader))?;
    let worth = if sheds_system(field.case, leader) { SHELL } else { SECOND_STAGE };
    field.first(|one| is_swap(one) && one.score.total + worth >= leader.score.total)
}

/// Bytes for which it is worth leaving a repository that has a living release of its own.
const FAR: i64 = 20_000_000;

/// The present base's own next release goes before another's that has a shell too and saves little more; that of a
/// system that has ended before any other system whose packages are managed. Not before the image of the very language
/// that the file installs.
fn nearer(field: &Field, best: usize) -> Option<usize> {
    let (now, leader) = (field.now()?, field.ranked[best].candidate.image());
    let own_image = rules::replaces(field.case, leader);
    if leader.repository == now.repository || leader.shell == Tri::No || now.purpose == Purpose::Build || own_image {
        return None;
    }
    let ended = matches!(life::left(now, &field.case.wishes.today), Life::Over | Life::Retired);
    let system = ended && is_system(now) && is_system(leader);
    let most = field.asks(&field.ranked[best]);
    field.first(|one| {
        let image = one.candidate.image();
        let saved = image.size.compressed.zip(leader.size.compressed).map(|(own, other)| own as i64 - other as i64);
        image.repository == now.repository
            && is_swap(one)
            && field.asks(one) <= most
            && (system || saved.is_none_or(|saved| saved < FAR))
    })
}

/// The release that the file was written for, where others rebuild it, goes before a later one that asks for no less.
fn rebuilt(field: &Field, best: usize) -> Option<usize> {
    let now = field.now().filter(|_| is_system(field.ranked[best].candidate.image()))?;
    let most = field.asks(&field.ranked[best]);
    field.first(|one| rules::is_rebuilt(now, one.candidate.image()) && field.asks(one) <= most)
}

/// The makers' `-minimal` of the present release, unless it is far behind.
fn leaner(field: &Field, best: usize) -> Option<usize> {
    let (now, leader) = (field.now()?, &field.ranked[best]);
    let near = |one: &Recommendation| one.score.total + HANDS >= leader.score.total;
    field.first(|one| is_minimal(now, one.candidate.image()) && is_swap(one) && near(one))
}

/// Points for which it is worth rewriting the lines that install packages.
pub(super) const HANDS: u32 = 10;

/// Where the leader has another package manager and asks for changes or is larger, one with the present manager that asks
/// for no more goes before, unless it is far behind.
fn handier(field: &Field, best: usize) -> Option<usize> {
    let (now, leader) = (rank::ilk(field.now()?), &field.ranked[best]);
    let managed = |one: &Recommendation| rank::ilk(one.candidate.image());
    if managed(leader) == now || managed(leader) == PackageManager::None {
        return None;
    }
    let size = |one: &Recommendation| one.candidate.image().size.compressed;
    let leaner = |one: &Recommendation| size(one).zip(size(leader)).is_some_and(|(own, other)| own <= other);
    let most = field.asks(leader);
    // A compiler's image that would ship keeps its manager for nothing.
    let ships_tools = |one: &Recommendation| one.candidate.image().purpose == Purpose::Build;
    field.first(|one| {
        managed(one) == now
            && is_swap(one)
            && (is_swap(leader) || !ships_tools(one))
            && one.score.total + HANDS >= leader.score.total
            && field.asks(one) <= most
            && (most > 0 || leaner(one))
    })
}

/// Points by which two bases differ and are as good as each other; one more for what a language runs, whose packages are
/// made and tested for glibc first.
const ALIKE: u32 = 3;

/// Of two that are nearly as good, the one with the C library that the program runs with today goes before, unless bytes
/// count most.
fn tested(field: &Field, best: usize) -> Option<usize> {
    let (now, leader) = (field.now()?, &field.ranked[best]);
    let crosses = score::crosses(now.libc, leader.candidate.image().libc);
    if !crosses || field.case.wishes.leaning == Leaning::Smallest {
        return None;
    }
    let alike = ALIKE + u32::from(rules::language(field.case).is_some());
    field.first(|one| {
        one.candidate.image().libc == now.libc
            && one.score.total + alike >= leader.score.total
            && (is_swap(one) || !is_swap(leader))
    })
}

/// Fortran and a BLAS to compile what is published ready for glibc cost more than musl saves: the same image in its
/// variant for glibc goes before, of the same line.
fn ready(field: &Field, best: usize) -> Option<usize> {
    let leader = field.ranked[best].candidate.image();
    if leader.libc != Libc::Musl || !rules::compiles_numerics(field.case) {
        return None;
    }
    field.first(|one| {
        let image = one.candidate.image();
        let same = image.repository == leader.repository && image.runtime == leader.runtime;
        same && image.libc == Libc::Glibc && is_swap(one)
    })
}

/// Who leans to the smallest gets it, where it asks for no more than a few lines, or for no more than the other.
fn smallest(field: &Field, best: usize) -> Option<usize> {
    let (size, leader) = (|one: &Recommendation| one.candidate.image().size.compressed, &field.ranked[best]);
    let most = size(leader).filter(|_| field.case.wishes.leaning == Leaning::Smallest)?;
    let easy = |one: &Recommendation| {
        let effort = one.candidate.effort;
        (effort < Effort::Rework || effort <= leader.candidate.effort) && (is_swap(one) || !is_swap(leader))
    };
    let smaller = |one: &Recommendation| size(one).is_some_and(|size| size < most) && easy(one) && field.fits(one);
    let places = (0..field.ranked.len()).filter(|&at| smaller(&field.ranked[at]));
    places.min_by_key(|&at| size(&field.ranked[at]))
}

/// Compilers that the file installs, and all that built a site's pages, weigh more than most bases, and no figure of a
/// base shows it: a stage of their own, on the base that would lead anyway, goes before carrying them along.
fn parted(field: &Field, at: usize) -> Option<usize> {
    let (case, leader) = (field.case, &field.ranked[at]);
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
        one.leads && !is_swap(one) && plain && one.score.total + SECOND_STAGE >= score
    };
    let wanted = is_swap(leader) && (shapes::keeps_compiler(case) || shapes::builds_pages(case));
    field.ranked.iter().position(|one| wanted && same(one) && parts(one))
}

/// Two stages that nobody can write from what the file shows go behind an exchange in place: of the same base, else of
/// the best other. Where only libraries are the reader's to copy, two stages on a base that installs them go before.
fn written(field: &Field, best: usize) -> Option<usize> {
    let leader = &field.ranked[best];
    let by_hand = |one: &Recommendation| {
        one.candidate.of(Weight::Change).any(|one| matches!(one.change, Some(Change::CopyLibraries { .. })))
    };
    if is_swap(leader) {
        return None;
    }
    if field.writes(best) {
        return field.first(|one| by_hand(leader) && !is_swap(one) && !by_hand(one)).filter(|&at| field.writes(at));
    }
    let same = |one: &Recommendation| one.candidate.image().reference == leader.candidate.image().reference;
    let first = field.first(|one| same(one) && is_swap(one)).or_else(|| field.first(is_swap));
    let first = first.map(|swap| handier(field, swap).unwrap_or(swap));
    first.or_else(|| field.present.and_then(|now| parted(field, now)).filter(|&at| field.writes(at)))
}
