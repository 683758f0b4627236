//! A product in another release: what becomes of its data, its settings and what was chosen for the old one. Told under
//! `runtime-version-mismatch`.

use super::{made_for, servers, settings};
use crate::catalogue::{self, Image};
use crate::dockerfile::Kind;
use crate::evidence::Product;
use crate::rules::claims::*;
use crate::rules::ground;
use crate::rules::packages::pinned;
use crate::rules::runtime_version_mismatch::RULE;

/// Products that keep data in the form of their release, and how many parts of a version name that form: by the
/// upgrade pages of each (postgresql.org, dev.mysql.com, mariadb.com, mongodb.com, elastic.co, rabbitmq.com).
const STORES: [(&str, usize); 10] = [
    ("postgres", 1),
    ("mysql", 2),
    ("mariadb", 2),
    ("mongo", 2),
    ("elasticsearch", 1),
    ("rabbitmq", 2),
    ("neo4j", 1),
    ("cassandra", 2),
    ("influxdb", 1),
    ("couchdb", 1),
];

/// A product in another major release: its data stays behind, or at least its settings are read anew.
pub fn leap(case: &Case, choice: &Choice) -> Option<Objection> {
    let image = &choice.image;
    let now = case.present().filter(|now| is_product(case, now, image) && !case.stays(choice))?;
    let (old, new) = (version(now)?, version(image)?);
    let store = STORES.iter().find(|(name, _)| [now, image].iter().any(|one| one.repository.ends_with(name)));
    let of_data = store.is_some_and(|&(_, count)| parts(old, count) != parts(new, count));
    let (from, to) = named(now, image);
    let lang = case.lang();
    let text = if of_data {
        data(case, now, image)
    } else if servers::leaves_javax(case, image) {
        servers::javax(lang, &to)
    } else if parts(old, major(now)) == parts(new, major(now)) {
        return None;
    } else if now.repository.ends_with("/nextcloud")
        && parts(new, 1) > parts(old, 1).iter().map(|old| old + 1).collect()
    {
        // github.com/nextcloud/docker, "Update to a newer version".
        say!(lang,
            en: "{to} takes over a volume only from the major release before: start each one after {from} in turn; a new volume needs nothing.",
            de: "{to} übernimmt ein Volume nur von der Hauptversion davor: Starte nacheinander jede nach {from}; ein neues Volume braucht nichts.",
            zh: "{to} 只能沿用前一个主版本的数据卷：请从 {from} 起逐个主版本升级；全新的数据卷无需处理。")
    } else if now.repository.ends_with("/cuda") {
        cuda(case, image, &from, &to)
    } else {
        say!(lang,
            en: "{to} is another major release than {from}: read its upgrade notes before you switch.",
            de: "{to} ist eine andere Hauptversion als {from}: Lies vorher, was sich ändert.",
            zh: "{to} 与 {from} 主版本不同：切换前请阅读其升级说明。")
    };
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// How many numbers name a major release: Apache's server reads other settings from 2.4 on
/// ([Upgrading to 2.4](https://httpd.apache.org/docs/2.4/upgrading.html)).
fn major(image: &Image) -> usize {
    if image.repository.ends_with("/httpd") { 2 } else { 1 }
}

/// What else another release of a product asks for.
pub fn beside(case: &Case, choice: &Choice) -> Vec<Objection> {
    let image = &choice.image;
    let Some(now) = case.present().filter(|now| is_product(case, now, image) && !case.stays(choice)) else {
        return Vec::new();
    };
    let told = [collation(case, now, image), deploys(case, now, image), wheels(case, now, image)];
    let settings = settings::objections(case, now, image);
    told.into_iter().flatten().chain(variables(case, now, image)).chain(settings).collect()
}

/// Ready products, whatever else the file starts on one, and the frameworks that programs are built on likewise.
fn is_product(case: &Case, now: &Image, image: &Image) -> bool {
    let framework = || now.runtime.as_ref().is_some_and(|of| matches!(of.name, "cuda" | "pytorch" | "tensorflow"));
    let ready = matches!(case.facts.workload.kind, catalogue::Kind::Application(_));
    let same = || made_for::product(now).is_some() && made_for::is_same(case, now, image);
    case.facts.product == Product::Application || ready || framework() || same()
}

/// Another form of the data directory.
fn data(case: &Case, now: &Image, image: &Image) -> String {
    let lang = case.lang();
    let (from, to) = named(now, image);
    let major = |image: &Image| version(image).and_then(|version| parts(version, 1).first().copied());
    let (old, new) = (major(now).unwrap_or_default(), major(image).unwrap_or_default());
    // elastic.co, "Rolling upgrade" of 8 and "Prepare to upgrade" of 9 (looked up 2026-11-29).
    if now.repository.ends_with("/elasticsearch") && new == old + 1 && old >= 7 {
        let last = if old == 7 { "7.17" } else { "8.19" };
        let mut text = say!(lang,
            en: "{to} takes over a data directory of {from} only from {last}: upgrade to that one first; a new volume needs nothing.",
            de: "{to} übernimmt ein Datenverzeichnis von {from} nur von {last}: Geh zuerst auf diese Version; ein neues Volume braucht nichts.",
            zh: "{to} 只能沿用 {from} {last} 的数据目录：请先升级到该版本；全新的数据卷无需处理。");
        text.extend((old == 7).then(|| secured(lang)));
        return text;
    }
    let mut text = say!(lang,
        en: "{to} does not take over a data directory of {from} as it is: upgrade it by the product's own steps, or dump and restore",
        de: "{to} übernimmt ein Datenverzeichnis von {from} nicht einfach: Führ die Schritte des Produkts aus oder sichere und spiel zurück",
        zh: "{to} 不能直接沿用 {from} 的数据目录：请按产品的升级步骤操作，或导出后再导入");
    text += &match moves_data(case, image, old, new) {
        // github.com/docker-library/postgres/pull/1259.
        true => say!(lang,
            en: ". From 18 on it lies in `/var/lib/postgresql/{new}/docker`: mount the volume, a new one too, at `/var/lib/postgresql`; with one at `/var/lib/postgresql/data` the container stops.",
            de: ". Ab 18 liegt es in `/var/lib/postgresql/{new}/docker`: Häng das Volume, auch ein neues, an `/var/lib/postgresql`; mit einem an `/var/lib/postgresql/data` bricht der Container ab.",
            zh: "。从 18 起数据位于 `/var/lib/postgresql/{new}/docker`：数据卷（包括全新的）请挂载到 `/var/lib/postgresql`；若挂载到 `/var/lib/postgresql/data`，容器会中止。"),
        false => say!(lang,
            en: "; a new volume needs nothing.",
            de: "; ein neues Volume braucht nichts.",
            zh: "；全新的数据卷无需处理。"),
    };
    text
}

/// elastic.co, "Migrating to 8.0", security changes and settings (2026-11-30).
fn secured(lang: Lang) -> String {
    say!(lang,
        en: " From 8.0 on it speaks HTTPS alone and asks for a password, unless `xpack.security.enabled: false` is set, and a setting that is gone stops its start: go through your `elasticsearch.yml`.",
        de: " Ab 8.0 spricht es nur HTTPS und verlangt ein Passwort, außer bei `xpack.security.enabled: false`, und eine Einstellung, die es nicht mehr gibt, verhindert den Start: Geh deine `elasticsearch.yml` durch.",
        zh: "从 8.0 起，除非设置 `xpack.security.enabled: false`，它只接受 HTTPS 并要求密码；已取消的设置会使其无法启动：请检查你的 `elasticsearch.yml`。")
}

/// Docker's image of PostgreSQL, and the file does not say where the data lies.
fn moves_data(case: &Case, image: &Image, old: u32, new: u32) -> bool {
    let env = case.build.shipped_stage().map(|stage| stage.config.env.as_slice()).unwrap_or_default();
    let named = env.iter().any(|(name, _)| name == "PGDATA");
    image.repository == "docker.io/library/postgres" && old < 18 && new >= 18 && !named
}

/// PostgreSQL sorts its indexes by the rules of the C library
/// ([Locale data changes](https://wiki.postgresql.org/wiki/Locale_data_changes)), and says so on another release of it
/// ([docker-library/postgres, issues 1356](https://github.com/docker-library/postgres/issues/1356)).
fn collation(case: &Case, now: &Image, image: &Image) -> Option<Objection> {
    let postgres = |image: &Image| image.repository.ends_with("/postgres");
    let (old, new) = (now.os.as_ref()?, image.os.as_ref()?);
    let other = (old.name, old.version) != (new.name, new.version) && old.version.is_some();
    let same = parts(version(now)?, 1) == parts(version(image)?, 1);
    if !postgres(now) || !postgres(image) || !other || !same {
        return None;
    }
    let (lang, old, new) = (case.lang(), old.title(), new.title());
    let text = say!(lang,
        en: "PostgreSQL sorts by the rules of the C library, and those of {new} may differ from those of {old}: rebuild the indexes of an existing data directory (`REINDEX`, then `ALTER DATABASE … REFRESH COLLATION VERSION`); a new volume needs nothing.",
        de: "PostgreSQL sortiert nach den Regeln der C-Bibliothek, und die von {new} können andere sein als die von {old}: Bau die Indizes eines vorhandenen Datenverzeichnisses neu (`REINDEX`, dann `ALTER DATABASE … REFRESH COLLATION VERSION`); ein neues Volume braucht nichts.",
        zh: "PostgreSQL 按 C 库的规则排序，而 {new} 的规则可能与 {old} 不同：已有的数据目录须重建索引（`REINDEX`，再执行 `ALTER DATABASE … REFRESH COLLATION VERSION`）；全新的数据卷无需处理。");
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// Until 11 Docker's image of Jetty enabled `deploy`; from 12 on only server, http, ext and resources
/// ([its migration guide](https://github.com/jetty/jetty.docker#jetty-12-migration-guide)).
fn deploys(case: &Case, now: &Image, image: &Image) -> Option<Objection> {
    let line = |image: &Image| parts(version(image)?, 1).first().copied();
    let jetty = |image: &Image| image.repository == "docker.io/library/jetty";
    let adds = |command: &crate::shell::Command| command.args.iter().any(|arg| arg.text.contains("deploy"));
    if !jetty(now) || !jetty(image) || line(now)? >= 12 || line(image)? < 12 || case.commands().any(adds) {
        return None;
    }
    let (lang, image) = (case.lang(), &image.reference);
    let text = say!(lang,
        en: "`{image}` enables no module that deploys `webapps`: add the one for your application, for example `RUN java -jar \"$JETTY_HOME/start.jar\" --add-modules=ee8-deploy` for `javax.*`.",
        de: "`{image}` schaltet kein Modul ein, das `webapps` ausliefert: Nimm das für deine Anwendung hinzu, zum Beispiel `RUN java -jar \"$JETTY_HOME/start.jar\" --add-modules=ee8-deploy` für `javax.*`.",
        zh: "`{image}` 没有启用部署 `webapps` 的模块：请添加适合你的应用的模块，例如面向 `javax.*` 时用 `RUN java -jar \"$JETTY_HOME/start.jar\" --add-modules=ee8-deploy`。");
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// By NVIDIA's table ([minor version
/// compatibility](https://docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html), 2026-11-29).
fn cuda(case: &Case, image: &Image, from: &str, to: &str) -> String {
    const DRIVERS: [(u32, u32); 3] = [(11, 450), (12, 525), (13, 580)];
    let major = version(image).and_then(|version| parts(version, 1).first().copied());
    let driver = DRIVERS.iter().find(|(line, _)| Some(*line) == major).map(|(_, driver)| driver);
    let lang = case.lang();
    match driver {
        Some(driver) => say!(lang,
            en: "{to} is another major release of CUDA than {from}: the host needs a driver from {driver} on, and what was built for the old one must be built for the new one.",
            de: "{to} ist eine andere Hauptversion von CUDA als {from}: Der Host braucht einen Treiber ab {driver}, und was für die alte gebaut ist, muss für die neue gebaut werden.",
            zh: "{to} 与 {from} 是 CUDA 的不同主版本：主机需要 {driver} 及以上的驱动，为旧版本构建的内容须为新版本重新构建。"),
        None => say!(lang,
            en: "{to} is another major release of CUDA than {from}: check the driver of the host, and what was built for the old one.",
            de: "{to} ist eine andere Hauptversion von CUDA als {from}: Prüfe den Treiber des Hosts und was für die alte gebaut ist.",
            zh: "{to} 与 {from} 是 CUDA 的不同主版本：请检查主机驱动，以及为旧版本构建的内容。"),
    }
}

/// `torch==1.12.1+cu113` was chosen for the CUDA of the present base.
fn wheels(case: &Case, now: &Image, image: &Image) -> Option<Objection> {
    let both = [now, image].iter().all(|one| one.repository.ends_with("/cuda"));
    if !both || parts(version(now)?, 1) == parts(version(image)?, 1) {
        return None;
    }
    let pinned = pinned::made_for_cuda(case)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[pinned])), &image.reference);
    let text = say!(lang,
        en: "{line} installs packages made for one release of CUDA: choose those for the one of `{image}`.",
        de: "{line} installiert Pakete, die für eine bestimmte Version von CUDA gemacht sind: Wähle die für die von `{image}`.",
        zh: "{line}安装的软件包是为特定 CUDA 版本制作的：请改选适用于 `{image}` 的版本。");
    Some(objection(RULE.id, Weight::Blocker, text, vec![pinned]))
}

