//! # The interpreter lies elsewhere on this base
//!
//! ## What it is
//! Something in the file is tied to where one image keeps its runtime: `/usr/local/bin/python` on Docker's Python images is `/usr/bin/python3` on distroless. A virtual environment holds a link to the interpreter that made it.
//!
//! ## Why it matters
//! The start fails with `no such file or directory`, or Python starts and finds none of its packages.
//!
//! ## What to do
//! Name the new path, or call the program by name. For packages installed elsewhere, set `PYTHONPATH` to their `site-packages`, and start tools as `python3 -m gunicorn`, since their own first line names the old path.
//!
//! ## When not to
//! Between variants of one image (`python:3.13` and `-slim`, `-alpine`) nothing moves.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! ENTRYPOINT ["/usr/local/bin/python3", "app.py"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/python3-debian13
//! COPY app.py .
//! ENTRYPOINT ["/usr/bin/python3", "app.py"]
//! ```
//!
//! ## Sources
//! - [Python: venv, how virtual environments work](https://docs.python.org/3/library/venv.html#how-venvs-work)
//! - [Distroless: Python](https://github.com/GoogleContainerTools/distroless/blob/main/python3/README.md)

use super::applications::servers;
use super::claims::*;
use super::languages::{environments, runtimes, yarns};
use super::packages::{own_packages, rebuilt};
use super::places::homes::{self, Home};
use super::places::{browser_places, busybox_places, java_places, off_path};
use crate::catalogue::{Image, User};
use crate::shell::Command;
use crate::stages::{Does, Origin};

pub const RULE: Rule = Rule { id: "interpreter-path-moved", file: Some(file), base: Some(base), ..PLAIN };

/// Only where the file names the very path of another image's interpreter.
fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let Some(home) = Home::of(footing.image()) else { return Vec::new() };
    let lang = case.lang();
    let other =
        |path: &str| homes::is_other(path, &home) && !case.brings(path) || is_of_another_venv(case, path, &home);
    let moved = paths(case).filter(|(path, _)| other(path));
    let claim = |(path, fact): (&str, &Fact)| {
        let what = text(case, path, fact, footing.image());
        let why = say!(lang,
            en: "The start fails with `no such file or directory`.",
            de: "Der Start scheitert mit `no such file or directory`.",
            zh: "启动会因 `no such file or directory` 而失败。");
        let to = home.program;
        let todo = say!(lang, en: "There it is `{to}`.", de: "Dort ist es `{to}`.", zh: "在那里是 `{to}`。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    moved.map(claim).chain(off_path::findings(case, footing.image())).collect()
}

/// A program of an environment that a stage with its interpreter elsewhere made: the environment only links to it.
fn is_of_another_venv(case: &Case, path: &str, home: &Home) -> bool {
    let started = homes::is_venv(path) && path.contains("/bin/");
    started
        && makers(case, path).filter_map(Home::of).any(|made| made.name == home.name && made.program != home.program)
}

/// The same, made by the system's own interpreter: on an image with another, the link leads nowhere.
fn is_of_system_venv(case: &Case, path: &str, home: &Home) -> bool {
    let system = Home::of_system(home.name).is_some_and(|system| system.program != home.program);
    homes::is_venv(path) && system && makers(case, path).any(|image| image.runtime.is_none())
}

/// A RUN that stays makes the environment: on the new base it is made anew.
fn is_made_here(case: &Case, choice: &Choice, path: &str) -> bool {
    let makes = |command: &Command| {
        let of_venv = command.has("venv") || command.name() == "virtualenv";
        of_venv && command.args.iter().any(|arg| arg.text.contains('/') && path.starts_with(&arg.text))
    };
    choice.shape == Shape::Swap && case.commands().any(makes)
}

/// Bases of the stages that what lies at a path is copied from.
fn makers<'a>(case: &'a Case, path: &str) -> impl Iterator<Item = &'a Image> {
    case.steps().iter().filter_map(move |step| match &step.does {
        Does::Bring { destination: Some(to), from: Origin::Stage(stage), .. }
            if path.starts_with(to.text.trim_end_matches('/')) =>
        {
            case.facts.standings.get(*stage)?.image()
        }
        _ => None,
    })
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) || case.is_sibling(&choice.image) {
        let more = yarns::objections(case, choice).into_iter().chain(rebuilt::node_js(case, choice));
        return astray(case, choice).into_iter().chain(more).collect();
    }
    let then = Home::of(&choice.image);
    let system =
        || then.filter(|_| own_packages::replaces(case, &choice.image)).and_then(|home| Home::of_system(home.name));
    let homes = (case.present().and_then(Home::of).or_else(system), then);
    let mut told: Vec<Objection> = paths(case)
        .filter_map(|(path, fact)| Some(everywhere(judge(case, choice, path, fact, &homes)?)))
        .flatten()
        .collect();
    told.dedup_by(|one, other| one.text == other.text && one.change == other.change);
    told.extend(script(case, choice, &homes));
    told.extend(own_packages::objection(case, choice, RULE.id));
    told.extend(yarns::objections(case, choice));
    told.extend(java_places::objections(case, choice, RULE.id));
    told.extend(busybox_places::objections(case, choice, RULE.id));
    told.extend(servers::places(case, choice, RULE.id));
    told.extend(browser_places::objections(case, choice, RULE.id));
    told.extend(rebuilt::links(case, choice));
    told.extend(rebuilt::node_js(case, choice));
    told.extend(off_path::objections(case, choice));
    told
}

