//! The ladder: for a workload, the maintained bases from the heaviest to the lightest.

use super::Image;
use serde::Serialize;

/// What runs, as far as it decides which bases are worth considering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workload {
    pub kind: Kind,
    /// The runtime's line as far as the file fixes it: `3.13`, `24`, `21`, `8.4`.
    pub version: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Runs anywhere: Go without cgo, Rust on musl with crt-static, C with -static …
    StaticBinary,
    /// Needs glibc, and libgcc or libstdc++ where `CppBinary` says so.
    GlibcBinary,
    CppBinary,
    MuslBinary,
    Python,
    Node,
    Deno,
    Bun,
    /// Jars: a JRE is enough.
    Java,
    /// Needs a compiler or the JDK's tools when it runs.
    Jdk,
    DotnetRuntime,
    AspNet,
    /// Self-contained or native AOT: runtime-deps.
    DotnetDeps,
    PhpCli,
    PhpFpm,
    PhpApache,
    FrankenPhp,
    Ruby,
    Elixir,
    Erlang,
    Haskell,
    Swift,
    Dart,
    Perl,
    R,
    Julia,
    Crystal,
    Nim,
    /// Files served by a web server.
    StaticSite,
    /// Shell scripts and command-line tools; also plain OS images.
    Tools,
    Cuda,
    PyTorch,
    TensorFlow,
    /// A product by its name in the catalogue: `nginx`, `redis`, `postgres`, `tomcat` …
    Application(String),
    Unknown,
}

/// The maintained bases for a workload on a given day, heaviest first. Only rows the catalogue holds.
pub fn ladder(workload: &Workload, today: &str) -> Vec<Image> {
    let _ = (workload, today);
    Vec::new()
}
