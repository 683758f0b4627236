//! What gets worse with a base, said aloud: no figure shown may fall silently.

use super::{Recommendation, figures};
use crate::candidates::life::{self, Life};
use crate::catalogue::{Image, Tri};
use crate::rules::{Case, Objection, Weight, replaces, unasked};

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
            let larger = say!(lang,
                en: "It is larger: {before} → {after} compressed.",
                de: "Es ist größer: {before} → {after} komprimiert.",
                zh: "体积更大：压缩后 {before} → {after}。");
            note("heavier-than-needed", format!("{larger}{}", on_top(case, new).unwrap_or_default()));
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

/// The new base brings a language that the file installs itself today: the sizes do not compare.
fn on_top(case: &Case, new: &Image) -> Option<String> {
    let lang = case.wishes.lang;
    replaces(case, new).then(|| match unasked(case) {
        0 => say!(lang,
            en: " What the file installs for it today comes on top of the former.",
            de: " Was die Datei dafür heute selbst installiert, kommt zum ersten Wert hinzu.",
            zh: "文件目前自行安装的部分要另加到前者上。"),
        _ => say!(lang,
            en: " What the file installs for it today comes on top of the former, with the compiler that comes unasked more than 100 MB.",
            de: " Was die Datei dafür heute selbst installiert, kommt zum ersten Wert hinzu, mit dem Compiler, der ungefragt dabei ist, über 100 MB.",
            zh: "文件目前自行安装的部分要另加到前者上；连同未经要求而装上的编译器，超过 100 MB。"),
    })
}

fn shorter(case: &Case, old: &Image, new: &Image) -> Option<(&'static str, &'static str)> {
    let alive = matches!(life::left(old, &case.wishes.today), Life::Months(_));
    let ((_, before), (_, after)) = (life::first_end(old)?, life::first_end(new)?);
    (alive && after < before).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn sizes_that_do_not_compare_are_told_so() {
        let larger = |file: &str| {
            let advice =
                crate::conclude(&Input::pasted(file), &Wishes { today: "2026-11-30".into(), ..Wishes::default() });
            let told = advice.recommendations.into_iter().flat_map(|one| one.candidate.objections);
            told.map(|one| one.text).find(|text| text.starts_with("It is larger: 48.5")).unwrap_or_default()
        };
        let file = "FROM debian:12\nRUN apt-get update && apt-get install -y nodejs npm\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";
        assert!(larger(file).ends_with("comes unasked more than 100 MB."), "{}", larger(file));
        let asked = file.replace("install -y", "install -y --no-install-recommends");
        assert!(
            larger(&asked).ends_with("compressed. What the file installs for it today comes on top of the former.")
        );
        let plain = "FROM debian:12\nCOPY a /a\nRUN chmod +x /a\nCMD [\"/a\"]\n";
        assert!(larger(plain).ends_with("compressed."), "{}", larger(plain));
    }
}
