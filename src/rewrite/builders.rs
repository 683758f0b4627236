//! Stages that build for what ships, and move along with its base.

use super::draft::Draft;
use super::from::styled;
use crate::catalogue::{self, Image, Libc, Match, Purpose};
use crate::rules::{self, shared_base, twins};
use crate::stages::{Base, ImageRef, Stage};

/// Where the new base brings another line of the runtime, the stages that install for it move to that line too:
/// what is installed by one and run by the other would not fit together. The same of a system's releases.
pub fn of<'a>(draft: &Draft<'a>, shipped: usize) -> Vec<(&'a Stage, String, Image)> {
    // What is published for `runtime-deps` brings its own runtime: it stays with the SDK that it was tested with.
    let carried = draft.image.repository.ends_with("/runtime-deps");
    let new = runtime_line(draft.image).filter(|_| !carried);
    let (bottom, carried) = (draft.build.bottom(shipped), draft.build.carried(shipped));
    let moves = |stage: &&Stage| {
        let own_from = matches!(stage.base, Base::Image(_)) && !carried[stage.index];
        own_from || bottom.is_some_and(|bottom| bottom.index == stage.index) && stage.index != shipped
    };
    let moving = draft.build.stages.iter().filter(moves);
    let crosses = shared_base::crosses(draft.build, draft.facts, draft.image);
    let along = |stage: &Stage| crosses && bottom.is_some_and(|bottom| bottom.from.text == stage.from.text);
    let target = |stage: &&Stage| {
        let of_line = |new| {
            on_line(draft, stage, new)
                .or_else(|| frozen(draft, stage))
                .or_else(|| given_up(draft, stage))
                .or_else(|| sdk_of_hub(draft, stage, &new.1))
                .or_else(|| of_docker(draft, stage, new))
        };
        new.as_ref()
            .filter(|_| !along(stage))
            .and_then(of_line)
            .or_else(|| twins::moves(draft.build, draft.facts, stage, draft.image))
            .or_else(|| namesake(draft, stage, bottom?))
            .or_else(|| prepares(draft, stage, bottom?))
    };
    moving.filter_map(|stage| target(&stage).map(|(reference, image)| (stage, reference, image))).collect()
}

/// `FROM alpine:3.15`, parted from what it prepares for a static program: that loads nothing of the system, so the stage
/// goes to the one that lives.
fn prepares(draft: &Draft, stage: &Stage, bottom: &Stage) -> Option<(String, Image)> {
    let now = draft.facts.standings.get(stage.index)?.image()?;
    let ended = now.lifecycle.os.ends.is_some_and(|day| day < draft.today.as_str());
    let alone = !shared_base::carries(draft.build, draft.facts, draft.image) && stage.from.text == bottom.from.text;
    let parted = alone && draft.image.libc == Libc::None && now.purpose == Purpose::Os;
    let next = catalogue::kin(now, None, &draft.today).filter(|_| parted && ended)?;
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    Some((format!("{repository}:{}", next.tag.as_deref()?), next))
}

/// `FROM keycloak:20 AS builder` and `FROM keycloak:20`: what the one prepares is for the release of the other. A variant
/// that only runs, as CUDA's `-runtime` and a JRE do, does not build.
fn namesake(draft: &Draft, stage: &Stage, bottom: &Stage) -> Option<(String, Image)> {
    let now = draft.facts.standings.get(stage.index)?.image()?;
    let only_runs = now.purpose == Purpose::Build && draft.image.purpose != Purpose::Build
        || rules::is_jre(draft.image) && !rules::is_jre(now);
    let same =
        stage.from.text == bottom.from.text && shared_base::is_kin(draft.build, draft.facts, draft.image) && !only_runs;
    same.then(|| (styled(draft, stage), draft.image.clone()))
}

/// `lts-alpine3.18`: a tag without a line stood still with its system, on whichever line that was. The same image on
/// the release that ships takes its place.
fn frozen(draft: &Draft, stage: &Stage) -> Option<(String, Image)> {
    let image = draft.facts.standings.get(stage.index)?.image()?;
    let Base::Image(old) = &stage.base else { return None };
    let (head, _) = old.tag.as_deref()?.split_once('-')?;
    let lineless = !head.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    let kin = image.repository == draft.image.repository && image.family == draft.image.family;
    (lineless && kin && image.os != draft.image.os).then(|| (styled(draft, stage), draft.image.clone()))
}

