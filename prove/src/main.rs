//! Proof by building and running: `cargo xtask prove [APP…]`.
//!
//! Bases are made on the spot under their real names (`bases/`), small applications are built as they are and as
//! Basewise rewrites them (`apps/`), both are run and asked the same things, and each base that was called unfit is
//! built too, to see it fail for the reason that was given. Everything lives in one temporary folder and goes with it.

mod apps;
mod bases;
mod claims;
mod engine;
mod trial;

use engine::Engine;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let mut wanted: Vec<String> = std::env::args().skip(1).collect();
    let end = match limit(&mut wanted) {
        Some(minutes) => Instant::now() + Duration::from_secs(60 * minutes),
        None => Instant::now() + Duration::from_secs(60 * 60),
    };
    if let Some(reason) = engine::missing() {
        return skip(&reason);
    }
    let engine = match Engine::start() {
        Ok(engine) => engine,
        Err(reason) => return skip(&reason),
    };
    match prove(&engine, &wanted, end) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("prove: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn skip(reason: &str) -> ExitCode {
    println!("LEFT OUT: nothing is built and run on this machine: {reason}");
    println!("0 passed, 0 failed, 1 skipped");
    ExitCode::SUCCESS
}

/// `--minutes N`: no application is begun after that time.
fn limit(words: &mut Vec<String>) -> Option<u64> {
    let at = words.iter().position(|word| word == "--minutes")?;
    let minutes = words.get(at + 1)?.parse().ok();
    words.drain(at..at + 2);
    minutes
}

/// Every application in turn; true when all held.
fn prove(engine: &Engine, wanted: &[String], end: Instant) -> Result<bool, String> {
    let mut shelf = bases::Shelf::new(engine)?;
    if let Some(("--bases", images)) = wanted.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        for image in images {
            shelf.provide(image)?;
        }
        return Ok(true);
    }
    let apps = apps::all()?;
    let chosen = apps.iter().filter(|app| wanted.is_empty() || wanted.contains(&app.name));
    let mut rows = Vec::new();
    for app in chosen {
        if Instant::now() > end {
            println!("LEFT OUT: {}: no time is left", app.name);
            continue;
        }
        println!("== {}", app.name);
        let row = trial::run(engine, &mut shelf, app);
        println!("   {}", row.summary());
        rows.push(row);
    }
    println!("\n{}", trial::table(&rows));
    let failed = rows.iter().filter(|row| !row.held()).count();
    println!("{} passed, {failed} failed", rows.len() - failed);
    Ok(failed == 0 && !rows.is_empty())
}
