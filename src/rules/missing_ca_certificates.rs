//! # No certificates to check TLS connections with
//!
//! ## What it is
//! The program opens TLS connections, and the base has no list of the certificate authorities to trust. `scratch`, BusyBox and the slim images of Debian and Ubuntu have none.
//!
//! ## Why it matters
//! Every connection fails with an error such as `x509: certificate signed by unknown authority`. It shows only when the first call is made.
//!
//! ## What to do
//! Copy the list from a stage that has it: `COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`. Where there is a package manager, install `ca-certificates`.
//!
//! ## When not to
//! If the program brings its own list, or speaks to nobody outside, it needs none.
//!
//! ## Example
//! ```dockerfile
//! FROM golang:1.26 AS build
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! FROM scratch
//! COPY --from=build /app /app
//! ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM golang:1.26 AS build
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! FROM scratch
//! COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
//! COPY --from=build /app /app
//! ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Go: crypto/x509, where system roots are looked for](https://pkg.go.dev/crypto/x509#SystemCertPool)
//! - [Distroless: what static contains](https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md)

use super::claims::*;
use super::packages::installs::{self, Install};
use crate::catalogue::packages::Role;
use crate::catalogue::{Image, Tri};
use crate::evidence::Standing;
use crate::evidence::asked;
use crate::shell::{Command, Manager};
use std::cell::OnceCell;

pub const RULE: Rule = Rule { id: "missing-ca-certificates", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(present) = lacking(case).filter(|_| !is_copied(case) && !is_installed(case, case.installs())) else {
        return Vec::new();
    };
    if let Some(stopped) = stopped(case, &present) {
        return vec![stopped];
    }
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, &present);
        let why = say!(lang,
            en: "Connections fail with `certificate signed by unknown authority`.",
            de: "Verbindungen scheitern mit `certificate signed by unknown authority`.",
            zh: "连接会因 `certificate signed by unknown authority` 而失败。");
        let todo = say!(lang,
            en: "Copy `/etc/ssl/certs/ca-certificates.crt` from a stage that has it, or install `ca-certificates`.",
            de: "Kopiere `/etc/ssl/certs/ca-certificates.crt` aus einer Stufe, die sie hat, oder installiere `ca-certificates`.",
            zh: "从含有 `/etc/ssl/certs/ca-certificates.crt` 的阶段复制它，或安装 `ca-certificates`。");
        let severity = if fact.certainty == Certainty::Certain { Severity::Error } else { Severity::Warning };
        finding(RULE.id, severity, [what, why, todo], fact.spans.clone())
    };
    let told: Vec<Finding> =
        needs(case).filter(|fact| fact.certainty > Certainty::Assumed).take(1).map(claim).collect();
    let open = told.is_empty() && case.facts.doubt(asked::NETWORK).is_some();
    if open { vec![note(case, &present)] } else { told }
}

/// A RUN fetches over HTTPS before anything brought certificates.
fn stopped(case: &Case, image: &str) -> Option<Finding> {
    let command = fetch(case).filter(|_| !is_installed(case, case.every_install()))?;
    let (lang, what) = (case.lang(), fetch_text(case, command, image));
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Install `ca-certificates` before.",
        de: "Installiere vorher `ca-certificates`.",
        zh: "请先安装 `ca-certificates`。");
    Some(finding(RULE.id, Severity::Error, [what, why, todo], vec![command.span]))
}

/// Whether it calls others is not seen: that nothing brings certificates is.
fn note(case: &Case, image: &str) -> Finding {
    let lang = case.lang();
    let from = case.build.shipped_stage().map(|stage| stage.from.span);
    let what = say!(lang,
        en: "`{image}` has no CA certificates, and the file brings none: a call to another server over HTTPS would fail.",
        de: "`{image}` hat keine CA-Zertifikate, und die Datei bringt keine mit: Ein Aufruf eines anderen Servers über HTTPS würde scheitern.",
        zh: "`{image}` 没有 CA 证书，文件也没有带入：通过 HTTPS 访问其他服务器会失败。");
    let why = say!(lang,
        en: "We cannot see whether the program makes such calls; one that only answers needs none.",
        de: "Ob das Programm solche Aufrufe macht, ist nicht zu sehen; eines, das nur antwortet, braucht keine.",
        zh: "看不出程序是否会这样访问；只响应请求的程序不需要证书。");
    let todo = say!(lang,
        en: "If it does, copy `/etc/ssl/certs/ca-certificates.crt` from the build stage.",
        de: "Wenn ja, kopiere `/etc/ssl/certs/ca-certificates.crt` aus der Build-Stufe.",
        zh: "如果会，请从构建阶段复制 `/etc/ssl/certs/ca-certificates.crt`。");
    finding(RULE.id, Severity::Note, [what, why, todo], from.into_iter().collect())
}

