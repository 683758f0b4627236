//! A stage that builds on a system whose packages have left the servers: it moves to where they still are, with its
//! language's own line as long as that has an image there. Told under `base-os-ended`.

use super::{newer_compilers, twins};
use crate::catalogue::{self, Image, Lifecycle, Lifecycles, Match, Os};
use crate::evidence::Facts;
use crate::rules::claims::*;
use crate::rules::ground;
use crate::rules::languages::runtimes;
use crate::rules::packages::gone_servers;
use crate::rules::{base_os_ended, shared_base};
use crate::shell::{Action, Command};
use crate::stages::{Base, Build, ImageRef, Role, Stage, Step};

/// What asks servers in vain, in the stages that stand on this one.
pub fn call<'a>(build: &'a Build, os: &Os, stage: &Stage) -> Option<&'a Command> {
    if !gone_servers::is_gone(os) {
        return None;
    }
    let on = build.stages[stage.index..].iter().filter(|one| one.bottom == stage.index && one.role != Role::Unused);
    on.map(|one| build.steps(one.index).collect::<Vec<&Step>>()).find_map(|steps| gone_servers::calls_gone(os, &steps))
}

pub fn stops(build: &Build, os: &Os, stage: &Stage) -> bool {
    call(build, os, stage).is_some()
}

/// What takes the place of such a stage's image, and loads nothing newer than what ships on `image` has.
pub fn living(build: &Build, facts: &Facts, stage: &Stage, image: &Image) -> Option<(String, Image)> {
    let now = facts.standings.get(stage.index)?.image()?;
    let (Base::Image(written), os) = (&stage.base, now.os.as_ref()?) else { return None };
    let (repository, tag) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    if os.version.is_none() {
        return given_up(build, stage, now);
    }
    call(build, os, stage)?;
    let search = Search { written, repository, tag, now, os, image };
    match &now.runtime {
        _ if os.name == "centos" => search.rebuild(),
        None => search.system(),
        Some(runtime) => {
            let line = runtimes::line(runtime.name, runtime.version.as_deref()?)?;
            search.language(runtime.name, &line, links(build, stage))
        }
    }
}

/// `maven:3.5-jdk-8`, on a release that nobody told: its makers name the one tag that follows it.
fn given_up(build: &Build, stage: &Stage, now: &Image) -> Option<(String, Image)> {
    let gone = now.lifecycle.retired.as_ref().filter(|gone| !gone.is_off_list())?;
    let [next] = &gone.replacement[..] else { return None };
    let (repository, _) = stage.from.text.split('@').next()?.rsplit_once(':')?;
    let image = catalogue::named(next).filter(|next| next.repository == now.repository)?;
    let installs = |command: &Command| command.packages.as_ref().is_some_and(|one| one.manager.is_of_the_os());
    let own = build.steps(stage.index).filter_map(|step| step.run()).flat_map(|run| &run.commands).any(installs);
    let same = own && image.package_manager == now.package_manager;
    same.then(|| (format!("{repository}:{}", image.tag.as_deref().unwrap_or_default()), image))
}

/// Headers are installed where it builds, or libraries beside the result: both are of one release.
fn links(build: &Build, stage: &Stage) -> bool {
    let of = |index: usize| build.steps(index).filter_map(|step| step.run()).flat_map(|run| &run.commands);
    let named = |command: &Command, is: fn(&str) -> bool| {
        let action = command.packages.as_ref().filter(|action| action.action == Action::Install);
        action.is_some_and(|action| action.packages.iter().any(|package| is(&package.name)))
    };
    of(stage.index).any(|command| named(command, |name| name.ends_with("-dev")))
        || build.shipped.is_some_and(|ships| of(ships).any(|command| named(command, |name| name.starts_with("lib"))))
}

/// What may take the place of one image.
struct Search<'a> {
    written: &'a ImageRef,
    repository: &'a str,
    tag: &'a str,
    now: &'a Image,
    os: &'a Os,
    /// What ships.
    image: &'a Image,
}

/// The releases that have their packages, newest first.
const DEBIAN: [(&str, &str); 3] = [("13", "trixie"), ("12", "bookworm"), ("11", "bullseye")];
const UBUNTU: [(&str, &str); 3] = [("26.04", "resolute"), ("24.04", "noble"), ("22.04", "jammy")];

