//! # No time zones on this base
//!
//! ## What it is
//! The program, or the `TZ` variable, names a time zone, and the base has no table of them in `/usr/share/zoneinfo`. Alpine and BusyBox have none.
//!
//! ## Why it matters
//! Nothing fails loudly: times come out in UTC, or a look-up such as `Europe/Berlin` gives an error when it is first made.
//!
//! ## What to do
//! Install `tzdata`, or copy `/usr/share/zoneinfo` from a stage that has it. Go programs can take it in with `import _ "time/tzdata"`, Python ones with the `tzdata` package.
//!
//! ## When not to
//! If everything is meant to be UTC, leave the zones out and remove `TZ`.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine:3.23
//! ENV TZ=Europe/Berlin
//! COPY app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM alpine:3.23
//! RUN apk add --no-cache tzdata
//! ENV TZ=Europe/Berlin
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Alpine: setting the time zone](https://wiki.alpinelinux.org/wiki/Setting_the_timezone)
//! - [Go: time/tzdata](https://pkg.go.dev/time/tzdata)

use super::claims::*;
use super::packages::installs::{self, Install};
use crate::catalogue::packages::Role;
use crate::catalogue::{Family, Image, Kind, Purpose, Tri};
use crate::evidence::Standing;
use crate::shell::Command;

pub const RULE: Rule = Rule { id: "missing-tzdata", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(present) = lacking(case).filter(|_| !is_copied(case) && !is_installed(case)) else { return Vec::new() };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, &present);
        let why = say!(lang,
            en: "Times come out in UTC, without any error.",
            de: "Zeiten erscheinen in UTC, ohne jede Fehlermeldung.",
            zh: "时间会以 UTC 显示，而且没有任何报错。");
        let todo = say!(lang,
            en: "Install `tzdata`, or copy `/usr/share/zoneinfo` from a stage that has it.",
            de: "Installiere `tzdata`, oder kopiere `/usr/share/zoneinfo` aus einer Stufe, die es hat.",
            zh: "安装 `tzdata`，或从含有 `/usr/share/zoneinfo` 的阶段复制它。");
        finding(RULE.id, Severity::Warning, [what, why, todo], fact.spans.clone())
    };
    let told = needs(case).filter(|fact| fact.certainty > Certainty::Assumed && !is_taken_over(case, fact));
    told.take(1).map(claim).collect()
}

fn lacking(case: &Case) -> Option<String> {
    match case.facts.standings.get(case.build.shipped?)? {
        _ if brings_its_own(case) => None,
        Standing::Scratch => Some("scratch".into()),
        standing => standing
            .image()
            .filter(|image| has(image) == Tri::No && image.purpose != Purpose::Application)
            .map(|image| image.reference.clone()),
    }
}

/// Java has its own table.
fn brings_its_own(case: &Case) -> bool {
    matches!(case.facts.workload.kind, Kind::Java | Kind::Jdk)
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let there = has(&choice.image) == Tri::Yes || is_copied(case) || brings_its_own(case);
    let stays = case.stays(choice);
    if there || stays && lacking(case).is_none() || is_installed(case) && installs::keeps_installing(choice) {
        return Vec::new();
    }
    // Where the file stays, what is only assumed has been doing without.
    let told = needs(case).filter(|fact| !stays || fact.certainty > Certainty::Assumed);
    let told = told.take(1).map(|fact| {
        let text = match has(&choice.image) {
            Tri::Unknown => unseen(case, fact, &choice.image.reference),
            _ => text(case, fact, &choice.image.reference),
        };
        (text, fact.spans.clone())
    });
    told.map(|(text, spans)| objection(RULE.id, Weight::Change, text, spans).by(Change::CopyTimeZones)).collect()
}

fn has(image: &Image) -> Tri {
    if image.family == Family::Scratch { Tri::No } else { image.tzdata }
}

fn needs<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    case.facts.find("needs-time-zones")
}

fn is_copied(case: &Case) -> bool {
    case.brings("zoneinfo") || case.brings("/etc/localtime")
}

