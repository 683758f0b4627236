//! What `stages[].base` says: the reference as written and resolved, and the catalogue's row.

use crate::candidates::life;
use crate::catalogue::{self, Image, Official, PackageManager, Tri};
use crate::evidence::Standing;
use crate::stages::{Base, ImageRef, Stage};
use crate::wishes::Wishes;

use super::Json;
use super::value::{self, object};

pub(super) fn object<'a>(stage: &'a Stage, standing: Option<&Standing>, wishes: &Wishes) -> Json<'a> {
    let image = standing.and_then(Standing::image);
    let lifecycle = image.map_or(catalogue::Lifecycle::Unknown, |image| catalogue::lifecycle(image, &wishes.today));
    object! {
        "written": &stage.from.raw,
        "resolved": resolved(stage),
        "stage": match stage.base { Base::Stage(below) => Some(below), _ => None },
        "known": image.is_some() || matches!(standing, Some(Standing::Scratch)),
        "family": family(standing),
        "libc": image.map(|image| value::of(image.libc)),
        "official": official(standing),
        "lifecycle": value::of(lifecycle),
        "ends": image.and_then(life::first_end).map(|(_, ends)| ends),
        "compressed_bytes": size(standing),
        "has_shell": image.map_or(scratch(standing), |image| known(image.shell)),
        "package_manager": image.and_then(manager),
    }
}

fn resolved(stage: &Stage) -> Option<String> {
    match &stage.base {
        Base::Image(reference) => Some(full(reference)),
        Base::Scratch => Some("scratch".into()),
        Base::Stage(_) | Base::Unknown(_) => None,
    }
}

/// `docker.io/library/golang:1.26@sha256:…`
fn full(reference: &ImageRef) -> String {
    let tag = reference.tag.as_ref().map(|tag| format!(":{tag}")).unwrap_or_default();
    let digest = reference.digest.as_ref().map(|digest| format!("@{digest}")).unwrap_or_default();
    format!("{}{tag}{digest}", reference.name())
}

fn family(standing: Option<&Standing>) -> Json<'static> {
    match standing {
        Some(Standing::Scratch) => "scratch".into(),
        Some(Standing::Known(found, _)) => value::of(found.image.family),
        _ => "unknown".into(),
    }
}

fn official(standing: Option<&Standing>) -> Json<'static> {
    match standing {
        Some(Standing::Known(found, _)) => value::of(found.image.official),
        Some(Standing::Private(_)) => value::of(Official::Private),
        _ => value::of(Official::Unknown),
    }
}

fn size(standing: Option<&Standing>) -> Option<u64> {
    match standing {
        Some(Standing::Scratch) => Some(0),
        Some(Standing::Known(found, _)) => found.image.size.compressed,
        _ => None,
    }
}

fn scratch(standing: Option<&Standing>) -> Option<bool> {
    matches!(standing, Some(Standing::Scratch)).then_some(false)
}

fn known(tri: Tri) -> Option<bool> {
    match tri {
        Tri::Yes => Some(true),
        Tri::No => Some(false),
        Tri::Unknown => None,
    }
}

fn manager(image: &Image) -> Option<Json<'static>> {
    (image.package_manager != PackageManager::Unknown).then(|| value::of(image.package_manager))
}
