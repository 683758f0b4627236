//! The kind of thing that is started, how it is linked, and the workload the ladder is chosen by.

use super::ground::leading_version;
use super::linkage::{self, Link};
use super::running::{Running, brought, start_ground};
use super::trace::By;
use super::{Artefact, Certainty, Doubt, Facts, Ground, Linkage, Product, Scene, What, language};
use crate::catalogue::{Kind, Libc, Purpose, Workload};
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
    facts.workload = workload(scene, facts, artefact, link.as_ref());
    if facts.workload.kind == Kind::Java {
        jdk(scene, facts);
    }
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
        return Some((
            of_language(scene, running.name.as_deref()).unwrap_or(Artefact::Script),
            Certainty::Likely,
            spans,
        ));
    }
    of_language(scene, running.name.as_deref()).map(|artefact| (artefact, Certainty::Likely, spans))
}

/// What the started program itself shows.
fn started(scene: &Scene) -> Option<Artefact> {
    let program = scene.start.program.as_ref()?;
    let running = &scene.running;
    if language::of_program(program.name()).is_some() {
        return of_language(scene, running.name.as_deref());
    }
    let producer = running.producer.as_ref()?;
    match &producer.by {
        By::Command(command) => Some(of_command(scene, command, running.name.as_deref())),
        By::Context if language::of_file(&producer.path).is_some() => Some(Artefact::Interpreted),
        By::Context if producer.sure => Some(Artefact::Binary),
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
        Some("node" | "ruby" | "php") => Artefact::Interpreted,
        Some("python") if command.name() != "pyinstaller" && command.name() != "nuitka" => Artefact::Interpreted,
        Some("java") if name == Some("java") && !has("native") => Artefact::Jar,
        _ => Artefact::Binary,
    }
}

/// `dotnet publish` flags; without any, the runtime must be there.
fn dotnet(scene: &Scene, command: &crate::shell::Command) -> Artefact {
    let has = |part: &str| command.args.iter().any(|arg| arg.text.to_lowercase().contains(part));
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
        return None;
    }
    let traced = running.producer.clone().or_else(|| brought_program(scene));
    let producer = traced?;
    Some(linkage::of(scene, &producer, running.name.as_deref()))
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

fn workload(scene: &Scene, facts: &Facts, artefact: Option<Artefact>, link: Option<&Link>) -> Workload {
    let running = &scene.running;
    let ground = start_ground(scene);
    let framework = matches!(gpu(&ground), Some(Kind::PyTorch | Kind::TensorFlow | Kind::Cuda));
    let version = if framework { leading_version(&ground.tag) } else { running.version.clone() };
    let kind = kind(scene, facts, artefact, link, &ground);
    let version = version.filter(|_| {
        !matches!(kind, Kind::StaticBinary | Kind::GlibcBinary | Kind::CppBinary | Kind::MuslBinary | Kind::Tools)
    });
    Workload { kind, version }
}

fn kind(scene: &Scene, facts: &Facts, artefact: Option<Artefact>, link: Option<&Link>, ground: &Ground) -> Kind {
    let name = scene.running.name.as_deref().unwrap_or_default();
    if facts.product == Product::Application {
        return application(scene, ground);
    }
    if matches!(facts.product, Product::Toolbox | Product::BaseImage) {
        let name = ground.runtime.as_deref().filter(|_| !ground.guessed).map(language::of_runtime).unwrap_or_default();
        return of_name(scene, name, ground).unwrap_or(Kind::Tools);
    }
    if let Some(gpu) = gpu(ground) {
        return gpu;
    }
    match artefact {
        Some(Artefact::DotnetSelfContained | Artefact::DotnetAot) => return Kind::DotnetDeps,
        Some(Artefact::Binary | Artefact::NativeImage)
            if (name != "swift" || is_plain(scene, link)) && !is_scripted(scene, name) =>
        {
            return binary(link);
        }
        Some(Artefact::Script) if name.is_empty() => return Kind::Tools,
        _ => {}
    }
    of_name(scene, name, ground)
        .unwrap_or_else(|| if ground.purpose == Purpose::Os { Kind::Tools } else { Kind::Unknown })
}

/// The product by the name of its row, or by what was installed on a plain system. One that a private image brings
/// is not taken for the public one: it may hold more.
fn application(scene: &Scene, ground: &Ground) -> Kind {
    let named = |name: &str| Kind::Application(name.to_string());
    match ground.purpose {
        Purpose::Application if !ground.guessed => named(ground.runtime.as_deref().unwrap_or(ground.name())),
        Purpose::Os => scene.running.product.map_or(Kind::Unknown, named),
        _ if scene.running.product.is_some() && ground.runtime.as_deref() == scene.running.product => {
            scene.running.product.map_or(Kind::Unknown, named)
        }
        _ => Kind::Unknown,
    }
}

/// A started program of another's make in an image that carries a scripting language: the language is what it serves.
fn is_scripted(scene: &Scene, name: &str) -> bool {
    let built = scene.running.producer.as_ref().is_some_and(|producer| matches!(producer.by, By::Command(_)));
    matches!(name, "python" | "node" | "ruby" | "php" | "r" | "perl" | "java") && !built
}

/// Swift with its runtime inside needs no Swift image.
fn is_plain(scene: &Scene, link: Option<&Link>) -> bool {
    let inside = |text: &str| text.contains("static-swift-stdlib") || text.contains("-static-stdlib");
    let stages = brought::source_stages(scene);
    let mut commands = stages.into_iter().flat_map(|stage| brought::commands_of(scene, stage));
    link.is_some_and(|link| link.linkage == Linkage::Static)
        || commands.any(|command| command.args.iter().any(|arg| inside(&arg.text)))
}