impl Search<'_> {
    fn found(&self, tag: &str) -> Option<(Image, Match)> {
        let reference = ImageRef { tag: Some(tag.to_string()), digest: None, ..self.written.clone() };
        let found = catalogue::find(&reference).filter(|found| self.serves(&found.image))?;
        Some((found.image, found.matched))
    }

    fn serves(&self, found: &Image) -> bool {
        let alive = found.os.as_ref().is_some_and(|os| os.version.is_some() && !gone_servers::is_gone(os));
        alive && found.package_manager == self.now.package_manager && twins::loads(found, self.image)
    }

    fn listed(&self, tag: String) -> Option<(String, Image)> {
        let (image, _) = self.found(&tag).filter(|(_, how)| matches!(how, Match::Exact | Match::Floating))?;
        Some((format!("{}:{tag}", self.repository), image))
    }

    /// The release of what ships comes first.
    fn releases(&self) -> Vec<(&'static str, &'static str)> {
        let known = if self.os.name == "ubuntu" { UBUNTU } else { DEBIAN };
        let ships = self.image.os.as_ref().filter(|os| os.name == self.os.name).and_then(|os| os.version);
        let own = known.into_iter().filter(|(version, _)| Some(*version) == ships);
        own.chain(known.into_iter().filter(|(version, _)| Some(*version) != ships)).collect()
    }

    /// `debian:buster` → `debian:trixie`, `ubuntu:19.10` → `ubuntu:26.04`.
    fn system(&self) -> Option<(String, Image)> {
        self.releases().into_iter().find_map(|(version, codename)| {
            let new = Os { version: Some(version), codename: Some(codename), ..self.os.clone() };
            let word = |word| twins::renewed(word, self.os, &new).unwrap_or(word);
            self.listed(self.tag.split('-').map(word).collect::<Vec<_>>().join("-"))
        })
    }

    /// `centos:7` → `almalinux:9`, the rebuild that its makers name; `almalinux:8` where what ships is as old.
    fn rebuild(&self) -> Option<(String, Image)> {
        let own = matches!(self.repository, "centos" | "docker.io/centos" | "library/centos");
        let next = |tag: &str| catalogue::listed(tag).map(|image| (tag.to_string(), image));
        let found = ["almalinux:9", "almalinux:8"].into_iter().filter_map(next);
        own.then_some(found)?.find(|(_, image)| twins::loads(image, self.image))
    }

    /// The language's own line on a release that lives, else its lowest later one.
    fn language(&self, name: &str, line: &str, links: bool) -> Option<(String, Image)> {
        let lines = || lines(line);
        let compiled = !matches!(name, "node" | "php" | "ruby" | "java" | "python" | "perl" | "bun" | "deno");
        let ships = self.image.os.as_ref().and_then(|os| os.codename).map(str::to_ascii_lowercase);
        if compiled && links {
            return lines().find_map(|line| self.coded(&line, ships.as_deref()?));
        }
        // A compiler of another line is a lesser leap than a release that is over.
        if let Some(found) = lines().filter(|_| compiled).find_map(|line| self.coded(&line, "bookworm")) {
            return Some(found);
        }
        lines().find_map(|line| {
            let coded = || self.releases().into_iter().find_map(|(_, codename)| self.coded(&line, codename));
            self.plain(&line).or_else(|| self.of_node(name, &line)).or_else(coded)
        })
    }

    /// The words of a tag that are neither a version nor a release.
    fn kind(&self) -> String {
        let codename = self.os.codename.unwrap_or_default();
        let other = |word: &&str| {
            let floats = matches!(*word, "latest" | "lts" | "stable" | "current");
            !floats && !word.starts_with(|c: char| c.is_ascii_digit()) && !word.eq_ignore_ascii_case(codename)
        };
        self.tag.split('-').filter(other).map(|word| format!("-{word}")).collect()
    }

    fn coded(&self, line: &str, codename: &str) -> Option<(String, Image)> {
        let kind = self.kind();
        [format!("{line}{kind}-{codename}"), format!("{line}-{codename}{kind}")]
            .into_iter()
            .find_map(|tag| self.listed(tag))
    }

    /// A tag that left the list of official images stands still, on a release that the list told.
    fn plain(&self, line: &str) -> Option<(String, Image)> {
        let tag = format!("{line}{}", self.kind());
        let known = |cycles: &Lifecycles| cycles.retired.is_some() || cycles.runtime.ends.is_some();
        let stands = |how| matches!(how, Match::Line | Match::Patch);
        let (image, _) = self.found(&tag).filter(|(image, how)| stands(*how) && known(&image.lifecycle))?;
        Some((format!("{}:{tag}", self.repository), image))
    }

    /// Node.js 12 and 14 were published for Debian 11, and stood on an older one without that word
    /// (docker-library/official-images, `library/node` of 2022-05-02 and 2023-04-30).
    fn of_node(&self, name: &str, line: &str) -> Option<(String, Image)> {
        let tag = format!("{line}-bullseye{}", self.kind());
        let (image, _) = self.found(&tag).filter(|_| name == "node" && matches!(line, "12" | "14"))?;
        Some((format!("{}:{tag}", self.repository), image))
    }
}

