//! Packages that only build, where the stage is parted: the stage that keeps them stands on the same release as what ships.
//! Told under `package-unavailable`.

use super::installs::{self, Install};
use super::translated::{self, Name};
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::package_unavailable::{RULE, offered_by};

/// What that release does not have, and the present one had; where both are the same, the build stops today, too.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let kin = case.present().filter(|now| {
        let name = |image: &Image| image.os.as_ref().map(|os| os.name);
        now.repository == choice.image.repository && name(now) == name(&choice.image)
    });
    let Some(now) = kin.filter(|_| choice.shape == Shape::Split) else { return Vec::new() };
    let weight = if now.os == choice.image.os { Weight::Change } else { Weight::Blocker };
    let builds = case.every_install().iter().filter(|install| !installs::ships(install, choice));
    let absent = builds.filter(|install| matches!(translated::name(case, install, &choice.image), Name::NotThere));
    absent.map(|install| lacking(case, choice, weight, install)).collect()
}

fn lacking(case: &Case, choice: &Choice, weight: Weight, install: &Install) -> Objection {
    let span = install.package.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let (package, os) = (&install.package.name, offered_by(choice));
    let text = say!(lang,
        en: "{line} installs `{package}` to build with, and {os} has no such package.",
        de: "{line} installiert `{package}` zum Bauen, und {os} hat kein solches Paket.",
        zh: "{line}安装构建所需的 `{package}`，而 {os} 没有这个软件包。");
    let told = objection(RULE.id, weight, text, vec![span]);
    if weight == Weight::Change { told.by(Change::Yours) } else { told }
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
        let stopped = "FROM python:3.10\nRUN apt-get update && apt-get install -y libpcre3-dev\nRUN pip install uwsgi\nCMD [\"uwsgi\"]\n";
        let told = told(stopped, "python:3.11-slim-trixie");
        assert!(
            told.iter().any(|one| one.change == Some(Change::Yours) && one.text.contains("`libpcre3-dev`")),
            "{told:?}"
        );
    }
}
