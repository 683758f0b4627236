//! Tokens → commands. A stack of open constructs in place of recursion; nested scripts to a fixed depth.

mod simple;

pub use simple::join;

use super::lex::{self, Lexer, Token};
use super::mapped;
use super::scope::{Scope, Vars};
use super::{Arg, Command};
use crate::dockerfile::{Logical, Word};

/// The commands of a shell line with the heredocs it opens, in their order.
pub fn line(line: &Logical, heredocs: &[Logical], scope: &Scope) -> Vec<Command> {
    let mut reader = Reader::new(line, heredocs, scope, 0, Vars::default());
    reader.run();
    reader.out
}

/// The commands of a script: the body of `RUN <<EOF`.
pub fn script(body: &Logical, scope: &Scope) -> Vec<Command> {
    line(body, &[], scope)
}

/// The commands of an exec-form list.
pub fn exec(words: &[Word], scope: &Scope) -> Vec<Command> {
    let args: Vec<Arg> = words.iter().map(|w| Arg { text: w.text.clone(), span: w.span, known: true }).collect();
    let texts: Vec<Logical> = words.iter().map(|word| mapped::json(scope.source, word)).collect();
    let empty = Logical::default();
    let mut reader = Reader::new(&empty, &[], scope, 0, Vars::default());
    reader.launch(args, &|index| texts.get(index).cloned(), None);
    reader.out
}

/// A construct that is open.
struct Frame {
    kind: Open,
    /// Whether what runs inside may not run.
    conditional: bool,
    /// The state of the list around it, to go on with after it.
    around: List,
    cwd: Option<String>,
    /// Variables set inside that may not be.
    assigned: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Subshell,
    Brace,
    If,
    For,
    While,
    /// True while a pattern is read.
    Case(bool),
}

/// What `&&` and `||` have made of the present list.
#[derive(Clone, Copy, Default)]
struct List {
    after_or: bool,
    tested: bool,
    last_was_test: bool,
}

/// What the words that come now are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Command,
    /// After `for`: a name, `in`, a list.
    For,
    /// After `case`: the subject.
    Case,
    /// Between `[[` and `]]`.
    Test,
}

struct Reader<'a> {
    line: &'a Logical,
    heredocs: &'a [Logical],
    used_heredocs: usize,
    scope: &'a Scope<'a>,
    depth: usize,
    vars: Vars,
    cwd: Option<String>,
    out: Vec<Command>,
    frames: Vec<Frame>,
    list: List,
    mode: Mode,
    /// Ranges of the words of the command being read.
    words: Vec<(usize, usize)>,
    /// Heredocs opened on this line whose bodies follow it.
    pending: Vec<(String, bool)>,
    stdin: Option<Logical>,
    skip_word: bool,
    function: bool,
}

