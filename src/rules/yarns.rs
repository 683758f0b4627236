//! Yarn and Corepack, which Docker's images of Node.js brought and no longer bring, and the distributions' packages of
//! such tools, which bring a Node.js of their own along.

use super::claims::*;
use super::installs::Install;
use super::{Case, aged, interpreter_path_moved::RULE, own_packages, runtimes};
use crate::catalogue::Image;
use crate::shell::Command;

/// The first lines of Node.js without them: docker-node takes Yarn out of its images
/// ([pull request 2422](https://github.com/nodejs/docker-node/pull/2422), merged for 26; 26/alpine3.24/Dockerfile), and Node.js
/// itself Corepack ([its page](https://nodejs.org/docs/latest-v24.x/api/corepack.html)).
const UNTIL: [(&str, u32); 2] = [("yarn", 26), ("corepack", 25)];

/// Packages of Alpine that depend on its `nodejs` ([aports: yarn](https://pkgs.alpinelinux.org/package/v3.24/community/x86_64/yarn)),
/// as Yarn's own for Debian does.
const OF_SYSTEM: [&str; 2] = ["yarn", "pnpm"];

/// Whether an image of Node.js has it; `None` where it is none of Docker's.
fn has(image: &Image, tool: &str) -> Option<bool> {
    let own = image.repository == "docker.io/library/node";
    let line = runtimes::line("node", image.runtime.as_ref().filter(|_| own)?.version.as_deref()?)?;
    let (_, until) = UNTIL.iter().find(|(name, _)| *name == tool)?;
    Some(line.parse::<u32>().ok()? < *until)
}

/// The image brings Yarn, and need not install it.
pub fn has_own(install: &Install, image: &Image) -> bool {
    install.package.name == "yarn" && has(image, "yarn") == Some(true)
}

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.shape == Shape::Split || case.stays(choice) {
        return Vec::new();
    }
    let lost = UNTIL.iter().filter_map(|(tool, _)| lost(case, choice, tool));
    second(case, choice).into_iter().chain(lost).collect()
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

/// Today's image has it, and a RUN or the start calls it.
fn lost(case: &Case, choice: &Choice, tool: &str) -> Option<Objection> {
    if has(case.present()?, tool) != Some(true) || has(&choice.image, tool) != Some(false) {
        return None;
    }
    let commands = aged::commands(case);
    let gets = |command: &&Command| {
        matches!(command.name(), "npm" | "pnpm")
            && command.args.iter().any(|arg| arg.text.split('@').next() == Some(tool))
    };
    // What Corepack switches on is there by it, and told of it.
    let enables = |command: &&Command| tool == "yarn" && command.name() == "corepack";
    if commands.iter().copied().any(|command| gets(&command) || enables(&command)) {
        return None;
    }
    let span = commands.iter().find(|command| command.name() == tool).map(|command| command.span)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} calls `{tool}`, which `{image}` does not bring any more. Run `npm install -g {tool}` first.",
        de: "{line} ruft `{tool}` auf, das `{image}` nicht mehr mitbringt. Führe vorher `npm install -g {tool}` aus.",
        zh: "{line}调用 `{tool}`，而 `{image}` 已不再自带。请先运行 `npm install -g {tool}`。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

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
            told(&file, to).iter().any(|text| text.contains("any more"))
        };
        assert!(of("yarn install", "node:25", "node:26-trixie-slim"));
        assert!(of("corepack enable && pnpm install", "node:24", "node:26-trixie-slim"));
        assert!(!of("yarn install", "node:20", "node:24-trixie-slim"));
        assert!(!of("npm install -g yarn && yarn install", "node:25", "node:26-trixie-slim"));
        assert!(!of("npm install", "node:25", "node:26-trixie-slim"));
    }
}
