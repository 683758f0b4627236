//! # Built against a newer glibc than the one it meets
//!
//! ## What it is
//! The stage that builds stands on a newer distribution than the one that ships. Tags that name no distribution move: `golang:1.26` stands on Debian 13 (glibc 2.41), not on Debian 12 (2.36).
//!
//! ## Why it matters
//! glibc runs old programs on new systems, not new ones on old. If the program uses a symbol that came later, it stops with `version GLIBC_2.38 not found`. The versions 2.34 and 2.38 moved very common symbols.
//!
//! ## What to do
//! Name the same distribution in both stages: build on `golang:1.26-bookworm` for a Debian 12 base, or ship on Debian 13.
//!
//! ## When not to
//! A static program does not meet the base's glibc at all.
//!
//! ## Example
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM debian:12-slim
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM rust:1-bookworm AS build
//! COPY . .
//! RUN cargo build --release
//! FROM debian:12-slim
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Why glibc 2.34 removed libpthread](https://developers.redhat.com/articles/2021/12/17/why-glibc-234-removed-libpthread)
//! - [glibc wiki: release notes](https://sourceware.org/glibc/wiki/Release)

use super::claims::*;
use super::loading::linked::{linkages, version};
use super::loading::newer_libstdcxx;
use crate::catalogue::{self, Image, Libc};
use crate::evidence::{Linkage, trace};
use crate::shell::Command;

pub const RULE: Rule = Rule { id: "glibc-newer-than-runtime", file: Some(file), base: Some(base), ..PLAIN };

/// Releases that gave very common symbols a new version: threads and `dlopen` in 2.34, `strtol` in 2.38.
const STEPS: [(u32, u32); 2] = [(2, 34), (2, 38)];

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|footing| footing.image().libc == Libc::Glibc) else { return Vec::new() };
    let lang = case.lang();
    let claim = |gap: Gap| {
        let severity = if gap.is_step() { Severity::Error } else { Severity::Warning };
        let what = gap.text(case, footing.image());
        let why = say!(lang,
            en: "A program may ask for symbols that the older one lacks; then it stops at the start.",
            de: "Ein Programm kann Symbole verlangen, die der älteren fehlen; dann bricht es beim Start ab.",
            zh: "程序可能用到旧版没有的符号，那样一启动就会中止。");
        let todo = say!(lang,
            en: "Name the same distribution release in both stages.",
            de: "Nenne in beiden Stufen dieselbe Version der Distribution.",
            zh: "让两个阶段使用同一发行版版本。");
        let spans = gap.fact.spans.iter().copied().chain([footing.stage.from.span]).collect();
        finding(RULE.id, severity, [what, why, todo], spans)
    };
    let told: Vec<Finding> = gaps(case, footing.image()).map(claim).collect();
    if told.is_empty() { newer_libstdcxx::finding(case, RULE.id).into_iter().collect() } else { told }
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.libc != Libc::Glibc {
        return Vec::new();
    }
    let judge = |gap: Gap| {
        let weight = if case.stays(choice) && !gap.is_step() { Weight::Risk } else { Weight::Blocker };
        objection(RULE.id, weight, gap.text(case, &choice.image), gap.fact.spans.clone())
    };
    let cpp = newer_libstdcxx::objection(case, choice, RULE.id);
    gaps(case, &choice.image).map(judge).chain(open(case, choice)).chain(cpp).collect()
}

/// Either version is not known, and nothing says that they are the same.
fn open(case: &Case, choice: &Choice) -> Vec<Objection> {
    let same_os = case.present().is_some_and(|image| image.os.is_some() && image.os == choice.image.os);
    if same_os || case.stays(choice) || is_newer_release(case, choice) {
        return Vec::new();
    }
    let known = choice.image.libc_version.and_then(version).is_some();
    let least = || choice.image.os.as_ref().and_then(catalogue::libc_at_least).and_then(version);
    let unknown = linkages(case).filter(|(_, linkage)| match linkage {
        Linkage::Glibc { version: Some(built), .. } => !known && version(built) > least(),
        Linkage::Glibc { version: None, .. } => !is_as_new(case, choice),
        Linkage::Unknown => is_older(case, choice),
        _ => false,
    });
    let unknown = unknown.filter(|(fact, _)| !is_rebuilt(case, choice, fact));
    unknown.map(|(fact, linkage)| unseen(case, choice, fact, linkage)).collect()
}

