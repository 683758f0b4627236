//! What gets worse with a base, said aloud: no figure shown may fall silently.

use super::{Recommendation, figures};
use crate::candidates::life::{self, Life};
use crate::catalogue::{Image, Tri};
use crate::rules::{Case, Objection, Weight};

/// Adds a risk for every shown figure that would be worse than today's, and for a lighter twin in the list.
pub fn tell(case: &Case, present: Option<&Image>, ranked: &mut [Recommendation]) {
    let lighter: Vec<Option<Objection>> = ranked.iter().map(|one| twin(case, one, ranked)).collect();
    for (one, lighter) in ranked.iter_mut().zip(lighter).filter(|(one, _)| !one.candidate.present) {
        let notes = present.map(|present| notes(case, present, one.candidate.image())).unwrap_or_default();
        one.candidate.objections.extend(notes);
        one.candidate.objections.extend(lighter);
    }
}

/// The slim variant of the very release, where it is compared and holds, too.
fn twin(case: &Case, one: &Recommendation, ranked: &[Recommendation]) -> Option<Objection> {
    let (lang, image) = (case.wishes.lang, one.candidate.image());
    let holding = ranked.iter().filter(|other| other.candidate.holds()).map(|other| other.candidate.image());
    let slim = holding.into_iter().find(|other| {
        other.repository == image.repository && other.os == image.os && other.variants.contains(&"slim")
    })?;
    if image.variants.contains(&"slim") || slim.size.compressed >= image.size.compressed {
        return None;
    }
    let (name, own, less) = (&slim.reference, figures::size(lang, image)?, figures::size(lang, slim)?);
    let text = say!(lang,
        en: "`{name}` is the same with less: {own} → {less}.",
        de: "`{name}` ist dasselbe mit weniger: {own} → {less}.",
        zh: "`{name}` 内容相同但更小：{own} → {less}。");
    Some(Objection { rule: "heavier-than-needed", weight: Weight::Risk, text, spans: Vec::new(), change: None })
}

fn notes(case: &Case, old: &Image, new: &Image) -> Vec<Objection> {
    let lang = case.wishes.lang;
    let mut notes = Vec::new();
    let mut note = |rule: &'static str, text: String| {
        notes.push(Objection { rule, weight: Weight::Risk, text, spans: Vec::new(), change: None });
    };
    if new.size.compressed > old.size.compressed
        && let (Some(before), Some(after)) = (figures::size(lang, old), figures::size(lang, new))
    {
        // What reads the same is the same to a reader.
        if before != after {
            note(
                "heavier-than-needed",
                say!(lang,
                en: "It is larger: {before} → {after} compressed.",
                de: "Es ist größer: {before} → {after} komprimiert.",
                zh: "体积更大：压缩后 {before} → {after}。"),
            );
        }
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
