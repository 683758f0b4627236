//! The platforms the build asks for, and Windows.

use crate::catalogue::Family;
use crate::evidence::running::start_ground;
use crate::evidence::{Certainty, Facts, Product, Scene, What};
use crate::stages::Form;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if let Some(value) = &scene.shipped().platform
        && let Some(name) = value.known().filter(|name| name.contains('/'))
    {
        facts.note(What::Platform { name: name.into() }, scene.stage, Certainty::Certain, vec![value.span]);
    }
    if is_windows(scene) {
        let span = scene.shipped().span;
        facts.note(What::Platform { name: "windows/amd64".into() }, scene.stage, Certainty::Certain, vec![span]);
        facts.product = if facts.product == Product::Service { Product::Service } else { Product::Unknown };
        facts.workload = crate::catalogue::Workload { kind: crate::catalogue::Kind::Unknown, version: None };
        facts.doubts.clear();
    }
}

/// By the base's name, or by commands that only Windows has.
fn is_windows(scene: &Scene) -> bool {
    let ground = start_ground(scene);
    let names = ["windows/", "windowsservercore", "nanoserver", "servercore"];
    let named = names.iter().any(|name| ground.repository.contains(name) || ground.tag.contains(name));
    let framework = ground.repository.contains("dotnet/framework");
    let config = &scene.shipped().config;
    let form = config.entrypoint.iter().chain(&config.cmd).any(|launch| launch.form == Form::Windows);
    ground.family == Family::Windows || named || framework || form
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn windows_and_platforms_are_named() {
        check("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD [\"a.exe\"]", &["platform windows/amd64"]);
        check("FROM --platform=linux/arm64 alpine\nCMD [\"a\"]", &["platform linux/arm64"]);
        lacks("FROM --platform=$BUILDPLATFORM alpine\nCMD [\"a\"]", "platform");
    }
}