/// `ENV PG_MAJOR=14`: the file says by itself which release it stands on.
fn variables(case: &Case, now: &Image, image: &Image) -> Vec<Objection> {
    let (Some(old), Some(new)) = (version(now), version(image)) else { return Vec::new() };
    let (old, new) = (parts(old, 1), parts(new, 1));
    if old == new || old.is_empty() {
        return Vec::new();
    }
    let product = now.repository.rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
    let prefixes = [product.as_str(), if product == "POSTGRES" { "PG" } else { "" }];
    let speaks = |name: &str| {
        let of = name.strip_suffix("_MAJOR").or_else(|| name.strip_suffix("_VERSION"));
        of.is_some_and(|of| !of.is_empty() && prefixes.contains(&of))
    };
    let tree = &case.build.tree;
    let pairs = case.steps().iter().filter_map(|step| match &tree.instructions.get(step.instruction)?.kind {
        Kind::Env(pairs) | Kind::Arg(pairs) => Some(pairs),
        _ => None,
    });
    let left = pairs.flatten().filter(|pair| {
        let value = pair.value.as_ref().map(|value| value.text.as_str()).unwrap_or_default();
        speaks(&pair.name.text) && parts(value, 1) == old
    });
    left.map(|pair| variable(case, &pair.name.text, pair.name.span, &named(now, image).1)).collect()
}

