//! PHP's own extensions that `docker-php-ext-install` compiles from its sources, and that a later line no longer has
//! there to compile.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Command, Package};

/// What became of an extension.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// It is compiled into PHP: nothing is left to compile.
    BuiltIn,
    /// Taken out of PHP's sources; `pecl` has it.
    Pecl,
    /// Given up; programs have to change.
    Gone,
}

type Row = (&'static str, (u32, u32), Fate);

/// From which line on: the manual's pages on removed extensions
/// ([7.0](https://www.php.net/manual/en/migration70.removed-exts-sapis.php),
/// [7.4](https://www.php.net/manual/en/migration74.removed-extensions.php)) and the decisions to unbundle mcrypt (7.2),
/// xmlrpc (8.0) and imap, oci8, pdo_oci, pspell ([8.4](https://wiki.php.net/rfc/unbundle_imap_pspell_oci8)), looked up
/// 2026-11-28. OPcache: `docker-php-ext-install` ends with `cp: cannot stat 'modules/*'` and `docker-php-ext-enable` with
/// `does not exist` ([docker-library/php, issues 1631](https://github.com/docker-library/php/issues/1631) and 1605).
/// JSON: [the manual](https://www.php.net/manual/en/json.installation.php) and docker-library/php, issue 1049, with the
/// same end (looked up 2026-11-29). Tokenizer: `No rule to make target` (docker-library/php, issue 1231;
/// [php-src, issue 8434](https://github.com/php/php-src/issues/8434)).
const ROWS: [Row; 16] = [
    ("opcache", (8, 5), Fate::BuiltIn),
    ("json", (8, 0), Fate::BuiltIn),
    ("tokenizer", (8, 1), Fate::BuiltIn),
    ("imap", (8, 4), Fate::Pecl),
    ("oci8", (8, 4), Fate::Pecl),
    ("pdo_oci", (8, 4), Fate::Pecl),
    ("pspell", (8, 4), Fate::Pecl),
    ("xmlrpc", (8, 0), Fate::Pecl),
    ("interbase", (7, 4), Fate::Pecl),
    ("recode", (7, 4), Fate::Pecl),
    ("wddx", (7, 4), Fate::Pecl),
    ("mcrypt", (7, 2), Fate::Pecl),
    ("ereg", (7, 0), Fate::Gone),
    ("mssql", (7, 0), Fate::Gone),
    ("mysql", (7, 0), Fate::Gone),
    ("sybase_ct", (7, 0), Fate::Gone),
];

/// Libraries that PHP's sources held until 7.4, and whose headers must be there since: Debian's package and Alpine's
/// ([mbstring](https://www.php.net/manual/en/mbstring.installation.php),
/// [zip](https://www.php.net/manual/en/zip.installation.php), looked up 2026-11-29).
pub const UNBUNDLED: [(&str, &str, &str); 2] =
    [("mbstring", "libonig-dev", "oniguruma-dev"), ("zip", "libzip-dev", "libzip-dev")];

/// What the step to another line of PHP asks of the lines that install its extensions. A tag that moves on has taken it
/// already.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some((old, new)) = case.present().and_then(line).zip(line(&choice.image)) else { return Vec::new() };
    let old = if moves_on(case) { (0, 0) } else { old };
    let crossed = |package: &Package| {
        ROWS.into_iter().find(|(name, since, _)| *name == package.name && old < *since && *since <= new)
    };
    let mut told = Vec::new();
    for (instruction, at, command) in commands(case) {
        let packages = command.packages.iter().flat_map(|action| &action.packages);
        let found: Vec<(&Package, Row)> = packages.filter_map(|package| Some((package, crossed(package)?))).collect();
        told.extend(found.iter().map(|(package, row)| {
            let change = match row.2 {
                Fate::BuiltIn => leave_out(command, package, instruction, at),
                _ => Change::Yours,
            };
            objection(RULE.id, Weight::Change, text(case, *row), vec![package.span]).by(change)
        }));
    }
    told
}

