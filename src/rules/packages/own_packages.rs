//! The system's packages of a language, on a base that brings the language by itself.
//!
//! Docker's own images of Python, Node.js, Ruby, Perl and PHP build theirs into `/usr/local`
//! ([python](https://github.com/docker-library/python/blob/master/Dockerfile-linux.template) and its siblings): the
//! system's interpreter is a second one there, and what is packaged for that one the first does not see. On Debian, PHP's
//! image refuses the packages outright
//! ([no-debian-php](https://github.com/docker-library/php/blob/master/Dockerfile-linux.template)).

use super::installs::{self, Install};
use super::{python_2_names, sources};
use crate::catalogue::packages::Distro;
use crate::catalogue::{Family, Image};
use crate::rules::claims::*;
use crate::rules::languages::runtimes::{self, Needed};
use crate::rules::languages::yarns;
use crate::shell::Command;

/// What a package of the system is to a language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The interpreter, its package tool, its headers: the image has them.
    Own,
    /// A module for the system's interpreter.
    Module,
}

/// The language that an image brings where the present base has none and the program needs it.
fn language(case: &Case, image: &Image) -> Option<&'static str> {
    let name = image.runtime.as_ref()?.name;
    let bare = case.present().is_some_and(|now| now.runtime.is_none());
    let needed =
        || *case.once.language.get_or_init(case.facts, || Needed::of(case).map(|needed| needed.name)) == Some(name);
    (bare && matches!(name, "python" | "node" | "ruby" | "perl" | "php") && needed()).then_some(name)
}

/// The same, of Docker's own images.
fn brought(case: &Case, image: &Image) -> Option<&'static str> {
    language(case, image).filter(|name| image.repository.strip_prefix("docker.io/library/") == Some(name))
}

/// Whether the base takes the place of installing a language.
pub fn replaces(case: &Case, image: &Image) -> bool {
    brought(case, image).is_some_and(|name| case.installs().iter().any(|one| part(name, &one.package.name).is_some()))
}

/// [deadsnakes](https://launchpad.net/~deadsnakes/+archive/ubuntu/ppa) holds Pythons for Ubuntu, and nothing else: with the
/// base's own Python it is not added.
pub fn needs_no_archive(case: &Case, command: &Command, image: &Image) -> bool {
    let adds = sources::adds_archive(command) && command.args.iter().any(|arg| is_deadsnakes(&arg.text));
    adds && brought(case, image) == Some("python") && !*keeps_system(case, "python")
}

fn is_deadsnakes(archive: &str) -> bool {
    archive.strip_prefix("ppa:deadsnakes").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A package that the base has in another form; where a module asks for the system's interpreter, that stays.
pub fn has_own(case: &Case, install: &Install, image: &Image) -> bool {
    let is_own = |name| part_on(image, name, install) == Some(Part::Own);
    let own = |name| is_own(name) || name == "node" && yarns::has_own(install, image);
    brought(case, image).is_some_and(|name| own(name) && (name == "php" || !*keeps_system(case, name)))
}

/// A module of the system's for a language that the base brings: told of by itself.
pub fn is_module(case: &Case, install: &Install, image: &Image) -> bool {
    brought(case, image).is_some_and(|name| part_on(image, name, install) == Some(Part::Module))
}

/// The language that the base brings in place of the system's, where nothing asks for the latter.
pub fn in_place(case: &Case, image: &Image) -> Option<&'static str> {
    let name = brought(case, image).filter(|_| replaces(case, image))?;
    (!*keeps_system(case, name)).then_some(name)
}

/// The same, of the stage that the file has.
pub fn takes_over(case: &Case, choice: &Choice) -> Option<&'static str> {
    in_place(case, &choice.image).filter(|_| choice.shape == Shape::Swap)
}

/// Modules are installed from the archive.
fn keeps_system<'a>(case: &'a Case, language: &str) -> &'a bool {
    case.once.keeps_system.get_or_init(case.facts, || {
        // Most modules of Python 2 are no longer packaged.
        let of_2 = |name: &str| name.starts_with("python-") || name.starts_with("py-");
        let old = |name: &str| of_2(name) && python_2_names::stayed(name).is_none();
        let module = |one: &Install| part(language, &one.package.name) == Some(Part::Module) && !old(&one.package.name);
        case.every_install().iter().any(module)
    })
}

