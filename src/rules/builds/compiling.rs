//! Language packages that are compiled when they are installed, and what it takes to compile them on a base.

use super::natives::{self, Part};
use super::{compiler_unasked, from_source, gems, toolchain};
use crate::catalogue::packages::{Distro, Ecosystem, Evidence, OnMusl, Prebuilt};
use crate::catalogue::{Image, Libc, Tri};
use crate::evidence::asked;
use crate::rules::claims::*;
use crate::rules::loading::aged;
use crate::rules::offers;
use crate::rules::packages::installs::{self, Install};
use crate::rules::packages::translated;
use crate::shell::{Action, Command};
use crate::stages::{Does, Origin, Role, Stage};

/// A stage that compiles packages and has no compiler.
pub struct Gap<'a> {
    pub parts: Vec<Part<'a>>,
    pub image: &'a Image,
    /// The commands that install them.
    pub spans: Vec<Span>,
    /// A compiler is there, and these are not.
    lacking: Vec<&'static str>,
}

impl Gap<'_> {
    /// An error where a source says that the package is compiled; what we only assume is a warning.
    pub fn severity(&self) -> Severity {
        let sure = |part: &Part| {
            part.fact.certainty == Certainty::Certain && part.row.is_some_and(|row| row.evidence != Evidence::Assumed)
        };
        if self.parts.iter().any(sure) { Severity::Error } else { Severity::Warning }
    }

    /// Nobody named them: they are what such a program is made of.
    fn is_inferred(&self) -> bool {
        self.parts.iter().all(|part| part.fact.certainty < Certainty::Certain)
    }

    pub fn names(&self, lang: Lang) -> String {
        codes(lang, &self.parts.iter().map(Part::title).collect::<Vec<_>>())
    }

    /// What compiling them takes, by its names on this base.
    pub fn builders(&self) -> Vec<&'static str> {
        if self.has_compiler() { self.lacking.clone() } else { builders(&self.parts, self.image) }
    }

    /// It is not enough for them.
    pub fn has_compiler(&self) -> bool {
        !self.lacking.is_empty()
    }
}

/// Stages that take part in the build, stand on a base of this C library, and compile without a compiler.
pub fn gaps<'a>(case: &'a Case, libc: Libc) -> Vec<Gap<'a>> {
    let parts: Vec<Part> = compiled(case, libc).collect();
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused && !parts.is_empty());
    let of = |stage: &'a Stage| {
        let image = case.facts.standings.get(stage.index)?.image().filter(|image| image.libc == libc)?;
        gap(case, stage, image, parts.clone())
    };
    let mut found: Vec<Gap> = stages.filter_map(of).collect();
    found.dedup_by(|one, other| one.spans == other.spans);
    found
}

/// What a stage would compile in vain on a base.
fn gap<'a>(case: &'a Case, stage: &'a Stage, image: &'a Image, mut parts: Vec<Part<'a>>) -> Option<Gap<'a>> {
    if offers::tool(image, "gcc") != Tri::No {
        return None;
    }
    let installs: Vec<&Command> = commands(case, stage).filter(|command| puts_dependencies(command)).collect();
    parts.retain(|part| installs.iter().any(|by| put_by(by, part)));
    let mut lacking = Vec::new();
    if may_compile(case, stage, image) {
        lacking = toolchain::lacking(case, stage, image, &mut parts)?;
    }
    let by = |command: &&&Command| parts.iter().any(|part| put_by(command, part));
    let spans = installs.iter().filter(by).map(|command| command.span).collect();
    (!parts.is_empty()).then_some(Gap { parts, image, spans, lacking })
}

/// It installs a compiler, something we cannot read, or takes results from another stage.
fn may_compile(case: &Case, stage: &Stage, image: &Image) -> bool {
    let goes = case.build.shipped == Some(stage.index) && compiler_unasked::goes(case, image).is_some();
    let brings = |does: &Does| matches!(does, Does::Bring { from: Origin::Stage(_), .. });
    let compiles = |command: &Command| {
        let action = command.packages.as_ref().filter(|action| action.action == Action::Install);
        let packages =
            action.filter(|action| action.manager.is_of_the_os()).into_iter().flat_map(|action| &action.packages);
        let compiles = |name: &str| is_compiler(name) || !goes && compiler_unasked::comes(command, name);
        packages.into_iter().any(|package| !package.known || compiles(&package.name))
    };
    case.build.steps(stage.index).any(|step| match &step.does {
        Does::Run(launch) => launch.commands.iter().any(compiles),
        does => brings(does),
    })
}

