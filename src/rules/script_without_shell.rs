//! # A script is started, and the base cannot run it
//!
//! ## What it is
//! `ENTRYPOINT` or `CMD` names a shell script, calls `sh -c` itself, or goes through a runner such as `npm start`, which hands its line to `sh`.
//!
//! ## Why it matters
//! Without the interpreter of its first line the container ends with `no such file or directory`, although the script is there. A script for `bash` fails in the same way on Alpine, which has only `sh`.
//!
//! ## What to do
//! Start the program itself and move what the script does into it, or into the platform: variables, waiting for a database, migrations. Where the script stays, stay on a base with its interpreter.
//!
//! ## When not to
//! Entrypoint scripts of products such as databases do real work. Keep them.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! ENTRYPOINT ["/bin/sh", "-c", "node /app/server.js"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! CMD ["/app/server.js"]
//! ```
//!
//! ## Sources
//! - [Distroless: entrypoints](https://github.com/GoogleContainerTools/distroless#entrypoints)
//! - [npm: scripts run in a shell](https://docs.npmjs.com/cli/v11/using-npm/scripts)

use super::claims::*;
use super::offers;
use super::packages::installs;
use super::places::unseen_scripts;
use crate::catalogue::{Image, Purpose, Tri};
use crate::evidence::asked;
use crate::evidence::{ShellUse, start::is_shell};

pub const RULE: Rule = Rule { id: "script-without-shell", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|_| !case.brings("bin/")) else { return Vec::new() };
    let lang = case.lang();
    let lacking = scripts(case).filter(|(_, usage)| has(case, footing.image(), interpreter(usage)) == Tri::No);
    let claim = |(fact, usage): (&Fact, &ShellUse)| {
        let what = text(case, fact, usage, footing.image());
        let why = say!(lang,
            en: "The container ends at once with `no such file or directory`.",
            de: "Der Container endet sofort mit `no such file or directory`.",
            zh: "容器会立即以 `no such file or directory` 退出。");
        finding(RULE.id, Severity::Error, [what, why, remedy(lang, usage)], fact.spans.clone())
    };
    lacking.map(claim).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        return Vec::new();
    }
    let beside = unseen_scripts::of_bash(case, choice);
    let beside = beside.map(|(path, span)| may_be_bash(case, choice, &path, span));
    scripts(case).filter_map(|(fact, usage)| judge(case, choice, fact, usage)).chain(beside).collect()
}

fn judge(case: &Case, choice: &Choice, fact: &Fact, usage: &ShellUse) -> Option<Objection> {
    let needed = interpreter(usage);
    let held = has(case, &choice.image, needed);
    let (lang, mut text) = (case.lang(), text(case, fact, usage, &choice.image));
    let weight = match held {
        Tri::Yes => return unread(case, choice, fact, usage),
        _ if needed != "sh" && installs::keeps_installing(choice) => {
            let manager = installs::manager_name(&choice.image);
            text = say!(lang,
                en: "{text} Install it there with `{manager}`.",
                de: "{text} Installiere es dort mit `{manager}`.",
                zh: "{text}请在其中用 `{manager}` 安装。");
            return Some(objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::Yours));
        }
        Tri::Unknown => Weight::Doubt,
        Tri::No => Weight::Blocker,
    };
    let remedy = remedy(lang, usage);
    Some(objection(RULE.id, weight, format!("{text} {remedy}"), fact.spans.clone()))
}

/// A script that nobody showed us may be one of Bash, which today's base has.
fn unread(case: &Case, choice: &Choice, fact: &Fact, usage: &ShellUse) -> Option<Objection> {
    let ShellUse::Script { path, interpreter: None } = usage else { return None };
    let holds = |image: &Image| has(case, image, "bash");
    let lost = case.present().map(holds) == Some(Tri::Yes) && holds(&choice.image) != Tri::Yes;
    let seen = fact.certainty == Certainty::Certain && case.answer(asked::SHELL).is_none();
    let span = *fact.spans.first()?;
    (lost && !seen).then(|| may_be_bash(case, choice, path, span))
}

