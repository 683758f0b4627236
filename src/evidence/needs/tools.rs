//! Programs that must be there when the image runs: wrappers, a health check's tool, what scripts call.

use super::habit;
use crate::catalogue::packages::{Distro, Role, os_package};
use crate::evidence::asked;
use crate::evidence::companions::scripts;
use crate::evidence::running::brought;
use crate::evidence::{Artefact, Certainty, Facts, Product, Scene, What, language, start, trace};
use crate::order;
use crate::shell::Command;
use crate::source::Span;
use crate::stages::Form;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    for word in scene.start.wrappers.iter().chain(&scene.start.runners) {
        if let Some(span) = word.span.filter(|_| !comes_with_runtime(word.name())) {
            note(scene, facts, word.name(), false, Certainty::Certain, span);
        }
    }
    for command in &scene.start.commands {
        let own = scene.start.program.as_ref().is_some_and(|word| word.name() == command.name());
        if (is_tool(command.name()) || is_own_shell(command.name())) && !own {
            note(scene, facts, command.name(), false, Certainty::Certain, command.span);
        }
    }
    shell_of_lines(scene, facts);
    of_script(scene, facts);
    node_script(scene, facts);
    browser(scene, facts);
    health_check(scene, facts);
    if facts.product != Product::BaseImage && facts.product != Product::Toolbox {
        installed(scene, facts);
    }
}

fn note(scene: &Scene, facts: &mut Facts, tool: &str, health_check_only: bool, certainty: Certainty, span: Span) {
    let what = What::NeedsTool { tool: tool.into(), health_check_only };
    facts.note(what, scene.stage, certainty, vec![span]);
}

/// `bundle` and `npx` are part of what runs.
fn comes_with_runtime(name: &str) -> bool {
    matches!(name, "bundle" | "npx" | "yarn" | "pnpm")
}

/// Programs outside of coreutils that scripts and shell lines call. busybox and a shell come with every base that has scripts.
const TOOLS: &[&str] = &[
    "curl",
    "wget",
    "git",
    "jq",
    "yq",
    "envsubst",
    "psql",
    "pg_isready",
    "pg_dump",
    "mysql",
    "mysqladmin",
    "mysqldump",
    "redis-cli",
    "mongo",
    "mongosh",
    "nc",
    "netcat",
    "openssl",
    "gosu",
    "su-exec",
    "tini",
    "dumb-init",
    "ssh",
    "ssh-keygen",
    "rsync",
    "aws",
    "gcloud",
    "kubectl",
    "ffmpeg",
    "ffprobe",
    "convert",
    "magick",
    "sudo",
    "socat",
    "dig",
    "nslookup",
    "iptables",
    "ip",
    "gpg",
    "unzip",
    "zip",
    "nginx",
    "supervisord",
    "cron",
    "crond",
    "sshd",
    "dockerize",
    "wait-for-it",
    "wait-for-it.sh",
    "supercronic",
    "chromium",
    "google-chrome",
    "xvfb-run",
    "java",
    "docker",
    "helm",
    "make",
    "perl",
];

/// What small images of some systems lack: accounts and processes.
const OF_SYSTEMS: [&str; 7] = ["groupadd", "groupmod", "pgrep", "pkill", "ps", "useradd", "usermod"];

fn is_tool(name: &str) -> bool {
    (TOOLS.contains(&name) || OF_SYSTEMS.contains(&name)) && language::of_program(name).is_none()
}

/// A shell that small bases do not have: theirs is `sh`.
fn is_own_shell(name: &str) -> bool {
    ["bash", "ksh", "zsh"].contains(&name)
}

/// `SHELL ["/bin/bash", "-c"]`: CMD, ENTRYPOINT and HEALTHCHECK in the shell form run in it
/// ([SHELL](https://docs.docker.com/reference/dockerfile/#shell)).
fn shell_of_lines(scene: &Scene, facts: &mut Facts) {
    let config = &scene.shipped().config;
    let Some(shell) = config.shell.as_ref().and_then(|words| words.first()?.rsplit('/').next()) else { return };
    let lines = config.entrypoint.iter().chain(&config.cmd).chain(config.healthcheck.iter().flatten());
    let line = lines.filter(|launch| launch.form == Form::Shell).map(|launch| launch.span).next();
    if let Some(span) = line.filter(|_| is_own_shell(shell)) {
        note(scene, facts, shell, false, Certainty::Certain, span);
    }
}

