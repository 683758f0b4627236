//! Both stages stand on one release, because what the one makes carries a runtime that was built for it: a stage that
//! cannot go along holds the other back.

use super::{linked, twins};
use crate::catalogue::{self, Image, Lifecycle, Os};
use crate::evidence::language;
use crate::rules::claims::*;
use crate::rules::ground;
use crate::rules::missing_shared_library::RULE;
use crate::shell::Command;
use crate::stages::{Base, Stage};

/// The build stage whose image has no tag that we know on the new release.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (stage, builder) = builder(case, choice)?;
    let (now, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let (old, title, image) = (now.title(), new.title(), &choice.image.reference);
    if let Some(next) = living(case, builder, new) {
        let text = say!(lang,
            en: "{line} builds for {old} on `{base}`, whose support has ended: build on a line that stands on {title}, as `{next}` does, with your tests run, and move both together.",
            de: "{line} baut für {old} auf `{base}`, dessen Pflege zu Ende ist: Baue auf einer Linie, die auf {title} steht, wie `{next}`, lass deine Tests laufen, und zieh mit beiden zusammen um.",
            zh: "{line}在 `{base}` 上为 {old} 构建，而它的支持已结束：请改用基于 {title} 的版本线（如 `{next}`）构建，运行测试，并让两者一起迁移。");
        let claim = crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![stage.from.span]);
        return Some(claim.by(Change::Yours));
    }
    let like = beginning(stage, now, new).map(|tag| format!(" (`{tag}…`)")).unwrap_or_default();
    let text = say!(lang,
        en: "{line} builds for {old} on `{base}`, and we know no tag of that on {title}: look for one{like}, and move both together; `{image}` alone would part them.",
        de: "{line} baut für {old} auf `{base}`, und ein Tag davon auf {title} kennen wir nicht: Such danach{like}, und zieh mit beiden zusammen um; `{image}` allein würde sie trennen.",
        zh: "{line}在 `{base}` 上为 {old} 构建，而我们不知道它在 {title} 上的标签：请查找这样的标签{like}，并让两者一起迁移；只改用 `{image}` 会使两者分离。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Doubt, text, vec![stage.from.span]))
}

/// What such a tag begins with, where the present one names its release: `1.18.4-erlang-28.0.2-debian-trixie`.
fn beginning(stage: &Stage, now: &Os, new: &Os) -> Option<String> {
    let Base::Image(written) = &stage.base else { return None };
    let (before, _) = written.tag.as_deref()?.split_once(&now.codename?.to_ascii_lowercase())?;
    Some(format!("{before}{}", new.codename.filter(|_| now.name == new.name)?.to_ascii_lowercase()))
}

/// Whether a stage that builds, and lives, keeps what ships on its release.
pub fn stays(case: &Case, choice: &Choice) -> bool {
    builder(case, choice).is_some_and(|(_, builder)| lives(case, builder))
}

