//! What a later release of the same distribution asks for where a file was written for an earlier one.

use super::installs::{self, Install};
use super::{apt_key, microsoft, own_packages, pinned, renewed, sources, stepped, system_sources};
use crate::catalogue::{self, Image, Os};
use crate::rules::claims::*;
use crate::rules::source_gone;
use crate::shell::{Command, Manager};
use crate::stages::Does;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// `apt-key`, and package sources that name the old release.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.shape != Shape::Swap {
        return Vec::new();
    }
    let mut told = choice.image.os.as_ref().map(|new| apt_key::objections(case, new)).unwrap_or_default();
    // A tag that moves on has taken the file along.
    if case.stays(choice) {
        told.extend(archives(case, choice));
        return told;
    }
    told.extend(choice.image.os.iter().flat_map(|new| microsoft::objections(case, new)));
    let moves = releases(case, &choice.image);
    let suite = systems(case, &choice.image)
        .or_else(|| case.present()?.os.as_ref().zip(choice.image.os.as_ref()).filter(|(old, new)| old == new))
        .map(|(old, new)| suite(case, old, new));
    let private = private(case, &choice.image);
    let pins = pinned::objection(case, choice).is_some();
    let follows = moves.map(|(_, new)| follows(case, &choice.image, new, pins));
    told.extend(suite.into_iter().flatten().chain(private).chain(follows.into_iter().flatten()));
    told.extend(archives(case, choice));
    told.extend(moves.and_then(|(_, new)| stepped::gopath(case, new)));
    told
}

/// Packages without a version in their name that are no language: each release has another behind it.
const FOLLOWING: &[&str] = &["default-jdk", "default-jdk-headless", "default-jre", "default-jre-headless"];

fn follows(case: &Case, image: &Image, new: &Os, pins: bool) -> Vec<Objection> {
    let kept = |install: &Install| !own_packages::has_own(case, install, image);
    let mut told = stepped::objections(case, new, pins, kept);
    let follows = |one: &&Install| FOLLOWING.contains(&one.package.name.as_str()) && kept(one);
    told.extend(
        case.installs().iter().find(follows).map(|install| {
            objection(RULE, Weight::Risk, stepped::open(case, install, new), vec![install.package.span])
        }),
    );
    told
}

/// The release the file has and the one proposed, of one distribution.
pub fn releases<'a>(case: &'a Case, image: &'a Image) -> Option<(&'a Os, &'a Os)> {
    let (old, new) = (case.present()?.os.as_ref()?, image.os.as_ref()?);
    (old.name == new.name && old.version != new.version).then_some((old, new))
}

/// `deb … bullseye-pgdg main`, `…/debian/11/prod.list`, `…/microsoft-debian-…-prod`: made for the release that goes, or for
/// one that went before.
fn suite(case: &Case, old: &Os, new: &Os) -> Vec<Objection> {
    let other = (old.name != new.name).then(|| ["/", "-"].map(|mark| format!("{mark}{}{mark}", old.name)));
    let own = |command: &Command| system_sources::is_own_archive(case, command);
    let names = |text: &str| {
        let source = ["deb ", "sources.list", "://"].iter().any(|mark| text.contains(mark));
        source
            && (coded(text, new).is_some()
                || number(text, new).is_some()
                || other.iter().flatten().any(|path| text.contains(path)))
    };
    let said = commands(case)
        .filter(|command| !own(command))
        .flat_map(|command| command.args.iter().map(move |arg| (command.span, arg.text.as_str(), arg.span)));
    let fetched = case.steps().iter().filter_map(|step| match &step.does {
        Does::Bring { sources, .. } => Some(sources.iter().map(|one| (step.span, one.text.as_str(), one.span))),
        _ => None,
    });
    let (mut told, mut unserved) = (Vec::new(), None);
    for (span, text, place) in said.chain(fetched.flatten()).filter(|(_, text, _)| names(text)) {
        match renewed::source(case, text, place, old, new) {
            Some(served) => told.push(served),
            None => unserved = unserved.or(Some((span, text))),
        }
    }
    told.extend(unserved.map(|named| made_for(case, old, new, named)));
    told
}

