//! What the catalogue answers to references as people write them.

use basewise::catalogue::{Basis, Found, Lifecycle, Match, find, lifecycle, named};
use basewise::stages::ImageRef;

const TODAY: &str = "2026-11-21";

fn reference(text: &str) -> ImageRef {
    let (name, digest) = text.split_once('@').map_or((text, None), |(name, digest)| (name, Some(digest.to_string())));
    let colon = name.rfind(':').filter(|at| !name[*at..].contains('/'));
    let (name, tag) = colon.map_or((name, None), |at| (&name[..at], Some(name[at + 1..].to_string())));
    let first = name.split('/').next().unwrap_or_default();
    let hosted = name.contains('/') && (first.contains(['.', ':']) || first == "localhost");
    let (registry, repository) = match name.split_once('/') {
        Some((registry, rest)) if hosted => (registry.to_string(), rest.to_string()),
        Some(_) => ("docker.io".to_string(), name.to_string()),
        None => ("docker.io".to_string(), format!("library/{name}")),
    };
    ImageRef { registry, repository, tag, digest }
}

/// `match · family · release · libc · runtime · state`, or `nothing`.
fn summary(text: &str) -> String {
    let Some(Found { image, matched, through }) = find(&reference(text)) else { return "nothing".to_string() };
    let os = image.os.as_ref().map_or("-".to_string(), |os| format!("{} {}", os.name, os.version.unwrap_or("?")));
    let runtime = image
        .runtime
        .as_ref()
        .map_or("-".to_string(), |runtime| format!("{} {}", runtime.name, runtime.version.as_deref().unwrap_or("?")));
    let libc = format!("{:?} {}", image.libc, image.libc_version.unwrap_or("?"));
    let mut said =
        format!("{matched:?} · {:?} · {os} · {libc} · {runtime} · {:?}", image.family, lifecycle(&image, TODAY));
    if let Some(through) = through {
        said = format!("{said} · through {through}");
    }
    said
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(summary(text), *expected, "{text}");
    }
}

#[test]
fn exact_and_moving_tags() {
    check(&[
        ("python:3.13-slim-trixie", "Exact · Slim · debian 13 · Glibc 2.41 · python 3.13.15 · Supported"),
        ("python:3.13-slim", "Floating · Slim · debian 13 · Glibc 2.41 · python 3.13.15 · Supported"),
        ("node:lts", "Floating · Debian · debian 12 · Glibc 2.36 · node 24.19.0 · ExtendedOnly"),
        ("golang:1.26", "Floating · Debian · debian 13 · Glibc 2.41 · go 1.26.7 · Supported"),
        ("eclipse-temurin:21-jre", "Floating · Ubuntu · ubuntu 26.04 · Glibc ? · java 21.0.12_8 · Supported"),
        ("alpine", "Floating · Alpine · alpine 3.24 · Musl 1.2.6 · - · Supported"),
        ("ubuntu:rolling", "Floating · Ubuntu · ubuntu 26.04 · Glibc ? · - · Supported"),
        ("debian:stable-slim", "Floating · Slim · debian 13 · Glibc 2.41 · - · Supported"),
        ("gcr.io/distroless/static", "Exact · Distroless · debian 13 · None ? · - · Supported"),
        ("scratch", "Exact · Scratch · - · None ? · - · Supported"),
    ]);
}

#[test]
fn patches_and_lines() {
    check(&[
        ("python:3.12.4-slim-bookworm", "Patch · Slim · debian 12 · Glibc 2.36 · python 3.12.4 · ExtendedOnly"),
        // Its release then was an older one: `catalogue/releases/` says.
        ("python:3.12.4-slim", "Patch · Slim · debian 12 · Glibc 2.36 · python 3.12.4 · ExtendedOnly"),
        ("python:3.7-slim-buster", "Line · Slim · debian 10 · Glibc 2.28 · python 3.7 · Ended"),
        ("node:18.17.1-alpine3.18", "Line · Alpine · alpine 3.18 · Musl 1.2.4 · node 18.17.1 · Ended"),
        ("golang:1.17.3", "Line · Debian · debian 11 · Glibc 2.31 · go 1.17.3 · Ended"),
        ("debian:stretch", "Line · Debian · debian 9 · Glibc 2.24 · - · Ended"),
        ("ubuntu:xenial", "Line · Ubuntu · ubuntu 16.04 · Glibc 2.23 · - · Ended"),
        ("alpine:3.25", "Line · Alpine · alpine ? · Musl ? · - · Unknown"),
        ("fedora:30", "Line · Fedora · fedora 30 · Glibc ? · - · Ended"),
        ("quay.io/centos/centos:stream8", "Line · Centos · centos-stream 8 · Glibc 2.28 · - · Ended"),
    ]);
}

