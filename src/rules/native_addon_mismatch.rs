//! # Compiled add-ons meet another C library
//!
//! ## What it is
//! Packages with compiled parts (`sharp`, `bcrypt`, `numpy`, many gems) are installed in one stage and copied to a base with another C library: from Debian to Alpine, or the other way.
//!
//! ## Why it matters
//! The parts are built or chosen for the library of the stage that installed them. On the other one the first import fails: `Error loading shared library ld-linux-x86-64.so.2`, or `Could not load the "sharp" module`.
//!
//! ## What to do
//! Install the packages in a stage on the same family as the base that ships.
//!
//! ## When not to
//! Packages without compiled parts run on both.
//!
//! ## Example
//! ```dockerfile
//! FROM node:24 AS build
//! WORKDIR /app
//! RUN npm install sharp
//! FROM node:24-alpine
//! COPY --from=build /app /app
//! CMD ["node", "/app/server.js"]
//! ```
//! ```dockerfile
//! FROM node:24-alpine AS build
//! WORKDIR /app
//! RUN npm install sharp
//! FROM node:24-alpine
//! COPY --from=build /app /app
//! CMD ["node", "/app/server.js"]
//! ```
//!
//! ## Sources
//! - [sharp: installation](https://sharp.pixelplumbing.com/install)
//! - [Node.js: C++ add-ons](https://nodejs.org/api/addons.html)

use super::builds::natives::{self, Part};
use super::builds::{nginx_builds, shared_base};
use super::claims::*;
use crate::catalogue::{Image, Kind, Libc};
use crate::evidence::Product;
use crate::evidence::asked;
use crate::stages::{Does, Origin, Value};

pub const RULE: Rule = Rule { id: "native-addon-mismatch", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let Some((parts, spans)) = carried(case, footing.image()).filter(|(parts, _)| !parts.is_empty()) else {
        return Vec::new();
    };
    let lang = case.lang();
    let what = text(case, &parts, &spans, footing.image());
    let why = say!(lang,
        en: "They do not load there: the first import fails.",
        de: "Sie laden dort nicht: Der erste Import scheitert.",
        zh: "它们在那里无法加载：首次导入就会失败。");
    let todo = say!(lang,
        en: "Install them in a stage on the same family as the base that ships.",
        de: "Installiere sie in einer Stufe derselben Familie wie das ausgelieferte Image.",
        zh: "在与最终镜像同系列的阶段中安装它们。");
    vec![finding(RULE.id, Severity::Error, [what, why, todo], spans)]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = nginx_builds::objection(case, choice, RULE.id) {
        return vec![told];
    }
    let moved = || moved_up(case, choice).filter(|_| choice.shape == Shape::Split);
    let carried = carried(case, &choice.image).or_else(moved);
    let Some((parts, spans)) = carried.filter(|_| !case.stays(choice)) else {
        return together(case, choice).into_iter().collect();
    };
    if !parts.is_empty() {
        return vec![objection(RULE.id, Weight::Blocker, text(case, &parts, &spans, &choice.image), spans)];
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let line = case.lines(&spans);
    let text = say!(lang,
        en: "The dependencies are installed on another C library ({line}); any that are compiled will not load on `{image}`.",
        de: "Die Abhängigkeiten werden auf einer anderen C-Bibliothek installiert ({line}); kompilierte laden auf `{image}` nicht.",
        zh: "依赖是在另一种 C 库上安装的（{line}）；其中编译过的部分在 `{image}` 上无法加载。");
    match case.answer(asked::NATIVE) {
        Some("no") => Vec::new(),
        Some(_) => vec![objection(RULE.id, Weight::Blocker, text, spans)],
        None => vec![objection(RULE.id, Weight::Doubt, text, spans)],
    }
}

/// Both stages stand on one base, and leave it together.
fn together(case: &Case, choice: &Choice) -> Option<Objection> {
    let crosses = choice.shape == Shape::Swap && shared_base::crosses(case.build, case.facts, &choice.image);
    let footings = case.footings();
    let span = footings.iter().find(|one| crosses && one.stage.from.text == case.written())?.stage.from.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: the stage that installs the dependencies moves to `{image}`, too, and is written for its package manager.",
        de: "{line}: Auch die Stufe, die die Abhängigkeiten installiert, geht auf `{image}` und wird für dessen Paketverwaltung geschrieben.",
        zh: "{line}：安装依赖的阶段也改用 `{image}`，并按其包管理器改写。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]))
}

/// Packages installed in a stage with another libc, which what ships copies from; and that stage's FROM.
fn carried<'a>(case: &'a Case, image: &Image) -> Option<(Vec<Part<'a>>, Vec<Span>)> {
    // Pages behind a web server hold nothing that is loaded.
    if case.facts.product == Product::Application {
        return None;
    }
    let language = loads(&case.facts.workload.kind)?;
    if !case.steps().iter().any(|step| brings_more_than_pages(&step.does)) {
        return None;
    }
    let installs =
        |source: &usize| case.build.stages.get(*source).is_some_and(|stage| natives::installs(stage, language));
    // `FROM base AS deps`: the stage that installs may stand on another that names the image.
    let mut bears = vec![false; case.build.stages.len()];
    for bottom in case.sources().iter().copied().filter(installs).filter_map(|source| case.build.bottom(source)) {
        bears[bottom.index] = true;
    }
    let crosses = shared_base::crosses(case.build, case.facts, image);
    let along = |one: &str| crosses && one == case.written();
    let mut footings = case.footings().into_iter().filter(|one| differ(one.image().libc, image.libc));
    let other = footings.find(|one| bears[one.stage.index] && !along(&one.stage.from.text))?;
    Some(compiled(case, other.stage.from.span))
}

