//! What another program asks is answered in JSON or refused with a sentence.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match basewise::api::advise(text) {
    Ok(answer) => assert!(answer.starts_with('{')),
    Err(why) => assert!(!why.is_empty()),
});
