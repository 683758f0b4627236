//! Where a new reference is written: into the FROM, and into the values of the ARGs that it is made from. A default is
//! edited; what the build is called with is not in the file, and left to the reader.

mod architecture;

use super::draft::Draft;
use crate::catalogue::codename;
use crate::dockerfile::{Instruction, Kind};
use crate::stages::{Link, Stage};

/// A stage's new base, as edits of its own text.
struct Fit<'a> {
    stage: usize,
    /// The image word of FROM.
    word: String,
    /// Variables that change, each with the new value; those that stay are listed with the old one.
    values: Vec<(&'a Link, String)>,
}

/// Writes these references into the stages. A default changes only when every stage that reads it agrees.
pub fn put(draft: &mut Draft, targets: &[(&Stage, String)]) {
    let mut fits: Vec<Fit> = targets.iter().map(|(stage, reference)| fit(draft, stage, reference)).collect();
    while let Some(at) = fits.iter().position(|one| !agreed(draft, one, &fits)) {
        let (stage, reference) = &targets[at];
        fits[at] = plain(stage, reference);
    }
    for (one, (stage, _)) in fits.iter().zip(targets) {
        if one.word != stage.from.raw {
            let platform = architecture::platform(draft, stage, &one.word).unwrap_or_default();
            draft.replace(stage.from.span, &format!("{platform}{}", one.word));
            narrowed(draft, stage, one);
        }
        for (link, value) in &one.values {
            set(draft, stage, link, value);
        }
    }
    versions(draft, targets, &fits);
}

/// `node:22-${VARIANT}` becomes `node:22-${VARIANT}-slim`: who builds with `VARIANT=slim` asks for another tag from now on.
fn narrowed(draft: &mut Draft, stage: &Stage, fit: &Fit) {
    let raw = &stage.from.raw;
    let last = |link: &Link| Variable::find(raw, link).is_some_and(|one| one.end == raw.len());
    let Some((link, value)) = fit.values.iter().find(|(link, value)| codename(value).is_some() && last(link)) else {
        return;
    };
    let (name, line, lang) = (&link.name, draft.source().line(stage.span.start), draft.lang);
    let text = say!(lang,
        en: "Line {line}: `{name}` holds a release alone now, as `{value}`. Who builds with another variant in it names the release there, too.",
        de: "Zeile {line}: `{name}` enthält jetzt allein eine Version, wie `{value}`. Wer mit einer anderen Variante darin baut, nennt auch dort die Version.",
        zh: "第 {line} 行：`{name}` 现在只写发行版代号，如 `{value}`。以其他变体构建时，那里也请改写为代号。");
    draft.leave(text, &[stage.from.span]);
}

/// What a variable is set to, as it is written: in its ARG, or where the build is called.
fn written<'d>(draft: &'d Draft, link: &Link) -> Option<&'d str> {
    match link.value {
        Some(span) => Some(draft.source().slice(span)),
        None => draft.build_args.get(&link.name).map(String::as_str),
    }
}

/// Gives a variable another value. A default that a build argument overrides stays: to change it would change nothing.
fn set(draft: &mut Draft, stage: &Stage, link: &Link, value: &str) {
    if written(draft, link) == Some(value) {
        return;
    }
    if let Some(span) = link.value {
        return draft.replace(span, value);
    }
    let (name, line, lang) = (&link.name, draft.source().line(stage.span.start), draft.lang);
    draft.build_args.insert(name.clone(), value.into());
    let text = say!(lang,
        en: "Line {line}: call the build with `--build-arg {name}={value}`.",
        de: "Zeile {line}: Rufe den Build mit `--build-arg {name}={value}` auf.",
        zh: "第 {line} 行：请用 `--build-arg {name}={value}` 调用构建。");
    draft.leave(text, &[stage.from.span]);
}

/// A version that no FROM reads any more may be read by other lines: it moves along where all stages that read it have
/// come to the same one.
fn versions(draft: &mut Draft, targets: &[(&Stage, String)], fits: &[Fit]) {
    let flat = |(one, _): &(&Fit, _)| one.values.is_empty();
    for (_, (stage, to)) in fits.iter().zip(targets).filter(flat) {
        let Some((link, value)) = lead(stage, to) else { continue };
        let Some(written) = written(draft, link).map(String::from) else { continue };
        let reads = |stage: &&Stage| stage.from.chain.contains(link);
        let alike = |stage: &Stage| {
            targets.iter().any(|(target, to)| target.index == stage.index && lead(target, to) == Some((link, value)))
        };
        let old = written.trim_matches(['"', '\'']);
        if is_cut_short(draft, link, old, value) {
            leave_version(draft, stage, link);
            continue;
        }
        if old.starts_with(|c: char| c.is_ascii_digit()) && draft.build.stages.iter().filter(reads).all(alike) {
            set(draft, stage, link, &written.replace(old, value));
        }
    }
}

