//! What runs in the shipped image: the language or product, its version, and who made the program.

pub mod brought;
mod version;

use super::trace::{self, By, Producer};
use super::{Certainty, Facts, Ground, Scene, What, language};
use crate::catalogue::Purpose;
use crate::source::Span;

/// What detectors after this one build upon.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    /// `python`, `go`, `nginx` …
    pub name: Option<String>,
    pub version: Option<String>,
    pub certainty: Option<Certainty>,
    pub spans: Vec<Span>,
    /// Who made the started program, where it is a file that can be followed.
    pub producer: Option<Producer>,
    /// The program is a server known by its own name.
    pub product: Option<&'static str>,
    pub companion: Option<String>,
}

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let running = &scene.running;
    let Some(name) = running.name.clone() else { return };
    let what = What::Runs { name, version: running.version.clone() };
    facts.note(what, scene.stage, running.certainty.unwrap_or(Certainty::Assumed), running.spans.clone());
    if let (Some(fact), Some(companion)) = (facts.facts.last_mut(), &running.companion) {
        fact.companion = Some(companion.clone());
    }
}

/// Works out what runs, from the strongest evidence to the weakest.
pub fn read(scene: &Scene) -> Running {
    let mut running = by_program(scene).or_else(|| by_ground(scene)).or_else(|| by_contents(scene)).unwrap_or_default();
    if running.spans.is_empty() {
        running.spans = vec![scene.shipped().span];
    }
    version::settle(scene, &mut running);
    running
}

/// By the program that starts: its name, what it is given, or who built it.
fn by_program(scene: &Scene) -> Option<Running> {
    let start = &scene.start;
    let Some(program) = &start.program else { return by_runner(scene) };
    let name = program.name();
    let sure = |name: &str, certainty: Certainty| Running {
        name: Some(name.to_string()),
        certainty: Some(certainty),
        spans: start.places(),
        ..Running::default()
    };
    let ground = start_ground(scene);
    // The base's own program: what the base is tells more than its name.
    let serves = ground.purpose == Purpose::Application || ground.runs("jetty");
    if program.span.is_none() && serves {
        return by_ground(scene);
    }
    let product = language::product_of_program(name).filter(|_| !is_beside(&ground));
    if let Some(product) = product.filter(|_| !is_namesake(scene, &program.text)) {
        return Some(Running { product: Some(product), ..sure(php_or(product, &ground), Certainty::Certain) });
    }
    let own = || program.text.contains('/') && is_namesake(scene, &program.text);
    let known = language::of_program(name).filter(|_| !own());
    if let Some(language) = known.or_else(|| language::of_file(name)) {
        let language = release(scene, &program.text).unwrap_or_else(|| own_of_ground(scene, &ground, name, language));
        return Some(sure(language, Certainty::Certain));
    }
    if super::start::is_shell(name) || !program.known {
        return None;
    }
    let Some(producer) = trace::program(scene, scene.stage, &program.text, scene.workdir()) else {
        return Some(Running { spans: start.places(), ..not_traced(scene, name) });
    };
    let language = of_producer(scene, &producer);
    let certainty = if producer.sure { Certainty::Certain } else { Certainty::Likely };
    language.map(|language| Running { producer: Some(producer.clone()), ..sure(&language, certainty) }).or_else(|| {
        let producer = Some(producer).filter(|producer| producer.by != By::Base || producer.is_handed_over(scene));
        Some(Running { producer, spans: start.places(), ..not_traced(scene, name) })
    })
}

/// A program that the file itself builds in a language that needs nothing of a product's image: a small `httpd` in Go or
/// Zig, or Traefik from its sources.
fn is_namesake(scene: &Scene, path: &str) -> bool {
    const OTHERS: [&str; 7] = ["go", "rust", "zig", "nim", "crystal", "haskell", "dart"];
    let made = || trace::program(scene, scene.stage, path, scene.workdir());
    let language = || of_producer(scene, &made()?);
    language().is_some_and(|name| OTHERS.contains(&name.as_str()))
}

/// The start script of a release bears the release's name, which may be `node`.
fn release(scene: &Scene, path: &str) -> Option<&'static str> {
    let producer = trace::program(scene, scene.stage, path, scene.workdir()).filter(|_| path.contains('/'))?;
    let By::Command(command) = &producer.by else { return None };
    language::of_builder(command).filter(|name| matches!(*name, "elixir" | "erlang"))
}

