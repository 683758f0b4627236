//! `--name=value` before the arguments; quotes and `\` are taken out as BuildKit takes them.

use super::{Flag, Logical, Word};

/// The flags of an instruction's arguments, and where the rest begins.
pub fn read(line: &Logical) -> (Vec<Flag>, usize) {
    let text = line.text.as_str();
    let mut flags = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if !text[at..].starts_with("--") {
            return (flags, at);
        }
        let (word, end) = unquote(text, at);
        if word == "--" {
            return (flags, end);
        }
        if !word.is_empty() {
            flags.push(flag(line, at, end, word));
        }
        at = end;
    }
}

/// The word that begins here without its quotes, and where it ends.
fn unquote(text: &str, start: usize) -> (String, usize) {
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (_, '\\') => word.extend(chars.next().map(|(_, next)| next)),
            (None, '"' | '\'') => quote = Some(c),
            (None, _) if c.is_whitespace() => return (word, start + at),
            (Some(mark), _) if mark == c => quote = None,
            _ => word.push(c),
        }
    }
    (word, text.len())
}

fn flag(line: &Logical, start: usize, end: usize, word: String) -> Flag {
    let span = line.locate(start, end);
    let written = &line.text[start..end];
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (word.as_str(), None),
    };
    let middle = written.find('=').map_or(end, |at| start + at);
    let value = value.map(|text| {
        let from = (middle + 1).min(end);
        Word { text: text.to_string(), span: line.locate(from, end) }
    });
    let text = name.trim_start_matches("--").to_string();
    Flag { name: Word { text, span: line.locate((start + 2).min(middle), middle) }, value, span }
}
