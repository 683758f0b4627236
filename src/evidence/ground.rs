//! What a stage stands on: from its catalogue row, or else from its name, marked as a guess.

mod names;

use super::Standing;
use crate::catalogue::{Family, Found, Libc, Match, Purpose, Runtime};
use crate::stages::{Build, ImageRef, Stage};
use names::NAMES;

/// The part of a base that detectors ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// `python`, `go`, `dotnet`, `nginx` …
    pub runtime: Option<String>,
    pub version: Option<String>,
    pub libc: Libc,
    pub libc_version: Option<String>,
    pub purpose: Purpose,
    pub family: Family,
    /// `docker.io/library/golang`; empty where no image is named.
    pub repository: String,
    pub tag: String,
    /// Read from the name only: no row says so.
    pub guessed: bool,
}

impl Ground {
    pub fn of(standing: &Standing) -> Ground {
        match standing {
            Standing::Scratch => {
                Ground { libc: Libc::None, purpose: Purpose::Os, family: Family::Scratch, ..Ground::nothing() }
            }
            Standing::Known(found, reference) => known(found, reference),
            Standing::Private(reference) => guess(reference),
            Standing::Unknown(_) => Ground::nothing(),
        }
    }

    /// What a stage stands on, through `FROM stage`. Where a tag's variable has no value, the name still tells.
    pub fn at(build: &Build, standings: &[Standing], index: usize) -> Ground {
        match standings.get(index) {
            Some(Standing::Unknown(_)) => build.bottom(index).and_then(named_in_part).unwrap_or_else(Ground::nothing),
            Some(standing) => Ground::of(standing),
            None => Ground::nothing(),
        }
    }

    fn nothing() -> Ground {
        Ground {
            runtime: None,
            version: None,
            libc: Libc::Unknown,
            libc_version: None,
            purpose: Purpose::Unknown,
            family: Family::Unknown,
            repository: String::new(),
            tag: String::new(),
            guessed: false,
        }
    }

    pub fn runs(&self, name: &str) -> bool {
        self.runtime.as_deref() == Some(name)
    }

    /// The last part of the repository's name.
    pub fn name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or_default()
    }

    pub fn is_musl(&self) -> bool {
        self.libc == Libc::Musl
    }
}

/// `python:${VERSION}-slim`: the repository is written out, the tag is not.
fn named_in_part(stage: &Stage) -> Option<Ground> {
    let text = stage.from.text.split('@').next()?;
    let (repository, tag) =
        text.split_once(":$").map_or((text, String::new()), |(name, rest)| (name, format!("${rest}")));
    let (repository, tag) = match repository.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')) {
        Some((name, before)) => (name, format!("{before}:{tag}")),
        None => (repository, tag),
    };
    let usable = !repository.is_empty() && !repository.contains('$');
    usable.then(|| {
        guess(&ImageRef { registry: String::new(), repository: repository.into(), tag: Some(tag), digest: None })
    })
}

fn known(found: &Found, reference: &ImageRef) -> Ground {
    let (image, name) = (&found.image, guess(reference));
    let runtime = image.runtime.as_ref();
    Ground {
        runtime: runtime.map(|r| plain(r.name).to_string()).or(name.runtime.clone()),
        version: match runtime {
            Some(runtime) if tells_version(found, &name) => runtime.version.clone().or(name.version),
            Some(_) => None,
            None => name.version,
        },
        libc: if image.libc == Libc::Unknown { name.libc } else { image.libc },
        libc_version: image.libc_version.map(str::to_string),
        purpose: if image.purpose == Purpose::Unknown { name.purpose } else { image.purpose },
        family: image.family,
        repository: image.repository.clone(),
        tag: reference.tag.clone().unwrap_or_default(),
        guessed: false,
    }
}

/// The tag of `pytorch/pytorch:2.4` is no Python version: only a row that names the tag, a product, or a repository that
/// is named after its runtime, tells.
fn tells_version(found: &Found, name: &Ground) -> bool {
    let same = |runtime: &Runtime| name.runtime.as_deref() == Some(plain(runtime.name));
    let product = found.image.purpose == Purpose::Application;
    product || matches!(found.matched, Match::Exact | Match::Floating) || found.image.runtime.as_ref().is_some_and(same)
}

/// Rows and vendors call one thing by several names.
fn plain(name: &str) -> &str {
    match name {
        "nodejs" => "node",
        "golang" => "go",
        "ghc" => "haskell",
        "postgresql" => "postgres",
        "aspnet" => "dotnet",
        "miniconda" | "micromamba" => "conda",
        other => other,
    }
}

