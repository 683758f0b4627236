//! The custom section of the sentences → one file a language, which the page fetches when a reader wants it.

use super::pages::Sources;
use crate::Done;

/// Where the macro behind `say!` (in `sentence/`) leaves what is written in the sources.
pub const SECTION: &str = "basewise-words";

/// Ends each text, in the section and in the files.
const END: char = '\u{1e}';

/// The languages besides English, as they follow it.
const LANGUAGES: &[&str] = &["de", "zh"];

/// `later/words-de.txt` and the like: English and the other language in turn.
pub fn files(section: &[u8]) -> Done<Sources> {
    let text = std::str::from_utf8(section).map_err(|_| "the sentences are not UTF-8")?;
    let texts: Vec<&str> = text.split_terminator(END).collect();
    let mut sentences: Vec<&[&str]> = texts.chunks(LANGUAGES.len() + 1).collect();
    sentences.sort();
    sentences.dedup();
    if let Some(pair) = sentences.windows(2).find(|pair| pair[0][0] == pair[1][0]) {
        return Err(format!("one English sentence is said in two ways: {:?} and {:?}", pair[0], pair[1]).into());
    }
    let file =
        |at: usize| sentences.iter().map(|said| format!("{}{END}{}{END}", said[0], said[at])).collect::<String>();
    let named = LANGUAGES.iter().zip(1..);
    Ok(named.map(|(lang, at)| (format!("later/words-{lang}.txt"), file(at).into_bytes())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_gets_its_file() {
        let files = files("yes\u{1e}ja\u{1e}是\u{1e}no\u{1e}nein\u{1e}否\u{1e}yes\u{1e}ja\u{1e}是\u{1e}".as_bytes())
            .unwrap_or_default();
        assert_eq!(files["later/words-de.txt"], "no\u{1e}nein\u{1e}yes\u{1e}ja\u{1e}".as_bytes());
        assert_eq!(files["later/words-zh.txt"], "no\u{1e}否\u{1e}yes\u{1e}是\u{1e}".as_bytes());
    }

    #[test]
    fn one_sentence_has_one_translation() {
        assert!(files("yes\u{1e}ja\u{1e}是\u{1e}yes\u{1e}doch\u{1e}是\u{1e}".as_bytes()).is_err());
    }
}
