//! Build → [`Facts`]: what the shipped image runs and needs. One detector a file.
//!
//! A detector reads the [`Build`], the bases' catalogue rows and the companions, and adds [`Fact`]s, each with
//! the places it was read from and how certain it is. What decides the advice and cannot be seen becomes a
//! [`Doubt`], which the advice turns into a question; an answer in the wishes settles it before detectors run.

pub mod artefact;
pub mod asked;
pub mod companions;
pub mod effects;
pub mod ground;
pub mod language;
pub mod linkage;
mod model;
pub mod needs;
pub mod product;
pub mod running;
#[cfg(test)]
mod sample;
pub mod served;
pub mod standing;
pub mod start;
pub mod trace;
pub mod words;
pub mod workload;

pub use ground::Ground;
pub use model::*;
pub use running::Running;
pub use start::Start;

use crate::catalogue::{self, Found, Workload};
use crate::order;
use crate::shell::{Command, Package};
use crate::source::Span;
use crate::stages::{Build, ImageRef, Stage, Step};
use crate::wishes::{Input, Wishes};
use serde::Serialize;
use std::cell::Cell;
use std::collections::HashMap;

/// Everything known about what ships.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// What the image is there for.
    pub product: Product,
    /// What it runs, in the words of the ladder.
    pub workload: Workload,
    facts: Vec<Fact>,
    /// What each command of the shipped stage's own RUNs does, in order.
    pub effects: Vec<Effect>,
    /// One entry a stage, same index.
    pub standings: Vec<Standing>,
    doubts: Vec<Doubt>,
    /// Which of the facts were asked for: see [`Facts::watch`].
    #[serde(skip)]
    read: Cell<u32>,
    /// Where each fact stands in `facts`, so that one found again is the same one.
    #[serde(skip)]
    places: HashMap<String, usize>,
}

/// Stands for the doubts, all of them.
pub const OPEN: u32 = 1 << 31;
/// Stands for the product, the workload and the effects, which everything may read.
pub const PROGRAM: u32 = 1 << 30;

/// A kind of fact, or a question, as an element of a set. Where two share one, a change of one counts as one of both.
pub fn bit(id: &str) -> u32 {
    1 << ((3 * id.len() as u32 + id.bytes().map(u32::from).sum::<u32>()) % 28)
}

/// A fact found at more places than this is no clearer for the rest of them.
const MOST_PLACES: usize = 32;

impl Facts {
    pub fn all(&self) -> &[Fact] {
        self.mark(u32::MAX);
        &self.facts
    }

    pub fn find(&self, id: &str) -> impl Iterator<Item = &Fact> {
        self.mark(bit(id));
        self.facts.iter().filter(move |fact| fact.what.id() == id)
    }

    pub fn doubts(&self) -> &[Doubt] {
        self.mark(OPEN);
        &self.doubts
    }

    pub fn doubt(&self, id: &str) -> Option<&Doubt> {
        self.mark(bit(id));
        self.doubts.iter().find(|doubt| doubt.id == id)
    }

    /// What `find` tells, and which facts and doubts it asked for: a set, each kind of fact an element of it.
    pub fn watch<T>(&self, find: impl FnOnce() -> T) -> (T, u32) {
        let before = self.read.replace(0);
        let found = find();
        let read = self.read.replace(before);
        self.mark(read);
        (found, read)
    }

    /// Counts facts as asked for.
    pub fn mark(&self, read: u32) {
        self.read.set(self.read.get() | read);
    }

    /// What tells these facts from others of the same build, as a set; doubts count as such and each as its question.
    pub fn changed(&self, other: &Facts) -> u32 {
        let known = |facts: &Facts| facts.standings.iter().map(|one| one.image().is_some()).collect::<Vec<_>>();
        let same = self.product == other.product
            && self.workload == other.workload
            && self.effects == other.effects
            && known(self) == known(other);
        let mut ids: Vec<&str> = self.facts.iter().chain(&other.facts).map(|fact| fact.what.id()).collect();
        order::keep_first(&mut ids, |id| *id);
        let differing = ids.into_iter().filter(|id| !self.find(id).eq(other.find(id)));
        let doubts = self.doubts.iter().chain(&other.doubts).map(|doubt| doubt.id);
        let settled = doubts.filter(|id| self.doubt(id) != other.doubt(id)).fold(0, |all, id| all | bit(id) | OPEN);
        differing.fold(if same { settled } else { u32::MAX }, |changed, id| changed | bit(id))
    }

    pub fn has(&self, id: &str) -> bool {
        self.find(id).next().is_some()
    }

    /// Adds a fact, once: the same need found again adds its places and keeps the greater certainty.
    pub fn note(&mut self, what: What, stage: usize, certainty: Certainty, spans: Vec<Span>) {
        let next = self.facts.len();
        let at = *self.places.entry(format!("{} {stage} {}", what.id(), what.subject())).or_insert(next);
        if at == next {
            self.facts.push(Fact { what, stage, certainty, spans: Vec::new(), companion: None });
        }
        let Some(fact) = self.facts.get_mut(at) else { return };
        fact.certainty = fact.certainty.max(certainty);
        for span in spans {
            if fact.spans.len() < MOST_PLACES && !fact.spans.contains(&span) {
                fact.spans.push(span);
            }
        }
    }
}

