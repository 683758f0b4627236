//! [`Tree`] → [`Build`]: variables expanded in their scopes, stages linked into a graph, commands read.

mod config;
mod expand;
mod graph;
mod launch;
mod reference;
#[cfg(test)]
mod tests;
mod variables;

pub use reference::parse as parse_reference;

use crate::dockerfile::{Problem, Tree};
use crate::shell::Command;
use crate::source::Span;
use crate::wishes::Input;
use serde::Serialize;

/// More stages are not read one upon the other: of more layers no image is made
/// ([moby: maxLayerDepth](https://github.com/moby/moby/blob/master/layer/layer_store.go)).
const MOST: usize = 125;

/// A whole build, as far as the text tells.
#[derive(Debug, Clone, Serialize)]
pub struct Build {
    pub tree: Tree,
    pub stages: Vec<Stage>,
    /// The stage that ships: `--target`, else the last. `None` for a file without FROM.
    pub shipped: Option<usize>,
    pub edges: Vec<Edge>,
    /// Those of the tree and those found while linking.
    pub problems: Vec<Problem>,
}

impl Build {
    pub fn shipped_stage(&self) -> Option<&Stage> {
        self.stages.get(self.shipped?)
    }

    /// The stage and, through `FROM stage`, what it stands on: the nearest first.
    pub fn lineage(&self, index: usize) -> Vec<&Stage> {
        let mut line = Vec::new();
        let mut next = Some(index);
        while let Some(stage) = next.filter(|_| line.len() < MOST).and_then(|at| self.stages.get(at)) {
            line.push(stage);
            next = match stage.base {
                Base::Stage(below) if below < stage.index => Some(below),
                _ => None,
            };
        }
        line
    }

    /// The end of the lineage: the stage that says what all of it stands on.
    pub fn bottom(&self, index: usize) -> Option<&Stage> {
        self.stages.get(self.stages.get(index)?.bottom)
    }

    /// By stage: whether this one stands on it, or is it.
    pub fn carried(&self, index: usize) -> Vec<bool> {
        let mut carried = vec![false; self.stages.len()];
        self.lineage(index).iter().for_each(|stage| carried[stage.index] = true);
        carried
    }

    /// What runs while this stage is built, its lineage's steps first, in order.
    pub fn steps(&self, index: usize) -> impl Iterator<Item = &Step> {
        self.lineage(index).into_iter().rev().flat_map(|stage| &stage.steps)
    }

    pub fn lines(&self, span: Span) -> (u32, u32) {
        self.tree.source.lines(span)
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Stage {
    pub index: usize,
    /// Lower-cased, as BuildKit compares it.
    pub name: Option<String>,
    pub role: Role,
    /// The image word of FROM.
    pub from: Value,
    pub base: Base,
    /// The stage at the end of its lineage, which may be this one.
    pub bottom: usize,
    /// `--platform`, expanded.
    pub platform: Option<Value>,
    /// The FROM instruction.
    pub span: Span,
    /// Its place in `tree.instructions`.
    pub instruction: usize,
    pub steps: Vec<Step>,
    /// What the image would be started with, inherited through `FROM stage`.
    pub config: Config,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Build,
    Shipped,
    Unused,
}

/// What a stage stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    Scratch,
    Stage(usize),
    Image(ImageRef),
    /// Depends on what we cannot see; the names of the variables, or none when the reference is invalid.
    Unknown(Vec<String>),
}

/// Text after expansion, with the chain of places that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// As written.
    pub raw: String,
    pub span: Span,
    /// What it expands to; parts that cannot be known are left as `${NAME}`.
    pub text: String,
    /// Names of the variables that have no value we can see. Empty: `text` is the value.
    pub unknown: Vec<String>,
    /// The ARG and ENV values used, in order of use: an edit of the value belongs there.
    pub chain: Vec<Link>,
}

impl Value {
    pub fn known(&self) -> Option<&str> {
        self.unknown.is_empty().then_some(self.text.as_str())
    }
}

/// One variable that a value came through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub name: String,
    /// The span of the value in its ARG or ENV; `None` for a predefined one (`TARGETARCH`), and where it was given.
    pub value: Option<Span>,
    /// The whole `NAME=value` pair.
    pub pair: Option<Span>,
    /// The value is that of a build argument.
    pub given: bool,
}

/// An image reference, normalised.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ImageRef {
    /// `docker.io` when none is written.
    pub registry: String,
    /// `library/python` for `python`.
    pub repository: String,
    pub tag: Option<String>,
    pub digest: Option<String>,
}

impl ImageRef {
    /// `docker.io/library/python`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }
}

/// One instruction of a stage, understood.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its place in `tree.instructions`.
    pub instruction: usize,
    pub span: Span,
    /// The stage it stands in.
    pub stage: usize,
    /// The user, directory and shell in force when it runs.
    pub user: Option<Value>,
    pub workdir: Option<String>,
    pub does: Does,
}

impl Step {
    /// What a RUN runs.
    pub fn run(&self) -> Option<&Launch> {
        match &self.does {
            Does::Run(launch) => Some(launch),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "a step is kept once and never moved in bulk")]
pub enum Does {
    Run(Launch),
    /// COPY and ADD.
    Bring {
        sources: Vec<Value>,
        destination: Option<Value>,
        from: Origin,
        chown: Option<Value>,
        chmod: Option<Value>,
        add: bool,
    },
    /// Everything that only sets configuration or variables.
    Set,
}

/// Where a COPY, a mount or an ADD takes things from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Context,
    Stage(usize),
    Image(ImageRef),
    Inline,
    Url,
    Unknown(String),
}

/// A RUN, CMD, ENTRYPOINT or HEALTHCHECK, read.
#[derive(Debug, Clone, Serialize)]
pub struct Launch {
    pub span: Span,
    pub form: Form,
    /// The words after expansion; for the shell form one word with the whole line.
    pub words: Vec<Value>,
    /// Programs that run, in order.
    pub commands: Vec<Command>,
    /// Cache, secret, bind … mounts of a RUN, as (type, target).
    pub mounts: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// JSON: no shell is needed to start it.
    Exec,
    /// `/bin/sh -c`, or what SHELL says.
    Shell,
    /// PowerShell or cmd: left alone.
    Windows,
}

/// What flows from one stage into another.
#[derive(Debug, Clone, Serialize)]
pub struct Edge {
    pub from: Origin,
    pub to: usize,
    pub kind: EdgeKind,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    From,
    Copy,
    Mount,
}

/// What the image is started with. `None`: nothing in the file sets it, the base decides.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Config {
    pub user: Option<Value>,
    pub workdir: Option<Value>,
    pub entrypoint: Option<Launch>,
    pub cmd: Option<Launch>,
    /// `Some(None)`: HEALTHCHECK NONE.
    pub healthcheck: Option<Option<Launch>>,
    pub env: Vec<(String, Value)>,
    pub ports: Vec<Value>,
    pub volumes: Vec<Value>,
    pub shell: Option<Vec<String>>,
}

/// Links a tree. Of the input counts what the build is called with: the stage to ship, by name or number, and the
/// build arguments.
pub fn resolve(tree: Tree, input: &Input) -> Build {
    graph::link(tree, input)
}
