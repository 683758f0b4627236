//! Resolving a reference: the exact tag, a moving one, a patch of a known line, what a line implies, the repository.

use super::grid::{Cell, Grid, Marks, has};
use super::image::{At, image, repository_name};
use super::implied::{self, Asked, forget_contents, imply, run_version, standing, take_second_version};
use super::tables::REPOSITORY_ROWS;
use super::tags::{self, NONE, Standing, is_line_of, is_version, kind, numbers, split};
use super::{Found, Image, Match, Purpose, Tri, names};
use crate::stages::ImageRef;
use std::cmp::Reverse;

/// What we know of a reference. `None`: nothing at all.
pub fn find(reference: &ImageRef) -> Option<Found> {
    let (repository, through) = names::resolve(&reference.name())?;
    let tag = match (&reference.tag, &reference.digest) {
        (Some(tag), _) => tag.as_str(),
        (None, Some(_)) => return Some(called(&reference.name(), whole(repository, through))),
        (None, None) => "latest",
    };
    Some(called(&reference.name(), tagged(repository, tag, through)))
}

/// What an image of which nothing is known would be, were it a public one that a house passes on under its name. The tag
/// is one that the public one has; under a namer's own folder on Docker Hub, it is what others build on.
pub fn alike(reference: &ImageRef) -> Option<Found> {
    let (repository, through) = names::alike(&reference.name())?;
    let found = tagged(repository, reference.tag.as_deref().unwrap_or("latest"), Some(through));
    let listed = found.matched != Match::Repository && !found.is_unlisted(reference);
    let others = reference.registry != "docker.io" || found.image.purpose != Purpose::Application;
    (listed && others && (reference.tag.is_some() || reference.digest.is_none())).then_some(found)
}

/// A row for a whole folder (`docker.io/bitnami/*`) speaks of the image by its own name, and where the folder moved
/// (`quay.io/jupyter/*`) of the image that is known there.
fn called(name: &str, mut found: Found) -> Found {
    let image = &mut found.image;
    if image.repository.ends_with("/*") {
        image.repository = name.to_string();
        image.reference = super::image::reference(name, image.tag.as_deref());
    }
    if let Some(gone) = &mut image.lifecycle.retired {
        gone.replacement = gone.replacement.iter().filter_map(|to| moved(name, to)).collect();
        // `unit:1.34-python3.12` was of Python, and so is what follows it.
        let (_, suffix) = split(image.tag.as_deref().unwrap_or_default());
        let own = |to: &String| kind(suffix).any(|word| to.split(':').next() == Some(word));
        if gone.replacement.iter().any(own) {
            gone.replacement.retain(own);
        }
    }
    found
}

// `quay.io/jupyter/*`: the image's own name in the new folder, if it is known there.
fn moved(name: &str, to: &str) -> Option<String> {
    let Some(folder) = to.strip_suffix('*') else { return Some(to.to_string()) };
    let new = format!("{folder}{}", name.rsplit('/').next().unwrap_or_default());
    names::resolve(&new).is_some().then_some(new)
}

/// What we know of a reference that the catalogue holds to the letter; `None` for one that is only implied by a line.
pub fn listed(text: &str) -> Option<Image> {
    let found = find(&reference(text))?;
    matches!(found.matched, Match::Exact | Match::Floating).then_some(found.image)
}

/// A reference as text: `python:3.13-slim`, `gcr.io/distroless/static`.
pub fn named(text: &str) -> Option<Image> {
    find(&reference(text)).map(|found| found.image)
}

fn reference(text: &str) -> ImageRef {
    let (name, digest) = text.split_once('@').map_or((text, None), |(name, digest)| (name, Some(digest.to_string())));
    let colon = name.rfind(':').filter(|at| !name[*at..].contains('/'));
    let (name, tag) = colon.map_or((name, None), |at| (&name[..at], Some(name[at + 1..].to_string())));
    let first = name.split('/').next().unwrap_or_default();
    let (registry, repository) = match name.split_once('/') {
        Some((registry, rest)) if first.contains(['.', ':']) || first == "localhost" => (registry, rest.to_string()),
        Some(_) => ("docker.io", name.to_string()),
        None => ("docker.io", format!("library/{name}")),
    };
    ImageRef { registry: registry.to_string(), repository, tag, digest }
}

