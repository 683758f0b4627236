//! The system's own `pip`: releases that mark Python as theirs refuse it, and where it is a package, later releases of it
//! cannot be taken away: `pip install --upgrade pip` stops. Told under `tool-missing`.

use super::pinned;
use crate::catalogue::{Image, Lifecycle, lifecycle};
use crate::evidence::Effect;
use crate::rules::applications::products;
use crate::rules::claims::*;
use crate::shell::{Action, Command, Manager};

/// `pip` no longer installs into the system's own Python where the distribution marks it as its own:
/// [Externally managed environments](https://packaging.python.org/en/latest/specifications/externally-managed-environments/).
pub fn refusing(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present().filter(|_| choice.shape == Shape::Swap)?;
    // Where it is refused today, it was either given leave or never built.
    let refuses = match is_guarded(now) {
        true => is_guarded(&choice.image) && is_refused(case),
        false => is_guarded(&choice.image) || is_untold(case, now, &choice.image),
    };
    if !refuses || has_python(case, now) || has_python(case, &choice.image) {
        return None;
    }
    let span = pip_call(case)?.span;
    let text = refused(case, span, &choice.image.reference);
    let change = Change::Env { name: "PIP_BREAK_SYSTEM_PACKAGES".into(), value: "1".into() };
    Some(objection(rule, Weight::Change, text, vec![span]).by(change))
}

/// The same of the file as it stands.
pub fn refusal(case: &Case, rule: &'static str) -> Option<Finding> {
    let now = case.present().filter(|now| is_guarded(now) && !has_python(case, now) && is_refused(case))?;
    let (lang, span) = (case.lang(), pip_call(case)?.span);
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Set that variable, or install into a virtual environment.",
        de: "Setze diese Variable, oder installiere in eine virtuelle Umgebung.",
        zh: "设置该变量，或安装到虚拟环境中。");
    let what = refused(case, span, &now.reference);
    Some(finding(rule, Severity::Error, [what, why, todo], vec![span]))
}

fn refused(case: &Case, span: Span, image: &str) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    say!(lang,
        en: "{line} installs with `pip` into the system's Python, which `{image}` allows only with `PIP_BREAK_SYSTEM_PACKAGES=1`.",
        de: "{line} installiert mit `pip` in das Python des Systems; `{image}` erlaubt das nur mit `PIP_BREAK_SYSTEM_PACKAGES=1`.",
        zh: "{line}用 `pip` 安装到系统自带的 Python，而 `{image}` 只有设置 `PIP_BREAK_SYSTEM_PACKAGES=1` 才允许。")
}

/// CUDA's images are Ubuntu's, with Ubuntu's Python; images of other languages have the one that the file installs.
fn has_python(case: &Case, image: &Image) -> bool {
    let of_python =
        |name: &str| pinned::is_python(name) || ["python", "python-pip", "py-pip", "py2-pip"].contains(&name);
    let installed = || case.every_install().iter().any(|one| of_python(&one.package.name));
    image.runtime.as_ref().is_some_and(|runtime| runtime.name != "cuda" && (runtime.name == "python" || !installed()))
}

/// The file installs the system's `pip`, and nothing in it gives leave or brings another Python.
fn is_refused(case: &Case) -> bool {
    const LEAVE: [&str; 8] =
        ["EXTERNALLY-MANAGED", "break-system", "BREAK_SYSTEM", "conda", "env/", "pip.conf", "pyenv", "VIRTUAL_ENV"];
    let text = case.build.tree.source.text();
    let pip = |name: &str| matches!(name, "python3-pip" | "py3-pip" | "py-pip" | "python-pip");
    case.every_install().iter().any(|one| pip(&one.package.name)) && !LEAVE.iter().any(|word| text.contains(word))
}

