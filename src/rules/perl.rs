//! Perl modules that `cpanm` compiles: the slim image of Perl has no compiler.

use super::claims::*;
use super::{installs, offers};
use crate::catalogue::Tri;
use crate::shell::Command;

/// Modules with compiled parts, and the headers of the libraries that Debian's packages of them are linked to
/// (`apt-cache depends libdbd-pg-perl`, read 2026-11-28); Net::SSLeay's Makefile.PL links zlib as well.
const COMPILED: [(&str, &[&str]); 13] = [
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

/// `cpanm` in what ships, on a base that lost the compiler.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let image = &choice.image;
    let has = |image| offers::tool(image, "gcc");
    let loses = has(image) == Tri::No && case.present().is_some_and(|now| has(now) != Tri::No);
    if !loses {
        return None;
    }
    let command = cpanm(case)?;
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[command.span])), &image.reference);
    let known: Vec<_> = COMPILED.into_iter().filter(|(name, _)| names(case, command, name)).collect();
    if known.is_empty() || !installs::keeps_installing(choice) {
        let text = say!(lang,
            en: "{line} installs Perl modules; should one of them be compiled, `{reference}` has no compiler.",
            de: "{line} installiert Perl-Module; falls eines davon kompiliert wird: `{reference}` hat keinen Compiler.",
            zh: "{line}安装 Perl 模块；如果其中有需要编译的，`{reference}` 没有编译器。");
        return Some(super::claims::objection(rule, Weight::Risk, text, vec![command.span]));
    }
    let mut packages: Vec<String> = ["gcc", "libc6-dev"].map(String::from).to_vec();
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
    Some(super::claims::objection(rule, Weight::Change, text, vec![command.span]).by(Change::Install { packages }))
}

fn cpanm<'a>(case: &'a Case) -> Option<&'a Command> {
    case.commands().find(|command| matches!(command.name(), "carton" | "cpan" | "cpanm" | "cpm"))
}

/// On the command line, or in a `cpanfile` beside the Dockerfile.
fn names(case: &Case, command: &Command, module: &str) -> bool {
    let listed = |text: &str| {
        text.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("requires") && line.split(['\'', '"']).nth(1) == Some(module)
        })
    };
    command.has(module) || case.input.companion("cpanfile").is_some_and(|file| listed(&file.text))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;
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
}
