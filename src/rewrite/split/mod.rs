//! One stage to two, by the idiom of each ecosystem.

use super::draft::Draft;

pub fn split(draft: &mut Draft) {
    let _ = draft;
}
