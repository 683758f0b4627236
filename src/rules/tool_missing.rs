//! # A program that the image calls is not on this base
//!
//! ## What it is
//! The start command, or what you install for the program to call, names a tool: `tini`, `git`, `ffmpeg`, `ps`. The base does not have it.
//!
//! ## Why it matters
//! As the first word of the start command it stops the container at once. Called by the program later, it fails when a user needs it.
//!
//! ## What to do
//! Install it where the base has a package manager. On a base without one, leave it out (`docker run --init` replaces `tini`), copy a static build of it, or stay on a base that can install it.
//!
//! ## When not to
//! Tools that you only use to look around (`vim`, `htop`) can go. `docker debug` brings its own.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:13-slim
//! COPY server /server
//! ENTRYPOINT ["tini", "--", "/server"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y tini
//! COPY server /server
//! ENTRYPOINT ["tini", "--", "/server"]
//! ```
//!
//! ## Sources
//! - [Docker: run with --init](https://docs.docker.com/reference/cli/docker/container/run/#init)
//! - [Docker Debug](https://docs.docker.com/reference/cli/docker/debug/)

use super::applications::clients;
use super::builds::building;
use super::claims::*;
use super::languages::{gradle, runtimes, yarns};
use super::offers;
use super::packages::installs::{self, Install};
use super::packages::{lost, pip_with_python, system_pip, translated, wrapped};
use super::places::{cron, unseen_scripts};
use super::users::accounts;
use crate::catalogue::packages::{self, command_package};
use crate::catalogue::{Image, Tri};

pub const RULE: Rule =
    Rule { id: "tool-missing", file: Some(file), base: Some(base), by_a_line: true, of_unseen: true };

fn file(case: &Case) -> Vec<Finding> {
    let mut told: Vec<Finding> =
        runtimes::absent(case).map(|(name, spans)| without(case, name, spans)).into_iter().collect();
    told.extend(
        building::lacking(case).into_iter().map(|(program, span, image)| while_building(case, &program, span, image)),
    );
    told.extend(yarns::findings(case, RULE.id));
    told.extend(gradle::findings(case));
    told.extend(system_pip::refusal(case, RULE.id));
    let Some(footing) = case.shipped() else { return told };
    let lang = case.lang();
    let claim = |(tool, fact): (&str, &Fact)| {
        let what = called(case, tool, fact, footing.image());
        let why = say!(lang,
            en: "What calls it fails, at the start or when it is first used.",
            de: "Was es aufruft, scheitert: beim Start oder beim ersten Gebrauch.",
            zh: "调用它的地方会失败：启动时，或首次使用时。");
        let todo = say!(lang,
            en: "Install it, copy it in, or do without it.",
            de: "Installiere es, kopiere es hinein, oder verzichte darauf.",
            zh: "安装它、复制进去，或不使用它。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    let certain = needs(case).filter(|(_, fact)| fact.certainty == Certainty::Certain);
    let lacks = |tool: &str| {
        let account = accounts::is_of_shadow(tool) && !accounts::has_shadow(case, footing.image());
        account || offers::at_hand(case, footing.image(), tool) == Tri::No
    };
    told.extend(certain.filter(|(tool, _)| lacks(tool)).map(claim));
    told.extend(wrapped::findings(case, footing.image(), RULE.id));
    told
}

/// What starts is for a runtime that nothing brings.
fn without(case: &Case, runtime: &str, spans: Vec<Span>) -> Finding {
    let (lang, image) = (case.lang(), case.written());
    let what = say!(lang,
        en: "The program runs on {runtime}, and `{image}` does not have it.",
        de: "Das Programm läuft mit {runtime}, und `{image}` hat das nicht.",
        zh: "程序需要 {runtime} 才能运行，而 `{image}` 没有。");
    let why = say!(lang,
        en: "The container does not start: there is no such file.",
        de: "Der Container startet nicht: Die Datei gibt es nicht.",
        zh: "容器无法启动：找不到该文件。");
    let todo = say!(lang,
        en: "Take a base that carries {runtime}; a distroless or slim one is small as well.",
        de: "Nimm ein Basis-Image, das {runtime} mitbringt; auch Distroless und Slim sind klein.",
        zh: "改用自带 {runtime} 的基础镜像；distroless 或 slim 同样很小。");
    finding(RULE.id, Severity::Error, [what, why, todo], spans)
}

fn while_building(case: &Case, program: &str, span: Span, image: &Image) -> Finding {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let what = say!(lang,
        en: "{line} needs `{program}` while building, which `{image}` does not have.",
        de: "{line} braucht beim Bauen `{program}`, das `{image}` nicht hat.",
        zh: "{line}在构建时需要 `{program}`，而 `{image}` 没有。");
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Install `{program}` before that line.",
        de: "Installiere `{program}` vor dieser Zeile.",
        zh: "请在该行之前安装 `{program}`。");
    finding(RULE.id, Severity::Error, [what, why, todo], vec![span])
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        let gradle = gradle::objection(case, choice).filter(|_| !gradle::findings(case).is_empty());
        let pip = system_pip::refusing(case, choice, RULE.id);
        return gradle.into_iter().chain(pip).chain(system_pip::upgrading(case, choice, RULE.id)).collect();
    }
    let mut told = called_or_built_with(case, choice);
    told.extend(unseen_scripts::objection_to(case, choice, RULE.id, &told));
    told.into_iter()
        .chain(lost::objections(case, choice, RULE.id))
        .chain(system_pip::refusing(case, choice, RULE.id))
        .chain(system_pip::upgrading(case, choice, RULE.id))
        .chain(system_pip::easy_install(case, choice, RULE.id))
        .chain(system_pip::compose(case, choice, RULE.id))
        .chain(pip_with_python::objection(case, choice, RULE.id))
        .chain(cron::objection(case, choice, RULE.id))
        .chain(gradle::objection(case, choice))
        .chain(clients::objections(case, choice))
        .collect()
}

