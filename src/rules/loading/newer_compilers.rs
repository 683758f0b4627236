//! A stage that compiles where its line can no longer stay: one that the release which ships has takes its place. Told
//! under `runtime-version-mismatch`, and under `base-os-ended` where its packages have left the servers.

use super::aged::is_same_everywhere;
use super::dotnet::has_openssl_3;
use super::old_openssl::{self, OPENSSL};
use super::{gone_builders, twins};
use crate::catalogue::packages::{Distro, RunTime, os_package};
use crate::catalogue::{self, Image, Match, Os, Purpose};
use crate::evidence::{Facts, Linkage, What, language};
use crate::rules::claims::*;
use crate::rules::packages::release_names::is_renumbered;
use crate::rules::{base_os_ended, runtime_version_mismatch};
use crate::shell::Action;
use crate::stages::{Base, Build, Does, ImageRef, Origin, Stage, Step};

/// Why it moves.
enum Why {
    /// What it builds asks for a library of the old release; a static program asks for none.
    Library(String),
    /// It installs packages of a release that has left the servers.
    Gone,
}

/// What makes the stage's programs, by how far it may go.
#[derive(Clone, Copy, PartialEq)]
enum Maker {
    Go,
    Rust,
    /// Elixir, Erlang and GCC: a later line may refuse what an earlier one took.
    Other,
    /// A plain system, whose own packages compile.
    System,
}

/// The stage's image on the release of `image`. Old lines of Go and Rust have no image of a later release, and what an
/// earlier one builds a later one builds, too ([Rust](https://blog.rust-lang.org/2014/10/30/Stability/),
/// [Go](https://go.dev/doc/go1compat)): the newest takes their place. Of the others it is the nearest.
pub fn on_release(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    let why = why(build, facts, stage, image)?;
    let now = facts.standings.get(stage.index)?.image()?;
    let Base::Image(written) = &stage.base else { return None };
    let (maker, old) = (maker(now)?, now.os.as_ref()?);
    let ships = image.os.as_ref().filter(|os| os.name == old.name);
    let (tag, found) = match maker {
        Maker::Go | Maker::Rust => {
            // Beside another system, the newest that builds for its glibc.
            let others = ["trixie", "bookworm"].into_iter().filter(|_| ships.is_none() && matches!(why, Why::Gone));
            let on = |release: String| {
                let tag = renewed(written, now, &release)?;
                let found = find(written, tag.clone()).filter(|found| twins::loads(found, image))?;
                (found.os.as_ref().and_then(word) == Some(release)).then_some((tag, found))
            };
            ships.and_then(word).into_iter().chain(others.map(str::to_string)).find_map(on)?
        }
        Maker::Other => {
            let tag = nearest(written, now, ships?)?;
            let found = find(written, tag.clone()).filter(|found| found.os.as_ref() == ships)?;
            (tag, found)
        }
        Maker::System => return twins::retagged(stage, old, ships?),
    };
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    Some((format!("{repository}:{tag}"), found))
}

fn why(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<Why> {
    let now = facts.standings.get(stage.index)?.image()?;
    let (maker, old) = (maker(now)?, now.os.as_ref()?);
    let goes = matches!(maker, Maker::Go | Maker::Rust) && image.os.as_ref() != Some(old);
    if goes && gone_builders::call(build, old, stage).is_some() {
        return Some(Why::Gone);
    }
    // Where what ships stays on its release, the stage is another matter.
    let ships = facts.standings.get(build.shipped?).and_then(|standing| standing.image()?.os.as_ref());
    let new = image.os.as_ref()?;
    if old.name != new.name || old.version.is_none() || old.version == new.version || ships == Some(new) {
        return None;
    }
    let is_static = || facts.find("linkage").any(|fact| fact.what == What::Linkage(Linkage::Static));
    // Libraries out of an image that we do not know are of a release that we do not know.
    if is_static() || maker == Maker::Go && brings_unknown(build, facts) {
        return None;
    }
    let over = !has_openssl_3(old) && has_openssl_3(new);
    let openssl = over && asks_for_openssl(build, stage, maker);
    let later = goes && old.name == "debian" && old.version < new.version;
    let renumbered = || renumbered(build, stage, over).filter(|_| later);
    if openssl { Some("OpenSSL 1.1".into()) } else { renumbered() }.map(Why::Library)
}

fn brings_unknown(build: &Build, facts: &Facts) -> bool {
    let unknown = |at: usize| facts.standings.get(at).and_then(|one| one.image()).is_none();
    let brings = |step: &Step| matches!(&step.does, Does::Bring { from: Origin::Stage(at), .. } if unknown(*at));
    build.stages.iter().flat_map(|one| &one.steps).any(brings)
}

fn asks_for_openssl(build: &Build, stage: &Stage, maker: Maker) -> bool {
    let commands = || build.steps(stage.index).filter_map(|step| step.run()).flat_map(|run| &run.commands);
    match maker {
        Maker::Go => packages_around(build, stage).any(|name| OPENSSL.contains(&name)),
        Maker::Rust => true,
        Maker::Other | Maker::System => commands().any(language::releases) || old_openssl::is_named(commands()),
    }
}

/// A library that has another number on a later release. Of two stages, the one that ships names what the program loads.
fn renumbered(build: &Build, stage: &Stage, from_old: bool) -> Option<String> {
    let alone = build.shipped == Some(stage.index);
    let moves = |name: &&str| is_renumbered(name) || alone && headers_move(name, from_old);
    packages_around(build, stage).find(moves).map(|name| format!("`{name}`"))
}

/// What the stage installs, and what the one that ships does.
fn packages_around<'a>(build: &'a Build, stage: &Stage) -> impl Iterator<Item = &'a str> {
    packages(build, stage.index).chain(packages(build, build.shipped.unwrap_or_default()))
}

