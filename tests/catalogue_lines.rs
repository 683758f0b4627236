//! What a tag must not inherit: the release, the runtime and the support of another line than its own.

use basewise::catalogue::{Image, all, lifecycle, named};
use std::collections::BTreeSet;

const TODAY: &str = "2026-11-21";

/// `release · runtime · state`.
fn summary(text: &str) -> String {
    let Some(image) = named(text) else { return "nothing".to_string() };
    let os = image.os.as_ref().map_or("-".to_string(), |os| format!("{} {}", os.name, os.version.unwrap_or("?")));
    let runtime = image
        .runtime
        .as_ref()
        .map_or("-".to_string(), |runtime| format!("{} {}", runtime.name, runtime.version.as_deref().unwrap_or("?")));
    format!("{os} · {runtime} · {:?}", lifecycle(&image, TODAY))
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(summary(text), *expected, "{text}");
    }
}

#[test]
fn a_tag_of_another_line_has_a_release_of_its_own() {
    check(&[
        ("tensorflow/tensorflow:1.15.0-gpu-py3", "ubuntu 18.04 · python ? · Retired"),
        ("tensorflow/tensorflow:2.8.0", "ubuntu 20.04 · python ? · ExtendedOnly"),
        ("tensorflow/tensorflow:2.21.0-gpu", "ubuntu 22.04 · python ? · EndingSoon"),
        ("pytorch/pytorch:1.7.1-cuda11.0-cudnn8-runtime", "ubuntu 18.04 · python ? · ExtendedOnly"),
        ("phusion/baseimage:0.9.19", "ubuntu 16.04 · - · Ended"),
        ("phusion/baseimage:focal-1.0.0", "ubuntu 20.04 · - · ExtendedOnly"),
        ("rocker/r-ver:3.6.3", "debian 10 · r 3.6.3 · Ended"),
        ("continuumio/miniconda3:4.7.12", "debian 10 · conda 4.7.12 · Ended"),
        ("quay.io/jupyter/base-notebook:python-3.8", "ubuntu ? · python 3.8 · Ended"),
        ("quay.io/jupyter/base-notebook:latest", "ubuntu 24.04 · python 3.13 · Supported"),
        ("python:3.15-slim", "debian ? · python 3.15 · Unknown"),
        // The release stands in the repository's name.
        ("gcr.io/distroless/static-debian12:some", "debian 12 · - · Retired"),
    ]);
}

#[test]
fn a_version_behind_the_distribution_is_the_products() {
    check(&[
        ("denoland/deno:debian-1.40.2", "debian ? · deno 1.40.2 · Ended"),
        ("denoland/deno:alpine-1.40.2", "alpine ? · deno 1.40.2 · Ended"),
        ("denoland/deno:1.40.2", "debian ? · deno 1.40.2 · Ended"),
        ("denoland/deno:alpine-2.7.1", "alpine ? · deno 2.7.1 · Ended"),
        ("denoland/deno:debian-2.9.1", "debian 13 · deno 2.9.1 · Supported"),
        ("denoland/deno:distroless-2.9.3", "debian 13 · deno 2.9.3 · Supported"),
    ]);
}

#[test]
fn the_number_of_a_tag_is_not_always_the_runtimes() {
    check(&[
        ("pytorch/pytorch:2.13.0-cuda13.0-cudnn9-runtime", "ubuntu ? · python ? · Supported"),
        ("mcr.microsoft.com/playwright/python:v1.62.1-noble", "ubuntu 24.04 · python ? · Supported"),
        ("mcr.microsoft.com/playwright/dotnet:v1.20.0-focal", "ubuntu 20.04 · dotnet ? · ExtendedOnly"),
        ("ghcr.io/puppeteer/puppeteer:19.0.0", "debian ? · node ? · Unknown"),
        ("quay.io/jupyter/base-notebook:2024-01-05", "ubuntu ? · python ? · Unknown"),
        ("quay.io/keycloak/keycloak:11.0.0", "rhel ? · - · Ended"),
    ]);
}

