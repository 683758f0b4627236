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

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let Some(reason) = engine::missing() {
        return skip(&reason);
    }
    let engine = match Engine::start() {
        Ok(engine) => engine,
        Err(reason) => return skip(&reason),
    };
    match prove(&engine, &wanted) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("prove: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn skip(reason: &str) -> ExitCode {
    println!("prove: not proven on this machine: {reason}");
    println!("0 passed, 0 failed, 1 skipped");
    ExitCode::SUCCESS
}

/// Every application in turn; true when all held.
fn prove(engine: &Engine, wanted: &[String]) -> Result<bool, String> {
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
