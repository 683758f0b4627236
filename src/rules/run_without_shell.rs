//! # A RUN needs a shell that the base does not have
//!
//! ## What it is
//! `RUN` hands its line to `/bin/sh`. Distroless images, chiselled images and `scratch` have none.
//!
//! ## Why it matters
//! The build stops with `exec: "/bin/sh": stat /bin/sh: no such file or directory`.
//!
//! ## What to do
//! Do the work in a build stage that has a shell, and copy the results. What the base brings already, such as certificates or a user, needs no line at all.
//!
//! ## When not to
//! If you need to install packages into the final image each time, a slim base with its package manager is the simpler choice.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/python3-debian13
//! COPY . /app
//! RUN python3 -m compileall /app
//! CMD ["/app/main.py"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim AS build
//! RUN apt-get update && apt-get install -y python3
//! COPY . /app
//! RUN python3 -m compileall /app
//! FROM gcr.io/distroless/python3-debian13
//! COPY --from=build /app /app
//! CMD ["/app/main.py"]
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
//! - [Distroless images](https://github.com/GoogleContainerTools/distroless)

use super::claims::*;
use super::offers;
use super::work::{Fate, fate};
use crate::catalogue::Tri;
use crate::evidence::trace;
use crate::stages::{Does, Form, Launch, Step};

pub const RULE: Rule = Rule { id: "run-without-shell", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|footing| footing.image().shell == Tri::No) else { return Vec::new() };
    let runs = shell_runs(case);
    if runs.is_empty() || case.brings("bin/") || case.brings("busybox") {
        return Vec::new();
    }
    let lang = case.lang();
    let spans: Vec<Span> = runs.iter().map(|(step, _)| step.span).collect();
    let (lines, image) = (sentence(case.lines(&spans)), &footing.image().reference);
    let what = say!(lang,
        en: "{lines}: `RUN` needs a shell, and `{image}` has none.",
        de: "{lines}: `RUN` braucht eine Shell, und `{image}` hat keine.",
        zh: "{lines}：`RUN` 需要 shell，而 `{image}` 没有。");
    let why = say!(lang, en: "The build stops here.", de: "Der Build bricht hier ab.", zh: "构建会在此中止。");
    let todo = say!(lang,
        en: "Do this in a build stage that has a shell, and copy the results.",
        de: "Erledige das in einer Build-Stufe mit Shell und kopiere die Ergebnisse.",
        zh: "在有 shell 的构建阶段完成这些工作，再复制结果。");
    vec![finding(RULE.id, Severity::Error, [what, why, todo], spans)]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if offers::shell(case, choice) == Tri::Yes {
        return Vec::new();
    }
    let stays = case.stays(choice);
    let stops = |launch: &Launch| needs_shell(launch) || !stays && builds(launch);
    runs(case, stops).into_iter().map(|(step, launch)| judge(case, choice, step, launch)).collect()
}

fn shell_runs<'a>(case: &Case<'a>) -> Vec<(&'a Step, &'a Launch)> {
    runs(case, needs_shell)
}

fn runs<'a>(case: &Case<'a>, which: impl Fn(&Launch) -> bool) -> Vec<(&'a Step, &'a Launch)> {
    let runs = case.steps().iter().copied().filter_map(|step| match &step.does {
        Does::Run(launch) if which(launch) => Some((step, launch)),
        _ => None,
    });
    runs.collect()
}

/// `RUN ["g++", …]`, `RUN ["npm", "ci"]` need no shell, but a tool that a base without one does not have either.
fn builds(launch: &Launch) -> bool {
    launch.form == Form::Exec && launch.commands.iter().any(|one| one.packages.is_some() || trace::builds(one))
}

fn needs_shell(launch: &Launch) -> bool {
    let first = launch.words.first().and_then(|word| word.text.rsplit('/').next()).unwrap_or_default();
    launch.form == Form::Shell || launch.form == Form::Exec && matches!(first, "sh" | "bash" | "ash" | "dash")
}