/// Of the same major version, where a line has two numbers.
fn lines(line: &str) -> impl Iterator<Item = String> {
    let (major, last) = line.rsplit_once('.').map_or(("", line), |(major, last)| (major, last));
    let major = if major.is_empty() { String::new() } else { format!("{major}.") };
    let first: u32 = last.parse().unwrap_or(u32::MAX - 20);
    (first..first + 20).map(move |last| format!("{major}{last}"))
}

/// Every stage that builds so: what it moves to, or that it must.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let ships = case.build.shipped.and_then(|at| case.build.bottom(at)).map(|stage| stage.index);
    let builds = |stage: &&Stage| match choice.shape {
        Shape::Split if ships == Some(stage.index) => true,
        _ => stage.role == Role::Build && ships != Some(stage.index),
    };
    // Asked once: asked for every stage, it would look at every other each time.
    let first = newer_compilers::moving(case, choice).next().map(|(first, ..)| first.index);
    case.build.stages.iter().filter(builds).filter_map(|stage| of_stage(case, choice, stage, first)).collect()
}

/// `first`: the one stage of which `newer_compilers` tells.
fn of_stage(case: &Case, choice: &Choice, stage: &Stage, first: Option<usize>) -> Option<Objection> {
    let (build, facts, image) = (case.build, case.facts, &choice.image);
    let now = facts.standings.get(stage.index)?.image()?;
    let Base::Image(_) = &stage.base else { return None };
    let command = call(build, now.os.as_ref()?, stage);
    let told = twins::own(build, facts, stage, image).is_some() || first == Some(stage.index);
    if told || goes_with(case, choice, stage, now) {
        return None;
    }
    let (lang, line, base) = (case.lang(), sentence(case.line(&[stage.from.span])), &stage.from.text);
    let claim = |text: String, change| {
        objection(base_os_ended::RULE.id, Weight::Change, text, vec![stage.from.span]).by(change)
    };
    let newer = command.and_then(|_| newer_compilers::on_release(build, facts, stage, image));
    let next = newer.or_else(|| living(build, facts, stage, image));
    let Some(command) = command else {
        let (new, _) = next?;
        return Some(claim(
            say!(lang,
            en: "{line}: `{base}` has been given up, and its packages may have left the servers, so `{new}` takes its place: run your tests.",
            de: "{line}: `{base}` wurde aufgegeben, und seine Pakete liegen vielleicht nicht mehr auf den Servern, also tritt `{new}` an seine Stelle: Lass deine Tests laufen.",
            zh: "{line}：`{base}` 已停止提供，其软件包可能已不在服务器上，因此改用 `{new}`：请运行测试。"),
            Change::Builder,
        ));
    };
    Some(match next {
        Some((new, next)) => {
            claim(newer_compilers::taken(case, stage, &new) + &brings(case, now, &next), Change::Builder)
        }
        None => {
            let place = case.line(&[command.span]);
            claim(
                say!(lang,
                en: "{line}: the packages under `{base}` have left the servers, so {place} stops the build: this stage must move, too.",
                de: "{line}: Die Pakete unter `{base}` liegen nicht mehr auf den Servern, {place} bricht den Build ab: Auch diese Stufe muss umziehen.",
                zh: "{line}：`{base}` 所用系统的软件包已不在服务器上，{place}会使构建中断：此阶段也必须迁移。"),
                Change::Yours,
            )
        }
    })
}

