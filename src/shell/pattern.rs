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
    type Measure = fn(&Pattern, &str) -> usize;
    let trims: [(&str, Measure); 4] = [
        ("##", |pattern, value| pattern.longest(value).unwrap_or(0)),
        ("#", |pattern, value| pattern.shortest(value).unwrap_or(0)),
        ("%%", |pattern, value| value.len() - pattern.longest_end(value)),
        ("%", |pattern, value| value.len() - pattern.shortest_end(value)),
    ];
    for (mark, measure) in trims {
        let Some(pattern) = modifier.strip_prefix(mark) else { continue };
        let cut = measure(&Pattern::shell(pattern), value);
        let kept = if mark.starts_with('#') { &value[cut..] } else { &value[..cut] };
        return Some(kept.to_string());
    }
    replaced(value, modifier)
}

fn replaced(value: &str, modifier: &str) -> Option<String> {
    let rest = modifier.strip_prefix('/')?;
    let (most, rest) = match rest.strip_prefix('/') {
        Some(rest) => (usize::MAX, rest),
        None => (1, rest),
    };
    let (pattern, with) = rest.split_once('/').unwrap_or((rest, ""));
    if pattern.is_empty() {
        return Some(value.to_string());
    }
    Some(Pattern::shell(pattern).replace(value, with, most))
}

/// Longer values than this are not matched: a replacement costs the square of it.
const MOST: usize = 1024;

/// What [`modify`] takes, in bytes of a budget.
pub fn cost(value: &str, modifier: &str) -> usize {
    let length = value.len();
    if modifier.starts_with('/') { length * length } else { length * (1 + modifier.len()) }
}

enum Part {
    Char(char),
    Any,
    Star,
    Set(Vec<(char, char)>, bool),
}

/// A shell pattern: `*`, `?`, sets.
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// As a shell reads it.
    pub fn shell(pattern: &str) -> Pattern {
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

    /// As BuildKit reads it: no sets, and an escape before anything but `* ? \ / }` is an error.
    pub fn buildkit(pattern: &str) -> Option<Pattern> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '*' => Part::Star,
                '?' => Part::Any,
                '\\' => Part::Char(chars.next().filter(|c| matches!(c, '*' | '?' | '\\' | '/' | '}'))?),
                _ => Part::Char(c),
            });
        }
        Some(Pattern(parts))
    }

    /// Whether matching stays cheap.
    fn within(&self, value: &str) -> bool {
        self.0.len() <= 64 && value.len() <= MOST
    }

    /// The length of the shortest beginning that matches.
    pub fn shortest(&self, value: &str) -> Option<usize> {
        self.ends(value).first().copied()
    }

    /// The length of the longest beginning that matches.
    pub fn longest(&self, value: &str) -> Option<usize> {
        self.ends(value).last().copied()
    }

    /// The length of the shortest end that matches; 0 where none does.
    pub fn shortest_end(&self, value: &str) -> usize {
        self.backwards(value).first().copied().unwrap_or(0)
    }

    /// The length of the longest end that matches; 0 where none does.
    pub fn longest_end(&self, value: &str) -> usize {
        self.backwards(value).last().copied().unwrap_or(0)
    }

    /// Every length an end that matches may have: both read backwards.
    fn backwards(&self, value: &str) -> Vec<usize> {
        let value: String = value.chars().rev().collect();
        self.through(self.0.iter().rev(), &value)
    }

    /// Puts `with` in place of the first so many matches, each as long as can be.
    pub fn replace(&self, value: &str, with: &str, most: usize) -> String {
        if !self.within(value) {
            return value.to_string();
        }
        let (mut out, mut at, mut done) = (String::new(), 0, 0);
        while at < value.len() && out.len() <= MOST {
            let found = self.longest(&value[at..]).filter(|_| done < most);
            if found.is_some() {
                out.push_str(with);
                done += 1;
            }
            let length = found.filter(|&length| length > 0);
            let next = at + length.unwrap_or_else(|| value[at..].chars().next().map_or(1, char::len_utf8));
            if length.is_none() {
                out.push_str(&value[at..next]);
            }
            at = next;
        }
        let at_the_end =
            done < most && self.0.iter().all(|part| matches!(part, Part::Star)) && (done == 0 || self.0.is_empty());
        if at_the_end {
            out.push_str(with);
        }
        out
    }

    /// Every length at which a match may end, ascending.
    fn ends(&self, value: &str) -> Vec<usize> {
        self.through(self.0.iter(), value)
    }

    /// One pass over the value for each part.
    fn through<'p>(&self, parts: impl Iterator<Item = &'p Part>, value: &str) -> Vec<usize> {
        if !self.within(value) {
            return Vec::new();
        }
        let mut ends = vec![0];
        for part in parts {
            ends = match (part, ends.first()) {
                (_, None) => return ends,
                (Part::Star, Some(&first)) => (first..=value.len()).filter(|&at| value.is_char_boundary(at)).collect(),
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