/// `mhart/alpine-node:10`, whose makers name what follows it, and that ships: what is compiled for the one line does not
/// load on the other.
fn given_up(draft: &Draft, stage: &Stage) -> Option<(String, Image)> {
    let now = draft.facts.standings.get(stage.index)?.image()?;
    let apart = runtime_line(now) != runtime_line(draft.image) && now.package_manager == draft.image.package_manager;
    let builds = !rules::is_jre(draft.image) || rules::is_jre(now);
    (apart && builds && rules::succeeds(now, draft.image)).then(|| (styled(draft, stage), draft.image.clone()))
}

/// The name and line of an image's runtime, as precise as its tags are.
pub fn runtime_line(image: &Image) -> Option<(&'static str, String)> {
    let runtime = image.runtime.as_ref()?;
    let parts = if matches!(runtime.name, "node" | "java") { 1 } else { 2 };
    let version = runtime.version.as_deref()?;
    Some((runtime.name, version.split('.').take(parts).collect::<Vec<_>>().join(".")))
}

/// Words that stand in a tag where others have a version.
const FLOATING: [&str; 4] = ["current", "latest", "lts", "stable"];

/// The stage's own image on the new line, when the catalogue knows it by that name.
fn on_line(draft: &Draft, stage: &Stage, (runtime, line): &(&'static str, String)) -> Option<(String, Image)> {
    let now = draft.facts.standings.get(stage.index)?.image()?;
    let had = runtime_line(now)?;
    let Base::Image(old) = &stage.base else { return None };
    let tag = old.tag.as_deref().unwrap_or("latest");
    let numbered = tag.starts_with(|c: char| c.is_ascii_digit());
    let (head, rest) = tag.split_once('-').map_or((tag, String::new()), |(head, rest)| (head, format!("-{rest}")));
    // `python:alpine` beside `python:3.14-alpine3.24` is soon another Python.
    let rest = if numbered || FLOATING.contains(&head) { rest } else { format!("-{tag}") };
    // A digest without a number holds a line that the file does not tell.
    let stays = match numbered {
        true => had.1 == *line || !tag.starts_with(had.1.as_str()),
        false => old.digest.is_some(),
    };
    if had.0 != *runtime || stays {
        return None;
    }
    // .NET Core's images went on as those of .NET.
    let moved = |name: &str| name.replace("dotnet/core/", "dotnet/");
    let name = stage.from.text.split('@').next()?;
    let repository = moved(old.tag.as_deref().map_or(Some(name), |tag| name.strip_suffix(tag)?.strip_suffix(':'))?);
    // `-alpine3.15` names a release that the new line may not have: the one that ships.
    let (before, last) = rest.rsplit_once('-').unwrap_or_default();
    let on_alpine = last.starts_with("alpine").then(|| draft.image.os.as_ref()?.version).flatten();
    // `denoland/deno` has tags of releases alone, with the system in front: `alpine-1.38.2`; `1.38.2` was that of Debian.
    let is_tailed = !numbered && tag.rsplit('-').next().is_some_and(|tail| tail.starts_with(&had.1));
    let whole = draft.image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    let bare = without_release(&rest, now);
    // Debian's were called slim until 8 (github.com/dotnet/dotnet-docker/blob/main/documentation/supported-tags.md).
    let bare = if name.contains("/dotnet/") { bare.replace("-slim", "") } else { bare };
    let codename = draft.image.os.as_ref().filter(|_| old.registry == "docker.io").and_then(|os| os.codename);
    let codename = codename.map(str::to_ascii_lowercase);
    let tags = [
        Some(format!("{line}{rest}")),
        codename.as_ref().map(|name| format!("{line}-{name}{bare}")),
        codename.map(|name| format!("{line}{bare}-{name}")),
        on_alpine.map(|release| format!("{line}{before}-alpine{release}")),
        Some(format!("{line}{bare}")),
        whole.map(|version| format!("{version}{rest}")),
        whole.map(|version| format!("debian-{version}{rest}")),
        whole.map(|version| format!("{head}-{version}")).filter(|_| is_tailed),
    ];
    let found = tags.into_iter().flatten().filter_map(|tag| {
        let to = ImageRef { repository: moved(&old.repository), tag: Some(tag.clone()), digest: None, ..old.clone() };
        let found = catalogue::find(&to)?;
        let exact = matches!(found.matched, Match::Exact | Match::Floating);
        // What the stage installs, it installs with the same manager there.
        let sure = exact && found.image.package_manager == now.package_manager;
        sure.then(|| (format!("{repository}:{tag}"), found.image))
    });
    let found: Vec<(String, Image)> = found.collect();
    // On the release that ships, where there is such a tag; by its name, where what ships is called by it.
    let kin = |(_, image): &&(String, Image)| image.os == draft.image.os;
    let named = |tag: &str| names_release(tag, draft.image);
    let by_name = found.iter().filter(kin).find(|(tag, _)| named(tag) && named(&draft.image.reference));
    by_name.or_else(|| found.iter().find(kin)).or(found.first()).cloned()
}

/// `node:24-alpine3.24`, `node:24-trixie`: `node:24` moves on to the next release of its system, and what it builds then
/// may not load on this one.
fn names_release(tag: &str, image: &Image) -> bool {
    let Some(os) = &image.os else { return false };
    let coded = |word: &str| os.codename.is_some_and(|name| name.eq_ignore_ascii_case(word));
    let on_alpine = |word: &str| word.strip_prefix("alpine").is_some_and(|release| Some(release) == os.version);
    tag.split(['-', ':']).any(|word| coded(word) || on_alpine(word))
}

/// `-slim` of `-slim-buster`, `-alpine` of `-alpine3.15`: a later line of the runtime is published for later releases.
fn without_release(rest: &str, now: &Image) -> String {
    let codename = now.os.as_ref().and_then(|os| os.codename).unwrap_or_default();
    let kept = rest.split('-').filter(|word| !word.eq_ignore_ascii_case(codename) || word.is_empty());
    let kept: Vec<&str> = kept.map(|word| if word.starts_with("alpine") { "alpine" } else { word }).collect();
    kept.join("-")
}

/// Bitnami's free images of languages are gone ([bitnami/containers, issue 83267](https://github.com/bitnami/containers/issues/83267)):
/// Docker's own of that name build for what ships.
fn of_docker(draft: &Draft, stage: &Stage, (runtime, line): &(&'static str, String)) -> Option<(String, Image)> {
    let Base::Image(old) = &stage.base else { return None };
    let name = old.repository.strip_prefix("bitnami/").filter(|name| name == runtime && old.registry == "docker.io")?;
    // Their own way to install.
    let by_apt = !draft.source().slice(stage.span).contains("install_packages");
    let os = draft.image.os.as_ref().filter(|os| os.name == "debian" && by_apt)?;
    let tag = format!("{line}-{}", os.codename?.to_ascii_lowercase());
    let repository = format!("library/{name}");
    let found = catalogue::find(&ImageRef { repository, tag: Some(tag.clone()), digest: None, ..old.clone() })?;
    Some((format!("{name}:{tag}"), found.image))
}

/// Docker Hub's `microsoft/dotnet:2.1-sdk` and `microsoft/aspnetcore-build` went on as Microsoft's own
/// (github.com/dotnet/dotnet-docker, issue 2848).
fn sdk_of_hub(draft: &Draft, stage: &Stage, line: &str) -> Option<(String, Image)> {
    let Base::Image(old) = &stage.base else { return None };
    let tag = old.tag.as_deref().unwrap_or_default();
    let sdk = match old.name().as_str() {
        "docker.io/microsoft/dotnet" => tag.contains("-sdk"),
        "docker.io/microsoft/aspnetcore-build" => true,
        _ => false,
    };
    let moves = sdk && draft.image.repository.starts_with("mcr.microsoft.com/dotnet/");
    let (registry, repository) = ("mcr.microsoft.com".to_string(), "dotnet/sdk".to_string());
    let tag = format!("{line}{}", if tag.ends_with("-alpine") { "-alpine" } else { "" });
    let new = ImageRef { registry, repository, tag: Some(tag.clone()), digest: None };
    let found = catalogue::find(&new).filter(|_| moves)?;
    Some((format!("{}:{tag}", new.name()), found.image))
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    /// What `base` of the stage that installs becomes, beside Python 3.9 that moves on.
    fn beside(base: &str) -> String {
        let file = format!(
            "FROM {base} AS b\nCOPY requirements.txt .\nRUN pip install -r requirements.txt --target /libs\nFROM python:3.9-slim\nCOPY --from=b /libs /libs\nCOPY . /a\nCMD [\"python\", \"/a/a.py\"]\n"
        );
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let text = crate::advise(&Input::pasted(&file), &wishes).rewrite.expect("it moves on").dockerfile;
        assert!(text.contains("FROM python:3.11-slim-trixie\n"), "{text}");
        let base = text.lines().find_map(|line| line.strip_prefix("FROM ")?.strip_suffix(" AS b"));
        base.expect("the stage stays").to_string()
    }

    #[test]
    fn the_sdk_on_a_slim_debian_goes_along() {
        let file = "FROM mcr.microsoft.com/dotnet/sdk:5.0-buster-slim AS b\nRUN apt-get update && apt-get install -y unzip\nCOPY . .\nRUN dotnet publish -o /p\nFROM mcr.microsoft.com/dotnet/aspnet:5.0-buster-slim\nCOPY --from=b /p .\nENTRYPOINT [\"dotnet\", \"W.dll\"]\n";
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile;
        assert!(text.starts_with("FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\n"), "{text}");
    }

    #[test]
    fn the_stage_that_compiles_for_cuda_keeps_its_compiler() {
        let two = "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS b\nCOPY . /src\nRUN nvcc -o /app /src/main.cu\nFROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let shared = format!(
            "ARG BASE=nvidia/cuda:12.4.1-devel-ubuntu22.04\n{}",
            two.replace("nvidia/cuda:12.4.1-devel-ubuntu22.04", "${BASE}")
        );
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        for file in [two, &shared] {
            let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile;
            let kept = file
                .lines()
                .take_while(|line| !line.starts_with("COPY --from"))
                .filter(|line| !line.starts_with("FROM"));
            assert!(kept.into_iter().all(|line| text.contains(line)), "{text}");
            assert!(
                text.contains("-devel-ubuntu22.04") && text.contains("\nFROM nvidia/cuda:12.4.1-runtime"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_prepares_for_a_static_program_moves_to_a_living_system() {
        let file = "FROM golang:1.27 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a .\nFROM alpine:3.15\nRUN apk add --no-cache ca-certificates && mkdir /data\nCOPY --from=b /a /a\nENTRYPOINT [\"/a\"]\n";
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let rewrite = |file: &str| crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves");
        let first = rewrite(file);
        assert!(
            first.dockerfile.contains("\nFROM alpine:3.24 AS build\n") && first.left_to_you.is_empty(),
            "{first:?}"
        );
        let living = rewrite(&file.replace("3.15", "3.23"));
        assert!(living.dockerfile.contains("\nFROM alpine:3.23 AS build\n"), "{living:?}");
    }

    #[test]
    fn a_stage_on_an_image_that_was_given_up_moves_along() {
        let file = "FROM mhart/alpine-node:10 AS b\nWORKDIR /a\nCOPY . .\nRUN apk add --no-cache make g++ python && npm install\nFROM mhart/alpine-node:slim-10\nCOPY --from=b /a /a\nCMD [\"node\", \"/a/i.js\"]\n";
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile;
        assert!(!text.contains("mhart/") && text.contains("make g++ python3 "), "{text}");
    }

    #[test]
    fn what_installs_is_of_the_line_that_runs() {
        let digest = format!("@sha256:{}", "1".repeat(64));
        assert_eq!(beside("python:3.9-slim"), "python:3.11-slim-trixie");
        assert_eq!(beside(&format!("python:3.9-slim{digest}")), "python:3.11-slim-trixie");
        assert_eq!(beside("python"), "python:3.11-trixie");
        assert_eq!(beside("python:slim"), "python:3.11-slim-trixie");
        let unnumbered = format!("python:slim{digest}");
        assert_eq!(beside(&unnumbered), unnumbered);
    }

    #[test]
    fn what_bitnami_built_dockers_own_builds() {
        let file = "FROM bitnami/node:14 AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM bitnami/node:14-prod\nWORKDIR /app\nCOPY --from=b /app /app\nCMD [\"node\", \"a.js\"]\n";
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile;
        assert!(text.starts_with("FROM node:24-trixie AS b\n"), "{text}");
    }
}
