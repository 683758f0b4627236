//! Any text is a pack of lessons, or a list of its faults.

#![no_main]

use basewise::lessons::pack;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (pack, faults) = pack::read(text);
    assert!(!pack.lessons.is_empty() || !faults.is_empty(), "a pack without lessons says why");
});
