//! # Sources are copied before dependencies are installed
//!
//! ## What it is
//! `COPY . .` stands before the line that installs what a lock file or manifest names.
//!
//! ## Why it matters
//! Every change to any file makes BuildKit install all dependencies again. When a file becomes two stages, this order decides whether the first one is ever reused.
//!
//! ## What to do
//! Copy the manifest and its lock file first, install, then copy the rest.
//!
//! ## When not to
//! When dependencies come from the sources themselves, as in a workspace with many packages, the order cannot be turned so simply.
//!
//! ## Example
//! ```dockerfile
//! FROM node:24-slim
//! COPY . .
//! RUN npm ci
//! CMD ["node", "server.js"]
//! ```
//! ```dockerfile
//! FROM node:24-slim
//! COPY package.json package-lock.json ./
//! RUN npm ci
//! COPY . .
//! CMD ["node", "server.js"]
//! ```
//!
//! ## Sources
//! - [Docker: optimize cache usage, order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)

use super::claims::*;
use crate::shell::{Action, Manager};
use crate::stages::{Does, Origin, Role, Stage, Step};

pub const RULE: Rule = Rule { id: "copy-before-install", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    stages
        .filter_map(|stage| order(stage))
        .map(|(copy, install, manager)| claim(case, copy, install, manager))
        .collect()
}

/// The first COPY of everything, and the first installation after it.
pub fn order(stage: &Stage) -> Option<(&Step, &Step, &'static str)> {
    let copy = stage.steps.iter().position(copies_all)?;
    if stage.steps[..copy].iter().any(|step| installs(step).is_some()) {
        return None;
    }
    let install = stage.steps[copy..].iter().find_map(|step| Some((step, installs(step)?)))?;
    Some((&stage.steps[copy], install.0, install.1))
}

fn copies_all(step: &Step) -> bool {
    match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => {
            sources.iter().any(|source| matches!(source.text.as_str(), "." | "./" | "*"))
        }
        _ => false,
    }
}

/// What installs the dependencies that a manifest names.
fn installs(step: &Step) -> Option<&'static str> {
    let Does::Run(launch) = &step.does else { return None };
    let named = launch.commands.iter().filter_map(|command| command.packages.as_ref());
    named.filter(|packages| packages.action == Action::InstallManifest).find_map(|packages| manifest(packages.manager))
}

fn manifest(manager: Manager) -> Option<&'static str> {
    Some(match manager {
        Manager::Pip => "requirements.txt",
        Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun => "package.json",
        Manager::Bundle => "Gemfile",
        Manager::Composer => "composer.json",
        Manager::Poetry | Manager::Uv => "pyproject.toml",
        Manager::Pipenv => "Pipfile",
        _ => return None,
    })
}

fn claim(case: &Case, copy: &Step, install: &Step, manifest: &str) -> Finding {
    let lang = case.lang();
    let (first, then) = (sentence(case.line(&[copy.span])), case.line(&[install.span]));
    let what = say!(lang,
        en: "{first} copies all sources before {then} installs the dependencies.",
        de: "{first} kopiert alle Quellen, bevor {then} die Abhängigkeiten installiert.",
        zh: "{first}先复制了全部源代码，{then}才安装依赖。");
    let why = say!(lang,
        en: "Every change to any file installs them all again.",
        de: "Jede Änderung an irgendeiner Datei installiert sie alle neu.",
        zh: "任何文件的改动都会导致依赖全部重装。");
    let todo = say!(lang,
        en: "Copy `{manifest}` and its lock file first, install, then copy the rest.",
        de: "Kopiere erst `{manifest}` und die Lock-Datei, installiere, und kopiere dann den Rest.",
        zh: "先复制 `{manifest}` 及其锁文件并安装，再复制其余内容。");
    finding(RULE.id, Severity::Note, [what, why, todo], vec![copy.span, install.span])
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn sources_first_is_noted() {
        assert!(
            fires(RULE.id, "FROM node:24\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n")
                .todo
                .contains("package.json")
        );
    }

    #[test]
    fn the_manifest_first_is_fine() {
        silent(RULE.id, "FROM node:24\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD [\"node\", \"a.js\"]\n");
        silent(RULE.id, "FROM python:3.13\nCOPY . .\nRUN pip install flask\nCMD [\"python\", \"a.py\"]\n");
    }
}
