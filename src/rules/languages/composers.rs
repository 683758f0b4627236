//! Composer 1, to which Packagist no longer answers. Told under `runtime-version-mismatch`.

use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::stages::{Base, Does, ImageRef, Origin, Role, Stage};

/// Its metadata was switched off on this day
/// ([Packagist](https://blog.packagist.com/shutting-down-packagist-org-support-for-composer-1-x/)).
const SINCE: &str = "2025-09-01";

pub fn finding(case: &Case) -> Option<Finding> {
    let (lang, span) = (case.lang(), first(case)?);
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang, en: "Take `composer:2`.", de: "Nimm `composer:2`.", zh: "请改用 `composer:2`。");
    Some(crate::rules::claims::finding(RULE.id, Severity::Error, [text(case, span), why, todo], vec![span]))
}

pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let span = first(case).filter(|_| !case.stays(choice))?;
    let (lang, what) = (case.lang(), text(case, span));
    let text =
        say!(lang, en: "{what} Take `composer:2`.", de: "{what} Nimm `composer:2`.", zh: "{what}请改用 `composer:2`。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![span]).by(in_place(case, span)))
}

/// `COPY --from=composer:1`; a stage that stands on it is the author's.
fn in_place(case: &Case, span: Span) -> Change {
    const FROM: &str = "--from=";
    let text = case.build.tree.source.slice(span);
    let named = text.split_once(FROM).and_then(|(before, rest)| {
        let name = rest.split_whitespace().next()?;
        let start = span.start + (before.len() + FROM.len()) as u32;
        Some((Span { start, end: start + name.len() as u32 }, name.rsplit_once(':')?.0))
    });
    named.map_or(Change::Yours, |(span, name)| Change::Path { span, to: format!("{name}:2") })
}

/// A stage in use that stands on it, or takes it from its image.
fn first(case: &Case) -> Option<Span> {
    let old = |image: &ImageRef| {
        let tag = image.tag.as_deref().unwrap_or_default();
        image.repository.trim_start_matches("library/") == "composer" && (tag == "1" || tag.starts_with("1."))
    };
    let of = |stage: &Stage| {
        let base = matches!(&stage.base, Base::Image(image) if old(image)).then_some(stage.from.span);
        let mut steps = stage.steps.iter();
        base.or_else(|| {
            let taken =
                steps.find(|step| matches!(&step.does, Does::Bring { from: Origin::Image(image), .. } if old(image)));
            taken.map(|step| step.span)
        })
    };
    case.build.stages.iter().filter(|stage| stage.role != Role::Unused).find_map(of)
}

fn text(case: &Case, span: Span) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    say!(lang,
        en: "{line} takes Composer 1, to which Packagist has given no packages since {SINCE}.",
        de: "{line} nimmt Composer 1, dem Packagist seit {SINCE} keine Pakete mehr gibt.",
        zh: "{line}使用 Composer 1，而 Packagist 自 {SINCE} 起不再向它提供软件包。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn composer_1_gets_no_packages() {
        let file = "FROM php:7.4-apache\nCOPY --from=composer:1.10 /usr/bin/composer /usr/bin/composer\nRUN composer install\n";
        assert!(fires(RULE.id, file).what.contains("Composer 1"));
        silent(RULE.id, &file.replace("1.10", "2"));
        let there = weighed(RULE.id, file, "php:8.3-apache-trixie", Shape::Swap);
        let one = there.iter().find(|one| one.text.contains("`composer:2`")).expect("it is told");
        assert!(matches!(&one.change, Some(Change::Path { to, .. }) if to == "composer:2"), "{one:?}");
        let stage = "FROM composer:1 AS c\nFROM php:7.4-apache\nCOPY --from=c /usr/bin/composer /usr/bin/composer\n";
        let there = weighed(RULE.id, stage, "php:8.3-apache-trixie", Shape::Swap);
        assert!(there.iter().any(|one| one.text.contains("`composer:2`") && one.change == Some(Change::Yours)));
    }
}
