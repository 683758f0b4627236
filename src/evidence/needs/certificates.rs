//! CA certificates: evidence that TLS connections are opened, or that none are.

use crate::catalogue::Tri;
use crate::evidence::asked;
use crate::evidence::running::brought;
use crate::evidence::{Artefact, Certainty, Doing, Doubt, Facts, Product, Scene, Standing, What, artefact};
use crate::source::Span;
use crate::stages::Does;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    match evidence(scene, facts) {
        Some((certainty, span)) if certainty > Certainty::Assumed => {
            facts.note(What::NeedsCaCertificates, scene.stage, certainty, vec![span]);
        }
        found if may_open_connections(scene, facts) => ask(scene, facts, found.map(|(_, span)| span)),
        _ => {}
    }
}

/// Certificates that the file brings in: copied, installed, or added to.
fn evidence(scene: &Scene, facts: &Facts) -> Option<(Certainty, Span)> {
    let copied = scene.steps().find(|step| match &step.does {
        Does::Bring { sources, destination, .. } => {
            let texts = sources.iter().chain(destination).map(|value| value.text.as_str());
            texts.into_iter().any(is_store)
        }
        _ => false,
    });
    if let Some(step) = copied {
        return Some((Certainty::Certain, step.span));
    }
    let env = &scene.shipped().config.env;
    let set = env.iter().find(|(name, _)| {
        matches!(
            name.as_str(),
            "SSL_CERT_FILE" | "SSL_CERT_DIR" | "REQUESTS_CA_BUNDLE" | "NODE_EXTRA_CA_CERTS" | "CURL_CA_BUNDLE"
        )
    });
    if let Some((_, value)) = set {
        return Some((Certainty::Certain, value.span));
    }
    let installed = brought::has_package(scene, &["ca-certificates", "ca-certificates-bundle", "ca-certificates-java"]);
    let updated = facts.effects.iter().find(|effect| effect.does == Doing::Certificates).map(|effect| effect.span);
    match (installed, updated) {
        (Some(package), _) if only_for_downloads(scene) || has_own_store(scene) => {
            Some((Certainty::Assumed, package.span))
        }
        (Some(package), _) => Some((Certainty::Likely, package.span)),
        (None, updated) => updated.map(|span| (Certainty::Likely, span)),
    }
}

fn is_store(path: &str) -> bool {
    path.contains("ca-certificates")
        || path.contains("/etc/ssl/certs")
        || path.contains("/etc/pki/")
        || path.ends_with("cert.pem")
}

/// The stage downloads with curl, wget or git itself: the certificates may be there for that.
fn only_for_downloads(scene: &Scene) -> bool {
    brought::commands(scene).any(|command| matches!(command.name(), "curl" | "wget" | "git"))
}

/// Programs with a certificate store of their own, and servers of plain files, are no question.
fn may_open_connections(scene: &Scene, facts: &Facts) -> bool {
    let site = facts.find("artefact").any(|fact| fact.what == What::Artefact(Artefact::StaticSite));
    facts.product == Product::Service && !site && !has_own_store(scene)
}

/// Node.js brings the certificates that it trusts ([Node.js: tls](https://nodejs.org/api/tls.html#tlsrootcertificates)), as
/// do its kin, and Java ([keytool](https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html)).
fn has_own_store(scene: &Scene) -> bool {
    matches!(scene.running.name.as_deref(), Some("node" | "deno" | "bun" | "java" | "tomcat"))
}

/// `installed`: certificates are there, but perhaps only for downloads.
fn ask(scene: &Scene, facts: &mut Facts, installed: Option<Span>) {
    let places = installed.map_or_else(|| scene.places(), |span| vec![span]);
    match scene.wishes.answer(asked::NETWORK) {
        Some("yes") => facts.note(What::NeedsCaCertificates, scene.stage, Certainty::Certain, places),
        Some("no") => {}
        _ => {
            // Works today without them: then nothing speaks for a need.
            let without = installed.is_none() && lacks_them(scene);
            if !without {
                facts.note(What::NeedsCaCertificates, scene.stage, Certainty::Assumed, places.clone());
            }
            let doubt = Doubt {
                id: asked::NETWORK,
                spans: places,
                answers: vec!["yes", "no"],
                assumed: Some(if without { "no" } else { "yes" }),
                subject: scene.start.program.as_ref().map(|word| word.name().to_string()),
            };
            artefact::ask(scene, facts, doubt);
        }
    }
}

/// The base is known to have none, and the file works today.
fn lacks_them(scene: &Scene) -> bool {
    match scene.standing() {
        Standing::Scratch => true,
        standing => standing.image().is_some_and(|image| image.ca_certificates == Tri::No),
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn who_brings_certificates_of_its_own_needs_no_other() {
        let file = "FROM node:24-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates g++ && npm ci && apt-get purge -y ca-certificates g++\nCMD [\"node\", \"a.js\"]";
        lacks(file, "needs-ca-certificates");
        check(
            &file.replace("CMD", "ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt\nCMD"),
            &["needs-ca-certificates"],
        );
    }

    #[test]
    fn certificates_that_are_brought_are_needed() {
        let file = "FROM scratch\nCOPY --from=alpine /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY app /app\nCMD [\"/app\"]";
        check(file, &["needs-ca-certificates"]);
        check(
            "FROM debian:13\nRUN apt-get install -y ca-certificates\nCOPY app /app\nCMD [\"/app\"]",
            &["needs-ca-certificates"],
        );
    }

    #[test]
    fn a_static_site_and_a_scratch_image_without_them_do_not() {
        lacks("FROM nginx:1.29\nCOPY dist /usr/share/nginx/html", "needs-ca-certificates");
        let file = "FROM scratch\nCOPY app /app\nCMD [\"/app\"]";
        lacks(file, "needs-ca-certificates");
        check(file, &["? has-network-client"]);
    }
}
