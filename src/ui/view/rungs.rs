//! Advice → the rungs of the ladder, heaviest first.

use crate::advice::{Advice, Outcome, Recommendation};
use crate::candidates::Verdict;
use crate::candidates::life::{self, Life};
use crate::catalogue::{Basis, Family};
use crate::order;
use crate::rules::{Objection, Weight};

/// One base on the ladder, with what is said of it in the shape that suits it best.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    pub image: String,
    pub family: Family,
    pub bytes: Option<u64>,
    pub basis: Basis,
    pub verdict: Verdict,
    /// You are here.
    pub present: bool,
    /// What the headline names.
    pub pick: bool,
    /// The lightest base that holds, of those whose size is known.
    pub lowest: bool,
    pub needs_login: bool,
    /// Its support has ended, or it was given up.
    pub over: bool,
    /// The house rules are against it.
    pub forbidden: bool,
    /// The one thing to know: why it does not hold, what must change, or what speaks for it.
    pub reason: Option<Objection>,
    /// Its place in `advice.recommendations`.
    pub at: usize,
}

impl Rung {
    /// It holds, is alive, and is allowed.
    fn is_sound(&self) -> bool {
        holds(self.verdict) && !self.over && !self.forbidden
    }
}

/// Every rung of an advice.
pub fn rungs(advice: &Advice, today: &str) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = Vec::new();
    for (at, recommendation) in advice.recommendations.iter().enumerate() {
        let rung = rung(at, recommendation, today);
        match rungs.iter_mut().find(|other| other.image == rung.image) {
            Some(other) => join(other, rung),
            None => rungs.push(rung),
        }
    }
    sort(&mut rungs);
    for rung in rungs.iter_mut().filter(|_| advice.outcome == Outcome::CannotTell) {
        rung.pick = false;
    }
    if let Some(lowest) = rungs.iter_mut().rev().find(|rung| rung.is_sound() && rung.bytes.is_some()) {
        lowest.lowest = true;
    }
    rungs
}

fn join(kept: &mut Rung, other: Rung) {
    let present = kept.present || other.present;
    if other.verdict < kept.verdict {
        *kept = other;
    }
    kept.present = present;
}

fn rung(at: usize, recommendation: &Recommendation, today: &str) -> Rung {
    let candidate = &recommendation.candidate;
    let image = &candidate.choice.image;
    Rung {
        image: image.reference.clone(),
        family: image.family,
        bytes: image.size.compressed,
        basis: image.size.basis,
        verdict: candidate.verdict,
        present: candidate.present,
        pick: at == 0 && holds(candidate.verdict),
        lowest: false,
        over: matches!(life::left(image, today), Life::Over | Life::Retired),
        forbidden: candidate.forbidden.is_some(),
        needs_login: image.access == crate::catalogue::Access::Login,
        reason: reason(recommendation).cloned(),
        at,
    }
}

fn reason(recommendation: &Recommendation) -> Option<&Objection> {
    let order = [Weight::Blocker, Weight::Doubt, Weight::Change, Weight::Risk, Weight::Reason];
    order.into_iter().find_map(|weight| recommendation.candidate.of(weight).next())
}

pub fn holds(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Fits | Verdict::FitsWithChanges)
}

/// By size; one of unknown size stands after the last known one of a heavier or the same family, and one of
/// unknown family among the slim ones.
fn sort(rungs: &mut Vec<Rung>) {
    let (mut known, mut unknown): (Vec<_>, Vec<_>) = rungs.drain(..).partition(|rung| rung.bytes.is_some());
    order::sort_by_key(&mut known, |rung| (std::cmp::Reverse(rung.bytes), rung.family, rung.at));
    order::sort_by_key(&mut unknown, |rung| (rung.family, rung.at));
    for rung in unknown {
        let family = if rung.family >= Family::Other { Family::Slim } else { rung.family };
        let after = known.iter().rposition(|other| other.family <= family);
        known.insert(after.map_or(0, |at| at + 1), rung);
    }
    *rungs = known;
}

/// The rungs worth showing at first: where you are, what is advised, the lowest that holds, then one a family.
pub fn shorten(rungs: &[Rung], most: usize) -> Vec<&Rung> {
    if rungs.len() <= most {
        return rungs.iter().collect();
    }
    let mut kept: Vec<usize> =
        (0..rungs.len()).filter(|&at| rungs[at].present || rungs[at].pick || rungs[at].lowest).collect();
    let mut families: Vec<Family> = kept.iter().map(|&at| rungs[at].family).collect();
    for at in (0..rungs.len()).rev() {
        if kept.len() < most && !kept.contains(&at) && !families.contains(&rungs[at].family) {
            families.push(rungs[at].family);
            kept.push(at);
        }
    }
    let rest: Vec<usize> = (0..rungs.len()).rev().filter(|at| !kept.contains(at)).collect();
    kept.extend(rest.into_iter().take(most.saturating_sub(kept.len())));
    order::sort(&mut kept);
    kept.into_iter().map(|at| &rungs[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(image: &str, family: Family, bytes: Option<u64>, verdict: Verdict) -> Rung {
        Rung {
            image: image.into(),
            family,
            bytes,
            basis: Basis::Measured,
            verdict,
            present: false,
            pick: false,
            lowest: false,
            needs_login: false,
            over: false,
            forbidden: false,
            reason: None,
            at: 0,
        }
    }

    #[test]
    fn an_unknown_size_stands_by_its_family() {
        let mut rungs = vec![
            rung("c", Family::Hardened, None, Verdict::Fits),
            rung("b", Family::Slim, Some(30), Verdict::Fits),
            rung("d", Family::Scratch, Some(0), Verdict::Fits),
            rung("a", Family::Debian, Some(300), Verdict::Fits),
        ];
        sort(&mut rungs);
        assert_eq!(rungs.iter().map(|rung| rung.image.as_str()).collect::<String>(), "abcd");
    }

    #[test]
    fn the_short_ladder_keeps_what_matters() {
        let mut rungs: Vec<_> =
            (0..20).map(|n| rung(&n.to_string(), Family::Debian, Some(100 - n), Verdict::DoesNotFit)).collect();
        rungs[3].present = true;
        rungs[15].lowest = true;
        rungs[19].family = Family::Scratch;
        let short: Vec<_> = shorten(&rungs, 4).iter().map(|rung| rung.image.clone()).collect();
        assert_eq!(short, ["3", "15", "18", "19"]);
        assert_eq!(shorten(&rungs, 30).len(), 20);
    }
}
