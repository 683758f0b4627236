//! A stage that compiles Go or Rust where its line can no longer stay: the newest one of the release that ships takes its
//! place. Told under `runtime-version-mismatch`.

use super::aged::is_same_everywhere;
use super::dotnet::has_openssl_3;
use super::old_openssl::OPENSSL;
use super::twins;
use crate::catalogue::packages::{Distro, RunTime, os_package};
use crate::catalogue::{self, Image, Match};
use crate::evidence::{Facts, Linkage, What};
use crate::rules::claims::*;
use crate::rules::packages::release_names::is_renumbered;
use crate::rules::packages::system_sources;
use crate::rules::runtime_version_mismatch;
use crate::shell::Action;
use crate::stages::{Base, Build, Does, ImageRef, Origin, Stage, Step};

/// Why it moves.
enum Why {
    /// What it builds asks for a library of the old release; a static program asks for none.
    Library(String),
    /// It installs packages of a release that has left the servers.
    Gone,
}

/// The stage's image with the newest line on the release of `image`. Old lines have no image of a later release, and what
/// an earlier one builds a later one builds, too ([Rust](https://blog.rust-lang.org/2014/10/30/Stability/),
/// [Go](https://go.dev/doc/go1compat)).
pub fn on_release(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    why(build, facts, stage, image)?;
    let now = facts.standings.get(stage.index)?.image()?;
    let Base::Image(written) = &stage.base else { return None };
    let codename = image.os.as_ref()?.codename?.to_ascii_lowercase();
    let newest = find(written, format!("1-{codename}"))?;
    let version = newest.runtime.as_ref()?.version.as_deref()?;
    let tag = renewed(written.tag.as_deref()?, version, now.os.as_ref()?.codename?, &codename);
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    find(written, tag.clone()).map(|found| (format!("{repository}:{tag}"), found))
}

fn why(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<Why> {
    let now = facts.standings.get(stage.index)?.image()?;
    let (old, new) = (now.os.as_ref()?, image.os.as_ref()?);
    let of_rust = now.repository == "docker.io/library/rust";
    let compiles = of_rust || now.repository == "docker.io/library/golang";
    // Where what ships stays on its release, the stage is another matter.
    let ships = facts.standings.get(build.shipped?).and_then(|standing| standing.image()?.os.as_ref());
    let of_debian = old.name == "debian" && new.name == "debian" && old.version != new.version;
    if !compiles || !of_debian || ships == Some(new) {
        return None;
    }
    let is_static = || facts.find("linkage").any(|fact| fact.what == What::Linkage(Linkage::Static));
    let steps: Vec<&Step> = build.steps(stage.index).collect();
    if system_sources::calls_gone(old, &steps).is_some() {
        return Some(Why::Gone);
    }
    let names = || packages(build, stage.index).chain(packages(build, build.shipped.unwrap_or_default()));
    // Of two stages, the one that ships names what the program loads.
    let alone = build.shipped == Some(stage.index);
    let over = !has_openssl_3(old) && has_openssl_3(new);
    let library = match over && (of_rust || names().any(|name| OPENSSL.contains(&name))) {
        true => Some("OpenSSL 1.1".to_string()),
        false => names()
            .find(|name| old.version < new.version && (is_renumbered(name) || alone && headers_move(name, over)))
            .map(|name| format!("`{name}`")),
    };
    // Libraries out of an image that we do not know are of a release that we do not know.
    let unknown = |at: usize| facts.standings.get(at).and_then(|one| one.image()).is_none();
    let foreign = |step: &Step| match &step.does {
        Does::Bring { from: Origin::Stage(at), .. } => unknown(*at),
        _ => false,
    };
    let foreign = || !of_rust && build.stages.iter().flat_map(|one| &one.steps).any(foreign);
    library.filter(|_| !is_static() && !foreign()).map(Why::Library)
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
    matches!(found.matched, Match::Exact | Match::Floating).then_some(found.image)
}

/// `1.64-slim` → `1.98-slim-trixie`: as precise as it was, and on the release by its name.
fn renewed(tag: &str, version: &str, old: &str, codename: &str) -> String {
    let word = |word: &str| match word.starts_with(|c: char| c.is_ascii_digit()) {
        true => version.split('.').take(word.split('.').count()).collect::<Vec<_>>().join("."),
        false => word.to_string(),
    };
    let kept = tag.split('-').filter(|word| !word.eq_ignore_ascii_case(old) && *word != "latest").map(word);
    kept.chain([codename.to_string()]).collect::<Vec<_>>().join("-")
}

/// The stages under the program that move so, and to what.
pub fn moving<'a>(case: &'a Case, choice: &Choice) -> impl Iterator<Item = (&'a Stage, String, Image)> {
    let split = case.build.shipped.filter(|_| choice.shape == Shape::Split);
    let stages = case.sources().iter().copied().chain(split).filter_map(|at| case.build.bottom(at));
    stages.filter_map(|stage| {
        let (reference, image) = on_release(case.build, case.facts, stage, &choice.image)?;
        twins::goes(case.build, case.facts, stage.index, &choice.image).then_some((stage, reference, image))
    })
}