fn made_for(case: &Case, old: &Os, new: &Os, (span, named): (Span, &str)) -> Objection {
    let (lang, line, os) = (case.lang(), sentence(case.line(&[span])), new.title());
    let was = made(named, old, new);
    if !named.ends_with(".deb") {
        return foreign(case, span, &was, &os);
    }
    let text = say!(lang,
        en: "{line} fetches a package made for {was}: take the one for {os}, which its maker may not have.",
        de: "{line} lädt ein Paket für {was}: Nimm das für {os}; vielleicht gibt es das beim Anbieter nicht.",
        zh: "{line}下载的软件包是为 {was} 准备的：请改用 {os} 的版本，而提供方未必有。");
    objection(RULE, Weight::Change, text, vec![span]).by(Change::Yours)
}

/// The release that a source is made for.
fn made(named: &str, old: &Os, new: &Os) -> String {
    match number(named, new) {
        Some(number) => old.title().replace(old.version.unwrap_or_default(), number),
        None => coded(named, new).map_or(old.title(), |os| os.title()),
    }
}

/// A source that is made for another release.
pub fn foreign(case: &Case, span: Span, was: &str, os: &str) -> Objection {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} names a package source made for {was}: it must name the one for {os}, which its maker may not serve.",
        de: "{line} nennt eine Paketquelle für {was}: Dort muss die für {os} stehen, und vielleicht gibt es sie beim Anbieter nicht.",
        zh: "{line}使用了为 {was} 准备的软件包源：必须改成用于 {os} 的源，而提供方未必支持。");
    objection(RULE, Weight::Change, text, vec![span]).by(Change::Yours)
}

/// Debian 13 has no `software-properties-common` ([its tracker](https://tracker.debian.org/pkg/software-properties)): what
/// the command would write is written by hand.
fn archives(case: &Case, choice: &Choice) -> Vec<Objection> {
    let gone = choice.image.os.as_ref().is_some_and(|os| os.name == "debian" && os.version == Some("13"));
    let installs = case.every_install().iter().any(|one| one.package.name == "software-properties-common");
    let calls = case.commands().filter(|_| gone && (installs || !case.stays(choice)));
    let mut count = 0;
    let told = calls.filter_map(|command| {
        let line = deb_line(command)?;
        count += 1;
        let number = if count > 1 { count.to_string() } else { String::new() };
        let (lang, place, used) = (case.lang(), sentence(case.line(&[command.span])), command.name());
        let text = say!(lang,
            en: "{place} calls `{used}`, which Debian 13 does not have: the line is written into `/etc/apt/sources.list.d` itself.",
            de: "{place} ruft `{used}` auf, das es in Debian 13 nicht gibt: Die Zeile wird selbst nach `/etc/apt/sources.list.d` geschrieben.",
            zh: "{place}调用 `{used}`，而 Debian 13 没有它：改为直接把该行写入 `/etc/apt/sources.list.d`。");
        let to = format!("echo '{line}' > /etc/apt/sources.list.d/added{number}.list");
        Some(objection(RULE, Weight::Change, text, vec![command.span]).by(Change::Path { span: command.span, to }))
    });
    told.collect()
}

/// `add-apt-repository "deb https://… main"`: the line that it adds, where that is plain.
fn deb_line(command: &Command) -> Option<&str> {
    let mut added = command.args.iter().filter(|arg| !arg.text.starts_with('-'));
    let line = added.next_back().filter(|arg| sources::adds_archive(command) && arg.text.starts_with("deb "))?;
    (line.known && !line.text.contains(['\'', '"', '$', '`'])).then_some(line.text.as_str())
}

/// Whether every archive that is added is such a line.
pub fn writes_archives(case: &Case) -> bool {
    case.commands().filter(|command| sources::adds_archive(command)).all(|command| deb_line(command).is_some())
}

