//! From a packed row to an [`Image`].

use super::grid::{Grid, Words};
use super::tables::*;
use super::tags::{is_version, join};
use super::{
    Access, Basis, Cycle, Family, Image, Libc, Lifecycles, Official, Os, PackageManager, Purpose, Retired, Runtime,
    Size, Source, Tri, User, lifecycle,
};
use PackageManager::{Apk, Apt, Dnf, Microdnf, Pacman, Tdnf, Yum, Zypper};

/// The enums in the order in which `build/catalogue/profiles.rs` numbers their words.
const FAMILIES: [Family; 28] = [
    Family::Windows,
    Family::Debian,
    Family::Ubuntu,
    Family::Fedora,
    Family::Centos,
    Family::Rhel,
    Family::Ubi,
    Family::UbiMinimal,
    Family::UbiMicro,
    Family::AlmaLinux,
    Family::RockyLinux,
    Family::OracleLinux,
    Family::AmazonLinux,
    Family::AzureLinux,
    Family::AzureLinuxDistroless,
    Family::Suse,
    Family::Photon,
    Family::Arch,
    Family::Slim,
    Family::Alpine,
    Family::Wolfi,
    Family::Chiselled,
    Family::Distroless,
    Family::Hardened,
    Family::BusyBox,
    Family::Scratch,
    Family::Other,
    Family::Unknown,
];
const LIBCS: [Libc; 5] = [Libc::Glibc, Libc::Musl, Libc::Uclibc, Libc::None, Libc::Unknown];
const MANAGERS: [PackageManager; 11] = [
    Apt,
    Apk,
    Dnf,
    Microdnf,
    Yum,
    Tdnf,
    Zypper,
    Pacman,
    PackageManager::Other,
    PackageManager::None,
    PackageManager::Unknown,
];
const TRI: [Tri; 3] = [Tri::Yes, Tri::No, Tri::Unknown];
const PURPOSES: [Purpose; 5] = [Purpose::Os, Purpose::Runtime, Purpose::Build, Purpose::Application, Purpose::Unknown];
const OFFICIAL: [Official; 5] =
    [Official::DockerOfficial, Official::Vendor, Official::Community, Official::Private, Official::Unknown];
const ACCESS: [Access; 4] = [Access::Free, Access::Login, Access::Paid, Access::Unknown];

/// A row of a repository; the last one is the repository's own, what all its rows share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub repository: usize,
    pub row: usize,
    /// Its place among the rows of all repositories.
    place: usize,
    /// The first cell of its tags; `None` for the repository's own.
    first: Option<Words>,
}

impl At {
    pub fn own(repository: usize) -> At {
        let rows = REPOSITORY_ROWS.range(repository);
        let row = rows.len().saturating_sub(1);
        At { repository, row, place: rows.start + row, first: None }
    }

    pub fn new(repository: usize, row: usize) -> At {
        At { first: Grid::of(repository).first(row), ..At::own(repository).untagged(row) }
    }

    /// Another row of the repository, its tags unread.
    pub fn untagged(self, row: usize) -> At {
        At { row, place: self.place + row - self.row, first: None, ..self }
    }

    /// Every row that has tags.
    pub fn rows(repository: usize) -> impl Iterator<Item = At> {
        let own = At::own(repository);
        let firsts = Grid::of(repository).firsts().enumerate();
        firsts.map(move |(row, first)| At { first: Some(first), ..own.untagged(row) })
    }

    fn get(self, attribute: &Attribute) -> usize {
        attribute.get(self.repository, self.place)
    }

    fn text(self, attribute: &Attribute) -> Option<&'static str> {
        text(self.get(attribute))
    }

    pub fn family(self) -> Family {
        FAMILIES.get(self.get(&PROFILE_FAMILY)).copied().unwrap_or(Family::Unknown)
    }

    pub fn is_prerelease(self) -> bool {
        ROW_FLAGS.get(self.place) & 2 == 2
    }

    /// The system row plus one; 0 for none.
    pub fn system(self) -> Option<usize> {
        ROW_SYSTEM.get(self.place).checked_sub(1)
    }

    pub fn product(self) -> Option<usize> {
        self.get(&PROFILE_PRODUCT).checked_sub(1)
    }

    pub fn retired(self) -> Option<Retired> {
        self.get(&PROFILE_RETIRED).checked_sub(1).map(retirement)
    }

    pub fn is_os(self) -> bool {
        self.get(&PROFILE_PURPOSE) == 0
    }

    /// The first tag: a line's, pinned to a release where there is one.
    pub fn tag(self) -> Option<String> {
        Some(join(self.line()?, self.suffix()?))
    }

    /// What follows the version in its first tag.
    pub fn suffix(self) -> Option<&'static str> {
        self.first?.1.split(' ').next()
    }

    // The first of its versions; `?` stands for a row without a tag.
    pub fn line(self) -> Option<&'static str> {
        self.first?.0.split(' ').next().filter(|version| *version != "?")
    }

    /// Its tags carry the version of its runtime: `python:3.13` does, `jenkins:2.568` (on Java 21) does not.
    pub fn is_tagged_by_runtime(self) -> bool {
        if self.first.is_none() {
            return At::rows(self.repository).all(At::is_tagged_by_runtime);
        }
        let (line, held) = (self.line().unwrap_or_default(), self.version().unwrap_or_default());
        let unrelated = ROW_VERSION.text(self.place) == Some("-");
        !unrelated && (!is_version(line) || held == line || super::tags::is_line_of(line, held))
    }

    /// The full version: as the row states it, else the longest among its tags; `-` is what no source told.
    pub fn version(self) -> Option<&'static str> {
        let stated = ROW_VERSION.text(self.place);
        let longest = || {
            let versions = self.first?.0.split(' ').filter(|word| is_version(word));
            versions.fold(None, |longest: Option<&str>, word| {
                longest.filter(|known| known.len() >= word.len()).or(Some(word))
            })
        };
        stated.map_or_else(longest, |stated| Some(stated).filter(|stated| *stated != "-"))
    }
}

