//! Libraries with a release in their name: a program built on one release of a distribution does not load another's.

use super::claims::*;
use super::installs::Install;
use super::libraries::{self, Library};
use super::missing_shared_library::{RULE, names};
use super::translated::carries_release;
use crate::catalogue::Os;
use crate::catalogue::packages::Role;
use crate::stages::{Does, Origin};

/// What is built stays on its release, and what ships moves to another one.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (now, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    let moves = now.name == new.name && now.version != new.version;
    let apart = |os: &&Os| moves && os.name == new.name && os.version != new.version;
    let built = built_on(case, choice).into_iter().find(apart)?;
    let other = |library: &Library| {
        // Debian 13 renamed some for 64-bit time, and left what programs load as it was.
        let kept = |there: Vec<String>| there.iter().any(|name| name.trim_end_matches("t64") == library.package);
        let renamed = || !names(library, &choice.image).is_some_and(kept);
        !lasts(library, new) && (new.name == "alpine" || renamed())
    };
    let library = libraries(case, choice).into_iter().find(other)?;
    let (lang, line) = (case.lang(), sentence(case.lines(&library.spans)));
    let (name, built, moved) = (&library.package, built.title(), new.name == "alpine");
    let new = new.title();
    let text = say!(lang,
        en: "{line}: what is built on {built} may load `{name}`, and {new} has another release of it. Build on {new}, too.",
        de: "{line}: Was auf {built} gebaut wird, lädt womöglich `{name}`, und {new} hat davon eine andere Version. Baue auch auf {new}.",
        zh: "{line}：在 {built} 上构建的程序可能会加载 `{name}`，而 {new} 中是另一个版本。请也在 {new} 上构建。");
    let claim = |weight| super::claims::objection(RULE.id, weight, text.clone(), library.spans.clone());
    Some(if moved { claim(Weight::Change).by(Change::Yours) } else { claim(Weight::Blocker) })
}

/// On Alpine the names stay and the releases behind them move: only these have kept theirs for years.
const LASTING: &[&str] = &["libstdc++", "libgcc", "libgomp", "zlib", "libpq", "sqlite-libs", "libc6-compat", "gcompat"];

fn lasts(library: &Library, new: &Os) -> bool {
    match new.name {
        "alpine" => LASTING.contains(&library.package.as_str()),
        _ => !carries_release(&library.package),
    }
}

fn built_on<'a>(case: &'a Case, choice: &Choice) -> Vec<&'a Os> {
    if choice.shape == Shape::Split {
        return case.present().and_then(|now| now.os.as_ref()).into_iter().collect();
    }
    let givers = case.steps().iter().filter_map(|step| match &step.does {
        Does::Bring { from: Origin::Stage(index), .. } => case.facts.standings.get(*index)?.image(),
        _ => None,
    });
    givers.filter_map(|image| image.os.as_ref()).filter(|os| os.version.is_some()).collect()
}

fn libraries(case: &Case, choice: &Choice) -> Vec<Library> {
    if choice.shape == Shape::Split {
        return libraries::of_facts(case);
    }
    let is_library = |install: &&Install| matches!(install.role(), Some(Role::RuntimeLibrary | Role::Locale));
    case.installs().iter().filter(is_library).map(Library::installed).collect()
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const BOOST: &str = "FROM debian:12\nRUN apt-get update && apt-get install -y build-essential cmake libboost-all-dev\nCOPY . /src\nRUN cmake -S /src -B /build && cmake --build /build\nCMD [\"/build/server\"]\n";
    const STAGES: &str = "FROM debian:12 AS b\nRUN apt-get update && apt-get install -y g++ libicu-dev\nCOPY . .\nRUN g++ -o /app main.cpp -licuuc\nFROM debian:12-slim\nRUN apt-get update && apt-get install -y libicu72\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";

    fn told(file: &str, to: &str, shape: Shape) -> bool {
        weighed(RULE.id, file, to, shape).iter().any(|one| one.text.contains("another release"))
    }

    #[test]
    fn the_build_stage_keeps_its_release() {
        assert!(told(BOOST, "debian:trixie-slim", Shape::Split));
        assert!(!told(BOOST, "debian:trixie-slim", Shape::Swap), "then all is built anew");
        assert!(!told(BOOST, "debian:bookworm-slim", Shape::Split));
        assert!(told(STAGES, "debian:trixie-slim", Shape::Swap));
        let alpine = "FROM alpine:3.18 AS b\nRUN apk add --no-cache g++ icu-dev\nCOPY . .\nRUN g++ -o /app a.cpp -licuuc\nFROM alpine:3.18\nRUN apk add --no-cache icu-libs libstdc++\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert!(told(alpine, "alpine:3.24", Shape::Swap));
        assert!(!told(&alpine.replace("icu-libs ", ""), "alpine:3.24", Shape::Swap));
        assert!(!told(&STAGES.replace("libicu72", "libpq5"), "debian:trixie-slim", Shape::Swap));
    }
}
