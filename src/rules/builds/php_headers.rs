//! Headers that PHP's extensions are compiled with: its images bring a compiler, and none of them
//! ([Docker Official Images: php](https://github.com/docker-library/docs/tree/master/php)).

use super::natives::Part;
use crate::catalogue::Image;
use crate::catalogue::packages::{Distro, Ecosystem, native};
use crate::rules::claims::*;
use crate::rules::compiler_missing::RULE;
use crate::rules::languages::bundled;
use crate::rules::packages::{installs, translated};
use crate::shell::{Action, Command, Package};
use crate::stages::{Role, Stage};

/// What a stage compiles in vain, and the headers it takes, by their names on a base.
struct Gap<'a> {
    extensions: Vec<&'a Package>,
    headers: Vec<&'static str>,
}

pub fn findings(case: &Case) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let of = |stage: &Stage| {
        let image = case.facts.standings.get(stage.index)?.image()?;
        Some(claim(case, &gap(case, stage, image)?, image))
    };
    stages.filter_map(of).collect()
}

fn claim(case: &Case, gap: &Gap, image: &Image) -> Finding {
    let (lang, headers, what) = (case.lang(), codes(case.lang(), &gap.headers), text(case, gap, image));
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Install {headers} before.", de: "Installiere vorher {headers}.", zh: "请先安装 {headers}。");
    finding(RULE.id, Severity::Error, [what, why, todo], spans(gap))
}

/// Any of PHP's images lacks them, the present one among them.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let gap = to_come(case, choice)?;
    let (lang, headers, text) = (case.lang(), codes(case.lang(), &gap.headers), text(case, &gap, &choice.image));
    let text = say!(lang,
        en: "{text} Install {headers} first.",
        de: "{text} Installiere vorher {headers}.",
        zh: "{text}请先安装 {headers}。");
    let packages = gap.headers.iter().map(|name| name.to_string()).collect();
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans(&gap)).by(Change::Install { packages }))
}

/// Whether the stage that ships compiles an extension itself.
pub fn compiles(case: &Case, part: &Part) -> bool {
    part.row.is_some_and(|row| row.ecosystem == Ecosystem::Php)
        && part.fact.spans.iter().any(|span| case.steps().iter().any(|step| step.span.contains(*span)))
}

/// Whether its headers have yet to be installed, and bring their library with them.
pub fn are_to_come(case: &Case, choice: &Choice, part: &Part) -> bool {
    let spans = &part.fact.spans;
    to_come(case, choice).is_some_and(|gap| gap.extensions.iter().any(|package| spans.contains(&package.span)))
}

fn to_come<'a>(case: &'a Case, choice: &Choice) -> Option<Gap<'a>> {
    let ships = choice.shape == Shape::Swap && installs::keeps_installing(choice);
    gap(case, case.build.shipped_stage().filter(|_| ships)?, &choice.image)
}

fn gap<'a>(case: &'a Case, stage: &'a Stage, image: &Image) -> Option<Gap<'a>> {
    let distro = translated::distro(image).filter(|_| image.repository == "docker.io/library/php")?;
    let launches = case.build.steps(stage.index).filter_map(|step| step.run());
    let commands: Vec<&Command> = launches.flat_map(|launch| &launch.commands).collect();
    if commands.iter().any(|command| is_opaque(command)) {
        return None;
    }
    let mut gap = Gap { extensions: Vec::new(), headers: Vec::new() };
    for package in commands.iter().filter(|command| !command.conditional).flat_map(|command| compiled(command)) {
        let wanted = of_kernel(package, image, distro).or_else(|| headers(&package.name, distro));
        let wanted = wanted.filter(|wanted| !commands.iter().any(|command| may_bring(command, wanted, distro)));
        let left = wanted.filter(|_| !bundled::holds(image, &package.name) && !bundled::is_gone(image, &package.name));
        let Some(wanted) = left.filter(|wanted| !commands.iter().any(|command| has(command, wanted))) else {
            continue;
        };
        gap.extensions.push(package);
        if !gap.headers.contains(&wanted) {
            gap.headers.push(wanted);
        }
    }
    (!gap.headers.is_empty()).then_some(gap)
}

