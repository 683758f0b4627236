//! What RUNs ask of accounts that one base has and another has not: files given to `www-data`, its number changed. Told
//! under `missing-user`.

use super::accounts;
use crate::catalogue::{Image, PackageManager, Tri};
use crate::rules::claims::*;
use crate::rules::missing_user::RULE;
use crate::rules::packages::installs;
use crate::shell::{Arg, Command};

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if !installs::keeps_installing(choice) || choice.shape == Shape::Split {
        return Vec::new();
    }
    let owned = case.commands().filter_map(|command| given(case, choice, command));
    owned.chain(shadow(case, choice)).chain(workers(case, choice)).chain(number(case, choice)).collect()
}

/// Alpine has `usermod` in a package.
fn shadow(case: &Case, choice: &Choice) -> Option<Objection> {
    let lacks = choice.image.package_manager == PackageManager::Apk && !accounts::has_shadow(case, &choice.image);
    let changes = |command: &&Command| {
        matches!(command.name(), "usermod" | "groupmod") && !command.conditional && !accounts::joins_group(command)
    };
    let command = case.commands().find(changes).filter(|_| lacks)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let program = command.name();
    let text = say!(lang,
        en: "{line} calls `{program}`, which on `{image}` the package `shadow` brings.",
        de: "{line} ruft `{program}` auf, das auf `{image}` das Paket `shadow` bringt.",
        zh: "{line}调用 `{program}`，在 `{image}` 上它由软件包 `shadow` 提供。");
    let change = Change::Install { packages: vec!["shadow".into()] };
    Some(objection(RULE.id, Weight::Change, text, vec![command.span]).by(change))
}

/// Accounts that Debian's bases bring, by their numbers there (`/etc/passwd` of base-passwd).
const DEBIANS: [(&str, &str); 3] = [("www-data", "33"), ("backup", "34"), ("irc", "39")];

fn of_debian(name: &str) -> Option<&'static str> {
    DEBIANS.iter().find(|(own, _)| *own == name).map(|(_, number)| *number)
}

fn is_lost(case: &Case, image: &Image, name: &str) -> bool {
    let made = case
        .facts
        .effects
        .iter()
        .any(|effect| matches!(&effect.does, Doing::CreateUser { name: own, .. } if own == name));
    let had = case.present().is_some_and(|now| accounts::has(now, name) == Tri::Yes);
    had && !made && accounts::has(image, name) == Tri::No
}

/// `chown -R www-data:www-data /srv`: the number gives the files to the same owner.
fn given(case: &Case, choice: &Choice, command: &Command) -> Option<Objection> {
    let owner: &Arg =
        command.args.iter().find(|arg| !arg.text.starts_with('-')).filter(|_| command.name() == "chown")?;
    let (user, group) =
        owner.text.split_once(':').map_or((owner.text.as_str(), None), |(user, group)| (user, Some(group)));
    let number = of_debian(user).filter(|_| owner.known && is_lost(case, &choice.image, user))?;
    let to = group.map_or(number.to_string(), |group| format!("{number}:{}", of_debian(group).unwrap_or(group)));
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} gives files to `{user}`, whom `{image}` does not have: `{to}` is the same owner.",
        de: "{line} gibt Dateien an `{user}`, den es auf `{image}` nicht gibt: `{to}` ist derselbe Besitzer.",
        zh: "{line}把文件交给 `{user}`，而 `{image}` 没有该用户：`{to}` 是同一个所有者。");
    Some(objection(RULE.id, Weight::Change, text, vec![command.span]).by(Change::Path { span: owner.span, to }))
}

