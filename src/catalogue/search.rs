//! Finding repositories by part of their name, with *did you mean*.

use super::image::{At, image, reference, repository_name};
use super::tables::REPOSITORY_ROWS;
use super::{Image, Official};
use crate::dockerfile::distance;
use crate::order;
use serde::Serialize;

/// A repository that a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// As it stands after FROM, without a tag.
    pub name: String,
    /// What all its rows share.
    pub image: Image,
    /// The tags of its rows, a line each: `3.14-slim-trixie`.
    pub tags: Vec<String>,
    /// Found by likeness, not by the text itself: *did you mean*.
    pub guess: bool,
}

/// Repositories whose name contains the text, the likeliest first; where there is none, those spelt most alike.
pub fn search(text: &str) -> Vec<Hit> {
    let wanted = text.trim().to_ascii_lowercase();
    let (name, tag) = wanted.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).unwrap_or((&wanted, ""));
    let mut found: Vec<(usize, usize)> =
        (0..REPOSITORY_ROWS.rows()).filter_map(|at| Some((rank(at, name)?, at))).collect();
    order::sort(&mut found);
    let guess = found.is_empty();
    if guess {
        found = alike(name);
    }
    found.into_iter().take(50).map(|(_, repository)| hit(repository, tag, guess)).collect()
}

fn hit(repository: usize, tag: &str, guess: bool) -> Hit {
    let tags = At::rows(repository).filter_map(At::tag).filter(|known| known.contains(tag)).collect();
    Hit { name: short(repository), image: image(At::own(repository), None), tags, guess }
}

fn short(repository: usize) -> String {
    reference(repository_name(repository), None)
}

// The name itself, its beginning, its last part, anywhere; living images before retired, official before others, short
// names before long ones.
fn rank(repository: usize, wanted: &str) -> Option<usize> {
    let name = short(repository);
    let place = match name.rfind(wanted)? {
        _ if name == wanted => 0,
        0 => 1,
        at if name[..at].ends_with('/') => 2,
        _ => 3,
    };
    let image = image(At::own(repository), None);
    let (retired, other) = (image.lifecycle.retired.is_some(), image.official != Official::DockerOfficial);
    Some((place * 4 + usize::from(retired) * 2 + usize::from(other)) * 1000 + name.len())
}

/// The name that is spelt most like this one: *did you mean*.
pub fn spelt_like(name: &str) -> Option<String> {
    near(&name.to_ascii_lowercase()).min().map(|(.., repository)| short(repository))
}

fn alike(wanted: &str) -> Vec<(usize, usize)> {
    let mut near: Vec<(usize, usize, usize)> = near(wanted).collect();
    order::sort(&mut near);
    near.dedup_by_key(|entry| entry.2);
    near.into_iter().take(5).map(|(apart, _, at)| (apart, at)).collect()
}

/// How far apart, how long, which repository.
fn near(wanted: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    let last = |name| str::rsplit(name, '/').next().unwrap_or_default();
    let most = 1 + wanted.len() / 5;
    let near = move |one: &str, other: &str| {
        // What is that much longer or shorter need not be compared letter by letter.
        let alike = one.chars().count().abs_diff(other.chars().count()) <= most;
        alike.then(|| distance(one, other)).filter(|apart| *apart <= most)
    };
    let apart = move |(name, at)| {
        let whole = short(at);
        let apart = near(last(name), last(wanted)).into_iter().chain(near(&whole, wanted)).min()?;
        Some((apart, whole.len(), at))
    };
    super::names::all().filter_map(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(String, bool)> {
        search(text).into_iter().next().map(|hit| (hit.name, hit.guess))
    }

    #[test]
    fn the_name_itself_comes_first() {
        assert_eq!(first("python"), Some(("python".to_string(), false)));
        assert_eq!(first("distroless/static"), Some(("gcr.io/distroless/static-debian13".to_string(), false)));
        assert!(search("python:3.13").first().is_some_and(|hit| hit.tags.iter().all(|tag| tag.contains("3.13"))));
    }

    #[test]
    fn a_slip_of_the_finger_is_guessed() {
        assert_eq!(first("pyhton"), Some(("python".to_string(), true)));
        assert_eq!(first("ngnix"), Some(("nginx".to_string(), true)));
        for (slip, meant) in [("alpne", "alpine"), ("pyhton", "python"), ("debain", "debian"), ("Ubunut", "ubuntu")] {
            assert_eq!(spelt_like(slip).as_deref(), Some(meant));
        }
        assert_eq!(first("zzzzzzzz"), None);
    }

    #[test]
    fn distances_count_letters() {
        assert_eq!(distance("node", "node"), 0);
        assert_eq!(distance("node", "ndoe"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
