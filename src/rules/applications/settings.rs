//! Variables and places that a later image of a product no longer knows. Told under `runtime-version-mismatch`.

use super::products::{parts, version};
use crate::catalogue::Image;
use crate::dockerfile::Kind;
use crate::rules::claims::*;
use crate::rules::languages::bundled;
use crate::rules::runtime_version_mismatch::RULE;
use crate::stages::{Does, Step};

pub fn objections(case: &Case, now: &Image, image: &Image) -> Vec<Objection> {
    let crosses = |name: &str, line: &[u32]| {
        let of = |image: &Image| image.repository.ends_with(name);
        let release = |image: &Image| version(image).map(|version| parts(version, line.len()));
        of(now) && of(image) && release(now).is_some_and(|old| *old < *line) && release(image) >= Some(line.to_vec())
    };
    if crosses("/rabbitmq", &[3, 9]) {
        return variables(case, is_rabbits).map(|(name, span)| rabbit(case, image, name, span)).collect();
    }
    if crosses("/mysql", &[8, 4]) {
        return options(case, image).into_iter().collect();
    }
    let told = crosses("/keycloak", &[17]).then(|| quarkus(case, image)).into_iter();
    told.chain(fetched(case, now, image)).collect()
}

/// A plugin by its address, with the present release in it: products load those of their own release.
fn fetched(case: &Case, now: &Image, image: &Image) -> Option<Objection> {
    let release = version(now).filter(|release| release.matches('.').count() > 1 && version(image) != Some(release))?;
    let holds = |text: &str| text.contains("://") && text.contains(release);
    let word = case.commands().flat_map(|command| &command.args).find(|arg| holds(&arg.text))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[word.span])), &image.reference);
    let text = say!(lang,
        en: "{line} fetches what is made for {release}: take the release for `{image}`.",
        de: "{line} lädt etwas, das für {release} gemacht ist: Nimm die Ausgabe für `{image}`.",
        zh: "{line}下载的内容面向 {release}：请改用面向 `{image}` 的版本。");
    Some(objection(RULE.id, Weight::Change, text, vec![word.span]).by(Change::Yours))
}

/// MySQL stops at an option that it no longer knows: these went with 8.0 and 8.4
/// ([8.0](https://dev.mysql.com/doc/refman/8.0/en/added-deprecated-removed.html),
/// [8.4](https://dev.mysql.com/doc/refman/8.4/en/added-deprecated-removed.html)).
const GONE: &str = "`query_cache_*`, `innodb_file_format`, `log_warnings`, `NO_AUTO_CREATE_USER`, `default_authentication_plugin`, `expire_logs_days`";

/// A file of options that the reader brings.
fn options(case: &Case, image: &Image) -> Option<Objection> {
    let is_options = |text: &str| text.ends_with(".cnf") || text.starts_with("/etc/mysql/");
    let brings = |step: &&&Step| match &step.does {
        Does::Bring { sources, destination, .. } => sources.iter().chain(destination).any(|one| is_options(&one.text)),
        _ => false,
    };
    let span = case.steps().iter().find(brings)?.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let text = say!(lang,
        en: "{line} brings options of MySQL: `{image}` stops at one that it no longer knows. Take such out ({GONE} among them).",
        de: "{line} bringt Optionen von MySQL: `{image}` bricht an einer ab, die es nicht mehr kennt. Nimm solche heraus (darunter {GONE}).",
        zh: "{line}带入了 MySQL 的选项：遇到已不再识别的选项，`{image}` 会中止。请去掉它们（包括 {GONE}）。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// The image stops at them
/// ([docker-library/rabbitmq, docker-entrypoint.sh](https://github.com/docker-library/rabbitmq/blob/master/docker-entrypoint.sh),
/// [docker-library/official-images, pull 10487](https://github.com/docker-library/official-images/pull/10487)).
fn is_rabbits(name: &str) -> bool {
    const KEYS: [&str; 6] = ["CACERTFILE", "CERTFILE", "DEPTH", "FAIL_IF_NO_PEER_CERT", "KEYFILE", "VERIFY"];
    let Some(rest) = name.strip_prefix("RABBITMQ_") else { return false };
    let tls = rest.strip_prefix("MANAGEMENT_SSL_").or_else(|| rest.strip_prefix("SSL_"));
    tls.is_some_and(|key| KEYS.contains(&key))
        || matches!(rest, "DEFAULT_PASS_FILE" | "DEFAULT_USER_FILE" | "VM_MEMORY_HIGH_WATERMARK")
}

fn rabbit(case: &Case, image: &Image, name: &str, span: Span) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let text = say!(lang,
        en: "{line} sets `{name}`: at it `{image}` stops. Write the setting into `rabbitmq.conf`.",
        de: "{line} setzt `{name}`: Daran bricht `{image}` ab. Schreib die Einstellung in `rabbitmq.conf`.",
        zh: "{line}设置了 `{name}`：`{image}` 会因此中止。请把该设置写入 `rabbitmq.conf`。");
    objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours)
}

