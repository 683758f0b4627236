//! An image that is a product or a tool: a base that is not of it lacks the very thing. Told under `base-brings-more`.

use super::bitnami;
use crate::catalogue::{Image, Kind, Purpose, Tri};
use crate::evidence::Product;
use crate::rules::claims::*;
use crate::rules::packages::installs;
use crate::rules::{ground, offers};
use crate::stages::Does;

const RULE: &str = crate::rules::base_brings_more::RULE.id;

/// Rows of products that are a language, a framework of one or a system after all: programs are built on them.
const GROUNDS: [&str; 21] = [
    "aspnet-core",
    "bitnami-shell",
    "busybox",
    "django",
    "dotnet",
    "dotnet-sdk",
    "fsharp",
    "golang",
    "iojs",
    "java",
    "jre",
    "minideb",
    "mono",
    "node",
    "openjdk",
    "os-shell",
    "php-fpm",
    "php-zendserver",
    "python",
    "rails",
    "ruby",
];

/// Agents of build servers: the catalogue knows them by the Java or the system that they stand on
/// (github.com/jenkinsci/docker-agent, github.com/actions/runner).
const AGENTS: [&str; 2] = ["docker.io/jenkins/", "/actions-runner"];

pub fn lacking(case: &Case, choice: &Choice) -> Option<Objection> {
    let now = case.present().filter(|_| !case.stays(choice))?;
    let made = product(now).filter(|made| !has(case, choice, now, made))?;
    let (lang, name, image) = (case.lang(), case.written(), &choice.image.reference);
    let spans = case.shipped().map(|footing| footing.stage.from.span).into_iter().collect();
    if is_needed(case, made) {
        let text = say!(lang,
            en: "`{name}` is made for `{made}`, which `{image}` does not have.",
            de: "`{name}` ist für `{made}` da, und das hat `{image}` nicht.",
            zh: "`{name}` 是为 `{made}` 制作的，而 `{image}` 没有它。");
        return Some(objection(RULE, Weight::Blocker, text, spans));
    }
    let text = say!(lang,
        en: "`{name}` is made for `{made}`, which `{image}` does not have: whether anything here calls it, the file does not show.",
        de: "`{name}` ist für `{made}` da, und das hat `{image}` nicht: Ob hier etwas es aufruft, zeigt die Datei nicht.",
        zh: "`{name}` 是为 `{made}` 制作的，而 `{image}` 没有它：文件看不出是否会调用它。");
    Some(objection(RULE, Weight::Doubt, text, spans))
}

/// What the image is there for, by the name of its repository.
pub fn product(image: &Image) -> Option<&str> {
    let name = image.repository.rsplit('/').next()?;
    let agent = || AGENTS.iter().any(|part| image.repository.contains(part));
    let made = image.purpose == Purpose::Application || agent() || bitnami::is_of(image);
    Some(name).filter(|name| made && !GROUNDS.contains(name))
}

/// The same product, from whatever hands; or the tool by itself.
pub fn is_same(case: &Case, now: &Image, image: &Image) -> bool {
    let name = |image: &Image| image.repository.rsplit('/').next().unwrap_or_default().to_string();
    let runtime = |image: &Image| image.runtime.as_ref().map(|runtime| runtime.name);
    let ladder = matches!(case.facts.workload.kind, Kind::Application(_)) && image.purpose != Purpose::Os;
    ladder
        || now.repository == image.repository
        || name(now) == name(image)
        || runtime(now).is_some() && runtime(now) == runtime(image) && now.purpose == image.purpose
        || ground::succeeds(now, image)
}

fn has(case: &Case, choice: &Choice, now: &Image, made: &str) -> bool {
    let installed = || case.installs().iter().any(|install| install.package.name == made);
    is_same(case, now, &choice.image)
        || installs::keeps_installing(choice) && installed()
        || case.brings(&format!("bin/{made}"))
        || offers::tool(&choice.image, made) == Tri::Yes
}

/// The base's own program starts, or the file names the product: in a command, or where it puts its files.
fn is_needed(case: &Case, made: &str) -> bool {
    let inherits = || case.facts.find("inherits-entrypoint").next().is_some();
    let named = |text: &str| match made.len() {
        ..4 => text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == made),
        _ => text.contains(made),
    };
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let launches = || config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    case.facts.product == Product::Application
        || launches().next().is_none()
        || inherits()
        || launches().flat_map(|launch| &launch.words).any(|word| named(&word.text))
        || case.steps().iter().any(|step| match &step.does {
            Does::Run(launch) => launch.commands.iter().any(|command| named(&command.program.text)),
            Does::Bring { destination, .. } => destination.as_ref().is_some_and(|to| named(&to.text)),
            Does::Set => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn told(file: &str, to: &str) -> Option<Weight> {
        weight(RULE, file, to, Shape::Swap)
    }

    #[test]
    fn a_tool_is_not_in_a_plain_system() {
        let runner = "FROM gitlab/gitlab-runner:alpine-v14.0.0\nRUN apk add bash git\n";
        assert_eq!(told(runner, "alpine:3.24"), Some(Weight::Blocker));
        assert_eq!(told(runner, "gitlab/gitlab-runner:alpine-v19.3.0"), None);
        let agent = "FROM jenkins/inbound-agent:4.13-jdk11\nUSER root\nRUN apt-get update && apt-get install -y make\nUSER jenkins\n";
        assert_eq!(told(agent, "eclipse-temurin:25-jre-resolute"), Some(Weight::Blocker));
        let keycloak =
            "FROM quay.io/keycloak/keycloak:26.0\nENTRYPOINT [\"/opt/keycloak/bin/kc.sh\"]\nCMD [\"start\"]\n";
        assert_eq!(told(keycloak, "registry.access.redhat.com/ubi10/ubi-minimal:latest"), Some(Weight::Blocker));
        assert_eq!(told(keycloak, "dhi.io/keycloak:26-debian13"), None);
    }

    #[test]
    fn what_a_script_calls_is_an_open_question() {
        let script =
            "FROM bitnami/terraform:1.5\nCOPY deploy.sh /deploy.sh\nENTRYPOINT [\"/bin/bash\",\"/deploy.sh\"]\n";
        assert_eq!(told(script, "alpine:3.24"), Some(Weight::Doubt));
        assert_eq!(
            told(&script.replace("/bin/bash\",\"/deploy.sh", "terraform"), "alpine:3.24"),
            Some(Weight::Blocker)
        );
        assert_eq!(told(&script.replace("terraform:1.5", "minideb:bookworm"), "alpine:3.24"), None);
        assert_eq!(told(&script.replace("bitnami/terraform:1.5", "debian:12"), "alpine:3.24"), None);
    }

    #[test]
    fn the_product_from_other_hands_is_the_product() {
        let site = "FROM nginx:1.29\nCOPY dist /usr/share/nginx/html\n";
        assert_eq!(told(site, "nginxinc/nginx-unprivileged:stable-alpine"), None);
        let old = "FROM jboss/keycloak:15.0.2\nCOPY themes/x /opt/jboss/keycloak/themes/x\n";
        assert_eq!(told(old, "quay.io/keycloak/keycloak:26.7.2"), None);
    }

    #[test]
    fn a_server_of_the_system_is_another_in_its_own_image() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y nginx\nCOPY html /var/www/html\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        let to = |image: &str| weight("package-unavailable", file, image, Shape::Swap);
        assert_eq!(to("nginx:1.31-trixie"), Some(Weight::Doubt));
        assert!(to("ubuntu:26.04") < Some(Weight::Doubt));
    }
}
