//! Which lines of its runtime a file beside the Dockerfile allows: `"node": ">=16 <21"`, `requires-python = ">=3.8,<3.12"`.

use super::{json, lines};
use crate::wishes::Input;

/// What one file demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub path: String,
    /// As it stands there.
    pub written: String,
    /// One of them must hold whole.
    ranges: Vec<Vec<Bound>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    sign: Sign,
    version: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    From,
    Below,
    UpTo,
    Like,
    Not,
    /// `^3.9`: the same major version.
    Caret,
    /// `~1.2` of npm and Poetry: the same minor version.
    Tilde,
    /// `~= 3.9`, `~> 3.9`, Composer's `~3.9`: all but the last number stay.
    Last,
}

/// Who reads it: the signs of each are in its manual
/// ([npm](https://github.com/npm/node-semver#ranges), [Python](https://packaging.python.org/en/latest/specifications/version-specifiers/),
/// [Poetry](https://python-poetry.org/docs/dependency-specification/), [RubyGems](https://guides.rubygems.org/patterns/),
/// [Composer](https://getcomposer.org/doc/articles/versions.md)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grammar {
    Npm,
    Python,
    Poetry,
    Gem,
    Composer,
}

/// What the files of a language demand of it, where they do and we can read it.
pub fn of(input: &Input, language: &str) -> Option<Demand> {
    let read = |name: &str, find: fn(&str) -> Option<(Grammar, String)>| {
        let file = input.companion(name)?;
        let (grammar, written) = find(&file.text)?;
        let ranges = ranges(&written, grammar)?;
        Some(Demand { path: file.path.clone(), written, ranges })
    };
    match language {
        "node" => read("package.json", |text| Some((Grammar::Npm, text_at(text, "/engines/node")?))),
        "php" => read("composer.json", |text| Some((Grammar::Composer, text_at(text, "/require/php")?))),
        "python" => read("pyproject.toml", python).or_else(|| read("Pipfile", pipenv)),
        "ruby" => read("Gemfile", ruby),
        _ => None,
    }
}

fn text_at(text: &str, path: &str) -> Option<String> {
    Some(json(text)?.pointer(path)?.as_str()?.trim().to_string())
}

fn python(text: &str) -> Option<(Grammar, String)> {
    let poetry = || {
        let (_, rest) = text.split_once("[tool.poetry.dependencies]")?;
        Some((Grammar::Poetry, lines::toml_value(rest.split("\n[").next()?, "python")?))
    };
    let (grammar, value) =
        lines::toml_value(text, "requires-python").map(|it| (Grammar::Python, it)).or_else(poetry)?;
    Some((grammar, value.split(['"', '\'']).next()?.to_string()))
}

/// `python_version = "3.9"` of `[requires]`.
fn pipenv(text: &str) -> Option<(Grammar, String)> {
    let (_, rest) = text.split_once("[requires]")?;
    let value = lines::toml_value(rest, "python_version").or_else(|| lines::toml_value(rest, "python_full_version"))?;
    Some((Grammar::Python, value.to_string()))
}

/// `ruby "3.1.2"`, `ruby "~> 3.1", ">= 3.1.2"`.
fn ruby(text: &str) -> Option<(Grammar, String)> {
    let rest = text.lines().find_map(|line| line.trim().strip_prefix("ruby "))?;
    let plain = rest.trim_start().starts_with(['"', '\'']);
    let quoted: Vec<&str> = rest.split(['"', '\'']).skip(1).step_by(2).collect();
    plain.then(|| (Grammar::Gem, quoted.join(", ")))
}

impl Demand {
    /// Whether any version of a release line fits: `24` of Node.js, `3.12` of Python. A lower bound lets every newer
    /// line in.
    pub fn allows(&self, line: &str) -> bool {
        let line: Vec<u32> = line.split('.').map_while(|part| part.parse().ok()).collect();
        line.is_empty() || self.ranges.iter().any(|range| range.iter().all(|bound| bound.holds(&line)))
    }
}

impl Bound {
    fn holds(&self, line: &[u32]) -> bool {
        let shared = self.version.len().min(line.len());
        let (wanted, had) = (&self.version[..shared], &line[..shared]);
        let more = self.version[shared..].iter().any(|part| *part > 0);
        match self.sign {
            Sign::From => had >= wanted,
            Sign::Below => had < wanted || had == wanted && more,
            Sign::UpTo => had <= wanted,
            Sign::Like => had == wanted,
            Sign::Not => had != wanted || self.version.len() > line.len(),
            Sign::Caret => had >= wanted && had.first() == wanted.first(),
            Sign::Tilde => had >= wanted && had.iter().zip(wanted).take(2).all(|(one, other)| one == other),
            Sign::Last => {
                let kept = self.version.len().saturating_sub(1).min(shared);
                had >= wanted && had[..kept] == wanted[..kept]
            }
        }
    }
}

/// `None` where a word is no version: `lts/*`, a variable.
fn ranges(written: &str, grammar: Grammar) -> Option<Vec<Vec<Bound>>> {
    let parted = written.replace("||", "|");
    let each: Option<Vec<Vec<Bound>>> = parted.split('|').map(|range| bounds(range, grammar)).collect();
    each.filter(|ranges| !written.is_empty() && !ranges.is_empty())
}

