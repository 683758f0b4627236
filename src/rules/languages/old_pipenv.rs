//! `pipenv lock -r`, which pipenv took out. Told under `runtime-version-mismatch`.

use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;

/// Gone in 2022.8, which asks for Python 3.7 ([pipenv, issue 5253](https://github.com/pypa/pipenv/issues/5253)): pip takes
/// an older one for an older Python alone.
const WORDS: [&str; 2] = ["pipenv lock -r", "pipenv lock --requirements"];

/// Within `<( )` the failure is swallowed, and nothing is installed.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let python = choice.image.runtime.as_ref().filter(|of| of.name == "python" && !case.stays(choice))?;
    python.version.as_deref().filter(|line| line.starts_with("3."))?;
    let newest = |command: &crate::shell::Command| {
        let packages = command.packages.iter().flat_map(|action| &action.packages);
        packages.into_iter().any(|one| one.name == "pipenv" && one.version.is_none())
    };
    case.commands().find(|command| newest(command))?;
    let source = &case.build.tree.source;
    let span = case.steps().iter().filter(|step| step.run().is_some()).find_map(|step| {
        let text = source.slice(step.span);
        let (at, word) = WORDS.iter().find_map(|word| Some((text.find(word)?, word)))?;
        let start = step.span.start + at as u32;
        Some(Span { start, end: start + word.len() as u32 })
    })?;
    let (lang, line, word) = (case.lang(), sentence(case.line(&[span])), source.slice(span));
    let text = say!(lang,
        en: "{line} calls `{word}`, which pipenv no longer has on Python 3.7 and later: `pipenv requirements` takes its place.",
        de: "{line} ruft `{word}` auf, das pipenv ab Python 3.7 nicht mehr hat: An seine Stelle tritt `pipenv requirements`.",
        zh: "{line}调用 `{word}`，在 Python 3.7 及以后 pipenv 已没有它：请改用 `pipenv requirements`。");
    let change = Change::Path { span, to: "pipenv requirements".into() };
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![span]).by(change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_took_its_place_is_written() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install pipenv\nCOPY Pipfile* ./\nRUN bash -c \"pip3 install -r <(pipenv lock -r)\"\nCMD [\"gunicorn\", \"a:b\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE.id, file, "python:3.11-slim-trixie", Shape::Swap);
            told.into_iter().find_map(|one| match one.change {
                Some(Change::Path { to, .. }) => Some(to),
                _ => None,
            })
        };
        assert_eq!(told(file).as_deref(), Some("pipenv requirements"));
        assert_eq!(told(&file.replace("install pipenv", "install pipenv==2020.11.15")), None);
        assert_eq!(told(&file.replace("pipenv lock -r", "pipenv requirements")), None);
    }
}