/// Compilers by the names distributions give them, with whatever brings one along.
pub fn is_compiler(name: &str) -> bool {
    const NAMES: &[&str] =
        &["build-base", "build-essential", "clang", "alpine-sdk", "musl-dev", "base-devel", "@development-tools"];
    NAMES.contains(&name) || name.starts_with("gcc") || name.starts_with("g++") || name.ends_with("build-deps")
}

fn commands<'a>(case: &'a Case, stage: &Stage) -> impl Iterator<Item = &'a Command> {
    let launches = case.build.steps(stage.index).filter_map(|step| step.run());
    launches.flat_map(|launch| &launch.commands).filter(|command| !command.conditional)
}

/// From their published sources: not from a folder of wheels, and with their install steps.
fn puts_dependencies(command: &Command) -> bool {
    const OFF: &[&str] = &["--no-index", "--find-links", "--ignore-scripts", "--only-binary", "--dry-run", "-f"];
    command.packages.as_ref().is_some_and(|action| {
        let whole = matches!(action.action, Action::Install | Action::InstallManifest);
        whole && !action.flags.iter().any(|flag| OFF.contains(&flag.text.split('=').next().unwrap_or_default()))
    })
}

/// Named on the command line, or in the manifest that the command installs.
fn put_by(command: &Command, part: &Part) -> bool {
    let Some(action) = &command.packages else { return false };
    if part.fact.spans.iter().any(|&span| command.span.contains(span)) {
        return true;
    }
    let manifest = action.action == Action::InstallManifest && part.fact.companion.is_some();
    manifest && part.row.is_some_and(|row| natives::ecosystem(action.manager) == Some(row.ecosystem))
}

/// Packages that installing on this C library compiles. PHP's extensions bring their compiler along.
pub fn compiled<'a>(case: &'a Case, libc: Libc) -> impl Iterator<Item = Part<'a>> {
    let forced = *case.once.forced.get_or_init(case.facts, || forces(case));
    natives::parts(case).filter(move |part| {
        let row = part.row.filter(|row| matches!(row.ecosystem, Ecosystem::Pip | Ecosystem::Npm | Ecosystem::Gem));
        row.is_some_and(|row| match libc {
            _ if forced => row.glibc != Prebuilt::Pure,
            Libc::Musl => row.on_musl() == OnMusl::Compiles,
            _ => matches!(row.glibc, Prebuilt::Source | Prebuilt::None),
        })
    })
}

/// What is published ready to run is compiled all the same
/// ([npm's `node-pre-gyp`](https://github.com/mapbox/node-pre-gyp), [pip install](https://pip.pypa.io/en/stable/cli/pip_install/)).
fn forces(case: &Case) -> bool {
    const FLAGS: [&str; 2] = ["--build-from-source", "--no-binary"];
    const NAMES: [&str; 2] = ["npm_config_build_from_source", "PIP_NO_BINARY"];
    let set = case.build.stages.iter().flat_map(|stage| &stage.config.env);
    let asks = |command: &Command| command.args.iter().any(|arg| FLAGS.iter().any(|flag| arg.text.starts_with(flag)));
    aged::commands(case).into_iter().any(asks) || set.into_iter().any(|(name, _)| NAMES.contains(&name.as_str()))
}

