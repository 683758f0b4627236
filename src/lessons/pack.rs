//! The text of a pack → [`Pack`] and what is wrong with it. Bounded: a pack comes from a stranger.

#[cfg(test)]
mod tests;

use super::goal::Condition;
use super::{Fault, Lesson, Pack};

/// A pack is read up to this size.
pub const LIMIT: usize = 1 << 20;
/// And up to this many lessons.
pub const LESSONS: usize = 200;

/// Reads a pack. Always gives what could be read; the faults say what could not.
pub fn read(text: &str) -> (Pack, Vec<Fault>) {
    let mut reader = Reader::default();
    if text.len() > LIMIT {
        reader.fault(1, format!("this pack has {} bytes; {LIMIT} are read at most", text.len()));
        return (reader.pack, reader.faults);
    }
    for (at, line) in text.lines().enumerate() {
        reader.take(at + 1, line);
    }
    reader.close(text.lines().count());
    (reader.pack, reader.faults)
}

#[derive(Default)]
struct Reader {
    pack: Pack,
    faults: Vec<Fault>,
    section: Section,
    block: Option<Block>,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Section {
    #[default]
    Intro,
    Head,
    Story,
    Start,
    Goal,
    Hints,
    Solution,
    Takeaway,
    Sources,
    Unknown,
}

/// A fenced block: its fence, its path (`Dockerfile` for the file itself) and its text.
struct Block {
    fence: String,
    path: String,
    text: String,
    line: usize,
}

impl Reader {
    fn fault(&mut self, line: usize, message: impl Into<String>) {
        let lesson = self.pack.lessons.last().map(|lesson| lesson.id.clone());
        self.faults.push(Fault { line, lesson, message: message.into() });
    }

    fn take(&mut self, at: usize, line: &str) {
        if let Some(block) = &mut self.block {
            if line.trim_end() == block.fence {
                return self.end_block();
            }
            block.text.push_str(line);
            block.text.push('\n');
            return;
        }
        if let Some(title) = line.strip_prefix("## ") {
            return self.lesson(at, title);
        }
        if let Some(title) = line.strip_prefix("### ") {
            return self.open(at, title.trim());
        }
        if line.starts_with("```") && matches!(self.section, Section::Start | Section::Solution) {
            return self.begin_block(at, line);
        }
        if let (Some(title), Section::Intro) = (line.strip_prefix("# "), self.section) {
            self.pack.title = title.trim().into();
            return;
        }
        self.text(at, line);
    }

    fn lesson(&mut self, at: usize, title: &str) {
        if self.pack.lessons.len() >= LESSONS {
            return self.fault(at, format!("more than {LESSONS} lessons: the rest is left out"));
        }
        self.section = Section::Head;
        self.pack.lessons.push(Lesson { title: title.trim().into(), id: slug(title), line: at, ..Lesson::default() });
    }

    fn open(&mut self, at: usize, title: &str) {
        self.section = match title.to_ascii_lowercase().as_str() {
            "story" | "geschichte" => Section::Story,
            "start" | "anfang" => Section::Start,
            "goal" | "ziel" => Section::Goal,
            "hints" | "hinweise" => Section::Hints,
            "solution" | "lösung" => Section::Solution,
            "take away" | "mitnehmen" => Section::Takeaway,
            "sources" | "quellen" => Section::Sources,
            _ => Section::Unknown,
        };
        if self.section == Section::Unknown {
            let known = "Story, Start, Goal, Hints, Solution, Take away, Sources";
            self.fault(at, format!("`### {title}` is no section of a lesson; they are: {known}"));
        }
    }

    fn begin_block(&mut self, at: usize, line: &str) {
        let ticks = line.chars().take_while(|&c| c == '`').count();
        let info = line[ticks..].trim();
        let path = match info.split_once(' ') {
            Some((_, path)) => path.trim(),
            None if info.is_empty() || info.eq_ignore_ascii_case("dockerfile") => "Dockerfile",
            None => info,
        };
        self.block = Some(Block { fence: "`".repeat(ticks), path: path.into(), text: String::new(), line: at });
    }

    fn end_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let section = self.section;
        let Some(lesson) = self.pack.lessons.last_mut() else { return };
        let exercise = if section == Section::Start { &mut lesson.start } else { &mut lesson.solution };
        if block.path != "Dockerfile" {
            exercise.companions.push((block.path, block.text));
        } else if exercise.dockerfile.is_empty() {
            exercise.dockerfile = block.text;
        } else {
            self.fault(block.line, "a second Dockerfile in one section");
        }
    }

    fn text(&mut self, at: usize, line: &str) {
        let item =
            line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', '*', '.']);
        let item = item.trim();
        let section = self.section;
        let Some(lesson) = self.pack.lessons.last_mut() else {
            return match line.strip_prefix("lang:") {
                Some(lang) => self.pack.lang = lang.trim().into(),
                None => push(&mut self.pack.intro, line),
            };
        };
        match section {
            Section::Head => match line.split_once(':') {
                Some(("id", id)) => lesson.id = id.trim().into(),
                Some(("part", part)) => lesson.part = part.trim().into(),
                Some(("minutes", minutes)) => lesson.minutes = minutes.trim().parse().ok(),
                _ if line.trim().is_empty() => {}
                _ => self.fault(
                    at,
                    "between a lesson's title and its first section stand only `id:`, `part:` and `minutes:`",
                ),
            },
            Section::Story => push(&mut lesson.story, line),
            Section::Takeaway => push(&mut lesson.takeaway, line),
            Section::Goal if !item.is_empty() => match Condition::read(item) {
                Ok(condition) => lesson.goal.push(condition),
                Err(message) => self.fault(at, message),
            },
            Section::Hints if line.starts_with(' ') && !item.is_empty() => {
                if let Some(hint) = lesson.hints.last_mut() {
                    hint.push(' ');
                    hint.push_str(line.trim());
                }
            }
            Section::Hints if !item.is_empty() => lesson.hints.push(item.into()),
            Section::Sources if !item.is_empty() => match link(item) {
                Some(source) => lesson.sources.push(source),
                None => self.fault(at, "a source is written `[title](https://…)`"),
            },
            _ => {}
        }
    }

    fn close(&mut self, at: usize) {
        if let Some(block) = &self.block {
            let line = block.line;
            self.fault(line, "this fenced block is never closed");
        }
        self.pack.intro = self.pack.intro.trim().into();
        for lesson in &mut self.pack.lessons {
            lesson.story = lesson.story.trim().into();
            lesson.takeaway = lesson.takeaway.trim().into();
            // A solution works beside the same files, unless it brings its own.
            if lesson.solution.companions.is_empty() {
                lesson.solution.companions = lesson.start.companions.clone();
            }
        }
        if self.pack.title.is_empty() {
            self.fault(1, "the pack has no title: `# Title` on its first line");
        }
        if self.pack.lessons.is_empty() {
            self.fault(at, "no lesson: a lesson begins with `## Title`");
        }
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn slug(title: &str) -> String {
    let plain = title.trim().to_ascii_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// `[title](https://…)`; no other scheme may be linked.
fn link(item: &str) -> Option<(String, String)> {
    let (title, rest) = item.strip_prefix('[')?.split_once("](")?;
    let url = rest.strip_suffix(')')?;
    url.starts_with("https://").then(|| (title.to_string(), url.to_string()))
}