/// What the start calls and what the RUNs call, as far as the base lacks it.
pub fn called_or_built_with(case: &Case, choice: &Choice) -> Vec<Objection> {
    let called = needs(case).filter_map(|(tool, fact)| judge(case, choice, tool, fact));
    called.chain(building::objections(case, choice, RULE.id)).collect()
}

fn judge(case: &Case, choice: &Choice, tool: &str, fact: &Fact) -> Option<Objection> {
    let (lang, image) = (case.lang(), &choice.image);
    let lacks = lacks(case, choice, tool);
    // Where there is no shell at all, the rules of shells say what becomes of the line.
    let of_shells = image.shell == Tri::No && tool == "bash" && fact.certainty == Certainty::Certain;
    if lacks == Tri::No || of_shells {
        return None;
    }
    let text = called(case, tool, fact, image);
    let weight = match lacks {
        _ if installs::keeps_installing(choice) && !packages(image, tool).is_empty() => {
            let package = packages(image, tool).first().map_or(tool, |name| name.name);
            let change = Change::Install { packages: vec![package.into()] };
            let text = say!(lang,
                en: "{text} The package `{package}` brings it.",
                de: "{text} Das Paket `{package}` bringt es.",
                zh: "{text}软件包 `{package}` 提供它。");
            return Some(objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(change));
        }
        Tri::Yes if fact.certainty == Certainty::Assumed && !is_wanted(case, choice, tool, fact) => Weight::Risk,
        Tri::Yes => Weight::Blocker,
        _ => Weight::Doubt,
    };
    Some(objection(RULE.id, weight, text, fact.spans.clone()))
}

/// Packages of the base's distribution that bring a command; none where our tables name none.
fn packages(image: &Image, tool: &str) -> Vec<packages::Name> {
    translated::distro(image).map(|distro| command_package(tool, distro)).unwrap_or_default()
}

/// Whether the file installs it into what ships for the program to call, not for the build alone. In a stage that is
/// parted, what comes after all that builds is for the program.
fn is_wanted(case: &Case, choice: &Choice, tool: &str, fact: &Fact) -> bool {
    let after = fact.spans.first().filter(|_| choice.shape == Shape::Split).map_or(0, |span| span.start);
    let builds = case.facts.effects.iter().filter(|effect| effect.span.start >= after).any(|effect| {
        use crate::evidence::Doing::{BuildProgram, Download, InstallDependencies};
        matches!(effect.does, BuildProgram { .. } | Download | InstallDependencies { .. })
    });
    offers::is_installed(case, tool) && (!builds || !lost::BUILDERS.contains(&tool))
}

