//! Whether a changed file still makes the same product: the same kind of thing, started with the same program.

use crate::advice::Advice;
use crate::catalogue::{Kind, Purpose};
use crate::dockerfile::Severity;
use crate::stages::{Does, Launch, Origin, Role};

/// The same product as before, still complete: it has a base, it starts the same program, and its own files
/// are brought to where it is built and to where it ships.
pub fn same(before: &Advice, after: &Advice) -> bool {
    readable(after)
        && kind(before) == kind(after)
        && application(after).is_none_or(|now| application(before) == Some(now))
        && program(before) == program(after)
        && (!sources(before, SHIPPED) || sources(after, SHIPPED))
        && (!sources(before, BUILT) || sources(after, if parted(after) { BUILT } else { SHIPPED }))
        && script(before).is_none_or(|name| brings(after, &name))
        && (!filled(before) || filled(after))
}

fn readable(advice: &Advice) -> bool {
    let broken = advice.build.problems.iter().any(|problem| problem.severity == Severity::Error);
    advice.build.shipped.is_some() && !broken
}

/// Binaries are one kind however they are linked; a JRE and a JDK run the same jars.
fn kind(advice: &Advice) -> Kind {
    match &advice.facts.workload.kind {
        Kind::StaticBinary | Kind::GlibcBinary | Kind::CppBinary | Kind::MuslBinary => Kind::StaticBinary,
        Kind::Jdk => Kind::Java,
        kind => kind.clone(),
    }
}

/// A program of its own, that no runtime has to execute.
pub(super) fn compiled(advice: &Advice) -> bool {
    kind(advice) == Kind::StaticBinary
}

/// The product that the shipped base is itself, such as nginx: to put a program on another one's image is to go round.
fn application(advice: &Advice) -> Option<&str> {
    let image = advice.facts.standings.get(advice.build.shipped?)?.image()?;
    (image.purpose == Purpose::Application).then_some(image.repository.as_str())
}

/// What is started: ENTRYPOINT and CMD as one line of words, by file names, wrappers and runtimes left out.
fn program(advice: &Advice) -> Vec<String> {
    let Some(stage) = advice.build.shipped_stage() else { return Vec::new() };
    let launches = [&stage.config.entrypoint, &stage.config.cmd];
    let words = launches.into_iter().flatten().flat_map(words);
    let named = words.map(|word| word.rsplit('/').next().unwrap_or_default().to_string());
    named.filter(|word| !passing(word)).collect()
}

/// Every stage that counts, and those among them that only build.
const SHIPPED: &[Role] = &[Role::Shipped, Role::Build];
const BUILT: &[Role] = &[Role::Build];

fn parted(advice: &Advice) -> bool {
    advice.build.stages.iter().any(|stage| stage.role == Role::Build)
}

/// Whether a stage of these brings more from the context than what names the dependencies.
fn sources(advice: &Advice, roles: &[Role]) -> bool {
    let counted = advice.build.stages.iter().filter(|stage| roles.contains(&stage.role));
    counted.flat_map(|stage| &stage.steps).any(|step| match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => sources.iter().any(|source| !manifest(&source.text)),
        Does::Run(launch) => launch.mounts.iter().any(|(kind, _)| kind == "bind"),
        _ => false,
    })
}

/// What is started and comes from the context by its own name, such as `start.sh`.
fn script(advice: &Advice) -> Option<String> {
    let named = |name: &String| brought(advice).any(|(source, from)| *from == Origin::Context && file(source) == name);
    program(advice).into_iter().find(named)
}

/// Whether a file of this name lies in what ships: by name, or in a folder that was brought whole.
fn brings(advice: &Advice, name: &str) -> bool {
    brought(advice).any(|(source, from)| {
        file(source) == name || (*from == Origin::Context && (source.ends_with('/') || file(source) == "."))
    })
}

fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// What is copied into the stage that ships, or into one under it, and from where.
fn brought(advice: &Advice) -> impl Iterator<Item = (&str, &Origin)> {
    let steps = advice.build.shipped.into_iter().flat_map(|shipped| advice.build.steps(shipped));
    steps.flat_map(|step| match &step.does {
        Does::Bring { sources, from, .. } => sources.iter().map(|source| (source.text.as_str(), from)).collect(),
        _ => Vec::new(),
    })
}

/// Whether what ships is more than its base: something that is built or brought lies in it.
fn filled(advice: &Advice) -> bool {
    brought(advice).any(|(source, from)| match from {
        Origin::Context => !manifest(source),
        Origin::Stage(_) | Origin::Image(_) => !system(source),
        _ => true,
    })
}

/// Files that name dependencies, by their endings: `package.json`, `requirements.txt`, `go.mod`, `Cargo.lock`.
fn manifest(path: &str) -> bool {
    [".json", ".txt", ".mod", ".sum", ".lock", ".toml", ".yaml", ".xml", ".gradle"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// Certificates and time zones, which are the system's and not the product's.
fn system(path: &str) -> bool {
    path.starts_with("/etc/") || path.starts_with("/usr/share/")
}

fn words(launch: &Launch) -> Vec<String> {
    let command = |command: &crate::shell::Command| {
        let args = command.args.iter().map(|arg| arg.text.clone());
        std::iter::once(command.program.text.clone()).chain(args).collect::<Vec<_>>()
    };
    match launch.commands.is_empty() {
        true => launch.words.iter().map(|word| word.text.clone()).collect(),
        false => launch.commands.iter().flat_map(command).collect(),
    }
}

/// Wrappers, shells and runtimes: a distroless image's own entrypoint may stand for them.
fn passing(word: &str) -> bool {
    let runtimes = ["python", "python3", "node", "java", "ruby", "php", "dotnet", "npm", "start", "run", "-m", "-jar"];
    let wrappers = ["sh", "bash", "-c", "exec", "tini", "dumb-init", "--", ""];
    runtimes.contains(&word) || wrappers.contains(&word)
}
