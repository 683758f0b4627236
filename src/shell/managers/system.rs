//! Packages of the operating system: apt, apk, dnf and its family, zypper, pacman.

use super::grammar::{Grammar, Takes};
use super::{Action, Arg, Manager, PackageAction};

const APT: Grammar = Grammar {
    manager: Manager::Apt,
    verbs: &[
        ("install", Action::Install),
        ("reinstall", Action::Install),
        ("build-dep", Action::Other),
        ("remove", Action::Remove),
        ("purge", Action::Remove),
        ("autoremove", Action::Remove),
        ("autopurge", Action::Remove),
        ("update", Action::Refresh),
        ("upgrade", Action::Upgrade),
        ("full-upgrade", Action::Upgrade),
        ("dist-upgrade", Action::Upgrade),
        ("safe-upgrade", Action::Upgrade),
        ("clean", Action::Clean),
        ("autoclean", Action::Clean),
    ],
    valued: &[
        ("-o", Takes::Value),
        ("--option", Takes::Value),
        ("-t", Takes::Value),
        ("--target-release", Takes::Value),
        ("--default-release", Takes::Value),
        ("-c", Takes::Value),
        ("--config-file", Takes::Value),
        ("-a", Takes::Value),
    ],
    version: &["=", "/"],
    bare: Action::Other,
};

const APK: Grammar = Grammar {
    manager: Manager::Apk,
    verbs: &[
        ("add", Action::Install),
        ("del", Action::Remove),
        ("update", Action::Refresh),
        ("upgrade", Action::Upgrade),
        ("cache", Action::Clean),
    ],
    valued: &[
        ("-t", Takes::Group),
        ("--virtual", Takes::Group),
        ("-X", Takes::Value),
        ("--repository", Takes::Value),
        ("-p", Takes::Value),
        ("--root", Takes::Value),
        ("--arch", Takes::Value),
        ("--keys-dir", Takes::Value),
        ("--repositories-file", Takes::Value),
        ("--cache-dir", Takes::Value),
        ("--wait", Takes::Value),
    ],
    version: &["~=", ">=", "<=", "=", "~", ">", "<", "@"],
    bare: Action::Other,
};

const DNF: Grammar = Grammar {
    manager: Manager::Dnf,
    verbs: &[
        ("install", Action::Install),
        ("localinstall", Action::Install),
        ("reinstall", Action::Install),
        ("groupinstall", Action::Install),
        ("remove", Action::Remove),
        ("erase", Action::Remove),
        ("autoremove", Action::Remove),
        ("makecache", Action::Refresh),
        ("check-update", Action::Refresh),
        ("update", Action::Upgrade),
        ("upgrade", Action::Upgrade),
        ("distro-sync", Action::Upgrade),
        ("clean", Action::Clean),
    ],
    valued: &[
        ("--installroot", Takes::Value),
        ("--releasever", Takes::Value),
        ("--setopt", Takes::Value),
        ("--enablerepo", Takes::Value),
        ("--disablerepo", Takes::Value),
        ("--repo", Takes::Value),
        ("--repoid", Takes::Value),
        ("--disableplugin", Takes::Value),
        ("--forcearch", Takes::Value),
        ("-x", Takes::Value),
        ("--exclude", Takes::Value),
        ("-c", Takes::Value),
    ],
    version: &[],
    bare: Action::Other,
};

/// `dnf module …`: what chooses a line prepares what is installed
/// ([RHEL: managing software](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/managing_software_with_the_dnf_tool/)).
const MODULES: Grammar = Grammar {
    verbs: &[
        ("install", Action::Install),
        ("remove", Action::Remove),
        ("enable", Action::Refresh),
        ("disable", Action::Refresh),
        ("reset", Action::Refresh),
        ("switch-to", Action::Refresh),
        ("list", Action::Refresh),
    ],
    version: &[":"],
    ..DNF
};

