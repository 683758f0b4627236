//! How a command of a RUN is read for what it makes: where that lies, and how it is written.

use super::Bench;
use crate::evidence::Effect;
use crate::shell::Command;

impl Bench<'_> {
    /// From behind the command to the next one.
    pub fn after(&self, effect: &Effect) -> &str {
        let text = self.build.tree.source.text();
        let command = |at: usize| self.facts.effects.get(at).filter(|other| other.instruction == effect.instruction);
        let index = self
            .facts
            .effects
            .partition_point(|other| (other.instruction, other.command) <= (effect.instruction, effect.command));
        let end = self.build.tree.instructions.get(effect.instruction).map_or(text.len(), |run| run.span.end as usize);
        let end = command(index).map_or(end, |next| next.span.start as usize);
        text.get(effect.span.start as usize..end.max(effect.span.end as usize)).unwrap_or_default()
    }

    /// The command as it is written, with where its output goes; `None` where it hangs on others.
    pub fn whole(&self, effect: &Effect, command: &Command) -> Option<String> {
        // A line may go on before `&&` and behind it.
        let ends = |c: char| c.is_whitespace() || c == '\\';
        let text = self.after(effect).trim_end_matches(ends);
        let text = text.strip_suffix("&&").or_else(|| text.strip_suffix(';')).unwrap_or(text).trim_end_matches(ends);
        let source = self.build.tree.source.text();
        let piped = source[..effect.span.start as usize].trim_end().ends_with('|');
        let named = |name: &String| text.contains(&format!("${name}")) || text.contains(&format!("${{{name}"));
        let local = command.env.iter().any(|(name, _)| named(name));
        let alone = !text.contains(['|', '(', ')', '`', '\n', '\r']) && !text.contains("<<");
        let known = command.args.iter().all(|arg| arg.known || arg.text.contains('*'));
        (alone && known && !piped && !local && !command.conditional).then(|| text.to_string())
    }
}

/// The place itself or below it.
pub fn is_in(place: &str, dir: &str) -> bool {
    let dir = dir.trim_end_matches(['/', '*']);
    place.strip_prefix(dir).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What building leaves behind.
pub fn passes(place: &str) -> bool {
    const DIRS: [&str; 16] = [
        "/tmp",
        "/var/tmp",
        "/var/cache",
        "/var/lib/apt",
        "/var/lib/dpkg",
        "/etc/apt",
        "/etc/apk",
        "/etc/yum.repos.d",
        "/usr/src",
        "/root",
        "/dev",
        "/build",
        "/src",
        "/usr/share/keyrings",
        "/usr/share/man",
        "/proc",
    ];
    DIRS.iter().any(|dir| is_in(place, dir)) || place == "/"
}

pub fn is_plain(place: &str) -> bool {
    !place.contains(['$', '*', '?', '{', '~', '`', '[', ' '])
}

pub fn is_archive(place: &str) -> bool {
    const ENDS: [&str; 9] = [".tar", ".gz", ".tgz", ".bz2", ".xz", ".zip", ".deb", ".rpm", ".apk"];
    ENDS.iter().any(|end| place.ends_with(end))
}