fn maker(now: &Image) -> Option<Maker> {
    Some(match now.repository.as_str() {
        "docker.io/library/golang" => Maker::Go,
        "docker.io/library/rust" | "docker.io/rustlang/rust" | "docker.io/lukemathwalker/cargo-chef" => Maker::Rust,
        "docker.io/library/elixir" | "docker.io/library/erlang" | "docker.io/library/gcc" => Maker::Other,
        _ if now.purpose == Purpose::Os && now.runtime.is_none() => Maker::System,
        _ => return None,
    })
}

/// How tags name a release: `trixie`, `alpine3.24`.
fn word(os: &Os) -> Option<String> {
    match os.name {
        "alpine" => Some(format!("alpine{}", os.version?)),
        _ => Some(os.codename?.to_ascii_lowercase()),
    }
}

/// Headers of a library that has another number on the new release. Of Debian 11 we have no list.
fn headers_move(name: &str, from_old: bool) -> bool {
    let digits = |release| match os_package(name, release).map(|package| package.run_time(release)) {
        Some(RunTime::Packages(names)) => names.iter().map(|one| one.name.trim_end_matches("t64")).collect(),
        _ => Vec::new(),
    };
    let moves = || digits(Distro::Debian12) != digits(Distro::Debian13);
    name.ends_with("-dev") && name.starts_with("lib") && !is_same_everywhere(name) && (from_old || moves())
}

fn packages(build: &Build, stage: usize) -> impl Iterator<Item = &str> {
    let commands = build.steps(stage).filter_map(|step| step.run()).flat_map(|run| &run.commands);
    let actions = commands.filter_map(|command| command.packages.as_ref());
    let installs = actions.filter(|by| by.manager.is_of_the_os() && by.action == Action::Install);
    installs.flat_map(|by| &by.packages).map(|one| one.name.as_str())
}

fn find(written: &ImageRef, tag: String) -> Option<Image> {
    let found = catalogue::find(&ImageRef { tag: Some(tag), digest: None, ..written.clone() })?;
    let listed = matches!(found.matched, Match::Exact | Match::Floating);
    // Of whose tags the catalogue keeps no list, it knows what they say themselves.
    (listed || !found.image.repository.starts_with("docker.io/library/")).then_some(found.image)
}

/// `1.64-slim` → `1.98-slim-trixie`: as precise as it was, and on the release by its name. A tag without a version of the
/// compiler keeps its words (`nightly-buster-slim`), and one beside a tool's own (`0.1.35-rust-1.60`) goes to the latest.
fn renewed(written: &ImageRef, now: &Image, release: &str) -> Option<String> {
    let numbered = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let of_tool = now.repository.ends_with("/cargo-chef");
    let newest = if of_tool { Some("1".into()) } else { newest(written, release) };
    let old = now.os.as_ref()?.codename.unwrap_or_default();
    let is_release = |word: &str| word.eq_ignore_ascii_case(old) || word.starts_with("alpine");
    let tag = written.tag.as_deref()?.split('-').filter(|word| of_tool || *word != "latest");
    let renew = |(at, word): (usize, &str)| match &newest {
        _ if is_release(word) => release.to_string(),
        _ if of_tool && at == 0 => "latest".into(),
        Some(version) if numbered(word) => {
            version.split('.').take(word.split('.').count()).collect::<Vec<_>>().join(".")
        }
        _ => word.to_string(),
    };
    let mut words: Vec<String> = tag.enumerate().map(renew).collect();
    if !words.iter().any(|word| word == release) {
        words.push(release.to_string());
    }
    Some(words.join("-"))
}

