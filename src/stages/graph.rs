//! The walk through a tree: stages opened at FROM, steps understood one by one, edges drawn.

use super::expand::Expander;
use super::launch::{Surroundings, key};
use super::reference;
use super::variables::{PLATFORM, Variable, Variables};
use super::*;
use crate::dockerfile::{
    Flag, Instruction, Kind, MOST_PROBLEMS, Pair, Problem, Transfer, Trouble, Word, is_template, near, shorten,
};
use crate::shell::Budget;
use std::collections::HashMap;

/// Links a tree.
pub fn link(tree: Tree, target: Option<&str>) -> Build {
    let mut walk = Walk::new(&tree);
    for (index, instruction) in tree.instructions.iter().enumerate() {
        walk.instruction(index, instruction);
    }
    let Walk { mut stages, mut problems, edges, .. } = walk;
    let shipped = shipped(&stages, target, &mut problems);
    mark(&mut stages, &edges, shipped);
    let mut all = tree.problems.clone();
    all.append(&mut problems);
    all.sort_by_key(|problem| (problem.span.start, problem.span.end));
    Build { tree, stages, shipped, edges, problems: all }
}

struct Walk<'a> {
    tree: &'a Tree,
    /// How many stages there are, and the last that bears each name.
    count: usize,
    all: HashMap<String, usize>,
    /// The last stage of each name so far.
    names: HashMap<String, usize>,
    global: Variables,
    scopes: Vec<Variables>,
    stages: Vec<Stage>,
    edges: Vec<Edge>,
    problems: Vec<Problem>,
    budget: Budget,
    inheritance: Budget,
    /// Where each variable stands in the present stage's `config.env`.
    env_places: HashMap<String, usize>,
    own_cmd: bool,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree) -> Walk<'a> {
        let stages = tree.instructions.iter().filter_map(|instruction| match &instruction.kind {
            Kind::From { name, .. } => Some(name.as_ref()),
            _ => None,
        });
        let named = stages.clone().enumerate().filter_map(|(at, name)| Some((name?.text.to_ascii_lowercase(), at)));
        let mut global = Variables::default();
        PLATFORM.iter().for_each(|name| global.set(name, Variable::open(name, None)));
        Walk {
            tree,
            count: stages.clone().count(),
            all: named.collect(),
            names: HashMap::new(),
            global,
            scopes: Vec::new(),
            stages: Vec::new(),
            edges: Vec::new(),
            problems: Vec::new(),
            budget: Budget::for_text(tree.source.text().len()),
            env_places: HashMap::new(),
            inheritance: Budget::for_text(tree.source.text().len()),
            own_cmd: false,
        }
    }

    fn instruction(&mut self, index: usize, instruction: &Instruction) {
        match &instruction.kind {
            Kind::From { image, name } => self.from(index, instruction, image, name.as_ref()),
            Kind::Arg(pairs) if self.stages.is_empty() => pairs.iter().for_each(|pair| self.global_arg(pair)),
            Kind::Unknown => {}
            _ if self.stages.is_empty() => {
                let keyword = instruction.keyword.text.to_ascii_uppercase();
                self.problems.push(Trouble::BeforeFrom { keyword }.at(instruction.keyword.span));
            }
            _ => self.step(index, instruction),
        }
        self.problems.truncate(MOST_PROBLEMS);
    }

    fn global_arg(&mut self, pair: &Pair) {
        let name = pair.name.text.clone();
        let variable = match &pair.value {
            Some(word) => {
                let value = self.expand(word, true);
                Variable::set(&name, value, pair.span)
            }
            None => Variable::open(&name, Some(pair.span)),
        };
        self.global.set(&name, variable);
    }

    /// The value of a word in the global scope or in that of the present stage.
    fn expand(&mut self, word: &Word, global: bool) -> Value {
        let scope = if global { &self.global } else { self.scopes.last().unwrap_or(&self.global) };
        let expander = Expander { variables: scope, budget: &self.budget, escape: self.tree.directives.escape };
        let (value, bad) = expander.word(word);
        if bad.is_some() {
            self.problems.push(Trouble::BadSubstitution { written: shorten(&word.text) }.at(word.span));
        }
        value
    }

    fn from(&mut self, index: usize, instruction: &Instruction, image: &Word, name: Option<&Word>) {
        let from = self.expand(image, true);
        self.undeclared(&from);
        let number = self.stages.len();
        let base = self.base(&from);
        let platform = flag(&instruction.flags, "platform").cloned().map(|word| self.expand(&word, true));
        let (config, scope) = match base {
            Base::Stage(below) if self.inherits(below) => {
                (self.stages[below].config.clone(), self.scopes[below].clone())
            }
            _ => (Config::default(), Variables::default()),
        };
        let name = name.map(|word| word.text.to_ascii_lowercase());
        self.edges.extend(origin(&base).map(|from| Edge { from, to: number, kind: EdgeKind::From, span: image.span }));
        let stage = Stage {
            index: number,
            name: name.clone(),
            role: Role::Unused,
            from,
            base,
            platform,
            span: instruction.span,
            instruction: index,
            steps: Vec::new(),
            config,
        };
        let places = stage.config.env.iter().enumerate();
        self.env_places = places.map(|(at, (name, _))| (name.clone(), at)).collect();
        self.stages.push(stage);
        self.scopes.push(scope);
        self.own_cmd = false;
        if let Some(name) = name {
            self.named(name, number, instruction);
        }
    }

    /// Whether there is room for one more copy of what a stage has set: chains of FROM must not grow without end.
    fn inherits(&self, below: usize) -> bool {
        let config = &self.stages[below].config;
        let words = config.env.iter().map(|(name, value)| name.len() + value.raw.len() + value.text.len() + 256);
        let lists = (config.ports.len() + config.volumes.len()) * 256;
        let launches =
            [&config.entrypoint, &config.cmd].into_iter().flatten().map(|launch| launch.span.range().len() * 8);
        self.inheritance.take(words.chain(launches).sum::<usize>() + lists + self.scopes[below].len() * 64 + 1024)
    }

    fn named(&mut self, name: String, number: usize, instruction: &Instruction) {
        if self.names.insert(name.clone(), number).is_some() {
            self.problems.push(Trouble::RepeatedStage { name }.at(instruction.span));
        }
    }

    /// Names in FROM that no ARG declares.
    fn undeclared(&mut self, value: &Value) {
        for name in &value.unknown {
            if self.global.get(name).is_none() {
                let suggestion = near(name, self.global.names().into_iter().filter(|known| !PLATFORM.contains(known)));
                self.problems.push(Trouble::UndeclaredArg { name: name.clone(), suggestion }.at(value.span));
            }
        }
    }

    fn base(&mut self, from: &Value) -> Base {
        let Some(text) = from.known() else { return Base::Unknown(from.unknown.clone()) };
        if let Some(&stage) = self.names.get(text) {
            return Base::Stage(stage);
        }
        let lower = text.to_ascii_lowercase();
        if text != lower && self.names.contains_key(&lower) {
            self.problems.push(Trouble::MaybeStage { name: text.to_string(), suggestion: lower }.at(from.span));
            return Base::Unknown(Vec::new());
        }
        if text == "scratch" {
            return Base::Scratch;
        }
        if self.all.get(&lower).is_some_and(|&last| last > self.stages.len()) {
            self.problems.push(Trouble::ForwardReference { name: text.to_string() }.at(from.span));
        }
        self.doubt(&lower, text, from.span);
        self.image(text, from.span).map_or(Base::Unknown(Vec::new()), Base::Image)
    }

    fn image(&mut self, text: &str, span: Span) -> Option<ImageRef> {
        match reference::parse(text) {
            Ok(image) => Some(image),
            // An empty FROM and a template have been told already.
            Err(_) if text.is_empty() && span.start == span.end || is_template(text) => None,
            Err(reason) => {
                self.problems.push(Trouble::InvalidReference { reference: shorten(text), reason }.at(span));
                None
            }
        }
    }

    fn step(&mut self, index: usize, instruction: &Instruction) {
        let Some(stage) = self.stages.last() else { return };
        let number = stage.index;
        let user = stage.config.user.clone().filter(|user| self.budget.take(user.raw.len() + user.text.len()));
        let workdir = stage.config.directory().filter(|path| self.budget.take(path.len()));
        let does = self.understand(instruction, number);
        let step = Step { instruction: index, span: instruction.span, stage: number, user, workdir, does };
        if let Some(stage) = self.stages.last_mut() {
            stage.steps.push(step);
        }
    }

    fn understand(&mut self, instruction: &Instruction, number: usize) -> Does {
        match &instruction.kind {
            Kind::Run(exec) => {
                self.mounts(&instruction.flags, number);
                return Does::Run(self.launch(exec, instruction));
            }
            Kind::Copy(transfer) => return self.bring(instruction, transfer, number, false),
            Kind::Add(transfer) => return self.bring(instruction, transfer, number, true),
            Kind::Arg(pairs) => pairs.iter().for_each(|pair| self.stage_arg(pair)),
            Kind::Env(pairs) => self.env(pairs),
            Kind::Cmd(exec) => {
                let launch = self.launch(exec, instruction);
                self.own_cmd = true;
                self.configure(|config| config.cmd = Some(launch));
            }
            Kind::Entrypoint(exec) => {
                let launch = self.launch(exec, instruction);
                let own = self.own_cmd;
                self.configure(|config| config.start(launch, own));
            }
            Kind::Healthcheck(exec) => {
                let launch = exec.as_ref().map(|exec| self.launch(exec, instruction));
                self.configure(|config| config.healthcheck = Some(launch));
            }
            Kind::User(word) => {
                let value = self.expand(word, false);
                self.configure(|config| config.user = Some(value));
            }
            Kind::Workdir(word) => {
                let value = self.expand(word, false);
                self.configure(|config| config.enter(value));
            }
            Kind::Expose(words) => {
                let ports: Vec<Value> = words.iter().map(|word| self.expand(word, false)).collect();
                self.configure(|config| config.ports.extend(ports));
            }
            Kind::Volume(words) => {
                let volumes: Vec<Value> = words.iter().map(|word| self.expand(word, false)).collect();
                self.configure(|config| config.volumes.extend(volumes));
            }
            Kind::Shell(words) => {
                let shell = words.iter().map(|word| word.text.clone()).collect();
                self.configure(|config| config.shell = Some(shell));
            }
            _ => {}
        }
        Does::Set
    }

    fn configure(&mut self, change: impl FnOnce(&mut Config)) {
        if let Some(stage) = self.stages.last_mut() {
            change(&mut stage.config);
        }
    }

    fn launch(&self, exec: &crate::dockerfile::Exec, instruction: &Instruction) -> Launch {
        let scope = self.scopes.last().unwrap_or(&self.global);
        let lookup = |name: &str| {
            let variable = scope.get(name).filter(|variable| variable.unknown.is_empty())?;
            variable.text.clone()
        };
        let config = self.stages.last().map(|stage| &stage.config);
        let surroundings = Surroundings {
            tree: self.tree,
            lookup: &lookup,
            cwd: config.and_then(Config::directory),
            shell: config.and_then(|config| config.shell.as_deref()),
            windows: self.stages.last().is_some_and(is_windows),
            budget: &self.budget,
        };
        surroundings.launch(exec, &instruction.flags, instruction.span)
    }

    /// `ARG NAME` in a stage takes the global default; `ARG NAME=x` its own.
    fn stage_arg(&mut self, pair: &Pair) {
        let name = pair.name.text.clone();
        let variable = match &pair.value {
            Some(word) => {
                let value = self.expand(word, false);
                Variable::set(&name, value, pair.span)
            }
            None => match self.global.get(&name) {
                Some(variable) => variable.clone(),
                // Without a value it leaves what ENV has set.
                None if self.scopes.last().is_some_and(|scope| scope.get(&name).is_some()) => return,
                None => Variable::open(&name, Some(pair.span)),
            },
        };
        if let Some(scope) = self.scopes.last_mut() {
            scope.set(&name, variable);
        }
    }

    /// All values of one ENV are expanded before any of them is set.
    fn env(&mut self, pairs: &[Pair]) {
        let mut set = Vec::new();
        for pair in pairs {
            let Some(word) = &pair.value else { continue };
            let value = self.expand(word, false);
            let name = self.expand(&pair.name, false).text;
            set.push((name, value, pair.span));
        }
        for (name, value, span) in set {
            if let Some(scope) = self.scopes.last_mut() {
                scope.set(&name, Variable::set(&name, value.clone(), span));
            }
            self.set_env(name, value);
        }
    }

    fn set_env(&mut self, name: String, value: Value) {
        let Some(stage) = self.stages.last_mut() else { return };
        match self.env_places.get(&name) {
            Some(&at) => stage.config.env[at].1 = value,
            None => {
                self.env_places.insert(name.clone(), stage.config.env.len());
                stage.config.env.push((name, value));
            }
        }
    }

    fn bring(&mut self, instruction: &Instruction, transfer: &Transfer, number: usize, add: bool) -> Does {
        let flags = &instruction.flags;
        let sources: Vec<Value> = transfer.sources.iter().map(|word| self.expand(word, false)).collect();
        let from = match flag(flags, "from").filter(|_| !add) {
            Some(word) => self.origin(word, "--from", number),
            None if sources.is_empty() && !transfer.heredocs.is_empty() => Origin::Inline,
            None if add && sources.iter().any(|source| is_url(&source.text)) => Origin::Url,
            None => Origin::Context,
        };
        if matches!(from, Origin::Stage(_) | Origin::Image(_) | Origin::Unknown(_)) {
            self.edges.push(Edge { from: from.clone(), to: number, kind: EdgeKind::Copy, span: instruction.span });
        }
        let mut expanded = |name: &str| flag(flags, name).cloned().map(|word| self.expand(&word, false));
        let (chown, chmod) = (expanded("chown"), expanded("chmod"));
        let destination = transfer.destination.as_ref().map(|word| self.expand(word, false));
        Does::Bring { sources, destination, from, chown, chmod, add }
    }

    fn mounts(&mut self, flags: &[Flag], number: usize) {
        for flag in flags.iter().filter(|flag| flag.name.text == "mount") {
            let Some(text) = key(flag, &["from"]) else { continue };
            let word = Word { text: text.to_string(), span: flag.span };
            let from = self.origin(&word, "--mount=from", number);
            self.edges.push(Edge { from, to: number, kind: EdgeKind::Mount, span: flag.span });
        }
    }

    /// What `--from` names: a stage, a stage's number, or an image.
    fn origin(&mut self, word: &Word, flag: &str, number: usize) -> Origin {
        let text = word.text.as_str();
        if text.contains('$') {
            self.problems.push(Trouble::VariableInFrom { flag: flag.into() }.at(word.span));
            return Origin::Unknown(text.to_string());
        }
        let lower = text.to_ascii_lowercase();
        if let Some(index) = self.stage_named(&lower) {
            return self.stage(index, number, word);
        }
        // BuildKit looks for a number in `COPY --from` only.
        if let Some(index) = text.parse::<usize>().ok().filter(|_| flag == "--from") {
            return self.numbered(index, number, word);
        }
        if lower == "scratch" || text.is_empty() {
            return Origin::Unknown(text.to_string());
        }
        self.doubt(&lower, text, word.span);
        self.image(text, word.span).map_or_else(|| Origin::Unknown(text.to_string()), Origin::Image)
    }

    /// The last stage of that name in the whole file: so BuildKit finds it.
    fn stage_named(&self, name: &str) -> Option<usize> {
        self.all.get(name).copied()
    }

    /// A stage is there once its own turn has come.
    fn stage(&mut self, index: usize, number: usize, word: &Word) -> Origin {
        let name = word.text.clone();
        if index == number {
            self.problems.push(Trouble::OwnStage { name: name.clone() }.at(word.span));
            return Origin::Unknown(name);
        }
        if index > number {
            self.problems.push(Trouble::ForwardReference { name }.at(word.span));
        }
        Origin::Stage(index)
    }

    fn numbered(&mut self, index: usize, number: usize, word: &Word) -> Origin {
        if index < self.count {
            return self.stage(index, number, word);
        }
        self.problems.push(Trouble::UnknownStageNumber { number: index.to_string() }.at(word.span));
        Origin::Unknown(word.text.clone())
    }

    /// A bare word that is nearly a stage's name.
    fn doubt(&mut self, lower: &str, text: &str, span: Span) {
        let enough = self.problems.len() >= MOST_PROBLEMS;
        if enough || lower.contains([':', '/', '@']) || KNOWN_IMAGES.contains(&lower) {
            return;
        }
        if let Some(suggestion) = near(lower, self.stages.iter().filter_map(|stage| stage.name.as_deref())) {
            self.problems.push(Trouble::MaybeStage { name: text.to_string(), suggestion }.at(span));
        }
    }
}

