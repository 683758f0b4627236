//! Yarn and Corepack, which Docker's images of Node.js brought and no longer bring, and the distributions' packages of
//! such tools, which bring a Node.js of their own along.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::loading::aged;
use crate::rules::packages::installs::Install;
use crate::rules::packages::own_packages;
use crate::rules::{Case, interpreter_path_moved::RULE};
use crate::shell::Command;
use crate::stages::{Form, Role, Stage};

/// The first lines of Node.js without them: docker-node takes Yarn out of its images
/// ([pull request 2422](https://github.com/nodejs/docker-node/pull/2422), merged for 26; 26/alpine3.24/Dockerfile), and Node.js
/// itself Corepack ([its page](https://nodejs.org/docs/latest-v24.x/api/corepack.html)).
const UNTIL: [(&str, u32); 2] = [("yarn", 26), ("corepack", 25)];

const NODE: &str = "docker.io/library/node";

/// Packages of Alpine that depend on its `nodejs` ([aports: yarn](https://pkgs.alpinelinux.org/package/v3.24/community/x86_64/yarn)),
/// as Yarn's own for Debian does.
const OF_SYSTEM: [&str; 2] = ["yarn", "pnpm"];

/// Whether an image of Node.js has it; `None` where it is none of Docker's.
fn has(image: &Image, tool: &str) -> Option<bool> {
    let line = runtimes::of(image, "node").filter(|_| image.repository == NODE)?;
    let (_, until) = UNTIL.iter().find(|(name, _)| *name == tool)?;
    Some(line.parse::<u32>().ok()? < *until)
}

/// The image brings Yarn, and need not install it.
pub fn has_own(install: &Install, image: &Image) -> bool {
    install.package.name == "yarn" && has(image, "yarn") == Some(true)
}

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        return Vec::new();
    }
    let lost = UNTIL.iter().filter_map(|(tool, _)| lost(case, choice, tool));
    let second = second(case, choice).filter(|_| choice.shape == Shape::Swap);
    second.into_iter().chain(lost).collect()
}

/// The system's package stays beside the image's own Node.js.
fn second(case: &Case, choice: &Choice) -> Option<Objection> {
    let of_system = |one: &&Install| OF_SYSTEM.contains(&one.package.name.as_str()) && !has_own(one, &choice.image);
    let own = own_packages::replaces(case, &choice.image);
    let one =
        case.installs().iter().filter(|_| own && choice.image.repository.ends_with("library/node")).find(of_system)?;
    let span = one.package.span;
    let (lang, line, image, name) =
        (case.lang(), sentence(case.line(&[span])), &choice.image.reference, &one.package.name);
    let text = say!(lang,
        en: "{line} installs `{name}`, which brings the system's Node.js along, a second one on `{image}`: take it out, and run `npm install -g {name}`.",
        de: "{line} installiert `{name}`, das das Node.js des Systems mitbringt, auf `{image}` ein zweites: Nimm es heraus und führe `npm install -g {name}` aus.",
        zh: "{line}安装 `{name}`，它会带来系统自己的 Node.js，在 `{image}` 上就成了第二个：请去掉它，改用 `npm install -g {name}`。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// A RUN or the start calls it, and it came with an image of Node.js, or should have.
fn lost(case: &Case, choice: &Choice, tool: &str) -> Option<Objection> {
    // An old tag may name no line.
    let now = has(case.present().filter(|now| now.repository == NODE)?, tool) != Some(false);
    let lacks = has(&choice.image, tool) == Some(false) && (!now || choice.shape == Shape::Swap);
    let mut commands = aged::commands(case);
    commands.extend(starts(case));
    let span = called(&commands, tool).filter(|_| lacks)?;
    let (lang, what, todo) = (case.lang(), gone(case, span, tool, &choice.image), remedy(case.lang(), tool));
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    let words = format!("npm install -g {tool}");
    let change = if is_plain(case, choice, span) { Change::First { span, words } } else { Change::Yours };
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(change))
}

/// What ENTRYPOINT and CMD start.
fn starts<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Command> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let launches = config.into_iter().flat_map(|config| config.entrypoint.iter().chain(&config.cmd));
    launches.flat_map(|launch| &launch.commands)
}

/// A command of a RUN that root runs in a shell, with nothing set for it alone: another one may stand before it.
fn is_plain(case: &Case, choice: &Choice, span: Span) -> bool {
    let is_root = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_none());
    let runs = case.steps().iter().filter_map(|step| step.run()).filter(|launch| launch.form == Form::Shell);
    let mut commands = runs.flat_map(|launch| &launch.commands);
    let plain =
        |command: &Command| command.span == span && command.env.is_empty() && command.program.span.start == span.start;
    is_root && choice.shape == Shape::Swap && commands.any(plain)
}

/// Where it is called, and nothing gets it: no other command names it.
fn called(commands: &[&Command], tool: &str) -> Option<Span> {
    let named = |arg: &str| arg.contains(tool) && !arg.ends_with(".lock");
    let gets = |command: &&&Command| command.name() != tool && command.args.iter().any(|arg| named(&arg.text));
    // What Corepack switches on is there by it, and told of it.
    let enables = |command: &&&Command| tool == "yarn" && command.name() == "corepack";
    let got = commands.iter().any(|command| gets(&command) || enables(&command));
    commands.iter().find(|command| !got && command.name() == tool && !command.conditional).map(|command| command.span)
}

