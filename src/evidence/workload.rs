//! The workload the ladder is chosen by, in the catalogue's words.

mod called;

pub use called::compilers;

use super::artefact::ask;
use super::companions::scripts;
use super::ground::leading_version;
use super::linkage::Link;
use super::running::{brought, start_ground};
use super::trace::By;
use super::{Artefact, Doubt, Facts, Ground, Linkage, Product, Scene, language};
use crate::catalogue::{Kind, Purpose, Workload};
use crate::evidence::asked;
use crate::stages::Does;
use called::{called, compiler};

pub fn read(scene: &Scene, facts: &Facts, artefact: Option<Artefact>, link: Option<&Link>) -> Workload {
    let running = &scene.running;
    let ground = start_ground(scene);
    let framework = matches!(gpu(&ground), Some(Kind::PyTorch | Kind::TensorFlow | Kind::Cuda));
    let kind = kind(scene, facts, artefact, link, &ground);
    let server = matches!(kind, Kind::Java | Kind::Jdk) && running.name.as_deref() != Some("java");
    let called = is_binary(artefact) && called(scene, &ground).is_some();
    let own = server && (running.version.is_none() || running.name.as_deref() == Some("tomcat"));
    let of_base = framework || called || own;
    let version = if of_base { leading_version(&ground.tag) } else { running.version.clone() };
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
    if let Some(gpu) = gpu(ground) {
        return gpu;
    }
    if matches!(facts.product, Product::Toolbox | Product::BaseImage) {
        let name = ground.runtime.as_deref().filter(|_| !ground.guessed).map(language::of_runtime).unwrap_or_default();
        return of_name(scene, name, ground).unwrap_or(Kind::Tools);
    }
    if let Some(compiler) = compiler(scene, ground).filter(|_| scene.wishes.answer(asked::COMPILER) != Some("no")) {
        return Kind::Application(compiler.into());
    }
    if let Some((language, _)) = called(scene, ground).filter(|_| is_binary(artefact)) {
        // On a plain system it is one tool among others.
        return of_name(scene, language, ground).filter(|_| ground.runtime.is_some()).unwrap_or(Kind::Tools);
    }
    match artefact {
        Some(Artefact::DotnetSelfContained | Artefact::DotnetAot) if !keeps_dotnet(scene, ground) => {
            return Kind::DotnetDeps;
        }
        Some(Artefact::Binary | Artefact::NativeImage)
            if (name != "swift" || is_plain(scene, link)) && !is_scripted(scene, name) =>
        {
            return binary(link, ground);
        }
        Some(Artefact::Script) if name.is_empty() => return Kind::Tools,
        _ => {}
    }
    let tools = ground.purpose == Purpose::Os && !starts_own(scene);
    of_name(scene, name, ground).unwrap_or(if tools { Kind::Tools } else { Kind::Unknown })
}

