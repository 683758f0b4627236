//! The PHP that a product's tag names: WordPress on another one is another place for plugins and themes. Told under
//! `runtime-version-mismatch`.

use crate::catalogue::Image;
use crate::rules::claims::*;

/// `8.1` of `6.4-php8.1-fpm`.
pub fn php_of(tag: &str) -> Option<&str> {
    let line = tag.split_once("php")?.1.split('-').next()?;
    line.starts_with(|c: char| c.is_ascii_digit()).then_some(line)
}

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let named = |image: &'_ Image| image.tag.as_deref().and_then(php_of).map(str::to_string);
    let now = case.present().filter(|now| now.repository == choice.image.repository)?;
    let (old, new) = (named(now)?, named(&choice.image));
    // `php8` is any of them.
    if new.as_ref().is_some_and(|new| *new == old || new.starts_with(&format!("{old}."))) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = match new {
        Some(new) => say!(lang,
            en: "`{image}` brings PHP {new}, and the file names {old}: see that what you add to it (plugins, themes, modules) runs there.",
            de: "`{image}` bringt PHP {new}, und die Datei nennt {old}: Sieh nach, ob dort läuft, was du hinzufügst (Plugins, Themes, Module).",
            zh: "`{image}` 带的是 PHP {new}，而文件写的是 {old}：请确认你添加的插件、主题和模块能在其上运行。"),
        None => say!(lang,
            en: "The file names PHP {old}, and `{image}` names none: look up which it brings.",
            de: "Die Datei nennt PHP {old}, `{image}` nennt keines: Schlag nach, welches es mitbringt.",
            zh: "文件写的是 PHP {old}，而 `{image}` 没有注明：请查明它带的是哪个版本。"),
    };
    let span = case.shipped()?.stage.from.span;
    Some(crate::rules::claims::objection(rule, Weight::Change, text, vec![span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn another_php_is_told() {
        let told = |from: &str, to: &str| {
            let told = weighed(
                "runtime-version-mismatch",
                &format!("FROM {from}\nCOPY theme /var/www/html/theme\n"),
                to,
                Shape::Swap,
            );
            told.into_iter().filter(|one| one.text.contains("PHP")).map(|one| one.text).collect::<String>()
        };
        assert!(told("wordpress:6.4-php8.1-fpm", "wordpress:7.1-php8.3-fpm").contains("names 8.1"));
        assert!(told("wordpress:6.4-php8.1-fpm", "wordpress:7.1-fpm").contains("names none"));
        assert_eq!(told("wordpress:6.4-php8.3-fpm", "wordpress:7.1-php8.3-fpm"), "");
        assert_eq!(told("wordpress:6.4-fpm", "wordpress:7.1-php8.3-fpm"), "");
        assert_eq!(told("dunglas/frankenphp:1-php8", "dunglas/frankenphp:1-php8.4"), "");
    }
}
