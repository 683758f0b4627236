//! What a tag says otherwise than the row it came nearest to, and what of that row it must not inherit.

use super::image::{At, clean, os, sibling};
use super::tables::{SYSTEM_LIBC, SYSTEM_NAME};
use super::tags::{self, NONE, Standing, is_version, numbers};
use super::{
    Basis, Cycle, Family, Image, Libc, Match, Official, Os, PackageManager, Retired, Size, Source, Tri, User,
    lifecycle, releases, retired,
};

/// What a tag asks for, beside the row it came nearest to.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub version: &'a str,
    pub suffix: &'a str,
    /// It is of the row's line: what holds for one line says nothing of another.
    pub reached: bool,
    /// The row has the very line, or no line is asked for.
    pub lined: bool,
}

/// The version among the words of a suffix, where the row's own suffix holds its version: `debian-1.40.2` beside
/// `debian-2.9.1`.
pub(super) fn spoken(at: At, suffix: &str) -> Option<&str> {
    let (own, version) = (at.tag()?, at.version()?);
    let holds = !is_version(&own) && own.split('-').any(|word| word == version);
    suffix.split('-').find(|word| holds && is_version(word))
}

/// A version is of the row's line: the first two numbers agree, as far as both have them.
pub(super) fn leads(at: At, version: &str) -> bool {
    let own = if at.is_tagged_by_runtime() { at.version() } else { at.line() };
    let alike = |own| numbers(own).zip(numbers(version)).take(2).all(|(own, other)| own == other);
    own.filter(|own| is_version(own)).is_some_and(alike)
}

/// HAProxy's images name a user since 2.4 ([docker-library/haproxy, issue 160](https://github.com/docker-library/haproxy/issues/160)).
const HAPROXY_AS_USER: [u64; 2] = [2, 4];

/// Azure CLI's image has stood on Azure Linux since 2.64, before on Alpine ([Azure/cli, pull request 164](https://github.com/Azure/cli/pull/164), 2024-09-04).
fn was_alpine(image: &Image, version: &str, suffix: &str) -> bool {
    let azure = image.repository == "mcr.microsoft.com/azure-cli" && suffix == NONE;
    azure && is_version(version) && numbers(version).lt([2, 64])
}

fn off_alpine(at: At) -> Retired {
    let replacement = vec![super::image::reference(super::image::repository_name(at.repository), at.tag().as_deref())];
    let source = Source {
        title: "Microsoft: Azure CLI in a Docker container",
        url: "https://learn.microsoft.com/en-us/cli/azure/run-azure-cli-docker",
        as_of: "2024-09-04",
    };
    Retired { since: Some("2024-08"), why: "2.63.0 is the last on Alpine, and gets no more fixes", replacement, source }
}

/// AdoptOpenJDK put glibc on Alpine for its Java ([Dockerfile](https://github.com/AdoptOpenJDK/openjdk-docker/blob/0e2c7b2e56fd67a4e654ad0fe5ab6b062ad868a6/11/jre/alpine/Dockerfile.hotspot.releases.full)).
const GLIBC_ON_ALPINE: &str = "docker.io/adoptopenjdk/";

