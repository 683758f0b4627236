//! Tools that build: cargo, go, Maven, Gradle, dotnet, mix, cabal, swift.

use super::grammar::{Grammar, Takes};
use super::{Action, Arg, Manager, Package, PackageAction};

const CARGO: Grammar = Grammar {
    manager: Manager::Cargo,
    verbs: &[
        ("install", Action::Install),
        ("binstall", Action::Install),
        ("add", Action::Install),
        ("uninstall", Action::Remove),
        ("fetch", Action::InstallManifest),
        ("build", Action::Build),
        ("b", Action::Build),
        ("zigbuild", Action::Build),
        ("rustc", Action::Build),
        ("chef", Action::Build),
        ("auditable", Action::Build),
        ("run", Action::Run),
        ("r", Action::Run),
        ("test", Action::Other),
        ("clean", Action::Clean),
        ("update", Action::Upgrade),
    ],
    valued: &[
        ("--version", Takes::Version),
        ("--vers", Takes::Version),
        ("--path", Takes::Value),
        ("--root", Takes::Value),
        ("--git", Takes::Value),
        ("--tag", Takes::Value),
        ("--rev", Takes::Value),
        ("--branch", Takes::Value),
        ("--target", Takes::Value),
        ("--features", Takes::Value),
        ("-F", Takes::Value),
        ("--manifest-path", Takes::File),
        ("--profile", Takes::Value),
        ("--bin", Takes::Value),
        ("-p", Takes::Value),
        ("--package", Takes::Value),
        ("--target-dir", Takes::Value),
        ("-j", Takes::Value),
        ("--recipe-path", Takes::Value),
    ],
    version: &["@"],
    bare: Action::Other,
};

const GO: Grammar = Grammar {
    manager: Manager::Go,
    verbs: &[
        ("install", Action::Install),
        ("get", Action::Install),
        ("build", Action::Build),
        ("run", Action::Run),
        ("clean", Action::Clean),
        ("generate", Action::Other),
        ("test", Action::Other),
    ],
    valued: &[
        ("-o", Takes::Value),
        ("-ldflags", Takes::Value),
        ("--ldflags", Takes::Value),
        ("-tags", Takes::Value),
        ("--tags", Takes::Value),
        ("-gcflags", Takes::Value),
        ("-asmflags", Takes::Value),
        ("-mod", Takes::Value),
        ("-modfile", Takes::File),
        ("-buildmode", Takes::Value),
        ("-installsuffix", Takes::Value),
        ("-p", Takes::Value),
        ("-C", Takes::Value),
        ("-pkgdir", Takes::Value),
        ("-toolexec", Takes::Value),
        ("-compiler", Takes::Value),
    ],
    version: &["@"],
    bare: Action::Other,
};

const DOTNET: Grammar = Grammar {
    manager: Manager::Dotnet,
    verbs: &[
        ("restore", Action::InstallManifest),
        ("build", Action::Build),
        ("publish", Action::Build),
        ("pack", Action::Build),
        ("msbuild", Action::Build),
        ("run", Action::Run),
        ("clean", Action::Clean),
    ],
    valued: &[
        ("-c", Takes::Value),
        ("--configuration", Takes::Value),
        ("-o", Takes::Value),
        ("--output", Takes::Value),
        ("-r", Takes::Value),
        ("--runtime", Takes::Value),
        ("-a", Takes::Value),
        ("--arch", Takes::Value),
        ("--os", Takes::Value),
        ("-f", Takes::Value),
        ("--framework", Takes::Value),
        ("-v", Takes::Value),
        ("--verbosity", Takes::Value),
        ("--version", Takes::Version),
        ("--tool-path", Takes::Value),
        ("--project", Takes::File),
        ("-s", Takes::Value),
        ("--source", Takes::Value),
        ("--configfile", Takes::Value),
        ("--packages", Takes::Value),
    ],
    version: &["@"],
    bare: Action::Other,
};

const MIX: Grammar = Grammar {
    manager: Manager::Mix,
    verbs: &[
        ("deps.get", Action::InstallManifest),
        ("deps.compile", Action::Build),
        ("compile", Action::Build),
        ("release", Action::Build),
        ("assets.deploy", Action::Build),
        ("assets.build", Action::Build),
        ("phx.digest", Action::Build),
        ("escript.build", Action::Build),
        ("run", Action::Run),
        ("phx.server", Action::Run),
        ("archive.install", Action::Install),
        ("clean", Action::Clean),
    ],
    valued: &[("--only", Takes::Value), ("--env", Takes::Value)],
    version: &[],
    bare: Action::Run,
};

