//! # Package lists stay in the image
//!
//! ## What it is
//! `apt-get update` and its kin fetch lists of everything that could be installed. Unless the same `RUN` removes them, they stay in that layer, whatever a later line deletes.
//!
//! ## Why it matters
//! They are dead weight, some 20 to 50 MB with `apt` and more with `dnf`, and they grow old.
//!
//! ## What to do
//! End the same `RUN` with `rm -rf /var/lib/apt/lists/*` (`apt-get clean` leaves the lists; `apk add --no-cache`, `dnf clean all`), or keep the lists out of the image with a cache mount.
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
use super::packages::sources;
use crate::evidence::{Effect, Product};
use crate::shell::{Action, Command, Manager};
use crate::stages::Launch;

pub const RULE: Rule = Rule { id: "package-cache-kept", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    if case.facts.product == Product::Toolbox {
        return Vec::new();
    }
    let runs = case.facts.effects.chunk_by(|one, next| one.instruction == next.instruction);
    let spans: Vec<Span> = runs.flat_map(|run| kept(case, run)).map(|effect| effect.span).collect();
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

/// The installs of one RUN whose lists stay. A package file that is unpacked (`dpkg -i`) fetches none.
fn kept<'a>(case: &Case, run: &'a [Effect]) -> Vec<&'a Effect> {
    let launch = run.first().and_then(|effect| case.launch(effect.instruction));
    let Some(launch) = launch.filter(|launch| !is_mounted(launch)) else { return Vec::new() };
    let installs = || run.iter().filter(|effect| matches!(effect.does, Doing::InstallPackages { .. }));
    if installs().next().is_none() {
        return Vec::new();
    }
    let (lists, cleaned) = (leaves_lists(launch), is_cleaned(run, launch));
    let keeps = |effect: &&Effect| {
        let Doing::InstallPackages { manager, .. } = effect.does else { return false };
        let Some(command) = case.command(effect).filter(|command| command.packages.is_some()) else { return false };
        match manager {
            Manager::Apt => lists,
            Manager::Apk | Manager::Dnf => !command.has("--no-cache") && !cleaned,
            _ => false,
        }
    };
    installs().filter(keeps).collect()
}

/// What is removed before the last `apt-get update` comes back with it, and `apt-get clean` takes the packages alone.
fn leaves_lists(launch: &Launch) -> bool {
    let last = launch.commands.iter().rposition(|command| {
        let action = command.packages.as_ref().filter(|action| action.manager == Manager::Apt);
        action.is_some_and(|action| action.action == Action::Refresh) || sources::adds_archive(command)
    });
    last.is_some_and(|at| !launch.commands[at + 1..].iter().any(removes_lists))
}

/// A command we cannot read, or one that is called after cleaning, may do it.
fn removes_lists(command: &Command) -> bool {
    let named = |text: &str| text.contains("/var/lib/apt") || text.contains("/var/lib/{");
    let within = command.cwd.as_deref().is_some_and(named) && command.name() == "rm";
    let own = command.packages.is_none() && (!command.program.known || command.name().contains("clean"));
    let last =
        command.args.iter().any(|arg| named(&arg.text) || matches!(arg.text.as_str(), "distclean" | "dist-clean"));
    within || own || last
}

fn is_mounted(launch: &Launch) -> bool {
    launch.mounts.iter().any(|(kind, target)| {
        kind != "bind" && ["/var/lib/apt", "/var/cache"].iter().any(|cache| target.starts_with(cache))
    })
}

/// A command cleans, or a line names the cache.
fn is_cleaned(run: &[Effect], launch: &Launch) -> bool {
    let cleans = |other: &Effect| matches!(other.does, Doing::CleanPackages);
    let names = |text: &str| text.contains("/var/cache") || text.contains("clean");
    run.iter().any(cleans) || launch.words.iter().any(|word| names(&word.text))
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

    #[test]
    fn what_comes_back_and_what_clean_leaves_is_told() {
        fires(RULE.id, &APT.replace("-y curl", "-y curl && apt-get clean"));
        let again = "-y curl && rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y git";
        fires(RULE.id, &APT.replace("-y curl", again));
        silent(RULE.id, &APT.replace("-y curl", &format!("{again} && find /var/lib/apt/lists -type f -delete")));
        silent(RULE.id, &APT.replace("-y curl", "-y curl && apt-get distclean"));
    }

    #[test]
    fn a_package_file_brings_no_lists() {
        let file = APT.replace("-y curl", "-y curl && rm -rf /var/lib/apt/lists/*\nRUN dpkg -i /tmp/a.deb");
        silent(RULE.id, &file);
        silent(RULE.id, "FROM fedora:44\nRUN rpm -i /tmp/a.rpm\nCOPY app /app\nCMD [\"/app\"]\n");
        let both = APT.replace("-y curl", "-y curl \\\n && dpkg -i /tmp/a.deb");
        assert_eq!(fires(RULE.id, &both).spans.len(), 1);
    }
}