/// A leap of the language, and a release that is over itself, are said.
fn brings(case: &Case, now: &Image, next: &Image) -> String {
    let lang = case.lang();
    let line = |image: &Image| {
        let runtime = image.runtime.as_ref()?;
        Some((runtime.name, runtimes::line(runtime.name, runtime.version.as_deref()?)?))
    };
    let mut said = String::new();
    if let Some((name, new)) = line(next).filter(|new| line(now).is_some_and(|old| old != *new)) {
        let name = runtimes::title(name);
        said +=
            &say!(lang, en: " It brings {name} {new}.", de: " Es bringt {name} {new}.", zh: "它自带 {name} {new}。");
    }
    let cycle = &next.lifecycle.os;
    if ground::state(cycle, &case.wishes.today) == Lifecycle::Ended {
        let of = ground::title(cycle);
        said += &say!(lang,
            en: " Support of {of} has ended, too: its packages are still there, but plan the next step.",
            de: " Auch die Pflege von {of} ist zu Ende: Seine Pakete sind noch da, aber plane den nächsten Schritt.",
            zh: "{of} 的支持也已结束：软件包目前还在，但请计划下一步。");
    }
    said
}

/// Its language moves to the line that ships, or it is the very image that moves.
fn goes_with(case: &Case, choice: &Choice, stage: &Stage, now: &Image) -> bool {
    let line = |image: &Image, name| runtimes::of(image, name);
    let leaps = now.runtime.as_ref().map(|runtime| runtime.name).is_some_and(|name| {
        let new = line(&choice.image, name);
        new.is_some() && new != line(now, name)
    });
    let ships = case.build.shipped.and_then(|at| case.build.bottom(at));
    let same = ships.is_some_and(|ships| ships.from.text == stage.from.text);
    leaps || same && !case.stays(choice) && shared_base::is_kin(case.build, case.facts, &choice.image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Input, Wishes};

    /// What `base` becomes, where it installs and something else ships on `to`.
    fn becomes(base: &str, to: &str) -> Option<String> {
        let install = if base.starts_with("centos") { "yum" } else { "apt-get" };
        let file = format!(
            "FROM {base} AS b\nRUN {install} install -y git\nCOPY . /src\nRUN /src/build\nFROM nginx:1.17-alpine\nCOPY --from=b /src/out /usr/share/nginx/html\n"
        );
        with(&Input::pasted(&file), |case| {
            let moved = twins::moves(case.build, case.facts, &case.build.stages[0], &image(to));
            moved.map(|(reference, _)| reference)
        })
    }

    #[test]
    fn a_language_keeps_its_line_where_that_has_a_living_release() {
        for (base, next) in [
            ("node:12-stretch", "node:12-bullseye"),
            ("node:14-buster-slim", "node:14-bullseye-slim"),
            ("python:3.6-stretch", "python:3.6"),
            ("python:3.7-slim-buster", "python:3.7-slim"),
            ("ruby:2.6-stretch", "ruby:2.6"),
            ("php:7.4-cli-buster", "php:7.4-cli"),
            ("openjdk:8-jdk-stretch", "openjdk:8-jdk"),
            ("docker.io/library/python:3.6-stretch", "docker.io/library/python:3.6"),
        ] {
            assert_eq!(becomes(base, "nginx:1.31-alpine").as_deref(), Some(next), "{base}");
        }
    }

    #[test]
    fn else_its_lowest_later_line_takes_over() {
        for (base, next) in [
            ("node:10", "node:12-bullseye"),
            ("ruby:2.5-stretch", "ruby:2.6"),
            ("php:7.2-cli", "php:7.3-cli"),
            ("gcc:8", "gcc:12-bookworm"),
            ("perl:5.26", "perl:5.30"),
        ] {
            assert_eq!(becomes(base, "nginx:1.31-alpine").as_deref(), Some(next), "{base}");
        }
        for stays in ["python:2.7-stretch", "php:5.6-cli", "node:24-trixie", "python:3.12-bookworm"] {
            assert_eq!(becomes(stays, "nginx:1.31-alpine"), None, "{stays}");
        }
    }

    #[test]
    fn a_plain_system_goes_to_the_release_that_ships() {
        for (base, to, next) in [
            ("debian:buster", "debian:bookworm-slim", "debian:bookworm"),
            ("debian:10.4-slim", "gcr.io/distroless/cc-debian13", "debian:13-slim"),
            ("debian:stretch", "nginx:1.31-alpine", "debian:trixie"),
            ("debian:stretch", "ubuntu:24.04", "debian:bookworm"),
            ("ubuntu:19.10", "ubuntu:24.04", "ubuntu:24.04"),
            ("ubuntu:eoan", "gcr.io/distroless/cc-debian13", "ubuntu:noble"),
            ("ubuntu:19.10", "ubuntu:26.04", "ubuntu:26.04"),
            ("centos:7", "registry.access.redhat.com/ubi8/ubi-minimal:latest", "almalinux:8"),
            ("centos:7", "gcr.io/distroless/base-debian13", "almalinux:9"),
        ] {
            assert_eq!(becomes(base, to).as_deref(), Some(next), "{base} {to}");
        }
        assert_eq!(becomes("debian:bullseye", "nginx:1.31-alpine"), None);
        assert_eq!(becomes("ubuntu:18.04", "nginx:1.31-alpine"), None);
    }

    #[test]
    fn what_is_linked_is_built_on_the_release_that_ships() {
        let file = "FROM gcc:8 AS b\nRUN apt-get update && apt-get install -y libpq-dev\nCOPY . /src\nRUN make -C /src\nFROM debian:buster-slim\nRUN apt-get update && apt-get install -y libpq5\nCOPY --from=b /src/srv /srv\nCMD [\"/srv\"]\n";
        let told = weighed("base-os-ended", file, "debian:trixie-slim", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("`gcc:14-trixie` takes its place")), "{told:?}");
    }

    fn advised(file: &str) -> crate::advice::Advice {
        crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-30".into(), ..Wishes::default() })
    }

    #[test]
    fn what_cannot_move_is_said_beside_the_headline() {
        let file = "FROM python:2.7-stretch AS b\nRUN apt-get update && apt-get install -y pandoc\nCOPY . .\nRUN make\nFROM nginx:1.17-alpine\nCOPY --from=b /out /usr/share/nginx/html\n";
        let advice = advised(file);
        assert!(advice.because.contains("line 2 stops the build"), "{}", advice.because);
        let left = advice.rewrite.expect("written").left_to_you;
        assert_eq!(left.iter().filter(|left| left.text.contains("left the servers")).count(), 1, "{left:?}");
        let living = advised(&file.replace("python:2.7-stretch", "python:3.12-bookworm"));
        assert!(!living.because.contains("stops the build"), "{}", living.because);
    }

    #[test]
    fn every_stage_that_moves_is_told() {
        let go = "FROM golang:1.14 AS one\nRUN apt-get update && apt-get install -y git\nFROM golang:1.14 AS two\nRUN apt-get update && apt-get install -y git\nCOPY --from=one /go /go\nRUN CGO_ENABLED=0 go build -o /a .\nFROM debian:buster-slim\nCOPY --from=two /a /a\nCMD [\"/a\"]\n";
        let told = weighed("base-os-ended", go, "debian:trixie-slim", Shape::Swap);
        assert_eq!(told.iter().filter(|one| one.text.contains("takes its place")).count(), 2, "{told:?}");
    }

    #[test]
    fn it_moves_also_where_what_ships_stays() {
        let file = "FROM debian:stretch AS ui\nRUN apt-get update && apt-get install -y netcat\nCOPY . /ui\nFROM nginx:1.31-alpine-slim\nCOPY --from=ui /ui /usr/share/nginx/html\n";
        let advice = advised(file);
        assert!(advice.headline.contains("Stay on"), "{}", advice.headline);
        let text = advice.rewrite.expect("it is mended").dockerfile;
        assert!(text.starts_with("FROM debian:trixie AS ui\n") && text.contains("netcat-openbsd"), "{text}");
    }

    #[test]
    fn an_image_that_was_given_up_goes_to_what_its_makers_name() {
        let file = "FROM maven:3.5-jdk-8 AS b\nRUN apt-get update && apt-get install -y git\nCOPY . .\nRUN mvn package\nFROM openjdk:8-jre-slim\nCOPY --from=b /target/a.jar /a.jar\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        let text = advised(file).rewrite.expect("written").dockerfile;
        assert!(text.starts_with("FROM maven:3-eclipse-temurin-8 AS b\n"), "{text}");
    }
}
