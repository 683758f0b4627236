use crate::wishes::{Input, Wishes};

#[test]
fn a_line_that_runs_out_is_seen_beside_the_next() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let advice = |file: &str| crate::conclude(&Input::pasted(file), &wishes);
    for tag in ["fpm", "cli-bookworm", "apache-bookworm", "fpm-alpine"] {
        let told = advice(&format!("FROM php:8.2-{tag}\nCOPY . .\n"));
        let bases: Vec<&str> =
            told.recommendations.iter().map(|one| one.candidate.image().reference.as_str()).collect();
        assert!(bases[0].starts_with("php:8.3-"), "{tag}: {bases:?}");
        assert!(bases.iter().filter(|base| base.starts_with("php:8.2-")).count() > 1, "{tag}: {bases:?}");
    }
}

#[test]
fn a_line_that_the_manifest_allows_comes_first() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let leads = |engines: &str| {
        let text = format!("{{\"engines\":{{\"node\":\"{engines}\"}}}}");
        let companions = vec![crate::wishes::Companion { path: "package.json".into(), text }];
        let file = "FROM node:18\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";
        let told = crate::conclude(&Input { companions, ..Input::pasted(file) }, &wishes);
        told.recommendations[0].candidate.image().reference.clone()
    };
    assert_eq!(leads("18 || 22"), "node:22-trixie-slim");
    assert_eq!(leads(">=18"), "node:24-trixie-slim");
    assert_eq!(leads("18.x"), "node:24-trixie-slim");
}

#[test]
fn what_is_over_goes_to_the_nearest_line_of_its_own() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let file = "FROM public.ecr.aws/lambda/python:3.8\nCOPY a.py ./\nRUN yum install -y gcc && pip install -r requirements.txt\nCMD [\"a.handler\"]\n";
    let told = crate::conclude(&Input::pasted(file), &wishes);
    let first = &told.recommendations[0].candidate;
    assert_eq!(first.image().reference, "public.ecr.aws/lambda/python:3.12");
    assert_eq!(first.choice.shape, crate::rules::Shape::Swap);
}

#[test]
fn what_was_given_up_goes_where_its_makers_went() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    for (old, new, command) in [
        ("jupyter/scipy-notebook:python-3.9", "quay.io/jupyter/scipy-notebook:latest", "start.sh"),
        ("condaforge/mambaforge:22.9.0-3", "quay.io/condaforge/miniforge3:26.3.2-3", "python"),
        ("hseeberger/scala-sbt:8u265_1.4.2_2.13.3", "sbtscala/scala-sbt:eclipse-temurin-25_1.x", "sbt"),
        ("google/dart:2.10", "dart:3.13", "dart"),
    ] {
        let told = crate::conclude(&Input::pasted(format!("FROM {old}\nCOPY . .\nCMD [\"{command}\"]\n")), &wishes);
        let found = told.recommendations.iter().find(|one| one.candidate.image().reference == new);
        let found = found.unwrap_or_else(|| panic!("{old}"));
        assert!(found.candidate.verdict != crate::candidates::Verdict::DoesNotFit, "{old}");
    }
}

#[test]
fn what_compiles_on_alpine_is_offered_a_jdk_there() {
    let offers = |build: &str| {
        let file = format!("FROM openjdk:8-jdk-alpine\nCOPY . .\nRUN {build}\nCMD [\"java\", \"A\"]\n");
        let told = crate::conclude(&Input::pasted(file), &Wishes::default()).recommendations;
        told.iter().any(|one| one.candidate.image().reference.starts_with("eclipse-temurin:8-jdk-alpine"))
    };
    assert!(offers("javac A.java") && !offers("mkdir /data"));
}

#[test]
fn a_build_tool_goes_to_its_next_release_on_the_same_java() {
    let steps = [
        ("maven:3-jdk-8", "maven:3-eclipse-temurin-8"),
        ("maven:3.8.6-eclipse-temurin-11", "maven:3.9-eclipse-temurin-11"),
        ("gradle:6-jdk11-alpine", "gradle:8-jdk11-alpine"),
    ];
    for (from, to) in steps {
        let told = crate::conclude(&Input::pasted(format!("FROM {from}\n")), &Wishes::default());
        let first = told.recommendations[0].candidate.image().reference.as_str();
        assert!(first.starts_with(to), "{from}: {first}");
    }
}

#[test]
fn bash_is_for_scripts_alone() {
    let offers = |file: &str| {
        let told = crate::conclude(&Input::pasted(file), &Wishes::default()).recommendations;
        told.iter().any(|one| one.candidate.image().repository == "docker.io/library/bash")
    };
    let script = "FROM debian:13-slim\nCOPY a.sh /a.sh\nCMD [\"bash\", \"/a.sh\"]\n";
    assert!(offers(script));
    assert!(!offers(&script.replace("COPY", "RUN apt-get update && apt-get install -y curl\nCOPY")));
    assert!(!offers("FROM ubuntu:24.04\nCOPY app /app\nCMD [\"/app\"]\n"));
}

#[test]
fn an_ended_line_of_a_language_goes_to_the_nearest_that_lasts() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let first = |base: &str| {
        let told = crate::conclude(&Input::pasted(format!("FROM {base}\nCOPY . .\n")), &wishes);
        told.recommendations[0].candidate.image().reference.clone()
    };
    for base in ["php:5.6-fpm", "php:7.4-fpm", "php:7.4-fpm-bullseye", "php:8.0-fpm", "php:8.1-fpm"] {
        assert_eq!(first(base), "php:8.3-fpm-trixie", "{base}");
    }
    assert_eq!(first("python:3.9-slim-bullseye"), "python:3.11-slim-trixie");
}
