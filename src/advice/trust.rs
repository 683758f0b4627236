//! Who signs a base, and how to check it.

use crate::catalogue::Image;

/// Whether a source says that the image is signed.
pub fn is_signed(image: &Image) -> bool {
    image.trust.is_some()
}
