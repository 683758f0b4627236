//! Libraries with a release in their name: a program built on one release of a distribution does not load another's,
//! nor another distribution's.

use super::called::names;
use super::libraries::{self, Library};
use super::{linked, old_openssl, twins};
use crate::catalogue::packages::Role;
use crate::catalogue::{Image, Kind, Os};
use crate::evidence::language;
use crate::rules::claims::*;
use crate::rules::missing_shared_library::RULE;
use crate::rules::packages::installs::Install;
use crate::rules::packages::release_names::{carries_release, is_renumbered, keeps_name};
use crate::shell::{Action, Command, Package};
use crate::stages::{Does, Origin};

/// What is built stays on its release, and what ships moves to another one.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (now, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    if loads_nothing(case) {
        return None;
    }
    let apart = |os: &&Os| now != new && (os.name, os.version) != (new.name, new.version);
    let givers = givers(case, choice);
    let dated = || givers.iter().filter_map(|image| image.os.as_ref()).filter(|os| os.version.is_some());
    let openssl = || dated().find_map(|built| old_openssl::objection(case, choice, built, new));
    let kept = givers.len() > 1 || !parts_along(case, choice);
    if let Some(told) = openssl().filter(|_| kept && (now != new || !old_openssl::is_brought(case))) {
        return Some(told);
    }
    match dated().find(apart) {
        Some(built) => renamed(case, choice, built, new),
        None if dated().next().is_none() && (!givers.is_empty() || is_foreign(case)) => {
            old_openssl::asked_for(case, choice, now, new)
        }
        None => None,
    }
}

/// A program that is linked, and that no stage of the file makes, or one of whose image nothing is known.
fn is_foreign(case: &Case) -> bool {
    let known = |at: &usize| case.facts.standings.get(*at).is_some_and(|one| one.image().is_some());
    match case.sources() {
        [] => matches!(case.facts.workload.kind, Kind::GlibcBinary | Kind::CppBinary),
        sources => !sources.iter().any(known),
    }
}

/// Bytecode is linked with nothing, and a static program with nothing that is not in it; .NET opens whichever ICU and
/// OpenSSL there are, also where it is carried along
/// ([libraries by release](https://github.com/dotnet/core/blob/main/Documentation/linux-prereqs.md)).
pub fn loads_nothing(case: &Case) -> bool {
    // What comes from other stages may be of another language.
    let of_sdk = |at: &usize| {
        case.facts
            .standings
            .get(*at)
            .and_then(|one| one.image())
            .is_some_and(|image| image.repository.contains("/dotnet/"))
    };
    let bytecode = match case.facts.workload.kind {
        Kind::Java | Kind::Jdk | Kind::DotnetRuntime | Kind::AspNet => true,
        Kind::DotnetDeps => case.sources().iter().all(of_sdk),
        _ => false,
    };
    bytecode || linked::is_static(case)
}

/// Away from a base that is over, within its distribution, it is the reader's work; else it speaks against going.
pub fn claim(case: &Case, choice: &Choice, is_own: bool, text: String, spans: Vec<Span>) -> Objection {
    match is_own && choice.shape == Shape::Swap && case.is_over() {
        true => crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours),
        false => crate::rules::claims::objection(RULE.id, Weight::Blocker, text, spans),
    }
}

/// What the stages run that build, and what ships.
pub fn commands<'a>(case: &Case<'a>) -> Vec<&'a Command> {
    let built = case.sources().iter().copied().flat_map(|index| case.build.steps(index));
    let built = built.filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
    case.commands().chain(built).collect()
}

/// What is installed where something is built on that system, and what ships beside it; headers there are for what is
/// built there.
pub fn packages<'a>(case: &Case<'a>, choice: &Choice, built: &Os) -> Vec<&'a Package> {
    let on = |index: &usize| case.facts.standings.get(*index).and_then(|one| one.image()?.os.as_ref()) == Some(built);
    let stages = case.sources().iter().copied().filter(on);
    let there = stages.flat_map(|index| case.build.steps(index)).filter_map(|step| step.run());
    let parted = choice.shape == Shape::Split;
    let beside = installed(case.commands()).filter(|package| parted || !is_of_headers(&package.name));
    beside.chain(installed(there.flat_map(|launch| &launch.commands))).collect()
}

