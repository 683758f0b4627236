//! C, C++ and what `make` builds: dynamic against the builder's libc unless told otherwise.

use super::{Link, Place};
use crate::evidence::{Certainty, Linkage, Scene};

const CONFIGURES: [&str; 4] = ["cmake", "configure", "meson", "qmake"];

const CPP_COMPILERS: &[&str] =
    &["g++", "gcc-c++", "build-base", "build-essential", "alpine-sdk", "clang", "base-devel"];

pub fn link(scene: &Scene, place: &Place) -> Link {
    // What links is told to cmake, configure or meson before.
    let told = place.commands().filter(|command| CONFIGURES.contains(&command.name()));
    let links = |arg: &&str| ["LINKER_FLAGS", "LDFLAGS", "link_args"].iter().any(|name| arg.contains(name));
    let told = told.flat_map(|command| &command.args).map(|arg| arg.text.as_str()).filter(links);
    let words = std::iter::once(place.words().as_str()).chain(told).collect::<Vec<_>>().join(" ");
    let word = |wanted: &str| words.split([' ', '"', '\'', '=', ',']).any(|word| word == wanted);
    if word("-static") || word("-static-pie") || word("--static") || word("-all-static") {
        return Link::known(Linkage::Static, place.certainty(), place.spans());
    }
    let name = place.command.name();
    if name.contains("musl-gcc") || place.var("CC").is_some_and(|cc| cc.contains("musl")) {
        return Link::known(Linkage::Musl { cpp: false }, place.certainty(), place.spans());
    }
    // Of C alone where a C compiler is installed and none for C++.
    let only_c = place.installed(&["gcc"]) && !place.installed(CPP_COMPILERS) && !place.ground.runs("gcc");
    let cpp = !matches!(name, "gcc" | "cc" | "clang") && !words.contains("-static-libstdc++") && !only_c;
    let direct = matches!(name, "gcc" | "cc" | "clang" | "g++" | "c++" | "clang++") || name.ends_with("-gcc");
    match place.dynamic(cpp) {
        Linkage::Unknown => Link::open(scene, Linkage::Unknown, place.spans(), place.subject()),
        linkage if direct => Link::known(linkage, place.certainty(), place.spans()),
        linkage => Link::known(linkage, Certainty::Likely, place.spans()),
    }
}
