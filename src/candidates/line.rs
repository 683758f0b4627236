//! Release lines of a runtime: `3.12` of Python, `22` of Node. A base is of the file's line or it is another program.

/// A version's numbers, as far as they are numbers.
pub fn numbers(version: &str) -> Vec<u32> {
    let clean = version.trim_start_matches(['v', 'V']);
    // `8u502` is Java 8.
    clean.split(['.', '-', '_', '+', 'u']).map_while(|part| part.parse().ok()).collect()
}

/// Whether two versions agree as far as both tell. A version without numbers agrees with nothing.
pub fn agree(wanted: &str, had: &str) -> bool {
    let (wanted, had) = (numbers(wanted), numbers(had));
    !wanted.is_empty() && !had.is_empty() && wanted.iter().zip(&had).all(|(a, b)| a == b)
}

/// The line nearest above `wanted`, among versions cut to the same number of parts.
pub fn nearest_above<'a>(wanted: &str, versions: impl Iterator<Item = &'a str>) -> Option<Vec<u32>> {
    let wanted = numbers(wanted);
    let lines = versions.map(|version| numbers(version).into_iter().take(wanted.len().max(1)).collect::<Vec<u32>>());
    lines.filter(|line| *line > wanted).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_agree_as_far_as_both_tell() {
        for (wanted, had, expect) in [
            ("3.12", "3.12.4", true),
            ("3", "3.13", true),
            ("3.12.4", "3.12", true),
            ("22", "22", true),
            ("3.12", "3.13", false),
            ("3.1", "3.12", false),
            ("lts", "22", false),
            ("8.0", "8.0", true),
            ("v20", "20.1", true),
        ] {
            assert_eq!(agree(wanted, had), expect, "{wanted} {had}");
        }
    }

    #[test]
    fn the_nearest_line_above_is_the_smallest_step() {
        let living = ["24.1", "22", "26"];
        assert_eq!(nearest_above("18", living.into_iter()), Some(vec![22]));
        assert_eq!(nearest_above("3.8", ["3.14.0", "3.11.9"].into_iter()), Some(vec![3, 11]));
        assert_eq!(nearest_above("27", living.into_iter()), None);
    }
}
