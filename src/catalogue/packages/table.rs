//! Look-ups in sorted text: no index, nothing to prepare.

use std::cmp::Ordering;

/// The line whose first column is `key`, in lines sorted by it.
pub(super) fn line(table: &'static str, key: &str) -> Option<&'static str> {
    let line = search(table, '\n', |line| line.split('\t').next().unwrap_or_default().cmp(key))?;
    Some(line)
}

/// Whether a sorted list of words holds one.
pub(super) fn has_word(list: &'static str, word: &str) -> bool {
    !word.is_empty() && search(list, ' ', |found| found.cmp(word)).is_some()
}

/// Halves the text at its separators.
fn search(text: &'static str, separator: char, compare: impl Fn(&str) -> Ordering) -> Option<&'static str> {
    let mut rest = text;
    while !rest.is_empty() {
        let middle = rest.floor_char_boundary(rest.len() / 2);
        let start = rest[..middle].rfind(separator).map_or(0, |at| at + 1);
        let end = rest[start..].find(separator).map_or(rest.len(), |at| start + at);
        match compare(&rest[start..end]) {
            Ordering::Equal => return Some(&rest[start..end]),
            Ordering::Less => rest = rest.get(end + 1..).unwrap_or_default(),
            Ordering::Greater => rest = &rest[..start],
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
}