/// Puts right what the tag says otherwise than the row it came nearest to.
pub(super) fn imply(image: &mut Image, at: At, asked: Asked, matched: Match) {
    let Asked { version, suffix, reached, lined } = asked;
    let row_version = at.version().unwrap_or_default();
    let older = is_version(version) && numbers(version).lt(numbers(row_version));
    let stood = releases::stood(at.repository, version, suffix);
    match standing(at, version, suffix) {
        _ if was_alpine(image, version, suffix) => stand_on_some(image, "alpine"),
        Some(Standing::Release(system)) => stand_on(image, system),
        Some(Standing::Unlisted(name)) => match stood {
            Some(system) => stand_on(image, system),
            None => stand_on_some(image, name),
        },
        Some(Standing::Name(name)) if Some(name) != image.os.as_ref().map(|os| os.name) => match stood {
            Some(system) => stand_on(image, system),
            None => stand_on_some(image, name),
        },
        // An older patch may have stood on an older release, and nothing says what `latest` last was.
        _ if (older || !reached) && version != row_version => match stood {
            Some(system) => stand_on(image, system),
            None => loosen(image),
        },
        _ if matched == Match::Line && (version, suffix) == (NONE, NONE) => loosen(image),
        _ => {}
    }
    refamily(image, at, suffix);
    if image.repository.starts_with(GLIBC_ON_ALPINE) {
        image.libc = Libc::Glibc;
    }
    if !reached {
        image.lifecycle.image = super::image::repository_cycle(at.repository);
    }
    // A make that went, `jdk-8`, went on every line; a line went alone.
    if !lined && tags::kind(suffix).next().is_none() && at.line().is_some_and(is_version) {
        image.lifecycle.retired = At::own(at.repository).retired();
    }
    if was_alpine(image, version, suffix) {
        image.lifecycle.retired = Some(off_alpine(at));
    }
    take_named_version(image, at, suffix);
    image.size = size(image, at, asked, matched, stood);
    if is_of_other_java(&image.size, suffix) {
        image.size = Size::UNKNOWN;
    }
    image.packages = None;
    if image.repository == "docker.io/library/haproxy" && is_version(version) && numbers(version).lt(HAPROXY_AS_USER) {
        image.user = Some(User { name: Some("root"), uid: Some(0) });
    }
    image.variants = super::variants::of(&image.repository, image.tag.as_deref().unwrap_or_default());
    if matched != Match::Patch {
        image.lifecycle.retired =
            image.lifecycle.retired.take().or_else(|| retired::retired(at.repository, version, suffix));
    }
    // A tag without a line stood still on one that nothing tells: `python:alpine3.7`.
    // The newest of those with long support is near enough to the one of that day.
    let fixed = matches!(tags::standing(suffix), Some(Standing::Release(_) | Standing::Unlisted(_)));
    let left = fixed && !suffix.starts_with("lts") && at.system().map(os) != image.os
        || image.lifecycle.retired.as_ref().is_some_and(Retired::is_off_list);
    if let Some(runtime) = image.runtime.as_mut().filter(|_| version == NONE && left) {
        runtime.version = None;
        image.lifecycle.runtime = Cycle::default();
    }
    if image.lifecycle.image.open {
        image.lifecycle.image = Cycle::default();
    }
    let passed = matched == Match::Patch && older && image.official == Official::DockerOfficial;
    image.lifecycle.newer = passed.then_some(row_version);
    let beyond = |product| lifecycle::is_beyond(product, version);
    image.lifecycle.unlisted = matched == Match::Line && is_version(version) && at.product().is_some_and(beyond);
}

// The row's own size, where the tag stands on its release. The newest, a patch of the row's line, or a line near it,
// that leaves the release open is near enough; another line that does is not. Where the list told another release, the
// line's row on that one, else about as much as the row.
fn size(image: &Image, at: At, asked: Asked, matched: Match, stood: Option<usize>) -> Size {
    if image.family != at.family() {
        return Size::UNKNOWN;
    }
    let open = image.os.as_ref().is_some_and(|os| os.version.is_none());
    let stands = !open && at.system().map(os) == image.os;
    let near = matched == Match::Patch || asked.version == NONE || is_near(asked.version, at);
    match stood {
        _ if stands || open && near => sibling(at, at.system()),
        Some(system) if near => match sibling(twin(at, system), Some(system)) {
            Size { compressed: None, .. } => Size { basis: Basis::Estimate, ..sibling(at, at.system()) },
            known => known,
        },
        _ => Size::UNKNOWN,
    }
}

// Measured of the image that only runs, where this one compiles, or the other way round.
fn is_of_other_java(size: &Size, suffix: &str) -> bool {
    let of = size.of.as_deref().unwrap_or_default();
    [("jdk", "jre"), ("jre", "jdk")].iter().any(|(own, other)| suffix.contains(own) && of.contains(other))
}

