//! # The locale is not on this base
//!
//! ## What it is
//! The file makes a locale such as `de_DE.UTF-8`, and the base has neither that locale nor the tools to make it. Alpine's C library knows UTF-8 and no national rules at all.
//!
//! ## Why it matters
//! Programs fall back to the `C` locale: sorting, dates and numbers change, and some, such as Perl and PostgreSQL's tools, warn at every start.
//!
//! ## What to do
//! If you only need UTF-8, set `LANG=C.UTF-8`, which every base has. If you need the national rules, stay on a base with `locales`.
//!
//! ## When not to
//! Many languages (Java, Go, .NET with ICU, Node.js) bring their own rules and never ask the C library.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y locales && localedef -i de_DE -f UTF-8 de_DE.UTF-8
//! ENV LANG=de_DE.UTF-8
//! COPY app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM alpine:3.23
//! ENV LANG=C.UTF-8
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [musl: functional differences, locale](https://wiki.musl-libc.org/functional-differences-from-glibc.html)
//! - [Debian: Locale](https://wiki.debian.org/Locale)

use super::claims::*;
use super::packages::enterprise;
use super::packages::installs::manager_of;
use crate::catalogue::{Image, Libc, PackageManager, Tri};
use crate::shell::{Command, Manager};

pub const RULE: Rule = Rule { id: "missing-locale", file: None, base: Some(base), ..PLAIN };

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    by_name(case, choice).into_iter().chain(lacking(case, choice)).collect()
}

/// Ubuntu's `locale-gen` makes the locales it is given; Debian's takes no names and makes those of `/etc/locale.gen`
/// ([locale-gen(8), Debian](https://manpages.debian.org/trixie/locales/locale-gen.8.en.html)).
fn by_name(case: &Case, choice: &Choice) -> Vec<Objection> {
    let is =
        |image: Option<&Image>, name: &str| image.and_then(|image| image.os.as_ref()).is_some_and(|os| os.name == name);
    if choice.shape != Shape::Swap || !is(case.present(), "ubuntu") || !is(Some(&choice.image), "debian") {
        return Vec::new();
    }
    let named =
        |command: &&Command| command.name() == "locale-gen" && command.args.iter().any(|arg| is_locale(&arg.text));
    let told = case.commands().filter(named).map(|command| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
        let text = say!(lang,
            en: "{line} names locales to `locale-gen`, which on `{image}` makes only those of `/etc/locale.gen`.",
            de: "{line} nennt `locale-gen` Locales, das auf `{image}` nur die aus `/etc/locale.gen` erzeugt.",
            zh: "{line}向 `locale-gen` 指定了区域设置，而在 `{image}` 上它只生成 `/etc/locale.gen` 中的。");
        let change = match command.args.iter().all(|arg| arg.known && is_locale(&arg.text)) {
            true => Change::Path { span: command.span, to: made_by_hand(command) },
            false => Change::Yours,
        };
        objection(RULE.id, Weight::Change, text, vec![command.span]).by(change)
    });
    told.collect()
}

fn is_locale(text: &str) -> bool {
    text.ends_with(".UTF-8") && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-@".contains(c))
}

fn made_by_hand(command: &Command) -> String {
    let names: Vec<&str> = command.args.iter().map(|arg| arg.text.as_str()).collect();
    format!("sed -i -E 's/^# ({}) /\\1 /' /etc/locale.gen && locale-gen", names.join("|"))
}

fn lacking(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) || !is_made(case) || can_make(case, choice) {
        return Vec::new();
    }
    let named = case.facts.find("needs-locale").filter_map(|fact| match &fact.what {
        What::NeedsLocale { name } if !is_everywhere(name) => Some((name, fact)),
        _ => None,
    });
    named.take(1).map(|(name, fact)| claim(case, choice, name, fact)).collect()
}

/// Unless the file makes it, it is not there today either.
fn is_made(case: &Case) -> bool {
    case.facts.effects.iter().any(|effect| matches!(effect.does, Doing::Locale))
        || case.installs().iter().any(|install| {
            install.package.name.starts_with("locales") || install.package.name.starts_with("language-pack")
        })
}

/// Debian's and Ubuntu's bases make it by the same lines, and so does Enterprise Linux by `localedef`, of a package that
/// `package-unavailable` tells about.
fn can_make(case: &Case, choice: &Choice) -> bool {
    let image = &choice.image;
    let rebuilt = || image.os.as_ref().and_then(enterprise::release) >= Some(8);
    let by_hand = || manager_of(image) == Some(Manager::Dnf) && rebuilt();
    let calls = || case.commands().any(|command| command.name() == "localedef");
    let apt = image.package_manager == PackageManager::Apt;
    image.libc == Libc::Glibc && image.shell == Tri::Yes && (apt || by_hand() && calls())
}

fn is_everywhere(name: &str) -> bool {
    let bare = name.to_ascii_lowercase();
    matches!(bare.as_str(), "c" | "posix" | "c.utf-8" | "c.utf8")
}

fn claim(case: &Case, choice: &Choice, name: &str, fact: &Fact) -> Objection {
    let (lang, image, line) = (case.lang(), &choice.image.reference, case.lines(&fact.spans));
    let text = say!(lang,
        en: "The locale `{name}` ({line}) is not on `{image}`; `C.UTF-8` is. Sorting, dates and numbers may differ.",
        de: "Die Locale `{name}` ({line}) gibt es auf `{image}` nicht; `C.UTF-8` schon. Sortierung, Daten und Zahlen können anders ausfallen.",
        zh: "`{image}` 没有区域设置 `{name}`（{line}），但有 `C.UTF-8`。排序、日期和数字格式可能不同。");
    objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::Yours)
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const GERMAN: &str = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y locales && localedef -i de_DE -f UTF-8 de_DE.UTF-8\nENV LANG=de_DE.UTF-8\nCOPY app /app\nCMD [\"/app\"]\n";

    #[test]
    fn musl_knows_no_national_rules() {
        assert_eq!(weight(RULE.id, GERMAN, "alpine:3.23", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn ubuntus_names_are_written_into_debians_list() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y locales && locale-gen en_US.UTF-8 fr_FR.UTF-8\nCMD [\"bash\"]\n";
        let told = |file: &str, to: &str| {
            let all = weighed(RULE.id, file, to, Shape::Swap);
            all.into_iter().find_map(|one| match one.change {
                Some(Change::Path { to, .. }) => Some(to),
                _ => None,
            })
        };
        let written = "sed -i -E 's/^# (en_US.UTF-8|fr_FR.UTF-8) /\\1 /' /etc/locale.gen && locale-gen";
        assert_eq!(told(file, "debian:trixie-slim").as_deref(), Some(written));
        assert_eq!(told(file, "ubuntu:26.04"), None);
        assert_eq!(told(&file.replace(" en_US.UTF-8 fr_FR.UTF-8", ""), "debian:trixie-slim"), None);
    }

    #[test]
    fn debian_makes_it_and_c_is_everywhere() {
        assert_eq!(weight(RULE.id, GERMAN, "ubuntu:24.04", Shape::Swap), None);
        assert_eq!(
            weight(
                RULE.id,
                &GERMAN.replace(" && localedef -i de_DE -f UTF-8 de_DE.UTF-8", "").replace("de_DE.UTF-8", "C.UTF-8"),
                "alpine:3.23",
                Shape::Swap
            ),
            None
        );
    }
}
