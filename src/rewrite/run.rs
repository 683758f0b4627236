//! Commands of a RUN: dropped, renamed, moved to another package manager.

use super::draft::{Draft, whole_lines};
use crate::catalogue::PackageManager;
use crate::dockerfile::{Exec, Kind};
use crate::shell::{Action, Command, Manager, Package};
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

/// Takes out the commands that were to go: from their `&&` chain, or the whole instruction when none is left.
pub fn settle(draft: &mut Draft) {
    for (instruction, commands) in draft.dropped() {
        let Some(launch) = launch(draft, instruction) else { continue };
        let commands = with_wrappers(launch, &commands);
        if commands.len() == launch.commands.len() {
            draft.drop_instruction(instruction);
            continue;
        }
        for run in commands.chunk_by(|a, b| a + 1 == *b) {
            match link(draft, instruction, launch, (run[0], run[run.len() - 1])) {
                Some(span) => draft.overrule(span, ""),
                None => leave_command(draft, &launch.commands[run[0]]),
            }
        }
    }
}

/// `sudo` goes with what it runs.
fn with_wrappers(launch: &Launch, commands: &[usize]) -> Vec<usize> {
    let mut goes = vec![false; launch.commands.len() + 1];
    commands.iter().for_each(|at| goes[*at] = true);
    for at in (1..launch.commands.len()).rev() {
        goes[at - 1] |= goes[at] && launch.commands[at - 1].wraps(&launch.commands[at]);
    }
    (0..launch.commands.len()).filter(|at| goes[*at]).collect()
}

/// Commands in a row and the `&&` or `;` that ties them to a neighbour; `None` inside `if`, subshells and the like.
fn link(draft: &Draft, instruction: usize, launch: &Launch, (first, last): (usize, usize)) -> Option<Span> {
    let span = |at: usize| launch.commands.get(at).map(|command| command.span);
    let text = |from: u32, to: u32| draft.source().text().get(from as usize..to as usize);
    let joined = |at: usize| Some(joins(text(span(at)?.end, span(at + 1)?.start)?));
    let piped = |at: usize| Some(text(span(at)?.end, span(at + 1)?.start)?.trim() == "|");
    let wraps = |at: usize| launch.commands.get(at + 1).is_some_and(|inner| launch.commands[at].wraps(inner));
    let inside = (first..last).all(|at| wraps(at) || joined(at) == Some(true) || piped(at) == Some(true));
    if let Some(next) = span(last + 1) {
        let whole = Span { start: span(first)?.start, end: next.start };
        return (inside && joined(last)?).then_some(whole);
    }
    let before = first.checked_sub(1)?;
    let rest = text(span(last)?.end, draft.instruction(instruction)?.span.end)?;
    let whole = Span { start: span(before)?.end, end: span(last)?.end };
    (inside && joined(before)? && rest.trim().is_empty()).then_some(whole)
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
    // Names from one variable share its place.
    let all = |of: Span| packages.packages.iter().filter(|package| package.span == of).count();
    let told = |of: Span, gone: bool| {
        rename.iter().filter(|(span, to)| *span == of && (!gone || to.is_empty())).count() == all(of)
    };
    if names.is_empty() && packages.packages.iter().all(|package| told(package.span, true)) {
        draft.drop_command(instruction, command);
        return drop_upkeep(draft, instruction, launch, packages.manager);
    }
    if same(packages.manager, new) {
        let renamed = |span: Span| rename.iter().any(|(of, _)| *of == span);
        let kept = packages.packages.iter().filter(|package| !renamed(package.span));
        let mut there: Vec<&str> = kept.map(|package| package.name.as_str()).collect();
        for (span, to) in rename {
            let mut to = to.clone();
            to.retain(|name| !there.contains(&name.as_str()));
            match draft.source().slice(*span).contains('$') && !told(*span, false) {
                true => leave_variable(draft, *span),
                false => rename_one(draft, *span, &to),
            }
            there.extend(rename.iter().filter(|(of, _)| of == span).flat_map(|(_, to)| to).map(String::as_str));
        }
        return;
    }
    let mut names = names;
    for name in draft.take_wanted(this.span, this.span.start) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match install(new, &names) {
        Some(text) => draft.replace(this.span, &text),
        None => leave_command(draft, this),
    }
    drop_upkeep(draft, instruction, launch, packages.manager);
}

