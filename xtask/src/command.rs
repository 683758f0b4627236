//! Programs that a task runs.

use crate::{Done, root};
use std::process::Command;

/// `program words…`, started in the workspace's folder.
pub fn command(program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(root());
    command
}

/// Cargo, as the one that runs this xtask.
pub fn cargo(words: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), words)
}

/// Runs to the end; a failure is named with the command that failed.
pub fn must(command: &mut Command) -> Done {
    let status = command.status().map_err(|problem| format!("{} does not start: {problem}", written(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", written(command)).into()) }
}

/// What the program prints, or `None` when it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// The command as you would type it.
pub fn written(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let words = command.get_args().map(|word| quoted(&word.to_string_lossy()));
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_=./:,+@".contains(letter);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{word}'") }
}
