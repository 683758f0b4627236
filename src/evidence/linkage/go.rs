//! Go: static without cgo; with cgo on, as the packages it uses decide.

use super::{Link, Place, is_bridged};
use crate::catalogue::Libc;
use crate::evidence::{Certainty, Linkage, Scene};

/// C compilers by the packages that bring them: golang's Alpine images come without one, so cgo is off there.
const COMPILERS: &[&str] = &["gcc", "g++", "build-base", "clang", "alpine-sdk", "musl-dev", "build-essential"];

/// Modules that need cgo, by the part of the path that names them.
const CGO_MODULES: &[&str] = &[
    "mattn/go-sqlite3",
    "confluent-kafka-go",
    "h2non/bimg",
    "davidbyttow/govips",
    "google/gopacket",
    "godror/godror",
    "gographics/imagick",
    "libgit2/git2go",
    "go-gl/",
    "pebbe/zmq4",
    "tecbot/gorocksdb",
    "linxGnu/grocksdb",
    "chai2010/webp",
    "go-skynet/",
    "libsql/go-libsql",
    "ebitengine/oto",
    "marcboeker/go-duckdb",
];

pub fn link(scene: &Scene, place: &Place) -> Link {
    let words = place.words();
    let flag = |flag: &str| words.split([' ', '"', '\'', '=']).any(|word| word == flag);
    let cgo = place.var("CGO_ENABLED");
    let off = matches!(cgo.as_deref(), Some("0" | "false"));
    // `-static` overrides `-pie`, and `-static-pie` is static, too
    // ([GCC: Link Options](https://gcc.gnu.org/onlinedocs/gcc/Link-Options.html)).
    let wants_static = words.contains("-extldflags") && (flag("-static") || flag("-static-pie"));
    let external = words.contains("-linkmode") && words.contains("external");
    let pie = words.contains("-buildmode=pie") || words.contains("-buildmode pie");
    if wants_static && (external || place.ground.is_musl() && !pie) {
        return Link::known(Linkage::Static, Certainty::Likely, place.spans());
    }
    // Go asks the system's linker where cgo is used.
    if wants_static && pie && !off && !pure(&words) {
        return Link::open(scene, place.dynamic(false), place.spans(), place.subject());
    }
    if flag("-race") || pie {
        return Link::known(place.dynamic(false), place.certainty(), place.spans());
    }
    if off {
        return Link::known(Linkage::Static, place.certainty(), spans_of_cgo(place));
    }
    if pure(&words) && !needs_cgo(scene) {
        return Link::known(Linkage::Static, Certainty::Likely, place.spans());
    }
    let compiler = !place.ground.is_musl() || place.installed(COMPILERS);
    if !compiler && cgo.is_none() && !ships_cgo(place) {
        return Link::known(Linkage::Static, Certainty::Likely, place.spans());
    }
    let on = matches!(cgo.as_deref(), Some("1" | "true"));
    // Behind `make` there may be `-extldflags "-static"`, as in Dex' Makefile.
    let seen = matches!(place.command.name(), "go" | "xx-go");
    if seen && (needs_cgo(scene) || on && compiler) {
        let certainty = if needs_cgo(scene) { Certainty::Certain } else { Certainty::Likely };
        return Link::known(place.dynamic(false), certainty, place.spans());
    }
    if !seen && runs_on_musl(scene, place) {
        return Link::known(Linkage::Static, Certainty::Likely, place.spans());
    }
    Link::open(scene, place.dynamic(false), place.spans(), place.subject())
}

/// `make build` on Debian, and it ships on Alpine: what asks for glibc would not start there, so the settings out of sight
/// switch cgo off.
fn runs_on_musl(scene: &Scene, place: &Place) -> bool {
    let ground = scene.ground(scene.stage);
    place.ground.libc == Libc::Glibc && ground.is_musl() && !is_bridged(scene)
}

/// Before 1.20 Go came with its standard library compiled, `net` by cgo, and used that where there was no compiler: such a
/// program asks for the C library at its start ([Go 1.20](https://go.dev/doc/go1.20#cgo)).
fn ships_cgo(place: &Place) -> bool {
    let mut parts = place.ground.version.iter().flat_map(|version| version.split('.')).map(|part| part.parse::<u32>());
    matches!((parts.next(), parts.next()), (Some(Ok(1)), Some(Ok(minor))) if minor < 20)
}

/// `-tags netgo,osusergo`: the two packages of the standard library that use cgo do without.
fn pure(words: &str) -> bool {
    words.contains("netgo") && words.contains("osusergo")
}

/// Whether go.mod, when it is given, requires a module that needs cgo.
fn needs_cgo(scene: &Scene) -> bool {
    let text = scene.input.companion("go.mod").map_or("", |file| file.text.as_str());
    text.lines().any(|line| CGO_MODULES.iter().any(|module| line.contains(module)))
}

/// The command, and the ENV that switches cgo off where it is not the command itself.
fn spans_of_cgo(place: &Place) -> Vec<crate::source::Span> {
    let mut spans = place.spans();
    if let Some(arg) = place.command.var("CGO_ENABLED") {
        spans.insert(0, arg.span);
    } else if let Some((_, value)) = place.stage.config.env.iter().rev().find(|(key, _)| key == "CGO_ENABLED") {
        spans.insert(0, value.span);
    }
    spans
}
