//! What differs within lines: words, for who draws a diff.

use super::diff::{HunkLine, script};
use crate::source::Span;

/// For each line that goes and each that comes, the bytes in it that differ from its partner on the other side.
/// A line without a partner has none: it is new, or gone, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    pub old: Vec<Vec<Span>>,
    pub new: Vec<Vec<Span>>,
}

/// Above this many pairs of lines nothing is marked: time stays bounded.
const PAIRS: usize = 2_500;

/// The words that changed between the lines of one hunk.
pub fn marks<T: AsRef<str>>(old: &[T], new: &[T]) -> Marks {
    let mut marks = Marks { old: vec![Vec::new(); old.len()], new: vec![Vec::new(); new.len()] };
    if old.len() * new.len() > PAIRS {
        return marks;
    }
    let mut next = 0;
    for (at, line) in old.iter().enumerate() {
        let candidates = (next..new.len()).map(|to| (to, compare(line.as_ref(), new[to].as_ref())));
        let like = candidates.filter(|(_, pair)| pair.alike()).max_by_key(|(to, pair)| (pair.same, usize::MAX - to));
        if let Some((to, pair)) = like {
            (marks.old[at], marks.new[to], next) = (pair.old, pair.new, to + 1);
        }
    }
    marks
}

/// Two lines side by side.
struct Pair {
    old: Vec<Span>,
    new: Vec<Span>,
    /// Bytes of words that both have.
    same: usize,
    longest: usize,
}

impl Pair {
    /// At least a third of the longer line stands in the other one.
    fn alike(&self) -> bool {
        self.same > 0 && self.same * 3 >= self.longest
    }
}

fn compare(old: &str, new: &str) -> Pair {
    let mut pair = Pair { old: Vec::new(), new: Vec::new(), same: 0, longest: old.trim().len().max(new.trim().len()) };
    let (mut left, mut right) = (0, 0);
    for word in script(&words(old), &words(new)) {
        match word {
            HunkLine::Same(word) => {
                pair.same += word.trim().len();
                (left, right) = (left + word.len(), right + word.len());
            }
            HunkLine::Gone(word) => left = mark(&mut pair.old, left, word.len()),
            HunkLine::Come(word) => right = mark(&mut pair.new, right, word.len()),
        }
    }
    pair
}

/// Marks so many bytes and returns where they end; what touches the mark before joins it.
fn mark(spans: &mut Vec<Span>, at: usize, len: usize) -> usize {
    match spans.last_mut() {
        Some(last) if last.end as usize == at => last.end += len as u32,
        _ => spans.push(Span::new(at, at + len)),
    }
    at + len
}

/// Words, runs of white space, and signs one by one.
fn words(line: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '.' => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let (mut words, mut start, mut last) = (Vec::new(), 0, None);
    for (at, c) in line.char_indices() {
        if last.is_some_and(|last| last != kind(c) || last == 2) {
            words.push(&line[start..at]);
            start = at;
        }
        last = Some(kind(c));
    }
    words.push(&line[start..]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both sides with their marks in brackets.
    fn check(old: &[&str], new: &[&str], expect: &str) {
        let marks = marks(old, new);
        let drawn = |lines: &[&str], marks: &[Vec<Span>]| {
            let lines = lines.iter().zip(marks).map(|(line, spans)| {
                let mut line = line.to_string();
                for span in spans.iter().rev() {
                    line.insert(span.end as usize, ']');
                    line.insert(span.start as usize, '[');
                }
                line
            });
            lines.collect::<Vec<_>>().join("|")
        };
        assert_eq!(format!("{} -> {}", drawn(old, &marks.old), drawn(new, &marks.new)), expect);
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        check(
            &["FROM python:3.9 AS run"],
            &["FROM python:3.13-slim AS run"],
            "FROM python:[3.9] AS run -> FROM python:[3.13-slim] AS run",
        );
    }

    #[test]
    fn a_line_finds_its_partner_past_a_new_one() {
        check(
            &["CMD node server.js"],
            &["USER 65532", "CMD [\"node\", \"server.js\"]"],
            "CMD node server.js -> USER 65532|CMD [[\"]node[\",] [\"]server.js[\"]]",
        );
    }

    #[test]
    fn lines_with_nothing_in_common_are_not_marked() {
        check(&["RUN make"], &["USER 1000:1000"], "RUN make -> USER 1000:1000");
        check(&["a é b"], &["a ü b"], "a [é] b -> a [ü] b");
        check(&[], &["RUN x"], " -> RUN x");
    }
}
