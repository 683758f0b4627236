//! A stage that builds and moves to another release is judged like one that ships: its lines are written in the words
//! of that release, and what it no longer has is said.

use super::draft::Draft;
use super::from::Moved;
use crate::candidates::life::{self, Life};
use crate::catalogue::Image;
use crate::evidence::{self, Artefact, What};
use crate::rules::{self, Case, Change, Choice, Objection, Shape, Weight};
use crate::source::Span;
use crate::stages::{self, Base, Role, Stage, Step};
use crate::wishes::{Input, Wishes};

/// Every stage that stands on one that moved, but for those that ship.
pub fn adapt(draft: &mut Draft, input: &Input, wishes: &Wishes, moved: &Moved) {
    let build = draft.build;
    let Some(ships) = build.shipped.map(|shipped| build.carried(shipped)) else { return };
    let stages = build.stages.iter().filter(|stage| stage.role != Role::Unused && !ships[stage.index]);
    let other = |stage: &Stage| moved[stage.bottom].as_ref().filter(|image| is_another(draft, stage, image));
    let moving: Vec<(&Stage, &Image)> = stages.filter_map(|stage| Some((stage, other(stage)?))).collect();
    for (stage, image) in moving.iter().take(MOST) {
        adapt_one(draft, input, wishes, stage, image);
    }
    if let Some((stage, image)) = moving.get(MOST) {
        let (lang, line, to) = (draft.lang, draft.source().line(stage.span.start), &image.reference);
        let text = say!(lang,
            en: "From line {line} on, more stages move to the release of `{to}` than are judged here: check what they install.",
            de: "Ab Zeile {line} gehen mehr Stufen auf die Version von `{to}`, als hier beurteilt werden: Prüfe, was sie installieren.",
            zh: "从第 {line} 行起，改用 `{to}` 所在版本的阶段多于此处判断的数量：请检查它们安装的内容。");
        draft.leave(text, &[stage.from.span]);
    }
}

/// Stages that build on what nobody mends any more, and that do not move along: their packages may be gone from the
/// servers, as those of CentOS 7 are.
pub fn name_left_behind(draft: &mut Draft, wishes: &Wishes, moved: &Moved) {
    let behind = draft.build.stages.iter().filter(|stage| {
        let stays = stage.role == Role::Build && moved[stage.index].is_none();
        let image = || draft.facts.standings.get(stage.index).and_then(|standing| standing.image());
        let own = matches!(stage.base, Base::Image(_));
        // Those whose packages are gone are told among the changes.
        let stops = |now: &Image| now.os.as_ref().is_some_and(|os| rules::stops(draft.build, os, stage));
        stays && own && image().is_some_and(|now| is_abandoned(now, &wishes.today) && !stops(now))
    });
    name_old_compilers(draft, wishes, moved);
    for stage in behind.take(MOST).collect::<Vec<_>>() {
        let text = left_behind(draft, stage);
        draft.leave(text, &[stage.from.span]);
    }
}

/// What stays on an old base: whether its packages can still be fetched, where it fetches any.
fn left_behind(draft: &Draft, stage: &Stage) -> String {
    let (lang, source, span) = (draft.lang, draft.source(), stage.from.span);
    let (line, base) = (source.line(span.start), source.slice(span).trim());
    let left = say!(lang,
        en: "Line {line}: this stage builds on `{base}`, which is no longer supported, and is left there.",
        de: "Zeile {line}: Diese Stufe baut auf `{base}`, das nicht mehr unterstützt wird, und bleibt dort.",
        zh: "第 {line} 行：此构建阶段使用的 `{base}` 已不再受支持，这里未作改动。");
    let steps: Vec<&Step> = stage.steps.iter().collect();
    let mut commands = steps.iter().filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
    if !commands.any(|command| command.packages.as_ref().is_some_and(|action| action.manager.is_of_the_os())) {
        return left;
    }
    say!(lang,
        en: "{left} Once its packages can no longer be fetched, it must move, too.",
        de: "{left} Sobald sich seine Pakete nicht mehr laden lassen, muss auch sie umziehen.",
        zh: "{left}一旦其软件包无法再下载，它也必须迁移。")
}