/// Modules that the base's own interpreter will not find.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    if choice.shape == Shape::Split {
        return built_elsewhere(case, choice, rule);
    }
    let name = brought(case, &choice.image)?;
    let lost = |one: &&Install| installs::ships(one, choice) && is_module(case, one, &choice.image);
    let lost: Vec<&Install> = case.every_install().iter().filter(lost).collect();
    let spans: Vec<Span> = lost.iter().map(|one| one.package.span).collect();
    let packages = codes(case.lang(), &lost.iter().map(|one| one.package.name.as_str()).collect::<Vec<_>>());
    let (lang, line, image) =
        (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)), &choice.image.reference);
    let of = runtimes::title(name);
    let with = match name {
        "python" => "pip install",
        "node" => "npm install",
        "ruby" => "gem install",
        "perl" => "cpanm",
        _ => "docker-php-ext-install",
    };
    let text = match name {
        "php" => say!(lang,
            en: "{line} installs {packages} for the system's PHP; `{image}` has a PHP of its own, for which `{with}` adds extensions, and on Debian it refuses those packages.",
            de: "{line} installiert {packages} für das PHP des Systems; `{image}` hat ein eigenes, dem `{with}` Erweiterungen hinzufügt, und lehnt diese Pakete auf Debian ab.",
            zh: "{line}为系统自带的 PHP 安装 {packages}；`{image}` 有自己的 PHP，需用 `{with}` 添加扩展，而且在 Debian 上会拒绝这些软件包。"),
        _ => say!(lang,
            en: "{line} installs {packages} for the system's {of}; `{image}` runs its own, which does not see them: add them with `{with}`.",
            de: "{line} installiert {packages} für das {of} des Systems; `{image}` benutzt ein eigenes, das sie nicht sieht: Füge sie mit `{with}` hinzu.",
            zh: "{line}为系统自带的 {of} 安装 {packages}；`{image}` 使用自己的 {of}，看不到它们：请用 `{with}` 添加。"),
    };
    // From Python 2 to 3 and off the archive are two leaps, where the system's next release is one.
    let leaps = lost.iter().any(|one| python_2_names::stayed(&one.package.name).is_some());
    let weight = if leaps { Weight::Blocker } else { Weight::Change };
    Some(crate::rules::claims::objection(rule, weight, text, spans).by(Change::Yours))
}

/// Two stages keep the present base to build on: what its own interpreter installs there is not for this one. But
/// distroless has Debian's own Python.
fn built_elsewhere(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let name = language(case, &choice.image)?;
    let same = case.present().is_some_and(|now| now.os == choice.image.os);
    if same && name == "python" && choice.image.family == Family::Distroless {
        return None;
    }
    let own = |one: &&Install| part(name, &one.package.name).is_some();
    let spans: Vec<Span> = case.every_install().iter().filter(own).map(|one| one.package.span).collect();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let (of, now, image) = (runtimes::title(name), case.written(), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: a build stage on `{now}` installs for that system's {of}, and `{image}` runs its own.",
        de: "{line}: Eine Build-Stufe auf `{now}` installiert für das {of} jenes Systems, und `{image}` benutzt sein eigenes.",
        zh: "{line}：在 `{now}` 上的构建阶段是为该系统的 {of} 安装的，而 `{image}` 使用自己的 {of}。");
    Some(crate::rules::claims::objection(rule, Weight::Blocker, text, spans))
}

fn part_on(image: &Image, language: &str, install: &Install) -> Option<Part> {
    let name = &install.package.name;
    // PHP's image has its `php-fpm` where the tag says so. Alpine's packages go by their line to the next one.
    let fpm = language == "php" && name.ends_with("-fpm") && install.distro != Some(Distro::Alpine);
    let has = image.tag.as_deref().is_some_and(|tag| tag.contains("fpm"));
    if fpm && has { Some(Part::Own) } else { part(language, name) }
}

