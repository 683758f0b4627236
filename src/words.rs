//! The languages of the product, and [`say!`], the one way to write a sentence the reader sees.

use serde::{Deserialize, Serialize};
use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

/// A language of the page, the command line and every claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    De,
    Zh,
}

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Zh];

    /// As HTML, HTTP and the browser name it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Zh => "zh-Hans",
        }
    }

    /// Its name for those who speak it.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
            Lang::Zh => "简体中文",
        }
    }

    /// The language a tag such as `de-AT` asks for, where we speak it.
    pub fn named(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Lang::ALL.into_iter().find(|lang| lang.tag().starts_with(&primary) && primary.len() == 2)
    }
}

/// A sentence in the reader's language: `say!(lang, en: "Line {line} …", de: "…", zh: "…")`.
///
/// Each text is a `format!` literal with inline arguments. A missing language does not compile.
#[macro_export]
macro_rules! say {
    ($lang:expr, en: $en:literal, de: $de:literal, zh: $zh:literal $(,)?) => {
        $crate::words::sentence!($crate, $lang, $en, $de, $zh)
    };
}

#[doc(hidden)]
pub use sentence::sentence;

/// What [`say!`] makes of a sentence: each part is one character, `\u{1}` the first. The page is compiled with English
/// alone and learns the others ([`learn`]).
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    pub en: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    pub de: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    pub zh: &'static str,
}

impl Sentence {
    #[cfg(not(target_arch = "wasm32"))]
    fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::De => self.de,
            Lang::Zh => self.zh,
        }
    }

    /// English where the language is not learned.
    #[cfg(target_arch = "wasm32")]
    fn text(self, lang: Lang) -> &'static str {
        let learned = LEARNED[lang as usize].get();
        learned.and_then(|words| found(words, self.en)).unwrap_or(self.en)
    }
}

/// The sentence with its parts in their places.
pub fn fill(lang: Lang, sentence: Sentence, parts: &[&dyn Display]) -> String {
    let text = sentence.text(lang).trim_end_matches(TWIN);
    let mut said = String::with_capacity(text.len() + 16 * parts.len());
    let mut start = 0;
    for (at, sign) in text.bytes().enumerate().filter(|(_, sign)| (1..b'\t').contains(sign)) {
        said.push_str(&text[start..at]);
        _ = parts.get(usize::from(sign) - 1).map(|part| write!(said, "{part}"));
        start = at + 1;
    }
    said.push_str(&text[start..]);
    said
}

/// At the end of an English sentence that has two translations: more of them for the second.
const TWIN: char = '\u{1f}';

/// English and another language, in the order of the English texts.
type Vocabulary = Vec<(&'static str, &'static str)>;

static LEARNED: [OnceLock<Vocabulary>; 3] = [const { OnceLock::new() }; 3];

/// Learns a language from the file that the build wrote for it: English and the other in turn, each ended by `\u{1e}`,
/// in the order of the English texts.
pub fn learn(lang: Lang, file: String) {
    let file: &'static str = file.leak();
    let mut texts = file.split_terminator('\u{1e}');
    let mut words = Vocabulary::new();
    while let (Some(en), Some(other)) = (texts.next(), texts.next()) {
        words.push((en, other));
    }
    _ = LEARNED[lang as usize].set(words);
}

#[cfg(any(test, target_arch = "wasm32"))]
fn found(words: &Vocabulary, en: &str) -> Option<&'static str> {
    let at = words.binary_search_by_key(&en, |(en, _)| en).ok()?;
    words.get(at).map(|(_, other)| *other)
}

/// Whether sentences can be said in it.
pub fn is_learned(lang: Lang) -> bool {
    lang == Lang::En || LEARNED[lang as usize].get().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_where_each_language_wants_them() {
        let (what, byte) = ("`a`", 10);
        let said = |lang| say!(lang, en: "{what} is {byte:02X}: {{x}}\n", de: "{byte:02X} {byte} \u{2026} {what}", zh: r"\{what}{what}");
        assert_eq!(Lang::ALL.map(said), ["`a` is 0A: {x}\n", "0A 10 … `a`", "\\`a``a`"]);
    }

    #[test]
    fn one_english_sentence_may_be_two_in_german() {
        let said = |lang| [say!(lang, en: "It.", de: "Sie.", zh: "它。"), say!(lang, en: "It.", de: "Es.", zh: "它。")];
        assert_eq!(said(Lang::En), ["It.", "It."]);
        assert_eq!(said(Lang::De), ["Sie.", "Es."]);
    }

    #[test]
    fn a_text_may_go_on_in_the_next_line() {
        let said = say!(Lang::En, en: "one \
            two", de: "", zh: "");
        assert_eq!(said, "one two");
    }

    #[test]
    fn a_language_is_learned_once() {
        learn(Lang::De, "no\u{1e}nein\u{1e}yes\u{1e}ja\u{1e}".into());
        learn(Lang::De, String::new());
        assert!(is_learned(Lang::De) && is_learned(Lang::En) && !is_learned(Lang::Zh));
        let words = LEARNED[Lang::De as usize].get();
        assert_eq!(
            words.map(|words| ["no", "yes", "?"].map(|en| found(words, en))),
            Some([Some("nein"), Some("ja"), None])
        );
    }
}