fn binary(link: Option<&Link>) -> Kind {
    match link.map(|link| if link.linkage == Linkage::Unknown { &link.assumed } else { &link.linkage }) {
        Some(Linkage::Static) => Kind::StaticBinary,
        Some(Linkage::Glibc { cpp: false, .. }) => Kind::GlibcBinary,
        Some(Linkage::Glibc { cpp: true, .. }) => Kind::CppBinary,
        Some(Linkage::Musl { .. }) => Kind::MuslBinary,
        Some(Linkage::Unknown) | None => Kind::Unknown,
    }
}

fn gpu(ground: &Ground) -> Option<Kind> {
    let repository = ground.repository.as_str();
    Some(match ground.runtime.as_deref() {
        _ if repository.ends_with("pytorch/pytorch") => Kind::PyTorch,
        _ if repository.ends_with("tensorflow/tensorflow") => Kind::TensorFlow,
        Some("pytorch") => Kind::PyTorch,
        Some("tensorflow") => Kind::TensorFlow,
        Some("cuda") => Kind::Cuda,
        _ if repository.contains("/cuda") => Kind::Cuda,
        _ => return None,
    })
}

fn of_name(scene: &Scene, name: &str, ground: &Ground) -> Option<Kind> {
    Some(match name {
        "python" => Kind::Python,
        "node" => Kind::Node,
        "deno" => Kind::Deno,
        "bun" => Kind::Bun,
        "java" => java(scene),
        "dotnet" => asp_net(scene, ground),
        "php" => php(scene, ground),
        "ruby" => Kind::Ruby,
        "elixir" => Kind::Elixir,
        "erlang" => Kind::Erlang,
        "haskell" => Kind::Haskell,
        "swift" => Kind::Swift,
        "dart" => Kind::Dart,
        "perl" => Kind::Perl,
        "r" => Kind::R,
        "julia" => Kind::Julia,
        "crystal" => Kind::Crystal,
        "nim" => Kind::Nim,
        "tomcat" | "jetty" => Kind::Application(name.into()),
        "" => return None,
        // A compiler's image that ships as it is: no ladder but its own.
        other => Kind::Application(other.into()),
    })
}

/// A JRE is enough unless the JDK's tools start something.
fn java(scene: &Scene) -> Kind {
    let program = scene.start.program.as_ref().or(scene.start.runners.last());
    let tool = program.is_some_and(|word| {
        matches!(
            word.name(),
            "mvn" | "mvnw" | "gradle" | "gradlew" | "jshell" | "javac" | "sbt" | "lein" | "clojure" | "clj"
        )
    });
    let told = scene.wishes.answer("jdk-at-run-time") == Some("yes");
    if tool || told { Kind::Jdk } else { Kind::Java }
}

/// A JDK ships today: whether its tools are called by the program cannot be seen.
fn jdk(scene: &Scene, facts: &mut Facts) {
    let ground = start_ground(scene);
    let tag = ground.tag.as_str();
    let compiler = ground.purpose == Purpose::Build || tag.contains("jdk") || ground.name().contains("jdk");
    if compiler && !tag.contains("jre") {
        let doubt = Doubt {
            id: "jdk-at-run-time",
            spans: vec![scene.shipped().span],
            answers: vec!["yes", "no"],
            assumed: Some("no"),
            subject: None,
        };
        ask(scene, facts, doubt);
    }
}

fn asp_net(scene: &Scene, ground: &Ground) -> Kind {
    let web = |text: &str| text.contains("Microsoft.NET.Sdk.Web") || text.contains("Microsoft.AspNetCore.App");
    let project = scene.input.companions.iter().find(|file| file.path.ends_with("proj"));
    match project {
        Some(file) if web(&file.text) => Kind::AspNet,
        Some(file) if file.text.contains("Microsoft.NET.Sdk\"") => Kind::DotnetRuntime,
        _ if ground.name() == "runtime" => Kind::DotnetRuntime,
        _ => Kind::AspNet,
    }
}

fn php(scene: &Scene, ground: &Ground) -> Kind {
    let program = scene.start.program.as_ref().map(|word| word.name()).unwrap_or_default();
    let variant = ground.tag.as_str();
    if ground.repository.contains("frankenphp") || program == "frankenphp" {
        return Kind::FrankenPhp;
    }
    match program {
        "apache2-foreground" | "httpd" | "apache2" | "apache2ctl" | "apachectl" => Kind::PhpApache,
        _ if program.starts_with("php-fpm") => Kind::PhpFpm,
        "php" => Kind::PhpCli,
        _ if variant.contains("apache") => Kind::PhpApache,
        _ if variant.contains("fpm") => Kind::PhpFpm,
        _ if brought::has_package(scene, &["apache2", "libapache2-mod-php"]).is_some() => Kind::PhpApache,
        _ => Kind::PhpCli,
    }
}

/// Whether the shipped base carries glibc, for detectors that ask.
pub fn on_glibc(scene: &Scene) -> bool {
    start_ground(scene).libc == Libc::Glibc
}

/// A question of this id, unless the reader answered it.
pub fn ask(scene: &Scene, facts: &mut Facts, doubt: Doubt) {
    if scene.wishes.answer(doubt.id).is_none() && !facts.doubts.iter().any(|known| known.id == doubt.id) {
        facts.doubts.push(doubt);
    }
}