/// Sources of the file's own are compiled whatever the line.
fn moves_on(case: &Case) -> bool {
    let own = case.build.tree.source.text().contains("/usr/src/php/ext");
    !own && case.shipped().is_some_and(|footing| footing.moves_on())
}

/// Nothing is left to compile of it there.
pub fn is_gone(image: &Image, extension: &str) -> bool {
    line(image).is_some_and(|line| ROWS.iter().any(|(name, since, _)| *name == extension && line >= *since))
}

/// The image's PHP compiles an extension with a library from its own sources.
pub fn holds(image: &Image, extension: &str) -> bool {
    line(image).is_some_and(|line| line < (7, 4)) && UNBUNDLED.iter().any(|(name, ..)| *name == extension)
}

/// PHP's line in an image.
pub fn line(image: &Image) -> Option<(u32, u32)> {
    let version = image.runtime.as_ref().filter(|runtime| runtime.name == "php")?.version.as_deref()?;
    let mut parts = version.split('.').map_while(|part| part.parse().ok());
    Some((parts.next()?, parts.next()?))
}

/// The commands that compile, set up or switch on PHP's own extensions, with their places.
fn commands<'a>(case: &'a Case) -> Vec<(usize, usize, &'a Command)> {
    let of = |command: &Command| command.name().starts_with("docker-php-ext-");
    let runs = case.steps().iter().filter_map(|step| Some((step.instruction, &step.run()?.commands)));
    let each = runs.flat_map(|(instruction, commands)| {
        commands.iter().enumerate().map(move |(at, command)| (instruction, at, command))
    });
    each.filter(|(_, _, command)| of(command)).collect()
}

/// The word goes, or the command where nothing else stands in it.
fn leave_out(command: &Command, package: &Package, instruction: usize, at: usize) -> Change {
    let alone = command.packages.as_ref().is_some_and(|action| action.packages.len() == 1);
    match alone {
        true => Change::DropCommand { instruction, command: at },
        false => Change::Packages { instruction, command: at, rename: vec![(package.span, Vec::new())] },
    }
}

