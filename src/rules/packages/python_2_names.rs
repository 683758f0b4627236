//! What was packaged for Python 2, and what it is called for Python 3. Told under `package-renamed` and
//! `package-unavailable`.

use super::installs::{Install, offered_by};
use super::unversioned;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::{package_renamed, package_unavailable};

/// `python-pygments`: Debian 12 and Ubuntu 22.04 have no modules of Python 2 any more (package lists of bookworm, read
/// 2026-11-29: what is left under such names is data, examples and headers).
fn is_of_python_2(name: &str, image: &Image) -> bool {
    let kept = ["-common", "-data", "-dev", "-doc", "-docs", "-examples", "-is-python3", "-tools"];
    let module = name.starts_with("python-") && !kept.iter().any(|end| name.ends_with(end));
    let number = |version: &str| version.split('.').next().and_then(|part| part.parse::<u32>().ok());
    let late = image.os.as_ref().is_some_and(|os| match os.name {
        "debian" => os.version.and_then(number) >= Some(12),
        "ubuntu" => os.version.and_then(number) >= Some(22),
        _ => false,
    });
    module && late
}

/// The same for Python 3, where the rest of its name is known to have stayed (package lists of Debian 13 and Ubuntu 26.04,
/// read 2026-11-30).
pub fn of_python_3(name: &str, image: &Image) -> Option<String> {
    let module = stayed(name).filter(|_| is_of_python_2(name, image))?;
    Some(format!("python3-{module}"))
}

/// The module of `python-yaml`, which is packaged for Python 3.
pub fn stayed(name: &str) -> Option<&str> {
    const SAME: &str = " apt bs4 cairo cffi cryptography dateutil dbus docker docutils flask gi jinja2 lxml mako markupsafe \
        matplotlib mock mysqldb netaddr opencv openssl pandas paramiko pexpect pil ply psutil psycopg2 pycurl pygments \
        pytest redis requests scipy serial simplejson six sqlalchemy tk tornado twisted virtualenv yaml zmq ";
    name.strip_prefix("python-").filter(|module| SAME.contains(&format!(" {module} ")))
}

/// Of no name that we know for Python 3.
pub fn is_lost(install: &Install, image: &Image) -> bool {
    let name = &install.package.name;
    let old = install.known.is_none() && is_of_python_2(name, image);
    old && of_python_3(name, image).is_none() && unversioned::name(name, image).is_none()
}

pub fn lost(case: &Case, choice: &Choice, open: &[Install]) -> Option<Objection> {
    let spans: Vec<Span> = open.iter().map(|install| install.package.span).collect();
    let names: Vec<&str> = open.iter().map(|install| install.package.name.as_str()).collect();
    let (lang, line) = (case.lang(), sentence(case.line(&[*spans.first()?])));
    let (names, os) = (codes(lang, &names), offered_by(choice));
    let text = say!(lang,
        en: "{line} installs {names}, made for Python 2, which {os} has no packages for: look for the same under `python3-…`, and run on Python 3.",
        de: "{line} installiert {names}, gemacht für Python 2, für das {os} keine Pakete hat: Such dasselbe unter `python3-…`, und laufe auf Python 3.",
        zh: "{line}安装的 {names} 面向 Python 2，{os} 没有它的软件包：请改用 `python3-…` 中的对应包，并在 Python 3 上运行。");
    Some(objection(package_unavailable::RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

/// A new name for a package of Python 2 is another language version.
pub fn renamed(case: &Case, choice: &Choice, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    let old =
        |name: &str| ["python-", "python2", "libpython2"].iter().any(|of| name.starts_with(of)) || name == "python";
    let brought = choice.image.runtime.as_ref().is_some_and(|runtime| runtime.name == "python");
    let new = |names: &[String]| names.iter().any(|name| name.contains("python3")) || brought && names.is_empty();
    // `node-gyp` asks for a Python, and has run on 3 since its version 6
    // (github.com/nodejs/node-gyp/blob/main/CHANGELOG.md).
    let bare = |name: &str| matches!(name, "python" | "python2" | "python2.7" | "python-minimal");
    let calls =
        || case.commands().any(|command| command.name().starts_with("python") || command.name().starts_with("pip"));
    let gyp = choice.image.runtime.as_ref().is_some_and(|runtime| runtime.name == "node") && !calls();
    let told = |name: &str| old(name) && !(gyp && bare(name));
    let (install, _) = renamed.iter().find(|(install, names)| told(&install.package.name) && new(names))?;
    let span = install.package.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs packages of Python 2; `{image}` has only Python 3, and what uses them must run on that.",
        de: "{line} installiert Pakete von Python 2; `{image}` hat nur Python 3, und was sie benutzt, muss darauf laufen.",
        zh: "{line}安装的是 Python 2 的软件包；`{image}` 只有 Python 3，使用它们的部分必须能在其上运行。");
    Some(objection(package_renamed::RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::claims::*;

    #[test]
    fn a_module_of_python_2_has_its_name_of_python_3() {
        let file = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y python-pygments python-my-own\nCMD [\"make\"]\n";
        for to in ["ubuntu:26.04", "debian:trixie-slim"] {
            let told = weighed("package-renamed", file, to, Shape::Swap);
            assert!(told.iter().any(|one| one.text.contains("that is `python3-pygments`")), "{told:?}");
            let told = weighed("package-unavailable", file, to, Shape::Swap);
            assert!(told.iter().any(|one| one.text.contains("`python-my-own`, made for")), "{told:?}");
        }
    }

    #[test]
    fn a_python_for_node_gyp_is_none_that_runs() {
        let file = "FROM node:14-alpine\nRUN apk add --no-cache python make g++\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
        let told = |file: &str| {
            let told = weighed("package-renamed", file, "node:24-alpine3.24", Shape::Swap);
            told.iter().any(|one| one.text.contains("packages of Python 2"))
        };
        assert!(!told(file));
        assert!(told(&file.replace("RUN npm ci", "RUN python setup.py install && npm ci")));
    }
}