fn installed<'a>(commands: impl Iterator<Item = &'a Command>) -> impl Iterator<Item = &'a Package> {
    let actions = commands.filter_map(|command| command.packages.as_ref());
    actions.filter(|action| action.action == Action::Install).flat_map(|action| &action.packages)
}

pub fn is_of_headers(name: &str) -> bool {
    name.ends_with("-dev") || name.ends_with("-devel")
}

fn renamed(case: &Case, choice: &Choice, built: &Os, new: &Os) -> Option<Objection> {
    let other = |library: &Library| {
        // What is built here asks for OpenSSL 3, whatever stood beside it: else it was told.
        if library.package.starts_with("libssl") {
            return false;
        }
        // Ubuntu's packages are Debian's, and a name there is that of the file.
        let by_apt = [built, new].iter().all(|os| matches!(os.name, "debian" | "ubuntu"));
        if built.name != new.name && !(by_apt && keeps_name(&library.package)) {
            return !is_same_everywhere(&library.package);
        }
        // Debian 13 renamed some for 64-bit time, and left what programs load as it was.
        let kept = |there: Vec<String>| there.iter().any(|name| name.trim_end_matches("t64") == library.package);
        let renamed = || !names(library, &choice.image).is_some_and(kept);
        !lasts(library, new) && (new.name == "alpine" || renamed())
    };
    let library = libraries(case, choice).into_iter().find(other)?;
    let (lang, line) = (case.lang(), sentence(case.lines(&library.spans)));
    let new_is_alpine = new.name == "alpine";
    let (is_own, name) = (built.name == new.name, &library.package);
    let (built, new) = (built.title(), new.title());
    let text = say!(lang,
        en: "{line}: what is built on {built} may load `{name}`, and {new} has another release of it. Build on {new}, too.",
        de: "{line}: Was auf {built} gebaut wird, lädt womöglich `{name}`, und {new} hat davon eine andere Version. Baue auch auf {new}.",
        zh: "{line}：在 {built} 上构建的程序可能会加载 `{name}`，而 {new} 中是另一个版本。请也在 {new} 上构建。");
    Some(match new_is_alpine && is_own {
        true => crate::rules::claims::objection(RULE.id, Weight::Change, text, library.spans).by(Change::Yours),
        false => claim(case, choice, is_own, text, library.spans),
    })
}

/// On Alpine the names stay and the releases behind them move: only these have kept theirs for years.
const LASTING: &[&str] = &[
    "libstdc++",
    "libgcc",
    "libgomp",
    "zlib",
    "libpq",
    "sqlite-libs",
    "libc6-compat",
    "gcompat",
    "libcurl",
    "expat",
    "yaml",
    "libuuid",
    "gmp",
    "librdkafka",
    "linux-pam",
    "ncurses-libs",
    "libncursesw",
    "libpng",
    "xz-libs",
    "zstd-libs",
];

/// `libz.so.1`, `libpq.so.5`, `libssl.so.3` … are called so by every distribution that is alive.
const EVERYWHERE: [&str; 14] = [
    "libstdc++",
    "libgcc",
    "libgomp",
    "zlib",
    "libpq",
    "sqlite",
    "libsqlite3",
    "libssl3",
    "libcurl",
    "libexpat",
    "libyaml",
    "libuuid",
    "libgmp",
    "libatomic",
];

pub fn is_same_everywhere(package: &str) -> bool {
    EVERYWHERE.iter().any(|name| package.starts_with(name))
}

fn lasts(library: &Library, new: &Os) -> bool {
    match new.name {
        "alpine" => LASTING.contains(&library.package.as_str()),
        _ if is_renumbered(&library.package) => false,
        _ => !carries_release(&library.package) || keeps_name(&library.package),
    }
}