/// Products and desktops that people build on: what each stands on, and what became of old lines.
#[test]
fn products_that_others_build_on_are_known() {
    check(&[
        ("odoo:18", "ubuntu 24.04 · - · Supported"),
        ("openresty/openresty:1.31-alpine", "alpine 3.23 · - · Supported"),
        ("openresty/openresty:1.15.8.2-alpine-fat", "alpine ? · - · Unknown"),
        ("openresty/openresty:1.29.2.5-1-bookworm", "debian 12 · - · ExtendedOnly"),
        ("osrf/ros:humble-desktop-full", "ubuntu 22.04 · ros humble · EndingSoon"),
        ("osrf/ros:noetic-desktop-full", "ubuntu 20.04 · ros noetic · Ended"),
        ("crystallang/crystal:1.21.0-alpine", "alpine 3.24 · crystal 1.21.0 · Supported"),
        ("jboss/wildfly:15.0.1.Final", "- · - · Retired"),
        ("confluentinc/cp-kafka-connect:7.3.0", "rhel ? · - · Unknown"),
    ]);
}

/// The repository names the line; the tag counts builds, and the newest of them is in the descriptors and in public files.
#[test]
fn the_line_of_a_repository_is_that_of_all_its_tags() {
    check(&[
        ("registry.access.redhat.com/ubi8/openjdk-17:1.14", "rhel 8 · java 17 · Retired"),
        ("registry.access.redhat.com/ubi8/openjdk-17-runtime:1.20-3", "rhel 8 · java 17 · Retired"),
        ("registry.access.redhat.com/ubi8/openjdk-21:1.23-4", "rhel 8 · java 21 · Supported"),
        ("registry.access.redhat.com/ubi9/openjdk-21-runtime:1.24-3.1785873419", "rhel 9 · java 21 · Supported"),
        ("registry.access.redhat.com/ubi9/openjdk-11:1.21", "rhel 9 · java 11 · Ended"),
        ("registry.access.redhat.com/ubi8/python-39:1-57", "rhel 8 · python 3.9 · Retired"),
        ("registry.access.redhat.com/ubi9/python-39", "rhel 9 · python 3.9 · Supported"),
        ("registry.access.redhat.com/ubi9/python-312:1-25.1726664316", "rhel 9 · python 3.12 · Supported"),
        ("registry.access.redhat.com/ubi9/nodejs-20-minimal:1", "rhel 9 · node 20 · Ended"),
        ("registry.access.redhat.com/ubi9/nodejs-24:1", "rhel 9 · node 24 · Supported"),
        ("quay.io/quarkus/quarkus-micro-image:1.0", "rhel 8 · - · Retired"),
        ("quay.io/quarkus/ubi9-quarkus-micro-image:2.0", "rhel 9 · - · Supported"),
    ]);
    let image = named("registry.access.redhat.com/ubi9/openjdk-17-runtime:1.24").expect("a row");
    assert_eq!(image.cmd, Some(vec!["/opt/jboss/container/java/run/run-java.sh"]));
}

#[test]
fn the_end_of_one_line_is_not_told_of_another() {
    let image = named("public.ecr.aws/lambda/ruby:2.5").expect("the repository");
    assert_eq!((image.lifecycle.retired, image.lifecycle.image.ends), (None, None));
}

#[test]
fn a_far_version_borrows_no_size_where_the_release_is_open() {
    let size = |text: &str| named(text).expect("known").size.compressed;
    assert_eq!(size("oven/bun:1.0.25"), None);
    assert_eq!(size("denoland/deno:alpine-1.40.2"), None);
    assert!(size("denoland/deno:alpine").is_some() && size("oven/bun:1.4.1").is_some());
}

/// Names that were given up, each with what its makers name instead, and the lifecycle of the line that is named.
#[test]
fn what_moved_names_its_successor() {
    let successor = |text: &str| {
        let retired = named(text).and_then(|image| image.lifecycle.retired);
        retired.unwrap_or_else(|| panic!("{text}")).replacement.join(" ")
    };
    for (text, expected) in [
        ("google/dart:2.10", "dart"),
        ("hseeberger/scala-sbt:8u265_1.4.2_2.13.3", "sbtscala/scala-sbt:eclipse-temurin-25_1.x"),
        ("condaforge/mambaforge:22.9.0-3", "condaforge/miniforge3:26.3.2-3"),
        ("jupyter/scipy-notebook:python-3.9", "quay.io/jupyter/scipy-notebook"),
        ("jupyter/unheard-of", ""),
        ("balenalib/raspberrypi3-debian:bullseye", ""),
    ] {
        assert_eq!(successor(text), expected, "{text}");
        assert!(expected.is_empty() || named(expected).is_some(), "{expected}");
    }
}