// The row of the same line and make on another release; the row itself where there is none.
fn twin(at: At, system: usize) -> At {
    let alike = |row: &At| row.line() == at.line() && row.family() == at.family() && row.system() == Some(system);
    At::rows(at.repository).find(alike).unwrap_or(at)
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

// `python3.13-bookworm-slim` and `python-3.11` name the version of what they run themselves: the row's is another's.
fn take_named_version(image: &mut Image, at: At, suffix: &str) {
    let Some(runtime) = &mut image.runtime else { return };
    let joined = suffix.split('-').find_map(|word| word.strip_prefix(runtime.name));
    let next = || suffix.split('-').skip_while(|word| *word != runtime.name).nth(1);
    let said = joined.filter(|said| is_version(said)).or_else(next).filter(|said| is_version(said));
    let Some(said) = said.filter(|said| runtime.version.as_deref() != Some(said)) else { return };
    runtime.version = Some(said.to_string());
    image.lifecycle.runtime = at.product().map(|product| lifecycle::of_version(product, said)).unwrap_or_default();
}

// `[version of the image-]version of the runtime[-release]` (github.com/devcontainers/images): `0.201.8-3.8` is Python 3.8.
pub(super) fn take_second_version(image: &mut Image, at: At) {
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
pub(super) fn run_version(image: &mut Image, at: At, (version, suffix): (&str, &str)) {
    if !is_version(version) || is_named_by_line(image, at) {
        return;
    }
    let told = at.is_tagged_by_runtime() && !is_day(version, suffix);
    if let Some(runtime) = &mut image.runtime {
        runtime.version = told.then(|| clean(version));
    }
    let product = at.product().filter(|_| told);
    // `python:2` stood still at the last line of a major number that has a successor: `2.7`.
    if let (Some(runtime), Some(last)) = (&mut image.runtime, product.and_then(|of| lifecycle::last_line(of, version)))
    {
        runtime.version = Some(last.to_string());
    }
    image.lifecycle.runtime =
        product.map(|product| lifecycle::of_version(product, &clean(version))).unwrap_or_default();
}

// `ubi9/openjdk-17:1.20-3`, `ubi8/python-39:1-57`: the line is the repository's, whatever the tag counts.
fn is_named_by_line(image: &Image, at: At) -> bool {
    let line = at.version().unwrap_or_default().replace('.', "");
    image.repository.rsplit('/').next().is_some_and(|name| name.split('-').skip(1).any(|word| word == line))
}

// `2024-01-05`, `20240105`: the day of a build, not the version of anything.
fn is_day(version: &str, suffix: &str) -> bool {
    let digits =
        |text: &str, count: usize| text.len() >= count && text.bytes().take(count).all(|byte| byte.is_ascii_digit());
    version.starts_with("20") && (digits(version, 8) || version.len() == 4 && digits(suffix, 2))
}

// The tags of a distribution's own image are its releases.
pub(super) fn standing(at: At, version: &str, suffix: &str) -> Option<Standing> {
    let own = at.is_os().then(|| at.system()).flatten().and_then(|system| SYSTEM_NAME.text(system));
    let by_version = own.filter(|_| is_version(version)).and_then(|name| tags::release(name, version));
    let by_name =
        || own.and_then(|name| tags::release(name, suffix.strip_prefix(name).or(suffix.strip_prefix("stream"))?));
    let unlisted = || own.filter(|_| is_version(version)).map(Standing::Unlisted);
    // `alpine-2.7.1` of Deno: the number is Deno's.
    let bare = spoken(at, suffix).and_then(|word| suffix.strip_suffix(word)).unwrap_or(suffix);
    by_version.or_else(by_name).map(Standing::Release).or_else(|| tags::standing(bare)).or_else(unlisted)
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

// The distribution's name stays; its release is not known, unless the repository's name tells it: `static-debian12`.
fn loosen(image: &mut Image) {
    let Some(name) = image.os.as_ref().map(|os| os.name) else { return };
    let told = |system: &usize| os(*system).version.is_some_and(|version| image.repository.contains(version));
    match tags::standing(&image.repository.replace('/', "-")) {
        Some(Standing::Release(system)) if os(system).name == name && told(&system) => stand_on(image, system),
        _ => stand_on_some(image, name),
    }
}

fn refamily(image: &mut Image, at: At, suffix: &str) {
    let words = || suffix.split('-');
    let name = image.os.as_ref().map(|os| os.name).unwrap_or_default();
    let family = match (at.family(), name) {
        (Family::Hardened | Family::Distroless | Family::Chiselled, _) => return,
        // A row says which shell it has.
        (Family::Windows, _) => return,
        (Family::Alpine, "alpine") | (Family::Ubuntu, "ubuntu") => return,
        (Family::OracleLinux, "oraclelinux") if image.package_manager != PackageManager::Microdnf => return,
        (_, "alpine") => Family::Alpine,
        (_, "ubuntu") => Family::Ubuntu,
        (_, "oraclelinux") => Family::OracleLinux,
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
        // OpenJDK is made on the slim ones.
        Family::OracleLinux => (Libc::Glibc, slim_manager(image.os.as_ref()), Tri::Yes),
        _ => (Libc::Glibc, PackageManager::Apt, Tri::Yes),
    };
}

// `oraclelinux:7-slim` has yum, the later ones microdnf alone.
fn slim_manager(os: Option<&Os>) -> PackageManager {
    let old = os.and_then(|os| os.version).is_some_and(|version| numbers(version).lt([8]));
    if old { PackageManager::Yum } else { PackageManager::Microdnf }
}

// A suffix that is like no row's says nothing of a shell, and the line alone does not either.
pub(super) fn forget_contents(image: &mut Image, suffix: &str) {
    (image.shell, image.package_manager, image.user) = (Tri::Unknown, PackageManager::Unknown, None);
    (image.size.compressed, image.size.arm64) = (None, None);
    if suffix.contains("mariner") || suffix.contains("azurelinux") {
        let bare = suffix.contains("distroless");
        image.family = if bare { Family::AzureLinuxDistroless } else { Family::AzureLinux };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::named;

    #[test]
    fn the_size_of_a_jre_is_not_that_of_a_jdk() {
        let of = |tag: &str| named(tag).and_then(|one| one.size.compressed);
        assert_eq!(of("tomcat:9.0-jdk11-openjdk"), None);
        assert!(of("tomcat:9.0-jdk11-temurin-noble") > of("tomcat:9.0-jre11-temurin-noble"));
    }

    #[test]
    fn azures_image_was_on_alpine_before_2_64() {
        let of =
            |tag: &str| named(&format!("mcr.microsoft.com/azure-cli:{tag}")).map(|one| (one.libc, one.package_manager));
        for old in ["2.0.45", "2.50.0", "2.63.0"] {
            assert_eq!(of(old), Some((Libc::Musl, PackageManager::Apk)), "{old}");
            let gone = named(&format!("mcr.microsoft.com/azure-cli:{old}")).and_then(|one| one.lifecycle.retired);
            assert!(gone.is_some_and(|gone| gone.replacement == ["mcr.microsoft.com/azure-cli:2.89.1"]), "{old}");
        }
        for new in ["2.64.0", "2.70.0", "2.89.1", "latest", "2.62.0-cbl-mariner2.0"] {
            assert_eq!(of(new).map(|(libc, _)| libc), Some(Libc::Glibc), "{new}");
        }
    }

    #[test]
    fn mysql_was_made_on_debian_and_on_oracle_linux_with_yum() {
        let of = |tag: &str| {
            let image = named(&format!("mysql:{tag}")).expect("known");
            (image.os.map(|os| os.title()).unwrap_or_default(), image.package_manager)
        };
        assert_eq!(of("5.7"), ("Oracle Linux 7".into(), PackageManager::Yum));
        assert_eq!(of("8.0.22"), ("Debian 10".into(), PackageManager::Apt));
        assert_eq!(of("5.7.44-oracle"), ("Oracle Linux 7".into(), PackageManager::Yum));
        assert_eq!(of("8.0"), ("Oracle Linux 9".into(), PackageManager::Microdnf));
    }

    #[test]
    fn node_calls_its_lines_by_names_too() {
        let line = |tag: &str| named(&format!("node:{tag}")).and_then(|one| one.runtime?.version);
        for (tag, expect) in
            [("carbon", "8"), ("erbium-alpine", "12"), ("hydrogen-bookworm-slim", "18"), ("jod", "22.")]
        {
            assert!(line(tag).is_some_and(|line| line.starts_with(expect)), "{tag}: {:?}", line(tag));
        }
        let carbon = named("node:carbon-slim").expect("known");
        assert!(carbon.family == Family::Slim && carbon.lifecycle.runtime.ends.is_some(), "{carbon:?}");
    }

    #[test]
    fn java_and_openjdk_stand_on_the_line_that_they_named_last() {
        let of = |name: &str| named(name).and_then(|one| one.runtime?.version);
        for (name, line) in [
            ("java:openjdk-8-jre-alpine", "8"),
            ("java:openjdk-8u111-jdk", "8u111"),
            ("java:openjdk-7", "7"),
            ("java", "8"),
            ("java:jre-alpine", "8"),
            ("openjdk:alpine", "8"),
            ("openjdk:jre-slim", "11"),
            ("openjdk", "18"),
            ("openjdk:slim-buster", "18"),
            ("openjdk:17-slim", "17"),
            ("frolvlad/alpine-oraclejdk8:slim", "8"),
        ] {
            assert_eq!(of(name).as_deref(), Some(line), "{name}");
        }
        assert_eq!(of("openjdk:slim-stretch"), None);
        let last = named("openjdk:latest").expect("known");
        assert_eq!(last.package_manager, PackageManager::Microdnf, "it is of Oracle Linux since 12");
    }

    #[test]
    fn a_tag_without_a_line_stood_still_on_one_that_nothing_tells() {
        let line = |name: &str| named(name).and_then(|one| one.runtime?.version);
        assert_eq!(line("python:alpine3.7"), None);
        assert_eq!(line("ruby:alpine3.7"), None);
        assert!(line("python:alpine").is_some() && line("python:3.7-alpine3.7").is_some());
    }

    #[test]
    fn adoptopenjdks_alpine_had_glibc() {
        let image = named("adoptopenjdk/openjdk11:alpine-jre").expect("known");
        assert_eq!((image.libc, image.package_manager), (Libc::Glibc, PackageManager::Apk));
    }
}