/// Go and Rust put their own library into what they build, and .NET its runtime where a program is to carry it: where
/// nobody mends that any more, the program stays as old, on whatever base it ships.
fn name_old_compilers(draft: &mut Draft, wishes: &Wishes, moved: &Moved) {
    let whole = What::Artefact(Artefact::DotnetSelfContained);
    let carries = draft.facts.find("artefact").any(|fact| fact.what == whole);
    let old = |stage: &&Stage| {
        let image = draft.facts.standings.get(stage.index).and_then(|standing| standing.image());
        let own = matches!(stage.base, Base::Image(_)) && moved[stage.index].is_none();
        let ended = |image: &Image| {
            let compiles = image.runtime.as_ref().is_some_and(|runtime| match runtime.name {
                "go" | "rust" => true,
                "dotnet" => carries && image.repository.ends_with("/sdk"),
                _ => false,
            });
            compiles && image.lifecycle.runtime.ends.is_some_and(|day| day < wishes.today.as_str())
        };
        own && stage.role == Role::Build && image.is_some_and(ended)
    };
    let spans: Vec<Span> = draft.build.stages.iter().filter(old).take(MOST).map(|stage| stage.from.span).collect();
    for span in spans {
        let (lang, line) = (draft.lang, draft.source().line(span.start));
        let base = draft.source().slice(span).trim();
        let text = say!(lang,
            en: "Line {line}: `{base}` puts its own library into the program, and its support has ended. Raise it, with your tests run.",
            de: "Zeile {line}: `{base}` bringt die eigene Bibliothek mit ins Programm, und seine Unterstützung ist zu Ende. Heb es an, und lass deine Tests laufen.",
            zh: "第 {line} 行：`{base}` 会把自带的库放进程序，而它的支持已结束。请升级它，并运行测试。");
        draft.leave(text, &[span]);
    }
}

/// Given up, or on a system that not even extended support is left for: a language that has ended still builds.
fn is_abandoned(image: &Image, today: &str) -> bool {
    let system = &image.lifecycle.os;
    let over = system.extended.or(system.ends).is_some_and(|day| day < today);
    system.ended || over || life::left(image, today) == Life::Retired
}

/// Each is a reading of the whole file; no real file has as many.
const MOST: usize = 12;

/// Also on the same release: what is gone from that stops the build.
fn is_another(draft: &Draft, stage: &Stage, image: &Image) -> bool {
    let now = draft.facts.standings.get(stage.index).and_then(|standing| standing.image());
    stage.base != Base::Scratch && now.is_none_or(|now| now.reference != image.reference)
}

fn adapt_one(draft: &mut Draft, input: &Input, wishes: &Wishes, stage: &Stage, image: &Image) {
    let target = stage.name.clone().unwrap_or_else(|| stage.index.to_string());
    let input = Input { target: Some(target), ..input.clone() };
    let build = stages::resolve(draft.build.tree.clone(), &input);
    if build.shipped != Some(stage.index) {
        return;
    }
    let facts = evidence::detect(&build, &input, wishes);
    let case = Case::new(&input, wishes, &build, &facts);
    let objections = rules::judge_base(&case, &Choice { image: image.clone(), shape: Shape::Swap });
    let now = draft.facts.standings.get(stage.index).and_then(|standing| standing.image());
    let crosses = now.is_some_and(|now| now.package_manager != image.package_manager);
    let concerns = |one: &Objection| concerns_building(one, crosses);
    let objections: Vec<Objection> = objections.into_iter().filter(concerns).collect();
    let mut own = Draft::new(&input, &build, &facts, image, wishes.lang);
    super::meet(&mut own, &objections);
    for open in objections.iter().filter(|one| one.change.is_none()) {
        own.leave(open.text.clone(), &open.spans);
    }
    draft.absorb(own);
}

/// What stops a build: names of packages, accounts, tools. Nobody starts what this stage makes.
fn concerns_building(objection: &Objection, crosses: bool) -> bool {
    const RULES: [&str; 5] =
        ["base-runtime-ended", "package-renamed", "package-unavailable", "missing-user", "tool-missing"];
    let made = !matches!(objection.change, Some(Change::User { .. }));
    const CROSSING: [&str; 2] = ["compiler-missing", "package-manager-mismatch"];
    let concerns = RULES.contains(&objection.rule) || crosses && CROSSING.contains(&objection.rule);
    concerns && objection.weight >= Weight::Change && made
}

#[cfg(test)]
mod tests {
    use crate::advice::Rewrite;
    use crate::wishes::{Input, Wishes};