fn variable(case: &Case, name: &str, span: Span, to: &str) -> Objection {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} sets `{name}` for the present release: bring it to that of {to}.",
        de: "{line} setzt `{name}` für die jetzige Version: Bring es auf die von {to}.",
        zh: "{line}把 `{name}` 设为当前版本：请改为 {to} 的版本。");
    objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours)
}

/// The numbers of an image's release, as far as they are told.
pub fn release(image: &Image) -> Vec<u32> {
    version(image).map(|version| parts(version, 4)).unwrap_or_default()
}

pub fn parts(version: &str, count: usize) -> Vec<u32> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).take(count).collect()
}

/// By its tag, or by the line whose calendar it has.
pub fn version(image: &Image) -> Option<&str> {
    let stated = image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    let line = || image.lifecycle.runtime.of.as_ref()?.rsplit(' ').next();
    stated
        .or_else(line)
        .or_else(|| of_tag(image))
        .filter(|version| version.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// Of products whose rows name none: `14.0.0` in `alpine-v14.0.0`. The rows of agents name their Java.
fn of_tag(image: &Image) -> Option<&str> {
    made_for::product(image).filter(|_| image.runtime.is_none())?;
    let is_version = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() < 10;
    image.tag.as_deref()?.split('-').map(|word| word.trim_start_matches('v')).find(is_version)
}

/// The present release and the one considered, as a sentence names them.
fn named(now: &Image, image: &Image) -> (String, String) {
    let (from, to) = (of_runtime(now), of_runtime(image));
    // `mongo:8` was several releases, and its lifecycle that of the last.
    let from = if from == to { format!("`{}`", now.reference) } else { from };
    (from, to)
}

/// `PostgreSQL 15`, or the image where its product has no name.
fn of_runtime(image: &Image) -> String {
    match &image.lifecycle.runtime.of {
        Some(_) => ground::title(&image.lifecycle.runtime),
        None => format!("`{}`", image.reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Vec<String> {
        let told = weighed(RULE.id, file, to, Shape::Swap).into_iter();
        told.filter(|one| one.weight == Weight::Change && one.change == Some(Change::Yours))
            .map(|one| one.text)
            .collect()
    }

    #[test]
    fn another_major_release_is_work() {
        let file = "FROM tomcat:8.5-jdk8-openjdk\nCOPY app.war /usr/local/tomcat/webapps/\n";
        assert!(told(file, "tomcat:10.1-jre25-temurin-noble")[0].contains("`jakarta.*`"));
        assert!(told(file, "tomcat:9.0-jre8-temurin-noble")[0].contains("another major release"));
        assert!(told("FROM grafana/grafana:9.5.0\nCOPY a /a\n", "grafana/grafana:13.2.0")[0].contains("Grafana 9.5:"));
        assert!(told(&file.replace("8.5-jdk8-openjdk", "9.0-jdk11"), "tomcat:9.0-jre11-temurin-noble").is_empty());
    }

    #[test]
    fn data_of_another_major_release_is_work() {
        let file = "FROM postgres:16-trixie\nCOPY init.sql /docker-entrypoint-initdb.d/\n";
        let to_18 = told(file, "postgres:18-trixie");
        assert!(to_18[0].contains("with one at `/var/lib/postgresql/data` the container stops"), "{to_18:?}");
        assert!(!to_18[0].contains("new volume needs nothing"));
        assert!(told(file, "postgres:17-trixie")[0].contains("new volume needs nothing"));
        let placed = file.replace("COPY", "ENV PGDATA=/data\nCOPY");
        assert!(told(&placed, "postgres:18-trixie")[0].contains("new volume needs nothing"));
        let mongo = "FROM mongo:8\nCOPY a.js /docker-entrypoint-initdb.d/\n";
        assert!(told(mongo, "mongo:8.3-noble")[0].contains("directory of `mongo:8`"));
    }

    #[test]
    fn elasticsearch_takes_over_from_the_last_minor_release() {
        let file = "FROM elasticsearch:7.10.1\nCOPY a.yml /usr/share/elasticsearch/config/\n";
        assert!(told(file, "elasticsearch:8.19.20")[0].contains("7.17"));
        assert!(told(file, "elasticsearch:9.5.2")[0].contains("does not take over"));
    }

    #[test]
    fn another_c_library_sorts_otherwise() {
        let file = "FROM postgres:16-bookworm\nCOPY init.sql /docker-entrypoint-initdb.d/\n";
        for to in ["postgres:16-trixie", "postgres:16-alpine3.24"] {
            assert!(told(file, to)[0].contains("REINDEX"), "{to}: {:?}", told(file, to));
        }
        assert!(told(file, "postgres:18-trixie").iter().all(|text| !text.contains("REINDEX")));
        assert!(told("FROM redis:7-bookworm\n", "redis:7.4-alpine3.21").iter().all(|text| !text.contains("REINDEX")));
    }

    #[test]
    fn variables_that_name_the_old_release_are_told() {
        let file = "FROM postgres:14\nENV PG_MAJOR=14\nCOPY init.sql /docker-entrypoint-initdb.d/\n";
        let named = |file: &str, to: &str| told(file, to).iter().any(|text| text.contains("sets `PG_MAJOR`"));
        assert!(named(file, "postgres:15-trixie") && !named(file, "postgres:14-trixie"));
        assert!(!named(&file.replace("=14", "=15"), "postgres:15-trixie"));
    }

    #[test]
    fn jetty_12_deploys_nothing_by_itself() {
        let file = "FROM jetty:9.4\nCOPY a.war /var/lib/jetty/webapps/\n";
        let named = |file: &str| told(file, "jetty:12.0-jdk25-alpine").iter().any(|text| text.contains("ee8-deploy"));
        assert!(named(file));
        let adds = "RUN java -jar $JETTY_HOME/start.jar --add-modules=ee8-deploy\n";
        assert!(!named(&format!("{file}{adds}")) && !named(&file.replace("9.4", "12.0")));
    }

    #[test]
    fn another_cuda_needs_a_driver_and_its_own_wheels() {
        let file = "FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install torch==1.12.1+cu113\nCMD [\"python3\", \"a.py\"]\n";
        let all = told(file, "nvidia/cuda:13.0.0-cudnn-runtime-ubuntu24.04");
        assert!(all.iter().any(|text| text.contains("driver from 580 on")), "{all:?}");
        let held = |file: &str| {
            let told = weighed(RULE.id, file, "nvidia/cuda:13.0.0-cudnn-runtime-ubuntu24.04", Shape::Swap);
            told.iter().any(|one| one.weight == Weight::Blocker && one.text.contains("made for one release of CUDA"))
        };
        assert!(held(file));
        assert!(!held(&file.replace("torch==1.12.1+cu113", "flask==1.0")));
        assert!(told(file, "nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04").is_empty());
    }
}