/// The RUNs of the shipped stage and of those it stands on.
fn launches<'a>(draft: &Draft<'a>) -> Vec<(usize, &'a Launch)> {
    let lineage = draft.stage().map(|stage| draft.build.lineage(stage.index)).unwrap_or_default();
    let steps = lineage.into_iter().flat_map(|stage| &stage.steps);
    let run = |step: &'a crate::stages::Step| match &step.does {
        Does::Run(launch) => Some((step.instruction, launch)),
        _ => None,
    };
    steps.filter_map(run).collect()
}

/// Packages that no line of the file installs: behind those of an install that stays, or in a line of their own.
pub fn install_wanted(draft: &mut Draft) {
    let new = draft.image.package_manager;
    let installs = |action: &&crate::shell::PackageAction| {
        same_os(action.manager, new) && action.action == Action::Install && !action.packages.is_empty()
    };
    let commands = launches(draft)
        .into_iter()
        .flat_map(|(at, launch)| launch.commands.iter().enumerate().map(move |one| (at, one)));
    // One that goes takes along what is written behind it.
    let stays = commands.filter(|(at, (command, _))| !draft.is_dropped(*at, *command)).map(|(_, (_, command))| command);
    let sure = stays.filter(|command| !command.conditional);
    let found = sure.filter_map(|command| Some((command, command.packages.as_ref()?))).find(|(_, one)| installs(one));
    if let Some((command, action, last)) = found.and_then(|(by, action)| Some((by, action, action.packages.last()?))) {
        let mut names = draft.take_wanted(command.span, last.span.end);
        let named = |package: &Package, name: &str| {
            package.name == name
                || draft.replaced(package.span).is_some_and(|text| text.split(' ').any(|new| new == name))
        };
        names.retain(|name| !action.packages.iter().any(|package| named(package, name)));
        let between = separator(draft, last.span);
        let more: String = names.iter().map(|name| format!("{between}{name}")).collect();
        if !more.is_empty() {
            draft.insert(last.span.end, &more);
        }
    }
    let names = draft.take_wanted(Span::default(), 0);
    if let Some(line) = install(new, &names).filter(|_| !names.is_empty()) {
        let newline = draft.newline();
        let lines = match inherited_user(draft) {
            Some(user) => format!("USER root{newline}RUN {line}{newline}USER {user}{newline}"),
            None => format!("RUN {line}{newline}"),
        };
        super::insert::after_from(draft, &lines);
    }
}

/// Whom a stage under the shipped one has switched to, where that cannot install.
fn inherited_user(draft: &Draft) -> Option<String> {
    let stage = draft.stage()?;
    let below = draft.build.lineage(stage.index);
    let user = below.iter().skip(1).find_map(|stage| stage.config.user.as_ref())?.text.clone();
    let is_root = ["root", "0"].contains(&user.split(':').next().unwrap_or_default());
    (!is_root).then_some(user)
}

/// What stands between two packages here: a line end where each has a line of its own.
fn separator(draft: &Draft, last: Span) -> String {
    let line = draft.source().slice(whole_lines(draft.source(), last));
    let name = draft.source().slice(last);
    let alone = line.trim().trim_end_matches('\\').trim() == name;
    let indent = &line[..line.len() - line.trim_start().len()];
    if alone { format!(" \\{}{indent}", draft.newline()) } else { " ".into() }
}

