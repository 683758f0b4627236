//! # The health check calls a program that is not there
//!
//! ## What it is
//! `HEALTHCHECK` runs inside the container. `curl` and `wget` are on few small bases, and its usual form needs a shell as well.
//!
//! ## Why it matters
//! The container runs but is reported as unhealthy, and an orchestrator may restart it for ever.
//!
//! ## What to do
//! Let the program check itself (`HEALTHCHECK CMD ["/app", "health"]`), copy a small static checker in, or leave the check to the platform: Kubernetes ignores `HEALTHCHECK` and asks over the network.
//!
//! ## When not to
//! If nothing reads the health state, take the check out.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! HEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/')"]
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
//! - [Kubernetes: liveness and readiness probes](https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/)

use super::claims::*;
use super::packages::installs;
use super::{offers, tool_missing};
use crate::catalogue::Tri;
use crate::evidence::{ShellUse, Standing};

pub const RULE: Rule = Rule { id: "healthcheck-tool-missing", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let footing = case.shipped();
    let Some(image) = footing.as_ref().map(|footing| footing.image().reference.as_str()).or(nothing(case)) else {
        return Vec::new();
    };
    let lacks = |tool: &str| match &footing {
        Some(footing) => offers::at_hand(case, footing.image(), tool) == Tri::No,
        None => !case.brings_file(tool),
    };
    let lang = case.lang();
    let claim = |(tool, fact): (&str, &Fact)| {
        let what = text(case, tool, fact, image);
        let why = say!(lang,
            en: "The container is reported as unhealthy although it runs.",
            de: "Der Container gilt als ungesund, obwohl er läuft.",
            zh: "容器虽在运行，却会被报告为不健康。");
        let todo = say!(lang,
            en: "Let the program check itself, install the tool, or leave the check to the platform.",
            de: "Lass das Programm sich selbst prüfen, installiere das Werkzeug, oder überlass die Prüfung der Plattform.",
            zh: "让程序自检、安装该工具，或把检查交给平台。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    needs(case).filter(|(tool, _)| lacks(tool)).take(1).map(claim).collect()
}

/// `scratch`, which no row of the catalogue stands for.
fn nothing(case: &Case) -> Option<&'static str> {
    let standing = case.facts.standings.get(case.build.shipped?)?;
    matches!(standing, Standing::Scratch).then_some("scratch")
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        return Vec::new();
    }
    let lacks = |tool: &str| tool_missing::lacks(case, choice, tool) != Tri::No;
    let Some((tool, fact)) = needs(case).find(|(tool, _)| lacks(tool)) else { return Vec::new() };
    // A RUN that needs it, too, has it installed.
    let told = tool_missing::called_or_built_with(case, choice);
    match installs::are_to_bring(&told, &choice.image, tool) {
        true => Vec::new(),
        false => vec![claim(case, choice, tool, fact)],
    }
}

fn claim(case: &Case, choice: &Choice, tool: &str, fact: &Fact) -> Objection {
    let claim = objection(RULE.id, Weight::Change, text(case, tool, fact, &choice.image.reference), fact.spans.clone());
    match fact.spans.first().and_then(|&span| case.instruction(span)) {
        Some(instruction) => claim.by(Change::HealthCheck { instruction }),
        None => claim.by(Change::Yours),
    }
}

/// Tools of the health check, a shell among them.
fn needs<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, &'a Fact)> {
    case.facts.all().iter().filter_map(|fact| match &fact.what {
        What::NeedsTool { tool, health_check_only: true } => Some((tool.as_str(), fact)),
        What::NeedsShell(ShellUse::HealthCheck) => Some(("sh", fact)),
        _ => None,
    })
}

fn text(case: &Case, tool: &str, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&fact.spans)));
    say!(lang,
        en: "{line}: the health check needs `{tool}`, which `{image}` does not have.",
        de: "{line}: Die Gesundheitsprüfung braucht `{tool}`, das `{image}` nicht hat.",
        zh: "{line}：健康检查需要 `{tool}`，而 `{image}` 没有。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const CHECK: &str = "FROM python:3.13-slim\nCOPY app.py .\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\nCMD [\"python\", \"app.py\"]\n";

    #[test]
    fn slim_images_have_no_curl() {
        fires(RULE.id, CHECK);
        let full = CHECK.replace("-slim", "");
        let told = weighed(RULE.id, &full, "gcr.io/distroless/python3-debian13", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::HealthCheck { .. })), "{told:?}");
        let told = |file: &str| weighed(RULE.id, file, "python:3.13-slim-trixie", Shape::Swap).len();
        let built = full.replace("HEALTH", "RUN curl -o /a https://example.org/a\nHEALTH");
        assert_eq!((told(&full), told(&built)), (1, 0), "the change installs `curl` for the RUN");
    }

    #[test]
    fn nothing_checks_on_scratch() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\nENTRYPOINT [\"/app\"]\n";
        assert!(fires(RULE.id, file).what.contains("`scratch`"));
        silent(RULE.id, &file.replace("CMD curl -f http://localhost/ || exit 1", "CMD [\"/app\", \"health\"]"));
    }

    #[test]
    fn what_is_installed_or_there_is_fine() {
        silent(RULE.id, &CHECK.replace("COPY", "RUN apt-get update && apt-get install -y curl\nCOPY"));
        silent(RULE.id, &CHECK.replace("-slim", ""));
    }
}