/// An archive on Launchpad is built for releases of Ubuntu, each by the choice of its owner
/// ([help.launchpad.net](https://help.launchpad.net/Packaging/PPA)).
fn private(case: &Case, image: &Image) -> Option<Objection> {
    let (_, new) = systems(case, image)?;
    let adds =
        |command: &&Command| sources::adds_archive(command) && !own_packages::needs_no_archive(case, command, image);
    let is_kept = |text: &str| text.starts_with("ppa:") && !text.contains(source_gone::LOST_JAVA);
    let archive = |command: &'_ Command| Some(command.args.iter().find(|arg| is_kept(&arg.text))?.text.clone());
    let (command, name) = commands(case).filter(adds).find_map(|command| Some((command, archive(command)?)))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[command.span])), new.title());
    let (weight, text) = match new.name {
        "ubuntu" => (
            Weight::Change,
            say!(lang,
            en: "{line} adds `{name}`: check that it has packages for {os}, or the build stops there.",
            de: "{line} fügt `{name}` hinzu: Prüfe, ob es Pakete für {os} hat, sonst bricht der Build dort ab.",
            zh: "{line}添加了 `{name}`：请确认它有用于 {os} 的软件包，否则构建会在此中断。"),
        ),
        _ => (
            Weight::Blocker,
            say!(lang,
            en: "{line} adds `{name}`, which is made for Ubuntu, and not for {os}.",
            de: "{line} fügt `{name}` hinzu, das für Ubuntu gemacht ist und nicht für {os}.",
            zh: "{line}添加了 `{name}`，它是为 Ubuntu 准备的，不适用于 {os}。"),
        ),
    };
    let claim = objection(RULE, weight, text, vec![command.span]);
    Some(if weight == Weight::Change { claim.by(Change::Yours) } else { claim })
}

/// The system that the file has and the one proposed, where both install with `apt`.
pub fn systems<'a>(case: &'a Case, image: &'a Image) -> Option<(&'a Os, &'a Os)> {
    let (old, new) = (case.present()?.os.as_ref()?, image.os.as_ref()?);
    let apt = |image: &Image| installs::manager_of(image) == Some(Manager::Apt);
    let both = case.present().is_some_and(apt) && apt(image);
    (both && (old.name, old.version) != (new.name, new.version)).then_some((old, new))
}

/// `debian/10/`, `ubuntu/22.04/`: a release of the same distribution, and not the new one.
fn number<'t>(text: &'t str, new: &Os) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("/{}/", new.name))?;
    let (number, _) = rest.split_once('/')?;
    let is_number =
        number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains(|c: char| c.is_ascii_alphabetic());
    (is_number && Some(number) != new.version).then_some(number)
}

/// `bullseye-pgdg`, `xenial main`: another release than the new one, by its name.
pub fn coded(text: &str, new: &Os) -> Option<Os> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut named = words.filter_map(catalogue::release_named);
    named.find(|os| (os.name, os.version) != (new.name, new.version))
}

