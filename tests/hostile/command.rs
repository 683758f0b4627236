//! The command line, asked with a text on its standard input.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What it said, and how long that took.
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

/// Asks about standard input, as a file of no name.
pub fn ask(words: &[&str], text: &str) -> Said {
    run(&[words, &["-"]].concat(), text)
}

/// Runs exactly these words.
pub fn run(words: &[&str], text: &str) -> Said {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_basewise"));
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command line starts");
    let mut stdin = child.stdin.take().expect("it listens");
    let output = std::thread::scope(|scope| {
        // It ends reading where this ends writing.
        scope.spawn(move || _ = stdin.write_all(text.as_bytes()));
        child.wait_with_output().expect("it ends")
    });
    let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    let (out, err) = (out.expect("it speaks UTF-8"), err.expect("it speaks UTF-8"));
    Said { status: output.status.code(), out, err, took: begun.elapsed() }
}

/// A character that a terminal obeys instead of showing it.
pub fn obeyed(text: &str) -> Option<char> {
    let marks = |c: char| matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().find(|&c| (c.is_control() && c != '\n' && c != '\t') || marks(c))
}