/// What ships is what builds: the program is made anew on the base itself.
fn is_rebuilt(case: &Case, choice: &Choice, fact: &Fact) -> bool {
    let makes =
        |command: &Command| fact.spans.iter().any(|span| command.span.contains(*span)) && trace::builds(command);
    choice.shape == Shape::Swap && case.commands().any(makes)
}

/// No stable Debian has a newer one (`catalogue/libc.txt`).
const NEWEST_DEBIAN: (u32, u32) = (2, 41);

fn unseen(case: &Case, choice: &Choice, fact: &Fact, linkage: &Linkage) -> Objection {
    let met = choice.image.libc_version.filter(|met| version(met) >= Some(NEWEST_DEBIAN));
    match (linkage, met) {
        (Linkage::Glibc { version: Some(built), .. }, _) => doubt(unnamed(case, choice, fact, built), fact),
        (_, Some(met)) => objection(RULE.id, Weight::Risk, newest(case, choice, fact, met), fact.spans.clone()),
        _ => doubt(unbuilt(case, choice, fact), fact),
    }
}

fn doubt(text: String, fact: &Fact) -> Objection {
    objection(RULE.id, Weight::Doubt, text, fact.spans.clone())
}

/// The base's own is not known.
fn unnamed(case: &Case, choice: &Choice, fact: &Fact, built: &str) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &choice.image.reference);
    say!(lang,
        en: "The program of {line} is built against glibc {built}, and we do not know which `{image}` has.",
        de: "Das Programm aus {line} ist gegen glibc {built} gebaut, und welche `{image}` hat, wissen wir nicht.",
        zh: "{line}的程序是用 glibc {built} 构建的，而我们不知道 `{image}` 的版本。")
}

/// The program's is not known, and the base has as new a one as programs are built against.
fn newest(case: &Case, choice: &Choice, fact: &Fact, met: &str) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &choice.image.reference);
    say!(lang,
        en: "We cannot see which glibc the program of {line} was built against; `{image}` has {met}, which no stable Debian exceeds. Start it once to be sure.",
        de: "Gegen welche glibc das Programm aus {line} gebaut ist, ist nicht zu sehen; `{image}` hat {met}, und kein stabiles Debian hat eine neuere. Starte es einmal zur Probe.",
        zh: "看不出{line}的程序是用哪个 glibc 构建的；`{image}` 带有 {met}，没有哪个 Debian 稳定版比它更新。请试着启动一次。")
}

/// What was built on a release of a distribution finds an older or the same glibc in no later release of it. A Debian
/// image whose tag names no release stands on a stable one, and none is newer than Debian 13 (`catalogue/libc.txt`).
fn is_newer_release(case: &Case, choice: &Choice) -> bool {
    let builders = case.facts.standings.iter().filter_map(|standing| standing.image());
    let mut systems = builders.filter_map(|image| image.os.as_ref()).filter(|os| os.name != "alpine").peekable();
    let known = choice.image.libc_version.and_then(version);
    let os = choice.image.os.as_ref();
    systems.peek().is_some()
        && systems.all(|built| {
            match (built.version.and_then(version), os.and_then(|os| os.version).and_then(version)) {
                (Some(built_on), Some(release)) => os.is_some_and(|os| os.name == built.name) && built_on <= release,
                (None, _) => built.name == "debian" && known.is_some_and(|known| known >= NEWEST_DEBIAN),
                _ => false,
            }
        })
}

/// Than that of the present base, on which the program runs.
fn is_older(case: &Case, choice: &Choice) -> bool {
    choice.image.libc_version.and_then(version).is_some_and(|then| Some(then) < present(case))
}

/// What runs on the present base finds there what it asks for.
fn is_as_new(case: &Case, choice: &Choice) -> bool {
    let least = || choice.image.os.as_ref().and_then(catalogue::libc_at_least);
    let then = choice.image.libc_version.or_else(least).and_then(version);
    present(case).is_some_and(|now| then >= Some(now))
}

fn present(case: &Case) -> Option<(u32, u32)> {
    case.present().filter(|image| image.libc == Libc::Glibc)?.libc_version.and_then(version)
}

