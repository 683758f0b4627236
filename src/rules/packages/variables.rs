//! Names of packages behind a variable. Told under `package-unavailable`.

use super::installs::{Install, offered_by};
use crate::rules::claims::*;
use crate::rules::package_unavailable::RULE;

/// Not one name with a version in it, but whatever a variable holds.
pub fn is_one(install: &Install) -> bool {
    !install.package.known && install.package.name.starts_with('$')
}

pub fn objection(case: &Case, choice: &Choice, weight: Weight, held: &[(Weight, Install)]) -> Option<Objection> {
    let spans: Vec<Span> = held.iter().map(|(_, install)| install.package.span).collect();
    let names: Vec<&str> = held.iter().map(|(_, install)| install.package.name.as_str()).collect();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let (names, os) = (each_code(lang, &names), offered_by(choice));
    let text = say!(lang,
        en: "{line}: which packages {names} stands for is not in the file; check that {os} has them.",
        de: "{line}: Welche Pakete {names} meint, steht nicht in der Datei; prüfe, ob {os} sie hat.",
        zh: "{line}：文件中看不出 {names} 代表哪些软件包；请确认 {os} 有它们。");
    Some(crate::rules::claims::objection(RULE.id, weight, text, spans))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_variable_is_no_name_of_a_package() {
        let php = "FROM php:8.4-fpm-alpine3.23\nRUN apk add --no-cache $PHPIZE_DEPS && pecl install redis\n";
        for to in ["php:8.4-fpm-alpine3.24", "php:8.4-fpm-trixie"] {
            assert_eq!(weight(RULE.id, php, to, Shape::Swap), None, "{to}");
        }
        let other = php.replace("PHPIZE_DEPS", "PACKAGES");
        let told = weighed(RULE.id, &other, "php:8.4-fpm-trixie", Shape::Swap);
        assert!(told[0].weight == Weight::Doubt && told[0].text.contains("stands for"), "{told:?}");
        assert_eq!(weight(RULE.id, &other, "php:8.4-fpm-alpine3.24", Shape::Swap), Some(Weight::Risk));
    }
}
