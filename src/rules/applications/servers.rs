//! Servers that carry their Java in the image: Tomcat, Jetty.

use super::{made_for, products};
use crate::catalogue::{Image, Kind};
use crate::evidence::Product;
use crate::rules::claims::*;
use crate::rules::languages::{javas, runtimes};
use crate::rules::packages::enterprise;
use crate::rules::places::busybox_places;
use crate::rules::runtime_version_mismatch::RULE;

/// `9.0-jre21-temurin` carries Java 21: classes made for it do not load on an older one.
pub fn older_java(case: &Case, choice: &Choice) -> Option<Objection> {
    told(case, choice, Weight::Blocker, |old, new| new < old)
}

/// The application runs on another Java than today.
pub fn newer_java(case: &Case, choice: &Choice) -> Option<Objection> {
    let agent = || case.present().is_some_and(|now| made_for::product(now).is_some());
    let product = case.facts.product == Product::Application || agent();
    told(case, choice, Weight::Risk, |old, new| new > old).filter(|_| product)
}

fn told(case: &Case, choice: &Choice, weight: Weight, counts: fn(u32, u32) -> bool) -> Option<Objection> {
    let now = case.present().filter(|_| !case.stays(choice))?;
    let (old, new) = (java_of(now)?, java_of(&choice.image)?);
    let (lang, image) = (case.lang(), &choice.image.reference);
    counts(old, new).then(|| {
        let text = say!(lang,
            en: "`{image}` brings Java {new}, and the file is written for {old}.",
            de: "`{image}` bringt Java {new} mit, und die Datei ist für {old} geschrieben.",
            zh: "`{image}` 自带 Java {new}，而文件是为 {old} 编写的。");
        objection(RULE.id, weight, text, Vec::new())
    })
}

/// The major line of a Tomcat that stands on another image than its own.
pub fn own_tomcat(case: &Case) -> Option<u32> {
    let workload = &case.facts.workload;
    let own = matches!(&workload.kind, Kind::Application(name) if name == "tomcat")
        && !case.present().is_some_and(|now| now.repository.ends_with("/tomcat"));
    workload.version.as_deref().filter(|_| own)?.split('.').next()?.parse().ok()
}

