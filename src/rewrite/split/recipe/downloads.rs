//! What a command of a RUN fetches or unpacks, and where that lies.

use super::read::{is_archive, is_plain};
use super::{Bench, landed};
use crate::evidence::Effect;
use crate::evidence::effects::{names::DOWNLOADERS, written};
use crate::evidence::linkage::beside;
use crate::evidence::trace::paths;
use crate::shell::Command;
use crate::stages::Step;

impl Bench<'_> {
    /// What lasts of it outside of what is copied anyway; `None` where nobody can tell. What is fetched lies where the
    /// command says; archives are judged where they are unpacked.
    pub fn brings(
        &self,
        step: &Step,
        effect: &Effect,
        command: &Command,
        outside: impl Fn(Vec<String>) -> Vec<String>,
    ) -> Option<Vec<String>> {
        let run = step.run().map_or(&[][..], |run| &run.commands);
        let next = run.get(effect.command + 1).filter(|next| DOWNLOADERS.contains(&next.name()));
        // What it writes, the next one unpacks.
        if next.is_some() && self.hands_on(effect) {
            return Some(Vec::new());
        }
        let is_beside = |place: &String| beside::is(self.stage, place);
        let unpacks = matches!(command.name(), "bsdtar" | "tar" | "unzip");
        let named = if unpacks { beside::placed(command, run) } else { Vec::new() };
        if !named.is_empty() && (self.copies_home() || named.iter().all(is_beside)) {
            return Some(outside(named));
        }
        let mut places = outside(vec![self.fetched(effect, command)?]);
        places.retain(|place| !is_archive(place));
        let copied =
            |place: &String| is_plain(place) && (self.copies_home() && !landed::is_shared(place) || is_beside(place));
        places.first().is_none_or(copied).then_some(places)
    }

    /// Where a command puts what it fetches; `None` where nobody can tell.
    fn fetched(&self, effect: &Effect, command: &Command) -> Option<String> {
        const FLAGS: &[&str] =
            &["-O", "-o", "--output", "--output-document", "-P", "-d", "-C", "--directory", "--directory-prefix"];
        let short = |text: &str| !text.starts_with("--") && text.starts_with('-') && text.ends_with(['O', 'o']);
        let by_flag =
            command.args.windows(2).find(|pair| FLAGS.contains(&pair[0].text.as_str()) || short(&pair[0].text));
        let glued = || {
            command.args.iter().find_map(|arg| FLAGS.iter().find_map(|flag| arg.text.strip_prefix(&format!("{flag}="))))
        };
        let plain = |text: &str| !text.starts_with('-') && !text.contains("://");
        let path =
            by_flag.map(|pair| pair[1].text.as_str()).filter(|text| plain(text)).or_else(glued).map(String::from);
        let in_place = || match command.name() {
            "git" => command
                .args
                .last()
                .map(|arg| arg.text.trim_end_matches(".git").rsplit('/').next().unwrap_or(".").into()),
            "curl" => command.args.iter().any(|arg| is_named_as_there(&arg.text)).then(|| {
                let address = command.args.iter().find(|arg| arg.text.contains("://"));
                address.map_or(".".into(), |arg| paths::name(&arg.text).into())
            }),
            "wget" => command.args.last().map(|arg| paths::name(&arg.text).into()),
            _ => Some(".".into()),
        };
        let piped = || self.after(effect).trim_start().starts_with('|');
        path.or_else(|| written(self.after(effect)).pop()).or_else(|| if piped() { None } else { in_place() })
    }

    /// `curl … |`
    fn hands_on(&self, effect: &Effect) -> bool {
        self.after(effect).trim_end_matches(|c: char| c.is_whitespace() || c == '\\').ends_with('|')
    }
}

/// `curl -LO`
fn is_named_as_there(flag: &str) -> bool {
    flag == "--remote-name" || flag.starts_with('-') && !flag.starts_with("--") && flag.contains('O')
}
