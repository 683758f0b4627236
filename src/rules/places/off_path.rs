//! Distroless' Node.js lies in `/nodejs/bin` and on no PATH
//! ([nodejs.bzl](https://github.com/GoogleContainerTools/distroless/blob/main/nodejs/nodejs.bzl),
//! [issue 1773](https://github.com/GoogleContainerTools/distroless/issues/1773)): by its name alone it is not found. Told under
//! `interpreter-path-moved`.

use super::homes::Home;
use crate::catalogue::{Family, Image, Tri};
use crate::evidence::Artefact;
use crate::rules::claims::*;
use crate::stages::{Form, Launch, Value};

const RULE: &str = crate::rules::interpreter_path_moved::RULE.id;

/// A program of another make starts, and may call the language that the base brings, by its name and from a shell.
fn called(case: &Case, choice: &Choice) -> Option<Objection> {
    let runtime = choice.image.runtime.as_ref().filter(|_| choice.image.shell == Tri::No)?;
    let own = |fact: &Fact| matches!(fact.what, What::Artefact(Artefact::Binary | Artefact::NativeImage));
    let fact = case.facts.find("artefact").find(|fact| own(fact) && !case.stays(choice))?;
    let (lang, name, image) = (case.lang(), runtime.name, &choice.image.reference);
    let text = say!(lang,
        en: "The program may call `{name}` by its name, or from a script: whether that finds all it needs on `{image}` cannot be seen.",
        de: "Das Programm ruft vielleicht `{name}` beim Namen oder aus einem Skript: Ob es auf `{image}` dafür alles findet, ist nicht zu sehen.",
        zh: "程序可能会按名称或通过脚本调用 `{name}`：看不出它在 `{image}` 上能否找到所需的一切。");
    Some(objection(RULE, Weight::Doubt, text, fact.spans.clone()))
}

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(doubt) = called(case, choice) {
        return vec![doubt];
    }
    let Some(place) = place(&choice.image) else { return Vec::new() };
    let told = named(case).map(|word| {
        let text = text(case, word, &choice.image);
        objection(RULE, Weight::Change, text, vec![word.span]).by(Change::Path { span: word.span, to: place.into() })
    });
    told.collect()
}

pub fn findings(case: &Case, image: &Image) -> Vec<Finding> {
    let Some(place) = place(image) else { return Vec::new() };
    let lang = case.lang();
    let told = named(case).map(|word| {
        let why = say!(lang,
            en: "The start fails with `executable file not found in $PATH`.",
            de: "Der Start scheitert mit `executable file not found in $PATH`.",
            zh: "启动会因 `executable file not found in $PATH` 而失败。");
        let todo = say!(lang, en: "There it is `{place}`.", de: "Dort ist es `{place}`.", zh: "在那里是 `{place}`。");
        finding(RULE, Severity::Error, [text(case, word, image), why, todo], vec![word.span])
    });
    told.collect()
}

fn place(image: &Image) -> Option<&'static str> {
    let home = Home::of(image).filter(|home| home.name == "node" && image.family == Family::Distroless);
    home.map(|home| home.program)
}

/// `node` as the first word of an exec form that the base's own entrypoint does not take: with a shell it is another matter.
fn named<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Value> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let own = config.and_then(|config| config.entrypoint.as_ref());
    let cmd = config.and_then(|config| config.cmd.as_ref()).filter(|_| own.is_some_and(|own| !own.words.is_empty()));
    let check = config.and_then(|config| config.healthcheck.as_ref()?.as_ref());
    let exec = |launch: &&'a Launch| launch.form == Form::Exec;
    let first = [own, cmd, check].into_iter().flatten().filter(exec).filter_map(|launch| launch.words.first());
    first.filter(|word| word.text == "node")
}

fn text(case: &Case, word: &Value, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[word.span])), &image.reference);
    say!(lang,
        en: "{line} calls `node` by its name, and on `{image}` it is on no PATH.",
        de: "{line} ruft `node` beim Namen, und auf `{image}` liegt es in keinem PATH.",
        zh: "{line}只用名称调用 `node`，而在 `{image}` 上它不在 PATH 中。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM node:24\nWORKDIR /app\nCOPY . .\nHEALTHCHECK CMD [\"node\", \"check.js\"]\nENTRYPOINT [\"node\", \"server.js\"]\nCMD [\"--port\", \"80\"]\n";

    fn placed(file: &str, to: &str) -> usize {
        let moves = |one: &Objection| matches!(&one.change, Some(Change::Path { to, .. }) if to == "/nodejs/bin/node");
        weighed(RULE, file, to, Shape::Split).iter().filter(|one| moves(one)).count()
    }

    #[test]
    fn what_a_program_calls_may_need_more() {
        let file =
            "FROM golang:1.26 AS b\nRUN go build -o /t .\nFROM node:24\nCOPY --from=b /t /t\nENTRYPOINT [\"/t\"]\n";
        let told = |to: &str| weight(RULE, file, to, Shape::Swap);
        assert_eq!(told("gcr.io/distroless/nodejs24-debian13:nonroot"), Some(Weight::Doubt));
        assert_eq!((told("node:24-trixie-slim"), told("gcr.io/distroless/cc-debian13:nonroot")), (None, None));
    }

    #[test]
    fn node_by_its_name_is_on_no_path_of_distroless() {
        assert_eq!(placed(FILE, "gcr.io/distroless/nodejs24-debian13:nonroot"), 2);
        assert_eq!(placed(FILE, "node:24-trixie-slim"), 0);
        let found = fires(RULE, &FILE.replace("node:24", "gcr.io/distroless/nodejs24-debian13"));
        assert!(found.what.contains("no PATH"), "{}", found.what);
        silent(RULE, "FROM gcr.io/distroless/nodejs24-debian13\nCOPY . /app\nCMD [\"/app/a.js\"]\n");
    }
}