#[test]
fn what_is_retired_says_so() {
    check(&[
        ("centos:7", "Exact · Centos · centos 7 · Glibc 2.17 · - · Retired"),
        ("openjdk:8-jdk-slim", "Line · Slim · debian 11 · Glibc 2.31 · java 8 · Retired"),
        ("openjdk:17", "Line · OracleLinux · oraclelinux 8 · Glibc 2.28 · java 17 · Retired"),
        ("python:3.12-slim-bullseye", "Line · Slim · debian 11 · Glibc 2.31 · python 3.12 · Retired"),
        ("gcr.io/distroless/static-debian12:nonroot", "Exact · Distroless · debian 12 · None ? · - · Retired"),
        ("gcr.io/distroless/nodejs18-debian11", "Exact · Distroless · debian 11 · Glibc 2.31 · node 18 · Retired"),
    ]);
    let found = find(&reference("python:3.12-slim-bullseye")).expect("a known line");
    let retired = found.image.lifecycle.retired.expect("left the list");
    assert_eq!(retired.replacement, ["3.12-slim-trixie"].map(|tag| format!("python:{tag}")));
}

#[test]
fn mirrors_are_looked_through_and_strangers_left_alone() {
    check(&[
        (
            "public.ecr.aws/docker/library/python:3.13-slim",
            "Floating · Slim · debian 13 · Glibc 2.41 · python 3.13.15 · Supported · through public.ecr.aws/docker",
        ),
        (
            "mirror.gcr.io/library/node:24",
            "Floating · Debian · debian 12 · Glibc 2.36 · node 24.19.0 · ExtendedOnly · through mirror.gcr.io",
        ),
        (
            "harbor.corp.example/hub/library/golang:1.26",
            "Floating · Debian · debian 13 · Glibc 2.41 · go 1.26.7 · Supported · through harbor.corp.example/hub",
        ),
        (
            "k8s.gcr.io/build-image/debian-base:bullseye-v1.4.3",
            "Line · Slim · debian 11 · Glibc 2.31 · - · Ended · through k8s.gcr.io",
        ),
        ("myorg/private:1.0", "nothing"),
        ("localhost:5000/x", "nothing"),
        ("ghcr.io/acme/tool:v1", "nothing"),
    ]);
}

/// Prometheus builds each platform's image under a name of its own, then joins them (prometheus/busybox:Makefile).
#[test]
fn the_platforms_of_an_image_are_known_by_their_own_names() {
    let uclibc = "Exact · BusyBox · - · Uclibc ? · - · Supported";
    let glibc = "Exact · BusyBox · - · Glibc ? · - · Supported";
    check(&[
        ("quay.io/prometheus/busybox-linux-amd64:latest", uclibc),
        ("quay.io/prometheus/busybox-linux-arm64:glibc", glibc),
        ("quay.io/prometheus/busybox-linux-armv7", uclibc),
        ("quay.io/prometheus/busybox-linux-riscv64", uclibc),
        ("quay.io/prometheus/busybox-linux-s390x", glibc),
    ]);
}

/// Read from the build files (what their purge keeps) and from what the images were seen to hold (repo-info).
#[test]
fn what_slim_images_keep_is_known() {
    use basewise::catalogue::{PackageManager, Tri};
    let certificates = |text: &str| named(text).expect("a row").ca_certificates;
    for kept in [
        "perl:5.40-slim-trixie",
        "perl:5.44-slim-bookworm",
        "swift:6.3-slim",
        "swift:6.3",
        "haskell:9.12-slim",
        "julia:1.12",
    ] {
        assert_eq!(certificates(kept), Tri::Yes, "{kept}");
    }
    for purged in ["erlang:28-slim", "elixir:1.19-slim"] {
        assert_eq!(certificates(purged), Tri::No, "{purged}");
    }
    let jetty = named("jetty:12.0-jdk21").expect("a row");
    assert_eq!((jetty.package_manager, jetty.ca_certificates), (PackageManager::Apt, Tri::Yes));
    assert_eq!(jetty.os.map(|os| os.title()).as_deref(), Some("Ubuntu 26.04"));
    for tag in ["12.0-jdk21", "12.1-jdk25-alpine", "12-jdk17-al2023-amazoncorretto"] {
        let user = named(&format!("jetty:{tag}")).and_then(|image| image.user).expect("a user");
        assert_eq!((user.name, user.uid), (Some("jetty"), None), "{tag}");
    }
}

