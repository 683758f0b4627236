//! `COPY --from=node:24 /usr/local/bin/node`: the interpreter of an image alone, which is linked with that image's C
//! library. Told under `glibc-binary-on-musl` and `musl-binary-on-glibc`.

use crate::catalogue::{Image, Libc, find};
use crate::evidence::trace::paths;
use crate::rules::claims::*;
use crate::stages::{Base, Does, Origin, Step};

/// Interpreters that every image links dynamically; Go's tools and `caddy` are not among them.
const PROGRAMS: [&str; 8] = ["bun", "deno", "node", "php", "python", "python3", "ruby", "java"];

/// The first that was made for this C library, with the image it comes from.
fn of(case: &Case, libc: Libc) -> Option<(String, String, Span)> {
    case.steps().iter().find_map(|step| copied(case, step, libc))
}

fn copied(case: &Case, step: &Step, libc: Libc) -> Option<(String, String, Span)> {
    let Does::Bring { sources, from, .. } = &step.does else { return None };
    let own = |text: &str| {
        let name = paths::name(text);
        (text.ends_with(&format!("/bin/{name}")) && PROGRAMS.contains(&name)).then(|| name.to_string())
    };
    let (name, span) = sources.iter().find_map(|source| Some((own(&source.text)?, source.span)))?;
    let giver = giver(case, from).filter(|image| image.libc == libc && image.runtime.is_some())?;
    Some((name, giver.reference, span))
}

fn giver(case: &Case, from: &Origin) -> Option<Image> {
    match from {
        Origin::Stage(index) => {
            let own = matches!(case.build.stages.get(*index)?.base, Base::Image(_));
            case.facts.standings.get(*index)?.image().filter(|_| own).cloned()
        }
        Origin::Image(image) => find(image).map(|found| found.image),
        _ => None,
    }
}

/// What stands so in the file, but for a program that the linkage tells of.
pub fn finding(case: &Case, rule: &'static str, image: &Image, told: &[Span]) -> Option<Finding> {
    let musl = image.libc == Libc::Musl;
    let copied = of(case, other(image.libc)?).filter(|(.., span)| !told.iter().any(|other| other.contains(*span)))?;
    let (lang, what) = (case.lang(), text(case, &copied, image));
    let why = say!(lang,
        en: "It will not start: its loader is not there.",
        de: "Es startet nicht: Sein Lader fehlt.",
        zh: "它无法启动：缺少所需的加载器。");
    let libc = if musl { "musl" } else { "glibc" };
    let todo = say!(lang,
        en: "Copy it from a variant of that image with {libc}.",
        de: "Kopiere es aus einer Variante jenes Images mit {libc}.",
        zh: "请从该镜像使用 {libc} 的变体复制。");
    Some(crate::rules::claims::finding(rule, Severity::Error, [what, why, todo], vec![copied.2]))
}

/// It does not go to the other C library.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let copied = of(case, other(choice.image.libc)?).filter(|_| !case.stays(choice))?;
    let text = text(case, &copied, &choice.image);
    Some(crate::rules::claims::objection(rule, Weight::Blocker, text, vec![copied.2]))
}

fn other(libc: Libc) -> Option<Libc> {
    match libc {
        Libc::Musl => Some(Libc::Glibc),
        Libc::Glibc => Some(Libc::Musl),
        _ => None,
    }
}

fn text(case: &Case, (name, giver, span): &(String, String, Span), image: &Image) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[*span])));
    let (libc, image) = (if image.libc == Libc::Musl { "musl" } else { "glibc" }, &image.reference);
    say!(lang,
        en: "{line} copies `{name}` from `{giver}`, and `{image}` has {libc}, with which it does not start.",
        de: "{line} kopiert `{name}` aus `{giver}`, und `{image}` hat {libc}; damit startet es nicht.",
        zh: "{line}从 `{giver}` 复制 `{name}`，而 `{image}` 使用 {libc}，它无法在其上启动。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn an_interpreter_of_another_c_library_does_not_start() {
        let file = |from: &str, to: &str| {
            format!(
                "FROM {from} AS node\nFROM {to}\nCOPY --from=node /usr/local/bin/node /usr/local/bin/node\nCMD [\"php-fpm\"]\n"
            )
        };
        const GLIBC: &str = "glibc-binary-on-musl";
        const MUSL: &str = "musl-binary-on-glibc";
        let told = fires(GLIBC, &file("node:22", "php:8.4-fpm-alpine3.24"));
        assert!(told.what.contains("`node:22`") && told.severity == Severity::Error, "{told:?}");
        fires(MUSL, &file("node:22-alpine", "php:8.4-fpm"));
        for (from, to) in [("node:22-alpine", "php:8.4-fpm-alpine3.24"), ("node:22", "php:8.4-fpm")] {
            silent(GLIBC, &file(from, to));
            silent(MUSL, &file(from, to));
        }
        let stays = file("node:22", "php:8.4-fpm");
        assert_eq!(weight(GLIBC, &stays, "php:8.4-fpm-alpine3.24", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(GLIBC, &stays, "php:8.4-fpm-trixie", Shape::Swap), None);
    }
}
