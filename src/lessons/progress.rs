//! What a learner has done, by pack and lesson: kept in the browser, or carried in a file of its own.

use super::{Exercise, Pack};
use crate::pairs::Pairs;
use serde::{Deserialize, Serialize};

/// How the file of a learner's progress names its form.
pub const SCHEMA: &str = "basewise.progress/1";

/// One lesson, as far as the learner came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The day on which the goal was first reached, `YYYY-MM-DD`.
    pub done: Option<String>,
    /// Hints that were asked for.
    pub hints: usize,
    /// The solution was looked at before the goal was reached.
    pub shown: bool,
    /// The learner's own files, where they differ from the start.
    pub work: Option<Exercise>,
}

/// Everything a learner takes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub schema: String,
    /// As the learner wants to be called on a certificate; may be empty.
    #[serde(default)]
    pub name: String,
    /// Pack → lesson → record.
    #[serde(default)]
    pub packs: Pairs<Pairs<Record>>,
}

impl Default for Progress {
    fn default() -> Progress {
        Progress { schema: SCHEMA.into(), name: String::new(), packs: Pairs::default() }
    }
}

impl Progress {
    /// Reads what [`Progress::write`] wrote; `None` for anything else.
    pub fn read(text: &str) -> Option<Progress> {
        serde_json::from_str(text).ok().filter(|progress: &Progress| progress.schema == SCHEMA)
    }

    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn record(&self, pack: &str, lesson: &str) -> Option<&Record> {
        self.packs.get(pack)?.get(lesson)
    }

    /// The record to write in; a new one where there was none.
    pub fn entry(&mut self, pack: &str, lesson: &str) -> &mut Record {
        self.packs.entry(pack).entry(lesson)
    }

    pub fn is_done(&self, pack: &str, lesson: &str) -> bool {
        self.record(pack, lesson).is_some_and(|record| record.done.is_some())
    }

    /// How many lessons of a pack are done.
    pub fn done(&self, key: &str, pack: &Pack) -> usize {
        pack.lessons.iter().filter(|lesson| self.is_done(key, &lesson.id)).count()
    }

    /// Takes in what was done elsewhere. Nothing that was reached here is lost.
    pub fn merge(&mut self, other: Progress) {
        if self.name.is_empty() {
            self.name = other.name;
        }
        for (pack, lessons) in other.packs {
            for (lesson, theirs) in lessons {
                let ours = self.entry(&pack, &lesson);
                ours.done = [ours.done.take(), theirs.done].into_iter().flatten().min();
                ours.hints = ours.hints.max(theirs.hints);
                ours.shown |= theirs.shown;
                ours.work = ours.work.take().or(theirs.work);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(lesson: &str, done: Option<&str>, hints: usize) -> Progress {
        let mut progress = Progress::default();
        *progress.entry("course", lesson) = Record { done: done.map(Into::into), hints, ..Record::default() };
        progress
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut one = progress("users", Some("2026-11-28"), 2);
        one.name = "Ada".into();
        one.entry("own", "first").work = Some(Exercise { dockerfile: "FROM a\n".into(), companions: vec![] });
        assert_eq!(Progress::read(&one.write()), Some(one));
    }

    #[test]
    fn other_files_are_not_taken_for_it() {
        for text in
            ["", "{}", "[]", r#"{"schema":"basewise.progress/2"}"#, r#"{"schema":"basewise.progress/1","packs":3}"#]
        {
            assert_eq!(Progress::read(text), None, "{text}");
        }
        assert_eq!(Progress::read(r#"{"schema":"basewise.progress/1","later":1}"#), Some(Progress::default()));
    }

    #[test]
    fn merging_loses_nothing() {
        let mut here = progress("users", Some("2026-11-28"), 1);
        here.merge(progress("users", Some("2026-11-20"), 3));
        here.merge(progress("pinning", None, 1));
        let record = here.record("course", "users").expect("it is there");
        assert_eq!((record.done.as_deref(), record.hints), (Some("2026-11-20"), 3));
        here.merge(progress("users", None, 0));
        assert!(here.is_done("course", "users") && !here.is_done("course", "pinning"));
    }
}