/// nginx does not start with a `user` that is not there.
fn workers(case: &Case, choice: &Choice) -> Option<Objection> {
    let image = &choice.image;
    let serves = image.runtime.as_ref().is_some_and(|runtime| runtime.name == "nginx");
    if !serves || !is_lost(case, image, "www-data") {
        return None;
    }
    let names =
        |command: &&Command| command.name() != "chown" && command.args.iter().any(|arg| arg.text.contains("www-data"));
    let span = case.commands().find(names)?.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: `{image}` has no `www-data`, and with `user www-data;` in its configuration nginx does not start. Its own user is `nginx`.",
        de: "{line}: `{image}` hat kein `www-data`, und mit `user www-data;` in der Konfiguration startet nginx nicht. Sein eigener Benutzer ist `nginx`.",
        zh: "{line}：`{image}` 没有 `www-data`，配置中若有 `user www-data;`，nginx 将无法启动。其自带用户是 `nginx`。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// Volumes and a web server beside it keep the number of the old base
/// ([docker-library/php](https://github.com/docker-library/php), `Dockerfile-linux.template`: 82 on Alpine).
fn number(case: &Case, choice: &Choice) -> Option<Objection> {
    let now = case.present()?;
    let php = |image: &Image| image.runtime.as_ref().is_some_and(|runtime| runtime.name == "php");
    let crosses = now.package_manager == PackageManager::Apt && choice.image.package_manager == PackageManager::Apk;
    let set = case.commands().any(|command| command.name() == "usermod");
    if !php(now) || !php(&choice.image) || !crosses || set {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`www-data` is number 82 on `{image}`, and 33 on Debian: volumes and a web server beside it keep 33.",
        de: "`www-data` hat auf `{image}` die Nummer 82, auf Debian 33: Volumes und ein Webserver daneben behalten 33.",
        zh: "`www-data` 在 `{image}` 上的编号是 82，在 Debian 上是 33：卷和旁边的 Web 服务器仍使用 33。");
    Some(objection(RULE.id, Weight::Risk, text, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Vec<Objection> {
        weighed(RULE.id, file, to, Shape::Swap)
    }

    const NGINX: &str = "nginx:1.31-alpine3.24-slim";

    #[test]
    fn files_keep_their_owner() {
        let file = "FROM nginx:1.31\nCOPY dist /srv\nRUN chown -R www-data:www-data /srv\n";
        let to = |told: &[Objection]| {
            told.iter().find_map(|one| match &one.change {
                Some(Change::Path { to, .. }) => Some(to.clone()),
                _ => None,
            })
        };
        assert_eq!(to(&told(file, NGINX)).as_deref(), Some("33:33"));
        assert_eq!(to(&told(&file.replace("www-data:www-data", "www-data:nginx"), NGINX)).as_deref(), Some("33:nginx"));
        assert_eq!(to(&told(&file.replace("www-data:www-data", "nginx:nginx"), NGINX)), None);
        assert_eq!(to(&told(file, "nginx:1.31-trixie")), None);
    }

    #[test]
    fn nginx_needs_its_user() {
        let file = "FROM nginx:1.31\nRUN sed -i 's/user  nginx/user  www-data/' /etc/nginx/nginx.conf\n";
        assert_eq!(told(file, NGINX)[0].change, Some(Change::Yours));
        assert!(told("FROM nginx:1.31\nCOPY site.conf /etc/nginx/conf.d/default.conf\n", NGINX).is_empty());
    }

    #[test]
    fn numbers_of_accounts_are_changed_with_shadow() {
        let file =
            "FROM php:8.4-fpm\nRUN usermod -u 1000 www-data && groupmod -g 1000 www-data\nCOPY . /var/www/html\n";
        let shadow = Some(Change::Install { packages: vec!["shadow".into()] });
        let alpine = told(file, "php:8.4-fpm-alpine3.24");
        assert!(alpine.len() == 1 && alpine[0].change == shadow, "{alpine:?}");
        let plain = told(
            &file.replace("RUN usermod -u 1000 www-data && groupmod -g 1000 www-data\n", ""),
            "php:8.4-fpm-alpine3.24",
        );
        assert!(plain.len() == 1 && plain[0].text.contains("33"), "{plain:?}");
        assert!(told(file, "php:8.4-fpm-trixie").is_empty());
    }
}
