//! Sentences of the engine, cut into what is set differently: `code` in backticks, and lines that can be gone to.

use std::ops::Range;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Code(&'a str),
    Strong(&'a str),
    /// A mention of a line: what is written, and the line.
    Line(&'a str, u32),
}

/// Cuts a sentence. Unpaired marks stay what they are: text.
pub fn cut(sentence: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((at, mark)) = next_mark(rest) {
        let inner = &rest[at + mark.len()..];
        let Some(len) = inner.find(mark) else { break };
        mentions(&rest[..at], &mut pieces);
        let inside = &inner[..len];
        pieces.push(if mark == "`" { Piece::Code(inside) } else { Piece::Strong(inside) });
        rest = &inner[len + mark.len()..];
    }
    mentions(rest, &mut pieces);
    pieces
}

/// A sentence whose digests are told by their first letters: nobody reads sixty-four of them, or hears them read out.
pub fn brief(sentence: &str) -> String {
    let mut parts = sentence.split("@sha256:");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| {
        let len = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        format!("{text}@sha256:{}…{}", &part[..len.min(7)], &part[len..])
    })
}

/// The first day or size in a text: a line that ends within one is read wrongly.
pub fn figure(text: &str) -> Option<Range<usize>> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || b".,-".contains(byte)).count();
        let end = at + len;
        if len > 0 && matches!(bytes.get(end..end + 3), Some([b' ', b'k' | b'M' | b'G', b'B'])) {
            return Some(at..end + 3);
        }
        if len >= 10 && bytes[at + 4] == b'-' && bytes[at + 7] == b'-' {
            return Some(at..at + 10);
        }
        at = end.max(at + 1);
    }
    None
}

fn next_mark(text: &str) -> Option<(usize, &'static str)> {
    ["`", "**"].into_iter().filter_map(|mark| Some((text.find(mark)?, mark))).min()
}

/// Words before a number that make it a line, in the languages of the page.
const LINE_WORDS: &[&str] = &["line ", "lines ", "Line ", "Lines ", "Zeile ", "Zeilen ", "第 ", "第"];

fn mentions<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    let mut rest = text;
    while let Some((start, end, line)) = first_mention(rest) {
        push_text(&rest[..start], pieces);
        pieces.push(Piece::Line(&rest[start..end], line));
        rest = &rest[end..];
    }
    push_text(rest, pieces);
}

fn push_text<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

fn first_mention(text: &str) -> Option<(usize, usize, u32)> {
    LINE_WORDS
        .iter()
        .filter_map(|word| mention(text, word))
        .min_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)))
}

fn mention(text: &str, word: &str) -> Option<(usize, usize, u32)> {
    text.match_indices(word).find_map(|(start, _)| {
        let from = start + word.len();
        let len = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let line = text[from..from + len].parse().ok()?;
        let after = &text[from + len..];
        let tail = [" 行", "行"].into_iter().find(|tail| after.starts_with(tail)).map_or(0, str::len);
        if word.starts_with('第') && tail == 0 {
            return None;
        }
        Some((start, from + len + tail, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Code, Line, Strong, Text};

    #[test]
    fn code_strong_and_lines_are_found() {
        let pieces = cut("Use `scratch`: line 6 builds **static**.");
        let expected = [
            Text("Use "),
            Code("scratch"),
            Text(": "),
            Line("line 6", 6),
            Text(" builds "),
            Strong("static"),
            Text("."),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn every_language_names_its_lines() {
        assert_eq!(cut("In Zeile 12."), [Text("In "), Line("Zeile 12", 12), Text(".")]);
        assert_eq!(cut("见第 3 行。"), [Text("见"), Line("第 3 行", 3), Text("。")]);
    }

    #[test]
    fn days_and_sizes_are_found() {
        let found = |text| figure(text).map(|found| &text[found]);
        assert_eq!(found("supported until 2028-08-09."), Some("2028-08-09"));
        assert_eq!(found("支持到 2028-08-09。"), Some("2028-08-09"));
        assert_eq!(found("about 312.3 MB → 816.0 kB, 2028-08-09"), Some("312.3 MB"));
        assert_eq!(found("build-2028-8-09 of MB"), None);
    }

    #[test]
    fn a_digest_is_told_by_its_first_letters() {
        let told = brief(&format!("Stay on `a:1@sha256:{}`, not `b`.", "0123456789abcdef".repeat(4)));
        assert_eq!(told, "Stay on `a:1@sha256:0123456…`, not `b`.");
        assert_eq!(brief("Stay on `a:1`."), "Stay on `a:1`.");
    }

    #[test]
    fn what_is_unpaired_stays() {
        assert_eq!(cut("a ` b"), [Text("a ` b")]);
        assert_eq!(cut("deadline soon, line x"), [Text("deadline soon, line x")]);
    }
}
