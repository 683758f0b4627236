//! Playwright installs what its browsers load by the system's package manager: it knows the packages of some releases of
//! Debian and Ubuntu, and calls `apt-get`. Told under `package-unavailable`.

use super::installs;
use crate::catalogue::packages::Ecosystem;
use crate::catalogue::{Image, PackageManager};
use crate::evidence::companions::versions;
use crate::rules::claims::*;
use crate::rules::loading::aged;
use crate::rules::package_unavailable::RULE;
use crate::shell::Command;

/// A RUN that has it install packages.
pub struct Call {
    span: Span,
    version: Option<String>,
}

/// On another base that is not Debian's kind, and on Debian 13 with a version that does not know it
/// ([1.55, release notes](https://playwright.dev/docs/release-notes#version-155);
/// [playwright-python, issue 2950](https://github.com/microsoft/playwright-python/issues/2950);
/// [supported systems](https://playwright.dev/docs/intro#system-requirements)).
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let call = call(case)?;
    if let Some(text) = foreign(case, &choice.image, call) {
        return Some(crate::rules::claims::objection(RULE.id, Weight::Blocker, text, vec![call.span]));
    }
    if choice.shape == Shape::Split {
        return Some(crate::rules::claims::objection(RULE.id, Weight::Blocker, parted(case, call), vec![call.span]));
    }
    let text = format!("{} {}", unknown(case, &choice.image, call)?, remedy(case.lang()));
    let change = crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![call.span]).by(Change::Yours);
    Some(change)
}

pub fn finding(case: &Case) -> Option<Finding> {
    let (lang, call, image) = (case.lang(), call(case)?, case.present()?);
    let what = foreign(case, image, call).or_else(|| unknown(case, image, call))?;
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    Some(crate::rules::claims::finding(RULE.id, Severity::Error, [what, why, remedy(lang)], vec![call.span]))
}

fn remedy(lang: Lang) -> String {
    say!(lang,
        en: "Take Playwright 1.55 or newer on Debian, or its own image, `mcr.microsoft.com/playwright`.",
        de: "Nimm Playwright ab 1.55 auf Debian, oder sein eigenes Image, `mcr.microsoft.com/playwright`.",
        zh: "请在 Debian 上使用 Playwright 1.55 或更新版本，或改用其官方镜像 `mcr.microsoft.com/playwright`。")
}

/// The browsers lie outside of the program's folder, and what they load is installed in the stage that builds.
fn parted(case: &Case, call: &Call) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[call.span])));
    say!(lang,
        en: "{line} has Playwright install browsers and packages, which would stay in the stage that builds.",
        de: "{line} lässt Playwright Browser und Pakete installieren, die in der Stufe blieben, die baut.",
        zh: "{line}让 Playwright 安装浏览器和软件包，它们会留在构建阶段里。")
}

fn foreign(case: &Case, image: &Image, call: &Call) -> Option<String> {
    let none = matches!(image.package_manager, PackageManager::Apt | PackageManager::Unknown);
    let (lang, line, name) = (case.lang(), sentence(case.line(&[call.span])), &image.reference);
    let own = installs::manager_name(image);
    (!none && !own.is_empty()).then(|| {
        say!(lang,
        en: "{line} has Playwright install packages with `apt-get`, and `{name}` has `{own}`.",
        de: "{line} lässt Playwright mit `apt-get` Pakete installieren, und `{name}` hat `{own}`.",
        zh: "{line}让 Playwright 用 `apt-get` 安装软件包，而 `{name}` 用的是 `{own}`。")
    })
}

fn unknown(case: &Case, image: &Image, call: &Call) -> Option<String> {
    let is_13 = image.os.as_ref().is_some_and(|os| os.name == "debian" && os.version == Some("13"));
    let version = call.version.as_ref().filter(|version| is_13 && is_old(version))?;
    let (lang, line) = (case.lang(), sentence(case.line(&[call.span])));
    Some(say!(lang,
        en: "{line} has Playwright {version} install packages, and it knows Debian 13 only from 1.55 on.",
        de: "{line} lässt Playwright {version} Pakete installieren, und Debian 13 kennt es erst ab 1.55.",
        zh: "{line}让 Playwright {version} 安装软件包，而它从 1.55 起才支持 Debian 13。"))
}

