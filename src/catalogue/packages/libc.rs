//! Where programs notice which libc they run on, or which release of it.

use super::tables::DIFFERENCES;
use super::{Evidence, Source};
use crate::words::Lang;
use serde::Serialize;

/// One difference, with the messages users see and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibcDifference {
    pub id: &'static str,
    /// `binaries`, `dns`, `language-packages`, `threads`, `memory`, `characters`, `time`, `libraries`, `source`.
    pub topic: &'static str,
    pub applies: Applies,
    pub severity: Severity,
    pub evidence: Evidence,
    pub source: Source,
    /// What in a Dockerfile points to it: `pip-install`, `copy-from-musl`, `ld-preload` …
    pub signs: &'static [&'static str],
    /// As programs print it; not translated.
    pub symptoms: &'static [&'static str],
    pub what: Words,
    pub remedy: Words,
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

/// A sentence in every language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Words {
    pub en: &'static str,
    pub de: &'static str,
    pub zh: &'static str,
}

impl Words {
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::De => self.de,
            Lang::Zh => self.zh,
        }
    }
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
    fn each_has_its_own_id_and_can_be_recognised() {
        let ids: BTreeSet<_> = DIFFERENCES.iter().map(|difference| difference.id).collect();
        assert_eq!(ids.len(), DIFFERENCES.len());
        for difference in libc_differences() {
            assert!(!difference.signs.is_empty() && !difference.symptoms.is_empty(), "{}", difference.id);
        }
    }

    #[test]
    fn the_languages_say_different_things() {
        for words in libc_differences().iter().flat_map(|difference| [difference.what, difference.remedy]) {
            assert!(words.en != words.de && words.de != words.zh, "{}", words.en);
            assert!(!words.zh.is_ascii() && words.of(Lang::En).is_ascii(), "{}", words.en);
        }
    }

    #[test]
    fn what_a_rule_tells_stays_out() {
        let row = libc_difference("postgres-collation").expect("a row");
        assert_eq!((row.applies, row.severity), (Applies::Any, Severity::High));
        assert_eq!(libc_difference("prebuilt-glibc-binary"), None);
    }
}
