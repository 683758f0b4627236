//! Where numerical packages come compiled: with glibc.

use crate::advice::Recommendation;
use crate::catalogue::Libc;
use crate::rules::{self, Case, Shape};

/// Fortran and a BLAS to compile what is published ready for glibc cost more than musl saves: the same image in its
/// variant for glibc goes before, of the same line.
pub(super) fn place(
    case: &Case,
    ranked: &[Recommendation],
    best: usize,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let leader = ranked[best].candidate.image();
    if leader.libc != Libc::Musl || !rules::compiles_numerics(case) {
        return best;
    }
    let ready = |one: &Recommendation| {
        let image = one.candidate.image();
        let same = image.repository == leader.repository && image.runtime == leader.runtime;
        same && image.libc == Libc::Glibc && one.candidate.choice.shape == Shape::Swap
    };
    ranked.iter().position(|one| ready(one) && fit(one)).unwrap_or(best)
}
