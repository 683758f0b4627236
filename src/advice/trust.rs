//! Who signs a base, and how to check it.

use crate::catalogue::{self, Image};
use crate::words::Lang;

/// Whether a source says that its maker signs it.
pub fn is_signed(image: &Image) -> bool {
    let trust = image.trust.and_then(catalogue::trust);
    trust.is_some_and(|trust| trust.signatures.iter().any(|signature| signature.scheme != "none-established"))
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