#[test]
fn a_digest_alone_gives_the_repository() {
    let found = find(&reference(&format!("node@sha256:{}", "0".repeat(64)))).expect("a known repository");
    assert_eq!(found.matched, Match::Repository);
    assert_eq!(found.image.runtime.map(|runtime| (runtime.name, runtime.version)), Some(("node", None)));
}

#[test]
fn lifecycles_follow_the_day() {
    let image = named("python:3.12-slim-bookworm").expect("a row");
    let states = ["2026-01-01", "2026-06-01", "2026-11-21", "2028-12-01"].map(|day| lifecycle(&image, day));
    assert_eq!(states, [Lifecycle::Supported, Lifecycle::EndingSoon, Lifecycle::ExtendedOnly, Lifecycle::Ended]);
}

#[test]
fn red_hat_images_go_by_short_names_too() {
    let family = |text: &str| named(text).map(|image| (image.repository, image.package_manager));
    for (short, long) in [
        ("ubi9/ubi-minimal", "registry.access.redhat.com/ubi9/ubi-minimal"),
        ("ubi8/ubi-micro:8.10", "registry.access.redhat.com/ubi8/ubi-micro"),
        ("registry.access.redhat.com/ubi10", "registry.access.redhat.com/ubi10/ubi"),
        ("registry.access.redhat.com/ubi9-minimal", "registry.access.redhat.com/ubi9/ubi-minimal"),
    ] {
        assert_eq!(family(short), family(long), "{short}");
        assert!(family(short).is_some(), "{short}");
    }
}

#[test]
fn images_to_develop_in_name_their_runtime_after_their_own_version() {
    let runtime = |text: &str| named(text).and_then(|image| image.runtime).and_then(|runtime| runtime.version);
    let state = |text: &str| lifecycle(&named(text).expect("a row"), TODAY);
    for (text, version) in [
        ("mcr.microsoft.com/devcontainers/python:3.8", "3.8"),
        ("mcr.microsoft.com/vscode/devcontainers/python:0.201.8-3.8", "3.8"),
        ("mcr.microsoft.com/vscode/devcontainers/javascript-node:12", "12"),
        ("mcr.microsoft.com/vscode/devcontainers/javascript-node:16-bullseye", "16"),
        ("mcr.microsoft.com/devcontainers/dotnet:0.205.0-6.0-focal", "6.0"),
        ("circleci/php:7.2.11-cli-stretch-node", "7.2.11"),
        ("circleci/node:10.15-browsers", "10.15"),
        ("cimg/ruby:2.7.4", "2.7.4"),
    ] {
        assert_eq!(runtime(text).as_deref(), Some(version), "{text}");
        assert!(matches!(state(text), Lifecycle::Ended | Lifecycle::Retired | Lifecycle::ExtendedOnly), "{text}");
    }
    assert_eq!(runtime("mcr.microsoft.com/devcontainers/python:3.1.5-3.14-trixie").as_deref(), Some("3.14"));
    assert_eq!(named("cimg/php").and_then(|image| image.runtime).map(|runtime| runtime.name), Some("php"));
}

#[test]
fn a_size_says_what_was_measured() {
    let size = |text: &str| named(text).expect("a row").size;
    assert_eq!(size("python:3.13-slim-trixie").basis, Basis::Measured);
    assert_eq!(size("gcr.io/distroless/static-debian13:nonroot").basis, Basis::Estimate);
    let patch = size("python:3.13.2-slim-bookworm");
    assert_eq!((patch.basis, patch.of.as_deref()), (Basis::Sibling, Some("3.13-slim-bookworm")));
    assert_eq!(size("dhi.io/python:3.13").basis, Basis::Estimate);
    assert_eq!(size("dhi.io/node:24").basis, Basis::Unknown);
}