/// `pm2-runtime`, `next`, `ts-node`: scripts that begin with `#!/usr/bin/env node`. Those that run through a shell anyway
/// are told of there.
fn node_script(scene: &Scene, facts: &mut Facts) {
    let start = &scene.start;
    let Some(program) = start.program.as_ref().filter(|_| start.script.is_none() && start.shell.is_none()) else {
        return;
    };
    let own = matches!(program.name(), "node" | "nodejs" | "npm" | "yarn" | "pnpm");
    if let Some(span) = program.span.filter(|_| !own && language::of_program(program.name()) == Some("node")) {
        note(scene, facts, "env", false, Certainty::Likely, span);
    }
}

/// Images that are there for the browsers they carry.
fn browser(scene: &Scene, facts: &mut Facts) {
    const CARRIERS: &[&str] = &["playwright", "puppeteer", "selenium", "cypress", "browserless", "chrome"];
    let ground = scene.ground(scene.stage);
    if CARRIERS.iter().any(|carrier| ground.repository.contains(carrier)) {
        note(scene, facts, "chromium", false, Certainty::Likely, scene.shipped().span);
    }
}

/// What a start script calls, when its text is there.
fn of_script(scene: &Scene, facts: &mut Facts) {
    let word = scene.start.script.as_ref();
    if let Some((script, span)) = word.and_then(|word| Some((scripts::text(scene, &word.text)?, word.span?))) {
        calls(scene, facts, &script, span, Certainty::Certain);
    }
    for (_, span, script) in scripts::hooks(scene) {
        calls(scene, facts, &script, span, Certainty::Likely);
    }
}

fn calls(scene: &Scene, facts: &mut Facts, script: &scripts::Script, span: Span, certainty: Certainty) {
    let commands = scripts::commands(script.text);
    for command in commands.iter().filter(|command| is_tool(command.name())) {
        let perhaps = command.conditional && OF_SYSTEMS.contains(&command.name());
        let certainty = if perhaps { Certainty::Likely } else { certainty };
        note(scene, facts, command.name(), false, certainty, span);
        if let (Some(companion), Some(fact)) = (script.companion, facts.facts.last_mut()) {
            fact.companion = Some(companion.to_string());
        }
    }
}

fn health_check(scene: &Scene, facts: &mut Facts) {
    let Some(Some(launch)) = &scene.shipped().config.healthcheck else { return };
    let own = scene.start.program.as_ref().map(|word| word.name().to_string());
    for command in &launch.commands {
        if is_of_health_check(scene, command) && own.as_deref() != Some(command.name()) {
            note(scene, facts, command.name(), true, Certainty::Certain, command.span);
        }
    }
}

/// Neither part of a shell, nor the runtime that is there anyway, nor a file the image brings.
fn is_of_health_check(scene: &Scene, command: &Command) -> bool {
    let name = command.name();
    if name.is_empty() || !command.program.known || start::is_shell(name) && !is_own_shell(name) {
        return false;
    }
    let builtin = matches!(
        name,
        "exit" | "test" | "[" | "true" | "false" | "echo" | "set" | "cd" | "exec" | "export" | "printf" | "kill"
    );
    let runtime = language::of_program(name).is_some_and(|own| scene.running.name.as_deref() == Some(own));
    // A folder on PATH that is copied whole may hold a program of the project's own, but hardly a tool of the system's.
    let producer = || trace::program(scene, scene.stage, &command.program.text, scene.workdir());
    let brought = !is_tool(name) && producer().is_some_and(|producer| producer.by != trace::By::Base);
    !builtin && !runtime && !brought
}

/// Tools that were installed into the shipped stage and that no RUN uses: likely the program calls them.
fn installed(scene: &Scene, facts: &mut Facts) {
    let packages = scene.packages();
    let mut used: Vec<&str> = brought::commands(scene).map(Command::name).collect();
    order::sort(&mut used);
    let mut packages = packages.to_vec();
    order::keep_first(&mut packages, |(_, package)| package.name.as_str());
    for (command, package) in packages {
        let manager = command.packages.as_ref().map(|action| action.manager);
        let Some(row) = manager.and_then(distro).and_then(|distro| os_package(&package.name, distro)) else { continue };
        let called = used.binary_search(&package.name.as_str()).is_ok();
        if row.role() == Role::RuntimeTool && !called && !habit::is_for_looking(&package.name) {
            let habit = habit::is_common(&package.name) && !of_a_script(facts);
            if habit && scene.wishes.answer(asked::HABIT) == Some("no") {
                continue;
            }
            let habit = habit || habit::serves_build(scene.shipped(), package);
            let certainty = if command.conditional || habit { Certainty::Assumed } else { Certainty::Likely };
            let known = facts.find("needs-tool").any(|fact| fact.what.subject() == package.name);
            if !known {
                note(scene, facts, &package.name, false, certainty, package.span);
            }
        }
    }
}

