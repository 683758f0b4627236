//! # Basewise
//!
//! Text of a Dockerfile in, advice on its base image out. Data flows down this list, and a module uses
//! types only from modules above it (`tests/layers.rs` says so when one does not):
//!
//! | module | from → to |
//! |---|---|
//! | [`words`] | the languages of the page, and the macro every sentence is written with |
//! | [`order`] | sorting, compiled once |
//! | [`pairs`] | a small map from words |
//! | [`wishes`] | what the reader gives: the input, their priorities, answers and house policy |
//! | [`source`] | text → lines, columns, spans |
//! | [`dockerfile`] | text → [`dockerfile::Tree`] and problems, never an error |
//! | [`shell`] | the text of RUN, CMD … → commands with spans |
//! | [`stages`] | Tree → [`stages::Build`]: variables expanded, stages linked, commands read |
//! | [`catalogue`] | what images, packages and lifecycles are: data and typed look-ups |
//! | [`evidence`] | Build → [`evidence::Facts`]: what the shipped image runs and needs |
//! | [`rules`] | why a base fits or does not: one file a rule |
//! | [`candidates`] | Facts × Catalogue × Wishes → every base worth considering, with a verdict |
//! | [`advice`] | candidates → one headline, ranked alternatives, questions |
//! | [`rewrite`] | a chosen candidate → edits → new text and diff |
//! | [`report`] | Advice → JSON, SARIF, Markdown, text |
//! | [`api`] | JSON → JSON, for other programs |
//! | [`share`] | Input and Wishes ↔ link fragment |
//! | [`lessons`] | lesson packs, goals checked against an Advice |
//! | `ui` | the page |
//! | [`knowledge`] | rules and catalogue → pages that need no JavaScript |
//! | `cli` | the command line |

#[macro_use]
pub mod words;
pub mod advice;
pub mod api;
pub mod candidates;
pub mod catalogue;
pub mod dockerfile;
pub mod evidence;
pub mod lessons;
pub mod order;
pub mod pairs;
pub mod report;
pub mod rewrite;
pub mod rules;
pub mod share;
pub mod shell;
pub mod source;
pub mod stages;
pub mod wishes;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod knowledge;
pub mod ui;

use advice::Advice;
use wishes::{Input, Wishes};

/// The whole pipeline: any text in, advice out, the first recommendation applied. Never fails, never panics.
pub fn advise(input: &Input, wishes: &Wishes) -> Advice {
    let mut advice = conclude(input, wishes);
    advice.rewrite = rewrite::first(&advice, wishes);
    advice
}

/// The pipeline up to the conclusion, for who needs no rewritten file.
pub fn conclude(input: &Input, wishes: &Wishes) -> Advice {
    #[cfg(feature = "breakable")]
    assert!(!input.text.contains("BREAK THE ENGINE"), "broken on purpose");
    let tree = dockerfile::parse(&input.text);
    let build = stages::resolve(tree, input);
    let input = evidence::companions::brought(&build, input);
    let facts = evidence::detect(&build, &input, wishes);
    advice::conclude(&input, wishes, build, facts, rewrite::can_part)
}
