//! A base that stages which do not ship stand on, too.

use crate::catalogue::Image;
use crate::evidence::Facts;
use crate::stages::{Base, Build, Stage};

/// Stages that do not ship stand on the same base and keep it: the last one takes the new base alone, and repeats what
/// the stages below it do.
pub fn carries(build: &Build, facts: &Facts, image: &Image) -> bool {
    build.shipped_stage().is_some_and(|stage| is_shared(build, stage)) && !is_kin(build, facts, image)
}

/// The new base is the old one on another release or line: every stage that stands on it can move along.
pub fn is_kin(build: &Build, facts: &Facts, image: &Image) -> bool {
    let old = build.shipped.and_then(|stage| facts.standings.get(stage)?.image());
    old.is_some_and(|old| old.repository == image.repository && old.family == image.family)
}

/// Whether a stage outside the lineage is built on one that this stage stands on.
fn is_shared(build: &Build, shipped: &Stage) -> bool {
    let inside = build.carried(shipped.index);
    let on = |stage: &Stage| match stage.base {
        Base::Stage(below) => inside[below] && below != shipped.index,
        _ => false,
    };
    build.stages.iter().any(|stage| !inside[stage.index] && on(stage))
}
