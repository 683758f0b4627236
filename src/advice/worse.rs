//! What gets worse with a base, said aloud: no figure shown may fall silently.

use super::{Recommendation, figures};
use crate::candidates::life::{self, Life};
use crate::catalogue::{Image, Tri};
use crate::rules::{Case, Objection, Weight};

/// Adds a risk for every shown figure that would be worse than today's.
pub fn tell(case: &Case, present: &Image, one: &mut Recommendation) {
    if one.candidate.present {
        return;
    }
    let notes = notes(case, present, one.candidate.image());
    one.candidate.objections.extend(notes);
}

fn notes(case: &Case, old: &Image, new: &Image) -> Vec<Objection> {
    let lang = case.wishes.lang;
    let mut notes = Vec::new();
    let mut note = |rule: &'static str, text: String| {
        notes.push(Objection { rule, weight: Weight::Risk, text, spans: Vec::new(), change: None });
    };
    if let (Some(before), Some(after)) = (old.size.compressed, new.size.compressed)
        && after > before
    {
        let (before, after) = (figures::bytes(before), figures::bytes(after));
        note(
            "heavier-than-needed",
            say!(lang,
            en: "It is larger: {before} → {after} compressed.",
            de: "Es ist größer: {before} → {after} komprimiert.",
            zh: "体积更大：压缩后 {before} → {after}。"),
        );
    }
    if let (Some((before, _)), Some((after, _))) = (old.packages, new.packages)
        && after > before
    {
        note(
            "heavier-than-needed",
            say!(lang,
            en: "It holds more packages: {before} → {after}.",
            de: "Es enthält mehr Pakete: {before} → {after}.",
            zh: "包含的软件包更多：{before} → {after}。"),
        );
    }
    if old.shell == Tri::No && new.shell == Tri::Yes {
        note(
            "heavier-than-needed",
            say!(lang,
            en: "It brings a shell that the present base does not have.",
            de: "Es bringt eine Shell mit, die das jetzige Basis-Image nicht hat.",
            zh: "它带有当前镜像没有的 shell。"),
        );
    }
    if let Some((before, after)) = shorter(case, old, new) {
        note(
            "base-ending-soon",
            say!(lang,
            en: "It is supported for a shorter time: until {after} instead of {before}.",
            de: "Es wird kürzer gepflegt: bis {after} statt {before}.",
            zh: "支持期更短：到 {after}，而不是 {before}。"),
        );
    }
    notes
}

fn shorter(case: &Case, old: &Image, new: &Image) -> Option<(&'static str, &'static str)> {
    let alive = matches!(life::left(old, &case.wishes.today), Life::Months(_));
    let ((_, before), (_, after)) = (life::first_end(old)?, life::first_end(new)?);
    (alive && after < before).then_some((before, after))
}
