//! How the started program is linked: traced to the command that built it, language by language.

pub mod beside;
mod c;
mod fetched;
mod go;
mod others;
mod rust;
pub mod unpacked;

pub use fetched::{is_fetch, is_named_as_by_go, is_static_tool, told_by_name};

use super::trace::{By, Producer};
use super::{Certainty, Doubt, Ground, Linkage, Scene};
use crate::catalogue::Libc;
use crate::evidence::asked;
use crate::shell::Command;
use crate::source::Span;
use crate::stages::{Does, Origin, Stage};

/// Packages of Alpine's that let programs made for glibc start.
pub const BRIDGES: [&str; 3] = ["gcompat", "libc6-compat", "glibc"];

/// What is known of a program's linkage, and what is not.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub linkage: Linkage,
    pub certainty: Certainty,
    pub spans: Vec<Span>,
    pub doubt: Option<Doubt>,
    /// The libc it is taken to need while the doubt is open.
    pub assumed: Linkage,
    /// Shared libraries beyond libc, libgcc and libstdc++ that such programs need.
    pub libraries: Vec<&'static str>,
}

impl Link {
    fn known(linkage: Linkage, certainty: Certainty, spans: Vec<Span>) -> Link {
        Link { assumed: linkage.clone(), linkage, certainty, spans, doubt: None, libraries: Vec::new() }
    }

    /// Cannot be seen: a question, and what is taken for true until it is answered.
    fn open(scene: &Scene, assumed: Linkage, spans: Vec<Span>, subject: Option<String>) -> Link {
        let answer = scene.wishes.answer(asked::STATIC);
        match answer {
            Some("yes") => return Link::known(Linkage::Static, Certainty::Certain, spans),
            Some("no") => {
                let linkage = if assumed == Linkage::Static { Linkage::Unknown } else { assumed };
                return Link::known(linkage, Certainty::Certain, spans);
            }
            _ => {}
        }
        // On a base without libc only a static program starts, and this file is in use today.
        let ground = scene.ground(scene.stage);
        let assumed = if runs_only_static(&ground) { Linkage::Static } else { assumed };
        let answer = if assumed == Linkage::Static { "yes" } else { "no" };
        // What is made for glibc does not start on musl, so nothing rests on that answer.
        let apart = ground.is_musl() && matches!(assumed, Linkage::Glibc { .. }) && !is_bridged(scene);
        let doubt = Doubt {
            id: asked::STATIC,
            spans: spans.clone(),
            answers: vec!["yes", "no"],
            assumed: Some(answer).filter(|_| !apart),
            subject,
        };
        Link {
            linkage: Linkage::Unknown,
            certainty: Certainty::Assumed,
            spans,
            doubt: Some(doubt),
            assumed,
            libraries: Vec::new(),
        }
    }

    fn with(mut self, libraries: &[&'static str]) -> Link {
        if self.linkage != Linkage::Static {
            self.libraries = libraries.to_vec();
        }
        self
    }
}

/// Something lets programs for glibc start on musl.
fn is_bridged(scene: &Scene) -> bool {
    scene.packages().iter().any(|(_, package)| BRIDGES.contains(&package.name.as_str()))
}

/// Bases on which nothing but a static program starts.
fn runs_only_static(ground: &Ground) -> bool {
    ground.libc == Libc::None || ground.repository.contains("distroless/static")
}

/// How the file that `producer` made is linked. `language` as `runtime` worked it out.
pub fn of(scene: &Scene, producer: &Producer, language: Option<&str>) -> Link {
    let spans = producer.spans.clone();
    let link = match &producer.by {
        By::Command(command) => built(scene, producer, command, language),
        By::Image(image) => fetched::from_image(scene, image, spans, &producer.path),
        By::Url(url) => fetched::by_name(scene, url, &producer.path, spans),
        _ => given(scene, producer),
    };
    // Kotlin/Native links `-lcrypt` ([kotlin-native, issue 3037](https://github.com/JetBrains/kotlin-native/issues/3037)).
    if producer.path.ends_with(".kexe") { link.with(&["libcrypt1"]) } else { link }
}

/// A program from the build context, or one that a base holds: where it was built cannot be seen, but it was in use on
/// that base.
fn given(scene: &Scene, producer: &Producer) -> Link {
    let ground = scene.ground(if producer.by == By::Base { producer.stage } else { scene.stage });
    let spans = producer.spans.clone();
    let name = super::trace::paths::name(&producer.path).to_string();
    if runs_only_static(&ground) {
        return Link::known(Linkage::Static, Certainty::Likely, spans);
    }
    if producer.by == By::Context {
        return fetched::by_name(scene, &name, &producer.path, spans);
    }
    Link::open(scene, of_ground(&ground, true), spans, Some(name))
}

fn built(scene: &Scene, producer: &Producer, command: &Command, language: Option<&str>) -> Link {
    let place = Place::of(scene, producer, command);
    // [xx](https://github.com/tonistiigi/xx) stops the build where the program is not static.
    if place.commands().any(|command| command.name() == "xx-verify" && command.has("--static")) {
        return Link::known(Linkage::Static, Certainty::Certain, place.spans());
    }
    match super::language::of_builder(command).or(language).unwrap_or_default() {
        _ if fetched::is_fetch(command) => fetched::by_command(scene, &place),
        // `make` in a Go image builds Go.
        "c" if language == Some("go") => go::link(scene, &place),
        "c" if language == Some("rust") => rust::link(scene, &place),
        "go" => go::link(scene, &place),
        "rust" => rust::link(scene, &place),
        "c" => c::link(scene, &place),
        other => others::link(scene, &place, other),
    }
}

/// Where something was built: the command, its stage, its variables.
pub struct Place<'a> {
    pub producer: &'a Producer,
    pub command: &'a Command,
    pub stage: &'a Stage,
    pub ground: Ground,
    scene: &'a Scene<'a>,
}

