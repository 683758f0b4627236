//! # A stage that nothing uses
//!
//! ## What it is
//! Neither the stage that ships nor any it depends on copies from this stage or stands on it.
//!
//! ## Why it matters
//! BuildKit skips it, so whatever it was meant to do does not happen: a test that never runs, a result that is never copied. Its base still has to be kept up to date.
//!
//! ## What to do
//! Copy what it makes, or remove it.
//!
//! ## When not to
//! Stages for `--target`, such as `test` or `dev`, are meant to be built by themselves; so is one that says how it is started, and that is only named.
//!
//! ## Example
//! ```dockerfile
//! FROM node:24 AS assets
//! RUN npm run build
//! FROM nginx:1.29
//! COPY public /usr/share/nginx/html
//! ```
//! ```dockerfile
//! FROM node:24 AS assets
//! RUN npm run build
//! FROM nginx:1.29
//! COPY --from=assets /dist /usr/share/nginx/html
//! ```
//!
//! ## Sources
//! - [Docker: multi-stage builds, stop at a specific build stage](https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage)

use super::claims::*;
use crate::stages::{Base, Launch, Origin, Role, Stage};

pub const RULE: Rule = Rule { id: "unused-stage", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let unread = case.build.problems.iter().any(|problem| problem.severity == Severity::Error);
    if case.input.target.is_some() || unread {
        return Vec::new();
    }
    // What another stage takes from serves that one's target.
    let mut taken = vec![false; case.build.stages.len()];
    for edge in &case.build.edges {
        if let Origin::Stage(from) = edge.from {
            taken[from] = true;
        }
    }
    let is_unused = |stage: &&Stage| stage.role == Role::Unused && !is_target(case, stage) && !taken[stage.index];
    let unused = case.build.stages.iter().filter(is_unused).map(|stage| claim(case, stage));
    unused.chain(others(case).filter(|stage| !taken[stage.index]).map(|stage| unjudged(case, stage))).collect()
}

/// Stages on an image of their own that say how they are started, and that what ships does not use: images of their own.
pub fn others<'a>(case: &'a Case) -> impl Iterator<Item = &'a Stage> {
    let apart = |stage: &&Stage| {
        stage.role == Role::Unused && matches!(stage.base, Base::Image(_)) && case.input.target.is_none()
    };
    case.build.stages.iter().filter(apart).filter(|stage| is_started(case, stage))
}

fn is_started(case: &Case, stage: &Stage) -> bool {
    let end = case.build.stages.get(stage.index + 1).map_or(u32::MAX, |next| next.span.start);
    let own = |launch: &Launch| (stage.span.start..end).contains(&launch.span.start);
    [&stage.config.entrypoint, &stage.config.cmd].into_iter().flatten().any(own)
}

/// A stage that says how it is started, or has a name that people give to stages which they build by themselves.
fn is_target(case: &Case, stage: &Stage) -> bool {
    if is_started(case, stage) {
        return true;
    }
    const NAMES: [&str; 12] =
        ["test", "lint", "dev", "debug", "ci", "check", "bench", "doc", "prod", "release", "export", "format"];
    stage.name.as_deref().is_some_and(|name| NAMES.iter().any(|part| name.contains(part)))
}

fn name(stage: &Stage) -> String {
    stage.name.clone().unwrap_or_else(|| stage.index.to_string())
}

fn unjudged(case: &Case, stage: &Stage) -> Finding {
    let (lang, name, line) = (case.lang(), name(stage), case.lines(&[stage.span]));
    let what = say!(lang,
        en: "The stage `{name}` of {line} is an image of its own: the advice is on the last stage.",
        de: "Die Stufe `{name}` aus {line} ist ein eigenes Image: Der Rat gilt der letzten Stufe.",
        zh: "{line}的阶段 `{name}` 是单独的镜像：这里的建议针对最后一个阶段。");
    let why = say!(lang,
        en: "What it starts needs a base of its own.",
        de: "Was sie startet, braucht eine eigene Basis.",
        zh: "它启动的程序需要自己的基础镜像。");
    let todo = say!(lang,
        en: "Ask for its base with `--target {name}`.",
        de: "Frag mit `--target {name}` nach ihrer Basis.",
        zh: "用 `--target {name}` 查询它的基础镜像。");
    finding(RULE.id, Severity::Note, [what, why, todo], vec![stage.span])
}

fn claim(case: &Case, stage: &Stage) -> Finding {
    let (lang, name, line) = (case.lang(), name(stage), case.lines(&[stage.span]));
    let what = say!(lang,
        en: "Nothing uses the stage `{name}` of {line}.",
        de: "Nichts benutzt die Stufe `{name}` aus {line}.",
        zh: "没有任何内容用到{line}的阶段 `{name}`。");
    let why = say!(lang,
        en: "BuildKit skips it, so what it does never happens.",
        de: "BuildKit überspringt sie, also geschieht nie, was sie tut.",
        zh: "BuildKit 会跳过它，其中的步骤不会执行。");
    let todo = say!(lang,
        en: "Copy what it makes, remove it, or build it with `--target {name}`.",
        de: "Kopiere, was sie erzeugt, entferne sie, oder baue sie mit `--target {name}`.",
        zh: "复制它的产物、删除它，或用 `--target {name}` 构建。");
    finding(RULE.id, Severity::Note, [what, why, todo], vec![stage.span])
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_stage_that_nothing_copies_from_is_noted() {
        fires(
            RULE.id,
            "FROM node:24 AS assets\nRUN npm run build\nFROM nginx:1.29\nCOPY public /usr/share/nginx/html\n",
        );
    }

    #[test]
    fn stages_that_are_used_or_meant_for_target_are_fine() {
        silent(RULE.id, "FROM node:24 AS assets\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=assets /d /d\n");
        let target = "FROM golang:1.26 AS b\nRUN go build -o /a ./x\nFROM scratch AS x\nCOPY --from=b /a /a\nFROM alpine:3.24\nCOPY a /a\n";
        assert!(fires(RULE.id, target).what.contains("`x`"));
        let both = "FROM node:24 AS base\nFROM base AS api\nCMD [\"node\", \"api.js\"]\nFROM base AS web\nCMD [\"node\", \"web.js\"]\n";
        silent(RULE.id, both);
        assert!(fires(RULE.id, &both.replacen("CMD", "RUN", 1)).what.contains("`api`"));
        let two =
            both.replace("FROM base AS api", "FROM debian:10-slim AS api\nRUN apt-get update && apt-get install -y jq");
        assert!(fires(RULE.id, &two).what.contains("`api` of line 2 is an image of its own"));
        assert!(found("base-os-ended", &two).iter().any(|one| one.what.contains("`debian:10-slim`")));
        assert!(found("package-unavailable", &two).iter().any(|one| one.what.contains("Line 3 calls `apt-get`")));
        silent(RULE.id, "FROM node:24 AS test\nRUN npm test\nFROM nginx:1.29\nCOPY public /usr/share/nginx/html\n");
    }
}
