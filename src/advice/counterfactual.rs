//! The barest base that does not fit, and the lines that stand in its way.

use super::{Counterfactual, Recommendation, figures, places, rank};
use crate::catalogue::{Kind, PackageManager, Tri};
use crate::evidence::{Doing, Effect, Product, ShellUse, What};
use crate::rules::{Case, Change, Objection, Weight};
use crate::source::Span;

/// Told only where lines of this file stand in the way and the base is barer than the first of the list.
pub fn find(case: &Case, ranked: &[Recommendation]) -> Option<Counterfactual> {
    let (one, _) = barest(ranked, &|_| true)?;
    // For who works in an image or builds on it, no line of its own stands in the way: its use does.
    if matches!(case.facts.product, Product::BaseImage | Product::Toolbox) {
        return None;
    }
    if let Some(told) = without_init(case, ranked) {
        return Some(told);
    }
    let lang = case.wishes.lang;
    let blockers: Vec<&Objection> = one.candidate.of(Weight::Blocker).collect();
    let open = one.candidate.of(Weight::Doubt).next().is_some();
    if open || blockers.iter().any(|blocker| !is_removable(blocker) || is_the_point(case, blocker)) {
        return None;
    }
    let spans: Vec<Span> = blockers.iter().flat_map(|blocker| blocker.spans.iter().copied()).collect();
    let untold = spans.is_empty() || blockers.iter().any(|blocker| blocker.spans.is_empty());
    if untold || count(case, &spans) > MOST || spans.iter().any(|span| is_vital(case, *span)) {
        return None;
    }
    // What goes with the first of the list anyway is no price.
    let goes = |span: &Span| {
        let run = case.instruction(*span);
        ranked[0].candidate.of(Weight::Change).filter_map(|change| change.change.as_ref()).any(|change| match change {
            Change::Drop { instruction } | Change::DropCommand { instruction, .. } => Some(*instruction) == run,
            _ => false,
        })
    };
    if spans.iter().all(goes) {
        return None;
    }
    let image = one.candidate.choice.image.reference.clone();
    let lines = places::lines(case, &spans);
    let text = say!(lang,
        en: "Without {lines}, `{image}` would fit.",
        de: "Ohne {lines} würde `{image}` passen.",
        zh: "如果没有{lines}，`{image}` 就合适。");
    Some(Counterfactual { image, text, spans })
}

/// Docker starts an init by itself where it is told to
/// ([docker run --init](https://docs.docker.com/reference/cli/docker/container/run/#init)): one that stands in front of the
/// program, and the line that installs it, keep nothing else out.
fn without_init(case: &Case, ranked: &[Recommendation]) -> Option<Counterfactual> {
    let init = |span: &Span| {
        let word = case.build.tree.source.slice(*span).trim_matches('"').rsplit('/').next();
        INITS.into_iter().find(|init| word == Some(init))
    };
    let called = |blocker: &Objection| blocker.spans.iter().find_map(init).filter(|_| blocker.rule == "tool-missing");
    let installs = |blocker: &Objection| {
        let runs: Option<Vec<usize>> = blocker.spans.iter().map(|span| case.instruction(*span)).collect();
        runs.is_some_and(|runs| runs.iter().all(|run| case.effects_of(*run).iter().all(is_of_init)))
    };
    let passes = |one: &Recommendation| {
        let mut doubts = one.candidate.of(Weight::Doubt);
        let free = rank::threshold(one.candidate.image().access, case.wishes) == 0;
        free && one.candidate.of(Weight::Blocker).any(|blocker| called(blocker).is_some())
            && one.candidate.of(Weight::Blocker).all(|blocker| called(blocker).is_some() || installs(blocker))
            && doubts.all(|doubt| doubt.rule == "dynamic-binary-without-libc")
    };
    let barer = |one: &&Recommendation| one.candidate.forbidden.is_none() && bareness(one) < bareness(&ranked[0]);
    let one = ranked.iter().filter(barer).filter(|one| passes(one)).max_by_key(|one| one.score.total)?;
    let blocker = one.candidate.of(Weight::Blocker).find(|blocker| called(blocker).is_some())?;
    let (lang, name, spans) = (case.lang(), called(blocker)?, blocker.spans.clone());
    let (image, lines) = (one.candidate.choice.image.reference.clone(), places::lines(case, &spans));
    let text = match one.candidate.of(Weight::Doubt).next() {
        None => say!(lang,
            en: "Without `{name}` in {lines}, `{image}` would fit: `docker run --init` starts one instead.",
            de: "Ohne `{name}` in {lines} würde `{image}` passen: `docker run --init` startet eines stattdessen.",
            zh: "如果{lines}中没有 `{name}`，`{image}` 就合适：`docker run --init` 会代为启动。"),
        Some(_) => say!(lang,
            en: "Without `{name}` in {lines}, `{image}` would fit a static program: `docker run --init` starts one instead.",
            de: "Ohne `{name}` in {lines} würde `{image}` für ein statisches Programm passen: `docker run --init` startet eines stattdessen.",
            zh: "如果{lines}中没有 `{name}`，且程序是静态链接的，`{image}` 就合适：`docker run --init` 会代为启动。"),
    };
    Some(Counterfactual { image, text, spans })
}

