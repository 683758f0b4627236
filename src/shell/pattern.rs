//! What follows a variable's name in braces: `:-`, `#`, `%`, `/` … and the shell patterns they take.

/// The value after a modifier. `None` for a modifier that is not understood.
pub fn modify(value: &str, modifier: &str) -> Option<String> {
    let whole = || value.to_string();
    if modifier.is_empty() {
        return Some(whole());
    }
    if let Some(default) = modifier.strip_prefix(":-").or(modifier.strip_prefix(":=")) {
        return if value.is_empty() { plain(default) } else { Some(whole()) };
    }
    if let Some(other) = modifier.strip_prefix(":+") {
        return if value.is_empty() { Some(String::new()) } else { plain(other) };
    }
    if modifier.starts_with(['-', '=']) || modifier.starts_with(":?") || modifier.starts_with('?') {
        return Some(whole());
    }
    if let Some(other) = modifier.strip_prefix('+') {
        return plain(other);
    }
    trim_or_replace(value, modifier)
}

/// A default that is itself an expansion is left to whoever can see it.
fn plain(text: &str) -> Option<String> {
    (!text.contains(['$', '`', '\\', '"', '\''])).then(|| text.to_string())
}

fn trim_or_replace(value: &str, modifier: &str) -> Option<String> {
    if modifier.contains(['$', '`', '"', '\'']) {
        return None;
    }
    if let Some(pattern) = modifier.strip_prefix("##") {
        return Some(trim_prefix(value, pattern, true).to_string());
    }
    if let Some(pattern) = modifier.strip_prefix('#') {
        return Some(trim_prefix(value, pattern, false).to_string());
    }
    if let Some(pattern) = modifier.strip_prefix("%%") {
        return Some(trim_suffix(value, pattern, true).to_string());
    }
    if let Some(pattern) = modifier.strip_prefix('%') {
        return Some(trim_suffix(value, pattern, false).to_string());
    }
    let rest = modifier.strip_prefix('/')?;
    let (all, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (pattern, with) = rest.split_once('/').unwrap_or((rest, ""));
    Some(replace(value, pattern, with, all))
}

/// `${x#pattern}`: without the shortest, or the longest, beginning that matches.
pub fn trim_prefix<'a>(value: &'a str, pattern: &str, greedy: bool) -> &'a str {
    let pattern = Pattern::new(pattern);
    let cut = pattern.prefix(value, greedy).unwrap_or(0);
    &value[cut..]
}

/// `${x%pattern}`: without the shortest, or the longest, end that matches.
pub fn trim_suffix<'a>(value: &'a str, pattern: &str, greedy: bool) -> &'a str {
    let pattern = Pattern::new(pattern);
    if !pattern.within(value) {
        return value;
    }
    let mut cuts = value.char_indices().map(|(at, _)| at).chain([value.len()]);
    let fits = |&at: &usize| pattern.whole(&value[at..]);
    let cut = if greedy { cuts.find(fits) } else { cuts.filter(fits).last() };
    &value[..cut.unwrap_or(value.len())]
}

/// `${x/pattern/with}` and, for `all`, `${x//pattern/with}`; the longest match counts.
pub fn replace(value: &str, pattern: &str, with: &str, all: bool) -> String {
    let pattern = Pattern::new(pattern);
    if !pattern.within(value) {
        return value.to_string();
    }
    let (mut out, mut at, mut done) = (String::new(), 0, false);
    while at < value.len() {
        let found = if done && !all { None } else { pattern.prefix(&value[at..], true).filter(|&length| length > 0) };
        match found {
            Some(length) => {
                out.push_str(with);
                at += length;
                done = true;
            }
            None => {
                let next = value[at..].chars().next().map_or(1, char::len_utf8);
                out.push_str(&value[at..at + next]);
                at += next;
            }
        }
        if out.len() > MOST {
            break;
        }
    }
    out
}

/// Longer values than this are not matched: patterns cost their length times the value's, squared.
const MOST: usize = 4096;

enum Part {
    Char(char),
    Any,
    Star,
    Set(Vec<(char, char)>, bool),
}

struct Pattern(Vec<Part>);

impl Pattern {
    fn new(pattern: &str) -> Pattern {
        let mut parts = Vec::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '*' => Part::Star,
                '?' => Part::Any,
                '\\' => Part::Char(chars.next().unwrap_or('\\')),
                '[' => match set(chars.as_str()) {
                    Some((part, rest)) => {
                        chars = rest.chars();
                        part
                    }
                    None => Part::Char('['),
                },
                _ => Part::Char(c),
            });
        }
        Pattern(parts)
    }

    /// Whether matching stays cheap.
    fn within(&self, value: &str) -> bool {
        self.0.len() <= 64 && value.len() <= MOST
    }

    fn whole(&self, value: &str) -> bool {
        self.ends(value).contains(&value.len())
    }

    /// The length of the shortest or longest beginning that matches.
    fn prefix(&self, value: &str, greedy: bool) -> Option<usize> {
        if !self.within(value) {
            return None;
        }
        let ends = self.ends(value);
        if greedy { ends.last().copied() } else { ends.first().copied() }
    }

    /// Every length at which a match may end, ascending: one pass over the value for each part.
    fn ends(&self, value: &str) -> Vec<usize> {
        let mut ends = vec![0];
        for part in &self.0 {
            ends = match part {
                Part::Star => match ends.first() {
                    Some(&first) => (first..=value.len()).filter(|&at| value.is_char_boundary(at)).collect(),
                    None => return ends,
                },
                _ => ends.into_iter().filter_map(|at| step(part, value, at)).collect(),
            };
        }
        ends
    }
}

fn step(part: &Part, value: &str, at: usize) -> Option<usize> {
    let c = value[at..].chars().next()?;
    let fits = match part {
        Part::Char(wanted) => *wanted == c,
        Part::Set(ranges, negated) => ranges.iter().any(|&(low, high)| low <= c && c <= high) != *negated,
        Part::Any | Part::Star => true,
    };
    fits.then_some(at + c.len_utf8())
}

/// `[a-z]` or `[!a-z]` after its bracket, and what follows it.
fn set(text: &str) -> Option<(Part, &str)> {
    let negated = text.starts_with(['!', '^']);
    let inner = if negated { &text[1..] } else { text };
    let close = inner.char_indices().skip(1).find(|&(_, c)| c == ']')?.0;
    let chars: Vec<char> = inner[..close].chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let range = chars.get(at + 1) == Some(&'-') && at + 2 < chars.len();
        ranges.push((chars[at], chars[if range { at + 2 } else { at }]));
        at += if range { 3 } else { 1 };
    }
    Some((Part::Set(ranges, negated), &inner[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, modifier: &str, expect: &str) {
        assert_eq!(modify(value, modifier).as_deref(), Some(expect), "{value} {modifier}");
    }

    #[test]
    fn modifiers_do_as_in_the_shell() {
        check("v1.2.3", "#v", "1.2.3");
        check("a/b/c", "##*/", "c");
        check("a/b/c", "#*/", "b/c");
        check("a/b/c", "%/*", "a/b");
        check("a/b/c", "%%/*", "a");
        check("a.b.c", "/./-", "a-b.c");
        check("a.b.c", "//./-", "a-b-c");
        check("a1b2", "//[0-9]/", "ab");
        check("", ":-x", "x");
        check("y", ":+x", "x");
        check("", ":+x", "");
        check("äöü", "#?", "öü");
    }
}
