//! Which language or product a program, a builder or a package belongs to.

mod programs;

use crate::shell::{Command, Manager};
use programs::PROGRAMS;
pub use programs::product_of_program;

/// What a program's name says: `gunicorn` is Python, `catalina.sh` is Tomcat.
pub fn of_program(name: &str) -> Option<&'static str> {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    PROGRAMS.iter().find(|(_, names)| names.contains(&name) || names.contains(&plain)).map(|&(language, _)| language)
}

/// The language behind the name of a base's runtime or build tool.
pub fn of_runtime(name: &str) -> &str {
    match name {
        "maven" | "gradle" | "sbt" | "graalvm" | "clojure" | "groovy" => "java",
        "conda" | "pytorch" | "tensorflow" | "pypy" | "uv" => "python",
        "composer" => "php",
        "jruby" => "ruby",
        other => other,
    }
}

/// What a file's ending says.
pub fn of_file(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "py" | "pyc" | "pyz" => "python",
        "js" | "mjs" | "cjs" => "node",
        "jar" | "war" => "java",
        "dll" => "dotnet",
        "rb" | "ru" => "ruby",
        "php" | "phar" => "php",
        "pl" => "perl",
        "R" => "r",
        "jl" => "julia",
        "exs" => "elixir",
        "ts" => "node",
        _ => return None,
    })
}

/// Makes a release of Erlang's or Elixir's, which carries the runtime system along as it was built there
/// ([mix release](https://hexdocs.pm/mix/Mix.Tasks.Release.html), [rebar3](https://rebar3.org/docs/deployment/releases/)).
pub fn releases(command: &Command) -> bool {
    let any = |tasks: &[&str]| command.args.iter().any(|arg| tasks.contains(&arg.text.trim_end_matches(',')));
    match command.name() {
        "mix" => any(&["release", "distillery.release"]),
        "rebar3" => any(&["release", "tar"]),
        _ => false,
    }
}

/// What a build command makes programs of.
pub fn of_builder(command: &Command) -> Option<&'static str> {
    let by_manager = command.packages.as_ref().and_then(|action| of_manager(action.manager));
    let name = command.name();
    by_manager.or(match name {
        "go" | "xx-go" | "dep" | "glide" | "godep" | "govendor" => Some("go"),
        "cargo" | "rustc" | "xx-cargo" | "cross" => Some("rust"),
        "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++" | "musl-gcc" | "ld" | "xx-clang" => Some("c"),
        "native-image" => Some("graalvm"),
        "mvn" | "mvnw" | "gradle" | "gradlew" | "javac" | "sbt" | "lein" | "ant" | "jlink" => Some("java"),
        "dotnet" | "msbuild" => Some("dotnet"),
        "swift" | "swiftc" => Some("swift"),
        "ghc" | "stack" | "cabal" => Some("haskell"),
        "mix" => Some("elixir"),
        "rebar3" | "rebar" => Some("erlang"),
        "nim" | "nimble" => Some("nim"),
        "crystal" | "shards" => Some("crystal"),
        "zig" => Some("zig"),
        "dart" | "flutter" => Some("dart"),
        "deno" => Some("deno"),
        "bun" => Some("bun"),
        "pyinstaller" | "nuitka" => Some("python"),
        "dune" | "opam" | "ocaml" => Some("ocaml"),
        "ldc2" | "dub" => Some("d"),
        "npx" if command.has("postject") => Some("node"),
        "pkg" | "nexe" | "postject" | "webpack" | "vite" | "ng" | "next" | "tsc" | "esbuild" => Some("node"),
        "make" | "cmake" | "ninja" | "meson" => Some("c"),
        _ if name.ends_with("-gcc") || name.ends_with("-g++") => Some("c"),
        _ => None,
    })
}

/// `dotnet build` is the SDK's; `dotnet app.dll` and `dotnet --info` are the runtime's, too
/// ([the dotnet command](https://learn.microsoft.com/dotnet/core/tools/dotnet)).
pub fn is_of_sdk(command: &Command) -> bool {
    let first = command.args.first().filter(|_| command.name() == "dotnet");
    first.is_some_and(|arg| arg.known && !arg.text.starts_with('-') && !arg.text.contains(['.', '/']))
}

