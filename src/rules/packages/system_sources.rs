//! The system's own package sources, which a file edits or brings along: another release keeps them elsewhere, or under
//! another name. Told under `package-unavailable`.

use super::alpine_sources;
use super::gone_servers::calls_gone;
use super::later;
use super::upkeep;
use crate::catalogue::{Image, Os};
use crate::order;
use crate::rules::claims::*;
use crate::rules::unused_stage;
use crate::shell::{Arg, Command};
use crate::stages::{Does, Role, Step};

const RULE: &str = crate::rules::package_unavailable::RULE.id;
const LIST: &str = "/etc/apt/sources.list";

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.shape != Shape::Swap {
        return Vec::new();
    }
    let mut told = edits(case, &choice.image);
    told.extend(archive(case, &choice.image));
    if case.stays(choice) {
        told.extend(gone(case).map(|(text, span)| objection(RULE, Weight::Blocker, text, vec![span])));
    } else {
        told.extend(own_list(case, choice).or_else(|| added_list(case, choice)));
        told.extend(of_centos(case, choice));
        told.extend(alpine_sources::objections(case, choice));
    }
    told
}

/// The packages of a system that the file stands on, or builds on, have left the servers that its image names.
pub fn file(case: &Case) -> Vec<Finding> {
    let building = case.build.stages.iter().filter(|stage| stage.role == Role::Build);
    let building = building.chain(unused_stage::others(case)).filter_map(|stage| {
        let os = case.facts.standings.get(stage.index)?.image()?.os.as_ref()?;
        let steps: Vec<&Step> = stage.steps.iter().collect();
        Some((calls_gone(os, &steps)?, os))
    });
    let building = building.map(|(command, os)| (told(case, command, os), command.span));
    let mut all: Vec<(String, Span)> = gone(case).into_iter().chain(building).collect();
    order::keep_first(&mut all, |(_, span)| (span.start, span.end));
    all.into_iter().map(|(what, span)| finding_of(case.lang(), what, span)).collect()
}

fn finding_of(lang: Lang, what: String, span: Span) -> Finding {
    let why = say!(lang,
        en: "The build stops there, unless a layer of before is still in the cache.",
        de: "Der Build bricht dort ab, außer eine frühere Schicht liegt noch im Cache.",
        zh: "构建会在此中断，除非缓存中仍有以前的层。");
    let todo = say!(lang,
        en: "Move to a living release.",
        de: "Geh auf eine lebende Version.",
        zh: "改用仍受支持的版本。");
    finding(RULE, Severity::Error, [what, why, todo], vec![span])
}

fn gone(case: &Case) -> Option<(String, Span)> {
    let os = case.present()?.os.as_ref()?;
    let command = calls_gone(os, case.steps())?;
    Some((told(case, command, os), command.span))
}

fn told(case: &Case, command: &Command, os: &Os) -> String {
    let (lang, line, name, os) = (case.lang(), sentence(case.line(&[command.span])), command.name(), os.title());
    say!(lang,
        en: "{line} calls `{name}`, and the packages of {os} have left the servers that it asks.",
        de: "{line} ruft `{name}` auf, und die Pakete von {os} liegen nicht mehr auf den Servern, die es fragt.",
        zh: "{line}调用 `{name}`，而 {os} 的软件包已不在它所访问的服务器上。")
}

/// The images of Debian 12 and later have `debian.sources` in its place
/// ([docker-library/php, issue 1439](https://github.com/docker-library/php/issues/1439)), those of Ubuntu from 24.04 on
/// `ubuntu.sources` ([Ubuntu 24.04: release notes](https://documentation.ubuntu.com/release-notes/24.04/)).
fn edits(case: &Case, image: &Image) -> Vec<Objection> {
    let number = |os: &Os| os.version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    let moved = |os: &&Os| match os.name {
        "debian" => number(os) >= Some(12),
        "ubuntu" => number(os) >= Some(24),
        _ => false,
    };
    let moved = image.os.as_ref().filter(moved);
    let Some(os) = moved.filter(|_| !case.brings(LIST)) else { return Vec::new() };
    let edits =
        case.commands().filter(|command| !command.conditional && reads(command) && !is_own_archive(case, command));
    let named = edits.flat_map(|command| {
        let lists = command.args.iter().filter(|arg| arg.text == LIST);
        lists.map(move |arg| (command, arg))
    });
    named.map(|(command, arg)| edit(case, os, command, arg)).collect()
}

