//! What has another name on the newer system although its package lives on: a library's file, Python's command.

use super::installs::Install;
use super::{pinned, translated, upkeep};
use crate::catalogue::{Image, Os};
use crate::evidence::Effect;
use crate::evidence::trace::paths;
use crate::rules::claims::*;
use crate::rules::package_renamed::RULE;
use crate::shell::{Arg, Command};
use crate::stages::Launch;

/// `renamed`: packages with their names on the base considered.
pub fn objections(case: &Case, choice: &Choice, renamed: &[(Install, Vec<String>)]) -> Vec<Objection> {
    let told = aio(case, choice, renamed).into_iter().chain(xml(case, choice, renamed));
    told.chain(python(case, choice, renamed)).chain(another_file(case, renamed)).collect()
}

/// `libssl1.1` becomes `libssl3t64`: a library's name holds that of its file
/// ([Debian Policy 8.1](https://www.debian.org/doc/debian-policy/ch-sharedlibs.html#run-time-shared-libraries)), and what is
/// neither compiled nor installed here asks for the old one.
fn another_file(case: &Case, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    let bare = case.present()?.runtime.is_none() && !case.compiles();
    let numbered = |name: &str| name.starts_with("lib") && name.ends_with(|c: char| c.is_ascii_digit());
    let other = |(install, new): &&(Install, Vec<String>)| {
        let old = &install.package.name;
        // `libgcc-s1` is `libgcc1`'s file.
        let plain = |new: &str| new.trim_end_matches("t64").replace("gcc-s1", "gcc1");
        let same = |new: &String| plain(new) == *old || !numbered(&plain(new));
        !install.compiled && numbered(old) && !new.is_empty() && !new.iter().any(same)
    };
    let fetched = |command: &Command| matches!(command.name(), "curl" | "wget");
    let started = |launch: &Launch| {
        launch
            .commands
            .iter()
            .any(|one| !one.name().contains('.') && one.program.text.contains('/') && case.brings(&one.program.text))
    };
    let config = &case.build.shipped_stage()?.config;
    let brought =
        || [&config.entrypoint, &config.cmd].into_iter().flatten().any(started) || case.commands().any(fetched);
    let (install, _) = renamed.iter().find(other).filter(|_| bare && case.sources().is_empty() && brought())?;
    let span = install.package.span;
    let (lang, line, name) = (case.lang(), sentence(case.line(&[span])), &install.package.name);
    let text = say!(lang,
        en: "{line}: what was built elsewhere for `{name}` does not find its file under the new one: take a build made for it.",
        de: "{line}: Was anderswo für `{name}` gebaut wurde, findet dessen Datei im neuen Paket nicht: Nimm einen Stand, der dafür gebaut ist.",
        zh: "{line}：在别处为 `{name}` 构建的程序在新软件包中找不到它的文件：请改用为新版本构建的程序。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// The package holds only `libaio.so.1t64`
/// ([its files](https://packages.debian.org/trixie/amd64/libaio1t64/filelist)), and what was not built for this release
/// asks for `libaio.so.1`: Oracle's client before all
/// ([python-cx_Oracle, issue 672](https://github.com/oracle/python-cx_Oracle/issues/672)).
fn aio(case: &Case, choice: &Choice, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    let wide = |names: &Vec<String>| names.iter().any(|name| name == "libaio1t64");
    let (install, _) = renamed.iter().find(|(_, names)| wide(names))?;
    let span = install.package.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: on `{image}` that library is `libaio.so.1t64`, and a program made elsewhere, such as Oracle's client, asks for `libaio.so.1`: add `ln -s libaio.so.1t64 /usr/lib/$(uname -m)-linux-gnu/libaio.so.1`.",
        de: "{line}: Auf `{image}` heißt diese Bibliothek `libaio.so.1t64`, und ein anderswo gebautes Programm wie Oracles Client verlangt `libaio.so.1`: Ergänze `ln -s libaio.so.1t64 /usr/lib/$(uname -m)-linux-gnu/libaio.so.1`.",
        zh: "{line}：在 `{image}` 上该库的文件名是 `libaio.so.1t64`，而在别处构建的程序（如 Oracle 客户端）需要 `libaio.so.1`：请加上 `ln -s libaio.so.1t64 /usr/lib/$(uname -m)-linux-gnu/libaio.so.1`。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// `libxml2.so.16` takes the place of `.so.2`: what was linked before asks for the old one
/// ([CLRInstrumentationEngine, issue 599](https://github.com/microsoft/CLRInstrumentationEngine/issues/599)).
fn xml(case: &Case, choice: &Choice, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    let new = |names: &Vec<String>| names.iter().any(|name| name == "libxml2-16");
    let (install, _) = renamed.iter().find(|(_, names)| new(names))?;
    let span = install.package.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: on `{image}` that library is `libxml2.so.16`; a program built on an earlier release asks for `libxml2.so.2` and must be built again there.",
        de: "{line}: Auf `{image}` heißt diese Bibliothek `libxml2.so.16`; ein auf einem früheren Stand gebautes Programm verlangt `libxml2.so.2` und muss dort neu gebaut werden.",
        zh: "{line}：在 `{image}` 上该库的文件名是 `libxml2.so.16`；在较早版本上构建的程序需要 `libxml2.so.2`，必须在那里重新构建。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// Debian's and Ubuntu's `python3` has no command `python`; a package of its own brings it
/// ([what-is-python](https://packages.debian.org/trixie/python-is-python3)). It came along with every package of Python 2,
/// `python-pip` as others ([Debian Python Policy 2](https://www.debian.org/doc/packaging-manuals/python-policy/)).
fn python(case: &Case, choice: &Choice, renamed: &[(Install, Vec<String>)]) -> Option<Objection> {
    let debian = translated::distro(&choice.image).is_some_and(|distro| distro.is_debian());
    let old = |name: &str| {
        name.starts_with("python-") && name != "python-is-python3"
            || matches!(name, "python" | "python2" | "python2-minimal")
    };
    let new = |names: &Vec<String>| names.iter().any(|name| name.starts_with("python3"));
    let (install, _) = renamed.iter().find(|(install, names)| debian && old(&install.package.name) && new(names))?;
    let called = called(case)?;
    if choice.image.runtime.as_ref().is_some_and(|runtime| runtime.name == "python") {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[called])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} calls `python`, and `{image}` has that command only with the package `python-is-python3`.",
        de: "{line} ruft `python` auf, und `{image}` hat diesen Befehl nur mit dem Paket `python-is-python3`.",
        zh: "{line}调用 `python`，而 `{image}` 只有安装软件包 `python-is-python3` 后才有该命令。");
    let change = Change::Install { packages: vec!["python-is-python3".into()] };
    Some(objection(RULE.id, Weight::Change, text, vec![called, install.package.span]).by(change))
}

/// `python2.7` is called, and only `python3` is installed there.
pub fn python_2(case: &Case, choice: &Choice) -> Vec<Objection> {
    let (lang, image) = (case.lang(), &choice.image.reference);
    let claim = |span: Span| {
        let line = sentence(case.line(&[span]));
        let text = say!(lang,
            en: "{line} calls Python 2, which `{image}` does not have: there it is `python3`.",
            de: "{line} ruft Python 2 auf, das `{image}` nicht hat: Dort ist es `python3`.",
            zh: "{line}调用 Python 2，而 `{image}` 没有它：在那里是 `python3`。");
        objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Path { span, to: "python3".into() })
    };
    calls(case, &["python2", "python2.7", "/usr/bin/python2", "/usr/bin/python2.7"]).map(claim).collect()
}

/// `/usr/bin/python3.6`: the system's own Python by its line, which another release does not have.
pub fn by_line(case: &Case, choice: &Choice) -> Vec<Objection> {
    let bare = |image: &Image| image.runtime.as_ref().is_none_or(|runtime| runtime.name != "python");
    let now = case.present().filter(|now| choice.shape == Shape::Swap && bare(now) && bare(&choice.image));
    let of = |image: &Image| pinned::version(image.os.as_ref()?);
    let Some((before, after)) = now.and_then(of).zip(of(&choice.image)).filter(|(before, after)| before != after)
    else {
        return Vec::new();
    };
    let old = format!("python{before}");
    let (lang, image) = (case.lang(), &choice.image.reference);
    let claim = |arg: &Arg| {
        let to = arg.text.replace(&old, &format!("python{after}"));
        let (line, written) = (sentence(case.line(&[arg.span])), &arg.text);
        let text = say!(lang,
            en: "{line} names `{written}`; on `{image}` that is `{to}`.",
            de: "{line} nennt `{written}`; auf `{image}` ist das `{to}`.",
            zh: "{line}使用 `{written}`；在 `{image}` 上应为 `{to}`。");
        objection(RULE.id, Weight::Change, text, vec![arg.span]).by(Change::Path { span: arg.span, to })
    };
    let named = |arg: &&Arg| {
        let rest = arg.text.strip_prefix("/usr/bin/").unwrap_or(&arg.text).strip_prefix(&old);
        rest.is_some_and(str::is_empty) && case.build.tree.source.slice(arg.span).contains(&arg.text)
    };
    let words = commands(case).flat_map(|command| {
        let args = if command.packages.is_none() { &command.args[..] } else { &[] };
        std::iter::once(&command.program).chain(args)
    });
    words.filter(named).map(claim).collect()
}

/// Where the start or a RUN calls `python`.
fn called(case: &Case) -> Option<Span> {
    calls(case, &["python", "/usr/bin/python"]).next()
}

/// Where the start or a RUN calls one of these.
fn calls<'a>(case: &'a Case, names: &'a [&str]) -> impl Iterator<Item = Span> {
    let named = |command: &&Command| names.contains(&command.program.text.as_str());
    commands(case).filter(named).map(|command| command.program.span)
}

