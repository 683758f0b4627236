//! Programs that a task runs.

use crate::{Done, root};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// `program words…`, started in the workspace's folder.
pub fn command(program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(root());
    crate::absent::inherited(&mut command);
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

/// Runs a test program to the end, shows what it prints, and names the tests that failed.
pub fn failing(command: &mut Command) -> Done<Vec<String>> {
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|problem| format!("{} does not start: {problem}", written(command)))?;
    let mut failed = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line?;
        println!("{line}");
        failed.extend(failed_test(&line).map(str::to_owned));
    }
    let status = child.wait()?;
    if !status.success() && failed.is_empty() {
        return Err(format!("{} failed ({status})", written(command)).into());
    }
    Ok(failed)
}

/// The name in `test NAME ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_which_tests_failed() {
        let lines = "test a::chromium ... ok\ntest b::webkit ... FAILED\ntest result: FAILED. 1 passed; 1 failed";
        let failed = |script: &str| failing(&mut command("sh", &["-c", script])).map_err(|problem| problem.to_string());
        assert_eq!(failed(&format!("echo '{lines}'; exit 101")), Ok(vec!["b::webkit".to_owned()]));
        assert_eq!(failed("echo 'test a ... ok'"), Ok(Vec::new()));
        assert_eq!(failed("exit 7"), Err("sh -c 'exit 7' failed (exit status: 7)".to_owned()));
    }
}
