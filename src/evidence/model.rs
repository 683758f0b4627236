//! The words evidence speaks in: facts, what they say, how sure they are; effects of commands; open questions.

use crate::shell::{Manager, Package};
use crate::source::Span;
use serde::Serialize;

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
    /// nginx's dynamic modules, which its configuration loads or may load.
    NeedsModules,
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
        /// Where the file or a manifest holds it to one.
        version: Option<String>,
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
            What::NeedsModules => "needs-modules",
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
            What::Native { ecosystem, name, .. } => format!("{ecosystem} {name}"),
            What::TouchesLibc { difference } => difference.clone(),
            What::NeedsCaCertificates
            | What::NeedsTimeZones
            | What::NeedsIcu
            | What::NeedsModules
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
        packages: Vec<Package>,
    },
    RefreshPackages,
    CleanPackages,
    RemovePackages {
        packages: Vec<Package>,
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