/// A path that is named in several places changes in each.
fn everywhere(told: Objection) -> Vec<Objection> {
    let Some(Change::Path { to, .. }) = &told.change else { return vec![told] };
    let at = |span: &Span| Objection { change: Some(Change::Path { span: *span, to: to.clone() }), ..told.clone() };
    told.spans.iter().map(at).collect()
}

/// What leads nowhere today leads nowhere on the same kind of image either.
fn astray(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(home) = Home::of(&choice.image) else { return Vec::new() };
    let of = |(path, fact): (&str, &Fact)| {
        let claim = |weight| objection(RULE.id, weight, text(case, path, fact, &choice.image), fact.spans.clone());
        if is_of_another_venv(case, path, &home) {
            return Some(claim(Weight::Blocker));
        }
        let span = fact.spans.first().filter(|_| homes::is_other(path, &home) && !case.brings(path))?;
        Some(claim(Weight::Change).by(Change::Path { span: *span, to: home.program.into() }))
    };
    paths(case).filter_map(of).collect()
}

/// `CMD ["gunicorn", …]` of one stage that becomes two: the environment made for it names the interpreter of the stage that
/// builds.
fn script(case: &Case, choice: &Choice, homes: &(Option<Home>, Option<Home>)) -> Option<Objection> {
    let (now, then) = (homes.0.as_ref()?, homes.1.as_ref()?);
    let moves = choice.shape == Shape::Split && then.name == "python" && now.program != then.program;
    if !moves || !starts_script(case) {
        return None;
    }
    let config = &case.build.shipped_stage()?.config;
    let command = config.entrypoint.as_ref().or(config.cmd.as_ref())?.commands.first()?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let program = command.name();
    let text = say!(lang,
        en: "{line} starts `{program}`, whose first line names the Python of the stage that installs it; `{image}` keeps its own elsewhere. Start it as a module (`python3 -m …`) where it is one.",
        de: "{line} startet `{program}`, dessen erste Zeile das Python der Stufe nennt, die es installiert; `{image}` hat seines anderswo. Starte es als Modul (`python3 -m …`), wo es eines ist.",
        zh: "{line}启动 `{program}`，其首行写的是安装它的阶段中的 Python；`{image}` 的 Python 在别处。如果它是模块，请用 `python3 -m …` 启动。");
    Some(objection(RULE.id, Weight::Blocker, text, vec![command.span]))
}

fn judge(
    case: &Case,
    choice: &Choice,
    path: &str,
    fact: &Fact,
    homes: &(Option<Home>, Option<Home>),
) -> Option<Objection> {
    // An environment of another stage works where its interpreter lies as in that stage.
    if let Some(then) = homes.1.as_ref().filter(|_| homes::is_venv(path)) {
        if makers(case, path).filter_map(Home::of).any(|made| made.program == then.program) {
            return None;
        }
        if is_of_another_venv(case, path, then) {
            let text = text(case, path, fact, &choice.image);
            return Some(objection(RULE.id, Weight::Blocker, text, fact.spans.clone()));
        }
    }
    if is_made_here(case, choice, path) {
        return None;
    }
    if let Some(told) = environments::objection(case, choice, path, fact) {
        return Some(told);
    }
    let (now, then) = match homes {
        (Some(now), Some(then)) if now.program == then.program => return None,
        (Some(now), Some(then)) => (now, then),
        (Some(now), None) if homes::is_of(path, now) || homes::is_venv(path) => {
            return Some(open(case, choice, path, fact));
        }
        _ => return None,
    };
    if path.starts_with(OWN) {
        return of_root(case, choice, path, fact, then.program != now.program);
    }
    let text = text(case, path, fact, &choice.image);
    let claim = |weight| objection(RULE.id, weight, text.clone(), fact.spans.clone());
    if is_of_system_venv(case, path, then) {
        return Some(claim(Weight::Blocker));
    }
    if path == now.program || now.aliases.contains(&path) {
        let span = fact.spans.first().copied()?;
        return Some(claim(Weight::Change).by(Change::Path { span, to: then.program.into() }));
    }
    let packages = homes::is_venv(path) || homes::is_of(path, now);
    let line = runtimes::of(&choice.image, "python");
    match line.filter(|_| packages && then.name == "python") {
        Some(_) if starts_script(case) => Some(claim(Weight::Blocker)),
        Some(line) => {
            let value = homes::site_packages(path, &line);
            Some(claim(Weight::Change).by(Change::Env { name: "PYTHONPATH".into(), value }))
        }
        None => packages.then(|| claim(Weight::Blocker)),
    }
}