/// `foreman` is a gem and a package of npm, too: on an image of Node it is Node's.
fn own_of_ground<'a>(scene: &Scene, ground: &Ground, program: &str, language: &'a str) -> &'a str {
    const SHARED: &[&str] = &["foreman", "serve", "thin", "rq", "tox", "prefect"];
    let own = ground.runtime.as_deref().map(language::of_runtime);
    let own = ["node", "python", "ruby"].into_iter().find(|name| Some(*name) == own);
    let installed = || {
        scene
            .packages()
            .iter()
            .any(|(_, package)| language::of_package(&package.name).is_some_and(|(name, _)| name == language))
    };
    own.filter(|_| SHARED.contains(&program) && !installed()).unwrap_or(language)
}

/// A program whose maker is not seen: the language it was installed with, or that of the base, or of what lies around it.
fn not_traced(scene: &Scene, program: &str) -> Running {
    let installed = brought::commands(scene).find_map(|command| {
        let action = command.packages.as_ref()?;
        let named = action.packages.iter().any(|package| package.name.rsplit('/').next() == Some(program));
        language::of_manager(action.manager).filter(|_| named)
    });
    let by_manager = installed.map(|name| Running {
        name: Some(name.into()),
        certainty: Some(Certainty::Likely),
        ..Running::default()
    });
    let around = || by_ground(scene).map(|running| Running { certainty: Some(Certainty::Assumed), ..running });
    by_manager.or_else(around).or_else(|| dependencies(scene)).unwrap_or_default()
}

/// A started program of unknown make, and dependencies of a language installed beside it for it.
fn dependencies(scene: &Scene) -> Option<Running> {
    let command = brought::commands(scene)
        .find(|command| command.packages.as_ref().is_some_and(|a| a.action == crate::shell::Action::InstallManifest))?;
    let name = language::of_manager(command.packages.as_ref()?.manager)?;
    let spans = vec![command.span];
    Some(Running { name: Some(name.into()), certainty: Some(Certainty::Assumed), spans, ..Running::default() })
}

/// nginx beside a language's runtime serves the program of that language.
fn is_beside(ground: &Ground) -> bool {
    matches!(
        ground.runtime.as_deref(),
        Some("python" | "node" | "ruby" | "java" | "dotnet" | "elixir" | "deno" | "bun" | "perl" | "r")
    )
}

/// `apache2-foreground` in a PHP image runs PHP.
fn php_or<'a>(product: &'a str, ground: &Ground) -> &'a str {
    if product == "httpd" && ground.runs("php") { "php" } else { product }
}

fn by_runner(scene: &Scene) -> Option<Running> {
    let runner = scene.start.runners.last()?;
    let name = language::of_program(runner.name())?;
    let spans = runner.span.into_iter().collect();
    Some(Running { name: Some(name.into()), certainty: Some(Certainty::Likely), spans, ..Running::default() })
}

/// The language of the command or the stage that made a file.
fn of_producer(scene: &Scene, producer: &Producer) -> Option<String> {
    let ground = scene.ground(producer.stage);
    match &producer.by {
        By::Command(command) => {
            let native = command.args.iter().any(|arg| arg.text.contains("native"));
            let own = language::of_builder(command).filter(|own| *own != "c");
            let own = own.map(|own| if own == "java" && native { "graalvm" } else { own });
            let of_ground = || ground.runtime.clone().filter(|name| compiles(name));
            own.map(str::to_string).or_else(of_ground).or_else(|| language::of_builder(command).map(str::to_string))
        }
        By::Context | By::Inline(_) => language::of_file(&producer.path).map(str::to_string),
        // `RUN pip install tool`, `npm install -g tool`: a program that its language's base holds.
        By::Base => None,
        _ => None,
    }
}

/// Languages whose builders make programs that run by themselves.
fn compiles(name: &str) -> bool {
    matches!(
        name,
        "go" | "rust"
            | "c"
            | "swift"
            | "haskell"
            | "nim"
            | "crystal"
            | "zig"
            | "dart"
            | "graalvm"
            | "dotnet"
            | "elixir"
            | "erlang"
    )
}

