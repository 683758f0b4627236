//! Text taken out of quotes, with every character traceable to the file.

use crate::dockerfile::{Logical, Word};
use crate::source::Source;

/// A shell word without its quotes; `$` stays for the shell that reads it next.
pub fn unquoted(line: &Logical, start: usize, end: usize) -> Logical {
    let mut out = Logical { span: line.locate(start, end), ..Logical::default() };
    let mut quote = None;
    let mut chars = line.text[start..end].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let place = start + at;
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(mark), _) if mark == c => quote = None,
            (None, '\\') => push_next(&mut out, line, start, &mut chars),
            (Some('"'), '\\') if matches!(chars.peek(), Some((_, '"' | '\\' | '$' | '`'))) => {
                push_next(&mut out, line, start, &mut chars)
            }
            _ => push(&mut out, line, place, c),
        }
    }
    out
}

type Chars<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

fn push_next(out: &mut Logical, line: &Logical, start: usize, chars: &mut Chars) {
    if let Some((at, c)) = chars.next() {
        push(out, line, start + at, c);
    }
}

fn push(out: &mut Logical, line: &Logical, place: usize, c: char) {
    add(out, line.locate(place, place).start, c);
}

/// Appends a character that stands there in the file.
fn add(out: &mut Logical, source: u32, c: char) {
    let at = out.text.len() as u32;
    let goes_on = out.pieces.last().is_some_and(|&(text, from)| from.checked_add(at - text) == Some(source));
    if !goes_on {
        out.pieces.push((at, source));
    }
    out.text.push(c);
}

/// A JSON string's value, traced through its escapes.
pub fn json(source: &Source, word: &Word) -> Logical {
    let mut out = Logical { span: word.span, ..Logical::default() };
    let raw = source.slice(word.span);
    let mut at = 1.min(raw.len());
    let mut last = 0;
    for c in word.text.chars() {
        // What a continuation put between the characters of the string is passed over.
        while let Some((found, length)) = decode(raw, at) {
            let here = at;
            at += length;
            if found == c {
                last = here;
                break;
            }
        }
        add(&mut out, word.span.start + last as u32, c);
    }
    out
}

/// The character written here, and how many bytes it takes.
fn decode(raw: &str, at: usize) -> Option<(char, usize)> {
    let rest = raw.get(at..)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    Some(match chars.next()? {
        'n' => ('\n', 2),
        't' => ('\t', 2),
        'r' => ('\r', 2),
        'b' => ('\x08', 2),
        'f' => ('\x0c', 2),
        'u' => unicode(rest)?,
        c @ ('"' | '\\' | '/') => (c, 2),
        _ => (first, 1),
    })
}

fn unicode(rest: &str) -> Option<(char, usize)> {
    let unit = |at: usize| rest.get(at..at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let Some(high) = unit(2) else { return Some(('\\', 1)) };
    if let Some(c) = char::from_u32(high) {
        return Some((c, 6));
    }
    let low = unit(8).unwrap_or(0xdc00);
    let code = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
    Some((char::from_u32(code)?, 12.min(rest.len())))
}
