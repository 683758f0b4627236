//! Packages of Python that are pinned, on the Python that comes with the system: another base brings another one.

use super::own_packages;
use crate::catalogue::packages::languages;
use crate::catalogue::{Image, Os};
use crate::rules::applications::cuda;
use crate::rules::builds::wheels;
use crate::rules::claims::*;
use crate::rules::languages::{runtimes, system_language};
use crate::rules::loading::aged;
use crate::rules::package_unavailable::RULE;
use crate::shell::{Action, Command, Manager};

/// The system's own Python moves on, or Docker's image of another takes its place, and what pip installs was chosen for
/// the one of today.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (now, image) = (case.present()?, &choice.image);
    let (old, new) = (now.os.as_ref()?, image.os.as_ref()?);
    let replaced = own_packages::replaces(case, image);
    // Images of CUDA, Java and the like stand on a system and its Python.
    let bare = |image: &Image| image.runtime.as_ref().is_none_or(|runtime| runtime.name != "python");
    let own = bare(now) && (replaced || bare(image));
    let moves = replaced || (old.name, old.version) != (new.name, new.version);
    if !own || !moves || choice.shape != Shape::Swap {
        return None;
    }
    let install = case.installs().iter().find(|install| is_python(&install.package.name))?;
    let (pins, seen) = pins(case, case.commands())?;
    let after = if replaced { runtimes::of(image, "python") } else { version(new).map(String::from) };
    let before = version(old);
    // Where the file names its line, that of the system is none of it.
    let names = |needed: runtimes::Needed| {
        let named = replaced && !system_language::is_plain(case, &needed);
        needed.line.as_deref().is_some_and(|line| named || before != Some(line))
    };
    let other = runtimes::Needed::of(case).filter(|needed| needed.name == "python").is_some_and(names);
    if before.is_some() && (before == after.as_deref() || other) {
        return None;
    }
    let span = pins.packages.as_ref().and_then(|action| Some(action.packages.first()?.span)).unwrap_or(pins.span);
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let place = if replaced { format!("`{}`", image.reference) } else { new.title() };
    let fixed = match seen {
        true => say!(lang,
            en: "{line} installs packages at fixed versions",
            de: "{line} installiert Pakete in festen Versionen",
            zh: "{line}安装固定版本的软件包"),
        false => say!(lang,
            en: "{line} installs from a list that we do not see",
            de: "{line} installiert aus einer Liste, die hier nicht vorliegt",
            zh: "{line}按一份此处看不到的清单安装软件包"),
    };
    let text = match (before, after.as_deref()) {
        (Some(before), Some(after)) => say!(lang,
            en: "{fixed}, and the Python {before} of the system becomes {after} on {place}: versions that are fixed must support it.",
            de: "{fixed}, und aus dem Python {before} des Systems wird auf {place} {after}: Feste Versionen muss es dafür geben.",
            zh: "{fixed}，而系统自带的 Python {before} 在 {place} 上会变成 {after}：固定的版本必须支持它。"),
        _ => say!(lang,
            en: "{fixed}, and {place} brings a Python of its own: versions that are fixed must support it.",
            de: "{fixed}, und {place} bringt ein eigenes Python mit: Feste Versionen muss es dafür geben.",
            zh: "{fixed}，而 {place} 自带另一个 Python：固定的版本必须支持它。"),
    };
    let named = after.and_then(|line| wheels::lacking(case, &line));
    let text = format!("{text}{}", named.unwrap_or_default());
    let spans = vec![span, install.package.span];
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

/// What the file fixes for the line of its runtime, as a sentence that follows the one on the line.
pub fn of_line(case: &Case, runtime: &str, line: &str) -> Option<String> {
    let lang = case.lang();
    let named = wheels::lacking(case, line).filter(|_| runtime == "python");
    match runtime {
        "python" if named.is_some() => named,
        "python" if pins(case, aged::commands(case).into_iter()).is_some() => Some(say!(lang,
            en: " Versions that are pinned for pip must support it: an old one has no wheel, and is compiled or not found.",
            de: " Versionen, auf die pip festgelegt ist, muss es dafür geben: Eine alte hat kein Wheel und wird kompiliert oder nicht gefunden.",
            zh: "固定给 pip 的版本必须支持它：旧版本没有对应的 wheel，会被编译或找不到。")),
        _ => None,
    }
}

