//! Packages with the version of a language, a compiler or a server in their name, `php7.2-fpm`, `gcc-7`: what a later
//! release of a system of Debian's kind calls without it.

use super::installs::Install;
use super::translated::{Name, distro};
use crate::catalogue::Image;
use crate::catalogue::packages::{Distro, bare_name};
use crate::rules::languages::javas;
use crate::words::Lang;

/// All of them are in Debian 13, by its package index (read 2026-11-30) or, `mysql-…`, under `default-mysql-…`; Ubuntu
/// makes them of the same sources.
const PLAIN: &str = " clang clang-format clang-tidy cpp g++ g++-multilib gcc gcc-multilib gfortran golang golang-go \
    libapache2-mod-php libclang-dev libpython3-dev lld lldb llvm llvm-dev mariadb-client mariadb-server mysql-client \
    mysql-server php php-bcmath php-bz2 php-cgi php-cli php-common php-curl php-dev php-enchant php-fpm php-gd php-gmp \
    php-interbase php-intl php-json php-ldap php-mbstring php-mcrypt php-mysql php-odbc php-pgsql php-phpdbg php-readline \
    php-snmp php-soap php-sqlite3 php-sybase php-tidy php-xml php-xmlrpc php-zip postgresql postgresql-client \
    postgresql-postgis postgresql-server-dev-all python3 python3-dev python3-minimal python3-venv ruby ruby-dev ";

/// What a name of a line is called without it.
pub fn name(name: &str, image: &Image) -> Option<Name> {
    let to = distro(image).filter(|to| to.is_debian())?;
    if is_old_java(name) && to == Distro::Ubuntu {
        return Some(Name::Other(vec![format!("openjdk-8{}", &name["openjdk-7".len()..])]));
    }
    if let Some(line) = name.strip_prefix("oracle-java").filter(|_| name.ends_with("-installer")).and(javas::java(name))
    {
        let kept = to == Distro::Ubuntu && [8, 11, 17, 21].contains(&line);
        return Some(if kept { Name::Other(vec![format!("openjdk-{line}-jdk")]) } else { Name::NotThere });
    }
    // [certbot's plugins](https://packages.debian.org/trixie/python3-certbot-nginx), by the names of Python 3.
    if let Some(plugin) = name.strip_prefix("python-certbot-").filter(|plugin| ["apache", "nginx"].contains(plugin)) {
        return Some(Name::Other(vec![format!("python3-certbot-{plugin}")]));
    }
    let (before, after) = cut(bare_name(name))?;
    // A part of the language itself by now, and of its image.
    if before == "php" && matches!(after, "-opcache" | "-sodium") {
        return Some(Name::Needless);
    }
    let plain = match after {
        "" if before == "postgresql-server-dev" => "postgresql-server-dev-all".into(),
        "" if before == "postgresql-contrib" => "postgresql".into(),
        _ if after.starts_with("-postgis") => format!("{before}-postgis"),
        _ => format!("{before}{after}"),
    };
    if !PLAIN.split(' ').any(|one| one == plain) {
        return None;
    }
    let of_debian = plain.starts_with("mysql-") && to != Distro::Ubuntu;
    Some(Name::Other(vec![if of_debian { format!("default-{plain}") } else { plain }]))
}

/// `openjdk-7-jre`: 8 is the oldest line that Ubuntu still has.
pub fn is_old_java(name: &str) -> bool {
    name.starts_with("openjdk-6-") || name.starts_with("openjdk-7-")
}

/// `php` and `-fpm` of `php7.2-fpm`, `gcc` and nothing of `gcc-7`, `python3` and `-dev` of `python3.5-dev`.
fn cut(name: &str) -> Option<(&str, &str)> {
    let is_version = |c: char| c.is_ascii_digit() || c == '.';
    let at = match name.strip_prefix("lib").unwrap_or(name).starts_with("python3.") {
        true => name.find('.')?,
        // Of `libapache2-mod-php7.0` it is the second number.
        false if name.starts_with("libapache2-mod-php") => "libapache2-mod-php".len(),
        false => name.find(|c: char| c.is_ascii_digit())?,
    };
    let (before, rest) = name.split_at(at);
    let after = rest.trim_start_matches(is_version);
    let whole = after.len() < rest.len() && (after.is_empty() || after.starts_with('-'));
    whole.then(|| (before.trim_end_matches('-'), after))
}

/// A sentence that follows the one on their names.
pub fn note(lang: Lang, renamed: &[&(Install, Vec<String>)]) -> Option<String> {
    let other = |(install, new): &&(Install, Vec<String>)| {
        let name = &install.package.name;
        let plain =
            |(before, _): (&str, &str)| new.iter().any(|new| new.trim_start_matches("default-").starts_with(before));
        install.distro.is_some_and(Distro::is_debian) && cut(name).is_some_and(plain) && !name.starts_with("lib")
    };
    renamed.iter().copied().find(|one| other(one)).map(|_| {
        say!(lang,
            en: " It is another version: test with it.",
            de: " Es ist eine andere Version: Teste damit.",
            zh: "版本不同：请用它测试。")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Shape, Weight};

    fn file(base: &str, packages: &str) -> String {
        format!("FROM {base}\nRUN apt-get update && apt-get install -y {packages}\nCMD [\"bash\"]\n")
    }

    #[test]
    fn a_line_in_the_name_goes() {
        let told = |packages: &str, to: &str| {
            weighed("package-renamed", &file("ubuntu:16.04", packages), to, Shape::Swap).remove(0).text
        };
        for (old, new) in [
            ("php7.0-fpm", "php-fpm"),
            ("libapache2-mod-php7.0", "libapache2-mod-php"),
            ("postgresql-9.5", "postgresql"),
            ("postgresql-9.5-postgis-2.2", "postgresql-postgis"),
            ("gcc-4.8", "gcc"),
            ("g++-7-multilib", "g++-multilib"),
            ("llvm-3.9-dev", "llvm-dev"),
            ("ruby2.3-dev", "ruby-dev"),
            ("python3.5-dev", "python3-dev"),
            ("mysql-server-5.7", "mysql-server"),
            ("openjdk-7-jdk", "openjdk-8-jdk"),
            ("python-certbot-nginx", "python3-certbot-nginx"),
        ] {
            let text = told(old, "ubuntu:26.04");
            assert!(text.contains(&format!("is `{new}`.")), "{text}");
        }
        assert!(told("php7.0-fpm", "ubuntu:26.04").ends_with("It is another version: test with it."));
        assert!(told("mysql-server-5.7", "debian:trixie-slim").contains("`default-mysql-server`"));
    }

    #[test]
    fn what_no_name_is_known_for_is_looked_up_and_the_base_is_weighed_all_the_same() {
        let weight = |base: &str, packages: &str| {
            weight("package-unavailable", &file(base, packages), "ubuntu:26.04", Shape::Swap)
        };
        assert_eq!(weight("ubuntu:18.04", "php7.2-imap"), Some(Weight::Change));
        assert_eq!(weight("ubuntu:22.04", "php8.1-imap"), Some(Weight::Doubt), "that release still lives");
    }
}
