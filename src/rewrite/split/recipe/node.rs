//! Node: the working directory, with production dependencies only where nothing else is started.

use super::{Bench, Recipe};
use crate::advice::Left;
use crate::shell::{Action, Command, Manager};

impl Bench<'_> {
    pub fn node(&self) -> Option<Recipe> {
        let mut recipe = Recipe::of(self.brought());
        self.home()?;
        let own = [Manager::Npm, Manager::Yarn, Manager::Pnpm];
        let (manager, install) = own.into_iter().find_map(|manager| {
            let install = self
                .manages(manager)
                .find(|(_, c)| c.packages.as_ref().is_some_and(|action| action.action == Action::InstallManifest));
            install.map(|(_, command)| (manager, command))
        })?;
        if !self.is_started_by_node() && self.needs_more_than_the_folder(manager) {
            return None;
        }
        let lean = ["--omit=dev", "--production", "--only=production", "--prod"].iter().any(|flag| install.has(flag));
        match self.prune(manager).filter(|_| !lean && !self.generates()) {
            Some(line) if self.is_started_by_node() || self.starts_a_dependency() => {
                recipe.build_end.push(format!("RUN {line}"));
            }
            Some(line) => recipe.left.extend(self.unpruned(line)),
            None => {}
        }
        Some(recipe)
    }

    /// The program itself, not a script of `package.json` or a tool that was installed for all.
    fn is_started_by_node(&self) -> bool {
        self.start().is_some_and(|start| start.name() == "node" || start.has("node"))
    }

    /// What starts stands outside of the working directory: a tool installed for all, or what Corepack fetches.
    fn needs_more_than_the_folder(&self, manager: Manager) -> bool {
        let managers = [Manager::Npm, Manager::Yarn, Manager::Pnpm];
        let global = |c: &Command| {
            c.packages.as_ref().is_some_and(|action| managers.contains(&action.manager))
                && (c.has("-g") || c.has("--global") || c.has("global"))
        };
        let by = |name: &str| self.start().is_some_and(|start| start.name() == name);
        let fetched = by("pnpm") || by("yarn") && self.commands().any(|(_, c)| c.name() == "corepack");
        fetched || manager == Manager::Yarn && self.is_berry() || self.commands().any(|(_, c)| global(c))
    }

    /// Without the packages that only building needs. Yarn 2 and later know no `--production`
    /// ([yarn workspaces focus](https://yarnpkg.com/cli/workspaces/focus)); pnpm asks before it removes anything, but not
    /// in CI ([pnpm, issue 9966](https://github.com/pnpm/pnpm/issues/9966)).
    fn prune(&self, manager: Manager) -> Option<&'static str> {
        match manager {
            Manager::Yarn if self.is_berry() => None,
            Manager::Yarn => Some("yarn install --production --ignore-scripts --prefer-offline"),
            Manager::Pnpm => Some("CI=true pnpm prune --prod"),
            _ => Some("npm prune --omit=dev"),
        }
    }

    /// Yarn 2 or later, by its lock file, its flags or its settings.
    fn is_berry(&self) -> bool {
        let beside = |name: &str, word: &str| self.input.companion(name).is_some_and(|file| file.text.contains(word));
        let flag = |(_, c): (usize, &Command)| c.has("--immutable") || c.has("berry") || c.has("stable");
        beside("yarn.lock", "__metadata:")
            || ["\"yarn@2", "\"yarn@3", "\"yarn@4"].iter().any(|by| beside("package.json", by))
            || self.manages(Manager::Yarn).any(flag)
            || self.build.tree.source.text().contains(".yarnrc.yml")
    }

    /// Prisma writes its client among the packages, where pruning takes it away again.
    fn generates(&self) -> bool {
        let given = self.input.companion("package.json").is_some_and(|file| file.text.contains("prisma"));
        given
            || self
                .commands()
                .any(|(_, c)| c.name().contains("prisma") || c.args.iter().any(|a| a.text.contains("prisma")))
    }

    /// `npm start`, and `package.json` shows that its script calls Node or a package that stays.
    fn starts_a_dependency(&self) -> bool {
        let Some(json) =
            self.input.companion("package.json").and_then(|file| crate::evidence::companions::json(&file.text))
        else {
            return false;
        };
        let Some(start) = self.start().filter(|start| ["npm", "yarn", "pnpm"].contains(&start.name())) else {
            return false;
        };
        let mut words = start.args.iter().map(|arg| arg.text.as_str()).filter(|word| *word != "run");
        let script = words.next().and_then(|name| json.pointer(&format!("/scripts/{name}"))?.as_str());
        let called = script.filter(|text| !text.contains(['&', '|', ';', '='])).and_then(|text| text.split(' ').next());
        called.is_some_and(|name| name == "node" || json.pointer(&format!("/dependencies/{name}")).is_some())
    }

    fn unpruned(&self, line: &str) -> Option<Left> {
        let (lang, start) = (self.lang, self.start()?);
        let program = words(start);
        let text = say!(lang,
            en: "The packages that only building needs are shipped still, as `{program}` may call one of them. If it does not, end the build stage with `RUN {line}`.",
            de: "Die Pakete, die nur zum Bauen nötig sind, werden noch mitgeliefert, denn `{program}` könnte eines davon aufrufen. Tut es das nicht, beende die Build-Stufe mit `RUN {line}`.",
            zh: "仅构建所需的软件包仍会随镜像交付，因为 `{program}` 可能会调用其中之一。如果不会，请在构建阶段末尾加上 `RUN {line}`。");
        Some(Left { rule: "build-tools-shipped", text, spans: vec![start.span] })
    }
}