/// The oldest line that lives is where old pins stop last, if a list that we do not see holds any; its own end may be
/// near.
pub fn last_stop(case: &Case, runtime: &str, line: &str, image: &Image) -> Option<String> {
    let ends = image.lifecycle.runtime.ends.filter(|_| runtime == "python")?;
    let year = |day: &str| day.get(..4)?.parse::<u32>().ok();
    (year(ends)? <= year(&case.wishes.today)? + 1).then_some(())?;
    pins(case, aged::commands(case).into_iter()).filter(|(_, seen)| !seen)?;
    let lang = case.lang();
    Some(say!(lang,
        en: " Support of Python {line} ends on {ends}: where nothing is pinned, take a later line at once.",
        de: " Die Unterstützung von Python {line} endet am {ends}: Wo nichts festgelegt ist, nimm gleich eine spätere Linie.",
        zh: "Python {line} 的支持将于 {ends} 结束：如果没有固定版本，请直接使用更新的版本线。"))
}

/// Not `python3.11`, which names its line, nor a package that only builds on it.
pub fn is_python(name: &str) -> bool {
    matches!(name, "python3" | "python3-pip" | "python3-venv" | "python3-virtualenv" | "python3-full" | "py3-pip")
}

/// The first command that installs at fixed versions: by `==`, or from a list that has them or cannot be seen. And
/// whether they were seen.
pub fn pins<'a>(case: &Case, mut commands: impl Iterator<Item = &'a Command>) -> Option<(&'a Command, bool)> {
    commands.find_map(|command| {
        let action = command.packages.as_ref()?;
        let manages = matches!(action.manager, Manager::Pip | Manager::Uv | Manager::Poetry | Manager::Pipenv);
        let fixed = || action.packages.iter().any(|package| case.build.tree.source.slice(package.span).contains("=="));
        let seen = match action.action {
            Action::Install => fixed().then_some(true),
            Action::InstallManifest => listed(case),
            _ => None,
        };
        seen.filter(|_| manages).map(|seen| (command, seen))
    })
}

/// Each release of these is built for one release of CUDA and a few of Python.
const FRAMEWORKS: [&str; 7] =
    ["torch", "tensorflow", "tensorflow-gpu", "jaxlib", "onnxruntime-gpu", "paddlepaddle-gpu", "cupy"];

/// `torch==1.12.1+cu113`, or a list of wheels for one CUDA: `https://download.pytorch.org/whl/cu113`.
pub fn made_for_cuda(case: &Case) -> Option<Span> {
    let numbered = |text: &str, mark: &str| {
        text.split(mark).skip(1).any(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()))
    };
    let names = |text: &str| numbered(text, "+cu") || numbered(text, "/cu") && text.contains("://");
    let pip = |command: &&Command| command.packages.as_ref().is_some_and(|action| action.manager == Manager::Pip);
    let held =
        |text: &str| FRAMEWORKS.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with("==")));
    let mut args = case.commands().filter(pip).flat_map(|command| &command.args);
    let written = args.find(|arg| names(&arg.text) || held(&arg.text)).map(|arg| arg.span);
    let mut lists = case.input.companions.iter().filter(|one| one.path.ends_with(".txt"));
    let listed = lists.any(|list| list.text.lines().any(|line| names(line) || held(line.trim())));
    written.or_else(|| cuda::list(case).filter(|_| listed))
}

/// A list at hand that pins nothing takes what there is.
fn listed(case: &Case) -> Option<bool> {
    let lists =
        case.input.companions.iter().filter(|one| one.path.ends_with(".txt") && one.path.contains("requirements"));
    let mut lists = lists.peekable();
    match lists.peek() {
        Some(_) => lists.any(|list| list.text.contains("==")).then_some(true),
        None => Some(false),
    }
}

