//! What Red Hat publishes beside an image of its own: the lean make, the next release.

use super::{line_to_take, standing_on};
use crate::catalogue::{self, Image, shelf};
use crate::rules::{Case, redhat};
use crate::stages::Does;

/// Red Hat publishes every release with `microdnf` alone beside the one with `dnf`: of the same release, and of the next.
pub fn minimals(case: &Case) -> Vec<Image> {
    let Some(now) = standing_on(case) else { return Vec::new() };
    let Some(name) = now.repository.strip_suffix("/ubi").or_else(|| now.repository.strip_suffix("/ubi-minimal")) else {
        return Vec::new();
    };
    let tag = now.tag.as_deref().unwrap_or("latest");
    let own = catalogue::named(&format!("{name}/ubi-minimal:{tag}"));
    let newer = own.as_ref().and_then(|own| own.lifecycle.retired.as_ref()?.replacement.first());
    let own = newer.and_then(|newer| catalogue::named(newer)).or(own);
    let next = name.ends_with("/ubi8").then(|| catalogue::named("registry.access.redhat.com/ubi9/ubi-minimal"));
    own.into_iter().chain(next.flatten()).collect()
}

/// Red Hat has every Java as a JDK and as `-runtime`, every Node.js and Python with `dnf` and as `-minimal`, on each RHEL:
/// the newest of the same make, and of the lean one where the stage only runs, of the same release and of the next.
pub fn leaner(case: &Case) -> Vec<Image> {
    let Some(now) = standing_on(case) else { return Vec::new() };
    let line = line_to_take(case, Some(now)).map(|line| line.replace('.', ""));
    let runs = case.steps().iter().all(|step| !matches!(step.does, Does::Run(_)));
    let names = made_beside(&now.repository, line.as_deref().unwrap_or_default(), runs);
    let newest = |name: String| shelf::kin(&catalogue::named(&name)?, None, &case.wishes.today);
    names.into_iter().filter_map(newest).collect()
}

fn made_beside(repository: &str, line: &str, runs: bool) -> Vec<String> {
    if repository == "quay.io/quarkus/quarkus-micro-image" {
        return vec!["quay.io/quarkus/ubi9-quarkus-micro-image".into()];
    }
    let Some((release, kind, lean)) = redhat::make(repository) else { return Vec::new() };
    let own = repository.rsplit('/').next().and_then(|name| name.split('-').nth(1)).unwrap_or_default();
    let makes = if repository.ends_with(lean) { vec![lean] } else { vec!["", lean] };
    let mut names = Vec::new();
    for release in [release, "ubi9"] {
        for make in makes.iter().filter(|make| make.is_empty() || runs || makes.len() == 1) {
            names.extend([own, line].map(|line| format!("{}{release}/{kind}-{line}{make}", redhat::REGISTRY)));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lean_make_and_the_next_release_stand_beside() {
        let of = |name: &str, line: &str, runs: bool| {
            let names = made_beside(&format!("{}{name}", redhat::REGISTRY), line, runs);
            names.iter().filter_map(|name| name.strip_prefix(redhat::REGISTRY)).collect::<Vec<_>>().join(" ")
        };
        let all = of("ubi8/openjdk-17", "17", true);
        assert!(all.contains("ubi8/openjdk-17-runtime") && all.contains("ubi9/openjdk-17-runtime"), "{all}");
        assert!(!of("ubi8/openjdk-17", "17", false).contains("-runtime"));
        assert_eq!(of("ubi9/openjdk-21-runtime", "21", true).replace("ubi9/openjdk-21-runtime", "").trim(), "");
        assert!(of("ubi8/nodejs-16-minimal", "24", false).contains("ubi9/nodejs-24-minimal"));
        assert_eq!(of("ubi8/ubi", "", true), "");
        let micro = made_beside("quay.io/quarkus/quarkus-micro-image", "", true);
        assert_eq!(micro, ["quay.io/quarkus/ubi9-quarkus-micro-image"]);
    }
}
