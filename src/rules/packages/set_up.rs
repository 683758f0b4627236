//! What sets a language up on a plain system, where the base brings that language: NodeSource's archive, the name
//! `python3` for one of several. Told under `package-manager-mismatch`.

use super::own_packages::takes_over;
use crate::rules::claims::*;
use crate::rules::languages::runtimes;
use crate::rules::package_manager_mismatch::RULE;
use crate::shell::Command;
use crate::stages::Launch;

/// Each such call goes; a RUN that is nothing else, as a whole.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(language) = takes_over(case, choice) else { return Vec::new() };
    let mut told = Vec::new();
    for step in case.steps() {
        let Some(run) = step.run() else { continue };
        let calls: Vec<usize> = (0..run.commands.len()).filter(|&at| sets_up(language, run, at)).collect();
        let whole = calls.len() == run.commands.len();
        let each = calls.into_iter().take(if whole { 1 } else { usize::MAX });
        told.extend(each.map(|command| {
            let instruction = step.instruction;
            // `curl … | bash -` is one way: it is told by its first call.
            let first = (0..=command).rev().take_while(|&at| sets_up(language, run, at)).last().unwrap_or(command);
            let change =
                if whole { Change::Drop { instruction } } else { Change::DropCommand { instruction, command } };
            objection(RULE.id, Weight::Change, text(case, choice, language, &run.commands[first]), vec![step.span])
                .by(change)
        }));
    }
    told
}

fn text(case: &Case, choice: &Choice, language: &'static str, call: &Command) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[call.span])), &choice.image.reference);
    let (of, used) = (runtimes::title(language), call.name());
    say!(lang,
        en: "{line} sets {of} up with `{used}`, and `{image}` has it ready: the call goes.",
        de: "{line} richtet {of} mit `{used}` ein, und `{image}` hat es fertig: Der Aufruf entfällt.",
        zh: "{line}用 `{used}` 设置 {of}，而 `{image}` 已自带：去掉该调用。")
}

fn sets_up(language: &str, run: &Launch, at: usize) -> bool {
    let call = &run.commands[at];
    if run.commands.get(at + 1).is_some_and(|inner| call.wraps(inner)) {
        return sets_up(language, run, at + 1);
    }
    let feeds = || run.commands[..at].iter().rev().find(|before| !before.wraps(call));
    let names = |call: &Command, word: &str| call.args.iter().any(|arg| arg.text.contains(word));
    match language {
        // github.com/nodesource/distributions: `curl … | bash -`, or a key and a line for apt.
        "node" if names(call, "nodesource") => true,
        "node" => {
            let fed = matches!(call.name(), "bash" | "sh") && call.args.iter().all(|arg| arg.text.starts_with('-'));
            let key = call.name() == "apt-key" && names(call, "add");
            (fed || key) && feeds().is_some_and(|before| names(before, "nodesource"))
        }
        "python" => matches!(call.name(), "ln" | "update-alternatives") && names(call, "bin/python"),
        _ => false,
    }
}

/// Whether a RUN holds such a call.
pub fn is_in(language: &str, run: &Launch) -> bool {
    (0..run.commands.len()).any(|at| sets_up(language, run, at))
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn rewritten(file: &str) -> String {
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written").dockerfile
    }

    #[test]
    fn node_js_from_nodesource_gives_way_to_its_image() {
        let rest = "WORKDIR /app\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";
        let lines = "RUN apt-get update && apt-get install -y curl\nRUN curl -sL https://deb.nodesource.com/setup_8.x | bash -\nRUN apt-get install -y nodejs\n";
        let text = rewritten(&format!("FROM ubuntu:16.04\n{lines}{rest}"));
        assert_eq!(text, format!("FROM node:24-trixie-slim\nRUN apt-get update && apt-get install -y curl\n{rest}"));
        let line = "RUN apt-get update && apt-get install -y curl gnupg && curl -sL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs\n";
        let text = rewritten(&format!("FROM ubuntu:20.04\n{line}{rest}"));
        let kept = "RUN apt-get update && apt-get install -y curl gnupg\n";
        assert_eq!(text, format!("FROM node:22-trixie-slim\n{kept}{rest}"));
        let sudo = rewritten(&format!("FROM ubuntu:20.04\n{}{rest}", line.replace("bash", "sudo -E bash")));
        assert_eq!(sudo, text);
        let alone = rewritten(&format!("FROM ubuntu:16.04\n{}{rest}", lines.replace("bash", "sudo -E bash")));
        assert_eq!(alone, format!("FROM node:24-trixie-slim\nRUN apt-get update && apt-get install -y curl\n{rest}"));
    }

    #[test]
    fn one_of_several_pythons_needs_no_name_any_more() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python3.7 python3-pip && update-alternatives --install /usr/bin/python3 python3 /usr/bin/python3.7 1\nRUN python3.7 -m pip install flask\nCOPY a.py /\nCMD [\"python3.7\", \"/a.py\"]\n";
        let text = rewritten(file);
        assert_eq!(
            text,
            "FROM python:3.11-slim-trixie\nRUN python3.11 -m pip install flask\nCOPY a.py /\nCMD [\"python3.11\", \"/a.py\"]\n"
        );
    }
}