/// The present base, where it has no certificates.
fn lacking(case: &Case) -> Option<String> {
    match case.facts.standings.get(case.build.shipped?)? {
        Standing::Scratch => Some("scratch".into()),
        standing => standing.image().filter(|image| image.ca_certificates == Tri::No).map(|i| i.reference.clone()),
    }
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    running(case, choice).into_iter().chain(fetching(case, choice)).take(1).collect()
}

/// A RUN fetches over HTTPS with what the base had: nothing that is installed without its recommendations brings it.
fn fetching(case: &Case, choice: &Choice) -> Option<Objection> {
    let known = case.present().is_some_and(|now| now.ca_certificates != Tri::Unknown);
    let here = known && choice.image.ca_certificates == Tri::No && choice.shape == Shape::Swap;
    if !here || !installs::keeps_installing(choice) || is_installed(case, case.every_install()) || is_copied(case) {
        return None;
    }
    let command = fetch(case)?;
    let text = fetch_text(case, command, &choice.image.reference);
    let change = Change::Install { packages: vec!["ca-certificates".into()] };
    Some(objection(RULE.id, Weight::Change, text, vec![command.span]).by(change))
}

/// The first that checks certificates.
fn fetch<'a>(case: &'a Case) -> Option<&'a Command> {
    let fetches = |command: &&Command| {
        let secure = command.args.iter().any(|arg| arg.text.starts_with("https://"));
        let unchecked =
            ["-k", "--insecure", "--no-check-certificate"].iter().any(|flag| command.has(flag)) || is_insecure(command);
        matches!(command.name(), "curl" | "wget" | "git") && secure && !unchecked && !command.conditional
    };
    case.commands().find(fetches)
}

/// `curl -kfsSL`.
fn is_insecure(command: &Command) -> bool {
    let short = |text: &str| text.starts_with('-') && !text.starts_with("--") && text.contains('k');
    command.name() == "curl" && command.args.iter().any(|arg| short(&arg.text))
}

fn fetch_text(case: &Case, command: &Command, image: &str) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[command.span])));
    say!(lang,
        en: "{line} fetches over HTTPS, and `{image}` has no CA certificates to check with.",
        de: "{line} lädt über HTTPS, und `{image}` hat keine CA-Zertifikate zum Prüfen.",
        zh: "{line}通过 HTTPS 下载，而 `{image}` 没有用于校验的 CA 证书。")
}

fn running(case: &Case, choice: &Choice) -> Vec<Objection> {
    let image = &choice.image;
    // Of neither base a source tells: nothing is known to change.
    let untold =
        image.ca_certificates == Tri::Unknown && case.present().is_some_and(|now| now.ca_certificates == Tri::Unknown);
    let there = image.ca_certificates == Tri::Yes || untold || is_copied(case);
    if there
        || case.stays(choice) && lacking(case).is_none()
        || is_installed(case, case.installs()) && installs::keeps_installing(choice)
    {
        return Vec::new();
    }
    // Where the file stays, what is only assumed has been doing without.
    let told = needs(case).filter(|fact| !case.stays(choice) || fact.certainty > Certainty::Assumed);
    let told = told.take(1).map(|fact| (wanting(case, fact, image), fact.spans.clone()));
    told.map(|(text, spans)| objection(RULE.id, Weight::Change, text, spans).by(Change::CopyCertificates)).collect()
}

fn needs<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    case.facts.find("needs-ca-certificates")
}