#[test]
fn a_sibling_lends_its_size_only_on_the_same_release() {
    let basis = |text: &str| named(text).expect("a row").size.basis;
    for other in ["ubuntu:14.04", "nginx:1.17-alpine", "node:6.11.1", "fedora:38", "python:3.13.2-slim-bullseye"] {
        assert_eq!(basis(other), Basis::Unknown, "{other}");
    }
    assert_eq!(basis("php:8.3-cli-trixie"), Basis::Sibling);
}

/// Nothing that people write may panic, and the same text gives the same answer.
#[test]
fn odd_tags_are_answered() {
    for tag in [
        "",
        "-",
        "--",
        "v",
        "1",
        "1.",
        ".1",
        "ä",
        "3.12-",
        "-slim",
        "99999999999999999999.1",
        "_",
        "?",
        "latest-",
        "alpine9.99",
    ] {
        for repository in ["library/python", "library/debian", "library/alpine", "library/openjdk", "nvidia/cuda"] {
            let reference = ImageRef {
                registry: "docker.io".to_string(),
                repository: repository.to_string(),
                tag: Some(tag.to_string()),
                digest: None,
            };
            assert_eq!(find(&reference), find(&reference), "{repository}:{tag}");
        }
    }
}

#[test]
fn a_tag_that_names_its_runtime_is_believed() {
    let image =
        basewise::catalogue::named("ghcr.io/astral-sh/uv:python3.13-bookworm-slim").expect("the repository is known");
    assert_eq!(image.runtime.and_then(|runtime| runtime.version).as_deref(), Some("3.13"));
}

#[test]
fn a_size_is_lent_by_a_near_line_only() {
    let size = |text: &str| named(text).expect("known").size;
    assert_eq!(size("golang:1.25").basis, Basis::Sibling);
    assert_eq!(size("python:3.9").basis, Basis::Sibling);
    // The line's row on the release where the tag stood; as much as the row where no row is on that release.
    assert_eq!(size("python:3.12.1").of.as_deref(), Some("3.13-bookworm"));
    assert_eq!(size("node:18").of.as_deref(), Some("22-bookworm"));
    assert_eq!(size("python:3.9.5").basis, Basis::Estimate);
    for old in ["ubuntu:14.04", "nginx:1.17-alpine", "node:6.11.1", "node:12"] {
        assert_eq!(size(old).compressed, None, "{old}");
    }
}

/// Who writes `node:100` may know of a release that we do not; nobody has told us that it is supported.
#[test]
fn a_line_beyond_all_that_are_listed_has_no_known_end() {
    for tag in ["node:100-slim", "python:3.99-slim", "golang:2.0-alpine"] {
        let Some(found) = find(&reference(tag)) else { panic!("{tag}") };
        assert_eq!(lifecycle(&found.image, TODAY), Lifecycle::Unknown, "{tag}");
    }
    for tag in ["node:26.99.0-slim", "python:3.14-slim", "golang:1.27.1", "mysql"] {
        let Some(found) = find(&reference(tag)) else { panic!("{tag}") };
        assert_eq!(lifecycle(&found.image, TODAY), Lifecycle::Supported, "{tag}");
    }
}

#[test]
fn a_major_number_that_has_a_successor_stands_at_its_last_line() {
    let version = |text: &str| find(&reference(text)).and_then(|found| found.image.runtime?.version);
    for (text, last) in [("python:2-alpine3.8", "2.7"), ("python:2", "2.7"), ("php:7-fpm", "7.4"), ("node:8", "8")] {
        assert_eq!(version(text).as_deref(), Some(last), "{text}");
    }
    assert_ne!(version("python:3-slim").as_deref(), Some("2.7"));
}

#[test]
fn what_served_one_language_is_followed_by_that_language() {
    let followers = |text: &str| {
        let found = find(&reference(text)).and_then(|found| found.image.lifecycle.retired);
        found.map(|gone| gone.replacement).unwrap_or_default()
    };
    assert_eq!(followers("unit:1.28.0-python3.10"), ["python"]);
    assert_eq!(followers("unit:1.34.1-php8.3"), ["php:8.4-fpm"]);
    assert!(followers("unit:1.34.1-minimal").len() > 1);
    assert!(followers("unit:1.34.1-python3.12").iter().all(|name| name != "nginx"));
}
