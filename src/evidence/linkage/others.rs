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
    let c = matches!(language, "nim" | "ocaml" | "d" | "zig" | "graalvm" | "crystal" | "haskell" | "dart");
    let old = matches!(language, "elixir" | "erlang") && otp(place).is_some_and(|otp| otp < WITH_JIT);
    let cpp = !(c || old);
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

/// Erlang's emulator is C; the compiler that it got with this release is C++
/// ([OTP 24: highlights](https://www.erlang.org/blog/my-otp-24-highlights/)).
const WITH_JIT: u32 = 24;

/// The release of Erlang in an image: `otp-26` or `erlang-25.3.2` of its tag, Erlang's own version, or, of Elixir's
/// images, that which their Dockerfile begins with, 24 from Elixir 1.12.3 on
/// ([docker-elixir](https://github.com/erlef/docker-elixir/blob/6113c3ed97ed/1.12/Dockerfile)).
fn otp(place: &Place) -> Option<u32> {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok();
    let tagged = ["otp-", "erlang-"].iter().find_map(|word| number(place.ground.tag.split_once(word)?.1));
    let version = place.ground.version.as_deref();
    tagged.or_else(|| match place.ground.runtime.as_deref()? {
        "erlang" => number(version?),
        "elixir" => number(version?.strip_prefix("1.")?).map(|minor| if minor < 12 { 23 } else { 24 }),
        _ => None,
    })
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
