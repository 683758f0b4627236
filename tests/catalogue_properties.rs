//! What must hold of every row, whatever tag, mirror or digest people write for it.

use basewise::catalogue::{Found, Image, Match, all, find};
use basewise::stages::ImageRef;
use proptest::prelude::*;
use std::sync::OnceLock;

fn rows() -> &'static [Image] {
    static ROWS: OnceLock<Vec<Image>> = OnceLock::new();
    ROWS.get_or_init(|| all().collect())
}

fn row() -> impl Strategy<Value = &'static Image> {
    (0..rows().len()).prop_map(|at| &rows()[at])
}

fn reference(repository: &str, tag: Option<&str>, digest: bool) -> ImageRef {
    let (registry, path) = repository.split_once('/').unwrap_or(("docker.io", repository));
    let digest = digest.then(|| format!("sha256:{}", "0".repeat(64)));
    ImageRef { registry: registry.into(), repository: path.into(), tag: tag.map(str::to_string), digest }
}

fn look(repository: &str, tag: Option<&str>, digest: bool) -> Option<Found> {
    find(&reference(repository, tag, digest))
}

/// `3.12` and `slim-trixie` of a row whose tag is a line of numbers.
fn line(image: &Image) -> Option<(&str, &str)> {
    let tag = image.tag.as_deref()?;
    let (version, suffix) = tag.split_once('-').unwrap_or((tag, ""));
    let numbered = version.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    numbered.then_some((version, suffix))
}

/// Copies of Docker Hub: what is written, and what the answer says it was looked through.
const MIRRORS: [(&str, &str); 5] = [
    ("public.ecr.aws/docker/library/", "public.ecr.aws/docker"),
    ("mirror.gcr.io/library/", "mirror.gcr.io"),
    ("index.docker.io/library/", "index.docker.io"),
    ("registry.example.org/hub/library/", "registry.example.org/hub"),
    ("registry.example.org/cache/docker.io/library/", "registry.example.org/cache"),
];

proptest! {
    #[test]
    fn every_row_is_found_by_its_own_tag(image in row()) {
        let found = look(&image.repository, image.tag.as_deref(), false).expect("its own row");
        prop_assert!(matches!(found.matched, Match::Exact | Match::Floating), "{:?}", found.matched);
        prop_assert_eq!((found.image.family, &found.image.os), (image.family, &image.os));
        prop_assert_eq!(&found.image.lifecycle, &image.lifecycle);
    }

    #[test]
    fn a_patch_newer_than_the_catalogue_is_what_its_line_is(image in row(), patch in 500_u32..900) {
        let Some((version, suffix)) = line(image) else { return Ok(()) };
        let dash = if suffix.is_empty() { "" } else { "-" };
        let tag = format!("{version}.{patch}{dash}{suffix}");
        let found = look(&image.repository, Some(&tag), false).expect("the repository");
        prop_assert!(matches!(found.matched, Match::Patch | Match::Line), "{tag}: {:?}", found.matched);
        prop_assert_eq!(found.image.tag.as_deref(), Some(tag.as_str()));
        prop_assert!(found.image.packages.is_none() && found.image.size.basis != basewise::catalogue::Basis::Measured);
        if found.matched == Match::Patch && image.os.as_ref().is_some_and(|os| os.version.is_some()) {
            prop_assert_eq!((found.image.family, found.image.libc), (image.family, image.libc));
        }
    }

    #[test]
    fn a_mirror_answers_as_what_it_copies(image in row(), mirror in 0..MIRRORS.len()) {
        let Some(name) = image.repository.strip_prefix("docker.io/library/") else { return Ok(()) };
        let (written, through) = MIRRORS[mirror];
        let found = look(&format!("{written}{name}"), image.tag.as_deref(), false).expect("the copy");
        let direct = look(&image.repository, image.tag.as_deref(), false).expect("the original");
        prop_assert_eq!((found.image, found.matched), (direct.image, direct.matched));
        prop_assert_eq!(found.through.as_deref(), Some(through));
    }

    #[test]
    fn a_digest_alone_fixes_no_tag(image in row()) {
        let found = look(&image.repository, None, true).expect("the repository");
        prop_assert_eq!((found.matched, found.image.tag), (Match::Repository, None));
        let pinned = look(&image.repository, image.tag.as_deref(), true);
        prop_assert_eq!(pinned, look(&image.repository, image.tag.as_deref(), false));
    }

    #[test]
    fn no_text_breaks_a_look_up(image in row(), name in "\\PC{0,20}", tag in "\\PC{0,24}", version in "[0-9v.]{1,8}") {
        let _ = look(&name, Some(&tag), false);
        for tag in [tag.clone(), format!("{version}-{tag}"), format!("{tag}-{version}"), version] {
            let found = look(&image.repository, Some(&tag), false).expect("the repository");
            prop_assert_eq!(found.image.tag, Some(tag));
        }
    }
}
