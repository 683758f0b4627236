//! Users and groups: commands in the words of the new base, USER by number, `--chown` that follows.

use super::draft::Draft;
use super::run::launch;
use crate::catalogue::{Family, PackageManager};
use crate::evidence::{Doing, Effect, Facts};
use crate::shell::{Arg, Command};
use crate::source::Span;
use crate::stages::Does;

/// `useradd`/`adduser` in the dialect of the new base: BusyBox's on Alpine and Wolfi, shadow's elsewhere.
pub fn rewrite_command(draft: &mut Draft, instruction: usize, command: usize) {
    let Some(launch) = launch(draft, instruction) else { return };
    let Some(this) = launch.commands.get(command) else { return };
    let busybox = draft.image.package_manager == PackageManager::Apk || draft.image.family == Family::BusyBox;
    let text = match joined(this) {
        Some((user, group)) if busybox => Some(format!("addgroup {user} {group}")),
        Some((user, group)) => Some(format!("usermod --append --groups {group} {user}")),
        None => {
            let wish = read(draft, this).map(|wish| wish.beside(draft.facts, this.span));
            wish.and_then(|wish| if busybox { wish.by_name(draft.facts, this.span) } else { Some(wish) })
                .map(|wish| wish.written(busybox))
        }
    };
    match text {
        Some(text) => draft.replace(this.span, &text),
        // Debian's own takes whatever flags it has.
        None if is_debians(draft, this) => draft.want(&["adduser".to_string()], &[this.span]),
        None => leave(draft, this),
    }
}

/// `adduser` as Debian and Ubuntu have it, in front of and behind the move.
fn is_debians(draft: &Draft, command: &Command) -> bool {
    let image = draft.build.shipped.and_then(|at| draft.facts.standings.get(at)?.image());
    let before = image.is_some_and(|image| image.package_manager == PackageManager::Apt);
    before && draft.image.package_manager == PackageManager::Apt && matches!(command.name(), "adduser" | "addgroup")
}

/// `adduser app docker`, `usermod -aG docker app`: the user and the group.
fn joined(command: &Command) -> Option<(&str, &str)> {
    let words: Vec<&str> = command.args.iter().map(|arg| arg.text.as_str()).collect();
    let known = command.args.iter().all(|arg| arg.known);
    match (command.name(), &words[..]) {
        ("adduser" | "addgroup", &[user, group]) if !user.starts_with('-') => Some((user, group)),
        ("usermod", &["-aG", group, user] | &["-a", "-G", group, user]) if !group.contains(',') => Some((user, group)),
        _ => None,
    }
    .filter(|_| known)
}

/// What a user or group command asks for, whatever its dialect.
#[derive(Debug, Default, PartialEq)]
struct Wish {
    group_only: bool,
    /// As written, and as it is called in the end.
    name: String,
    account: String,
    id: Option<String>,
    group: Option<String>,
    /// The group without variables.
    gid: Option<String>,
    groups: Vec<String>,
    home: Option<String>,
    no_home: bool,
    make_home: bool,
    shell: Option<String>,
    comment: Option<String>,
    system: bool,
    /// `--group`: one of its own name.
    own_group: bool,
}

/// There `adduser` is `useradd` by another name.
fn stands_on_rpm(draft: &Draft) -> bool {
    use PackageManager::{Dnf, Microdnf, Yum};
    let image = draft.build.shipped.and_then(|at| draft.facts.standings.get(at)?.image());
    image.is_some_and(|image| matches!(image.package_manager, Dnf | Microdnf | Yum))
}

/// A word with a variable stays one: the build may give it another value.
fn as_written(draft: &Draft, arg: &Arg) -> String {
    let written = draft.source().slice(arg.span);
    if written.contains('$') { written.to_string() } else { arg.text.clone() }
}

/// Debian's `adduser` takes its long options with one dash, too: `-gid 2000`.
fn two_dashes(text: String) -> String {
    let long = text.strip_prefix('-').is_some_and(|name| name.len() > 2 && !name.starts_with('-'));
    let names = ["-uid", "-gid", "-group", "-ingroup", "-home", "-shell", "-system", "-quiet", "-gecos"];
    let known = long && names.iter().any(|name| *name == text.split('=').next().unwrap_or_default());
    if known { format!("-{text}") } else { text }
}