/// `1.21.6` becomes `1.30`, and another line than FROM makes an address of it.
fn is_cut_short(draft: &Draft, link: &Link, old: &str, value: &str) -> bool {
    let parts = |version: &str| version.split('.').count();
    let forms = [format!("${{{}", link.name), format!("${}", link.name)];
    let reads = |one: &Instruction| {
        let text = draft.source().slice(one.span);
        !matches!(one.kind, Kind::From { .. } | Kind::Arg(_)) && forms.iter().any(|form| text.contains(form.as_str()))
    };
    old.starts_with(|c: char| c.is_ascii_digit())
        && parts(value) < parts(old)
        && draft.build.tree.instructions.iter().any(reads)
}

fn leave_version(draft: &mut Draft, stage: &Stage, link: &Link) {
    let (name, line, lang) = (&link.name, draft.source().line(stage.span.start), draft.lang);
    let text = say!(lang,
        en: "Line {line} no longer takes its version from `{name}`, which other lines use in full: give it the version that the new base brings.",
        de: "Zeile {line} nimmt ihre Version nicht mehr aus `{name}`, das andere Zeilen vollständig brauchen: Gib ihm die Version, die die neue Basis mitbringt.",
        zh: "第 {line} 行不再从 `{name}` 取版本，而其他行需要完整的版本号：请把它改为新基础镜像自带的版本。");
    draft.leave(text, &[stage.from.span]);
}

/// The variable that a tag begins with, and the version that the new tag begins with.
fn lead<'a>(stage: &'a Stage, reference: &'a str) -> Option<(&'a Link, &'a str)> {
    let link = stage.from.chain.first()?;
    let variable = Variable::find(&stage.from.raw, link)?;
    let (_, tag) = reference.rsplit_once(':').filter(|_| stage.from.raw[..variable.at].ends_with(':'))?;
    let version = &tag[..edge(tag)];
    Some((link, version)).filter(|_| version.starts_with(|c: char| c.is_ascii_digit()))
}

fn plain<'a>(stage: &Stage, reference: &str) -> Fit<'a> {
    Fit { stage: stage.index, word: reference.into(), values: Vec::new() }
}

/// Whether all stages that read the values this one changes change them alike.
fn agreed(draft: &Draft, one: &Fit, fits: &[Fit]) -> bool {
    one.values.iter().all(|new| {
        let reads = |stage: &&Stage| stage.from.chain.contains(new.0);
        let alike = |stage: &Stage| fits.iter().any(|fit| fit.stage == stage.index && fit.values.contains(new));
        written(draft, new.0) == Some(new.1.as_str()) || draft.build.stages.iter().filter(reads).all(alike)
    })
}

/// `python:${V}-bookworm` and `python:3.13-slim-trixie`: the variables stay, and their defaults follow.
fn fit<'a>(draft: &Draft, stage: &'a Stage, reference: &str) -> Fit<'a> {
    aligned(draft, stage, reference).unwrap_or_else(|| plain(stage, reference))
}

fn aligned<'a>(draft: &Draft, stage: &'a Stage, reference: &str) -> Option<Fit<'a>> {
    let (mut raw, mut left) = (stage.from.raw.as_str(), reference);
    let mut fit = plain(stage, "");
    if let Some((link, value)) = whole(draft, stage, reference) {
        fit.word = stage.from.raw.clone();
        fit.values.push((link, value));
        return Some(fit);
    }
    for (at, link) in stage.from.chain.iter().enumerate() {
        let variable = Variable::find(raw, link)?;
        let written = written(draft, link)?;
        let old = written.trim_matches(['"', '\'']);
        if old.is_empty() || old.contains('$') {
            return None;
        }
        let ends = at + 1 == stage.from.chain.len() && raw.len() == variable.end;
        // What stands before a slash of the old name, a registry or a platform, is no part of another name.
        let leads = raw[variable.end..].starts_with('/') && !left.starts_with(&format!("{old}/"));
        let (skipped, value) = take(left, &raw[..variable.at], old, ends).filter(|_| !leads)?;
        if is_cut_short(draft, link, old, value) {
            return None;
        }
        fit.word += &left[..skipped];
        fit.word += &raw[variable.at..variable.end];
        fit.values.push((link, written.replace(old, value)));
        left = &left[skipped + value.len()..];
        raw = &raw[variable.end..];
    }
    fit.word += left;
    (!fit.values.is_empty()).then_some(fit)
}

/// `${RUNNER_IMAGE}`, whose value is made of other variables: it takes the whole name.
fn whole<'a>(draft: &Draft, stage: &'a Stage, reference: &str) -> Option<(&'a Link, String)> {
    let raw = stage.from.raw.as_str();
    let is_all = |link: &&Link| {
        link.value.is_some() && Variable::find(raw, link).is_some_and(|one| one.at == 0 && one.end == raw.len())
    };
    let link = stage.from.chain.iter().find(is_all)?;
    let written = written(draft, link)?;
    let old = written.trim_matches(['"', '\'']);
    old.contains('$').then(|| (link, written.replace(old, reference)))
}

