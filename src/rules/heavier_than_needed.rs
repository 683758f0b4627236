//! # A lighter variant of the same image would do
//!
//! ## What it is
//! The base is the full variant of an image that also comes slim. The full one carries compilers, headers and version control for building things on it; of plain Debian, it carries manuals and translations.
//!
//! ## Why it matters
//! Every pull, every scan and every attacker meets all of it. The program that runs uses next to none.
//!
//! ## What to do
//! Take the `-slim` variant, and install the few packages you need. It is the same distribution and the same runtime.
//!
//! ## When not to
//! If dependencies are compiled during the build, a slim base lacks the compiler. Build them in a stage on the full image, or install the compiler for that step.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-trixie
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim-trixie
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Python on Docker Hub: image variants](https://hub.docker.com/_/python)
//! - [Docker: choose the right base image](https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{self, Family, Image, Match, Purpose, shelf};
use crate::evidence::Product;
use crate::stages::ImageRef;

pub const RULE: Rule = Rule { id: "heavier-than-needed", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    if matches!(case.facts.product, Product::Toolbox | Product::BaseImage) {
        return Vec::new();
    }
    let Some(footing) = case.shipped().filter(|footing| is_full(footing.image())) else {
        return Vec::new();
    };
    slim(case, &footing).map(|slim| claim(case, &footing, &slim)).into_iter().collect()
}

/// From a lean base to a full one that also comes slim.
fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let lean =
        case.present().is_some_and(|now| matches!(now.family, Family::Slim | Family::Alpine | Family::Distroless));
    if !lean || choice.image.family != Family::Debian {
        return Vec::new();
    }
    let ladder = shelf::ladder(&case.facts.workload, &case.wishes.today);
    let slim = ladder.iter().find(|other| is_slim_of(other, &choice.image));
    let risk = |slim| objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image, slim), Vec::new());
    slim.map(risk).into_iter().collect()
}

fn is_full(image: &Image) -> bool {
    image.family == Family::Debian && image.lifecycle.retired.is_none()
}

fn is_slim_of(slim: &Image, image: &Image) -> bool {
    let version = |image: &Image| image.runtime.as_ref().and_then(|runtime| runtime.version.clone());
    let same = slim.repository == image.repository && slim.os == image.os && version(slim) == version(image);
    slim.family == Family::Slim && same && keeps_line(slim, image) && is_lighter(slim, image)
}

/// `lts-jdk17` has no lean variant in `2.568-lts-slim`, which may bring another Java.
fn keeps_line(slim: &Image, image: &Image) -> bool {
    let tag = |image: &Image| image.tag.clone().unwrap_or_default();
    let (slim, full) = (tag(slim), tag(image));
    let named =
        |part: &&str| part.starts_with(char::is_alphabetic) && part.ends_with(|last: char| last.is_ascii_digit());
    full.split('-').filter(named).all(|part| slim.split('-').any(|other| other == part))
}

/// The slim variant of the very image: same repository, same distribution, same runtime.
fn slim(case: &Case, footing: &Footing) -> Option<Image> {
    let image = footing.image();
    let ladder = shelf::ladder(&case.facts.workload, &case.wishes.today);
    let beside = beside(footing).filter(|other| is_slim_of(other, image));
    beside.or_else(|| ladder.iter().find(|other| is_slim_of(other, image)).cloned())
}

/// `python:3.13` → `python:3.13-slim`, where that very tag exists.
fn beside(footing: &Footing) -> Option<Image> {
    let tag = footing.written.tag.as_ref().map(|tag| format!("{tag}-slim"));
    let found = catalogue::find(&ImageRef { tag: Some(tag?), digest: None, ..footing.written.clone() })?;
    matches!(found.matched, Match::Exact | Match::Floating).then_some(found.image)
}

fn is_lighter(slim: &Image, image: &Image) -> bool {
    match (slim.size.compressed, image.size.compressed) {
        (Some(slim), Some(full)) => slim * 4 < full * 3,
        _ => true,
    }
}