/// From 17 on Keycloak runs on Quarkus
/// ([Migrating to the Quarkus distribution](https://www.keycloak.org/migration/migrating-to-quarkus)).
fn quarkus(case: &Case, image: &Image) -> Objection {
    let old = |name: &str| name.starts_with("KEYCLOAK_") || name.starts_with("DB_") || name.starts_with("PROXY_");
    let places = case.steps().iter().filter(|step| is_wildflys(step)).map(|step| step.span);
    let spans: Vec<Span> = variables(case, old).map(|(_, span)| span).chain(places).collect();
    let (lang, image) = (case.lang(), &image.reference);
    let mut text = say!(lang,
        en: "`{image}` starts nothing without a command (`CMD [\"start\"]`), reads `KC_*` variables (`KC_DB`, `KC_BOOTSTRAP_ADMIN_USERNAME`) and lies in `/opt/keycloak`.",
        de: "`{image}` startet ohne Befehl nichts (`CMD [\"start\"]`), liest Variablen `KC_*` (`KC_DB`, `KC_BOOTSTRAP_ADMIN_USERNAME`) und liegt in `/opt/keycloak`.",
        zh: "`{image}` 没有命令就什么也不启动（`CMD [\"start\"]`），读取 `KC_*` 变量（`KC_DB`、`KC_BOOTSTRAP_ADMIN_USERNAME`），位于 `/opt/keycloak`。");
    if !spans.is_empty() {
        let lines = case.lines(&spans);
        text += &say!(lang,
            en: " Rewrite {lines} for it.",
            de: " Schreib {lines} dafür um.",
            zh: "请据此改写{lines}。");
    }
    objection(RULE.id, Weight::Change, text, spans).by(Change::Yours)
}

fn is_wildflys(step: &Step) -> bool {
    let named = |text: &str| text.contains("/opt/jboss");
    match &step.does {
        Does::Bring { destination, .. } => destination.as_ref().is_some_and(|to| named(&to.text)),
        Does::Run(launch) => launch.words.iter().any(|word| named(&word.text)),
        Does::Set => false,
    }
}

/// What ENV sets, by its name.
fn variables<'a>(case: &Case<'a>, counts: fn(&str) -> bool) -> impl Iterator<Item = (&'a str, Span)> {
    let tree = &case.build.tree;
    let pairs =
        case.steps().to_vec().into_iter().filter_map(|step| match &tree.instructions.get(step.instruction)?.kind {
            Kind::Env(pairs) => Some(pairs),
            _ => None,
        });
    let names = pairs.flatten().map(|pair| (pair.name.text.as_str(), pair.name.span));
    names.filter(move |(name, _)| counts(name))
}

/// MySQL 8.4 took the option out, and stops at one that it does not know
/// ([docker-library/mysql, issue 1054](https://github.com/docker-library/mysql/issues/1054)).
pub fn option(case: &Case, image: &Image) -> Option<Objection> {
    let new =
        image.repository.ends_with("/mysql") && version(image).map(|version| parts(version, 2)) >= Some(vec![8, 4]);
    let stage = case.build.shipped_stage().filter(|_| new)?;
    let words = [&stage.config.entrypoint, &stage.config.cmd].into_iter().flatten().flat_map(|launch| &launch.words);
    let named = |text: &str| text.replace('_', "-").contains("default-authentication-plugin");
    let word = words.into_iter().find(|word| named(&word.text))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[word.span])), &image.reference);
    let text = say!(lang,
        en: "{line} sets `default-authentication-plugin`, which `{image}` no longer knows: it stops at its start. Take it out; for old clients `--mysql-native-password=ON` is what there is.",
        de: "{line} setzt `default-authentication-plugin`, das `{image}` nicht mehr kennt: Es bricht beim Start ab. Nimm es heraus; für alte Clients gibt es `--mysql-native-password=ON`.",
        zh: "{line}设置了 `default-authentication-plugin`，`{image}` 已不再识别它，启动时会中止。请去掉它；旧客户端可用 `--mysql-native-password=ON`。");
    Some(objection(RULE.id, Weight::Change, text, vec![word.span]).by(Change::Yours))
}