/// Of the start and the RUNs.
fn commands<'a>(case: &'a Case) -> impl Iterator<Item = &'a Command> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let starts = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    let runs = case.steps().iter().filter_map(|step| step.run());
    starts.chain(runs).flat_map(|launch| &launch.commands)
}

/// `ln -s /usr/bin/nodejs /usr/bin/node`: since Debian 10 and Ubuntu 20.04 the package has both names itself, the one a link
/// to the other (`nodejs` of trixie, its file list). `ln` stops at it, or with `-f` makes a circle.
pub fn node_js(case: &Case, choice: &Choice) -> Vec<Objection> {
    let number = |os: &Os| os.version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    let both = choice.image.os.as_ref().is_some_and(|os| match os.name {
        "debian" => number(os) >= Some(10),
        "ubuntu" => number(os) >= Some(20),
        _ => false,
    });
    let made = |effect: &&Effect| {
        let Some(command) = case.command(effect).filter(|command| command.name() == "ln" && !command.conditional)
        else {
            return false;
        };
        let [.., from, to] = &command.args[..] else { return false };
        to.text == "/usr/bin/node" && from.text.contains("nodejs")
    };
    let (lang, image) = (case.lang(), &choice.image.reference);
    let claim = |effect: &Effect| {
        let line = sentence(case.line(&[effect.span]));
        let text = say!(lang,
            en: "{line} gives Node.js the name `node`, which it has on `{image}` by itself, and may stop at it: the call goes.",
            de: "{line} gibt Node.js den Namen `node`, den es auf `{image}` von selbst hat, und kann daran abbrechen: Der Aufruf entfällt.",
            zh: "{line}给 Node.js 加上 `node` 这个名称，而在 `{image}` 上它本来就有，该行可能因此中断：去掉该调用。");
        objection(crate::rules::interpreter_path_moved::RULE.id, Weight::Change, text, vec![effect.span])
            .by(upkeep::without(case, effect.instruction, effect.command))
    };
    let swaps = both && choice.shape == Shape::Swap;
    case.facts.effects.iter().filter(|effect| swaps && made(effect)).map(claim).collect()
}

