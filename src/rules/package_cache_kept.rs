//! # Package lists stay in the image
//!
//! ## What it is
//! `apt-get update` and its kin fetch lists of everything that could be installed. Unless the same `RUN` removes them, they stay in that layer, whatever a later line deletes.
//!
//! ## Why it matters
//! They are dead weight, some 20 to 50 MB with `apt` and more with `dnf`, and they grow old.
//!
//! ## What to do
//! End the same `RUN` with `rm -rf /var/lib/apt/lists/*` (`apk add --no-cache`, `dnf clean all`), or keep the lists out of the image with a cache mount.
//!
//! ## When not to
//! In a stage that only builds, it makes no difference to what ships.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y ca-certificates
//! COPY app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y ca-certificates && rm -rf /var/lib/apt/lists/*
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Docker: best practices, apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)

use super::claims::*;
use crate::evidence::{Effect, Product};
use crate::shell::Manager;
use crate::stages::Launch;

pub const RULE: Rule = Rule { id: "package-cache-kept", file: Some(file), base: None };

fn file(case: &Case) -> Vec<Finding> {
    if case.facts.product == Product::Toolbox {
        return Vec::new();
    }
    let spans: Vec<Span> =
        case.facts.effects.iter().filter(|effect| keeps(case, effect)).map(|effect| effect.span).collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let (lang, line) = (case.lang(), sentence(case.lines(&spans)));
    let what = say!(lang,
        en: "{line}: the package lists stay in the image.",
        de: "{line}: Die Paketlisten bleiben im Image.",
        zh: "{line}：软件包列表留在了镜像中。");
    let why = say!(lang,
        en: "They are dead weight, and a later line cannot take them out again.",
        de: "Sie sind totes Gewicht, und eine spätere Zeile bekommt sie nicht wieder heraus.",
        zh: "它们毫无用处，而且后面的指令无法再去掉。");
    let todo = say!(lang,
        en: "Remove them in the same `RUN`: `rm -rf /var/lib/apt/lists/*`, `apk add --no-cache`, `dnf clean all`.",
        de: "Entferne sie im selben `RUN`: `rm -rf /var/lib/apt/lists/*`, `apk add --no-cache`, `dnf clean all`.",
        zh: "在同一个 `RUN` 中清除：`rm -rf /var/lib/apt/lists/*`、`apk add --no-cache`、`dnf clean all`。");
    vec![finding(RULE.id, Severity::Note, [what, why, todo], spans)]
}

fn keeps(case: &Case, effect: &Effect) -> bool {
    let Doing::InstallPackages { manager, .. } = effect.does else { return false };
    let Some(launch) = case.launch(effect.instruction) else { return false };
    let flag = case.command(effect).is_some_and(|command| command.has("--no-cache"));
    let refreshes =
        manager != Manager::Apt || of(case, effect).any(|other| matches!(other.does, Doing::RefreshPackages));
    !flag
        && refreshes
        && matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf)
        && !is_cleaned(case, effect, launch)
}

fn of<'a>(case: &'a Case, effect: &Effect) -> impl Iterator<Item = &'a Effect> {
    case.effects_of(effect.instruction).iter()
}

/// A command cleans, a line names the cache, or a mount keeps it outside.
fn is_cleaned(case: &Case, effect: &Effect, launch: &Launch) -> bool {
    let cleans = of(case, effect).any(|other| matches!(other.does, Doing::CleanPackages));
    let mounted = launch.mounts.iter().any(|(kind, target)| {
        kind != "bind" && ["/var/lib/apt", "/var/cache"].iter().any(|cache| target.starts_with(cache))
    });
    let named = launch
        .words
        .iter()
        .any(|word| ["/var/lib/apt", "/var/cache", "clean"].iter().any(|part| word.text.contains(part)));
    cleans || mounted || named
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const APT: &str =
        "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nCOPY app /app\nCMD [\"/app\"]\n";

    #[test]
    fn lists_stay_unless_the_same_run_removes_them() {
        assert_eq!(fires(RULE.id, APT).severity, Severity::Note);
    }

    #[test]
    fn cleaned_mounted_and_build_stages_are_fine() {
        silent(RULE.id, &APT.replace("-y curl", "-y curl && rm -rf /var/lib/apt/lists/*"));
        silent(RULE.id, &APT.replace("RUN ", "RUN --mount=type=cache,target=/var/lib/apt "));
        silent(RULE.id, "FROM alpine:3.23\nRUN apk add --no-cache curl\nCMD [\"curl\"]\n");
        silent(RULE.id, &APT.replace("COPY app", "FROM debian:13-slim\nCOPY app"));
    }
}