/// Packages to install before, by their names on a base. An interpreter's own image has the interpreter's headers.
pub fn builders(parts: &[Part], image: &Image) -> Vec<&'static str> {
    let Some(distro) = translated::distro(image) else { return Vec::new() };
    let own = |name: &&str| image.runtime.is_some() && matches!(*name, "python3-dev" | "ruby-dev");
    let mut names: Vec<&str> = Vec::new();
    for name in parts.iter().filter_map(|part| part.row).flat_map(|row| row.build(distro)).filter(|name| !own(name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if is_bare_gcc(&names, distro) {
        names.push("libc6-dev");
    }
    names
}

/// Debian's `gcc` only recommends the C library's headers (`apt-cache show gcc-14`: Recommends: libc6-dev), and we
/// install without recommendations. `g++` and Python's headers depend on them.
fn is_bare_gcc(names: &[&str], distro: Distro) -> bool {
    const BRING: [&str; 4] = ["libc6-dev", "g++", "build-essential", "python3-dev"];
    distro.is_debian() && names.contains(&"gcc") && !names.iter().any(|name| BRING.contains(name))
}

/// What ships is compiled by the present base's compiler, and on this one only a stage of its own can do that.
pub fn must_part(case: &Case, image: &Image) -> bool {
    let stage = case.build.shipped_stage();
    stage
        .and_then(|stage| gap(case, stage, image, natives::compiled_on(case, image)))
        .is_some_and(|gap| gap.is_inferred())
}

/// What moving the shipped stage to a base without a compiler asks for.
pub fn objection_to(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let stage = case.build.shipped_stage().filter(|_| choice.shape == Shape::Swap)?;
    let Some(gap) = gap(case, stage, &choice.image, natives::compiled_on(case, &choice.image)) else {
        let of_php = pecl(case, stage, choice, rule);
        if of_php.is_some() || may_compile(case, stage, &choice.image) {
            return of_php;
        }
        return from_source::objection(case, choice, rule)
            .or_else(|| headers(case, stage, choice, rule))
            .or_else(|| compiler_unasked::objection(case, choice, rule))
            .or_else(|| open(case, stage, choice, rule));
    };
    if let Some(told) = rails(case, &gap, rule) {
        return Some(told);
    }
    let (lang, names, reference) = (case.lang(), gap.names(case.lang()), &choice.image.reference);
    let text = match gap.has_compiler() {
        true => say!(lang,
            en: "Compiled on installation: {names}, and not all that takes is installed.",
            de: "Bei der Installation kompiliert: {names}, und nicht alles Nötige wird installiert.",
            zh: "安装时需要编译：{names}，而所需的软件包没有全部安装。"),
        false => say!(lang,
            en: "Compiled on installation: {names}; `{reference}` has no compiler.",
            de: "Bei der Installation kompiliert: {names}; `{reference}` hat keinen Compiler.",
            zh: "安装时需要编译：{names}；`{reference}` 没有编译器。"),
    };
    let builders = gap.builders();
    if builders.is_empty() || !installs::keeps_installing(choice) {
        return Some(objection(rule, Weight::Blocker, text, gap.spans));
    }
    let listed = codes(lang, &builders);
    let text = say!(lang,
        en: "{text} Install {listed} first, or install them in a build stage.",
        de: "{text} Installiere vorher {listed}, oder installiere sie in einer Build-Stufe.",
        zh: "{text}请先安装 {listed}，或在构建阶段安装它们。");
    let packages = builders.iter().map(|name| name.to_string()).collect();
    Some(objection(rule, Weight::Change, text, gap.spans).by(Change::Install { packages }))
}

/// `pecl` compiles. The Alpine images of PHP name what that takes in `PHPIZE_DEPS`, and have it no more; the Debian ones
/// have it still ([docker-library/php](https://github.com/docker-library/docs/tree/master/php)).
fn pecl(case: &Case, stage: &Stage, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let image = &choice.image;
    let php = image.repository == "docker.io/library/php" && image.libc == Libc::Musl;
    if !php || may_compile(case, stage, image) || !installs::keeps_installing(choice) {
        return None;
    }
    let command = commands(case, stage).find(|command| command.name() == "pecl" && command.has("install"))?;
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[command.span])), &image.reference);
    let text = say!(lang,
        en: "{line} compiles an extension, and `{reference}` has no compiler. Install `$PHPIZE_DEPS` first.",
        de: "{line} kompiliert eine Erweiterung, und `{reference}` hat keinen Compiler. Installiere vorher `$PHPIZE_DEPS`.",
        zh: "{line}需要编译扩展，而 `{reference}` 没有编译器。请先安装 `$PHPIZE_DEPS`。");
    let change = Change::Install { packages: vec!["$PHPIZE_DEPS".into()] };
    Some(objection(rule, Weight::Change, text, vec![command.span]).by(change))
}

/// The Gemfile was not given, and it is that of Rails: what else it compiles, and with which headers, cannot be told.
fn rails(case: &Case, gap: &Gap, rule: &'static str) -> Option<Objection> {
    if !gap.is_inferred() {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&gap.spans)), &gap.image.reference);
    let names = gap.parts.iter().map(|part| format!("`{}`", part.name)).collect::<Vec<_>>().join(", ");
    let text = say!(lang,
        en: "{line} installs the gems of Rails, of which {names} and others are compiled; `{image}` has no compiler.",
        de: "{line} installiert die Gems von Rails, von denen {names} und andere kompiliert werden; `{image}` hat keinen Compiler.",
        zh: "{line}安装 Rails 的 gem，其中 {names} 等需要编译；`{image}` 没有编译器。");
    Some(objection(rule, Weight::Blocker, text, gap.spans.clone()))
}

