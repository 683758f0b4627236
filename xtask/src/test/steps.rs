//! The steps of `cargo xtask test`, in the order in which they are cheapest to fail.

use super::{budget, display, machine, shipped, sites, types, workflows};
use crate::Done;
use crate::command::{cargo, command, failing, must};

/// One thing that must hold.
pub struct Step {
    /// What you type to run it alone.
    pub name: &'static str,
    /// One line for the progress and the help.
    pub what: &'static str,
    pub when: When,
    /// Does it; the words are filters for the tests.
    pub run: fn(&[String]) -> Done,
}

/// When a step runs by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    /// Not with `--fast`.
    Unhurried,
    /// In a job of its own.
    Named,
}

/// All of them.
pub const STEPS: &[Step] = &[
    Step { name: "format", what: "the code is formatted", when: When::Always, run: format },
    Step {
        name: "lint",
        what: "clippy has nothing to say about the engine, the command line and the tools",
        when: When::Always,
        run: lint,
    },
    Step {
        name: "lint-page",
        what: "clippy has nothing to say about the page (wasm32)",
        when: When::Always,
        run: lint_page,
    },
    Step {
        name: "test",
        what: "unit, literate, snapshot, property and oracle tests, layers, examples in docs",
        when: When::Always,
        run: test,
    },
    Step {
        name: "hostile",
        what: "an optimised build reads every hostile file, 10 MB and 100,000 stages among them",
        when: When::Unhurried,
        run: hostile,
    },
    Step { name: "build", what: "the deployable site is built into dist/", when: When::Always, run: build },
    Step { name: "budget", what: "dist/ keeps to the budgets of DESIGN.md", when: When::Always, run: budget::check },
    Step {
        name: "shipped",
        what: "dist/ is whole: twins, checksums, bill of materials, policies, links, no door to markup",
        when: When::Always,
        run: shipped::check,
    },
    Step {
        name: "reproduce",
        what: "a second build, in another folder, of what the Dockerfile copies, is the same byte for byte",
        when: When::Named,
        run: crate::reproduce::again,
    },
    Step {
        name: "workflows",
        what: "actionlint and zizmor have nothing to say about .github/workflows",
        when: When::Named,
        run: workflows::check,
    },
    Step {
        name: "types",
        what: "TypeScript's compiler agrees with the types in dist/",
        when: When::Unhurried,
        run: types::check,
    },
    Step {
        name: "refresh",
        what: "the catalogue is refreshed from a registry on this machine",
        when: When::Unhurried,
        run: crate::refresh::test,
    },
    Step {
        name: "licences",
        what: "licences, sources and bans of deny.toml, and lock files that are current",
        when: When::Unhurried,
        run: licences,
    },
    Step {
        name: "buildkit",
        what: "BuildKit's own parser accepts every rewritten file",
        when: When::Unhurried,
        run: buildkit,
    },
    Step {
        name: "prove",
        what: "small applications are built and run, before and after their rewrite",
        when: When::Unhurried,
        run: prove,
    },
    Step { name: "browser", what: "dist/ works in Chromium, Firefox and WebKit", when: When::Unhurried, run: browser },
    Step {
        name: "sites",
        what: "embeds work in sites made with mdBook, MkDocs, VitePress and Sphinx",
        when: When::Unhurried,
        run: sites::check,
    },
];

fn format(_: &[String]) -> Done {
    must(&mut cargo(&["fmt", "--all", "--check"]))
        .map_err(|problem| format!("{problem}; `cargo fmt --all` mends it").into())
}

fn lint(_: &[String]) -> Done {
    must(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn lint_page(_: &[String]) -> Done {
    crate::build::add_target()?;
    let page = ["clippy", "--quiet", "--package", "basewise", "--lib", "--bins", "--target", crate::build::TARGET];
    must(cargo(&page).args(["--", "-D", "warnings"]))
}

fn test(filter: &[String]) -> Done {
    must(cargo(&["test", "--workspace", "--exclude", "browser", "--no-fail-fast", "--"]).args(filter))
}

/// What `test` tries without optimisation in an eighth and smaller.
fn hostile(filter: &[String]) -> Done {
    let words =
        ["test", "--profile", "swift", "--package", "basewise", "--test", "hostile", "--test", "untrusted", "--"];
    must(cargo(&words).args(["--nocapture"]).args(filter).env("UNTRUSTED_CASES", "5000"))
}

fn build(_: &[String]) -> Done {
    build_site()
}

/// `dist/`, as it ships.
pub fn build_site() -> Done {
    crate::build::task(crate::args::Args::new(&["--single".to_owned()]))
}

/// The three workspaces, each with a lock file of its own. `--locked`: one that is not current is a failure.
const WORKSPACES: &[&str] = &["Cargo.toml", "fuzz/Cargo.toml", "refresh/Cargo.toml"];

fn licences(_: &[String]) -> Done {
    let deny = machine::cargo_deny()?;
    let deny = deny.to_string_lossy();
    WORKSPACES.iter().try_for_each(|manifest| {
        let whose = ["--manifest-path", manifest, "--config", "deny.toml", "--workspace", "--locked"];
        let check = ["check", "licenses", "bans", "sources"];
        must(command(&deny, &whose).args(check).env("CARGO_TERM_QUIET", "true"))
    })
}

fn buildkit(_: &[String]) -> Done {
    let Some(python) = machine::buildkit_parser()? else { return Ok(()) };
    must(
        cargo(&["test", "--test", "rewrite_buildkit", "--", "--ignored", "--nocapture"]).env("BUILDKIT_PYTHON", python),
    )
}

/// In continuous integration all steps together have an hour; `cargo xtask prove` takes as long as all twelve need.
const PROOF_MINUTES: &str = "3";

fn prove(filter: &[String]) -> Done {
    machine::prepare_proof()?;
    let bounded = ["--minutes".to_owned(), PROOF_MINUTES.to_owned()];
    crate::prove::task(&[&bounded, filter].concat())
}

/// The test that holds a stopwatch: beside another browser on two cores it would measure that one.
const ALONE: &str = "types_within_a_frame";

/// The tests of a page that breaks when it is told to, which is built apart from the one that ships.
const BROKEN: &str = "broken";

/// 360 tests in three real browsers on two busy cores: so many may have met a browser's bad moment, and are
/// tried again with the machine to themselves. What fails then, fails.
const SECOND_TRIES: usize = 4;

fn browser(filter: &[String]) -> Done {
    machine::prepare()?;
    build_site()?;
    if filter.is_empty() || filter.iter().any(|word| word.contains(BROKEN)) {
        let extras = crate::build::Extras { breakable: true, ..Default::default() };
        crate::build::build_quickly(&crate::root().join("target/breakable"), &extras)?;
    }
    let display = display::start()?;
    let tests = || cargo(&["test", "--package", "browser", "--test", "pages", "--"]);
    let failed =
        failing(tests().args(["--test-threads", "2", "--skip", ALONE]).args(filter).envs(display.environment()))?;
    if !failed.is_empty() {
        let names = failed.join(", ");
        if failed.len() > SECOND_TRIES {
            return Err(format!("{} tests failed: {names}", failed.len()).into());
        }
        println!("━━ {names}: tried once more, alone");
        must(tests().args(["--test-threads", "1", "--exact"]).args(&failed).envs(display.environment()))?;
        println!("━━ PASSED ONLY AT THE SECOND TRY: {names}. A test that comes here twice is a fault to mend.");
    }
    if filter.iter().all(|word| ALONE.contains(word.as_str())) {
        must(tests().args(["--test-threads", "1", "--nocapture", ALONE]).envs(display.environment()))?;
    }
    Ok(())
}
