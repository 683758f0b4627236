//! Where in the table of packages the rows of a name stand.

use super::tables::{OS, OS_BLOCK_AT, OS_BLOCKS, OS_COUNTS, OS_STARTS};

/// The blocks of lines in which a name may stand that is not the key of its line.
pub fn blocks(name: &str) -> impl Iterator<Item = &'static str> {
    let bucket = hash(name) % OS_COUNTS.len();
    let group = OS_COUNTS.len() / OS_STARTS.len();
    let first = bucket / group * group;
    let before: usize = OS_COUNTS[first..bucket].iter().map(|&count| usize::from(count)).sum();
    let start = usize::from(OS_STARTS[bucket / group]) + before;
    let blocks = &OS_BLOCKS[start..start + usize::from(OS_COUNTS[bucket])];
    blocks.iter().map(|&block| {
        let block = usize::from(block);
        &OS[usize::from(OS_BLOCK_AT[block])..usize::from(OS_BLOCK_AT[block + 1])]
    })
}

/// FNV-1a; `build/packages/os.rs` has the same.
pub fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 8) as usize
}