const INITS: [&str; 2] = ["dumb-init", "tini"];

/// Nothing but an init, and what the barer bases have.
fn is_of_init(effect: &Effect) -> bool {
    match &effect.does {
        Doing::InstallPackages { packages, .. } => packages.iter().all(|one| {
            INITS.contains(&one.name.as_str()) || ["ca-certificates", "tzdata"].contains(&one.name.as_str())
        }),
        Doing::Files { verb, .. } => verb == "rm",
        does => matches!(does, Doing::RefreshPackages | Doing::CleanPackages | Doing::Nothing),
    }
}

/// Who would have to do without more lines than these has another file.
const MOST: usize = 3;

fn count(case: &Case, spans: &[Span]) -> usize {
    figures::lines(case.build, spans).len()
}

/// What starts the program, and the RUN that installs what it is made of or calls for: without them nothing runs.
fn is_vital(case: &Case, span: Span) -> bool {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let mut starts = config.into_iter().flat_map(|config| config.entrypoint.iter().chain(&config.cmd));
    let touches = |own: Span| own.contains(span) || span.contains(own);
    let run = case.instruction(span);
    let within = case.facts.effects.iter().filter(|effect| Some(effect.instruction) == run);
    starts.any(|launch| touches(launch.span)) || within.into_iter().any(|effect| installs_what_runs(case, effect))
}

fn installs_what_runs(case: &Case, effect: &Effect) -> bool {
    let builds = matches!(effect.does, Doing::InstallDependencies { .. } | Doing::BuildProgram { .. });
    builds || case.installs_to_run(effect)
}

/// Whether the lines it points at are a way of doing something, not what the image is for.
fn is_removable(blocker: &Objection) -> bool {
    const WAYS: &[&str] = &[
        "healthcheck-tool-missing",
        "missing-user",
        "package-manager-mismatch",
        "package-unavailable",
        "run-without-shell",
        "script-without-shell",
        "shell-form-without-shell",
        "tool-missing",
    ];
    WAYS.contains(&blocker.rule)
}

/// Whether its lines are what the image is made for: they make the program, install what it is linked with, or stock a
/// place to work in; and where a script or a tool is what runs, all that is installed may be for it.
fn is_the_point(case: &Case, blocker: &Objection) -> bool {
    if !INSTALLS.contains(&blocker.rule) {
        return false;
    }
    let facts = case.facts;
    let service = facts.product == Product::Service && !matches!(facts.workload.kind, Kind::Tools | Kind::Unknown);
    let needed = ["linkage", "runs", "needs-library", "needs-tool"].iter().flat_map(|id| facts.find(id));
    let touches = |span: &Span| blocker.spans.iter().any(|own| own.contains(*span) || span.contains(*own));
    let script = facts.find("needs-shell").any(|fact| matches!(fact.what, What::NeedsShell(ShellUse::Script { .. })));
    !service || script || needed.flat_map(|fact| &fact.spans).any(touches)
}

const INSTALLS: [&str; 3] = ["package-manager-mismatch", "package-unavailable", "run-without-shell"];

/// The barest base that breaks here and is barer than the one at the top, with its first blocker; of those that `tells`
/// lets pass.
fn barest<'a>(
    ranked: &'a [Recommendation],
    tells: &dyn Fn(&Recommendation) -> bool,
) -> Option<(&'a Recommendation, &'a Objection)> {
    let top = bareness(ranked.first()?);
    let broken = ranked.iter().filter_map(|one| Some((one, one.candidate.of(Weight::Blocker).next()?)));
    let barer = broken.filter(|(one, _)| one.candidate.forbidden.is_none() && bareness(one) < top && tells(one));
    // Few blockers make the better story: a base that one line keeps out teaches more than one that five do.
    barer.min_by_key(|(one, _)| (one.candidate.of(Weight::Blocker).count().min(3), bareness(one)))
}

