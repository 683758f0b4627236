//! A screen for WebKit's MiniBrowser, which cannot do without one.

use crate::Done;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A virtual screen of ours, or nothing when the machine has a screen.
pub struct Display(Option<(Child, String)>);

/// Starts Xvfb where `DISPLAY` is not set; it picks a free number itself.
pub fn start() -> Done<Display> {
    if std::env::var_os("DISPLAY").is_some_and(|display| !display.is_empty()) {
        return Ok(Display(None));
    }
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|problem| format!("Xvfb does not start: {problem}"))?;
    let mut number = String::new();
    if let Some(said) = child.stdout.take() {
        BufReader::new(said).read_line(&mut number)?;
    }
    match number.trim() {
        "" => Err("Xvfb started but named no display".into()),
        number => Ok(Display(Some((child, format!(":{number}"))))),
    }
}

impl Display {
    /// What a program that draws needs to know.
    pub fn environment(&self) -> Option<(&'static str, &str)> {
        self.0.as_ref().map(|(_, name)| ("DISPLAY", name.as_str()))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
