//! # The base comes from a private person or a small community
//!
//! ## What it is
//! The image is published by neither Docker's official programme nor the vendor of the software in it.
//!
//! ## Why it matters
//! Everything your program does runs on it. Who may push to that name, how it is built, and whether it is rebuilt when a flaw is found, is up to a few people, and often to one.
//!
//! ## What to do
//! Where an official or vendor image does the same, take that. Otherwise read how the image is built, pin its digest, and watch that it is rebuilt.
//!
//! ## When not to
//! Some community images are the best there is for their purpose, and well kept. Knowing that, keep it.
//!
//! ## Example
//! ```dockerfile
//! FROM tiangolo/uvicorn-gunicorn-fastapi:python3.11
//! COPY app /app
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app /app
//! CMD ["python", "-m", "app"]
//! ```
//!
//! ## Sources
//! - [Docker: trusted content](https://docs.docker.com/docker-hub/image-library/trusted-content/)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::Official;

pub const RULE: Rule = Rule { id: "base-unofficial", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case.shipped().filter(|footing| footing.image().official == Official::Community);
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let what = text(lang, &footing.image().reference);
    let why = say!(lang,
        en: "Who may push to that name, and whether it is rebuilt when a flaw is found, is up to a few people.",
        de: "Wer unter diesem Namen veröffentlichen darf und ob nach einer Lücke neu gebaut wird, hängt an wenigen Leuten.",
        zh: "谁能推送到这个名字、发现漏洞后是否重建，都取决于少数几个人。");
    let todo = say!(lang,
        en: "Where an official or vendor image does the same, take that; otherwise pin its digest and watch that it is rebuilt.",
        de: "Nimm ein offizielles oder Hersteller-Image, wo eines dasselbe leistet; sonst pinne den Digest und achte auf neue Builds.",
        zh: "若有官方或厂商镜像可替代就换用；否则固定摘要，并留意它是否按时重建。");
    finding(RULE.id, Severity::Note, [what, why, todo], vec![footing.stage.from.span])
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.official != Official::Community {
        return Vec::new();
    }
    vec![objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image.reference), Vec::new())]
}

fn text(lang: Lang, image: &str) -> String {
    say!(lang,
        en: "`{image}` is kept by a community, neither by Docker's official programme nor by a vendor.",
        de: "`{image}` wird von einer Community gepflegt, weder von Dockers offiziellem Programm noch von einem Hersteller.",
        zh: "`{image}` 由社区维护，既不属于 Docker 官方镜像计划，也不来自厂商。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_community_image_is_noted() {
        assert_eq!(fires(RULE.id, "FROM tiangolo/uvicorn-gunicorn-fastapi:python3.11\n").severity, Severity::Note);
    }

    #[test]
    fn an_official_image_and_an_unknown_one_are_not() {
        silent(RULE.id, "FROM python:3.13-slim\nCMD [\"python\", \"app.py\"]\n");
        silent(RULE.id, "FROM registry.example.com/team/base:1\nCMD [\"/app\"]\n");
    }
}
