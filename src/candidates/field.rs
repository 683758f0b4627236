//! Which bases come to the start: the ladder of the workload and its neighbours, the present base, the house's own.

use super::{clause, golden, life, line};
use crate::catalogue::{self, Image, Kind, Purpose, Workload};
use crate::evidence::Standing;
use crate::rules::Case;

/// A base that comes to the start.
#[derive(Debug, Clone)]
pub struct Entrant {
    pub image: Image,
    /// What the shipped stage stands on today.
    pub present: bool,
    /// What a golden base brings beyond the public image it is like.
    pub adds: Vec<String>,
    /// From the policy.
    pub house: bool,
    /// Its end of support by the policy.
    pub until: Option<String>,
}

impl Entrant {
    fn of(image: Image) -> Entrant {
        Entrant { image, present: false, adds: Vec::new(), house: false, until: None }
    }
}

/// More are never judged: time is linear in this.
const MOST: usize = 48;

/// Every base to be judged, each once; the present one first.
pub fn images(case: &Case) -> Vec<Entrant> {
    let policy = case.wishes.policy.as_ref();
    let mut field: Vec<Entrant> = present(case).into_iter().collect();
    for entrant in policy.map(golden::entrants).unwrap_or_default() {
        enter(&mut field, entrant);
    }
    for image in ladders(case) {
        if life::is_alive(&image, &case.wishes.today) && !is_trial(&image) {
            enter(&mut field, Entrant::of(image));
        }
    }
    field.truncate(MOST);
    for entrant in field.iter_mut().filter(|entrant| !entrant.present && !entrant.house) {
        if let Some(reference) = clause::mirrored(policy, &entrant.image) {
            entrant.image.reference = reference;
        }
    }
    field
}

fn enter(field: &mut Vec<Entrant>, entrant: Entrant) {
    if !field.iter().any(|known| known.image.reference == entrant.image.reference) {
        field.push(entrant);
    }
}

fn present(case: &Case) -> Option<Entrant> {
    let standing = case.facts.standings.get(case.build.shipped?)?;
    let image = match standing {
        Standing::Known(found, _) => found.image.clone(),
        Standing::Scratch => scratch(case)?,
        Standing::Private(_) | Standing::Unknown(_) => return None,
    };
    Some(Entrant { present: true, ..Entrant::of(image) })
}

/// `scratch` as the ladder of static programs has it.
fn scratch(case: &Case) -> Option<Image> {
    let statics = Workload { kind: Kind::StaticBinary, version: None };
    catalogue::ladder(&statics, &case.wishes.today).into_iter().find(|image| image.family == catalogue::Family::Scratch)
}

/// The ladder of what runs and those beside it.
fn ladders(case: &Case) -> Vec<Image> {
    let mut rungs = own_ladder(&case.facts.workload, &case.wishes.today);
    for kind in beside(case) {
        rungs.extend(catalogue::ladder(&Workload { kind, version: None }, &case.wishes.today));
    }
    rungs
}

/// The ladder of the line the file asks for; where none of that line is alive, of the nearest living line above it.
fn own_ladder(workload: &Workload, today: &str) -> Vec<Image> {
    let Some(wanted) = workload.version.as_deref() else { return catalogue::ladder(workload, today) };
    let mut rungs = catalogue::ladder(workload, today);
    rungs.retain(|image| version(image).is_none_or(|had| line::agree(wanted, had)));
    if rungs.iter().any(|image| version(image).is_some() && life::is_alive(image, today)) {
        return rungs;
    }
    let mut every = catalogue::ladder(&Workload { kind: workload.kind.clone(), version: None }, today);
    every.retain(|image| life::is_alive(image, today));
    let Some(next) = line::nearest_above(wanted, every.iter().filter_map(version)) else { return rungs };
    every.retain(|image| version(image).is_some_and(|had| line::numbers(had).starts_with(&next)));
    every
}

fn version(image: &Image) -> Option<&str> {
    image.runtime.as_ref()?.version.as_deref()
}

/// Ladders next to the workload's own, for comparison: what a static build would open, what a plain system would cost.
fn beside(case: &Case) -> Vec<Kind> {
    match &case.facts.workload.kind {
        Kind::StaticBinary => vec![Kind::GlibcBinary],
        Kind::GlibcBinary => vec![Kind::CppBinary, Kind::StaticBinary],
        Kind::CppBinary => vec![Kind::StaticBinary],
        Kind::MuslBinary => vec![Kind::StaticBinary],
        Kind::DotnetDeps => vec![Kind::DotnetRuntime],
        Kind::DotnetRuntime => vec![Kind::AspNet],
        Kind::Jdk => vec![Kind::Java],
        Kind::Unknown => Vec::new(),
        Kind::Tools => Vec::new(),
        _ if stands_on_os(case) => vec![Kind::Tools],
        _ => Vec::new(),
    }
}

fn stands_on_os(case: &Case) -> bool {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    standing.and_then(Standing::image).is_some_and(|image| image.purpose == Purpose::Os)
}

/// Prereleases and debug variants are never proposed.
fn is_trial(image: &Image) -> bool {
    const TRIAL: &[&str] =
        &["debug", "rc", "alpha", "beta", "nightly", "edge", "rawhide", "testing", "sid", "unstable", "preview"];
    let tag = image.tag.as_deref().unwrap_or_default();
    let parts = tag.split(['-', '.', '_']);
    let named = |part: &str| TRIAL.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit()));
    image.variants.iter().any(|variant| TRIAL.contains(variant)) || parts.into_iter().any(named)
}
