//! What the shipped stage holds beside its base: packages, files of other stages, files of the context.

use crate::evidence::companions::scripts;
use crate::evidence::linkage::is_fetch;
use crate::evidence::start::Word;
use crate::evidence::{Scene, language};
use crate::shell::{Action, Command, Package};
use crate::source::Span;
use crate::stages::{Does, Launch, Origin, Step, Value};

/// The commands of every RUN in the shipped stage and below it.
pub fn commands<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Command> {
    runs(scene).flat_map(|(_, launch)| &launch.commands)
}

/// The RUNs of the shipped stage and below it.
pub fn runs<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Step, &'a Launch)> {
    scene.steps().filter_map(|step| Some((step, step.run()?)))
}

/// OS packages that are installed and not removed again.
pub fn packages<'a>(scene: &Scene<'a>) -> Vec<(&'a Command, &'a Package)> {
    let mut kept: Vec<(&Command, &Package)> = Vec::new();
    for command in commands(scene) {
        let Some(action) = command.packages.as_ref().filter(|action| action.manager.is_of_the_os()) else {
            continue;
        };
        match action.action {
            Action::Install => kept.extend(action.packages.iter().map(|package| (command, package))),
            Action::Remove => kept.retain(|(by, package)| !removes(action, by, package)),
            _ => {}
        }
    }
    kept
}

/// By name, or by the `--virtual` group it came with.
fn removes(action: &crate::shell::PackageAction, by: &Command, package: &Package) -> bool {
    let group = by.packages.as_ref().and_then(|action| action.group.as_deref());
    action.packages.iter().any(|gone| gone.name == package.name || group == Some(gone.name.as_str()))
        || group.is_some() && action.group.as_deref() == group
}

/// Whether an OS package of one of these names is there.
pub fn has_package<'a>(scene: &Scene<'a>, names: &[&str]) -> Option<&'a Package> {
    scene.packages().iter().copied().map(|(_, package)| package).find(|package| names.contains(&package.name.as_str()))
}

/// The language of what was installed or copied, and where that is said.
pub fn language(scene: &Scene) -> Option<(String, Span)> {
    from_managers(scene, Some(Action::InstallManifest))
        .or_else(|| from_stages(scene))
        .or_else(|| from_packages(scene).filter(|_| !is_beside(scene)))
        .or_else(|| from_managers(scene, None))
}

fn from_stages(scene: &Scene) -> Option<(String, Span)> {
    let steps: Vec<&Step> = scene.steps().collect();
    steps.into_iter().rev().find_map(|step| {
        let Does::Bring { from: Origin::Stage(below), .. } = step.does else { return None };
        let ground = scene.ground(below);
        let name = ground.runtime.filter(|name| name != "node" && name != "gcc" && name != "cuda")?;
        let name = language::of_runtime(&name).to_string();
        Some((name, step.span))
    })
}

fn from_packages(scene: &Scene) -> Option<(String, Span)> {
    scene.packages().iter().copied().find_map(|(_, package)| {
        let (name, _) = language::of_package(&package.name)?;
        (name != "perl").then(|| (name.to_string(), package.span))
    })
}

/// A script out of sight starts, and the file brings nothing but scripts, or fetched what it is about: the language is a
/// tool beside it, as Python is beside a runner of GitHub's actions or in a backup.
fn is_beside(scene: &Scene) -> bool {
    let script = scene.start.script.as_ref().filter(|_| scene.start.program.is_none());
    let unseen = script.filter(|script| scripts::text(scene, &script.text).is_none());
    // Or it prepares the settings of a web server.
    let serves = || has_package(scene, &["nginx", "apache2", "lighttpd"]).is_some();
    let node = || from_packages(scene).is_some_and(|(name, _)| name == "node");
    let about = |script: &Word| {
        commands(scene).any(is_fetch) || brings_scripts_alone(scene, script.name()) || node() && serves()
    };
    unseen.is_some_and(about) && from_managers(scene, None).is_none()
}

/// Every file of the context is named, and is the script itself or bears an ending that no language has.
fn brings_scripts_alone(scene: &Scene, script: &str) -> bool {
    let plain = |source: &Value| {
        let name = source.text.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty());
        source.known().is_some() && (name == script || ending && language::of_file(name).is_none())
    };
    scene.steps().all(|step| match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => sources.iter().all(plain),
        _ => true,
    })
}

/// What a language's package manager puts in place; with an action, only by that.
fn from_managers(scene: &Scene, only: Option<Action>) -> Option<(String, Span)> {
    commands(scene).find_map(|command| {
        let action = command.packages.as_ref().filter(|action| only.is_none_or(|only| action.action == only))?;
        let name = language::of_manager(action.manager)?;
        Some((name.to_string(), command.span))
    })
}

/// The stages that files are copied from, the nearest first, each once.
pub fn source_stages(scene: &Scene) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut queue = vec![scene.stage];
    while let Some(stage) = queue.pop() {
        for step in scene.build.steps(stage) {
            if let Does::Bring { from: Origin::Stage(below), .. } = step.does
                && below != scene.stage
                && !found.contains(&below)
            {
                found.push(below);
                queue.push(below);
            }
        }
    }
    found
}

/// The commands of every RUN of any stage and of those below it.
pub fn commands_of<'a>(scene: &Scene<'a>, stage: usize) -> impl Iterator<Item = &'a Command> {
    let launches = scene.build.steps(stage).filter_map(|step| step.run());
    launches.flat_map(|launch| &launch.commands)
}