/// Another line of it, by its own image.
pub fn other_tomcat(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = own_tomcat(case)?;
    let new = tomcat(&choice.image).filter(|new| *new > own)?;
    let (lang, to) = (case.lang(), format!("Tomcat {new}"));
    let text = match own < 10 && new >= 10 {
        true => javax(lang, &to),
        false => say!(lang,
            en: "{to} is another major release than Tomcat {own}: read its upgrade notes before you switch.",
            de: "{to} ist eine andere Hauptversion als Tomcat {own}: Lies vorher, was sich ändert.",
            zh: "{to} 与 Tomcat {own} 主版本不同：切换前请阅读其升级说明。"),
    };
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// The package of Tomcat that the image is, and the Java below it.
pub fn is_tomcats(case: &Case, package: &str, image: &Image) -> bool {
    let is_it = || package.strip_prefix("tomcat").is_some_and(|line| line.parse::<u32>().is_ok());
    tomcat(image).is_some() && own_tomcat(case).is_some() && (is_it() || javas::java(package).is_some())
}

/// Where the packages of Debian and Ubuntu keep it, and Docker's image does
/// ([tomcat](https://hub.docker.com/_/tomcat)).
pub fn places(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    const HOME: &str = "/usr/local/tomcat";
    let Some(line) = own_tomcat(case).filter(|_| choice.image.repository.ends_with("/tomcat")) else {
        return Vec::new();
    };
    let claim = |place: &str, span: Span| {
        let (lang, image, at) = (case.lang(), &choice.image.reference, sentence(case.line(&[span])));
        let text = say!(lang,
            en: "{at} names `{place}`; in `{image}` it is `{HOME}`.",
            de: "{at} nennt `{place}`; in `{image}` ist es `{HOME}`.",
            zh: "{at}写的是 `{place}`；在 `{image}` 中是 `{HOME}`。");
        objection(rule, Weight::Change, text, vec![span]).by(Change::Path { span, to: HOME.into() })
    };
    let places = ["/var/lib", "/usr/share"].map(|of| format!("{of}/tomcat{line}"));
    places
        .iter()
        .flat_map(|place| busybox_places::named(case, place).into_iter().map(|span| claim(place, span)))
        .collect()
}

fn tomcat(image: &Image) -> Option<u32> {
    let runtime = image.runtime.as_ref().filter(|_| image.repository.ends_with("/tomcat"))?;
    runtime.version.as_deref()?.split('.').next()?.parse().ok()
}

pub fn javax(lang: Lang, to: &str) -> String {
    say!(lang,
        en: "{to} runs applications for `jakarta.*`: one written for `javax.*` must be converted first (Apache's migration tool does it), or stays on Tomcat 9.0.",
        de: "{to} führt Anwendungen für `jakarta.*` aus: Eine für `javax.*` muss erst umgestellt werden (das Migrationswerkzeug von Apache tut es) oder bleibt auf Tomcat 9.0.",
        zh: "{to} 运行面向 `jakarta.*` 的应用：面向 `javax.*` 的应用须先转换（可用 Apache 的迁移工具），否则应留在 Tomcat 9.0。")
}

/// From Tomcat 10 on a container runs `jakarta.*` and no longer `javax.*`
/// ([migration guide](https://tomcat.apache.org/migration-10.html), "Specification APIs").
pub fn leaves_javax(case: &Case, image: &Image) -> bool {
    let old = own_tomcat(case).or_else(|| tomcat(case.present()?));
    old.is_some_and(|old| old < 10) && tomcat(image).is_some_and(|new| new >= 10)
}

/// The images deploy nothing of their own any more: the manager lies in `webapps.dist`
/// ([tomcat](https://hub.docker.com/_/tomcat), "docker-library/tomcat#181", 2019).
pub fn undeployed(case: &Case, choice: &Choice) -> Option<Objection> {
    let is_tomcat = |image: &Image| image.repository.ends_with("/tomcat");
    let old = |now: &&Image| is_tomcat(now) && products::release(now).as_slice() < [8, 5].as_slice();
    case.present().filter(old).filter(|_| is_tomcat(&choice.image) && !case.stays(choice))?;
    let named = ["webapps/manager", "webapps/host-manager", "tomcat-users.xml"];
    let text = case.build.tree.source.text();
    named.iter().any(|name| text.contains(name)).then(|| {
        let (lang, image) = (case.lang(), &choice.image.reference);
        let text = say!(lang,
            en: "`{image}` serves no manager: it lies in `webapps.dist`. Copy it first: `RUN cp -r webapps.dist/manager webapps/`.",
            de: "`{image}` liefert keinen Manager aus: Er liegt in `webapps.dist`. Kopiere ihn zuerst: `RUN cp -r webapps.dist/manager webapps/`.",
            zh: "`{image}` 默认不提供管理界面：它位于 `webapps.dist`。请先复制：`RUN cp -r webapps.dist/manager webapps/`。");
        objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours)
    })
}

/// The Java that a tag names, or that the image is made of.
pub fn java_of(image: &Image) -> Option<u32> {
    let mut words = image.tag.as_deref()?.split('-');
    let named = words.find_map(|word| word.strip_prefix("jdk").or(word.strip_prefix("jre"))?.parse().ok());
    named.or_else(|| {
        let java = image.runtime.as_ref().filter(|runtime| runtime.name == "java")?;
        runtimes::line("java", java.version.as_deref()?)?.parse().ok()
    })
}

