//! Scripts that run and are not at hand: what they call cannot be seen, and today's base may have more of it. Told under
//! `tool-missing`.

use crate::catalogue::Tri;
use crate::evidence::{ShellUse, start::is_shell};
use crate::rules::claims::*;
use crate::rules::packages::installs;
use crate::rules::{compiler_missing, missing_shared_library, offers};
use crate::shell::Command;
use crate::stages::{Does, Form, Launch, Origin};

/// What scripts call, and full images have and slim ones have not.
const CALLED: [&str; 8] = ["curl", "git", "make", "openssl", "perl", "python3", "ssh", "wget"];

/// `told` is what the rule says of the base beside this: what the change installs is no longer lacking.
pub fn objection_to(case: &Case, choice: &Choice, rule: &'static str, told: &[Objection]) -> Option<Objection> {
    let (path, span) = started(case).or_else(|| beside(case)).filter(|_| choice.image.shell == Tri::Yes)?;
    let mut gone: Vec<&str> = CALLED.into_iter().filter(|tool| is_lost(case, choice, tool)).collect();
    gone.first()?;
    let others = [&compiler_missing::RULE, &missing_shared_library::RULE].into_iter().filter_map(|rule| rule.base);
    let others: Vec<Objection> = others.flat_map(|judge| judge(case, choice)).collect();
    let brought = |tool: &str| [told, &others].iter().any(|of| installs::are_to_bring(of, &choice.image, tool));
    gone.retain(|tool| !brought(tool));
    (!gone.is_empty()).then(|| risk(case, choice, rule, (&path, span), &gone))
}

/// One that is started beside the program, and may be one of Bash, which only today's base has.
pub fn of_bash(case: &Case, choice: &Choice) -> Option<(String, Span)> {
    let lost = choice.image.shell == Tri::Yes && is_lost(case, choice, "bash");
    beside(case).filter(|_| lost && started(case).is_none())
}

fn risk(case: &Case, choice: &Choice, rule: &'static str, (path, span): (&str, Span), gone: &[&str]) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let tools = codes(lang, gone);
    let text = say!(lang,
        en: "{line} runs `{path}`, which we have not seen: of what it may call, `{image}` lacks {tools}.",
        de: "{line} führt `{path}` aus, das wir nicht kennen: Von dem, was es aufrufen mag, fehlen auf `{image}` {tools}.",
        zh: "{line}运行 `{path}`，而我们没有见过它：它可能调用的程序中，`{image}` 缺少 {tools}。");
    objection(rule, Weight::Risk, text, vec![span])
}

/// Today's base has it, the other has not, and the file neither installs nor copies it.
fn is_lost(case: &Case, choice: &Choice, tool: &str) -> bool {
    case.present().is_some_and(|now| offers::tool(now, tool) == Tri::Yes)
        && offers::tool(&choice.image, tool) == Tri::No
        && !offers::is_installed(case, tool)
        && !offers::is_copied(case, tool)
}

/// The script that ENTRYPOINT or CMD starts; those that builders write beside their programs are known.
fn started(case: &Case) -> Option<(String, Span)> {
    case.facts.find("needs-shell").find_map(|fact| match &fact.what {
        What::NeedsShell(ShellUse::Script { path, interpreter }) => {
            let own = (interpreter.is_none() || is_script(path)) && fact.companion.is_none() && is_unseen(case, path);
            Some((path.clone(), *fact.spans.first()?)).filter(|_| own)
        }
        _ => None,
    })
}

/// One that a shell line calls, or that lies where the start script of the base looks for others.
fn beside(case: &Case) -> Option<(String, Span)> {
    let config = &case.build.shipped_stage()?.config;
    let lines = config.entrypoint.iter().chain(&config.cmd);
    let mut called = lines.filter(|launch| reads_lines(launch)).flat_map(|launch| &launch.commands).filter_map(script);
    called.find(|(path, _)| is_own(case, path) && is_unseen(case, path)).or_else(|| hook(case))
}

fn reads_lines(launch: &Launch) -> bool {
    let first = launch.words.first().and_then(|word| word.text.rsplit('/').next()).unwrap_or_default();
    launch.form == Form::Shell || is_shell(first)
}

