//! Resolving a reference: the exact tag, a moving one, a patch of a known line, what a line implies, the repository.

use super::grid::{Cell, Grid, Marks, has};
use super::image::{At, clean, image, os, repository_name, sibling};
use super::tables::{REPOSITORY_ROWS, SYSTEM_LIBC, SYSTEM_NAME};
use super::tags::{self, NONE, Standing, is_line_of, is_version, kind, numbers, split};
use super::{Cycle, Family, Found, Image, Libc, Match, PackageManager, Size, Tri, lifecycle, names, retired};
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

/// A row for a whole folder (`docker.io/bitnami/*`) speaks of the image by its own name.
fn called(name: &str, mut found: Found) -> Found {
    let image = &mut found.image;
    if image.repository.ends_with("/*") {
        image.repository = name.to_string();
        image.reference = super::image::reference(name, image.tag.as_deref());
    }
    found
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
    (0..REPOSITORY_ROWS.rows()).map(|repository| At::own(repository).row).sum()
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
    let (version, suffix) = split(tag);
    let Some(hit) = best(repository, version, suffix) else {
        return untold(repository, tag, through);
    };
    let at = At::new(repository, hit.row);
    let matched = hit.matched(at, version, suffix);
    let mut image = image(at, Some(tag));
    if !matches!(matched, Match::Exact | Match::Floating) {
        imply(&mut image, at, (version, suffix), matched);
        // A retired tag stopped at a patch that nobody told.
        if hit.version != Version::Same || image.lifecycle.retired.is_some() {
            run_version(&mut image, at, version);
        }
    }
    take_second_version(&mut image, at);
    let bare = || image.shell == Tri::No && whole(repository, None).image.shell != Tri::No;
    if hit.near == Near::Other && suffix != NONE && bare() {
        forget_contents(&mut image, suffix);
    }
    Found { image, matched, through }
}

// A suffix that is like no row's says nothing of a shell, and the line alone does not either.
fn forget_contents(image: &mut Image, suffix: &str) {
    (image.shell, image.package_manager, image.user) = (Tri::Unknown, PackageManager::Unknown, None);
    (image.size.compressed, image.size.arm64) = (None, None);
    if suffix.contains("mariner") || suffix.contains("azurelinux") {
        let bare = suffix.contains("distroless");
        image.family = if bare { Family::AzureLinuxDistroless } else { Family::AzureLinux };
    }
}

