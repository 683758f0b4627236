//! One shell word → the arguments it becomes: quotes taken out, known variables put in, fields split.

use super::Arg;
use super::lex;
use super::pattern;
use super::scope::{Scope, Vars};
use crate::dockerfile::Logical;
use std::cell::Cell;

/// A word being expanded.
pub struct Expander<'a> {
    pub line: &'a Logical,
    pub vars: &'a Vars,
    pub scope: &'a Scope<'a>,
    /// Which value of a loop's list is put in, and how many there are.
    pub item: Cell<(usize, usize)>,
}

/// No loop is followed further.
const MOST_ROUNDS: usize = 64;

/// What has been gathered of a word.
struct Fields {
    done: Vec<(String, bool)>,
    text: String,
    known: bool,
    /// Something stands in the field, be it only empty quotes.
    open: bool,
}

/// Ranges of `$(…)` and `` `…` `` bodies in a word, in order.
pub type Bodies = Vec<(usize, usize)>;

impl Expander<'_> {
    /// The arguments a word becomes, and the substitutions in it.
    pub fn expand(&self, start: usize, end: usize, bodies: &mut Bodies) -> Vec<Arg> {
        let span = self.line.locate(start, end);
        let raw = &self.line.text[start..end];
        if !raw
            .bytes()
            .any(|b| matches!(b, b'\'' | b'"' | b'\\' | b'$' | b'`' | b'*' | b'?' | b'[' | b'{' | b'<' | b'>'))
        {
            return vec![Arg { text: raw.to_string(), span, known: true }];
        }
        let mut fields = Fields { done: Vec::new(), text: String::new(), known: true, open: false };
        self.item.set((0, 1));
        self.unquoted(start, end, &mut fields, bodies);
        fields.close();
        self.rounds(start, end, &mut fields);
        fields.done.into_iter().map(|(text, known)| Arg { text, span, known }).collect()
    }

    /// `lib$p` in `for p in a b`: once for each value.
    fn rounds(&self, start: usize, end: usize, fields: &mut Fields) {
        let (_, count) = self.item.get();
        for round in 1..count.min(MOST_ROUNDS) {
            if !self.scope.budget.take(end - start + 64) {
                break;
            }
            self.item.set((round, count));
            self.unquoted(start, end, fields, &mut Bodies::new());
            fields.close();
        }
        self.item.set((0, 1));
    }

    /// The word as one argument, as in an assignment.
    pub fn whole(&self, start: usize, end: usize, bodies: &mut Bodies) -> Arg {
        let parts = self.expand(start, end, bodies);
        let known = parts.iter().all(|part| part.known);
        let text = parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join(" ");
        Arg { text, span: self.line.locate(start, end), known }
    }

    fn unquoted(&self, start: usize, end: usize, fields: &mut Fields, bodies: &mut Bodies) {
        let text = self.line.text.as_str();
        let raw = &text[start..end];
        let globs = raw.contains(']');
        let braces = raw.contains(',') && raw.contains('}');
        let mut at = start;
        while at < end {
            let next = match text.as_bytes()[at] {
                b'$' | b'`' => expansion_end(text, at, end, false),
                _ => lex::skip_part(text, at).min(end),
            };
            match text.as_bytes()[at] {
                b'\\' => fields.push(text.get(at + 1..next).unwrap_or_default().trim_start_matches('\n')),
                b'\'' => fields.push(inner(text, at + 1, next, '\'')),
                b'"' => self.double(at + 1, next - usize::from(text[at + 1..next].ends_with('"')), fields, bodies),
                b'$' | b'`' => self.substitute(at, next, fields, bodies, false),
                b'*' | b'?' => fields.unknown(&text[at..next]),
                b'[' if globs => fields.unknown("["),
                b'{' if braces => fields.unknown("{"),
                b'<' | b'>' => fields.unknown(&text[at..next]),
                _ => fields.push(&text[at..next]),
            }
            at = next;
        }
    }

    fn double(&self, start: usize, end: usize, fields: &mut Fields, bodies: &mut Bodies) {
        let text = self.line.text.as_str();
        fields.open = true;
        let mut at = start;
        while at < end {
            let byte = text.as_bytes()[at];
            let special = matches!(byte, b'\\' | b'$' | b'`');
            if !special {
                let run = text[at..end].find(['\\', '$', '`']).map_or(end, |found| at + found);
                fields.push(&text[at..run]);
                at = run;
                continue;
            }
            let next = match byte {
                b'\\' => lex::skip_part(text, at).min(end),
                _ => expansion_end(text, at, end, true),
            };
            match byte {
                b'\\' => fields.push(escaped(&text[at..next])),
                _ => self.substitute(at, next, fields, bodies, true),
            }
            at = next;
        }
    }

    /// `$NAME`, `${NAME}`, `$(…)`, `` `…` ``; a lone `$` stands for itself.
    fn substitute(&self, at: usize, next: usize, fields: &mut Fields, bodies: &mut Bodies, quoted: bool) {
        let raw = &self.line.text[at..next];
        if let Some(body) = raw.strip_prefix('`') {
            bodies.push((at + 1, at + 1 + body.strip_suffix('`').unwrap_or(body).len()));
            return fields.unknown(raw);
        }
        if let Some(rest) = raw.strip_prefix("$(") {
            if !rest.starts_with('(') {
                bodies.push((at + 2, at + 2 + rest.strip_suffix(')').unwrap_or(rest).len()));
            }
            return fields.unknown(raw);
        }
        if let Some(rest) = raw.strip_prefix("$'") {
            return fields.push(rest.strip_suffix('\'').unwrap_or(rest));
        }
        let name = match raw.strip_prefix("${") {
            Some(rest) => rest.strip_suffix('}').unwrap_or(rest),
            None => &raw[1..],
        };
        match name {
            "" => fields.push(raw),
            _ => self.variable(raw, name, fields, quoted),
        }
    }

    /// Puts a variable's value in, or the text as written where it is not known.
    fn variable(&self, raw: &str, inner: &str, fields: &mut Fields, quoted: bool) {
        match self.value(inner) {
            Some(text) if quoted => fields.push(&text),
            Some(text) => fields.split(&text),
            None => fields.unknown(raw),
        }
    }

    /// The value of what stands between the braces.
    fn value(&self, inner: &str) -> Option<String> {
        let (name, modifier) = inner.split_at(inner.find(|c: char| !is_name(c)).unwrap_or(inner.len()));
        let given;
        let text = match self.vars.get(name) {
            Some(var) if !var.value.known => return None,
            Some(var) if var.items.len() > 1 => {
                let (round, count) = self.item.get();
                self.item.set((round, count.max(var.items.len())));
                var.items.get(round).or(var.items.last())?
            }
            Some(var) => var.value.text.as_str(),
            None => {
                given = (self.scope.lookup)(name)?;
                given.as_ref()
            }
        };
        if !self.scope.budget.take(pattern::cost(text, modifier)) {
            return None;
        }
        pattern::modify(text, modifier)
    }
}

