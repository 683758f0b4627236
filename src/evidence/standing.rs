//! What each stage stands on in the end, through `FROM stage`.

use super::Standing;
use crate::catalogue;
use crate::stages::{Base, ImageRef};

pub fn of(base: &Base) -> Standing {
    match base {
        Base::Scratch => Standing::Scratch,
        Base::Image(reference) => of_image(reference),
        Base::Unknown(names) => Standing::Unknown(names.clone()),
        Base::Stage(_) => Standing::Unknown(Vec::new()),
    }
}

/// What an image is, by its row.
pub fn of_image(reference: &ImageRef) -> Standing {
    match catalogue::find(reference) {
        Some(found) => Standing::Known(Box::new(found), reference.clone()),
        None => Standing::Private(reference.clone()),
    }
}