// No row is like the tag: what the repository's rows share, and what the tag itself says.
fn untold(repository: usize, tag: &str, through: Option<String>) -> Found {
    let (version, suffix) = split(tag);
    let at = base(repository);
    let told = is_version(version) || standing(at, version, suffix).is_some();
    let matched = if told { Match::Line } else { Match::Repository };
    let mut found = Found { matched, ..whole(repository, through) };
    name(&mut found.image, repository, tag);
    imply(&mut found.image, at, (version, suffix), matched);
    run_version(&mut found.image, at, version);
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

fn nearest(grid: Grid, version: &str, suffix: &str) -> Option<Hit> {
    let versions: Vec<(Version, u64)> = grid.version_sets().map(|set| line(set, version)).collect();
    let wanted: Vec<&str> = kind(suffix).collect();
    let suffixes: Vec<(bool, bool)> = grid.suffix_sets().map(|set| make(set, suffix, &wanted)).collect();
    let hits = grid.cells().filter_map(|cell| {
        let ((version, apart), (exact, make)) = (*versions.get(cell.versions)?, *suffixes.get(cell.suffixes)?);
        let near = match (exact, make) {
            (true, _) if version > Version::Other => Near::Same,
            (_, true) => Near::Make,
            _ => Near::Other,
        };
        Some(Hit { near, version, suffix: exact, apart: Reverse(apart), row: cell.row })
    });
    // Two words without a version have that in common, and nothing else, unless one names a distribution.
    let tells = version != NONE || suffix == NONE || tags::standing(suffix).is_some();
    hits.max().filter(|hit| hit.near > Near::Other || (hit.version > Version::Other && tells))
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

// The suffix itself, and any of the same make.
fn make(set: &str, suffix: &str, wanted: &[&str]) -> (bool, bool) {
    let exact = has(set, suffix);
    (exact, exact || set.split(' ').any(|known| kind(known).eq(wanted.iter().copied())))
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

/// Puts right what the tag says otherwise than the row it came nearest to.
fn imply(image: &mut Image, at: At, (version, suffix): (&str, &str), matched: Match) {
    let row_version = at.version().unwrap_or_default();
    let older = is_version(version) && numbers(version).lt(numbers(row_version));
    match standing(at, version, suffix) {
        Some(Standing::Release(system)) => stand_on(image, system),
        Some(Standing::Unlisted(name)) => stand_on_some(image, name),
        Some(Standing::Name(name)) if Some(name) != image.os.as_ref().map(|os| os.name) => stand_on_some(image, name),
        // An older patch may have stood on an older release, and nothing says what `latest` last was.
        _ if older && version != row_version => loosen(image),
        _ if matched == Match::Line && (version, suffix) == (NONE, NONE) => loosen(image),
        _ => {}
    }
    refamily(image, at, suffix);
    take_named_version(image, at, suffix);
    image.size = size(image, at, version, matched);
    image.packages = None;
    image.variants = super::image::variants(&image.repository, image.tag.as_deref().unwrap_or_default());
    if matched != Match::Patch {
        image.lifecycle.retired =
            image.lifecycle.retired.take().or_else(|| retired::retired(at.repository, version, suffix));
    }
    if image.lifecycle.image.open {
        image.lifecycle.image = Cycle::default();
    }
    let beyond = |product| lifecycle::is_beyond(product, version);
    image.lifecycle.unlisted = matched == Match::Line && is_version(version) && at.product().is_some_and(beyond);
}

// The row's own size, where the tag stands on its release. A patch of the row's line, or a line near it, that leaves the
// release open is near enough; another line that does is not.
fn size(image: &Image, at: At, version: &str, matched: Match) -> Size {
    let stands = at.system().map(os) == image.os;
    let near = matched == Match::Patch || is_near(version, at);
    let open = near && image.os.as_ref().is_some_and(|os| os.version.is_none());
    match image.family == at.family() && (stands || open) {
        true => sibling(at, at.system()),
        false => Size::UNKNOWN,
    }
}

// Go 1.25 beside 1.26, Node 22 beside 24: two releases of the same make and size.
fn is_near(own: &str, at: At) -> bool {
    let Some(row) = at.version().filter(|_| is_version(own)) else { return false };
    let line = |version: &str| {
        let mut parts = numbers(version.trim_start_matches('v'));
        (parts.next().unwrap_or(0), parts.next())
    };
    match (line(own), line(row)) {
        ((major, None), (other, _)) => major.abs_diff(other) <= 2,
        ((major, minor), (other, beside)) => major == other && minor.unwrap_or(0).abs_diff(beside.unwrap_or(0)) <= 2,
    }
}

// `python3.13-bookworm-slim` names the version of what it runs itself: the row's is another's.
fn take_named_version(image: &mut Image, at: At, suffix: &str) {
    let Some(runtime) = &mut image.runtime else { return };
    let said = suffix.split('-').find_map(|word| word.strip_prefix(runtime.name)).filter(|said| is_version(said));
    let Some(said) = said.filter(|said| runtime.version.as_deref() != Some(said)) else { return };
    runtime.version = Some(said.to_string());
    image.lifecycle.runtime = at.product().map(|product| lifecycle::of_version(product, said)).unwrap_or_default();
}

// `[version of the image-]version of the runtime[-release]` (github.com/devcontainers/images): `0.201.8-3.8` is Python 3.8.
fn take_second_version(image: &mut Image, at: At) {
    let Some(product) = at.product().filter(|_| image.repository.starts_with("mcr.microsoft.com/devcontainers/"))
    else {
        return;
    };
    let mut versions =
        image.tag.as_deref().into_iter().flat_map(|tag| tag.split('-').take(2)).take_while(|word| is_version(word));
    let (first, second) = (versions.next(), versions.next());
    let (Some(said), Some(runtime)) = (second.or(first).map(str::to_string), &mut image.runtime) else { return };
    image.lifecycle.runtime = lifecycle::of_version(product, &said);
    runtime.version = Some(said);
}

// The version of what the image runs, where the tag carries it, and its lifecycle.
fn run_version(image: &mut Image, at: At, version: &str) {
    if !is_version(version) {
        return;
    }
    let told = at.is_tagged_by_runtime();
    if let Some(runtime) = &mut image.runtime {
        runtime.version = told.then(|| clean(version));
    }
    let product = at.product().filter(|_| told);
    image.lifecycle.runtime =
        product.map(|product| lifecycle::of_version(product, &clean(version))).unwrap_or_default();
}

// The tags of a distribution's own image are its releases.
fn standing(at: At, version: &str, suffix: &str) -> Option<Standing> {
    let own = at.is_os().then(|| at.system()).flatten().and_then(|system| SYSTEM_NAME.text(system));
    let by_version = own.filter(|_| is_version(version)).and_then(|name| tags::release(name, version));
    let by_name =
        || own.and_then(|name| tags::release(name, suffix.strip_prefix(name).or(suffix.strip_prefix("stream"))?));
    let unlisted = || own.filter(|_| is_version(version)).map(Standing::Unlisted);
    by_version.or_else(by_name).map(Standing::Release).or_else(|| tags::standing(suffix)).or_else(unlisted)
}

fn stand_on_some(image: &mut Image, name: &str) {
    if let Some(system) = tags::system(name, "") {
        stand_on(image, system);
    }
}

fn stand_on(image: &mut Image, system: usize) {
    image.os = Some(os(system));
    image.libc_version = SYSTEM_LIBC.text(system);
    image.lifecycle.os = lifecycle::of_system(system);
}

// The distribution's name stays, its release is not known.
fn loosen(image: &mut Image) {
    if let Some(name) = image.os.as_ref().map(|os| os.name) {
        stand_on_some(image, name);
    }
}

fn refamily(image: &mut Image, at: At, suffix: &str) {
    let words = || suffix.split('-');
    let name = image.os.as_ref().map(|os| os.name).unwrap_or_default();
    let family = match (at.family(), name) {
        (Family::Hardened | Family::Distroless | Family::Chiselled, _) => return,
        (Family::Alpine, "alpine") | (Family::Ubuntu, "ubuntu") => return,
        (_, "alpine") => Family::Alpine,
        (_, "ubuntu") => Family::Ubuntu,
        (_, "windows-server-core" | "windows-nano-server") => Family::Windows,
        (Family::Debian, "debian") if words().any(|word| word == "slim") => Family::Slim,
        (Family::Slim | Family::Debian, "debian") => return,
        (_, "debian") if words().any(|word| word == "slim") => Family::Slim,
        (_, "debian") => Family::Debian,
        _ => return,
    };
    image.family = family;
    (image.libc, image.package_manager, image.shell) = match family {
        Family::Alpine => (Libc::Musl, PackageManager::Apk, Tri::Yes),
        Family::Windows => (Libc::None, PackageManager::None, Tri::No),
        _ => (Libc::Glibc, PackageManager::Apt, Tri::Yes),
    };
}
