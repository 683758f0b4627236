//! How fast text is read, one core: `cargo bench --bench reading`.
//!
//! `ordinary` is the hand-written corpus, repeated to 10 MB. `worst` are inputs made to be slow; their growth from one
//! size to the next shows whether reading is linear.

use basewise::wishes::Input;
use basewise::{dockerfile, stages};
use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

const SIZE: usize = 10_000_000;

/// How often all the files are read in one measurement: the thread's clock ticks slowly.
const ROUNDS: usize = 500;

fn main() {
    let text = ordinary(SIZE);
    let tree = best_of(3, || drop(black_box(dockerfile::parse(black_box(&text)))));
    let all = best_of(3, || read(&text));
    println!("ordinary, {} bytes", text.len());
    println!("tree                  {:8.1} MB/s", speed(text.len(), tree));
    println!("tree, stages, commands{:8.1} MB/s", speed(text.len(), all));
    let files = ordinary_files();
    let bytes: usize = files.iter().map(String::len).sum();
    let each = best_of(3, || (0..ROUNDS).for_each(|_| files.iter().for_each(|text| read(text))));
    println!("file by file          {:8.1} MB/s", speed(bytes * ROUNDS, each));
    println!("\nworst, ns/byte at 100 kB, 200 kB, 400 kB");
    for (name, make) in WORST {
        let times: Vec<String> = [100_000, 200_000, 400_000].iter().map(|&size| per_byte(&make(size))).collect();
        println!("{name:24}{}", times.join(" "));
    }
}

fn read(text: &str) {
    drop(black_box(stages::resolve(dockerfile::parse(black_box(text)), &Input::default())));
}

fn per_byte(text: &str) -> String {
    let seconds = best_of(1, || (0..5).for_each(|_| read(text))) / 5.0;
    format!("{:9.1}", seconds * 1e9 / text.len().max(1) as f64)
}

fn speed(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / seconds / 1e6
}

fn best_of(times: usize, work: impl Fn()) -> f64 {
    let once = || {
        let start = now();
        work();
        now() - start
    };
    (0..times).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// Seconds this thread has run, where the system tells (other work does not count then), else by the clock.
fn now() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |spent| spent / 1e9)
}

