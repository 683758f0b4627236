//! What `stages[].base` says: the reference as written and resolved, and the catalogue's row.

use crate::candidates::life;
use crate::catalogue::{self, Image, Official, PackageManager, Tri};
use crate::evidence::Standing;
use crate::stages::{Base, ImageRef, Stage};
use crate::wishes::Wishes;
use serde_json::{Value, json};

pub(super) fn object(stage: &Stage, standing: Option<&Standing>, wishes: &Wishes) -> Value {
    let image = standing.and_then(Standing::image);
    json!({
        "written": stage.from.raw,
        "resolved": resolved(stage),
        "stage": match stage.base { Base::Stage(below) => Some(below), _ => None },
        "known": image.is_some() || matches!(standing, Some(Standing::Scratch)),
        "family": family(standing),
        "libc": image.map(|image| image.libc),
        "official": official(standing),
        "lifecycle": image.map_or(catalogue::Lifecycle::Unknown, |image| catalogue::lifecycle(image, &wishes.today)),
        "ends": image.and_then(life::first_end).map(|(_, ends)| ends),
        "compressed_bytes": size(standing),
        "has_shell": image.map_or(scratch(standing), |image| known(image.shell)),
        "package_manager": image.and_then(manager),
    })
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

fn family(standing: Option<&Standing>) -> Value {
    match standing {
        Some(Standing::Scratch) => json!("scratch"),
        Some(Standing::Known(found, _)) => json!(found.image.family),
        _ => json!("unknown"),
    }
}

fn official(standing: Option<&Standing>) -> Value {
    match standing {
        Some(Standing::Known(found, _)) => json!(found.image.official),
        Some(Standing::Private(_)) => json!(Official::Private),
        _ => json!(Official::Unknown),
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

fn manager(image: &Image) -> Option<Value> {
    (image.package_manager != PackageManager::Unknown).then(|| json!(image.package_manager))
}
