//! `basewise lessons check`: packs held against the engine before learners see them.

use super::Answer;
use super::options::Options;
use crate::lessons::{COURSE, COURSE_DE, pack, trial};

/// Checks the packs named, or the course that comes with Basewise.
pub(super) fn check(options: &Options) -> Answer {
    let Some(("check", files)) = options.operands.split_first().map(|(verb, files)| (verb.as_str(), files)) else {
        return Answer::refused("basewise: `basewise lessons check [FILE…]`\n".into());
    };
    let mut packs = Vec::new();
    if files.is_empty() {
        packs.push(("the course".to_string(), COURSE.to_string()));
        packs.push(("the course in German".to_string(), COURSE_DE.to_string()));
    }
    for file in files {
        match std::fs::read_to_string(file) {
            Ok(text) => packs.push((file.clone(), text)),
            Err(error) => return Answer::refused(format!("basewise: {file}: {error}\n")),
        }
    }
    let mut out = String::new();
    let mut sound = true;
    for (name, text) in &packs {
        let (pack, mut faults) = pack::read(text);
        faults.extend(trial::check(&pack, &options.wishes));
        for fault in &faults {
            let lesson = fault.lesson.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
            out.push_str(&format!("{name}:{}: {lesson}{}\n", fault.line, fault.message));
        }
        sound &= faults.is_empty();
        out.push_str(&format!("{name}: {} lessons, {} faults\n", pack.lessons.len(), faults.len()));
    }
    Answer { out, err: String::new(), status: u8::from(!sound) }
}
