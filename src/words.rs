//! The languages of the product, and [`say!`], the one way to write a sentence the reader sees.

use serde::{Deserialize, Serialize};

/// A language of the page, the command line and every claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    De,
    Zh,
}

/// A sentence in the reader's language: `say!(lang, en: "Line {line} …", de: "…", zh: "…")`.
///
/// Each text is a `format!` literal with inline arguments. A missing language does not compile.
#[macro_export]
macro_rules! say {
    ($lang:expr, en: $en:literal, de: $de:literal, zh: $zh:literal $(,)?) => {
        match $lang {
            $crate::words::Lang::En => format!($en),
            $crate::words::Lang::De => format!($de),
            $crate::words::Lang::Zh => format!($zh),
        }
    };
}
