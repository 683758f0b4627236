//! Who signs a base, and how to check it.

use crate::catalogue::{self, Image};
use crate::words::Lang;

/// Whether a source says that its maker signs it.
pub fn is_signed(image: &Image) -> bool {
    image.trust.is_some_and(catalogue::is_signed)
}

/// How to check the signature of an image, as its vendor says; `None` where no source told.
pub fn how(lang: Lang, image: &Image) -> Option<String> {
    let trust = catalogue::trust(image.trust?)?;
    let command = trust.signatures.iter().find_map(|signature| signature.verify(&image.reference))?;
    let (name, day) = (trust.name, trust.source.as_of);
    Some(say!(lang,
        en: "{name} signs its images (source of {day}): `{command}`",
        de: "{name} signiert seine Images (Quelle vom {day}): `{command}`",
        zh: "{name} 为其镜像签名（来源日期 {day}）：`{command}`"))
}