const CABAL: Grammar = Grammar {
    manager: Manager::Cabal,
    verbs: &[
        ("update", Action::Refresh),
        ("install", Action::Install),
        ("build", Action::Build),
        ("run", Action::Run),
        ("exec", Action::Run),
        ("clean", Action::Clean),
    ],
    valued: &[
        ("--installdir", Takes::Value),
        ("--install-method", Takes::Value),
        ("--constraint", Takes::Value),
        ("-w", Takes::Value),
        ("--resolver", Takes::Value),
        ("--snapshot", Takes::Value),
        ("--stack-yaml", Takes::File),
        ("--work-dir", Takes::Value),
        ("--local-bin-path", Takes::Value),
        ("--ghc-options", Takes::Value),
        ("--flag", Takes::Value),
        ("-j", Takes::Value),
    ],
    version: &[],
    bare: Action::Other,
};

const SWIFT: Grammar = Grammar {
    manager: Manager::Swift,
    verbs: &[("build", Action::Build), ("run", Action::Run), ("test", Action::Other)],
    valued: &[
        ("-c", Takes::Value),
        ("--configuration", Takes::Value),
        ("--product", Takes::Value),
        ("-Xswiftc", Takes::Value),
        ("-Xlinker", Takes::Value),
    ],
    version: &[],
    bare: Action::Other,
};

/// What a program of this kind does.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    Some(match name {
        "cargo" => cargo(args),
        "go" => go(args),
        "mvn" | "mvnw" | "mvnd" => goals(Manager::Maven, args),
        "gradle" | "gradlew" => goals(Manager::Gradle, args),
        "dotnet" => dotnet(args),
        "mix" => mix(args),
        "cabal" | "stack" => cabal(args),
        "swift" => SWIFT.read(args),
        _ => return None,
    })
}

/// `mix do deps.get, compile, release`, `mix do deps.get + release`: tasks in any number; what is built last decides
/// ([mix do](https://hexdocs.pm/mix/Mix.Tasks.Do.html)).
fn mix(args: &[Arg]) -> PackageAction {
    let Some(("do", rest)) = args.split_first().map(|(first, rest)| (first.text.as_str(), rest)) else {
        return MIX.read(args);
    };
    let plain = |arg: &Arg| Arg { text: arg.text.trim_end_matches(',').into(), ..arg.clone() };
    let tasks: Vec<Arg> = rest.iter().map(plain).collect();
    let read = |at: usize| MIX.read(&tasks[at..]);
    let mut all = (0..tasks.len()).map(read);
    let told = [Action::Build, Action::InstallManifest];
    let first = all.find(|one| told.contains(&one.action)).unwrap_or_else(|| MIX.read(&tasks));
    all.find(|one| one.action == Action::Build).unwrap_or(first)
}

/// `cargo +nightly build`; `cargo install --path .` builds the project at hand.
fn cargo(args: &[Arg]) -> PackageAction {
    let skip = usize::from(args.first().is_some_and(|arg| arg.text.starts_with('+')));
    let mut read = CARGO.read(&args[skip..]);
    let own = read.flags.iter().any(|flag| flag.text == "--path" || flag.text.starts_with("--path="));
    if read.action == Action::Install && own {
        read.action = Action::Build;
        read.packages.clear();
    }
    if args.get(skip).is_some_and(|arg| arg.text == "chef")
        && args.get(skip + 1).is_some_and(|arg| arg.text == "prepare")
    {
        read.action = Action::Other;
    }
    read
}

/// `cabal v2-install`, `new-build`: the verb behind its generation. Without a package, or with one of the sources,
/// `install` builds the project at hand.
fn cabal(args: &[Arg]) -> PackageAction {
    let plain = |arg: &Arg| {
        let verb = ["v1-", "v2-", "new-"].iter().find_map(|age| arg.text.strip_prefix(age));
        Arg { text: verb.unwrap_or(&arg.text).into(), ..arg.clone() }
    };
    let mut read = CABAL.read(&args.iter().map(plain).collect::<Vec<_>>());
    let own = |name: &str| name.starts_with([':', '.', '/']) || matches!(name, "all" | "");
    if read.action == Action::Install && read.packages.iter().all(|package| own(&package.name)) {
        read.action = Action::Build;
        read.packages.clear();
    }
    read
}