#[test]
fn lines_that_go_by_a_word_have_their_end() {
    check(&[
        ("ros:noetic", "ubuntu 20.04 · ros noetic · Retired"),
        ("ros:melodic-ros-base", "ubuntu 18.04 · ros melodic · Retired"),
        ("ros:noetic-ros-core-buster", "debian 10 · ros noetic · Retired"),
        ("ros:foxy-ros-base", "ubuntu 20.04 · ros foxy · Retired"),
        ("ros:jazzy-ros-base-noble", "ubuntu 24.04 · ros jazzy · Supported"),
        ("opensuse/leap:15.5", "opensuse 15.5 · - · Ended"),
        ("opensuse/leap:16.0", "opensuse 16.0 · - · Supported"),
        ("opensuse/tumbleweed", "opensuse tumbleweed · - · Supported"),
    ]);
    let ends = |text: &str| named(text).expect("a row").lifecycle.runtime.ends;
    assert_eq!((ends("ros:noetic"), ends("ros:humble")), (Some("2025-05-01"), Some("2027-05-31")));
}

/// Red Hat supports a minor release until the next one comes, so an older one is behind; the newest are from endoflife.date.
#[test]
fn a_minor_release_is_followed_by_the_next() {
    let behind =
        |text: &str| named(text).and_then(|image| image.lifecycle.retired).map(|gone| gone.replacement.join(" "));
    for (old, new) in [
        ("registry.access.redhat.com/ubi8/ubi-minimal:8.6", "registry.access.redhat.com/ubi8/ubi-minimal:8.10"),
        ("registry.access.redhat.com/ubi8/ubi-minimal:8.6-994", "registry.access.redhat.com/ubi8/ubi-minimal:8.10"),
        ("redhat/ubi8-micro:8.9", "registry.access.redhat.com/ubi8/ubi-micro:8.10"),
        ("registry.access.redhat.com/ubi9/ubi:9.2", "registry.access.redhat.com/ubi9/ubi:9.8"),
        ("ubi9/ubi:9.7-1762180032.1", "registry.access.redhat.com/ubi9/ubi:9.8"),
        ("registry.access.redhat.com/ubi10:10.0", "registry.access.redhat.com/ubi10/ubi:10.2"),
    ] {
        assert_eq!(behind(old).as_deref(), Some(new), "{old}");
    }
    for living in [
        "redhat/ubi9",
        "ubi8/ubi:8.10",
        "ubi8/ubi:8.10-1179",
        "ubi9/ubi:9.9",
        "ubi9/ubi:9.9-12",
        "ubi9/ubi:9",
        "ubi9/ubi:latest",
    ] {
        assert_eq!(behind(living), None, "{living}");
        assert_eq!(summary(living).rsplit(" · ").next(), Some("Supported"), "{living}");
    }
}

/// A release that the repository's name holds: `static-debian12`, `ubi8/ubi-minimal`, `leap`.
fn is_named(image: &Image) -> bool {
    let version = image.os.as_ref().and_then(|os| os.version).unwrap_or_default();
    image.repository.contains(version)
}

/// No row of any repository reaches version 0.0.1; `ubi9/openjdk-17` is of Java 17 whatever its tag counts.
#[test]
fn a_version_before_all_rows_inherits_nothing() {
    let repositories: BTreeSet<String> = all().map(|image| image.repository).collect();
    for repository in repositories {
        let Some(image) = named(&format!("{repository}:0.0.1")) else { continue };
        let fixed = image.os.as_ref().is_some_and(|os| os.version.is_some()) && !is_named(&image);
        assert!(!fixed, "{repository} {:?}", image.os);
        let version = image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
        let named = |version: &str| repository.split(['/', '-']).any(|word| word == version.replace('.', ""));
        assert!(version.is_none_or(|version| version == "0.0.1" || named(version)), "{repository} {version:?}");
    }
}
