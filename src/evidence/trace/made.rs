//! What a command makes, by its own words for where the result goes.

use super::paths::{below, is_bin, join, like, name, parent};
use crate::evidence::effects::names::{BUILDERS, DOWNLOADERS, NEUTRAL};
use crate::shell::{Action, Arg, Command, Manager};

/// What a command has to do with a path.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    Here,
    /// It builds, and the path lies where such builds put things.
    Perhaps,
    /// Moved or copied from there.
    From(String),
    No,
}

pub fn by(command: &Command, cwd: &str, path: &str) -> Made {
    match command.name() {
        "cp" | "mv" | "install" | "ln" => moved(command, cwd, path),
        name if (is_builder(name) || DOWNLOADERS.contains(&name)) && named_output(command, cwd, path) => Made::Here,
        "go" | "xx-go" => go(command, cwd, path),
        "cargo" | "xx-cargo" | "cross" => cargo(command, path),
        "tar" | "unzip" | "bsdtar" => unpacked(command, cwd, path),
        "curl" | "wget" => fetched(command, cwd, path),
        // Puts a program's data into a copy of node: a single executable.
        "npx" | "postject" if is_injected(command, cwd, path) => Made::Here,
        _ if builds(command) => usual_place(command, path),
        _ => Made::No,
    }
}

/// Whether a command can have made anything: of any other, [`by`] says no whatever the path.
pub fn makes(command: &Command) -> bool {
    const OTHERS: [&str; 9] = ["bsdtar", "cp", "install", "ln", "mv", "npx", "postject", "tar", "unzip"];
    let name = command.name();
    OTHERS.contains(&name) || DOWNLOADERS.contains(&name) || is_builder(name) || builds(command)
}

/// Whether a command compiles or bundles.
pub fn builds(command: &Command) -> bool {
    let not_build = ["pytest", "tox", "nox", "jest", "ruff", "rubocop", "ctest", "patch", "ar", "depmod", "npx", "buf"];
    match &command.packages {
        Some(action) => action.action == Action::Build || is_tool_install(command),
        None => {
            let name = command.name();
            is_builder(name) && !not_build.contains(&name) && !command.has("--version") && !quick(command)
        }
    }
}

/// `go mod download`, `cargo fetch`, `make test`: build tools that build nothing here.
fn quick(command: &Command) -> bool {
    const QUICK: [&str; 11] =
        ["mod", "env", "version", "fetch", "test", "vet", "clean", "get", "tool", "generate", "-v"];
    let is_quick = |word: &str| QUICK.contains(&word);
    match command.name() {
        // `make test build`: one target that builds is enough.
        "make" => !command.args.is_empty() && command.args.iter().all(|arg| is_quick(&arg.text)),
        _ => command.args.first().is_some_and(|arg| is_quick(&arg.text)),
    }
}

/// `go install pkg@v`, `cargo install x`, `stack install x`: a package action that makes a program.
fn is_tool_install(command: &Command) -> bool {
    let installs = || command.packages.as_ref().is_some_and(|action| action.action == Action::Install);
    match command.name() {
        "go" | "cargo" => command.has("install"),
        "cabal" | "stack" => installs() && !command.has("--lib"),
        _ => false,
    }
}

fn is_builder(name: &str) -> bool {
    BUILDERS.contains(&name)
        || matches!(name, "bun" | "npm" | "yarn" | "pnpm" | "xx-clang" | "xx-cargo" | "cross" | "pkg" | "nexe")
        || name.ends_with("-gcc")
        || name.ends_with("-g++")
}

/// `-o`, `--output`, `--out`, `--outfile`, `-d`: the word the program calls its result.
fn named_output(command: &Command, cwd: &str, path: &str) -> bool {
    outputs(command).any(|out| {
        let target = join(cwd, out);
        like(&target, path) || below(path, &target).is_some()
    })
}

