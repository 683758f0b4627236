//! On which release an older tag of an official image stood when the list of official images last held it.
//!
//! A line of text each make of a repository: the words its suffix must carry, those it may carry, then steps, divided by
//! `|`. A step is a version and a sign: from it on, tags stood on that release. Of the version, the numbers from the
//! first that differs from the step before: by how much that one grew, then the rest; behind `=`, all of them. The sign
//! is a release's letter, `+` for the letter after the last one, or `?`, not known. The last step is the newest version.

use super::tables::{STOOD, STOOD_LINES, STOOD_REPOSITORY, STOOD_SYSTEM, search};
use super::tags::{NONE, numbers};

/// The letter of the first release; `build/catalogue/releases.rs` has the same.
const FIRST: u8 = b'@';
/// The most numbers a version has.
const MOST: usize = 4;

/// The release on which a tag stood, by its number in the system tables. A line stood where its newest version did.
pub(crate) fn stood(repository: usize, version: &str, suffix: &str) -> Option<usize> {
    let row = search(STOOD_REPOSITORY.rows(), |row| STOOD_REPOSITORY.get(row).cmp(&repository))?;
    let asked = Version::read(version)?;
    let steps = STOOD_LINES.get(STOOD.range(row))?.lines().find_map(|make| steps(make, suffix))?;
    let letter = sign(steps, asked)?;
    let place = usize::from(letter.checked_sub(FIRST)?);
    (place < STOOD_SYSTEM.rows()).then(|| STOOD_SYSTEM.get(place))
}

// The steps of a make that a suffix is of.
fn steps<'a>(make: &'a str, suffix: &str) -> Option<&'a str> {
    let (must, rest) = make.split_once('|')?;
    let (may, steps) = rest.split_once('|')?;
    let words = || suffix.split('-').filter(|word| *word != NONE);
    let needs = || must.split('-').filter(|word| !word.is_empty());
    // `cuda#` stands for `cuda` with any number behind it.
    let is = |known: &str, word: &str| match known.strip_suffix('#') {
        Some(known) => word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') == known,
        None => known == word,
    };
    let all = needs().all(|need| words().any(|word| is(need, word)));
    let only = words().all(|word| needs().chain(may.split(' ')).any(|known| is(known, word)));
    (all && only).then_some(steps)
}

fn sign(steps: &str, asked: Version) -> Option<u8> {
    let (mut step, mut part) = (Version::default(), Version::default());
    let (mut letter, mut found) = (0, None);
    for byte in steps.bytes() {
        match byte {
            b'0'..=b'9' => part.digit(byte - b'0'),
            b'.' => part.count += 1,
            b'=' => step.count = 0,
            sign => {
                step.follow(part);
                part = Version::default();
                if step.as_far_as(asked) > asked.told() {
                    return found;
                }
                letter = match sign {
                    b'+' => letter + 1,
                    b'?' => letter,
                    sign => sign,
                };
                found = (sign != b'?').then_some(letter);
            }
        }
    }
    // Newer than all that was listed.
    found.filter(|_| step.as_far_as(asked) == asked.told())
}

/// Up to four numbers; while one is read, `count` is its place.
#[derive(Clone, Copy, Default)]
struct Version {
    numbers: [u32; MOST],
    count: usize,
}

