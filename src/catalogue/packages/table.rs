//! Look-ups in sorted text: no index, nothing to prepare.

use super::places::hash;
use std::cmp::Ordering;

/// Answers of before: every rule asks for the same names of a file, for every base.
pub(super) struct Memory<T>(Vec<Option<Asked<T>>>);

/// The name asked for, in which sense, and the answer.
type Asked<T> = (Box<str>, usize, Option<T>);

/// A file rarely names as many packages. Of two that share a place the later one is kept.
const PLACES: usize = 4096;

impl<T: Copy> Memory<T> {
    pub const NEW: Memory<T> = Memory(Vec::new());

    pub fn recall(&mut self, name: &str, sense: usize, find: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.0.is_empty() {
            self.0.resize_with(PLACES, || None);
        }
        let place = &mut self.0[(hash(name) ^ sense) % PLACES];
        match place {
            Some((of, known, found)) if *known == sense && **of == *name => *found,
            _ => place.insert((name.into(), sense, find())).2,
        }
    }
}

/// The line whose first column is `key`, in lines sorted by it.
pub(super) fn line(table: &'static str, key: &str) -> Option<&'static str> {
    search(table, '\n', |line| first(line).cmp(key))
}

/// The same where `*` may end a first column, which then stands for all that begin so; it counts for nothing in the order.
pub(super) fn line_or_beginning(table: &'static str, key: &str) -> Option<&'static str> {
    search(table, '\n', |line| match first(line).strip_suffix('*') {
        Some(start) if key.starts_with(start) => Ordering::Equal,
        Some(start) => start.cmp(key),
        None => first(line).cmp(key),
    })
}

fn first(line: &str) -> &str {
    &line[..line.bytes().position(|byte| byte == b'\t').unwrap_or(line.len())]
}

/// Whether a sorted list of words holds one.
pub(super) fn has_word(list: &'static str, word: &str) -> bool {
    !word.is_empty() && search(list, ' ', |found| found.cmp(word)).is_some()
}

/// A column as it was before the compiler shortened it: `=` is the first one, `"` the one before.
pub(super) fn column(line: &'static str, index: usize) -> &'static str {
    let (mut first, mut last, mut rest) = ("", "", Some(line));
    for at in 0..=index {
        let Some(text) = rest else { return "" };
        let end = text.bytes().position(|byte| byte == b'\t');
        last = match &text[..end.unwrap_or(text.len())] {
            "=" => first,
            "\"" => last,
            written => written,
        };
        if at == 0 {
            first = last;
        }
        rest = end.map(|end| &text[end + 1..]);
    }
    last
}

/// Halves the text, which is ASCII, at its separators.
fn search(text: &'static str, separator: char, compare: impl Fn(&str) -> Ordering) -> Option<&'static str> {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = text.get(low..middle)?.rfind(separator).map_or(low, |at| low + at + 1);
        let end = text.get(middle..high)?.find(separator).map_or(high, |at| middle + at);
        match compare(text.get(start..end)?) {
            Ordering::Equal => return text.get(start..end),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let list = "[ ash awk zcat";
        for word in list.split(' ') {
            assert!(has_word(list, word), "{word}");
        }
        for word in ["", " ", "as", "ashh", "~", "ash awk"] {
            assert!(!has_word(list, word), "{word:?}");
        }
    }

    #[test]
    fn lines_are_found_by_their_first_column() {
        let table = "a\t1\nab\t2\nb\t3\n";
        assert_eq!(line(table, "ab"), Some("ab\t2"));
        assert_eq!(line(table, "b"), Some("b\t3"));
        assert_eq!(line(table, "c"), None);
        assert_eq!(line("", "c"), None);
    }

    #[test]
    fn a_line_may_stand_for_all_that_begin_so() {
        let table = "a\t1\nab-*\t2\nac\t3\nad*\t4\n";
        for (key, found) in [("a", 0), ("ab-", 1), ("ab-x", 1), ("ac", 2), ("ad", 3), ("adz", 3)] {
            assert_eq!(line_or_beginning(table, key), table.lines().nth(found), "{key}");
        }
        for key in ["", "ab", "acx", "ae", "b", "*"] {
            assert_eq!(line_or_beginning(table, key), None, "{key:?}");
        }
    }
}
