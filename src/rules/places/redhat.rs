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

/// Where a stage on it begins (modules/user of the images of Java, core/Dockerfile of sclorg/s2i-base-container).
pub fn workdir(image: &Image) -> Option<&'static str> {
    let (release, kind, _) = make(&image.repository)?;
    Some(match (release, kind) {
        ("ubi8", "openjdk") => "/home/jboss",
        (_, "openjdk") => "/home/default",
        _ => "/opt/app-root/src",
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = "entrypoint-changes";
    const BASE: &str = "registry.access.redhat.com/ubi8/openjdk-17";

    fn quarkus(start: &str) -> String {
        format!("FROM {BASE}:1.14\nCOPY --chown=185 target/quarkus-app/*.jar /deployments/\nUSER 185\n{start}")
    }

    #[test]
    fn what_the_base_starts_stays_with_its_makers() {
        let script = "ENTRYPOINT [\"/opt/jboss/container/java/run/run-java.sh\"]\n";
        for file in [quarkus(script), quarkus("")] {
            let told = |to: &str| weight(RULE, &file, to, Shape::Swap);
            assert_eq!(told("eclipse-temurin:17-jre-noble"), Some(Weight::Blocker), "{file}");
            for own in ["ubi8/openjdk-17-runtime:1.23", "ubi9/openjdk-17-runtime:1.24", "ubi8/openjdk-17:1.23"] {
                assert_eq!(told(&format!("{REGISTRY}{own}")), None, "{own} {file}");
            }
        }
        let own = quarkus("ENTRYPOINT [\"java\", \"-jar\", \"/deployments/quarkus-run.jar\"]\n");
        assert_eq!(weight(RULE, &own, "eclipse-temurin:17-jre-noble", Shape::Swap), None);
    }

    #[test]
    fn source_to_image_builds_with_scripts_of_the_base() {
        let file = format!(
            "FROM {REGISTRY}ubi9/python-311\nADD . .\nRUN /usr/libexec/s2i/assemble\nCMD [\"python\", \"a.py\"]\n"
        );
        assert_eq!(weight(RULE, &file, "python:3.11-slim-trixie", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE, &file, &format!("{REGISTRY}ubi9/python-312:1"), Shape::Swap), None);
    }

    #[test]
    fn the_jdk_has_a_lean_make_beside_it() {
        let named = |name: &str| crate::catalogue::named(&format!("{REGISTRY}{name}")).expect("a row");
        let jdk = named("ubi8/openjdk-17:1.23");
        assert!(is_lean(&jdk, &named("ubi9/openjdk-17-runtime:1.24")));
        assert!(!is_lean(&jdk, &named("ubi9/openjdk-17:1.24")) && !is_lean(&jdk, &named("ubi9/nodejs-24-minimal:1")));
        assert!(is_kin(&jdk, &named("ubi9/openjdk-21:1.24")) && !is_kin(&jdk, &named("ubi8/ubi-minimal:8.10")));
    }

    #[test]
    fn a_stage_goes_on_in_the_directory_that_it_began_in() {
        let file =
            format!("FROM {REGISTRY}ubi9/nodejs-22-minimal:1\nCOPY dist ./dist\nCMD [\"node\", \"dist/server.js\"]\n");
        let told = |to: &str| weighed("user-changes", &file, to, Shape::Swap);
        let kept = |one: &Objection| matches!(&one.change, Some(Change::WorkDir { to }) if to == "/opt/app-root/src");
        for to in ["gcr.io/distroless/nodejs22-debian13:nonroot", "node:22-alpine3.24"] {
            assert!(told(to).iter().any(kept), "{to}");
        }
        assert!(!told(&format!("{REGISTRY}ubi9/nodejs-24-minimal:1")).iter().any(kept));
    }
}
