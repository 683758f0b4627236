//! # This package is not made for Alpine
//!
//! ## What it is
//! The package is published as binaries for glibc only, and there is no source to compile, or compiling it is not supported: PyTorch, TensorFlow, Playwright's browsers.
//!
//! ## Why it matters
//! The installer finds no version that fits (`No matching distribution found`), or the binary that it fetched does not start.
//!
//! ## What to do
//! Stay on a base with glibc. Slim images and distroless are small as well.
//!
//! ## When not to
//! Alpine packages some such software itself, `chromium` for instance. If you use that build in place of the package's own, Alpine is open to you.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-alpine
//! RUN pip install tensorflow
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! RUN pip install tensorflow
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [PEP 656: musllinux platform tag](https://peps.python.org/pep-0656/)
//! - [Playwright: Docker, Alpine is not supported](https://playwright.dev/docs/docker#alpine)

use super::builds::natives::{self, Part};
use super::claims::*;
use crate::catalogue::packages::{OnMusl, Prebuilt};
use crate::catalogue::{Kind, Libc};
use crate::evidence::Effect;
use crate::evidence::asked;

pub const RULE: Rule = Rule { id: "musl-no-prebuilt", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|footing| footing.image().libc == Libc::Musl) else { return Vec::new() };
    let parts: Vec<Part> = impossible(case).filter(|part| part.fact.certainty > Certainty::Assumed).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let lang = case.lang();
    let what = text(case, &parts, &footing.image().reference);
    let why = say!(lang,
        en: "The installation or the first start fails.",
        de: "Die Installation oder der erste Start scheitert.",
        zh: "安装或首次启动会失败。");
    let todo = say!(lang,
        en: "Take a base with glibc; slim images are small as well.",
        de: "Nimm ein Image mit glibc; auch Slim-Images sind klein.",
        zh: "改用带 glibc 的基础镜像；slim 镜像同样很小。");
    vec![finding(RULE.id, Severity::Error, [what, why, todo], places(&parts))]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let from_musl = case.present().is_some_and(|image| image.libc == Libc::Musl);
    if choice.image.libc != Libc::Musl {
        return Vec::new();
    }
    // On musl already: what is only assumed to be there, or to compile, does so today.
    let surely = |part: &Part| !from_musl || part.fact.certainty > Certainty::Assumed;
    let impossible = impossible(case).filter(surely).collect();
    let open = open(case).filter(|_| !from_musl).collect::<Vec<Part>>();
    let told = [(Weight::Blocker, impossible), (Weight::Doubt, open)];
    let told = told.into_iter().filter(|(_, parts)| !parts.is_empty());
    let named = told
        .map(|(weight, parts)| objection(RULE.id, weight, text(case, &parts, &choice.image.reference), places(&parts)));
    named.chain(unseen(case, choice)).collect()
}

/// A list that was not given, or dependencies that the reader says are compiled: whatever of them is published for glibc
/// alone is installed today.
fn unseen(case: &Case, choice: &Choice) -> Option<Objection> {
    const ASKED: &str = asked::NATIVE;
    case.present().filter(|image| image.libc == Libc::Glibc && case.facts.workload.kind == Kind::Python)?;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let Some(list) = case.facts.doubt(ASKED) else {
        let installs = |effect: &&Effect| matches!(effect.does, Doing::InstallDependencies { .. });
        let said = case.answer(ASKED) == Some("yes") && natives::parts(case).next().is_none();
        let span = case.facts.effects.iter().find(installs).filter(|_| said)?.span;
        let line = sentence(case.line(&[span]));
        let text = say!(lang,
            en: "{line} installs dependencies with compiled parts, as you say: they may not be published for musl, which `{image}` has.",
            de: "{line} installiert Abhängigkeiten mit kompilierten Teilen, wie du sagst: Es gibt sie womöglich nicht für musl, das `{image}` hat.",
            zh: "{line}安装的依赖如你所说含有编译代码：可能没有面向 musl 的版本，而 `{image}` 用的是 musl。");
        return Some(objection(RULE.id, Weight::Doubt, text, vec![span]));
    };
    let line = sentence(case.line(&list.spans));
    let text = say!(lang,
        en: "{line} installs a list that we do not see: what in it is compiled may not be published for musl, which `{image}` has.",
        de: "{line} installiert eine Liste, die wir nicht sehen: Was darin kompiliert ist, gibt es womöglich nicht für musl, das `{image}` hat.",
        zh: "{line}安装的清单我们看不到：其中编译过的包可能没有面向 musl 的版本，而 `{image}` 用的是 musl。");
    Some(objection(RULE.id, Weight::Doubt, text, list.spans.clone()))
}

