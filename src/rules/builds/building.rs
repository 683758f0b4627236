//! What the RUNs that stay in the shipped stage need of their base while it is built.

use super::{by_git, hidden_builds, own_commands};
use crate::catalogue::packages::{self, command_package};
use crate::catalogue::{Image, Purpose, Tri};
use crate::evidence::language;
use crate::order;
use crate::rules::claims::*;
use crate::rules::offers;
use crate::rules::packages::{installs, translated};
use crate::shell::{Action, Command};
use crate::stages::{Does, Origin, Role, Stage, Step};

/// Programs that today's base has and another one lacks. Only where the RUNs stay on it.
pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let absent =
        case.once.absent.get_or_init(case.facts, || lacking(case).into_iter().map(|(program, ..)| program).collect());
    // Another release may have shed a tool: `gpg` went with Debian 9.
    let same_release = case.present().is_some_and(|now| now.os == choice.image.os);
    let works = case.is_sibling(&choice.image) && same_release && absent.is_empty();
    if choice.shape == Shape::Split || choice.image.shell == Tri::No || works {
        return Vec::new();
    }
    let mut told: Vec<Objection> = Vec::new();
    for (program, span) in case.once.programs.get_or_init(case.facts, || programs(case)) {
        if lacks(case, &choice.image, program, absent.contains(program)) {
            told.push(missing(case, choice, rule, program, *span));
        }
    }
    told.extend(of_language(case, choice, rule).or_else(|| hidden_builds::objection(case, choice, rule)));
    told.extend(own_manager(case, choice, rule));
    told.extend(own_commands::objections(case, choice, rule));
    told
}

/// Tools that no other package brings along, called by a RUN of a stage in use whose base does not have them.
pub fn lacking<'a>(case: &'a Case) -> Vec<(String, Span, &'a Image)> {
    const ALONE: [&str; 6] = ["curl", "wget", "git", "unzip", "jq", "cmake"];
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let of_stage = |stage: &'a Stage| {
        let image = case.facts.standings.get(stage.index).and_then(|standing| standing.image());
        let steps: Vec<&Step> = stage.steps.iter().collect();
        let mut called = called(&steps);
        called.extend(by_git::call(case, &steps));
        called.retain(|(program, _)| ALONE.contains(&program.as_str()));
        order::keep_first(&mut called, |(program, _)| program.clone());
        called.retain(|(program, _)| !is_got(case, stage, program));
        let told = image.into_iter().flat_map(move |image| {
            let lacks = |(program, _): &(String, Span)| offers::tool(image, program) == Tri::No;
            called.clone().into_iter().filter(lacks).map(move |(program, span)| (program, span, image))
        });
        told.collect::<Vec<_>>()
    };
    let mut all: Vec<(String, Span, &Image)> = stages.flat_map(of_stage).collect();
    order::keep_first(&mut all, |(program, _, image)| (program.clone(), image.reference.clone()));
    all
}

/// The stage or one under it installs the tool, copies it, writes it, or installs what we cannot read.
fn is_got(case: &Case, stage: &Stage, tool: &str) -> bool {
    let behind = packages::command(tool).map(|command| command.package.id());
    let path = format!("bin/{tool}");
    let brings = |name: &str| {
        let row = ALL_NAMES.iter().find_map(|distro| packages::os_package(name, *distro));
        // What we know nothing of may depend on the tool: Bazel's package brings `unzip`.
        name == tool
            || name.starts_with(&format!("{tool}-"))
            || row.is_none_or(|row| Some(row.id()) == behind || row.id() == "zip")
    };
    case.build.steps(stage.index).any(|step| match &step.does {
        Does::Run(launch) => {
            let written = launch.words.iter().any(|word| word.text.contains(&path));
            written
                || launch.commands.iter().any(|command| {
                    let action = command.packages.as_ref().filter(|action| action.action == Action::Install);
                    let mut named = action.iter().flat_map(|action| &action.packages);
                    let opaque = !command.program.known || command.args.iter().any(|arg| arg.text.contains(&path));
                    opaque || named.any(|package| !package.known || brings(&package.name))
                })
        }
        Does::Bring { sources, destination, from, .. } => {
            let whole = !matches!(from, Origin::Context)
                && destination.as_ref().is_some_and(|to| {
                    ["/", "/usr", "/usr/", "/usr/bin", "/usr/bin/", "/bin", "/bin/", "/usr/local", "/usr/local/"]
                        .contains(&to.text.as_str())
                });
            whole || sources.iter().any(|source| source.text.ends_with(tool))
        }
        Does::Set => false,
    })
}

const ALL_NAMES: [packages::Distro; 3] =
    [packages::Distro::Debian13, packages::Distro::Alpine, packages::Distro::Fedora];

/// A tool that the present base is made to bring: uv in the images of uv.
pub fn is_of_present(case: &Case, tool: &str) -> bool {
    case.present().is_some_and(|image| image.repository.rsplit('/').next() == Some(tool))
}

