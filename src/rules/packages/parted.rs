//! Packages that only build, where the stage is parted: the stage that keeps them stands on the same release as what ships.
//! Told under `package-unavailable`.

use super::installs::{self, Install, offered_by};
use super::translated::{self, Name};
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::package_renamed::is_gone_today;
use crate::rules::package_unavailable::RULE;

/// What that release does not have; on another image, what the present one no longer has.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(now) = case.present().filter(|_| choice.shape == Shape::Split) else { return Vec::new() };
    let name = |image: &Image| image.os.as_ref().map(|os| os.name);
    let kin = now.repository == choice.image.repository && name(now) == name(&choice.image);
    let is_absent = |install: &&Install| match kin {
        true => matches!(translated::name(case, install, &choice.image), Name::NotThere),
        false => is_gone_today(case, install, now) && matches!(translated::name(case, install, now), Name::NotThere),
    };
    let builds = case.every_install().iter().filter(|install| !installs::ships(install, choice));
    builds.filter(is_absent).map(|install| lacking(case, choice, install)).collect()
}

fn lacking(case: &Case, choice: &Choice, install: &Install) -> Objection {
    let span = install.package.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let (package, os) = (&install.package.name, offered_by(choice));
    let text = say!(lang,
        en: "{line} installs `{package}` to build with, and {os} has no such package.",
        de: "{line} installiert `{package}` zum Bauen, und {os} hat kein solches Paket.",
        zh: "{line}安装构建所需的 `{package}`，而 {os} 没有这个软件包。");
    objection(RULE.id, Weight::Blocker, text, vec![span])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_builds_is_asked_of_the_release_that_it_moves_to() {
        let file = "FROM php:7.2-apache\nRUN apt-get update && apt-get install -y libc-client-dev libkrb5-dev && docker-php-ext-install imap\nCOPY . /var/www/html/\n";
        let told = |file: &str, to: &str| weighed(RULE.id, file, to, Shape::Split);
        let gone = told(file, "php:8.3-apache-trixie");
        assert!(
            gone.iter().any(|one| one.weight == Weight::Blocker && one.text.contains("`libc-client-dev`")),
            "{gone:?}"
        );
        assert!(gone.iter().all(|one| !one.text.contains("libkrb5-dev")), "{gone:?}");
        assert!(told(file, "php:8.3-apache-bookworm").is_empty());
        let stopped = "FROM python:3.10\nRUN apt-get update && apt-get install -y libpcre3-dev\nCOPY . .\nRUN pip install .\nCMD [\"app\"]\n";
        for to in ["python:3.11-slim-trixie", "dhi.io/python:3.11-debian13"] {
            let told = told(stopped, to);
            assert!(
                told.iter().any(|one| one.weight == Weight::Blocker && one.text.contains("`libpcre3-dev`")),
                "{told:?}"
            );
        }
        let first = crate::conclude(&crate::wishes::Input::pasted(stopped), &Default::default());
        assert!(first.headline.contains("bookworm"), "{}", first.headline);
    }
}
