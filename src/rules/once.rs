//! What many rules read of a case, for every base again: found once and kept beside it.

use super::base_brings_more::More;
use super::builds::pins::Pin;
use super::ground::Brought;
use super::languages::demanded::Reader;
use super::languages::gradle::Script;
use super::languages::old_addons::Old;
use super::packages::browsers::Call;
use super::packages::fetched::Fetched;
use super::packages::installs::Install;
use super::packages::sources::Archives;
use super::packages::translated::Name;
use super::{Case, Choice, Objection, Weight};
use crate::catalogue::Image;
use crate::catalogue::packages::Native;
use crate::evidence::companions::demands::Demand;
use crate::evidence::{Facts, PROGRAM, bit};
use crate::shell::{Command, Manager};
use crate::source::Span;
use crate::stages::{Build, Launch, Step};
use crate::wishes::{Input, Wishes};
use std::cell::{OnceCell, RefCell};

/// Nothing here changes an answer.
#[derive(Default)]
pub struct Once<'a> {
    pub(super) steps: Vec<&'a Step>,
    /// What the RUNs among them call, in order.
    pub(super) commands: Vec<&'a Command>,
    /// By instruction: what a RUN of what ships runs.
    pub(super) launches: Vec<Option<&'a Launch>>,
    pub(super) brought: Brought<'a>,
    pub(super) every_install: Vec<Install<'a>>,
    pub(super) installs: Vec<Install<'a>>,
    /// By stage: whether what ships stands on it.
    pub(super) carried: Kept<Vec<bool>>,
    /// Stages that what ships takes from.
    pub(super) givers: Kept<Vec<usize>>,
    /// What RUNs call, where another base may lack it.
    pub(super) programs: Kept<Vec<(String, Span)>>,
    /// Directories that COPY, ADD and WORKDIR make, sorted.
    pub(super) made: Kept<Vec<String>>,
    /// What they call in vain today.
    pub(super) absent: Kept<Vec<String>>,
    /// Tools that a fact or a RUN names, sorted.
    pub(super) named: Kept<Vec<String>>,
    /// Modules of the needed language come from the system's archive.
    pub(super) keeps_system: Kept<bool>,
    /// What is published ready to run is compiled all the same.
    pub(super) forced: Kept<bool>,
    /// The language that the program runs on.
    pub(super) language: Kept<Option<&'static str>>,
    /// A RUN starts a script that the file does not show.
    pub(super) unseen: Kept<bool>,
    /// What the present base is chosen for beside its language.
    pub(super) carried_more: Kept<Option<More>>,
    /// A shell is copied into place.
    pub(super) brings_shell: Kept<bool>,
    /// Package sources and package files that commands name: whose they are, and where.
    pub(super) sources: Kept<Vec<(Manager, Span)>>,
    /// A RUN adds a source of packages.
    pub(super) adds_source: Kept<bool>,
    /// Where the line of the present runtime is written outside of FROM.
    pub(super) written_lines: Kept<Vec<Span>>,
    /// Names of packages from the archives that a RUN adds.
    pub(super) archives: Kept<Archives>,
    /// What is known of each package with native parts.
    pub(super) rows: Kept<Vec<Option<Native>>>,
    /// Where a RUN fetches glibc for Alpine, writes `nsswitch.conf` where there is none, and calls Amazon's extras.
    pub(super) packaged_glibc: Kept<Option<Span>>,
    pub(super) nsswitch: Kept<Option<Span>>,
    pub(super) extras: Kept<Option<Span>>,
    /// Whether a RUN compiles, or installs what may be compiled.
    pub(super) compiles: Kept<bool>,
    /// Lines of Node.js that a RUN fetches.
    pub(super) fetched: Kept<Vec<Fetched>>,
    /// The newest line of Node.js that lives long.
    pub(super) newest_node: Kept<Option<String>>,
    /// Scripts of Gradle's and Maven's.
    pub(super) java_scripts: Kept<Vec<Script>>,
    /// Directories of packages with a version in their name.
    pub(super) versioned_places: Kept<Vec<(Span, String)>>,
    /// Of the libraries that the evidence found: whether language packages alone ask for it.
    pub(super) loaded: Kept<Vec<bool>>,
    /// Libraries that installed packages depend on.
    pub(super) dependencies: Kept<Vec<&'static str>>,
    /// What a file beside the Dockerfile demands of the runtime, and who reads it.
    pub(super) demand: Kept<Option<Demand>>,
    pub(super) demand_reader: Kept<Option<Reader>>,
    /// Packages of Python whose versions count for its line.
    pub(super) pins: Kept<Vec<Pin>>,
    /// Add-ons of Node.js that the manifest holds at an old version.
    pub(super) old_addons: Kept<Vec<Old>>,
    /// Where Playwright installs packages, and a binding that is held to a version.
    pub(super) playwright: Kept<Option<Call>>,
    pub(super) binding: Kept<Option<(String, String, Span)>>,
    /// Whether the file installs a tool, and whether it brings a path.
    pub(super) tools: Asked,
    pub(super) brings: Asked,
    /// What packages are called on the base that is judged.
    names: RefCell<Names>,
    /// The facts that all of this was read from.
    read: u32,
    /// What the rules said of each base, where a question is open.
    judged: RefCell<Vec<Judged>>,
}

/// Found once, and the facts that it was read from: who asks for it reads them, too.
pub struct Kept<T>(OnceCell<(T, u32)>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(OnceCell::new())
    }
}

impl<T> Kept<T> {
    pub fn get_or_init(&self, facts: &Facts, find: impl FnOnce() -> T) -> &T {
        let (found, read) = self.0.get_or_init(|| facts.watch(find));
        facts.mark(*read);
        found
    }
}

