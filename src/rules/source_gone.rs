//! # What the build asks for its sources is gone
//!
//! ## What it is
//! A line fetches keys, packages or code from a server that has been switched off, or by a protocol that is: the pool of keyservers of SKS, Bintray, `git://` of GitHub.
//!
//! ## Why it matters
//! The build stops there, on any base, unless a layer of before is still in the cache.
//!
//! ## What to do
//! Ask the server that took its place. A key is known by its fingerprint, wherever it comes from.
//!
//! ## When not to
//! Where the name is only one of several that are tried in turn.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y git && git clone git://github.com/a/b.git /b
//! CMD ["/b/start"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y git && git clone https://github.com/a/b.git /b
//! CMD ["/b/start"]
//! ```
//!
//! ## Sources
//! - [GitHub: improving Git protocol security](https://github.blog/security/application-security/improving-git-protocol-security-github/)
//! - [SKS: the pool is no longer provided](https://github.com/tianon/gosu/issues/87)
//! - [JFrog: into the sunset, Bintray](https://jfrog.com/blog/into-the-sunset-bintray-jcenter-gocenter-and-chartcenter/)
//! - [Docker: shutting down dockerproject.org](https://github.com/moby/moby/issues/40466)
//! - [npmmirror: the certificate of taobao.org](https://github.com/cnpm/cnpm/issues/438)
//! - [Jenkins: remove install-plugins.sh](https://github.com/jenkinsci/docker/pull/1408)
//! - [Poetry: get-poetry.py has been removed](https://github.com/python-poetry/poetry/issues/7278)
//! - [Poetry: removal of install-poetry.py](https://github.com/python-poetry/poetry/issues/6676)
//! - [WebUpd8: Oracle Java is discontinued](https://launchpad.net/~webupd8team/+archive/ubuntu/java)

use super::claims::*;
use crate::evidence::Effect;
use crate::stages::{Role, Step};

pub const RULE: Rule = Rule { id: "source-gone", file: Some(file), base: Some(base), by_a_line: true, ..PLAIN };

/// What is gone, since when, and what to ask instead. The sources are those of the page.
const GONE: [(&str, &str, &str); 10] = [
    ("https://raw.githubusercontent.com/python-poetry/poetry/master/get-poetry.py", "2023", POETRY),
    ("https://raw.githubusercontent.com/python-poetry/poetry/master/install-poetry.py", "2023", POETRY),
    ("https://raw.githubusercontent.com/sdispater/poetry/master/get-poetry.py", "2023", POETRY),
    ("dl.bintray.com", "2021", ""),
    ("dockerproject.org", "2020", "download.docker.com"),
    ("git://github.com", "2022", "https://github.com"),
    ("keys.gnupg.net", "2021", "keyserver.ubuntu.com"),
    ("registry.npm.taobao.org", "2024", "registry.npmmirror.com"),
    ("sks-keyservers.net", "2021", "keyserver.ubuntu.com"),
    (LOST_JAVA, "2019", "openjdk-8-jdk"),
];

/// It takes `POETRY_HOME` and `POETRY_VERSION` as the oldest did, which without the first had another place; the second
/// is the same script.
const POETRY: &str = "https://install.python-poetry.org";

/// Oracle's Java of a PPA: the line that adds it goes.
pub const LOST_JAVA: &str = "webupd8team/java";

/// A script of Jenkins' image: an old tag may still hold it.
const PLUGINS: &str = "install-plugins.sh";

/// The same by another name: these can stand in its place as it is written.
const IN_PLACE: [&str; 4] = ["git:", "keys", "registry", "sks"];

/// Another is asked, too; or the line turns the one into the other.
const OTHERS: [&str; 5] = ["insteadOf", "keyserver.ubuntu.com", "keys.openpgp.org", "keyserver.pgp.com", "pgp.mit.edu"];

struct Asked {
    span: Span,
    name: String,
    since: &'static str,
    instead: &'static str,
    in_place: bool,
}

fn file(case: &Case) -> Vec<Finding> {
    let lang = case.lang();
    let claim = |asked: Asked| {
        let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
        let todo = remedy(lang, &asked);
        finding(RULE.id, Severity::Error, [text(case, &asked), why, todo], vec![asked.span])
    };
    asked(case).into_iter().filter(|asked| asked.name != PLUGINS || moves_on(case)).map(claim).collect()
}

