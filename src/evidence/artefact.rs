//! The kind of thing that is started, and how it is linked.

use super::linkage::{self, Link};
use super::running::{Running, start_ground};
use super::trace::By;
use super::{Artefact, Certainty, Doubt, Facts, Linkage, Product, Scene, What, language, workload};
use crate::catalogue::{Kind, Libc};
use crate::evidence::asked;
use crate::shell::Manager;
use crate::source::Span;
use crate::stages::{Does, Origin};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let running = &scene.running;
    let artefact = kind_of(scene, facts.product);
    let link = linked(scene, running, artefact.as_ref().map(|(artefact, ..)| *artefact));
    if let Some((artefact, certainty, spans)) = &artefact {
        facts.note(What::Artefact(*artefact), scene.stage, *certainty, spans.clone());
    }
    if let Some(link) = &link {
        facts.note(What::Linkage(link.linkage.clone()), scene.stage, link.certainty, link.spans.clone());
        for library in &link.libraries {
            let what = What::NeedsLibrary { package: library.to_string(), manager: Some(Manager::Apt) };
            facts.note(what, scene.stage, Certainty::Likely, link.spans.clone());
        }
        facts.doubts.extend(link.doubt.clone());
    }
    let artefact = artefact.map(|(artefact, ..)| artefact);
    facts.workload = workload::read(scene, facts, artefact, link.as_ref());
    if facts.workload.kind == Kind::Java {
        workload::jdk(scene, facts);
    }
    workload::compilers(scene, facts, artefact);
}

/// The artefact, how sure, and where it shows.
fn kind_of(scene: &Scene, product: Product) -> Option<(Artefact, Certainty, Vec<Span>)> {
    let running = &scene.running;
    let spans = running.spans.clone();
    if product == Product::Application {
        return Some(site(scene).unwrap_or((Artefact::ConfiguredApplication, Certainty::Certain, spans)));
    }
    if matches!(product, Product::Toolbox | Product::BaseImage) {
        return None;
    }
    let started = started(scene);
    if let Some(artefact) = started {
        let certainty = running
            .producer
            .as_ref()
            .map_or(Certainty::Certain, |producer| if producer.sure { Certainty::Certain } else { Certainty::Likely });
        return Some((artefact, certainty, spans));
    }
    if scene.start.script.is_some() {
        let spans = scene.start.script.as_ref().and_then(|script| script.span).into_iter().collect();
        // What is no script for a shell is a program, and of that more must be known.
        let no_shell = scene.wishes.answer(asked::SHELL) == Some("no");
        let kind = if no_shell { Artefact::Binary } else { Artefact::Script };
        return Some((of_language(scene, running.name.as_deref()).unwrap_or(kind), Certainty::Likely, spans));
    }
    of_language(scene, running.name.as_deref()).map(|artefact| (artefact, Certainty::Likely, spans))
}

/// What the started program itself shows.
fn started(scene: &Scene) -> Option<Artefact> {
    let program = scene.start.program.as_ref()?;
    let running = &scene.running;
    if language::of_program(program.name()).is_some() {
        // `dart run`, `go run`: the compiler's own tools start the program.
        let artefact = of_language(scene, running.name.as_deref());
        return artefact.map(|found| if found == Artefact::Binary { Artefact::Interpreted } else { found });
    }
    let producer = running.producer.as_ref()?;
    match &producer.by {
        By::Command(command) => Some(of_command(scene, command, running.name.as_deref())),
        By::Context if language::of_file(&producer.path).is_some() => Some(Artefact::Interpreted),
        // What a build stage hands over is a program, whoever made it there: a script of the project's own, `mage`, `task`.
        By::Context if producer.sure || producer.stage != scene.stage => Some(Artefact::Binary),
        By::Base if producer.is_handed_over(scene) => Some(Artefact::Binary),
        By::Image(_) | By::Url(_) => Some(Artefact::Binary),
        _ => None,
    }
}

fn of_command(scene: &Scene, command: &crate::shell::Command, name: Option<&str>) -> Artefact {
    let has = |part: &str| command.args.iter().any(|arg| arg.text.contains(part));
    match language::of_builder(command) {
        Some("graalvm") => Artefact::NativeImage,
        Some("java") if has("native") => Artefact::NativeImage,
        Some("dotnet") => dotnet(scene, command),
        Some("node") if matches!(command.name(), "pkg" | "nexe" | "npx" | "postject") => Artefact::Binary,
        Some("node" | "ruby" | "php") => Artefact::Interpreted,
        Some("python") if command.name() != "pyinstaller" && command.name() != "nuitka" => Artefact::Interpreted,
        Some("java") if name == Some("java") && !has("native") => Artefact::Jar,
        _ => Artefact::Binary,
    }
}

/// `dotnet publish` flags; without any, the runtime must be there.
fn dotnet(scene: &Scene, command: &crate::shell::Command) -> Artefact {
    let has = |part: &str| command.args.iter().any(|arg| arg.text.to_ascii_lowercase().contains(part));
    let project = |name: &str| {
        let files = scene.input.companions.iter().filter(|file| file.path.ends_with("proj"));
        files.into_iter().any(|file| super::companions::lines::element(&file.text, name) == Some("true"))
    };
    let no = has("self-contained=false")
        || has("no-self-contained")
        || command.args.windows(2).any(|pair| pair[0].text.contains("self-contained") && pair[1].text == "false");
    let ground = start_ground(scene);
    if has("publishaot=true") || has("publishaot") && !has("false") || project("PublishAot") {
        return Artefact::DotnetAot;
    }
    let carries = has("self-contained")
        || has("publishsinglefile=true")
        || has("publishtrimmed=true")
        || project("SelfContained");
    if carries && !no || ground.name().contains("runtime-deps") {
        return Artefact::DotnetSelfContained;
    }
    Artefact::DotnetFrameworkDependent
}

