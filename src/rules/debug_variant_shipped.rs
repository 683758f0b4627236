//! # The debugging variant ships
//!
//! ## What it is
//! The base is a variant with a shell and tools added for looking inside: `:debug` of distroless, `-dev` of Chainguard and Docker Hardened Images.
//!
//! ## Why it matters
//! What makes debugging easy makes an intrusion easy. The plain variant of the same image has the same libraries and neither shell nor package manager.
//!
//! ## What to do
//! Ship the plain variant. To look inside a running container, `docker debug` or an ephemeral container in Kubernetes brings its own tools.
//!
//! ## When not to
//! If the file runs commands on it, or the start needs a shell, this variant is the right one.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/static-debian13:debug
//! COPY app /app
//! ENTRYPOINT ["/app"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/static-debian13:nonroot
//! COPY app /app
//! ENTRYPOINT ["/app"]
//! ```
//!
//! ## Sources
//! - [Distroless: debug images](https://github.com/GoogleContainerTools/distroless#debug-images)
//! - [Kubernetes: ephemeral containers](https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{Family, Image};
use crate::evidence::Product;
use crate::stages::Does;

pub const RULE: Rule = Rule { id: "debug-variant-shipped", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case.shipped().filter(|footing| is_debug(footing.image()) && !needs_it(case));
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

pub fn is_debug(image: &Image) -> bool {
    let has = |part: &str| image.tag.as_deref().is_some_and(|tag| tag.split('-').any(|word| word == part));
    match image.family {
        Family::Distroless | Family::AzureLinuxDistroless => has("debug"),
        Family::Wolfi | Family::Hardened => has("dev"),
        _ => false,
    }
}

fn needs_it(case: &Case) -> bool {
    let runs = case.steps().iter().any(|step| matches!(step.does, Does::Run(_)));
    runs || case.facts.has("needs-shell") || matches!(case.facts.product, Product::Toolbox | Product::BaseImage)
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let what = text(lang, footing.image());
    let why = say!(lang,
        en: "What makes debugging easy makes an intrusion easy.",
        de: "Was die Fehlersuche erleichtert, erleichtert auch einen Einbruch.",
        zh: "方便调试的东西，同样方便入侵。");
    let todo = say!(lang,
        en: "Ship the plain variant; `docker debug` and ephemeral containers bring their own tools.",
        de: "Liefere die schlichte Variante aus; `docker debug` und ephemere Container bringen eigenes Werkzeug mit.",
        zh: "交付普通变体；`docker debug` 和临时容器会自带工具。");
    finding(RULE.id, Severity::Warning, [what, why, todo], vec![footing.stage.from.span])
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if !is_debug(&choice.image) || needs_it(case) {
        return Vec::new();
    }
    vec![objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image), Vec::new())]
}

fn text(lang: Lang, image: &Image) -> String {
    let image = &image.reference;
    say!(lang,
        en: "`{image}` is the variant for debugging: it brings a shell that the program does not need.",
        de: "`{image}` ist die Variante zur Fehlersuche: Sie bringt eine Shell mit, die das Programm nicht braucht.",
        zh: "`{image}` 是调试变体：自带程序并不需要的 shell。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const DEBUG: &str = "FROM gcr.io/distroless/static-debian13:debug\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";

    #[test]
    fn debug_that_ships_is_warned_of() {
        assert_eq!(fires(RULE.id, DEBUG).severity, Severity::Warning);
    }

    #[test]
    fn the_plain_one_and_a_shell_that_is_used_are_fine() {
        silent(RULE.id, &DEBUG.replace("debug", "nonroot"));
        silent(RULE.id, &DEBUG.replace("ENTRYPOINT [\"/app\"]", "ENTRYPOINT /app --port $PORT"));
    }
}
