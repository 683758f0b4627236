//! What someone who comes for the first time sees before the engine has come: what is said of the example.

use super::html::{escape, prose};
use crate::ui::view::examples::FIRST;
use crate::wishes::{Input, Wishes};
use crate::words::Lang;

/// The example's advice as a part of `index.html`, once in every language; `boot.js` shows the reader's.
pub fn first() -> String {
    Lang::ALL.into_iter().map(told).collect()
}

/// The example itself, as the value of an attribute.
pub fn example() -> String {
    escape(FIRST.text).replace('\n', "&#10;")
}

fn told(lang: Lang) -> String {
    let day = crate::catalogue::as_of();
    let wishes = Wishes { lang, today: day.into(), ..Wishes::default() };
    let advice = crate::advise(&Input::pasted(FIRST.text), &wishes);
    let eyebrow = say!(lang, en: "An example, while the page loads", de: "Ein Beispiel, während die Seite lädt", zh: "页面加载期间的示例");
    let own = say!(lang,
        en: "Paste your own Dockerfile already: its advice follows at once.",
        de: "Füge dein eigenes Dockerfile schon ein: Der Rat folgt sofort.",
        zh: "你可以先粘贴自己的 Dockerfile：建议随后即到。");
    let (lang, headline, because) = (lang.tag(), prose(&advice.headline), prose(&advice.because));
    // One block of text, so that the browser counts it as the largest of the page: nothing that comes later is larger.
    format!(
        r#"<div lang="{lang}" data-day="{day}" hidden>
<p class="eyebrow">{eyebrow}</p>
<p class="because"><strong class="headline">{headline}</strong><br>{because}</p>
<p class="aside">{own}</p>
</div>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_told_in_every_language() {
        let first = first();
        for lang in ["en", "de", "zh-Hans"] {
            assert!(first.contains(&format!("<div lang=\"{lang}\" data-day=")), "{first}");
        }
        assert_eq!(first.matches("<code>gcr.io/distroless/static-debian13:nonroot</code>").count(), 6, "{first}");
        assert!(!first.contains(['`', '*']), "{first}");
        assert!(example().contains("&#10;FROM golang:1.25&#10;"), "{}", example());
    }
}