/// The language whose packages the program loads; `None` outside where it loads none of them, and inside where it may be
/// any.
fn loads(kind: &Kind) -> Option<Option<&'static str>> {
    Some(match kind {
        Kind::Node | Kind::Deno | Kind::Bun => Some("node"),
        Kind::Python | Kind::PyTorch | Kind::TensorFlow => Some("python"),
        Kind::Ruby => Some("ruby"),
        Kind::PhpCli | Kind::PhpFpm | Kind::PhpApache | Kind::FrankenPhp => Some("php"),
        Kind::Unknown | Kind::Tools => None,
        _ => return None,
    })
}

/// `COPY --from=web /web/dist`: what a bundler made of the packages is copied, not the packages.
fn brings_more_than_pages(does: &Does) -> bool {
    let pages = |source: &Value| {
        let name = source.text.trim_end_matches(['/', '*', '.']).rsplit('/').next().unwrap_or_default();
        ["assets", "build", "dist", "html", "out", "public", "static", "www"].contains(&name)
    };
    matches!(does, Does::Bring { sources, from: Origin::Stage(_), .. } if !sources.iter().all(pages))
}

/// The packages with compiled parts, and where they and their stage stand.
fn compiled<'a>(case: &'a Case, from: Span) -> (Vec<Part<'a>>, Vec<Span>) {
    let parts: Vec<Part> = natives::parts(case).filter(|part| part.is_compiled()).collect();
    let spans = parts.iter().flat_map(|part| part.fact.spans.clone()).chain([from]).collect();
    (parts, spans)
}

/// What ships becomes the stage that builds: its packages were installed on the present base's library.
fn moved_up<'a>(case: &'a Case, choice: &Choice) -> Option<(Vec<Part<'a>>, Vec<Span>)> {
    let loads = matches!(case.facts.workload.kind, Kind::Node | Kind::Python | Kind::Ruby);
    let footing = case.shipped().filter(|footing| loads && differ(footing.image().libc, choice.image.libc))?;
    case.build.shipped_stage().filter(|stage| natives::installs(stage, None))?;
    Some(compiled(case, footing.stage.from.span))
}

fn differ(one: Libc, other: Libc) -> bool {
    matches!((one, other), (Libc::Glibc, Libc::Musl) | (Libc::Musl, Libc::Glibc))
}