/// Names of official images that are close to names people give to stages.
const KNOWN_IMAGES: [&str; 10] =
    ["bash", "node", "mono", "ruby", "rust", "perl", "redis", "debian", "golang", "busybox"];

fn flag<'f>(flags: &'f [Flag], name: &str) -> Option<&'f Word> {
    flags.iter().rev().find(|flag| flag.name.text == name)?.value.as_ref()
}

fn is_url(text: &str) -> bool {
    ["http://", "https://", "git://", "git@", "ssh://"].iter().any(|scheme| text.starts_with(scheme))
        || text.ends_with(".git")
}

fn origin(base: &Base) -> Option<Origin> {
    match base {
        Base::Stage(index) => Some(Origin::Stage(*index)),
        Base::Image(image) => Some(Origin::Image(image.clone())),
        Base::Unknown(names) => Some(Origin::Unknown(names.join(" "))),
        Base::Scratch => None,
    }
}

/// Whether a stage stands on Windows, going by the image's name and `--platform`.
fn is_windows(stage: &Stage) -> bool {
    let named = ["windows", "nanoserver", "servercore"];
    let text = stage.from.text.to_ascii_lowercase();
    let platform = stage.platform.as_ref().is_some_and(|platform| platform.text.starts_with("windows"));
    platform || named.iter().any(|word| text.contains(word))
}