pub fn of_manager(manager: Manager) -> Option<&'static str> {
    Some(match manager {
        Manager::Pip | Manager::Uv | Manager::Poetry | Manager::Pipenv | Manager::Conda => "python",
        Manager::Npm | Manager::Yarn | Manager::Pnpm => "node",
        Manager::Bun => "bun",
        Manager::Gem | Manager::Bundle => "ruby",
        Manager::Composer | Manager::Php => "php",
        Manager::Cargo => "rust",
        Manager::Go => "go",
        Manager::Maven | Manager::Gradle => "java",
        Manager::Dotnet => "dotnet",
        Manager::Mix => "elixir",
        Manager::Cabal => "haskell",
        Manager::Swift => "swift",
        Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper | Manager::Pacman => return None,
    })
}

/// What an OS package brings: the language and the line its name fixes.
pub fn of_package(package: &str) -> Option<(&'static str, Option<String>)> {
    let digits = |text: &str| -> Option<String> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let version: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        Some(version.trim_end_matches('.').to_string())
    };
    let dotted = |text: &str| digits(text).filter(|version| version.contains('.'));
    if package.ends_with("-dev") || package.ends_with("-devel") || package.ends_with("-doc") {
        return None;
    }
    let java = ["openjdk", "oracle-java", "temurin"].iter().any(|start| package.starts_with(start));
    if java || package.contains("-openjdk") {
        let version = package
            .split('-')
            .find_map(|part| digits(part).map(|v| v.trim_start_matches("1.").to_string()).filter(|v| !v.is_empty()));
        return Some(("java", version));
    }
    let php = |package: &str| {
        package == "php" || package.starts_with("php") && package.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
    };
    Some(match package {
        "python3" | "python" | "python3-minimal" | "python3-pip" | "py3-pip" | "python3-venv" => ("python", None),
        "nodejs" | "nodejs-current" | "node" => ("node", None),
        "default-jre" | "default-jre-headless" | "default-jdk" | "default-jdk-headless" => ("java", None),
        "ruby" | "ruby-full" => ("ruby", None),
        "perl" => ("perl", None),
        "r-base" | "r-base-core" => ("r", None),
        "elixir" => ("elixir", None),
        "erlang" | "erlang-base" => ("erlang", None),
        _ if package.starts_with("python3.") => ("python", digits(package)),
        // Enterprise Linux writes it without the point: `python39-pip`.
        _ if glued(package).is_some() => ("python", glued(package)),
        _ if package.starts_with("dotnet-runtime") || package.starts_with("dotnet-sdk") => ("dotnet", digits(package)),
        _ if package.starts_with("aspnetcore-runtime") => ("dotnet", digits(package)),
        _ if php(package) && !package.contains("xdebug") => (
            "php",
            dotted(package).or(digits(package).filter(|v| v.len() == 2).map(|v| format!("{}.{}", &v[..1], &v[1..]))),
        ),
        _ if package.starts_with("java-") && package.contains("amazon-corretto") => ("java", digits(package)),
        _ => return None,
    })
}

/// `3.9` of `python39-pip`.
fn glued(package: &str) -> Option<String> {
    let rest = package.strip_prefix("python3")?;
    let minor = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
    (!minor.is_empty()).then(|| format!("3.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_packages_tell_their_language() {
        assert_eq!(of_program("python3.12"), Some("python"));
        assert_eq!(of_program("gunicorn"), Some("python"));
        assert_eq!(of_program("node-exporter"), None);
        assert_eq!(of_package("openjdk-17-jre-headless"), Some(("java", Some("17".into()))));
        assert_eq!(of_package("openjdk21-jre"), Some(("java", Some("21".into()))));
        assert_eq!(of_package("java-1.8.0-openjdk"), Some(("java", Some("8.0".into()))));
        assert_eq!(of_package("php83"), Some(("php", Some("8.3".into()))));
        assert_eq!(of_package("python3-dev"), None);
        assert_eq!(of_package("python39-pip"), Some(("python", Some("3.9".into()))));
    }
}
