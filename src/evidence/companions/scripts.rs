//! Shell scripts the image starts: their interpreter, the programs they use, what they start in the end.

use crate::dockerfile::Logical;
use crate::evidence::{Scene, start, trace};
use crate::shell::{self, Budget, Command, Scope};
use crate::source::{Source, Span};
use crate::stages::{Does, Origin};

/// The text of a script in the image, when the file itself or a companion holds it.
pub struct Script<'a> {
    pub text: &'a str,
    /// The companion it was read from; `None` for an inline file.
    pub companion: Option<&'a str>,
}

/// Finds the text of a script by its path in the shipped image.
pub fn text<'a>(scene: &Scene<'a>, path: &str) -> Option<Script<'a>> {
    let mut steps = scene.build.stages.iter().flat_map(|stage| &stage.steps);
    if scene.input.companions.is_empty() && !steps.any(|step| is_inline(&step.does)) {
        return None;
    }
    let producer = trace::program(scene, scene.stage, path, scene.workdir());
    if let Some(trace::By::Inline(span)) = producer.as_ref().map(|producer| &producer.by) {
        return inline(scene, *span);
    }
    let source = producer.filter(|producer| producer.by == trace::By::Context).map(|producer| producer.path);
    let source = source.as_deref().map(|source| source.trim_start_matches("./").trim_start_matches('/'));
    let name = trace::paths::name(path);
    let companions = &scene.input.companions;
    let exact = companions.iter().find(|file| Some(file.path.as_str()) == source);
    let file = exact.or_else(|| companions.iter().find(|file| file.name() == name))?;
    Some(Script { text: &file.text, companion: Some(&file.path) })
}

fn is_inline(does: &Does) -> bool {
    matches!(does, Does::Bring { from: Origin::Inline, .. })
}

fn inline<'a>(scene: &Scene<'a>, span: crate::source::Span) -> Option<Script<'a>> {
    let step = scene.build.stages.iter().flat_map(|stage| &stage.steps).find(|step| step.span == span)?;
    if !is_inline(&step.does) {
        return None;
    }
    let instruction = scene.build.tree.instructions.get(step.instruction)?;
    let heredocs = match &instruction.kind {
        crate::dockerfile::Kind::Copy(transfer) | crate::dockerfile::Kind::Add(transfer) => &transfer.heredocs,
        _ => return None,
    };
    let text = scene.build.tree.source.slice(heredocs.first()?.body);
    Some(Script { text, companion: None })
}

/// Where the start script of an image looks for others to run
/// ([nginx](https://github.com/nginx/docker-nginx/blob/master/entrypoint/docker-entrypoint.sh),
/// [PostgreSQL](https://github.com/docker-library/docs/blob/master/postgres/README.md#initialization-scripts), and MySQL,
/// MariaDB and MongoDB alike).
const HOOKS: [&str; 2] = ["/docker-entrypoint.d", "/docker-entrypoint-initdb.d"];

/// Scripts that the base's own start script runs: where they lie in the image, the line that brings them, their text.
pub fn hooks<'a>(scene: &Scene<'a>) -> Vec<(String, Span, Script<'a>)> {
    if !scene.start.inherits_entrypoint {
        return Vec::new();
    }
    let companions = &scene.input.companions;
    let mut found = Vec::new();
    for step in scene.steps() {
        let Does::Bring { sources, destination: Some(to), from: Origin::Context, .. } = &step.does else { continue };
        if !HOOKS.iter().any(|hooks| to.text.starts_with(hooks)) {
            continue;
        }
        for source in sources {
            let place = source.text.trim_start_matches("./").trim_matches('/');
            let within =
                |path: &str| path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
            for file in companions.iter().filter(|file| within(&file.path) && file.name().ends_with(".sh")) {
                let path = match to.text.ends_with(".sh") {
                    true => to.text.clone(),
                    false => format!("{}/{}", to.text.trim_end_matches('/'), file.name()),
                };
                found.push((path, to.span, Script { text: &file.text, companion: Some(&file.path) }));
            }
        }
    }
    found
}

/// `bash` of `#!/usr/bin/env bash`.
pub fn interpreter(text: &str) -> Option<String> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?.strip_prefix("#!")?;
    let mut words = line.split_whitespace().filter(|word| !word.starts_with('-'));
    let first = words.next()?.rsplit('/').next()?;
    let program = if first == "env" { words.next()? } else { first };
    Some(program.to_string())
}

/// The commands of a script. Their spans stand in its own text, not in the Dockerfile.
pub fn commands(text: &str) -> Vec<Command> {
    let source = Source::new(text);
    let body = Logical { text: text.to_string(), span: Span::new(0, text.len()), pieces: vec![(0, 0)] };
    let budget = Budget::for_text(text.len());
    let scope = Scope { source: &source, lookup: &|_| None, cwd: None, budget: &budget };
    shell::script(&body, &scope)
}

/// What a script becomes in the end: `exec java -jar a.jar`. `None` where it starts what it is given (`exec "$@"`).
pub fn started(text: &str) -> Option<Command> {
    if text.contains("\"$@\"") || text.contains("$*") {
        return None;
    }
    let commands = commands(text);
    start::main_command(&commands).filter(|command| command.program.known).cloned()
}