fn judge(case: &Case, choice: &Choice, step: &Step, launch: &Launch) -> Objection {
    let (lang, image, instruction) = (case.lang(), &choice.image.reference, step.instruction);
    let line = sentence(case.line(&[step.span]));
    let (weight, text, change) = match fate(case, choice, instruction, launch) {
        Fate::Needless => (
            Weight::Change,
            say!(lang,
            en: "{line} is no longer needed on `{image}`.",
            de: "{line} wird auf `{image}` nicht mehr gebraucht.",
            zh: "{line}在 `{image}` 上不再需要。"),
            Some(Change::Drop { instruction }),
        ),
        Fate::Moves => (
            Weight::Change,
            say!(lang,
            en: "{line} moves to the stage that builds; `{image}` has no shell.",
            de: "{line} wandert in die Build-Stufe; `{image}` hat keine Shell.",
            zh: "{line}移到构建阶段；`{image}` 没有 shell。"),
            Some(Change::MoveToBuild { instruction }),
        ),
        Fate::NeedsSplit(program) => (
            Weight::Blocker,
            say!(lang,
            en: "{line} runs `{program}`, and `{image}` has no shell to do it; that needs a build stage.",
            de: "{line} führt `{program}` aus, und `{image}` hat dafür keine Shell; das braucht eine Build-Stufe.",
            zh: "{line}运行 `{program}`，而 `{image}` 没有 shell；这需要单独的构建阶段。"),
            None,
        ),
        Fate::Stuck(program) => (
            Weight::Blocker,
            say!(lang,
            en: "{line} runs `{program}`, `{image}` has no shell, and we cannot see which results to copy from a build stage.",
            de: "{line} führt `{program}` aus, `{image}` hat keine Shell, und es ist nicht zu sehen, welche Ergebnisse aus einer Build-Stufe zu kopieren wären.",
            zh: "{line}运行 `{program}`，`{image}` 没有 shell，而且看不出该从构建阶段复制哪些结果。"),
            None,
        ),
    };
    let weight = if weight == Weight::Blocker && choice.image.shell == Tri::Unknown { Weight::Doubt } else { weight };
    let claim = objection(RULE.id, weight, text, vec![step.span]);
    Objection { change, ..claim }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const DISTROLESS: &str = "gcr.io/distroless/static-debian13:nonroot";

    #[test]
    fn a_run_on_distroless_is_an_error() {
        let found = fires(
            RULE.id,
            "FROM gcr.io/distroless/python3-debian13\nRUN python3 -m compileall /app\nCMD [\"/app/main.py\"]\n",
        );
        assert_eq!(found.severity, Severity::Error);
    }

    #[test]
    fn a_library_beside_a_static_program_is_idle() {
        let file = "FROM rust:1.70-alpine AS b\nRUN apk add --no-cache musl-dev\nCOPY . .\nRUN cargo build --release\nFROM alpine:3.17\nRUN apk add --no-cache libgcc\nCOPY --from=b /target/release/tool /tool\nENTRYPOINT [\"/tool\"]\n";
        let dropped = |file: &str| {
            let told = weighed(RULE.id, file, DISTROLESS, Shape::Swap);
            matches!(&told[..], [Objection { change: Some(Change::Drop { .. }), .. }])
        };
        assert!(dropped(file));
        assert!(!dropped(&file.replace("libgcc", "libgcc git")));
        let dynamic = file.replace("rust:1.70-alpine", "rust:1.98").replace("alpine:3.17", "debian:trixie-slim");
        assert!(!dropped(&dynamic.replace("apk add --no-cache", "apt-get install -y").replace("libgcc", "libgcc-s1")));
    }

    #[test]
    fn a_directory_that_copy_makes_needs_no_shell() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /s .\nFROM alpine:3.24\nRUN mkdir -p /app\nCOPY --from=b /s /app/s\nCMD [\"/app/s\"]\n";
        let told = weighed(RULE.id, file, DISTROLESS, Shape::Swap);
        assert!(matches!(&told[..], [Objection { change: Some(Change::Drop { .. }), .. }]), "{told:?}");
        let data = file.replace("mkdir -p /app", "mkdir -p /app /data");
        assert_eq!(weight(RULE.id, &data, DISTROLESS, Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn what_is_compiled_may_be_run_already() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /s .\nFROM alpine:3.24\nCOPY --from=b /s /s\nRUN chmod +x /s\nCMD [\"/s\"]\n";
        let told = |file: &str| weighed(RULE.id, file, DISTROLESS, Shape::Swap).into_iter().next().expect("told");
        assert!(matches!(told(file).change, Some(Change::Drop { .. })), "{:?}", told(file));
        for other in [file.replace("chmod +x", "chmod 4755"), file.replace("COPY --from=b /s /s", "COPY s /s")] {
            assert_eq!(told(&other).weight, Weight::Blocker, "{other}");
        }
    }

    #[test]
    fn what_runs_before_a_program_is_compiled_builds_it() {
        let file = "FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN ./generate.sh\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";
        let weights = |file: &str| {
            let told = weighed(RULE.id, file, DISTROLESS, Shape::Split);
            told.into_iter().map(|one| one.weight).collect::<Vec<_>>()
        };
        assert_eq!(weights(file), [Weight::Change, Weight::Change]);
        let behind = file.replace("RUN ./generate.sh\n", "").replace("CMD", "RUN ./set-up.sh\nCMD");
        assert!(weights(&behind).contains(&Weight::Blocker));
    }

    #[test]
    fn what_builds_needs_a_stage_of_its_own() {
        let file = "FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, DISTROLESS, Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, DISTROLESS, Shape::Split), Some(Weight::Change));
    }

    #[test]
    fn certificates_that_are_there_already_need_no_line() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.23\nRUN apk add --no-cache ca-certificates\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, DISTROLESS, Shape::Swap);
        assert_eq!(told.len(), 1);
        assert!(matches!(told[0].change, Some(Change::Drop { .. })), "{told:?}");
    }

    #[test]
    fn a_compiler_called_without_a_shell_is_still_a_compiler() {
        let file =
            "FROM gcc:14\nWORKDIR /app\nCOPY . .\nRUN [\"g++\", \"-o\", \"main\", \"main.cpp\"]\nCMD [\"./main\"]\n";
        let to = |shape| weight(RULE.id, file, "gcr.io/distroless/cc-debian13", shape);
        assert_eq!((to(Shape::Swap), to(Shape::Split)), (Some(Weight::Blocker), Some(Weight::Change)));
    }

    #[test]
    fn a_base_with_a_shell_is_fine() {
        silent(RULE.id, "FROM alpine:3.23\nRUN apk add curl\n");
        assert_eq!(weight(RULE.id, "FROM alpine:3.23\nRUN apk add curl\n", "debian:13-slim", Shape::Swap), None);
    }
}
