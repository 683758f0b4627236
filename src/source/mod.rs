//! Text, byte spans, lines and columns. The bottom of the house: knows nothing of Dockerfiles.

use crate::order;
use serde::Serialize;

/// A half-open range of bytes in a [`Source`], always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The pasted text, exactly as given, and where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    text: String,
    line_starts: Vec<u32>,
    /// For a text made of another: the line of that other text each of its lines comes from.
    origins: Vec<u32>,
}

impl Source {
    pub fn new(text: impl Into<String>) -> Source {
        let text = text.into();
        let starts = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        Source { text, line_starts, origins: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The 1-based line that holds this byte; of the text that this one was made of, where there is one.
    pub fn line(&self, offset: u32) -> u32 {
        let row = self.row(offset);
        self.origins.get(row as usize - 1).copied().unwrap_or(row)
    }

    fn row(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// What stands in a line, without its end.
    pub fn line_span(&self, line: u32) -> Span {
        let start = |line: u32| self.line_starts.get(line as usize).map(|&start| start as usize);
        let (from, to) = (start(line.saturating_sub(1)).unwrap_or_default(), start(line).unwrap_or(self.text.len()));
        Span::new(from, from + self.text[from..to].trim_end().len())
    }

    /// This text was made of another: its lines are told as those of that one. What moved is found by its words; what
    /// is new is told with the line whose place it takes, or that it was put before.
    pub fn made_of(&mut self, other: &str) {
        let old: Vec<&str> = other.lines().collect();
        let mut kept: Vec<&str> = self.text.lines().collect();
        order::sort(&mut kept);
        let mut places: Vec<(&str, usize)> = old.iter().copied().zip(0..).collect();
        order::sort(&mut places);
        let mut next = 0;
        let origin = |line: &str| {
            let from_next = places.partition_point(|place| *place < (line, next));
            let same = |place: Option<&(&str, usize)>| match place {
                Some((old, at)) if *old == line && !line.trim().is_empty() => Some(*at),
                _ => None,
            };
            if let Some(at) = same(places.get(from_next)) {
                next = at + 1;
                return at;
            }
            if let Some(at) = same(places[..from_next].last()) {
                return at;
            }
            let blank = line.trim().is_empty() && old.get(next) == Some(&line);
            if blank || old.get(next).is_some_and(|gone| kept.binary_search(gone).is_err()) {
                next += 1;
                return next - 1;
            }
            next.min(old.len().saturating_sub(1))
        };
        self.origins = self.text.lines().map(origin).map(|at| at as u32 + 1).collect();
    }

    /// The 1-based column in UTF-16 code units, as editors and SARIF count.
    pub fn column(&self, offset: u32) -> u32 {
        let start = self.line_starts[self.row(offset) as usize - 1];
        let before = self.slice(Span { start, end: offset });
        // Mostly plain: told so at once, where a line of a megabyte has hundreds of problems.
        let units = if before.is_ascii() { before.len() } else { before.chars().map(char::len_utf16).sum() };
        units as u32 + 1
    }

    /// The 1-based lines a span touches, first and last.
    pub fn lines(&self, span: Span) -> (u32, u32) {
        let last = span.end.saturating_sub(1).max(span.start);
        (self.line(span.start), self.line(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_text_are_those_of_the_one_it_was_made_of() {
        let mut made = Source::new("FROM a:2\nRUN add\nRUN make\nUSER 1\nCMD y\n");
        made.made_of("FROM a:1\nRUN make\nCMD x\n");
        let lines: Vec<u32> = made.line_starts.iter().take(5).map(|&start| made.line(start)).collect();
        assert_eq!(lines, [1, 2, 2, 3, 3]);
        let mut made = Source::new("FROM a\n\nFROM b:2\nCMD x\n");
        made.made_of("FROM a\n\nFROM b:1\nCMD x\n");
        let lines: Vec<u32> = made.line_starts.iter().take(4).map(|&start| made.line(start)).collect();
        assert_eq!(lines, [1, 2, 3, 4], "an empty line has a place, too");
    }
}