/// Where `pip` installs into the system's own Python.
fn pip_call<'a>(case: &'a Case) -> Option<&'a Command> {
    let makes = |command: &&Command| ["venv", "virtualenv"].contains(&command.name()) || command.has("venv");
    let first = case.commands().find(makes).map_or(u32::MAX, |command| command.span.start);
    let installs = |command: &&Command| {
        let action = command.packages.as_ref();
        let pip = action.is_some_and(|action| {
            action.manager == Manager::Pip && matches!(action.action, Action::Install | Action::InstallManifest)
        });
        let set_aside = ["--break-system-packages", "--target", "-t", "--prefix", "--root"];
        pip && !command.program.text.contains('/') && !set_aside.iter().any(|flag| command.has(flag))
    };
    // What is called behind an environment may be called in it.
    case.commands().take_while(|command| command.span.start < first).find(installs)
}

/// Debian 12, Ubuntu 23.04 and Alpine 3.19 were the first to mark it.
fn is_guarded(image: &Image) -> bool {
    let Some(os) = &image.os else { return false };
    let number = |text: &str| -> Option<u32> { text.parse().ok() };
    let mut parts = os.version.unwrap_or_default().split('.').map(number);
    let (major, minor) = (parts.next().flatten(), parts.next().flatten());
    match os.name {
        "debian" => major >= Some(12),
        "ubuntu" => major >= Some(23),
        "alpine" if os.version == Some("edge") => true,
        "alpine" => (major, minor) >= (Some(3), Some(19)),
        _ => false,
    }
}

/// The release is not known, and the image is still made: by now on one that marks it, unless it is today's by another tag.
fn is_untold(case: &Case, now: &Image, image: &Image) -> bool {
    let moves = now.repository != image.repository || products::release(now) < products::release(image);
    let open =
        image.os.as_ref().is_some_and(|os| ["alpine", "debian", "ubuntu"].contains(&os.name) && os.version.is_none());
    moves && open && lifecycle(image, &case.wishes.today) != Lifecycle::Ended
}

/// What Debian's `python3-pip` brings, which carries no list of its files: pip 24 and later stop at it
/// ([pypa/get-pip, issue 226](https://github.com/pypa/get-pip/issues/226),
/// [holohub, pull request 1579](https://github.com/nvidia-holoscan/holohub/pull/1579)).
const OWN: [&str; 3] = ["pip", "setuptools", "wheel"];

pub fn upgrading(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let os = choice.image.os.as_ref()?;
    let number: u32 = os.version?.split('.').next()?.parse().ok()?;
    let late = matches!((os.name, number), ("debian", 13..) | ("ubuntu", 24..));
    let by_apt = case.every_install().iter().any(|one| one.package.name == "python3-pip");
    refusing(case, choice, rule).filter(|_| late && by_apt)?;
    let (effect, alone) = case.facts.effects.iter().find_map(|effect| Some((effect, upgrade(case, effect)?)))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[effect.span])), os.title());
    let text = say!(lang,
        en: "{line} upgrades `pip` or what came with it, and on {os} that stops: it is the system's package, which `pip` cannot remove. Take it out.",
        de: "{line} hebt `pip` oder was damit kam an, und auf {os} bricht das ab: Es ist das Paket des Systems, das `pip` nicht entfernen kann. Nimm es heraus.",
        zh: "{line}升级 `pip` 或随它而来的内容，而在 {os} 上会中断：那是系统的软件包，`pip` 无法移除。请去掉它。");
    let change = match alone {
        true => Change::DropCommand { instruction: effect.instruction, command: effect.command },
        false => Change::Yours,
    };
    Some(objection(rule, Weight::Change, text, vec![effect.span]).by(change))
}

/// `easy_install pip`: setuptools has had no such command since 52
/// ([its history](https://setuptools.pypa.io/en/latest/history.html#v52-0-0)).
pub fn easy_install(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let command = case.commands().filter(|_| !case.stays(choice)).find(|one| one.name().starts_with("easy_install"))?;
    let (lang, line) = (case.lang(), sentence(case.line(&[command.span])));
    let text = say!(lang,
        en: "{line} calls `easy_install`, which setuptools no longer has: use `pip install`.",
        de: "{line} ruft `easy_install` auf, das setuptools nicht mehr hat: Nimm `pip install`.",
        zh: "{line}调用 `easy_install`，而 setuptools 已不再提供它：请改用 `pip install`。");
    Some(objection(rule, Weight::Change, text, vec![command.span]).by(Change::Yours))
}