/// Debian's archive holds the releases that are over, and none that lives: what leads there goes with the old release.
fn archive(case: &Case, image: &Image) -> Vec<Objection> {
    let Some(os) = image.os.as_ref().filter(|os| os.name == "debian") else { return Vec::new() };
    if calls_gone(os, case.steps()).is_some() || case.present().is_some_and(|now| now.os == image.os) {
        return Vec::new();
    }
    let runs = case.steps().iter().filter_map(|step| Some((step.instruction, &step.run()?.commands)));
    let calls = runs.flat_map(|(at, commands)| commands.iter().enumerate().map(move |(n, command)| (at, n, command)));
    let (lang, os) = (case.lang(), os.title());
    let told = calls.filter(|(.., command)| is_own_archive(case, command)).map(|(instruction, command, call)| {
        let line = sentence(case.line(&[call.span]));
        let text = say!(lang,
            en: "{line} leads `apt` to Debian's archive of old releases, which does not hold {os}: the call goes.",
            de: "{line} schickt `apt` zu Debians Archiv alter Versionen, und das enthält {os} nicht: Der Aufruf entfällt.",
            zh: "{line}让 `apt` 使用 Debian 的旧版本存档，而其中没有 {os}：去掉该调用。");
        let change = written_away(case, instruction, command).unwrap_or(upkeep::without(case, instruction, command));
        objection(RULE, Weight::Change, text, vec![call.span]).by(change)
    });
    told.collect()
}

/// What a command writes goes with it: up to the next command, where nothing but the list, `&&` and comments stand between.
/// A comment belongs to what follows.
fn written_away(case: &Case, instruction: usize, command: usize) -> Option<Change> {
    let commands = &case.launch(instruction)?.commands;
    let (this, next) = (commands.get(command)?, commands.get(command + 1)?);
    let between = case.build.tree.source.text().get(this.span.end as usize..next.span.start as usize)?;
    let list = between.trim_start().trim_start_matches('>').trim_start().strip_prefix(LIST)?;
    let commented = |line: &&str| line.trim_start().starts_with('#');
    let joined: String = list.lines().filter(|line| !commented(line)).flat_map(str::chars).collect();
    let joined = joined.trim_matches(|letter: char| letter.is_whitespace() || letter == '\\');
    let end = match list.lines().any(|line| commented(&line)) {
        true if command == 0 => return None,
        true => this.span.end + between.find('#')? as u32,
        false => next.span.start,
    };
    let span = Span { start: this.span.start, end };
    matches!(joined, "&&" | ";").then(|| Change::Path { span, to: String::new() })
}

/// `echo "deb http://archive.debian.org/debian jessie main" > /etc/apt/sources.list`, and edits of that list to the same end.
pub fn is_own_archive(case: &Case, command: &Command) -> bool {
    let archive = |text: &str| text.contains("archive.debian.org");
    let list = |text: &str| text.split(LIST).skip(1).any(|rest| !rest.starts_with('.'));
    let edits = || command.name() == "sed" && command.args.iter().any(|arg| list(&arg.text));
    let writes = || matches!(command.name(), "echo" | "printf") && list(written(case, command));
    !command.conditional && command.args.iter().any(|arg| archive(&arg.text)) && (edits() || writes())
}

/// A command with what it is redirected to: up to the next `&`, `;`, `|` or line outside of it.
fn written<'c>(case: &'c Case, command: &Command) -> &'c str {
    let text = case.build.tree.source.text();
    let (start, end) = (command.span.start as usize, command.span.end as usize);
    let rest = text[end..].find(['&', ';', '|', '\n']).map_or(text.len(), |at| end + at);
    &text[start..rest]
}

fn reads(command: &Command) -> bool {
    matches!(command.name(), "cat" | "cp" | "grep" | "mv" | "perl" | "sed")
}

