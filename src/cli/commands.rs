//! What each command does, as a plain function from options to an answer.

use super::Answer;
use super::companions::Cache;
use super::files::{self, Loaded};
use super::options::Options;
use super::shelf;
use crate::advice::{Advice, Outcome, Rewrite};
use crate::catalogue::{self, Image};
use crate::report::{self, Format};
use crate::rules;
use crate::stages::parse_reference;
use crate::wishes::{Policy, Wishes};
use std::io::IsTerminal;

/// Advice on every file, in order; a file that cannot be read does not stop the rest.
pub(super) fn advise(options: &Options) -> Answer {
    let wishes = match wishes(options) {
        Ok(wishes) => wishes,
        Err(problem) => return Answer::refused(format!("basewise: {problem}\n")),
    };
    if options.operands.is_empty() {
        return Answer::refused(
            "basewise: name a Dockerfile, or `-` for standard input; `basewise --help` says more\n".into(),
        );
    }
    let mut cache = Cache::default();
    let given: Vec<Result<Advice, report::Unread>> =
        options.operands.iter().map(|operand| advise_one(operand, options, &wishes, &mut cache)).collect();
    let format = options.format.unwrap_or(Format::Text);
    let err = match format {
        Format::Jsonl => String::new(),
        _ => given
            .iter()
            .filter_map(|one| one.as_ref().err())
            .map(|bad| format!("basewise: {}\n", bad.problem))
            .collect(),
    };
    let out = match format {
        Format::Text => report::text(&given, &wishes, ink()),
        format => tamed(report::write(&given, &wishes, format), format),
    };
    Answer { out, err, status: status(&given, options.check) }
}

/// The same report, with nothing in it that a terminal obeys: a file comes from a stranger, a report is read anywhere.
fn tamed(report: String, format: Format) -> String {
    match format {
        Format::Json | Format::Jsonl | Format::Sarif => escaped(report),
        _ => report::page::tame(&report),
    }
}

/// JSON that says the same in characters that every terminal shows. They stand in its strings alone.
fn escaped(json: String) -> String {
    if !json.contains(report::page::is_obeyed) {
        return json;
    }
    json.chars().map(|c| if report::page::is_obeyed(c) { format!("\\u{:04x}", c as u32) } else { c.into() }).collect()
}

fn advise_one(operand: &str, options: &Options, wishes: &Wishes, cache: &mut Cache) -> Result<Advice, report::Unread> {
    let Loaded { input, problems } =
        files::load(operand, options, cache).map_err(|problem| report::Unread { file: operand.into(), problem })?;
    let mut advice = crate::advise(&input, wishes);
    advice.build.problems.splice(0..0, problems);
    Ok(advice)
}

/// Colours only for a person at a terminal who did not ask for none (no-color.org).
fn ink() -> report::page::Ink {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { report::page::Ink::Colour } else { report::page::Ink::Plain }
}

fn status(given: &[Result<Advice, report::Unread>], check: bool) -> u8 {
    if given.iter().any(|one| one.is_err()) {
        return 2;
    }
    let better =
        |one: &Advice| matches!(one.outcome, Outcome::Switch | Outcome::Upgrade | Outcome::Split) || one.is_ruled_out();
    u8::from(check && given.iter().flatten().any(better))
}