/// Whether a tool would be missing on a base, with what the file installs and copies there.
pub fn lacks(case: &Case, choice: &Choice, tool: &str) -> Tri {
    let follows =
        offers::is_copied(case, tool) || offers::is_installed(case, tool) && installs::keeps_installing(choice);
    let runtime = choice.image.runtime.as_ref().is_some_and(|runtime| offers::is_program_of(runtime.name, tool));
    if follows || runtime {
        return Tri::No;
    }
    if accounts::is_of_shadow(tool) && choice.image.shell != Tri::No {
        return if accounts::has_shadow(case, &choice.image) { Tri::No } else { Tri::Yes };
    }
    // No package is known to bring it, nor does the present base: the file's own RUNs do, and they stay.
    let own = packages::command(tool).is_none() && !building::is_of_present(case, tool);
    match offers::tool(&choice.image, tool) {
        Tri::Yes => Tri::No,
        _ if own && choice.shape == Shape::Swap && choice.image.shell == Tri::Yes => Tri::No,
        Tri::No => Tri::Yes,
        Tri::Unknown if case.is_sibling(&choice.image) => Tri::No,
        Tri::Unknown => Tri::Unknown,
    }
}

fn needs<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, &'a Fact)> {
    case.facts.find("needs-tool").filter_map(|fact| match &fact.what {
        What::NeedsTool { tool, health_check_only: false } => Some((tool.as_str(), fact)),
        _ => None,
    })
}

