//! A language that comes with the system, or in the place of the system's: from which version to which it goes.
//! Told under `package-unavailable`.

use super::installs::{Install, manager_of};
use super::{own_packages, pinned};
use crate::catalogue::packages::languages;
use crate::catalogue::{Image, Os};
use crate::order;
use crate::rules::claims::*;
use crate::rules::languages::runtimes::{self, Needed};
use crate::rules::languages::system_language;
use crate::rules::package_unavailable::RULE;
use crate::shell::Command;

/// What the distributions call each language's own package, without a version in it.
const PACKAGES: [(&str, &[&str]); 8] = [
    ("python", &["python3", "python3-pip", "python3-venv", "py3-pip"]),
    ("node", &["nodejs", "npm", "nodejs-npm"]),
    ("ruby", &["ruby", "ruby-full", "ruby-dev"]),
    (
        "php",
        &["php", "php-cli", "php-fpm", "php5", "php5-cli", "php5-fpm", "libapache2-mod-php", "libapache2-mod-php5"],
    ),
    ("go", &["golang", "golang-go"]),
    ("postgresql", &["postgresql", "postgresql-client"]),
    (
        "mariadb",
        &[
            "mariadb-server",
            "mariadb-client",
            "default-mysql-server",
            "default-mysql-client",
            "mysql-server",
            "mysql-client",
        ],
    ),
    ("awscli", &["awscli"]),
];

/// The next release brings another one; where we do not know which, the reader looks.
pub fn objections(case: &Case, new: &Os, pins: bool, kept: impl Fn(&Install) -> bool) -> Vec<Objection> {
    let asks = |install: &Install| {
        let language = language(install).filter(|name| !is_of_node_source(case, name))?;
        (!(pins && pinned::is_python(&install.package.name)) && kept(install)).then_some(language)
    };
    let mut found: Vec<_> = case.installs().iter().filter_map(|install| Some((asks(install)?, *install))).collect();
    order::keep_first(&mut found, |(language, _)| *language);
    found.iter().filter_map(|(language, install)| objection(case, new, language, install)).collect()
}

fn objection(case: &Case, new: &Os, language: &'static str, install: &Install) -> Option<Objection> {
    let now = case.present()?.os.as_ref()?;
    let text = match (languages::of_system(language, now), languages::of_system(language, new)) {
        (Some(before), Some(after)) if before == after => return None,
        (Some(before), Some(after)) => {
            let (lang, line, name) =
                (case.lang(), sentence(case.line(&[install.package.span])), runtimes::title(language));
            let (now, new) = (now.title(), new.title());
            say!(lang,
                en: "{line}: {name} {before} of {now} becomes {after} on {new}. Test with it what runs on it.",
                de: "{line}: Aus {name} {before} von {now} wird auf {new} {after}. Teste damit, was darauf läuft.",
                zh: "{line}：{now} 的 {name} {before} 在 {new} 上变为 {after}。请用它测试依赖它的程序。")
        }
        _ => open(case, install, new),
    };
    let tls = (language == "mariadb" && !verifies(now) && verifies(new)).then(|| verified(case.lang()));
    let text = text + &tls.unwrap_or_default();
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![install.package.span]))
}

/// MariaDB's client of 11.4 and later: in Debian 13, and in Alpine from 3.21 on
/// ([its package](https://pkgs.alpinelinux.org/package/v3.21/main/x86_64/mariadb)).
fn verifies(os: &Os) -> bool {
    let mut parts = os.version.unwrap_or_default().split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let release = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match os.name {
        "debian" => release.0 >= 13,
        "alpine" => release >= (3, 21),
        _ => false,
    }
}