fn gone(case: &Case, span: Span, tool: &str, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let since = UNTIL.iter().find(|(name, _)| *name == tool).map_or(0, |(_, until)| *until);
    say!(lang,
        en: "{line} calls `{tool}`, which `{image}` does not bring: Node.js's images have had none since {since}.",
        de: "{line} ruft `{tool}` auf, das `{image}` nicht mitbringt: In den Images von Node.js ist es seit {since} nicht mehr.",
        zh: "{line}调用 `{tool}`，而 `{image}` 没有自带：Node.js 镜像自 {since} 起不再包含它。")
}

/// Node.js 24 is the last line with both that is supported ([its releases](https://nodejs.org/en/about/previous-releases)).
fn remedy(lang: Lang, tool: &str) -> String {
    say!(lang,
        en: "Run `npm install -g {tool}` first, or stand on Node.js 24, whose images have it.",
        de: "Führe vorher `npm install -g {tool}` aus, oder bleib bei Node.js 24, dessen Images es haben.",
        zh: "请先运行 `npm install -g {tool}`，或使用 Node.js 24，其镜像自带它。")
}

/// A stage in use calls what its own image does not bring: `node:latest` is 26 today.
pub fn findings(case: &Case, rule: &'static str) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let of = |stage: &Stage| {
        let image = case.facts.standings.get(stage.index)?.image()?;
        let mut lacking = UNTIL.iter().map(|(tool, _)| *tool).filter(|tool| has(image, tool) == Some(false)).peekable();
        lacking.peek()?;
        let runs = case.build.steps(stage.index).filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
        let own = starts(case).filter(|_| case.build.shipped == Some(stage.index));
        let commands: Vec<&Command> = runs.chain(own).collect();
        let (tool, span) = lacking.find_map(|tool| Some((tool, called(&commands, tool)?)))?;
        let lang = case.lang();
        let why = say!(lang, en: "The build stops there: `{tool}: not found`.", de: "Der Build bricht dort ab: `{tool}: not found`.", zh: "构建会在此中断：`{tool}: not found`。");
        Some(finding(rule, Severity::Error, [gone(case, span, tool, image), why, remedy(lang, tool)], vec![span]))
    };
    stages.filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const ALPINE: &str =
        "FROM alpine:3.12\nRUN apk add --no-cache nodejs yarn\nCOPY . .\nRUN yarn install\nCMD [\"node\", \"a.js\"]\n";

    fn told(file: &str, to: &str) -> Vec<String> {
        weighed(RULE.id, file, to, Shape::Swap).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn a_second_node_is_told() {
        let of = |file: &str, to: &str| told(file, to).iter().any(|text| text.contains("a second one"));
        assert!(of(ALPINE, "node:26-alpine3.24"));
        assert!(!of(ALPINE, "alpine:3.24"));
        assert!(!of(ALPINE, "node:24-alpine3.24"), "it brings Yarn");
        assert!(of(&ALPINE.replace("yarn", "pnpm"), "node:24-alpine3.24"));
        let renamed = weighed("package-renamed", ALPINE, "node:24-alpine3.24", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &renamed[0].change else { panic!("{renamed:?}") };
        assert_eq!(rename.len(), 2, "both go: {renamed:?}");
    }

    #[test]
    fn what_the_images_no_longer_bring() {
        let of = |run: &str, from: &str, to: &str| {
            let file = format!("FROM {from}\nCOPY . .\nRUN {run}\nCMD [\"node\", \"a.js\"]\n");
            told(&file, to).iter().any(|text| text.contains("does not bring"))
        };
        assert!(of("yarn install", "node:25", "node:26-trixie-slim"));
        assert!(of("corepack enable && pnpm install", "node:24", "node:26-trixie-slim"));
        assert!(!of("yarn install", "node:20", "node:24-trixie-slim"));
        assert!(of("yarn install", "node:carbon", "node:26-trixie-slim"));
        assert!(of("yarn install", "node:alpine3.9", "node:26-alpine3.24"), "on whichever line that was");
        assert!(!of("npm install -g yarn && yarn install", "node:25", "node:26-trixie-slim"));
        assert!(!of("npm install", "node:25", "node:26-trixie-slim"));
        assert!(of("yarn install", "node:latest", "node:26-trixie-slim"), "it lacks it already");
        assert!(!of("yarn install", "node:latest", "node:24-trixie-slim"));
        let change = |run: &str| {
            let file = format!("FROM node:latest\nCOPY . .\nRUN {run}\nCMD [\"node\", \"a.js\"]\n");
            weighed(RULE.id, &file, "node:26-trixie-slim", Shape::Swap).into_iter().find_map(|one| one.change)
        };
        assert!(matches!(change("yarn install"), Some(Change::First { words, .. }) if words == "npm install -g yarn"));
        assert_eq!(change("CI=1 yarn install"), Some(Change::Yours), "it is set for this command alone");
    }

    #[test]
    fn an_image_without_yarn_builds_nothing_with_it() {
        let file = "FROM node:latest AS b\nCOPY package.json yarn.lock ./\nRUN yarn install\nFROM nginx:1.31\nCOPY --from=b /build /usr/share/nginx/html\n";
        let told = fires("tool-missing", file);
        assert!(told.what.contains("since 26") && told.todo.contains("npm install -g yarn"), "{told:?}");
        for (old, new) in [
            ("node:latest", "node:24"),
            ("RUN yarn", "RUN npm i -g yarn && yarn"),
            ("RUN yarn", "RUN curl -o- -L https://yarnpkg.com/install.sh | bash && yarn"),
            ("RUN yarn", "RUN npm"),
        ] {
            silent("tool-missing", &file.replace(old, new));
        }
        fires("tool-missing", &file.replace("RUN yarn", "RUN corepack enable && yarn"));
        fires("tool-missing", "FROM node:26\nCOPY . .\nRUN npm ci\nCMD [\"yarn\", \"start\"]\n");
    }
}