fn edit(case: &Case, os: &Os, command: &Command, list: &Arg) -> Objection {
    let new = format!("/etc/apt/sources.list.d/{}.sources", os.name);
    let (lang, line, os) = (case.lang(), sentence(case.line(&[list.span])), os.title());
    let text = say!(lang,
        en: "{line} works on `/etc/apt/sources.list`; {os} has its sources in `{new}`.",
        de: "{line} bearbeitet `/etc/apt/sources.list`; {os} hat seine Quellen in `{new}`.",
        zh: "{line}处理 `/etc/apt/sources.list`；而 {os} 的软件源在 `{new}`。");
    // A server by another server's name is the same edit there.
    let mut scripts = command.args.iter().filter(|arg| arg.text != LIST && !arg.text.starts_with('-')).peekable();
    let renames =
        |arg: &Arg| arg.text.starts_with('s') && ["debian.org", "ubuntu.com"].iter().any(|own| arg.text.contains(own));
    let servers = scripts.peek().is_some() && scripts.all(renames);
    let change = match command.name() == "sed" && servers {
        true => Change::Path { span: list.span, to: new },
        false => Change::Yours,
    };
    objection(RULE, Weight::Change, text, vec![list.span]).by(change)
}

/// `COPY sources.list /etc/apt/`: written for the release that goes.
fn own_list(case: &Case, choice: &Choice) -> Option<Objection> {
    let (_, new) = later::systems(case, &choice.image)?;
    let is_list = |does: &Does| {
        let Does::Bring { sources, destination: Some(to), .. } = does else { return false };
        let to = to.text.trim_end_matches('/');
        to == LIST || to == "/etc/apt" && sources.iter().any(|source| source.text.ends_with("sources.list"))
    };
    let step = case.steps().iter().find(|step| is_list(&step.does))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[step.span])), new.title());
    let text = say!(lang,
        en: "{line} brings a `sources.list` of its own: it must name {os}.",
        de: "{line} bringt eine eigene `sources.list` mit: Sie muss {os} nennen.",
        zh: "{line}带入了自己的 `sources.list`：其中必须改为 {os}。");
    Some(objection(RULE, Weight::Change, text, vec![step.span]).by(Change::Yours))
}

/// `COPY pgdg.list /etc/apt/sources.list.d/`: some such sources name a release, and some do not.
fn added_list(case: &Case, choice: &Choice) -> Option<Objection> {
    let (old, new) = later::systems(case, &choice.image)?;
    let is_list = |does: &Does| {
        let Does::Bring { destination: Some(to), .. } = does else { return false };
        to.text.starts_with("/etc/apt/sources.list.d")
    };
    let step = case.steps().iter().find(|step| is_list(&step.does))?;
    let (lang, line, old, new) = (case.lang(), sentence(case.line(&[step.span])), old.title(), new.title());
    let text = say!(lang,
        en: "{line} brings a package source that we do not see: where it names {old}, it must name {new}.",
        de: "{line} bringt eine Paketquelle mit, die wir nicht sehen: Wo sie {old} nennt, muss sie {new} nennen.",
        zh: "{line}带入了我们看不到的软件包源：其中若写的是 {old}，必须改为 {new}。");
    Some(objection(RULE, Weight::Risk, text, vec![step.span]))
}

/// `/etc/yum.repos.d/CentOS-Base.repo` is a file of CentOS: edits of it find nothing elsewhere, and a copy of it brings
/// CentOS's packages.
fn of_centos(case: &Case, choice: &Choice) -> Vec<Objection> {
    let centos = |image: &Image| image.os.as_ref().is_some_and(|os| os.name.starts_with("centos"));
    if !case.present().is_some_and(centos) || case.present().is_some_and(|now| now.os == choice.image.os) {
        return Vec::new();
    }
    let names = |command: &Command| {
        !command.conditional && command.args.iter().any(|arg| arg.text.contains("/etc/yum.repos.d/CentOS"))
    };
    let runs = case.steps().iter().filter_map(|step| Some((step.instruction, &step.run()?.commands)));
    let calls = runs.flat_map(|(at, commands)| commands.iter().enumerate().map(move |(n, command)| (at, n, command)));
    let (lang, image) = (case.lang(), &choice.image.reference);
    let told = calls.filter(|(.., command)| names(command)).map(|(instruction, command, call)| {
        let line = sentence(case.line(&[call.span]));
        let text = say!(lang,
            en: "{line} works on CentOS's own package sources, which `{image}` does not have: the call goes.",
            de: "{line} bearbeitet die Paketquellen von CentOS, die `{image}` nicht hat: Der Aufruf entfällt.",
            zh: "{line}处理 CentOS 自己的软件源，`{image}` 没有它们：去掉该调用。");
        let change = upkeep::without(case, instruction, command);
        objection(RULE, Weight::Change, text, vec![call.span]).by(change)
    });
    told.collect()
}

#[cfg(test)]
mod tests;