fn outputs(command: &Command) -> impl Iterator<Item = &str> {
    const NEXT: &[&str] = &[
        "-o",
        "-O",
        "--output",
        "--out",
        "--outfile",
        "--output-document",
        "--dist",
        "--distpath",
        "-C",
        "-d",
        "--root",
        "--installdir",
        "--local-bin-path",
        "--path",
        "--directory",
        "--prefix",
        "--out-dir",
        "--outdir",
        "--dest",
        "--destination",
        "--output-dir",
        "--artifact-dir",
    ];
    const GLUED: &[&str] = &[
        "-o=",
        "-o:",
        "--output=",
        "--out=",
        "--out:",
        "--outfile=",
        "-femit-bin=",
        "--distpath=",
        "--prefix=",
        "-H:Name=",
        "--installdir=",
        "--local-bin-path=",
        "--root=",
        "--outdir=",
        "-DCMAKE_INSTALL_PREFIX=",
        "DESTDIR=",
        "PREFIX=",
        "--output-dir=",
        "--directory=",
    ];
    command.args.iter().enumerate().filter_map(|(at, arg)| {
        let text = arg.text.as_str();
        if NEXT.contains(&text) {
            return command.args.get(at + 1).map(|next| next.text.as_str());
        }
        // As all of them begin.
        let glued = GLUED.iter().filter(|_| text.starts_with(['-', 'D', 'P']));
        glued.into_iter().find_map(|flag| text.strip_prefix(flag)).filter(|rest| !rest.is_empty())
    })
}

fn moved(command: &Command, cwd: &str, path: &str) -> Made {
    let mut words: Vec<&Arg> = command.args.iter().filter(|arg| !arg.text.starts_with('-')).collect();
    if command.name() == "install" {
        words.retain(|arg| !arg.text.chars().all(|c| c.is_ascii_digit()));
    }
    let Some(target) = words.pop().filter(|_| !words.is_empty()) else { return Made::No };
    let target = join(cwd, &target.text);
    let from = |word: &&Arg| {
        let source = join(cwd, &word.text);
        if target == path {
            return Some(source);
        }
        let rest = below(path, &target)?;
        if like(name(&source), rest) {
            return Some(join(parent(&source), rest));
        }
        rest.strip_prefix(name(&source)).filter(|rest| rest.starts_with('/')).map(|rest| format!("{source}{rest}"))
    };
    words.iter().find_map(from).map_or(Made::No, Made::From)
}

fn go(command: &Command, cwd: &str, path: &str) -> Made {
    let first = command.args.first().map_or("", |arg| arg.text.as_str());
    if outputs(command).next().is_some() && first == "build" {
        return Made::No;
    }
    let package = command.args.last().map_or("", |arg| arg.text.as_str());
    let package = package.split('@').next().unwrap_or_default();
    let stem = name(package);
    // `go install` alone, or with flags: the package of the directory.
    let own = package.starts_with(['.', '-']) || command.args.len() == 1;
    match first {
        "install" if path.ends_with(&format!("/bin/{stem}")) => Made::Here,
        // A package of the sources goes where all programs of Go go.
        "install" if parent(path) == "/go/bin" && own => Made::Here,
        "install" if parent(path).ends_with("/bin") => Made::Perhaps,
        "build" if parent(path) == cwd.trim_end_matches('/') => Made::Here,
        "build" => Made::Perhaps,
        _ => Made::No,
    }
}

fn cargo(command: &Command, path: &str) -> Made {
    if path.contains("/target/") || path.contains("/.cargo/bin/") || path.contains("/cargo/bin/") {
        return Made::Here;
    }
    if builds(command) { Made::Perhaps } else { Made::No }
}

fn is_injected(command: &Command, cwd: &str, path: &str) -> bool {
    let by = command.name() == "postject" || command.has("postject");
    by && command.args.iter().any(|arg| join(cwd, &arg.text) == path)
}

