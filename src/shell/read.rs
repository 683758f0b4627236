//! Tokens → commands. A stack of open constructs in place of recursion; nested scripts to a fixed depth.

use super::lex::{self, Lexer, Token};
use super::managers;
use super::mapped;
use super::scope::{Scope, Vars};
use super::words::{Bodies, Expander, is_name};
use super::wrappers;
use super::{Arg, Command};
use crate::dockerfile::{Logical, Word};

/// `sh -c`, `$(…)` and heredocs are looked into this deep.
const DEEPEST: usize = 8;

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

    /// The words gathered are a whole command.
    fn finish(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mode = std::mem::replace(&mut self.mode, Mode::Command);
        match mode {
            Mode::For => self.finish_for(&words),
            Mode::Case => {
                words.iter().for_each(|&(start, end)| self.substitutions(start, end));
                if let Some(frame) = self.frames.last_mut() {
                    (frame.kind, frame.conditional) = (Open::Case(true), true);
                }
            }
            _ if words.is_empty() => self.stdin = None,
            _ => self.simple(&words),
        }
    }

    fn finish_for(&mut self, words: &[(usize, usize)]) {
        let Some(&(start, end)) = words.first() else { return };
        let name = self.line.text[start..end].to_string();
        let mut bodies = Bodies::new();
        let expander = Expander { line: self.line, vars: &self.vars, scope: self.scope, item: Default::default() };
        let items: Vec<Arg> = words.iter().skip(2).flat_map(|&(a, b)| expander.expand(a, b, &mut bodies)).collect();
        let known = !items.is_empty() && items.iter().all(|item| item.known);
        let text = items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(" ");
        let span = self.line.locate(start, end);
        let values = items.into_iter().map(|item| item.text).collect();
        self.assign(&name, Arg { text, span, known }, values);
        if !known && let Some(frame) = self.frames.last_mut() {
            frame.conditional = true;
        }
        self.nested(bodies);
    }

    fn substitutions(&mut self, start: usize, end: usize) {
        let mut bodies = Bodies::new();
        Expander { line: self.line, vars: &self.vars, scope: self.scope, item: Default::default() }.expand(
            start,
            end,
            &mut bodies,
        );
        self.nested(bodies);
    }

    /// Reads what stands in `$(…)`.
    fn nested(&mut self, bodies: Bodies) {
        for (start, end) in bodies {
            let body = self.line.part(start, end.max(start));
            self.script(&body);
        }
    }

    /// Reads a script inside this one.
    fn script(&mut self, body: &Logical) {
        if self.depth >= DEEPEST {
            return;
        }
        let scope = Scope { cwd: self.cwd.clone(), ..*self.scope };
        let vars = std::mem::take(&mut self.vars);
        let mut inner = Reader::new(body, &[], &scope, self.depth + 1, vars);
        inner.run();
        let (vars, mut commands) = (inner.vars, inner.out);
        self.vars = vars;
        let conditional = self.conditional();
        commands.iter_mut().for_each(|command| command.conditional |= conditional);
        self.out.append(&mut commands);
    }

    /// Assignments, then a program and its arguments.
    fn simple(&mut self, words: &[(usize, usize)]) {
        let mut bodies = Bodies::new();
        let count = words.iter().take_while(|&&(a, b)| assignment(&self.line.text[a..b]).is_some()).count();
        let expander = Expander { line: self.line, vars: &self.vars, scope: self.scope, item: Default::default() };
        let mut env = Vec::new();
        for &(start, end) in &words[..count] {
            let name = assignment(&self.line.text[start..end]).unwrap_or_default();
            let value_at = start + self.line.text[start..end].find('=').map_or(0, |at| at + 1);
            env.push((name.to_string(), expander.whole(value_at, end, &mut bodies)));
        }
        let mut args = Vec::new();
        let mut places = Vec::new();
        for &(start, end) in &words[count..] {
            let fields = expander.expand(start, end, &mut bodies);
            places.extend(fields.iter().map(|_| (start, end)));
            args.extend(fields);
        }
        self.nested(bodies);
        if args.is_empty() {
            env.into_iter().for_each(|(name, value)| self.assign(&name, value, Vec::new()));
            return;
        }
        let line: &'a Logical = self.line;
        let first = words.first().map_or(0, |w| w.0);
        let end = words.last().map_or(0, |w| w.1);
        let span = line.locate(first, end);
        let text = |index: usize| places.get(index).map(|&(a, b): &(usize, usize)| mapped::unquoted(line, a, b));
        let from = self.out.len();
        self.launch(args, &text, Some(env));
        if let Some(command) = self.out.get_mut(from) {
            command.span = span;
        }
    }

    /// A program with its arguments is run; what it runs in turn is looked into.
    fn launch(&mut self, args: Vec<Arg>, text: &dyn Fn(usize) -> Option<Logical>, env: Option<Vec<(String, Arg)>>) {
        let (mut from, mut to) = (0, args.len());
        let mut env = env.unwrap_or_default();
        for _ in 0..DEEPEST {
            let Some((program, rest)) = args.get(from..to).and_then(<[Arg]>::split_first) else { return };
            let inside = wrappers::inside(program, rest);
            if from == 0 && matches!(inside, wrappers::Inside::Nothing) {
                self.stdin = None;
                return self.add(args, env);
            }
            self.add(args[from..to].to_vec(), env.clone());
            match inside {
                wrappers::Inside::Nothing => break,
                wrappers::Inside::Command { skip, end, env: more } => {
                    env.extend(more);
                    to = from + 1 + end;
                    from += 1 + skip;
                }
                wrappers::Inside::Script(index) => {
                    if let Some(body) = text(from + 1 + index) {
                        self.script(&body);
                    }
                    break;
                }
                wrappers::Inside::Stdin => {
                    if let Some(body) = self.stdin.take() {
                        self.script(&body);
                    }
                    break;
                }
            }
        }
        self.stdin = None;
    }

    fn add(&mut self, mut args: Vec<Arg>, mut own: Vec<(String, Arg)>) {
        if args.is_empty() {
            return;
        }
        let program = args.remove(0);
        let name = program.text.rsplit('/').next().unwrap_or_default();
        let mut env = self.vars.carried(self.scope.budget);
        env.append(&mut own);
        let packages = managers::read(name, &args);
        let conditional = self.conditional();
        let cwd = self.cwd.clone().filter(|cwd| self.scope.budget.take(cwd.len()));
        self.list.last_was_test = is_test(name, &args);
        self.builtin(name, &args);
        let span = program.span.to(args.last().unwrap_or(&program).span);
        self.out.push(Command { program, args, env, span, conditional, cwd, packages });
    }

    /// `cd` and `export` change what comes after.
    fn builtin(&mut self, name: &str, args: &[Arg]) {
        match name {
            "cd" | "pushd" => {
                self.cwd = args.iter().find(|a| !a.text.starts_with('-')).and_then(|to| change(&self.cwd, to))
            }
            "export" | "declare" | "local" | "readonly" | "typeset" => {
                for arg in args {
                    let Some((name, value)) = arg.text.split_once('=') else { continue };
                    let value = Arg { text: value.to_string(), ..arg.clone() };
                    self.assign(name, value, Vec::new());
                }
            }
            "read" => {
                for arg in args.iter().filter(|arg| arg.text.chars().all(is_name)) {
                    self.assign(&arg.text, Arg { text: String::new(), span: arg.span, known: false }, Vec::new());
                }
            }
            _ => {}
        }
    }
}

/// The name in `NAME=value` or `NAME+=value`.
fn assignment(raw: &str) -> Option<&str> {
    let (name, _) = raw.split_once('=')?;
    let name = name.strip_suffix('+').unwrap_or(name);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (starts && name.chars().all(is_name)).then_some(name)
}

/// Commands whose success or failure is a question.
fn is_test(name: &str, args: &[Arg]) -> bool {
    match name {
        "[" | "[[" | "test" | "which" | "false" | "type" | "hash" => true,
        "command" => args.first().is_some_and(|arg| arg.text == "-v" || arg.text == "-V"),
        "grep" | "egrep" | "fgrep" => args.iter().any(|arg| arg.text.starts_with('-') && arg.text.contains('q')),
        _ => false,
    }
}

/// Where `cd` leads.
fn change(from: &Option<String>, to: &Arg) -> Option<String> {
    if !to.known || to.text.starts_with(['~', '-']) {
        return None;
    }
    join(from.as_deref(), &to.text)
}

/// A path as seen from a directory, `.` and `..` taken out.
pub fn join(from: Option<&str>, to: &str) -> Option<String> {
    let whole = if to.starts_with('/') { to.to_string() } else { format!("{}/{to}", from?) };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}
