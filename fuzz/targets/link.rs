//! A link opens to what was folded into it; damaged anywhere, it opens to something bounded or is refused.

#![no_main]

use basewise::share::{self, LIMIT};
use basewise::wishes::{Input, Wishes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: (u16, u8, &str)| {
    let (at, byte, text) = given;
    let wishes = Wishes::default();
    _ = share::unfold(text, &wishes);
    let link = share::fold(&Input::pasted(text), &wishes);
    let (opened, _) = share::unfold(&link, &wishes).expect("a link just made opens");
    assert_eq!(opened.text, text);
    let mut bytes = link.into_bytes();
    let at = usize::from(at) % bytes.len();
    bytes[at] = byte & 0x7f;
    let damaged = String::from_utf8_lossy(&bytes);
    if let Ok((opened, _)) = share::unfold(&damaged, &wishes) {
        assert!(opened.text.len() <= LIMIT);
    }
});
