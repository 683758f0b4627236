//! Package sources and package files that a RUN fetches: made for one manager, of no use to another.

use crate::catalogue::{Image, PackageManager};
use crate::rules::claims::*;
use crate::shell::{Command, Manager};
use crate::stages::{Does, Step};

/// What an argument names when it is a source, or a package, of one manager.
const SOURCES: &[(Manager, &[&str])] = &[
    (Manager::Apt, &["/etc/apt/", "deb.nodesource.com", ".deb"]),
    (Manager::Dnf, &["/etc/yum.repos.d", "rpm.nodesource.com", ".rpm"]),
    (Manager::Apk, &["/etc/apk/"]),
];

/// Archives that projects keep themselves, and what they call their packages there.
const ARCHIVES: &[(&str, &[&str])] = &[
    ("apt.postgresql.org", &["postgresql", "libpq"]),
    ("artifacts.elastic.co", &["elasticsearch", "filebeat", "kibana", "logstash"]),
    ("cli.github.com", &["gh"]),
    ("deb.nodesource.com", &["nodejs"]),
    ("dl.yarnpkg.com", &["yarn"]),
    ("download.docker.com", &["docker-", "containerd.io"]),
    ("nginx.org/packages", &["nginx"]),
    ("ondrej/php", &["libapache2-mod-php", "php"]),
    ("packages.microsoft.com", &["aspnetcore-", "azure-", "dotnet-", "msodbcsql", "mssql-", "powershell"]),
    ("packages.sury.org", &["libapache2-mod-php", "php"]),
    ("repo.mongodb.org", &["mongodb-org"]),
    ("repo.mysql.com", &["mysql"]),
];

/// The command of `software-properties-common`, under both of its names.
pub fn adds_archive(command: &Command) -> bool {
    matches!(command.name(), "add-apt-repository" | "apt-add-repository")
}

/// A package from an archive that the file adds is called there as ever, whatever the distribution calls its own.
pub fn keeps_name(case: &Case, package: &str) -> bool {
    case.once.archives.get_or_init(case.facts, || Archives::of(case.steps().iter().copied())).hold(package)
}

/// The archives that some steps add, by what they call their packages.
pub struct Archives(Vec<&'static [&'static str]>);

impl Archives {
    pub fn of<'a>(steps: impl Iterator<Item = &'a Step>) -> Archives {
        let named = |step: &'a Step| -> Vec<&'a str> {
            match &step.does {
                Does::Run(run) => run.words.iter().map(|word| word.text.as_str()).collect(),
                Does::Bring { sources, .. } => sources.iter().map(|one| one.text.as_str()).collect(),
                _ => Vec::new(),
            }
        };
        let words: Vec<&str> = steps.flat_map(named).collect();
        let named = |address: &str| words.iter().any(|text| text.contains(address));
        Archives(ARCHIVES.iter().filter(|(address, _)| named(address)).map(|(_, names)| *names).collect())
    }

    pub fn hold(&self, package: &str) -> bool {
        self.0.iter().flat_map(|names| *names).any(|name| package.starts_with(name))
    }
}

/// The first of them on a base with another manager.
pub fn objections(case: &Case, choice: &Choice, manager: Manager) -> Option<Objection> {
    let named = case.once.sources.get_or_init(case.facts, || named(case));
    let (_, span) = *named.iter().find(|(own, _)| *own != manager).filter(|_| choice.shape == Shape::Swap)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} uses a package source or package file of another package manager than the one of `{image}`.",
        de: "{line} nutzt eine Paketquelle oder Paketdatei für einen anderen Paketmanager als den von `{image}`.",
        zh: "{line}使用的软件包源或软件包文件属于另一种包管理器，与 `{image}` 的不同。");
    Some(objection(crate::rules::package_manager_mismatch::RULE.id, Weight::Blocker, text, vec![span]))
}

/// Whose sources and packages commands name, and where.
fn named(case: &Case) -> Vec<(Manager, Span)> {
    let uses = |command: &&Command| command.name() != "rm" && !command.conditional;
    let of = |command: &Command| {
        let names = |word: &&str| command.args.iter().any(|arg| arg.text.contains(word));
        let own = SOURCES.iter().filter(|(_, words)| words.iter().any(names));
        own.map(|(manager, _)| (*manager, command.span)).collect::<Vec<_>>()
    };
    case.commands().filter(uses).flat_map(of).collect()
}

