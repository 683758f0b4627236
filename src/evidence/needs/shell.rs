//! A shell at run time: shell forms, scripts, `npm start`, health checks, `sh -c` written out.

use crate::evidence::asked;
use crate::evidence::companions::scripts;
use crate::evidence::{Certainty, Doubt, Facts, Product, Scene, ShellUse, What, artefact, start, trace};
use crate::stages::Form;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    forms(scene, facts);
    script(scene, facts);
    hooks(scene, facts);
    runner(scene, facts);
    health_check(scene, facts);
    explicit(scene, facts);
    release(scene, facts);
    distribution(scene, facts);
    bun_script(scene, facts);
}

fn forms(scene: &Scene, facts: &mut Facts) {
    let config = &scene.shipped().config;
    let shell_entrypoint = config.entrypoint.as_ref().filter(|launch| launch.form == Form::Shell);
    if let Some(launch) = shell_entrypoint {
        note(facts, scene, ShellUse::ShellFormEntrypoint, Certainty::Certain, vec![launch.span]);
        return;
    }
    if let Some(launch) = config.cmd.as_ref().filter(|launch| launch.form == Form::Shell) {
        note(facts, scene, ShellUse::ShellFormCmd, Certainty::Certain, vec![launch.span]);
    }
}

fn note(facts: &mut Facts, scene: &Scene, what: ShellUse, certainty: Certainty, spans: Vec<crate::source::Span>) {
    facts.note(What::NeedsShell(what), scene.stage, certainty, spans);
}

/// A script of the file's own, or one a shell line starts.
fn script(scene: &Scene, facts: &mut Facts) {
    let Some(word) = &scene.start.script else { return };
    let spans = word.span.into_iter().collect::<Vec<_>>();
    let path = word.text.clone();
    let found = scripts::text(scene, &word.text);
    let interpreter = found.as_ref().and_then(|script| scripts::interpreter(script.text));
    if interpreter.as_deref().is_some_and(|program| !start::is_shell(program)) {
        return;
    }
    let companion = found.as_ref().and_then(|script| script.companion).map(str::to_string);
    let by_shell = scene.start.shell.as_ref().map(|shell| shell.name().to_string());
    let interpreter = interpreter.or(by_shell).or_else(|| word.name().ends_with(".bash").then(|| "bash".into()));
    let answer = scene.wishes.answer(asked::SHELL);
    if answer == Some("no") {
        return;
    }
    let sure = found.is_some() || answer.is_some() || interpreter.is_some();
    let certainty = if sure { Certainty::Certain } else { Certainty::Likely };
    note(facts, scene, ShellUse::Script { path: path.clone(), interpreter }, certainty, spans.clone());
    if let (Some(companion), Some(fact)) = (companion, facts.facts.last_mut()) {
        fact.companion = Some(companion);
    }
    if !sure {
        let doubt =
            Doubt { id: asked::SHELL, spans, answers: vec!["yes", "no"], assumed: Some("yes"), subject: Some(path) };
        artefact::ask(scene, facts, doubt);
    }
}

/// A script that the base's own start script runs; one that is read in place of run has its shell.
fn hooks(scene: &Scene, facts: &mut Facts) {
    for (path, span, script) in scripts::hooks(scene) {
        let interpreter = scripts::interpreter(script.text).filter(|program| start::is_shell(program));
        if interpreter.is_some() {
            note(facts, scene, ShellUse::Script { path, interpreter }, Certainty::Likely, vec![span]);
            if let Some(fact) = facts.facts.last_mut() {
                fact.companion = script.companion.map(str::to_string);
            }
        }
    }
}

/// Programs that run what they are told through `sh`, or are shell scripts themselves.
const RUNNERS: &[&str] = &[
    "npm",
    "npx",
    "yarn",
    "pnpm",
    "mvnw",
    "mvn",
    "gradlew",
    "gradle",
    "sbt",
    "lein",
    "cron",
    "crond",
    "foreman",
    "honcho",
    "nodemon",
    "react-scripts",
    "catalina.sh",
    "jetty.sh",
];

fn runner(scene: &Scene, facts: &mut Facts) {
    let program = scene.start.program.iter().chain(&scene.start.runners);
    // A program that the file itself makes is its own, whatever it is called.
    let own = scene.running.producer.as_ref().is_some_and(|producer| matches!(producer.by, trace::By::Command(_)));
    let started = scene.start.program.as_ref().filter(|_| own);
    let program = program.filter(|word| started != Some(*word));
    for word in program.filter(|word| RUNNERS.contains(&word.name())) {
        let spans = word.span.into_iter().collect::<Vec<_>>();
        let spans = if spans.is_empty() { vec![scene.shipped().span] } else { spans };
        note(facts, scene, ShellUse::ScriptRunner { runner: word.name().into() }, Certainty::Certain, spans);
    }
}

fn health_check(scene: &Scene, facts: &mut Facts) {
    let Some(Some(launch)) = &scene.shipped().config.healthcheck else { return };
    let explicit = launch.words.first().is_some_and(|word| start::is_shell(word.text.rsplit('/').next().unwrap_or("")));
    if launch.form == Form::Shell || explicit {
        note(facts, scene, ShellUse::HealthCheck, Certainty::Certain, vec![launch.span]);
    }
}

