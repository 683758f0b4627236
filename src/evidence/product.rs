//! What the image is there for: a service, a product, a toolbox, a base for others, an init system.

use super::running::start_ground;
use super::{Certainty, Facts, Ground, Product, Scene, ShellUse, What};
use crate::catalogue::Purpose;
use crate::dockerfile::Kind;
use crate::source::Span;
use crate::stages::{Does, Origin};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let (product, spans) = read(scene);
    facts.product = product;
    if matches!(product, Product::Toolbox | Product::BaseImage) && !is_scratch(scene) {
        let spans = if spans.is_empty() { vec![scene.shipped().span] } else { spans };
        facts.note(What::NeedsShell(ShellUse::Explicit), scene.stage, Certainty::Certain, spans.clone());
        facts.note(What::NeedsPackageManager, scene.stage, Certainty::Likely, spans);
    }
}

fn is_scratch(scene: &Scene) -> bool {
    matches!(scene.standing(), super::Standing::Scratch)
}

fn read(scene: &Scene) -> (Product, Vec<Span>) {
    let start = &scene.start;
    let ground = start_ground(scene);
    let program = start.program.as_ref().map(|word| word.name()).unwrap_or_default();
    let places = scene.places();
    if is_init(program, scene) {
        return (Product::InitSystem, places);
    }
    if let Some(span) = onbuild(scene).or_else(|| source_to_image(scene)) {
        return (Product::BaseImage, vec![span]);
    }
    if is_for_development(scene, &ground) || waits(scene) || works(scene) {
        return (Product::Toolbox, places);
    }
    if is_application(scene, &ground) {
        return (Product::Application, places);
    }
    if !start.is_of_the_file() {
        return (without_start(scene, &ground), places);
    }
    if super::start::is_shell(program) && start.script.is_none() {
        return (Product::Toolbox, places);
    }
    (Product::Service, places)
}

/// Bases whose `/init` starts and watches services.
const INIT_BASES: &[&str] = &[
    "phusion/baseimage",
    "phusion/passenger",
    "linuxserver/baseimage",
    "/systemd",
    "ubi-init",
    "just-containers",
    "lsiobase",
];

fn is_init(program: &str, scene: &Scene) -> bool {
    let ground = start_ground(scene);
    let named = matches!(
        program,
        "systemd"
            | "init"
            | "supervisord"
            | "s6-svscan"
            | "runsvdir"
            | "runit"
            | "my_init"
            | "s6-overlay"
            | "runit-init"
            | "circusd"
            | "monit"
            | "openrc-init"
    );
    let inherited = !scene.start.is_of_the_file() || scene.start.inherits_entrypoint;
    named
        || inherited && INIT_BASES.iter().any(|base| ground.repository.contains(base))
        || inherited && ground.name() == "init" && ground.repository.contains("ubi")
}

fn onbuild(scene: &Scene) -> Option<Span> {
    let stages: Vec<usize> = scene.build.lineage(scene.stage).iter().map(|stage| stage.instruction).collect();
    let instructions = &scene.build.tree.instructions;
    let own = |at: &usize| instructions.iter().skip(at + 1).take_while(|i| !matches!(i.kind, Kind::From { .. }));
    stages.iter().flat_map(own).find(|i| matches!(i.kind, Kind::Onbuild(_))).map(|i| i.span)
}

/// Labels of source-to-image and buildpack builders: other images are built on them.
fn source_to_image(scene: &Scene) -> Option<Span> {
    let stages: Vec<usize> = scene.build.lineage(scene.stage).iter().map(|stage| stage.instruction).collect();
    let instructions = &scene.build.tree.instructions;
    let own = |at: &usize| instructions.iter().skip(at + 1).take_while(|i| !matches!(i.kind, Kind::From { .. }));
    let marks = |name: &str| name.contains("s2i.scripts-url") || name.contains("io.buildpacks.");
    stages.iter().flat_map(own).find_map(|instruction| match &instruction.kind {
        Kind::Label(pairs) => pairs.iter().find(|pair| marks(&pair.name.text)).map(|pair| pair.span),
        _ => None,
    })
}

/// Images that people or pipelines work in.
const WORK_BASES: &[&str] = &[
    "devcontainers/",
    "vscode/devcontainers",
    "gitpod/workspace",
    "oss-fuzz-base",
    "cimg/",
    "circleci/",
    "buildpack-deps",
    "actions/actions-runner",
    "codercom/",
    "coder/",
    "jenkins/agent",
    "jenkins/inbound-agent",
    "github/codespaces",
    "summerwind/actions-runner",
    "toolbox",
    "gitlab/gitlab-runner",
    "drud/",
    "cloud-builders",
    "ci-build",
    "kasmweb/",
    "devfile/",
    "che-",
    "manylinux",
    "musllinux",
    "dockcross",
    "rust-musl-cross",
];

fn is_for_development(scene: &Scene, ground: &Ground) -> bool {
    let file = scene.input.file.to_ascii_lowercase();
    let path = [
        ".devcontainer/",
        "devcontainer.",
        ".gitpod.dockerfile",
        ".gitpod/",
        ".ci/",
        "/ci/",
        "dockerfile.ci",
        "dockerfile.dev",
        "dev.dockerfile",
        "ci.dockerfile",
        ".github/",
        ".circleci/",
        ".buildkite/",
    ];
    path.iter().any(|part| file.contains(part)) && !is_server(scene)
        || !scene.start.is_of_the_file() && WORK_BASES.iter().any(|base| ground.repository.contains(base))
}