const ZYPPER: Grammar = Grammar {
    manager: Manager::Zypper,
    verbs: &[
        ("install", Action::Install),
        ("in", Action::Install),
        ("remove", Action::Remove),
        ("rm", Action::Remove),
        ("refresh", Action::Refresh),
        ("ref", Action::Refresh),
        ("update", Action::Upgrade),
        ("up", Action::Upgrade),
        ("dup", Action::Upgrade),
        ("patch", Action::Upgrade),
        ("clean", Action::Clean),
        ("cc", Action::Clean),
    ],
    valued: &[
        ("-R", Takes::Value),
        ("--root", Takes::Value),
        ("--installroot", Takes::Value),
        ("-r", Takes::Value),
        ("--repo", Takes::Value),
        ("--from", Takes::Value),
        ("-t", Takes::Value),
        ("--type", Takes::Value),
    ],
    version: &[">=", "<=", "=", ">", "<"],
    bare: Action::Other,
};

/// What a program of this kind does.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    Some(match name {
        "apt-get" | "apt" | "aptitude" => without_group_end(APT.read(args)),
        // Scripts of [minideb](https://github.com/bitnami/minideb) and of Kubernetes' debian-base around it.
        "clean-install" | "install_packages" => APT.read(&after("install", args)),
        // The same of [Glider Labs' Alpine](https://github.com/gliderlabs/docker-alpine).
        "apk-install" => APK.read(&after("add", args)),
        "apk" => remove_group(APK.read(args)),
        "dnf" | "dnf5" | "yum" | "microdnf" | "tdnf" => module(args).unwrap_or_else(|| DNF.read(args)),
        "zypper" => ZYPPER.read(args),
        "pacman" | "yay" => pacman(args),
        _ => return None,
    })
}

/// Every word is a package, as if the verb stood before them.
fn after(verb: &str, args: &[Arg]) -> Vec<Arg> {
    let verb = args.first().map(|first| Arg { text: verb.into(), ..first.clone() });
    verb.into_iter().chain(args.iter().cloned()).collect()
}

/// `module install nodejs:14/common`.
fn module(args: &[Arg]) -> Option<PackageAction> {
    let at = args.iter().position(|arg| !arg.text.starts_with('-'))?;
    let others = || args[..at].iter().chain(&args[at + 1..]).cloned().collect::<Vec<Arg>>();
    let mut action = (args[at].text == "module").then(|| MODULES.read(&others()))?;
    // A stream is no version of the package.
    action.packages.iter_mut().for_each(|package| package.version = None);
    Some(action)
}

/// `apt-get install curl-` removes curl; `curl+` only installs it.
fn without_group_end(mut action: PackageAction) -> PackageAction {
    if action.action == Action::Install {
        action.packages.retain(|package| !package.name.ends_with('-'));
    }
    action
}

/// `apk del .build-deps`: the name of a group, by custom with a dot in front.
fn remove_group(mut action: PackageAction) -> PackageAction {
    if action.action == Action::Remove {
        let group = action.packages.iter().find(|package| package.name.starts_with('.'));
        action.group = group.map(|package| package.name.clone());
    }
    action
}

/// `-S` installs, `-Sy` also refreshes, `-Syu` also upgrades, `-R` removes, `-Sc` cleans.
fn pacman(args: &[Arg]) -> PackageAction {
    let short = |arg: &&Arg| arg.text.starts_with('-') && !arg.text.starts_with("--");
    let operation = args.iter().find(short).map_or("", |arg| arg.text.as_str());
    let (flags, names): (Vec<&Arg>, Vec<&Arg>) = args.iter().partition(|arg| arg.text.starts_with('-'));
    let sync = operation.contains('S') || args.iter().any(|arg| arg.text == "--sync");
    let action = match () {
        () if sync && operation.contains('c') => Action::Clean,
        () if sync && !names.is_empty() => Action::Install,
        () if sync && operation.contains('u') => Action::Upgrade,
        () if sync => Action::Refresh,
        () if operation.contains('R') => Action::Remove,
        () if operation.contains('U') => Action::Install,
        () => Action::Other,
    };
    let grammar = Grammar { manager: Manager::Pacman, verbs: &[], valued: &[], version: &["="], bare: action };
    let packages = names.into_iter().map(|arg| grammar.package(arg)).collect();
    let flags = flags.into_iter().cloned().collect();
    PackageAction { manager: Manager::Pacman, action, packages, files: vec![], group: None, flags }
}
