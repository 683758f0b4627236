//! `<<EOF`, `<<-"EOF"`, `3<<EOF`: openers on a logical line, and the bodies below it.

use super::lines::{Line, Lines};
use super::{Heredoc, Logical};
use crate::source::Span;
use std::collections::HashMap;

/// The heredocs a RUN, COPY or ADD line opens, without bodies yet.
pub fn openers(line: &Logical) -> Vec<Heredoc> {
    if !line.text.contains("<<") {
        return Vec::new();
    }
    let Some(words) = shell_words(&line.text) else { return Vec::new() };
    words.into_iter().filter_map(|(start, end)| opener(line, start, end)).collect()
}

fn opener(line: &Logical, start: usize, end: usize) -> Option<Heredoc> {
    let (chomp, name) = parse(&line.text[start..end])?;
    let delimiter = unquote(name);
    let expand = !name.contains(['"', '\'']);
    Some(Heredoc { delimiter, expand, chomp, opener: line.locate(start, end), body: Span::default() })
}

/// `^(\d*)<<(-?)\s*([^<]*)$`: whether leading tabs go, and the delimiter as written.
fn parse(word: &str) -> Option<(bool, &str)> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let (chomp, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name = rest.trim_start();
    let single = !name.is_empty() && !name.contains('<') && !name.contains(char::is_whitespace);
    single.then_some((chomp, name))
}

fn unquote(name: &str) -> String {
    let mut plain = String::new();
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {}
            '\\' => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    plain
}

/// Ranges of words as BuildKit's lexer cuts them. `None` where a quote stays open: it then finds no heredoc.
fn shell_words(text: &str) -> Option<Vec<(usize, usize)>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            words.extend(start.take().map(|from| (from, at)));
            continue;
        }
        start.get_or_insert(at);
        match c {
            '\\' => {
                chars.next();
            }
            '\'' => {
                chars.find(|&(_, c)| c == '\'')?;
            }
            '"' => loop {
                match chars.next()?.1 {
                    '"' => break,
                    '\\' => {
                        chars.next();
                    }
                    _ => {}
                }
            },
            // White space may stand between `<<` and its word.
            '<' if chars.next_if(|&(_, c)| c == '<').is_some() => {
                while chars.next_if(|&(_, c)| c == ' ' || c == '\t').is_some() {}
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    Some(words)
}

/// Where each line of the text stands last: whether a terminator will come, in constant time.
#[derive(Default)]
pub struct Terminators<'a> {
    exact: Option<HashMap<&'a str, usize>>,
    chomped: Option<HashMap<&'a str, usize>>,
}

impl<'a> Terminators<'a> {
    fn comes(&mut self, heredoc: &Heredoc, lines: &Lines<'a>) -> bool {
        let slot = if heredoc.chomp { &mut self.chomped } else { &mut self.exact };
        let last = slot.get_or_insert_with(|| lines.map(|line| (seen(line, heredoc.chomp), line.start)).collect());
        last.get(heredoc.delimiter.as_str()).is_some_and(|&start| start >= lines.at())
    }
}

/// The line as it is compared with a terminator.
fn seen<'a>(line: Line<'a>, chomp: bool) -> &'a str {
    if chomp { line.text.trim_start_matches('\t') } else { line.text }
}

/// Reads the bodies, moves `end` to the end of the last terminator, and tells the numbers of those that have none.
///
/// BuildKit refuses the file then. Here the body ends before the next line that looks like an instruction.
pub fn bodies<'a>(
    heredocs: &mut [Heredoc],
    lines: &mut Lines<'a>,
    ends: &mut Terminators<'a>,
    end: &mut usize,
) -> Vec<usize> {
    let mut open = Vec::new();
    for (index, heredoc) in heredocs.iter_mut().enumerate() {
        let terminated = ends.comes(heredoc, lines);
        let start = lines.at();
        let stop = if terminated { closed(heredoc, lines, end) } else { unclosed(lines, end) };
        heredoc.body = Span::new(start.min(stop), stop);
        if !terminated {
            open.push(index);
        }
    }
    open
}

fn closed(heredoc: &Heredoc, lines: &mut Lines, end: &mut usize) -> usize {
    for line in lines {
        *end = line.end();
        if seen(line, heredoc.chomp) == heredoc.delimiter {
            return line.start;
        }
    }
    *end
}

fn unclosed(lines: &mut Lines, end: &mut usize) -> usize {
    let mut ahead = *lines;
    while let Some(line) = ahead.next() {
        if looks_like_instruction(line.text) {
            break;
        }
        *end = line.end();
        *lines = ahead;
    }
    *end
}

fn looks_like_instruction(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    super::instructions::KEYWORDS.contains(&word)
}
