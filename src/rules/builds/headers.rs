//! Headers that a program is built with in another stage: the library behind them may be loaded where it runs, and today
//! it is there.

use crate::catalogue::packages::{Distro, RunTime, os_package};
use crate::catalogue::{Libc, Tri};
use crate::order;
use crate::rules::claims::*;
use crate::rules::loading::aged::is_of_headers;
use crate::rules::loading::called::names;
use crate::rules::loading::libraries::{self, Library};
use crate::rules::loading::linked::{is_static, linkages};
use crate::rules::missing_shared_library::RULE;
use crate::rules::packages::installs::{self, Install};
use crate::rules::packages::translated;
use crate::shell::{Action, Package};

/// A base that cannot install what today's holds; what is told of a library already is not said again.
pub fn objection(case: &Case, choice: &Choice, told: &[Objection]) -> Option<Objection> {
    let now = case.present()?;
    if installs::keeps_installing(choice) || choice.image.libc == Libc::None || is_static(case) {
        return None;
    }
    let is_told = |library: &Library| told.iter().any(|one| one.text.contains(library.title()));
    let lost =
        |library: &Library| library.on(now) == Tri::Yes && library.on(&choice.image) != Tri::Yes && !is_told(library);
    let lost: Vec<Library> = built_with(case).into_iter().filter(lost).collect();
    let mut spans: Vec<Span> = lost.iter().flat_map(|library| library.spans.clone()).collect();
    order::sort(&mut spans);
    let names: Vec<&str> = lost.iter().map(Library::title).collect();
    let (lang, line, image) = (case.lang(), sentence(case.lines(&spans)), &choice.image.reference);
    let names = (!names.is_empty()).then(|| codes(lang, &names))?;
    let text = say!(lang,
        en: "{line}: what the program is built with there, it may load when it runs, and we do not know that `{image}` has {names}.",
        de: "{line}: Was dort zum Bauen da ist, lädt das Programm womöglich, wenn es läuft; dass `{image}` {names} hat, ist nicht bekannt.",
        zh: "{line}：程序运行时可能会加载构建所用的库，而不确定 `{image}` 有 {names}。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Doubt, text, spans))
}

/// A library whose name is of a release that we do not know comes with its headers.
pub fn stand_in(case: &Case, choice: &Choice, library: &mut Library) {
    let to = translated::distro(&choice.image);
    let own = |install: &&Install| {
        let spans = library.spans.contains(&install.package.span);
        spans && install.distro == to && is_of_headers(&install.package.name)
    };
    let unnamed = names(library, &choice.image).is_none();
    if let Some(install) = case.every_install().iter().find(own).filter(|_| unnamed) {
        *library = Library::installed(install);
    }
}

/// The libraries behind the headers of the stages that the program comes from.
fn built_with(case: &Case) -> Vec<Library> {
    let stages = case.sources().iter().copied().filter(|index| makes_program(case, *index));
    let of_stage = |index: usize| {
        let os = case.facts.standings.get(index).and_then(|one| one.image()?.os.as_ref());
        let distro = os.and_then(Distro::of).unwrap_or(Distro::Debian13);
        let runs = case.build.steps(index).filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
        let actions = runs.filter_map(|command| command.packages.as_ref());
        let installs = actions.filter(|action| action.action == Action::Install).flat_map(|action| &action.packages);
        installs.flat_map(|package| behind(package, distro)).collect::<Vec<_>>()
    };
    let mut found: Vec<Library> = stages.flat_map(of_stage).collect();
    order::keep_first(&mut found, |library| library.package.clone());
    found
}

/// The linkage was read there.
fn makes_program(case: &Case, index: usize) -> bool {
    let spans: Vec<Span> = linkages(case).flat_map(|(fact, _)| fact.spans.iter().copied()).collect();
    let stages = case.build.lineage(index);
    let mut places = stages.iter().flat_map(|stage| stage.steps.iter().map(|step| step.span).chain([stage.span]));
    places.any(|place| spans.iter().any(|span| place.contains(*span)))
}

fn behind(package: &Package, distro: Distro) -> Vec<Library> {
    let row = os_package(&package.name, distro).filter(|_| package.known && is_of_headers(&package.name));
    let Some(RunTime::Packages(names)) = row.map(|row| row.run_time(distro)) else { return Vec::new() };
    let library = |name: &str| Library {
        package: name.into(),
        soname: None,
        named: distro,
        spans: vec![package.span],
        certainty: Certainty::Assumed,
    };
    let names = names.iter().map(|name| name.name).filter(|name| !libraries::is_of_cpp(name));
    names.map(library).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_a_program_is_built_with_may_be_loaded() {
        let file = "FROM debian:bookworm AS b\nRUN apt-get update && apt-get install -y gcc make zlib1g-dev libpq-dev\nCOPY . .\nRUN make && cp app /app\nFROM debian:bookworm-slim\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let told = |file: &str, to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let base = told(file, "gcr.io/distroless/base-nossl-debian13");
        assert!(base.len() == 1 && base[0].weight == Weight::Doubt, "{base:?}");
        assert!(base[0].text.contains("`zlib1g`") && !base[0].text.contains("libpq5"), "{base:?}");
        assert!(told(file, "debian:trixie-slim").is_empty(), "it is there");
        let other = file.replace(" zlib1g-dev", "").replace("FROM debian:bookworm-slim", "FROM debian:bookworm AS c\nRUN apt-get update && apt-get install -y zlib1g-dev\nFROM debian:bookworm-slim\nCOPY --from=c /etc/motd /etc/motd");
        assert!(told(&other, "gcr.io/distroless/base-nossl-debian13").is_empty(), "another stage");
        assert!(
            told(&file.replace("RUN make", "RUN make LDFLAGS=-static"), "gcr.io/distroless/base-nossl-debian13")
                .is_empty()
        );
    }

    #[test]
    fn a_library_of_ubuntu_comes_with_its_headers() {
        let file = |base: &str| {
            format!(
                "FROM {base}\nRUN apt-get update && apt-get install -y g++ libicu-dev libpq-dev\nCOPY . /src\nRUN cd /src && make install\nCMD [\"/usr/local/bin/a\"]\n"
            )
        };
        let installs = |base: &str, to: &str| {
            let told = weighed(RULE.id, &file(base), to, Shape::Split).into_iter().filter_map(|one| one.change);
            told.filter_map(|change| match change {
                Change::Install { packages } => Some(packages),
                _ => None,
            })
            .flatten()
            .collect::<Vec<_>>()
        };
        let ubuntu = installs("ubuntu:24.04", "ubuntu:24.04");
        assert!(ubuntu.contains(&"libicu-dev".into()) && ubuntu.contains(&"libpq5".into()), "{ubuntu:?}");
        assert!(installs("debian:13", "debian:trixie-slim").contains(&"libicu76".into()));
    }
}
