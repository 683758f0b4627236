//! gem, bundle, composer and what PHP images bring.

use super::grammar::{Grammar, Takes};
use super::{Action, Arg, Manager, PackageAction};

const GEM: Grammar = Grammar {
    manager: Manager::Gem,
    verbs: &[
        ("install", Action::Install),
        ("i", Action::Install),
        ("uninstall", Action::Remove),
        ("update", Action::Upgrade),
        ("cleanup", Action::Clean),
        ("build", Action::Build),
    ],
    valued: &[
        ("-v", Takes::Version),
        ("--version", Takes::Version),
        ("-i", Takes::Value),
        ("--install-dir", Takes::Value),
        ("-n", Takes::Value),
        ("--bindir", Takes::Value),
        ("-s", Takes::Value),
        ("--source", Takes::Value),
        ("-P", Takes::Value),
    ],
    version: &[":"],
    bare: Action::Other,
};

const BUNDLE: Grammar = Grammar {
    manager: Manager::Bundle,
    verbs: &[
        ("install", Action::InstallManifest),
        ("package", Action::InstallManifest),
        ("cache", Action::InstallManifest),
        ("add", Action::Install),
        ("remove", Action::Remove),
        ("update", Action::Upgrade),
        ("clean", Action::Clean),
        ("exec", Action::Run),
    ],
    valued: &[
        ("--gemfile", Takes::File),
        ("--path", Takes::Value),
        ("-j", Takes::Value),
        ("--jobs", Takes::Value),
        ("--without", Takes::Value),
        ("--with", Takes::Value),
        ("--retry", Takes::Value),
    ],
    version: &[],
    bare: Action::InstallManifest,
};

const COMPOSER: Grammar = Grammar {
    manager: Manager::Composer,
    verbs: &[
        ("install", Action::InstallManifest),
        ("i", Action::InstallManifest),
        ("require", Action::Install),
        ("create-project", Action::Install),
        ("remove", Action::Remove),
        ("update", Action::Upgrade),
        ("clear-cache", Action::Clean),
        ("clearcache", Action::Clean),
        ("dump-autoload", Action::Build),
        ("dumpautoload", Action::Build),
        ("run-script", Action::Run),
        ("exec", Action::Run),
    ],
    valued: &[("-d", Takes::Value), ("--working-dir", Takes::Value), ("--ignore-platform-req", Takes::Value)],
    version: &[":", "="],
    bare: Action::Other,
};

const PHP: Grammar = Grammar {
    manager: Manager::Php,
    verbs: &[
        ("install", Action::Install),
        ("uninstall", Action::Remove),
        ("upgrade", Action::Upgrade),
        ("clear-cache", Action::Clean),
    ],
    valued: &[("-j", Takes::Value)],
    version: &["-", "@"],
    bare: Action::Other,
};

/// What a program of this kind does.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    Some(match name {
        "gem" => GEM.read(args),
        "bundle" | "bundler" => BUNDLE.read(args),
        "composer" | "composer.phar" => composer(args),
        "pecl" | "pear" => PHP.read(args),
        "docker-php-ext-install" | "install-php-extensions" => extensions(args, Action::Install),
        "docker-php-ext-enable" | "docker-php-ext-configure" => extensions(args, Action::Other),
        "php" if args.first().is_some_and(|arg| arg.text.ends_with("composer.phar")) => composer(&args[1..]),
        _ => return None,
    })
}

/// `composer global require a/b` is `composer require a/b` elsewhere.
fn composer(args: &[Arg]) -> PackageAction {
    let global = args.first().is_some_and(|arg| arg.text == "global");
    COMPOSER.read(&args[usize::from(global)..])
}

/// Every argument that is no option is an extension.
fn extensions(args: &[Arg], action: Action) -> PackageAction {
    let sorted = PHP.sort(args);
    let words = sorted.verb.into_iter().chain(sorted.rest);
    let packages = words.map(|arg| PHP.package(arg)).collect();
    PackageAction { manager: Manager::Php, action, packages, files: vec![], group: None, flags: sorted.flags }
}
