//! `cargo xtask fuzz`: the targets of `fuzz/`, guided by which branches of the engine an input reaches.

use crate::args::Args;
use crate::command::{cargo, must, output};
use crate::{Done, root};
use std::path::{Path, PathBuf};

/// A target, and the folders whose files it starts from.
const TARGETS: [(&str, &[&str]); 5] = [
    ("advice", &["tests/workloads", "tests/corpus/hand"]),
    ("link", &["tests/corpus/hand"]),
    ("pack", &["lessons"]),
    ("policy", &["fuzz/seeds/policy"]),
    ("question", &["fuzz/seeds/question"]),
];

/// What cargo-fuzz tells the compiler on a stable toolchain: counters in each edge, a table of them, and the two sides of
/// each comparison.
const COUNTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0 --cfg fuzzing";

/// `fuzz [TARGET…] [--minutes N]`: each target for so long, one after the other. What it finds stays in `target/fuzz`.
pub fn task(mut args: Args) -> Done {
    let minutes: u64 = args.value("--minutes")?.map_or(Ok(1), |minutes| minutes.parse())?;
    let wanted = args.rest()?;
    if let Some(other) = wanted.iter().find(|name| TARGETS.iter().all(|(target, _)| target != name)) {
        let known: Vec<&str> = TARGETS.iter().map(|(target, _)| *target).collect();
        return Err(format!("there is no target `{other}`; there are {}", known.join(", ")).into());
    }
    for (target, seeds) in
        TARGETS.iter().filter(|(target, _)| wanted.is_empty() || wanted.iter().any(|name| name == target))
    {
        println!("━━ {target}, {minutes} minutes");
        run(target, seeds, minutes * 60)?;
    }
    Ok(())
}

fn run(target: &str, seeds: &[&str], seconds: u64) -> Done {
    let place = root().join("target/fuzz");
    let found = place.join("found").join(target);
    let (corpus, start) = (found.join("corpus"), found.join("start"));
    std::fs::create_dir_all(&corpus)?;
    plant(&start, seeds)?;
    let host =
        output(&mut crate::command::command("rustc", &["--print", "host-tuple"])).ok_or("rustc does not answer")?;
    let mut fuzz = cargo(&["run", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml"]);
    fuzz.args(["--target-dir", "target/fuzz", "--target", host.trim(), "--bin", target, "--"]);
    fuzz.args([&corpus, &start]);
    // An input that takes ten seconds, or 2 GB, is a fault like a panic.
    fuzz.args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", found.display())]);
    fuzz.args(["-timeout=10", "-rss_limit_mb=2048", "-max_len=16384", "-print_final_stats=1", "-verbosity=1"]);
    must(fuzz.env("RUSTFLAGS", COUNTED))
}

/// The seeds, each file or each block of a page in a file of its own.
fn plant(to: &Path, seeds: &[&str]) -> Done {
    _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to)?;
    let folders = seeds.iter().filter_map(|folder| std::fs::read_dir(root().join(folder)).ok());
    let mut files: Vec<PathBuf> = folders.flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    for (at, text) in texts.flat_map(|text| parts(&text)).enumerate() {
        std::fs::write(to.join(at.to_string()), text)?;
    }
    Ok(())
}

/// The Dockerfiles of a page of workloads; any other text as it is.
fn parts(text: &str) -> Vec<String> {
    let blocks: Vec<String> = text
        .split("```dockerfile\n")
        .skip(1)
        .filter_map(|block| block.split("\n```").next())
        .map(str::to_owned)
        .collect();
    if blocks.is_empty() { vec![text.to_owned()] } else { blocks }
}