/// Bases of the stages that build and stay as they are; those of the runtime that ships move with it.
pub fn givers<'a>(case: &'a Case, choice: &Choice) -> Vec<&'a Image> {
    let name = |image: &Image| image.runtime.as_ref().map(|runtime| runtime.name);
    let stays = |image: &&Image| name(image).is_none() || name(image) != name(&choice.image);
    let givers = case.steps().iter().filter_map(|step| match &step.does {
        Does::Bring { from: Origin::Stage(index), .. } if !goes_along(case, choice, *index) => {
            case.facts.standings.get(*index)?.image().filter(|image| may_link(case, image))
        }
        _ => None,
    });
    let own = case.present().filter(|_| choice.shape == Shape::Split);
    own.into_iter().chain(givers).filter(stays).collect()
}

/// A stage of an interpreter's makes what that interpreter runs, such as a page: no other program is linked there.
fn may_link(case: &Case, image: &Image) -> bool {
    const RUN: [&str; 6] = ["node", "bun", "deno", "php", "ruby", "java"];
    let Some(own) = image.runtime.as_ref().map(|runtime| language::of_runtime(runtime.name)) else { return true };
    let is_run = |fact: &Fact| matches!(&fact.what, What::Runs { name, .. } if name == own);
    !RUN.contains(&own) || case.facts.find("runs").any(is_run)
}

/// Parted in two, both stages go to the new release of the system that the one stands on: OpenSSL is of that release then.
pub fn parts_along(case: &Case, choice: &Choice) -> bool {
    let goes = |stage| twins::goes(case.build, case.facts, stage, &choice.image);
    choice.shape == Shape::Split && case.build.shipped.is_some_and(goes)
}

/// It stands on the system that ships, and the rewrite moves both.
fn goes_along(case: &Case, choice: &Choice, stage: usize) -> bool {
    choice.shape == Shape::Swap && twins::goes(case.build, case.facts, stage, &choice.image)
}