/// What a command compiles: PHP's own extensions, and that of `pecl` which takes more than a compiler.
fn compiled(command: &Command) -> impl Iterator<Item = &Package> {
    let all = command.name() == "docker-php-ext-install";
    let xdebug = command.name() == "pecl";
    let packages = command.packages.iter().flat_map(|action| &action.packages);
    packages.filter(move |package| package.known && (all || xdebug && package.name == "xdebug"))
}

/// On Alpine the C library comes without the kernel's headers, which `sockets` includes since 8.2 and Xdebug since 3.2
/// ([docker-library/php, issue 1500](https://github.com/docker-library/php/issues/1500),
/// [php-src, issue 8899](https://github.com/php/php-src/issues/8899)). No other package brings them along.
fn of_kernel(package: &Package, image: &Image, distro: Distro) -> Option<&'static str> {
    let new = || bundled::line(image).is_some_and(|line| line >= (8, 2));
    let fresh = || package.version.as_deref().is_none_or(|version| !version.starts_with(['1', '2']));
    let needs = match package.name.as_str() {
        "sockets" => new(),
        "xdebug" => fresh(),
        _ => false,
    };
    (needs && distro == Distro::Alpine).then_some("linux-headers")
}

/// The package whose headers an extension is compiled with.
fn headers(extension: &str, distro: Distro) -> Option<&'static str> {
    let unbundled = bundled::UNBUNDLED.iter().find(|(name, ..)| *name == extension);
    let named = unbundled.map(|(_, debian, alpine)| (*debian, *alpine)).or_else(|| others(extension));
    let named = named.map(|(debian, alpine)| if distro.is_debian() { debian } else { alpine });
    let header = named.or_else(|| native(Ecosystem::Php, extension)?.build(distro).first().copied());
    header.filter(|header| !header.is_empty())
}

/// What the table of packages does not have: Debian's package and Alpine's, by the `config.m4` of each extension.
fn others(extension: &str) -> Option<(&'static str, &'static str)> {
    Some(match extension {
        "dom" | "simplexml" | "xml" | "xmlreader" | "xmlwriter" => ("libxml2-dev", "libxml2-dev"),
        "curl" => ("libcurl4-openssl-dev", "curl-dev"),
        "enchant" => ("libenchant-2-dev", "enchant2-dev"),
        "gettext" => ("", "gettext-dev"),
        "pdo_sqlite" => ("libsqlite3-dev", "sqlite-dev"),
        "pspell" => ("libpspell-dev", "aspell-dev"),
        "snmp" => ("libsnmp-dev", "net-snmp-dev"),
        "tidy" => ("libtidy-dev", "tidyhtml-dev"),
        _ => return None,
    })
}

fn installed(command: &Command) -> impl Iterator<Item = &Package> {
    let action = command.packages.as_ref().filter(|action| action.action == Action::Install);
    action.filter(|action| action.manager.is_of_the_os()).into_iter().flat_map(|action| &action.packages)
}

fn has(command: &Command, header: &str) -> bool {
    installed(command).any(|package| package.name == header)
}

/// Names that we cannot read, and scripts that nobody showed. What Alpine's images name in `PHPIZE_DEPS` are compilers.
fn is_opaque(command: &Command) -> bool {
    let script = matches!(command.name(), "sh" | "bash") && !command.has("-c")
        || command.name().ends_with(".sh")
        || command.program.text.starts_with("./");
    script || installed(command).any(|package| !package.known && !package.name.contains("PHPIZE_DEPS"))
}

/// Whether other headers of a command may bring these along. Only few are brought by none.
fn may_bring(command: &Command, wanted: &str, distro: Distro) -> bool {
    const NEVER: &str = "libonig-dev libzip-dev linux-headers oniguruma-dev";
    let names = installed(command).map(|package| package.name.as_str()).filter(|name| name.contains("-dev"));
    let is_in = |names: &str, name: &str| names.split(' ').any(|one| one == name);
    let mut named = names.filter(|name| !is_in(ALONE, name));
    named.any(|name| match BRINGS.iter().find(|(names, _)| is_in(names, name)) {
        Some((_, brought)) => is_in(brought, wanted),
        None if name == "libxml2-dev" => wanted == "libicu-dev" && distro != Distro::Debian13,
        None => !is_in(NEVER, wanted),
    })
}