fn shipped(stages: &[Stage], target: Option<&str>, problems: &mut Vec<Problem>) -> Option<usize> {
    let last = stages.len().checked_sub(1)?;
    let Some(target) = target.filter(|target| !target.is_empty()) else { return Some(last) };
    let lower = target.to_ascii_lowercase();
    let named = stages.iter().rposition(|stage| stage.name.as_deref() == Some(&lower));
    let found = named.or_else(|| target.parse().ok().filter(|&index: &usize| index <= last));
    if found.is_none() {
        let suggestion = near(&lower, stages.iter().filter_map(|stage| stage.name.as_deref()));
        problems.push(Trouble::UnknownTarget { name: target.to_string(), suggestion }.at(stages[last].span));
    }
    found.or(Some(last))
}

/// Tells what the shipped stage is made of from what is not used.
fn mark(stages: &mut [Stage], edges: &[Edge], shipped: Option<usize>) {
    let Some(shipped) = shipped else { return };
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); stages.len()];
    for edge in edges {
        if let Origin::Stage(from) = edge.from {
            sources[edge.to].push(from);
        }
    }
    let mut waiting = vec![shipped];
    while let Some(index) = waiting.pop() {
        for from in std::mem::take(&mut sources[index]) {
            if from != shipped {
                stages[from].role = Role::Build;
            }
            waiting.push(from);
        }
    }
    stages[shipped].role = Role::Shipped;
}
