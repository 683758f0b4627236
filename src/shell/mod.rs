//! Text of RUN, CMD, ENTRYPOINT and HEALTHCHECK → the commands it runs, with spans.
//!
//! `sh -c "…"`, `bash -lc …`, subshells, `if`/`for`/`case`, pipes, heredocs with a shebang and `xargs`
//! are looked into: each program that may run is one [`Command`].

//!
//! # Why written by hand
//!
//! `brush-parser` was to stand behind this module. It is a whole bash: it refuses a line it cannot parse (45 of the
//! RUN lines of 1,716 real files and the corpus), backtracks, recurses without a bound, and adds 29 KB to the page.
//! What is needed here is less: the programs and their arguments, with spans that go through continuations, quotes and
//! JSON back to the file. Measured on those files: all 14,538 commands brush finds are found here with the same words,
//! in time linear in the text for every input in `benches/reading.rs`. Brush is the oracle in `tests/reading_shell.rs`.
//!
//! # What is deliberately absent
//!
//! Nothing is run and no file is looked at: globs, `$(…)` and variables of the base stay as written, with
//! [`Arg::known`] false. Functions are read where they are defined, not where they are called. What a file can make
//! the reader copy is bounded by a [`Budget`]; past it, values are not known.

mod lex;
mod managers;
mod mapped;
pub mod pattern;
mod read;
mod scope;
#[cfg(test)]
mod tests;
mod words;
mod wrappers;

pub use read::{exec, join, line, script};
pub use scope::{Budget, Scope};

use crate::source::Span;
use serde::Serialize;

/// One argument. `text` is what the program gets, as far as the file tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arg {
    /// Quotes removed, known variables expanded.
    pub text: String,
    pub span: Span,
    /// False where a part comes from a variable, a glob or a substitution we cannot see.
    pub known: bool,
}

/// A program that runs, with what it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Command {
    pub program: Arg,
    pub args: Vec<Arg>,
    /// `CGO_ENABLED=0 go build`: assignments in front, and those exported or set earlier in the same RUN.
    pub env: Vec<(String, Arg)>,
    pub span: Span,
    /// Under `if`, `case`, `&&` after a test, `||` …: it may not run.
    pub conditional: bool,
    /// The directory it runs in, when WORKDIR and `cd` tell.
    pub cwd: Option<String>,
    /// What it is to a package manager, if it is one.
    pub packages: Option<PackageAction>,
}

impl Arg {
    /// The file name of a path: `apt-get` for `/usr/bin/apt-get`.
    pub fn name(&self) -> &str {
        let start = self.text.bytes().rposition(|byte| byte == b'/').map_or(0, |at| at + 1);
        &self.text[start..]
    }
}

impl Command {
    /// The program's file name.
    pub fn name(&self) -> &str {
        self.program.name()
    }

    /// Whether an argument stands there to the letter.
    pub fn has(&self, arg: &str) -> bool {
        self.args.iter().any(|a| a.text == arg)
    }

    /// `sudo -E bash -` around `bash -`: the one is nothing without the other.
    pub fn wraps(&self, inner: &Command) -> bool {
        self.span.start < inner.span.start && self.span.end == inner.span.end
    }

    /// A variable set for this command.
    pub fn var(&self, name: &str) -> Option<&Arg> {
        self.env.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// The package managers that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Manager {
    Apt,
    Apk,
    /// dnf, microdnf, yum, tdnf: one family, told apart by the program's name.
    Dnf,
    Zypper,
    Pacman,
    Pip,
    Uv,
    Poetry,
    Pipenv,
    Conda,
    Npm,
    Yarn,
    Pnpm,
    Bun,
    Gem,
    Bundle,
    Composer,
    Cargo,
    Go,
    Maven,
    Gradle,
    Dotnet,
    /// `docker-php-ext-install`, `pecl`, `install-php-extensions`.
    Php,
    Mix,
    Cabal,
    Swift,
}

impl Manager {
    /// Packages of the distribution, not of a language.
    pub fn is_of_the_os(self) -> bool {
        matches!(self, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper | Manager::Pacman)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Packages named on the command line.
    Install,
    /// What a manifest or lock file names (`npm ci`, `pip install -r`, `bundle install`, `dotnet restore`).
    InstallManifest,
    Remove,
    Refresh,
    Upgrade,
    Clean,
    /// `go build`, `cargo build`, `npm run build`, `mvn package`, `dotnet publish`.
    Build,
    /// `npm start`, `poetry run`, `uv run`, `go run`.
    Run,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageAction {
    pub manager: Manager,
    pub action: Action,
    pub packages: Vec<Package>,
    /// Manifests named: `requirements.txt` of `pip install -r`, the group of `apk add --virtual`.
    pub files: Vec<Arg>,
    /// `apk add --virtual NAME`.
    pub group: Option<String>,
    /// Flags as written, `--no-install-recommends`, `--prefix=/install` …
    pub flags: Vec<Arg>,
}

impl PackageAction {
    /// `pip wheel`: packages for the libc and the Python of this stage, which another installs.
    pub fn makes_wheels(&self) -> bool {
        self.manager == Manager::Pip && self.action == Action::Build
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    pub name: String,
    pub version: Option<String>,
    pub span: Span,
    /// False where the name holds a variable we cannot see.
    pub known: bool,
}