/// `go mod download`; `go install ./cmd/x` builds the project at hand.
fn go(args: &[Arg]) -> PackageAction {
    let words: Vec<&str> = args.iter().filter(|arg| !arg.text.starts_with('-')).map(|arg| arg.text.as_str()).collect();
    let mut read = GO.read(args);
    match words.as_slice() {
        ["mod", "download" | "vendor" | "tidy", ..] => read.action = Action::InstallManifest,
        ["get"] => read.action = Action::InstallManifest,
        _ => {}
    }
    let local = |name: &str| name.starts_with('.') || name.is_empty();
    if read.action == Action::Install
        && read.packages.iter().all(|package| local(&package.name) && package.version.is_none())
    {
        let get = words.first() == Some(&"get");
        read.action = if get { Action::InstallManifest } else { Action::Build };
        read.packages.clear();
    }
    read
}

/// `dotnet tool install x`, `dotnet add package x`, `dotnet app.dll`.
fn dotnet(args: &[Arg]) -> PackageAction {
    let words: Vec<&Arg> = args.iter().filter(|arg| !arg.text.starts_with('-')).collect();
    let texts: Vec<&str> = words.iter().map(|arg| arg.text.as_str()).collect();
    let mut read = DOTNET.read(args);
    match texts.as_slice() {
        ["tool", "restore", ..] | ["workload", "restore", ..] => read.action = Action::InstallManifest,
        ["tool" | "workload", "install", ..] => {
            read.action = Action::Install;
            let sorted = DOTNET.sort(args);
            let version = |package| Package { version: sorted.version.clone(), ..package };
            read.packages = sorted.rest.iter().skip(1).map(|arg| version(DOTNET.package(arg))).collect();
        }
        [first, ..] if first.ends_with(".dll") => read.action = Action::Run,
        _ => {}
    }
    read
}

/// Maven and Gradle: goals and tasks in any number; the most telling one decides.
fn goals(manager: Manager, args: &[Arg]) -> PackageAction {
    let goals: Vec<&str> =
        args.iter().filter(|arg| !arg.text.starts_with('-')).map(|arg| last_part(&arg.text)).collect();
    let any = |names: &[&str]| goals.iter().any(|goal| names.contains(goal));
    let builds = [
        "package",
        "install",
        "verify",
        "deploy",
        "compile",
        "assemble",
        "build",
        "bootJar",
        "bootWar",
        "jar",
        "war",
        "shadowJar",
        "installDist",
        "distTar",
        "distZip",
        "buildFatJar",
        "quarkusBuild",
        "nativeCompile",
        "publish",
        "build-image",
        "native",
        "repackage",
        "compileJava",
        "classes",
        "fatJar",
        "uberJar",
    ];
    let manifest = [
        "go-offline",
        "resolve",
        "resolve-plugins",
        "dependencies",
        "copy-dependencies",
        "downloadDependencies",
        "resolveDependencies",
        "dependencyTree",
    ];
    let action = match () {
        () if any(&builds) => Action::Build,
        () if any(&manifest) => Action::InstallManifest,
        () if any(&["run", "bootRun", "java", "exec", "dev", "quarkusDev"]) => Action::Run,
        () if any(&["clean"]) => Action::Clean,
        () => Action::Other,
    };
    let files = file_options(args);
    let flags = args.iter().filter(|arg| arg.text.starts_with('-')).cloned().collect();
    PackageAction { manager, action, packages: vec![], files, group: None, flags }
}

/// `:app:bootJar` and `dependency:go-offline`.
fn last_part(goal: &str) -> &str {
    goal.rsplit(':').next().unwrap_or_default()
}

/// `-f pom.xml`
fn file_options(args: &[Arg]) -> Vec<Arg> {
    let names = ["-f", "--file", "-b", "--build-file"];
    args.windows(2).filter(|pair| names.contains(&pair[0].text.as_str())).map(|pair| pair[1].clone()).collect()
}
