//! A HEALTHCHECK on a base without the tool that it calls.

use super::config::{body_span, json, plain_words};
use super::draft::Draft;
use super::run::can_install;
use crate::catalogue::{Family, Tri};
use crate::shell::Command;
use crate::stages::{Form, Launch};

/// The health check by what the new base has: the language's own runtime, BusyBox's wget, else the tool itself, where it can
/// be installed; what remains is left to the platform.
pub fn by_what_is_there(draft: &mut Draft, at: usize) {
    let Some(instruction) = draft.instruction(at) else { return };
    let launch = draft.stage().and_then(|stage| stage.config.healthcheck.as_ref()).and_then(|check| check.as_ref());
    let url = launch.and_then(|launch| probed(draft, launch));
    let own = launch.and_then(|launch| by_runtime(draft, launch));
    let probe = own.or_else(|| url.as_ref().and_then(|url| probe(draft, &pieces(url)?)));
    let line = draft.source().line(instruction.span.start);
    let lang = draft.lang;
    let tool = launch.and_then(|launch| launch.commands.iter().map(Command::name).find(|name| TOOLS.contains(name)));
    let tool = tool.filter(|_| draft.image.shell == Tri::Yes && can_install(draft)).map(String::from);
    match (probe, body_span(draft, at)) {
        (Some(text), Some(span)) => draft.replace(span, &text),
        _ if tool.is_some() => draft.want(&Vec::from_iter(tool), &[instruction.span]),
        _ => {
            let target = url.unwrap_or_else(|| "/".into());
            let text = say!(lang,
                en: "Line {line}: the tool of this health check is not on the new base. Let your platform probe {target} (Kubernetes: `livenessProbe.httpGet`), or give the program a check of its own.",
                de: "Zeile {line}: Das Werkzeug dieser Prüfung fehlt auf der neuen Basis. Die Plattform kann {target} selbst abfragen (Kubernetes: `livenessProbe.httpGet`), oder das Programm bekommt eine eigene Prüfung.",
                zh: "第 {line} 行：新的基础镜像没有此健康检查所用的工具。请由平台探测 {target}（Kubernetes：`livenessProbe.httpGet`），或让程序自带检查。");
            draft.drop_instruction(at);
            draft.leave(text, &[instruction.span]);
        }
    }
}

/// Packages of every system are called like them.
const TOOLS: [&str; 2] = ["curl", "wget"];

/// `node check.js || exit 1`: the language's own runtime is there, and needs no shell.
fn by_runtime(draft: &Draft, launch: &Launch) -> Option<String> {
    let text = launch.words.first().filter(|_| launch.form == Form::Shell)?.text.trim();
    let mut words = plain_words(text.strip_suffix("|| exit 1").unwrap_or(text).trim())?;
    let program = match (words.first()?.as_str(), draft.image.runtime.as_ref()?.name) {
        ("node", "node") => node(draft),
        ("python" | "python3", "python") => "python3",
        _ => return None,
    };
    words[0] = program.into();
    Some(format!("CMD {}", json(&words)))
}

fn node(draft: &Draft) -> &'static str {
    if draft.image.family == Family::Distroless { "/nodejs/bin/node" } else { "node" }
}

/// The URL that curl or wget asks, as it is written: what a variable holds is known where the check runs.
fn probed(draft: &Draft, launch: &Launch) -> Option<String> {
    let asked = launch.commands.iter().find(|command| matches!(command.name(), "curl" | "wget"))?;
    let is_url = |text: &str| text.contains("://") || text.starts_with("localhost");
    let url = asked.args.iter().find(|arg| is_url(&arg.text))?;
    let written = draft.source().text().get(url.span.start as usize..url.span.end as usize)?;
    let written = written.trim_matches(['"', '\'']);
    let written = if is_url(written) { written } else { &url.text };
    Some(if written.contains("://") { written.into() } else { format!("http://{written}") })
}

/// A part of a URL.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Text(&'a str),
    Variable { name: &'a str, default: &'a str },
}