fn claim(case: &Case, footing: &Footing, slim: &Image) -> Finding {
    let lang = case.lang();
    let what = text(lang, footing.image(), slim);
    let why = say!(lang,
        en: "Every pull and every scan carries what the program never uses.",
        de: "Jeder Pull und jeder Scan schleppt mit, was das Programm nie benutzt.",
        zh: "每次拉取和扫描都带着程序从不使用的内容。");
    let todo = say!(lang,
        en: "Ship on the slim variant; build on the full one where something is compiled.",
        de: "Liefere auf der Slim-Variante aus; baue auf der vollen, wo etwas kompiliert wird.",
        zh: "用 slim 变体交付；需要编译时在完整变体上构建。");
    finding(RULE.id, Severity::Warning, [what, why, todo], vec![footing.stage.from.span])
}

fn text(lang: Lang, image: &Image, slim: &Image) -> String {
    let (full, lighter, sizes) = (&image.reference, &slim.reference, sizes(image, slim));
    if image.purpose == Purpose::Os {
        return say!(lang,
            en: "`{full}` carries manuals and translations; `{lighter}` is the same without them{sizes}.",
            de: "`{full}` enthält Handbücher und Übersetzungen; `{lighter}` ist dasselbe ohne sie{sizes}.",
            zh: "`{full}` 带有手册和翻译；`{lighter}` 去掉了它们，其余相同{sizes}。");
    }
    if image.purpose == Purpose::Application {
        return say!(lang,
            en: "`{full}` holds more than the product needs; `{lighter}` is the same product with less{sizes}.",
            de: "`{full}` enthält mehr, als das Produkt braucht; `{lighter}` ist dasselbe Produkt mit weniger{sizes}.",
            zh: "`{full}` 含有产品不需要的内容；`{lighter}` 是同一产品的精简版{sizes}。");
    }
    say!(lang,
        en: "`{full}` carries compilers and headers; `{lighter}` is the same without them{sizes}.",
        de: "`{full}` enthält Compiler und Header; `{lighter}` ist dasselbe ohne sie{sizes}.",
        zh: "`{full}` 带有编译器和头文件；`{lighter}` 去掉了它们，其余相同{sizes}。")
}

/// ` (396.8 MB → 45.2 MB)`, where both are known: rounded as everywhere.
fn sizes(full: &Image, slim: &Image) -> String {
    let megabytes = |bytes: u64| {
        let tenths = (bytes + 50_000) / 100_000;
        format!("{}.{} MB", tenths / 10, tenths % 10)
    };
    match (full.size.compressed, slim.size.compressed) {
        (Some(full), Some(slim)) => format!(" ({} → {})", megabytes(full), megabytes(slim)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn the_full_image_has_a_slim_one_beside_it() {
        let found = fires(RULE.id, "FROM python:3.13-trixie\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n");
        assert!(found.what.contains("python:3.13-slim"), "{}", found.what);
    }

    #[test]
    fn a_distribution_has_no_compilers_to_shed() {
        let found = fires(RULE.id, "FROM debian:trixie\nCOPY app /app\nCMD [\"/app\"]\n");
        assert!(found.what.contains("manuals") && found.what.contains("debian:trixie-slim"), "{}", found.what);
    }

    #[test]
    fn a_product_keeps_the_line_that_its_tag_names() {
        silent(RULE.id, "FROM jenkins/jenkins:lts-jdk17\nUSER jenkins\n");
        let found = fires(RULE.id, "FROM jenkins/jenkins:lts\nUSER jenkins\n");
        assert!(found.what.contains("same product with less") && !found.what.contains("compilers"), "{}", found.what);
    }

    #[test]
    fn slim_images_and_products_have_none() {
        silent(RULE.id, "FROM python:3.13-slim-trixie\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n");
        silent(RULE.id, "FROM nginx:1.29\nCOPY dist /usr/share/nginx/html\n");
    }
}