fn is_copied(case: &Case) -> bool {
    ["/etc/ssl", "ca-certificates", "ca-bundle", "/etc/pki"].iter().any(|path| case.brings(path))
}

fn is_installed(case: &Case, installs: &[Install]) -> bool {
    let recommended = OnceCell::new();
    installs.iter().any(|install| {
        install.role() == Some(Role::Certificates)
            || depends(install)
            || recommends(case, install) && !*recommended.get_or_init(|| are_off(case))
    })
}

/// On Debian and Ubuntu these depend on `ca-certificates`, some by another package (package lists of bullseye, bookworm
/// and trixie, read 2026-11-29).
fn depends(install: &Install) -> bool {
    const THEY: [&str; 21] = [
        "ansible",
        "ant",
        "bundler",
        "ca-certificates-java",
        "default-jdk",
        "default-jdk-headless",
        "default-jre",
        "default-jre-headless",
        "devscripts",
        "maven",
        "mono-complete",
        "npm",
        "python3-pip",
        "python3-venv",
        "r-base",
        "r-base-core",
        "r-base-dev",
        "ruby",
        "ruby-dev",
        "ruby-full",
        "software-properties-common",
    ];
    let name = install.package.name.as_str();
    install.manager == Manager::Apt && (THEY.contains(&name) || name.starts_with("openjdk-"))
}

/// On Debian and Ubuntu these recommend `ca-certificates`, `curl` by its library; apt installs what is recommended.
fn recommends(case: &Case, install: &Install) -> bool {
    const THEY: [&str; 5] = ["curl", "git", "libcurl4", "libcurl4t64", "wget"];
    let plain = |command: &Command| {
        command.packages.is_some()
            && !command.args.iter().any(|arg| arg.text.to_ascii_lowercase().contains("install-recommends"))
    };
    install.manager == Manager::Apt
        && THEY.contains(&install.package.name.as_str())
        && case.command(install.effect).is_some_and(plain)
}

/// `APT::Install-Recommends` set for good by an earlier line.
fn are_off(case: &Case) -> bool {
    case.steps()
        .iter()
        .filter_map(|step| step.run())
        .any(|launch| launch.words.iter().any(|word| word.text.contains("Install-Recommends")))
}

/// What is not known of a base is not said of it.
fn wanting(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, reference) = (case.lang(), &image.reference);
    if image.ca_certificates != Tri::Unknown {
        return text(case, fact, reference);
    }
    say!(lang,
        en: "The program may open TLS connections, and we do not know whether `{reference}` has CA certificates.",
        de: "Das Programm öffnet womöglich TLS-Verbindungen, und ob `{reference}` CA-Zertifikate hat, wissen wir nicht.",
        zh: "程序可能会建立 TLS 连接，而我们不知道 `{reference}` 是否带有 CA 证书。")
}

