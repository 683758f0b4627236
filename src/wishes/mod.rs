//! What the reader gives: [`Input`], and what they wish for: [`Wishes`]. Both are plain data that can be shared in a link.

use crate::pairs::Pairs;
use crate::words::Lang;
use serde::{Deserialize, Serialize};

pub mod policy;

pub use policy::Policy;

/// One Dockerfile and what lies beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    /// The path as given; `Dockerfile` for pasted text.
    pub file: String,
    pub text: String,
    /// `--target`: the stage to ship.
    pub target: Option<String>,
    /// `--build-arg NAME=VALUE`: what the build gives to ARGs, over any default.
    pub build_args: Pairs<String>,
    pub companions: Vec<Companion>,
}

impl Input {
    pub fn pasted(text: impl Into<String>) -> Input {
        Input { file: "Dockerfile".into(), text: text.into(), ..Input::default() }
    }

    /// A companion by its file name, the one nearest the root first.
    pub fn companion(&self, name: &str) -> Option<&Companion> {
        let named = self.companions.iter().filter(|c| c.name() == name);
        named.min_by_key(|c| c.path.matches('/').count())
    }
}

/// A file from the build context that sharpens the facts: `package.json`, `go.mod`, an entrypoint script …
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// Relative to the build context, with `/`.
    pub path: String,
    pub text: String,
}

impl Companion {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Priorities, answers, house policy, the day and the language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    pub leaning: Leaning,
    /// Question id → answer.
    pub answers: Pairs<String>,
    pub policy: Option<Policy>,
    /// `YYYY-MM-DD`: lifecycles are judged against it.
    pub today: String,
    pub lang: Lang,
    /// Bases that need an account count like the free ones.
    pub login_is_fine: bool,
}

impl Default for Wishes {
    /// The day is that of the catalogue until the front door sets it.
    fn default() -> Wishes {
        Wishes {
            leaning: Leaning::Balanced,
            answers: Pairs::default(),
            policy: None,
            today: "2026-11-21".into(),
            lang: Lang::En,
            login_is_fine: false,
        }
    }
}

impl Wishes {
    pub fn answer(&self, question: &str) -> Option<&str> {
        self.answers.get(question).map(String::as_str)
    }
}

/// What counts most when bases are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Leaning {
    /// The switch least likely to break anything.
    Safest,
    #[default]
    Balanced,
    Smallest,
}
