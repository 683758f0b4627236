//! What an old package name is called by elsewhere in the file: `service php5-fpm start`, `a2enmod php7.0`,
//! `/etc/php/7.0/…`. The package gets its new name, and these have to follow. Told under `package-renamed`.

use super::installs::Install;
use super::release_names::carries_release;
use crate::order;
use crate::rules::claims::*;
use crate::shell::{Arg, Command, Manager};

const RULE: &str = crate::rules::package_renamed::RULE.id;

/// A longer list tells no more.
const MOST: usize = 6;

pub fn objection(case: &Case, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    // Alpine's are told of one by one.
    let by_line = renamed.iter().filter(|(install, _)| install.manager != Manager::Apk);
    let lines: Vec<&str> = by_line.filter_map(|(install, _)| php_line(&install.package.name)).collect();
    let mysql = renamed.iter().any(|(install, new)| {
        install.package.name.starts_with("mysql-server") && new.iter().any(|name| name.starts_with("mariadb"))
    });
    // The program has the name of the package, the old as the new.
    const PROGRAMS: [&str; 4] = ["cython", "exa", "pypy", "sqlite"];
    let program = |name: &str| PROGRAMS.contains(&name) && renamed.iter().any(|(old, _)| old.package.name == name);
    // A command by the name of the package, `gcc-7`.
    let versioned = |word: &str| {
        let of = |(old, new): &(Install, Vec<String>)| {
            old.manager != Manager::Apk && old.package.name == word && !new.is_empty()
        };
        carries_release(word) && renamed.iter().any(of)
    };
    let own = |name: &str| program(name) || carries_release(name);
    if lines.is_empty() && !mysql && !renamed.iter().any(|(old, _)| own(&old.package.name)) {
        return None;
    }
    let follows = |command: &Command, word: &str| {
        lines.iter().any(|line| names_line(word, line))
            || command.name() == word && program(word)
            || versioned(word.rsplit('/').next().unwrap_or(word))
            || mysql && command.name() == "service" && ["mysql", "mysqld"].contains(&word)
    };
    let words = calls(case).filter_map(|command| {
        let words = std::iter::once(&command.program).chain(&command.args);
        words.into_iter().find(|arg| follows(command, &arg.text)).map(|arg: &Arg| (arg.text.as_str(), arg.span))
    });
    let mut words: Vec<(&str, Span)> = words.collect();
    order::keep_first(&mut words, |(word, _)| *word);
    words.truncate(MOST);
    let spans: Vec<Span> = words.iter().map(|(_, span)| *span).collect();
    spans.first()?;
    let (lang, line) = (case.lang(), sentence(case.lines(&spans)));
    let names = codes(lang, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    let text = say!(lang,
        en: "{line}: {names}, from the old package: the new one calls it otherwise.",
        de: "{line}: {names}, vom alten Paket: Beim neuen heißt es anders.",
        zh: "{line}：{names} 来自旧软件包，新软件包中的名称不同。");
    Some(crate::rules::claims::objection(RULE, Weight::Change, text, spans).by(Change::Yours))
}

/// What RUNs do besides installing, and what is started.
fn calls<'a>(case: &'a Case) -> impl Iterator<Item = &'a Command> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let started = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    let started = started.flat_map(|launch| &launch.commands);
    case.commands().chain(started).filter(|command| command.packages.is_none())
}

/// `php5` of `php5-fpm`, `php7.0` of `libapache2-mod-php7.0`.
fn php_line(package: &str) -> Option<&str> {
    let at = package.find("php")?;
    let rest = &package[at + 3..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    (end > 0).then(|| &package[at..at + 3 + end])
}

/// `php5-fpm`, `/etc/php5/fpm`, `/etc/php/7.0/fpm`, `/usr/sbin/php-fpm7.0`; not an address.
fn names_line(word: &str, line: &str) -> bool {
    let number = line.trim_start_matches("php");
    let whole = |part: &str| {
        word.match_indices(part).any(|(at, _)| !word[at + part.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    !word.contains("://") && (whole(line) || whole(&format!("php/{number}")) || whole(&format!("php-fpm{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_is_called_by_the_old_name_has_to_follow() {
        let file = "FROM debian:jessie\nRUN apt-get update && apt-get install -y php5-fpm mysql-server nginx\nCMD service php5-fpm start && nginx\n";
        let told = |file: &str| {
            let told = weighed(RULE, file, "debian:trixie-slim", Shape::Swap).into_iter();
            told.filter(|one| one.change == Some(Change::Yours)).map(|one| one.text).collect::<Vec<_>>()
        };
        assert!(told(file)[0].contains("Line 3: `php5-fpm`"), "{:?}", told(file));
        assert!(told(&file.replace("service php5-fpm start", "service mysql start"))[0].contains("`mysql`"));
        let both = told(&file.replace("CMD", "RUN sed -i s/a/b/ /etc/php5/fpm/php.ini\nCMD"));
        assert!(both[0].contains("`/etc/php5/fpm/php.ini` and `php5-fpm`"), "each is told: {both:?}");
        assert!(told(&file.replace("service php5-fpm start && ", "")).is_empty());
        let gcc = "FROM debian:stretch\nRUN apt-get update && apt-get install -y gcc-6\nRUN update-alternatives --install /usr/bin/gcc gcc /usr/bin/gcc-6 50\n";
        assert!(told(gcc)[0].contains("Line 3: `/usr/bin/gcc-6`"), "{:?}", told(gcc));
    }

    #[test]
    fn a_line_is_read_whole() {
        assert_eq!(php_line("libapache2-mod-php7.0"), Some("php7.0"));
        assert_eq!(php_line("php-fpm"), None);
        assert!(names_line("/etc/php/7.0/fpm/pool.d", "php7.0") && names_line("php5enmod", "php5"));
        assert!(!names_line("php56-x", "php5") && !names_line("https://x.example/php5", "php5"));
    }
}
