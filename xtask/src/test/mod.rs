//! `cargo xtask test`: everything that must hold, step by step, each with its time.

mod budget;
mod display;
pub mod machine;
mod shipped;
mod sites;
mod steps;
mod types;
mod workflows;

use crate::Done;
use crate::args::Args;
use std::time::Instant;
pub use steps::build_site;
use steps::{STEPS, Step, When};

/// Runs the named steps, or all; `--fast` leaves the browsers out, `--leave-out` what this machine has no tools for.
/// Words after `--` go to the tests themselves.
pub fn task(words: &[String]) -> Done {
    let (words, filter) = match words.iter().position(|word| word == "--") {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (words, &[][..]),
    };
    let mut args = Args::new(words);
    let fast = args.flag("--fast");
    if args.flag("--leave-out") {
        crate::absent::allow();
    }
    let names = args.rest()?;
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == name.as_str())) {
        return Err(format!("there is no step `{unknown}`. The steps are:\n{}", listed()).into());
    }
    let wanted = |step: &&Step| match names.is_empty() {
        true => step.when == When::Always || (step.when == When::Unhurried && !fast),
        false => names.iter().any(|name| name == step.name),
    };
    run(&STEPS.iter().filter(wanted).collect::<Vec<_>>(), filter)
}

/// The steps, as `help` shows them.
pub fn listed() -> String {
    STEPS.iter().map(|step| format!("    {:<10} {}\n", step.name, step.what)).collect()
}

fn run(steps: &[&Step], filter: &[String]) -> Done {
    let begun = Instant::now();
    let mut failed = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        println!("\n━━ {}/{} {} ━━ {}", at + 1, steps.len(), step.name, step.what);
        let started = Instant::now();
        let outcome = (step.run)(filter);
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => {
                println!("━━ {} passed in {seconds:.1} s ({:.0} s so far)", step.name, begun.elapsed().as_secs_f32())
            }
            Err(problem) => {
                println!(
                    "━━ {} FAILED after {seconds:.1} s: {problem}\n   alone: cargo xtask test {}",
                    step.name, step.name
                );
                failed.push(step.name);
            }
        }
    }
    println!(
        "\nsteps: {} passed, {} failed in {:.0} s",
        steps.len() - failed.len(),
        failed.len(),
        begun.elapsed().as_secs_f32()
    );
    match failed.first() {
        None => Ok(()),
        Some(_) => Err(format!("failed: {}. Run one alone with `cargo xtask test NAME`.", failed.join(", ")).into()),
    }
}