/// `http://localhost:${PORT:-8080}/`; `None` for what only a shell can read.
fn pieces(url: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = url;
    while let Some(at) = rest.find('$') {
        let (text, after) = (&rest[..at], &rest[at + 1..]);
        pieces.extend((!text.is_empty()).then_some(Piece::Text(text)));
        let (inside, left) = match after.strip_prefix('{') {
            Some(braced) => braced.split_once('}')?,
            None => after.split_at(after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len())),
        };
        let (name, default) = inside.split_once(":-").or_else(|| inside.split_once('-')).unwrap_or((inside, ""));
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        pieces.push(Piece::Variable { name: Some(name).filter(|name| is_name(name))?, default });
        rest = left;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    let plain = |text: &str| !text.contains(['\'', '"', '\\', '`', '$', '{', '}', '(', ')']);
    let all_plain = pieces.iter().all(|piece| match piece {
        Piece::Text(text) => plain(text),
        Piece::Variable { default, .. } => plain(default),
    });
    all_plain.then_some(pieces)
}

fn probe(draft: &Draft, url: &[Piece]) -> Option<String> {
    let image = draft.image;
    let runtime = image.runtime.as_ref().map(|runtime| runtime.name);
    let words: Vec<String> = match runtime {
        Some("node") => {
            let ask =
                format!("fetch({}).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))", in_javascript(url));
            vec![node(draft).into(), "-e".into(), ask]
        }
        Some("python") => vec!["python3".into(), "-c".into(), in_python(url)],
        _ if matches!(image.family, Family::Alpine | Family::BusyBox) && image.shell == Tri::Yes => {
            return in_busybox(url);
        }
        _ => return None,
    };
    Some(format!("CMD {}", json(&words)))
}

fn in_javascript(url: &[Piece]) -> String {
    let part = |piece: &Piece| match piece {
        Piece::Text(text) => text.to_string(),
        Piece::Variable { name, default: "" } => format!("${{process.env.{name}}}"),
        Piece::Variable { name, default } => format!("${{process.env.{name} || '{default}'}}"),
    };
    match url {
        [Piece::Text(text)] => format!("'{text}'"),
        _ => format!("`{}`", url.iter().map(part).collect::<String>()),
    }
}

fn in_python(url: &[Piece]) -> String {
    let (mut text, mut values) = (String::new(), Vec::new());
    for piece in url {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::Variable { name, default } => {
                text.push_str("{}");
                values.push(match *default {
                    "" => format!("os.environ['{name}']"),
                    default => format!("os.environ.get('{name}') or '{default}'"),
                });
            }
        }
    }
    let (import, format) = match values.is_empty() {
        true => ("urllib.request", String::new()),
        false => ("os, urllib.request", format!(".format({})", values.join(", "))),
    };
    format!("import {import}; urllib.request.urlopen('{text}'{format}, timeout=3)")
}

