//! Which lines of a file a host wants to see.

/// `3,7-9` as ranges; empty, or what cannot be read, means all of `count`. A final line without text is not shown.
pub fn ranges(wanted: &str, count: u32) -> Vec<(u32, u32)> {
    let all = vec![(1, count.saturating_sub(1).max(1))];
    if wanted.trim().is_empty() {
        return all;
    }
    wanted.split(',').map(range).collect::<Option<_>>().unwrap_or(all)
}

fn range(part: &str) -> Option<(u32, u32)> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let number = |text: &str| text.trim().parse::<u32>().ok();
    Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges() {
        assert_eq!(ranges("3, 7-9", 20), [(3, 3), (7, 9)]);
        assert_eq!(ranges("", 20), [(1, 19)]);
    }

    #[test]
    fn what_cannot_be_read_shows_everything() {
        for wanted in ["all", "9-7", "3,x", "-", "99999999999"] {
            assert_eq!(ranges(wanted, 5), [(1, 4)], "{wanted}");
        }
    }
}