/// Debian's headers that bring none of those above, on 12 and 13 (`apt-cache depends --recurse`, 2026-11-30), and
/// Alpine's of the same libraries.
const ALONE: &str = "bzip2-dev default-libmysqlclient-dev freetds-dev gmp-dev icu-dev libbz2-dev libedit-dev libffi-dev \
    libgmp-dev libicu-dev libjpeg-dev libjpeg-turbo-dev libjpeg62-turbo-dev libkrb5-dev libldap-dev libmcrypt-dev \
    libmemcached-dev libonig-dev libpng-dev libpq-dev libreadline-dev libsodium-dev libsqlite3-dev libssh2-1-dev \
    libssl-dev libtidy-dev libwebp-dev libxpm-dev libyaml-dev libzip-dev oniguruma-dev unixodbc-dev uuid-dev zlib-dev \
    zlib1g-dev";

/// Those that bring some, and which, on one of the two.
const BRINGS: [(&str, &str); 5] = [
    ("libfontconfig1-dev libfreetype-dev libfreetype6-dev libgd-dev", "libbz2-dev libpng-dev"),
    ("libcurl4-openssl-dev librdkafka-dev", "libcurl4-openssl-dev libgmp-dev libldap-dev"),
    ("libldap2-dev", "libldap-dev"),
    ("libmagickcore-dev libmagickwand-dev", "libbz2-dev libffi-dev libicu-dev libpng-dev libxml2-dev"),
    ("libxslt1-dev", "libicu-dev libxml2-dev"),
];

fn spans(gap: &Gap) -> Vec<Span> {
    gap.extensions.iter().map(|package| package.span).collect()
}

