//! A later release of the very image, where nobody says whether the present one is still cared for.

use super::Recommendation;
use crate::candidates::Verdict;
use crate::candidates::life::{self, Life};
use crate::catalogue::{self, Image, Purpose};
use crate::rules::{Case, Shape, is_made_for, parts, release, tag_superseded};

/// No day of support is known, or only that of a line whose newer releases alone are listed.
fn is_unsure(image: &Image, today: &str) -> bool {
    match life::left(image, today) {
        Life::Unknown => !image.lifecycle.unlisted,
        Life::Open => catalogue::listed(&image.reference).is_none(),
        _ => false,
    }
}

/// The release of a product, else the number that its tag begins with.
fn stand(image: &Image) -> Vec<u32> {
    let told = release(image);
    let tag = || image.tag.as_deref().unwrap_or_default().trim_start_matches('v');
    if told.is_empty() { parts(tag(), 2) } else { told }
}

/// Nobody says how long it lasts, and its makers have left it far behind: by a major release, two years or ten minor ones.
pub fn is_outgrown(now: &Image, today: &str) -> bool {
    let old = stand(now);
    let newest = catalogue::newest(now).filter(|_| is_unsure(now, today) && now.purpose != Purpose::Os);
    let new = newest.map(|newest| stand(&newest)).unwrap_or_default();
    let part = |release: &[u32], at: usize| release.get(at).copied().unwrap_or(0);
    let ahead = |at: usize| part(&new, at).saturating_sub(part(&old, at));
    // `23.5`: the number of a year.
    let years = part(&new, 0) >= 20 && part(&old, 0) >= 10;
    !old.is_empty() && (ahead(0) > u32::from(years) || ahead(0) == 0 && old.len() > 1 && ahead(1) >= 10)
}

/// By the first two numbers: a patch is no other release.
fn is_newer(now: &Image, image: &Image) -> bool {
    let (old, new) = (stand(now), stand(image));
    let apart = old.iter().zip(&new).take(2).find(|(old, new)| old != new);
    now.is_sibling_of(image) && apart.is_some_and(|(old, new)| new > old)
}

/// The line of a patch that a later one has followed: the very image, which is rebuilt.
fn line(ranked: &[Recommendation], now: usize) -> Option<usize> {
    let old = ranked[now].candidate.image();
    let fit = |one: &Recommendation| {
        let image = one.candidate.image();
        let same = stand(old).iter().zip(&stand(image)).take(2).all(|(old, new)| old == new);
        let swap = !one.candidate.present && one.candidate.choice.shape == Shape::Swap;
        image.is_sibling_of(old) && same && swap && one.candidate.holds() && image.lifecycle.newer.is_none()
    };
    old.lifecycle.newer.and_then(|_| ranked.iter().position(fit))
}

/// The one to go to: on the same major release, or a product's on the next where no line has a day. What a language's
/// release would change is the reader's to decide.
pub fn place(case: &Case, ranked: &[Recommendation], now: usize) -> Option<usize> {
    let (old, today) = (ranked[now].candidate.image(), &case.wishes.today);
    let ready = is_made_for(old).is_some();
    let same = |image: &Image| stand(image).first() == stand(old).first();
    let open = ready && life::left(old, today) == Life::Unknown;
    let fit = |one: &Recommendation| {
        let (image, swap) = (one.candidate.image(), one.candidate.choice.shape == Shape::Swap);
        let easy = ready || one.candidate.verdict == Verdict::Fits;
        swap && easy && one.candidate.holds() && is_newer(old, image) && (open || same(image))
    };
    let wanted = is_unsure(old, today) && old.purpose != Purpose::Os;
    let places = (0..ranked.len()).filter(|&at| wanted && fit(&ranked[at]));
    line(ranked, now)
        .or_else(|| places.max_by_key(|&at| (same(ranked[at].candidate.image()), stand(ranked[at].candidate.image()))))
}

/// That the present release is not the last, and nobody says how long it lasts.
pub fn note(case: &Case, later: Option<&Image>) -> Option<String> {
    if let Some(old) = case.present().and_then(|now| tag_superseded::text(case.wishes.lang, now, case.written())) {
        return Some(old);
    }
    let now = case.present().filter(|now| is_unsure(now, &case.wishes.today) && now.purpose != Purpose::Os)?;
    let newest = later.cloned().or_else(|| catalogue::newest(now)).filter(|newest| is_newer(now, newest))?;
    let (lang, name, image) = (case.wishes.lang, case.written(), newest.reference);
    Some(say!(lang,
        en: "`{image}` is a later release of it, and whether `{name}` is still maintained we do not know.",
        de: "`{image}` ist eine spätere Version davon; ob `{name}` noch gepflegt wird, wissen wir nicht.",
        zh: "`{image}` 是它的较新版本；我们不知道 `{name}` 是否仍在维护。"))
}

/// The present base is cared for, and the other one for longer.
pub fn longer(case: &Case, new: &Image) -> Option<String> {
    let now = case.present().filter(|now| matches!(life::left(now, &case.wishes.today), Life::Months(_)))?;
    let ((_, ends), (_, until)) = (life::known_end(now)?, life::known_end(new)?);
    let (lang, name, image) = (case.wishes.lang, case.written(), &new.reference);
    (until > ends).then(|| {
        say!(lang,
            en: "`{name}` is supported until {ends}, `{image}` until {until}.",
            de: "`{name}` wird bis {ends} gepflegt, `{image}` bis {until}.",
            zh: "`{name}` 支持到 {ends}，`{image}` 支持到 {until}。")
    })
}