fn newest(written: &ImageRef, release: &str) -> Option<String> {
    find(written, format!("1-{release}"))?.runtime?.version
}

/// `1.10.4-alpine` → `1.16-alpine`: the next line that stands there.
fn nearest(written: &ImageRef, now: &Image, new: &Os) -> Option<String> {
    let tag = written.tag.as_deref()?;
    let version = now.runtime.as_ref()?.version.as_deref()?;
    let (before, line) = match version.strip_prefix("1.") {
        Some(rest) => ("1.", rest),
        None => ("", version),
    };
    let line: u32 = line.split('.').next()?.parse().ok()?;
    let flavour = ["alpine", "slim"].into_iter().find(|word| tag.contains(word));
    let of_release = if now.repository.ends_with("/gcc") { word(new) } else { flavour.map(str::to_string) };
    let end = of_release.map(|word| format!("-{word}")).unwrap_or_default();
    let there = |tag: &String| find(written, tag.clone()).is_some_and(|image| image.os.as_ref() == Some(new));
    (line + 1..line + 16).map(|line| format!("{before}{line}{end}")).find(there)
}

/// The stages under the program that move so, and to what.
pub fn moving<'a>(case: &'a Case, choice: &Choice) -> impl Iterator<Item = (&'a Stage, String, Image)> {
    let split = case.build.shipped.filter(|_| choice.shape == Shape::Split);
    let stages = case.sources().iter().copied().chain(split).filter_map(|at| case.build.bottom(at));
    stages.filter_map(|stage| {
        let (reference, image) = on_release(case.build, case.facts, stage, &choice.image)?;
        Some((stage, reference, image))
    })
}

/// It is the very system that ships: that both go is no news.
fn is_of_system(case: &Case, stage: &Stage) -> bool {
    let now = case.facts.standings.get(stage.index).and_then(|one| one.image());
    let ships = case.present().and_then(|image| image.os.as_ref());
    now.is_some_and(|now| maker(now) == Some(Maker::System) && now.os.as_ref() == ships)
}

/// `time` before 0.3.35, which many a `Cargo.lock` still holds, is not built by Rust 1.80 and later
/// ([rust-lang/rust, issue 127343](https://github.com/rust-lang/rust/issues/127343)).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (stage, new, image) = moving(case, choice).find(|(stage, ..)| !is_of_system(case, stage))?;
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let why = why(case.build, case.facts, stage, &choice.image)?;
    let rule = match why {
        Why::Gone => base_os_ended::RULE.id,
        Why::Library(_) => runtime_version_mismatch::RULE.id,
    };
    let text = match why {
        Why::Library(name) => say!(lang,
            en: "{line}: `{base}` builds for {name}, so `{new}` takes its place: run your tests.",
            de: "{line}: `{base}` baut für {name}, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
            zh: "{line}：`{base}` 构建的程序针对 {name}，因此改用 `{new}`：请运行测试。"),
        Why::Gone => taken(case, stage, &new),
    };
    let text = match image.repository.ends_with("/rust") || image.repository.ends_with("/cargo-chef") {
        true => say!(lang,
            en: "{text} Where the lock file holds `time` before 0.3.35, which Rust 1.80 and later do not build, `cargo update -p time` first.",
            de: "{text} Hält die Lock-Datei `time` vor 0.3.35, das Rust ab 1.80 nicht baut, dann zuerst `cargo update -p time`.",
            zh: "{text}如果锁文件中的 `time` 低于 0.3.35（Rust 1.80 及以后无法构建），请先执行 `cargo update -p time`。"),
        false => text,
    };
    let claim = |weight| crate::rules::claims::objection(rule, weight, text.clone(), vec![stage.from.span]);
    Some(match maker(&image) {
        Some(Maker::Other) => claim(Weight::Change).by(Change::Yours),
        // On the base that the file has, it is what is to be mended.
        _ if case.stays(choice) => claim(Weight::Change).by(Change::Builder),
        _ => claim(Weight::Risk),
    })
}

