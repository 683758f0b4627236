//! The exec form: a JSON array of strings. Anything else is a shell line, as BuildKit has it.

use super::{Logical, Word};
use serde::de::IgnoredAny;

/// What a text that may be JSON turned out to be.
pub enum Form {
    Strings(Vec<Word>),
    /// An array of something else: BuildKit refuses it.
    NotStrings,
    NotJson,
}

pub fn read(line: &Logical) -> Form {
    let text = line.text.as_str();
    if !text.trim_start().starts_with('[') {
        return Form::NotJson;
    }
    match strings(line) {
        Some(words) => Form::Strings(words),
        None if serde_json::from_str::<Vec<IgnoredAny>>(text).is_ok() => Form::NotStrings,
        None => Form::NotJson,
    }
}

fn strings(line: &Logical) -> Option<Vec<Word>> {
    let text = line.text.as_str();
    let mut words = Vec::new();
    let mut at = skip(text, text.find('[')? + 1);
    if text[at..].starts_with(']') {
        return skipped_to_end(text, at + 1).then_some(words);
    }
    loop {
        let end = string_end(text, at)?;
        let value: String = decode(&text[at..end])?;
        words.push(Word { text: value, span: line.locate(at, end) });
        at = skip(text, end);
        match text.as_bytes().get(at)? {
            b',' => at = skip(text, at + 1),
            b']' => return skipped_to_end(text, at + 1).then_some(words),
            _ => return None,
        }
    }
}

fn skip(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\t', '\n', '\r']).len()
}

fn skipped_to_end(text: &str, at: usize) -> bool {
    skip(text, at) == text.len()
}

/// One past the closing quote of the string that begins here.
fn string_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
    None
}

/// Go reads lone surrogates as U+FFFD where serde refuses them.
fn decode(quoted: &str) -> Option<String> {
    let inner = &quoted[1..quoted.len() - 1];
    if !inner.contains('\\') {
        return Some(inner.to_string());
    }
    serde_json::from_str(quoted).ok()
}
