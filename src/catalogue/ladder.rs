//! The ladder: for a workload, the maintained bases from the heaviest to the lightest.

#[cfg(test)]
use super::image::repository_name;
use super::image::{At, image};
use super::tables::{LADDER, LADDER_NAME, RUNG_REPOSITORY, RUNG_WORDS, search};
use super::tags::{NONE, is_line_of, is_version, kind, numbers, packed_java, split};
use super::{Access, Image, Lifecycle, Purpose, lifecycle};
use crate::order;
use serde::Serialize;

/// What runs, as far as it decides which bases are worth considering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workload {
    pub kind: Kind,
    /// The runtime's line as far as the file fixes it: `3.13`, `24`, `21`, `8.4`.
    pub version: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Runs anywhere: Go without cgo, Rust on musl with crt-static, C with -static …
    StaticBinary,
    /// Needs glibc, and libgcc or libstdc++ where `CppBinary` says so.
    GlibcBinary,
    CppBinary,
    MuslBinary,
    Python,
    Node,
    Deno,
    Bun,
    /// Jars: a JRE is enough.
    Java,
    /// Needs a compiler or the JDK's tools when it runs.
    Jdk,
    DotnetRuntime,
    AspNet,
    /// Self-contained or native AOT: runtime-deps.
    DotnetDeps,
    PhpCli,
    PhpFpm,
    PhpApache,
    FrankenPhp,
    Ruby,
    Elixir,
    Erlang,
    Haskell,
    Swift,
    Dart,
    Perl,
    R,
    Julia,
    Crystal,
    Nim,
    /// Files served by a web server.
    StaticSite,
    /// Shell scripts and command-line tools; also plain OS images.
    Tools,
    Cuda,
    PyTorch,
    TensorFlow,
    /// A product by its name in the catalogue: `nginx`, `redis`, `postgres`, `tomcat` …
    Application(String),
    Unknown,
}

impl Kind {
    /// The workload's name in the ladder files.
    fn name(&self) -> String {
        match self {
            Kind::Application(name) => format!("application {}", alias(name)),
            Kind::Unknown => "glibc-binary".to_string(),
            kind => {
                serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_string)).unwrap_or_default()
            }
        }
    }
}

// Products that rows name otherwise than their images are called.
fn alias(name: &str) -> &str {
    match name {
        "postgres" => "postgresql",
        "mongo" => "mongodb",
        "apache" => "httpd",
        "eclipse-mosquitto" => "mosquitto",
        name => name,
    }
}

/// The maintained bases for a workload on a given day, heaviest first. Only rows the catalogue holds.
///
/// Of each base the newest maintained release, on the line the workload asks for. Where no maintained base has that
/// line (Python 2.7, Node 12), the nearest later line with a year of support left takes its place: the smallest step
/// that lasts. Compare the rungs' versions with the one asked for.
/// What has to be paid for is left out; what needs a login says so.
pub fn ladder(workload: &Workload, today: &str) -> Vec<Image> {
    let name = workload.kind.name();
    let Some(at) = search(LADDER_NAME.rows(), |row| LADDER_NAME.text(row).unwrap_or_default().cmp(&name)) else {
        return Vec::new();
    };
    let rungs = || LADDER.range(at).map(|rung| (RUNG_REPOSITORY.get(rung), RUNG_WORDS.text(rung).unwrap_or(NONE)));
    let lead = |version: Option<&str>| rungs().filter_map(|rung| best(rung, version, None, today)).find_map(line_of);
    let asked = workload.version.as_deref().and_then(|version| lead(Some(version)));
    let near = || workload.version.as_deref().and_then(|version| nearest(rungs(), version, today));
    // Minor releases of CUDA go together (docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html).
    let major = |line: String| match workload.kind {
        Kind::Cuda => line.split('.').take(1).collect(),
        _ => line,
    };
    let line = asked.or_else(near).or_else(|| lead(None).map(major));
    rungs().filter_map(|rung| best(rung, line.as_deref(), None, today)).collect()
}

