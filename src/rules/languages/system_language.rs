//! A language of the system's own packages, and the line of it that is gone to. What its makers have ended is told under
//! `base-runtime-ended`.

use super::runtimes;
use crate::catalogue::packages::languages;
use crate::catalogue::{Cycle, Lifecycle, Os};
use crate::rules::claims::*;
use crate::rules::packages::{pinned, stepped};
use crate::rules::{Case, ground};
use runtimes::Needed;

/// The file takes whatever line the system has: `python3`, `nodejs`.
pub fn is_plain(case: &Case, needed: &Needed) -> bool {
    let os = case.present().filter(|now| now.runtime.is_none()).and_then(|now| now.os.as_ref());
    os.and_then(|os| languages::of_system(needed.name, os)).is_some_and(|line| needed.line.as_deref() == Some(line))
        && !case.installs().iter().any(|one| one.package.name.starts_with(&format!("{}3.", needed.name)))
}

/// Packages are pinned for the system's own line.
pub fn is_held(case: &Case, needed: &Needed) -> bool {
    let installs = || case.installs().iter().any(|one| pinned::is_python(&one.package.name));
    needed.name == "python" && installs() && pinned::pins(case, case.commands()).is_some()
}

/// The file names a line of a language on a plain system, and nobody cares for that line any more.
pub fn is_over(case: &Case, needed: &Needed) -> bool {
    use Lifecycle::{Ended, EndingSoon, ExtendedOnly, Retired};
    let named = case.present().is_some_and(|now| now.runtime.is_none()).then_some(needed.line.as_deref()).flatten();
    let state = |line: &str| Some(ground::state(&languages::cycle(needed.name, line)?, &case.wishes.today));
    named.and_then(state).is_some_and(|state| matches!(state, Ended | EndingSoon | ExtendedOnly | Retired))
}

/// The system's own line that the program runs on, where its makers have ended it: Debian and Ubuntu go on alone.
fn ended<'a>(case: &'a Case) -> Option<(Needed, Cycle, &'a Os)> {
    let own = |needed: &Needed| is_plain(case, needed) && !stepped::is_of_node_source(case, needed.name);
    let needed = Needed::of(case).filter(own)?;
    let os = case.present()?.os.as_ref().filter(|os| matches!(os.name, "debian" | "ubuntu"))?;
    let cycle = languages::cycle(needed.name, needed.line.as_deref()?)?;
    (ground::state(&cycle, &case.wishes.today) == Lifecycle::Ended).then_some((needed, cycle, os))
}

/// Ubuntu keeps Node.js in `universe` ([its index](https://packages.ubuntu.com/noble/nodejs)), whose fixes are promised
/// with Ubuntu Pro alone
/// ([About ESM](https://canonical-ubuntu-pro-client.readthedocs-hosted.com/en/latest/explanations/about_esm/)).
fn is_unmended(needed: &Needed, os: &Os) -> bool {
    needed.name == "node" && os.name == "ubuntu"
}

/// Neither its makers nor the system promise to mend what the program runs on.
pub fn is_left(case: &Case) -> bool {
    ended(case).is_some_and(|(needed, _, os)| is_unmended(&needed, os))
}

pub fn finding(case: &Case, rule: &'static str) -> Option<Finding> {
    let (needed, cycle, os) = ended(case).filter(|_| !case.is_over())?;
    let install = case.installs().iter().find(|one| stepped::language(one) == Some(needed.name))?;
    let spans = vec![install.package.span];
    let (lang, line, of, os_title) = (case.lang(), sentence(case.line(&spans)), ground::title(&cycle), os.title());
    let ends = cycle.ends?;
    let what = say!(lang,
        en: "{line} installs {of} of {os_title}, whose makers ended it on {ends}.",
        de: "{line} installiert {of} von {os_title}, das seine Hersteller am {ends} beendet haben.",
        zh: "{line}安装 {os_title} 的 {of}，其开发方已于 {ends} 停止支持。");
    let (severity, why) = match is_unmended(&needed, os) {
        true => (
            Severity::Warning,
            say!(lang,
            en: "It is of `universe`, which Ubuntu promises to mend with Ubuntu Pro alone.",
            de: "Es ist aus `universe`, dessen Pflege Ubuntu nur mit Ubuntu Pro zusagt.",
            zh: "它来自 `universe`，Ubuntu 只承诺通过 Ubuntu Pro 修复。"),
        ),
        false => (
            Severity::Note,
            say!(lang,
            en: "{os_title} alone mends it from now on.",
            de: "Von nun an pflegt es {os_title} allein.",
            zh: "此后只有 {os_title} 会修复它。"),
        ),
    };
    let todo = say!(lang,
        en: "Take a maintained line, with your tests run on it.",
        de: "Nimm eine gepflegte Linie, und lass deine Tests darauf laufen.",
        zh: "请改用仍受维护的版本线，并在其上运行测试。");
    let sources = cycle.source.into_iter().collect();
    Some(Finding { sources, ..crate::rules::claims::finding(rule, severity, [what, why, todo], spans) })
}

