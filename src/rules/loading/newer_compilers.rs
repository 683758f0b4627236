//! A stage that compiles Go or Rust where its line can no longer stay: the newest one of the release that ships takes its
//! place. Told under `runtime-version-mismatch`.

use super::dotnet::has_openssl_3;
use super::gone_builders;
use crate::catalogue::{self, Image, Libc, Match};
use crate::evidence::{Facts, Linkage, What};
use crate::rules::claims::*;
use crate::rules::{base_os_ended, runtime_version_mismatch};
use crate::stages::{Base, Build, ImageRef, Stage};

/// Why it moves.
enum Why {
    /// What it builds asks for OpenSSL 1.1; a static program asks for none.
    Openssl,
    /// It installs packages of a release that has left the servers.
    Gone,
}

/// The stage's image with the newest line on the release of `image`. Old lines have no image of a later release, and what
/// an earlier one builds a later one builds, too ([Rust](https://blog.rust-lang.org/2014/10/30/Stability/),
/// [Go](https://go.dev/doc/go1compat)).
pub fn on_release(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    let why = why(build, facts, stage, image)?;
    let now = facts.standings.get(stage.index)?.image()?;
    let Base::Image(written) = &stage.base else { return None };
    let ships = image.os.as_ref().filter(|os| os.name == "debian").and_then(|os| os.codename);
    // Beside another system, the newest that builds for its glibc.
    let others = ["trixie", "bookworm"].into_iter().filter(|_| ships.is_none() && matches!(why, Why::Gone));
    let on = |codename: &str| {
        let codename = codename.to_ascii_lowercase();
        let newest = find(written, format!("1-{codename}")).filter(|newest| loads(newest, image))?;
        Some((codename, newest))
    };
    let (codename, newest) = ships.into_iter().chain(others).find_map(on)?;
    let version = newest.runtime.as_ref()?.version.as_deref()?;
    let tag = renewed(written.tag.as_deref()?, version, now.os.as_ref()?.codename?, &codename);
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    find(written, tag.clone()).map(|found| (format!("{repository}:{tag}"), found))
}

fn why(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<Why> {
    let now = facts.standings.get(stage.index)?.image()?;
    let old = now.os.as_ref().filter(|os| os.name == "debian")?;
    let of_rust = now.repository == "docker.io/library/rust";
    let compiles = of_rust || now.repository == "docker.io/library/golang";
    if !compiles || image.os.as_ref() == Some(old) {
        return None;
    }
    if gone_builders::call(build, old, stage).is_some() {
        return Some(Why::Gone);
    }
    // Where what ships stays on its release, the stage is another matter.
    let ships = facts.standings.get(build.shipped?).and_then(|standing| standing.image()?.os.as_ref());
    let new = image.os.as_ref().filter(|new| new.name == "debian" && ships != Some(new))?;
    let is_static = || facts.find("linkage").any(|fact| fact.what == What::Linkage(Linkage::Static));
    (of_rust && !has_openssl_3(old) && has_openssl_3(new) && !is_static()).then_some(Why::Openssl)
}

fn find(written: &ImageRef, tag: String) -> Option<Image> {
    let found = catalogue::find(&ImageRef { tag: Some(tag), digest: None, ..written.clone() })?;
    matches!(found.matched, Match::Exact | Match::Floating).then_some(found.image)
}

/// What is built on the one asks for no newer glibc than the other has.
pub fn loads(builder: &Image, ships: &Image) -> bool {
    let glibc = |image: &Image| {
        let parts = image.libc_version.filter(|_| image.libc == Libc::Glibc)?.split('.');
        parts.map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
    };
    match (glibc(builder), glibc(ships)) {
        (_, None) => true,
        (Some(built), Some(ships)) => built <= ships,
        (None, Some(_)) => builder.libc != Libc::Glibc || builder.os == ships.os,
    }
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
        Some((stage, reference, image))
    })
}

/// `time` before 0.3.35, which many a `Cargo.lock` still holds, is not built by Rust 1.80 and later
/// ([rust-lang/rust, issue 127343](https://github.com/rust-lang/rust/issues/127343)).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (stage, new, image) = moving(case, choice).next()?;
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let why = why(case.build, case.facts, stage, &choice.image)?;
    let rule = match why {
        Why::Gone => base_os_ended::RULE.id,
        Why::Openssl => runtime_version_mismatch::RULE.id,
    };
    let text = match why {
        Why::Openssl => say!(lang,
            en: "{line}: `{base}` builds for OpenSSL 1.1, so `{new}` takes its place: run your tests.",
            de: "{line}: `{base}` baut für OpenSSL 1.1, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
            zh: "{line}：`{base}` 构建的程序针对 OpenSSL 1.1，因此改用 `{new}`：请运行测试。"),
        Why::Gone => taken(case, stage, &new),
    };
    let text = match image.repository.ends_with("/rust") {
        true => say!(lang,
            en: "{text} Where the lock file holds `time` before 0.3.35, which Rust 1.80 and later do not build, `cargo update -p time` first.",
            de: "{text} Hält die Lock-Datei `time` vor 0.3.35, das Rust ab 1.80 nicht baut, dann zuerst `cargo update -p time`.",
            zh: "{text}如果锁文件中的 `time` 低于 0.3.35（Rust 1.80 及以后无法构建），请先执行 `cargo update -p time`。"),
        false => text,
    };
    let claim = crate::rules::claims::objection(rule, Weight::Risk, text, vec![stage.from.span]);
    // On the base that the file has, it is what is to be mended.
    Some(match case.stays(choice) {
        true => Objection { weight: Weight::Change, ..claim }.by(Change::Builder),
        false => claim,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::Input;

    const FILE: &str = "FROM rust:1.64 AS b\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y openssl ca-certificates\nCOPY --from=b /app/target/release/app /app\nCMD [\"/app\"]\n";

    fn moved(file: &str, to: &str) -> Option<String> {
        with(&Input::pasted(file), |case| {
            on_release(case.build, case.facts, &case.build.stages[0], &image(to)).map(|(reference, _)| reference)
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
    fn both_stages_move_and_nothing_is_left_on_the_old_openssl() {
        let wishes = crate::Wishes { today: "2026-11-28".into(), ..crate::Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(FILE), &wishes).rewrite.expect("it moves");
        assert!(rewrite.dockerfile.starts_with("FROM rust:1.98-trixie AS b\n"), "{}", rewrite.dockerfile);
        assert!(rewrite.left_to_you.iter().all(|left| !left.text.contains("OpenSSL 1.1, and")), "{rewrite:?}");
    }
}
