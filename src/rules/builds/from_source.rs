//! Modules that are published as source, so that installing compiles those with parts in C: Perl's, Elixir's, gems.

use super::compiling;
use crate::catalogue::packages::Distro;
use crate::rules::claims::*;
use crate::rules::packages::{installs, translated};
use crate::shell::Command;

/// Modules with compiled parts, and the headers of the libraries that Debian's packages of them are linked to
/// (`apt-cache depends libdbd-pg-perl`, read 2026-11-28); Net::SSLeay's Makefile.PL links zlib as well.
const OF_PERL: [(&str, &[&str]); 13] = [
    ("Cpanel::JSON::XS", &[]),
    ("DBD::MariaDB", &["libmariadb-dev"]),
    ("DBD::Pg", &["libpq-dev"]),
    ("DBD::SQLite", &[]),
    ("DBD::mysql", &["default-libmysqlclient-dev"]),
    ("DBI", &[]),
    ("EV", &[]),
    ("GD", &["libgd-dev"]),
    ("IO::Socket::SSL", &["libssl-dev", "zlib1g-dev"]),
    ("JSON::XS", &[]),
    ("Net::SSLeay", &["libssl-dev", "zlib1g-dev"]),
    ("XML::LibXML", &["libxml2-dev"]),
    ("XML::Parser", &["libexpat1-dev"]),
];
/// Packages whose `mix.exs` names `elixir_make`, or whose `rebar.config` the sources of a driver (github.com/riverrun,
/// /bitwalker/picosat_elixir and /davisp/jiffy, read 2026-11-29).
const OF_ELIXIR: [(&str, &[&str]); 4] =
    [("argon2_elixir", &[]), ("bcrypt_elixir", &[]), ("jiffy", &[]), ("picosat_elixir", &[])];

/// Modules that what ships installs itself, on a base that lost the compiler.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let image = &choice.image;
    let loses = compiling::loses_compiler(case, image);
    let command = case.commands().filter(|_| loses).find(|command| is_perl(command) || is_mix(command))?;
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[command.span])), &image.reference);
    let table = if is_perl(command) { OF_PERL.as_slice() } else { OF_ELIXIR.as_slice() };
    let known: Vec<_> = table.iter().filter(|(name, _)| names(case, command, name)).collect();
    let Some(mut packages) = compilers(choice, command).filter(|_| !known.is_empty()) else {
        let given = manifests(command).iter().any(|file| case.input.companion(file).is_some());
        let all = is_mix(command) || command.has("--installdeps") || command.has("install");
        let told = if all && !given { unseen(case, choice, rule, command) } else { None };
        return told.or_else(|| may(case, choice, rule, command));
    };
    for header in known.iter().flat_map(|(_, headers)| headers.iter()) {
        if !packages.iter().any(|package| package == header) {
            packages.push(header.to_string());
        }
    }
    let (modules, listed) =
        (codes(lang, &known.iter().map(|(name, _)| *name).collect::<Vec<_>>()), codes(lang, &packages));
    let text = say!(lang,
        en: "{line} compiles {modules}, and `{reference}` has no compiler. Install {listed} first, or install the modules in a build stage.",
        de: "{line} kompiliert {modules}, und `{reference}` hat keinen Compiler. Installiere vorher {listed}, oder installiere die Module in einer Build-Stufe.",
        zh: "{line}需要编译 {modules}，而 `{reference}` 没有编译器。请先安装 {listed}，或在构建阶段安装这些模块。");
    Some(
        crate::rules::claims::objection(rule, Weight::Change, text, vec![command.span])
            .by(Change::Install { packages }),
    )
}

/// A list that we do not see, of modules that are compiled more often than not.
fn unseen(case: &Case, choice: &Choice, rule: &'static str, command: &Command) -> Option<Objection> {
    let packages = compilers(choice, command)?;
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let listed = codes(lang, &packages);
    let text = say!(lang,
        en: "{line} installs a list that we do not see; what in it is written in C is compiled, and `{reference}` has no compiler. Install {listed} first, or install the list in a build stage.",
        de: "{line} installiert eine Liste, die wir nicht sehen; was darin in C geschrieben ist, wird kompiliert, und `{reference}` hat keinen Compiler. Installiere vorher {listed}, oder installiere die Liste in einer Build-Stufe.",
        zh: "{line}安装一份我们看不到的清单；其中用 C 编写的部分需要编译，而 `{reference}` 没有编译器。请先安装 {listed}，或在构建阶段安装这份清单。");
    Some(
        crate::rules::claims::objection(rule, Weight::Change, text, vec![command.span])
            .by(Change::Install { packages }),
    )
}

fn may(case: &Case, choice: &Choice, rule: &'static str, command: &Command) -> Option<Objection> {
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs modules; should one of them be compiled, `{reference}` has no compiler.",
        de: "{line} installiert Module; falls eines davon kompiliert wird: `{reference}` hat keinen Compiler.",
        zh: "{line}安装模块；如果其中有需要编译的，`{reference}` 没有编译器。");
    Some(crate::rules::claims::objection(rule, Weight::Risk, text, vec![command.span]))
}

