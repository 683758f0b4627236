//! pip, uv, poetry, pipenv, conda.

use super::grammar::{Grammar, Takes};
use super::{Action, Arg, Manager, PackageAction};

const PIP: Grammar = Grammar {
    manager: Manager::Pip,
    verbs: &[
        ("install", Action::Install),
        ("uninstall", Action::Remove),
        ("sync", Action::InstallManifest),
        ("wheel", Action::Build),
        ("download", Action::Other),
        ("cache", Action::Clean),
    ],
    valued: &[
        ("-r", Takes::File),
        ("--requirement", Takes::File),
        ("--requirements", Takes::File),
        ("-e", Takes::Package),
        ("--editable", Takes::Package),
        ("-c", Takes::Value),
        ("--constraint", Takes::Value),
        ("-i", Takes::Value),
        ("--index-url", Takes::Value),
        ("--extra-index-url", Takes::Value),
        ("-f", Takes::Value),
        ("--find-links", Takes::Value),
        ("-t", Takes::Value),
        ("--target", Takes::Value),
        ("--prefix", Takes::Value),
        ("--root", Takes::Value),
        ("--trusted-host", Takes::Value),
        ("--cache-dir", Takes::Value),
        ("-w", Takes::Value),
        ("--wheel-dir", Takes::Value),
        ("--timeout", Takes::Value),
        ("--default-timeout", Takes::Value),
        ("--retries", Takes::Value),
        ("--platform", Takes::Value),
        ("--python-version", Takes::Value),
        ("--implementation", Takes::Value),
        ("--abi", Takes::Value),
        ("--no-binary", Takes::Value),
        ("--only-binary", Takes::Value),
        ("--global-option", Takes::Value),
        ("--install-option", Takes::Value),
        ("--progress-bar", Takes::Value),
        ("--python", Takes::Value),
        ("-p", Takes::Value),
        ("--index-strategy", Takes::Value),
        ("--log", Takes::Value),
        ("--proxy", Takes::Value),
        ("--upgrade-strategy", Takes::Value),
    ],
    version: &["==", ">=", "<=", "~=", "!=", ">", "<", "@"],
    bare: Action::Other,
};

const UV: Grammar = Grammar {
    manager: Manager::Uv,
    verbs: &[
        ("sync", Action::InstallManifest),
        ("add", Action::Install),
        ("remove", Action::Remove),
        ("run", Action::Run),
        ("build", Action::Build),
        ("lock", Action::Other),
        ("venv", Action::Other),
        ("cache", Action::Clean),
    ],
    valued: &[
        ("--project", Takes::Value),
        ("--directory", Takes::Value),
        ("--group", Takes::Value),
        ("--extra", Takes::Value),
        ("--python", Takes::Value),
        ("-p", Takes::Value),
        ("--package", Takes::Value),
        ("--cache-dir", Takes::Value),
        ("--no-group", Takes::Value),
        ("--only-group", Takes::Value),
        ("--with", Takes::Value),
        ("--link-mode", Takes::Value),
        ("-r", Takes::File),
        ("--requirements", Takes::File),
    ],
    version: PIP.version,
    bare: Action::Other,
};

const POETRY: Grammar = Grammar {
    manager: Manager::Poetry,
    verbs: &[
        ("install", Action::InstallManifest),
        ("sync", Action::InstallManifest),
        ("add", Action::Install),
        ("remove", Action::Remove),
        ("update", Action::Upgrade),
        ("build", Action::Build),
        ("run", Action::Run),
        ("cache", Action::Clean),
    ],
    valued: &[
        ("--with", Takes::Value),
        ("--without", Takes::Value),
        ("--only", Takes::Value),
        ("-E", Takes::Value),
        ("--extras", Takes::Value),
        ("-C", Takes::Value),
        ("--directory", Takes::Value),
        ("-P", Takes::Value),
    ],
    version: PIP.version,
    bare: Action::Other,
};

