//! BusyBox' `crond` and its tables in `/etc/crontabs`, as Alpine has them: elsewhere the program and the place are others.
//! Told under `tool-missing`.

use crate::catalogue::PackageManager;
use crate::rules::claims::*;
use crate::stages::{Does, Step};

/// [BusyBox: crond](https://busybox.net/downloads/BusyBox.html#crond); Debian's `cron` reads `/var/spool/cron/crontabs`
/// and `/etc/cron.d` ([cron(8)](https://manpages.debian.org/trixie/cron/cron.8.en.html)).
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let of_alpine = |manager| manager == PackageManager::Apk;
    let leaves =
        case.present().is_some_and(|now| of_alpine(now.package_manager)) && !of_alpine(choice.image.package_manager);
    let own =
        case.installs().iter().any(|install| ["cron", "cronie", "dcron"].contains(&install.package.name.as_str()));
    if !leaves || own {
        return None;
    }
    const TABLES: &str = "/etc/crontabs";
    let table = |step: &&&Step| match &step.does {
        Does::Run(launch) => launch.words.iter().any(|word| word.text.contains(TABLES)),
        Does::Bring { destination, .. } => destination.as_ref().is_some_and(|to| to.text.starts_with(TABLES)),
        Does::Set => false,
    };
    let span = case.steps().iter().find(table)?.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} writes a table for BusyBox' `crond`; `{image}` has neither that nor its directory `/etc/crontabs`.",
        de: "{line} schreibt eine Tabelle für BusyBox' `crond`; `{image}` hat weder den noch dessen Verzeichnis `/etc/crontabs`.",
        zh: "{line}为 BusyBox 的 `crond` 写入任务表；`{image}` 既没有它，也没有 `/etc/crontabs` 目录。");
    Some(crate::rules::claims::objection(rule, Weight::Blocker, text, vec![span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn alpines_cron_is_alpines() {
        let file = "FROM alpine:3.18\nRUN apk add --no-cache curl\nCOPY backup.sh /backup.sh\nRUN echo '0 3 * * * /backup.sh' > /etc/crontabs/root\nCMD [\"crond\", \"-f\"]\n";
        let told = |file: &str, to: &str| {
            weighed("tool-missing", file, to, Shape::Swap).iter().any(|one| one.text.contains("/etc/crontabs"))
        };
        assert!(told(file, "debian:trixie-slim") && told(file, "fedora:44"));
        assert!(!told(file, "alpine:3.24"));
        assert!(told(&file.replace("RUN echo '0 3 * * * /backup.sh' >", "COPY table"), "ubuntu:26.04"));
        assert!(!told(&file.replace("/etc/crontabs/root", "/etc/cron.d/x"), "debian:trixie-slim"));
    }
}
