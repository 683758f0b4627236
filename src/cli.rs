//! The command line: the same engine, the same catalogue, the same words as the page.
//!
//! Exit status: 0 advice was given, 1 a better base exists and `--check` was set, 2 something could not be read.

mod commands;
mod companions;
mod files;
mod flags;
mod lessons;
mod options;
mod shelf;

use options::{Command, Options};
use std::io::Write;
use std::process::ExitCode;

/// Reads the arguments, does what they ask, and says how it went.
pub fn run() -> ExitCode {
    let args: Vec<String> = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    match options::parse(&args) {
        Ok(options) => finish(&options),
        Err(problem) => {
            eprintln!("basewise: {problem}");
            ExitCode::from(2)
        }
    }
}

/// What a command has to say, and the exit status it ends with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub out: String,
    pub err: String,
    pub status: u8,
}

impl Answer {
    fn said(out: String) -> Answer {
        Answer { out, ..Answer::default() }
    }

    fn refused(err: String) -> Answer {
        Answer { err, status: 2, ..Answer::default() }
    }
}

fn finish(options: &Options) -> ExitCode {
    let answer = answer(options);
    // A closed pipe (`basewise … | head`) is no failure of ours.
    let _ = std::io::stdout().write_all(answer.out.as_bytes());
    let _ = std::io::stderr().write_all(crate::report::page::tame(&answer.err).as_bytes());
    ExitCode::from(answer.status)
}

fn answer(options: &Options) -> Answer {
    match options.command {
        Command::Help => Answer::said(flags::help(options.wishes.lang)),
        Command::Version => Answer::said(format!(
            "basewise {} (catalogue of {})\n",
            env!("CARGO_PKG_VERSION"),
            crate::catalogue::as_of()
        )),
        Command::Advise => commands::advise(options),
        Command::Explain => commands::explain(options),
        Command::Rewrite => commands::rewrite(options),
        Command::Catalogue => commands::catalogue(options),
        Command::Lessons => lessons::answer(options),
        Command::Read => commands::read(options),
        Command::Pages => Answer::said(commands::pages()),
    }
}
