//! Commands of a RUN: dropped, renamed, moved to another package manager.

use super::draft::{Draft, whole_lines};
use crate::catalogue::PackageManager;
use crate::dockerfile::{Exec, Kind};
use crate::shell::{Action, Command, Manager};
use crate::source::Span;
use crate::stages::{Does, Launch};

/// The commands of a RUN of the build, by its place in the tree.
pub fn launch<'a>(draft: &Draft<'a>, instruction: usize) -> Option<&'a Launch> {
    let steps = draft.build.stages.iter().flat_map(|stage| &stage.steps);
    let step = steps.into_iter().find(|step| step.instruction == instruction)?;
    match &step.does {
        Does::Run(launch) => Some(launch),
        _ => None,
    }
}

/// Takes one command out of its `&&` chain, or the whole instruction when it was the only one.
pub fn drop_command(draft: &mut Draft, instruction: usize, command: usize) {
    let Some(launch) = launch(draft, instruction) else { return };
    if launch.commands.len() == 1 {
        return draft.drop_instruction(instruction);
    }
    match link(draft, instruction, launch, command) {
        Some(span) => draft.replace(span, ""),
        None => leave_command(draft, &launch.commands[command]),
    }
}

/// The command and the `&&` or `;` that ties it to its neighbour; `None` inside `if`, subshells and the like.
fn link(draft: &Draft, instruction: usize, launch: &Launch, command: usize) -> Option<Span> {
    let this = launch.commands.get(command)?;
    if let Some(next) = launch.commands.get(command + 1) {
        let between = draft.source().text().get(this.span.end as usize..next.span.start as usize)?;
        return joins(between).then_some(Span { start: this.span.start, end: next.span.start });
    }
    let before = launch.commands.get(command.checked_sub(1)?)?;
    let between = draft.source().text().get(before.span.end as usize..this.span.start as usize)?;
    let end = draft.instruction(instruction)?.span.end;
    let rest = draft.source().text().get(this.span.end as usize..end as usize)?;
    (joins(between) && rest.trim().is_empty()).then_some(Span { start: before.span.end, end: this.span.end })
}

/// Only `&&` or `;`, white space, continuations and comments stand between two commands.
fn joins(between: &str) -> bool {
    let mut operators = 0;
    for line in between.lines() {
        let line = line.trim_start();
        if line.starts_with('#') {
            continue;
        }
        let words = line.trim_end().trim_end_matches('\\').trim();
        match words {
            "" => {}
            "&&" | ";" => operators += 1,
            _ => return false,
        }
    }
    operators == 1
}

fn leave_command(draft: &mut Draft, command: &Command) {
    let line = draft.source().line(command.span.start);
    let program = command.name().to_string();
    let lang = draft.lang;
    let text = say!(lang,
        en: "Line {line}: `{program}` is no longer needed or must change, but it stands in a place that cannot be edited safely.",
        de: "Zeile {line}: `{program}` wird nicht mehr gebraucht oder muss sich ändern, steht aber an einer Stelle, die sich nicht sicher bearbeiten lässt.",
        zh: "第 {line} 行：`{program}` 不再需要或必须更改，但其所在位置无法安全地自动修改。");
    draft.leave(text, &[command.span]);
}

/// OS packages by their names on the new base, through its package manager.
pub fn packages(draft: &mut Draft, instruction: usize, command: usize, rename: &[(Span, Vec<String>)]) {
    let Some(launch) = launch(draft, instruction) else { return };
    let Some(this) = launch.commands.get(command) else { return };
    let Some(packages) = &this.packages else { return };
    let new = draft.image.package_manager;
    let names = names(draft, this, rename);
    if names.is_empty()
        && packages.packages.iter().all(|p| rename.iter().any(|(span, to)| *span == p.span && to.is_empty()))
    {
        return drop_command(draft, instruction, command);
    }
    if same(packages.manager, new) {
        for (span, to) in rename {
            rename_one(draft, *span, to);
        }
        return;
    }
    match install(new, &names) {
        Some(text) => draft.replace(this.span, &text),
        None => leave_command(draft, this),
    }
    drop_upkeep(draft, instruction, launch, packages.manager);
}

/// All packages of an install by their new names, in order, each once.
fn names(draft: &Draft, command: &Command, rename: &[(Span, Vec<String>)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for package in command.packages.iter().flat_map(|action| &action.packages) {
        let renamed = rename.iter().find(|(span, _)| *span == package.span).map(|(_, to)| to.clone());
        let kept = || vec![draft.source().slice(package.span).to_string()];
        for name in renamed.unwrap_or_else(kept) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// One name where it stands; with no new name it goes, and the space before it too.
fn rename_one(draft: &mut Draft, span: Span, to: &[String]) {
    if !to.is_empty() {
        return draft.replace(span, &to.join(" "));
    }
    let lines = whole_lines(draft.source(), span);
    let line = draft.source().slice(lines);
    let alone = line.trim().trim_end_matches('\\').trim() == draft.source().slice(span);
    if alone && line.trim_end().ends_with('\\') {
        return draft.replace(lines, "");
    }
    let text = draft.source().text();
    let before = text[..span.start as usize].trim_end_matches([' ', '\t']).len();
    draft.replace(Span { start: before as u32, end: span.end }, "");
}

/// Refreshing and cleaning by the old manager's means have no place beside the new one.
fn drop_upkeep(draft: &mut Draft, instruction: usize, launch: &Launch, manager: Manager) {
    for (at, command) in launch.commands.iter().enumerate() {
        let upkeep = command.packages.as_ref().is_some_and(|action| {
            action.manager == manager && matches!(action.action, Action::Refresh | Action::Clean | Action::Upgrade)
        });
        let lists = command.name() == "rm" && command.args.iter().any(|arg| arg.text.starts_with("/var/lib/apt/lists"));
        if upkeep || lists {
            drop_command(draft, instruction, at);
        }
    }
}

fn same(manager: Manager, image: PackageManager) -> bool {
    use PackageManager as P;
    match manager {
        Manager::Apt => image == P::Apt,
        Manager::Apk => image == P::Apk,
        Manager::Dnf => matches!(image, P::Dnf | P::Microdnf | P::Yum | P::Tdnf),
        Manager::Zypper => image == P::Zypper,
        Manager::Pacman => image == P::Pacman,
        _ => true,
    }
}

/// The install command of a package manager, with nothing left behind.
fn install(manager: PackageManager, names: &[String]) -> Option<String> {
    let names = names.join(" ");
    Some(match manager {
        PackageManager::Apk => format!("apk add --no-cache {names}"),
        PackageManager::Apt => format!(
            "apt-get update && apt-get install -y --no-install-recommends {names} && rm -rf /var/lib/apt/lists/*"
        ),
        PackageManager::Dnf => format!("dnf install -y {names} && dnf clean all"),
        PackageManager::Microdnf => format!("microdnf install -y {names} && microdnf clean all"),
        PackageManager::Yum => format!("yum install -y {names} && yum clean all"),
        PackageManager::Tdnf => format!("tdnf install -y {names} && tdnf clean all"),
        PackageManager::Zypper => format!("zypper --non-interactive install {names} && zypper clean --all"),
        _ => return None,
    })
}

/// The shell line of a RUN, CMD or ENTRYPOINT as it stands.
pub fn shell_text(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Run(Exec::Shell(line, _)) | Kind::Cmd(Exec::Shell(line, _)) | Kind::Entrypoint(Exec::Shell(line, _)) => {
            Some(&line.text)
        }
        Kind::Healthcheck(Some(Exec::Shell(line, _))) => Some(&line.text),
        _ => None,
    }
}