/// What the name of an image we hold no row for suggests.
fn guess(reference: &ImageRef) -> Ground {
    let repository = reference.name().trim_start_matches('/').to_string();
    let tag = reference.tag.clone().unwrap_or_default();
    let last = repository.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    // A product is only what its whole name says: `redis-cluster` is not Redis.
    let is_named =
        |part: &str, purpose| named(&repository, &last, part) && (purpose != Purpose::Application || last == part);
    let hit = NAMES.iter().find(|&&(part, _, purpose)| is_named(part, purpose));
    let (runtime, purpose) = hit.map_or((None, Purpose::Unknown), |&(_, runtime, purpose)| (runtime, purpose));
    Ground {
        runtime: runtime.map(str::to_string),
        version: hit.and_then(|&(part, runtime, _)| {
            // `balenalib/raspberrypi3-python:3.7`: all of them are tagged by what they run.
            let balena = || leading_version(&tag).filter(|_| repository.contains("balenalib/"));
            runtime.and_then(|_| version_of(part, &last, &tag).or_else(balena))
        }),
        libc: libc(&last, &tag, hit.is_some()),
        purpose,
        family: if tag.contains("alpine") || last == "alpine" { Family::Alpine } else { Family::Unknown },
        repository,
        tag,
        guessed: true,
        ..Ground::nothing()
    }
}

/// `3.12` of `python:3.12`, `21` of `java21-base` and `runtime:java21`; the tag of `team/python-app` is its own.
fn version_of(part: &str, last: &str, tag: &str) -> Option<String> {
    let word = part.rsplit('/').next().unwrap_or(part);
    let glued = |text: &str| {
        let rest = &text[text.find(word)? + word.len()..];
        rest.starts_with(|c: char| c.is_ascii_digit()).then(|| leading_version(rest))?
    };
    let own = last == word || part.contains('/') && !part.contains("azure");
    glued(last).or_else(|| glued(tag)).or_else(|| own.then(|| leading_version(tag))?)
}

fn named(repository: &str, last: &str, part: &str) -> bool {
    if part.contains('/') {
        return repository.contains(part);
    }
    last.split(['-', '_', '.']).any(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()) == part) || last == part
}

fn libc(last: &str, tag: &str, named: bool) -> Libc {
    let musl = |text: &str| text.contains("alpine") || text.contains("musl");
    let glibc = ["slim", "bookworm", "bullseye", "buster", "trixie", "noble", "jammy", "focal", "debian", "ubuntu"];
    if musl(last) || musl(tag) {
        Libc::Musl
    } else if glibc.iter().any(|word| tag.contains(word) || last.contains(word)) {
        Libc::Glibc
    } else if named && !tag.contains("distroless") {
        // Images named after a language stand on a glibc distribution unless they say otherwise.
        Libc::Glibc
    } else {
        Libc::Unknown
    }
}

/// `17` of `3.9-eclipse-temurin-17-alpine`, `8.14-jdk21`, `temurin-21-tools-deps`: the Java that a build tool's tag names.
pub fn java_of_tag(tag: &str) -> Option<String> {
    const MAKERS: &[&str] = &[
        "temurin",
        "corretto",
        "amazoncorretto",
        "openjdk",
        "jdk",
        "java",
        "ibmjava",
        "semeru",
        "sapmachine",
        "zulu",
        "graalvm",
        "community",
        "liberica",
    ];
    let words: Vec<&str> = tag.split(['-', '_']).collect();
    let glued = |word: &&str| {
        let digits = ["openjdk", "jdk", "java", "jre"].iter().find_map(|name| word.strip_prefix(name))?;
        leading_version(digits)
    };
    let after = || words.windows(2).find_map(|pair| MAKERS.contains(&pair[0]).then(|| leading_version(pair[1]))?);
    // `8u181_2.12.7_1.2.6` of sbt: Java, Scala, sbt.
    let first = || leading_version(words[0]).filter(|_| words.len() == 3 && tag.matches('_').count() == 2);
    let version = words.iter().find_map(glued).or_else(after).or_else(first)?;
    version.split('.').next().map(str::to_string)
}

/// `3.12` of `3.12-slim`.
pub fn leading_version(tag: &str) -> Option<String> {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(tag.len());
    let version = tag[..end].trim_end_matches('.');
    (!version.is_empty() && version.len() < 12).then(|| version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(repository: &str, tag: &str) -> Ground {
        let reference = ImageRef {
            registry: "registry.example".into(),
            repository: repository.into(),
            tag: Some(tag.into()),
            digest: None,
        };
        Ground::of(&Standing::Private(reference))
    }

    #[test]
    fn a_mirror_is_known_by_its_name() {
        let go = ground("mirror/golang", "1.24-alpine3.22");
        assert_eq!((go.runtime.as_deref(), go.version.as_deref()), (Some("go"), Some("1.24")));
        assert!(go.is_musl() && go.guessed);
        assert_eq!(ground("team/java21-base", "latest").version.as_deref(), Some("21"));
    }

    #[test]
    fn a_build_tool_names_its_java() {
        let java = |tag: &str| java_of_tag(tag).unwrap_or_default();
        assert_eq!(java("3.9-eclipse-temurin-17-alpine"), "17");
        assert_eq!(java("8-jdk21"), "21");
        assert_eq!(java("eclipse-temurin-21.0.8_9_1.11.4_3.7.2"), "21");
        assert_eq!(java("3-amazoncorretto-8"), "8");
        assert_eq!(java("3.9"), "");
    }

    #[test]
    fn a_product_name_that_only_resembles_one_is_left_alone() {
        for name in ["team/rustic", "team/gone", "acme/backend", "acme/brunch"] {
            assert_eq!(ground(name, "1.0").runtime, None, "{name}");
        }
    }
}