/// ([MariaDB: securing connections](https://mariadb.com/docs/server/security/securing-mariadb/encryption/data-in-transit-encryption/securing-connections-for-client-and-server))
fn verified(lang: Lang) -> String {
    say!(lang,
        en: " From 11.4 on its client verifies the server's certificate: where the server has none to verify, call it with `--skip-ssl-verify-server-cert`, or without TLS with `--skip-ssl`.",
        de: " Ab 11.4 prüft ihr Client das Zertifikat des Servers: Hat der keines, das sich prüfen lässt, ruf ihn mit `--skip-ssl-verify-server-cert` auf, oder ohne TLS mit `--skip-ssl`.",
        zh: "从 11.4 起，其客户端会验证服务器证书：如果服务器没有可验证的证书，请加上 `--skip-ssl-verify-server-cert`，没有 TLS 则加上 `--skip-ssl`。")
}

/// Since 1.16 Go builds only what a `go.mod` describes, unless it is told otherwise
/// ([its release notes](https://go.dev/doc/go1.16#modules)).
pub fn gopath(case: &Case, new: &Os) -> Option<Objection> {
    let by_modules = |line: &str| line.split_once('.').and_then(|(_, minor)| minor.parse().ok()) >= Some(16);
    let now = case.present()?.os.as_ref()?;
    let (before, after) = languages::of_system("go", now).zip(languages::of_system("go", new))?;
    let crosses = !by_modules(before) && by_modules(after);
    let own = |install: &&Install| language(install) == Some("go");
    let install = case.installs().iter().filter(|_| crosses).find(own)?;
    let text = case.build.tree.source.text();
    let told = ["go.mod", "go mod ", "GO111MODULE"].iter().any(|word| text.contains(word)) || case.brings("go.mod");
    let builds = |command: &&Command| {
        let verb = command.args.first().map(|arg| arg.text.as_str());
        command.name() == "go" && matches!(verb, Some("build" | "get" | "install"))
    };
    let call = case.commands().filter(|_| !told).find(builds)?;
    let (lang, line, name, os) = (case.lang(), sentence(case.line(&[call.span])), &install.package.name, new.title());
    let text = say!(lang,
        en: "{line}: `{name}` of {os} is Go {after}, which asks for a `go.mod` where {before} did without. If there is none, make one (`go mod init`), or set `GO111MODULE=off`.",
        de: "{line}: `{name}` von {os} ist Go {after}, das eine `go.mod` verlangt, wo {before} ohne auskam. Gibt es keine, leg sie an (`go mod init`), oder setz `GO111MODULE=off`.",
        zh: "{line}：{os} 的 `{name}` 是 Go {after}，它需要 `go.mod`，而 {before} 不需要。如果没有，请创建它（`go mod init`），或设置 `GO111MODULE=off`。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![call.span]).by(Change::Yours))
}

/// A sentence that follows the one on what an image of the language brings in its own form.
pub fn brought(case: &Case, install: &Install, image: &Image) -> Option<String> {
    let language = language(install).filter(|name| !is_of_node_source(case, name))?;
    own_packages::has_own(case, install, image).then_some(())?;
    // Another rule names the line that the file is written for, or that its pinned packages are.
    let told = |needed: Needed| {
        needed.name == language
            && (system_language::is_held(case, &needed)
                || needed.line.is_some() && !system_language::is_plain(case, &needed))
    };
    if Needed::of(case).is_some_and(told) {
        return None;
    }
    let now = case.present()?.os.as_ref()?;
    let after = runtimes::line(language, image.runtime.as_ref()?.version.as_deref()?)?;
    let (lang, name, system) = (case.lang(), runtimes::title(language), now.title());
    Some(match languages::of_system(language, now) {
        Some(before) if before == after => return None,
        Some(before) => say!(lang,
            en: " {name} {before} of {system} becomes {after}.",
            de: " Aus {name} {before} von {system} wird {after}.",
            zh: " {system} 的 {name} {before} 变为 {after}。"),
        None => say!(lang,
            en: " It is {name} {after}, whatever {system} has.",
            de: " Es ist {name} {after}, was auch immer {system} hat.",
            zh: " 它是 {name} {after}，与 {system} 自带的版本无关。"),
    })
}

/// Whether the sentence on what is brought says the step of the system's plain language.
pub fn is_told(case: &Case, choice: &Choice, needed: &Needed) -> bool {
    // Where another manager installs, nothing is said of the single package.
    let same = |install: &Install| manager_of(&choice.image) == Some(install.manager);
    let own = |install: &Install| {
        same(install) && language(install) == Some(needed.name) && brought(case, install, &choice.image).is_some()
    };
    let swaps = choice.shape == Shape::Swap && own_packages::in_place(case, &choice.image) == Some(needed.name);
    swaps && system_language::is_plain(case, needed) && case.installs().iter().any(own)
}

/// NodeSource's script names the line itself: `setup_22.x`.
pub fn is_of_node_source(case: &Case, language: &str) -> bool {
    language == "node" && case.build.tree.source.text().contains("nodesource")
}

pub fn language(install: &Install) -> Option<&'static str> {
    let name = install.package.name.as_str();
    PACKAGES.iter().find(|(_, names)| names.contains(&name)).map(|(language, _)| *language)
}