fn script(command: &Command) -> Option<(String, Span)> {
    let word = match is_shell(command.name()) || matches!(command.name(), "." | "source") {
        true => command.args.iter().find(|arg| !arg.text.starts_with('-'))?,
        false => &command.program,
    };
    (word.known && is_script(&word.text)).then(|| (word.text.clone(), command.span))
}

fn is_script(path: &str) -> bool {
    path.ends_with(".sh") || path.ends_with(".bash")
}

/// The project brings it: not the base.
fn is_own(case: &Case, path: &str) -> bool {
    !path.starts_with('/') && path.contains('/') || case.brings_file(name(path))
}

fn is_unseen(case: &Case, path: &str) -> bool {
    let inline = |does: &Does| matches!(does, Does::Bring { from: Origin::Inline, .. });
    case.input.companion(name(path)).is_none() && !case.steps().iter().any(|step| inline(&step.does))
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// ([nginx](https://github.com/nginx/docker-nginx/blob/master/entrypoint/docker-entrypoint.sh): it runs what ends in `.sh`.)
fn hook(case: &Case) -> Option<(String, Span)> {
    let config = &case.build.shipped_stage()?.config;
    let own = config.entrypoint.is_none();
    case.steps().iter().filter(|_| own).find_map(|step| {
        let Does::Bring { sources, destination: Some(to), from: Origin::Context, .. } = &step.does else { return None };
        let hooks = to.text.starts_with("/docker-entrypoint.d");
        let source = sources.iter().find(|source| is_script(&source.text) && is_unseen(case, &source.text))?;
        hooks.then(|| (source.text.clone(), step.span))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Shape, Weight};

    const RULE: &str = "tool-missing";

    #[test]
    fn what_an_unseen_script_may_call_is_told() {
        let told = |file: &str, to: &str| {
            let all = weighed(RULE, file, to, Shape::Swap);
            all.into_iter().filter(|one| one.text.contains("have not seen")).map(|one| one.text).collect::<Vec<_>>()
        };
        let node = "FROM node:24\nCOPY . /\nRUN npm ci\nENTRYPOINT [\"/entrypoint.sh\"]\n";
        assert!(told(node, "node:24-trixie-slim")[0].contains("`git`"), "{:?}", told(node, "node:24-trixie-slim"));
        let line = node.replace("[\"/entrypoint.sh\"]", "./wait.sh && node a.js");
        assert_eq!(told(&line, "node:24-trixie-slim").len(), 1);
        assert!(told(&node.replace("[\"/entrypoint.sh\"]", "[\"node\", \"a.js\"]"), "node:24-trixie-slim").is_empty());
        assert!(told(node, "node:24-trixie").is_empty());
        let git = node.replace("RUN npm ci", "RUN apt-get update && apt-get install -y git && npm ci");
        assert!(!told(&git, "node:24-trixie-slim")[0].contains("`git`"));
        let built = node.replace("npm ci", "npm ci && git rev-parse HEAD > /commit");
        let text = &told(&built, "node:24-trixie-slim")[0];
        assert!(text.contains("`wget`") && !text.contains("`git`"), "the change installs it: {text}");
        let python = "FROM python:3.11\nCOPY . /\nRUN pip install gitpython mysqlclient\nENTRYPOINT [\"/run.sh\"]\n";
        let text = &told(python, "python:3.11-slim-trixie")[0];
        assert!(!text.contains("`git`"), "so does another rule's: {text}");
    }

    #[test]
    fn it_may_be_one_of_bash() {
        let doubts = |file: &str| {
            let all = weighed("script-without-shell", file, "nginx:1.31-alpine3.24-slim", Shape::Swap);
            all.iter().filter(|one| one.weight == Weight::Doubt).count()
        };
        let site = "FROM nginx:1.31\nCOPY dist /usr/share/nginx/html\n";
        assert_eq!(doubts(&format!("{site}COPY env.sh .\nCMD ./env.sh && nginx -g \"daemon off;\"\n")), 1);
        assert_eq!(doubts(&format!("{site}COPY 40-env.sh /docker-entrypoint.d/\n")), 1);
        assert_eq!(doubts(&format!("{site}COPY a.conf /etc/nginx/conf.d/\nCMD nginx -g \"daemon off;\"\n")), 0);
    }
}
