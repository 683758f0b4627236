//! Build → [`Facts`]: what the shipped image runs and needs. One detector a file.
//!
//! A detector reads the [`Build`], the bases' catalogue rows and the companions, and adds [`Fact`]s, each with
//! the places it was read from and how certain it is. What decides the advice and cannot be seen becomes a
//! [`Doubt`], which the advice turns into a question; an answer in the wishes settles it before detectors run.

pub mod artefact;
pub mod companions;
pub mod effects;
pub mod ground;
pub mod language;
pub mod linkage;
pub mod needs;
pub mod product;
pub mod running;
#[cfg(test)]
mod sample;
pub mod standing;
pub mod start;
pub mod trace;
pub mod words;

pub use ground::Ground;
pub use running::Running;
pub use start::Start;

use crate::catalogue::{self, Found, Workload};
use crate::shell::{Command, Manager, Package};
use crate::source::Span;
use crate::stages::{Build, ImageRef, Stage, Step};
use crate::wishes::{Input, Wishes};
use serde::Serialize;
use std::collections::HashMap;

/// Everything known about what ships.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// What the image is there for.
    pub product: Product,
    /// What it runs, in the words of the ladder.
    pub workload: Workload,
    pub facts: Vec<Fact>,
    /// What each command of the shipped stage's own RUNs does, in order.
    pub effects: Vec<Effect>,
    /// One entry a stage, same index.
    pub standings: Vec<Standing>,
    pub doubts: Vec<Doubt>,
    /// Where each fact stands in `facts`, so that one found again is the same one.
    #[serde(skip)]
    places: HashMap<(&'static str, String, usize), usize>,
}

/// A fact found at more places than this is no clearer for the rest of them.
const MOST_PLACES: usize = 32;

impl Facts {
    pub fn find(&self, id: &str) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.what.id() == id)
    }

    pub fn has(&self, id: &str) -> bool {
        self.find(id).next().is_some()
    }

    /// Adds a fact, once: the same need found again adds its places and keeps the greater certainty.
    pub fn note(&mut self, what: What, stage: usize, certainty: Certainty, spans: Vec<Span>) {
        let next = self.facts.len();
        let at = *self.places.entry((what.id(), what.subject(), stage)).or_insert(next);
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

/// What the image is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Runs a program the file brings.
    Service,
    /// Is a ready product, configured: nginx, postgres, wordpress. It keeps being that product.
    Application,
    /// A set of tools, a CI or development image: people run commands in it, so it keeps its shell.
    Toolbox,
    /// A base or build image for other builds: no program of its own.
    BaseImage,
    /// systemd, s6, runit, supervisord as first process.
    InitSystem,
    /// The file does not tell.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    pub what: What,
    pub stage: usize,
    pub certainty: Certainty,
    /// Where it was read; empty only where a catalogue row is the source.
    pub spans: Vec<Span>,
    /// A companion file it was read from.
    pub companion: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    Assumed,
    Likely,
    Certain,
}

/// A need or a property of what ships. Data, not words: `text` in [`words`] puts it into a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The language or product that runs, with its version as far as the file tells.
    Runs {
        name: String,
        version: Option<String>,
    },
    /// The kind of thing that is started.
    Artefact(Artefact),
    /// How the program is linked.
    Linkage(Linkage),
    /// A shell must be there when the image runs.
    NeedsShell(ShellUse),
    /// A program must be there when the image runs (`tini`, `curl` of a health check).
    NeedsTool {
        tool: String,
        health_check_only: bool,
    },
    /// A shared library or run-time package must be there; `package` is named as the file or a package table names it.
    NeedsLibrary {
        package: String,
        manager: Option<Manager>,
    },
    NeedsCaCertificates,
    NeedsTimeZones,
    NeedsLocale {
        name: String,
    },
    NeedsIcu,
    /// A user by name, looked up in /etc/passwd; `created` where the file makes it.
    NeedsUser {
        name: String,
        created: bool,
    },
    /// `USER 1000` or none: `None` is root.
    RunsAs {
        user: Option<String>,
    },
    WritesTo {
        path: String,
    },
    Listens {
        port: u16,
    },
    /// A package manager is used when the image runs, or by images built on it.
    NeedsPackageManager,
    /// A path to an interpreter or a runtime that moves with the base: `/usr/local/bin/python`, a virtualenv, JAVA_HOME.
    NeedsPath {
        path: String,
    },
    /// A language package with native parts.
    Native {
        ecosystem: String,
        name: String,
    },
    /// The platforms the build asks for.
    Platform {
        name: String,
    },
    /// ENTRYPOINT or CMD come from the present base.
    InheritsEntrypoint,
    /// The musl/glibc differences that this workload is known to touch, by id.
    TouchesLibc {
        difference: String,
    },
    /// GPU libraries are used.
    NeedsGpu,
}

impl What {
    /// Stable, kebab-case; what JSON and lessons call it.
    pub fn id(&self) -> &'static str {
        match self {
            What::Runs { .. } => "runs",
            What::Artefact(_) => "artefact",
            What::Linkage(_) => "linkage",
            What::NeedsShell(_) => "needs-shell",
            What::NeedsTool { .. } => "needs-tool",
            What::NeedsLibrary { .. } => "needs-library",
            What::NeedsCaCertificates => "needs-ca-certificates",
            What::NeedsTimeZones => "needs-time-zones",
            What::NeedsLocale { .. } => "needs-locale",
            What::NeedsIcu => "needs-icu",
            What::NeedsUser { .. } => "needs-user",
            What::RunsAs { .. } => "runs-as",
            What::WritesTo { .. } => "writes-to",
            What::Listens { .. } => "listens",
            What::NeedsPackageManager => "needs-package-manager",
            What::NeedsPath { .. } => "needs-path",
            What::Native { .. } => "native-package",
            What::Platform { .. } => "platform",
            What::InheritsEntrypoint => "inherits-entrypoint",
            What::TouchesLibc { .. } => "touches-libc",
            What::NeedsGpu => "needs-gpu",
        }
    }
}

