//! A virtual environment that a build stage makes with its system's own Python: it holds `lib/python3.11/site-packages`,
//! and a Python of another line does not look there ([venv](https://docs.python.org/3/library/venv.html)).

use crate::evidence::Fact;
use crate::rules::claims::*;
use crate::rules::interpreter_path_moved::RULE;
use crate::rules::loading::twins;
use crate::rules::packages::pinned;
use crate::rules::places::homes;
use crate::stages::{Does, Origin};

/// The stage that makes it stays on its release, and what ships moves to another Python.
pub fn objection(case: &Case, choice: &Choice, path: &str, fact: &Fact) -> Option<Objection> {
    let new = choice.image.os.as_ref().filter(|_| homes::is_venv(path))?;
    let stage = case.steps().iter().find_map(|step| match &step.does {
        Does::Bring { destination: Some(to), from: Origin::Stage(stage), .. }
            if path.starts_with(to.text.trim_end_matches('/')) =>
        {
            case.build.bottom(*stage)
        }
        _ => None,
    })?;
    let made = case.facts.standings.get(stage.index)?.image().filter(|image| image.runtime.is_none())?;
    let old = made.os.as_ref().filter(|old| (old.name, old.version) != (new.name, new.version))?;
    let (before, after) = (pinned::version(old), pinned::version(new));
    let same = before.is_some() && before == after;
    if same || twins::on_release(case.build, case.facts, stage, &choice.image).is_some() {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &choice.image.reference);
    let old = old.title();
    let text = say!(lang,
        en: "{line} uses `{path}`, made by the Python of {old} in a stage that stays there; that of `{image}` does not find its packages.",
        de: "{line} benutzt `{path}`, das das Python von {old} in einer Stufe anlegt, die dort bleibt; das von `{image}` findet die Pakete darin nicht.",
        zh: "{line}使用 `{path}`，它由留在 {old} 的阶段用那里的 Python 创建；`{image}` 的 Python 找不到其中的软件包。");
    let weight = if before.is_some() && after.is_some() { Weight::Blocker } else { Weight::Doubt };
    Some(crate::rules::claims::objection(RULE.id, weight, text, fact.spans.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM debian:12-slim AS b\nRUN apt-get update && apt-get install -y python3-venv && python3 -m venv /opt/venv\nFROM debian:12-slim\nRUN apt-get update && apt-get install -y python3\nCOPY --from=b /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n";

    #[test]
    fn an_environment_on_the_path_belongs_to_the_python_that_made_it() {
        let of = |file: &str, to: &str| weight(RULE.id, file, to, Shape::Swap);
        assert_eq!(of(FILE, "ubuntu:26.04"), Some(Weight::Blocker));
        assert_eq!(of(FILE, "debian:trixie-slim"), None, "both go along");
        assert!(of(FILE, "registry.access.redhat.com/ubi10/ubi-minimal:latest") >= Some(Weight::Doubt));
        let elsewhere = FILE.replace("/opt/venv", "/opt/tools");
        assert_eq!(of(&elsewhere, "ubuntu:26.04"), None);
    }
}
