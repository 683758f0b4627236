//! The release line of a runtime where the file writes it outside of FROM: `CMD ["python3.8", …]`,
//! `/usr/local/lib/python3.8/site-packages`, `vendor/bundle/ruby/2.7.0`. Told under `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::dockerfile::Kind;
use crate::order;
use crate::rules::claims::*;
use crate::rules::packages::{own_packages, set_up};
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::Command;
use crate::stages::Launch;
use runtimes::Needed;

/// What stands before a line and behind it, on Docker's own images: their programs and directories are named so
/// (docs.python.org/3/using/unix.html, "Python-related paths and files"; docs.ruby-lang.org, RbConfig `ruby_version`).
const NAMES: [(&str, &str, &str); 4] =
    [("python", "python", ""), ("python", "pip", ""), ("ruby", "ruby/", ".0"), ("ruby", "gems/", ".0")];

/// One change for each line of the file, from the first such place in it to the last.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let own = || {
        let needed = Needed::of(case).filter(|_| own_packages::takes_over(case, choice).is_some())?;
        Some((needed.name, needed.line?))
    };
    let Some((name, old)) = case.present().and_then(line).or_else(own) else { return Vec::new() };
    let Some((_, new)) = line(&choice.image).filter(|(to, new)| *to == name && *new != old) else { return Vec::new() };
    let places = case.once.written_lines.get_or_init(case.facts, || places(case, name, &old));
    let text = case.build.tree.source.text();
    let told = |span: &Span| {
        let written = text.get(span.start as usize..span.end as usize)?;
        let (lang, line, image) = (case.lang(), sentence(case.line(&[*span])), &choice.image.reference);
        let text = say!(lang,
            en: "{line} names the line {old}; on `{image}` it is {new}.",
            de: "{line} nennt die Linie {old}; bei `{image}` ist es {new}.",
            zh: "{line}写的是版本线 {old}；`{image}` 上应为 {new}。");
        let change = Change::Path { span: *span, to: moved(written, name, &old, &new) };
        Some(objection(RULE.id, Weight::Change, text, vec![*span]).by(change))
    };
    places.iter().filter_map(told).collect()
}

/// Docker's own image of a language, and its line.
fn line(image: &Image) -> Option<(&'static str, String)> {
    let runtime = image.runtime.as_ref().filter(|of| NAMES.iter().any(|(name, ..)| *name == of.name))?;
    let own = image.repository.strip_prefix("docker.io/library/") == Some(runtime.name);
    own.then(|| runtimes::line(runtime.name, runtime.version.as_deref()?)).flatten().map(|line| (runtime.name, line))
}

fn places(case: &Case, name: &str, old: &str) -> Vec<Span> {
    let tree = &case.build.tree;
    let spans = case.steps().iter().filter_map(|step| {
        let kind = &tree.instructions.get(step.instruction)?.kind;
        let installs = |command: &Command| {
            let of_system = command.packages.as_ref().filter(|action| action.manager.is_of_the_os());
            of_system.is_some_and(|action| action.packages.iter().any(|package| package.name.starts_with(name)))
        };
        let bare = case.present().is_some_and(|now| now.runtime.is_none());
        let run = step.run().filter(|_| bare);
        if run.is_some_and(|run: &Launch| set_up::is_in(name, run)) {
            return None;
        }
        let gone: Vec<Span> =
            run.iter().flat_map(|run| &run.commands).filter(|one| installs(one)).map(|one| one.span).collect();
        let goes = |at: usize| {
            gone.iter().any(|span| {
                span.contains(Span { start: step.span.start + at as u32, end: step.span.start + at as u32 })
            })
        };
        let speaks = !matches!(kind, Kind::From { .. } | Kind::Arg(_) | Kind::Label(_) | Kind::Maintainer(_));
        let mut found = speaks.then(|| found(tree.source.slice(step.span), name, old))?;
        found.retain(|(at, _)| !goes(*at));
        let (first, last) = (found.first()?, found.last()?);
        Some(Span { start: step.span.start + first.0 as u32, end: step.span.start + last.1 as u32 })
    });
    spans.collect()
}

/// Where a name and the line stand together, from the name's beginning: not in an address, and not a package's name.
fn found(text: &str, name: &str, old: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (_, before, after) in NAMES.iter().filter(|(of, ..)| *of == name) {
        let whole = format!("{before}{old}{after}");
        all.extend(text.match_indices(whole.as_str()).map(|(at, _)| (at, at + whole.len())).filter(|&(at, end)| {
            let word = text[..at].rfind(char::is_whitespace).map_or(&text[..at], |start| &text[start..at]);
            let edge = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let ends = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '.');
            edge && ends && !word.contains("://")
        }));
    }
    order::sort(&mut all);
    all
}

fn moved(written: &str, name: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in found(written, name, old) {
        out.push_str(&written[at..start]);
        out.push_str(&written[start..end].replace(old, new));
        at = end;
    }
    out + &written[at..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::{Input, Wishes};

    #[test]
    fn what_follows_the_line_that_installs_is_written_anew() {
        let file = "FROM rockylinux:8\nRUN dnf module install -y python39 && pip3.9 install flask\nCOPY . /app\nCMD [\"python3.9\", \"/app/a.py\"]\n";
        let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written").dockerfile;
        assert!(text.contains("\nRUN pip3.11 install flask\n") && text.contains("[\"python3.11\""), "{text}");
    }
    use crate::rules::bench::*;

    fn paths(file: &str, to: &str) -> Vec<String> {
        let changes = weighed(RULE.id, file, to, Shape::Swap).into_iter().filter_map(|one| one.change);
        let path = |change| if let Change::Path { to, .. } = change { Some(to) } else { None };
        changes.filter_map(path).collect()
    }

    #[test]
    fn the_line_follows_where_it_is_written() {
        let file = "FROM python:3.8-slim\nENV PYTHONPATH=/deps:/usr/local/lib/python3.8/site-packages\nRUN pip3.8 install a && curl https://example.org/python3.8/x && apt-get install -y python3.8-dev && python3.8 -m b\nCMD [\"python3.8\", \"app.py\"]\n";
        let told = paths(file, "python:3.11-slim-trixie");
        let run = "pip3.11 install a && curl https://example.org/python3.8/x && apt-get install -y python3.8-dev && python3.11";
        assert_eq!(told, ["python3.11", run, "python3.11"]);
        assert!(paths(file, "python:3.8-slim-bookworm").is_empty());
        let ruby = "FROM ruby:2.7-slim\nENV GEM_PATH=/app/vendor/bundle/ruby/2.7.0\nCMD [\"ruby\", \"a.rb\"]\n";
        assert_eq!(paths(ruby, "ruby:3.4-slim-trixie"), ["ruby/3.4.0"]);
    }
}
