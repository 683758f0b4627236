//! What the catalogue answers to references as people write them.

use basewise::catalogue::{Found, find, lifecycle};
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

#[test]
fn probe() {
    for text in include_str!("data/probe.txt").lines().filter(|line| !line.is_empty()) {
        println!("{text:50} {}", summary(text));
    }
}