/// What the present image no longer has, though the file asks it for that.
pub fn lost(case: &Case) -> Vec<Finding> {
    let Some(image) = case.present() else { return Vec::new() };
    let (lang, choice) = (case.lang(), Choice { image: image.clone(), shape: Shape::Swap });
    let claim = |one: Objection| {
        let why = say!(lang,
            en: "The build or the start stops there.",
            de: "Dort bricht der Build oder der Start ab.",
            zh: "构建或启动会在此中断。");
        let todo = say!(lang, en: "Change that line.", de: "Ändere diese Zeile.", zh: "请修改该行。");
        finding(RULE.id, Severity::Error, [one.text, why, todo], one.spans)
    };
    bundled::objections(case, &choice).into_iter().chain(option(case, image)).map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> String {
        weighed(RULE.id, file, to, Shape::Swap).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn rabbitmq_stops_at_what_it_read_before() {
        let file = "FROM rabbitmq:3.8-management\nENV RABBITMQ_VM_MEMORY_HIGH_WATERMARK=0.6 RABBITMQ_DEFAULT_USER=a\n";
        let text = told(file, "rabbitmq:4.3-management");
        assert!(text.contains("`RABBITMQ_VM_MEMORY_HIGH_WATERMARK`") && !text.contains("DEFAULT_USER"), "{text}");
        assert!(!told(&file.replace("3.8", "3.13"), "rabbitmq:4.3-management").contains("WATERMARK"));
    }

    #[test]
    fn keycloak_on_quarkus_is_set_up_otherwise() {
        let file = "FROM jboss/keycloak:15.0.2\nENV KEYCLOAK_USER=admin DB_VENDOR=postgres\nCOPY themes/x /opt/jboss/keycloak/themes/x\n";
        let text = told(file, "quay.io/keycloak/keycloak:26.7.2");
        assert!(text.contains("`KC_*`") && text.contains("Rewrite lines 2 and 3"), "{text}");
        assert!(!told("FROM quay.io/keycloak/keycloak:25.0\n", "quay.io/keycloak/keycloak:26.7.2").contains("KC_"));
    }

    #[test]
    fn mysql_stops_at_options_that_went() {
        let file = "FROM mysql:5.7\nCOPY my.cnf /etc/mysql/conf.d/my.cnf\n";
        assert!(told(file, "mysql:8.4-oraclelinux9").contains("`expire_logs_days`"));
        assert!(
            !told("FROM mysql:5.7\nCOPY a.sql /docker-entrypoint-initdb.d/\n", "mysql:8.4-oraclelinux9")
                .contains("options")
        );
    }

    #[test]
    fn a_plugin_is_of_its_release() {
        let file = "FROM docker.elastic.co/elasticsearch/elasticsearch:6.8.0\nRUN bin/elasticsearch-plugin install --batch https://example.org/ik/v6.8.0/ik-6.8.0.zip\n";
        let told = |file: &str| -> Vec<String> {
            let all = weighed(RULE.id, file, "elasticsearch:8.19.20", Shape::Swap);
            all.into_iter().map(|one| one.text).collect()
        };
        assert!(told(file).iter().any(|text| text.contains("made for 6.8.0")), "{:?}", told(file));
        let other = file.replace("/v6.8.0/ik-6.8.0", "/latest");
        assert!(!told(&other).iter().any(|text| text.contains("made for")), "{:?}", told(&other));
    }

    #[test]
    fn an_option_that_mysql_took_out_is_told() {
        let file = "FROM mysql:5.7\nCMD [\"mysqld\", \"--default-authentication-plugin=mysql_native_password\"]\n";
        let named = |file: &str, to: &str| told(file, to).contains("--mysql-native-password=ON");
        assert!(named(file, "mysql:8.4"));
        assert!(!named(
            &file.replace("--default-authentication-plugin=mysql_native_password", "--skip-name-resolve"),
            "mysql:8.4"
        ));
        let newer = file.replace("5.7", "8");
        assert!(named(&newer, "mysql:8") && fires(RULE.id, &newer).what.contains("stops at its start"));
    }
}