#[cfg(test)]
mod tests {
    use crate::advice::{Advice, Outcome};
    use crate::wishes::{Input, Wishes};

    fn advice(file: &str) -> Advice {
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        crate::conclude(&Input::pasted(file), &wishes)
    }

    #[test]
    fn a_later_release_is_led_to() {
        let bun = "WORKDIR /app\nCOPY . .\nRUN bun install\nCMD [\"bun\", \"run\", \"index.ts\"]\n";
        for (from, to, rest) in [
            ("caddy:2.4-alpine", "caddy:2.11-alpine", "COPY Caddyfile /etc/caddy/Caddyfile\n"),
            ("caddy:2.6", "caddy:2.11", "COPY Caddyfile /etc/caddy/Caddyfile\n"),
            ("oven/bun:1.0", "oven/bun:1.4", bun),
            ("gitlab/gitlab-runner:alpine-v14.0.0", "gitlab/gitlab-runner:alpine-v19", "RUN apk add git\n"),
        ] {
            let told = advice(&format!("FROM {from}\n{rest}"));
            let first = &told.recommendations[0].candidate.image().reference;
            assert!(told.outcome == Outcome::Upgrade && first.starts_with(to), "{from}: {first}");
            // The list of official images is known: what is not on it is not rebuilt.
            let why = if from.starts_with("caddy") { "no longer rebuilt" } else { "whether" };
            assert!(told.because.contains(why) && told.because.contains(from), "{}", told.because);
        }
    }

    #[test]
    fn what_its_makers_left_far_behind_does_not_stay() {
        let rest = "RUN apt-get update && apt-get install -y git\nCOPY . /a\n";
        for (from, to) in [
            ("continuumio/miniconda3:4.5.12", "continuumio/miniconda3:26.7.1-1"),
            ("tensorflow/tensorflow:1.13.1-gpu-py3", "tensorflow/tensorflow:2.21.0-gpu"),
            ("tensorflow/tensorflow:latest-gpu-py3", "tensorflow/tensorflow:2.21.0-gpu"),
            ("pytorch/pytorch:1.4-cuda10.1-cudnn7-runtime", "pytorch/pytorch:2.13.0-cuda13.0-cudnn9-runtime"),
            ("rocker/r-ver:3.6.1", "rocker/r-ver:4.6.1"),
            ("phusion/baseimage:0.9.22", "phusion/baseimage:noble-1.0.2"),
            ("condaforge/miniforge3:4.10.3-1", "quay.io/condaforge/miniforge3:26.3.2-3"),
            ("envoyproxy/envoy:v1.14.1", "envoyproxy/envoy:v1.39.0"),
            ("lsiobase/ubuntu:bionic", "ghcr.io/linuxserver/baseimage-ubuntu:noble"),
            ("public.ecr.aws/lambda/nodejs:14", "public.ecr.aws/lambda/nodejs:24"),
        ] {
            let told =
                advice(&format!("FROM {from}\n{}", if from.contains("lambda") { "COPY a.js .\n" } else { rest }));
            assert_eq!(told.recommendations[0].candidate.image().reference, to, "{}", told.headline);
        }
        // A year is no age.
        let told = advice("FROM quay.io/condaforge/miniforge3:25.3.0-1\nRUN conda install -y numpy\n");
        assert_eq!(told.outcome, Outcome::Stay, "{}", told.headline);
    }

    #[test]
    fn an_old_patch_goes_to_its_line() {
        for (from, to, rest) in [
            (
                "python:3.13.3-slim-trixie",
                "python:3.13-slim-trixie",
                "COPY a.py /a.py\nRUN pip install flask\nCMD [\"python\", \"/a.py\"]\n",
            ),
            ("httpd:2.4.41", "httpd:2.4-trixie", "COPY httpd.conf /usr/local/apache2/conf/httpd.conf\n"),
        ] {
            let told = advice(&format!("FROM {from}\n{rest}"));
            assert_eq!(told.recommendations[0].candidate.image().reference, to);
            assert!(told.outcome == Outcome::Upgrade && told.because.contains("no longer rebuilt"), "{}", told.because);
        }
    }

    #[test]
    fn where_none_can_be_led_to_it_is_told() {
        let told = advice("FROM influxdb:1.7\nCOPY influxdb.conf /etc/influxdb/influxdb.conf\n");
        assert!(told.because.contains("`influxdb:1.1"), "{}", told.because);
        assert!(!advice("FROM caddy:2\nCOPY Caddyfile /etc/caddy/Caddyfile\n").because.contains("later release"));
    }

    #[test]
    fn the_reason_is_said_before_the_cost() {
        let file = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl netcat\nRUN addgroup -gid 2000 app && adduser -q --disabled-password --uid 2000 --gid 2000 app\nCOPY a.sh /a.sh\nUSER app\nCMD [\"/a.sh\"]\n";
        let because = advice(file).because;
        assert!(because.starts_with("`ubuntu:22.04` is supported until 2027-"), "{because}");
        let same = advice(&file.replace("ubuntu:22.04", "debian:trixie").replace("netcat", "netcat-openbsd"));
        assert!(!same.because.starts_with("Line"), "{}", same.because);
    }
}
