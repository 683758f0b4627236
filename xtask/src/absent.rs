//! What cannot be tried on this machine: a failure, unless whoever runs the tests said `--leave-out`. Continuous
//! integration never says it, so nothing is green there that was not tried.

use crate::Done;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set for the test programs that a step starts.
const WORD: &str = "BASEWISE_LEAVE_OUT";

static ALLOWED: AtomicBool = AtomicBool::new(false);

/// From now on what cannot be tried is left out, aloud.
pub fn allow() {
    ALLOWED.store(true, Ordering::SeqCst);
}

fn allowed() -> bool {
    ALLOWED.load(Ordering::SeqCst) || std::env::var_os(WORD).is_some()
}

/// Hands the permission on to a program.
pub fn inherited(command: &mut Command) {
    if allowed() {
        command.env(WORD, "1");
    }
}

/// A sentence about what is missing, and what is not tried for it: said aloud where that is allowed, else the error.
pub fn left_out(what: &str) -> Done {
    said(what, allowed())
}

fn said(what: &str, allowed: bool) -> Done {
    if !allowed {
        return Err(format!("{what}\n`cargo xtask test --leave-out` does without what is missing").into());
    }
    println!("LEFT OUT: {what}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_a_failure_unless_somebody_asked_to_leave_it_out() {
        let refused = said("no npm", false).map_err(|problem| problem.to_string());
        assert!(refused.is_err_and(|problem| problem.contains("no npm") && problem.contains("--leave-out")));
        assert!(said("no npm", true).is_ok());
    }
}