impl Version {
    // A pre-release is no version of the list; a build (`17_35`) counts behind three numbers.
    fn read(text: &str) -> Option<Version> {
        let bare = text.trim_start_matches('v');
        let mut version = Version::default();
        for number in numbers(bare) {
            *version.numbers.get_mut(version.count)? = u32::try_from(number).ok()?;
            version.count += 1;
        }
        let plain = bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'u'));
        (plain && (version.count == MOST || !bare.contains('_'))).then_some(version)
    }

    fn digit(&mut self, digit: u8) {
        if let Some(number) = self.numbers.get_mut(self.count) {
            *number = number.saturating_mul(10).saturating_add(digit.into());
        }
    }

    // A part holds the last numbers of the next version: the first of them by how much it grew.
    fn follow(&mut self, part: Version) {
        let places = part.count + 1;
        let start = self.count.saturating_sub(places);
        let grown = if self.count == 0 { 0 } else { self.numbers.get(start).copied().unwrap_or(0) };
        self.numbers[start..].fill(0);
        for (number, told) in self.numbers[start..].iter_mut().zip(part.numbers) {
            *number = told;
        }
        self.numbers[start] = self.numbers[start].saturating_add(grown);
        self.count = (start + places).min(MOST);
    }

    fn told(&self) -> &[u32] {
        &self.numbers[..self.count]
    }

    fn as_far_as(&self, other: Version) -> &[u32] {
        &self.numbers[..self.count.min(other.count)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::image::{os, repository_name};
    use crate::catalogue::tables::REPOSITORY_ROWS;
    use crate::catalogue::{Match, find, tags};

    /// `debian 10`, or a dash.
    fn told(text: &str) -> String {
        let (name, tag) = text.split_once(':').unwrap_or((text, "latest"));
        let name = format!("docker.io/library/{name}");
        let repository = (0..REPOSITORY_ROWS.rows()).find(|row| repository_name(*row) == name);
        let (version, suffix) = tags::split(tag);
        let system = repository.and_then(|repository| stood(repository, version, suffix)).map(os);
        system.map_or("-".to_string(), |os| format!("{} {}", os.name, os.version.unwrap_or("?")))
    }

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(told(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_patch_stood_on_a_release_of_its_own() {
        check(&[
            ("python:3.9.5", "debian 10"),
            ("python:3.9.6", "debian 11"),
            ("python:3.12.1", "debian 12"),
            ("python:3.7.3-alpine", "alpine 3.10"),
            ("rust:1.31.0-slim", "debian 9"),
            ("golang:1.12.5", "debian 9"),
            ("node:14.5.0-slim", "debian 9"),
            ("ruby:2.5.1-slim", "debian 9"),
            ("redis:6.0.9-alpine", "alpine 3.12"),
            ("nginx:1.17.1", "debian 9"),
            ("tomcat:9.0.40", "debian 10"),
            ("eclipse-temurin:17.0.5_8-jre", "ubuntu 22.04"),
            ("postgres:13.3-alpine", "alpine 3.14"),
            ("mysql:8.0.35", "oraclelinux 8"),
            ("openjdk:8u212-jdk", "debian 9"),
        ]);
    }

    #[test]
    fn a_line_stands_where_its_last_patch_stood() {
        check(&[
            ("python:3.6", "debian 11"),
            ("python:2.7", "debian 10"),
            ("rust:1.60", "debian 11"),
            ("golang:1.13-alpine", "alpine 3.12"),
            ("node:12", "debian 9"),
            ("node:16-alpine", "alpine 3.18"),
            ("php:7.4-fpm", "debian 11"),
            ("php:5.6-apache", "debian 9"),
            ("openjdk:8-jdk-alpine", "alpine 3.9"),
            ("openjdk:11-jre-slim", "debian 11"),
            ("openjdk:17", "oraclelinux 8"),
            ("openjdk:17-slim", "debian 11"),
            ("docker:20.10", "alpine 3.18"),
            ("perl:5.30", "debian 11"),
            ("elixir:1.6-alpine", "alpine 3.12"),
            ("elixir:1.8-alpine", "alpine 3.13"),
            ("erlang:21-alpine", "alpine 3.13"),
            ("mysql:5.7", "oraclelinux 7"),
        ]);
    }

    #[test]
    fn what_other_makers_publish_stood_where_their_build_files_say() {
        let on = |text: &str| crate::catalogue::named(text).and_then(|image| image.os).map(|os| os.title());
        for (text, expected) in [
            ("continuumio/miniconda3:4.5.12", "Debian 9"),
            ("continuumio/miniconda3:23.5.2-0", "Debian 11"),
            ("continuumio/anaconda3:2019.03", "Debian 10"),
            ("rocker/r-ver:3.6.1", "Debian 9"),
            ("rocker/shiny:4.0.2", "Ubuntu 20.04"),
            ("phusion/baseimage:0.9.22", "Ubuntu 16.04"),
            ("condaforge/miniforge3:4.10.3-1", "Ubuntu 20.04"),
            ("tensorflow/tensorflow:1.13.1-gpu-py3", "Ubuntu 16.04"),
            ("tensorflow/tensorflow:2.4.1-gpu", "Ubuntu 18.04"),
            ("pytorch/pytorch:1.7.1-cuda11.0-cudnn8-devel", "Ubuntu 18.04"),
            ("selenium/standalone-chrome:3.141.59", "Ubuntu 20.04"),
        ] {
            assert_eq!(on(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_the_list_never_said_stays_unknown() {
        check(&[
            ("nonesuch:1.0", "-"),
            ("rabbitmq:3.9", "-"),
            ("python:99.1", "-"),
            ("python:3.15", "-"),
            ("python:1.5", "-"),
            ("node:99-alpine", "-"),
            ("python:latest", "-"),
            ("python:slim", "-"),
            ("python:3.6-onbuild", "-"),
            ("python:3.9.0b1", "-"),
            ("python:3.9-windowsservercore", "-"),
            ("python:3.9-bookworm", "-"),
            ("eclipse-temurin:17_35-jdk", "-"),
            // Of before the history begins, and listed without a release.
            ("python:3.4.3", "-"),
            ("nginx:1.21.6", "-"),
            ("python:3.99999999999999999999", "-"),
        ]);
    }

    #[test]
    fn an_image_stands_there_and_is_called_likely() {
        let found = find(&crate::stages::parse_reference("python:3.9.5").expect("a reference")).expect("a known image");
        assert_eq!(found.matched, Match::Line);
        let os = found.image.os.expect("a distribution");
        assert_eq!((os.name, os.version, os.codename), ("debian", Some("10"), Some("buster")));
        assert_eq!(found.image.libc_version, Some("2.28"));
        assert_eq!(found.image.lifecycle.os.extended, Some("2024-06-30"));
    }
}
