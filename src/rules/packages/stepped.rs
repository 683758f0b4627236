//! A language that comes with the system, or in the place of the system's: from which version to which it goes.
//! Told under `package-unavailable`.

use super::installs::Install;
use super::{own_packages, pinned};
use crate::catalogue::packages::languages;
use crate::catalogue::{Image, Os};
use crate::rules::claims::*;
use crate::rules::languages::runtimes;
use crate::rules::package_unavailable::RULE;

/// What the distributions call each language's own package, without a version in it.
const PACKAGES: [(&str, &[&str]); 5] = [
    ("python", &["python3", "python3-pip", "python3-venv", "py3-pip"]),
    ("node", &["nodejs", "npm", "nodejs-npm", "nodejs-current"]),
    ("ruby", &["ruby", "ruby-full", "ruby-dev"]),
    (
        "php",
        &["php", "php-cli", "php-fpm", "php5", "php5-cli", "php5-fpm", "libapache2-mod-php", "libapache2-mod-php5"],
    ),
    ("go", &["golang", "golang-go"]),
];

/// The next release brings another one; where we do not know which, the reader looks.
pub fn objection(case: &Case, new: &Os, pins: bool, kept: impl Fn(&Install) -> bool) -> Option<Objection> {
    let now = case.present()?.os.as_ref()?;
    let asks = |install: &Install| {
        let language = language(install).filter(|name| !is_of_node_source(case, name))?;
        (!(pins && pinned::is_python(&install.package.name)) && kept(install)).then_some(language)
    };
    let (language, install) = case.installs().iter().find_map(|install| Some((asks(install)?, install)))?;
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
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![install.package.span]))
}

/// A sentence that follows the one on what an image of the language brings in its own form.
pub fn brought(case: &Case, install: &Install, image: &Image) -> Option<String> {
    let language = language(install).filter(|name| !is_of_node_source(case, name))?;
    own_packages::has_own(case, install, image).then_some(())?;
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

/// NodeSource's script names the line itself: `setup_22.x`.
fn is_of_node_source(case: &Case, language: &str) -> bool {
    language == "node" && case.build.tree.source.text().contains("nodesource")
}

fn language(install: &Install) -> Option<&'static str> {
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
}
