//! Preset dictionaries: phrases that many Dockerfiles hold, the likeliest last (nearer is cheaper to refer to).
//!
//! **Frozen.** A byte changed here breaks every link ever made with it. A better one is a new format version.

/// Of format `1`.
pub const V1: &str = include_str!("phrases-1.txt");

#[cfg(test)]
mod tests {
    /// FNV-1a: enough to notice a change.
    fn print(text: &str) -> u64 {
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }

    #[test]
    fn v1_is_as_it_was_on_its_first_day() {
        assert_eq!((super::V1.len(), print(super::V1)), (6645, 12_586_622_162_944_962_884));
    }
}