/// The lowest line above an ended one that is supported for a year from today.
fn nearest(rungs: impl Iterator<Item = (usize, &'static str)>, version: &str, today: &str) -> Option<String> {
    let asked: Vec<u64> = numbers(version).collect();
    let year = format!("{}{}", today.get(..4)?.parse::<u32>().ok()? + 1, today.get(4..)?);
    let lasts = |image: &Image| {
        let cycle = &image.lifecycle.runtime;
        maintained(image, today) && (cycle.open || cycle.ends.is_some_and(|ends| ends >= year.as_str()))
    };
    let mut lines: Vec<String> = Vec::new();
    for at in rungs.flat_map(alike) {
        // Most rows are other makes of a line that lasts.
        let line = at.line().unwrap_or_default().trim_start_matches('v');
        if lines.iter().all(|known| known != line) {
            lines.extend(Some(image(at, at.tag().as_deref())).filter(lasts).and_then(line_of));
        }
    }
    // `8` of one vendor is no line beside the `8.3` of another.
    let whole = |line: &&String| !lines.iter().any(|other| is_line_of(line, other));
    let numbered = lines.iter().filter(whole).map(|line| (numbers(line).collect::<Vec<u64>>(), line.clone()));
    numbered.filter(|(numbers, _)| *numbers > asked).min().map(|(_, line)| line)
}

/// The lines of a workload that are alive on that day, by the first of its repositories that has lines; ascending.
pub fn lines(workload: &Workload, today: &str) -> Vec<String> {
    let name = workload.kind.name();
    let Some(at) = search(LADDER_NAME.rows(), |row| LADDER_NAME.text(row).unwrap_or_default().cmp(&name)) else {
        return Vec::new();
    };
    let mut repositories = LADDER.range(at).map(|rung| RUNG_REPOSITORY.get(rung));
    let mut lines =
        repositories.find_map(|repository| Some(living(repository, today)).filter(|lines| !lines.is_empty()));
    let lines = lines.get_or_insert_default();
    order::sort_by_key(lines, |line| numbers(line).collect::<Vec<_>>());
    lines.dedup();
    std::mem::take(lines)
}

fn living(repository: usize, today: &str) -> Vec<String> {
    let rows = At::rows(repository).filter(|at| !at.is_prerelease());
    let mut lines: Vec<String> = Vec::new();
    for (at, tag) in rows.filter_map(|at| Some((at, at.tag()?))) {
        // Most rows are other makes of a line that lives.
        let line = split(&tag).0.trim_start_matches('v');
        if lines.iter().all(|known| known != line) {
            lines.extend(Some(image(at, Some(&tag))).filter(|image| maintained(image, today)).and_then(line_of));
        }
    }
    lines
}

/// The newest maintained release of the very image: the same repository, Java inside and words behind the version,
/// on a line or on any. `gradle:8-jdk8` has no Alpine: the Java counts for more.
pub fn kin(of: &Image, line: Option<&str>, today: &str) -> Option<Image> {
    let (repository, _) = super::names::resolve(&of.repository)?;
    let tag = of.tag.as_deref()?;
    let (_, suffix) = split(tag);
    let os = of.os.as_ref().map(|os| os.name);
    let java = packed_java(suffix);
    let inside = |words| best_on((repository, words), line, os, today, java).filter(|_| java.is_some());
    let newest = inside(suffix)
        .or_else(|| inside("jdk"))
        .or_else(|| best((repository, suffix), line, os, today))
        .or_else(|| best((repository, &of.variants.join("-")), line, os, today))?;
    Some(Some(suffix).filter(|suffix| *suffix == NONE).and_then(|_| plain(&newest, today)).unwrap_or(newest))
}

/// The newest release of the very image, on its major line where that is listed, cared for or not.
pub fn newest(of: &Image) -> Option<Image> {
    let (repository, _) = super::names::resolve(&of.repository)?;
    let (own, suffix) = split(of.tag.as_deref()?);
    let same = |image: &Image| {
        let line = image.tag.as_deref().map(|tag| split(tag).0).unwrap_or_default();
        numbers(line).next() == numbers(own).next()
    };
    let images = alike((repository, suffix)).map(|at| image(at, at.tag().as_deref()));
    images.max_by_key(|image| (same(image), newness(image, None)))
}

/// The line's tag that names no system, where its makers let it stand on another release than their newest.
fn plain(newest: &Image, today: &str) -> Option<Image> {
    let (line, _) = split(newest.tag.as_deref()?);
    let bare =
        super::find::listed(&super::image::reference(&newest.repository, Some(line))).filter(|_| is_version(line))?;
    Some(bare).filter(|bare| bare.os != newest.os && maintained(bare, today))
}

// The line of the first rung that has one: plain systems have none.
fn line_of(image: Image) -> Option<String> {
    let tag = image.tag.filter(|_| image.purpose != Purpose::Os)?;
    let (line, _) = split(&tag);
    let stated = image.runtime.and_then(|runtime| runtime.version);
    if is_version(line) { Some(line.trim_start_matches('v').to_string()) } else { stated }
}

/// The newest maintained row of a repository with these words, on a line; of two systems, the one it is on.
fn best(rung: (usize, &str), line: Option<&str>, os: Option<&str>, today: &str) -> Option<Image> {
    best_on(rung, line, os, today, None)
}

/// The same among those with one Java inside.
fn best_on(rung: (usize, &str), line: Option<&str>, os: Option<&str>, today: &str, java: Option<u32>) -> Option<Image> {
    let inside = |at: &At| java.is_none() || at.suffix().and_then(packed_java) == java;
    let rows = alike(rung).filter(|at| inside(at) && line.is_none_or(|line| on_line(*at, line)));
    let images = rows.map(|at| image(at, at.tag().as_deref()));
    images.filter(|image| maintained(image, today)).max_by_key(|image| newness(image, os))
}

/// The rows of a repository whose first tag has these words behind its version.
fn alike((repository, words): (usize, &str)) -> impl Iterator<Item = At> {
    let words: Vec<&str> = kind(words).collect();
    let alike = move |at: &At| at.suffix().is_some_and(|suffix| kind(suffix).eq(words.iter().copied()));
    At::rows(repository).filter(|at| !at.is_prerelease() && at.line().is_some()).filter(alike)
}

// Plain systems have no line of their own; a rolling tag has the line of the version it holds.
fn on_line(at: At, line: &str) -> bool {
    let line = line.trim_start_matches('v');
    let own = at.line().unwrap_or_default();
    let held = at.version().unwrap_or_default().trim_start_matches('v');
    let same = |one: &str, other: &str| one == other || is_line_of(one, other);
    at.is_os() || held.is_empty() || same(line, held) || is_version(own) && same(own.trim_start_matches('v'), line)
}

fn maintained(image: &Image, today: &str) -> bool {
    let known = matches!(lifecycle(image, today), Lifecycle::Supported | Lifecycle::EndingSoon | Lifecycle::Unknown);
    known && image.access != Access::Paid
}

// The line first, then the system it stands on and its release.
fn newness(image: &Image, on: Option<&str>) -> (Vec<u64>, bool, bool, Vec<u64>) {
    let tag = image.tag.as_deref().unwrap_or_default();
    let (line, _) = split(tag);
    let held = image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    let mut numbered: Vec<u64> =
        if is_version(line) && image.purpose != Purpose::Os { numbers(line).collect() } else { Vec::new() };
    // `2` holds 2.10, and is newer than `2.2`.
    if numbered.len() == 1 {
        numbered.extend(held.filter(|held| is_line_of(line, held)).and_then(|held| numbers(held).nth(1)));
    }
    let os = &image.lifecycle.os;
    let same = on.is_some() && image.os.as_ref().map(|os| os.name) == on;
    let release = image.os.as_ref().and_then(|os| os.version).unwrap_or_default();
    (numbered, same, os.ends.is_some() || os.open, numbers(release).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-21";

    fn references(kind: Kind, version: Option<&str>) -> Vec<String> {
        let workload = Workload { kind, version: version.map(str::to_string) };
        ladder(&workload, TODAY).into_iter().map(|image| image.reference).collect()
    }

    #[test]
    fn a_tag_parts_where_it_was_joined() {
        for at in (0..RUNG_REPOSITORY.rows()).flat_map(|rung| At::rows(RUNG_REPOSITORY.get(rung))) {
            assert_eq!(at.tag().as_deref().map(split), at.line().zip(at.suffix()), "{:?}", at.tag());
        }
    }

    #[test]
    fn every_rung_of_every_ladder_is_found() {
        let mut missing = Vec::new();
        for at in 0..LADDER_NAME.rows() {
            for rung in LADDER.range(at) {
                let (repository, words) = (RUNG_REPOSITORY.get(rung), RUNG_WORDS.text(rung).unwrap_or(NONE));
                let tags = At::rows(repository).filter_map(At::tag);
                let tags: Vec<String> = tags.collect();
                if !tags.iter().any(|tag| kind(split(tag).1).eq(kind(words))) {
                    missing.push(format!(
                        "{}: {} | {words}: {tags:?}",
                        LADDER_NAME.text(at).unwrap_or_default(),
                        repository_name(repository)
                    ));
                }
            }
        }
        assert_eq!(missing, [""; 0], "{}", missing.join("\n"));
    }

    #[test]
    fn a_ladder_keeps_to_the_line_that_is_asked_for() {
        let python = references(Kind::Python, Some("3.12"));
        assert_eq!(python[..2], ["python:3.12-trixie", "python:3.12-slim-trixie"]);
        assert!(python.iter().all(|reference| reference.contains("3.12")), "{python:?}");
        let node = references(Kind::Node, Some("22.3.0"));
        assert_eq!(node.last().map(String::as_str), Some("gcr.io/distroless/nodejs22-debian13:nonroot"));
        assert_eq!(
            references(Kind::Java, Some("21")).last().map(String::as_str),
            Some("gcr.io/distroless/java21-debian13:nonroot")
        );
    }

    #[test]
    fn an_ended_line_gives_way_to_the_nearest_that_lasts() {
        assert_eq!(references(Kind::Node, Some("18")), references(Kind::Node, Some("24")));
        assert_eq!(references(Kind::Python, Some("2.7"))[1], "python:3.12-slim-trixie");
        assert_eq!(references(Kind::AspNet, Some("8.0")), references(Kind::AspNet, Some("10.0")));
        assert_eq!(references(Kind::PhpFpm, Some("7.4")), references(Kind::PhpFpm, Some("8.3")));
    }

    #[test]
    fn a_tag_without_a_system_goes_to_the_next_one_without() {
        let next = |text: &str, line: &str| {
            let image = super::super::find::named(text).expect("a row");
            kin(&image, Some(line), "2026-11-28").map(|image| image.reference).unwrap_or_default()
        };
        assert_eq!(next("mcr.microsoft.com/dotnet/aspnet:8.0", "10.0"), "mcr.microsoft.com/dotnet/aspnet:10.0");
        assert_eq!(
            next("mcr.microsoft.com/dotnet/runtime-deps:6.0", "10.0"),
            "mcr.microsoft.com/dotnet/runtime-deps:10.0"
        );
        assert!(next("mcr.microsoft.com/dotnet/aspnet:8.0-noble", "10.0").ends_with("10.0-resolute"));
        assert_eq!(next("python:3.8", "3.13"), "python:3.13-trixie");
        assert!(next("gradle:7.6-jdk8", "8").contains("-jdk8-"), "{}", next("gradle:7.6-jdk8", "8"));
    }

    #[test]
    fn a_ladder_ends_with_the_least() {
        assert_eq!(references(Kind::StaticBinary, None).last().map(String::as_str), Some("scratch"));
        let nginx = references(Kind::Application("nginx".to_string()), None);
        assert!(nginx.contains(&"nginx:1.31-alpine3.24-slim".to_string()), "{nginx:?}");
        assert_eq!(references(Kind::Application("postgres".to_string()), None)[0], "postgres:18-trixie");
    }

    #[test]
    fn no_rung_is_ended_or_paid_for() {
        for at in 0..LADDER_NAME.rows() {
            for rung in LADDER.range(at) {
                let place = (RUNG_REPOSITORY.get(rung), RUNG_WORDS.text(rung).unwrap_or(NONE));
                let image = best(place, None, None, TODAY);
                let fine = image
                    .as_ref()
                    .is_none_or(|image| lifecycle(image, TODAY) != Lifecycle::Ended && image.access != Access::Paid);
                assert!(fine, "{image:?}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_ladder() {
        use Kind::*;
        let kinds = [
            StaticBinary,
            GlibcBinary,
            CppBinary,
            MuslBinary,
            Python,
            Node,
            Deno,
            Bun,
            Java,
            Jdk,
            DotnetRuntime,
            AspNet,
            DotnetDeps,
            PhpCli,
            PhpFpm,
            PhpApache,
            FrankenPhp,
            Ruby,
            Elixir,
            Erlang,
            Haskell,
            Swift,
            Dart,
            Perl,
            R,
            Julia,
            Crystal,
            Nim,
            StaticSite,
            Tools,
            Cuda,
            PyTorch,
            TensorFlow,
        ];
        for kind in kinds {
            assert!(!references(kind.clone(), None).is_empty(), "{kind:?}");
        }
    }
}
