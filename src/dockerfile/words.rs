//! Words of a logical line: split at white space, or with quotes as ENV, LABEL and ARG do.

use super::{Logical, Pair, Word};

/// White space to BuildKit's `reWhitespace`: no more than this.
fn is_gap(c: char) -> bool {
    matches!(c, '\t' | '\x0b' | '\x0c' | '\r' | ' ')
}

/// Words at white space, as FROM, EXPOSE, COPY have them.
pub fn split(line: &Logical) -> Vec<Word> {
    let text = line.text.as_str();
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split(is_gap) {
        if !piece.is_empty() {
            words.push(line.word(at, at + piece.len()));
        }
        at += piece.len() + 1;
    }
    words
}

/// The first word and where the rest begins.
pub fn first(text: &str) -> (&str, usize) {
    let end = text.find(is_gap).unwrap_or(text.len());
    let rest = text[end..].trim_start_matches(is_gap);
    (&text[..end], text.len() - rest.len())
}

/// Byte ranges of words, quotes and escapes heeded and kept.
pub fn quoted(text: &str, escape: char) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if c.is_whitespace() => words.extend(start.take().map(|from| (from, at))),
            None => {
                start.get_or_insert(at);
                if c == escape {
                    chars.next();
                } else if c == '"' || c == '\'' {
                    quote = Some(c);
                }
            }
            Some(mark) if c == mark => quote = None,
            Some('"') if c == escape => {
                chars.next();
            }
            Some(_) => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    words
}

/// `a=b` in a word; the value is missing where there is no `=`.
pub fn pair(line: &Logical, start: usize, end: usize) -> Pair {
    let span = line.locate(start, end);
    match line.text[start..end].find('=') {
        Some(at) => {
            let value = Some(line.word(start + at + 1, end));
            Pair { name: line.word(start, start + at), value, span }
        }
        None => Pair { name: line.word(start, end), value: None, span },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &[&str]) {
        let words: Vec<_> = quoted(input, '\\').into_iter().map(|(a, b)| &input[a..b]).collect();
        assert_eq!(words, expect, "{input}");
    }

    #[test]
    fn quotes_and_escapes_hold_words_together() {
        check("a=b c='d e'", &["a=b", "c='d e'"]);
        check(r"a=b\ c d", &[r"a=b\ c", "d"]);
        check(r#"a="b \" c" d"#, &[r#"a="b \" c""#, "d"]);
        check("", &[]);
        check("ä='ö ü", &["ä='ö ü"]);
    }
}
