//! Red Hat's images of languages: how they are called, and what they alone bring.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::stages::Does;

pub const REGISTRY: &str = "registry.access.redhat.com/";

/// `ubi9`, `openjdk` and what the lean make ends in, of `registry.access.redhat.com/ubi9/openjdk-21`.
pub fn make(repository: &str) -> Option<(&str, &str, &'static str)> {
    let (release, name) = repository.strip_prefix(REGISTRY)?.split_once('/')?;
    let kind = name.split('-').next()?;
    match kind {
        "openjdk" => Some((release, kind, "-runtime")),
        "nodejs" | "python" => Some((release, kind, "-minimal")),
        _ => None,
    }
}

/// Where their scripts lie that build and start programs (github.com/rh-openjdk/redhat-openjdk-containers, modules/run and
/// modules/s2i; github.com/sclorg/s2i-base-container, read 2026-11-30).
const SCRIPTS: [&str; 3] = ["/opt/jboss/container/", "/usr/local/s2i/", "/usr/libexec/s2i/"];

fn kind(image: &Image) -> Option<&str> {
    make(&image.repository).map(|(_, kind, _)| kind)
}

/// The same language from the same makers: the scripts of the one are those of the other.
pub fn is_kin(now: &Image, then: &Image) -> bool {
    kind(now).is_some() && kind(now) == kind(then)
}

/// The lean make beside the other.
pub fn is_lean(now: &Image, then: &Image) -> bool {
    let lean = |image: &Image| make(&image.repository).is_some_and(|(.., lean)| image.repository.ends_with(lean));
    is_kin(now, then) && lean(then) && !lean(now)
}

/// A script of theirs that the file calls by its path, where the base to come is another's.
pub fn script<'a>(case: &Case<'a>, image: &Image) -> Option<(&'a str, Span)> {
    let now = case.present()?;
    if kind(now).is_none() || is_kin(now, image) {
        return None;
    }
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let started = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    let run = case.steps().iter().filter_map(|step| match &step.does {
        Does::Run(launch) => Some(launch),
        _ => None,
    });
    let commands = started.chain(run).flat_map(|launch| &launch.commands).map(|command| &command.program);
    let mut own = commands.filter(|word| SCRIPTS.iter().any(|place| word.text.starts_with(place)));
    own.next().map(|word| (word.text.as_str(), word.span))
}
