//! The house's own bases, read from the policy: like a public image, under another name.

use super::field::Entrant;
use crate::catalogue::{self, Cycle, Image, Official, Size, User};
use crate::rules::Objection;
use crate::stages::{ImageRef, parse_reference};
use crate::wishes::{Policy, policy::Golden};

/// Every golden base that names a public image the catalogue knows. One that names none cannot be judged.
pub fn entrants(policy: &Policy) -> Vec<Entrant> {
    policy.golden.iter().filter_map(entrant).collect()
}

fn entrant(golden: &Golden) -> Option<Entrant> {
    let like = parse_reference(golden.like.as_deref()?).ok()?;
    let own = parse_reference(&golden.image).ok()?;
    let image = clad(catalogue::find(&like)?.image, golden, &own);
    Some(Entrant {
        image,
        present: false,
        adds: golden.adds.clone(),
        house: true,
        until: golden.supported_until.clone(),
    })
}

/// The public image's contents under the house's name.
fn clad(like: Image, golden: &Golden, own: &ImageRef) -> Image {
    let size = golden.compressed_bytes.map(|bytes| Size { compressed: Some(bytes), ..like.size.clone() });
    let mut lifecycle = like.lifecycle.clone();
    // Its own end of support is kept beside the image: the policy's dates are no part of the catalogue.
    lifecycle.image = Cycle::default();
    Image {
        reference: golden.image.clone(),
        repository: own.name(),
        tag: own.tag.clone(),
        user: golden.user.as_deref().map_or(like.user.clone(), |user| Some(named(user))),
        official: Official::Private,
        vendor: None,
        access: catalogue::Access::Free,
        size: size.unwrap_or(like.size),
        lifecycle,
        trust: None,
        ..like
    }
}

fn named(user: &str) -> User {
    match user.parse() {
        Ok(uid) => User { name: None, uid: Some(uid) },
        Err(_) if user == "root" => User { name: Some("root"), uid: Some(0) },
        Err(_) => User { name: None, uid: None },
    }
}

/// Whether what a golden base adds answers an objection about something missing.
pub fn answers(adds: &[String], objection: &Objection) -> bool {
    let missing = objection.rule.starts_with("missing-") || objection.rule.ends_with("tool-missing");
    missing && adds.iter().any(|name| objection.text.contains(&format!("`{name}`")) || stands_for(name, objection.rule))
}

fn stands_for(name: &str, rule: &str) -> bool {
    matches!(
        (name, rule),
        ("ca-certificates", "missing-ca-certificates") | ("tzdata", "missing-tzdata") | ("locales", "missing-locale")
    )
}
