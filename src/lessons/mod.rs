//! Lesson packs: a start, a goal that the engine checks by meaning, hints, a solution.
//!
//! A pack is one Markdown text (`docs/lessons.md` tells how to write one). [`pack::read`] reads it,
//! [`goal::judge`] holds an [`Advice`](crate::advice::Advice) against a goal, [`trial::check`] looks for what is
//! wrong with a pack before learners see it.

pub mod code;
pub mod draft;
pub mod goal;
pub mod pack;
pub mod product;
pub mod progress;
pub mod trial;

use serde::{Deserialize, Serialize};

pub use goal::{Condition, Judgement};

/// The course that comes with Basewise.
pub const COURSE: &str = include_str!("../../lessons/course.md");
/// The same course in German: same starts, goals and solutions.
pub const COURSE_DE: &str = include_str!("../../lessons/course.de.md");

/// A set of lessons in an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Pack {
    pub title: String,
    /// BCP 47: `en`, `de`.
    pub lang: String,
    /// What the trainer says first, as Markdown.
    pub intro: String,
    pub lessons: Vec<Lesson>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lesson {
    /// Kebab-case, unique in its pack.
    pub id: String,
    pub title: String,
    /// The part of the course it belongs to.
    pub part: String,
    pub minutes: Option<u32>,
    /// Paragraphs, as Markdown.
    pub story: String,
    pub start: Exercise,
    pub goal: Vec<Condition>,
    /// One by one, each a little more.
    pub hints: Vec<String>,
    pub solution: Exercise,
    pub takeaway: String,
    /// (title, address)
    pub sources: Vec<(String, String)>,
    /// The line of its heading, for messages.
    pub line: usize,
}

/// A Dockerfile and its companions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    pub dockerfile: String,
    /// (path, text)
    pub companions: Vec<(String, String)>,
}

/// Something wrong with a pack, with its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub line: usize,
    pub lesson: Option<String>,
    pub message: String,
}
