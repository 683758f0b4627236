//! Builds, serves, tests and measures Basewise. One file a task; [`run`] picks one by its name.

pub mod absent;
pub mod args;
pub mod build;
pub mod command;
mod fuzz;
pub mod http;
mod prove;
pub mod refresh;
mod reproduce;
mod serve;
mod shot;
mod test;

use args::Args;
use std::path::PathBuf;

/// What every task gives: a value, or a sentence that says what went wrong and what to do.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Printed by `cargo xtask help`.
pub fn help() -> String {
    HELP.replace("{steps}", &test::listed())
}

const HELP: &str = "\
cargo xtask build [--profile ship|page] [--out DIR] [--single] [--address URL]
    the deployable site in dist/: hashed names, relative URLs, strict CSP, .br and .gz;
    --single adds dist/basewise.html, the whole page in one file that opens without a server;
    --address says where it will be: canonical links and social cards become whole, and there is a sitemap
cargo xtask serve [--open] [--port N]
    the page at a local address; rebuilt and reloaded when a source changes
cargo xtask test [--fast] [--leave-out] [STEP…] [-- FILTER]
    everything that must hold; --fast leaves the browsers out, --leave-out what this machine has no tools for. The steps:
{steps}cargo xtask bench
    how fast the engine reads and advises natively, against the budgets of DESIGN.md
cargo xtask fuzz [advice|link|pack|policy|question…] [--minutes N]
    what strangers send, made up by libFuzzer from what it reached before; wants a C++ compiler
cargo xtask reproduce
    builds here, and from nothing in another folder out of what the Dockerfile copies; compares byte for byte
cargo xtask prove [APP…]
    builds and runs the small applications of prove/apps as they are and as Basewise rewrites them, and what it
    calls unfit, too; wants root and Debian's docker.io and debootstrap, and says so where they are missing
cargo xtask shot [--url-fragment TEXT] [--type FILE] [--click CSS] [--wait CSS] [--width N] [--height N]
                 [--dark] [--full] [--release] OUT.png
    a picture of the page, taken in Chromium
cargo xtask shot --album [--looks light,dark,phone,tablet,wide,print,forced] [--release] FOLDER [STATE…]
    a picture of every state of the page, or of those named
cargo xtask catalogue refresh [--only REPOSITORY] [--registry URL] [--dry-run] [--help]
    asks registries and endoflife.date, writes their answers into catalogue/, prints what changed
";

/// Runs the task that the first word names.
pub fn run(words: &[String]) -> Done {
    let (task, rest) = words.split_first().map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    match task {
        "build" => build::task(Args::new(rest)),
        "serve" => serve::task(Args::new(rest)),
        "bench" => bench(rest),
        "fuzz" => fuzz::task(Args::new(rest)),
        "reproduce" => reproduce::task(Args::new(rest)),
        "prove" => prove::task(rest),
        "shot" => shot::task(rest),
        "catalogue" => refresh::task(rest),
        "test" => test::task(rest),
        "help" | "--help" | "-h" => {
            print!("{}", help());
            Ok(())
        }
        other => Err(format!("there is no task `{other}`\n\n{}", help()).into()),
    }
}

fn bench(filter: &[String]) -> Done {
    let benches = ["--bench", "reading", "--bench", "catalogue", "--bench", "speed"];
    command::must(command::cargo(&["bench", "--package", "basewise"]).args(benches).arg("--").args(filter))
}

/// Names another folder to work on: `reproduce` builds a copy with it.
pub const ROOT: &str = "BASEWISE_ROOT";

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    if let Some(other) = std::env::var_os(ROOT) {
        return PathBuf::from(other);
    }
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}