/// A base by its reference and repository, and what each installed package is called there.
#[derive(Default)]
struct Names {
    base: [String; 2],
    known: Vec<Option<(Name, u32)>>,
}

/// What the rules said of a base.
pub struct Judged {
    choice: Choice,
    claims: Vec<Objection>,
    /// Of each rule: where its claims end, and the facts that it read.
    rules: Vec<(usize, u32)>,
}

impl Judged {
    /// What a rule said, where it read nothing that has changed.
    fn stands(&self, at: usize, changed: u32) -> Option<(&[Objection], u32)> {
        let &(end, read) = self.rules.get(at).filter(|(_, read)| read & changed == 0)?;
        let start = at.checked_sub(1).map_or(0, |before| self.rules[before].0);
        Some((&self.claims[start..end], read))
    }
}

impl<'a> Case<'a> {
    pub fn new(input: &'a Input, wishes: &'a Wishes, build: &'a Build, facts: &'a Facts) -> Case<'a> {
        let mut case = Case { input, wishes, build, facts, once: Once::default(), before: None };
        case.once.steps = build.shipped.map(|at| build.steps(at).collect()).unwrap_or_default();
        case.once.launches = vec![None; build.tree.instructions.len()];
        for step in &case.once.steps {
            case.once.launches[step.instruction] = step.run();
            case.once.commands.extend(step.run().into_iter().flat_map(|launch| &launch.commands));
        }
        let ((), read) = facts.watch(|| {
            case.once.brought = Brought::by(&case);
            case.once.every_install = case.read_installs();
            case.once.installs = case.read_kept();
        });
        case.once.read = read | PROGRAM;
        case
    }

    /// The same file with a question answered: what a rule said stands where it read nothing that the answer changes.
    pub fn answered(input: &'a Input, wishes: &'a Wishes, of: &'a Case<'a>, facts: &'a Facts) -> Case<'a> {
        let given = wishes.answers.iter().filter(|(id, value)| of.wishes.answer(id) != Some(value));
        let changed = given.fold(of.facts.changed(facts), |changed, (id, _)| changed | bit(id));
        Case { before: Some((of, changed)), ..Case::new(input, wishes, of.build, facts) }
    }

    /// What an installed package is called on a base, as `find` said when it was first asked of this one.
    pub(super) fn named(&self, install: &Install, image: &Image, find: impl FnOnce() -> Name) -> Name {
        let names = &self.once.names;
        if names.borrow().base.each_ref().map(String::as_str) != [&image.reference, &image.repository] {
            let known = vec![None; self.once.every_install.len()];
            names.replace(Names { base: [image.reference.clone(), image.repository.clone()], known });
        }
        let known = names.borrow().known.get(install.place).cloned().flatten();
        if let Some((name, read)) = known {
            self.facts.mark(read);
            return name;
        }
        let (name, read) = self.facts.watch(find);
        if let Some(known) = names.borrow_mut().known.get_mut(install.place) {
            *known = Some((name.clone(), read));
        }
        name
    }

    /// The reader's answer to a question.
    pub fn answer(&self, question: &str) -> Option<&str> {
        self.facts.mark(bit(question));
        self.wishes.answer(question)
    }

    /// What every rule says of one base; `None` as soon as one says what is not below that weight.
    pub fn judge(&self, choice: &Choice, below: Option<Weight>) -> Option<Vec<Objection>> {
        let before = self.before.map(|(case, changed)| (case.once.judged.borrow(), changed));
        let same = |judged: &&Judged| judged.choice.shape == choice.shape && judged.choice.image == choice.image;
        let before = before.as_ref().and_then(|(judged, changed)| Some((judged.iter().find(same)?, *changed)));
        let mut claims: Vec<Objection> = Vec::new();
        let mut rules: Vec<(usize, u32)> = Vec::with_capacity(super::RULES.len());
        let mut ends = false;
        for (at, judge) in super::of(self).filter_map(|rule| rule.base).enumerate() {
            let start = claims.len();
            let read = match before.and_then(|(judged, changed)| judged.stands(at, changed)) {
                Some((told, read)) => {
                    claims.extend_from_slice(told);
                    read
                }
                None => {
                    let (told, read) = self.facts.watch(|| judge(self, choice));
                    claims.extend(told);
                    read
                }
            };
            rules.push((claims.len(), read | self.once.read));
            ends = below.is_some_and(|below| claims[start..].iter().any(|claim| claim.weight >= below));
            if ends {
                break;
            }
        }
        if self.before.is_none() && !self.facts.doubts().is_empty() {
            self.once.judged.borrow_mut().push(Judged { choice: choice.clone(), claims: claims.clone(), rules });
        }
        (!ends).then_some(claims)
    }
}

/// Names asked for, sorted; the answers, and the facts that they were read from.
#[derive(Default)]
pub struct Asked(RefCell<Vec<(String, (bool, u32))>>);

impl Asked {
    /// As `find` said when it was first asked.
    pub fn get_or_init(&self, facts: &Facts, name: &str, find: impl FnOnce() -> bool) -> bool {
        let place = |known: &[(String, _)]| known.binary_search_by(|(known, _)| known.as_str().cmp(name));
        let known = place(&self.0.borrow()).map(|at| self.0.borrow()[at].1);
        let (found, read) = known.unwrap_or_else(|_| facts.watch(find));
        facts.mark(read);
        let mut known = self.0.borrow_mut();
        if let Err(at) = place(&known) {
            known.insert(at, (name.to_string(), (found, read)));
        }
        found
    }
}
