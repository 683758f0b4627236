//! `$NAME`, `${NAME:-x}` … expanded exactly as BuildKit's lexer does it.

use super::variables::{LONGEST_CHAIN, Variables};
use super::{Link, Value};
use crate::dockerfile::Word;
use crate::shell::{Budget, pattern::Pattern};
use std::iter::Peekable;
use std::str::Chars;

/// Nested deeper than this, an expansion is not followed.
const DEEPEST: usize = 16;

/// Expands words in one scope.
pub struct Expander<'a> {
    pub variables: &'a Variables,
    pub budget: &'a Budget,
    pub escape: char,
}

/// What went wrong: BuildKit refuses the word.
#[derive(Debug, PartialEq, Eq)]
pub struct Bad;

struct State<'a> {
    chars: Peekable<Chars<'a>>,
    unknown: Vec<String>,
    chain: Vec<Link>,
}

impl Expander<'_> {
    /// The value of a word, quotes taken out; the word as written where BuildKit would refuse it.
    pub fn word(&self, word: &Word) -> (Value, Option<Bad>) {
        let mut value =
            Value { raw: word.text.clone(), span: word.span, text: word.text.clone(), unknown: vec![], chain: vec![] };
        if !word.text.contains(['$', '"', '\'', self.escape]) {
            return (value, None);
        }
        let mut state = State { chars: word.text.chars().peekable(), unknown: vec![], chain: vec![] };
        match self.until(&mut state, None, false, 0) {
            Ok(text) => {
                (value.text, value.unknown, value.chain) = (text, state.unknown, state.chain);
                (value, None)
            }
            Err(bad) => (value, Some(bad)),
        }
    }

    fn until(&self, state: &mut State, stop: Option<char>, raw: bool, depth: usize) -> Result<String, Bad> {
        if depth > DEEPEST {
            return Err(Bad);
        }
        let mut out = String::new();
        while let Some(&c) = state.chars.peek() {
            if Some(c) == stop {
                state.chars.next();
                return Ok(out);
            }
            match c {
                '$' => out.push_str(&self.dollar(state, depth)?),
                '\'' => single(state, &mut out)?,
                '"' => self.double(state, &mut out, depth)?,
                _ if c == self.escape => {
                    state.chars.next();
                    out.extend(raw.then_some(c));
                    out.extend(state.chars.next());
                }
                _ => out.extend(state.chars.next()),
            }
        }
        if stop.is_some() { Err(Bad) } else { Ok(out) }
    }

    fn double(&self, state: &mut State, out: &mut String, depth: usize) -> Result<(), Bad> {
        state.chars.next();
        loop {
            match *state.chars.peek().ok_or(Bad)? {
                '"' => {
                    state.chars.next();
                    return Ok(());
                }
                '$' => out.push_str(&self.dollar(state, depth)?),
                c => {
                    state.chars.next();
                    let next = state.chars.peek().copied();
                    let escapes = c == self.escape && next.is_some_and(|n| n == '"' || n == '$' || n == self.escape);
                    out.extend(if escapes { state.chars.next() } else { Some(c) });
                }
            }
        }
    }

    fn dollar(&self, state: &mut State, depth: usize) -> Result<String, Bad> {
        state.chars.next();
        if state.chars.peek() != Some(&'{') {
            let name = name(state);
            return Ok(if name.is_empty() { "$".into() } else { self.plain(state, &name) });
        }
        state.chars.next();
        if matches!(state.chars.peek(), None | Some('{' | '}' | ':')) {
            return Err(Bad);
        }
        let name = name(state);
        match state.chars.next().ok_or(Bad)? {
            '}' => Ok(self.plain(state, &name)),
            ':' => {
                let modifier = state.chars.next().ok_or(Bad)?;
                self.modified(state, &name, modifier, true, depth)
            }
            '/' => self.replaced(state, &name, depth),
            modifier => self.modified(state, &name, modifier, false, depth),
        }
    }

    /// The value, or `${NAME}` and a note where there is none to be seen.
    fn plain(&self, state: &mut State, name: &str) -> String {
        self.value(state, name).unwrap_or_else(|| {
            note(&mut state.unknown, name);
            format!("${{{name}}}")
        })
    }

    /// A known value; its chain is kept.
    fn value(&self, state: &mut State, name: &str) -> Option<String> {
        let variable = self.variables.get(name)?;
        for link in &variable.chain {
            let room = state.chain.len() < LONGEST_CHAIN && self.budget.take(link.name.len() + 64);
            if room && !state.chain.contains(link) {
                state.chain.push(link.clone());
            }
        }
        let text = variable.text.as_ref()?;
        if !self.budget.take(text.len()) {
            return None;
        }
        variable.unknown.iter().for_each(|name| note(&mut state.unknown, name));
        Some(text.to_string())
    }

    fn modified(&self, state: &mut State, name: &str, modifier: char, null: bool, depth: usize) -> Result<String, Bad> {
        let trims = matches!(modifier, '#' | '%');
        if !matches!(modifier, '-' | '+' | '?' | '#' | '%') || (null && trims) {
            return Err(Bad);
        }
        let outer = (std::mem::take(&mut state.unknown), std::mem::take(&mut state.chain));
        let word = self.until(state, Some('}'), trims, depth + 1)?;
        let inner = (std::mem::replace(&mut state.unknown, outer.0), std::mem::replace(&mut state.chain, outer.1));
        let before = state.unknown.len();
        let value = self.value(state, name);
        let depends = state.unknown.len() > before;
        let empty = value.as_ref().is_some_and(|text| text.is_empty() && !depends);
        Ok(match (modifier, value) {
            ('-', Some(_)) if null && empty => take(state, word, inner),
            // NAME has no value in the file: the word is what the file says.
            ('-', None) => take(state, word, inner),
            ('+', Some(_)) if null && empty => String::new(),
            ('?', Some(_)) if null && empty => return Err(Bad),
            ('+', Some(_)) => take(state, word, inner),
            ('+', None) => String::new(),
            ('#' | '%', Some(_)) if depends || !inner.0.is_empty() => unknown(state, name, inner),
            ('#' | '%', Some(text)) if self.budget.take(text.len() * word.len()) => trim(&text, &word, modifier)?,
            (_, Some(text)) => text,
            (_, None) => unknown(state, name, inner),
        })
    }

    fn replaced(&self, state: &mut State, name: &str, depth: usize) -> Result<String, Bad> {
        let most = if state.chars.next_if_eq(&'/').is_some() { usize::MAX } else { 1 };
        let pattern = self.until(state, Some('/'), true, depth + 1)?;
        let with = self.until(state, Some('}'), true, depth + 1)?;
        let before = state.unknown.len();
        let pattern = Pattern::buildkit(&pattern).ok_or(Bad)?;
        match self.value(state, name) {
            Some(text) if state.unknown.len() == before => Ok(self.replace(&text, &pattern, &with, most)),
            Some(text) => Ok(text),
            None => Ok(unknown(state, name, Default::default())),
        }
    }

    fn replace(&self, text: &str, pattern: &Pattern, with: &str, most: usize) -> String {
        if !self.budget.take(text.len() * text.len()) {
            return text.to_string();
        }
        let replaced = pattern.replace(text, with, most);
        if self.budget.take(replaced.len()) { replaced } else { text.to_string() }
    }
}

