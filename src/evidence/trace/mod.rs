//! Where a file of the shipped image came from: through `COPY --from` to the stage and the command that made it.

mod made;
pub use made::{builds, makes};
pub mod paths;

use super::{Scene, language};
use crate::catalogue::Purpose;
use crate::shell::Command;
use crate::source::Span;
use crate::stages::{Base, Does, ImageRef, Origin, Stage, Step, Value};
use paths::{below, join, parent};

/// Who put a file where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Producer {
    pub stage: usize,
    /// Its path there.
    pub path: String,
    pub by: By,
    /// The steps it came through, nearest to the shipped image first.
    pub spans: Vec<Span>,
    /// False where only the surroundings suggest it: the last build command of the stage.
    pub sure: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum By {
    /// A command compiled it, fetched it or unpacked it.
    Command(Box<Command>),
    /// It lies in the build context.
    Context,
    /// `COPY --from=image`.
    Image(ImageRef),
    Url(String),
    Inline(Span),
    /// It was in the base, or a package brought it.
    Base,
}

impl Producer {
    /// It is no part of what the shipped image stands on.
    pub fn is_elsewhere(&self, scene: &Scene) -> bool {
        !scene.carried[self.stage]
    }

    /// A language's own program, where the base of its stage has it: that brings it, whatever else was made there.
    pub fn is_runtime_of_base(&self, scene: &Scene, name: &str) -> bool {
        let Some(language) = language::of_program(name) else { return false };
        let home = self.path.starts_with("/usr/") || language == "java" && self.path.starts_with("/opt/");
        home && scene.ground(self.stage).runtime.as_deref().map(language::of_runtime) == Some(language)
    }

    /// It lies in the base of another stage, as far as that file shows: the base is no mere compiler, or a script of the
    /// project's own may have put it there.
    pub fn is_handed_over(&self, scene: &Scene) -> bool {
        let unread = |command: &Command| command.program.text.contains('/') || matches!(command.name(), "sh" | "bash");
        let mut runs = scene.build.steps(self.stage).filter_map(|step| step.run()).flat_map(|run| &run.commands);
        let mut may = || scene.ground(self.stage).purpose != Purpose::Build || runs.any(unread);
        self.by == By::Base && self.is_elsewhere(scene) && may()
    }
}

/// Chains longer than this are not followed: no real file comes near, and time stays linear.
const DEPTH: usize = 24;

/// Follows an absolute path, or a relative one from `workdir`, in a stage.
pub fn path(scene: &Scene, stage: usize, path: &str, workdir: Option<&str>) -> Option<Producer> {
    follow(scene, stage, join(workdir.unwrap_or("/"), path), DEPTH)
}

/// Follows a program named without a slash through the directories it may lie in.
pub fn program(scene: &Scene, stage: usize, name: &str, workdir: Option<&str>) -> Option<Producer> {
    if name.contains('/') {
        return path(scene, stage, name, workdir);
    }
    let paths = search_path(scene, stage);
    let found = paths.iter().filter_map(|dir| path(scene, stage, &join(dir, name), None));
    // A COPY that names it brought it, even where the command behind is only likely.
    found.into_iter().find(|producer| match producer.by {
        By::Base if producer.is_runtime_of_base(scene, name) => producer.is_elsewhere(scene),
        By::Base => producer.sure && producer.is_handed_over(scene),
        _ => producer.sure || producer.spans.len() > 1,
    })
}

fn search_path(scene: &Scene, stage: usize) -> Vec<String> {
    const USUAL: &[&str] = &["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"];
    let set = scene.build.stages.get(stage).and_then(|stage| {
        stage.config.env.iter().rev().find(|(name, _)| name == "PATH").map(|(_, value)| value.text.clone())
    });
    let own = set.iter().flat_map(|path| path.split(':')).filter(|dir| dir.starts_with('/')).map(str::to_string);
    let mut paths: Vec<String> = own.take(12).collect();
    // Where the images of a language put what is installed: on their PATH, ahead of the system's.
    let ground = scene.ground(stage);
    paths.extend(
        [("go", "/go/bin"), ("rust", "/usr/local/cargo/bin")]
            .iter()
            .filter(|(name, _)| ground.runs(name))
            .map(|(_, dir)| dir.to_string()),
    );
    paths.extend(USUAL.iter().map(|dir| dir.to_string()));
    paths
}

fn follow(scene: &Scene, index: usize, path: String, depth: usize) -> Option<Producer> {
    let depth = depth.checked_sub(1)?;
    let stage = scene.build.stages.get(index)?;
    let mut weak = None;
    for step in scene.build.lineage(index).into_iter().flat_map(|stage| stage.steps.iter().rev()) {
        let hit = match &step.does {
            Does::Bring { .. } => brought(scene, step, &path, depth),
            Does::Run(_) => made_by(scene, step, index, &path, depth),
            Does::Set => None,
        };
        match hit {
            Some(producer) if producer.sure => return Some(producer),
            Some(producer) => weak = weak.or(Some(producer)),
            None => {}
        }
    }
    weak.or_else(|| built_here(scene, stage, &path)).or_else(|| of_base(stage, index, path))
}

