//! Paths the program writes to: volumes, directories handed to its user, /tmp where it is known to be used.

use crate::evidence::{Certainty, Doing, Facts, Scene, What, trace};
use crate::source::Span;
use crate::stages::Step;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    for value in &scene.shipped().config.volumes {
        if value.unknown.is_empty() {
            let path = trace::paths::join(scene.workdir().unwrap_or("/"), &value.text);
            note(scene, facts, path, Certainty::Certain, value.span);
        }
    }
    for (path, span) in handed_over(scene, facts) {
        note(scene, facts, path, Certainty::Likely, span);
    }
    if let Some(word) = &scene.start.program {
        // gunicorn's heartbeat files and PyInstaller's unpacked bundle lie in /tmp.
        let built = matches!(&scene.running.producer, Some(p) if matches!(&p.by, trace::By::Command(c) if c.name() == "pyinstaller"));
        if matches!(word.name(), "gunicorn" | "puma" | "unicorn") || built {
            let spans = word.span.into_iter().collect();
            facts.note(What::WritesTo { path: "/tmp".into() }, scene.stage, Certainty::Certain, spans);
        }
    }
}

fn note(scene: &Scene, facts: &mut Facts, path: String, certainty: Certainty, span: Span) {
    facts.note(What::WritesTo { path }, scene.stage, certainty, vec![span]);
}

/// Directories that are made or opened for the user the program runs as.
fn handed_over(scene: &Scene, facts: &Facts) -> Vec<(String, Span)> {
    let steps: Vec<&Step> = scene.steps().collect();
    let mut found = Vec::new();
    for effect in &facts.effects {
        let Doing::Files { verb, paths } = &effect.does else { continue };
        let command = steps
            .binary_search_by_key(&effect.instruction, |step| step.instruction)
            .ok()
            .and_then(|at| steps[at].run()?.commands.get(effect.command));
        let open = verb == "chown" || verb == "chmod" && command.is_some_and(opens);
        let cwd = command.and_then(|command| command.cwd.clone());
        for path in paths.iter().filter(|path| open && is_place(path)) {
            found.push((trace::paths::join(cwd.as_deref().unwrap_or("/"), path), effect.span));
        }
    }
    found
}

/// `chmod 777`, `a+w`, `g+rwX`, `g=u`.
fn opens(command: &crate::shell::Command) -> bool {
    let mode = command.args.iter().find(|arg| !arg.text.starts_with('-')).map_or("", |arg| arg.text.as_str());
    mode.ends_with("777")
        || mode.ends_with("775")
        || mode.ends_with("770")
        || mode.ends_with("666")
        || mode.contains("+w")
        || mode.contains("+rw")
        || mode.contains("g=u")
}

/// A directory to write into; programs and homes of the system are not.
fn is_place(path: &str) -> bool {
    let program = ["/bin/", "/sbin/", "/etc/", "/usr/lib", "/lib/", "/dev/", "/proc/"];
    !path.contains('$')
        && !path.contains('*')
        && !program.iter().any(|part| path.starts_with(part) || path.contains("/bin/"))
        && !trace::paths::is_file(trace::paths::name(path))
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn volumes_and_directories_handed_over_are_written() {
        check("FROM alpine\nVOLUME /data\nCMD [\"a\"]", &["writes-to /data"]);
        check("FROM alpine\nRUN mkdir -p /var/x && chown app /var/x\nCMD [\"a\"]", &["writes-to /var/x"]);
    }

    #[test]
    fn programs_made_executable_are_not() {
        lacks("FROM alpine\nRUN chmod +x /usr/bin/a && chmod 755 /app\nCMD [\"a\"]", "writes-to");
    }
}