/// Whoever installs headers compiles: what the file's dependencies need of a compiler, today's base has.
fn headers(case: &Case, stage: &Stage, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let debian = translated::distro(&choice.image).is_some_and(Distro::is_debian);
    if !debian || !loses_compiler(case, &choice.image) || !installs::keeps_installing(choice) {
        return None;
    }
    // Those of the screen are copied from file to file for the libraries that they bring along; two stand in Cypress' own
    // list ([its page](https://docs.cypress.io/app/get-started/install-cypress#Linux-Prerequisites)).
    const SCREEN: [&str; 10] =
        ["libgbm", "libgl", "libice", "libnotify", "libsm", "libx11", "libxext", "libxi", "libxrender", "libxtst"];
    let is_header = |install: &&Install| {
        let name = install.package.name.as_str();
        let of_screen = SCREEN.iter().any(|of| name.starts_with(of));
        install.distro.is_some_and(Distro::is_debian) && name.ends_with("-dev") && !of_screen
    };
    // Where the manifest is given, what is compiled is known by name.
    case.facts.doubt(asked::NATIVE)?;
    let header = case.every_install().iter().find(is_header)?;
    let later = |command: &&Command| puts_dependencies(command) && command.span.start > header.package.span.start;
    let of_language =
        |command: &&Command| command.packages.as_ref().is_some_and(|by| natives::ecosystem(by.manager).is_some());
    let command = commands(case, stage).filter(of_language).find(later)?;
    let packages = vec!["build-essential".to_string()];
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[header.package.span])), &choice.image.reference);
    let (name, listed) = (&header.package.name, codes(lang, &packages));
    let text = say!(lang,
        en: "{line} installs headers (`{name}`), so something is compiled with them, and `{reference}` has no compiler. Install {listed} first, or install the dependencies in a build stage.",
        de: "{line} installiert Header (`{name}`), also wird etwas damit kompiliert, und `{reference}` hat keinen Compiler. Installiere vorher {listed}, oder installiere die Abhängigkeiten in einer Build-Stufe.",
        zh: "{line}安装了头文件（`{name}`），说明有东西要用它们编译，而 `{reference}` 没有编译器。请先安装 {listed}，或在构建阶段安装依赖。");
    let spans = vec![header.package.span, command.span];
    Some(objection(rule, Weight::Change, text, spans).by(Change::Install { packages }))
}

/// The base has no C compiler, and there is one today, or may be.
pub fn loses_compiler(case: &Case, image: &Image) -> bool {
    let has = |image: &Image| offers::tool(image, "gcc") != Tri::No;
    !has(image) && (case.present().is_none_or(has) || compiler_unasked::goes(case, image).is_some())
}

