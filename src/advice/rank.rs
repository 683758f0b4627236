//! The order in which bases are shown, and which of them may lead.

use super::{Recommendation, score};
use crate::candidates::{Candidate, Verdict, life};
use crate::catalogue::{Access, Family, Image, Tri};
use crate::evidence::Product;
use crate::rules::Case;
use crate::wishes::Wishes;
use std::cmp::Reverse;

/// Candidates in rank order: those that fit and may lead, then others that fit, then what cannot be told, then what breaks.
pub fn rank(case: &Case, candidates: Vec<Candidate>) -> Vec<Recommendation> {
    let present = candidates.iter().find(|candidate| candidate.present).map(|candidate| candidate.image().clone());
    let own_user = names_user(case);
    let points: Vec<score::Points> =
        candidates.iter().map(|candidate| score::points(candidate, present.as_ref(), own_user, case.wishes)).collect();
    let (middles, weights) = (score::middles(&points), score::weights(case.wishes.leaning));
    let weighed = candidates.into_iter().zip(points).map(|(candidate, points)| {
        let score = score::total(points, middles, weights);
        Recommendation {
            rank: 0,
            saves_bytes: saves(&candidate, present.as_ref()),
            candidate,
            score,
            verify: Vec::new(),
        }
    });
    let mut ranked: Vec<Recommendation> = weighed.collect();
    ranked.sort_by_cached_key(|one| {
        let image = one.candidate.image();
        (
            group(case, &one.candidate, present.as_ref()),
            threshold(image.access, case.wishes),
            Reverse(one.score.total),
            image.size.compressed.unwrap_or(u64::MAX),
            image.reference.clone(),
        )
    });
    number(&mut ranked);
    ranked
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

fn group(case: &Case, candidate: &Candidate, present: Option<&Image>) -> u8 {
    match candidate.verdict {
        _ if candidate.forbidden.is_some() => 4,
        Verdict::Fits | Verdict::FitsWithChanges if may_lead(case, candidate, present) => 0,
        Verdict::Fits | Verdict::FitsWithChanges => 1,
        Verdict::CannotTell => 2,
        Verdict::DoesNotFit => 3,
    }
}

/// What anyone can pull stands before what needs an account, unless the reader said that is fine.
fn threshold(access: Access, wishes: &Wishes) -> u8 {
    match access {
        Access::Free | Access::Unknown => 0,
        Access::Login if wishes.login_is_fine => 0,
        Access::Login => 1,
        Access::Paid => 2,
    }
}

/// Whether a base may be recommended: it holds, it is alive, and it leaves people what they work with.
pub fn may_lead(case: &Case, candidate: &Candidate, present: Option<&Image>) -> bool {
    let image = candidate.image();
    candidate.holds()
        && life::is_alive(image, &case.wishes.today)
        && keeps_hands(case, image, present)
        && keeps_world(image, present)
}

/// People work inside a toolbox or build on a base image: it keeps a shell and the package manager they know.
fn keeps_hands(case: &Case, image: &Image, present: Option<&Image>) -> bool {
    let worked_in = matches!(case.facts.product, Product::Toolbox | Product::BaseImage | Product::InitSystem);
    let same_manager = present.is_none_or(|now| now.package_manager == image.package_manager);
    !worked_in || (image.shell == Tri::Yes && same_manager)
}

/// Windows containers stay on Windows, and nothing else goes there.
fn keeps_world(image: &Image, present: Option<&Image>) -> bool {
    let windows = |image: &Image| image.family == Family::Windows;
    present.map_or(!windows(image), |now| windows(now) == windows(image))
}
