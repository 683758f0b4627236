//! One simple command: assignments, a program, its arguments, and what it runs in turn.

use super::{Mode, Open, Reader};
use crate::dockerfile::Logical;
use crate::shell::scope::Scope;
use crate::shell::words::{Bodies, Expander, is_name};
use crate::shell::{Arg, Command, managers, mapped, wrappers};

/// `sh -c`, `$(…)` and heredocs are looked into this deep.
const DEEPEST: usize = 8;

impl<'a> Reader<'a> {
    /// The words gathered are a whole command.
    pub(super) fn finish(&mut self) {
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

    pub(super) fn finish_for(&mut self, words: &[(usize, usize)]) {
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

    pub(super) fn substitutions(&mut self, start: usize, end: usize) {
        let mut bodies = Bodies::new();
        Expander { line: self.line, vars: &self.vars, scope: self.scope, item: Default::default() }.expand(
            start,
            end,
            &mut bodies,
        );
        self.nested(bodies);
    }

    /// Reads what stands in `$(…)`.
    pub(super) fn nested(&mut self, bodies: Bodies) {
        for (start, end) in bodies {
            let body = self.line.part(start, end.max(start));
            self.script(&body);
        }
    }

    /// Reads a script inside this one.
    pub(super) fn script(&mut self, body: &Logical) {
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
    pub(super) fn simple(&mut self, words: &[(usize, usize)]) {
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
    pub(super) fn launch(
        &mut self,
        args: Vec<Arg>,
        text: &dyn Fn(usize) -> Option<Logical>,
        env: Option<Vec<(String, Arg)>>,
    ) {
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

    pub(super) fn add(&mut self, mut args: Vec<Arg>, mut own: Vec<(String, Arg)>) {
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
    pub(super) fn builtin(&mut self, name: &str, args: &[Arg]) {
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
