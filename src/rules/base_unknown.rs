//! # We know nothing of this base
//!
//! ## What it is
//! `FROM` names an image that the catalogue has no row for, or a variable that has no value in the file.
//!
//! ## Why it matters
//! Without knowing what the base contains, nobody can tell from the file alone what a change would break. We would rather say so than guess.
//!
//! ## What to do
//! If it is your own, describe it in the house policy under `golden`: which public image it is like, and what it adds. For a variable, tell the value that the build gives it (`--build-arg`), or give its `ARG` a default.
//!
//! ## When not to
//! If a pipeline passes another value each time and you only want the file's other findings, leave it.
//!
//! ## Example
//! ```dockerfile
//! ARG BASE
//! FROM ${BASE}
//! COPY app /app
//! ```
//! ```dockerfile
//! ARG BASE=debian:13-slim
//! FROM ${BASE}
//! COPY app /app
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: how ARG and FROM interact](https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact)

use super::claims::*;
use crate::catalogue;
use crate::evidence::Standing;
use crate::stages::{Does, Origin, Role};

pub const RULE: Rule = Rule { id: "base-unknown", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let mut told = of_base(case);
    told.extend(no_stage(case));
    told
}

/// `COPY --from=build` where no stage is called so: Docker takes the word for an image
/// ([COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from)).
fn no_stage(case: &Case) -> Option<Finding> {
    let steps = case.build.stages.iter().filter(|stage| stage.role != Role::Unused).flat_map(|stage| &stage.steps);
    let mut unknown = steps.filter_map(|step| match &step.does {
        Does::Bring { from: Origin::Image(image), .. } => {
            let word = image.repository.strip_prefix("library/").filter(|_| image.registry == "docker.io")?;
            let bare = image.tag.is_none() && image.digest.is_none() && catalogue::find(image).is_none();
            bare.then(|| (word.to_string(), step.span))
        }
        _ => None,
    });
    let (word, span) = unknown.next()?;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let what = say!(lang,
        en: "{line} copies from `{word}`, and no stage is called so.",
        de: "{line} kopiert aus `{word}`, und keine Stufe heißt so.",
        zh: "{line}从 `{word}` 复制，但没有这个名字的阶段。");
    let why = say!(lang,
        en: "Docker takes the word for an image on Docker Hub: the build stops, or copies from something else.",
        de: "Docker hält das Wort für ein Image auf Docker Hub: Der Build bricht ab oder kopiert aus etwas anderem.",
        zh: "Docker 会把这个词当作 Docker Hub 上的镜像：构建会中止，或从别处复制。");
    let todo = say!(lang,
        en: "Name the stage that is meant, with `AS {word}`.",
        de: "Gib der gemeinten Stufe den Namen, mit `AS {word}`.",
        zh: "请用 `AS {word}` 为相应的阶段命名。");
    Some(finding(RULE.id, Severity::Error, [what, why, todo], vec![span]))
}

fn of_base(case: &Case) -> Vec<Finding> {
    let Some(shipped) = case.build.shipped else { return Vec::new() };
    let Some(what) = case.facts.standings.get(shipped).and_then(|standing| text(case, standing)) else {
        return Vec::new();
    };
    let lang = case.lang();
    let why = say!(lang,
        en: "Without knowing what it contains, we cannot tell what another base would break.",
        de: "Ohne zu wissen, was es enthält, lässt sich nicht sagen, was ein anderes Image kaputt machen würde.",
        zh: "不知道它包含什么，就无法判断换用其他基础镜像会破坏什么。");
    let todo = say!(lang,
        en: "Describe your own base in the house policy under `golden`; for an `ARG`, tell its value (`--build-arg`) or give it a default.",
        de: "Beschreibe dein eigenes Image in der Hausregel unter `golden`; bei einem `ARG` nenne seinen Wert (`--build-arg`) oder gib ihm einen Vorgabewert.",
        zh: "若是自有镜像，请在内部策略的 `golden` 中描述它；若是 `ARG`，请给出它的值（`--build-arg`）或默认值。");
    let spans = case.build.bottom(shipped).map(|stage| stage.from.span).into_iter().collect();
    vec![finding(RULE.id, Severity::Note, [what, why, todo], spans)]
}

fn text(case: &Case, standing: &Standing) -> Option<String> {
    let lang = case.lang();
    match standing {
        Standing::Private(image) => {
            let name = image.name();
            Some(say!(lang,
                en: "The catalogue holds nothing on `{name}`.",
                de: "Der Katalog weiß nichts über `{name}`.",
                zh: "目录中没有关于 `{name}` 的信息。"))
        }
        Standing::Known(found, written) if found.is_unlisted(written) => {
            let (name, tag) = (&found.image.repository, written.tag.as_deref().unwrap_or_default());
            Some(say!(lang,
                en: "`{name}` has no tag `{tag}` that we know of.",
                de: "`{name}` hat keinen uns bekannten Tag `{tag}`.",
                zh: "`{name}` 没有我们已知的标签 `{tag}`。"))
        }
        Standing::Unknown(names) if !names.is_empty() => {
            let names = codes(lang, names);
            Some(say!(lang,
                en: "The base depends on {names}, for which this file has no value.",
                de: "Das Basis-Image hängt von {names} ab und hat in dieser Datei keinen Wert.",
                zh: "基础镜像取决于 {names}，而本文件没有给出它的值。"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_private_image_and_a_variable_without_value_are_named() {
        assert!(fires(RULE.id, "FROM registry.example.com/team/base:1\n").what.contains("team/base"));
        assert!(fires(RULE.id, "ARG BASE\nFROM ${BASE}\n").what.contains("BASE"));
        assert!(fires(RULE.id, "ARG V=xxx\nFROM ruby:$V-slim\n").what.contains("`xxx-slim`"));
    }

    #[test]
    fn what_is_copied_from_no_stage_is_told() {
        let file =
            "FROM golang:1.26\nRUN go build -o /app .\nFROM alpine:3.24\nCOPY --from=build /app /app\nCMD [\"/app\"]\n";
        assert!(fires(RULE.id, file).what.contains("`build`"));
        silent(RULE.id, &file.replace("golang:1.26", "golang:1.26 AS build"));
        silent(RULE.id, &file.replace("--from=build", "--from=composer"));
    }

    #[test]
    fn a_known_image_and_scratch_are_not() {
        silent(RULE.id, "ARG BASE=debian:13-slim\nFROM ${BASE}\n");
        silent(RULE.id, "FROM scratch\nCOPY app /app\n");
        silent(RULE.id, "FROM ruby:99.1-slim\n");
    }
}
