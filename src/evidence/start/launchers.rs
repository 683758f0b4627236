//! Start scripts that come out of a fetched archive: `bin/activemq`, `bin/nifi`, `bin/logstash` look for the runtime that
//! stands there already.

use super::Word;
use crate::evidence::running::brought;
use crate::evidence::trace::{self, By, Producer};
use crate::evidence::{Scene, language, linkage};
use crate::shell::Command;

/// Whether the program was fetched, and the image holds a runtime for it: then it is a script of that runtime, unless
/// the address says for which machine it was compiled. The archives of Java products name one, too, where they bring a
/// Java along; who takes a Java base for them has chosen.
pub fn is_launcher(scene: &Scene, word: &Word) -> bool {
    let Some(producer) = trace::program(scene, scene.stage, &word.text, scene.workdir()) else { return false };
    if language::of_program(word.name()).is_some() || language::product_of_program(word.name()).is_some() {
        return false;
    }
    match &producer.by {
        By::Command(command) if linkage::is_fetch(command) => {
            let text = address(scene, &producer, command);
            let told = linkage::told_by_name(&text, word.name()).is_some() || names_machine(&text);
            let own = || has_java(scene) && !linkage::is_static_tool(word.name());
            own() || is_of_language(scene) && !told || installs_runtime(scene)
        }
        // Put there by something that is not followed: a base of Java holds no programs in such places.
        By::Base => has_java(scene) && producer.stage == scene.stage && is_own_place(&producer.path),
        _ => false,
    }
}

fn is_own_place(path: &str) -> bool {
    ["/opt/", "/app/", "/srv/", "/home/", "/data/"].iter().any(|place| path.starts_with(place))
}

/// What the command unpacks, and the last address that was fetched before it.
fn address(scene: &Scene, producer: &Producer, command: &Command) -> String {
    let before = brought::commands_of(scene, producer.stage).filter(|by| by.span.start <= command.span.start);
    let addresses = before.flat_map(|by| &by.args).filter(|arg| arg.text.contains("://"));
    let words = command.args.iter().chain(addresses.last()).map(|arg| arg.text.to_ascii_lowercase());
    words.collect::<Vec<_>>().join(" ")
}

/// `tool-linux-amd64.tar.gz`, `tool_$(uname -m).zip`.
fn names_machine(text: &str) -> bool {
    const MACHINES: [&str; 11] =
        ["linux", "amd64", "x86_64", "x86-64", "x64", "arm64", "aarch64", "64bit", "uname", "arch}", "$arch"];
    MACHINES.iter().any(|word| text.contains(word))
}

fn has_java(scene: &Scene) -> bool {
    let ground = scene.ground(scene.stage);
    let set = || scene.shipped().config.env.iter().any(|(name, _)| name == "JAVA_HOME");
    !ground.guessed && ground.runtime.as_deref().map(language::of_runtime) == Some("java") || set()
}

const SCRIPTED: [&str; 6] = ["java", "python", "node", "ruby", "perl", "php"];

fn is_of_language(scene: &Scene) -> bool {
    let ground = scene.ground(scene.stage);
    let own = ground.runtime.as_deref().filter(|_| !ground.guessed).map(language::of_runtime);
    own.is_some_and(|own| SCRIPTED.contains(&own))
}

/// The file installs a runtime that none of its RUNs calls: what was fetched is a script that looks for it.
fn installs_runtime(scene: &Scene) -> bool {
    let named = |name: &str| language::of_package(name).map(|(language, _)| language);
    let called = |runtime: &str| {
        brought::commands_of(scene, scene.stage).any(|command| language::of_program(command.name()) == Some(runtime))
    };
    SCRIPTED.into_iter().any(|runtime| {
        let installs = scene.packages().iter().any(|(_, package)| named(&package.name) == Some(runtime));
        installs && !called(runtime)
    })
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    const UNPACKED: &str = "FROM eclipse-temurin:17-jre-focal\nRUN curl -o /tmp/k.tgz https://x.org/activemq.tgz && tar xzf /tmp/k.tgz -C /opt && mv /opt/activemq-5 /opt/activemq\nCMD [\"/opt/activemq/bin/activemq\", \"console\"]\n";

    #[test]
    fn a_launcher_of_an_archive_keeps_the_runtime_and_its_version() {
        let java = ["workload java 17", "artefact jar", "needs-shell script /opt/activemq/bin/activemq"];
        check(UNPACKED, &java);
        lacks(UNPACKED, "? binary-is-static");
        check(&UNPACKED.replace("activemq.tgz", "activemq-linux-x86_64.tgz"), &java);
        check(&UNPACKED.replace("eclipse-temurin:17-jre-focal", "node:24-slim"), &["workload node 24"]);
    }

    #[test]
    fn a_product_found_on_the_path_does_so_too() {
        let file = "FROM openjdk:11-jre-slim\nENV JAVA_HOME=/usr/local/openjdk-11 HOME_OF=/var/lib/neo4j\nENV PATH=${HOME_OF}/bin:$PATH\nRUN curl -O https://x.org/neo4j.tar.gz && tar -x -f neo4j.tar.gz -C /var/lib && mv /var/lib/neo4j-* ${HOME_OF}\nCMD [\"neo4j\"]\n";
        check(file, &["workload java 11", "needs-shell script neo4j"]);
    }

    #[test]
    fn a_compiled_program_stays_one() {
        let file = "FROM node:24-slim\nRUN curl -L https://x.org/tool-linux-amd64.tar.gz | tar xz -C /opt\nCMD [\"/opt/tool\"]\n";
        check(file, &["artefact binary"]);
        check(&file.replace("-linux-amd64", "").replace("/opt/tool", "/opt/caddy"), &["linkage static"]);
        check(&file.replace("node:24-slim", "debian:13").replace("-linux-amd64", ""), &["artefact binary"]);
    }
}