/// `tar -xzf … -C dir`, `unzip … -d dir`; without a directory, where it runs.
fn unpacked(command: &Command, cwd: &str, path: &str) -> Made {
    let stated = command.args.iter().position(|arg| matches!(arg.text.as_str(), "-C" | "-d" | "--directory"));
    let stated = stated.and_then(|at| command.args.get(at + 1)).map(|arg| join(cwd, &arg.text));
    let dir = stated.as_deref().unwrap_or(cwd);
    // `tail`, `cron`: the system's own.
    let tool = || is_bin(dir) && (NEUTRAL.contains(&name(path)) || name(path).starts_with("cron"));
    match below(path, dir) {
        Some(_) if tool() => Made::No,
        Some(_) if stated.is_some() => Made::Here,
        Some(_) if cwd != "/" => Made::Perhaps,
        _ => Made::No,
    }
}

/// `curl -LO`, `wget URL`: named as the address ends.
fn fetched(command: &Command, cwd: &str, path: &str) -> Made {
    let address = command.args.iter().rev().find(|arg| arg.text.contains("://"));
    let keeps =
        command.name() == "wget" || command.args.iter().any(|arg| arg.text.starts_with('-') && arg.text.contains('O'));
    match address {
        Some(address) if keeps && like(&join(cwd, name(&address.text)), path) => Made::Here,
        _ => Made::No,
    }
}

/// Where builds of a kind put what they make.
fn usual_place(command: &Command, path: &str) -> Made {
    let has = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
    let here = match command.packages.as_ref().map(|action| action.manager) {
        Some(Manager::Maven | Manager::Gradle) => has(&[".jar", ".war", "/target", "/build/", "/libs/", "/layers"]),
        Some(Manager::Dotnet) => has(&["/publish", "/out", "/bin/", ".dll"]),
        Some(Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun) => {
            has(&["/dist", "/build", "/out", "/public", "/.next", "/.output", "/lib"])
        }
        Some(Manager::Swift) => has(&["/.build/"]),
        Some(Manager::Mix) => has(&["/_build/", "/rel"]),
        Some(Manager::Cabal) => has(&["/dist-newstyle/", "/bin/", "/.local/bin/", "/.stack-work/"]),
        Some(Manager::Go) => parent(path).ends_with("/bin"),
        _ => false,
    };
    if here { Made::Here } else { Made::Perhaps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Input;
    use crate::{dockerfile, stages};

    #[test]
    fn who_made_something_is_among_those_that_can() {
        for (line, path) in [
            ("bsdtar -xf a.tgz -C /o", "/o/x"),
            ("cargo build --release", "/src/target/release/x"),
            ("cp x /o/x", "/o/x"),
            ("curl -o /o/x https://example.org/x", "/o/x"),
            ("go build -o /o/x .", "/o/x"),
            ("install x /o/x", "/o/x"),
            ("ln -s /a/x /o/x", "/o/x"),
            ("mv x /o/x", "/o/x"),
            ("mvn package", "/src/target/x.jar"),
            ("npm run build", "/src/dist/x"),
            ("npx postject /o/x BLOB x.blob", "/o/x"),
            ("postject /o/x BLOB x.blob", "/o/x"),
            ("tar -xzf a.tgz -C /o", "/o/x"),
            ("unzip a.zip -d /o", "/o/x"),
            ("wget https://example.org/x", "/src/x"),
            ("xx-go build -o /o/x .", "/o/x"),
        ] {
            let text = format!("FROM a\nWORKDIR /src\nRUN {line}\n");
            let build = stages::resolve(dockerfile::parse(&text), &Input::pasted(&text));
            let commands: Vec<&Command> =
                build.steps(0).filter_map(|step| step.run()).flat_map(|launch| &launch.commands).collect();
            assert!(commands.iter().any(|command| by(command, "/src", path) != Made::No), "{line}");
            assert!(commands.iter().any(|command| makes(command)), "{line}");
        }
    }
}