fn text(case: &Case, parts: &[Part], spans: &[Span], image: &Image) -> String {
    let (lang, image, line) = (case.lang(), &image.reference, case.lines(spans));
    let names = codes(lang, &parts.iter().map(|part| part.name).collect::<Vec<_>>());
    match parts.iter().all(|part| part.name == parts[0].name) {
        true => say!(lang,
            en: "{names} has compiled parts and is installed on another C library than that of `{image}` ({line}).",
            de: "{names} hat kompilierte Teile und wird auf einer anderen C-Bibliothek installiert als der von `{image}` ({line}).",
            zh: "{names} 含有编译部分，其安装所在的 C 库与 `{image}` 的不同（{line}）。"),
        false => say!(lang,
            en: "{names} have compiled parts and are installed on another C library than that of `{image}` ({line}).",
            de: "{names} haben kompilierte Teile und werden auf einer anderen C-Bibliothek installiert als der von `{image}` ({line}).",
            zh: "{names} 含有编译部分，其安装所在的 C 库与 `{image}` 的不同（{line}）。"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const SHARP: &str = "FROM node:24 AS b\nWORKDIR /app\nRUN npm install sharp\nFROM node:24-slim\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/server.js\"]\n";

    #[test]
    fn sharp_from_debian_does_not_load_on_alpine() {
        fires(RULE.id, &SHARP.replace("24-slim", "24-alpine"));
        assert_eq!(weight(RULE.id, SHARP, "node:24-alpine", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn two_stages_on_one_image_leave_musl_together() {
        let file = "FROM node:22-alpine AS b\nWORKDIR /app\nRUN npm install @tensorflow/tfjs-node bcrypt\nFROM node:22-alpine\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/a.js\"]\n";
        assert_eq!(weight(RULE.id, file, "node:22-trixie-slim", Shape::Swap), Some(Weight::Change));
        let plain = file.replace("@tensorflow/tfjs-node ", "");
        assert_eq!(weight(RULE.id, &plain, "node:22-trixie-slim", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE.id, &plain, "gcr.io/distroless/nodejs22-debian13", Shape::Swap), Some(Weight::Blocker));
        let apart = file.replacen("22-alpine", "22-alpine3.23", 1);
        assert_eq!(weight(RULE.id, &apart, "node:22-trixie-slim", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn what_a_split_moves_up_was_installed_on_the_present_library() {
        let file = "FROM node:24-alpine\nWORKDIR /app\nCOPY . .\nRUN npm install better-sqlite3\nCMD [\"node\", \"server.js\"]\n";
        let to = "gcr.io/distroless/nodejs24-debian13";
        let told = weighed(RULE.id, file, to, Shape::Split);
        assert!(told[0].weight == Weight::Blocker && told[0].text.starts_with("`better-sqlite3` has"), "{told:?}");
        assert_eq!(weight(RULE.id, file, "node:24-alpine3.24", Shape::Split), None);
        assert_eq!(weight(RULE.id, file, "node:24-trixie-slim", Shape::Swap), None);
        assert_eq!(weight(RULE.id, &file.replace("24-alpine", "24"), to, Shape::Split), None);
        let unseen = file.replace("install better-sqlite3", "ci");
        assert_eq!(weight(RULE.id, &unseen, to, Shape::Split), Some(Weight::Doubt));
    }

    #[test]
    fn the_stage_that_installs_may_stand_on_another() {
        let file = SHARP.replace("node:24 AS b", "node:24-alpine AS base\nFROM base AS b");
        fires(RULE.id, &file);
        assert_eq!(weight(RULE.id, &file, "node:24-trixie-slim", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_front_end_loads_nothing_where_it_ships() {
        let web = "FROM node:22-alpine AS web\nWORKDIR /web\nCOPY web .\nRUN npm ci && npm run build\n";
        let copy = "COPY --from=web /web/dist /static\n";
        let go = format!(
            "{web}FROM golang:1.26 AS b\nCOPY . .\nRUN go build -o /app\nFROM debian:12-slim\nCOPY --from=b /app /app\n{copy}CMD [\"/app\"]\n"
        );
        assert_eq!(weight(RULE.id, &go, "debian:trixie-slim", Shape::Swap), None);
        let python = format!(
            "{web}FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt\n{copy}CMD [\"python\", \"a.py\"]\n"
        );
        assert_eq!(weight(RULE.id, &python, "python:3.12-slim-trixie", Shape::Swap), None);
        let node = format!("{web}FROM node:22-slim\n{copy}CMD [\"node\", \"/static/a.js\"]\n");
        assert_eq!(weight(RULE.id, &node, "node:24-trixie-slim", Shape::Swap), None);
        let whole = node.replace("/web/dist", "/web");
        assert_eq!(weight(RULE.id, &whole, "node:24-trixie-slim", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn wheels_are_made_for_the_library_of_their_stage() {
        let file = "FROM python:3.13 AS b\nRUN pip wheel -w /w numpy\nFROM python:3.13-slim\nCOPY --from=b /w /w\nRUN pip install /w/*\nCMD [\"python\", \"-m\", \"a\"]\n";
        assert_eq!(weight(RULE.id, file, "python:3.13-alpine3.24", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "python:3.13-slim-trixie", Shape::Swap), None);
    }

    #[test]
    fn one_family_in_both_stages_is_fine() {
        silent(RULE.id, SHARP);
        silent(RULE.id, &SHARP.replace("node:24", "node:24-alpine").replace("24-alpine-slim", "24-alpine"));
    }
}