/// The image a stage stands on in the end, through `FROM stage`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Scratch,
    Known(Box<Found>, ImageRef),
    /// A reference the catalogue has no row for.
    Private(ImageRef),
    /// Depends on variables without a value.
    Unknown(Vec<String>),
}

impl Standing {
    pub fn image(&self) -> Option<&catalogue::Image> {
        match self {
            Standing::Known(found, _) => Some(&found.image),
            _ => None,
        }
    }
}

/// What detectors read.
pub struct Scene<'a> {
    pub build: &'a Build,
    pub input: &'a Input,
    pub wishes: &'a Wishes,
    pub standings: Vec<Standing>,
    /// The shipped stage's index.
    pub stage: usize,
    /// What the container starts.
    pub start: Start,
    /// What runs, and who made it.
    pub running: Running,
    /// OS packages that stay, read once.
    packages: Vec<(&'a Command, &'a Package)>,
    /// One entry a stage: what it stands on, as detectors ask about it.
    grounds: Vec<Ground>,
    /// One entry a stage: whether the shipped one stands on it, or is it.
    carried: Vec<bool>,
    /// By instruction: those commands of a RUN that can have made a file.
    makers: Vec<Vec<&'a Command>>,
}

impl<'a> Scene<'a> {
    fn new(
        build: &'a Build,
        input: &'a Input,
        wishes: &'a Wishes,
        standings: Vec<Standing>,
        stage: usize,
    ) -> Scene<'a> {
        let start = start::read(&build.stages[stage], &standings[stage]);
        let grounds = (0..build.stages.len()).map(|index| Ground::at(build, &standings, index)).collect();
        let (running, packages, carried) = (Running::default(), Vec::new(), build.carried(stage));
        let mut makers = vec![Vec::new(); build.tree.instructions.len()];
        for step in build.stages.iter().flat_map(|stage| &stage.steps) {
            let commands = step.run().into_iter().flat_map(|launch| &launch.commands);
            makers[step.instruction].extend(commands.filter(|command| trace::makes(command)));
        }
        let mut scene =
            Scene { build, input, wishes, standings, stage, start, running, packages, grounds, carried, makers };
        scene.packages = running::brought::packages(&scene);
        scene.start = start::settle(&scene);
        scene.running = running::read(&scene);
        scene
    }

    /// The stage that ships.
    pub fn shipped(&self) -> &'a Stage {
        &self.build.stages[self.stage]
    }

    /// OS packages that are installed in the shipped stage and not removed again, each with its command.
    pub fn packages(&self) -> &[(&'a Command, &'a Package)] {
        &self.packages
    }

    /// What a stage stands on, as far as its row or its name tells.
    pub fn ground(&self, stage: usize) -> Ground {
        self.grounds.get(stage).cloned().unwrap_or_else(|| Ground::of(&Standing::Unknown(Vec::new())))
    }

    /// Where the program is started; the FROM line when nothing in the file says so.
    pub fn places(&self) -> Vec<Span> {
        let places = self.start.places();
        if places.is_empty() { vec![self.shipped().span] } else { places }
    }

    /// The directory the program starts in, where the file says so.
    pub fn workdir(&self) -> Option<&'a str> {
        self.shipped().config.workdir.as_ref().map(|value| value.text.as_str())
    }

    /// What the shipped stage stands on.
    pub fn standing(&self) -> &Standing {
        &self.standings[self.stage]
    }

    /// Steps of the shipped stage and the stages under it.
    pub fn steps(&self) -> impl Iterator<Item = &'a Step> {
        self.build.steps(self.stage)
    }
}

/// Reads what ships. Without a FROM there is nothing to read: the facts are empty and the product unknown.
pub fn detect(build: &Build, input: &Input, wishes: &Wishes) -> Facts {
    let mut standings: Vec<Standing> = Vec::with_capacity(build.stages.len());
    for stage in &build.stages {
        let below = standings.get(stage.bottom).cloned();
        standings.push(below.unwrap_or_else(|| standing::of(&stage.base, wishes)));
    }
    detect_on(build, input, wishes, standings)
}

/// The same where it is known what the stages stand on.
pub fn detect_on(build: &Build, input: &Input, wishes: &Wishes, standings: Vec<Standing>) -> Facts {
    let mut facts = Facts {
        product: Product::Unknown,
        workload: Workload { kind: catalogue::Kind::Unknown, version: None },
        facts: Vec::new(),
        effects: Vec::new(),
        standings,
        doubts: Vec::new(),
        read: Cell::default(),
        places: HashMap::new(),
    };
    let Some(stage) = build.shipped.filter(|&at| at < build.stages.len()) else { return facts };
    let scene = Scene::new(build, input, wishes, facts.standings.clone(), stage);
    for detector in DETECTORS.iter().chain(needs::DETECTORS) {
        detector(&scene, &mut facts);
    }
    facts
}

/// Every detector, in the order they read: a later one may build on what an earlier one found.
const DETECTORS: &[fn(&Scene, &mut Facts)] =
    &[standing::detect, effects::detect, running::detect, product::detect, artefact::detect];
