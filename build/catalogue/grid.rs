//! The tags of a repository as a grid: each set of versions and of suffixes once, and a letter for each in every cell.
//! `src/catalogue/grid.rs` reads it, and says the form.

use super::rows::Row;

const FIRST: u32 = '!' as u32;
/// What `Marks` holds.
const MOST: usize = 128;

/// The four lines of a repository.
pub fn lines<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let (mut versions, mut suffixes, mut by_version, mut by_suffix) =
        (Vec::new(), Vec::new(), String::new(), String::new());
    for row in rows {
        for (at, key) in row.keys.iter().enumerate() {
            if at > 0 {
                by_version.push(' ');
                by_suffix.push(' ');
            }
            by_version.push(letter(&mut versions, key.0.join(" ")));
            by_suffix.push(letter(&mut suffixes, key.1.join(" ")));
        }
    }
    assert!(
        versions.len().max(suffixes.len()) <= MOST,
        "more than {MOST} sets: widen `Marks` in src/catalogue/grid.rs"
    );
    [versions.join("|"), suffixes.join("|"), by_version, by_suffix].map(|line| line + "\n").concat()
}

fn letter(sets: &mut Vec<String>, set: String) -> char {
    let at = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
        sets.push(set);
        sets.len() - 1
    });
    char::from_u32(FIRST + at as u32).unwrap_or('?')
}