fn may_be_bash(case: &Case, choice: &Choice, path: &str, span: Span) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} starts the script `{path}`, which we have not seen: if its first line names `bash`, `{image}` does not start it unless `bash` is installed there.",
        de: "{line} startet das Skript `{path}`, das wir nicht kennen: Nennt seine erste Zeile `bash`, startet `{image}` es nicht, solange dort kein `bash` installiert ist.",
        zh: "{line}启动脚本 `{path}`，而我们没有见过它：如果它的首行写的是 `bash`，除非在 `{image}` 中安装 `bash`，否则无法启动。");
    objection(RULE.id, Weight::Doubt, text, vec![span])
}

/// Whether the base, or what the file installs on it today, has the interpreter.
fn has(case: &Case, image: &Image, interpreter: &str) -> Tri {
    let own = if interpreter == "sh" { image.shell } else { offers::tool(image, interpreter) };
    let installed = case.installs().iter().any(|install| install.package.name == interpreter);
    if own != Tri::Yes && image.shell == Tri::Yes && installed { Tri::Yes } else { own }
}

fn scripts<'a>(case: &'a Case) -> impl Iterator<Item = (&'a Fact, &'a ShellUse)> {
    case.facts.find("needs-shell").filter_map(|fact| match &fact.what {
        What::NeedsShell(usage @ (ShellUse::Script { .. } | ShellUse::ScriptRunner { .. } | ShellUse::Explicit)) => {
            Some((fact, usage))
        }
        _ => None,
    })
}

fn interpreter(usage: &ShellUse) -> &str {
    match usage {
        ShellUse::Script { interpreter: Some(name), .. } => match name.rsplit('/').next().unwrap_or(name) {
            "dash" | "ash" => "sh",
            name => name,
        },
        _ => "sh",
    }
}

fn text(case: &Case, fact: &Fact, usage: &ShellUse, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &image.reference);
    let needed = interpreter(usage);
    match usage {
        ShellUse::Script { path, .. } => say!(lang,
            en: "{line} starts the script `{path}`, and `{image}` has no `{needed}`.",
            de: "{line} startet das Skript `{path}`, und `{image}` hat kein `{needed}`.",
            zh: "{line}启动脚本 `{path}`，而 `{image}` 没有 `{needed}`。"),
        ShellUse::ScriptRunner { runner } => say!(lang,
            en: "{line} starts through `{runner}`, which needs a shell, and `{image}` has none.",
            de: "{line} startet über `{runner}`, das eine Shell braucht, und `{image}` hat keine.",
            zh: "{line}通过 `{runner}` 启动，它需要 shell，而 `{image}` 没有。"),
        _ if is_unsaid(case, fact) => unsaid(case, image),
        _ => say!(lang,
            en: "{line} calls a shell itself, and `{image}` has none.",
            de: "{line} ruft selbst eine Shell auf, und `{image}` hat keine.",
            zh: "{line}直接调用 shell，而 `{image}` 没有。"),
    }
}

/// The fact stands on the FROM line: no line of the file calls a shell.
fn is_unsaid(case: &Case, fact: &Fact) -> bool {
    let from = |span: &Span| case.build.stages.iter().any(|stage| stage.span.contains(*span));
    !fact.spans.is_empty() && fact.spans.iter().all(from)
}

/// What runs instead of a program of the file.
fn unsaid(case: &Case, image: &str) -> String {
    let lang = case.lang();
    if case.present().is_some_and(starts_shell) {
        return say!(lang,
            en: "The file names no program to start, so the base's own command (a shell) would run, and `{image}` has none.",
            de: "Die Datei nennt kein Programm zum Starten, also liefe der eigene Befehl des Basis-Images (eine Shell), und `{image}` hat keine.",
            zh: "文件没有指定要启动的程序，因此会运行基础镜像自己的命令（shell），而 `{image}` 没有 shell。");
    }
    say!(lang,
        en: "The file names no program to start, so whoever uses the image may call a shell in it, and `{image}` has none.",
        de: "Die Datei nennt kein Programm zum Starten, wer das Image benutzt, ruft darin womöglich eine Shell auf, und `{image}` hat keine.",
        zh: "文件没有指定要启动的程序，使用者可能会在其中调用 shell，而 `{image}` 没有 shell。")
}