/// `None` where a flag is not understood: better left than changed silently.
fn read(draft: &Draft, command: &Command) -> Option<Wish> {
    let mut wish = Wish { group_only: matches!(command.name(), "groupadd" | "addgroup"), ..Wish::default() };
    let busybox_or_debian = matches!(command.name(), "adduser" | "addgroup") && !stands_on_rpm(draft);
    let mut names = Vec::new();
    let mut args = command.args.iter();
    while let Some(arg) = args.next() {
        if !arg.known {
            return None;
        }
        let text = as_written(draft, arg);
        let text = if busybox_or_debian { two_dashes(text) } else { text };
        let (flag, inline) = match text.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => (flag, Some(value.to_string())),
            _ => (text.as_str(), None),
        };
        let plain = arg.text.split_once('=').map(|(_, value)| value).filter(|_| inline.is_some());
        let plain = plain.or(args.as_slice().first().map(|next| next.text.as_str()));
        let mut value = || inline.clone().or_else(|| args.next().map(|arg| as_written(draft, arg)));
        match flag {
            "-u" | "--uid" | "--gid" if wish.group_only || flag != "--gid" => wish.id = Some(value()?),
            "-g" if wish.group_only => wish.id = Some(value()?),
            "-g" if busybox_or_debian => wish.comment = Some(value()?),
            "-g" | "--gid" | "--ingroup" => (wish.gid, wish.group) = (plain.map(str::to_string), Some(value()?)),
            "-G" if busybox_or_debian => wish.group = Some(value()?),
            "-G" | "--groups" => wish.groups = value()?.split(',').map(str::to_string).collect(),
            "-d" | "-h" | "--home" | "--home-dir" => wish.home = Some(value()?),
            "-s" | "--shell" => wish.shell = Some(value()?),
            "-c" | "--comment" | "--gecos" => wish.comment = Some(value()?),
            "-r" | "-S" | "--system" => wish.system = true,
            "-M" | "-H" | "--no-create-home" => wish.no_home = true,
            "-m" | "--create-home" => wish.make_home = true,
            "-D"
            | "--disabled-password"
            | "--disabled-login"
            | "-l"
            | "--no-log-init"
            | "-N"
            | "--no-user-group"
            | "-U"
            | "--user-group"
            | "-q"
            | "--quiet"
            | "-o"
            | "--non-unique"
            | "-f"
            | "--force" => {}
            "--group" if !wish.group_only => wish.own_group = true,
            "--group" => {}
            "-rm" | "-mr" => (wish.system, wish.make_home) = (true, true),
            flag if flag.starts_with('-') || arg.text.starts_with('-') => return None,
            name => {
                wish.account = if names.is_empty() { arg.text.clone() } else { wish.account };
                names.push(name.to_string());
            }
        }
    }
    wish.name = names.first()?.clone();
    if let Some(group) = names.get(1) {
        wish.group = Some(group.clone());
    }
    Some(wish)
}

/// How many commands before its own an account is looked for.
const NEAR: usize = 64;

impl Wish {
    fn written(&self, busybox: bool) -> String {
        if busybox { self.busybox() } else { self.shadow() }
    }

    /// A group of the same name that was made shortly before is its group: `useradd` makes one, and stops where it is
    /// there (useradd(8), exit value 9).
    fn beside(mut self, facts: &Facts, at: Span) -> Wish {
        let end = facts.effects.partition_point(|effect| effect.span.start < at.start);
        let mut before = facts.effects[..end].iter().rev().take(NEAR);
        let same = |effect: &Effect| matches!(&effect.does, Doing::CreateGroup { name, .. } if *name == self.account);
        if !self.group_only && self.group.is_none() && before.any(same) {
            self.group = Some(self.name.clone());
        }
        self
    }

    /// BusyBox takes a group by its name alone ([its `adduser`](https://git.busybox.net/busybox/tree/loginutils/adduser.c)).
    fn by_name(mut self, facts: &Facts, at: Span) -> Option<Wish> {
        let is_number = |gid: &&String| !gid.is_empty() && gid.bytes().all(|byte| byte.is_ascii_digit());
        let Some(wanted) = self.gid.clone().filter(|gid| is_number(&gid)) else { return Some(self) };
        let made = facts.effects.iter().take_while(|effect| effect.span.start < at.start);
        let named = made.filter_map(|effect| match &effect.does {
            Doing::CreateGroup { name, gid } if gid.as_ref() == Some(&wanted) => Some(name.clone()),
            _ => None,
        });
        self.group = Some(named.last().or((wanted == "0").then(|| "root".into()))?);
        Some(self)
    }

    fn busybox(&self) -> String {
        let own = Some(self.name.clone());
        // BusyBox puts a system account into `nogroup` where no group is named.
        let makes_group = self.own_group && self.system && self.group.is_none();
        let mut out = if makes_group { format!("addgroup -S {} && ", self.name) } else { String::new() };
        out.push_str(if self.group_only { "addgroup" } else { "adduser -D" });
        if self.system {
            out.push_str(" -S");
        }
        let id = if self.group_only { " -g " } else { " -u " };
        push(&mut out, id, &self.id);
        push(&mut out, " -G ", if makes_group { &own } else { &self.group });
        push(&mut out, " -h ", &self.home);
        push(
            &mut out,
            " -s ",
            &self.shell.as_ref().map(|shell| if shell.contains("bash") { "/bin/sh".into() } else { shell.clone() }),
        );
        if self.no_home {
            out.push_str(" -H");
        }
        if let Some(comment) = self.comment.as_ref().filter(|c| !c.is_empty()) {
            out.push_str(&format!(" -g \"{comment}\""));
        }
        out.push_str(&format!(" {}", self.name));
        for group in &self.groups {
            out.push_str(&format!(" && addgroup {} {group}", self.name));
        }
        out
    }