fn text(case: &Case, (name, (major, minor), fate): Row) -> String {
    let lang = case.lang();
    match fate {
        Fate::BuiltIn => say!(lang,
            en: "From PHP {major}.{minor} on `{name}` is built in, and the command that installs it fails: leave it out.",
            de: "Ab PHP {major}.{minor} ist `{name}` eingebaut, und der Befehl, der es installiert, scheitert: Lass es weg.",
            zh: "从 PHP {major}.{minor} 起 `{name}` 已内置，安装它的命令会失败：请去掉它。"),
        Fate::Pecl => say!(lang,
            en: "From PHP {major}.{minor} on `{name}` is no longer part of PHP's sources: install it with `pecl`, or do without it.",
            de: "Ab PHP {major}.{minor} gehört `{name}` nicht mehr zu den Quellen von PHP: Installiere es mit `pecl`, oder komm ohne es aus.",
            zh: "从 PHP {major}.{minor} 起 `{name}` 不再属于 PHP 源码：请用 `pecl` 安装，或不再使用它。"),
        Fate::Gone => say!(lang,
            en: "From PHP {major}.{minor} on there is no `{name}` any more: the code that uses it has to change.",
            de: "Ab PHP {major}.{minor} gibt es `{name}` nicht mehr: Der Code, der es benutzt, muss sich ändern.",
            zh: "从 PHP {major}.{minor} 起不再有 `{name}`：使用它的代码必须修改。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn changes(install: &str, from: &str, to: &str) -> Vec<Change> {
        let file = format!("FROM {from}\nRUN {install}\nCOPY . .\n");
        let of_extension = |claim: &Objection| claim.text.contains("From PHP");
        let told = weighed(RULE.id, &file, to, Shape::Swap).into_iter();
        told.filter(of_extension).filter_map(|claim| claim.change).collect()
    }

    #[test]
    fn opcache_is_left_out_where_it_is_built_in() {
        let both = "docker-php-ext-install -j2 pdo_mysql opcache";
        let told = changes(both, "php:7.4-apache", "php:8.5-apache-trixie");
        assert!(matches!(&told[..], [Change::Packages { rename, .. }] if rename[0].1.is_empty()), "{told:?}");
        let alone = "a2enmod rewrite && docker-php-ext-enable opcache";
        let told = changes(alone, "php:8.4-apache", "php:8.5-apache-trixie");
        assert_eq!(told, [Change::DropCommand { instruction: 1, command: 1 }]);
        assert_eq!(changes(both, "php:7.4-apache", "php:8.4-apache-trixie"), []);
        assert_eq!(changes(both, "php:8.5-apache-bookworm", "php:8.5-apache-trixie"), []);
    }

    #[test]
    fn libraries_that_left_phps_sources_are_installed() {
        let wanted = |install: &str, from: &str, to: &str| {
            let file = format!("FROM {from}\nRUN {install}\nCOPY . .\n");
            let told = weighed("compiler-missing", &file, to, Shape::Swap).into_iter();
            let packages = told.filter_map(|one| match one.change {
                Some(Change::Install { packages }) => Some(packages),
                _ => None,
            });
            packages.flatten().collect::<Vec<String>>()
        };
        let both = "docker-php-ext-install mbstring zip pdo_mysql";
        assert_eq!(wanted(both, "php:7.2-apache", "php:8.5-apache-trixie"), ["libonig-dev", "libzip-dev"]);
        assert_eq!(wanted(both, "php:7.2-fpm-alpine", "php:8.5-fpm-alpine3.24"), ["oniguruma-dev", "libzip-dev"]);
        let given =
            "apt-get update && apt-get install -y libzip-dev libonig-dev && docker-php-ext-install mbstring zip";
        assert!(wanted(given, "php:7.2-apache", "php:8.5-apache-trixie").is_empty());
        assert_eq!(wanted(both, "php:7.4-apache", "php:8.5-apache-trixie"), ["libonig-dev", "libzip-dev"], "as today");
        assert!(wanted("install-php-extensions zip", "php:7.2-apache", "php:8.5-apache-trixie").is_empty());
    }

    #[test]
    fn what_its_sources_hold_is_missed_nowhere() {
        let file = "FROM php:7.2-fpm-alpine\nRUN docker-php-ext-install zip\nCOPY . .\n";
        silent("compiler-missing", file);
        fires("compiler-missing", &file.replace("7.2", "8.4"));
        let told = weighed("missing-shared-library", file, "php:8.5-fpm-alpine3.24", Shape::Swap);
        assert!(told.is_empty(), "the headers bring it: {told:?}");
    }

    #[test]
    fn json_is_built_in() {
        let told = changes("docker-php-ext-install json", "php:7.4-cli", "php:8.5-cli-trixie");
        assert_eq!(told, [Change::DropCommand { instruction: 1, command: 0 }]);
        assert!(changes("docker-php-ext-install json", "php:8.1-cli", "php:8.5-cli-trixie").is_empty());
        assert_eq!(changes("docker-php-ext-install tokenizer xml", "php:7.4-cli", "php:8.3-cli-trixie").len(), 1);
        assert!(changes("docker-php-ext-install tokenizer", "php:7.4-cli", "php:8.0-cli").is_empty());
    }

    #[test]
    fn what_left_phps_sources_is_named() {
        let install = "docker-php-ext-install mcrypt mysql imap gd";
        assert_eq!(changes(install, "php:5.6-apache", "php:8.5-apache-trixie").len(), 3);
        assert_eq!(changes(install, "php:7.4-apache", "php:8.3-apache-trixie").len(), 0);
    }

    #[test]
    fn a_tag_that_moves_on_has_lost_them() {
        let file = "FROM php:apache\nRUN docker-php-ext-install mcrypt json pdo_mysql\nCOPY . .\n";
        assert!(fires(RULE.id, file).what.contains("`mcrypt`"));
        assert_eq!(changes("docker-php-ext-install mcrypt json", "php:apache", "php:apache").len(), 2);
        silent(RULE.id, &file.replace("RUN ", "COPY mcrypt /usr/src/php/ext/mcrypt\nRUN "));
        silent(RULE.id, &file.replace("php:apache", "php:7.1-apache"));
    }
}
