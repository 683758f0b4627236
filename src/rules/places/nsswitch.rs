//! `[ ! -e /etc/nsswitch.conf ] && echo … > /etc/nsswitch.conf`: a line of many Go files for Alpine. Since 3.17 the file is
//! there, the test fails, and the RUN with it. Told under `musl-behaviour`.

use crate::catalogue::{Family, Image};
use crate::rules::claims::*;
use crate::rules::loading::linked;
use crate::stages::Launch;

/// [nsq, issue 1477](https://github.com/nsqio/nsq/issues/1477),
/// [fabric, issue 3779](https://github.com/hyperledger/fabric/issues/3779): as Alpine 3.17 brought the file.
const SINCE: (u32, u32) = (3, 17);

pub fn finding(case: &Case, rule: &'static str) -> Option<Finding> {
    let span = test(case).filter(|_| case.present().is_some_and(has_file))?;
    let lang = case.lang();
    let todo = say!(lang, en: "Take the line out.", de: "Nimm die Zeile heraus.", zh: "去掉这一行。");
    let why = say!(lang, en: "The build stops here.", de: "Der Build bricht hier ab.", zh: "构建会在此中止。");
    Some(crate::rules::claims::finding(rule, Severity::Error, [text(case, span), why, todo], vec![span]))
}

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let span = test(case).filter(|_| has_file(&choice.image) && choice.shape == Shape::Swap)?;
    let instruction = case.instruction(span)?;
    let told = crate::rules::claims::objection(rule, Weight::Change, text(case, span), vec![span]);
    Some(told.by(Change::Drop { instruction }))
}

/// The RUN that is nothing but this test and what follows it.
fn test(case: &Case) -> Option<Span> {
    let is_it = |launch: &&Launch| {
        let [test, then @ ..] = &launch.commands[..] else { return false };
        let asks = matches!(test.name(), "[" | "test") && ["!", "/etc/nsswitch.conf"].iter().all(|word| test.has(word));
        let last = launch.words.last().is_some_and(|word| !word.text.contains("||") && !word.text.contains(';'));
        asks && last && then.len() == 1 && then[0].name() == "echo"
    };
    let find = || case.steps().iter().filter_map(|step| step.run()).find(is_it).map(|launch| launch.span);
    *case.once.nsswitch.get_or_init(case.facts, find)
}

/// A RUN that does nothing but write the file, which Google's distroless brings
/// ([common/BUILD.bazel](https://github.com/GoogleContainerTools/distroless/tree/main/common)).
pub fn is_needless(launch: &Launch, image: &Image) -> bool {
    let writes = |name: &str| matches!(name, "echo" | "printf" | "[" | "test");
    let named = launch
        .words
        .iter()
        .any(|word| word.text.contains("> /etc/nsswitch.conf") || word.text.contains(">/etc/nsswitch.conf"));
    let alone = launch.commands.iter().all(|command| writes(command.name()));
    image.family == Family::Distroless && named && alone
}

fn has_file(image: &Image) -> bool {
    let os = image.os.as_ref().filter(|os| os.name == "alpine");
    os.and_then(|os| linked::version(os.version?)).is_some_and(|release| release >= SINCE)
}

fn text(case: &Case, span: Span) -> String {
    let line = sentence(case.line(&[span]));
    say!(case.lang(),
        en: "{line} fails where `/etc/nsswitch.conf` exists, and Alpine brings it since 3.17: the line has nothing to do there.",
        de: "{line} scheitert, wo es `/etc/nsswitch.conf` gibt, und Alpine bringt die Datei seit 3.17 mit: Die Zeile hat dort nichts zu tun.",
        zh: "{line}在存在 `/etc/nsswitch.conf` 时会失败，而 Alpine 自 3.17 起自带该文件：这一行在那里已无用处。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = "musl-behaviour";
    const FILE: &str = "FROM alpine:3.16\nRUN [ ! -e /etc/nsswitch.conf ] && echo 'hosts: files dns' > /etc/nsswitch.conf\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";

    #[test]
    fn distroless_has_the_file() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.17\nRUN echo 'hosts: files dns' > /etc/nsswitch.conf\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n";
        let told =
            |file: &str| weight("run-without-shell", file, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap);
        assert_eq!(told(file), Some(Weight::Change));
        assert_eq!(told(&file.replace("/etc/nsswitch.conf", "/etc/app.conf")), Some(Weight::Blocker));
    }

    #[test]
    fn alpine_brings_the_file() {
        let told = weighed(RULE, FILE, "alpine:3.24", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::Drop { .. })), "{told:?}");
        silent(RULE, FILE);
        fires(RULE, &FILE.replace("3.16", "3.21"));
    }

    #[test]
    fn a_line_that_cannot_fail_stays() {
        let fine = [
            FILE.replace("/etc/nsswitch.conf\nCOPY", "/etc/nsswitch.conf || true\nCOPY"),
            FILE.replace("nsswitch", "other"),
        ];
        for file in fine {
            assert!(weighed(RULE, &file, "alpine:3.24", Shape::Swap).is_empty(), "{file}");
        }
        assert!(weighed(RULE, FILE, "debian:trixie-slim", Shape::Swap).is_empty());
    }
}
