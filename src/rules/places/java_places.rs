//! Java called by its path, or `JAVA_HOME` set by hand: each maker keeps it somewhere else. Told under
//! `interpreter-path-moved`.

use crate::catalogue::{Family, Image};
use crate::rules::claims::*;
use crate::rules::interpreter_path_moved::paths;
use crate::rules::jdk_where_jre::is_jre;
use crate::shell::Arg;

/// Temurin and Semeru keep theirs in `/opt/java/openjdk`, by their build files
/// ([Temurin](https://github.com/adoptium/containers), [Semeru](https://github.com/ibmruntimes/semeru-containers)), and
/// link nothing in `/usr/bin`; distroless has `/usr/bin/java`
/// ([its build](https://github.com/GoogleContainerTools/distroless/tree/main/java)).
pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let new = &choice.image;
    let Some(line) = java(new) else { return Vec::new() };
    let of_maker = |(path, at): (&str, Span)| {
        let named = PLACES.iter().any(|place| path.starts_with(place)) && !case.brings(home(path));
        if !named || keeps(case, new, path, &line) {
            return None;
        }
        let (lang, place, image) = (case.lang(), sentence(case.line(&[at])), &new.reference);
        let text = say!(lang,
            en: "{place} names `{path}`, where the present base has Java; `{image}` keeps its own elsewhere.",
            de: "{place} nennt `{path}`, wo das jetzige Basis-Image Java hat; `{image}` hat seines anderswo.",
            zh: "{place}写的是 `{path}`，即当前基础镜像中 Java 的位置；`{image}` 的 Java 在别处。");
        let to = is_temurin(new).then(|| path.replacen(home(path), "/opt/java/openjdk", 1));
        let change = to.map_or(Change::Yours, |to| Change::Path { span: at, to });
        Some(objection(rule, Weight::Change, text, vec![at]).by(change))
    };
    let of_makers = paths(case).flat_map(|(path, fact)| fact.spans.iter().map(move |at| (path, *at)));
    of_makers.filter_map(of_maker).chain(stores(case, new, &line, rule)).collect()
}

/// `keytool -keystore /etc/ssl/certs/java/cacerts`: Temurin's own certificates lie beside its Java, in `jre` of a JDK 8.
fn stores(case: &Case, new: &Image, line: &str, rule: &'static str) -> Vec<Objection> {
    let jre = if line.starts_with('8') && !is_jre(new) { "/jre" } else { "" };
    let to = format!("$JAVA_HOME{jre}/lib/security/cacerts");
    let other =
        |arg: &&Arg| arg.text.ends_with("/cacerts") && case.build.tree.source.slice(arg.span).trim_matches('"') != to;
    let calls = case.commands().filter(|command| is_temurin(new) && command.name() == "keytool");
    let (lang, image) = (case.lang(), &new.reference);
    let claim = |arg: &Arg| {
        let place = sentence(case.line(&[arg.span]));
        let text = say!(lang,
            en: "{place} names the present base's store of certificates; on `{image}` it is `{to}`.",
            de: "{place} nennt den Zertifikatsspeicher des jetzigen Basis-Images; auf `{image}` ist es `{to}`.",
            zh: "{place}写的是当前基础镜像的证书库；在 `{image}` 上是 `{to}`。");
        let change = Change::Path { span: arg.span, to: to.clone() };
        objection(rule, Weight::Change, text, vec![arg.span]).by(change)
    };
    calls.flat_map(|command| &command.args).filter(other).map(claim).collect()
}

const PLACES: [&str; 5] = ["/usr/bin/java", "/usr/lib/jvm/", "/usr/local/openjdk", "/usr/java/", "/opt/java/"];

/// `/usr/lib/jvm/java-17` of `/usr/lib/jvm/java-17/bin/java`; what is linked in `/usr/bin` counts as one with its program.
fn home(path: &str) -> &str {
    path.split_once("/bin/java").map_or(path, |(home, _)| home)
}

fn java(image: &Image) -> Option<String> {
    let runtime = image.runtime.as_ref().filter(|runtime| runtime.name == "java")?;
    Some(runtime.version.as_deref()?.split('.').next()?.to_string())
}

fn is_temurin(image: &Image) -> bool {
    ["/eclipse-temurin", "/ibm-semeru-runtimes"].iter().any(|end| image.repository.ends_with(end))
}

/// The path leads to Java there, too.
fn keeps(case: &Case, new: &Image, path: &str, line: &str) -> bool {
    let now = case.present();
    let same = now.is_some_and(|now| now.repository == new.repository && now.family == new.family);
    let numbered = path.chars().any(|c| c.is_ascii_digit());
    let same_line = || now.and_then(java).as_deref() == Some(line);
    is_temurin(new) && path.starts_with("/opt/java/openjdk")
        || path == "/usr/bin/java" && matches!(new.family, Family::Distroless | Family::Wolfi)
        || same && (!numbered || same_line())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn moved(file: &str, to: &str) -> Vec<Option<String>> {
        let told = weighed("interpreter-path-moved", file, to, Shape::Swap);
        let path = |one: Objection| match one.change {
            Some(Change::Path { to, .. }) => Some(to),
            _ => None,
        };
        told.into_iter().map(path).collect()
    }

    #[test]
    fn the_path_of_java_follows_its_maker() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y openjdk-17-jre-headless\nCOPY app.jar /app.jar\nCMD [\"/usr/bin/java\", \"-jar\", \"/app.jar\"]\n";
        assert_eq!(moved(file, "eclipse-temurin:17-jre"), [Some("/opt/java/openjdk/bin/java".to_string())]);
        assert_eq!(moved(file, "amazoncorretto:17"), [None]);
        for fine in ["debian:trixie-slim", "gcr.io/distroless/java17-debian13"] {
            assert!(moved(file, fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn the_store_of_certificates_follows_its_maker() {
        let file = "FROM openjdk:8-jdk\nRUN keytool -import -noprompt -alias x -file /ca.crt -keystore $JAVA_HOME/jre/lib/security/cacerts -storepass changeit\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        assert_eq!(moved(file, "eclipse-temurin:8-jre"), [Some("$JAVA_HOME/lib/security/cacerts".to_string())]);
        assert!(moved(file, "eclipse-temurin:8-jdk").is_empty());
    }

    #[test]
    fn java_home_of_another_maker_moves() {
        let file = "FROM openjdk:11-jre-slim\nENV JAVA_HOME=/usr/local/openjdk-11\nCOPY app.jar start.sh /\nCMD [\"/start.sh\"]\n";
        assert_eq!(moved(file, "eclipse-temurin:11-jre"), [Some("/opt/java/openjdk".to_string())]);
        assert_eq!(moved(file, "amazoncorretto:11"), [None]);
        let own =
            file.replace("COPY app", "COPY --from=eclipse-temurin:11 /opt/java/openjdk /opt/java/openjdk\nCOPY app");
        assert!(moved(&own.replace("/usr/local/openjdk-11", "/opt/java/openjdk"), "amazoncorretto:11").is_empty());
        let temurin = "FROM eclipse-temurin:17-jre-jammy\nENV JAVA_HOME=/opt/java/openjdk\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        assert!(moved(temurin, "eclipse-temurin:21-jre").is_empty());
    }
}