/// The barest that a way of doing something keeps out, which the reader may change. That BusyBox installs no packages and
/// brings no library nobody asked who installs some.
pub fn telling<'a>(case: &Case, ranked: &'a [Recommendation]) -> Option<(&'a Recommendation, &'a Objection)> {
    let way = |blocker: &Objection| is_removable(blocker) && !is_the_point(case, blocker);
    let free = |one: &Recommendation| rank::threshold(one.candidate.image().access, case.wishes) == 0;
    barest(ranked, &|one| free(one) && one.candidate.of(Weight::Blocker).all(way))
}

fn bareness(one: &Recommendation) -> (bool, bool, u64) {
    let image = one.candidate.image();
    let managed = !matches!(image.package_manager, PackageManager::None);
    (image.shell != Tri::No, managed, image.size.compressed.unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn told(text: &str) -> Option<String> {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        crate::conclude(&Input::pasted(text), &wishes).counterfactual.map(|other| other.text)
    }

    const NET: &str = "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\nCOPY . .\nRUN dotnet publish -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY --from=b /app .\nRUN mkdir /data && chown app /data\nUSER app\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    #[test]
    fn a_line_that_can_be_done_without_is_told() {
        let text = told(NET).unwrap_or_default();
        assert!(text.starts_with("Without line 6, "), "{text}");
    }

    #[test]
    fn what_goes_anyway_is_no_price() {
        let file = "FROM ubuntu:16.04\nRUN apt-get update\nRUN apt-get install -y curl\nRUN curl -sL https://deb.nodesource.com/setup_8.x | bash -\nRUN apt-get install -y nodejs\nCOPY . /app\nWORKDIR /app\nRUN npm install\nCMD npm start\n";
        assert_eq!(told(file), None);
    }

    #[test]
    fn nobody_does_without_what_starts_or_what_runs() {
        assert_eq!(told(&NET.replace("[\"dotnet\", \"Api.dll\"]", "dotnet Api.dll --urls $URLS")), None);
        assert_eq!(told(&NET.replace("mkdir", "apt-get update && apt-get install -y ffmpeg && mkdir")), None);
        assert_eq!(told("FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD [\"npm\", \"start\"]\n"), None);
        let more = "RUN mkdir /a && chown app /a\nRUN mkdir /b && chown app /b\nRUN mkdir /c && chown app /c\nUSER";
        assert_eq!(told(&NET.replace("USER", more)), None);
    }

    #[test]
    fn what_nobody_asked_for_is_not_held_against_it() {
        let because = |text: &str| {
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            crate::conclude(&Input::pasted(text), &wishes).because
        };
        let tools = "FROM alpine:3.24\nRUN apk add --no-cache curl jq\nCOPY run.sh /run.sh\nCMD [\"/run.sh\"]\n";
        assert!(!because(tools).contains("would be barer"), "{}", because(tools));
        let checked = "FROM golang:1.27 AS b\nRUN CGO_ENABLED=0 go build -o /s .\nFROM alpine:3.24\nCOPY --from=b /s /s\nCMD /s --port $PORT\n";
        assert!(because(checked).contains("would be barer"), "{}", because(checked));
    }

    #[test]
    fn an_init_is_dockers_to_start_too() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s .\nFROM alpine:3.22\nRUN apk add --no-cache tini ca-certificates\nCOPY --from=b /s /s\nENTRYPOINT [\"/sbin/tini\", \"--\", \"/s\"]\n";
        let text = told(file).expect("it is told");
        assert!(
            text.starts_with(
                "Without `tini` in line 7, `gcr.io/distroless/static-debian13:nonroot` would fit: `docker run --init`"
            ),
            "{text}"
        );
        let copied = file
            .replace("--from=b ", "")
            .replace("FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s .\n", "");
        assert!(told(&copied).is_some_and(|text| text.contains("would fit a static program")));
        assert_eq!(told(&file.replace("tini ca-certificates", "tini ffmpeg")), None);
    }
}
