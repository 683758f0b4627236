//! One logical line → one [`Instruction`].

use super::heredoc::Terminators;
use super::json::Form;
use super::lines::Lines;
use super::problems::Trouble;
use super::*;

/// Every instruction BuildKit knows.
pub const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// BuildKit's scanner holds no longer line.
const LONGEST_LINE: usize = 65535;

/// More is no help to anyone: the text is no Dockerfile then.
pub const MOST_PROBLEMS: usize = 500;

/// Reads a whole file.
pub fn read(source: Source) -> Tree {
    let mut reader = Reader { problems: Vec::new(), comments: Vec::new(), escape: '\\' };
    let mut directives = directives::Reader::new();
    let mut instructions = Vec::new();
    let mut lines = Lines::new(source.text());
    let mut ends = Terminators::default();
    while let Some(line) = lines.next() {
        if directives.read(line, &mut reader.problems) {
            reader.escape = directives.found.escape;
        } else if line.is_comment() {
            reader.comments.push(line.trimmed());
        } else if let Some(joined) = logical::join(line, &mut lines, reader.escape) {
            instructions.extend(reader.instruction(joined, &mut lines, &mut ends));
        }
    }
    let directives = directives.found;
    Tree { directives, instructions, comments: reader.comments, problems: reader.problems, source }
}

struct Reader {
    problems: Vec<Problem>,
    comments: Vec<Span>,
    escape: char,
}

