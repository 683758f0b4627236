//! Rust's image of a release with OpenSSL 1.1 under a program that goes where OpenSSL is 3: the newest Rust builds there.
//! Told under `runtime-version-mismatch`.

use super::dotnet::has_openssl_3;
use super::twins;
use crate::catalogue::{self, Image, Match};
use crate::evidence::{Facts, Linkage, What};
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch;
use crate::stages::{Base, ImageRef, Stage};

/// The stage's image with the newest Rust on the release of `image`. Rust's old versions have no image of a later
/// release, and what an earlier one builds a later one builds, too
/// ([stability](https://blog.rust-lang.org/2014/10/30/Stability/)); a static program asks for no OpenSSL.
pub fn on_release(facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    let now = facts.standings.get(stage.index)?.image()?;
    let (old, new) = (now.os.as_ref()?, image.os.as_ref()?);
    let crosses = old.name == "debian" && new.name == "debian" && !has_openssl_3(old) && has_openssl_3(new);
    let is_static = facts.find("linkage").any(|fact| fact.what == What::Linkage(Linkage::Static));
    if now.repository != "docker.io/library/rust" || !crosses || is_static {
        return None;
    }
    let Base::Image(written) = &stage.base else { return None };
    let codename = new.codename?.to_ascii_lowercase();
    let newest = find(written, format!("1-{codename}"))?;
    let version = newest.runtime.as_ref()?.version.as_deref()?;
    let tag = renewed(written.tag.as_deref()?, version, old.codename?, &codename);
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    find(written, tag.clone()).map(|found| (format!("{repository}:{tag}"), found))
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

/// `time` before 0.3.35, which many a `Cargo.lock` still holds, is not built by Rust 1.80 and later
/// ([rust-lang/rust, issue 127343](https://github.com/rust-lang/rust/issues/127343)).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let goes = |stage: &Stage| twins::goes(case.build, case.facts, stage.index, &choice.image);
    let builders = case.sources().iter().copied().chain(case.build.shipped.filter(|_| choice.shape == Shape::Split));
    let mut stages = builders.filter_map(|at| case.build.bottom(at)).filter(|stage| goes(stage));
    let (stage, new) = stages.find_map(|stage| Some((stage, on_release(case.facts, stage, &choice.image)?.0)))?;
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let text = say!(lang,
        en: "{line}: `{base}` builds for OpenSSL 1.1, so `{new}` takes its place. Run your tests; where the lock file holds `time` before 0.3.35, which Rust 1.80 and later do not build, `cargo update -p time` first.",
        de: "{line}: `{base}` baut für OpenSSL 1.1, also tritt `{new}` an seine Stelle. Lass deine Tests laufen; hält die Lock-Datei `time` vor 0.3.35, das Rust ab 1.80 nicht baut, dann zuerst `cargo update -p time`.",
        zh: "{line}：`{base}` 构建的程序针对 OpenSSL 1.1，因此改用 `{new}`。请运行测试；如果锁文件中的 `time` 低于 0.3.35（Rust 1.80 及以后无法构建），请先执行 `cargo update -p time`。");
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
    fn both_stages_move_and_nothing_is_left_on_the_old_openssl() {
        let wishes = crate::Wishes { today: "2026-11-28".into(), ..crate::Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(FILE), &wishes).rewrite.expect("it moves");
        assert!(rewrite.dockerfile.starts_with("FROM rust:1.98-trixie AS b\n"), "{}", rewrite.dockerfile);
        assert!(rewrite.left_to_you.iter().all(|left| !left.text.contains("OpenSSL 1.1, and")), "{rewrite:?}");
    }
}