/// `postgresql-16-postgis-3`: Docker's images of PostgreSQL carry the archive of PostgreSQL's own project, for their
/// major release alone (`…-pgdg main $PG_MAJOR`,
/// [Dockerfile-debian.template](https://github.com/docker-library/postgres/blob/master/Dockerfile-debian.template)).
/// The name on another such image: PostGIS is 3 there
/// ([its own image](https://github.com/postgis/docker-postgis/blob/master/Dockerfile.template)); `plpython` is for Python 2.
pub fn of_pgdg(case: &Case, package: &str, image: &Image) -> Option<String> {
    let major = |image: &Image| {
        let debian = image.repository == "docker.io/library/postgres" && image.package_manager == PackageManager::Apt;
        let tag = image.tag.as_deref().filter(|_| debian)?;
        let version = tag.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
        // Before 10 the second number counted, too: 9.6.
        let numbers = version.split('.').take(if version.starts_with("9.") { 2 } else { 1 });
        let digits = numbers.collect::<Vec<_>>().join(".");
        (!digits.is_empty()).then_some(digits)
    };
    let (old, new) = (major(case.present()?)?, major(image)?);
    let words = || package.strip_prefix("postgresql-").into_iter().flat_map(|rest| rest.split('-'));
    let gone = old != new && words().any(|word| word == "plpython");
    let postgis = |word: &str| old != new && word.starts_with("2.") && package.contains("-postgis-");
    (!gone && words().any(|word| word == old)).then(|| {
        words().fold("postgresql".into(), |name, word| match word {
            _ if word == old => format!("{name}-{new}"),
            _ if postgis(word) => format!("{name}-3"),
            _ => format!("{name}-{word}"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_major_release_in_a_name_goes_with_the_base() {
        for (base, old, new) in [
            ("postgres:9.6", "postgresql-9.6-postgis-2.4-scripts", "`postgresql-18-postgis-3-scripts`"),
            ("postgres:11", "postgresql-11-postgis-2.5", "`postgresql-18-postgis-3`"),
            ("postgres:9.6.24-stretch", "postgresql-contrib-9.6", "`postgresql-contrib-18`"),
            ("postgres:13", "postgresql-13-cron", "`postgresql-18-cron`"),
        ] {
            let file = format!("FROM {base}\nRUN apt-get update && apt-get install -y {old}\n");
            let told = weighed("package-renamed", &file, "postgres:18-trixie", Shape::Swap);
            assert!(told.iter().any(|one| one.text.contains(new)), "{old}: {told:?}");
        }
    }

    #[test]
    fn what_comes_from_an_added_archive_keeps_its_name() {
        let own = "FROM debian:11\nRUN echo \"deb https://dl.yarnpkg.com/debian/ stable main\" > /etc/apt/sources.list.d/yarn.list\nRUN apt-get update && apt-get install -y yarn netcat\nCMD [\"yarn\"]\n";
        let renames = |file: &str| {
            let told = weighed("package-renamed", file, "debian:trixie-slim", Shape::Swap);
            told.into_iter().map(|one| one.text).collect::<String>()
        };
        assert!(!renames(own).contains("yarnpkg") && renames(own).contains("netcat-openbsd"), "{}", renames(own));
        let debians = own.replace("dl.yarnpkg.com", "a.example.org");
        assert!(renames(&debians).contains("yarnpkg"), "{}", renames(&debians));
        let php = "FROM ubuntu:20.04\nRUN add-apt-repository -y ppa:ondrej/php && apt-get install -y php7.4 libapache2-mod-php7.4\nCMD [\"apachectl\"]\n";
        let keeps = |file: &str| {
            let doubt = weight("package-unavailable", file, "ubuntu:26.04", Shape::Swap) >= Some(Weight::Doubt);
            !doubt && weight("package-renamed", file, "ubuntu:26.04", Shape::Swap).is_none()
        };
        assert!(keeps(php) && !keeps(&php.replace("ondrej/php", "a/b")));
    }

    #[test]
    fn extensions_come_from_the_archive_that_the_image_carries() {
        silent(
            "package-renamed",
            "FROM postgres:15-trixie\nRUN apt-get update && apt-get install -y postgresql-15-postgis-3\n",
        );
        let file = "FROM postgres:15-bullseye\nRUN apt-get update && apt-get install -y postgresql-15-cron postgresql-server-dev-15\n";
        for rule in ["package-renamed", "package-unavailable"] {
            let told = weighed(rule, file, "postgres:15-trixie", Shape::Swap);
            assert!(told.iter().all(|one| one.weight == Weight::Risk), "{told:?}");
        }
        let told = weighed(
            "package-renamed",
            &file.replace("15", "12").replace("-bullseye", ""),
            "postgres:15-trixie",
            Shape::Swap,
        );
        assert!(told[0].text.contains("`postgresql-15-cron` and `postgresql-server-dev-15`"), "{told:?}");
    }
}
