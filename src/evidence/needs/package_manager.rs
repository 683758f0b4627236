//! A package manager at run time: a start script or a shell line that installs.

use crate::evidence::companions::scripts;
use crate::evidence::{Certainty, Facts, Scene, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let of_os = |command: &&crate::shell::Command| {
        command.packages.as_ref().is_some_and(|action| action.manager.is_of_the_os())
    };
    if let Some(command) = scene.start.commands.iter().find(of_os) {
        facts.note(What::NeedsPackageManager, scene.stage, Certainty::Certain, vec![command.span]);
    }
    let Some(word) = &scene.start.script else { return };
    let Some(script) = scripts::text(scene, &word.text) else { return };
    if scripts::commands(script.text).iter().any(|command| of_os(&command)) {
        facts.note(What::NeedsPackageManager, scene.stage, Certainty::Certain, word.span.into_iter().collect());
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn a_start_that_installs_needs_the_manager() {
        check("FROM debian:13\nCMD apt-get update && app", &["needs-package-manager"]);
        lacks("FROM debian:13\nRUN apt-get update\nCMD [\"app\"]", "needs-package-manager");
    }
}
