use crate::rules::bench::*;
use crate::rules::{Change, Shape, Weight};

#[test]
fn ubuntu_has_the_names_of_64_bit_time_from_24_04_on() {
    let file = |base: &str| {
        format!("FROM {base}\nRUN apt-get update && apt-get install -y libasound2 libgtk-3-0 curl\nCMD [\"/app\"]\n")
    };
    for base in ["ubuntu:22.04", "debian:12-slim"] {
        let told = weighed("package-renamed", &file(base), "ubuntu:26.04", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{base}: {told:?}") };
        let names: Vec<&str> = rename.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
        assert_eq!(names, ["libasound2t64", "libgtk-3-0t64"], "{base}");
        assert_ne!(weight("package-unavailable", &file(base), "ubuntu:26.04", Shape::Swap), Some(Weight::Doubt));
    }
    assert!(weighed("package-renamed", &file("ubuntu:20.04"), "ubuntu:22.04", Shape::Swap).is_empty());
    let own = file("ubuntu:20.04").replace("libasound2 libgtk-3-0", "libgl1-mesa-glx libxml2");
    let told = weighed("package-renamed", &own, "ubuntu:26.04", Shape::Swap);
    assert!(told[0].text.contains("`libgl1`") && told[0].text.contains("`libxml2-16`"), "{}", told[0].text);
    assert!(told[1].text.contains("`libxml2.so.2`"), "{}", told[1].text);
}

/// Debian 12 and 13 have them, and so has Ubuntu: whether the system stays or is another of Debian's kind.
#[test]
fn what_every_release_has_is_not_to_be_checked() {
    let install = "RUN apt-get update && apt-get install -y fonts-wqy-zenhei libudunits2-dev libusb-1.0-0 python3-tk\nCMD [\"/app\"]\n";
    for (from, to) in
        [("debian:9", "debian:trixie-slim"), ("ubuntu:20.04", "ubuntu:26.04"), ("debian:9", "ubuntu:24.04")]
    {
        let told = weighed("package-unavailable", &format!("FROM {from}\n{install}"), to, Shape::Swap);
        assert!(told.iter().all(|one| one.weight == Weight::Blocker || !one.text.contains('`')), "{from}: {told:?}");
    }
    let java = "FROM debian:9\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless\nCMD [\"/app\"]\n";
    assert!(
        weighed("package-unavailable", java, "ubuntu:24.04", Shape::Swap).iter().all(|one| one.weight != Weight::Doubt)
    );
    assert_eq!(weight("package-unavailable", java, "debian:trixie-slim", Shape::Swap), Some(Weight::Doubt));
}

#[test]
fn one_system_has_one_name() {
    let file = "FROM archlinux/base\nRUN pacman -Syu --noconfirm git\nCMD [\"/bin/bash\"]\n";
    assert_eq!(weight("package-unavailable", file, "archlinux:latest", Shape::Swap), None);
    assert_eq!(weight("package-unavailable", file, "alpine:3.24", Shape::Swap), Some(Weight::Doubt));
}

#[test]
fn amazon_linux_has_curl() {
    let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl unzip\nCMD [\"/app\"]\n";
    let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
    assert!(told.iter().all(|one| !one.text.contains("is `curl`")), "{told:?}");
    let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
    let advice = crate::conclude(&crate::wishes::Input::pasted(file), &wishes);
    let one = advice.recommendations.iter().find(|one| one.candidate.image().reference == "amazonlinux:2023");
    let written = crate::rewrite::apply(&advice, &one.expect("it is compared").candidate, &wishes);
    let text = written.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
    assert!(text.contains("unzip") && !text.contains("curl"), "{text}");
}

#[test]
fn curl_is_there_on_amazon_linux_2023() {
    let file = "FROM amazonlinux:2\nRUN yum install -y curl unzip\nCMD [\"/app\"]\n";
    let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
    assert!(told.len() == 1 && told[0].text.contains("`curl`"), "{told:?}");
    assert!(weighed("package-renamed", &file.replace(":2", ":2023"), "amazonlinux:2023", Shape::Swap).is_empty());
}

#[test]
fn headers_of_the_c_library_are_those_of_the_base() {
    let file =
        "FROM python:3.12-alpine\nRUN apk add --no-cache gcc musl-dev && pip install x\nCMD [\"python\", \"a.py\"]\n";
    let told = weighed("package-manager-mismatch", file, "python:3.12-slim-trixie", Shape::Swap);
    assert!(told[0].text.contains("`libc6-dev`") && !told[0].text.contains("musl-dev"), "{}", told[0].text);
}

#[test]
fn chrome_stays_chrome() {
    let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y google-chrome-stable\nCMD [\"google-chrome-stable\"]\n";
    for rule in ["package-renamed", "package-unavailable"] {
        assert!(weighed(rule, file, "debian:trixie-slim", Shape::Swap).is_empty(), "{rule}");
    }
    assert!(!weighed("package-manager-mismatch", file, "alpine:3.24", Shape::Swap).is_empty());
}

#[test]
fn what_adds_an_archive_is_no_noise() {
    let file = "FROM debian:11\nRUN apt-get update && apt-get install -y software-properties-common && add-apt-repository 'deb http://a.example x main'\nCMD [\"/app\"]\n";
    let told = |file: &str| weight("package-unavailable", file, "debian:trixie-slim", Shape::Swap);
    assert_eq!(told(&file.replace("'deb http://a.example x main'", "ppa:a/b")), Some(Weight::Blocker));
    assert_ne!(told(&file.replace("add-apt-repository", "echo")), Some(Weight::Blocker));
    for command in ["add-apt-repository", "apt-add-repository"] {
        let stays = file.replace("debian:11", "debian:trixie").replace("add-apt-repository", command);
        fires("package-renamed", &stays);
        let told = weighed("package-unavailable", &stays, "debian:trixie", Shape::Swap);
        assert!(told.iter().any(|one| matches!(one.change, Some(Change::Path { .. }))), "{told:?}");
        let told = weighed(
            "package-unavailable",
            &file.replace("add-apt-repository", command),
            "debian:trixie-slim",
            Shape::Swap,
        );
        let written = "echo 'deb http://a.example x main' > /etc/apt/sources.list.d/added.list";
        assert!(
            told.iter().any(|one| matches!(&one.change, Some(Change::Path { to, .. }) if to == written)),
            "{told:?}"
        );
        assert!(told.iter().all(|one| one.weight < Weight::Doubt), "{told:?}");
    }
}

#[test]
fn an_image_keeps_its_packages_at_its_new_address() {
    let file = "FROM jupyter/base-notebook:latest\nUSER root\nRUN apt-get update && apt-get install -y openjdk-8-jdk\nUSER $NB_UID\n";
    let told = weighed("package-unavailable", file, "quay.io/jupyter/base-notebook:latest", Shape::Swap);
    assert!(told.iter().all(|one| one.weight != Weight::Doubt), "{told:?}");
}