impl Reader {
    fn instruction<'a>(
        &mut self,
        joined: logical::Joined,
        lines: &mut Lines<'a>,
        ends: &mut Terminators<'a>,
    ) -> Option<Instruction> {
        self.comments.extend(joined.comments);
        self.problems.truncate(MOST_PROBLEMS);
        self.problems.extend(joined.blanks.first().map(|&span| Trouble::EmptyContinuation.at(span)));
        if joined.line.text.len() > LONGEST_LINE && joined.line.pieces.len() == 1 {
            self.problems.push(Trouble::LongLine.at(joined.line.span));
        }
        let mut end = joined.end;
        let mut instruction = self.node(&joined.line, false)?;
        if let Some(heredocs) = heredocs_mut(&mut instruction.kind) {
            for open in heredoc::bodies(heredocs, lines, ends, &mut end) {
                let delimiter = shorten(&heredocs[open].delimiter);
                self.problems.push(Trouble::UnterminatedHeredoc { delimiter }.at(heredocs[open].opener));
            }
        }
        instruction.span.end = end as u32;
        if let Kind::Onbuild(inner) = &mut instruction.kind {
            inner.span.end = end as u32;
        }
        Some(instruction)
    }

    /// The instruction on a line. `None` where the line is white space only.
    fn node(&mut self, line: &Logical, nested: bool) -> Option<Instruction> {
        let text = line.text.as_str();
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        let (word, after) = words::first(text.get(start..end)?);
        if word.is_empty() {
            return None;
        }
        let keyword = line.word(start, start + word.len());
        let rest = line.part(start + after, end);
        let (flags, used) = flags::read(&rest);
        let upper = word.to_ascii_uppercase();
        let Some(&name) = KEYWORDS.iter().find(|&&known| known == upper) else {
            if self.problems.len() < MOST_PROBLEMS {
                self.problems.push(unknown(&keyword, text));
            }
            return Some(Instruction { span: line.span, keyword, flags, kind: Kind::Unknown });
        };
        self.check_flags(name, &flags);
        let used = used + rest.text[used..].len() - rest.text[used..].trim_start().len();
        let rest = if used == 0 { rest } else { rest.part(used, rest.text.len()) };
        let kind = self.kind(name, rest, &keyword, nested);
        Some(Instruction { span: line.span, keyword, flags, kind })
    }

    fn kind(&mut self, name: &'static str, rest: Logical, keyword: &Word, nested: bool) -> Kind {
        if rest.text.is_empty() && !matches!(name, "CMD" | "ENTRYPOINT") {
            self.problems.push(Trouble::MissingArgument { keyword: name.into() }.at(keyword.span));
        }
        match name {
            "FROM" => self.from(&rest),
            "RUN" => self.exec(name, rest).map_or(Kind::Unknown, |exec| Kind::Run(with_heredocs(exec))),
            "CMD" => self.exec(name, rest).map_or(Kind::Unknown, Kind::Cmd),
            "ENTRYPOINT" => self.exec(name, rest).map_or(Kind::Unknown, Kind::Entrypoint),
            "COPY" => self.transfer(name, rest).map_or(Kind::Unknown, Kind::Copy),
            "ADD" => self.transfer(name, rest).map_or(Kind::Unknown, Kind::Add),
            "ARG" => Kind::Arg(
                words::quoted(&rest.text, self.escape).into_iter().map(|(a, b)| words::pair(&rest, a, b)).collect(),
            ),
            "ENV" => Kind::Env(self.pairs(name, &rest)),
            "LABEL" => Kind::Label(self.pairs(name, &rest)),
            "EXPOSE" => Kind::Expose(words::split(&rest)),
            "VOLUME" => self.list(name, &rest).map_or(Kind::Unknown, |(words, _)| Kind::Volume(words)),
            "HEALTHCHECK" => self.healthcheck(rest),
            "SHELL" => self.shell(&rest),
            "ONBUILD" => self.trigger(&rest, keyword, nested),
            "USER" => Kind::User(whole(&rest)),
            "WORKDIR" => Kind::Workdir(whole(&rest)),
            "STOPSIGNAL" => Kind::Stopsignal(whole(&rest)),
            _ => Kind::Maintainer(whole(&rest)),
        }
    }

    fn from(&mut self, rest: &Logical) -> Kind {
        if is_template(&rest.text) {
            self.problems.push(Trouble::Template { word: shorten(&rest.text) }.at(rest.span));
            return Kind::From { image: whole(rest), name: None };
        }
        let mut words = words::split(rest);
        let named = words.len() == 3 && words[1].text.eq_ignore_ascii_case("as");
        if words.len() > 1 && !named {
            self.problems.push(Trouble::BadFrom.at(rest.span));
        }
        let name = if named { words.pop() } else { None };
        if let Some(name) = name.as_ref().filter(|name| !is_stage_name(&name.text)) {
            self.problems.push(Trouble::BadStageName { name: shorten(&name.text) }.at(name.span));
        }
        Kind::From { image: words.into_iter().next().unwrap_or_else(|| whole(rest)), name }
    }

    fn exec(&mut self, name: &str, rest: Logical) -> Option<Exec> {
        match json::read(&rest) {
            Form::Strings(words) => return Some(Exec::Json(words)),
            Form::NotStrings => {
                self.problems.push(Trouble::NotStrings { keyword: name.into() }.at(rest.span));
                return None;
            }
            Form::NotJson => self.doubt_json(name, &rest),
        }
        Some(Exec::Shell(rest, Vec::new()))
    }

    /// Says so where someone meant JSON and did not write it.
    fn doubt_json(&mut self, name: &str, rest: &Logical) {
        let inner = rest.text.strip_prefix('[').map(str::trim_start).unwrap_or_default();
        if inner.starts_with(['"', '\'', '“', '”', '‘', '’']) {
            self.problems.push(Trouble::LooksLikeJson { keyword: name.into() }.at(rest.span));
        }
    }

    /// JSON, or words at white space; and whether it was JSON.
    fn list(&mut self, name: &str, rest: &Logical) -> Option<(Vec<Word>, bool)> {
        match json::read(rest) {
            Form::Strings(words) => Some((words, true)),
            Form::NotStrings => {
                self.problems.push(Trouble::NotStrings { keyword: name.into() }.at(rest.span));
                None
            }
            Form::NotJson => {
                self.doubt_json(name, rest);
                Some((words::split(rest), false))
            }
        }
    }

    fn transfer(&mut self, name: &str, rest: Logical) -> Option<Transfer> {
        let (mut words, json) = self.list(name, &rest)?;
        if words.len() == 1 {
            self.problems.push(Trouble::MissingDestination { keyword: name.into() }.at(rest.span));
        }
        let destination = if words.len() > 1 { words.pop() } else { None };
        let heredocs = if json { Vec::new() } else { heredoc::openers(&rest) };
        let opened = |word: &Word| {
            let after = heredocs.partition_point(|doc| doc.opener.start <= word.span.start);
            after > 0 && heredocs[after - 1].opener.contains(word.span)
        };
        words.retain(|word| !opened(word));
        Some(Transfer { sources: words, heredocs, destination, json })
    }

    fn pairs(&mut self, name: &str, rest: &Logical) -> Vec<Pair> {
        let ranges = words::quoted(&rest.text, self.escape);
        let Some(&(start, end)) = ranges.first() else { return Vec::new() };
        if !rest.text[start..end].contains('=') {
            return self.legacy(name, rest).into_iter().collect();
        }
        let pairs: Vec<Pair> = ranges.into_iter().map(|(a, b)| words::pair(rest, a, b)).collect();
        // Docker stops at the first, too; each word of a long line would be told of by itself.
        if let Some(pair) = pairs.iter().find(|pair| pair.value.is_none()) {
            self.problems.push(Trouble::MissingEquals { word: shorten(&pair.name.text) }.at(pair.span));
        }
        pairs
    }

    /// `ENV name the rest is the value`.
    fn legacy(&mut self, name: &str, rest: &Logical) -> Option<Pair> {
        let (word, after) = words::first(&rest.text);
        if after >= rest.text.len() {
            self.problems.push(Trouble::MissingValue { keyword: name.into() }.at(rest.span));
        }
        let value = (after < rest.text.len()).then(|| rest.word(after, rest.text.len()));
        Some(Pair { name: rest.word(0, word.len()), value, span: rest.span })
    }

    fn healthcheck(&mut self, rest: Logical) -> Kind {
        let word = rest.text.split(char::is_whitespace).next().unwrap_or_default();
        let after = rest.text.len() - rest.text[word.len()..].trim_start().len();
        if word.eq_ignore_ascii_case("none") {
            return Kind::Healthcheck(None);
        }
        if !word.eq_ignore_ascii_case("cmd") {
            if !word.is_empty() {
                self.problems.push(Trouble::BadHealthcheck { word: shorten(word) }.at(rest.locate(0, word.len())));
            }
            return Kind::Unknown;
        }
        let command = rest.part(after, rest.text.len());
        self.exec("HEALTHCHECK", command).map_or(Kind::Unknown, |exec| Kind::Healthcheck(Some(exec)))
    }

    fn shell(&mut self, rest: &Logical) -> Kind {
        match json::read(rest) {
            Form::Strings(words) => return Kind::Shell(words),
            _ if rest.text.is_empty() => {}
            _ => self.problems.push(Trouble::ShellNotJson.at(rest.span)),
        }
        Kind::Unknown
    }

    /// BuildKit forbids `ONBUILD ONBUILD`, so one level is as deep as it goes.
    fn trigger(&mut self, rest: &Logical, keyword: &Word, nested: bool) -> Kind {
        if nested {
            self.problems.push(Trouble::BadTrigger { keyword: "ONBUILD".into() }.at(keyword.span));
            return Kind::Unknown;
        }
        let Some(inner) = self.node(rest, true) else { return Kind::Unknown };
        if matches!(inner.kind, Kind::From { .. } | Kind::Maintainer(_)) {
            let keyword = inner.keyword.text.to_ascii_uppercase();
            self.problems.push(Trouble::BadTrigger { keyword }.at(inner.keyword.span));
        }
        Kind::Onbuild(Box::new(inner))
    }

    fn check_flags(&mut self, name: &str, flags: &[Flag]) {
        let known = known_flags(name);
        let room = MOST_PROBLEMS.saturating_sub(self.problems.len());
        for flag in flags.iter().take(room).filter(|flag| !known.contains(&flag.name.text.as_str())) {
            let suggestion = near(&flag.name.text, known.iter().copied()).map(|known| format!("--{known}"));
            let trouble = Trouble::UnknownFlag { flag: shorten(&flag.name.text), keyword: name.into(), suggestion };
            self.problems.push(trouble.at(flag.span));
        }
    }
}