/// `#p`, `##p`, `%p`, `%%p`: the text without the beginning or end that matches.
fn trim(text: &str, word: &str, modifier: char) -> Result<String, Bad> {
    let (greedy, word) = match word.strip_prefix(modifier) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let pattern = Pattern::buildkit(word).ok_or(Bad)?;
    let kept = match (modifier, greedy) {
        ('#', false) => &text[pattern.shortest(text).unwrap_or(0)..],
        ('#', true) => &text[pattern.longest(text).unwrap_or(0)..],
        (_, false) => &text[..text.len() - pattern.shortest_end(text)],
        (_, true) => &text[..text.len() - pattern.longest_end(text)],
    };
    Ok(kept.to_string())
}

fn take(state: &mut State, word: String, inner: (Vec<String>, Vec<Link>)) -> String {
    inner.0.iter().for_each(|name| note(&mut state.unknown, name));
    let room = LONGEST_CHAIN.saturating_sub(state.chain.len());
    state.chain.extend(inner.1.into_iter().take(room));
    word
}

fn unknown(state: &mut State, name: &str, inner: (Vec<String>, Vec<Link>)) -> String {
    note(&mut state.unknown, name);
    inner.0.iter().for_each(|name| note(&mut state.unknown, name));
    format!("${{{name}}}")
}

fn note(names: &mut Vec<String>, name: &str) {
    if names.len() < LONGEST_CHAIN && !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}