fn is_installed(case: &Case) -> bool {
    // `timezone` is SUSE's name.
    let zones = |install: &Install| install.role() == Some(Role::TimeZones) || install.package.name == "timezone";
    case.installs().iter().any(zones)
}

/// `cp /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && apk del tzdata`: the one zone stays, and needs no table.
fn is_taken_over(case: &Case, fact: &Fact) -> bool {
    let was_there = case.every_install().iter().any(|install| install.role() == Some(Role::TimeZones));
    let takes = |command: &&Command| {
        matches!(command.name(), "cp" | "install") && command.args.last().is_some_and(|to| to.text == "/etc/localtime")
    };
    let run = |span: Span| case.instruction(span);
    let at = fact.spans.first().and_then(|&span| run(span));
    was_there && at.is_some() && case.commands().filter(takes).any(|command| run(command.span) == at)
}

fn unseen(case: &Case, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), case.lines(&fact.spans));
    if fact.spans.is_empty() {
        return say!(lang,
            en: "The program uses time zones, and we do not know whether `{image}` has a table of them.",
            de: "Das Programm benutzt Zeitzonen, und ob `{image}` eine Tabelle davon hat, wissen wir nicht.",
            zh: "程序会用到时区，而我们不知道 `{image}` 是否带有时区数据。");
    }
    say!(lang,
        en: "A time zone is used ({line}), and we do not know whether `{image}` has a table of them.",
        de: "Eine Zeitzone wird benutzt ({line}), und ob `{image}` eine Tabelle davon hat, wissen wir nicht.",
        zh: "用到了时区（{line}），而我们不知道 `{image}` 是否带有时区数据。")
}

fn text(case: &Case, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), case.lines(&fact.spans));
    if fact.spans.is_empty() {
        return say!(lang,
            en: "The program uses time zones, and `{image}` has no table of them.",
            de: "Das Programm benutzt Zeitzonen, und `{image}` hat keine Tabelle davon.",
            zh: "程序会用到时区，而 `{image}` 没有时区数据。");
    }
    say!(lang,
        en: "A time zone is used ({line}), and `{image}` has no table of them.",
        de: "Eine Zeitzone wird benutzt ({line}), und `{image}` hat keine Tabelle davon.",
        zh: "用到了时区（{line}），而 `{image}` 没有时区数据。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const ZONE: &str = "FROM alpine:3.23\nENV TZ=Europe/Berlin\nCOPY app /app\nCMD [\"/app\"]\n";

    #[test]
    fn alpine_has_no_zones() {
        fires(RULE.id, ZONE);
        let on_debian = ZONE.replace("alpine:3.23", "debian:13-slim");
        let told = weighed(RULE.id, &on_debian, "alpine:3.23", Shape::Swap);
        assert_eq!(told[0].change, Some(Change::CopyTimeZones));
    }

    #[test]
    fn suse_calls_the_package_timezone() {
        let file = ZONE.replace("alpine:3.23", "opensuse/leap:15.2");
        let to = "registry.opensuse.org/opensuse/leap:16.0";
        let told = weighed(RULE.id, &file, to, Shape::Swap);
        assert_eq!(told[0].change, Some(Change::CopyTimeZones));
        let has = file.replace("ENV", "RUN zypper -n install timezone\nENV");
        assert!(weighed(RULE.id, &has, to, Shape::Swap).is_empty());
        let written = crate::advise(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default()).rewrite;
        let text = written.expect("a change").dockerfile;
        assert!(!text.contains("opensuse") || text.contains(" timezone") && !text.contains("tzdata"), "{text}");
    }

    #[test]
    fn with_tzdata_it_has_and_debian_too() {
        silent(RULE.id, &ZONE.replace("ENV", "RUN apk add --no-cache tzdata\nENV"));
        silent(RULE.id, &ZONE.replace("alpine:3.23", "debian:13-slim"));
        let zone = "RUN apk add tzdata && cp /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && apk del tzdata";
        silent(RULE.id, &ZONE.replace("ENV TZ=Europe/Berlin", zone));
        fires(RULE.id, &ZONE.replace("ENV", &format!("{zone}\nENV")));
    }
}