pub fn commands<'a>(case: &'a Case) -> impl Iterator<Item = &'a Command> {
    case.commands().filter(|command| !command.conditional)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_source_that_was_old_already_is_named() {
        let file = "FROM ubuntu:14.04\nRUN echo 'deb http://apt.postgresql.org/pub/repos/apt/ precise-pgdg main' > /etc/apt/sources.list.d/pgdg.list\nRUN apt-get update && apt-get install -y postgresql-9.3\nCMD [\"postgres\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE, file, "ubuntu:26.04", Shape::Swap);
            told.into_iter().map(|one| one.text).find(|text| text.contains("made for"))
        };
        let text = told(file).expect("it is told");
        assert!(text.contains("made for Ubuntu 12.04: it must name the one for Ubuntu 26.04"), "{text}");
        for other in ["resolute-pgdg", "stable", "sid"] {
            assert_eq!(told(&file.replace("precise-pgdg", other)), None, "{other}");
        }
    }

    #[test]
    fn a_source_for_a_release_before_is_named() {
        let file = "FROM python:3.11-slim-bookworm\nRUN curl https://packages.example.com/config/debian/10/prod.list > /etc/apt/sources.list.d/a.list\nCMD [\"a\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE, file, "python:3.11-slim-trixie", Shape::Swap);
            told.into_iter().map(|one| one.text).find(|text| text.contains("made for"))
        };
        assert!(told(file).is_some_and(|text| text.contains("made for Debian 10: it must name the one for Debian 13")));
        assert!(told(&file.replace("debian/10", "debian/12")).is_some_and(|text| text.contains("Debian 12")));
        assert_eq!(told(&file.replace("debian/10", "debian/13")), None);
        assert_eq!(told(&file.replace("debian/10", "debian/pool")), None);
        let now = file.replace("bookworm", "trixie").replace("3.11", "3.9");
        assert!(told(&now).is_some_and(|text| text.contains("made for Debian 10")), "it moved on under the file");
        assert_eq!(told(&now.replace("debian/10", "debian/13")), None);
    }

    fn told(file: &str, to: &str) -> Vec<String> {
        weighed(RULE, file, to, Shape::Swap).into_iter().map(|objection| objection.text).collect()
    }

    #[test]
    fn the_key_tool_is_gone() {
        let file = "FROM debian:bullseye\nRUN curl https://example.org/key | apt-key add - && apt-get install -y curl\nCMD [\"curl\"]\n";
        assert!(told(file, "debian:trixie-slim")[0].contains("apt-key"));
        assert!(told(file, "debian:bookworm-slim").is_empty());
        let moved = file.replace("debian:bullseye", "python:3.14");
        assert!(told(&moved, "python:3.14")[0].contains("apt-key"), "the present base has moved on");
        let change = |file: &str| {
            let all = weighed(RULE, file, "debian:trixie-slim", Shape::Swap);
            all.into_iter().filter(|one| one.text.contains("apt-key")).map(|one| one.change).collect::<Vec<_>>()
        };
        let path = |text: &str| match &change(text)[..] {
            [Some(Change::Path { span, to })] => (text[span.start as usize..span.end as usize].to_string(), to.clone()),
            other => panic!("{other:?}"),
        };
        let tee = "tee /etc/apt/trusted.gpg.d/added.asc > /dev/null";
        assert_eq!(path(file), ("apt-key add -".into(), tee.into()));
        let copied = path(&file.replace("add -", "add /tmp/a.key"));
        assert_eq!(copied.1, "cp /tmp/a.key /etc/apt/trusted.gpg.d/added.asc");
        let server = file.replace("add -", "adv --keyserver keyserver.ubuntu.com --recv-keys 0x1");
        assert_eq!(change(&server), [Some(Change::Yours)]);
    }

    #[test]
    fn a_source_whose_maker_serves_the_new_release_is_renewed() {
        let file = "FROM debian:bullseye\nRUN echo \"deb https://download.docker.com/linux/debian bullseye stable\" > /etc/apt/sources.list.d/d.list\nRUN echo 'deb http://apt.postgresql.org/pub/repos/apt bullseye-pgdg main' > /etc/apt/sources.list.d/p.list\nRUN echo 'deb https://a.example bullseye main' > /etc/apt/sources.list.d/a.list\nCMD [\"bash\"]\n";
        let change = |to: &str| {
            let told = weighed(RULE, file, to, Shape::Swap).into_iter().filter_map(|one| one.change);
            told.map(|change| if let Change::Path { to, .. } = change { to } else { String::new() }).collect::<Vec<_>>()
        };
        let new = change("debian:trixie-slim");
        assert!(new.len() == 3 && new[0].contains("debian trixie stable") && new[1].contains("apt trixie-pgdg main"));
        assert_eq!(new[2], "", "of another maker nothing is known");
        assert_eq!(change("debian:bookworm-slim"), [""], "a release that nobody moves to");
    }

    #[test]
    fn what_comes_with_the_release_is_said() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y default-jre-headless\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        assert!(told(file, "ubuntu:26.04")[0].contains("default-jre-headless"));
        let node = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y nodejs\nCMD [\"node\", \"/a.js\"]\n";
        assert!(told(node, "ubuntu:26.04")[0].contains("Node.js 10 of Ubuntu 20.04 becomes 22"));
        let script = node.replace("apt-get update", "curl -fsSL https://deb.nodesource.com/setup_22.x | bash -");
        assert!(told(&script, "ubuntu:26.04").iter().all(|text| !text.contains("comes with the release")));
    }

    #[test]
    fn a_source_names_its_distribution() {
        let file = "FROM ubuntu:20.04\nRUN echo 'deb https://download.docker.com/linux/ubuntu focal stable' > /etc/apt/sources.list.d/d.list\nCMD [\"bash\"]\n";
        assert!(told(file, "debian:trixie-slim")[0].contains("must name the one for Debian 13"));
        assert!(told(&file.replace(" focal", "/dists/x"), "debian:trixie-slim").len() == 1);
        assert!(told(&file.replace(" focal", "/dists/x"), "ubuntu:26.04").is_empty());
        let ppa = "FROM ubuntu:20.04\nRUN add-apt-repository -y ppa:git-core/ppa\nCMD [\"bash\"]\n";
        assert_eq!(weight(RULE, ppa, "debian:trixie-slim", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE, ppa, "ubuntu:26.04", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE, &ppa.replace("ppa:git-core/ppa", "universe"), "ubuntu:26.04", Shape::Swap), None);
    }

    #[test]
    fn what_adds_an_archive_stays_on_ubuntu() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y software-properties-common && add-apt-repository -y ppa:a/b\nCMD [\"/app\"]\n";
        let told = |file: &str| {
            let rules = ["package-unavailable", "package-renamed"];
            let all = rules.into_iter().flat_map(|rule| weighed(rule, file, "ubuntu:26.04", Shape::Swap));
            all.filter(|one| one.text.contains("software-properties")).count()
        };
        assert_eq!(told(file), 0);
        assert_eq!(told(&file.replace(" && add-apt-repository -y ppa:a/b", "")), 1);
    }

    #[test]
    fn a_source_names_its_release() {
        let pgdg = "FROM python:3.11-bullseye\nRUN echo \"deb http://apt.postgresql.org/pub/repos/apt bullseye-pgdg main\" > /etc/apt/sources.list.d/p.list\nCMD [\"python\", \"a.py\"]\n";
        assert!(told(pgdg, "python:3.11-slim-trixie")[0].contains("Debian 11"));
        let listed = "FROM debian:11\nRUN curl https://packages.microsoft.com/config/debian/11/prod.list > /etc/apt/sources.list.d/m.list\nCMD [\"bash\"]\n";
        assert!(!told(listed, "debian:trixie-slim").is_empty());
        assert!(told(&listed.replace("config/debian/11/prod.list", "bullseye.tgz"), "alpine:3.24").is_empty());
        let own = listed.replace("config/debian/11/prod.list", "repos/microsoft-debian-$(lsb_release -cs)-prod");
        let foreign = |to: &str| told(&own, to).iter().any(|text| text.starts_with("Line 2"));
        assert!(foreign("ubuntu:26.04") && !foreign("debian:trixie-slim"));
        let added =
            "FROM ubuntu:20.04\nADD https://packages.example.org/config/ubuntu/20.04/prod.deb /tmp/\nCMD [\"bash\"]\n";
        assert!(told(added, "ubuntu:26.04")[0].contains("a package made for Ubuntu 20.04"));
        let copied = "FROM debian:11\nCOPY pgdg.list /etc/apt/sources.list.d/\nCMD [\"bash\"]\n";
        assert!(told(copied, "debian:trixie-slim")[0].contains("where it names Debian 11"));
    }
}