/// `time` before 0.3.35, which many a `Cargo.lock` still holds, is not built by Rust 1.80 and later
/// ([rust-lang/rust, issue 127343](https://github.com/rust-lang/rust/issues/127343)).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (stage, new, image) = moving(case, choice).next()?;
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let text = match why(case.build, case.facts, stage, &choice.image)? {
        Why::Library(name) => say!(lang,
            en: "{line}: `{base}` builds for {name}, so `{new}` takes its place: run your tests.",
            de: "{line}: `{base}` baut für {name}, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
            zh: "{line}：`{base}` 构建的程序针对 {name}，因此改用 `{new}`：请运行测试。"),
        Why::Gone => say!(lang,
            en: "{line}: the packages under `{base}` have left the servers, so `{new}` takes its place: run your tests.",
            de: "{line}: Die Pakete unter `{base}` liegen nicht mehr auf den Servern, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
            zh: "{line}：`{base}` 所用系统的软件包已不在服务器上，因此改用 `{new}`：请运行测试。"),
    };
    let text = match image.repository.ends_with("/rust") {
        true => say!(lang,
            en: "{text} Where the lock file holds `time` before 0.3.35, which Rust 1.80 and later do not build, `cargo update -p time` first.",
            de: "{text} Hält die Lock-Datei `time` vor 0.3.35, das Rust ab 1.80 nicht baut, dann zuerst `cargo update -p time`.",
            zh: "{text}如果锁文件中的 `time` 低于 0.3.35（Rust 1.80 及以后无法构建），请先执行 `cargo update -p time`。"),
        false => text,
    };
    Some(crate::rules::claims::objection(runtime_version_mismatch::RULE.id, Weight::Risk, text, vec![stage.from.span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::Input;

    const FILE: &str = "FROM rust:1.64 AS b\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y openssl ca-certificates\nCOPY --from=b /app/target/release/app /app\nCMD [\"/app\"]\n";

    fn moved(file: &str, to: &str) -> Option<String> {
        with(&Input::pasted(file), |case| {
            twins::on_release(case.build, case.facts, &case.build.stages[0], &image(to)).map(|(reference, _)| reference)
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
        for stays in ["1.90", "1.90-bookworm", "1.64-alpine"] {
            assert_eq!(as_written(stays), None, "{stays}");
        }
        assert_eq!(moved(FILE, "alpine:3.24"), None);
        let built = FILE.replace("--release", "--release --target x86_64-unknown-linux-musl");
        assert_eq!(moved(&built, "debian:trixie-slim"), None, "it is static");
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
        assert_eq!(moved(go, "alpine:3.24"), None, "it is told what is left there");
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