pub fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Where the expansion that a `$` or `` ` `` begins ends.
fn expansion_end(text: &str, at: usize, end: usize, quoted: bool) -> usize {
    let rest = &text[at + 1..end];
    let named = text.as_bytes()[at] == b'$';
    let first = rest.chars().next().unwrap_or(' ');
    let next = match first {
        _ if !named => lex::skip_part(text, at),
        '\'' if quoted => at + 1,
        '(' | '{' | '\'' => lex::skip_part(text, at),
        '0'..='9' | '@' | '*' | '#' | '?' | '-' | '$' | '!' => at + 2,
        _ => at + 1 + rest.find(|c: char| !is_name(c)).unwrap_or(rest.len()),
    };
    next.min(end)
}

fn inner(text: &str, start: usize, next: usize, mark: char) -> &str {
    let body = text.get(start..next).unwrap_or_default();
    body.strip_suffix(mark).unwrap_or(body)
}

/// In double quotes `\` only escapes `$`, `` ` ``, `"`, `\` and the line end.
fn escaped(pair: &str) -> &str {
    match pair.as_bytes().get(1) {
        Some(b'$' | b'`' | b'"' | b'\\') => &pair[1..],
        Some(b'\n') => "",
        _ => pair,
    }
}

impl Fields {
    fn push(&mut self, text: &str) {
        self.open = true;
        self.text.push_str(text);
    }

    fn unknown(&mut self, text: &str) {
        self.push(text);
        self.known = false;
    }

    /// An unquoted value: white space in it ends the field.
    fn split(&mut self, text: &str) {
        for (index, part) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.close();
            }
            if !part.is_empty() {
                self.push(part);
            }
        }
    }

    fn close(&mut self) {
        if self.open {
            self.done.push((std::mem::take(&mut self.text), self.known));
        }
        self.open = false;
        self.known = true;
    }
}
