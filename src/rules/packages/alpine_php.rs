//! PHP on Alpine: every line has packages, a directory and programs of its own, `php7-fpm`, `/etc/php7`, `php-fpm7`. A
//! release has only the lines of its time. Told under `package-unavailable`.

use super::translated::{Name, distro};
use crate::catalogue::packages::Distro;
use crate::catalogue::{Image, packages::bare_name};
use crate::rules::claims::*;
use crate::shell::Manager;
use crate::stages::Does;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// The line that our tables name on Alpine.
const LINE: &str = "84";

/// What PHP's own build file makes of it
/// ([community/php84](https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/community/php84/APKBUILD)). Sorted.
#[rustfmt::skip]
const OWN: [&str; 58] = [
    "apache2", "bcmath", "bz2", "calendar", "cgi", "common", "ctype", "curl", "dba", "dev", "doc", "dom", "embed",
    "enchant", "exif", "ffi", "fileinfo", "fpm", "ftp", "gd", "gettext", "gmp", "iconv", "intl", "ldap", "litespeed",
    "mbstring", "mysqli", "mysqlnd", "odbc", "opcache", "openssl", "pcntl", "pdo", "pdo_dblib", "pdo_mysql", "pdo_odbc",
    "pdo_pgsql", "pdo_sqlite", "pear", "pgsql", "phar", "posix", "session", "shmop", "simplexml", "snmp", "soap",
    "sockets", "sodium", "sqlite3", "tidy", "tokenizer", "xml", "xmlreader", "xmlwriter", "xsl", "zip",
];

/// Extensions of PECL, which older lines called without that word. Sorted.
const PECL: [&str; 8] = ["apcu", "igbinary", "imagick", "memcached", "mongodb", "msgpack", "redis", "xdebug"];

/// What a package of another line is called in the one that is there.
pub fn name(package: &str, image: &Image) -> Option<Name> {
    let (line, part) = read(bare_name(package)).filter(|_| is_plain(image))?;
    let listed = |names: &[&str], part: &str| names.binary_search(&part).is_ok();
    let new = match part {
        _ if line == LINE => return None,
        "" | "cli" => format!("php{LINE}"),
        // In PHP itself since 8.0.
        "json" => return Some(Name::Needless),
        "mysql" => format!("php{LINE}-mysqli"),
        "zlib" => format!("php{LINE}-zlib"),
        _ if part.starts_with("sysv") || listed(&OWN, part) => format!("php{LINE}-{part}"),
        _ if listed(&PECL, part.trim_start_matches("pecl-")) => {
            format!("php{LINE}-pecl-{}", part.trim_start_matches("pecl-"))
        }
        _ => return None,
    };
    Some(Name::Other(vec![new]))
}

/// An image of PHP has its own in other places.
fn is_plain(image: &Image) -> bool {
    distro(image) == Some(Distro::Alpine) && image.runtime.is_none()
}

/// `7` and `fpm` of `php7-fpm`.
fn read(package: &str) -> Option<(&str, &str)> {
    let rest = package.strip_prefix("php")?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (line, part) = rest.split_at(end);
    let part = if part.is_empty() { part } else { part.strip_prefix('-')? };
    (1..=2).contains(&line.len()).then_some((line, part))
}

/// The line whose packages a file of Alpine installs.
pub fn line<'a>(case: &'a Case) -> Option<&'a str> {
    let own = case.installs().iter().filter(|install| install.manager == Manager::Apk);
    own.filter_map(|install| read(&install.package.name)).map(|(line, _)| line).find(|line| *line != LINE)
}