/// Whether the new base can install, as the user it starts with.
pub fn can_install(draft: &Draft) -> bool {
    let root = draft.image.user.as_ref().is_none_or(|user| user.uid == Some(0));
    root && install(draft.image.package_manager, &[]).is_some()
}

/// All packages of an install by their new names, in order, each once.
fn names(draft: &Draft, command: &Command, rename: &[(Span, Vec<String>)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // Both stand in the order of the file; names from one variable share a span, and come one by one.
    let mut rename = rename.iter().peekable();
    for package in command.packages.iter().flat_map(|action| &action.packages) {
        let renamed = rename.next_if(|(span, _)| *span == package.span).map(|(_, to)| to.clone());
        let kept = || match draft.source().slice(package.span) {
            written if written.contains('$') && package.known => vec![package.name.clone()],
            // A stream of a module is no name elsewhere.
            written if written.split([':', '/']).next() == Some(&package.name) => vec![package.name.clone()],
            written => vec![written.to_string()],
        };
        for name in renamed.unwrap_or_else(kept) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The names stand elsewhere, and where cannot be told.
fn leave_variable(draft: &mut Draft, span: Span) {
    let (line, name, image) = (draft.source().line(span.start), draft.source().slice(span), &draft.image.reference);
    let lang = draft.lang;
    let text = say!(lang,
        en: "Line {line}: `{name}` holds names that are others on `{image}`: change them where they are set.",
        de: "Zeile {line}: `{name}` enthält Namen, die auf `{image}` anders lauten: Ändere sie dort, wo sie gesetzt werden.",
        zh: "第 {line} 行：`{name}` 中有些名称在 `{image}` 上不同：请在设置它们的地方修改。");
    draft.leave(text, &[span]);
}

/// One name where it stands; with no new name it goes, and the space before it too.
fn rename_one(draft: &mut Draft, span: Span, to: &[String]) {
    let written = draft.source().slice(span);
    if to.iter().any(|name| name == written) {
        return;
    }
    if written.contains('$') && !to.is_empty() {
        return leave_variable(draft, span);
    }
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

/// Refreshing and cleaning by the old manager's means have no place beside the new one, nor where it installs nothing.
fn drop_upkeep(draft: &mut Draft, instruction: usize, launch: &Launch, manager: Manager) {
    let installs = |command: &Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == manager);
        action.is_some_and(|action| action.action == Action::Install)
    };
    let mut installing = launch.commands.iter().enumerate().filter(|(_, command)| installs(command));
    if same(manager, draft.image.package_manager) && !installing.all(|(at, _)| draft.is_dropped(instruction, at)) {
        return;
    }
    for (at, command) in launch.commands.iter().enumerate() {
        let upkeep = command.packages.as_ref().is_some_and(|action| {
            let of_module = || manager == Manager::Dnf && action.action == Action::Other && command.has("module");
            let refreshes = matches!(action.action, Action::Refresh | Action::Clean | Action::Upgrade);
            action.manager == manager && (refreshes || of_module())
        });
        let lists = command.name() == "rm" && command.args.iter().any(|arg| arg.text.starts_with("/var/lib/apt/lists"));
        if upkeep || lists {
            draft.drop_command(instruction, at);
        }
    }
}

/// Whether the new base has this manager; true of those that belong to a language.
fn same(manager: Manager, image: PackageManager) -> bool {
    let languages = !matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper | Manager::Pacman);
    languages || same_os(manager, image)
}

fn same_os(manager: Manager, image: PackageManager) -> bool {
    use PackageManager as P;
    match manager {
        Manager::Apt => image == P::Apt,
        Manager::Apk => image == P::Apk,
        Manager::Dnf => matches!(image, P::Dnf | P::Microdnf | P::Yum | P::Tdnf),
        Manager::Zypper => image == P::Zypper,
        Manager::Pacman => image == P::Pacman,
        _ => false,
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

#[cfg(test)]
mod tests;