    fn rewritten(file: &str) -> Rewrite {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes).rewrite.expect("a rewrite")
    }

    #[test]
    fn the_stage_that_a_split_leaves_behind_is_written_for_its_new_release() {
        let celery = "FROM python:3.8-slim-buster\nRUN apt-get update && apt-get install -y build-essential libpq-dev netcat && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt /requirements.txt\nRUN pip install -r /requirements.txt\nRUN addgroup --system django && adduser --system --ingroup django django\nUSER django\nWORKDIR /app\nCOPY . .\nCMD [\"celery\", \"-A\", \"a\", \"worker\"]\n";
        let text = rewritten(celery).dockerfile;
        let (build, _) = text.split_once("\n\nFROM ").expect("two stages");
        assert!(build.contains("libpq-dev netcat-openbsd &&"), "{build}");
        assert!(build.contains("groupadd --system django && useradd --system"), "{build}");
    }

    #[test]
    fn a_stage_that_moves_to_another_system_installs_by_its_manager() {
        let head = "ARG BASE=python:3.9-alpine\nFROM ${BASE} AS b\nRUN apk add --no-cache build-base postgresql-dev\nRUN pip install --prefix=/install psycopg2 gunicorn\n";
        let two = format!(
            "{head}FROM ${{BASE}}\nRUN apk add --no-cache libpq\nCOPY --from=b /install /usr/local\nCMD [\"gunicorn\", \"a:a\"]\n"
        );
        let shared =
            two.replace("ARG BASE=python:3.9-alpine\n", "FROM python:3.9-alpine AS base\n").replace("${BASE}", "base");
        let equal = two.replace("ARG BASE=python:3.9-alpine\n", "").replace("${BASE}", "python:3.9-alpine");
        for file in [two, shared, equal] {
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            let advice = crate::conclude(&Input::pasted(&file), &wishes);
            let slim =
                |one: &&crate::advice::Recommendation| one.candidate.image().reference == "python:3.11-slim-trixie";
            let slim = advice.recommendations.iter().find(slim).expect("in the table");
            let text = crate::rewrite::apply(&advice, &slim.candidate, &wishes).expect("it fits").dockerfile;
            assert!(!text.contains("alpine") && !text.contains("apk"), "{text}");
            assert!(text.contains("build-essential libpq-dev") && text.contains("libpq5"), "{text}");
        }
    }

    #[test]
    fn a_stage_that_stays_on_what_has_ended_is_named() {
        let file = "FROM centos:7 AS b\nCOPY gcc /gcc\nRUN /gcc -o /app a.c\nFROM centos:7\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let left = rewritten(file).left_to_you;
        assert!(left.iter().any(|left| left.text.starts_with("Line 1: this stage builds on `centos:7`")), "{left:?}");
        for living in ["almalinux:9", "golang:1.24-trixie"] {
            let left = rewritten(&file.replacen("centos:7", living, 1)).left_to_you;
            assert!(left.iter().all(|left| !left.text.contains("this stage builds on")), "{left:?}");
        }
    }

    #[test]
    fn python_that_compiles_addons_does_not_ship() {
        let node = "FROM node:12-alpine\nRUN apk add --no-cache python2 make g++\nWORKDIR /app\nCOPY . .\nRUN yarn install --production\nCMD [\"node\", \"index.js\"]\n";
        let text = rewritten(node).dockerfile;
        assert_eq!(text.matches("python").count(), 1, "{text}");
        assert!(text.contains("apk add --no-cache python3 make g++\n"), "{text}");
    }

    #[test]
    fn a_build_stage_that_moves_along_keeps_no_name_of_the_old_release() {
        let file = "FROM node:14-buster-slim AS deps\nRUN apt-get update && apt-get install -y python make g++\nFROM deps AS b\nRUN apt-get update && apt-get install -y netcat\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM node:14-buster-slim\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/a.js\"]\n";
        let text = rewritten(file).dockerfile;
        assert!(text.starts_with("FROM node:24-trixie-slim AS deps\n"), "{text}");
        assert!(!text.contains("python make") && !text.contains("netcat\n"), "{text}");
        let gone = "FROM python:3.8-slim-buster AS b\nRUN curl https://example.org/key | apt-key add -\nRUN pip install --prefix=/p flask\nFROM python:3.8-slim-buster\nCOPY --from=b /p /usr/local\nCMD [\"python\", \"a.py\"]\n";
        let text = rewritten(gone).dockerfile;
        assert!(text.contains("| tee /etc/apt/trusted.gpg.d/added.asc > /dev/null\n"), "{text}");
        let server = gone.replace("curl https://example.org/key | apt-key add -", "apt-key adv --recv-keys 0x1");
        let left = rewritten(&server).left_to_you;
        assert!(left.iter().any(|left| left.text.contains("apt-key")), "{left:?}");
    }

    #[test]
    fn a_runtime_that_is_carried_along_is_as_old_as_its_sdk() {
        let file = "FROM mcr.microsoft.com/dotnet/sdk:6.0-alpine AS b\nCOPY . .\nRUN dotnet publish -c Release -r linux-musl-x64 --self-contained true -o /out\nFROM mcr.microsoft.com/dotnet/runtime-deps:6.0-alpine\nCOPY --from=b /out /app\nENTRYPOINT [\"/app/Web\"]\n";
        let told = |file: &str| {
            let left = rewritten(file).left_to_you;
            left.iter().any(|left| left.text.contains("dotnet/sdk:6.0-alpine` puts its own library"))
        };
        assert!(told(file));
        let framework =
            file.replace("--self-contained true", "--self-contained false").replace("runtime-deps", "runtime");
        assert!(!told(&framework.replace("/app/Web", "dotnet\", \"/app/Web.dll")));
    }
}