/// `["sh", "-c", …]`, or a shell as the program.
fn explicit(scene: &Scene, facts: &mut Facts) {
    let Some(shell) = scene.start.shell.as_ref().filter(|_| scene.start.script.is_none()) else { return };
    if let Some(span) = shell.span {
        note(facts, scene, ShellUse::Explicit, Certainty::Certain, vec![span]);
        if shell.name() != "sh" {
            let what = What::NeedsTool { tool: shell.name().into(), health_check_only: false };
            facts.note(what, scene.stage, Certainty::Certain, vec![span]);
        }
    }
}

/// Gradle's `installDist`, sbt's `stage` and Maven's appassembler put a shell script before the program.
fn distribution(scene: &Scene, facts: &mut Facts) {
    const PLACES: &[&str] = &["build/install/", "universal/stage/", "target/appassembler/", "build/distributions/"];
    let Some(program) = scene.start.program.as_ref().filter(|word| word.span.is_some()) else { return };
    let producer = trace::program(scene, scene.stage, &program.text, scene.workdir());
    if producer.is_some_and(|producer| PLACES.iter().any(|place| producer.path.contains(place))) {
        let what = ShellUse::Script { path: program.text.clone(), interpreter: Some("sh".into()) };
        note(facts, scene, what, Certainty::Likely, program.span.into_iter().collect());
    }
}

/// `bun run start` hands a script of package.json to `sh`; `bun run index.ts` runs a file itself.
fn bun_script(scene: &Scene, facts: &mut Facts) {
    let start = &scene.start;
    let Some(program) = start.program.as_ref().filter(|word| word.name() == "bun" && start.arg("run")) else { return };
    let script = start.args.iter().skip_while(|arg| arg.text != "run").skip(1).find(|arg| !arg.text.starts_with('-'));
    if script.is_some_and(|script| script.known && !script.text.contains(['.', '/'])) {
        let spans = program.span.into_iter().collect();
        note(facts, scene, ShellUse::ScriptRunner { runner: "bun".into() }, Certainty::Likely, spans);
    }
}

/// The start script of an Erlang or Elixir release is a shell script.
fn release(scene: &Scene, facts: &mut Facts) {
    let name = scene.running.name.as_deref().unwrap_or_default();
    let beam = matches!(name, "elixir" | "erlang") && facts.product == Product::Service;
    let Some(program) = scene.start.program.as_ref().filter(|_| beam && scene.running.producer.is_some()) else {
        return;
    };
    let what = ShellUse::Script { path: program.text.clone(), interpreter: Some("sh".into()) };
    note(facts, scene, what, Certainty::Likely, program.span.into_iter().collect());
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn shell_forms_and_scripts_need_a_shell() {
        check("FROM debian:13\nCMD nginx -g 'daemon off;'", &["needs-shell shell-form-cmd"]);
        check("FROM debian:13\nENTRYPOINT exec /app", &["needs-shell shell-form-entrypoint"]);
        check(
            "FROM debian:13\nCOPY e.sh /e.sh\nENTRYPOINT [\"/e.sh\"]",
            &["needs-shell script /e.sh", "? script-needs-shell"],
        );
        check("FROM node:24\nCMD [\"npm\", \"start\"]", &["needs-shell script-runner npm"]);
        check(
            "FROM node:24\nHEALTHCHECK CMD curl -f localhost\nCMD [\"node\",\"a.js\"]",
            &["needs-shell health-check"],
        );
        check("FROM debian:13\nCMD [\"sh\", \"-c\", \"exec app\"]", &["needs-shell explicit"]);
    }

    #[test]
    fn a_script_beside_what_make_installs_is_no_program() {
        let file = "FROM gcc:15 AS b\nRUN make install DESTDIR=/opt/x\nFROM debian:13\nCOPY --from=b /opt/x /opt/x\nENV PATH=/opt/x/bin:$PATH\nENTRYPOINT [\"entrypoint.sh\"]";
        check(file, &["needs-shell script entrypoint.sh"]);
        lacks(
            "FROM golang:1.26 AS b\nRUN go build -o /run.sh\nFROM debian:13\nCOPY --from=b /run.sh /\nENTRYPOINT [\"/run.sh\"]",
            "needs-shell",
        );
    }

    #[test]
    fn bun_hands_scripts_to_a_shell_and_runs_files_itself() {
        check("FROM oven/bun:1\nCMD [\"bun\", \"run\", \"start\"]", &["needs-shell script-runner bun"]);
        lacks("FROM oven/bun:1\nCMD [\"bun\", \"run\", \"index.ts\"]", "needs-shell");
    }

    #[test]
    fn what_gradle_installs_is_started_by_a_script() {
        check(
            "FROM gradle:8-jdk21 AS b\nRUN gradle installDist\nFROM eclipse-temurin:21-jre\nCOPY --from=b /s/build/install/app /app\nENTRYPOINT [\"/app/bin/app\"]",
            &["needs-shell script /app/bin/app"],
        );
    }

    #[test]
    fn exec_forms_do_without() {
        lacks("FROM node:24\nHEALTHCHECK CMD [\"node\", \"h.js\"]\nCMD [\"node\", \"a.js\"]", "needs-shell");
        lacks("FROM scratch\nCOPY app /app\nENTRYPOINT [\"/app\"]", "needs-shell");
    }
}