fn of_base(stage: &Stage, index: usize, path: String) -> Option<Producer> {
    let standing = !matches!(stage.base, Base::Scratch);
    standing.then(|| Producer { stage: index, path, by: By::Base, spans: vec![stage.span], sure: true })
}

fn brought(scene: &Scene, step: &Step, path: &str, depth: usize) -> Option<Producer> {
    let Does::Bring { sources, destination, from, .. } = &step.does else { return None };
    let destination = destination.as_ref()?;
    let (source, whole_tree) = source_of(sources, destination, step.workdir.as_deref(), path)?;
    let here = |by: By| Producer { stage: step.stage, path: source.clone(), by, spans: vec![step.span], sure: true };
    Some(match from {
        Origin::Stage(below) => {
            let mut producer = follow(scene, *below, join("/", &source), depth)?;
            producer.spans.insert(0, step.span);
            producer.sure &= producer.by != By::Base || !whole_tree;
            producer
        }
        // A whole context copied over a directory may or may not hold the file.
        Origin::Context => Producer { sure: !whole_tree, ..here(By::Context) },
        Origin::Image(image) => here(By::Image(image.clone())),
        Origin::Inline => here(By::Inline(step.span)),
        Origin::Url => here(By::Url(source.clone())),
        Origin::Unknown(_) => return None,
    })
}

/// The source that becomes `path`, and whether it came with a whole directory.
fn source_of(sources: &[Value], destination: &Value, workdir: Option<&str>, path: &str) -> Option<(String, bool)> {
    let into = destination.text.ends_with('/') || matches!(destination.text.as_str(), "." | "./") || sources.len() > 1;
    let target = join(workdir.unwrap_or("/"), &destination.text);
    sources.iter().rev().find_map(|source| {
        let text = source.text.as_str();
        let name = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if into && paths::like(&join(&target, name), path) || !into && target == path {
            return Some((text.to_string(), false));
        }
        let rest = below(path, &target)?;
        // A directory's contents land in the destination.
        Some((join(text, rest), true)).filter(|_| !paths::is_file(name) && !is_program(text, &target))
    })
}

/// `COPY --from=composer /usr/bin/composer /usr/local/bin/`, `COPY --from=…/uv /uv /bin/`: one program among others, no
/// directory of them.
fn is_program(source: &str, target: &str) -> bool {
    let bare = parent(source).is_empty() && source.starts_with('/') && !matches!(source, "/" | "/out" | "/dist");
    paths::is_bin(target) && !source.ends_with('/') && (bare || paths::is_bin(parent(source)))
}

fn made_by(scene: &Scene, step: &Step, index: usize, path: &str, depth: usize) -> Option<Producer> {
    let mut weak = None;
    for &command in scene.makers[step.instruction].iter().rev() {
        let cwd = command.cwd.as_deref().or(step.workdir.as_deref()).unwrap_or_else(|| home(scene, step));
        match made::by(command, cwd, path) {
            made::Made::Here => return Some(producer(step, index, path, command, true)),
            made::Made::Perhaps => weak = weak.or(Some(producer(step, index, path, command, false))),
            made::Made::From(source) if depth > 0 => {
                let mut found = earlier(scene, step, index, &source, depth - 1)?;
                found.spans.insert(0, command.span);
                return Some(found);
            }
            _ => {}
        }
    }
    weak
}

/// Where a RUN begins without a WORKDIR of the file's: Red Hat's builders have one of their own
/// ([s2i-base-container](https://github.com/sclorg/s2i-base-container/blob/master/core/Dockerfile.rhel8)), Docker's Go too
/// ([golang](https://github.com/docker-library/golang/blob/master/Dockerfile-linux.template)).
fn home(scene: &Scene, step: &Step) -> &'static str {
    let ground = scene.ground(step.stage);
    let toolset = ["/go-toolset", "/s2i-"].iter().any(|name| ground.repository.contains(name));
    match ground.repository.as_str() {
        _ if toolset => "/opt/app-root/src",
        "docker.io/library/golang" => "/go",
        _ => "/",
    }
}

/// A file that was moved or copied: what made it before.
fn earlier(scene: &Scene, step: &Step, index: usize, path: &str, depth: usize) -> Option<Producer> {
    if parent(path).is_empty() && !path.contains('/') {
        return None;
    }
    made_by(scene, step, index, path, depth.min(3)).or_else(|| follow(scene, index, path.to_string(), depth.min(6)))
}

fn producer(step: &Step, stage: usize, path: &str, command: &Command, sure: bool) -> Producer {
    let by = By::Command(Box::new(command.clone()));
    let span = if step.span.contains(command.span) { command.span } else { step.span };
    Producer { stage, path: path.into(), by, spans: vec![span], sure }
}

/// The last command of a stage that builds: most likely what made a file whose maker is not seen.
fn built_here(scene: &Scene, stage: &Stage, path: &str) -> Option<Producer> {
    let makers = |step: &Step| scene.makers[step.instruction].iter().rev().find(|command| builds(command));
    let (step, command) = stage.steps.iter().rev().find_map(|step| Some((step, makers(step)?)))?;
    Some(producer(step, stage.index, path, command, false))
}