fn of_language(scene: &Scene, name: Option<&str>) -> Option<Artefact> {
    Some(match name? {
        "java" | "tomcat" | "jetty" => Artefact::Jar,
        "dotnet" => {
            let publish = scene.build.stages.iter().flat_map(|stage| &stage.steps).find_map(|step| match &step.does {
                Does::Run(launch) => launch.commands.iter().find(|c| c.name() == "dotnet" && c.has("publish")),
                _ => None,
            });
            // `dotnet app.dll` needs the runtime, whatever publish was told.
            match publish.filter(|_| scene.start.program.as_ref().is_none_or(|word| word.name() != "dotnet")) {
                Some(command) => dotnet(scene, command),
                // `runtime-deps` has no .NET: what runs there brings its own.
                None if start_ground(scene).name() == "runtime-deps" && publish.is_none() => {
                    Artefact::DotnetSelfContained
                }
                None => Artefact::DotnetFrameworkDependent,
            }
        }
        "python" | "node" | "deno" | "bun" | "php" | "ruby" | "perl" | "r" | "julia" | "elixir" | "erlang"
        | "powershell" => Artefact::Interpreted,
        "go" | "rust" | "c" | "swift" | "haskell" | "nim" | "crystal" | "zig" | "dart" => Artefact::Binary,
        "graalvm" => Artefact::NativeImage,
        _ => return None,
    })
}

/// A web server with pages copied into it.
fn site(scene: &Scene) -> Option<(Artefact, Certainty, Vec<Span>)> {
    const ROOTS: &[&str] = &[
        "/usr/share/nginx/",
        "/usr/local/apache2/htdocs",
        "/var/www",
        "/usr/share/caddy",
        "/srv",
        "/app/public",
        "/html",
        "/opt/app-root/src",
        "/static",
        "/dist",
    ];
    let server = scene.running.product.or(scene.running.name.as_deref())?;
    if !matches!(server, "nginx" | "httpd" | "caddy") {
        return None;
    }
    let spans: Vec<Span> = scene
        .steps()
        .filter_map(|step| match &step.does {
            Does::Bring { destination: Some(to), from, .. } if !matches!(from, Origin::Unknown(_)) => {
                let path = super::trace::paths::join(step.workdir.as_deref().unwrap_or("/"), &to.text);
                let page = ROOTS.iter().any(|root| path.contains(root)) && !path.ends_with(".conf");
                page.then_some(step.span)
            }
            _ => None,
        })
        .collect();
    (!spans.is_empty()).then_some((Artefact::StaticSite, Certainty::Likely, spans))
}

/// The linkage of a compiled program.
fn linked(scene: &Scene, running: &Running, artefact: Option<Artefact>) -> Option<Link> {
    if !matches!(
        artefact?,
        Artefact::Binary | Artefact::NativeImage | Artefact::DotnetAot | Artefact::DotnetSelfContained
    ) {
        return carried_runtime(scene);
    }
    let traced = running.producer.clone().or_else(|| brought_program(scene));
    let producer = traced?;
    Some(linkage::of(scene, &producer, running.name.as_deref()))
}

/// A runtime that was made in another stage (`jlink`), or copied from one or from another image: it keeps the C library
/// it was built with.
fn carried_runtime(scene: &Scene) -> Option<Link> {
    let program = scene.start.program.as_ref()?;
    // Java's own builds link the C++ library in.
    let cpp = language::of_program(program.name())? != "java";
    let producer = super::trace::program(scene, scene.stage, &program.text, scene.workdir())?;
    let libc = match &producer.by {
        By::Image(image) => super::Ground::of(&super::standing::of_image(image)).libc,
        By::Command(command)
            if producer.is_elsewhere(scene)
                && (command.name() == "jlink"
                    || !producer.sure && producer.is_runtime_of_base(scene, program.name())) =>
        {
            scene.ground(producer.stage).libc
        }
        By::Base if producer.is_elsewhere(scene) => scene.ground(producer.stage).libc,
        _ => return None,
    };
    let linkage = match libc {
        Libc::Glibc => Linkage::Glibc { version: None, cpp },
        Libc::Musl => Linkage::Musl { cpp },
        _ => return None,
    };
    Some(Link {
        assumed: linkage.clone(),
        linkage,
        certainty: Certainty::Likely,
        spans: producer.spans,
        doubt: None,
        libraries: Vec::new(),
    })
}

/// Without a traced program: the first file that a build stage gives to the shipped one.
fn brought_program(scene: &Scene) -> Option<super::trace::Producer> {
    scene.steps().find_map(|step| {
        let Does::Bring { sources, from: Origin::Stage(below), .. } = &step.does else { return None };
        let source = sources.first()?;
        let mut producer = super::trace::path(scene, *below, &source.text, None)?;
        producer.spans.insert(0, step.span);
        producer.sure = false;
        Some(producer).filter(|producer| producer.by != By::Base)
    })
}

/// A question of this id, unless the reader answered it.
pub fn ask(scene: &Scene, facts: &mut Facts, doubt: Doubt) {
    if scene.wishes.answer(doubt.id).is_none() && !facts.doubts.iter().any(|known| known.id == doubt.id) {
        facts.doubts.push(doubt);
    }
}
