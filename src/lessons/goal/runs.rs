//! What a file runs while it is built.

use crate::advice::Advice;
use crate::shell::{Action, Command};
use crate::stages::{Does, Role, Step};

/// Whether a stage that counts runs a command: `pip install` is found in `/venv/bin/pip --quiet install x`.
pub(super) fn runs(advice: &Advice, wanted: &str) -> bool {
    let counted = advice.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let mut commands = counted.flat_map(|stage| &stage.steps).flat_map(commands);
    commands.any(|command| {
        let plain = command.args.iter().map(|arg| arg.text.as_str()).filter(|arg| !arg.starts_with('-'));
        let words: Vec<&str> = std::iter::once(command.name()).chain(plain).collect();
        wanted.split_whitespace().enumerate().all(|(at, word)| words.get(at) == Some(&word))
    })
}

/// Whether the stage that ships, or one under it, installs one of these packages.
pub(super) fn ships(advice: &Advice, names: &[String]) -> bool {
    let Some(shipped) = advice.build.shipped else { return false };
    let installs = advice.build.steps(shipped).flat_map(commands).filter_map(|command| command.packages.as_ref());
    let mut named = installs.filter(|it| it.action == Action::Install).flat_map(|it| &it.packages);
    named.any(|package| names.contains(&package.name))
}

fn commands(step: &Step) -> &[Command] {
    match &step.does {
        Does::Run(launch) => &launch.commands,
        _ => &[],
    }
}