/// Files of the corpus that an ordinary project would have.
fn ordinary_files() -> Vec<String> {
    let names =
        ["python-slim", "go-static", "node-pnpm", "java-layers", "dotnet", "php", "heredocs", "flags", "shell-script"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/hand/");
    names.iter().filter_map(|name| std::fs::read_to_string(format!("{folder}{name}.Dockerfile")).ok()).collect()
}

fn ordinary(size: usize) -> String {
    let one = ordinary_files().join("\n");
    one.repeat(size / one.len() + 1)
}

type Make = fn(usize) -> String;

/// Each was slow in some reader, or could be.
const WORST: &[(&str, Make)] = &[
    ("one long line", |n| format!("FROM a\nRUN {}", "x".repeat(n))),
    ("one-letter words", |n| format!("FROM a\nRUN {}", "x ".repeat(n / 2))),
    ("commands", |n| format!("FROM a\nRUN {}", "a;".repeat(n / 2))),
    ("brackets", |n| format!("FROM a\nRUN {}", "[".repeat(n))),
    ("open substitutions", |n| format!("FROM a\nRUN {}", "$(".repeat(n / 2))),
    ("closed substitutions", |n| format!("FROM a\nRUN {}{}", "$(".repeat(n / 3), ")".repeat(n / 3))),
    ("quoted substitutions", |n| format!("FROM a\nRUN {}", "\"$(".repeat(n / 3))),
    ("braces", |n| format!("FROM a\nRUN {}", "${".repeat(n / 2))),
    ("backticks", |n| format!("FROM a\nRUN {}", "`".repeat(n))),
    ("subshells", |n| format!("FROM a\nRUN {}", "(".repeat(n))),
    ("nested if", |n| format!("FROM a\nRUN {}", "if a; then ".repeat(n / 11))),
    ("quotes", |n| format!("FROM a\nENV a={}", "\"'".repeat(n / 2))),
    ("doubling", |n| format!("FROM a\nENV v=0123456789\n{}", "ENV v=$v$v\n".repeat(n / 11))),
    ("doubling in a RUN", |n| format!("FROM a\nRUN v=0123456789; {}", "v=$v$v; ".repeat(n / 8))),
    ("nested defaults", |n| format!("FROM {}", "${a:-".repeat(n / 5))),
    ("replacements", |n| format!("FROM a\nENV v={}\n{}", "a".repeat(1000), "ENV w=${v//*b/x}\n".repeat(n / 17))),
    ("long value, used often", |n| {
        format!("FROM a\nENV v={}\n{}", "a".repeat(n / 2), "USER $v\nRUN $v\n".repeat(n / 30))
    }),
    ("long assignment", |n| format!("FROM a\nRUN v={}; {}", "a".repeat(n / 2), "b; ".repeat(n / 6))),
    ("many ENV", |n| format!("FROM a\n{}", (0..n / 13).map(|i| format!("ENV v{i:06}=1\n")).collect::<String>())),
    ("many unset names", |n| {
        format!(
            "FROM a\n{}",
            (0..n / 40).map(|i| format!("ENV v{i:06}=1\nUSER $w{i:06}\nUSER $v{i:06}\n")).collect::<String>()
        )
    }),
    ("undeclared in FROM", |n| {
        (0..n / 28).map(|i| format!("ARG v{i:06}\n")).chain((0..n / 28).map(|i| format!("FROM $w{i:06}\n"))).collect()
    }),
    ("many stages", |n| (0..n / 18).map(|i| format!("FROM a AS s{i:06}\n")).collect()),
    ("chain of stages", |n| (0..n / 30).map(|i| format!("FROM s{} AS s{i}\nENV v{i}=1\n", i.max(1) - 1)).collect()),
    ("copies from stages", |n| format!("FROM a AS b\nFROM c\n{}", "COPY --from=bb x y\n".repeat(n / 19))),
    ("open heredocs", |n| (0..n / 14).map(|i| format!("RUN <<E{i:06}\n")).collect()),
    ("heredocs on a line", |n| format!("FROM a\nCOPY {} /x\n", "<<A ".repeat(n / 4))),
    ("unknown instructions", |n| "FRM x\n".repeat(n / 6)),
    ("continuations", |n| format!("FROM a\nRUN x{}", "\\\n".repeat(n / 2))),
    ("comments inside", |n| format!("FROM a\nRUN x \\\n{}", "#\n".repeat(n / 2))),
    ("flags", |n| format!("FROM a\nRUN {}x", "--a=b ".repeat(n / 6))),
    ("mounts", |n| format!("FROM a\nRUN --mount={}", "from=b,".repeat(n / 7))),
    ("JSON", |n| format!("FROM a\nCMD [{}\"\"]", "\"\",".repeat(n / 3))),
    ("JSON, not closed", |n| format!("FROM a\nCMD {}", "[".repeat(n))),
    ("ONBUILD", |n| format!("FROM a\n{}", "ONBUILD ".repeat(n / 8))),
    ("sh -c", |n| format!("FROM a\nRUN {}", "sh -c 'sudo ".repeat(n / 12))),
    ("sudo", |n| format!("FROM a\nRUN {}", "sudo ".repeat(n / 5))),
    ("loop over words", |n| format!("FROM a\nRUN for i in {}; do {}; done", "a ".repeat(n / 4), "x$i ".repeat(n / 8))),
    ("packages", |n| format!("FROM a\nRUN apt-get install {}", "a=1 ".repeat(n / 4))),
    ("letters of four bytes", |n| format!("FROM a\nRUN {}", "🦀".repeat(n / 4))),
];
