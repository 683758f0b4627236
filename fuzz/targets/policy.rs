//! House rules are kept or refused with a sentence, and advice under any of them comes to an end.

#![no_main]

use basewise::wishes::{Input, Policy, Wishes};
use libfuzzer_sys::fuzz_target;

const FILE: &str = "FROM python:3.13\nRUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]\n";

fuzz_target!(|text: &str| match Policy::read(text) {
    Err(why) => assert!(!why.is_empty()),
    Ok(policy) => {
        let wishes = Wishes { policy: Some(policy), ..Wishes::default() };
        assert!(!basewise::advise(&Input::pasted(FILE), &wishes).headline.is_empty());
    }
});