/// Every row of the catalogue that has a tag.
pub fn all() -> impl Iterator<Item = Image> {
    let rows = (0..REPOSITORY_ROWS.rows()).flat_map(At::rows);
    rows.filter_map(|at| Some(image(at, Some(&at.tag()?))))
}

/// How many rows the catalogue has.
pub fn count() -> usize {
    let repositories = REPOSITORY_ROWS.rows();
    // Each repository has a row of its own beside those with tags.
    REPOSITORY_ROWS.range(repositories - 1).end - repositories
}

fn whole(repository: usize, through: Option<String>) -> Found {
    Found { image: image(base(repository), None), matched: Match::Repository, through }
}

// A single row speaks for its repository.
fn base(repository: usize) -> At {
    let own = At::own(repository);
    if own.row == 1 { At::new(repository, 0) } else { own }
}

fn tagged(repository: usize, tag: &str, through: Option<String>) -> Found {
    let (version, suffix) = tags::split_of(repository_name(repository), tag);
    let Some(hit) = best(repository, version, suffix) else {
        return untold(repository, tag, through);
    };
    let at = At::new(repository, hit.row);
    let matched = hit.matched(at, version, suffix);
    let mut image = image(at, Some(tag));
    if !matches!(matched, Match::Exact | Match::Floating) {
        let spoken = implied::spoken(at, suffix);
        let lined = hit.version > Version::Other || version == NONE;
        let version = spoken.unwrap_or(version);
        let reached = lined && spoken.is_none() || implied::leads(at, version);
        imply(&mut image, at, Asked { version, suffix, reached, lined }, matched);
        // A retired tag stopped at a patch that nobody told.
        if hit.version != Version::Same || spoken.is_some() || image.lifecycle.retired.is_some() {
            run_version(&mut image, at, (version, suffix));
        }
    }
    take_second_version(&mut image, at);
    let bare = || image.shell == Tri::No && whole(repository, None).image.shell != Tri::No;
    if hit.near == Near::Other && suffix != NONE && bare() {
        forget_contents(&mut image, suffix);
    }
    Found { image, matched, through }
}

// No row is like the tag: what the repository's rows share, and what the tag itself says.
fn untold(repository: usize, tag: &str, through: Option<String>) -> Found {
    let (version, suffix) = tags::split_of(repository_name(repository), tag);
    let at = base(repository);
    let told = is_version(version) || standing(at, version, suffix).is_some();
    let matched = if told { Match::Line } else { Match::Repository };
    let mut found = Found { matched, ..whole(repository, through) };
    name(&mut found.image, repository, tag);
    let reached = (version, suffix) == (NONE, NONE);
    imply(&mut found.image, at, Asked { version, suffix, reached, lined: reached }, matched);
    run_version(&mut found.image, at, (version, suffix));
    take_second_version(&mut found.image, at);
    found
}

fn name(image: &mut Image, repository: usize, tag: &str) {
    image.tag = Some(tag.to_string());
    image.reference = super::image::reference(repository_name(repository), Some(tag));
}

/// The row that comes nearest to a tag, and how near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    near: Near,
    version: Version,
    suffix: bool,
    /// Of equally near lines, the one that differs least.
    apart: Reverse<u64>,
    row: usize,
}

/// How a suffix compares: of another make, of the same make on another release, the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Other,
    Make,
    Same,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    Other,
    Line,
    Same,
}

fn best(repository: usize, version: &str, suffix: &str) -> Option<Hit> {
    let grid = Grid::of(repository);
    let suffixes = grid.with_suffix(suffix);
    let found = exact(grid, version, suffixes).or_else(|| same_make(grid, version, suffixes));
    found.or_else(|| nearest(grid, version, suffix))
}

fn exact(grid: Grid, version: &str, suffixes: Marks) -> Option<Hit> {
    let versions = grid.with_version(version);
    let cell = grid.cells().find(|cell| suffixes.has(cell.suffixes) && versions.has(cell.versions))?;
    Some(Hit { near: Near::Same, version: Version::Same, suffix: true, apart: Reverse(0), row: cell.row })
}

