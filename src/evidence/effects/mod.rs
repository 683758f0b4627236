//! What each command of the shipped stage's RUNs does: what a base without a shell must get in another way.

mod files;
pub mod names;
mod redirect;
mod users;

pub use files::paths;
pub use redirect::targets as written;

use super::{Doing, Effect, Facts, Scene};
use crate::shell::{Action, Command, Manager, PackageAction};
use crate::stages::{Does, Launch, Step};
use names::{BUILDERS, DOWNLOADERS, NEUTRAL, WRAPPERS};

/// Adds one [`Effect`] for every command of every RUN in the shipped stage and the stages under it.
pub fn detect(scene: &Scene, facts: &mut Facts) {
    for step in scene.steps() {
        if let Does::Run(launch) = &step.does {
            facts.effects.extend(read(scene, step, launch));
        }
    }
}

fn read(scene: &Scene, step: &Step, launch: &Launch) -> Vec<Effect> {
    let text = scene.build.tree.source.text();
    let effect = |(at, command): (usize, &Command)| {
        let next = launch.commands.get(at + 1).map(|next| next.span.start);
        let end = next.filter(|&start| start >= command.span.end).unwrap_or(launch.span.end.max(command.span.end));
        let tail = text.get(command.span.start as usize..end as usize).unwrap_or_default();
        let does = classify(command, &redirect::targets(tail));
        Effect { instruction: step.instruction, command: at, span: command.span, does }
    };
    launch.commands.iter().enumerate().map(effect).collect()
}

/// What one command does. `writes` are the files its output is sent to.
pub fn classify(command: &Command, writes: &[String]) -> Doing {
    if let Some(action) = &command.packages {
        return packages(command, action);
    }
    if let Some(inner) = unwrapped(command) {
        return classify(&inner, writes);
    }
    if only_asks(command) || is_opened(command) {
        return Doing::Nothing;
    }
    if let Some(doing) = users::read(command).or_else(|| files::read(command)) {
        return doing;
    }
    by_name(command).unwrap_or_else(|| by_writes(command, writes))
}

/// `sudo apt-get …`, `env A=b sudo make`: the command inside, however often it is wrapped.
fn unwrapped(command: &Command) -> Option<Command> {
    let plain = |arg: &&crate::shell::Arg| !arg.text.starts_with('-') && !arg.text.contains('=');
    let (mut program, mut args) = (&command.program, &command.args[..]);
    while WRAPPERS.contains(&program.name()) {
        let skip = usize::from(matches!(program.name(), "gosu" | "su-exec" | "timeout"));
        let Some((at, inner)) = args.iter().enumerate().filter(|(_, arg)| plain(arg)).nth(skip) else { break };
        (program, args) = (inner, &args[at + 1..]);
    }
    let wrapped = !std::ptr::eq(program, &command.program);
    wrapped.then(|| Command {
        program: program.clone(),
        args: args.to_vec(),
        env: command.env.clone(),
        span: command.span,
        conditional: command.conditional,
        cwd: command.cwd.clone(),
        packages: None,
    })
}

/// `node --version`, `gcc -v`: asks, changes nothing.
fn only_asks(command: &Command) -> bool {
    let asks = |text: &str| matches!(text, "--version" | "-version" | "--help" | "-V" | "version");
    !command.args.is_empty() && command.args.iter().all(|arg| asks(&arg.text))
        || command.args.len() == 1 && command.args[0].text == "-v"
}

/// `bash -c "…"`: the commands inside have effects of their own.
fn is_opened(command: &Command) -> bool {
    let takes_text = |text: &str| text.starts_with('-') && !text.starts_with("--") && text.contains('c');
    super::start::is_shell(command.name()) && command.args.iter().take(3).any(|arg| takes_text(&arg.text))
}

fn packages(command: &Command, action: &PackageAction) -> Doing {
    if only_asks(command) {
        return Doing::Nothing;
    }
    if action.manager.is_of_the_os() {
        return os_packages(action);
    }
    let manager = action.manager;
    match action.action {
        Action::Install | Action::InstallManifest | Action::Remove | Action::Upgrade => {
            Doing::InstallDependencies { manager }
        }
        Action::Refresh | Action::Clean => Doing::CleanPackages,
        Action::Build => Doing::BuildProgram { manager: Some(manager) },
        Action::Run => Doing::BuildProgram { manager: Some(manager) },
        Action::Other => Doing::Configure,
    }
}

