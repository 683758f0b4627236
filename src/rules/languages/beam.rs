//! Elixir and Erlang, from one line to another: their images bring what the file was written for. Told under
//! `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use std::cmp::Ordering;

pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let ((name, old), (to, new)) = (line(case.present()?)?, line(&choice.image)?);
    let raised = name == to && runtimes::order(&new, &old) == Ordering::Greater;
    let (lang, title, image) = (case.lang(), runtimes::title(name), &choice.image.reference);
    let span = case.shipped().filter(|_| raised)?.stage.from.span;
    let text = say!(lang,
        en: "`{image}` brings {title} {new}, and the file is written for {old}.",
        de: "`{image}` bringt {title} {new} mit, und die Datei ist für {old} geschrieben.",
        zh: "`{image}` 自带 {title} {new}，而文件面向 {old}。");
    Some(objection_of(text, span))
}

fn objection_of(text: String, span: Span) -> Objection {
    crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours)
}

fn line(image: &Image) -> Option<(&'static str, String)> {
    let own = image.runtime.as_ref().filter(|own| matches!(own.name, "elixir" | "erlang"))?;
    Some((own.name, runtimes::line(own.name, own.version.as_deref()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn another_line_of_elixir_is_told() {
        let file = "FROM elixir:1.10\nWORKDIR /app\nCOPY . .\nRUN mix deps.get\nCMD [\"mix\", \"phx.server\"]\n";
        let told =
            |to: &str| weighed(RULE.id, file, to, Shape::Swap).into_iter().find(|one| one.text.contains("Elixir"));
        assert!(told("elixir:1.18").is_some_and(|one| one.text.contains("written for 1.10")));
        assert!(told("elixir:1.10").is_none());
    }
}
