//! Paths that move with the runtime: interpreters, virtual environments, site-packages, JAVA_HOME.

use crate::evidence::language::of_manager;
use crate::evidence::running::brought;
use crate::evidence::{Certainty, Facts, Scene, What};
use crate::shell::{Action, Command, PackageAction};
use crate::source::Span;
use crate::stages::{Does, Origin};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if matches!(facts.product, crate::evidence::Product::BaseImage | crate::evidence::Product::Toolbox) {
        return;
    }
    for word in scene.start.program.iter().chain(&scene.start.wrappers) {
        if let Some(span) = word.span.filter(|_| moves(&word.text)) {
            note(scene, facts, &word.text, Certainty::Certain, span);
        }
    }
    // `uv run` and its like start the interpreter of an environment that they keep themselves.
    for runner in
        scene.start.runners.iter().filter(|runner| matches!(runner.name(), "uv" | "poetry" | "pipenv" | "pdm"))
    {
        runner.span.into_iter().for_each(|span| note(scene, facts, ".venv/bin/python", Certainty::Likely, span));
    }
    let check = scene.shipped().config.healthcheck.iter().flatten().flat_map(|launch| &launch.commands);
    for word in check.map(|command| &command.program).filter(|word| word.known && moves(&word.text)) {
        note(scene, facts, &word.text, Certainty::Certain, word.span);
    }
    environment(scene, facts);
    copied(scene, facts);
}

fn note(scene: &Scene, facts: &mut Facts, path: &str, certainty: Certainty, span: Span) {
    facts.note(What::NeedsPath { path: path.into() }, scene.stage, certainty, vec![span]);
}

/// Where images of one language keep it and others do not.
fn moves(path: &str) -> bool {
    const PLACES: &[&str] = &[
        "/usr/local/bin/python",
        "/usr/bin/python",
        "/usr/local/lib/python",
        "/usr/lib/python",
        "/usr/local/bin/node",
        "/usr/bin/node",
        "/nodejs/bin",
        "/usr/local/lib/node_modules",
        "/usr/bin/java",
        "/usr/lib/jvm",
        "/opt/java",
        "/usr/local/openjdk",
        "/usr/local/bin/php",
        "/usr/bin/php",
        "/usr/local/lib/php",
        "/usr/local/etc/php",
        "/usr/local/bundle",
        "/usr/local/bin/ruby",
        "/usr/bin/ruby",
        "/usr/lib/ruby",
        "/usr/bin/dotnet",
        "/usr/share/dotnet",
        "/root/.local",
        "/opt/conda",
        "/usr/local/bin/bundle",
    ];
    PLACES.iter().any(|place| path.starts_with(place)) || is_venv(path)
}

/// A virtual environment holds a link to the interpreter it was made with.
fn is_venv(path: &str) -> bool {
    path.contains("venv/") || path.ends_with("venv") || path.contains("virtualenv")
}

fn environment(scene: &Scene, facts: &mut Facts) {
    for (name, value) in &scene.shipped().config.env {
        let text = value.text.as_str();
        match name.as_str() {
            "JAVA_HOME" | "VIRTUAL_ENV" | "CONDA_PREFIX" if text.starts_with('/') => {
                note(scene, facts, text, Certainty::Certain, value.span);
            }
            "PATH" | "PYTHONPATH" | "NODE_PATH" | "LD_LIBRARY_PATH" => {
                for part in text.split(':').filter(|part| is_venv(part) || name != "PATH" && moves(part)) {
                    note(scene, facts, part, Certainty::Certain, value.span);
                }
            }
            _ => {}
        }
    }
}

/// `COPY --from=build /usr/local/lib/python3.12/site-packages …`, and `COPY --from=build /install /usr/local` of what pip
/// installed there.
fn copied(scene: &Scene, facts: &mut Facts) {
    let steps: Vec<_> = scene.steps().collect();
    for step in steps {
        if let Does::Bring { destination: Some(to), .. } = &step.does
            && moves(&to.text)
        {
            note(scene, facts, to.text.trim_end_matches('/'), Certainty::Certain, to.span);
        }
        if let Does::Bring { destination: Some(to), from: Origin::Stage(stage), .. } = &step.does
            && matches!(to.text.trim_end_matches('/'), "/usr/local" | "/usr/local/lib")
            && brought::commands_of(scene, *stage).any(installs_python)
        {
            note(scene, facts, "/usr/local/lib/python3", Certainty::Likely, to.span);
        }
    }
}

fn installs_python(command: &Command) -> bool {
    let installs = |action: &&PackageAction| matches!(action.action, Action::Install | Action::InstallManifest);
    command.packages.as_ref().filter(installs).is_some_and(|action| of_manager(action.manager) == Some("python"))
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn paths_of_a_runtime_move_with_it() {
        check(
            "FROM python:3.13\nENTRYPOINT [\"/usr/local/bin/python\", \"a.py\"]",
            &["needs-path /usr/local/bin/python"],
        );
        check(
            "FROM python:3.13\nENV PATH=\"/opt/venv/bin:$PATH\"\nCMD [\"python\", \"a.py\"]",
            &["needs-path /opt/venv/bin"],
        );
        let prefix = "FROM python:3.13 AS b\nRUN pip install --prefix=/install flask\nFROM python:3.13-slim\nCOPY --from=b /install /usr/local\nCMD [\"python\", \"a.py\"]";
        check(prefix, &["needs-path /usr/local/lib/python3"]);
        lacks(&prefix.replace("/usr/local", "/deps"), "needs-path");
        lacks("FROM python:3.13\nWORKDIR /app\nCMD [\"python\", \"/app/a.py\"]", "needs-path");
    }
}
