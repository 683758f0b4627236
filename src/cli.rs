//! The command line: the same engine, the same words.

use std::process::ExitCode;

pub fn run() -> ExitCode {
    ExitCode::from(2)
}