#[cfg(test)]
mod tests {
    use crate::advice::Advice;
    use crate::wishes::{Input, Wishes};

    fn advice(file: &str) -> Advice {
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes)
    }

    fn first(file: &str) -> String {
        advice(file).recommendations[0].candidate.image().reference.clone()
    }

    /// However the language came, its line goes to the same one.
    #[test]
    fn one_rule_tells_the_line_to_go_to() {
        let python = |from: &str, package: &str| {
            let install = if package.is_empty() {
                String::new()
            } else {
                format!("RUN apt-get update && apt-get install -y {package}\n")
            };
            format!(
                "FROM {from}\n{install}COPY . /app\nRUN pip3 install -r /app/requirements.txt\nCMD [\"python3\", \"/app/a.py\"]\n"
            )
        };
        let line = first(&python("python:3.8", ""));
        assert!(line.starts_with("python:3.11-"), "{line}");
        for (from, package) in [
            ("ubuntu:20.04", "python3 python3-pip"),
            ("ubuntu:20.04", "python3.8 python3-pip"),
            ("ubuntu:18.04", "python3.7 python3-pip"),
        ] {
            let told = first(&python(from, package));
            assert!(told.starts_with("python:3.11-"), "{from} {package}: {told}");
        }
        let node = |from: &str, install: &str| {
            format!("FROM {from}\n{install}COPY . /app\nWORKDIR /app\nRUN npm install\nCMD [\"node\", \"a.js\"]\n")
        };
        let apt = "RUN apt-get update && apt-get install -y nodejs npm\n";
        let line = first(&node("node:14", ""));
        assert!(line.starts_with("node:24-"), "{line}");
        let told = advice(&node("ubuntu:20.04", apt));
        assert!(told.recommendations[0].candidate.image().reference.starts_with("node:24-"), "{}", told.headline);
        let texts: Vec<&str> =
            told.recommendations[0].candidate.objections.iter().map(|one| one.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.contains("Node.js 10 of Ubuntu 20.04 becomes 24")), "{texts:?}");
    }

    #[test]
    fn what_the_makers_ended_and_the_system_does_not_mend_is_left() {
        let node = |from: &str| {
            format!(
                "FROM {from}\nRUN apt-get update && apt-get install -y nodejs npm\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n"
            )
        };
        let told = |file: &str| {
            let advice = advice(file);
            let found = advice.findings.into_iter().find(|one| one.rule == "base-runtime-ended");
            (found.map(|one| (one.severity, one.what)), advice.headline)
        };
        let (ubuntu, headline) = told(&node("ubuntu:24.04"));
        let (severity, what) = ubuntu.expect("told");
        assert_eq!(severity, crate::dockerfile::Severity::Warning);
        assert!(what.contains("Node.js 18 of Ubuntu 24.04, whose makers ended it on 2025-04-30"), "{what}");
        assert!(headline.contains("`node:24-trixie-slim`"), "{headline}");
        let (debian, headline) = told(&node("debian:13-slim"));
        assert_eq!(debian.map(|(severity, _)| severity), Some(crate::dockerfile::Severity::Note));
        assert!(headline.starts_with("Stay on `debian:13-slim`"), "{headline}");
        assert_eq!(told(&node("ubuntu:26.04")).0, None);
        let script = "apt-get install -y curl && curl -fsSL https://deb.nodesource.com/setup_lts.x | bash - && apt-get";
        assert_eq!(told(&node("ubuntu:24.04").replacen("&& apt-get", &format!("&& {script}"), 1)).0, None);
        assert_eq!(
            told(&node("ubuntu:24.04").replace("nodejs", "python3").replace("\"node\", \"a.js", "\"python3\", \"a.py"))
                .0,
            None
        );
    }
}