/// The manifest was not given: one of its packages may be compiled, and today's base has a compiler. Of gems, hardly any
/// comes compiled ([RubyGems: gems with extensions](https://guides.rubygems.org/gems-with-extensions/)).
fn open(case: &Case, stage: &Stage, choice: &Choice, rule: &'static str) -> Option<Objection> {
    const ASKED: &str = asked::NATIVE;
    if !loses_compiler(case, &choice.image) || case.facts.doubt(ASKED).is_none() && case.answer(ASKED) != Some("yes") {
        return None;
    }
    // What another stage installs is compiled there.
    let lists = |command: &&Command| {
        command.packages.as_ref().is_some_and(|action| {
            let all = action.action == Action::InstallManifest || action.makes_wheels() && !action.files.is_empty();
            all && natives::ecosystem(action.manager).is_some()
        })
    };
    let command = commands(case, stage).find(lists)?;
    if let Some(told) = gems::objection(case, &choice.image, vec![command.span], rule) {
        return Some(told);
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs dependencies; should one of them be compiled, `{image}` has no compiler.",
        de: "{line} installiert Abhängigkeiten; falls eine davon kompiliert wird: `{image}` hat keinen Compiler.",
        zh: "{line}安装依赖；如果其中有需要编译的，`{image}` 没有编译器。");
    Some(objection(rule, Weight::Risk, text, vec![command.span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_flag_has_compiled_what_is_published_ready() {
        let file = |flag: &str| {
            format!("FROM node:22\nWORKDIR /app\nRUN npm install sqlite3{flag}\nCOPY . .\nCMD [\"node\", \"a.js\"]\n")
        };
        let told = |flag: &str| weight("compiler-missing", &file(flag), "node:22-trixie-slim", Shape::Swap);
        assert!(told("") < Some(Weight::Change), "{:?}", told(""));
        assert!(told(" --build-from-source") >= Some(Weight::Change), "{:?}", told(" --build-from-source"));
    }

    #[test]
    fn headers_tell_that_something_is_compiled() {
        let file = "FROM python:3.11\nRUN apt-get update && apt-get install -y libmariadb-dev\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";
        let told = |file: &str, to: &str| weighed("compiler-missing", file, to, Shape::Swap);
        let slim = told(file, "python:3.11-slim-trixie");
        assert!(matches!(&slim[0].change, Some(Change::Install { packages }) if packages[..] == ["build-essential"]));
        assert!(told(file, "python:3.11-trixie").is_empty());
        let runtime = told(&file.replace("-dev", "3"), "python:3.11-slim-trixie");
        assert_eq!(runtime[0].weight, Weight::Risk, "{runtime:?}");
        let given = file.replace("-dev", "-dev gcc");
        assert!(told(&given, "python:3.11-slim-trixie").is_empty());
    }

    #[test]
    fn gcc_alone_has_no_headers_of_the_c_library() {
        assert!(is_bare_gcc(&["gcc", "libpq-dev"], Distro::Debian13));
        assert!(!is_bare_gcc(&["gcc", "python3-dev"], Distro::Debian13));
        assert!(!is_bare_gcc(&["gcc", "musl-dev"], Distro::Alpine));
    }

    #[test]
    fn pip_of_debian_brings_a_compiler_by_recommendation() {
        let file = "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install uwsgi\nCMD [\"uwsgi\"]\n";
        assert!(weighed("compiler-missing", file, "ubuntu:26.04", Shape::Swap).is_empty());
        let bare = file.replace("-y ", "-y --no-install-recommends ");
        assert!(!weighed("compiler-missing", &bare, "ubuntu:26.04", Shape::Swap).is_empty());
    }

    #[test]
    fn what_another_stage_installs_is_compiled_there() {
        let file = "FROM node:24 AS b\nWORKDIR /app\nRUN npm ci\nFROM node:24\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/a.js\"]\n";
        assert!(weighed("compiler-missing", file, "node:24-trixie-slim", Shape::Swap).is_empty());
        let here = "FROM node:24\nWORKDIR /app\nRUN npm ci\nCMD [\"node\", \"/app/a.js\"]\n";
        assert!(!weighed("compiler-missing", here, "node:24-trixie-slim", Shape::Swap).is_empty());
    }

    #[test]
    fn gems_of_rails_are_compiled() {
        let file = "FROM ruby:3.4\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD [\"rails\", \"server\", \"-b\", \"0.0.0.0\"]\n";
        let to = |file: &str, shape| weight("compiler-missing", file, "ruby:3.4-slim-trixie", shape);
        assert_eq!(to(file, Shape::Swap), Some(Weight::Blocker));
        assert_eq!(to(file, Shape::Split), None);
        assert_eq!(
            to(&file.replace("\"rails\", ", "\"bundle\", \"exec\", \"rails\", "), Shape::Swap),
            Some(Weight::Blocker)
        );
        let given = file.replace("RUN ", "RUN apt-get update && apt-get install -y build-essential && ");
        assert_ne!(to(&given, Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn pecl_compiles_on_alpine_with_what_the_image_names() {
        let file =
            "FROM php:8.4-cli\nRUN pecl install redis && docker-php-ext-enable redis\nCMD [\"php\", \"/a.php\"]\n";
        let told = weighed("musl-builds-from-source", file, "php:8.4-cli-alpine3.24", Shape::Swap);
        assert!(matches!(&told[0].change, Some(Change::Install { packages }) if packages[..] == ["$PHPIZE_DEPS"]));
        let given = file.replace("pecl", "apk add --no-cache $PHPIZE_DEPS && pecl");
        assert!(weighed("musl-builds-from-source", &given, "php:8.4-cli-alpine3.24", Shape::Swap).is_empty());
    }
}