/// A link that the file makes, and that the base has there: `ln` without `-f` stops at it. Docker's images of Python and
/// Node.js bring these ([python](https://github.com/docker-library/python/blob/master/Dockerfile-linux.template),
/// [node](https://github.com/nodejs/docker-node/blob/main/Dockerfile-debian.template)).
pub fn links(case: &Case, choice: &Choice) -> Vec<Objection> {
    let there: &[&str] = match choice.image.repository.as_str() {
        "docker.io/library/python" => &["idle", "pip", "pip3", "pydoc", "python", "python3", "python-config"],
        "docker.io/library/node" => &["corepack", "node", "nodejs", "npm", "npx", "yarn", "yarnpkg"],
        _ => return Vec::new(),
    };
    if case.present().is_some_and(|now| now.repository == choice.image.repository) {
        return Vec::new();
    }
    let made = |effect: &&Effect| matches!(&effect.does, Doing::Files { verb, .. } if verb == "ln");
    let links = case.facts.effects.iter().filter(made);
    links.filter_map(|effect| linked(case, choice, effect, there)).collect()
}

fn linked(case: &Case, choice: &Choice, effect: &Effect, there: &[&str]) -> Option<Objection> {
    let command = case.command(effect)?;
    let forces =
        |text: &str| text == "--force" || !text.starts_with("--") && text.starts_with('-') && text.contains('f');
    let place = paths::join(command.cwd.as_deref().unwrap_or("/"), &command.args.last()?.text);
    let name = place.strip_prefix("/usr/local/bin/").filter(|name| there.contains(name))?;
    if command.args.iter().any(|arg| forces(&arg.text)) {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[effect.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} makes the link `{name}` in `/usr/local/bin`, and `{image}` has its own there: the line stops with `File exists`.",
        de: "{line} legt die Verknüpfung `{name}` in `/usr/local/bin` an, und `{image}` hat dort seine eigene: Die Zeile bricht mit `File exists` ab.",
        zh: "{line}在 `/usr/local/bin` 中创建链接 `{name}`，而 `{image}` 在那里已有自己的文件：该行会因 `File exists` 而中止。");
    let change = Change::DropCommand { instruction: effect.instruction, command: effect.command };
    Some(objection(crate::rules::interpreter_path_moved::RULE.id, Weight::Change, text, vec![effect.span]).by(change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn oracles_client_asks_for_the_old_name_of_libaio() {
        let file = "FROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y libaio1\nCMD [\"/app\"]\n";
        let told = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        assert!(
            told("debian:trixie-slim")
                .iter()
                .any(|one| one.text.contains("libaio.so.1t64") && one.change == Some(Change::Yours))
        );
        assert!(told("debian:bookworm-slim").is_empty());
    }

    #[test]
    fn python_is_called_by_its_old_name() {
        let file = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y python\nCOPY a.py /\nENTRYPOINT [\"python\", \"/a.py\"]\n";
        let asks = |file: &str| {
            let told = weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap);
            told.iter().any(
                |one| matches!(&one.change, Some(Change::Install { packages }) if packages == &["python-is-python3"]),
            )
        };
        assert!(asks(file) && !asks(&file.replace("[\"python\"", "[\"python3\"")));
        assert!(asks(&file.replace("-y python", "-y python-pip")), "it came along");
    }

    #[test]
    fn python_2_is_called_by_the_name_of_python_3() {
        let file = "FROM debian:stretch-slim\nRUN apt-get update && apt-get install -y python2.7\nCOPY a.py /\nCMD [\"python2.7\", \"/a.py\"]\n";
        let calls = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.iter().any(|one| matches!(&one.change, Some(Change::Path { to, .. }) if to == "python3"))
        };
        for to in ["debian:trixie-slim", "alpine:3.24", "almalinux:10"] {
            assert!(calls(file, to), "{to}");
            assert!(!calls(&file.replace("[\"python2.7\"", "[\"/a.sh\""), to), "{to}");
        }
    }

    #[test]
    fn a_library_of_another_number_is_another_file() {
        let file = "FROM debian:buster\nRUN apt-get update && apt-get install -y libssl1.1 curl\nCOPY mysrv /mysrv\nCMD [\"/mysrv\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
            told.iter().any(|one| one.text.contains("built elsewhere") && one.change == Some(Change::Yours))
        };
        assert!(told(file));
        assert!(!told(&file.replace("libssl1.1", "libasound2")), "its file keeps its name");
        assert!(!told(&file.replace("mysrv", "start.sh")));
    }

    #[test]
    fn the_systems_python_by_its_line_is_that_of_the_new_release() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python3 && update-alternatives --install /usr/bin/python python /usr/bin/python3.6 1\nRUN ln -s /usr/bin/python3.6 /usr/local/bin/py\nCMD [\"python3.6\", \"/a.py\"]\n";
        let paths = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.into_iter()
                .filter_map(|one| match one.change {
                    Some(Change::Path { to, .. }) => Some(to),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        let mut told = paths(file, "ubuntu:26.04");
        told.sort();
        assert_eq!(told, ["/usr/bin/python3.14", "/usr/bin/python3.14", "python3.14"]);
        assert!(paths(file, "ubuntu:18.04").is_empty());
        assert!(paths(&file.replace("3.6", "3.7"), "ubuntu:26.04").is_empty(), "it comes from elsewhere");
    }

    #[test]
    fn node_js_has_its_name_by_itself() {
        let file = "FROM ruby:2.5\nRUN apt-get update && apt-get install -y nodejs\nRUN ln -s /usr/bin/nodejs /usr/bin/node\nCMD [\"rails\", \"s\"]\n";
        let drops = |file: &str, to: &str| {
            let told = weighed(crate::rules::interpreter_path_moved::RULE.id, file, to, Shape::Swap);
            told.iter().any(|one| one.change == Some(Change::Drop { instruction: 2 }))
        };
        assert!(drops(file, "ruby:3.4-slim-trixie") && drops(&file.replace("-s /", "-sf /"), "debian:trixie-slim"));
        assert!(drops(&file.replace("ruby:2.5", "ruby:3.4"), "ruby:3.4"), "where it stays, too");
        assert!(!drops(&file.replace("/usr/bin/node\n", "/usr/local/bin/n\n"), "ruby:3.4-slim-trixie"));
    }

    #[test]
    fn a_link_that_the_base_has_is_left_out() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python3-pip && cd /usr/local/bin && ln -s /usr/bin/python3 python\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n";
        let drops = |file: &str| {
            let told =
                weighed(crate::rules::interpreter_path_moved::RULE.id, file, "python:3.14-slim-trixie", Shape::Swap);
            told.iter().any(|one| matches!(one.change, Some(Change::DropCommand { .. })))
        };
        assert!(drops(file) && !drops(&file.replace("ln -s", "ln -sf")));
        assert!(!drops(&file.replace("/usr/local/bin", "/usr/bin")));
    }
}