/// Where `pip install --user` puts what `root` installs.
const OWN: &str = "/root/.local";

/// It is found by way of HOME, and nobody else may read it; its scripts name the interpreter that installed them
/// ([Python: site.USER_SITE](https://docs.python.org/3/library/site.html#site.USER_SITE)).
fn of_root(case: &Case, choice: &Choice, path: &str, fact: &Fact, moved: bool) -> Option<Objection> {
    if moved && starts_script(case) {
        return Some(objection(RULE.id, Weight::Blocker, text(case, path, fact, &choice.image), fact.spans.clone()));
    }
    let keeps = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some());
    let other = |user: &User| user.uid != Some(0) && user.name != Some("root");
    choice.image.user.as_ref().filter(|user| !keeps && other(user))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &choice.image.reference);
    let text = say!(lang,
        en: "{line} uses `{path}`, which only `root` reads, and `{image}` runs as another user.",
        de: "{line} benutzt `{path}`, das nur `root` liest, und `{image}` läuft als anderer Benutzer.",
        zh: "{line}用到 `{path}`，只有 `root` 能读取，而 `{image}` 以其他用户运行。");
    Some(objection(RULE.id, Weight::Blocker, text, fact.spans.clone()))
}

/// Started by a script of the environment (`gunicorn`), whose first line names the old interpreter.
fn starts_script(case: &Case) -> bool {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let launch = config.and_then(|config| config.entrypoint.as_ref().or(config.cmd.as_ref()));
    let program = launch.and_then(|launch| launch.commands.first()).map(|command| command.name());
    program.is_some_and(|program| !program.starts_with("python") && !program.ends_with(".py"))
}

fn open(case: &Case, choice: &Choice, path: &str, fact: &Fact) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &choice.image.reference);
    let text = say!(lang,
        en: "{line} uses `{path}`, and we do not know where `{image}` keeps its runtime.",
        de: "{line} benutzt `{path}`, und es ist nicht bekannt, wo `{image}` seine Laufzeit hat.",
        zh: "{line}用到 `{path}`，而不清楚 `{image}` 的运行时在哪里。");
    objection(RULE.id, Weight::Doubt, text, fact.spans.clone())
}

pub fn paths<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, &'a Fact)> {
    case.facts.find("needs-path").filter_map(|fact| match &fact.what {
        What::NeedsPath { path } => Some((path.as_str(), fact)),
        _ => None,
    })
}