/// Which Python a release calls `python3`.
pub fn version(os: &Os) -> Option<&'static str> {
    languages::of_system("python", os)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Vec<String> {
        let told = weighed(RULE.id, file, to, Shape::Swap);
        told.into_iter().filter(|one| one.weight == Weight::Change).map(|one| one.text).collect()
    }

    #[test]
    fn pins_must_have_versions_for_another_python() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install numpy==1.21.0\nCMD [\"python3\", \"/a.py\"]\n";
        assert!(
            told(file, "ubuntu:26.04")[0].contains("Python 3.8 of the system becomes 3.14"),
            "{:?}",
            told(file, "ubuntu:26.04")
        );
        assert!(told(file, "debian:trixie-slim")[0].contains("3.13"));
        assert!(told(&file.replace("==1.21.0", ""), "ubuntu:26.04").is_empty());
        assert!(told(&file.replace("==", ">="), "ubuntu:26.04").is_empty());
        let list = file.replace("numpy==1.21.0", "-r requirements.txt");
        assert!(told(&list, "ubuntu:26.04")[0].contains("do not see"), "{:?}", told(&list, "ubuntu:26.04"));
        assert!(told(file, "python:3.14-slim-trixie")[0].contains("3.14 on `python:"), "its own image, too");
        let same =
            "FROM alpine:3.22\nRUN apk add py3-pip && pip install -r requirements.txt\nCMD [\"python3\", \"/a.py\"]\n";
        assert!(told(same, "alpine:3.23").is_empty());
        assert!(told(same, "alpine:3.24")[0].contains("becomes 3.14"), "{:?}", told(same, "alpine:3.24"));
        let unknown = told(same, "cgr.dev/chainguard/wolfi-base:latest");
        assert!(unknown.iter().any(|text| text.contains("a Python of its own")), "{unknown:?}");
    }

    #[test]
    fn cuda_stands_on_the_python_of_its_system() {
        let file = "FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install torch==1.6.0\nCMD [\"python3\", \"/a.py\"]\n";
        assert!(told(file, "nvidia/cuda:13.0.0-cudnn-runtime-ubuntu24.04")[0].contains("Python 3.8"));
        assert!(told(&file.replace("==1.6.0", ""), "nvidia/cuda:13.0.0-cudnn-runtime-ubuntu24.04").is_empty());
    }

    #[test]
    fn so_do_the_images_of_other_languages() {
        let file = "FROM openjdk:8-jdk-slim\nRUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip3 install numpy==1.18\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        let told = told(file, "eclipse-temurin:8-jre-resolute");
        assert!(told.iter().any(|text| text.contains("becomes 3.14")), "{told:?}");
    }

    #[test]
    fn a_runtime_of_its_own_is_another_matter() {
        let file = "FROM python:3.9-slim-bullseye\nRUN apt-get update && apt-get install -y python3 && pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";
        assert!(told(file, "python:3.14-slim-trixie").iter().all(|text| !text.contains("pins")));
    }

    #[test]
    fn another_line_says_what_is_held_to_the_old_one() {
        let file = "FROM python:3.8-slim-bullseye\nRUN pip install numpy==1.21.0\nCMD [\"python\", \"a.py\"]\n";
        let told = |file: &str| weighed("runtime-version-mismatch", file, "python:3.11-slim-trixie", Shape::Swap);
        assert!(told(file)[0].text.contains("wheel"), "{:?}", told(file));
        assert!(!told(&file.replace("==1.21.0", ""))[0].text.contains("wheel"));
    }

    #[test]
    fn the_last_stop_of_old_pins_says_when_it_ends() {
        let ends = |from: &str, list: &str| {
            let file = format!(
                "FROM python:{from}\nWORKDIR /app\nCOPY . .\nRUN pip install {list}\nCMD [\"python\", \"main.py\"]\n"
            );
            weighed("runtime-version-mismatch", &file, "python:3.11-slim-trixie", Shape::Swap)
                .iter()
                .any(|one| one.text.contains("Support of Python 3.11 ends on 2027-10-31"))
        };
        assert!(ends("3.9", "-r requirements.txt"));
        assert!(!ends("3.9", "flask==1.1.2") && !ends("3.9", "flask") && !ends("3.11", "-r requirements.txt"));
    }
}