fn bounds(range: &str, grammar: Grammar) -> Option<Vec<Bound>> {
    if let Some((from, to)) = range.split_once(" - ") {
        let [from, to] = [numbers(from.trim())?, numbers(to.trim())?];
        return Some(vec![Bound { sign: Sign::From, version: from }, Bound { sign: Sign::UpTo, version: to }]);
    }
    let mut found = Vec::new();
    let mut sign = String::new();
    for word in range.split([',', ' ', '\t']).filter(|word| !word.is_empty()) {
        let at = word.find(|c: char| !"<>=~!^".contains(c)).unwrap_or(word.len());
        sign += &word[..at];
        if at < word.len() {
            found.push(bound(&std::mem::take(&mut sign), &word[at..], grammar)?);
        }
    }
    sign.is_empty().then_some(found)
}

fn bound(sign: &str, word: &str, grammar: Grammar) -> Option<Bound> {
    let version = numbers(word)?;
    let sign = match sign {
        "" | "=" | "==" | "===" => Sign::Like,
        // Only a whole line that is shut out counts.
        "!=" if !word.ends_with('*') => return Some(Bound { sign: Sign::From, version: Vec::new() }),
        "!=" => Sign::Not,
        ">=" | ">" => Sign::From,
        "<" => Sign::Below,
        "<=" => Sign::UpTo,
        "^" => Sign::Caret,
        "~" if grammar != Grammar::Composer => Sign::Tilde,
        "~" | "~=" | "~>" => Sign::Last,
        _ => return None,
    };
    // `<=3.12` of Python is the very 3.12.0; npm's `<=18` is all of 18.
    let exact = grammar != Grammar::Npm && sign == Sign::UpTo && version.len() < 3;
    Some(Bound { sign: if exact { Sign::Below } else { sign }, version })
}

/// `18.x` → 18, `*` → nothing, which every line has.
fn numbers(word: &str) -> Option<Vec<u32>> {
    let word = word.trim_start_matches('v').split(['-', '+']).next()?;
    let parts = word.split('.').take_while(|part| !matches!(*part, "x" | "X" | "*"));
    parts.map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Companion;

    fn allows(name: &str, text: &str, language: &str, line: &str) -> Option<bool> {
        let companions = vec![Companion { path: name.into(), text: text.into() }];
        of(&Input { companions, ..Input::default() }, language).map(|demand| demand.allows(line))
    }

    #[test]
    fn npm_ranges() {
        for (written, inside, outside) in [
            (">=16 <21", "20", "22"),
            (">= 16 < 21", "16", "24"),
            ("18.x", "18", "20"),
            ("^18.17 || >=20", "24", "16"),
            ("16 - 20", "20", "22"),
            ("<=18", "18", "20"),
            ("18.17.0", "18", "24"),
            ("~18.17", "18", "24"),
            (">=18 <=20.x", "20", "24"),
        ] {
            let of =
                |line| allows("package.json", &format!("{{\"engines\":{{\"node\":\"{written}\"}}}}"), "node", line);
            assert_eq!((of(inside), of(outside)), (Some(true), Some(false)), "{written}");
        }
        let of = |written: &str| {
            allows("package.json", &format!("{{\"engines\":{{\"node\":\"{written}\"}}}}"), "node", "24")
        };
        assert_eq!([of(">=12"), of("*"), of("")], [Some(true), Some(true), None]);
        assert_eq!(of("lts/*"), None);
    }

    #[test]
    fn ranges_of_python_ruby_and_php() {
        for (written, inside, outside) in [
            ("[project]\nrequires-python = \">=3.8,<3.12\" # tested", "3.11", "3.12"),
            ("[project]\nrequires-python = '<=3.12'", "3.11", "3.12"),
            ("[project]\nrequires-python = \"~=3.9.2\"", "3.9", "3.10"),
            ("[project]\nrequires-python = \">=3.8, !=3.9.*\"", "3.8", "3.9"),
            ("[tool.poetry.dependencies]\npython = \"^3.9,<3.11\"\nx = \"1\"", "3.10", "3.11"),
            ("[tool.poetry.dependencies]\npython = \"~3.9\"", "3.9", "3.10"),
        ] {
            let of = |line| allows("pyproject.toml", written, "python", line);
            assert_eq!((of(inside), of(outside)), (Some(true), Some(false)), "{written}");
        }
        let open = "[tool.poetry.dependencies]\npython = \"^3.9\"\n";
        assert_eq!(allows("pyproject.toml", open, "python", "3.14"), Some(true));
        assert_eq!(allows("pyproject.toml", "[tool.other]\npython = \"3.9\"\n", "python", "3.14"), None);
        let pipfile = "[packages]\npython_version = \"*\"\n[requires]\npython_version = \"3.9\"\n";
        let of = |line| allows("Pipfile", pipfile, "python", line);
        assert_eq!((of("3.9"), of("3.11")), (Some(true), Some(false)));
        assert_eq!(allows("Gemfile", "ruby \"~> 3.1.2\"\n", "ruby", "3.4"), Some(false));
        assert_eq!(allows("Gemfile", "ruby '>= 3.0'\n", "ruby", "3.4"), Some(true));
        assert_eq!(allows("Gemfile", "ruby file: \".ruby-version\"\n", "ruby", "3.4"), None);
        let php = |written: &str| format!("{{\"require\":{{\"php\":\"{written}\"}}}}");
        assert_eq!(allows("composer.json", &php("^7.4"), "php", "8.3"), Some(false));
        assert_eq!(allows("composer.json", &php("~8.1.0 || ~8.2.0"), "php", "8.3"), Some(false));
        assert_eq!(allows("composer.json", &php("~8.1"), "php", "8.3"), Some(true));
    }
}