/// From BuildKit's `instructions/parse.go`.
fn known_flags(name: &str) -> &'static [&'static str] {
    match name {
        "FROM" => &["platform"],
        "RUN" => &["mount", "network", "security", "device"],
        "COPY" => &["chown", "chmod", "from", "link", "parents", "exclude"],
        "ADD" => &["chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"],
        "HEALTHCHECK" => &["interval", "timeout", "start-period", "start-interval", "retries"],
        _ => &[],
    }
}

fn unknown(keyword: &Word, line: &str) -> Problem {
    let word = keyword.text.as_str();
    if is_template(line) {
        return Trouble::Template { word: shorten(word) }.at(keyword.span);
    }
    let suggestion = near(&word.to_ascii_uppercase(), KEYWORDS.into_iter());
    Trouble::UnknownInstruction { word: shorten(word), suggestion }.at(keyword.span)
}

/// Jinja, Go, Helm, ERB: something else makes a Dockerfile of it first.
pub fn is_template(line: &str) -> bool {
    ["{{", "{%", "<%"].iter().any(|mark| line.contains(mark))
}

/// Rubbish is not repeated at full length.
pub fn shorten(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &word[..at]),
        None => word.to_string(),
    }
}

fn whole(rest: &Logical) -> Word {
    Word { text: rest.text.clone(), span: rest.span }
}

fn with_heredocs(exec: Exec) -> Exec {
    match exec {
        Exec::Shell(line, _) => {
            let heredocs = heredoc::openers(&line);
            Exec::Shell(line, heredocs)
        }
        json => json,
    }
}

fn heredocs_mut(kind: &mut Kind) -> Option<&mut Vec<Heredoc>> {
    match kind {
        Kind::Run(Exec::Shell(_, heredocs)) => Some(heredocs),
        Kind::Copy(transfer) | Kind::Add(transfer) => Some(&mut transfer.heredocs),
        Kind::Onbuild(inner) => heredocs_mut(&mut inner.kind),
        _ => None,
    }
}

/// `^[a-z][a-z0-9-_\.]*$` of the lower-cased name; a name made by a variable is not judged.
fn is_stage_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Among more names than these nothing is looked for: each comparison is dear.
const MOST_NEAR: usize = 200;

/// The known word that a typed one is closest to, if it is close.
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    if word.len() > 40 || word.len() < 2 {
        return None;
    }
    let known: Vec<&str> = known.take(MOST_NEAR + 1).collect();
    if known.len() > MOST_NEAR {
        return None;
    }
    let alike = |other: &&str| other.len().abs_diff(word.len()) <= 1 + other.len() / 4;
    let scored = known.into_iter().filter(alike).map(|other| (distance(word, other), other));
    let (far, best) = scored.min()?;
    (far > 0 && far <= 1 + best.len() / 4 && far < word.len()).then(|| best.to_string())
}

/// Edits between two words, a swap of neighbours counted as one.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let (mut before, mut row) = (last.clone(), last.clone());
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j - 1] + same).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}
