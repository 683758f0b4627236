//! What a rewrite does about an objection.

use crate::source::Span;
use serde::Serialize;

/// A change the rewrite can make, or must leave to the reader. Instructions are places in `tree.instructions`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The shipped stage becomes two: what is installed and built moves up, results are copied down.
    Split,
    /// A stage that builds stands on what its packages are still served for.
    Builder,
    /// This RUN moves to the stage that builds.
    MoveToBuild {
        instruction: usize,
    },
    /// The instruction is no longer needed on this base.
    Drop {
        instruction: usize,
    },
    /// One command of a RUN is no longer needed.
    DropCommand {
        instruction: usize,
        command: usize,
    },
    /// OS packages by their names on the new base; the span is the old name's. Empty: it goes.
    Packages {
        instruction: usize,
        command: usize,
        rename: Vec<(Span, Vec<String>)>,
    },
    /// useradd, adduser in the words of the new base.
    UserCommand {
        instruction: usize,
        command: usize,
    },
    /// Another command before this one of a RUN: `userdel --remove ubuntu`, which frees the number of an account.
    First {
        span: Span,
        words: String,
    },
    /// USER by number, or the base's own user.
    User {
        to: String,
    },
    /// The stage is built as root, and then the base's own user is back.
    Root(String),
    /// Files that `--chown` gives to a name which is not there belong to a number.
    Owner {
        name: String,
        to: String,
    },
    /// The shell form written as JSON.
    ExecForm {
        instruction: usize,
    },
    /// ENTRYPOINT or CMD without the program that the base's own entrypoint already is.
    BaseEntrypoint {
        instruction: usize,
    },
    /// ENTRYPOINT and CMD that the old base brought are written out.
    WriteEntrypoint {
        entrypoint: Vec<String>,
        cmd: Vec<String>,
    },
    /// The health check's tool is not there.
    HealthCheck {
        instruction: usize,
    },
    /// OS packages, by their names on the new base.
    Install {
        packages: Vec<String>,
    },
    /// What the old base did by ONBUILD, as lines of the file.
    Lines(Vec<String>),
    CopyCertificates,
    CopyTimeZones,
    /// Empty directories that belong to a number, copied from a stage with a shell.
    Directories {
        paths: Vec<String>,
        owner: String,
    },
    /// Shared libraries copied from the stage that has them.
    CopyLibraries {
        packages: Vec<String>,
    },
    /// A path of the old base by that of the new one.
    Path {
        span: Span,
        to: String,
    },
    Env {
        name: String,
        value: String,
    },
    /// The directory that the old base begins in.
    WorkDir {
        to: String,
    },
    Port {
        span: Span,
        to: u16,
    },
    /// Only the reader can do this.
    Yours,
}