/// Every program of a RUN that is not tried for, and the shell that SHELL names.
fn programs(case: &Case) -> Vec<(String, Span)> {
    let steps = case.steps();
    let mut all = called(steps);
    all.extend(own_shell(case, steps));
    all.extend(by_git::call(case, steps));
    // What it writes is made by `make` and the compilers, which it does not depend on.
    let cmake = all.iter().find(|(program, _)| program == "cmake").map(|(_, span)| ("make".to_string(), *span));
    all.extend(cmake);
    order::keep_first(&mut all, |(program, _)| program.clone());
    all
}

fn called(steps: &[&Step]) -> Vec<(String, Span)> {
    let runs = steps.iter().filter_map(|step| step.run());
    let called =
        runs.flat_map(|launch| &launch.commands).filter(|command| command.program.known && !command.conditional);
    let called = called.filter(|command| command.packages.is_none() && !is_other_rules(command.name()));
    called.map(|command| (command.name().to_string(), command.span)).collect()
}

fn own_shell(case: &Case, steps: &[&Step]) -> Option<(String, Span)> {
    let shell = case.build.shipped_stage()?.config.shell.as_ref()?.first()?;
    let name = shell.rsplit('/').next().filter(|name| *name != "sh")?;
    let span = steps.iter().find(|step| matches!(step.does, Does::Run(_)))?.span;
    Some((name.to_string(), span))
}

/// `uv sync` on an image of uv: another image does not have it.
fn own_manager(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let command = case.commands().find(|command| is_of_present(case, command.name()))?;
    let (program, now) = (command.name(), case.present()?);
    let has = offers::tool(&choice.image, program) == Tri::Yes || offers::is_copied(case, program);
    if choice.image.repository == now.repository || has {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let repository = now.repository.trim_start_matches("docker.io/");
    let text = say!(lang,
        en: "{line} runs `{program}` while building, which `{image}` does not have. `COPY --from={repository}` can bring it.",
        de: "{line} führt beim Bauen `{program}` aus, das `{image}` nicht hat. `COPY --from={repository}` kann es bringen.",
        zh: "{line}在构建时运行 `{program}`，而 `{image}` 没有。可用 `COPY --from={repository}` 引入。");
    Some(objection(rule, Weight::Change, text, vec![command.span]).by(Change::Yours))
}

/// Accounts and package managers have rules of their own.
fn is_other_rules(program: &str) -> bool {
    const OTHERS: [&str; 8] = [
        "useradd",
        "groupadd",
        "adduser",
        "addgroup",
        "usermod",
        "groupmod",
        "update-ca-certificates",
        "dpkg-reconfigure",
    ];
    OTHERS.contains(&program) || packages::command(program).is_none() && program != "bash"
}

/// What the file got to work today it gets to work there, too; what is absent today stays absent.
fn lacks(case: &Case, image: &Image, program: &str, absent: bool) -> bool {
    let today = || case.present().map_or(Tri::Unknown, |now| offers::tool(now, program));
    let brought = || offers::was_installed(case, program) || offers::is_copied(case, program);
    offers::tool(image, program) == Tri::No && (absent || today() != Tri::No) && !brought()
}

fn missing(case: &Case, choice: &Choice, rule: &'static str, program: &str, span: Span) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} runs `{program}` while building, which `{image}` does not have.",
        de: "{line} führt beim Bauen `{program}` aus, das `{image}` nicht hat.",
        zh: "{line}在构建时运行 `{program}`，而 `{image}` 没有。");
    if !installs::keeps_installing(choice) {
        return objection(rule, Weight::Blocker, text, vec![span]);
    }
    let names = translated::distro(&choice.image).map(|distro| command_package(program, distro)).unwrap_or_default();
    let own = names.first().map_or(program, |name| name.name);
    let package = Some(own).filter(|_| !compiles(case, choice, program)).or_else(|| compiler(choice)).unwrap_or(own);
    let change = match names.is_empty() {
        true => Change::Yours,
        false => Change::Install { packages: vec![package.into()] },
    };
    let text = say!(lang,
        en: "{text} Install `{package}` first.",
        de: "{text} Installiere vorher `{package}`.",
        zh: "{text}请先安装 `{package}`。");
    objection(rule, Weight::Change, text, vec![span]).by(change)
}

/// `make` alone compiles nothing: a base that lacks it mostly lacks the compiler as well, which today's has.
fn compiles(case: &Case, choice: &Choice, program: &str) -> bool {
    let has = |image: &Image| offers::tool(image, "gcc");
    let now = case.present().is_some_and(|now| has(now) == Tri::Yes);
    program == "make" && now && has(&choice.image) == Tri::No && !offers::is_installed(case, "gcc")
}

/// The package that brings compiler, `make` and headers at once.
fn compiler(choice: &Choice) -> Option<&'static str> {
    match translated::distro(&choice.image)? {
        packages::Distro::Debian12 | packages::Distro::Debian13 | packages::Distro::Ubuntu => Some("build-essential"),
        packages::Distro::Alpine | packages::Distro::Wolfi => Some("build-base"),
        packages::Distro::Fedora => None,
    }
}

