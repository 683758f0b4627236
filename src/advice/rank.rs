//! The order in which bases are shown.

use super::bar::Bar;
use super::{Recommendation, score};
use crate::candidates::{Candidate, Verdict};
use crate::catalogue::{Access, Image, PackageManager};
use crate::order;
use crate::rules::{self, Case};
use crate::wishes::Wishes;
use std::cmp::Reverse;

/// Candidates in rank order: those that fit and may lead, then others that fit, then what cannot be told, then what breaks.
pub fn rank(case: &Case, candidates: Vec<Candidate>) -> Vec<Recommendation> {
    let bar = Bar::of(case, &candidates);
    let present = bar.present.as_ref();
    let seen = score::Seen { case, present, own_user: names_user(case), language: language(case, &candidates) };
    let points: Vec<score::Points> = candidates.iter().map(|candidate| score::points(&seen, candidate)).collect();
    let (middles, weights) = (score::middles(&points), score::weights(case.wishes.leaning));
    let held: Vec<[u32; 5]> = candidates.iter().map(|one| beside(one.image(), &candidates, &points, middles)).collect();
    let weighed = candidates.into_iter().zip(points.into_iter().zip(held)).map(|(candidate, (points, middles))| {
        let score = score::total(points, middles, weights);
        let leads = bar.lets(&candidate);
        Recommendation { rank: 0, saves_bytes: saves(&candidate, present), leads, candidate, score, verify: Vec::new() }
    });
    let mut ranked: Vec<Recommendation> = weighed.collect();
    let key = |one: &Recommendation| {
        let image = one.candidate.image();
        let size = image.size.compressed.unwrap_or(u64::MAX);
        (group(one), threshold(image.access, case.wishes), Reverse(one.score.total), size)
    };
    order::sort_by(&mut ranked, |one, other| {
        let names = || one.candidate.image().reference.cmp(&other.candidate.image().reference);
        key(one).cmp(&key(other)).then_with(names)
    });
    number(&mut ranked);
    ranked
}

/// What stands in for the unknown: the middle, but no more than the least of its own repository on the same system. A
/// variant that nobody measured holds what its plain sibling does, and something else.
fn beside(image: &Image, all: &[Candidate], points: &[score::Points], middles: [u32; 5]) -> [u32; 5] {
    let own =
        |one: &Image| one.repository == image.repository && one.os == image.os && one.reference != image.reference;
    let siblings = all.iter().zip(points).filter(|(one, _)| own(one.image()));
    siblings.fold(middles, |held, (_, points)| {
        std::array::from_fn(|part| points[part].map_or(held[part], |known| known.min(held[part])))
    })
}

/// What the language that the file installs from packages adds at least: the smallest image of it against the smallest
/// base of the same system. `None` where no such image is compared.
fn language(case: &Case, candidates: &[Candidate]) -> Option<u64> {
    let size = |of: &dyn Fn(&Image) -> bool| {
        candidates
            .iter()
            .map(Candidate::image)
            .filter(|image| of(image))
            .filter_map(|image| image.size.compressed)
            .min()
    };
    let mut own = candidates.iter().map(Candidate::image).filter(|image| rules::replaces(case, image));
    let system = own.next()?.os.clone();
    let with = size(&|image| image.os == system && rules::replaces(case, image))?;
    let without = size(&|image| image.os == system && image.runtime.is_none())?;
    Some(with.checked_sub(without)? + rules::unasked(case))
}

/// Whether the file itself names a user other than root.
fn names_user(case: &Case) -> bool {
    let user = case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref());
    let name = user.and_then(|user| user.known()).map(|user| user.split(':').next().unwrap_or_default());
    name.is_some_and(|name| !matches!(name, "" | "root" | "0"))
}

/// Ranks as they stand in the list.
pub fn number(ranked: &mut [Recommendation]) {
    for (at, one) in ranked.iter_mut().enumerate() {
        one.rank = at + 1;
    }
}

fn saves(candidate: &Candidate, present: Option<&Image>) -> Option<i64> {
    let before = present?.size.compressed?;
    Some(before as i64 - candidate.image().size.compressed? as i64)
}

fn group(one: &Recommendation) -> u8 {
    match one.candidate.verdict {
        _ if one.candidate.forbidden.is_some() => 4,
        Verdict::Fits | Verdict::FitsWithChanges if one.leads => 0,
        Verdict::Fits | Verdict::FitsWithChanges => 1,
        Verdict::CannotTell => 2,
        Verdict::DoesNotFit => 3,
    }
}

/// What anyone can pull stands before what needs an account, unless the reader said that is fine.
pub fn threshold(access: Access, wishes: &Wishes) -> u8 {
    match access {
        Access::Free | Access::Unknown => 0,
        Access::Login if wishes.login_is_fine => 0,
        Access::Login => 1,
        Access::Paid => 2,
    }
}

/// Package managers that understand each other's lines.
pub fn ilk(image: &Image) -> PackageManager {
    match image.package_manager {
        PackageManager::Yum | PackageManager::Microdnf | PackageManager::Tdnf => PackageManager::Dnf,
        manager => manager,
    }
}