/// From EL 8 on `httpd-init.service` makes the certificate of mod_ssl, not the package
/// ([httpd-ssl-gencerts](https://src.fedoraproject.org/rpms/httpd/blob/rawhide/f/httpd-ssl-gencerts)).
pub fn own_certificate(case: &Case, choice: &Choice) -> Option<Objection> {
    let of = |image: &Image| image.os.as_ref().and_then(enterprise::release);
    let crosses = of(case.present()?).is_some_and(|old| old < 8) && of(&choice.image) >= Some(8);
    let install = case.installs().iter().find(|one| one.package.name == "mod_ssl").filter(|_| crosses)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[install.package.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs `mod_ssl`, which on `{image}` brings no certificate: httpd stops without `/etc/pki/tls/certs/localhost.crt`. Run `/usr/libexec/httpd-ssl-gencerts`, or copy your own.",
        de: "{line} installiert `mod_ssl`, das auf `{image}` kein Zertifikat mitbringt: httpd bricht ohne `/etc/pki/tls/certs/localhost.crt` ab. Führe `/usr/libexec/httpd-ssl-gencerts` aus, oder kopiere ein eigenes.",
        zh: "{line}安装 `mod_ssl`，它在 `{image}` 上不带证书：没有 `/etc/pki/tls/certs/localhost.crt`，httpd 会中止。请运行 `/usr/libexec/httpd-ssl-gencerts`，或复制自己的证书。");
    Some(objection(RULE.id, Weight::Change, text, vec![install.package.span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_manager_lies_beside_what_is_served() {
        let file = "FROM tomcat:8.0\nCOPY context.xml /usr/local/tomcat/webapps/manager/META-INF/context.xml\n";
        let told = |file: &str| {
            let told = weighed(RULE.id, file, "tomcat:9.0", Shape::Swap);
            told.iter().any(|one| one.text.contains("webapps.dist"))
        };
        assert!(told(file) && !told(&file.replace("8.0", "8.5")) && !told(&file.replace("manager", "ROOT")));
    }

    #[test]
    fn a_servlet_container_keeps_its_java() {
        let file = "FROM tomcat:9-jdk11\nCOPY app.war /usr/local/tomcat/webapps/\n";
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre8-temurin-noble", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre11-temurin-jammy", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre17-temurin-jammy", Shape::Swap), Some(Weight::Risk));
        let agent = "FROM jenkins/inbound-agent:4.13-jdk11\nUSER jenkins\n";
        let next = "jenkins/inbound-agent:3355.v388858a_47b_33-5-jdk25";
        assert_eq!(weight(RULE.id, agent, next, Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn tomcat_is_offered_on_the_java_of_the_file() {
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let offered = |from: &str, image: &str| {
            let file = format!("FROM {from}\nCOPY app.war /usr/local/tomcat/webapps/\n");
            let advice = crate::conclude(&crate::wishes::Input::pasted(file), &wishes);
            advice.recommendations.iter().any(|one| one.candidate.image().reference == image && one.candidate.holds())
        };
        assert!(offered("tomcat:9.0-jdk11-openjdk-slim", "tomcat:9.0-jre11-temurin-noble"));
        assert!(offered("tomcat:8.5-jdk8-openjdk", "tomcat:9.0-jre8-temurin-noble"));
    }

    #[test]
    fn an_installed_tomcat_goes_to_its_own_image() {
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless tomcat8\nCOPY app.war /var/lib/tomcat8/webapps/\nENV CATALINA_BASE=/var/lib/tomcat8\nCMD [\"/usr/share/tomcat8/bin/catalina.sh\", \"run\"]\n";
        let text = crate::advise(&crate::wishes::Input::pasted(file), &wishes).rewrite.expect("written").dockerfile;
        assert!(
            text.starts_with("FROM tomcat:9.0-jre8-temurin-noble\nCOPY app.war /usr/local/tomcat/webapps/\n"),
            "{text}"
        );
        assert!(text.ends_with("CMD [\"/usr/local/tomcat/bin/catalina.sh\", \"run\"]\n"), "{text}");
        let told = weighed(RULE.id, file, "tomcat:11.0-jre25-temurin-noble", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("jakarta")), "{told:?}");
    }

    #[test]
    fn javax_stays_on_the_last_line_that_has_it() {
        let first = |from: &str, today: &str| {
            let wishes = crate::wishes::Wishes { today: today.into(), ..Default::default() };
            let file = format!("FROM {from}\nCOPY app.war /usr/local/tomcat/webapps/\n");
            let advice = crate::conclude(&crate::wishes::Input::pasted(file), &wishes);
            let (first, rest) = advice.recommendations.split_first().expect("advice");
            let warned = |one: &crate::advice::Recommendation| {
                one.candidate.of(Weight::Change).any(|claim| claim.text.contains("jakarta"))
            };
            let told = first.candidate.of(Weight::Risk).any(|claim| claim.text.contains("ends on 2027-03-31"));
            (first.candidate.image().reference.clone(), told, rest.iter().any(warned))
        };
        let day = "2026-11-28";
        assert_eq!(first("tomcat:8.5-jdk8-openjdk", day), ("tomcat:9.0-jre8-temurin-noble".into(), true, true));
        assert_eq!(first("tomcat:8", day), ("tomcat:9.0".into(), true, true));
        assert!(first("tomcat:8.5-jdk8-openjdk", "2027-05-01").0.starts_with("tomcat:10.1-"), "9.0 is over, too");
    }

    #[test]
    fn a_certificate_is_no_part_of_mod_ssl_any_more() {
        let file = "FROM centos:7\nRUN yum -y install httpd mod_ssl\nCMD [\"/usr/sbin/httpd\", \"-DFOREGROUND\"]\n";
        let told = |file: &str| {
            weighed(RULE.id, file, "almalinux:9", Shape::Swap).iter().any(|one| one.text.contains("gencerts"))
        };
        assert!(told(file));
        assert!(!told(&file.replace(" mod_ssl", "")) && !told(&file.replace("centos:7", "almalinux:8")));
    }
}