/// What compiles C on a base. Docker's slim image of Perl keeps `make`.
fn compilers(choice: &Choice, command: &Command) -> Option<Vec<String>> {
    let distro = translated::distro(&choice.image).filter(|_| installs::keeps_installing(choice))?;
    let names: &[&str] = match distro {
        Distro::Alpine | Distro::Wolfi => &["build-base"],
        _ if !distro.is_debian() => return None,
        _ if is_perl(command) => &["gcc", "libc6-dev"],
        _ => &["build-essential"],
    };
    Some(names.iter().map(|name| name.to_string()).collect())
}

fn is_perl(command: &Command) -> bool {
    matches!(command.name(), "carton" | "cpan" | "cpanm" | "cpm")
}

fn is_mix(command: &Command) -> bool {
    command.name() == "mix" && ["compile", "deps.compile", "release"].iter().any(|task| command.has(task))
}

fn manifests(command: &Command) -> &'static [&'static str] {
    if is_perl(command) { &["cpanfile"] } else { &["mix.exs", "mix.lock"] }
}

/// On the command line, or in a `cpanfile` or `mix.exs` beside the Dockerfile.
fn names(case: &Case, command: &Command, module: &str) -> bool {
    let lists = |line: &str| {
        let line = line.trim_start();
        let of_mix = || line.contains(&format!("{{:{module},")) || line.starts_with(&format!("\"{module}\":"));
        line.starts_with("requires") && line.split(['\'', '"']).nth(1) == Some(module) || of_mix()
    };
    let given = || manifests(command).iter().filter_map(|file| case.input.companion(file));
    command.has(module) || given().any(|file| file.text.lines().any(lists))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input};

    const RULE: &str = "compiler-missing";
    const SLIM: &str = "perl:5.40-slim-trixie";

    #[test]
    fn known_modules_are_compiled_and_others_may_be() {
        let file = "FROM perl:5.40\nRUN cpanm --notest DBD::Pg Mojolicious\nCMD [\"hypnotoad\", \"-f\", \"app\"]\n";
        let told = weighed(RULE, file, SLIM, Shape::Swap);
        let Some(Change::Install { packages }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(packages[..], ["gcc", "libc6-dev", "libpq-dev"]);
        assert_eq!(weight(RULE, &file.replace("DBD::Pg ", ""), SLIM, Shape::Swap), Some(Weight::Risk));
        assert_eq!(weight(RULE, file, "perl:5.40-trixie", Shape::Swap), None);
    }

    #[test]
    fn a_cpanfile_names_them_too() {
        let text =
            "FROM perl:5.40\nCOPY cpanfile ./\nRUN cpanm --installdeps .\nCMD [\"hypnotoad\", \"-f\", \"app\"]\n";
        let beside = Companion { path: "cpanfile".into(), text: "requires 'XML::LibXML', '2.0';\n".into() };
        let input = Input { companions: vec![beside], ..Input::pasted(text) };
        let choice = Choice { image: image(SLIM), shape: Shape::Swap };
        let told = with(&input, |case| objection(case, &choice, RULE)).expect("a claim");
        assert!(told.text.contains("`libxml2-dev`"), "{told:?}");
    }

    #[test]
    fn a_list_that_we_do_not_see_is_compiled() {
        let perl = "FROM perl:5.40\nCOPY cpanfile ./\nRUN cpanm --installdeps .\nCMD [\"perl\", \"a.pl\"]\n";
        assert_eq!(weight(RULE, perl, SLIM, Shape::Swap), Some(Weight::Change));
        let ruby = "FROM ruby:3.4\nCOPY Gemfile ./\nRUN bundle install\nCMD [\"ruby\", \"a.rb\"]\n";
        let told = weighed(RULE, ruby, "ruby:3.4-slim-trixie", Shape::Swap);
        assert!(
            matches!(&told[0].change, Some(Change::Install { packages }) if packages.first().is_some_and(|one| one == "build-essential"))
        );
        assert_eq!(weight(RULE, ruby, "ruby:3.4-trixie", Shape::Swap), None);
    }

    #[test]
    fn drivers_of_elixir_are_compiled() {
        let text = "FROM elixir:1.18\nCOPY mix.exs ./\nRUN mix deps.get && mix compile\nCMD [\"mix\", \"run\"]\n";
        let to = |list: &str| {
            let beside = Companion { path: "mix.exs".into(), text: list.into() };
            let input = Input { companions: vec![beside], ..Input::pasted(text) };
            let choice = Choice { image: image("elixir:1.18-slim"), shape: Shape::Swap };
            with(&input, |case| objection(case, &choice, RULE)).map(|told| told.weight)
        };
        assert_eq!(to("[{:plug, \"~> 1.0\"}, {:bcrypt_elixir, \"~> 3.0\"}]"), Some(Weight::Change));
        assert_eq!(to("[{:plug, \"~> 1.0\"}]"), Some(Weight::Risk));
        assert_eq!(weight(RULE, text, "elixir:1.18-slim", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE, text, "elixir:1.18", Shape::Swap), None);
    }
}