pub(crate) fn repository_name(repository: usize) -> &'static str {
    text(repository + 1).unwrap_or_default()
}

pub(crate) fn source(row: usize) -> Option<Source> {
    let url = SOURCE_URL.text(row).unwrap_or_default();
    Some(Source { title: SOURCE_TITLE.text(row).unwrap_or(title(url)), url, as_of: SOURCE_DAY.text(row)? })
}

// `https://github.com/docker-library/official-images/tree/37079fb336f5` → `docker-library/official-images`.
fn title(url: &'static str) -> &'static str {
    let place = url.strip_prefix("https://").unwrap_or(url);
    let Some(path) = place.strip_prefix("github.com/") else { return place };
    let mut slashes = path.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at);
    slashes.nth(1).filter(|end| path[*end..].starts_with("/tree/")).map_or(path, |end| &path[..end])
}

fn source_of(repository: usize) -> Source {
    let none = Source { title: "", url: "", as_of: super::as_of() };
    source(REPOSITORY_SOURCE.get(repository)).unwrap_or(none)
}

/// The base that holds nothing at all: known without measuring.
const NOTHING: &str = "docker.io/library/scratch";

/// The image of a row under a tag. `None` as tag: the repository as a whole.
pub(crate) fn image(at: At, tag: Option<&str>) -> Image {
    let pick = |attribute: &Attribute| at.get(attribute);
    let repository = repository_name(at.repository);
    Image {
        reference: reference(repository, tag),
        repository: repository.to_string(),
        tag: tag.map(str::to_string),
        family: at.family(),
        os: at.system().map(os),
        libc: LIBCS.get(pick(&PROFILE_LIBC)).copied().unwrap_or(Libc::Unknown),
        libc_version: at.system().filter(|_| pick(&PROFILE_LIBC) < 2).and_then(|system| SYSTEM_LIBC.text(system)),
        runtime: at.text(&PROFILE_RUNTIME).map(|name| Runtime { name, version: at.version().map(clean) }),
        purpose: PURPOSES.get(pick(&PROFILE_PURPOSE)).copied().unwrap_or(Purpose::Unknown),
        shell: tri(pick(&PROFILE_SHELL)),
        package_manager: MANAGERS.get(pick(&PROFILE_MANAGER)).copied().unwrap_or(PackageManager::Unknown),
        user: at.text(&PROFILE_USER).map(user),
        entrypoint: command(pick(&PROFILE_ENTRYPOINT)),
        cmd: command(pick(&PROFILE_CMD)),
        ca_certificates: tri(pick(&PROFILE_CERTIFICATES)),
        tzdata: tri(pick(&PROFILE_TIMEZONES)),
        architectures: list(pick(&PROFILE_ARCHITECTURES)).collect(),
        official: OFFICIAL.get(pick(&PROFILE_OFFICIAL)).copied().unwrap_or(Official::Unknown),
        vendor: at.text(&PROFILE_VENDOR),
        access: ACCESS.get(pick(&PROFILE_ACCESS)).copied().unwrap_or(Access::Unknown),
        size: size(at),
        packages: packages(at.place),
        lifecycle: lifecycles(at),
        trust: at.text(&PROFILE_TRUST),
        source: source_of(at.repository),
        variants: super::variants::of(repository, tag.unwrap_or_default()),
    }
}

/// `docker.io/library/python` and `3.13` → `python:3.13`, as it stands after FROM.
pub(crate) fn reference(repository: &str, tag: Option<&str>) -> String {
    let hub = repository.strip_prefix("docker.io/").unwrap_or(repository);
    let name = hub.strip_prefix("library/").unwrap_or(hub);
    match tag {
        Some(_) if repository == NOTHING => name.to_string(),
        Some(tag) => [name, ":", tag].concat(),
        None => name.to_string(),
    }
}