fn libraries(case: &Case, choice: &Choice) -> Vec<Library> {
    if choice.shape == Shape::Split {
        return libraries::of_facts(case);
    }
    // Settings, fonts and texts that a library brings along are read, not loaded.
    let is_data = |name: &str| {
        ["-common", "-data", "-doc"].iter().any(|end| name.ends_with(end))
            || ["font", "ttf-"].iter().any(|of| name.starts_with(of))
    };
    let is_library = |install: &&Install| {
        let role = matches!(install.role(), Some(Role::RuntimeLibrary | Role::Locale));
        (role || is_renumbered(&install.package.name)) && !is_data(&install.package.name)
    };
    case.installs().iter().filter(is_library).map(Library::installed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Input, Wishes};

    const BOOST: &str = "FROM debian:12\nRUN apt-get update && apt-get install -y build-essential cmake libboost-all-dev\nCOPY . /src\nRUN cmake -S /src -B /build && cmake --build /build\nCMD [\"/build/server\"]\n";
    const STAGES: &str = "FROM debian:12 AS b\nRUN apt-get update && apt-get install -y g++ libicu-dev\nCOPY . .\nRUN g++ -o /app main.cpp -licuuc\nFROM debian:12-slim\nRUN apt-get update && apt-get install -y libicu72\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";

    fn told(file: &str, to: &str, shape: Shape) -> bool {
        weighed(RULE.id, file, to, shape).iter().any(|one| one.text.contains("another release"))
    }

    #[test]
    fn dotnet_opens_what_there_is() {
        let file = "FROM mcr.microsoft.com/dotnet/sdk:8.0 AS b\nCOPY . .\nRUN dotnet publish -c Release -r linux-x64 --self-contained true -o /app\nFROM debian:bookworm\nRUN apt-get update && apt-get install -y libssl3 libicu72 ca-certificates\nCOPY --from=b /app /app\nENTRYPOINT [\"/app/srv\"]\n";
        assert!(!told(file, "debian:trixie-slim", Shape::Swap));
        let chiselled = "mcr.microsoft.com/dotnet/runtime-deps:10.0-resolute-chiseled-extra";
        assert!(weighed(RULE.id, file, chiselled, Shape::Split).is_empty());
        let python = file
            .replace("FROM debian:", "FROM python:3.11-slim-bullseye AS python\nRUN apt-get update && apt-get install -y libssl1.1\nFROM debian:")
            .replace("ENTRYPOINT", "COPY --from=python / /\nENTRYPOINT");
        assert!(!weighed(RULE.id, &python, "debian:trixie-slim", Shape::Swap).is_empty(), "a Python comes along");
        let native = file.replace("libicu72", "libpq5");
        assert!(!weighed(RULE.id, &native, chiselled, Shape::Split).is_empty());
    }

    #[test]
    fn settings_and_fonts_are_read_and_not_loaded() {
        let file = "FROM debian:11 AS b\nRUN apt-get update && apt-get install -y g++\nCOPY . .\nRUN g++ -o /app a.cpp\nFROM debian:12-slim\nRUN apt-get update && apt-get install -y libicu72\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert!(told(file, "debian:trixie-slim", Shape::Swap));
        for data in ["libldap-common", "fonts-dejavu-core"] {
            assert!(!told(&file.replace("libicu72", data), "debian:trixie-slim", Shape::Swap), "{data}");
        }
    }

    #[test]
    fn a_stage_that_stood_apart_says_nothing_of_the_build() {
        let file = "FROM elixir:1.14 AS b\nCOPY . .\nRUN mix release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y libssl1.1 libncurses6\nCOPY --from=b /app /app\nCMD [\"/app/bin/app\", \"start\"]\n";
        assert!(!told(file, "debian:trixie-slim", Shape::Swap), "Elixir's image stands on Debian 12, with OpenSSL 3");
    }

    #[test]
    fn the_build_stage_keeps_its_release() {
        assert!(told(BOOST, "debian:trixie-slim", Shape::Split));
        assert!(!told(BOOST, "debian:trixie-slim", Shape::Swap), "then all is built anew");
        assert!(!told(BOOST, "debian:bookworm-slim", Shape::Split));
        assert!(!told(STAGES, "debian:trixie-slim", Shape::Swap), "both stand on one system, and move together");
        assert!(told(&STAGES.replace("debian:12 AS", "debian:11 AS"), "debian:trixie-slim", Shape::Swap));
        let vpx = STAGES.replace("debian:12 AS", "debian:11 AS").replace("libicu72", "libvpx7");
        assert!(told(&vpx, "debian:trixie-slim", Shape::Swap), "it is libvpx9 there");
        let alpine = "FROM alpine:3.17 AS b\nRUN apk add --no-cache g++ icu-dev\nCOPY . .\nRUN g++ -o /app a.cpp -licuuc\nFROM alpine:3.18\nRUN apk add --no-cache icu-libs libstdc++\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert!(told(alpine, "alpine:3.24", Shape::Swap));
        assert!(!told(&alpine.replace("icu-libs ", ""), "alpine:3.24", Shape::Swap));
        assert!(!told(&alpine.replace("3.17", "3.18"), "alpine:3.24", Shape::Swap));
        assert!(!told(
            &STAGES.replace("debian:12 AS", "debian:11 AS").replace("libicu72", "libpq5"),
            "debian:trixie-slim",
            Shape::Swap
        ));
    }

    #[test]
    fn parted_on_a_new_release_both_stages_have_its_openssl() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y build-essential cmake libssl-dev\nCOPY . /app\nWORKDIR /app/build\nRUN cmake .. && make\nCMD [\"./srv\"]\n";
        let blocked = |file: &str, to: &str| {
            weighed(RULE.id, file, to, Shape::Split).iter().any(|one| one.text.contains("OpenSSL 1.1"))
        };
        assert!(!blocked(file, "ubuntu:26.04"));
        assert!(blocked(file, "gcr.io/distroless/cc-debian13"), "the build stage stays on Ubuntu 20.04");
        assert!(blocked(file, "debian:trixie-slim"));
        let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
        let gone = file.replace("cmake libssl-dev", "libpcre3-dev libssl-dev");
        let gone = crate::advise(&Input::pasted(&gone), &wishes).headline;
        assert!(!gone.contains("a stage of its own"), "what a release lacks its build stage lacks: {gone}");
        let written = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written").dockerfile;
        assert!(
            written.contains("FROM ubuntu:26.04 AS build\n") && written.contains("\nFROM ubuntu:26.04\n"),
            "{written}"
        );
        assert!(written.contains("COPY --from=build /app/build/srv /app/build/srv\n"), "{written}");
    }

    #[test]
    fn a_name_that_stays_is_a_file_that_stays() {
        let file = |base: &str, library: &str| {
            format!(
                "FROM {base} AS b\nRUN apt-get update && apt-get install -y g++\nCOPY . .\nRUN g++ -o /app a.cpp\nFROM ubuntu:20.04\nRUN apt-get update && apt-get install -y {library}\nCOPY --from=b /app /app\nCMD [\"/app\"]\n"
            )
        };
        for library in ["libsqlite3-0", "libjemalloc2", "zlib1g", "libuuid1", "libsnappy1v5"] {
            for base in ["ubuntu:22.04", "debian:12"] {
                assert!(!told(&file(base, library), "ubuntu:26.04", Shape::Swap), "{base} {library}");
            }
        }
        assert!(told(&file("ubuntu:22.04", "libicu72"), "ubuntu:26.04", Shape::Swap));
    }

    #[test]
    fn a_jar_loads_nothing_of_where_it_was_built() {
        let file = "FROM maven:3.9-eclipse-temurin-17-alpine AS b\nCOPY . .\nRUN mvn package\nFROM eclipse-temurin:17-jre\nRUN apt-get update && apt-get install -y libsnappy1v5\nCOPY --from=b /target/a.jar /a.jar\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        assert!(!told(file, "gcr.io/distroless/java17-debian13", Shape::Swap));
    }

    #[test]
    fn another_distribution_has_other_releases() {
        assert!(told(STAGES, "registry.access.redhat.com/ubi10/ubi-minimal", Shape::Swap));
        assert!(!told(
            &STAGES.replace("libicu72", "libpq5"),
            "registry.access.redhat.com/ubi10/ubi-minimal",
            Shape::Swap
        ));
    }

    #[test]
    fn what_a_page_was_made_on_is_loaded_by_nothing() {
        let file = "FROM node:12 AS web\nCOPY . .\nRUN npm ci && npm run build\nFROM python:3.11-slim-bookworm\nRUN apt-get update && apt-get install -y gcc libssl-dev libxslt1.1\nRUN pip install -r requirements.txt\nCOPY --from=web /dist /app/dist\nCMD [\"python\", \"/app/main.py\"]\n";
        let blamed = |file: &str| {
            let told = weighed(RULE.id, file, "python:3.11-slim-trixie", Shape::Swap);
            told.iter().any(|one| one.text.contains("what is built on"))
        };
        assert!(!blamed(file));
        let built = file.replace("node:12", "debian:11").replace("npm ci && npm run build", "make");
        assert!(!blamed(&built.replace(" libxslt1.1", "")), "the headers are of Debian 12");
        let linked = built.replace("RUN make", "RUN apt-get install -y libssl-dev && make");
        assert!(!blamed(&linked), "over OpenSSL's border it goes along");
        assert!(!blamed(&linked.replace("debian:11", "debian:9")), "its servers are gone: it goes along");
        assert!(blamed(&linked.replace("debian:11", "ubuntu:18.04")));
        let alpine = file.replace("node:12", "node:16-alpine3.14").replace("3.11-slim-bookworm", "3.9-alpine3.15");
        let alpine = alpine.replace("apt-get update && apt-get install -y", "apk add").replace("libxslt1.1", "libxslt");
        assert!(
            !weighed(RULE.id, &alpine, "python:3.11-alpine3.24", Shape::Swap)
                .iter()
                .any(|one| one.text.contains("what is built on"))
        );
    }
}
