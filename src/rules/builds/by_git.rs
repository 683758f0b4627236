//! Dependencies that are fetched by Git: named by their repository, in a manifest or on the command line, or by Bower.

use super::natives;
use crate::catalogue::packages::Ecosystem;
use crate::evidence::companions::packages as manifests;
use crate::rules::claims::*;
use crate::shell::{Action, Command, Manager, PackageAction};
use crate::stages::Step;

/// The first command that runs `git` to fetch a dependency
/// ([Bower](https://github.com/bower/bower#install), [npm install](https://docs.npmjs.com/cli/v11/commands/npm-install)).
pub fn call(case: &Case, steps: &[&Step]) -> Option<(String, Span)> {
    let commands = steps.iter().filter_map(|step| Some(&step.run()?.commands));
    let takes_git = |command: &&Command| {
        let named = |action: &PackageAction| match action.action {
            Action::InstallManifest => crate::evidence::language::of_manager(action.manager).is_some_and(|language| {
                let hooked =
                    || language == "node" && !command.has("--ignore-scripts") && manifests::hooks_bower(case.input);
                manifests::by_git(case.input, language, action.manager == Manager::Npm).is_some() || hooked()
            }),
            _ => command.args.iter().any(|arg| manifests::is_repository(&arg.text, action.manager == Manager::Npm)),
        };
        is_bower(command) || command.packages.as_ref().is_some_and(|action| is_of_language(action) && named(action))
    };
    let command = commands.flatten().filter(|command| !command.conditional).find(takes_git)?;
    Some(("git".to_string(), command.span))
}

fn is_of_language(action: &PackageAction) -> bool {
    let installs = matches!(action.action, Action::Install | Action::InstallManifest);
    installs && matches!(natives::ecosystem(action.manager), Some(Ecosystem::Pip | Ecosystem::Npm | Ecosystem::Gem))
}

fn is_bower(command: &Command) -> bool {
    let by_npx = command.name() == "npx" && command.has("bower");
    (command.name() == "bower" || by_npx) && ["install", "i", "update"].iter().any(|verb| command.has(verb))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_comes_by_git_takes_git() {
        use crate::wishes::{Companion, Input};
        let installs_git = |run: &str, manifest: &str| {
            let companions = vec![Companion { path: "package.json".into(), text: manifest.into() }];
            let file = format!("FROM node:24\nCOPY . .\nRUN {run}\nCMD [\"node\", \"a.js\"]\n");
            let choice = Choice { image: image("node:24-trixie-slim"), shape: Shape::Swap };
            let all =
                with(&Input { companions, ..Input::pasted(file) }, |case| crate::rules::judge_base(case, &choice));
            all.iter().any(|one| matches!(&one.change, Some(Change::Install { packages }) if packages[..] == ["git"]))
        };
        for run in [
            "bower install --allow-root",
            "npx bower i",
            "npm install git+https://example.org/a.git",
            "npm install team/a#v1",
            "npm i github:team/a",
            "yarn add https://example.org/a.git",
        ] {
            assert!(installs_git(run, "{}"), "{run}");
        }
        for run in
            ["npm install -g bower", "npm install @team/a ./b/c /d/e", "npm install express@4", "yarn add team/a"]
        {
            assert!(!installs_git(run, "{}"), "{run}");
        }
        let with_value = |value: &str| format!("{{\"dependencies\":{{\"a\":\"{value}\"}}}}");
        for value in ["team/a#v1", "git+ssh://git@example.org/a.git", "git@example.org:team/a.git", "github:team/a"] {
            assert!(installs_git("npm install", &with_value(value)), "{value}");
        }
        for value in ["^1.0", "file:../a", "npm:b@1", "https://example.org/a.tgz", "workspace:*"] {
            assert!(!installs_git("npm install", &with_value(value)), "{value}");
        }
        let hook = "{\"scripts\":{\"postinstall\":\"bower install\",\"x\":\"y\"}}";
        assert!(installs_git("npm install", hook) && !installs_git("npm ci --ignore-scripts", hook));
    }
}