/// An operating system's own image starts a shell, unless its row says otherwise.
fn starts_shell(now: &Image) -> bool {
    let words = now.entrypoint.as_ref().filter(|words| !words.is_empty()).or(now.cmd.as_ref());
    match words.and_then(|words| words.first()) {
        Some(word) => is_shell(word.rsplit('/').next().unwrap_or(word)),
        None => now.purpose == Purpose::Os && now.shell == Tri::Yes,
    }
}

fn remedy(lang: Lang, usage: &ShellUse) -> String {
    match usage {
        ShellUse::ScriptRunner { .. } => say!(lang,
            en: "Start the program itself, as the `start` script does.",
            de: "Starte das Programm selbst, so wie es das `start`-Skript tut.",
            zh: "请像 `start` 脚本那样直接启动程序。"),
        _ => say!(lang,
            en: "Start the program itself, or keep a base with a shell.",
            de: "Starte das Programm selbst, oder behalte ein Image mit Shell.",
            zh: "请直接启动程序，或保留带 shell 的基础镜像。"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_script_needs_its_interpreter() {
        fires(RULE.id, "FROM gcr.io/distroless/cc-debian13\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n");
        let npm = "FROM node:24\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
        assert_eq!(weight(RULE.id, npm, "gcr.io/distroless/nodejs24-debian13", Shape::Swap), Some(Weight::Blocker));
        let bash = "FROM debian:13\nCOPY run.sh /run.sh\nCMD [\"bash\", \"/run.sh\"]\n";
        assert!(weight(RULE.id, bash, "gcr.io/distroless/cc-debian13", Shape::Swap) == Some(Weight::Blocker));
    }

    #[test]
    fn a_file_that_starts_nothing_is_not_said_to_call_a_shell() {
        let file = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\n";
        let told = weighed(RULE.id, file, "gcr.io/distroless/cc-debian13", Shape::Swap);
        assert!(told[0].text.contains("the base's own command (a shell)"), "{told:?}");
        let told = weighed(RULE.id, &file.replace("debian:13-slim", "node:24"), "scratch", Shape::Swap);
        assert!(told[0].text.contains("may call a shell"), "{told:?}");
    }

    #[test]
    fn a_script_that_nobody_saw_may_be_one_of_bash() {
        let file = "FROM debian:13-slim\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n";
        let to = |file: &str, image: &str| weight(RULE.id, file, image, Shape::Swap);
        assert_eq!(to(file, "alpine:3.24"), Some(Weight::Doubt));
        assert_eq!(to(file, "ubuntu:26.04"), None);
        assert_eq!(to(&file.replace("debian:13-slim", "alpine:3.23"), "alpine:3.24"), None, "it has none today");
        assert_eq!(to(&file.replace("\"/run.sh", "\"sh\", \"/run.sh"), "alpine:3.24"), None, "sh runs it");
        let companions = vec![crate::wishes::Companion { path: "run.sh".into(), text: "#!/bin/sh\nexec app\n".into() }];
        let input = crate::wishes::Input { companions, ..crate::wishes::Input::pasted(file) };
        let choice = Choice { image: image("alpine:3.24"), shape: Shape::Swap };
        assert!(with(&input, |case| base(case, &choice)).is_empty(), "it was shown");
    }

    #[test]
    fn a_program_started_by_itself_needs_none() {
        silent(RULE.id, "FROM debian:13-slim\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n");
        let node = "FROM node:24\nCOPY . .\nCMD [\"node\", \"server.js\"]\n";
        assert_eq!(weight(RULE.id, node, "gcr.io/distroless/nodejs24-debian13", Shape::Swap), None);
    }
}