impl<'a> Place<'a> {
    fn of(scene: &'a Scene<'a>, producer: &'a Producer, command: &'a Command) -> Place<'a> {
        let stage = &scene.build.stages[producer.stage];
        let ground = scene.ground(producer.stage);
        Place { producer, command, stage, ground, scene }
    }

    /// A variable as the command sees it: in front of it, or from ENV; ARG values too where they are constant.
    pub fn var(&self, name: &str) -> Option<String> {
        let inline = self.command.var(name).map(|arg| arg.text.clone());
        let env =
            || self.stage.config.env.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.text.clone());
        inline.or_else(env).or_else(|| self.written(name))
    }

    /// `go env -w NAME=…`, `make NAME=…`: written into the settings by another word.
    fn written(&self, name: &str) -> Option<String> {
        let prefix = format!("{name}=");
        let of =
            |command: &Command| command.args.iter().find_map(|arg| arg.text.strip_prefix(&prefix)).map(str::to_string);
        of(self.command).or_else(|| {
            let mut settings = self.commands().filter(|command| command.name() == "go" && command.has("-w"));
            settings.find_map(of)
        })
    }

    /// Every command that ran in the stage.
    pub fn commands(&self) -> impl Iterator<Item = &'a Command> {
        let launches = self.scene.build.steps(self.producer.stage).filter_map(|step| step.run());
        launches.flat_map(|launch| &launch.commands)
    }

    /// Addresses that ADD fetches in the stage.
    pub fn added(&self) -> impl Iterator<Item = &'a str> {
        self.scene.build.steps(self.producer.stage).filter_map(|step| match &step.does {
            Does::Bring { sources, from: Origin::Url, .. } => sources.first().map(|source| source.text.as_str()),
            _ => None,
        })
    }

    /// Whether an OS package was installed there.
    pub fn installed(&self, names: &[&str]) -> bool {
        let packages = self.commands().filter_map(|command| command.packages.as_ref());
        packages.flat_map(|action| &action.packages).any(|package| names.contains(&package.name.as_str()))
    }

    /// The command's words and flags from the environment, for a look at what they contain.
    pub fn words(&self) -> String {
        let args = self.command.args.iter().map(|arg| arg.text.as_str());
        let flags = ["RUSTFLAGS", "LDFLAGS", "CFLAGS", "CXXFLAGS", "GOFLAGS", "CARGO_BUILD_RUSTFLAGS"];
        let vars = flags.iter().filter_map(|name| self.var(name));
        let mut words = args.collect::<Vec<_>>().join(" ");
        for var in vars {
            words.push(' ');
            words.push_str(&var);
        }
        words
    }

    pub fn spans(&self) -> Vec<Span> {
        let mut spans = vec![self.command.span];
        spans.extend(self.producer.spans.iter().filter(|span| **span != self.command.span));
        spans
    }

    /// Sure where the command itself was found to make the file.
    pub fn certainty(&self) -> Certainty {
        if self.producer.sure && !self.ground.guessed { Certainty::Certain } else { Certainty::Likely }
    }

    fn subject(&self) -> Option<String> {
        Some(super::trace::paths::name(&self.producer.path).to_string()).filter(|name| !name.is_empty())
    }

    /// Dynamic, against the libc of the stage it was built in.
    pub fn dynamic(&self, cpp: bool) -> Linkage {
        of_ground(&self.ground, cpp)
    }
}

/// What a program linked against this base's libc asks for.
fn of_ground(ground: &Ground, cpp: bool) -> Linkage {
    match ground.libc {
        Libc::Glibc => Linkage::Glibc { version: ground.libc_version.clone(), cpp },
        Libc::Musl => Linkage::Musl { cpp },
        Libc::None => Linkage::Static,
        Libc::Uclibc | Libc::Unknown => Linkage::Unknown,
    }
}

#[cfg(test)]
mod tests;