/// A script is the program: what is installed beside it is there for it.
pub fn of_a_script(facts: &Facts) -> bool {
    facts.find("artefact").any(|fact| fact.what == What::Artefact(Artefact::Script))
}

/// The names a manager's packages go by, where the base itself is not known.
pub fn distro(manager: crate::shell::Manager) -> Option<Distro> {
    use crate::shell::Manager;
    Some(match manager {
        Manager::Apt => Distro::Debian13,
        Manager::Apk => Distro::Alpine,
        Manager::Dnf => Distro::Fedora,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn scripts_that_the_bases_own_start_runs_are_read() {
        use crate::evidence::sample::check_with;
        let script = ("40-init.sh", "#!/bin/bash\ncurl -sf http://config/a > /a\n");
        let file = "FROM nginx:1.28\nCOPY 40-init.sh /docker-entrypoint.d/\n";
        check_with(file, &[script], &["needs-tool curl", "needs-shell script /docker-entrypoint.d/40-init.sh"]);
        let folder = ("hooks/a.sh", "#!/bin/sh\npsql -c 'select 1'\n");
        check_with("FROM postgres:17\nCOPY hooks /docker-entrypoint-initdb.d\n", &[folder], &["needs-tool psql"]);
        let own = format!("{file}ENTRYPOINT [\"nginx\"]\n");
        let facts = crate::evidence::sample::facts(&own, &[script]);
        assert!(facts.find("needs-tool").next().is_none(), "nothing runs it");
    }

    use crate::evidence::sample::{check, lacks};

    #[test]
    fn wrappers_and_probes_are_needed() {
        check("FROM node:24\nENTRYPOINT [\"tini\", \"--\"]\nCMD [\"node\", \"a.js\"]", &["needs-tool tini"]);
        check(
            "FROM node:24\nHEALTHCHECK CMD curl -f http://localhost || exit 1\nCMD [\"node\", \"a.js\"]",
            &["needs-tool curl health-check"],
        );
        check("FROM python:3.13\nRUN apt-get install -y ffmpeg\nCMD [\"python\", \"a.py\"]", &["needs-tool ffmpeg"]);
    }

    #[test]
    fn a_folder_on_the_path_holds_no_tool_of_the_systems() {
        let file = "FROM python:3.13 AS b\nCOPY . /app\nFROM python:3.13-slim\nCOPY --from=b /app /app\nENV PATH=/app/bin:$PATH\nHEALTHCHECK CMD [\"curl\", \"-f\", \"http://localhost\"]\nENTRYPOINT [\"/app/start\"]";
        check(file, &["needs-tool curl health-check"]);
        lacks(&file.replace("\"curl\", \"-f\"", "\"probe\""), "needs-tool");
    }

    #[test]
    fn bash_of_a_shell_line_is_needed() {
        check("FROM debian:13\nCMD /bin/bash -c \"/a --port $PORT\"", &["needs-tool bash"]);
        check("FROM debian:13\nSHELL [\"/bin/bash\", \"-c\"]\nCMD /a --port $PORT", &["needs-tool bash"]);
        check(
            "FROM debian:13\nHEALTHCHECK CMD bash -c '</dev/tcp/localhost/80'\nCMD [\"/a\"]",
            &["needs-tool bash health-check"],
        );
        lacks("FROM debian:13\nSHELL [\"/bin/bash\", \"-c\"]\nCMD [\"/a\"]", "needs-tool bash");
        lacks("FROM debian:13\nCMD sh -c \"/a\"", "needs-tool");
    }

    #[test]
    fn what_only_the_build_used_is_not() {
        let file = "FROM node:24\nRUN apt-get install -y curl && curl -O https://x.example/y\nCMD [\"node\", \"a.js\"]";
        lacks(file, "needs-tool");
        lacks("FROM node:24\nHEALTHCHECK CMD node health.js\nCMD [\"node\", \"a.js\"]", "needs-tool");
        lacks("FROM alpine\nCOPY probe /probe\nHEALTHCHECK CMD [\"/probe\"]\nCMD [\"/probe\"]", "needs-tool");
    }
}
