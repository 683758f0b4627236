//! What many rules read of a case, for every base again: found once and kept beside it.

use super::Case;
use super::browsers::Call;
use super::demanded::Reader;
use super::fetched::Fetched;
use super::ground::Brought;
use super::installs::Install;
use super::old_addons::Old;
use super::sources::Archives;
use crate::evidence::Facts;
use crate::evidence::companions::demands::Demand;
use crate::source::Span;
use crate::stages::{Build, Step};
use crate::wishes::{Input, Wishes};
use std::cell::{OnceCell, RefCell};

/// Nothing here changes an answer.
#[derive(Default)]
pub struct Once<'a> {
    pub(super) steps: Vec<&'a Step>,
    pub(super) brought: Brought<'a>,
    pub(super) every_install: Vec<Install<'a>>,
    pub(super) installs: Vec<Install<'a>>,
    /// By stage: whether what ships stands on it.
    pub(super) carried: OnceCell<Vec<bool>>,
    /// What RUNs call, where another base may lack it.
    pub(super) programs: OnceCell<Vec<(String, Span)>>,
    /// What they call in vain today.
    pub(super) absent: OnceCell<Vec<String>>,
    /// Tools that a fact or a RUN names, sorted.
    pub(super) named: OnceCell<Vec<String>>,
    /// Modules of the needed language come from the system's archive.
    pub(super) keeps_system: OnceCell<bool>,
    /// What is published ready to run is compiled all the same.
    pub(super) forced: OnceCell<bool>,
    /// The language that the program runs on.
    pub(super) language: OnceCell<Option<&'static str>>,
    /// A RUN starts a script that the file does not show.
    pub(super) unseen: OnceCell<bool>,
    /// A RUN adds a source of packages.
    pub(super) adds_source: OnceCell<bool>,
    /// Where the line of the present runtime is written outside of FROM.
    pub(super) written_lines: OnceCell<Vec<Span>>,
    /// Names of packages from the archives that a RUN adds.
    pub(super) archives: OnceCell<Archives>,
    /// Lines of Node.js that a RUN fetches.
    pub(super) fetched: OnceCell<Vec<Fetched>>,
    /// Where a script of Gradle's starts.
    pub(super) gradle_script: OnceCell<Option<Span>>,
    /// Directories of packages with a version in their name.
    pub(super) versioned_places: OnceCell<Vec<(Span, String)>>,
    /// Of the libraries that the evidence found: whether language packages alone ask for it.
    pub(super) loaded: OnceCell<Vec<bool>>,
    /// Libraries that installed packages depend on.
    pub(super) dependencies: OnceCell<Vec<&'static str>>,
    /// What a file beside the Dockerfile demands of the runtime, and who reads it.
    pub(super) demand: OnceCell<Option<Demand>>,
    pub(super) demand_reader: OnceCell<Option<Reader>>,
    /// Add-ons of Node.js that the manifest holds at an old version.
    pub(super) old_addons: OnceCell<Vec<Old>>,
    /// Where Playwright installs packages, and a binding that is held to a version.
    pub(super) playwright: OnceCell<Option<Call>>,
    pub(super) binding: OnceCell<Option<(String, String, Span)>>,
    /// Tools asked for, sorted, and whether the file installs them.
    tools: RefCell<Vec<(String, bool)>>,
}

impl<'a> Case<'a> {
    pub fn new(input: &'a Input, wishes: &'a Wishes, build: &'a Build, facts: &'a Facts) -> Case<'a> {
        let mut case = Case { input, wishes, build, facts, once: Once::default() };
        case.once.steps = build.shipped.map(|at| build.steps(at).collect()).unwrap_or_default();
        case.once.brought = Brought::by(&case);
        case.once.every_install = case.read_installs();
        case.once.installs = case.read_kept();
        case
    }
}

impl Once<'_> {
    /// Whether a tool is installed, as `find` said when it was first asked.
    pub(super) fn tool(&self, name: &str, find: impl FnOnce() -> bool) -> bool {
        let place = |tools: &[(String, bool)]| tools.binary_search_by(|(tool, _)| tool.as_str().cmp(name));
        if let Ok(at) = place(&self.tools.borrow()) {
            return self.tools.borrow()[at].1;
        }
        let found = find();
        let mut tools = self.tools.borrow_mut();
        if let Err(at) = place(&tools) {
            tools.insert(at, (name.to_string(), found));
        }
        found
    }
}