fn text(case: &Case, gap: &Gap, image: &Image) -> String {
    let names: Vec<&str> = gap.extensions.iter().map(|package| package.name.as_str()).collect();
    let (lang, line, image) = (case.lang(), sentence(case.line(&spans(gap))), &image.reference);
    let names = codes(lang, &names);
    say!(lang,
        en: "{line} compiles {names}, and `{image}` does not have the headers for that.",
        de: "{line} kompiliert {names}, und `{image}` hat die Header dafür nicht.",
        zh: "{line}编译 {names}，而 `{image}` 没有所需的头文件。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn file(from: &str, run: &str) -> String {
        format!("FROM {from}\nRUN {run}\nCOPY . /var/www/html\n")
    }

    fn wanted(from: &str, run: &str, to: &str) -> Vec<String> {
        let told = weighed(RULE.id, &file(from, run), to, Shape::Swap);
        told.into_iter()
            .filter_map(|one| match one.change {
                Some(Change::Install { packages }) => Some(packages),
                _ => None,
            })
            .flatten()
            .collect()
    }

    #[test]
    fn what_an_extension_is_compiled_with_is_named() {
        let gd = "docker-php-ext-install gd pdo_mysql";
        let told = fires(RULE.id, &file("php:8.4-apache-trixie", gd));
        assert!(told.what.contains("`gd`") && told.todo.contains("`libpng-dev`"), "{told:?}");
        assert_eq!(wanted("php:8.4-apache-trixie", gd, "php:8.4-apache-trixie"), ["libpng-dev"]);
        assert_eq!(wanted("php:8.2-apache", gd, "php:8.4-apache-trixie"), ["libpng-dev"]);
        let many = "docker-php-ext-install zip intl pdo_pgsql pgsql soap";
        let alpine = "php:8.4-fpm-alpine3.24";
        assert_eq!(wanted(alpine, many, alpine), ["libzip-dev", "icu-dev", "libpq-dev", "libxml2-dev"]);
    }

    #[test]
    fn what_may_have_them_is_left_alone() {
        for run in [
            "apt-get update && apt-get install -y libpng-dev && docker-php-ext-install gd",
            "apt-get update && apt-get install -y libfreetype6-dev && docker-php-ext-install gd",
            "apt-get update && apt-get install -y $DEPS && docker-php-ext-install gd",
            "./prepare.sh && docker-php-ext-install gd",
            "docker-php-ext-install pdo_mysql mysqli bcmath opcache exif pcntl",
            "install-php-extensions gd zip intl",
        ] {
            silent(RULE.id, &file("php:8.4-apache-trixie", run));
        }
        let two = "apt-get update && apt-get install -y libpng-dev && docker-php-ext-install gd zip";
        assert!(fires(RULE.id, &file("php:8.4-apache-trixie", two)).what.contains("`zip`"));
    }

    #[test]
    fn alpine_has_no_headers_of_the_kernel() {
        let alpine = "php:8.4-fpm-alpine3.24";
        assert_eq!(wanted("php:7.4-fpm-alpine", "docker-php-ext-install sockets", alpine), ["linux-headers"]);
        let xdebug = "apk add --no-cache $PHPIZE_DEPS imagemagick-dev && pecl install xdebug imagick";
        assert_eq!(wanted("php:8.0-fpm-alpine", xdebug, alpine), ["linux-headers"]);
        fires(RULE.id, &file(alpine, xdebug));
        silent(RULE.id, &file(alpine, &xdebug.replace("imagemagick-dev", "linux-headers")));
        silent(RULE.id, &file(alpine, &xdebug.replace("xdebug", "redis")));
        silent(RULE.id, &file("php:8.4-fpm-trixie", "docker-php-ext-install sockets"));
        silent(RULE.id, &file("php:8.1-fpm-alpine", "docker-php-ext-install sockets"));
    }

    #[test]
    fn what_is_no_more_part_of_php_needs_no_headers() {
        let run = "docker-php-ext-install xmlrpc pdo_mysql";
        assert!(wanted("php:7.4-fpm", run, "php:8.3-fpm-trixie").is_empty());
    }

    #[test]
    fn no_other_headers_bring_oniguruma() {
        let run = "apt-get update && apt-get install -y libfreetype6-dev && docker-php-ext-install gd mbstring";
        assert_eq!(wanted("php:7.4-fpm", run, "php:8.3-fpm-trixie"), ["libonig-dev"]);
    }

    #[test]
    fn each_extension_has_its_own() {
        let to = |run: &str| wanted("php:8.2-fpm-bookworm", run, "php:8.3-fpm-trixie");
        let free = "apt-get update && apt-get install -y libfreetype6-dev libzip-dev && docker-php-ext-install";
        assert_eq!(to(&format!("{free} gd xml simplexml ctype")), ["libxml2-dev"]);
        assert_eq!(
            to(&format!("{free} dom curl tidy snmp xsl bz2")),
            ["libxml2-dev", "libcurl4-openssl-dev", "libtidy-dev", "libsnmp-dev", "libxslt1-dev"]
        );
        assert!(to("docker-php-ext-install ftp dba gettext calendar").is_empty());
        assert_eq!(
            wanted("php:8.2-fpm-alpine", "docker-php-ext-install gettext", "php:8.3-fpm-alpine3.24"),
            ["gettext-dev"]
        );
        let brought = "apt-get update && apt-get install -y libxslt1-dev && docker-php-ext-install xsl xml";
        assert!(to(brought).is_empty());
    }

    /// On Debian 12 they bring those of ICU, on 13 no more.
    #[test]
    fn libxml2_brings_icu_no_more() {
        let run = "apt-get update && apt-get install -y libxml2-dev && docker-php-ext-install intl soap";
        assert_eq!(wanted("php:8.2-fpm-bookworm", run, "php:8.3-fpm-trixie"), ["libicu-dev"]);
        silent(RULE.id, &file("php:8.2-fpm-bookworm", run));
    }

    #[test]
    fn libraries_come_with_their_headers() {
        let libraries =
            |run: &str, to: &str| weighed("missing-shared-library", &file("php:8.2-apache", run), to, Shape::Swap);
        silent("missing-shared-library", &file("php:8.4-apache-trixie", "docker-php-ext-install gd zip"));
        assert!(libraries("docker-php-ext-install gd zip", "php:8.4-apache-trixie").is_empty());
    }
}
