//! Dependencies that are copied from an image that nobody here knows, onto another line of their runtime. Told under
//! `runtime-version-mismatch`.

use super::runtimes::Needed;
use crate::evidence::Standing;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::stages::{Does, Origin, Step};

/// Folders that installers fill for one line of a runtime.
const FILLED: [&str; 3] = ["bundle", "node_modules", "site-packages"];

pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let needed = Needed::of(case).filter(|_| !case.stays(choice))?;
    let met = needed.line_of(&choice.image)?;
    let moves = needed.line_of(case.present()?)? != met;
    let (span, giver) = case.steps().iter().filter(|_| moves).find_map(|step| given(case, step))?;
    let (lang, line, name) = (case.lang(), sentence(case.line(&[span])), needed.title());
    let text = say!(lang,
        en: "{line} copies dependencies from `{giver}`, which we do not know: they must be made for {name} {met}, too.",
        de: "{line} kopiert Abhängigkeiten aus `{giver}`, das wir nicht kennen: Auch sie müssen für {name} {met} gemacht sein.",
        zh: "{line}从我们不了解的 `{giver}` 复制依赖：它们也必须面向 {name} {met}。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![span]))
}

/// What a COPY takes from a stage that stands on an unknown image, and that image.
fn given<'a>(case: &'a Case, step: &Step) -> Option<(Span, &'a str)> {
    let Does::Bring { sources, from: Origin::Stage(from), .. } = &step.does else { return None };
    let filled = |path: &str| path.trim_end_matches('/').rsplit('/').next().is_some_and(|name| FILLED.contains(&name));
    let bottom = case.build.bottom(*from).filter(|_| sources.iter().any(|source| filled(&source.text)))?;
    let unknown = matches!(case.facts.standings.get(bottom.index)?, Standing::Private(_));
    unknown.then_some((step.span, bottom.from.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_comes_from_an_unknown_image_is_for_one_line() {
        let file = "FROM acme/base AS base\nFROM node:18-alpine\nWORKDIR /app\nCOPY --from=base /app/node_modules ./node_modules\nCMD [\"node\", \"a.js\"]\n";
        let told = |file: &str, to: &str| {
            weighed(RULE.id, file, to, Shape::Swap).into_iter().any(|one| one.text.contains("`acme/base`"))
        };
        assert!(told(file, "node:24-alpine3.24"));
        assert!(!told(&file.replace("node:18", "node:24"), "node:24-alpine3.24"));
        assert!(!told(&file.replace("acme/base", "node:18"), "node:24-alpine3.24"));
        assert!(!told(&file.replace("node_modules", "dist"), "node:24-alpine3.24"));
    }
}