/// Where `${NAME}` or `$NAME` stands.
struct Variable {
    at: usize,
    end: usize,
}

impl Variable {
    fn find(raw: &str, link: &Link) -> Option<Variable> {
        let forms = [format!("${{{}}}", link.name), format!("${}", link.name)];
        forms.iter().find_map(|form| raw.find(form.as_str()).map(|at| Variable { at, end: at + form.len() }))
    }
}

/// Where the variable's new value begins in the rest of the reference, and the value.
fn take<'a>(left: &'a str, before: &str, old: &str, at_end: bool) -> Option<(usize, &'a str)> {
    if let Some(at) = part(left, old) {
        return Some((at, &left[at..at + old.len()]));
    }
    // `bookworm` becomes `trixie` and nothing more: who builds with another release names one.
    if codename(old).is_some()
        && let Some(name) = left.split(['-', ':']).find(|word| codename(word).is_some())
    {
        return Some((part(left, name)?, name));
    }
    if let Some(value) = left.strip_prefix(before) {
        // A value that held the whole tag holds the whole new one; a version stays a version.
        let end = if at_end && (before.is_empty() || old.contains(['-', ':'])) { value.len() } else { edge(value) };
        let value = &value[..end];
        return (!value.is_empty()).then_some((before.len(), value));
    }
    // As many words as the old value had.
    let words = old.matches('-').count();
    let at = left.rmatch_indices('-').nth(words).filter(|_| at_end && before.ends_with('-'))?.0 + 1;
    Some((at, &left[at..]))
}

fn edge(value: &str) -> usize {
    value.find(['-', ':', '@', '/']).unwrap_or(value.len())
}