fn unbuilt(case: &Case, choice: &Choice, fact: &Fact) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &choice.image.reference);
    say!(lang,
        en: "We do not know which glibc the program of {line} was built against, so we cannot say whether that of `{image}` is new enough.",
        de: "Es ist nicht bekannt, gegen welche glibc das Programm aus {line} gebaut ist, also auch nicht, ob die von `{image}` neu genug ist.",
        zh: "不知道{line}的程序是用哪个 glibc 构建的，因此无法判断 `{image}` 的 glibc 是否够新。")
}

struct Gap<'a> {
    fact: &'a Fact,
    built: (u32, u32),
    met: (u32, u32),
}

impl Gap<'_> {
    fn is_step(&self) -> bool {
        STEPS.iter().any(|&step| self.met < step && step <= self.built)
    }

    fn text(&self, case: &Case, image: &Image) -> String {
        let (lang, line, image) = (case.lang(), case.lines(&self.fact.spans), &image.reference);
        let (built, met) = (format!("{}.{}", self.built.0, self.built.1), format!("{}.{}", self.met.0, self.met.1));
        say!(lang,
            en: "The program of {line} is built against glibc {built}, and `{image}` has {met}.",
            de: "Das Programm aus {line} ist gegen glibc {built} gebaut, und `{image}` hat {met}.",
            zh: "{line}的程序是用 glibc {built} 构建的，而 `{image}` 只有 {met}。")
    }
}

fn gaps<'a>(case: &'a Case, image: &Image) -> impl Iterator<Item = Gap<'a>> {
    let met = image.libc_version.and_then(version);
    linkages(case).filter_map(move |(fact, linkage)| match linkage {
        Linkage::Glibc { version: Some(built), .. } => {
            let gap = Gap { fact, built: version(built)?, met: met? };
            (gap.built > gap.met).then_some(gap)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RUST: &str = "FROM rust:1-trixie AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:13-slim\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";

    #[test]
    fn what_ships_where_it_is_built_is_built_anew() {
        let file = "FROM swift:5.3\nWORKDIR /app\nCOPY . .\nRUN swift build -c release\nCMD [\".build/release/App\"]\n";
        assert_eq!(weight(RULE.id, file, "swift:6.3-noble", Shape::Swap), None);
        let copied = |line: &str| {
            let ship = format!("FROM swift:{line}-slim\nCOPY --from=b /app/.build/release/App .build/release/App\nCMD");
            file.replace("FROM swift:5.3", &format!("FROM swift:{line} AS b")).replace("CMD", &ship)
        };
        // Nobody told where 4.2 stood; 5.3 stood on Ubuntu 18.04, and a later one carries what was built there.
        assert_eq!(weight(RULE.id, &copied("4.2"), "swift:6.0-noble-slim", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, &copied("5.3"), "swift:6.0-noble-slim", Shape::Swap), None);
    }

    #[test]
    fn an_older_base_is_named_with_both_versions() {
        let found = fires(RULE.id, &RUST.replace("debian:13-slim", "debian:12-slim"));
        assert_eq!(found.severity, Severity::Error);
        assert!(found.what.contains("2.41") && found.what.contains("2.36"), "{}", found.what);
        assert_eq!(weight(RULE.id, RUST, "debian:12-slim", Shape::Swap), Some(Weight::Blocker));
    }

    /// Whoever built it: it runs on the older one today.
    #[test]
    fn what_runs_on_an_older_one_runs_on_a_newer_one() {
        let file = "FROM haskell:8.6.5 AS b\nCOPY . .\nRUN stack build --copy-bins --local-bin-path /out\nFROM ubuntu:18.04\nCOPY --from=b /out/app /app\nCMD [\"/app\"]\n";
        for to in ["ubuntu:26.04", "debian:trixie-slim"] {
            assert_eq!(weight(RULE.id, file, to, Shape::Swap), None, "{to}");
        }
        let newer = file.replace("ubuntu:18.04", "ubuntu:26.04");
        assert_ne!(weight(RULE.id, &newer, "debian:trixie-slim", Shape::Swap), None);
    }

    #[test]
    fn the_same_or_a_newer_one_is_fine() {
        silent(RULE.id, RUST);
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/cc-debian13", Shape::Swap), None);
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("2.9") < version("2.36"));
        assert_eq!(version("2.41-12"), Some((2, 41)));
        assert_eq!(version("rolling"), None);
    }
}