/// The wishes with the policy read in.
fn wishes(options: &Options) -> Result<Wishes, String> {
    let mut wishes = options.wishes.clone();
    if let Some(path) = &options.policy {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        wishes.policy = Some(Policy::read(&text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    Ok(wishes)
}

/// A rule's page, or the list of rules.
pub(super) fn explain(options: &Options) -> Answer {
    let Some(name) = options.operands.first() else {
        return Answer::said(rules::pages().iter().map(|page| format!("{:<28} {}\n", page.id, page.title)).collect());
    };
    match rules::page(name) {
        Some(page) => Answer::said(format!("{}\n", page.markdown.trim_end())),
        None => Answer::refused(format!("basewise: no rule is called {name}; `basewise explain` lists them\n")),
    }
}

/// The file with the advice applied.
pub(super) fn rewrite(options: &Options) -> Answer {
    let [operand] = options.operands.as_slice() else {
        return Answer::refused("basewise: rewrite wants one file\n".into());
    };
    let wishes = match wishes(options) {
        Ok(wishes) => wishes,
        Err(problem) => return Answer::refused(format!("basewise: {problem}\n")),
    };
    match advise_one(operand, options, &wishes, &mut Cache::default()) {
        Err(unread) => Answer::refused(format!("basewise: {}\n", unread.problem)),
        Ok(advice) => rewritten(&advice, options, &wishes),
    }
}

fn rewritten(advice: &Advice, options: &Options, wishes: &Wishes) -> Answer {
    let rewrite = match &options.to {
        None => advice.rewrite.clone(),
        Some(to) => match to_base(advice, to, wishes) {
            Ok(rewrite) => rewrite,
            Err(answer) => return answer,
        },
    };
    let Some(rewrite) = rewrite else {
        return unchanged(advice);
    };
    let lang = wishes.lang;
    let told = rewrite.left_to_you.iter().map(|left| report::outline::left(advice, left, lang));
    let left: String = told.map(|text| format!("left to you: {text}\n")).collect();
    let left = if rewrite.complete { left } else { format!("{}\n{left}", report::words::incomplete(lang)) };
    let out = match options.format {
        Some(Format::Diff) => rewrite.diff,
        _ => rewrite.dockerfile,
    };
    Answer { out, err: left, status: 0 }
}

fn unchanged(advice: &Advice) -> Answer {
    Answer { out: advice.build.tree.source.text().into(), err: format!("{}\n", advice.headline), status: 0 }
}

/// To a base by name, in the first shape that can be written.
fn to_base(advice: &Advice, to: &str, wishes: &Wishes) -> Result<Option<Rewrite>, Answer> {
    let to = &considered(advice, to).unwrap_or_else(|| to.to_string());
    let named = || advice.recommendations.iter().map(|one| &one.candidate).filter(|one| one.image().reference == *to);
    let Some(first) = named().next() else { return Err(Answer::refused(no_such_base(advice, to))) };
    if let Some(rewrite) = named().find_map(|one| crate::rewrite::apply(advice, one, wishes)) {
        return Ok(Some(rewrite));
    }
    if first.present {
        return Ok(None);
    }
    let reason = first.objections.iter().max_by_key(|one| one.weight).map(|one| one.text.as_str());
    let reason =
        reason.filter(|_| !first.holds()).unwrap_or("what moves to a stage of its own cannot be seen from the file");
    Err(Answer { err: format!("basewise: not written to {to}: {reason}\n"), ..unchanged(advice) })
}

/// The base that was considered under another tag of the same image: `node:24-alpine` is `node:24-alpine3.24` today,
/// `node:24-slim` is there on the release that is proposed, and a repository alone is the first of it.
fn considered(advice: &Advice, to: &str) -> Option<String> {
    let images = || advice.recommendations.iter().map(|one| one.candidate.image());
    if images().any(|image| image.reference == to) {
        return Some(to.into());
    }
    let written = parse_reference(to).ok()?;
    let asked = catalogue::find(&written)?.image;
    let line = |image: &Image| rules::release(image).into_iter().take(2).collect::<Vec<_>>();
    let alike = |image: &&Image| {
        let same = image.variants == asked.variants && image.family == asked.family && line(image) == line(&asked);
        image.repository == asked.repository && (same || written.tag.is_none() && written.digest.is_none())
    };
    let found = images()
        .find(|image| alike(image) && image.os == asked.os)
        .or_else(|| images().find(|image| alike(image) && asked.runtime.is_some()));
    found.map(|image| image.reference.clone())
}

fn no_such_base(advice: &Advice, to: &str) -> String {
    let known: Vec<&str> = advice.recommendations.iter().map(|r| r.candidate.choice.image.reference.as_str()).collect();
    format!("basewise: {to} was not considered for this file; these were: {}\n", known.join(", "))
}

/// What is known of an image; without a name, the repositories that are known.
pub(super) fn catalogue(options: &Options) -> Answer {
    match options.operands.first() {
        None => Answer::said(shelf::list()),
        Some(name) => match shelf::page(name, options) {
            Some(page) => Answer::said(page),
            None => Answer::refused(shelf::unknown(name)),
        },
    }
}

/// The file as it is read.
pub(super) fn read(options: &Options) -> Answer {
    let [operand] = options.operands.as_slice() else {
        return Answer::refused("basewise: read wants one file\n".into());
    };
    match files::load(operand, options, &mut Cache::default()) {
        Err(problem) => Answer::refused(format!("basewise: {problem}\n")),
        Ok(loaded) => {
            let tree = crate::dockerfile::parse(&loaded.input.text);
            let mut build = crate::stages::resolve(tree, &loaded.input);
            build.problems.splice(0..0, loaded.problems);
            Answer::said(escaped(report::read::json(&build)) + "\n")
        }
    }
}

/// The static knowledge pages as one JSON object, name → HTML, and beside them what `index.html` says of its example:
/// the build of the site reads it.
pub(super) fn pages() -> String {
    let mut pages: std::collections::BTreeMap<String, String> = crate::knowledge::pages().into_iter().collect();
    pages.insert("first".into(), crate::knowledge::first());
    pages.insert("example".into(), crate::knowledge::example());
    serde_json::to_string(&pages).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Input;

    #[test]
    fn what_a_rewrite_leaves_is_said_beside_it() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /x .\nFROM debian:10@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nCOPY --from=b /x /x\nENTRYPOINT [\"/x\"]\n";
        let told = |file: &str| {
            let advice = crate::advise(&Input::pasted(file), &Wishes::default());
            rewritten(&advice, &Options::default(), &Wishes::default())
        };
        let pinned = told(file);
        assert!(pinned.err.starts_with("This change is incomplete:"), "{}", pinned.err);
        assert!(pinned.err.contains("left to you: Line 4 stood on"), "{}", pinned.err);
        let (from, to) = (file.find("@sha256").unwrap_or(0), file.find("\nCOPY --from").unwrap_or(0));
        let plain = told(&format!("{}{}", &file[..from], &file[to..]));
        assert!(plain.out.starts_with("FROM golang") && plain.err.is_empty(), "{}", plain.err);
    }

    #[test]
    fn a_base_that_cannot_be_written_is_named_with_its_reason() {
        let file = "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nodejs npm ghostscript\nWORKDIR /srv\nCOPY . .\nRUN npm install\nCMD [\"node\", \"a.js\"]\n";
        let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
        let said = |to: &str| to_base(&advice, to, &Wishes::default());
        assert!(said("debian:trixie-slim").is_ok_and(|rewrite| rewrite.is_some()));
        let unfit = advice.recommendations.iter().rfind(|one| !one.candidate.holds()).map(|one| &one.candidate);
        let unfit = unfit.expect("a base that does not fit").image().reference.as_str();
        assert!(said(unfit).is_err_and(|answer| answer.out == file && answer.err.contains("not written to")));
        let written =
            said("debian:13-slim").is_ok_and(|rewrite| rewrite.is_some_and(|one| one.to == "debian:trixie-slim"));
        assert!(written, "the same image by another tag");
        assert!(said("alpine:1").is_err_and(|answer| answer.status == 2 && answer.err.contains("not considered")));
    }
}
