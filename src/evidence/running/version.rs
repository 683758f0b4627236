//! The line of the runtime: from the base, packages, setup scripts, variables, and files beside the Dockerfile.

use super::{Running, brought, start_ground};
use crate::catalogue::packages::languages;
use crate::evidence::ground::{java_of_tag, leading_version};
use crate::evidence::{Certainty, Ground, Scene, companions, language};
use crate::stages::{Does, Origin};

/// Fills in the version where anything tells it, and raises the certainty where a companion does.
pub fn settle(scene: &Scene, running: &mut Running) {
    let Some(name) = running.name.clone() else { return };
    let found = of_base(scene, &name)
        .or_else(|| of_module(scene, &name))
        .or_else(|| of_packages(scene, &name))
        .or_else(|| of_stages(scene, &name))
        .or_else(|| of_variables(scene, &name))
        .or_else(|| (name == "tomcat").then(|| of_tomcat(scene.build.tree.source.text()))?);
    let beside = companions::version(scene.input, &name);
    if let Some(version) = found {
        running.version = Some(line(&name, &version));
        // Classes made for a newer Java than the base has do not load: what is asked for counts.
        let newer = |asked: &str| name == "java" && number(asked) > number(&version);
        if !beside.as_ref().is_some_and(|(asked, _)| newer(asked)) {
            return;
        }
    }
    if let Some((version, companion)) = beside {
        running.version = Some(line(&name, &version));
        running.companion = Some(companion);
        running.certainty = running.certainty.max(Some(Certainty::Likely));
        return;
    }
    running.version = of_system(scene, &name).map(String::from);
}

/// `tomcat8` of a package, `apache-tomcat-8.5.57` of a download: a number behind the name that may be its line.
fn of_tomcat(text: &str) -> Option<String> {
    let rests = text.split("tomcat").skip(1).map(|rest| rest.trim_start_matches('-'));
    let versions = rests.filter_map(leading_version);
    versions.into_iter().find(|version| matches!(number(version), 5..=11))
}

/// The line that the release of the system calls by the plain name which is installed.
fn of_system(scene: &Scene, name: &str) -> Option<&'static str> {
    let packages = scene.packages();
    // Where there still is a `python`, it is that of Python 2; Alpine's `nodejs-current` is of another line than `nodejs`.
    let plain = |package: &str| {
        let of = language::of_package(package).filter(|_| !matches!(package, "python" | "nodejs-current"));
        of.is_some_and(|(language, version)| language == name && version.is_none())
    };
    let os = scene.standings.get(scene.stage)?.image().filter(|image| image.runtime.is_none())?.os.as_ref()?;
    packages.iter().any(|(_, package)| plain(&package.name)).then(|| languages::of_system(name, os))?
}

/// `dnf module enable nodejs:18`, `php:remi-8.2`.
fn of_module(scene: &Scene, name: &str) -> Option<String> {
    let commands = scene.steps().filter_map(|step| step.run()).flat_map(|run| &run.commands);
    commands.filter(|command| command.has("module")).flat_map(|command| &command.args).find_map(|arg| {
        let (of, line) = arg.text.split_once(':').filter(|_| arg.known)?;
        let line = line.trim_start_matches("remi-").split('/').next()?;
        let own = language::of_package(of).is_some_and(|(language, _)| language == name);
        (own && line.starts_with(|first: char| first.is_ascii_digit())).then(|| line.to_string())
    })
}

fn number(version: &str) -> u32 {
    line("java", version).parse().unwrap_or_default()
}

/// The release line that images are named after: `3.13`, `24`, `21`, `9.0`.
pub fn line(name: &str, version: &str) -> String {
    // `8u302` is Java 8.
    let ends = |c: char| matches!(c, '.' | '+' | '-' | '_') || name == "java" && c == 'u';
    let parts: Vec<&str> = version.split(ends).collect();
    let keep = match name {
        "node" | "java" | "deno" | "bun" | "tomcat" | "postgres" => 1,
        _ => 2,
    };
    let parts = if name == "java" && parts.first() == Some(&"1") && parts.len() > 1 { &parts[1..] } else { &parts[..] };
    parts.iter().take(keep).copied().collect::<Vec<_>>().join(".")
}

fn of_base(scene: &Scene, name: &str) -> Option<String> {
    of_ground(start_ground(scene), name)
}

/// The line of a language that an image brings, by itself or under a build tool.
fn of_ground(ground: Ground, name: &str) -> Option<String> {
    if name == "java"
        && matches!(ground.runtime.as_deref(), Some("maven" | "gradle" | "sbt" | "clojure" | "groovy" | "jruby"))
    {
        return java_of_tag(&ground.tag);
    }
    let same = ground.runs(name) || name == "java" && matches!(ground.runtime.as_deref(), Some("graalvm"));
    ground.version.filter(|_| same)
}

