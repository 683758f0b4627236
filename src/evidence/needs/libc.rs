//! Differences between glibc and musl that this workload is known to touch, by their ids in the catalogue.

use crate::evidence::{Artefact, Certainty, Facts, Linkage, Product, Scene, What};
use crate::source::Span;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if matches!(facts.product, Product::BaseImage | Product::Toolbox) || is_static(facts) {
        return;
    }
    let places = scene.places();
    for difference in of_language(scene.running.name.as_deref().unwrap_or_default()) {
        note(scene, facts, difference, Certainty::Likely, places.clone());
    }
    let locale = facts.find("needs-locale").next().map(|fact| fact.spans.clone());
    if let Some(spans) = locale {
        note(scene, facts, "locale", Certainty::Certain, spans);
    }
    let browser = facts
        .find("needs-tool")
        .find(|fact| matches!(&fact.what, What::NeedsTool { tool, .. } if tool.contains("chrom")))
        .map(|f| f.spans.clone());
    if let Some(spans) = browser {
        note(scene, facts, "browsers", Certainty::Certain, spans);
    }
    let preload = scene.shipped().config.env.iter().find(|(name, _)| name == "LD_PRELOAD").map(|(_, value)| value.span);
    if let Some(span) = preload {
        note(scene, facts, "preload-path", Certainty::Certain, vec![span]);
    }
    if facts.find("artefact").any(|fact| matches!(fact.what, What::Artefact(Artefact::Binary))) {
        note(scene, facts, "thread-stack", Certainty::Assumed, places);
    }
}

fn note(scene: &Scene, facts: &mut Facts, difference: &str, certainty: Certainty, spans: Vec<Span>) {
    facts.note(What::TouchesLibc { difference: difference.into() }, scene.stage, certainty, spans);
}

fn is_static(facts: &Facts) -> bool {
    facts.find("linkage").any(|fact| fact.what == What::Linkage(Linkage::Static))
}

/// What programs of a language meet on musl whatever they do.
fn of_language(language: &str) -> &'static [&'static str] {
    match language {
        "python" => &["wheels-manylinux"],
        "ruby" => &["thread-stack", "malloc"],
        "php" => &["iconv"],
        "java" | "tomcat" => &["jvm"],
        "node" => &["node"],
        "haskell" => &["ghc"],
        "postgres" => &["postgres-collation"],
        "dotnet" => &["dotnet-globalization"],
        "r" | "julia" => &["locale"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn every_difference_is_in_the_catalogue() {
        // The written table: rows that rules tell themselves are left out of the compiled one.
        let table = include_str!("../../../catalogue/packages/libc-differences.txt");
        let languages = ["python", "ruby", "php", "postgres", "dotnet", "r", "java", "node", "haskell"];
        let own = ["locale", "browsers", "preload-path", "thread-stack"];
        let ids = languages.iter().flat_map(|language| super::of_language(language)).chain(&own);
        for id in ids {
            assert!(table.lines().any(|line| line == *id), "{id}");
        }
    }

    #[test]
    fn each_language_meets_its_own_differences() {
        check("FROM python:3.13\nCMD [\"python\", \"a.py\"]", &["touches-libc wheels-manylinux"]);
        check("FROM ruby:3.4\nCMD [\"ruby\", \"a.rb\"]", &["touches-libc thread-stack", "touches-libc malloc"]);
        lacks(
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /a .\nFROM scratch\nCOPY --from=b /a /a\nCMD [\"/a\"]",
            "touches-libc",
        );
    }
}