// The very suffix on a line of the version: nothing is nearer, so makes need no comparing.
fn same_make(grid: Grid, version: &str, suffixes: Marks) -> Option<Hit> {
    let versions: Vec<(Version, &str)> = grid.version_sets().map(|set| lined(set, version)).collect();
    let hit = |cell: Cell| {
        let (is, first) = *versions.get(cell.versions).filter(|(is, _)| *is > Version::Other)?;
        let apart = Reverse(apart(first, version));
        Some(Hit { near: Near::Same, version: is, suffix: true, apart, row: cell.row })
    };
    grid.cells().filter(|cell| suffixes.has(cell.suffixes)).filter_map(hit).max()
}

// Which make a suffix is of takes longest to say: first only of the rows on a line of the version, of all only where no
// row has the very suffix either.
fn nearest(grid: Grid, version: &str, suffix: &str) -> Option<Hit> {
    let versions: Vec<(Version, u64)> = grid.version_sets().map(|set| line(set, version)).collect();
    let (sets, own) = (grid.suffix_sets().collect::<Vec<&str>>(), grid.with_suffix(suffix));
    let wanted: Vec<&str> = kind(suffix).collect();
    let hit = |cell: Cell| {
        let (version, apart) = *versions.get(cell.versions)?;
        let exact = own.has(cell.suffixes);
        let alike = exact || is_of_make(sets.get(cell.suffixes)?, &wanted);
        let near = if alike { Near::Make } else { Near::Other };
        Some(Hit { near, version, suffix: exact, apart: Reverse(apart), row: cell.row })
    };
    let lined = |cell: &Cell| versions.get(cell.versions).is_some_and(|(is, _)| *is > Version::Other);
    let made = |hit: &Hit| hit.near == Near::Make;
    let on_line = grid.cells().filter(lined).filter_map(hit).max().filter(made);
    let same = || grid.cells().filter(|cell| own.has(cell.suffixes)).filter_map(hit).max();
    // Two words without a version have that in common, and nothing else, unless one names a distribution.
    let tells = version != NONE || suffix == NONE || tags::standing(suffix).is_some();
    let any = || grid.cells().filter_map(hit).max().filter(|hit| made(hit) || (hit.version > Version::Other && tells));
    on_line.or_else(same).or_else(any)
}

// Only a row's own line counts, its first version: `3` names the newest row, yet 3.7 is not a patch of it.
fn lined<'a>(set: &'a str, version: &str) -> (Version, &'a str) {
    let first = set.split(' ').next().unwrap_or(NONE);
    let is = match () {
        () if has(set, version) => Version::Same,
        () if is_line_of(first, version) => Version::Line,
        () => Version::Other,
    };
    (is, first)
}

fn line(set: &str, version: &str) -> (Version, u64) {
    let (is, first) = lined(set, version);
    (is, apart(first, version))
}

fn is_of_make(set: &str, wanted: &[&str]) -> bool {
    set.split(' ').any(|known| kind(known).eq(wanted.iter().copied()))
}

// How far two versions lie apart, the leading numbers weighing most; a tag without a version means the newest.
fn apart(one: &str, other: &str) -> u64 {
    let weigh = |version: &str| {
        numbers(version).chain(std::iter::repeat(0)).take(3).fold(0, |sum, number| sum * 1000 + number.min(999))
    };
    let wanted = if other == NONE { u64::MAX } else { weigh(other) };
    weigh(one).abs_diff(wanted)
}

impl Hit {
    fn matched(self, at: At, version: &str, suffix: &str) -> Match {
        match (self.version, self.near) {
            (Version::Same, Near::Same) if moves(at, version, suffix) => Match::Floating,
            (Version::Same, Near::Same) => Match::Exact,
            (Version::Line, Near::Same) => Match::Patch,
            (Version::Other, Near::Other) => Match::Repository,
            _ => Match::Line,
        }
    }
}

// The tag leaves open what the row's first tag fixes: the line, or the release.
fn moves(at: At, version: &str, suffix: &str) -> bool {
    let Some(first) = at.tag() else { return false };
    let (line, pinned) = split(&first);
    let open = is_version(line) && numbers(version).count() < numbers(line).count() && tags::standing(suffix).is_none();
    let unversioned =
        is_version(line) && !is_version(version) && tags::codename(suffix.split('-').next().unwrap_or(NONE)).is_none();
    let unpinned = matches!(tags::standing(pinned), Some(Standing::Release(_)))
        && !matches!(tags::standing(suffix), Some(Standing::Release(_)));
    let released = is_version(version) && at.is_os();
    (open || unversioned || unpinned) && !released
}
