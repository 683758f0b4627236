//! A word in a tag that is one letter off: `python:3.12-sli`, `node:20-alphine`.

use super::tags;
use crate::dockerfile::distance;

/// What the tag was meant to be, where one of its words is no word of tags and nearly is one.
pub fn meant(tag: &str) -> Option<String> {
    let mut found = false;
    let words: Vec<&str> = tag
        .split('-')
        .map(|word| {
            let near = WORDS.iter().find(|known| is_one_off(word, known)).filter(|_| !is_word(word));
            found |= near.is_some();
            near.copied().unwrap_or(word)
        })
        .collect();
    found.then(|| words.join("-"))
}

/// The words that most tags are made of.
const WORDS: [&str; 10] =
    ["alpine", "bookworm", "bullseye", "buster", "jammy", "noble", "slim", "stretch", "trixie", "latest"];

fn is_word(word: &str) -> bool {
    WORDS.contains(&word) || tags::codename(word).is_some() || word.starts_with(|c: char| c.is_ascii_digit())
}

/// One letter more, less or other, or two exchanged.
fn is_one_off(word: &str, known: &str) -> bool {
    word.len() > 2 && distance(word, known) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_off_is_a_slip() {
        for (slip, right) in [
            ("3.12-sli", "3.12-slim"),
            ("3.12-slim-bookwormm", "3.12-slim-bookworm"),
            ("20-alpin", "20-alpine"),
            ("20-alphine", "20-alpine"),
            ("lastest", "latest"),
            ("24-tirxie", "24-trixie"),
        ] {
            assert_eq!(meant(slip).as_deref(), Some(right), "{slip}");
        }
        for right in ["3.12-slim", "20-alpine3.20", "8.4-fpm", "jdk-21", "3.12-bionic", "lts", "debug", ""] {
            let told = meant(right);
            assert!(told.is_none() || right == "{right}: {told:?}");
        }
    }
}