/// By the base the image stands on.
fn by_ground(scene: &Scene) -> Option<Running> {
    let ground = start_ground(scene);
    let name = ground.runtime.clone().filter(|name| name != "cuda")?;
    let name = language::of_runtime(&name).to_string();
    let certainty = if ground.guessed { Certainty::Assumed } else { Certainty::Likely };
    let product = (ground.purpose == Purpose::Application).then(|| application(&name)).flatten();
    Some(Running { name: Some(name), certainty: Some(certainty), product, ..Running::default() })
}

fn application(name: &str) -> Option<&'static str> {
    const PRODUCTS: &[&str] =
        &["nginx", "httpd", "redis", "postgres", "tomcat", "caddy", "haproxy", "mysql", "mariadb"];
    PRODUCTS.iter().find(|product| **product == name).copied()
}

/// By what was copied from build stages, installed, or brought from the context.
fn by_contents(scene: &Scene) -> Option<Running> {
    brought::language(scene).map(|(name, span)| Running {
        name: Some(name),
        certainty: Some(Certainty::Likely),
        spans: vec![span],
        ..Running::default()
    })
}

pub fn start_ground(scene: &Scene) -> Ground {
    scene.ground(scene.stage)
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, check_with, lacks};

    #[test]
    fn a_namesake_is_no_product() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /usr/local/bin/httpd .\nFROM alpine:3.24\nCOPY --from=b /usr/local/bin/httpd /usr/local/bin/httpd\nCMD [\"httpd\"]\n";
        check(file, &["runs go 1.26", "workload static-binary"]);
        let traefik = file.replace("httpd", "traefik");
        check(&traefik, &["runs go 1.26", "workload static-binary"]);
        check("FROM alpine:3.24\nRUN apk add apache2\nCMD [\"httpd\"]\n", &["workload application:httpd"]);
        let node = "FROM rust:1.90 AS b\nWORKDIR /a\nCOPY . .\nRUN cargo build --release --bin node\nFROM ubuntu:24.04\nCOPY --from=b /a/target/release/node /usr/local/bin\nENTRYPOINT [\"/usr/local/bin/node\"]\n";
        check(node, &["runs rust 1.90"]);
    }

    #[test]
    fn programs_bases_and_packages_tell_what_runs() {
        check("FROM python:3.12-slim\nCMD gunicorn a:app", &["runs python 3.12", "workload python 3.12"]);
        check(
            "FROM ubuntu:24.04\nRUN apt-get install -y openjdk-21-jre-headless\nCMD java -jar /a.jar",
            &["runs java 21", "workload java 21", "artefact jar"],
        );
        check(
            "FROM maven:3-eclipse-temurin-21 AS b\nRUN mvn package\nFROM eclipse-temurin:21-jre\nCOPY --from=b /t/a.jar /a.jar\nCMD [\"java\",\"-jar\",\"/a.jar\"]",
            &["workload java 21"],
        );
        check(
            "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nENTRYPOINT [\"dotnet\", \"a.dll\"]",
            &["workload asp-net 9.0", "artefact dotnet-framework-dependent"],
        );
        check("FROM php:8.4-apache\nCOPY . /var/www/html", &["workload php-apache 8.4"]);
        check("FROM node:24\nCMD [\"npx\", \"foreman\", \"start\"]", &["workload node 24"]);
        check(
            "FROM debian:12\nRUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs\nCMD [\"node\", \"a.js\"]",
            &["runs node 22"],
        );
    }

    #[test]
    fn a_language_beside_a_script_is_a_tool() {
        let backup = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y jq python3\nCOPY backup.sh /usr/local/bin/\nENTRYPOINT [\"backup.sh\"]\n";
        check(backup, &["workload tools"]);
        lacks(backup, "runs python");
        let brought =
            ["COPY app.py backup.sh /usr/local/bin/", "COPY . /usr/local/bin/", "COPY lib backup.sh /usr/local/bin/"];
        for line in brought {
            check(&backup.replace("COPY backup.sh /usr/local/bin/", line), &["runs python 3.10"]);
        }
        check(&backup.replace("COPY", "RUN pip3 install awscli\nCOPY"), &["runs python 3.10"]);
    }

    #[test]
    fn companions_tell_the_version() {
        let file = "FROM registry.example/node\nCMD [\"node\", \"a.js\"]";
        check_with(file, &[("package.json", r#"{"engines":{"node":">=20"}}"#)], &["runs node 20"]);
        check(file, &["runs node"]);
    }

    #[test]
    fn nothing_is_made_up() {
        lacks("FROM registry.example/team/thing:1\nCMD [\"thing\"]", "runs ");
    }
}
