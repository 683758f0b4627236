//! Sentences that are one in English and two in another language: the English text is what the others are found by.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// English → what was said for it so far.
static SAID: Mutex<BTreeMap<String, Vec<[String; 2]>>> = Mutex::new(BTreeMap::new());

/// The texts, the English one of a second translation with one `\u{1f}` more at its end; nobody gets to see it.
pub fn told_apart([en, de, zh]: [String; 3]) -> [String; 3] {
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    let others = said.entry(en.clone()).or_default();
    let these = [de, zh];
    let at = others.iter().position(|other| *other == these).unwrap_or_else(|| {
        others.push(these.clone());
        others.len() - 1
    });
    let [de, zh] = these;
    [en + &"\u{1f}".repeat(at), de, zh]
}
