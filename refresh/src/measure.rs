//! One tag → what every platform of it weighs and runs.

use crate::registry::{Document, Place, Registries};
use crate::web::Failure;
use oci_spec::image::{Descriptor, ImageConfiguration, ImageIndex, ImageManifest};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// A tag, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// Of the index, or of the only manifest.
    pub digest: String,
    pub platforms: Vec<Platform>,
    /// Where the registry's own figures contradict each other.
    pub lies: Vec<String>,
}

/// What a tag is on one kind of machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// `linux/amd64`, `linux/arm/v7`.
    pub name: String,
    pub digest: String,
    /// Bytes of each layer, as they are sent.
    pub layers: Vec<u64>,
    pub created: Option<String>,
    pub user: String,
    pub entrypoint: Vec<String>,
    pub cmd: Vec<String>,
    pub env: Vec<String>,
}

impl Platform {
    /// What a pull sends: all layers, compressed.
    pub fn size(&self) -> u64 {
        self.layers.iter().sum()
    }
}

/// Measures tags; remembers the blobs whose length it has asked for.
pub struct Measurer<'a> {
    pub registries: &'a mut Registries,
    /// Platforms to look at; none means all.
    pub wanted: &'a [String],
    lengths: HashMap<String, Option<u64>>,
}

impl<'a> Measurer<'a> {
    pub fn new(registries: &'a mut Registries, wanted: &'a [String]) -> Self {
        Self { registries, wanted, lengths: HashMap::new() }
    }

    /// Every wanted platform of a tag; one that cannot be read fails the whole tag.
    pub fn tag(&mut self, place: &Place, tag: &str) -> Result<Measurement, Failure> {
        let top = self.registries.manifest(place, tag)?;
        let mut measured = Measurement { digest: top.digest.clone(), platforms: Vec::new(), lies: Vec::new() };
        if !is_index(&top)? {
            let platform = self.platform(place, &top, None, &mut measured.lies)?;
            measured.platforms.push(platform);
            return Ok(measured);
        }
        let index: ImageIndex = read(&top, "index")?;
        for entry in index.manifests() {
            let Some(name) = platform_name(entry).filter(|name| self.is_wanted(name)) else { continue };
            let manifest = self.registries.manifest(place, entry.digest().as_ref())?;
            compare(entry.size(), manifest.body.len() as u64, &format!("the manifest for {name}"), &mut measured.lies);
            let platform = self.platform(place, &manifest, Some(name), &mut measured.lies)?;
            measured.platforms.push(platform);
        }
        measured.platforms.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(measured)
    }

    fn is_wanted(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|wanted| wanted == name)
    }

    fn platform(
        &mut self,
        place: &Place,
        document: &Document,
        name: Option<String>,
        lies: &mut Vec<String>,
    ) -> Result<Platform, Failure> {
        let manifest: ImageManifest = read(document, "manifest")?;
        let config = self.registries.blob(place, manifest.config().digest().as_ref())?;
        compare(manifest.config().size(), config.body.len() as u64, "the configuration", lies);
        for layer in manifest.layers() {
            self.check_length(place, layer, lies)?;
        }
        let config: ImageConfiguration = read(&config, "configuration")?;
        let runs = config.config().clone().unwrap_or_default();
        Ok(Platform {
            name: name.unwrap_or_else(|| format!("{}/{}", config.os(), config.architecture())),
            digest: document.digest.clone(),
            layers: manifest.layers().iter().map(Descriptor::size).collect(),
            created: config.created().clone(),
            user: runs.user().clone().unwrap_or_default(),
            entrypoint: runs.entrypoint().clone().unwrap_or_default(),
            cmd: runs.cmd().clone().unwrap_or_default(),
            env: runs.env().clone().unwrap_or_default(),
        })
    }

    /// A layer is as long as the manifest says.
    fn check_length(&mut self, place: &Place, layer: &Descriptor, lies: &mut Vec<String>) -> Result<(), Failure> {
        let digest = layer.digest().as_ref().to_owned();
        let known = self.lengths.get(&digest).copied();
        let length = match known {
            Some(length) => length,
            None => self.registries.length(place, &digest)?,
        };
        self.lengths.insert(digest.clone(), length);
        if let Some(length) = length {
            compare(layer.size(), length, &format!("layer {}", short(&digest)), lies);
        }
        Ok(())
    }
}

fn compare(said: u64, found: u64, what: &str, lies: &mut Vec<String>) {
    if said != found {
        lies.push(format!("{what} is said to have {said} bytes and has {found}"));
    }
}

/// The first letters of a digest.
pub fn short(digest: &str) -> &str {
    digest.get(..19).unwrap_or(digest)
}

fn is_index(document: &Document) -> Result<bool, Failure> {
    let value: serde_json::Value = read(document, "manifest")?;
    if value.get("schemaVersion").and_then(serde_json::Value::as_u64) == Some(1) {
        return Err(Failure::Wrong("the manifest is of the first schema, which tells no sizes".to_owned()));
    }
    Ok(value.get("manifests").is_some())
}

/// `linux/arm64`, `linux/arm/v7`; attestations have no platform of their own.
fn platform_name(entry: &Descriptor) -> Option<String> {
    let platform = entry.platform().as_ref()?;
    let (os, architecture) = (platform.os().to_string(), platform.architecture().to_string());
    if os == "unknown" || architecture == "unknown" {
        return None;
    }
    let variant = platform.variant().as_ref().filter(|_| architecture != "arm64");
    Some(variant.map_or_else(|| format!("{os}/{architecture}"), |variant| format!("{os}/{architecture}/{variant}")))
}

fn read<T: DeserializeOwned>(document: &Document, what: &str) -> Result<T, Failure> {
    serde_json::from_slice(&document.body)
        .map_err(|problem| Failure::Wrong(format!("the {what} cannot be read: {problem}")))
}