/// The tools of a language that only the present base brings.
fn of_language(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present()?.runtime.as_ref()?.name;
    // Swift's slim image runs what others compiled, and so do .NET's without its SDK.
    let only_runs = matches!(now, "swift" | "dotnet") && choice.image.purpose == Purpose::Runtime;
    let then = choice.image.runtime.as_ref().map(|runtime| runtime.name).filter(|_| !only_runs);
    let (_, tools) = TOOLS.iter().find(|(runtime, _)| *runtime == now && then != Some(now))?;
    let calls = |command: &&Command| {
        tools.contains(&command.name())
            && (now != "dotnet" || language::is_of_sdk(command))
            && !offers::is_installed(case, command.name())
            && !offers::is_copied(case, command.name())
    };
    let command = case.commands().find(calls)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let program = command.name();
    let text = say!(lang,
        en: "{line} runs `{program}` while building, which `{image}` does not have.",
        de: "{line} führt beim Bauen `{program}` aus, das `{image}` nicht hat.",
        zh: "{line}在构建时运行 `{program}`，而 `{image}` 没有。");
    Some(objection(rule, Weight::Blocker, text, vec![command.span]))
}

/// What a RUN builds with, by the runtime whose official image has it.
const TOOLS: &[(&str, &[&str])] = &[
    ("elixir", &["mix", "iex"]),
    ("erlang", &["rebar3", "rebar", "erl", "erlc", "escript"]),
    ("crystal", &["crystal", "shards"]),
    ("nim", &["nim", "nimble"]),
    ("bun", &["bun", "bunx"]),
    ("dotnet", &["dotnet"]),
    ("rust", &["cargo"]),
    ("go", &["go"]),
    ("node", &["npm", "npx", "yarn", "pnpm"]),
    ("ruby", &["gem", "bundle"]),
    ("deno", &["deno"]),
    ("php", &["docker-php-ext-install", "pecl"]),
    ("ghc", &["stack", "cabal", "ghc"]),
    ("swift", &["swift", "swiftc"]),
    ("dart", &["dart"]),
    ("julia", &["julia"]),
    ("r", &["R", "Rscript", "install2.r", "installGithub.r"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_compiler_that_only_the_present_base_has_stops_an_exchange() {
        let file = "FROM haskell:8.10\nCOPY . .\nRUN stack install --local-bin-path /usr/local/bin\nCMD [\"/usr/local/bin/server\"]\n";
        assert_eq!(weight("tool-missing", file, "debian:trixie-slim", Shape::Swap), Some(Weight::Blocker));
        assert_ne!(weight("tool-missing", file, "debian:trixie-slim", Shape::Split), Some(Weight::Blocker));
        let erlang = file
            .replace("haskell:8.10", "erlang:22")
            .replace("stack install --local-bin-path /usr/local/bin", "rebar3 release");
        assert_eq!(weight("tool-missing", &erlang, "debian:trixie-slim", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight("tool-missing", &erlang, "erlang:29", Shape::Swap), None);
        let swift = file
            .replace("haskell:8.10", "swift:5.3")
            .replace("stack install --local-bin-path /usr/local/bin", "swift build");
        assert_eq!(weight("tool-missing", &swift, "swift:6.0-noble-slim", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight("tool-missing", &swift, "swift:6.0-noble", Shape::Swap), None);
    }

    #[test]
    fn cmake_calls_a_compiler() {
        let file = "FROM gcc:13\nRUN apt-get update && apt-get install -y cmake\nCOPY . .\nRUN cmake -B build && cmake --build build\nCMD [\"/build/a\"]\n";
        let installs = |file: &str| {
            let told = weighed("tool-missing", file, "debian:trixie-slim", Shape::Swap);
            told.into_iter().any(
                |one| matches!(one.change, Some(Change::Install { packages }) if packages[..] == ["build-essential"]),
            )
        };
        assert!(installs(file));
        assert!(!installs(&file.replace("y cmake", "y cmake make g++")));
        assert!(!installs(&file.replace("gcc:13", "debian:bookworm-slim")), "what it works with today comes along");
    }

    #[test]
    fn what_a_run_installs_uses_and_removes_is_there_while_it_runs() {
        let file = "FROM debian:stretch-slim\nRUN apt-get update && apt-get install -y wget && wget https://example.org/a && apt-get purge -y wget\nCMD [\"/a\"]\n";
        let told = |file: &str| {
            let told = weighed("tool-missing", file, "debian:trixie-slim", Shape::Swap);
            told.into_iter().filter(|claim| claim.text.contains("wget")).count()
        };
        assert_eq!(told(file), 0);
        assert_eq!(told("FROM buildpack-deps:bookworm\nRUN wget https://example.org/a\nCMD [\"/a\"]\n"), 1);
    }
}