pub(crate) fn os(system: usize) -> Os {
    let version = SYSTEM_VERSION.text(system);
    Os { name: SYSTEM_NAME.text(system).unwrap_or_default(), version, codename: SYSTEM_CODENAME.text(system) }
}

pub(crate) fn clean(version: &str) -> String {
    version.trim_start_matches('v').to_string()
}

fn tri(number: usize) -> Tri {
    TRI.get(number).copied().unwrap_or(Tri::Unknown)
}

// `root 0`, `nginx`, `- 1001`.
fn user(text: &'static str) -> User {
    let (name, uid) = text.split_once(' ').unwrap_or((text, ""));
    User { name: Some(name).filter(|name| *name != "-"), uid: uid.parse().ok() }
}

fn command(number: usize) -> Option<Vec<&'static str>> {
    (number > 0).then(|| list(number).collect())
}

fn packages(row: usize) -> Option<(u32, Basis)> {
    let count = ROW_PACKAGES.get(row) as u32;
    let basis = if ROW_FLAGS.get(row) & 1 == 1 { Basis::Estimate } else { Basis::Measured };
    (count > 0).then_some((count, basis))
}

fn size(at: At) -> Size {
    if repository_name(at.repository) == NOTHING {
        let as_of = Some(source_of(at.repository).as_of);
        return Size { compressed: Some(0), arm64: Some(0), basis: Basis::Measured, of: None, as_of };
    }
    own_size(at).unwrap_or_else(|| sibling(at, at.system()))
}

/// A size that another row's stands in for, if it stands on the same release of a system.
pub(crate) fn sibling(at: At, system: Option<usize>) -> Size {
    if at.system() != system {
        return Size::UNKNOWN;
    }
    if let Some(size) = own_size(at) {
        let basis = if size.basis == Basis::Measured { Basis::Sibling } else { size.basis };
        return Size { basis, of: at.tag(), ..size };
    }
    let next = ROW_SIBLING.get(at.place).checked_sub(1);
    next.map_or(Size::UNKNOWN, |row| sibling(At::new(at.repository, row), system))
}

fn own_size(at: At) -> Option<Size> {
    let row = SIZED.range(at.place).next()?;
    let (amd64, beside) = (SIZE_AMD64.get(row), SIZE_ARM64.get(row).checked_sub(1));
    // How much more it is, the sign in the last bit.
    let arm64 = beside.map(|more| if more & 1 == 0 { amd64 + more / 2 } else { amd64.saturating_sub(more / 2 + 1) });
    let bytes = |thousands: usize| Some(thousands as u64 * 1000).filter(|bytes| *bytes > 0);
    let basis = if SIZE_ESTIMATED.get(row) == 1 { Basis::Estimate } else { Basis::Measured };
    Some(Size { compressed: bytes(amd64), arm64: arm64.and_then(bytes), basis, of: None, as_of: SIZE_DAY.text(row) })
}

fn lifecycles(at: At) -> Lifecycles {
    let os = at.system().map(lifecycle::of_system).unwrap_or_default();
    let version = at.version().unwrap_or_default();
    let runtime = at.product().map(|product| lifecycle::of_version(product, version.trim_start_matches('v')));
    let runtime = runtime.unwrap_or_default();
    let retired = at.retired();
    let told = [&os, &runtime].iter().any(|cycle| cycle.ends.is_some() || cycle.open || cycle.ended);
    Lifecycles { image: own_cycle(at, told || retired.is_some()), os, runtime, retired, unlisted: false, newer: None }
}

// The line's own end. Where nothing else tells, its publisher's list does: a listed tag is supported.
fn own_cycle(at: At, told: bool) -> Cycle {
    let ends = at.text(&PROFILE_ENDS);
    let listed = !told && at.line().is_some();
    if ends.is_none() && !listed {
        return Cycle::default();
    }
    let source = Some(source_of(at.repository));
    Cycle { of: at.tag(), ends, open: ends.is_none(), source, ..Cycle::default() }
}

/// The end of a whole repository, whatever the tag.
pub(crate) fn repository_cycle(repository: usize) -> Cycle {
    own_cycle(At::own(repository), true)
}

fn retirement(row: usize) -> Retired {
    let none = Source { title: "", url: "", as_of: super::as_of() };
    Retired {
        since: RETIRED_SINCE.text(row),
        why: RETIRED_WHY.text(row).unwrap_or_default(),
        replacement: list(RETIRED_REPLACEMENT.get(row)).map(str::to_string).collect(),
        source: source(RETIRED_SOURCE.get(row)).unwrap_or(none),
    }
}
