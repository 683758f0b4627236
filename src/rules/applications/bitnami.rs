//! Bitnami's images of a product are set up by variables, places and a user of their own, which no other image of it
//! knows. Told under `base-brings-more`.

use super::made_for;
use crate::catalogue::Image;
use crate::dockerfile::Kind;
use crate::rules::claims::*;
use crate::stages::{Does, Step};

const RULE: &str = crate::rules::base_brings_more::RULE.id;

pub fn is_of(image: &Image) -> bool {
    image.vendor == Some("Bitnami")
}

/// The lines of the file that speak to Bitnami's own start.
pub fn translated(case: &Case, choice: &Choice) -> Option<Objection> {
    let now = case.present().filter(|now| is_of(now) && !is_of(&choice.image))?;
    let made = made_for::product(now).filter(|_| made_for::is_same(case, now, &choice.image))?;
    let mut own: Vec<Span> =
        case.steps().iter().filter(|step| is_own(case, made, step)).map(|step| step.span).collect();
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let launches = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    own.extend(
        launches.filter(|launch| launch.words.iter().any(|word| is_place(&word.text))).map(|launch| launch.span),
    );
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = match own.is_empty() {
        true => say!(lang,
            en: "`{image}` is set up otherwise than Bitnami's image: what `docker run` or Compose sets and mounts has other names there, and data of `/bitnami` belongs to user 1001.",
            de: "`{image}` wird anders eingerichtet als das Image von Bitnami: Was `docker run` oder Compose setzt und einhängt, heißt dort anders, und Daten aus `/bitnami` gehören dem Benutzer 1001.",
            zh: "`{image}` 的配置方式与 Bitnami 的镜像不同：`docker run` 或 Compose 设置和挂载的内容在那里名称不同，`/bitnami` 中的数据属于用户 1001。"),
        false => {
            let lines = sentence(case.lines(&own));
            say!(lang,
                en: "{lines}: variables, places or ports of Bitnami's image, which `{image}` does not know: write them in its words. A password set there is not set, and data of `/bitnami` has another path and user.",
                de: "{lines}: Variablen, Orte oder Ports des Images von Bitnami, die `{image}` nicht kennt: Schreib sie in seinen Worten. Ein dort gesetztes Passwort gilt nicht, und Daten aus `/bitnami` haben einen anderen Pfad und Benutzer.",
                zh: "{lines}：这些是 Bitnami 镜像的变量、位置或端口，`{image}` 不认识，请改用它的写法。在那里设置的密码不生效，`/bitnami` 中的数据路径和用户也不同。")
        }
    };
    Some(objection(RULE, Weight::Change, text, own).by(Change::Yours))
}

/// By the pages of the images (github.com/bitnami/containers/tree/main/bitnami, "Configuration" and "Persisting").
fn is_own(case: &Case, made: &str, step: &Step) -> bool {
    let web = matches!(made, "nginx" | "apache");
    if let Does::Bring { destination, .. } = &step.does {
        let serves = |to: &str| web && (to == "/app" || to.starts_with("/app/"));
        return destination.as_ref().is_some_and(|to| is_place(&to.text) || serves(&to.text));
    }
    if let Does::Run(launch) = &step.does {
        return launch.words.iter().any(|word| is_place(&word.text));
    }
    match case.build.tree.instructions.get(step.instruction).map(|instruction| &instruction.kind) {
        Some(Kind::Env(pairs)) => pairs.iter().any(|pair| is_variable(made, &pair.name.text)),
        Some(Kind::Volume(words)) => words.iter().any(|word| is_place(&word.text)),
        Some(Kind::Expose(words)) => web && words.iter().any(|word| matches!(&*word.text, "8080" | "8443")),
        _ => false,
    }
}

fn is_place(text: &str) -> bool {
    text.contains("/bitnami") || text.contains("/docker-entrypoint-preinitdb.d")
}

/// `REDIS_PASSWORD`, `ALLOW_EMPTY_PASSWORD`; not the ones that Docker's images of MySQL, MariaDB and RabbitMQ read, too.
fn is_variable(made: &str, name: &str) -> bool {
    const COMMON: [&str; 5] = ["ROOT_PASSWORD", "DATABASE", "USER", "PASSWORD", "VERSION"];
    if name.starts_with("ALLOW_") || name.starts_with("BITNAMI_") {
        return true;
    }
    let own = name.split_at_checked(made.len()).filter(|(of, _)| of.eq_ignore_ascii_case(made));
    let Some(rest) = own.and_then(|(_, rest)| rest.strip_prefix('_')) else { return false };
    match made {
        "mysql" | "mariadb" => !COMMON.contains(&rest),
        _ => !rest.starts_with("DEFAULT_") && rest != "VERSION",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Option<Objection> {
        weighed(RULE, file, to, Shape::Swap).into_iter().find(|one| one.weight == Weight::Change)
    }

    #[test]
    fn what_is_bitnamis_own_is_named() {
        let file = "FROM bitnami/postgresql:14\nENV POSTGRESQL_DATABASE=app\nVOLUME /bitnami/postgresql\nCOPY init.sql /docker-entrypoint-initdb.d/\n";
        let one = told(file, "postgres:16").expect("a change");
        assert!(one.text.starts_with("Lines 2 and 3:") && one.change == Some(Change::Yours), "{one:?}");
        let site = "FROM bitnami/nginx:1.21\nCOPY my.conf /opt/bitnami/nginx/conf/server_blocks/my.conf\nCOPY site /app\nEXPOSE 8080\n";
        let one = told(site, "nginx:1.30-alpine3.24-slim").expect("a change");
        assert!(one.text.starts_with("Lines 2, 3 and 4:"), "{one:?}");
    }

    #[test]
    fn what_is_set_outside_has_other_names_too() {
        let one = told("FROM bitnamilegacy/redis:7.0\n", "redis:8.4-trixie").expect("a change");
        assert!(one.text.contains("Compose"), "{one:?}");
        assert_eq!(told("FROM redis:7.0\nENV REDIS_PASSWORD=a\n", "redis:8.4-trixie"), None);
        assert!(!is_variable("mysql", "MYSQL_DATABASE") && is_variable("mysql", "MYSQL_AUTHENTICATION_PLUGIN"));
    }
}
