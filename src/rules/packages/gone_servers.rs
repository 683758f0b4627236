//! Systems whose packages have left the servers that their images name.

use crate::catalogue::Os;
use crate::shell::{Action, Command, Manager};
use crate::stages::{Does, Launch, Step};

/// Debian's mirrors dropped 8, 9 and 10 for its archive (10 in July 2025,
/// [Tecnativa/doodba, issue 669](https://github.com/Tecnativa/doodba/issues/669); seen again 2026-11-29), and
/// `mirrorlist.centos.org` is no more since July 2024
/// ([pytorch/builder, issue 1905](https://github.com/pytorch/builder/issues/1905)); Ubuntu's releases of nine months go to
/// `old-releases` within months ([LiveOverflow/pwn_docker_example, issue 9](https://github.com/LiveOverflow/pwn_docker_example/issues/9)).
fn left(os: &Os) -> Option<(Manager, &'static str)> {
    let mut parts = os.version?.split('.').map(|part| part.parse::<u32>().ok());
    let (major, minor) = (parts.next()??, parts.next().flatten());
    match os.name {
        "debian" if (8..=10).contains(&major) => Some((Manager::Apt, "archive")),
        "centos" if (6..=8).contains(&major) => Some((Manager::Dnf, "vault")),
        "ubuntu" if (4..=24).contains(&major) && (major % 2 == 1 || minor != Some(4)) => {
            Some((Manager::Apt, "old-releases"))
        }
        _ => None,
    }
}

pub fn is_gone(os: &Os) -> bool {
    left(os).is_some()
}

/// A file that names the archive has done what there is to do.
pub fn calls_gone<'a>(os: &Os, steps: &[&'a Step]) -> Option<&'a Command> {
    let (manager, archive) = left(os)?;
    let asks = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == manager);
        action.is_some_and(|action| matches!(action.action, Action::Install | Action::Refresh)) && !command.conditional
    };
    let runs: Vec<&Launch> = steps.iter().filter_map(|step| step.run()).collect();
    let mut calls = runs.iter().enumerate().filter_map(|(at, run)| Some((at, run.commands.iter().find(asks)?)));
    let (at, command) = calls.next()?;
    let mut before = runs[..=at].iter().flat_map(|run| &run.words);
    let named = |text: &str| text.contains(archive) || works_on_sources(text);
    let brought = |step: &&Step| match &step.does {
        Does::Bring { sources, destination: Some(to), .. } => sources.iter().any(|source| {
            let name = source.text.rsplit('/').next().unwrap_or_default();
            works_on_sources(&if to.text.ends_with('/') { format!("{}{name}", to.text) } else { to.text.clone() })
        }),
        _ => false,
    };
    let done = steps.iter().any(brought) || before.any(|word| named(&word.text));
    Some(command).filter(|_| !done)
}

/// The system's own sources are named; a list beside them takes nothing away.
fn works_on_sources(text: &str) -> bool {
    let own = |list: &str| {
        let is_other = |first: char| first.is_ascii_alphanumeric();
        !list.starts_with(is_other) || ["CentOS", "debian"].iter().any(|system| list.starts_with(system))
    };
    let lists = text.split("sources.list").skip(1).any(|rest| rest.strip_prefix(".d/").is_none_or(own));
    lists || text.split("yum.repos.d").skip(1).any(|rest| rest.strip_prefix('/').is_none_or(own))
}