/// Its places and programs, wherever the lines name them, and what the reader brings.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let moves = case.present().is_some_and(|now| now.os != choice.image.os);
    let on_alpine = moves && choice.shape == Shape::Swap && is_plain(&choice.image);
    let Some(old) = line(case).filter(|_| on_alpine) else { return Vec::new() };
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "PHP {old} becomes 8.4 on `{image}`, whose programs and places carry `{LINE}`: `php-fpm{LINE}`, `/etc/php{LINE}`. Check that what you bring names them so, and test with it.",
        de: "PHP {old} wird auf `{image}` zu 8.4, dessen Programme und Orte `{LINE}` im Namen tragen: `php-fpm{LINE}`, `/etc/php{LINE}`. Prüfe, ob das, was du mitbringst, sie so nennt, und teste damit.",
        zh: "PHP {old} 在 `{image}` 上变为 8.4，其程序和位置的名称带有 `{LINE}`：`php-fpm{LINE}`、`/etc/php{LINE}`。请确认你带入的文件也这样写，并进行测试。");
    let told = objection(RULE, Weight::Change, text, Vec::new()).by(Change::Yours);
    std::iter::once(told).chain(places(case, old).into_iter().map(|span| moved(case, span))).collect()
}

fn moved(case: &Case, span: Span) -> Objection {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} names a place or program of PHP's by its line: {LINE} there.",
        de: "{line} nennt einen Ort oder ein Programm von PHP mit der Linie: dort {LINE}.",
        zh: "{line}中 PHP 的位置或程序名带有版本线：在那里是 {LINE}。");
    objection(RULE, Weight::Change, text, vec![span]).by(Change::Path { span, to: LINE.into() })
}

/// The number in `/etc/php7`, `php-fpm7`, `/usr/bin/php7`; not in the name of a package or of what is copied.
fn places(case: &Case, line: &str) -> Vec<Span> {
    let source = &case.build.tree.source;
    let installed =
        |at: u32| case.every_install().iter().any(|one| one.package.span.start <= at && at < one.package.span.end);
    let spans = case.steps().iter().map(|step| match &step.does {
        Does::Bring { destination, .. } => destination.as_ref().map_or(step.span, |to| to.span),
        _ => step.span,
    });
    let within = spans.flat_map(|span| {
        let text = source.slice(span);
        let named = ["/php", "php-fpm"].into_iter().flat_map(move |word| text.match_indices(word));
        named.filter_map(move |(at, word)| {
            let at = at + word.len();
            let rest = text[at..].strip_prefix(line)?;
            let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            let start = span.start + at as u32;
            ends.then_some(Span { start, end: start + line.len() as u32 })
        })
    });
    within.filter(|span| !installed(span.start)).take(MOST).collect()
}

/// A file that names more names them by a script.
const MOST: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn lists_are_sorted() {
        assert!(OWN.is_sorted() && PECL.is_sorted());
    }

    #[test]
    fn a_line_that_went_is_the_one_that_is_there() {
        let file = "FROM alpine:3.13\nRUN apk add --no-cache php7 php7-fpm php7-json php7-redis nginx && ln -s /usr/bin/php7 /usr/bin/php\nCOPY php7.ini /etc/php7/conf.d/own.ini\nCMD [\"php-fpm7\", \"-F\"]\n";
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let rewrite = crate::advise(&crate::wishes::Input::pasted(file), &wishes).rewrite.expect("written");
        let text = &rewrite.dockerfile;
        assert!(
            text.contains("apk add --no-cache php84 php84-fpm php84-pecl-redis nginx && ln -s /usr/bin/php84 /"),
            "{text}"
        );
        assert!(text.contains("COPY php7.ini /etc/php84/conf.d/own.ini\nCMD [\"php-fpm84\", \"-F\"]\n"), "{text}");
        let left: Vec<&str> = rewrite.left_to_you.iter().map(|left| left.text.as_str()).collect();
        assert!(left.len() == 1 && left[0].starts_with("PHP 7 becomes 8.4"), "{left:?}");
        let unknown = file.replace("php7-redis", "php7-wddx");
        assert_eq!(weight(RULE, &unknown, "alpine:3.24", Shape::Swap), Some(Weight::Change));
        let there = weighed(RULE, &file.replace("php7", "php84"), "alpine:3.24", Shape::Swap);
        assert!(there.iter().all(|one| !one.text.contains("becomes")), "{there:?}");
    }
}
