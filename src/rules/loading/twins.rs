//! Stages that build on the very system that ships: where that goes to another release, they go along, for what one
//! release builds may not load the libraries of another.

use super::{gone_builders, newer_compilers};
use crate::catalogue::{self, Family, Image, Libc, Match, Os};
use crate::evidence::Facts;
use crate::rules::languages::runtimes;
use crate::rules::packages::release_names::is_of_release;
use crate::stages::{Base, Build, ImageRef, Role, Stage};

/// The base of a building stage on the release of `image`, with its own tag's words; and what it is.
pub fn on_release(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    moves(build, facts, stage, image).filter(|(_, found)| found.os == image.os)
}

/// What takes the place of a building stage's base, on whichever release.
pub fn moves(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    own(build, facts, stage, image)
        .or_else(|| newer_compilers::on_release(build, facts, stage, image))
        .or_else(|| gone_builders::living(build, facts, stage, image))
}

/// The one stage of today and the one that builds are of the same plain system or language, and go together.
pub fn part_alike(build: &Build, facts: &Facts, image: &Image) -> bool {
    let stage = build.shipped.and_then(|shipped| build.bottom(shipped));
    stage.is_some_and(|stage| own(build, facts, stage, image).is_some())
}

pub fn own(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    let standing = |index: usize| facts.standings.get(index)?.image();
    let (now, ships) = (standing(stage.index)?, standing(build.shipped?)?);
    // Distroless is made of Debian's own packages, Python's among them.
    let of_system = |image: &Image| image.runtime.is_none() || image.family == Family::Distroless;
    let plain = now.runtime.is_none() && of_system(ships) && of_system(image);
    // `python:3.11-slim-bullseye` in both stages, and the same Python on a newer release in what ships.
    let line = |image: &Image| {
        let runtime = image.runtime.as_ref()?;
        Some((runtime.name, runtimes::line(runtime.name, runtime.version.as_deref()?)?))
    };
    let kin = now.repository == image.repository && line(now).is_some() && line(now) == line(image);
    let (old, new) = (now.os.as_ref()?, image.os.as_ref()?);
    let moves = old.name == new.name && old.version != new.version && now.os == ships.os;
    if (plain || kin) && moves { retagged(stage, old, new) } else { None }
}

/// Its own tag with the words of the new release.
pub fn retagged(stage: &Stage, old: &Os, new: &Os) -> Option<(String, Image)> {
    let Base::Image(written) = &stage.base else { return None };
    let tag = written.tag.as_deref()?;
    let tag = tag.split('-').map(|word| renewed(word, old, new).unwrap_or(word)).collect::<Vec<_>>().join("-");
    let reference = ImageRef { tag: Some(tag.clone()), digest: None, ..written.clone() };
    let found = catalogue::find(&reference)?;
    let sure = matches!(found.matched, Match::Exact | Match::Floating) && found.image.os.as_ref() == Some(new);
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    sure.then(|| (format!("{repository}:{tag}"), found.image))
}

/// Whether a stage goes along and installs packages by a version, or by a name, of the release that it leaves.
pub fn rewords(build: &Build, facts: &Facts, image: &Image) -> bool {
    let goes = |stage: &&Stage| stage.role == Role::Build && moves(build, facts, stage, image).is_some();
    let runs = build.stages.iter().filter(goes).flat_map(|stage| &stage.steps).filter_map(|step| step.run());
    let actions = runs.flat_map(|run| &run.commands).filter_map(|command| command.packages.as_ref());
    let mut packages = actions.filter(|action| action.manager.is_of_the_os()).flat_map(|action| &action.packages);
    packages.any(|one| one.version.is_some() || is_of_release(&one.name))
}

/// The base of a stage goes along to the release of `image`.
pub fn goes(build: &Build, facts: &Facts, stage: usize, image: &Image) -> bool {
    build.bottom(stage).is_some_and(|stage| on_release(build, facts, stage, image).is_some())
}

/// `bookworm` and `12` for Debian 12, also `12.5`; written as the new release is.
pub fn renewed(word: &str, old: &Os, new: &Os) -> Option<&'static str> {
    let coded = old.codename.is_some_and(|name| name.eq_ignore_ascii_case(word));
    let version = old.version?;
    let numbered = word.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if coded { new.codename } else { new.version.filter(|_| numbered) }
}

/// What is built on the one asks for no newer glibc than the other has.
pub fn loads(builder: &Image, ships: &Image) -> bool {
    let glibc = |image: &Image| {
        let parts = image.libc_version.filter(|_| image.libc == Libc::Glibc)?.split('.');
        parts.map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
    };
    match (glibc(builder), glibc(ships)) {
        (_, None) => true,
        (Some(built), Some(ships)) => built <= ships,
        (None, Some(_)) => builder.libc != Libc::Glibc || builder.os == ships.os,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::Input;

    fn moved(file: &str, to: &str) -> Option<String> {
        with(&Input::pasted(file), |case| {
            on_release(case.build, case.facts, &case.build.stages[0], &image(to)).map(|(reference, _)| reference)
        })
    }

    #[test]
    fn a_stage_that_builds_goes_along_with_its_system() {
        let file =
            "FROM debian:bullseye AS b\nRUN make\nFROM debian:bullseye-slim\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(moved(file, "debian:trixie-slim").as_deref(), Some("debian:trixie"));
        assert_eq!(moved(&file.replace("bullseye", "11"), "debian:trixie-slim").as_deref(), Some("debian:13"));
        assert_eq!(moved(&file.replacen("bullseye", "buster", 1), "debian:trixie-slim"), None, "it was another before");
        assert_eq!(moved(file, "ubuntu:26.04"), None);
        let ubuntu = file.replace("debian:bullseye-slim", "ubuntu:20.04").replace("debian:bullseye", "ubuntu:20.04");
        assert_eq!(moved(&ubuntu, "ubuntu:26.04").as_deref(), Some("ubuntu:26.04"));
        let venv = "FROM debian:12-slim AS b\nRUN python3 -m venv /venv\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=b /venv /venv\nENTRYPOINT [\"/venv/bin/python3\", \"a.py\"]\n";
        assert_eq!(moved(venv, "gcr.io/distroless/python3-debian13").as_deref(), Some("debian:13-slim"));
        assert_eq!(moved(venv, "python:3.13-slim-trixie"), None);
        let python = file
            .replace("debian:bullseye-slim", "python:3.11-slim-bullseye")
            .replace("debian:bullseye ", "python:3.11-bullseye ");
        assert_eq!(moved(&python, "python:3.11-slim-trixie").as_deref(), Some("python:3.11-trixie"));
        assert_eq!(moved(&python, "python:3.13-slim-trixie"), None, "stages of another line move by that");
        assert_eq!(moved(&file.replace("bullseye", "latest"), "debian:trixie-slim"), None);
    }
}
