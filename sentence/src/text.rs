//! A `format!` literal → its text, with one character in place of each part.

use proc_macro::{Span, TokenStream, TokenTree};

/// What the texts name, in the order of their first mention: name, form (`:?` …), and where it was written.
#[derive(Default)]
pub struct Parts {
    pub found: Vec<(String, String, Span)>,
}

/// Parts are the characters below this one.
const FIRST_LETTER: u8 = b'\t';

impl Parts {
    /// The text of a literal.
    pub fn read(&mut self, literal: TokenStream) -> Result<String, String> {
        let (written, span) = literal_of(literal).ok_or("a string literal is expected")?;
        let text = unescaped(&written)?;
        let mut out = String::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let doubled = letters.peek() == Some(&letter);
            match letter {
                '{' | '}' if doubled => out.extend(letters.next()),
                '{' => out.push(self.part(letters.by_ref().take_while(|letter| *letter != '}').collect(), span)?),
                '}' => return Err(format!("a `}}` too many in {written}")),
                _ => out.push(letter),
            }
        }
        Ok(out)
    }

    /// The character that stands for `name` or `name:form`.
    fn part(&mut self, inner: String, span: Span) -> Result<char, String> {
        let (name, form) = inner.split_at(inner.find(':').unwrap_or(inner.len()));
        let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        if !is_name {
            return Err(format!("`{{{inner}}}`: only names can stand in a sentence"));
        }
        let known = self.found.iter().position(|(other, shape, _)| other == name && shape == form);
        let at = known.unwrap_or(self.found.len());
        if known.is_none() {
            self.found.push((name.to_owned(), form.to_owned(), span));
        }
        let sign = u8::try_from(at + 1).ok().filter(|sign| *sign < FIRST_LETTER);
        sign.map(char::from).ok_or("a sentence has at most eight parts".to_owned())
    }
}

/// The literal inside the groups that macros wrap around it.
fn literal_of(tokens: TokenStream) -> Option<(String, Span)> {
    match tokens.into_iter().next()? {
        TokenTree::Group(group) => literal_of(group.stream()),
        TokenTree::Literal(literal) => Some((literal.to_string(), literal.span())),
        _ => None,
    }
}

/// What a string literal means.
fn unescaped(written: &str) -> Result<String, String> {
    let (before, inner) = written.split_once('"').ok_or_else(|| format!("{written} is no string"))?;
    let mut rest = inner.rsplit_once('"').map_or(inner, |(inner, _)| inner);
    if before.starts_with('r') {
        return Ok(rest.to_owned());
    }
    let mut out = String::new();
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        rest = escaped(escape, &mut out).ok_or_else(|| format!("an escape in {written} is not known here"))?;
    }
    Ok(out + rest)
}

/// Writes what the escape means and gives what follows it.
fn escaped<'a>(escape: &'a str, out: &mut String) -> Option<&'a str> {
    let mut letters = escape.chars();
    let meant = match letters.next()? {
        'n' => '\n',
        't' => '\t',
        '\n' => return Some(letters.as_str().trim_start()),
        'u' => {
            let (code, rest) = letters.as_str().strip_prefix('{')?.split_once('}')?;
            out.extend(char::from_u32(u32::from_str_radix(code, 16).ok()?));
            return Some(rest);
        }
        same @ ('"' | '\'' | '\\') => same,
        _ => return None,
    };
    out.push(meant);
    Some(letters.as_str())
}