impl What {
    /// What the fact is about, in one word or a few: a tool's name, a path, a kind. Empty where the id says it all.
    pub fn subject(&self) -> String {
        match self {
            What::Runs { name, version } => format!("{name} {}", version.as_deref().unwrap_or_default()).trim().into(),
            What::Artefact(artefact) => kebab(artefact),
            What::Linkage(linkage) => kebab(linkage),
            What::NeedsShell(ShellUse::Script { path, .. }) => format!("script {path}"),
            What::NeedsShell(ShellUse::ScriptRunner { runner }) => format!("script-runner {runner}"),
            What::NeedsShell(other) => kebab(other),
            What::NeedsTool { tool, health_check_only: true } => format!("{tool} health-check"),
            What::NeedsTool { tool, .. } => tool.clone(),
            What::NeedsLibrary { package, .. } => package.clone(),
            What::NeedsLocale { name } | What::Platform { name } => name.clone(),
            What::NeedsUser { name, created: true } => format!("{name} created"),
            What::NeedsUser { name, .. } => name.clone(),
            What::RunsAs { user } => user.clone().unwrap_or_else(|| "root".into()),
            What::WritesTo { path } | What::NeedsPath { path } => path.clone(),
            What::Listens { port } => port.to_string(),
            What::Native { ecosystem, name } => format!("{ecosystem} {name}"),
            What::TouchesLibc { difference } => difference.clone(),
            What::NeedsCaCertificates
            | What::NeedsTimeZones
            | What::NeedsIcu
            | What::NeedsPackageManager
            | What::InheritsEntrypoint
            | What::NeedsGpu => String::new(),
        }
    }
}

/// The name a unit or first variant is serialised under.
fn kebab(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Object(map)) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Artefact {
    /// A compiled program; see [`Linkage`].
    Binary,
    /// Source or bytecode run by a runtime: python, node, ruby, php …
    Interpreted,
    Jar,
    NativeImage,
    DotnetFrameworkDependent,
    DotnetSelfContained,
    DotnetAot,
    /// HTML, CSS and JavaScript served by a web server.
    StaticSite,
    /// A shell script is the program.
    Script,
    ConfiguredApplication,
}

/// What a compiled program asks of the base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Linkage {
    Static,
    /// Built against glibc; the version of the stage it was built in, where known.
    Glibc {
        version: Option<String>,
        cpp: bool,
    },
    Musl {
        cpp: bool,
    },
    Unknown,
}

/// Why a shell is needed at run time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShellUse {
    ShellFormCmd,
    ShellFormEntrypoint,
    /// A script is started; the interpreter where its text or name tells (`sh`, `bash`).
    Script {
        path: String,
        interpreter: Option<String>,
    },
    /// `npm start`, `yarn start`: npm runs scripts through `sh`.
    ScriptRunner {
        runner: String,
    },
    HealthCheck,
    /// The exec form starts a shell itself: `["sh", "-c", …]`.
    Explicit,
}

/// What one command of a RUN in the shipped stage does: what a base without a shell must get in another way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// Its step, by place in `tree.instructions`.
    pub instruction: usize,
    /// Its place among the step's commands.
    pub command: usize,
    pub span: Span,
    pub does: Doing,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doing {
    /// OS packages, each by its name in that manager.
    InstallPackages {
        manager: Manager,
        packages: Vec<crate::shell::Package>,
    },
    RefreshPackages,
    CleanPackages,
    RemovePackages {
        packages: Vec<crate::shell::Package>,
    },
    /// pip, npm, bundle, composer … put the program's dependencies in place.
    InstallDependencies {
        manager: Manager,
    },
    /// Compiles or bundles the program.
    BuildProgram {
        manager: Option<Manager>,
    },
    CreateUser {
        name: String,
        uid: Option<String>,
        system: bool,
    },
    CreateGroup {
        name: String,
        gid: Option<String>,
    },
    /// mkdir, touch, chmod, chown, ln, mv, cp, rm … on paths.
    Files {
        verb: String,
        paths: Vec<String>,
    },
    /// curl, wget, git clone, ADD-like unpacking.
    Download,
    Certificates,
    TimeZone,
    Locale,
    /// sed, echo > file, tee: writes configuration.
    Configure,
    /// Has no lasting effect: `echo`, `--version`, `set -e`, `cd`, `export`.
    Nothing,
    /// A program we do not know.
    Unknown {
        program: String,
    },
}

/// Something that decides the advice and cannot be seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Doubt {
    /// The question's id: `binary-is-static`.
    pub id: &'static str,
    pub spans: Vec<Span>,
    pub answers: Vec<&'static str>,
    /// The answer assumed until one is given; `None`: nothing is assumed.
    pub assumed: Option<&'static str>,
    /// Filled into the question's sentence: a program's or a package's name.
    pub subject: Option<String>,
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
        let (running, packages) = (Running::default(), Vec::new());
        let mut scene = Scene { build, input, wishes, standings, stage, start, running, packages, grounds };
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
    let standings = (0..build.stages.len()).map(|index| standing::of(build, index)).collect();
    let mut facts = Facts {
        product: Product::Unknown,
        workload: Workload { kind: catalogue::Kind::Unknown, version: None },
        facts: Vec::new(),
        effects: Vec::new(),
        standings,
        doubts: Vec::new(),
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
const DETECTORS: &[fn(&Scene, &mut Facts)] = &[effects::detect, running::detect, product::detect, artefact::detect];