/// `pip install docker-compose`: the last release of it holds PyYAML below 6, which has no wheel for Python 3.10 and later
/// and no longer builds ([yaml/pyyaml, issue 724](https://github.com/yaml/pyyaml/issues/724)).
pub fn compose(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let action = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == Manager::Pip);
        action.is_some_and(|action| action.packages.iter().any(|package| package.name == "docker-compose"))
    };
    let span = case.commands().filter(|_| !case.stays(choice)).find(action)?.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} installs `docker-compose` with `pip`, where it ended with 1.29 and Python 3.9: take Docker's own `docker compose`.",
        de: "{line} installiert `docker-compose` mit `pip`, wo es mit 1.29 und Python 3.9 endete: Nimm Dockers eigenes `docker compose`.",
        zh: "{line}用 `pip` 安装 `docker-compose`，而它在那里止于 1.29 和 Python 3.9：请改用 Docker 自带的 `docker compose`。");
    Some(objection(rule, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// Whether a call upgrades one of them, and nothing else.
fn upgrade(case: &Case, effect: &Effect) -> Option<bool> {
    let command = case.command(effect)?;
    let action = command.packages.as_ref().filter(|action| action.manager == Manager::Pip)?;
    let own = |name: &str| OWN.contains(&name);
    let upgrades = command.has("-U") || command.has("--upgrade");
    let any = upgrades && action.packages.iter().any(|package| own(&package.name));
    let kept = command.program.text.contains('/') || command.has("--ignore-installed");
    let all = action.packages.iter().all(|package| own(&package.name)) && action.files.is_empty();
    (any && !kept && action.action == Action::Install).then_some(all && case.effects_of(effect.instruction).len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn python_beside_another_language_is_the_systems() {
        let file = "FROM node:16-alpine\nRUN apk add --no-cache python3 py3-pip && pip3 install apprise\nCMD [\"node\", \"a.js\"]\n";
        let told = |file: &str| weighed("tool-missing", file, "node:24-alpine3.24", Shape::Swap);
        assert!(matches!(&told(file)[0].change, Some(Change::Env { name, .. }) if name.starts_with("PIP_BREAK")));
        assert!(told(&file.replace("python3 py3-pip && pip3 install apprise", "curl")).is_empty());
        let old = file.replace("node:16-alpine", "alpine:3.5").replace("python3 py3-pip", "nodejs python py-pip");
        assert!(told(&old).iter().any(|one| matches!(&one.change, Some(Change::Env { .. }))), "{:?}", told(&old));
    }

    #[test]
    fn where_pip_is_refused_today_the_file_does_not_build() {
        let file = "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install flask\nCMD [\"python3\"]\n";
        for base in ["ubuntu:24.04", "ubuntu", "debian:trixie-slim", "nginx:1.31-trixie"] {
            let file = file.replace("ubuntu:24.04", base);
            assert!(fires("tool-missing", &file).what.contains("PIP_BREAK_SYSTEM_PACKAGES"), "{base}");
        }
        let told = |to: &str| weighed("tool-missing", file, to, Shape::Swap);
        for to in ["ubuntu:24.04", "ubuntu:26.04", "debian:trixie-slim"] {
            assert!(told(to).iter().any(|one| matches!(one.change, Some(Change::Env { .. }))), "{to}");
        }
        for leave in
            ["rm /usr/lib/python3*/EXTERNALLY-MANAGED && pip3 ", "python3 -m venv /v && pip3 ", "/opt/venv/bin/pip3 "]
        {
            silent("tool-missing", &file.replace("pip3 ", leave));
        }
        silent("tool-missing", &file.replace("24.04", "22.04"));
        silent("tool-missing", &file.replace("pip3 install flask", "pip3 install --break-system-packages flask"));
    }

    #[test]
    fn an_image_that_is_still_made_stands_on_a_guarded_release() {
        let file = "FROM hashicorp/terraform:1.1.0\nRUN apk add --no-cache py3-pip && pip3 install checkov\nENTRYPOINT [\"terraform\"]\n";
        let told = weighed("tool-missing", file, "hashicorp/terraform:1.15.9", Shape::Swap);
        assert!(told.iter().any(|one| matches!(one.change, Some(Change::Env { .. }))), "{told:?}");
        let fuzz = "FROM gcr.io/oss-fuzz-base/base-builder-python:v1\nRUN pip3 install a\n";
        let told = weighed("tool-missing", fuzz, "gcr.io/oss-fuzz-base/base-builder-python:latest", Shape::Swap);
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn compose_by_pip_has_ended() {
        let file = "FROM docker:19.03\nRUN apk add --no-cache py-pip && pip install docker-compose\n";
        let told = |file: &str| weighed("tool-missing", file, "docker:29", Shape::Swap);
        assert!(told(file).iter().any(|one| one.text.contains("`docker compose`")), "{:?}", told(file));
        assert!(
            !told(&file.replace("docker-compose", "flask")).iter().any(|one| one.text.contains("`docker compose`"))
        );
    }

    #[test]
    fn easy_install_is_no_more() {
        let file = "FROM debian:buster\nRUN apt-get update && apt-get install -y python-setuptools && easy_install pip\nCMD [\"a\"]\n";
        let told = |to: &str| weighed("tool-missing", file, to, Shape::Swap);
        assert!(told("debian:trixie-slim").iter().any(|one| one.text.contains("`easy_install`")));
        assert!(told("debian:buster").is_empty());
    }

    #[test]
    fn the_systems_pip_is_not_upgraded() {
        let file = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install --upgrade pip && pip3 install flask\nCMD [\"python3\", \"a.py\"]\n";
        let told = |file: &str, to: &str| {
            let told = weighed("tool-missing", file, to, Shape::Swap);
            told.into_iter().find(|one| one.text.contains("upgrades `pip`")).and_then(|one| one.change)
        };
        assert_eq!(told(file, "ubuntu:26.04"), Some(Change::DropCommand { instruction: 2, command: 0 }));
        assert_eq!(
            told(&file.replace("--upgrade pip &&", "--upgrade pip flask &&"), "ubuntu:26.04"),
            Some(Change::Yours)
        );
        assert_eq!(told(&file.replace("--upgrade pip", "gunicorn"), "ubuntu:26.04"), None);
        assert_eq!(told(&file.replace("python3-pip", "python3 curl"), "ubuntu:26.04"), None, "it is not the system's");
    }

    #[test]
    fn pip_into_the_system_needs_leave_where_that_is_guarded() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install flask\nCMD [\"python3\", \"a.py\"]\n";
        let told = weighed("tool-missing", file, "ubuntu:26.04", Shape::Swap);
        let set =
            |told: &Objection| matches!(&told.change, Some(Change::Env { name, .. }) if name.starts_with("PIP_BREAK"));
        assert!(told.iter().any(set), "{told:?}");
        let before = file.replace("pip3 install flask", "pip3 install flask && python3 -m venv /v");
        assert!(weighed("tool-missing", &before, "ubuntu:26.04", Shape::Swap).iter().any(set));
        let venv = file.replace("pip3 install flask", "python3 -m venv /v && /v/bin/pip install flask");
        assert!(!weighed("tool-missing", &venv, "ubuntu:26.04", Shape::Swap).iter().any(set));
        let newer = file.replace("20.04", "24.04");
        assert!(
            weighed("tool-missing", &newer, "ubuntu:26.04", Shape::Swap).iter().any(set),
            "it is refused today, too"
        );
    }
}