fn single(state: &mut State, out: &mut String) -> Result<(), Bad> {
    state.chars.next();
    loop {
        match state.chars.next().ok_or(Bad)? {
            '\'' => return Ok(()),
            c => out.push(c),
        }
    }
}

/// `[A-Za-z_][A-Za-z0-9_]*`, digits, or one special character.
fn name(state: &mut State) -> String {
    let mut name = String::new();
    let Some(&first) = state.chars.peek() else { return name };
    if first.is_ascii_digit() {
        while let Some(c) = state.chars.next_if(char::is_ascii_digit) {
            name.push(c);
        }
        return name;
    }
    if matches!(first, '@' | '*' | '#' | '?' | '-' | '$' | '!') {
        name.extend(state.chars.next());
        return name;
    }
    while let Some(c) = state.chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
        name.push(c);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::stages::variables::Variable;

    fn scope(pairs: &[(&str, &str)]) -> Variables {
        let mut variables = Variables::default();
        for (name, text) in pairs {
            let word = Value {
                raw: text.to_string(),
                span: Span::default(),
                text: text.to_string(),
                unknown: vec![],
                chain: vec![],
            };
            variables.set(name, Variable::set(name, word, Span::default()));
        }
        variables
    }

    fn check(input: &str, expect: &str) {
        let variables =
            scope(&[("HOME", "/home"), ("EMPTY", ""), ("TAG", "v1.2.3"), ("PATHS", "a/b/c.tar.gz"), ("STAR", "*/")]);
        let expander = Expander { variables: &variables, budget: &Budget::for_text(0), escape: '\\' };
        let (value, bad) = expander.word(&Word { text: input.into(), span: Span::default() });
        let got = match bad {
            Some(_) => "bad".to_string(),
            None => {
                format!("{}{}", value.text, value.unknown.iter().map(|name| format!(" ?{name}")).collect::<String>())
            }
        };
        assert_eq!(got, expect, "{input}");
    }

    #[test]
    fn names_quotes_and_escapes() {
        check("x$HOME/${TAG}", "x/home/v1.2.3");
        check("'$HOME'\"$HOME\"", "$HOME/home");
        check(r"\$HOME\\", r"$HOME\");
        check(r#""a\b\"""#, r#"a\b""#);
        check("$.", "$.");
        check("$1x", "${1}x ?1");
        check("${OTHER}", "${OTHER} ?OTHER");
    }

    #[test]
    fn defaults_and_alternatives() {
        check("${EMPTY:-d}|${EMPTY-d}|${OTHER:-d}|${HOME:-d}", "d||d|/home");
        check("${EMPTY:+a}|${EMPTY+a}|${OTHER:+a}|${HOME:+a}", "|a||a");
        check("${OTHER:-${EMPTY:-${TAG}}}", "v1.2.3");
        check("${OTHER:-$MORE}", "${MORE} ?MORE");
        check("${EMPTY:?no}", "bad");
    }

    #[test]
    fn beginnings_and_ends_are_cut() {
        check("${TAG#v}|${TAG##*.}|${TAG#*.}", "1.2.3|3|2.3");
        check("${PATHS%.*}|${PATHS%%.*}|${PATHS%z}", "a/b/c.tar|a/b/c|a/b/c.tar.g");
        check(r"${PATHS#a\/}", "b/c.tar.gz");
        check("${TAG#[v]}", "v1.2.3");
        check("${TAG#?}", "1.2.3");
        check(r"${TAG#\q}", "bad");
        check("${TAG:#v}", "bad");
    }

    #[test]
    fn parts_are_replaced() {
        check("${PATHS/a/x}|${TAG/./-}|${TAG//./-}", "x/b/c.tar.gz|v1-2.3|v1-2-3");
        check(r"${PATHS//\//-}", "a-b-c.tar.gz");
        check("${PATHS/$STAR/}", "c.tar.gz");
        check("${EMPTY/*/x}", "x");
        check("${TAG//x/y}|${OTHER//x/y}", "v1.2.3|${OTHER} ?OTHER");
        check("${TAG/x}", "bad");
    }

    #[test]
    fn what_buildkit_refuses_is_left_as_written() {
        for bad in ["${", "${}", "${HOME", "${HOME=x}", "${:x}", "'open", "\"open", "${{x}}"] {
            check(bad, "bad");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = format!("{}x{}", "${A:-".repeat(500), "}".repeat(500));
        check(&deep, "bad");
    }
}
