//! A base that stages which do not ship stand on, too.

use super::natives;
use crate::catalogue::{Image, Libc, PackageManager, Tri};
use crate::evidence::Facts;
use crate::stages::{Base, Build, Role, Stage};

/// Stages that do not ship stand on the same base and keep it: the last one takes the new base alone, and repeats what
/// the stages below it do.
pub fn carries(build: &Build, facts: &Facts, image: &Image) -> bool {
    build.shipped_stage().is_some_and(|stage| is_shared(build, stage)) && !is_kin(build, facts, image)
}

/// The new base is the old one on another release or line: every stage that stands on it can move along.
pub fn is_kin(build: &Build, facts: &Facts, image: &Image) -> bool {
    let old = build.shipped.and_then(|stage| facts.standings.get(stage)?.image());
    old.is_some_and(|old| old.repository == image.repository && old.family == image.family)
        || crosses(build, facts, image)
}

/// The same image leaves musl, while a stage on the very base that ships installs packages of the language: what is
/// compiled there loads on the one C library only, so that both move. The other way what is not published for musl would
/// have to be compiled.
pub fn crosses(build: &Build, facts: &Facts, image: &Image) -> bool {
    let Some(ships) = build.shipped else { return false };
    let (Some(bottom), Some(old)) = (build.bottom(ships), facts.standings.get(ships).and_then(|one| one.image()))
    else {
        return false;
    };
    let leaves = (old.libc, image.libc) == (Libc::Musl, Libc::Glibc);
    let installs = image.shell == Tri::Yes && image.package_manager != PackageManager::None;
    let along = |stage: &Stage| {
        let below = build.bottom(stage.index).filter(|_| natives::installs(stage, None));
        stage.index != ships
            && stage.role == Role::Build
            && below.is_some_and(|below| below.from.text == bottom.from.text)
    };
    old.repository == image.repository && leaves && installs && build.stages.iter().any(along)
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