const PIPENV: Grammar = Grammar {
    manager: Manager::Pipenv,
    verbs: &[
        ("install", Action::Install),
        ("sync", Action::InstallManifest),
        ("uninstall", Action::Remove),
        ("update", Action::Upgrade),
        ("run", Action::Run),
        ("clean", Action::Clean),
    ],
    valued: &[
        ("-r", Takes::File),
        ("--requirements", Takes::File),
        ("--python", Takes::Value),
        ("--categories", Takes::Value),
    ],
    version: PIP.version,
    bare: Action::Other,
};

const CONDA: Grammar = Grammar {
    manager: Manager::Conda,
    verbs: &[
        ("install", Action::Install),
        ("create", Action::Install),
        ("remove", Action::Remove),
        ("uninstall", Action::Remove),
        ("update", Action::Upgrade),
        ("upgrade", Action::Upgrade),
        ("clean", Action::Clean),
        ("run", Action::Run),
    ],
    valued: &[
        ("-c", Takes::Value),
        ("--channel", Takes::Value),
        ("-n", Takes::Value),
        ("--name", Takes::Value),
        ("-p", Takes::Value),
        ("--prefix", Takes::Value),
        ("-f", Takes::File),
        ("--file", Takes::File),
    ],
    version: &["==", ">=", "<=", "=", ">", "<"],
    bare: Action::Other,
};

/// What a program of this kind does.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    Some(match name {
        "uv" => uv(args),
        "poetry" => POETRY.read(args),
        "pipenv" => manifest(PIPENV.read(args)),
        "conda" | "mamba" | "micromamba" => conda(args),
        "pipx" => PIP.read(args),
        _ if is_pip(name) => manifest(PIP.read(args)),
        _ if name.starts_with("python") || name.starts_with("pypy") => module(args)?,
        _ => return None,
    })
}

/// `pip`, `pip3`, `pip3.12`.
fn is_pip(name: &str) -> bool {
    name.strip_prefix("pip").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// `python -m pip …`
fn module(args: &[Arg]) -> Option<PackageAction> {
    let at = args.iter().take_while(|arg| arg.text.starts_with('-') && arg.text != "-m").count();
    let named = args.get(at).is_some_and(|arg| arg.text == "-m");
    let tool = args.get(at + 1).filter(|_| named)?;
    matches!(tool.text.as_str(), "pip" | "uv" | "poetry" | "pipenv").then(|| read(&tool.text, &args[at + 2..]))?
}

/// `uv pip install`, `uv tool install`, and the project's own verbs.
fn uv(args: &[Arg]) -> PackageAction {
    match args.first().map(|arg| arg.text.as_str()) {
        Some("pip") => PackageAction { manager: Manager::Uv, ..manifest(PIP.read(&args[1..])) },
        Some("tool" | "python") => {
            let read = PIP.read(&args[1..]);
            let action = if args[0].text == "python" { Action::Other } else { read.action };
            PackageAction { manager: Manager::Uv, action, ..read }
        }
        _ => UV.read(args),
    }
}

/// `conda env create -f environment.yml`
fn conda(args: &[Arg]) -> PackageAction {
    if args.first().is_some_and(|arg| arg.text == "env") {
        let mut action = CONDA.read(&args[1..]);
        action.packages.clear();
        return manifest(action);
    }
    manifest(CONDA.read(args))
}

/// Nothing named: what a file lists is installed. A path is a project, not a package.
fn manifest(mut action: PackageAction) -> PackageAction {
    if action.action != Action::Install {
        return action;
    }
    let is_path = |name: &str| name.starts_with(['.', '/']) || name.ends_with(".whl") || name.ends_with(".tar.gz");
    let paths = action.packages.iter().filter(|package| is_path(&package.name));
    action.files.extend(paths.map(|package| Arg {
        text: package.name.clone(),
        span: package.span,
        known: package.known,
    }));
    action.packages.retain(|package| !is_path(&package.name));
    if action.packages.is_empty() {
        action.action = Action::InstallManifest;
    }
    action
}
