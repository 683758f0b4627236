//! Physical lines, as BuildKit's scanner cuts them: at `\n`; all `\r` before it belong to the line's end.

use crate::source::Span;

/// One line of the file.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Without the line end.
    pub text: &'a str,
    pub start: usize,
    /// Where the next line begins.
    pub next: usize,
}

impl Line<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// The line from its first character that is not white space.
    pub fn trimmed(&self) -> Span {
        Span::new(self.start + self.text.len() - trim_start(self.text).len(), self.end())
    }

    pub fn is_comment(&self) -> bool {
        trim_start(self.text).starts_with('#')
    }

    pub fn is_blank(&self) -> bool {
        trim_start(self.text).is_empty()
    }
}

/// As the library's, which decodes every character: three times a line, that was a twentieth of all reading.
fn trim_start(text: &str) -> &str {
    let bytes = text.as_bytes();
    let blank = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count();
    match bytes.get(blank) {
        Some(byte) if !byte.is_ascii() => text.trim_start(),
        _ => &text[blank..],
    }
}

/// The lines from a place on.
#[derive(Debug, Clone, Copy)]
pub struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// Skips a byte-order mark.
    pub fn new(text: &'a str) -> Lines<'a> {
        Lines { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 } }
    }

    /// Where the next line begins.
    pub fn at(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = Line { text: rest[..length].trim_end_matches(['\r', '\n']), start: self.at, next: self.at + length };
        self.at = line.next;
        Some(line)
    }
}
