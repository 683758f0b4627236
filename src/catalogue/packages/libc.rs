//! Where programs notice which libc they run on, or which release of it.

use super::tables::DIFFERENCES;
use super::{Evidence, Source};
use crate::words::Lang;
use serde::Serialize;

/// One difference. What to do about it, and the messages users see, stand in the data file.
#[derive(Debug, Clone, Copy)]
pub struct LibcDifference {
    pub id: &'static str,
    pub applies: Applies,
    pub severity: Severity,
    pub evidence: Evidence,
    pub source: Source,
    pub what: fn(Lang) -> String,
}

/// Which change of base brings it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    ToMusl,
    ToGlibc,
    /// Between releases of glibc distributions.
    Releases,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Low,
    Medium,
    High,
}

/// Every difference that no rule tells in its own words.
pub fn libc_differences() -> &'static [LibcDifference] {
    &DIFFERENCES
}

/// The difference of this id.
pub fn libc_difference(id: &str) -> Option<&'static LibcDifference> {
    DIFFERENCES.iter().find(|difference| difference.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_has_its_own_id() {
        let ids: BTreeSet<_> = libc_differences().iter().map(|difference| difference.id).collect();
        assert_eq!(ids.len(), libc_differences().len());
    }

    #[test]
    fn the_languages_say_different_things() {
        for difference in libc_differences() {
            let [en, de, zh] = Lang::ALL.map(difference.what);
            assert!(en != de && de != zh, "{en}");
            assert!(!zh.is_ascii() && en.is_ascii(), "{en}");
        }
    }

    #[test]
    fn what_a_rule_tells_stays_out() {
        let row = libc_difference("postgres-collation").expect("a row");
        assert_eq!((row.applies, row.severity), (Applies::Any, Severity::High));
        assert!(libc_difference("prebuilt-glibc-binary").is_none());
    }
}
