//! `brush-parser` as oracle: every simple command it finds in a RUN line is found here, with the same words.
//!
//! `READING_MORE=folder` compares the RUN lines of every file of a folder as well.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use basewise::dockerfile::{self, Exec, Kind, Logical};
use basewise::shell::{self, Budget, Scope};
use basewise::source::Source;
use brush_parser::ast::{self, Command, CommandPrefixOrSuffixItem as Item, CompoundCommand};

const SCRIPTS: &[&str] = &[
    "a b c && d 'e f' || g \"h $i\" ; j | k & l",
    "if a; then b; elif c; then d; else e; fi",
    "for x in 1 2 3; do a $x; done; b",
    "while a; do b; done",
    "until a; do b; done > c",
    "case $x in a) b c;; d|e) f ;; *) g; h ;; esac; i",
    "(a; b) && { c; d; }",
    "f() { a b; }; f",
    "A=1 B=2 c d > e 2>&1 < f",
    "a $(b c) \"$(d)\" `e` ${f:-g h} $((1 + 2))",
    "a \\; b\\ c \"d;e\" 'f|g' h\\\"i",
    "! a && ! b",
    "a > b && c >> d && e &> f && g 2>/dev/null",
    "a <<< b",
    "[ -f a ] && [[ -d b && -e c ]] && test -n d",
    "if ! a; then if b; then c; fi; fi",
    "set -eux; a; export B=c D=\"e f\"; g",
    "a # b\nc",
    "a && \\\n b",
    "find . -name '*.x' -exec rm {} \\; -print",
    "{ a; } | { b; }",
    "a=(b c d); e",
    "time a",
    "apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*",
    "curl -fsSL https://example.com/x.tar.gz | tar -xz -C /opt --strip-components=1 && ln -s /opt/x /usr/bin/x",
    "set -eux; savedAptMark=\"$(apt-mark showmanual)\"; apt-get purge -y --auto-remove -o APT::AutoRemove::x=false",
    "addgroup -S app && adduser -S -G app app && mkdir -p /data && chown -R app:app /data",
    "if [ \"$(uname -m)\" = aarch64 ]; then ARCH=arm64; else ARCH=amd64; fi && wget -q https://x/$ARCH -O /bin/x",
    "for d in a b c; do if [ -d \"$d\" ]; then (cd \"$d\" && make); else echo no >&2; fi; done",
    "case \"$(dpkg --print-architecture)\" in amd64) a=x86_64;; arm64|aarch64) a=arm ;; *) exit 1;; esac; echo $a",
    "printf '%s\\n' 'a b' \"c\" > /etc/x && cat /etc/x | grep -q a || { echo bad; exit 1; }",
    "while read -r l; do echo \"$l\"; done < f; until nc -z h 1; do sleep 1; done",
    "[ -z \"$A\" ] || echo \"$A\" && [ ! -f b ] && touch b",
    "npm ci --omit=dev && npm cache clean --force; node -e 'console.log(\"a;b\")'",
    "pip install --no-cache-dir 'a>=1,<2' \"b[c]==3\" && python -m compileall -q /app",
    "sed -i -e 's/a/b/' -e \"s|$X|y|g\" f && awk '{ print $1; }' f",
    "cp -a /x/. /y && find /y -type f -name '*.pyc' -delete; (exit 0) || true",
    "groupadd --gid 1000 n && useradd --uid 1000 --gid n --shell /bin/sh --create-home n",
];

fn lines() -> Vec<Logical> {
    let scripts = SCRIPTS.iter().map(|text| Logical { text: text.to_string(), ..Logical::default() });
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");
    let mut folders = vec![format!("{corpus}hand"), format!("{corpus}generated")];
    folders.extend(std::env::var("READING_MORE"));
    let paths = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let texts = paths
        .filter(|path| path.is_file())
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned());
    scripts.chain(texts.flat_map(|text| runs(&text))).collect()
}

/// The RUN lines of a file, cut loose from it: a place in the line is a place in the text.
fn runs(text: &str) -> Vec<Logical> {
    let tree = dockerfile::parse(text);
    let lines = tree.instructions.iter().filter_map(|one| match &one.kind {
        Kind::Run(Exec::Shell(line, heredocs)) if heredocs.is_empty() => Some(line.text.clone()),
        _ => None,
    });
    lines.map(|text| Logical { text, ..Logical::default() }).collect()
}