fn of_packages(scene: &Scene, name: &str) -> Option<String> {
    let packages = scene.packages();
    let named = packages.iter().filter_map(|(_, package)| language::of_package(&package.name));
    named.filter(|(language, _)| *language == name).find_map(|(_, version)| version).or_else(|| setup(scene, name))
}

/// `https://deb.nodesource.com/setup_20.x`, `n 20`, `conda install python=3.11`.
fn setup(scene: &Scene, name: &str) -> Option<String> {
    let mut stages = vec![scene.stage];
    stages.extend(brought::source_stages(scene));
    stages.into_iter().flat_map(|stage| brought::commands_of(scene, stage)).find_map(|command| {
        let node = |text: &str| {
            let (_, rest) = text.split_once("nodesource.com/").filter(|_| name == "node")?;
            leading_version(rest.trim_start_matches(|c: char| !c.is_ascii_digit()))
        };
        let pinned = |text: &str| leading_version(text.strip_prefix(name)?.trim_start_matches(['=', ' ']));
        let versioned = |text: &str| {
            let rest = text.rsplit('/').next()?.strip_prefix(name)?;
            rest.starts_with(|c: char| c.is_ascii_digit()).then(|| leading_version(rest).filter(|v| v.contains('.')))?
        };
        let words = std::iter::once(&command.program).chain(&command.args);
        if let Some(version) = words.filter(|word| word.known).find_map(|word| versioned(&word.text)) {
            return Some(version);
        }
        let args = command.args.iter().filter(|arg| arg.known);
        args.filter(|_| command.name() != "apt-get")
            .map(|arg| arg.text.as_str())
            .find_map(|text| node(text).or_else(|| text.contains('=').then(|| pinned(text)).flatten()))
    })
}

/// The runtime was copied from a stage or an image of that language.
fn of_stages(scene: &Scene, name: &str) -> Option<String> {
    scene.steps().collect::<Vec<_>>().into_iter().rev().find_map(|step| {
        let Does::Bring { from, .. } = &step.does else { return None };
        let ground = match from {
            Origin::Stage(below) => scene.ground(*below),
            Origin::Image(image) => Ground::of(&crate::evidence::standing::of_image(image)),
            _ => return None,
        };
        of_ground(ground, name)
    })
}

/// `ARG PYTHON_VERSION=3.12`, `ENV NODE_VERSION 20.11.0`.
fn of_variables(scene: &Scene, name: &str) -> Option<String> {
    let wanted = format!("{}_VERSION", name.to_ascii_uppercase());
    let config = &scene.shipped().config;
    let set = config.env.iter().rev().find(|(key, _)| *key == wanted).map(|(_, value)| value.text.clone());
    let arg = || {
        scene.build.tree.instructions.iter().find_map(|instruction| match &instruction.kind {
            crate::dockerfile::Kind::Arg(pairs) => {
                let pair = pairs.iter().find(|pair| pair.name.text == wanted)?;
                Some(pair.value.as_ref()?.text.trim_matches(['"', '\'']).to_string())
            }
            _ => None,
        })
    };
    set.or_else(arg).and_then(|text| leading_version(&text))
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn alpines_current_node_is_of_no_known_line() {
        let file = "FROM alpine:3.24\nRUN apk add --no-cache nodejs\nCOPY a.js /a.js\nCMD [\"node\", \"/a.js\"]\n";
        check(file, &["runs node 24"]);
        lacks(&file.replace("nodejs", "nodejs-current"), "runs node 24");
    }

    #[test]
    fn tomcat_is_of_the_line_that_is_installed() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y tomcat8\nCMD [\"/usr/share/tomcat8/bin/catalina.sh\", \"run\"]\n";
        check(file, &["runs tomcat 8"]);
        check(
            &file.replace("apt-get install -y tomcat8", "curl -O https://x.org/tomcat-9/v9.0.1/a.tgz"),
            &["runs tomcat 9"],
        );
    }

    #[test]
    fn a_module_of_enterprise_linux_names_its_line() {
        let file = "FROM almalinux:8\nRUN dnf module enable -y nodejs:18 && dnf install -y nodejs\nCOPY a.js /a.js\nCMD [\"node\", \"/a.js\"]\n";
        check(file, &["runs node 18"]);
        check(
            &file.replace("module enable -y nodejs:18 && dnf install -y nodejs", "module install -y nodejs:14/common"),
            &["runs node 14"],
        );
        check(&file.replace("module enable -y nodejs:18 && dnf ", ""), &["runs node 10"]);
    }

    #[test]
    fn a_patch_of_java_8_is_of_its_line() {
        for (version, of) in [("8u302", "8"), ("8u212-b03", "8"), ("1.8.0", "8"), ("11.0.11", "11"), ("17", "17")] {
            assert_eq!(line("java", version), of, "{version}");
        }
        assert_eq!(line("ruby", "3.4.1"), "3.4");
    }
}