fn os_packages(action: &PackageAction) -> Doing {
    let packages = action.packages.clone();
    match action.action {
        Action::Install | Action::InstallManifest => Doing::InstallPackages { manager: action.manager, packages },
        Action::Remove => Doing::RemovePackages { packages },
        Action::Clean => Doing::CleanPackages,
        // What an upgrade brings, a maintained base has already.
        _ => Doing::RefreshPackages,
    }
}

fn by_name(command: &Command) -> Option<Doing> {
    let name = command.name();
    let first = command.args.iter().find(|arg| !arg.text.starts_with('-')).map_or("", |arg| arg.text.as_str());
    Some(match name {
        "update-ca-certificates" | "update-ca-trust" | "keytool" | "c_rehash" => Doing::Certificates,
        "locale-gen" | "update-locale" | "localedef" | "dpkg-reconfigure" if !command.has("tzdata") => Doing::Locale,
        "dpkg-reconfigure" => Doing::TimeZone,
        "apt-key"
        | "add-apt-repository"
        | "apt-add-repository"
        | "yum-config-manager"
        | "rpmkeys"
        | "debconf-set-selections"
        | "apt-config"
        | "apt-mark" => Doing::RefreshPackages,
        "dpkg" | "rpm" => local_packages(command),
        "git" => match first {
            "clone" | "fetch" | "pull" | "checkout" | "submodule" | "lfs" | "init" => Doing::Download,
            "config" => Doing::Configure,
            _ => Doing::Nothing,
        },
        "docker-php-ext-install"
        | "docker-php-ext-configure"
        | "docker-php-ext-enable"
        | "pecl"
        | "install-php-extensions"
        | "phpize"
        | "docker-php-source" => Doing::InstallDependencies { manager: Manager::Php },
        "python" | "python3" | "python2" | "php" | "ruby" | "rake" | "rails" | "perl" | "node" => scripted(command)?,
        name if DOWNLOADERS.contains(&name) => Doing::Download,
        name if BUILDERS.contains(&name) => Doing::BuildProgram { manager: None },
        name if names::CONFIGURERS.contains(&name) => Doing::Configure,
        _ => return None,
    })
}

/// `dpkg -i x.deb` installs; `dpkg --print-architecture` only asks.
fn local_packages(command: &Command) -> Doing {
    let manager = if command.name() == "dpkg" { Manager::Apt } else { Manager::Dnf };
    let installs = |flag: &str| {
        matches!(flag, "--install" | "--unpack" | "--upgrade") || flag.starts_with("-i") || flag.starts_with("-U")
    };
    if command.has("--import") || command.has("--add-architecture") {
        return Doing::RefreshPackages;
    }
    if !command.args.iter().any(|arg| installs(&arg.text)) {
        return Doing::Nothing;
    }
    let files = command.args.iter().filter(|arg| !arg.text.starts_with('-'));
    let packages = files.map(|arg| crate::shell::Package {
        name: arg.text.clone(),
        version: None,
        span: arg.span,
        known: arg.known,
    });
    Doing::InstallPackages { manager, packages: packages.collect() }
}

/// `python -m compileall`, `manage.py collectstatic`, `artisan config:cache`: part of the build.
fn scripted(command: &Command) -> Option<Doing> {
    let words: Vec<&str> = command.args.iter().map(|arg| arg.text.as_str()).collect();
    let built = |word: &&str| {
        matches!(
            *word,
            "compileall"
                | "collectstatic"
                | "compilemessages"
                | "build"
                | "venv"
                | "virtualenv"
                | "setup.py"
                | "assets:precompile"
                | "artisan"
                | "bin/console"
                | "compile"
        )
    };
    words.iter().any(built).then_some(Doing::BuildProgram { manager: None })
}

fn by_writes(command: &Command, writes: &[String]) -> Doing {
    let name = command.name();
    let tee = (name == "tee").then(|| files::paths(command));
    let written: Vec<&str> = writes.iter().chain(tee.iter().flatten()).map(String::as_str).collect();
    let lasting = written.iter().find(|path| !path.starts_with("/dev/"));
    match lasting {
        Some(path) if NEUTRAL.contains(&name) || name == "tee" => files::purpose(path).unwrap_or(Doing::Configure),
        None if NEUTRAL.contains(&name) || name == "tee" => Doing::Nothing,
        _ => Doing::Unknown { program: command.program.text.clone() },
    }
}

#[cfg(test)]
mod tests;
