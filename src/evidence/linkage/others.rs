//! Haskell, Swift, Zig, Nim, Crystal, Dart, GraalVM, .NET AOT, Deno, Bun, PyInstaller: each with its own words for static.

use super::{Link, Place};
use crate::evidence::{Certainty, Linkage, Scene};

pub fn link(scene: &Scene, place: &Place, language: &str) -> Link {
    let words = place.words();
    let has = |part: &str| words.contains(part);
    let word = |wanted: &str| words.split([' ', '"', '\'', '=']).any(|word| word == wanted);
    let is_static = match language {
        "haskell" => word("-static") || word("-optl-static") || has("--enable-executable-static"),
        "swift" => has("linux-musl") || has("-static-executable"),
        "zig" => has("musl") || !has("-lc") && !has("gnu"),
        "nim" => has("-static") || has("--passL:-static"),
        "crystal" => has("--static"),
        "graalvm" | "java" => has("--static") && !has("--static-nolibc"),
        "d" | "ocaml" => has("-static"),
        _ => false,
    };
    if is_static {
        return Link::known(Linkage::Static, place.certainty(), place.spans());
    }
    if has("linux-musl") {
        return Link::known(Linkage::Musl { cpp: true }, place.certainty(), place.spans());
    }
    if language == "dotnet" && !has("PublishAot") {
        // The runtime that is brought along is Microsoft's portable build, whatever the SDK's image has: glibc 2.27 on
        // x64 and Arm64 (dotnet/core: release-notes/10.0/supported-os.md); .NET 8 and 9 want less (dotnet/runtime#109939).
        let portable = Linkage::Glibc { version: Some("2.27".into()), cpp: true };
        return Link::known(portable, certainty(place), place.spans());
    }
    let cpp = !matches!(language, "nim" | "ocaml" | "d" | "zig" | "graalvm" | "crystal" | "haskell" | "dart");
    let linkage = match place.dynamic(cpp) {
        // deno and bun compile for glibc unless a musl target is named.
        Linkage::Musl { .. } if language == "deno" => Linkage::Glibc { version: None, cpp: true },
        // Nothing is linked: the program is put behind the SDK's own runtime, which is built against an older system
        // ([dart-lang/sdk, issue 28476](https://github.com/dart-lang/sdk/issues/28476)).
        Linkage::Glibc { cpp, .. } if language == "dart" => Linkage::Glibc { version: None, cpp },
        linkage => linkage,
    };
    match linkage {
        Linkage::Unknown => Link::open(scene, Linkage::Unknown, place.spans(), place.subject()),
        linkage => Link::known(linkage, certainty(place), place.spans()).with(libraries(language, &words)),
    }
}

fn certainty(place: &Place) -> Certainty {
    place.certainty().min(Certainty::Likely)
}

/// What programs of a language load at run time beside libc, by Debian's names.
fn libraries(language: &str, words: &str) -> &'static [&'static str] {
    match language {
        "haskell" => &["libgmp10"],
        "crystal" => &["libpcre2-8-0", "libgc1", "libevent-2.1-7"],
        "graalvm" | "java"
            if !words.contains("--static-nolibc") && !words.contains("StaticExecutableWithDynamicLibC") =>
        {
            &["zlib1g"]
        }
        "elixir" | "erlang" => &["libncurses6", "libssl3"],
        _ => &[],
    }
}