/// Its packages have left the servers.
pub fn taken(case: &Case, stage: &Stage, new: &str) -> String {
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    say!(lang,
        en: "{line}: the packages under `{base}` have left the servers, so `{new}` takes its place: run your tests.",
        de: "{line}: Die Pakete unter `{base}` liegen nicht mehr auf den Servern, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
        zh: "{line}：`{base}` 所用系统的软件包已不在服务器上，因此改用 `{new}`：请运行测试。")
}

/// From Erlang 24 on the emulator is C++ in part, which a release built on an earlier one had no need of.
pub fn brings_cpp(case: &Case, choice: &Choice) -> Option<Span> {
    let made = |(stage, _, image): (&Stage, String, Image)| {
        let of_beam = image.runtime.is_some_and(|runtime| matches!(runtime.name, "elixir" | "erlang"));
        of_beam.then_some(stage.from.span)
    };
    moving(case, choice).find_map(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::Input;

    const FILE: &str = "FROM rust:1.64 AS b\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y openssl ca-certificates\nCOPY --from=b /app/target/release/app /app\nCMD [\"/app\"]\n";

    fn moved(file: &str, to: &str) -> Option<String> {
        with(&Input::pasted(file), |case| {
            twins::moves(case.build, case.facts, &case.build.stages[0], &image(to)).map(|(reference, _)| reference)
        })
    }

    #[test]
    fn rust_goes_along_over_the_border_of_openssl() {
        let as_written = |tag: &str| moved(&FILE.replace("rust:1.64", &format!("rust:{tag}")), "debian:trixie-slim");
        for (tag, new) in [
            ("1.64", "1.98-trixie"),
            ("1.64.0", "1.98.0-trixie"),
            ("1.57-slim", "1.98-slim-trixie"),
            ("1.90-slim-bullseye", "1.98-slim-trixie"),
            ("1-bullseye", "1-trixie"),
            ("slim-bullseye", "slim-trixie"),
        ] {
            assert_eq!(as_written(tag), Some(format!("rust:{new}")), "{tag}");
        }
        let nightly = |tag: &str| moved(&FILE.replace("rust:1.64", tag), "debian:trixie-slim");
        for (tag, new) in [
            ("rustlang/rust:nightly-bullseye-slim", "rustlang/rust:nightly-trixie-slim"),
            ("lukemathwalker/cargo-chef:0.1.35-rust-1.60-buster", "lukemathwalker/cargo-chef:latest-rust-1-trixie"),
        ] {
            assert_eq!(nightly(tag).as_deref(), Some(new));
        }
        for stays in ["1.90", "1.90-bookworm", "1.64-alpine"] {
            assert_eq!(as_written(stays), None, "{stays}");
        }
        assert_eq!(moved(FILE, "alpine:3.24"), None);
        let built = FILE.replace("--release", "--release --target x86_64-unknown-linux-musl");
        assert_eq!(moved(&built, "debian:trixie-slim"), None, "it is static");
    }

    #[test]
    fn what_others_build_goes_to_the_nearest_line_there() {
        let alpine = "FROM elixir:1.10.4-alpine AS b\nRUN mix release\nFROM alpine:3.9\nCOPY --from=b /a /a\nCMD [\"/a/bin/a\", \"start\"]\n";
        let new = moved(alpine, "alpine:3.24");
        assert!(new.as_deref().is_some_and(|new| new.starts_with("elixir:1.1") && new.ends_with("-alpine")), "{new:?}");
        assert_eq!(moved(&alpine.replace("mix release", "mix compile"), "alpine:3.24"), None);
        assert_eq!(moved(&alpine.replace("1.10.4", "1.14"), "alpine:3.24"), None, "it has OpenSSL 3");
        let told = weighed("runtime-version-mismatch", alpine, "alpine:3.24", Shape::Swap);
        assert!(told.iter().any(|one| one.change == Some(Change::Yours) && one.text.contains("takes its place")));
        let gcc = "FROM gcc:8 AS b\nRUN apt-get update && apt-get install -y cmake\nFROM debian:buster-slim\nCOPY --from=b /a /a\nCMD [\"/a\"]\n";
        assert_eq!(moved(gcc, "debian:trixie-slim").as_deref(), Some("gcc:12-bookworm"));
        let plain = gcc.replace("gcc:8", "debian:9").replace("buster-slim", "bullseye-slim");
        assert_eq!(moved(&plain, "debian:trixie-slim").as_deref(), Some("debian:13"));
        let rust = FILE.replace("rust:1.64", "rust:1.60-alpine").replace("debian:bullseye-slim", "alpine:3.15");
        let linked = rust.replace("RUN cargo", "ENV RUSTFLAGS=-Ctarget-feature=-crt-static\nRUN cargo");
        assert_eq!(moved(&linked, "alpine:3.24").as_deref(), Some("rust:1.98-alpine3.24"));
        assert_eq!(moved(&rust, "alpine:3.24"), None, "it is static");
    }

    #[test]
    fn what_a_later_rust_does_not_build_is_told() {
        let told = |file: &str, to: &str| {
            let told = weighed("runtime-version-mismatch", file, to, Shape::Swap);
            told.iter().any(|one| one.text.contains("`cargo update -p time`"))
        };
        assert!(told(FILE, "debian:trixie-slim"));
        assert!(!told(&FILE.replace("1.64", "1.90"), "debian:trixie-slim"));
    }

    #[test]
    fn what_installs_from_servers_that_are_gone_goes_along() {
        let go = "FROM golang:1.14 AS b\nRUN apt-get update && apt-get install -y protobuf-compiler\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM debian:buster-slim\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(moved(go, "debian:trixie-slim").as_deref(), Some("golang:1.27-trixie"));
        assert_eq!(moved(go, "gcr.io/distroless/static-debian13:nonroot").as_deref(), Some("golang:1.27-trixie"));
        assert_eq!(moved(go, "alpine:3.24").as_deref(), Some("golang:1.27-trixie"));
        for stays in
            ["COPY hello /hello\n", "RUN sed -i s/deb.debian/archive.debian/ /etc/apt/sources.list && apt-get update\n"]
        {
            let other = go.replace("RUN apt-get update && apt-get install -y protobuf-compiler\n", stays);
            assert_eq!(moved(&other, "debian:trixie-slim"), None, "{stays}");
        }
        let tree = go.replace("/src", "/go/src/app");
        let told = weighed("runtime-version-mismatch", &tree, "debian:trixie-slim", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("below GOPATH")), "{told:?}");
    }

    #[test]
    fn go_goes_along_where_a_library_has_another_number() {
        let go = "FROM golang:1.17-bullseye AS b\nRUN apt-get update && apt-get install -y libtiff5-dev\nCOPY . .\nRUN go build -o /app .\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y libtiff5\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(moved(go, "debian:trixie-slim").as_deref(), Some("golang:1.27-trixie"));
        let openssl = go.replace("libtiff5-dev", "libssl-dev").replace("libtiff5", "ca-certificates");
        assert_eq!(moved(&openssl, "gcr.io/distroless/base-debian13").as_deref(), Some("golang:1.27-trixie"));
        for stays in [go.replace("libtiff5\n", "libpq5\n"), go.replace("go build", "CGO_ENABLED=0 go build")] {
            assert_eq!(moved(&stays, "debian:trixie-slim"), None, "{stays}");
        }
        let foreign = go.replace("COPY . .", "COPY --from=l /l /l\nCOPY . .");
        let foreign = format!("FROM ghcr.io/a/libgit2:1 AS l\n{foreign}");
        let told = with(&Input::pasted(&foreign), |case| {
            let to = image("debian:trixie-slim");
            twins::on_release(case.build, case.facts, &case.build.stages[1], &to).is_some()
        });
        assert!(!told, "what it is linked with comes from elsewhere");
        let alone = |base: &str, headers: &str| {
            let file = format!(
                "FROM golang:{base}\nRUN apt-get install -y {headers}\nCOPY . .\nRUN go build -o /a .\nCMD [\"/a\"]\n"
            );
            moved(&file, "debian:trixie-slim").is_some()
        };
        assert!(alone("1.17-bullseye", "libtiff5-dev") && alone("1.21-bookworm", "libvpx-dev"));
        assert!(!alone("1.17-bullseye", "libpq-dev") && !alone("1.21-bookworm", "libtiff-dev"));
    }

    #[test]
    fn both_stages_move_and_nothing_is_left_on_the_old_openssl() {
        let wishes = crate::Wishes { today: "2026-11-28".into(), ..crate::Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(FILE), &wishes).rewrite.expect("it moves");
        assert!(rewrite.dockerfile.starts_with("FROM rust:1.98-trixie AS b\n"), "{}", rewrite.dockerfile);
        assert!(rewrite.left_to_you.iter().all(|left| !left.text.contains("OpenSSL 1.1, and")), "{rewrite:?}");
    }
}