    fn shadow(&self) -> String {
        let mut out = if self.group_only { "groupadd".to_string() } else { "useradd".to_string() };
        if self.system {
            out.push_str(" --system");
        }
        let id = if self.group_only { " --gid " } else { " --uid " };
        push(&mut out, id, &self.id);
        push(&mut out, " --gid ", &self.group);
        if !self.groups.is_empty() {
            out.push_str(&format!(" --groups {}", self.groups.join(",")));
        }
        push(&mut out, " --home-dir ", &self.home);
        push(&mut out, " --shell ", &self.shell);
        if !self.group_only {
            out.push_str(if self.no_home || (self.system && !self.make_home) {
                " --no-create-home"
            } else {
                " --create-home"
            });
        }
        if let Some(comment) = self.comment.as_ref().filter(|c| !c.is_empty()) {
            out.push_str(&format!(" --comment \"{comment}\""));
        }
        out.push_str(&format!(" {}", self.name));
        out
    }
}

fn push(out: &mut String, flag: &str, value: &Option<String>) {
    if let Some(value) = value {
        out.push_str(flag);
        out.push_str(value);
    }
}

fn leave(draft: &mut Draft, command: &Command) {
    let line = draft.source().line(command.span.start);
    let program = command.name().to_string();
    let lang = draft.lang;
    let text = say!(lang,
        en: "Line {line}: write `{program}` in the dialect of the new base; its flags were not all understood.",
        de: "Zeile {line}: `{program}` bitte im Dialekt der neuen Basis schreiben; nicht alle Optionen wurden verstanden.",
        zh: "第 {line} 行：请按新基础镜像的用法改写 `{program}`；其中有些选项无法识别。");
    draft.leave(text, &[command.span]);
}

/// The shipped image runs as this user: the last USER of the shipped stage, or a new one before the start command.
/// Commands that made the old user go, and `--chown` follows.
pub fn set(draft: &mut Draft, to: &str) {
    let Some(stage) = draft.stage() else { return };
    let old = stage.config.user.as_ref().map(|user| user.text.clone()).or_else(|| own_name(draft).map(String::from));
    let inside = |span: crate::source::Span| stage.span.start <= span.start;
    match stage.config.user.as_ref().filter(|user| inside(user.span)) {
        Some(user) => draft.replace(user.span, to),
        None => insert_user(draft, to),
    }
    // Only the group goes: who made the user and owns the files stays.
    if let Some(old) = old.filter(|old| old.split(':').next() != Some(to)) {
        follow(draft, old.split(':').next().unwrap_or_default(), to);
    }
}

/// What the stage builds, it builds as root, as it did on the present base; the new base's user is back for the start,
/// unless the file names its own.
pub fn as_root(draft: &mut Draft, back: &str) {
    let newline = draft.newline();
    super::insert::after_from(draft, &format!("USER root{newline}"));
    if draft.stage().is_some_and(|stage| stage.config.user.is_none()) {
        insert_user(draft, back);
    }
}

/// Without a USER, the present base's own.
fn own_name(draft: &Draft) -> Option<&'static str> {
    let present = draft.facts.standings.get(draft.build.shipped?)?.image()?;
    present.user.as_ref().and_then(|user| user.name).filter(|name| *name != "root")
}

/// Before the first of ENTRYPOINT and CMD, or at the end.
fn insert_user(draft: &mut Draft, to: &str) {
    let at = super::insert::before_start(draft);
    let newline = draft.newline();
    super::insert::line_at(draft, at, &format!("USER {to}{newline}"));
}

/// `COPY --chown=app:app` names a user who is not there any more.
pub fn give(draft: &mut Draft, name: &str, to: &str) {
    let Some(stage) = draft.build.shipped else { return };
    for step in draft.build.steps(stage) {
        if let Does::Bring { chown: Some(chown), .. } = &step.does
            && chown.text.split(':').next() == Some(name)
        {
            draft.replace(chown.span, &owner(&chown.text, to));
        }
    }
}

/// A number, and the group where every system has it.
fn owner(written: &str, to: &str) -> String {
    let everywhere = |group: &&str| *group == "root" || group.bytes().all(|byte| byte.is_ascii_digit());
    match written.split_once(':').map(|(_, group)| group).filter(everywhere) {
        _ if to.contains(':') => to.into(),
        Some(group) => format!("{to}:{group}"),
        None => format!("{to}:{to}"),
    }
}

/// Files follow the user, and the commands that made it go.
fn follow(draft: &mut Draft, old: &str, to: &str) {
    give(draft, old, to);
    for effect in &draft.facts.effects {
        if matches!(effect.does, Doing::CreateUser { .. } | Doing::CreateGroup { .. }) {
            draft.drop_command(effect.instruction, effect.command);
        }
    }
}

#[cfg(test)]
mod tests;
