//! `apt-key`, which later releases no longer have. Told under `package-unavailable`.

use super::{later, microsoft};
use crate::catalogue::Os;
use crate::rules::claims::*;
use crate::shell::Command;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// Debian 13's `apt` has no `apt-key` (package list of 2026-11-28); its manual announced the end for Ubuntu, too. What it
/// read from a pipe or a file is trusted as much in `/etc/apt/trusted.gpg.d` (the directory is in `apt` 3.0.4 of trixie).
pub fn is_lacking(new: &Os) -> bool {
    let number = new.version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    let first = [("debian", 13), ("ubuntu", 25)].iter().find(|(name, _)| *name == new.name);
    first.is_some_and(|(_, first)| number >= Some(*first))
}

pub fn objections(case: &Case, new: &Os) -> Vec<Objection> {
    if !is_lacking(new) {
        return Vec::new();
    }
    let calls = later::commands(case).filter(|command| command.name() == "apt-key");
    let moved: Vec<Objection> = calls.enumerate().map(|(at, command)| key(case, new, command, at)).collect();
    let mut yours = 0;
    let first = |one: &Objection| {
        yours += usize::from(one.change == Some(Change::Yours));
        one.change != Some(Change::Yours) || yours == 1
    };
    moved.into_iter().filter(first).collect()
}

fn key(case: &Case, new: &Os, command: &Command, at: usize) -> Objection {
    let (lang, line, os) = (case.lang(), sentence(case.line(&[command.span])), new.title());
    let Some(to) = trusted(case, command, at) else {
        let text = say!(lang,
            en: "{line} calls `apt-key`, which {os} no longer has: put the key into `/etc/apt/keyrings`, and name it in the source with `signed-by`.",
            de: "{line} ruft `apt-key` auf, das es in {os} nicht mehr gibt: Leg den Schlüssel nach `/etc/apt/keyrings` und nenne ihn in der Quelle mit `signed-by`.",
            zh: "{line}调用 `apt-key`，而 {os} 已不再提供它：请把密钥放进 `/etc/apt/keyrings`，并在软件源中用 `signed-by` 指明。");
        return objection(RULE, Weight::Change, text, vec![command.span]).by(Change::Yours);
    };
    let place = microsoft::keyring(case, command, new);
    let to = place.map_or(to, |place| format!("gpg --dearmor -o {place}"));
    let place = place.unwrap_or("/etc/apt/trusted.gpg.d");
    let text = say!(lang,
        en: "{line} calls `apt-key`, which {os} no longer has: the key goes into `{place}` instead.",
        de: "{line} ruft `apt-key` auf, das es in {os} nicht mehr gibt: Der Schlüssel kommt stattdessen nach `{place}`.",
        zh: "{line}调用 `apt-key`，而 {os} 已不再提供它：改为把密钥放进 `{place}`。");
    objection(RULE, Weight::Change, text, vec![command.span]).by(Change::Path { span: command.span, to })
}

/// `… | apt-key add -`, `apt-key add FILE`: the same with the key in a file, where the call is written so to the letter.
fn trusted(case: &Case, command: &Command, at: usize) -> Option<String> {
    let [add, from] = &command.args[..] else { return None };
    let number = if at > 0 { (at + 1).to_string() } else { String::new() };
    let place = format!("/etc/apt/trusted.gpg.d/added{number}.asc");
    let written = case.build.tree.source.slice(command.span);
    let plain = add.text == "add" && from.known && written == format!("apt-key add {}", from.text);
    plain.then(|| match from.text.as_str() {
        "-" => format!("tee {place} > /dev/null"),
        file => format!("cp {file} {place}"),
    })
}
