use super::*;
use crate::rules::bench::*;

fn told(file: &str, to: &str) -> Vec<Objection> {
    let about = |one: &Objection| ["sources", "repositories"].iter().any(|word| one.text.contains(word));
    weighed(RULE, file, to, Shape::Swap).into_iter().filter(about).collect()
}

#[test]
fn ubuntus_sources_are_in_another_file() {
    let file = "FROM ubuntu:18.04\nRUN sed -i 's/archive.ubuntu.com/mirrors.example.org/g' /etc/apt/sources.list && apt-get update\nCMD [\"bash\"]\n";
    let moved = told(file, "ubuntu:26.04");
    assert!(matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("ubuntu.sources")), "{moved:?}");
    assert!(told(file, "ubuntu:22.04").is_empty());
    let other =
        told(&file.replace("s/archive.ubuntu.com/mirrors.example.org/g", "s/# deb-src/deb-src/"), "ubuntu:26.04");
    assert_eq!(other[0].change, Some(Change::Yours));
}

#[test]
fn debians_sources_are_in_another_file() {
    let file = "FROM debian:buster\nRUN sed -i 's/deb.debian.org/mirrors.example.org/g' /etc/apt/sources.list && apt-get update\nCMD [\"bash\"]\n";
    let moved = told(file, "debian:trixie-slim");
    assert!(matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("debian.sources")), "{moved:?}");
    assert!(told(file, "debian:bullseye-slim").is_empty());
    let other =
        told(&file.replace("s/deb.debian.org/mirrors.example.org/g", "s/main/main contrib/"), "debian:trixie-slim");
    assert_eq!(other[0].change, Some(Change::Yours));
    let floating = file.replace("debian:buster", "python:3.13");
    assert_eq!(told(&floating, "python:3.13").len(), 1, "the tag has moved on");
}

#[test]
fn the_way_to_the_archive_goes_with_the_old_release() {
    let line = "echo 'deb http://archive.debian.org/debian jessie main' > /etc/apt/sources.list";
    let file = format!("FROM debian:jessie\nRUN {line} && apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n");
    let change = |file: &str, to: &str| told(file, to).into_iter().map(|one| one.change).collect::<Vec<_>>();
    let broken = file.replace(" && apt-get update", " \\\n && apt-get update");
    let sed = "sed -i 's/deb.debian.org/archive.debian.org/g' /etc/apt/sources.list";
    let commented =
        broken.replace("RUN echo", "RUN true && \\\n echo").replace("\\\n && apt", "&& \\\n # Lists.\n apt");
    for own in [file.clone(), broken, commented, file.replace(line, sed)] {
        let told = weighed(RULE, &own, "debian:trixie-slim", Shape::Swap);
        assert!(told.iter().all(|one| !one.text.contains("made for")), "{told:?}");
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let advice = crate::advise(&crate::wishes::Input::pasted(&own), &wishes);
        let text = advice.rewrite.expect("written").dockerfile;
        assert!(!text.contains("echo") && !text.contains("sed"), "{text}");
        let run = text.replace("true && \\\n # Lists.\n ", "");
        assert!(run.contains("RUN apt-get update && apt-get install"), "{text}");
    }
    assert!(change(&file.replace("sources.list", "sources.list.d/old.list"), "debian:trixie-slim").is_empty());
    let cut = file.replace(line, "sed -i '/security.debian.org/d' /etc/apt/sources.list");
    assert_eq!(change(&cut, "debian:trixie-slim"), [Some(Change::Yours)]);
}

#[test]
fn packages_that_have_left_their_servers_are_told() {
    let file = "FROM debian:buster-slim\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n";
    assert!(fires(RULE, file).what.contains("have left the servers"));
    silent(RULE, &file.replace("buster", "bullseye"));
    silent(RULE, &file.replace("RUN ", "RUN sed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list && "));
    silent(RULE, "FROM debian:buster-slim\nCOPY app /app\nCMD [\"/app\"]\n");
    let beside = "\nRUN echo deb https://download.example.org/packages stable main > /etc/apt/sources.list.d/one.list && apt-get update\nCMD";
    assert!(fires(RULE, &file.replace("\nCMD", beside)).what.starts_with("Line 2"));
    let copied = |to: &str| file.replace("RUN ", &format!("COPY one.list {to}\nRUN "));
    assert!(fires(RULE, &copied("/etc/apt/sources.list.d/")).what.starts_with("Line 3"));
    silent(RULE, &copied("/etc/apt/sources.list"));
    silent(
        RULE,
        &file.replace("RUN ", "RUN echo deb https://deb.example.org/debian buster main > /etc/apt/sources.list && "),
    );
    let building = file.replace(
        "CMD [\"curl\"]",
        "FROM debian:trixie-slim\nCOPY --from=0 /usr/bin/curl /usr/bin/curl\nCMD [\"curl\"]",
    );
    assert!(fires(RULE, &building).what.starts_with("Line 2"));
    silent(RULE, &building.replace("buster", "bullseye"));
    let ubuntu = file.replace("debian:buster-slim", "ubuntu:19.10");
    assert!(fires(RULE, &ubuntu).what.contains("Ubuntu 19.10"));
    silent(RULE, &ubuntu.replace("19.10", "18.04"));
    silent(RULE, &ubuntu.replace("RUN ", "RUN sed -i s/archive.ubuntu/old-releases.ubuntu/ /etc/apt/sources.list && "));
    assert!(fires(RULE, "FROM centos:7\nRUN yum install -y curl\nCMD [\"curl\"]\n").what.contains("CentOS 7"));
}

#[test]
fn a_list_of_its_own_names_its_release() {
    let file = "FROM ubuntu:16.04\nCOPY sources.list /etc/apt/sources.list\nRUN apt-get update\nCMD [\"bash\"]\n";
    assert!(told(file, "ubuntu:26.04")[0].text.contains("must name Ubuntu 26.04"));
    assert!(told(&file.replace("/etc/apt/sources.list", "/srv/"), "ubuntu:26.04").is_empty());
}

#[test]
fn the_sources_of_centos_go_with_it() {
    let file = "FROM centos:7\nRUN sed -i 's/mirrorlist/#mirrorlist/' /etc/yum.repos.d/CentOS-* && yum install -y curl\nCMD [\"curl\"]\n";
    assert_eq!(told(file, "almalinux:9")[0].change, Some(Change::DropCommand { instruction: 1, command: 0 }));
    let alone = file.replace(" && yum", "\nRUN yum");
    assert_eq!(told(&alone, "almalinux:9")[0].change, Some(Change::Drop { instruction: 1 }));
}

#[test]
fn the_sources_of_alpine_follow_its_release() {
    let file = "FROM alpine:3.8\nRUN echo http://dl-cdn.alpinelinux.org/alpine/v3.8/community >> /etc/apk/repositories && apk add --no-cache curl\nCMD [\"curl\"]\n";
    let moved = told(file, "alpine:3.24");
    assert!(matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("/v3.24/community")), "{moved:?}");
    assert!(told(&file.replace("v3.8", "edge"), "alpine:3.24").is_empty());
}