fn impossible<'a>(case: &'a Case) -> impl Iterator<Item = Part<'a>> {
    natives::parts(case).filter(|part| part.on_musl() == OnMusl::Impossible)
}

/// Nothing ready-made, and nobody tells whether it compiles.
fn open<'a>(case: &'a Case) -> impl Iterator<Item = Part<'a>> {
    natives::parts(case)
        .filter(|part| part.on_musl() == OnMusl::Unknown && part.row.is_some_and(|row| row.musl == Prebuilt::None))
}

fn places(parts: &[Part]) -> Vec<Span> {
    parts.iter().flat_map(|part| part.fact.spans.clone()).collect()
}

fn text(case: &Case, parts: &[Part], image: &str) -> String {
    let lang = case.lang();
    let names = codes(lang, &parts.iter().map(Part::title).collect::<Vec<_>>());
    say!(lang,
        en: "{names}: only published for glibc, and `{image}` has musl.",
        de: "{names}: nur für glibc veröffentlicht, und `{image}` hat musl.",
        zh: "{names}：只发布了面向 glibc 的版本，而 `{image}` 用的是 musl。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const TF: &str = "FROM python:3.12-slim\nRUN pip install tensorflow\nCMD [\"python\", \"a.py\"]\n";

    #[test]
    fn tensorflow_is_not_made_for_alpine() {
        fires(RULE.id, &TF.replace("-slim", "-alpine"));
        assert_eq!(weight(RULE.id, TF, "python:3.12-alpine", Shape::Swap), Some(Weight::Blocker));
        let alpine = TF.replace("-slim", "-alpine");
        assert_eq!(weight(RULE.id, &alpine, "python:3.13-alpine", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_list_that_nobody_saw_stays_with_its_c_library() {
        let file = "FROM fedora:33\nRUN dnf install -y python3 python3-pip\nCOPY . /app\nRUN pip3 install -r /app/requirements.txt\nCMD [\"python3\", \"/app/main.py\"]\n";
        let to = |file: &str, image: &str| weight(RULE.id, file, image, Shape::Swap);
        assert_eq!(to(file, "python:3.14-alpine3.24"), Some(Weight::Doubt));
        assert_eq!(to(file, "python:3.14-slim-trixie"), None);
        let first = |answers: &[(&str, &str)]| {
            let answers = answers.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect();
            let wishes = crate::wishes::Wishes { answers, ..Default::default() };
            crate::conclude(&crate::wishes::Input::pasted(file), &wishes).recommendations[0].candidate.image().libc
        };
        assert_eq!(first(&[]), Libc::Glibc);
        assert_eq!(first(&[("needs-native-packages", "yes")]), Libc::Glibc, "what is compiled is for glibc");
        let named = file.replace("-r /app/requirements.txt", "flask");
        assert_eq!(to(&named, "python:3.14-alpine3.24"), None);
        let musl =
            "FROM python:3.12-alpine\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(to(musl, "python:3.14-alpine3.24"), None, "there it is installed today");
    }

    #[test]
    fn tensorflow_for_node_and_old_arrow_are_not_either() {
        let node = "FROM node:20-alpine\nRUN npm install @tensorflow/tfjs-node\nCMD [\"node\", \"a.js\"]\n";
        assert_eq!(fires(RULE.id, node).severity, Severity::Error);
        let arrow = TF.replace("tensorflow", "pyarrow==11.0.0").replace("-slim", "-alpine");
        assert!(fires(RULE.id, &arrow).what.contains("`pyarrow 11.0.0`"));
        silent(RULE.id, &arrow.replace("11.0.0", "20.0.0"));
        silent(RULE.id, &arrow.replace("==11.0.0", ">=11.0.0"));
    }

    #[test]
    fn kafka_streams_before_3_is_for_glibc() {
        use crate::wishes::{Companion, Input};
        let told = |version: &str| {
            let text = format!("api 'org.apache.kafka:kafka-streams:{version}'\n");
            let companions = vec![Companion { path: "build.gradle".into(), text }];
            let file =
                "FROM eclipse-temurin:8-jre\nCOPY build/libs/a.jar /a.jar\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
            let choice = Choice { image: image("eclipse-temurin:8-jre-alpine"), shape: Shape::Swap };
            with(&Input { companions, ..Input::pasted(file) }, |case| !base(case, &choice).is_empty())
        };
        assert!(told("2.3.0") && !told("3.3.1") && !told("$version"));
    }

    #[test]
    fn on_glibc_it_installs_and_numpy_does_anywhere() {
        silent(RULE.id, TF);
        assert_eq!(weight(RULE.id, &TF.replace("tensorflow", "numpy"), "python:3.12-alpine", Shape::Swap), None);
    }
}