/// The file starts a program that serves: a `Dockerfile.dev` with `npm run dev` is no toolbox.
fn is_server(scene: &Scene) -> bool {
    let shell = scene.start.program.as_ref().is_none_or(|word| super::start::is_shell(word.name()));
    scene.start.is_of_the_file() && !(shell && scene.start.script.is_none())
}

/// What starts rebuilds, tests or checks sources: the tools that build are what it is for.
fn works(scene: &Scene) -> bool {
    const WATCHERS: &[&str] = &[
        "air",
        "reflex",
        "compiledaemon",
        "modd",
        "realize",
        "fresh",
        "watchexec",
        "cargo-watch",
        "golangci-lint",
        "make",
        "ninja",
        "bazel",
    ];
    let start = &scene.start;
    let name = start.program.as_ref().map(|word| word.name().to_ascii_lowercase()).unwrap_or_default();
    let tool =
        start.program.iter().chain(&start.runners).map(|word| word.name()).find(|name| ["go", "cargo"].contains(name));
    let first = start.args.first().map_or("", |arg| arg.text.as_str());
    let checks = matches!(first, "test" | "vet" | "watch" | "clippy" | "bench" | "nextest" | "fmt");
    WATCHERS.contains(&name.as_str()) || tool.is_some() && checks
}

/// `sleep infinity`, `tail -f /dev/null`: it only stays up for someone to enter.
fn waits(scene: &Scene) -> bool {
    let start = &scene.start;
    let name = start.program.as_ref().map(|word| word.name()).unwrap_or_default();
    let commands = &start.commands;
    let alone =
        commands.iter().filter(|command| !matches!(command.name(), "while" | ":" | "true" | "echo")).count() <= 1;
    match name {
        "sleep" | "pause" => alone,
        "tail" => start.arg("/dev/null") && alone,
        "cat" => start.args.is_empty(),
        _ => false,
    }
}

fn is_application(scene: &Scene, ground: &Ground) -> bool {
    let start = &scene.start;
    let running = &scene.running;
    let of_base = start.program.as_ref().is_none_or(|word| word.span.is_none()) || !start.is_of_the_file();
    if running.product.is_some() {
        return running.name.as_deref() != Some("php");
    }
    // The base's program and the file's script in front of it: still the product.
    let wrapped = start.script.is_some() && start.program.is_none();
    ground.purpose == Purpose::Application && (of_base || wrapped || start.inherits_entrypoint)
}

/// Nothing in the file says what is started.
fn without_start(scene: &Scene, ground: &Ground) -> Product {
    let brings = scene.steps().any(|step| brings_program(&step.does));
    match ground.purpose {
        _ if is_scratch(scene) => Product::BaseImage,
        Purpose::Application => Product::Application,
        Purpose::Runtime if brings => Product::Service,
        // `FROM node:8-onbuild` alone: the base copies the program, installs for it and starts it.
        Purpose::Runtime | Purpose::Build if ground.tag.split('-').any(|word| word == "onbuild") => Product::Service,
        Purpose::Runtime | Purpose::Build => Product::BaseImage,
        Purpose::Os => Product::BaseImage,
        Purpose::Unknown => Product::Unknown,
    }
}

/// A whole context, or what another stage made.
fn brings_program(does: &Does) -> bool {
    let Does::Bring { sources, from, .. } = does else { return false };
    let program = |text: &str| {
        let name = text.trim_matches(['.', '/']).rsplit('/').next().unwrap_or_default();
        matches!(name, "" | "src" | "app" | "dist" | "build" | "target" | "package.json")
            || super::language::of_file(name).is_some()
    };
    match from {
        Origin::Context => sources.iter().any(|source| program(&source.text)),
        Origin::Stage(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::check;

    #[test]
    fn services_and_products() {
        check("FROM python:3.13\nCOPY . .\nCMD [\"python\", \"a.py\"]", &["product service"]);
        check(
            "FROM nginx:1.29\nCOPY dist /usr/share/nginx/html",
            &["product application", "artefact static-site", "workload application:nginx 1.29"],
        );
        check(
            "FROM redis:8\nCOPY redis.conf /r.conf\nCMD [\"redis-server\", \"/r.conf\"]",
            &["product application", "artefact configured-application"],
        );
        check(
            "FROM debian:13\nRUN apt-get install -y nginx\nCMD [\"nginx\", \"-g\", \"daemon off;\"]",
            &["product application"],
        );
    }

    #[test]
    fn images_that_people_work_in() {
        check(
            "FROM ubuntu:24.04\nRUN apt-get install -y git curl\nCMD [\"bash\"]",
            &["product toolbox", "needs-package-manager"],
        );
        check("FROM ubuntu:24.04\nRUN apt-get install -y git\nCMD [\"sleep\", \"infinity\"]", &["product toolbox"]);
        check("FROM mcr.microsoft.com/devcontainers/base:debian\nRUN apt-get install -y git", &["product toolbox"]);
    }

    #[test]
    fn what_watches_or_tests_sources_keeps_its_tools() {
        check(
            "FROM golang:1.26-alpine\nRUN go install github.com/air-verse/air@latest\nCMD [\"air\"]",
            &["product toolbox"],
        );
        check("FROM golang:1.26\nCOPY . .\nCMD [\"go\", \"test\", \"./...\"]", &["product toolbox"]);
    }

    #[test]
    fn bases_for_others_and_init_systems() {
        check(
            "FROM golang:1.26\nRUN apt-get install -y protobuf-compiler",
            &["product base-image", "needs-shell explicit"],
        );
        check("FROM node:24\nONBUILD COPY . .\nCMD [\"npm\", \"start\"]", &["product base-image"]);
        check("FROM debian:13\nCMD [\"/usr/bin/supervisord\"]", &["product init-system"]);
    }
}