/// Where a value stands as a whole part of a reference: between its separators. `3.1` is no part of `3.13`.
fn part(reference: &str, value: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| matches!(c, ':' | '-' | '/' | '@'));
    let whole =
        |&at: &usize| edge(reference[..at].chars().next_back()) && edge(reference[at + value.len()..].chars().next());
    reference.match_indices(value).map(|(at, _)| at).find(whole).filter(|_| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::advice::{Outcome, Rewrite};
    use crate::wishes::{Input, Wishes};

    /// The rewrite of a file whose build is called with one argument; so called, what comes out stays.
    fn called(text: &str, name: &str, value: &str) -> Rewrite {
        let build_args = [(name.to_string(), value.to_string())].into_iter().collect();
        let advice = crate::advise(&Input { build_args, ..Input::pasted(text) }, &Wishes::default());
        let rewrite = advice.rewrite.expect("a change");
        let again = Input { text: rewrite.dockerfile.clone(), build_args: rewrite.build_args.clone(), ..advice.input };
        assert_eq!(crate::conclude(&again, &Wishes::default()).outcome, Outcome::Stay, "{rewrite:?}");
        rewrite
    }

    const REST: &str =
        "RUN apt-get update && apt-get install -y curl netcat\nCMD [\"curl\", \"https://example.org\"]\n";

    #[test]
    fn what_the_build_is_called_with_is_left_to_the_reader() {
        for declared in ["ARG BASE", "ARG BASE=ubuntu:24.04"] {
            let file = format!("{declared}\nFROM ${{BASE}}\n{REST}");
            let rewrite = called(&file, "BASE", "debian:10");
            assert_eq!(rewrite.dockerfile, file.replace("netcat", "netcat-openbsd"), "the default is not the base");
            assert_eq!(
                rewrite.left_to_you[0].text,
                "Line 2: call the build with `--build-arg BASE=debian:trixie-slim`."
            );
            assert!(!rewrite.complete);
        }
    }

    #[test]
    fn the_line_is_written_and_the_version_left() {
        let file = "ARG V=3.13\nFROM python:${V}-buster\nARG V\nCOPY a.py /a.py\nCMD [\"python\", \"/a.py\"]\n";
        let rewrite = called(file, "V", "3.8");
        assert!(rewrite.dockerfile.starts_with("ARG V=3.13\nFROM python:${V}-slim-trixie\n"), "{rewrite:?}");
        assert!(rewrite.left_to_you[0].text.contains("`--build-arg V=3.11`"), "{:?}", rewrite.left_to_you);
    }

    #[test]
    fn a_version_that_an_address_needs_in_full_is_not_cut_short() {
        let file = "ARG V=1.21.6\nFROM nginx:${V}-alpine\nARG V\nRUN wget https://nginx.example/nginx-${V}.tar.gz\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        let rewrite = crate::advise(&Input::pasted(file), &Wishes::default()).rewrite.expect("a change");
        assert!(rewrite.dockerfile.starts_with("ARG V=1.21.6\nFROM nginx:1."), "{}", rewrite.dockerfile);
        assert!(rewrite.left_to_you.iter().any(|left| left.text.contains("`V`")), "{:?}", rewrite.left_to_you);
        let unread = file.replace("-${V}.tar.gz", ".tar.gz");
        let rewrite = crate::advise(&Input::pasted(&unread), &Wishes::default()).rewrite.expect("a change");
        assert!(rewrite.dockerfile.contains("FROM nginx:${V}-alpine"), "{}", rewrite.dockerfile);
    }

    #[test]
    fn a_release_stays_a_release() {
        let file = "ARG VARIANT=bookworm\nFROM python:3.13-${VARIANT}\nCOPY a.py /a.py\nRUN pip install flask\nCMD [\"python\", \"/a.py\"]\n";
        let wishes = Wishes { today: "2026-08-21".into(), ..Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("a change");
        assert!(
            rewrite.dockerfile.starts_with("ARG VARIANT=trixie\nFROM python:3.13-slim-${VARIANT}\n"),
            "{}",
            rewrite.dockerfile
        );
        assert!(
            rewrite.left_to_you[0].text.contains("`VARIANT` holds a release alone now, as `trixie`"),
            "{rewrite:?}"
        );
        let behind = file.replace("3.13-${VARIANT}", "3.13-slim-${VARIANT}");
        let rewrite = crate::advise(&Input::pasted(&behind), &wishes).rewrite.expect("a change");
        assert!(rewrite.left_to_you.is_empty(), "{rewrite:?}");
    }

    #[test]
    fn a_value_of_several_words_keeps_them() {
        let file = "ARG VARIANT=3.10-bullseye\nFROM mcr.microsoft.com/vscode/devcontainers/python:0-${VARIANT}\nRUN pip install flask\n";
        let rewrite = crate::advise(&Input::pasted(file), &Wishes::default()).rewrite.expect("a change");
        let (value, _) = rewrite.dockerfile.split_once('\n').expect("two lines");
        assert!(value.starts_with("ARG VARIANT=3.") && value.ends_with("-trixie"), "{value}");
    }

    #[test]
    fn a_value_made_of_others_holds_the_whole_name() {
        let file = format!("ARG RELEASE=buster-slim\nARG RUNNER=\"debian:${{RELEASE}}\"\nFROM ${{RUNNER}}\n{REST}");
        let rewrite = crate::advise(&Input::pasted(&file), &Wishes::default()).rewrite.expect("a change");
        assert!(
            rewrite.dockerfile.contains("ARG RUNNER=\"debian:trixie-slim\"\nFROM ${RUNNER}\n"),
            "{}",
            rewrite.dockerfile
        );
    }

    #[test]
    fn a_value_that_stays_is_not_spoken_of() {
        let rewrite = called(&format!("ARG R\nFROM ${{R}}/library/debian:10\n{REST}"), "R", "docker.io");
        assert!(rewrite.dockerfile.contains("FROM ${R}/library/debian:trixie-slim\n"), "{}", rewrite.dockerfile);
        assert!(rewrite.complete, "{:?}", rewrite.left_to_you);
    }

    #[test]
    fn a_version_that_other_lines_read_moves_along() {
        let file = "ARG V=3.8\nARG R=buster\nFROM debian:${R} AS certs\nFROM python:${V}-${R} AS build\nRUN pip wheel -w /wheels flask\nFROM python:${V}-slim-${R}\nARG V\nCOPY --from=certs /etc/hosts /etc/motd\nCOPY --from=build /wheels /wheels\nRUN pip install /wheels/*.whl\nCOPY s.py /usr/local/lib/python${V}/site-packages/s.py\nCMD [\"python\", \"-m\", \"flask\", \"run\"]\n";
        let text = slim(file);
        assert!(text.starts_with("ARG V=3.11\nARG R=buster\nFROM debian:${R} AS certs\n"), "{text}");
        assert!(text.contains("FROM python:3.11-slim-trixie\n"), "{text}");
        let alone = slim(
            &file.replace("FROM debian:${R} AS certs\n", "").replace("COPY --from=certs /etc/hosts /etc/motd\n", ""),
        );
        assert!(alone.starts_with("ARG V=3.11\nARG R=trixie\nFROM python:${V}-${R} AS build\n"), "{alone}");
        assert!(alone.contains("FROM python:${V}-slim-${R}\n"), "{alone}");
    }

    fn slim(file: &str) -> String {
        let advice = crate::conclude(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let slim = |one: &&crate::advice::Recommendation| one.candidate.image().reference == "python:3.11-slim-trixie";
        let one = advice.recommendations.iter().find(slim).expect("it is offered");
        crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("written").dockerfile
    }
}