fn moves_on(case: &Case) -> bool {
    case.shipped().is_some_and(|footing| footing.moves_on())
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let claim = |asked: Asked| {
        let change = match asked.in_place && choice.shape == Shape::Swap {
            true => Change::Path { span: asked.span, to: asked.instead.into() },
            false => adding(case, &asked).unwrap_or(Change::Yours),
        };
        let todo = remedy(case.lang(), &asked);
        let (lang, what) = (case.lang(), text(case, &asked));
        let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
        objection(RULE.id, Weight::Change, text, vec![asked.span]).by(change)
    };
    let stands = |asked: &Asked| asked.name != PLUGINS || !case.stays(choice) || moves_on(case);
    asked(case).into_iter().filter(stands).map(claim).collect()
}

/// `add-apt-repository ppa:webupd8team/java`: what was installed from there has another name now.
fn adding(case: &Case, asked: &Asked) -> Option<Change> {
    let adds = |effect: &&Effect| {
        let command = case.command(effect).filter(|command| command.name() == "add-apt-repository");
        command.is_some_and(|command| command.span.contains(asked.span))
    };
    let effect = case.facts.effects.iter().find(adds)?;
    Some(Change::DropCommand { instruction: effect.instruction, command: effect.command })
}

fn text(case: &Case, asked: &Asked) -> String {
    let (lang, line, name, since) = (case.lang(), sentence(case.line(&[asked.span])), &asked.name, asked.since);
    say!(lang,
        en: "{line} uses `{name}`, which has been gone since {since}.",
        de: "{line} benutzt `{name}`, das es seit {since} nicht mehr gibt.",
        zh: "{line}使用 `{name}`，而它自 {since} 年起已不存在。")
}

fn remedy(lang: Lang, asked: &Asked) -> String {
    match asked.instead {
        "" => say!(lang,
                en: "Take it from where its maker has it now.",
                de: "Hol es dort, wo es der Anbieter heute hat.",
                zh: "请从其提供方现在的地址获取。"),
        POETRY if !asked.in_place => say!(lang,
            en: "Use `{POETRY}`, which puts `poetry` into `~/.local/bin`.",
            de: "Nimm `{POETRY}`, das `poetry` nach `~/.local/bin` legt.",
            zh: "请改用 `{POETRY}`，它把 `poetry` 放在 `~/.local/bin`。"),
        instead => say!(lang, en: "Use `{instead}`.", de: "Nimm `{instead}`.", zh: "请改用 `{instead}`。"),
    }
}

fn asked(case: &Case) -> Vec<Asked> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let of_steps = stages.flat_map(|stage| &stage.steps).flat_map(|step| of_step(case, step));
    plugins(case).into_iter().chain(of_steps).collect()
}

/// The script of Jenkins' image, not one of the file's own by the same name.
fn plugins(case: &Case) -> Option<Asked> {
    case.present().filter(|now| now.repository.ends_with("/jenkins") && !case.brings_file(PLUGINS))?;
    let span = case.commands().find(|command| command.name() == PLUGINS)?.program.span;
    Some(Asked {
        span,
        name: PLUGINS.into(),
        since: "2022",
        instead: "jenkins-plugin-cli --plugin-file",
        in_place: false,
    })
}

fn of_step(case: &Case, step: &Step) -> Vec<Asked> {
    let written = case.build.tree.source.slice(step.span);
    if OTHERS.iter().any(|other| written.contains(other)) {
        return Vec::new();
    }
    let row = |&(mark, since, instead): &(&'static str, &'static str, &'static str)| {
        // The whole file is read only for what stands in this step: files may have many.
        let housed = || mark.contains("/install-") || case.build.tree.source.text().contains("POETRY_HOME");
        let sure = IN_PLACE.iter().any(|of| mark.starts_with(of));
        let places = written.match_indices(mark).filter(|(at, _)| !is_comment(written, *at));
        let asked = places.map(move |(at, _)| {
            let own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
            let start = written[..at].trim_end_matches(own).len();
            let end = at + mark.len();
            let span = Span { start: step.span.start + start as u32, end: step.span.start + end as u32 };
            let in_place = sure || instead == POETRY && housed();
            Asked { span, name: written[start..end].into(), since, instead, in_place }
        });
        asked.collect::<Vec<_>>()
    };
    GONE.iter().flat_map(row).collect()
}

