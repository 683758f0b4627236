//! Physical lines joined at continuations: what one instruction is written on.

use super::Logical;
use super::lines::{Line, Lines};
use crate::source::Span;

/// A logical line, its comments and the empty lines inside it.
pub struct Joined {
    pub line: Logical,
    pub comments: Vec<Span>,
    pub blanks: Vec<Span>,
    /// Where the last physical line ends.
    pub end: usize,
}

/// Joins the lines that follow `first`. `None` where there is nothing: an empty line or a comment.
pub fn join<'a>(first: Line<'a>, rest: &mut Lines<'a>, escape: char) -> Option<Joined> {
    let start = first.trimmed().start as usize;
    let text = &first.text[start - first.start..];
    let (kept, mut goes_on) = cut(text, escape);
    if !goes_on && kept.is_empty() {
        return None;
    }
    let line =
        Logical { text: String::with_capacity(kept.len() + if goes_on { 256 } else { 0 }), ..Logical::default() };
    let mut joined = Joined { line, comments: Vec::new(), blanks: Vec::new(), end: first.end() };
    add(&mut joined.line, kept, start);
    while goes_on {
        let Some(line) = rest.next() else { break };
        goes_on = follow(&mut joined, line, escape);
    }
    joined.line.span = Span::new(start, joined.end);
    Some(joined)
}

/// Takes in one more line; true when another one follows.
fn follow(joined: &mut Joined, line: Line, escape: char) -> bool {
    joined.end = line.end();
    if line.is_comment() {
        joined.comments.push(line.trimmed());
        return true;
    }
    if line.is_blank() {
        joined.blanks.push(line.span());
        return true;
    }
    let (kept, goes_on) = cut(line.text, escape);
    add(&mut joined.line, kept, line.start);
    goes_on
}

fn add(line: &mut Logical, text: &str, at: usize) {
    if !text.is_empty() {
        line.pieces.push((line.text.len() as u32, at as u32));
        line.text.push_str(text);
    }
}

/// The line without its continuation mark, and whether it has one.
///
/// An escape after an escape is none: BuildKit's pattern is `([^\\])\\[ \t]*$|^\\[ \t]*$`.
fn cut(text: &str, escape: char) -> (&str, bool) {
    match text.trim_end_matches([' ', '\t']).strip_suffix(escape) {
        Some(kept) if !kept.ends_with(escape) => (kept, true),
        _ => (text, false),
    }
}