fn is_old(version: &str) -> bool {
    let mut numbers = version.split('.').map_while(|part| part.parse::<u32>().ok());
    numbers.next().is_some_and(|major| major == 1 && numbers.next().is_some_and(|minor| minor < 55))
}

fn call<'a>(case: &'a Case) -> Option<&'a Call> {
    case.once.playwright.get_or_init(case.facts, || read(case)).as_ref()
}

fn read(case: &Case) -> Option<Call> {
    let installs = |command: &&Command| {
        let words = || std::iter::once(&command.program).chain(&command.args).map(|word| word.text.as_str());
        let gets = words().any(|word| word == "install-deps") || command.has("install") && command.has("--with-deps");
        gets && !command.conditional && words().any(|word| word.split('@').next() == Some("playwright"))
    };
    let command = case.commands().find(installs)?;
    let held = command.args.iter().find_map(|word| word.text.strip_prefix("playwright@")).map(str::to_string);
    let version = held.or_else(|| named(case)).or_else(|| {
        let of = |ecosystem, name| versions::of(case.input, ecosystem, name);
        let node = of(Ecosystem::Npm, "@playwright/test").or_else(|| of(Ecosystem::Npm, "playwright"));
        node.or_else(|| of(Ecosystem::Pip, "playwright"))
    });
    Some(Call { span: command.span, version })
}

/// `pip install playwright==1.40.0`, `npm install playwright@1.40.0`.
fn named(case: &Case) -> Option<String> {
    let installed = aged::commands(case).into_iter().filter_map(|command| command.packages.as_ref());
    let mut packages = installed.flat_map(|action| &action.packages);
    let own = |name: &str| name == "playwright" || name == "@playwright/test";
    packages.find_map(|package| package.version.clone().filter(|_| own(&package.name) && package.known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input};

    const FILE: &str = "FROM node:20-bookworm\nCOPY package.json package-lock.json ./\nRUN npm ci && npx playwright install --with-deps\nCMD [\"npx\", \"playwright\", \"test\"]\n";

    fn told(file: &str, version: &str, to: &str) -> Option<(Weight, Option<Change>)> {
        let text = format!("{{\"devDependencies\":{{\"@playwright/test\":\"{version}\"}}}}");
        let companions = vec![Companion { path: "package.json".into(), text }];
        let choice = Choice { image: image(to), shape: Shape::Swap };
        let input = Input { companions, ..Input::pasted(file) };
        with(&input, |case| objection(case, &choice)).map(|one| (one.weight, one.change))
    }

    #[test]
    fn an_old_playwright_does_not_know_debian_13() {
        let change = Some((Weight::Change, Some(Change::Yours)));
        assert_eq!(told(FILE, "1.40.0", "node:24-trixie-slim"), change);
        assert_eq!(told(FILE, "1.55.0", "node:24-trixie-slim"), None);
        assert_eq!(told(FILE, "^1.40.0", "node:24-trixie-slim"), None, "npm takes the newest");
        assert_eq!(told(&FILE.replace(" --with-deps", ""), "1.40.0", "node:24-trixie-slim"), None);
        let named = FILE.replace("npx playwright", "npx -y playwright@1.40");
        assert_eq!(told(&named, "^1.40.0", "node:24-trixie-slim"), change);
        let python = "FROM python:3.11-bookworm\nRUN pip install playwright==1.40.0 && playwright install --with-deps chromium\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(told(python, "^1.40.0", "python:3.11-slim-trixie"), change);
    }

    #[test]
    fn playwright_calls_apt() {
        for to in ["node:24-alpine3.24", "registry.suse.com/bci/nodejs:24"] {
            assert_eq!(told(FILE, "1.60.0", to).map(|one| one.0), Some(Weight::Blocker), "{to}");
        }
        fires(RULE.id, &FILE.replace("20-bookworm", "24-alpine"));
        silent(RULE.id, FILE);
        assert_eq!(weight(RULE.id, FILE, "node:24-trixie-slim", Shape::Split), Some(Weight::Blocker));
    }
}
