//! Who signs a base, and how to check it.

use crate::catalogue::Image;
use crate::words::Lang;

/// Whether a source says that the image is signed.
pub fn is_signed(image: &Image) -> bool {
    image.trust.is_some()
}

/// How to check the signature of an image, as its vendor says; `None` where no source told.
pub fn how(lang: Lang, image: &Image) -> Option<String> {
    let _ = (lang, image);
    None
}
