//! Who builds and signs an image, and how to check it.

use super::tables::{SIGNATURE, VENDOR_ID, VENDOR_SHOWN, VENDOR_SIGNATURES, VENDOR_SOURCE, list};
use super::{Source, image};
use serde::Serialize;

/// What a vendor or registry says of its images. `None`: no source told, which is not "no".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trust {
    pub id: &'static str,
    pub name: &'static str,
    /// Whether a pull needs a login.
    pub login: Option<&'static str>,
    pub sbom: Option<&'static str>,
    pub provenance: Option<&'static str>,
    /// How much may be pulled.
    pub limits: Option<&'static str>,
    pub signatures: Vec<Signature>,
    pub source: Source,
}

/// One way in which images are signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// `cosign-keyless`, `cosign-key`, `github-attestation`, `docker-scout`, `gpg-simple-signing`, `none-established` …
    pub scheme: &'static str,
    pub issuer: Option<&'static str>,
    pub identity: Option<&'static str>,
    pub identity_regexp: Option<&'static str>,
    pub key: Option<&'static str>,
    pub command: Option<&'static str>,
    pub applies_to: Option<&'static str>,
    pub flags: Vec<&'static str>,
}

/// What is known under a key of [`super::Image::trust`].
pub fn trust(key: &str) -> Option<Trust> {
    let row = row(key)?;
    let mut shown = list(VENDOR_SHOWN.get(row)).map(|text| Some(text).filter(|text| !text.is_empty()));
    let mut next = || shown.next().flatten();
    Some(Trust {
        id: VENDOR_ID.text(row)?,
        name: next().unwrap_or_default(),
        login: next(),
        sbom: next(),
        provenance: next(),
        limits: next(),
        signatures: VENDOR_SIGNATURES.range(row).map(signature).collect(),
        source: image::source(VENDOR_SOURCE.get(row))?,
    })
}

/// Whether a source says that images under this key are signed.
pub fn is_signed(key: &str) -> bool {
    let signed = |row: usize| list(SIGNATURE.get(row)).next().is_some_and(|scheme| !["", UNSIGNED].contains(&scheme));
    row(key).is_some_and(|row| VENDOR_SIGNATURES.range(row).any(signed))
}

fn row(key: &str) -> Option<usize> {
    (0..VENDOR_ID.rows()).find(|row| VENDOR_ID.text(*row) == Some(key))
}

const UNSIGNED: &str = "none-established";

fn signature(row: usize) -> Signature {
    let mut fields = list(SIGNATURE.get(row)).map(|text| Some(text).filter(|text| !text.is_empty()));
    let mut next = || fields.next().flatten();
    Signature {
        scheme: next().unwrap_or(UNSIGNED),
        issuer: next(),
        identity: next(),
        identity_regexp: next(),
        key: next(),
        command: next(),
        applies_to: next(),
        flags: next().map(|flags| flags.split(" ; ").collect()).unwrap_or_default(),
    }
}

impl Signature {
    /// The command that checks an image, where the scheme has one that needs nothing but the reference.
    pub fn verify(&self, reference: &str) -> Option<String> {
        match self.scheme {
            "cosign-keyless" if self.command == Some("cosign verify") => self.keyless(reference),
            "cosign-key" if self.command == Some("cosign verify") => {
                let flags: String = self.flags.iter().map(|flag| format!(" {flag}")).collect();
                Some(format!("cosign verify --key {}{flags} {reference}", self.key?))
            }
            "github-attestation" => {
                let (command, _) = self.command?.split_once(" oci://")?;
                Some(format!("{command} oci://{reference}"))
            }
            _ => None,
        }
    }

    // An identity with a placeholder is the reader's own to fill in: no command is better than a wrong one.
    fn keyless(&self, reference: &str) -> Option<String> {
        let exact = self.identity.map(|identity| format!("--certificate-identity={identity}"));
        let pattern = || self.identity_regexp.map(|pattern| format!("--certificate-identity-regexp='{pattern}'"));
        let identity = exact.or_else(pattern).filter(|identity| !identity.contains('<'))?;
        Some(format!("cosign verify --certificate-oidc-issuer={} {identity} {reference}", self.issuer?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(key: &str, reference: &str) -> Option<String> {
        trust(key)?.signatures.iter().find_map(|signature| signature.verify(reference))
    }

    #[test]
    fn distroless_is_checked_by_identity() {
        let expected = "cosign verify --certificate-oidc-issuer=https://accounts.google.com \
                        --certificate-identity=keyless@distroless.iam.gserviceaccount.com gcr.io/distroless/static-debian13:nonroot";
        let reference = "gcr.io/distroless/static-debian13:nonroot";
        assert_eq!(command("google-distroless", reference).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_not_signed_has_no_command() {
        assert_eq!(command("docker-official-images", "python:3.13"), None);
        assert!(trust("nobody").is_none());
    }

    #[test]
    fn every_key_an_image_names_is_known() {
        let missing = crate::catalogue::all().filter(|image| image.trust.is_some_and(|key| trust(key).is_none()));
        assert_eq!(missing.map(|image| image.reference).collect::<Vec<_>>(), [""; 0]);
    }
}
