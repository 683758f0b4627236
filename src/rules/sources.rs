//! Package sources and package files that a RUN fetches: made for one manager, of no use to another.

use super::claims::*;
use crate::shell::{Command, Manager};

/// What an argument names when it is a source, or a package, of one manager.
const SOURCES: &[(Manager, &[&str])] = &[
    (Manager::Apt, &["/etc/apt/", "deb.nodesource.com", ".deb"]),
    (Manager::Dnf, &["/etc/yum.repos.d", "rpm.nodesource.com", ".rpm"]),
    (Manager::Apk, &["/etc/apk/"]),
];

/// The first of them on a base with another manager.
pub fn objections(case: &Case, choice: &Choice, manager: Manager) -> Option<Objection> {
    let foreign: Vec<&str> =
        SOURCES.iter().filter(|(own, _)| *own != manager).flat_map(|(_, words)| *words).copied().collect();
    let named = |text: &str| foreign.iter().any(|word| text.contains(word));
    let adds = |command: &&Command| {
        command.name() != "rm" && !command.conditional && command.args.iter().any(|arg| named(&arg.text))
    };
    let steps = case.steps();
    let runs = steps.iter().filter_map(|step| Some(&step.run()?.commands));
    let command = runs.flatten().find(adds).filter(|_| choice.shape == Shape::Swap)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} uses a package source or package file of another package manager than the one of `{image}`.",
        de: "{line} nutzt eine Paketquelle oder Paketdatei für einen anderen Paketmanager als den von `{image}`.",
        zh: "{line}使用的软件包源或软件包文件属于另一种包管理器，与 `{image}` 的不同。");
    Some(objection(super::package_manager_mismatch::RULE.id, Weight::Blocker, text, vec![command.span]))
}