fn text(case: &Case, fact: &Fact, image: &str) -> String {
    let lang = case.lang();
    if fact.spans.is_empty() || fact.certainty == Certainty::Assumed {
        return say!(lang,
            en: "The program may open TLS connections, and `{image}` has no CA certificates.",
            de: "Das Programm öffnet womöglich TLS-Verbindungen, und `{image}` hat keine CA-Zertifikate.",
            zh: "程序可能会建立 TLS 连接，而 `{image}` 没有 CA 证书。");
    }
    let line = case.lines(&fact.spans);
    say!(lang,
        en: "The program opens TLS connections ({line}), and `{image}` has no CA certificates.",
        de: "Das Programm öffnet TLS-Verbindungen ({line}), und `{image}` hat keine CA-Zertifikate.",
        zh: "程序会建立 TLS 连接（{line}），而 `{image}` 没有 CA 证书。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_build_that_fetches_without_them_stops() {
        let file = "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && curl -fsSLO https://example.org/a.tgz\nCOPY a.sh /\nCMD [\"/a.sh\"]\n";
        let told = fires(RULE.id, file);
        assert!(told.severity == Severity::Error && told.why.contains("build stops"), "{told:?}");
        let to = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        for here in ["debian:trixie-slim", "ubuntu:26.04"] {
            assert!(matches!(&to(here)[..], [one] if one.weight == Weight::Change), "{here}: {:?}", to(here));
        }
        for (old, new) in [
            ("--no-install-recommends ", ""),
            (" curl &&", " curl ca-certificates &&"),
            ("-fsSLO", "-kfsSLO"),
            ("https:", "http:"),
            ("debian:trixie-slim", "debian:trixie-slim\nCOPY ca.crt /etc/ssl/certs/ca-certificates.crt"),
        ] {
            let other = file.replace(old, new);
            assert!(found(RULE.id, &other).iter().all(|one| !one.why.contains("build stops")), "{new}");
        }
    }

    #[test]
    fn what_depends_on_them_brings_them() {
        let file = |package: &str| {
            format!(
                "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends {package}\nCOPY app /app\nCMD [\"/app\"]\n"
            )
        };
        fires(RULE.id, &file("file"));
        for package in ["python3-pip", "r-base", "openjdk-21-jre-headless", "software-properties-common"] {
            silent(RULE.id, &file(package));
        }
    }

    #[test]
    fn what_a_run_fetches_is_checked_too() {
        let file = |flags: &str, url: &str| {
            format!(
                "FROM node:24\nRUN apt-get update && apt-get install -y {flags} curl\nRUN curl -fsSLO {url}\nCMD [\"node\", \"a.js\"]\n"
            )
        };
        let lean = "--no-install-recommends";
        let of = |text: &str| weight(RULE.id, text, "node:24-trixie-slim", Shape::Swap);
        assert_eq!(of(&file(lean, "https://example.org/a.tar")), Some(Weight::Change));
        assert_eq!(of(&file("", "https://example.org/a.tar")), None, "curl recommends them");
        assert_eq!(of(&file("--no-install-recommends ca-certificates", "https://example.org/a.tar")), None);
        assert_eq!(of(&file(lean, "http://example.org/a.tar")), None);
    }

    const GO: &str = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nENV SSL_CERT_FILE=/etc/certs/ca.pem\nCMD [\"/app\"]\n";

    #[test]
    fn scratch_has_none() {
        fires(RULE.id, GO);
        let told = weighed(RULE.id, &GO.replace("scratch", "alpine:3.23"), "scratch", Shape::Swap);
        assert_eq!(told[0].change, Some(Change::CopyCertificates));
    }

    #[test]
    fn a_base_that_has_them_and_a_copy_are_fine() {
        silent(RULE.id, &GO.replace("scratch", "gcr.io/distroless/static-debian13"));
        silent(
            RULE.id,
            &GO.replace("COPY --from=b /app", "COPY --from=b /etc/ssl/certs /etc/ssl/certs\nCOPY --from=b /app"),
        );
        assert_eq!(weight(RULE.id, GO, "gcr.io/distroless/static-debian13", Shape::Swap), None);
    }

    #[test]
    fn what_no_source_says_is_not_lacking() {
        silent(
            RULE.id,
            "FROM rocker/shiny:4.1.0\nCOPY app /srv/shiny-server/app\nENV SSL_CERT_FILE=/etc/certs/ca.pem\n",
        );
        silent(RULE.id, "FROM dunglas/frankenphp:1-php8.4\nCOPY . /app\nENV SSL_CERT_FILE=/etc/certs/ca.pem\n");
    }

    #[test]
    fn curl_git_and_wget_recommend_them() {
        let file =
            "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nCOPY app /app\nCMD [\"/app\"]\n";
        for tool in ["curl", "git", "wget"] {
            silent(RULE.id, &file.replace("curl", tool));
        }
        fires(RULE.id, &file.replace("-y curl", "-y --no-install-recommends curl"));
        fires(RULE.id, &file.replace("-y curl", "-y -o APT::Install-Recommends=false curl"));
        fires(RULE.id, &file.replace("RUN", "RUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/n\nRUN"));
        fires(RULE.id, &file.replace("curl", "jq"));
    }

    #[test]
    fn what_is_not_known_of_a_base_is_not_said_of_it() {
        let python = "FROM python:3.13\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n";
        let told = weighed(RULE.id, python, "registry.access.redhat.com/hi/python:3.13", Shape::Swap);
        assert!(told[0].text.contains("do not know"), "{told:?}");
    }
}
