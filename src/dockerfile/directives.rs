//! `# syntax=`, `# escape=`, `# check=`: only above everything else, each at most once.

use super::lines::Line;
use super::{Directives, Problem, Trouble, Word};
use crate::source::Span;

/// Reads directives line by line until the first line that is none.
pub struct Reader {
    done: bool,
    seen: Vec<String>,
    pub found: Directives,
}

impl Reader {
    pub fn new() -> Reader {
        let found = Directives { syntax: None, check: None, escape: '\\', lines: Vec::new() };
        Reader { done: false, seen: Vec::new(), found }
    }

    /// Whether the line is a directive.
    pub fn read(&mut self, line: Line, problems: &mut Vec<Problem>) -> bool {
        if self.done {
            return false;
        }
        let Some((name, value)) = split(line) else {
            self.done = true;
            return false;
        };
        self.found.lines.push(line.trimmed());
        self.keep(name, value, problems);
        true
    }

    fn keep(&mut self, name: String, value: Word, problems: &mut Vec<Problem>) {
        if self.seen.contains(&name) {
            return problems.push(Trouble::RepeatedDirective { name }.at(value.span));
        }
        match name.as_str() {
            "syntax" => self.found.syntax = Some(value),
            "check" => self.found.check = Some(value),
            _ => match value.text.as_str() {
                "\\" => self.found.escape = '\\',
                "`" => self.found.escape = '`',
                _ => problems.push(Trouble::InvalidEscape { written: value.text }.at(value.span)),
            },
        }
        self.seen.push(name);
    }
}

/// `# name = value`, where the name is one of the three.
fn split(line: Line) -> Option<(String, Word)> {
    let text = line.text.trim_start().strip_prefix('#')?;
    let (name, value) = text.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    let trimmed = value.trim();
    if trimmed.is_empty() || !["syntax", "escape", "check"].contains(&name.as_str()) {
        return None;
    }
    let start = line.end() - value.len() + (value.len() - value.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    Some((name, Word { text: trimmed.to_string(), span }))
}