fn words(command: &Command) -> String {
    let words = std::iter::once(&command.program).chain(&command.args);
    words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::{beside, rewritten};

    const FILE: &str = "FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nCMD [\"node\", \"dist/main.js\"]\n";

    #[test]
    fn each_manager_prunes_in_its_own_words() {
        assert!(rewritten(FILE).contains("RUN npm prune --omit=dev\n\nFROM "), "{}", rewritten(FILE));
        let yarn = FILE.replace("npm ci", "yarn install --frozen-lockfile").replace("npm run", "yarn");
        assert!(rewritten(&yarn).contains("RUN yarn install --production --ignore-scripts"));
        let pnpm = FILE.replace("npm ci", "corepack enable && pnpm install").replace("npm run", "pnpm");
        assert!(rewritten(&pnpm).contains("RUN CI=true pnpm prune --prod\n"), "{}", rewritten(&pnpm));
    }

    #[test]
    fn what_would_break_is_not_pruned() {
        let later = FILE.replace("npm ci", "yarn install --immutable").replace("npm run", "yarn");
        let text = rewritten(&later);
        assert!(text.contains("--from=build /app /app") && !text.contains("--production"), "{text}");
        let given = [("package.json", "{\"packageManager\": \"yarn@4.9.1\"}")];
        assert!(!beside(&later.replace(" --immutable", ""), &given).contains("--production"));
        let prisma = "FROM node:24-alpine\nRUN apk add --no-cache python3 make g++\nWORKDIR /app\nCOPY . .\nRUN npm ci && npx prisma generate\nCMD [\"node\", \"a.js\"]\n";
        let text = rewritten(prisma);
        assert!(text.contains("--from=build /app /app") && !text.contains("prune"), "{text}");
    }

    #[test]
    fn a_group_by_its_number_is_no_tool_for_all() {
        let text =
            rewritten(&FILE.replace("CMD", "RUN groupadd -g 1001 app && useradd -u 1001 -g app app\nUSER app\nCMD"));
        assert!(text.contains("--from=build"), "{text}");
        let tool = FILE.replace("RUN npm ci", "RUN npm install -g typescript && npm ci");
        assert!(rewritten(&tool).contains("--from=build /app /app"), "{}", rewritten(&tool));
    }

    /// What a script of the package calls cannot be seen without it.
    #[test]
    fn a_script_may_call_what_pruning_takes_away() {
        let file = "FROM node:24-alpine\nRUN apk add --no-cache python3 make g++\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"npm\", \"start\"]\n";
        assert!(!rewritten(file).contains("prune") && rewritten(file).contains("--from=build"), "{}", rewritten(file));
        let given = |script: &str| {
            let package = format!(
                "{{\"scripts\": {{\"start\": \"{script}\"}}, \"dependencies\": {{\"next\": \"15\"}}, \"devDependencies\": {{\"vite\": \"6\"}}}}"
            );
            beside(file, &[("package.json", &package)])
        };
        assert!(given("node server.js").contains("prune") && given("next start").contains("prune"));
        assert!(!given("vite preview").contains("prune"));
    }
}