pub fn open(case: &Case, install: &Install, new: &Os) -> String {
    let (lang, line, os) = (case.lang(), sentence(case.line(&[install.package.span])), new.title());
    let name = &install.package.name;
    say!(lang,
        en: "{line} installs `{name}`, whose version comes with the release: test what runs on it with the one of {os}.",
        de: "{line} installiert `{name}`, dessen Version mit der Distribution kommt: Teste mit der aus {os}, was darauf läuft.",
        zh: "{line}安装的 `{name}` 版本随发行版而变：请用 {os} 中的版本测试依赖它的程序。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> String {
        let all = ["package-renamed", RULE.id].map(|rule| weighed(rule, file, to, Shape::Swap)).concat();
        all.into_iter().map(|one| one.text).find(|text| text.contains("becomes")).unwrap_or_default()
    }

    #[test]
    fn a_client_that_verifies_certificates_is_told() {
        let file = "FROM alpine:3.15\nRUN apk add --no-cache mariadb-client\nCOPY backup.sh /\nCMD [\"/backup.sh\"]\n";
        let told = |file: &str, to: &str| {
            weighed(RULE.id, file, to, Shape::Swap).iter().any(|one| one.text.contains("`--skip-ssl`"))
        };
        assert!(told(file, "alpine:3.24") && !told(&file.replace("3.15", "3.22"), "alpine:3.24"));
        let debian = file.replace("alpine:3.15", "debian:12-slim").replace("apk add --no-cache", "apt-get install -y");
        assert!(told(&debian, "debian:trixie-slim") && !told(&debian, "debian:bookworm-slim"));
        assert!(!told(&file.replace("mariadb", "postgresql"), "alpine:3.24"));
    }

    #[test]
    fn from_which_version_to_which() {
        let node = "FROM alpine:3.9\nRUN apk add --update nodejs nodejs-npm\nCOPY . /src\nRUN npm install\nENTRYPOINT [\"node\", \"./app.js\"]\n";
        assert!(told(node, "node:26-alpine3.24").contains("Node.js 10 of Alpine 3.9 becomes 26"));
        let source = node.replace(
            "RUN apk add --update",
            "RUN curl -sL https://deb.nodesource.com/setup_14.x | bash - && apt-get install -y",
        );
        assert_eq!(
            told(&source.replace("alpine:3.9", "ubuntu:20.04"), "node:24-trixie-slim"),
            "",
            "that is not Ubuntu's"
        );
        let python = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y python3 python3-venv\nCMD [\"python3\", \"/a.py\"]\n";
        assert!(told(python, "python:3.14-slim-trixie").contains("Python 3.11 of Debian 12 becomes 3.14"));
        assert!(told(python, "debian:trixie-slim").contains("becomes 3.13 on Debian 13"));
        assert_eq!(told(python, "debian:bookworm-slim"), "");
        let ruby = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y ruby ruby-dev\nRUN gem install jekyll\nCMD [\"jekyll\", \"serve\"]\n";
        assert!(told(ruby, "ruby:4.0-slim-trixie").contains("Ruby 2.3 of Ubuntu 16.04 becomes 4.0"));
        assert_eq!(told(&node.replace("3.9", "3.19"), "alpine:3.20"), "", "Node.js 20 in both");
    }

    #[test]
    fn programs_step_as_languages_do() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y python3 postgresql-client awscli\nCOPY backup.sh /\nENTRYPOINT [\"/backup.sh\"]\n";
        let all = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        for step in
            ["Python 3.11 of Debian 12 becomes 3.13", "PostgreSQL 15 of", "AWS CLI 2.9 of Debian 12 becomes 2.23"]
        {
            assert!(all.iter().any(|one| one.weight == Weight::Risk && one.text.contains(step)), "{step}: {all:?}");
        }
        assert!(!told(file, "debian:bookworm").contains("PostgreSQL"));
        assert!(
            !told(&file.replace("postgresql-client", "postgresql-client-15"), "debian:trixie-slim")
                .contains("PostgreSQL")
        );
    }

    #[test]
    fn a_step_is_told_once() {
        let steps = |file: &str, to: &str| {
            let rules = ["package-renamed", RULE.id, "runtime-version-mismatch"];
            let all = rules.map(|rule| weighed(rule, file, to, Shape::Swap)).concat();
            all.into_iter().map(|one| one.text).filter(|text| text.contains("becomes") || text.contains("written for"))
        };
        let apt = "apt-get update && apt-get install -y curl";
        for (file, to) in [
            (
                format!(
                    "FROM ubuntu:16.04\nRUN {apt} && curl -sL https://deb.nodesource.com/setup_8.x | bash - && apt-get install -y nodejs\nCMD [\"npm\", \"start\"]\n"
                ),
                "node:24-trixie-slim",
            ),
            (
                format!("FROM ubuntu:18.04\nRUN {apt} python3.7 python3-pip\nCMD [\"python3.7\", \"/a.py\"]\n"),
                "python:3.11-slim-trixie",
            ),
            (format!("FROM ubuntu:16.04\nRUN {apt} ruby\nCMD [\"ruby\", \"/a.rb\"]\n"), "ruby:3.4-slim-trixie"),
            (
                format!(
                    "FROM ubuntu:18.04\nRUN {apt} python3-pip && pip3 install flask==1.0\nCMD [\"python3\", \"/a.py\"]\n"
                ),
                "python:3.11-slim-trixie",
            ),
        ] {
            assert_eq!(steps(&file, to).count(), 1, "{:?}", steps(&file, to).collect::<Vec<_>>());
        }
    }

    #[test]
    fn go_asks_for_its_module() {
        let file = "FROM debian:buster\nRUN apt-get update && apt-get install -y golang\nCOPY . /go/src/app\nWORKDIR /go/src/app\nRUN go build -o /app\nCMD [\"/app\"]\n";
        let asks = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.iter().any(|one| one.text.contains("asks for a `go.mod`") && one.change == Some(Change::Yours))
        };
        assert!(asks(file, "debian:trixie") && !asks(&file.replace("buster", "bookworm"), "debian:trixie"));
        assert!(!asks(&file.replace("COPY . ", "COPY go.mod . "), "debian:trixie"));
        assert!(!asks(&file.replace("WORKDIR", "ENV GO111MODULE=off\nWORKDIR"), "debian:trixie"));
        let split = crate::advise(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default());
        let left = split.rewrite.expect("written").left_to_you;
        assert!(left.iter().any(|left| left.text.contains("go mod init")), "{left:?}");
    }
}
