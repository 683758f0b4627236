//! The system's own package sources, which a file edits or brings along: another release keeps them elsewhere, or under
//! another name. Told under `package-unavailable`.

use super::alpine_sources;
use super::gone_servers::calls_gone;
use super::later;
use super::upkeep;
use crate::catalogue::{Image, Os};
use crate::order;
use crate::rules::claims::*;
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
    let building = case.build.stages.iter().filter(|stage| stage.role == Role::Build).filter_map(|stage| {
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
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Vec<Objection> {
        let about = |one: &Objection| ["sources", "repositories"].iter().any(|word| one.text.contains(word));
        weighed(RULE, file, to, Shape::Swap).into_iter().filter(about).collect()
    }

    #[test]
    fn ubuntus_sources_are_in_another_file() {
        let file = "FROM ubuntu:18.04\nRUN sed -i 's/archive.ubuntu.com/mirrors.example.org/g' /etc/apt/sources.list && apt-get update\nCMD [\"bash\"]\n";
        let moved = told(file, "ubuntu:26.04");
        assert!(
            matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("ubuntu.sources")),
            "{moved:?}"
        );
        assert!(told(file, "ubuntu:22.04").is_empty());
        let other =
            told(&file.replace("s/archive.ubuntu.com/mirrors.example.org/g", "s/# deb-src/deb-src/"), "ubuntu:26.04");
        assert_eq!(other[0].change, Some(Change::Yours));
    }

    #[test]
    fn debians_sources_are_in_another_file() {
        let file = "FROM debian:buster\nRUN sed -i 's/deb.debian.org/mirrors.example.org/g' /etc/apt/sources.list && apt-get update\nCMD [\"bash\"]\n";
        let moved = told(file, "debian:trixie-slim");
        assert!(
            matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("debian.sources")),
            "{moved:?}"
        );
        assert!(told(file, "debian:bullseye-slim").is_empty());
        let other =
            told(&file.replace("s/deb.debian.org/mirrors.example.org/g", "s/main/main contrib/"), "debian:trixie-slim");
        assert_eq!(other[0].change, Some(Change::Yours));
        let floating = file.replace("debian:buster", "python:3.13");
        assert_eq!(told(&floating, "python:3.13").len(), 1, "the tag has moved on");
    }

    #[test]
    fn the_way_to_the_archive_goes_with_the_old_release() {
        let line = "echo 'deb http://archive.debian.org/debian jessie main' > /etc/apt/sources.list";
        let file =
            format!("FROM debian:jessie\nRUN {line} && apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n");
        let change = |file: &str, to: &str| told(file, to).into_iter().map(|one| one.change).collect::<Vec<_>>();
        let broken = file.replace(" && apt-get update", " \\\n && apt-get update");
        let sed = "sed -i 's/deb.debian.org/archive.debian.org/g' /etc/apt/sources.list";
        let commented =
            broken.replace("RUN echo", "RUN true && \\\n echo").replace("\\\n && apt", "&& \\\n # Lists.\n apt");
        for own in [file.clone(), broken, commented, file.replace(line, sed)] {
            let told = weighed(RULE, &own, "debian:trixie-slim", Shape::Swap);
            assert!(told.iter().all(|one| !one.text.contains("made for")), "{told:?}");
            let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
            let advice = crate::advise(&crate::wishes::Input::pasted(&own), &wishes);
            let text = advice.rewrite.expect("written").dockerfile;
            assert!(!text.contains("echo") && !text.contains("sed"), "{text}");
            let run = text.replace("true && \\\n # Lists.\n ", "");
            assert!(run.contains("RUN apt-get update && apt-get install"), "{text}");
        }
        assert!(change(&file.replace("sources.list", "sources.list.d/old.list"), "debian:trixie-slim").is_empty());
        let cut = file.replace(line, "sed -i '/security.debian.org/d' /etc/apt/sources.list");
        assert_eq!(change(&cut, "debian:trixie-slim"), [Some(Change::Yours)]);
    }

    #[test]
    fn packages_that_have_left_their_servers_are_told() {
        let file = "FROM debian:buster-slim\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n";
        assert!(fires(RULE, file).what.contains("have left the servers"));
        silent(RULE, &file.replace("buster", "bullseye"));
        silent(
            RULE,
            &file.replace("RUN ", "RUN sed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list && "),
        );
        silent(RULE, "FROM debian:buster-slim\nCOPY app /app\nCMD [\"/app\"]\n");
        let beside = "\nRUN echo deb https://download.example.org/packages stable main > /etc/apt/sources.list.d/one.list && apt-get update\nCMD";
        assert!(fires(RULE, &file.replace("\nCMD", beside)).what.starts_with("Line 2"));
        let copied = |to: &str| file.replace("RUN ", &format!("COPY one.list {to}\nRUN "));
        assert!(fires(RULE, &copied("/etc/apt/sources.list.d/")).what.starts_with("Line 3"));
        silent(RULE, &copied("/etc/apt/sources.list"));
        silent(
            RULE,
            &file
                .replace("RUN ", "RUN echo deb https://deb.example.org/debian buster main > /etc/apt/sources.list && "),
        );
        let building = file.replace(
            "CMD [\"curl\"]",
            "FROM debian:trixie-slim\nCOPY --from=0 /usr/bin/curl /usr/bin/curl\nCMD [\"curl\"]",
        );
        assert!(fires(RULE, &building).what.starts_with("Line 2"));
        silent(RULE, &building.replace("buster", "bullseye"));
        let ubuntu = file.replace("debian:buster-slim", "ubuntu:19.10");
        assert!(fires(RULE, &ubuntu).what.contains("Ubuntu 19.10"));
        silent(RULE, &ubuntu.replace("19.10", "18.04"));
        silent(
            RULE,
            &ubuntu.replace("RUN ", "RUN sed -i s/archive.ubuntu/old-releases.ubuntu/ /etc/apt/sources.list && "),
        );
        assert!(fires(RULE, "FROM centos:7\nRUN yum install -y curl\nCMD [\"curl\"]\n").what.contains("CentOS 7"));
    }

    #[test]
    fn a_list_of_its_own_names_its_release() {
        let file = "FROM ubuntu:16.04\nCOPY sources.list /etc/apt/sources.list\nRUN apt-get update\nCMD [\"bash\"]\n";
        assert!(told(file, "ubuntu:26.04")[0].text.contains("must name Ubuntu 26.04"));
        assert!(told(&file.replace("/etc/apt/sources.list", "/srv/"), "ubuntu:26.04").is_empty());
    }

    #[test]
    fn the_sources_of_centos_go_with_it() {
        let file = "FROM centos:7\nRUN sed -i 's/mirrorlist/#mirrorlist/' /etc/yum.repos.d/CentOS-* && yum install -y curl\nCMD [\"curl\"]\n";
        assert_eq!(told(file, "almalinux:9")[0].change, Some(Change::DropCommand { instruction: 1, command: 0 }));
        let alone = file.replace(" && yum", "\nRUN yum");
        assert_eq!(told(&alone, "almalinux:9")[0].change, Some(Change::Drop { instruction: 1 }));
    }

    #[test]
    fn the_sources_of_alpine_follow_its_release() {
        let file = "FROM alpine:3.8\nRUN echo http://dl-cdn.alpinelinux.org/alpine/v3.8/community >> /etc/apk/repositories && apk add --no-cache curl\nCMD [\"curl\"]\n";
        let moved = told(file, "alpine:3.24");
        assert!(
            matches!(&moved[0].change, Some(Change::Path { to, .. }) if to.ends_with("/v3.24/community")),
            "{moved:?}"
        );
        assert!(told(&file.replace("v3.8", "edge"), "alpine:3.24").is_empty());
    }
}