/// A program of the project's own, of which nothing shows what it is: a script or a binary, made by whatever ran here.
fn starts_own(scene: &Scene) -> bool {
    let own = scene.running.producer.as_ref().is_some_and(|producer| producer.by == By::Context);
    own && scene.start.script.is_none()
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

/// One program brings its runtime along, and the image carries one all the same: what a script that is not at hand
/// starts, or the host of Azure Functions, may need it.
fn keeps_dotnet(scene: &Scene, ground: &Ground) -> bool {
    let carries = ground.repository.contains("/dotnet/") && matches!(ground.name(), "runtime" | "aspnet");
    let script = scene.start.program.iter().chain(&scene.start.script).find(|word| word.name().ends_with(".sh"));
    let unseen = script.is_some_and(|word| scene.input.companion(word.name()).is_none());
    let copied = scene.steps().any(|step| match &step.does {
        Does::Bring { destination, .. } => destination.as_ref().is_some_and(|to| to.text.contains("/dotnet")),
        _ => false,
    });
    let hosts = scene.shipped().config.env.iter().any(|(name, _)| name == "FUNCTIONS_WORKER_RUNTIME");
    carries && (unseen || copied || hosts)
}

/// A started program of another's make in an image that carries a scripting language: the language is what it serves.
fn is_scripted(scene: &Scene, name: &str) -> bool {
    let built = scene.running.producer.as_ref().is_some_and(|producer| matches!(producer.by, By::Command(_)));
    matches!(name, "python" | "node" | "ruby" | "php" | "r" | "perl" | "java") && !built
}

fn is_binary(artefact: Option<Artefact>) -> bool {
    matches!(artefact, Some(Artefact::Binary | Artefact::NativeImage))
}

/// Swift with its runtime inside needs no Swift image.
fn is_plain(scene: &Scene, link: Option<&Link>) -> bool {
    let inside = |text: &str| text.contains("static-swift-stdlib") || text.contains("-static-stdlib");
    let stages = brought::source_stages(scene);
    let mut commands = stages.into_iter().flat_map(|stage| brought::commands_of(scene, stage));
    link.is_some_and(|link| link.linkage == Linkage::Static)
        || commands.any(|command| command.args.iter().any(|arg| inside(&arg.text)))
}

fn binary(link: Option<&Link>, ground: &Ground) -> Kind {
    // What is only assumed is not what the present base lacks: the program runs there.
    let lacks_cpp = ["library/busybox", "distroless/base", "distroless/base-nossl"].iter().any(|end| {
        ground.repository.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches("-debian").ends_with(end)
    });
    let unseen = link.is_some_and(|link| link.linkage == Linkage::Unknown);
    match link.map(|link| if unseen { &link.assumed } else { &link.linkage }) {
        Some(Linkage::Static) => Kind::StaticBinary,
        Some(Linkage::Glibc { .. }) if unseen && lacks_cpp => Kind::GlibcBinary,
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
        // `dotnet run`: what starts is the SDK, which no ladder but its own has.
        "dotnet" if starts_sdk(scene) => Kind::Application(name.into()),
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
        // On a plain Java the file brings its own server, of the version it wants.
        "tomcat" | "jetty" if matches!(ground.runtime.as_deref(), Some("java")) => java(scene),
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
    let told = scene.wishes.answer(asked::JDK) == Some("yes");
    let builds = builds_java(scene) && scene.wishes.answer(asked::JDK).is_none();
    if tool || told || builds || calls_jdk(scene) { Kind::Jdk } else { Kind::Java }
}

/// It starts nothing, and what compiles Java is set up in it: people build there.
fn builds_java(scene: &Scene) -> bool {
    let config = &scene.shipped().config;
    let tools = ["ant", "gradle", "maven"];
    let installed = || scene.packages.iter().any(|(_, package)| tools.contains(&package.name.as_str()));
    let android = || config.env.iter().any(|(name, _)| name.starts_with("ANDROID_"));
    config.cmd.is_none() && config.entrypoint.is_none() && (installed() || android())
}

/// The start, or a script of it that is at hand, calls what only a JDK has
/// ([JDK tools](https://docs.oracle.com/en/java/javase/21/docs/specs/man/index.html)); `keytool` comes with a JRE, too.
fn calls_jdk(scene: &Scene) -> bool {
    const TOOLS: [&str; 13] =
        ["jar", "javac", "javap", "jcmd", "jdb", "jdeps", "jinfo", "jlink", "jmap", "jps", "jshell", "jstack", "jstat"];
    let script = scene.start.script.as_ref().and_then(|word| scripts::text(scene, &word.text));
    let inside = script.map(|script| scripts::commands(script.text)).unwrap_or_default();
    inside.iter().chain(&scene.start.commands).any(|command| TOOLS.contains(&command.name()))
}

/// A JDK ships today: whether its tools are called by the program cannot be seen.
pub fn jdk(scene: &Scene, facts: &mut Facts) {
    let ground = start_ground(scene);
    let tag = ground.tag.as_str();
    let compiler = ground.purpose == Purpose::Build || tag.contains("jdk") || ground.name().contains("jdk");
    if compiler && !tag.contains("jre") && !calls_jdk(scene) {
        let doubt = Doubt {
            id: asked::JDK,
            spans: vec![scene.shipped().span],
            answers: vec!["yes", "no"],
            assumed: Some(if builds_java(scene) { "yes" } else { "no" }),
            subject: None,
        };
        ask(scene, facts, doubt);
    }
}

fn starts_sdk(scene: &Scene) -> bool {
    let config = &scene.shipped().config;
    let start = config.entrypoint.as_ref().or(config.cmd.as_ref());
    start.and_then(|launch| launch.commands.last()).is_some_and(language::is_of_sdk)
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

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};
    use crate::wishes::{Companion, Input, Wishes};

    #[test]
    fn a_script_at_hand_that_calls_the_jdk_needs_it() {
        let told = |script: &str| {
            let file = "FROM eclipse-temurin:21-jdk\nCOPY app.jar /app.jar\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n";
            let companions = vec![Companion { path: "start.sh".into(), text: script.into() }];
            crate::conclude(&Input { companions, ..Input::pasted(file) }, &Wishes::default())
        };
        let kept = ["jcmd 1 VM.version", "kill $(jps -q)", "jar xf /app.jar"];
        for call in kept {
            let told = told(&format!("#!/bin/sh\n{call}\nexec java -jar /app.jar\n"));
            assert!(told.questions.is_empty(), "{call}");
            let jre = |one: &crate::advice::Recommendation| one.candidate.image().reference.contains("-jre");
            assert!(!told.recommendations.iter().any(|one| one.leads && jre(one)), "{call}: {}", told.headline);
        }
        let plain = told("#!/bin/sh\nkeytool -list -cacerts\nexec java -jar /app.jar\n");
        assert!(plain.headline.contains("-jre"), "{}", plain.headline);
    }

    #[test]
    fn a_builder_begins_in_a_directory_of_its_own() {
        let file = |from: &str, made: &str| {
            format!(
                "FROM {from} AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o manager .\nFROM debian:13-slim\nCOPY --from=b {made} /manager\nENTRYPOINT [\"/manager\"]\n"
            )
        };
        check(
            &file("registry.access.redhat.com/ubi8/go-toolset:1.17", "/opt/app-root/src/manager"),
            &["linkage static"],
        );
        check(&file("golang:1.26", "/go/manager"), &["linkage static"]);
    }

    #[test]
    fn a_program_needs_no_cpp_where_there_is_none_today() {
        let file = "FROM busybox:1.36\nCOPY bin/server /server\nENTRYPOINT [\"/server\"]\n";
        check(file, &["workload glibc-binary"]);
        check(&file.replace("busybox:1.36", "gcr.io/distroless/base-debian12"), &["workload glibc-binary"]);
        check(&file.replace("busybox:1.36", "debian:12"), &["workload cpp-binary"]);
    }

    #[test]
    fn a_script_that_is_not_at_hand_may_start_dotnet() {
        let file = "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS b\nRUN dotnet publish -o /out -r linux-x64 --self-contained\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY --from=b /out /app\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n";
        lacks(file, "workload dotnet-deps");
        check(
            &file.replace("COPY start.sh /start.sh\n", "").replace("/start.sh", "/app/h"),
            &["workload dotnet-deps 9.0"],
        );
    }
}
