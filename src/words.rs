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

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Zh];

    /// As HTML, HTTP and the browser name it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Zh => "zh-Hans",
        }
    }

    /// Its name for those who speak it.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
            Lang::Zh => "简体中文",
        }
    }

    /// The language a tag such as `de-AT` asks for, where we speak it.
    pub fn named(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Lang::ALL.into_iter().find(|lang| lang.tag().starts_with(&primary) && primary.len() == 2)
    }
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
