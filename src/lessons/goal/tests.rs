use super::*;
use crate::lessons::Exercise;
use crate::lessons::trial::advise;
use crate::words::Lang;

fn read(dockerfile: &str) -> Advice {
    advise(&Exercise { dockerfile: dockerfile.into(), companions: Vec::new() }, &Wishes::default())
}

/// Whether a condition, as a pack writes it, is met by a file; the file itself is the start.
fn met(condition: &str, dockerfile: &str) -> bool {
    let advice = read(dockerfile);
    Condition::read(condition).expect("a condition").met(&advice, &advice, &Wishes::default())
}

/// One file that meets the condition, and one that does not.
fn tells(condition: &str, yes: &str, no: &str) {
    assert!(met(condition, yes), "`{condition}` is met by:\n{yes}");
    assert!(!met(condition, no), "`{condition}` is not met by:\n{no}");
}

const STATIC: &str = "FROM golang:1.26-trixie AS build\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a .\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /a /a\nENTRYPOINT [\"/a\"]\n";
const NODE: &str = "FROM node:24-trixie-slim\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";

#[test]
fn the_base_is_judged_by_what_the_catalogue_knows() {
    tells("family is distroless or scratch", STATIC, NODE);
    tells("family is not alpine", NODE, "FROM alpine:3.24\nCMD [\"top\"]\n");
    tells("image is docker.io/library/node", NODE, STATIC);
    tells("base is official", NODE, "FROM tiangolo/uvicorn-gunicorn-fastapi:python3.11\n");
    tells("base is supported", NODE, "FROM python:3.9-buster\nCMD [\"python\", \"a.py\"]\n");
    tells("base is free", NODE, "FROM dhi.io/node:24\nCMD [\"node\", \"a.js\"]\n");
    tells("size under 90 MB", NODE, "FROM node:24-trixie\nCMD [\"node\", \"a.js\"]\n");
    tells("no shell", STATIC, NODE);
    tells("no package manager", STATIC, NODE);
}

#[test]
fn the_file_is_judged_by_what_it_does() {
    tells("not root", STATIC, NODE);
    tells("at least 2 stages", STATIC, NODE);
    let healthy = NODE.replace("CMD", "HEALTHCHECK CMD [\"node\", \"h.js\"]\nCMD");
    let none = NODE.replace("CMD", "HEALTHCHECK NONE\nCMD");
    tells("a health check is set", &healthy, NODE);
    assert!(!met("a health check is set", &none));
    let pinned = NODE.replace("slim", &format!("slim@sha256:{}", "0123456789abcdef".repeat(4)));
    tells("pinned by digest", &pinned, NODE);
    tells("fact needs-time-zones", &NODE.replace("COPY", "ENV TZ=Europe/Berlin\nCOPY"), NODE);
    tells("fact needs-time-zones gone", NODE, &NODE.replace("COPY", "ENV TZ=Europe/Berlin\nCOPY"));
    tells("outcome is stay", STATIC, &STATIC.replace("static-debian13:nonroot", "static-debian13:debug-nonroot"));
}

#[test]
fn a_command_counts_wherever_it_lies_and_whatever_its_flags() {
    tells("still runs npm ci or npm install", NODE, &NODE.replace("RUN npm ci\n", ""));
    let path = NODE.replace("npm ci", "/usr/local/bin/npm --quiet install express");
    assert!(met("still runs npm ci or npm install", &path));
    let comment = NODE.replace("RUN npm ci", "# RUN npm ci");
    assert!(!met("still runs npm ci", &comment));
    let unused = format!("FROM node:24 AS lost\nRUN npm ci\n{}", NODE.replace("RUN npm ci\n", ""));
    assert!(!met("still runs npm ci", &unused), "a stage that nothing uses does not count");
}

#[test]
fn only_packages_of_the_stage_that_ships_ship() {
    let ships = NODE.replace("COPY", "RUN apt-get update && apt-get install -y libpq5\nCOPY");
    let builds = format!("FROM debian:trixie AS build\nRUN apt-get install -y libpq5\n{NODE}");
    tells("ships package libpq5 or libpq", &ships, &builds);
}

#[test]
fn findings_are_judged_by_rule_and_weight() {
    let late = NODE.replace("COPY . .\nRUN npm ci", "COPY package.json .\nRUN npm ci\nCOPY . .");
    tells("finding copy-before-install gone", &late, NODE);
    let ended = NODE.replace("node:24-trixie-slim", "node:16-buster-slim");
    tells("no error", NODE, &ended);
    tells("no warning", NODE, &NODE.replace("24-trixie-slim", "latest"));
    let (before, after) = (read(NODE), read(&ended));
    let fresh = Condition::read("no new finding").expect("a condition");
    assert!(!fresh.met(&before, &after, &Wishes::default()));
    assert!(fresh.met(&after, &before, &Wishes::default()));
}

#[test]
fn scratch_holds_compiled_programs_only() {
    tells(
        "no blocker",
        &STATIC.replace("gcr.io/distroless/static-debian13:nonroot", "scratch"),
        &NODE.replace("node:24-trixie-slim", "scratch"),
    );
    tells("no blocker", STATIC, &STATIC.replace("CGO_ENABLED=0", "CGO_ENABLED=1"));
    tells("no blocker", STATIC, "FROM registry.example.com/base:1\nCMD [\"/a\"]\n");
}

#[test]
fn another_product_reaches_no_goal() {
    let (before, wishes) = (read(NODE), Wishes::default());
    assert!(reached(&[], &before, &before, &wishes));
    for other in
        ["", "# done\n", STATIC, "FROM nginx:alpine\n", "FROM node:24\nCMD [\"node\", \"b.js\"]\n", "FORM node:24\n"]
    {
        assert!(!reached(&[], &before, &read(other), &wishes), "{other}");
    }
}

#[test]
fn what_is_no_condition_is_refused_with_its_reason() {
    let refused = |line: &str| Condition::read(line).expect_err("refused");
    assert!(refused("make it small").contains("no condition"));
    assert!(refused("family is tiny").contains("no family"));
    assert!(refused("finding nonsense gone").contains("no rule"));
    assert!(refused("size under 30").contains("write `30 MB`"));
    assert!(refused("size under many mb").contains("no size"));
    assert!(refused("at least two stages").contains("no number"));
    assert_eq!(Condition::read("Size under 30 MB."), Ok(Condition::SizeUnder(30_000_000)));
}

#[test]
fn every_sentence_is_there_in_three_languages() {
    let goal = crate::lessons::pack::read(crate::lessons::COURSE).0.lessons.into_iter().flat_map(|lesson| lesson.goal);
    for condition in goal {
        let texts = [Lang::En, Lang::De, Lang::Zh].map(|lang| condition.text(lang));
        assert!(texts[0] != texts[1] && texts[1] != texts[2], "{texts:?}");
    }
}