fn called(case: &Case, tool: &str, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &image.reference);
    let is_package = |install: &Install| fact.spans.first() == Some(&install.package.span);
    if case.every_install().iter().any(is_package) {
        return say!(lang,
            en: "{line} installs `{tool}`, which the program may call, and `{image}` does not have it.",
            de: "{line} installiert `{tool}`, das das Programm vielleicht aufruft, und `{image}` hat es nicht.",
            zh: "{line}安装了程序可能调用的 `{tool}`，而 `{image}` 没有它。");
    }
    say!(lang,
        en: "{line} calls `{tool}`, which `{image}` does not have.",
        de: "{line} ruft `{tool}` auf, das `{image}` nicht hat.",
        zh: "{line}调用 `{tool}`，而 `{image}` 没有。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const TINI: &str = "FROM node:24-slim\nRUN apt-get update && apt-get install -y tini\nCOPY . /app\nENTRYPOINT [\"tini\", \"--\", \"node\", \"/app/server.js\"]\n";

    #[test]
    fn tini_is_not_on_slim_nor_on_distroless() {
        fires(RULE.id, "FROM debian:13-slim\nCOPY server /server\nENTRYPOINT [\"tini\", \"--\", \"/server\"]\n");
        for (from, start) in [
            ("python:3.13-slim", "tini"),
            ("ruby:3.4-slim", "dumb-init"),
            ("eclipse-temurin:21-jre", "gosu"),
            ("node:24-alpine", "su-exec"),
        ] {
            fires(RULE.id, &format!("FROM {from}\nCOPY a /a\nENTRYPOINT [\"{start}\", \"--\", \"/a\"]\n"));
            silent(
                RULE.id,
                &format!("FROM {from}\nCOPY {start} /usr/bin/\nCOPY a /a\nENTRYPOINT [\"{start}\", \"--\", \"/a\"]\n"),
            );
        }
        assert_eq!(weight(RULE.id, TINI, "gcr.io/distroless/nodejs24-debian13", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn what_the_program_calls_is_lost_without_a_package_manager() {
        let file =
            "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y ffmpeg\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/python3-debian13", Shape::Split), Some(Weight::Blocker));
    }

    #[test]
    fn what_is_installed_after_the_build_is_for_the_program() {
        let build = "RUN CGO_ENABLED=0 go build -o /usr/local/bin/app .\n";
        let tool = "RUN apt-get update && apt-get install -y git openssh-client\n";
        let parted = |lines: &str| {
            let file = format!("FROM golang:1.26\nWORKDIR /src\nCOPY . .\n{lines}CMD [\"app\"]\n");
            weight(RULE.id, &file, "gcr.io/distroless/static-debian13:nonroot", Shape::Split)
        };
        assert_eq!(parted(&format!("{build}{tool}")), Some(Weight::Blocker));
        assert_eq!(parted(&format!("{tool}{build}")), Some(Weight::Risk));
    }

    #[test]
    fn what_a_run_calls_must_be_there_while_it_builds() {
        let git = "FROM python:3.13\nRUN git clone https://example.com/a /a\nCMD [\"python\", \"/a/a.py\"]\n";
        assert_eq!(weight(RULE.id, git, "python:3.13-slim", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE.id, git, "python:3.13-trixie", Shape::Swap), None);
    }

    #[test]
    fn a_line_of_bash_may_be_written_without_a_shell() {
        let file = "FROM node:24\nSHELL [\"/bin/bash\", \"-c\"]\nCMD node index.js\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/nodejs24-debian13:nonroot", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "node:24-alpine3.24", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn an_interpreted_program_does_not_start_on_scratch() {
        let python = "FROM python:3.13 AS b\nCOPY . /app\nFROM scratch\nCOPY --from=b /app /app\nCMD [\"python\", \"/app/a.py\"]\n";
        fires(RULE.id, python);
        silent(RULE.id, &python.replace("/app /app", "/ /"));
        silent(RULE.id, &python.replace("/app /app", "/usr/local /usr/local"));
    }

    #[test]
    fn a_run_on_slim_that_calls_curl_breaks_the_build() {
        let curl = "FROM python:3.13-slim\nRUN curl -o /a.py https://example.com/a.py\nCMD [\"python\", \"/a.py\"]\n";
        fires(RULE.id, curl);
        silent(RULE.id, &curl.replace("-slim", ""));
        silent(RULE.id, &curl.replace("RUN ", "RUN apt-get update && apt-get install -y curl && "));
    }

    #[test]
    fn images_of_cuda_are_ubuntu() {
        let file = "FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install torch\nCMD [\"python3\", \"a.py\"]\n";
        let told = weighed(RULE.id, file, "nvidia/cuda:13.0.0-cudnn-runtime-ubuntu24.04", Shape::Swap);
        assert!(told.iter().any(|one| matches!(one.change, Some(Change::Env { .. }))), "{told:?}");
    }

    #[test]
    fn a_language_needs_its_own_tools_while_it_builds() {
        let file = "FROM elixir:1.18\nRUN mix local.hex --force\nCOPY . .\nRUN mix release\nCMD [\"_build/prod/rel/a/bin/a\", \"start\"]\n";
        assert_eq!(weight(RULE.id, file, "debian:trixie-slim", Shape::Swap), Some(Weight::Blocker));
        assert_ne!(weight(RULE.id, file, "elixir:1.18-slim", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn scripts_make_accounts_where_the_base_can() {
        use crate::wishes::{Companion, Input};
        let text = "#!/bin/sh\ngroupadd -g 2000 app\nexec java -jar /a.jar\n".to_string();
        let companions = vec![Companion { path: "run.sh".into(), text }];
        let file = |from: &str| format!("FROM {from}\nCOPY a.jar run.sh /\nENTRYPOINT [\"/run.sh\"]\n");
        let input = |from: &str| Input { companions: companions.clone(), ..Input::pasted(file(from)) };
        let told = |to: &str| {
            let choice = Choice { image: image(to), shape: Shape::Swap };
            with(&input("openjdk:17-jdk-slim"), |case| base(case, &choice).into_iter().find_map(|one| one.change))
        };
        let shadow = |name: &str| Some(Change::Install { packages: vec![name.into()] });
        assert_eq!(told("amazoncorretto:17-al2023-headless"), shadow("shadow-utils"));
        assert_eq!(told("eclipse-temurin:17-jre-alpine"), shadow("shadow"));
        assert_eq!(told("eclipse-temurin:17-jre"), None);
        let present = |from: &str| with(&input(from), |case| super::file(case).len());
        assert_eq!([present("eclipse-temurin:17-jre-alpine"), present("eclipse-temurin:17-jre")], [1, 0]);
    }

    #[test]
    fn installed_it_is_there() {
        silent(RULE.id, TINI);
        assert_eq!(weight(RULE.id, TINI, "node:24-alpine", Shape::Swap), None);
        silent(RULE.id, "FROM ghcr.io/a/node:24\nENTRYPOINT [\"tini\", \"--\", \"node\", \"/app/server.js\"]\n");
    }
}