/// BusyBox's `wget` knows no `https` by itself. A variable is the shell's to read, which is there.
fn in_busybox(url: &[Piece]) -> Option<String> {
    let [Piece::Text(first), ..] = url else { return None };
    first.starts_with("http:").then_some(())?;
    if let [Piece::Text(text)] = url {
        return Some(format!("CMD {}", json(&["wget", "-q", "-O", "/dev/null", text].map(str::to_string))));
    }
    let part = |piece: &Piece| match piece {
        Piece::Text(text) => text.to_string(),
        Piece::Variable { name, default: "" } => format!("${{{name}}}"),
        Piece::Variable { name, default } => format!("${{{name}:-{default}}}"),
    };
    Some(format!("CMD wget -q -O /dev/null \"{}\"", url.iter().map(part).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::{Input, Wishes};

    /// The health check after the base has become another.
    fn check(from: &str, url: &str, to: &str) -> String {
        let file = format!(
            "FROM {from}\nENV PORT=8000\nWORKDIR /app\nCOPY app.py .\nHEALTHCHECK --interval=5s CMD curl -f {url} || exit 1\nCMD [\"python\", \"app.py\"]\n"
        );
        let file = if from.starts_with("node") { file.replace("python\", \"app.py", "node\", \"app.js") } else { file };
        let advice = crate::advise(&Input::pasted(&file), &Wishes::default());
        let one = advice.recommendations.iter().find(|one| one.candidate.choice.image.reference == to);
        let one = one.unwrap_or_else(|| panic!("{to} is not considered"));
        let text = crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("there is a rewrite");
        text.dockerfile.lines().find(|line| line.starts_with("HEALTHCHECK")).unwrap_or("none").to_string()
    }

    #[test]
    fn python_asks_by_itself() {
        let asks = |url| check("python:3.13", url, "python:3.13-slim-trixie");
        let plain = "HEALTHCHECK --interval=5s CMD [\"python3\", \"-c\", \"import urllib.request; urllib.request.urlopen('http://localhost:8000/x', timeout=3)\"]";
        assert_eq!(asks("http://localhost:8000/x"), plain);
        assert_eq!(asks("\"localhost:8000/x\""), plain);
        let held = "HEALTHCHECK --interval=5s CMD [\"python3\", \"-c\", \"import os, urllib.request; urllib.request.urlopen('http://localhost:{}/x'.format(os.environ['PORT']), timeout=3)\"]";
        assert_eq!(asks("http://localhost:$PORT/x"), held);
        assert_eq!(asks("\"http://localhost:${PORT}/x\""), held);
        let falls_back = asks("http://localhost:${PORT:-80}/x");
        assert!(falls_back.contains("format(os.environ.get('PORT') or '80')"), "{falls_back}");
        let curl = "HEALTHCHECK --interval=5s CMD curl -f http://localhost:$(cat /port)/";
        assert!(asks("http://localhost:$(cat /port)/").starts_with(curl), "{}", asks("http://localhost:$(cat /port)/"));
    }

    #[test]
    fn a_check_in_the_programs_own_language_stays() {
        let to = "gcr.io/distroless/nodejs24-debian13:nonroot";
        let own = |url: &str| check("node:24", url, to).replace("--interval=5s ", "");
        let file = "FROM node:24\nWORKDIR /app\nCOPY . .\nHEALTHCHECK CMD node check.js || exit 1\nCMD [\"node\", \"app.js\"]\n";
        let advice = crate::advise(&Input::pasted(file), &Wishes::default());
        let one = advice.recommendations.iter().find(|one| one.candidate.choice.image.reference == to);
        let text = crate::rewrite::apply(&advice, &one.expect("it is considered").candidate, &Wishes::default());
        let text = text.expect("there is a rewrite").dockerfile;
        assert!(text.contains("HEALTHCHECK CMD [\"/nodejs/bin/node\", \"check.js\"]\n"), "{text}");
        assert!(own("http://localhost/").starts_with("HEALTHCHECK CMD [\"/nodejs/bin/node\", \"-e\""));
    }

    #[test]
    fn node_and_busybox_ask_by_themselves() {
        let asks = |url, to| check("node:24", url, to);
        let slim = asks("http://localhost:${PORT:-80}/", "node:24-trixie-slim");
        assert!(slim.contains("\"fetch(`http://localhost:${process.env.PORT || '80'}/`).then("), "{slim}");
        let plain = asks("http://localhost/", "gcr.io/distroless/nodejs24-debian13:nonroot");
        assert!(plain.contains("CMD [\"/nodejs/bin/node\", \"-e\", \"fetch('http://localhost/')"), "{plain}");
        let url = |url| in_busybox(&pieces(url).expect("it can be read"));
        assert_eq!(
            url("http://localhost:$PORT/").as_deref(),
            Some("CMD wget -q -O /dev/null \"http://localhost:${PORT}/\"")
        );
        assert_eq!(url("https://localhost/"), None);
    }

    #[test]
    fn what_only_a_shell_can_read_is_left_to_it() {
        for url in
            ["http://`hostname`/", "http://${A:-${B}}/", "http://$(id)/", "http://${A#x}/", "http://$/", "http://a'b/"]
        {
            assert_eq!(pieces(url), None, "{url}");
        }
    }
}