impl<'a> Reader<'a> {
    fn new(line: &'a Logical, heredocs: &'a [Logical], scope: &'a Scope<'a>, depth: usize, vars: Vars) -> Reader<'a> {
        Reader {
            line,
            heredocs,
            used_heredocs: 0,
            scope,
            depth,
            vars,
            cwd: scope.cwd.clone(),
            out: Vec::new(),
            frames: Vec::new(),
            list: List::default(),
            mode: Mode::Command,
            words: Vec::new(),
            pending: Vec::new(),
            stdin: None,
            skip_word: false,
            function: false,
        }
    }

    fn run(&mut self) {
        let line: &'a Logical = self.line;
        let mut lexer = Lexer::new(&line.text);
        loop {
            let before = lexer.at;
            let token = lexer.next();
            match token {
                Token::End => break,
                Token::Word(start, end) => self.word(start, end, &mut lexer),
                Token::Redirect => self.skip_word = true,
                Token::Heredoc(chomp) => self.heredoc(chomp, &mut lexer),
                _ if self.mode == Mode::Test && token != Token::Separator => {}
                Token::Open if self.words.is_empty() && line.text[lexer.at..].starts_with('(') => {
                    lexer.at = lex::skip_nested(&line.text, lexer.at, b')');
                }
                _ => self.operator(token),
            }
            if !self.pending.is_empty() && line.text[before..lexer.at].ends_with('\n') {
                self.take_bodies(&mut lexer);
            }
        }
        self.finish();
    }

    /// `<<EOF` inside the text: its body follows on the next lines, unless the Dockerfile holds it.
    fn heredoc(&mut self, chomp: bool, lexer: &mut Lexer) {
        let Token::Word(start, end) = lexer.next() else { return };
        if let Some(body) = self.heredocs.get(self.used_heredocs) {
            self.stdin = Some(body.clone());
            self.used_heredocs += 1;
            return;
        }
        let delimiter = mapped::unquoted(self.line, start, end).text;
        self.pending.push((delimiter, chomp));
    }

    fn take_bodies(&mut self, lexer: &mut Lexer) {
        for (delimiter, chomp) in std::mem::take(&mut self.pending) {
            lexer.skip_heredoc(&delimiter, chomp);
        }
    }

    fn word(&mut self, start: usize, end: usize, lexer: &mut Lexer) {
        if std::mem::take(&mut self.skip_word) {
            return self.substitutions(start, end);
        }
        let line: &'a Logical = self.line;
        let raw = &line.text[start..end];
        let mode = self.mode;
        match mode {
            Mode::For if raw == "do" => {
                self.finish();
                self.reserved(raw);
            }
            Mode::Case if raw == "in" && !self.words.is_empty() => self.finish(),
            Mode::Test if raw == "]]" => self.mode = Mode::Command,
            Mode::Command if matches!(self.frames.last(), Some(Frame { kind: Open::Case(true), .. })) => {
                self.pattern(raw, lexer)
            }
            Mode::Command if self.words.is_empty() && self.reserved(raw) => {}
            Mode::Command if raw == "[[" && self.words.is_empty() => {
                self.words.push((start, end));
                self.mode = Mode::Test;
            }
            _ => self.words.push((start, end)),
        }
    }

    /// A word among the patterns of a `case`: everything up to `)` is passed over.
    fn pattern(&mut self, raw: &str, lexer: &mut Lexer) {
        if raw == "esac" {
            return self.pop(|kind| matches!(kind, Open::Case(_)));
        }
        while !matches!(lexer.next(), Token::Close | Token::End | Token::Separator) {}
        if let Some(frame) = self.frames.last_mut() {
            frame.kind = Open::Case(false);
        }
        self.list = List::default();
    }

    /// Whether the word is the shell's own.
    fn reserved(&mut self, raw: &str) -> bool {
        match raw {
            "if" => self.push(Open::If, false),
            "while" | "until" => self.push(Open::While, false),
            "for" | "select" => {
                self.push(Open::For, false);
                self.mode = Mode::For;
            }
            "case" => {
                self.push(Open::Case(false), false);
                self.mode = Mode::Case;
            }
            "then" | "elif" | "else" => self.inside(true),
            "do" => {
                let tested = self.frames.last().is_some_and(|frame| frame.kind == Open::While);
                self.inside(tested);
            }
            "fi" => self.pop(|kind| kind == Open::If),
            "done" => self.pop(|kind| matches!(kind, Open::For | Open::While)),
            "esac" => self.pop(|kind| matches!(kind, Open::Case(_))),
            "{" => {
                let function = std::mem::take(&mut self.function);
                self.push(Open::Brace, function);
            }
            "}" => self.pop(|kind| kind == Open::Brace),
            "!" | "time" | "function" => {}
            _ => return false,
        }
        true
    }

    fn push(&mut self, kind: Open, conditional: bool) {
        let conditional = conditional || self.conditional();
        let around = std::mem::take(&mut self.list);
        self.frames.push(Frame { kind, conditional, around, cwd: self.cwd.clone(), assigned: Vec::new() });
    }

    /// What follows in the open construct may, or may not, run.
    fn inside(&mut self, conditional: bool) {
        self.list = List::default();
        self.forget();
        if let Some(frame) = self.frames.last_mut() {
            frame.conditional |= conditional;
        }
    }

    /// Closes the construct, if it is the one that is open.
    fn pop(&mut self, fits: impl Fn(Open) -> bool) {
        if !self.frames.last().is_some_and(|frame| fits(frame.kind)) {
            return;
        }
        self.forget();
        let Some(frame) = self.frames.pop() else { return };
        self.list = List { last_was_test: false, ..frame.around };
        if frame.kind == Open::Subshell {
            self.cwd = frame.cwd;
        }
    }

    /// Sets a variable; what only may be set is known until its branch ends.
    fn assign(&mut self, name: &str, mut value: Arg, items: Vec<String>) {
        value.known &= !self.list.after_or && !self.list.tested;
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.conditional) {
            frame.assigned.push(name.to_string());
        }
        self.vars.set(name, value, items);
    }

    /// A branch ends: what it has set may not be so.
    fn forget(&mut self) {
        let names = self.frames.last_mut().map(|frame| std::mem::take(&mut frame.assigned));
        names.iter().flatten().for_each(|name| self.vars.doubt(name));
    }

    fn conditional(&self) -> bool {
        self.list.after_or || self.list.tested || self.frames.last().is_some_and(|frame| frame.conditional)
    }

    fn operator(&mut self, token: Token) {
        if token == Token::Open {
            return self.open();
        }
        self.skip_word = false;
        let list_of_for = self.mode == Mode::For && token == Token::Separator;
        if self.mode != Mode::Case {
            self.finish();
        }
        match token {
            Token::And => {
                self.list.tested |= self.list.last_was_test;
                self.list.after_or = false;
            }
            Token::Or => {
                self.list.after_or = true;
                self.list.tested = false;
            }
            Token::Close => self.pop(|kind| kind == Open::Subshell),
            Token::CaseEnd => self.next_case(),
            Token::Separator if !list_of_for => self.list = List::default(),
            _ => {}
        }
    }

    fn next_case(&mut self) {
        self.list = List::default();
        self.forget();
        if let Some(Frame { kind: kind @ Open::Case(_), .. }) = self.frames.last_mut() {
            *kind = Open::Case(true);
        }
    }

    /// `(`: a subshell, the `name()` of a function, or the `(` before a pattern.
    fn open(&mut self) {
        if matches!(self.frames.last(), Some(Frame { kind: Open::Case(true), .. })) {
            return;
        }
        if !self.words.is_empty() {
            self.words.clear();
            self.function = true;
        }
        self.push(Open::Subshell, false);
    }
}
