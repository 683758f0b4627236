//! Extensions of PHP that a later line takes in another form: fixed releases of PECL, and flags of GD. Told under
//! `runtime-version-mismatch`.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Arg, Command, Manager};

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let (Some(old), new) = (case.present().and_then(line), line(&choice.image)) else { return Vec::new() };
    if new.is_some_and(|new| new <= old) || case.stays(choice) {
        return Vec::new();
    }
    let flags = new.is_some_and(|new| old < (7, 4) && new >= (7, 4)).then(|| flags(case));
    fixed(case, choice).into_iter().chain(flags.into_iter().flatten()).collect()
}

/// PHP's line in an image: its own, or by the tag of a product that is written in PHP (`wordpress:5.4-php7.3-apache`).
fn line(image: &Image) -> Option<(u32, u32)> {
    let own = image.runtime.as_ref().filter(|runtime| runtime.name == "php").and_then(|of| of.version.as_deref());
    let tagged = || image.tag.as_deref()?.split('-').find_map(|word| word.strip_prefix("php"));
    let mut parts = own.or_else(tagged)?.split('.').map_while(|part| part.parse().ok());
    Some((parts.next()?, parts.next()?))
}

/// A release of an extension says which lines of PHP it is for (pecl.php.net, "PHP Version" of each release).
fn fixed(case: &Case, choice: &Choice) -> Option<Objection> {
    let pecl = |command: &&Command| command.name() == "pecl";
    let packages = commands(case).filter(pecl).flat_map(|command| command.packages.iter().flat_map(|of| &of.packages));
    let fixed = packages.filter(|package| package.version.is_some() && package.known);
    let (spans, names): (Vec<Span>, Vec<String>) = fixed.map(|one| (one.span, written(one))).unzip();
    let (lang, image) = (case.lang(), &choice.image.reference);
    let (lines, names) = (case.lines(spans.first().map(|_| &spans[..])?), codes(lang, &names));
    let text = say!(lang,
        en: "Chosen for the PHP of the present base: {names} ({lines}). `{image}` brings a later one, for which you may need a later release.",
        de: "Gewählt für das PHP des jetzigen Basis-Images: {names} ({lines}). `{image}` bringt ein neueres, für das es eine neuere Ausgabe brauchen kann.",
        zh: "为当前基础镜像的 PHP 选定的：{names}（{lines}）。`{image}` 自带更新的 PHP，可能需要更新的版本。");
    Some(objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

fn written(package: &crate::shell::Package) -> String {
    format!("{}-{}", package.name, package.version.as_deref().unwrap_or_default())
}

/// `--with-jpeg-dir` and its like are `--with-jpeg` since 7.4; the old ones pass
/// unheard ([PHP 7.4: other changes](https://www.php.net/manual/en/migration74.other-changes.php)).
const FLAGS: [(&str, &str); 4] = [
    ("--with-freetype-dir", "--with-freetype"),
    ("--with-jpeg-dir", "--with-jpeg"),
    ("--with-webp-dir", "--with-webp"),
    ("--with-xpm-dir", "--with-xpm"),
];

fn flags(case: &Case) -> Vec<Objection> {
    let configures = |command: &&Command| command.name() == "docker-php-ext-configure";
    let named = |arg: &'_ Arg| FLAGS.iter().find(|(old, _)| arg.text.starts_with(old)).map(|(_, new)| *new);
    let args = commands(case).filter(configures).flat_map(|command| &command.args);
    args.filter_map(|arg| Some(flag(case, arg, named(arg)?))).collect()
}

fn flag(case: &Case, arg: &Arg, new: &str) -> Objection {
    let (lang, line) = (case.lang(), sentence(case.line(&[arg.span])));
    let (old, _) = arg.text.split_once('=').unwrap_or((&arg.text, ""));
    let text = say!(lang,
        en: "{line}: from PHP 7.4 on `{old}` is `{new}`; the old one is passed over, and GD comes without it.",
        de: "{line}: Ab PHP 7.4 heißt `{old}` `{new}`; das alte wird übergangen, und GD kommt ohne aus.",
        zh: "{line}：从 PHP 7.4 起 `{old}` 改为 `{new}`；旧选项会被忽略，GD 将缺少该功能。");
    objection(RULE.id, Weight::Change, text, vec![arg.span]).by(Change::Path { span: arg.span, to: new.into() })
}

/// Those that have to do with extensions.
fn commands<'a>(case: &'a Case) -> impl Iterator<Item = &'a Command> {
    case.commands().filter(|command| command.packages.as_ref().is_none_or(|of| of.manager == Manager::Php))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn changes(file: &str, to: &str) -> Vec<(String, Option<Change>)> {
        weighed(RULE.id, file, to, Shape::Swap).into_iter().map(|one| (one.text, one.change)).collect()
    }

    #[test]
    fn a_fixed_release_of_an_extension_is_the_readers() {
        let file = "FROM php:7.3-fpm\nRUN pecl install redis-5.3.4 && docker-php-ext-enable redis\n";
        let told = |file: &str, to: &str| changes(file, to).iter().any(|(text, _)| text.contains("`redis-5.3.4`"));
        assert!(told(file, "php:8.5-fpm-trixie"));
        assert!(!told(&file.replace("redis-5.3.4", "redis"), "php:8.5-fpm-trixie"));
    }

    #[test]
    fn flags_of_gd_follow() {
        let file = "FROM php:7.3-fpm\nRUN docker-php-ext-configure gd --with-jpeg-dir=/usr/include --with-freetype-dir=/usr/include --with-png-dir=/usr --with-webp-dir && docker-php-ext-install gd\n";
        let flags: Vec<String> = changes(file, "php:8.5-fpm-trixie")
            .into_iter()
            .filter_map(|(_, change)| if let Some(Change::Path { to, .. }) = change { Some(to) } else { None })
            .collect();
        assert_eq!(flags, ["--with-jpeg", "--with-freetype", "--with-webp"]);
    }
}