/// What builds a release on the present system, and has no tag on the new one. With a second stage, that is the one
/// stage of today.
fn builder<'a>(case: &'a Case, choice: &Choice) -> Option<(&'a Stage, &'a Image)> {
    let (now, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    if is_same(now, new) || linked::is_static(case) {
        return None;
    }
    let stands = |index: usize| Some((case.build.stages.get(index)?, case.facts.standings.get(index)?.image()?));
    let own = |(stage, image): &(&Stage, &Image)| {
        let same = image.os.as_ref().is_some_and(|os| is_same(os, now));
        // What has tags of its own on the new line goes along with it.
        let goes = image.repository == choice.image.repository;
        same && !goes
            && matches!(stage.base, Base::Image(_))
            && twins::on_release(case.build, case.facts, stage, &choice.image).is_none()
    };
    let stand = |at: usize| Some(at).filter(|&at| makes(case, at)).and_then(|at| stands(case.build.bottom(at)?.index));
    let parted = case.build.shipped.filter(|_| choice.shape == Shape::Split);
    let parted = parted.and_then(stand).filter(|(_, image)| lives(case, image));
    case.sources().iter().copied().filter_map(stand).chain(parted).find(own)
}

fn lives(case: &Case, builder: &Image) -> bool {
    ground::state(&builder.lifecycle.runtime, &case.wishes.today) != Lifecycle::Ended
}

/// A line of the builder's own image on the new release, where its present one has ended.
fn living(case: &Case, builder: &Image, new: &Os) -> Option<String> {
    let there = |next: &Image| next.os.as_ref().is_some_and(|os| is_same(os, new));
    let next = catalogue::newest(builder).filter(|next| !lives(case, builder) && there(next))?;
    Some(next.reference)
}

fn is_same(one: &Os, other: &Os) -> bool {
    (one.name, one.version) == (other.name, other.version) && one.version.is_some()
}

/// A release of Elixir or Erlang carries its runtime system along, and is for targets that run "on the same operating
/// system (OS) distribution and version" ([mix release](https://hexdocs.pm/mix/Mix.Tasks.Release.html), 2026-11-29);
/// Swift's toolchains are made for one release each ([swift](https://hub.docker.com/_/swift)).
fn makes(case: &Case, stage: usize) -> bool {
    let made = |command: &Command| match command.name() {
        "swift" => command.has("build"),
        _ => language::releases(command),
    };
    let launches = case.build.steps(stage).filter_map(|step| step.run());
    launches.flat_map(|launch| &launch.commands).any(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const PHOENIX: &str = "ARG DEBIAN_VERSION=bookworm-20241016\nARG BUILDER=hexpm/elixir:1.17.3-erlang-27.1.2-debian-${DEBIAN_VERSION}-slim\nARG RUNNER=debian:${DEBIAN_VERSION}-slim\nFROM ${BUILDER} AS b\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM ${RUNNER}\nCOPY --from=b /app/_build/prod/rel/a /app\nCMD [\"/app/bin/server\"]\n";
    const VAPOR: &str = "FROM swift:5.9-jammy AS b\nWORKDIR /build\nCOPY . .\nRUN swift build -c release --static-swift-stdlib\nFROM ubuntu:jammy\nCOPY --from=b /build/.build/release/App /app\nENTRYPOINT [\"/app\"]\n";

    fn doubts(file: &str, to: &str) -> bool {
        let told = |shape| {
            let told = weighed(RULE.id, file, to, shape);
            told.iter().any(|one| one.weight == Weight::Doubt && one.text.contains("both"))
        };
        assert_eq!(told(Shape::Swap), told(Shape::Split));
        told(Shape::Swap)
    }

    #[test]
    fn a_builder_without_a_tag_there_holds_the_runner_back() {
        assert!(doubts(PHOENIX, "debian:trixie-slim"));
        let told = weighed(RULE.id, PHOENIX, "debian:trixie-slim", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("(`1.17.3-erlang-27.1.2-debian-trixie…`)")), "{told:?}");
        assert!(!doubts(PHOENIX, "debian:bookworm-slim"));
        assert!(doubts(VAPOR, "ubuntu:26.04") && doubts(VAPOR, "debian:trixie-slim"));
        let parted = PHOENIX.replace("RUNNER=debian:${DEBIAN_VERSION}-slim", "RUNNER=debian:bullseye-slim");
        assert!(!doubts(&parted, "debian:trixie-slim"), "they stood apart before");
    }

    #[test]
    fn a_builder_that_has_ended_goes_to_a_line_that_stands_there() {
        let file = "FROM elixir:1.14 AS b\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM debian:bookworm\nCOPY --from=b /app/_build/prod/rel/a /app\nCMD [\"/app/bin/a\", \"start\"]\n";
        assert!(!doubts(file, "debian:trixie-slim"));
        let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        assert!(
            told.iter().any(|one| one.change == Some(Change::Yours) && one.text.contains("`elixir:1.")),
            "{told:?}"
        );
    }

    #[test]
    fn what_goes_along_or_is_static_holds_nothing_back() {
        let debian = PHOENIX.replace(
            "BUILDER=hexpm/elixir:1.17.3-erlang-27.1.2-debian-${DEBIAN_VERSION}-slim",
            "BUILDER=debian:bookworm",
        );
        assert!(!doubts(&debian, "debian:trixie-slim"));
        assert!(!doubts(&VAPOR.replace("--static-swift-stdlib", "-Xswiftc -static-executable"), "ubuntu:26.04"));
        assert!(!doubts(&VAPOR.replace("swift build -c release --static-swift-stdlib", "make site"), "ubuntu:26.04"));
    }
}
