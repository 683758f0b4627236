//! The walk through a tree: stages opened at FROM, steps understood one by one, edges drawn.

mod arguments;
mod guesses;
mod links;
mod shipping;

use self::guesses::Guesses;
use self::links::flag;
use self::shipping::{mark, shipped};
use super::expand::Expander;
use super::launch::Surroundings;
use super::reference;
use super::variables::{PLATFORM, Variable, Variables};
use super::*;
use crate::dockerfile::{Instruction, Kind, MOST_PROBLEMS, Problem, Trouble, Word, is_template, shorten};
use crate::order;
use crate::pairs::Pairs;
use crate::shell::Budget;
use std::collections::HashMap;
use std::rc::Rc;

/// Links a tree.
pub fn link(tree: Tree, input: &Input) -> Build {
    let mut walk = Walk::new(&tree, &input.build_args);
    for (index, instruction) in tree.instructions.iter().enumerate() {
        walk.instruction(index, instruction);
    }
    let Walk { mut stages, mut problems, edges, .. } = walk;
    let shipped = shipped(&stages, input.target.as_deref(), &mut problems);
    mark(&mut stages, &edges, shipped);
    let mut all = tree.problems.clone();
    all.append(&mut problems);
    order::sort_by_key(&mut all, |problem| (problem.span.start, problem.span.end));
    Build { tree, stages, shipped, edges, problems: all }
}

struct Walk<'a> {
    tree: &'a Tree,
    /// What the build is called with, by name.
    args: Vec<(&'a str, Rc<str>)>,
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
    guesses: Guesses,
    /// Where each variable stands in the present stage's `config.env`.
    env_places: HashMap<String, usize>,
    own_cmd: bool,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, args: &'a Pairs<String>) -> Walk<'a> {
        let stages = tree.instructions.iter().filter_map(|instruction| match &instruction.kind {
            Kind::From { name, .. } => Some(name.as_ref()),
            _ => None,
        });
        let named = stages.clone().enumerate().filter_map(|(at, name)| Some((name?.text.to_ascii_lowercase(), at)));
        let mut walk = Walk {
            tree,
            args: args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect(),
            count: stages.clone().count(),
            all: named.collect(),
            names: HashMap::new(),
            global: Variables::default(),
            scopes: Vec::new(),
            stages: Vec::new(),
            edges: Vec::new(),
            problems: Vec::new(),
            budget: Budget::for_text(tree.source.text().len()),
            env_places: HashMap::new(),
            guesses: Guesses::default(),
            inheritance: Budget::for_text(tree.source.text().len()),
            own_cmd: false,
        };
        for name in PLATFORM {
            let variable = walk.given(name, None).unwrap_or_else(|| Variable::open(name, None));
            walk.global.set(name, variable);
        }
        walk
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

    /// The value of a word before the first FROM and in every FROM.
    fn global(&mut self, word: &Word) -> Value {
        self.expand(word, &self.global).unwrap_or_else(|value| self.refuse(word, value))
    }

    /// The value of a word in the present stage.
    fn local(&mut self, word: &Word) -> Value {
        self.read(word).unwrap_or_else(|value| value)
    }

    /// The same, and `Err` with the word as written where BuildKit refuses it.
    fn read(&mut self, word: &Word) -> Result<Value, Value> {
        let scope = self.scopes.last().unwrap_or(&self.global);
        let value = self.expand(word, scope).map_err(|value| self.refuse(word, value))?;
        value.unknown.iter().for_each(|name| self.unset(name, value.span));
        Ok(value)
    }

    /// `Err` with the word as written where BuildKit refuses it.
    fn expand(&self, word: &Word, scope: &Variables) -> Result<Value, Value> {
        let expander = Expander { variables: scope, budget: &self.budget, escape: self.tree.directives.escape };
        match expander.word(word) {
            (value, None) => Ok(value),
            (value, Some(_)) => Err(value),
        }
    }

    fn refuse(&mut self, word: &Word, value: Value) -> Value {
        self.problems.push(Trouble::BadSubstitution { written: shorten(&word.text) }.at(word.span));
        value
    }

    /// A name that nothing in the stage sets. The base may set it, so we speak only where another name was surely meant.
    fn unset(&mut self, name: &str, span: Span) {
        let scope = self.scopes.last().unwrap_or(&self.global);
        // Docker itself sets PATH, whatever the base.
        if scope.get(name).is_some() || name == "PATH" {
            return;
        }
        if self.global.get(name).is_some() {
            self.problems.push(Trouble::ArgOutsideStage { name: name.to_string() }.at(span));
        } else if let Some(suggestion) = self.guesses.near(name, scope.names()) {
            self.problems.push(Trouble::UnsetVariable { name: name.to_string(), suggestion }.at(span));
        }
    }

    fn from(&mut self, index: usize, instruction: &Instruction, image: &Word, name: Option<&Word>) {
        let from = self.global(image);
        self.undeclared(&from);
        let number = self.stages.len();
        let base = self.base(&from);
        let platform = flag(&instruction.flags, "platform").cloned().map(|word| self.global(&word));
        let (config, scope) = match base {
            Base::Stage(below) if self.inherits(below) => {
                (self.stages[below].config.clone(), self.scopes[below].clone())
            }
            _ => (Config::default(), Variables::default()),
        };
        let bottom = match base {
            Base::Stage(below) => self.stages[below].bottom,
            _ => number,
        };
        let name = name.map(|word| word.text.to_ascii_lowercase());
        self.edges.extend(origin(&base).map(|from| Edge { from, to: number, kind: EdgeKind::From, span: image.span }));
        let stage = Stage {
            index: number,
            name: name.clone(),
            role: Role::Unused,
            from,
            base,
            bottom,
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
                let known = self.global.names().filter(|known| !PLATFORM.contains(known));
                let suggestion = self.guesses.near(name, known);
                self.problems.push(Trouble::UndeclaredArg { name: name.clone(), suggestion }.at(value.span));
            }
        }
    }

    fn base(&mut self, from: &Value) -> Base {
        let Some(text) = from.known() else {
            return self.on_linux(from).map_or_else(|| Base::Unknown(from.unknown.clone()), Base::Stage);
        };
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

    /// `FROM bin-${TARGETOS}`: of stages made for several systems, the one that a build for Linux ships.
    fn on_linux(&self, from: &Value) -> Option<usize> {
        const OF: [(&str, &str); 4] =
            [("TARGETOS", "linux"), ("BUILDOS", "linux"), ("TARGETARCH", "amd64"), ("BUILDARCH", "amd64")];
        let known = |text: String, (name, value): &(&str, &str)| text.replace(&format!("${{{name}}}"), value);
        self.names.get(&OF.iter().fold(from.text.clone(), known)).copied()
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
                let value = self.local(word);
                self.configure(|config| config.user = Some(value));
            }
            Kind::Workdir(word) => {
                let value = self.local(word);
                self.configure(|config| config.enter(value));
            }
            Kind::Expose(words) => {
                let ports: Vec<Value> = words.iter().map(|word| self.local(word)).collect();
                self.configure(|config| config.ports.extend(ports));
            }
            Kind::Volume(words) => {
                let volumes: Vec<Value> = words.iter().map(|word| self.local(word)).collect();
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