#[test]
fn every_command_of_brush_is_found() {
    let (mut commands, mut refused, mut differ) = (0, 0, Vec::new());
    for line in lines() {
        let options = brush_parser::ParserOptions::default();
        let Ok(program) = brush_parser::Parser::new(line.text.as_bytes(), &options).parse_program() else {
            refused += 1;
            continue;
        };
        let mut theirs = Vec::new();
        program.complete_commands.iter().for_each(|list| gather(list, &mut theirs));
        commands += theirs.len();
        let ours = ours(&line);
        let mut rest = ours.iter();
        if let Some(missing) = theirs.iter().find(|command| !rest.any(|other| other == *command)) {
            differ.push(format!("{:?}\n  missing {missing:?}\n  here {ours:?}", line.text));
        }
    }
    println!("{commands} commands compared, {refused} lines refused by brush");
    assert!(differ.is_empty(), "{} differ\n{}", differ.len(), differ.join("\n"));
    assert!(commands > 250, "only {commands} commands to compare");
}

/// The words of each command as written.
fn ours(line: &Logical) -> Vec<Vec<String>> {
    let source = Source::new(line.text.clone());
    let budget = Budget::for_text(line.text.len());
    let scope = Scope { source: &source, lookup: &|_| None, cwd: None, budget: &budget };
    let commands = shell::line(line, &[], &scope);
    let written = |command: &shell::Command| {
        let mut spans: Vec<_> = std::iter::once(&command.program).chain(&command.args).map(|arg| arg.span).collect();
        spans.dedup();
        spans.into_iter().map(|span| source.slice(span).to_string()).collect()
    };
    commands.iter().map(written).collect()
}

fn gather(list: &ast::CompoundList, found: &mut Vec<Vec<String>>) {
    for ast::CompoundListItem(and_or, _) in &list.0 {
        for (_, pipeline) in and_or {
            pipeline.seq.iter().for_each(|command| one(command, found));
        }
    }
}

fn one(command: &Command, found: &mut Vec<Vec<String>>) {
    match command {
        Command::Simple(simple) => found.extend(words(simple)),
        Command::Compound(compound, _) => inside(compound, found),
        Command::Function(function) => inside(&function.body.0, found),
        // Its words are expressions to brush; here it is one command among others.
        Command::ExtendedTest(..) => {}
    }
}

fn words(simple: &ast::SimpleCommand) -> Option<Vec<String>> {
    let name = simple.word_or_name.as_ref()?.value.clone();
    let suffix = simple.suffix.iter().flat_map(|suffix| &suffix.0);
    let words = suffix.filter_map(|item| match item {
        Item::Word(word) | Item::AssignmentWord(_, word) => Some(word.value.clone()),
        _ => None,
    });
    Some(std::iter::once(name).chain(words).collect())
}

fn inside(compound: &CompoundCommand, found: &mut Vec<Vec<String>>) {
    match compound {
        CompoundCommand::BraceGroup(group) => gather(&group.list, found),
        CompoundCommand::Subshell(shell) => gather(&shell.list, found),
        CompoundCommand::ForClause(one) => gather(&one.body.list, found),
        CompoundCommand::ArithmeticForClause(one) => gather(&one.body.list, found),
        CompoundCommand::WhileClause(one) | CompoundCommand::UntilClause(one) => {
            gather(&one.0, found);
            gather(&one.1.list, found);
        }
        CompoundCommand::IfClause(one) => {
            gather(&one.condition, found);
            gather(&one.then, found);
            for other in one.elses.iter().flatten() {
                other.condition.iter().for_each(|list| gather(list, found));
                gather(&other.body, found);
            }
        }
        CompoundCommand::CaseClause(one) => {
            one.cases.iter().flat_map(|case| &case.cmd).for_each(|list| gather(list, found))
        }
        CompoundCommand::Arithmetic(_) | CompoundCommand::Coprocess(_) => {}
    }
}