/// Names of Debian, Ubuntu, Alpine and the RPM systems.
fn part(language: &str, package: &str) -> Option<Part> {
    let of = |prefixes: &[&str], own: &[&str]| {
        let rest = prefixes.iter().find_map(|prefix| package.strip_prefix(prefix))?;
        // `3.11` of `python3.11-dev`.
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        match rest.strip_prefix('-') {
            None => rest.is_empty().then_some(Part::Own),
            Some(rest) => Some(if own.contains(&rest) { Part::Own } else { Part::Module }),
        }
    };
    match language {
        "python" if package == "python-is-python3" => Some(Part::Own),
        // It is there for `add-apt-repository`.
        "python" if package == "python-software-properties" => None,
        "python" => of(
            &["python3", "py3", "python", "py2", "py"],
            &["dev", "devel", "distutils", "full", "libs", "minimal", "pip", "setuptools", "venv", "wheel"],
        ),
        "node" if package == "npm" => Some(Part::Own),
        "node" => of(&["nodejs"], &["current", "legacy", "npm"]),
        "ruby" if package == "bundler" || package == "rubygems" => Some(Part::Own),
        "ruby" => of(
            &["ruby"],
            &["bigdecimal", "bundler", "dev", "devel", "etc", "full", "io-console", "irb", "json", "rdoc", "webrick"],
        ),
        "perl" if package.starts_with("lib") && package.ends_with("-perl") => Some(Part::Module),
        "perl" => of(&["perl"], &["base", "dev", "modules", "utils", "app-cpanminus"]),
        // What the image's own build file switches on, or PHP itself.
        "php" => of(
            &["php"],
            &[
                "cli",
                "common",
                "ctype",
                "curl",
                "dom",
                "fileinfo",
                "iconv",
                "json",
                "mbstring",
                "openssl",
                "pdo",
                "phar",
                "posix",
                "readline",
                "session",
                "simplexml",
                "sqlite3",
                "tokenizer",
                "xml",
                "xmlreader",
                "xmlwriter",
            ],
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RENAMED: &str = crate::rules::package_renamed::RULE.id;
    const MOVED: &str = crate::rules::interpreter_path_moved::RULE.id;

    fn file(packages: &str, run: &str) -> String {
        format!(
            "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y {packages}\nCOPY . /app\nCMD [\"{run}\", \"/app/main\"]\n"
        )
    }

    #[test]
    fn what_the_image_is_made_for_is_not_installed_again() {
        let told =
            weighed(RENAMED, &file("python3 python3-pip curl", "python3"), "python:3.14-slim-trixie", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(rename.len(), 2, "{told:?}");
        assert!(told[0].text.contains("brings"), "{}", told[0].text);
        assert!(weighed(RENAMED, &file("python3 python3-pip curl", "python3"), "ubuntu:26.04", Shape::Swap).is_empty());
        let old = file("python-pip python2.7-dev python-my-own curl", "python");
        let told = weighed(RENAMED, &old, "python:3.14-slim-trixie", Shape::Swap);
        assert!(told[0].text.contains("`python-pip` and `python2.7-dev`, which"), "{told:?}");
        assert!(told.iter().any(|one| one.text.contains("packages of Python 2")), "{told:?}");
        assert!(weighed(MOVED, &old, "python:3.14-slim-trixie", Shape::Swap)[0].text.contains("`pip install`"));
    }

    #[test]
    fn modules_of_the_system_are_not_seen() {
        for (packages, run, base, with) in [
            ("python3 python3-numpy", "python3", "python:3.14-slim-trixie", "`pip install`"),
            ("ruby ruby-nokogiri", "ruby", "ruby:4.0-slim-trixie", "`gem install`"),
            ("perl libdbi-perl", "perl", "perl:5.44-slim-trixie", "`cpanm`"),
            ("php-cli php-mysql", "php", "php:8.5-cli-trixie", "`docker-php-ext-install`"),
        ] {
            let told = weighed(MOVED, &file(packages, run), base, Shape::Swap);
            assert_eq!(told.first().map(|one| &one.change), Some(&Some(Change::Yours)), "{base}: {told:?}");
            assert!(told[0].text.contains(with), "{}", told[0].text);
            assert!(weighed(MOVED, &file(packages, run), "ubuntu:26.04", Shape::Swap).is_empty());
        }
    }

    #[test]
    fn modules_of_python_2_stay_with_their_system() {
        let of = |packages: &str| weight(MOVED, &file(packages, "python"), "python:3.14-slim-trixie", Shape::Swap);
        assert_eq!(of("python-numpy python-yaml"), Some(Weight::Blocker));
        assert_eq!(of("python3-numpy"), Some(Weight::Change));
    }

    #[test]
    fn what_another_interpreter_installs_does_not_ship() {
        let file =
            file("python3 python3-pip", "python3").replace("CMD", "RUN pip3 install -r /app/requirements.txt\nCMD");
        assert_eq!(weight(MOVED, &file, "python:3.14-slim-trixie", Shape::Split), Some(Weight::Blocker));
        assert_eq!(
            weight(MOVED, &file.replace("ubuntu:22.04", "python:3.14"), "python:3.14-slim-trixie", Shape::Split),
            None
        );
    }

    #[test]
    fn an_archive_of_pythons_goes_with_them() {
        let file = file("software-properties-common curl", "python3.13")
            .replace("\nCOPY", "\nRUN add-apt-repository -y ppa:deadsnakes/ppa && apt-get update && apt-get install -y python3.13 python3.13-venv\nCOPY");
        let told = |file: &str, rule, to| weighed(rule, file, to, Shape::Swap);
        let archive = crate::rules::package_manager_mismatch::RULE.id;
        let unavailable = crate::rules::package_unavailable::RULE.id;
        for to in ["python:3.13-slim-trixie", "python:3.13-alpine3.24"] {
            let goes = |one: &Objection| one.change == Some(Change::DropCommand { instruction: 2, command: 0 });
            assert!(told(&file, archive, to).iter().any(goes), "{to}: {:?}", told(&file, archive, to));
            assert!(told(&file, unavailable, to).is_empty(), "{to}: {:?}", told(&file, unavailable, to));
        }
        let other = file.replace("ppa:deadsnakes/ppa", "ppa:git-core/ppa");
        assert_eq!(weight(unavailable, &other, "python:3.13-slim-trixie", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn where_a_module_stays_its_interpreter_stays() {
        let file = file("python3 python3-pip python3-numpy", "python3");
        assert!(weighed(RENAMED, &file, "python:3.14-slim-trixie", Shape::Swap).is_empty());
    }

    #[test]
    fn what_another_language_needs_is_left_alone() {
        let file = file("python3 make g++ nodejs npm", "node");
        let told = weighed(RENAMED, &file, "node:26-trixie-slim", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(rename.len(), 2, "{told:?}");
    }
}