fn text(case: &Case, path: &str, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&fact.spans)), &image.reference);
    say!(lang,
        en: "{line} uses `{path}`, which belongs to another image's runtime; `{image}` keeps its own elsewhere.",
        de: "{line} benutzt `{path}`, das zur Laufzeit eines anderen Images gehört; `{image}` hat seine anderswo.",
        zh: "{line}用到 `{path}`，它属于另一镜像的运行时；`{image}` 的运行时在别处。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn the_systems_interpreter_has_its_place_too() {
        let file = "FROM debian:12\nRUN apt-get update && apt-get install -y python3\nCOPY a.py /\nCMD [\"/usr/bin/python3\", \"/a.py\"]\n";
        let told = weighed(RULE.id, file, "python:3.14-slim-trixie", Shape::Swap);
        assert!(matches!(&told[0].change, Some(Change::Path { to, .. }) if to == "/usr/local/bin/python3"), "{told:?}");
        assert!(weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap).is_empty());
    }

    #[test]
    fn an_environment_of_the_systems_python_stays_with_it() {
        let file = "FROM debian:12-slim AS b\nRUN python3 -m venv /venv\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=b /venv /venv\nENTRYPOINT [\"/venv/bin/python3\", \"/a.py\"]\n";
        let to = |image: &str| weight(RULE.id, file, image, Shape::Swap);
        assert_eq!(to("python:3.13-slim-trixie"), Some(Weight::Blocker));
        assert_eq!(to("gcr.io/distroless/python3-debian13"), None, "the stage that makes it moves along");
    }

    #[test]
    fn an_environment_copied_from_another_image_links_to_where_it_was_made() {
        let file = "FROM python:3.11-slim-bookworm AS b\nRUN python -m venv /venv\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=b /venv /venv\nENTRYPOINT [\"/venv/bin/python3\", \"/a.py\"]\n";
        fires(RULE.id, file);
        let to = |file: &str, image: &str| weight(RULE.id, file, image, Shape::Swap);
        assert_eq!(to(file, "gcr.io/distroless/python3-debian13"), Some(Weight::Blocker));
        assert_eq!(to(file, "python:3.11-slim-trixie"), None, "there it lies where the link points");
        let slim = file.replace("gcr.io/distroless/python3-debian12", "python:3.11-slim-bookworm");
        silent(RULE.id, &slim);
        assert_eq!(to(&slim, "gcr.io/distroless/python3-debian13"), Some(Weight::Blocker));
    }

    #[test]
    fn a_script_of_the_environment_does_not_go_to_another_python() {
        let file = "FROM python:3.13-slim\nCOPY . .\nRUN pip install gunicorn\nCMD [\"gunicorn\", \"a:b\"]\n";
        let told = |file: &str| weight(RULE.id, file, "gcr.io/distroless/python3-debian13:nonroot", Shape::Split);
        assert_eq!(told(file), Some(Weight::Blocker));
        assert_eq!(told(&file.replace("\"gunicorn\"", "\"python\", \"-m\", \"gunicorn\"")), None);
    }

    #[test]
    fn java_is_at_home_elsewhere() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless\nENV JAVA_HOME=/usr/lib/jvm/java-8-openjdk-amd64\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        let told = weighed(RULE.id, file, "eclipse-temurin:8-jre-resolute", Shape::Swap);
        assert!(
            matches!(&told[..], [Objection { change: Some(Change::Path { to, .. }), .. }] if to == "/opt/java/openjdk")
        );
        assert_eq!(weight(RULE.id, file, "ubuntu:26.04", Shape::Swap), None);
    }

    #[test]
    fn an_environment_that_is_made_on_the_new_base_is_of_it() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y python3 python3-venv && python3 -m venv /venv && /venv/bin/pip install flask\nCOPY app.py /\nCMD [\"/venv/bin/python\", \"/app.py\"]\n";
        assert_eq!(weight(RULE.id, file, "python:3.14-slim-trixie", Shape::Swap), None);
        let beside = file.replace("/venv/bin/python\"", "/opt/venv/bin/python\"");
        assert_ne!(weight(RULE.id, &beside, "python:3.14-slim-trixie", Shape::Swap), None);
    }

    const PYTHON: &str = "FROM python:3.13-slim\nCOPY app.py .\nENTRYPOINT [\"/usr/local/bin/python3\", \"app.py\"]\n";

    #[test]
    fn distroless_has_python_elsewhere() {
        fires(RULE.id, &PYTHON.replace("python:3.13-slim", "gcr.io/distroless/python3-debian13"));
        let told = weighed(RULE.id, PYTHON, "gcr.io/distroless/python3-debian13", Shape::Swap);
        assert!(matches!(&told[0].change, Some(Change::Path { to, .. }) if to == "/usr/bin/python3"), "{told:?}");
    }

    #[test]
    fn what_pip_installs_beside_is_found_again_or_stays() {
        let file = |install: &str, copy: &str, cmd: &str| {
            format!(
                "FROM python:3.13-slim AS b\nRUN pip install {install} flask gunicorn\nFROM python:3.13-slim\nCOPY --from=b {copy}\nCOPY app.py /\nCMD [{cmd}]\n"
            )
        };
        let told = |file: &str| weighed(RULE.id, file, "gcr.io/distroless/python3-debian13:nonroot", Shape::Swap);
        let run = "\"python\", \"/app.py\"";
        let env = Change::Env { name: "PYTHONPATH".into(), value: "/usr/local/lib/python3.13/site-packages".into() };
        for (install, copy) in [("--prefix=/install", "/install /usr/local"), ("", "/usr/local /usr/local/")] {
            let told = told(&file(install, copy, run));
            assert!(matches!(&told[..], [one] if one.change.as_ref() == Some(&env)), "{told:?}");
        }
        let script = told(&file("--prefix=/install", "/install /usr/local", "\"gunicorn\", \"app:a\""));
        assert_eq!(script.iter().map(|one| one.weight).max(), Some(Weight::Blocker));
        let user = file("--user", "/root/.local /root/.local", run);
        assert!(matches!(&told(&user)[..], [one] if one.weight == Weight::Blocker && one.text.contains("only `root`")));
        assert!(
            weighed(RULE.id, &user, "gcr.io/distroless/python3-debian13", Shape::Swap).is_empty(),
            "it runs as root"
        );
        assert!(weighed(RULE.id, &user, "python:3.13-slim-trixie", Shape::Swap).is_empty());
        assert!(told(&file("--target=/deps", "/deps /deps", run)).is_empty());
    }

    #[test]
    fn variants_of_one_image_keep_it() {
        silent(RULE.id, PYTHON);
        assert_eq!(weight(RULE.id, PYTHON, "python:3.13-alpine", Shape::Swap), None);
    }
}