fn is_comment(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    fn file(run: &str) -> String {
        format!("FROM debian:13-slim\nRUN {run}\nCMD [\"/app\"]\n")
    }

    #[test]
    fn what_is_gone_is_named_with_what_took_its_place() {
        for (run, name, instead) in [
            (
                "gpg --keyserver ha.pool.sks-keyservers.net --recv-keys 1",
                "ha.pool.sks-keyservers.net",
                "keyserver.ubuntu.com",
            ),
            (
                "export POETRY_HOME=/p && curl -sSL https://raw.githubusercontent.com/python-poetry/poetry/master/get-poetry.py | python",
                "https://raw.githubusercontent.com/python-poetry/poetry/master/get-poetry.py",
                "https://install.python-poetry.org",
            ),
            ("git clone git://github.com/a/b", "git://github.com", "https://github.com"),
            ("npm i --registry=https://registry.npm.taobao.org", "registry.npm.taobao.org", "registry.npmmirror.com"),
        ] {
            let told = fires(RULE.id, &file(run));
            assert!(told.what.contains(&format!("`{name}`")) && told.todo.contains(instead), "{told:?}");
            let told = weighed(RULE.id, &file(run), "debian:13-slim", Shape::Swap);
            assert!(matches!(&told[0].change, Some(Change::Path { to, .. }) if to == instead), "{told:?}");
        }
        let yours = weighed(RULE.id, &file("curl https://dl.bintray.com/a/b"), "debian:13-slim", Shape::Swap);
        assert_eq!(yours[0].change, Some(Change::Yours));
        let poetry = file("curl https://raw.githubusercontent.com/sdispater/poetry/master/get-poetry.py | python");
        let yours = weighed(RULE.id, &poetry, "debian:13-slim", Shape::Swap);
        assert!(yours[0].change == Some(Change::Yours) && yours[0].text.contains("`~/.local/bin`"), "{yours:?}");
    }

    #[test]
    fn an_old_tag_of_jenkins_has_its_script() {
        let file = "FROM jenkins/jenkins:lts\nRUN /usr/local/bin/install-plugins.sh < /plugins.txt\n";
        assert!(fires(RULE.id, file).todo.contains("jenkins-plugin-cli"));
        silent(RULE.id, &file.replace("lts", "2.60.3"));
        silent(RULE.id, &file.replace("RUN", "COPY install-plugins.sh /usr/local/bin/install-plugins.sh\nRUN"));
        silent(RULE.id, &file.replace("jenkins/jenkins:lts", "debian:13-slim"));
        let told = |file: &str| weight(RULE.id, file, "jenkins/jenkins:2.568.2-lts", Shape::Swap);
        let old = file.replace("lts", "2.249-lts");
        assert_eq!(told(&old), Some(Weight::Change));
        assert_eq!(told(&old.replace("/usr/local/bin/install-plugins.sh <", "jenkins-plugin-cli --plugin-file")), None);
    }

    #[test]
    fn oracles_java_of_a_ppa_is_that_line_of_another() {
        let file = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y software-properties-common && add-apt-repository -y ppa:webupd8team/java && apt-get update && apt-get install -y oracle-java8-installer\nENV JAVA_HOME /usr/lib/jvm/java-8-oracle\nCOPY app.jar /app.jar\nENTRYPOINT [\"java\", \"-jar\", \"/app.jar\"]\n";
        let wishes = crate::Wishes { today: "2026-11-28".into(), ..crate::Wishes::default() };
        let text = crate::advise(&crate::Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile;
        assert!(text.starts_with("FROM eclipse-temurin:8-jre"), "{text}");
        assert!(!["webupd8team", "oracle", "/usr/lib/jvm"].iter().any(|old| text.contains(old)), "{text}");
        let archive = weighed("package-unavailable", file, "ubuntu:26.04", Shape::Swap);
        assert!(archive.iter().all(|one| !one.text.contains("webupd8team")), "the line goes: {archive:?}");
        let renamed = weighed("package-renamed", file, "ubuntu:26.04", Shape::Swap);
        assert!(renamed.iter().any(|one| one.text.contains("`openjdk-8-jdk`")), "{renamed:?}");
    }

    #[test]
    fn one_of_several_is_no_matter() {
        silent(RULE.id, &file("for s in ha.pool.sks-keyservers.net keyserver.ubuntu.com; do gpg --keyserver $s; done"));
        silent(RULE.id, &file("git config --global url.https://github.com/.insteadOf git://github.com/"));
        silent(RULE.id, &file("true \\\n  # once git://github.com/a\n  && true"));
    }
}
