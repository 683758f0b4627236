//! What a file brings that was made for glibc although no program of it shows: shared libraries, and the C library asked
//! for by name. Told under `glibc-binary-on-musl`.

use crate::catalogue::Libc;
use crate::evidence::trace::paths;
use crate::rules::claims::*;
use crate::stages::{Does, Origin, Step};

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let moves = case.present().is_some_and(|now| now.libc == Libc::Glibc) && choice.image.libc == Libc::Musl;
    if !moves || choice.shape != Shape::Swap {
        return Vec::new();
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let library = case.steps().iter().find_map(|step| Some((library(case, step)?, step.span))).map(|(name, span)| {
        let line = sentence(case.line(&[span]));
        let text = say!(lang,
            en: "{line} brings the library `{name}`, made for glibc as it is in use today, and `{image}` has musl.",
            de: "{line} bringt die Bibliothek `{name}` mit, die so, wie sie heute läuft, für glibc gemacht ist, und `{image}` hat musl.",
            zh: "{line}带入的库 `{name}` 目前在 glibc 上使用，是为它构建的，而 `{image}` 用的是 musl。");
        objection(rule, Weight::Blocker, text, vec![span])
    });
    let asked = case.installs().iter().find(|one| ["libc6", "glibc"].contains(&one.package.name.as_str()));
    let asked = asked.map(|one| one.package.span).map(|span| {
        let line = sentence(case.line(&[span]));
        let text = say!(lang,
            en: "{line} asks for glibc by name, so something here seems to be made for it, and `{image}` has musl.",
            de: "{line} verlangt glibc beim Namen, also ist hier wohl etwas dafür gemacht, und `{image}` hat musl.",
            zh: "{line}按名称要求 glibc，看来其中有为它构建的内容，而 `{image}` 用的是 musl。");
        objection(rule, Weight::Doubt, text, vec![span])
    });
    library.into_iter().chain(asked).collect()
}

/// `libgeos.so`, `libssl.so.3`: out of the context, or out of a stage with glibc.
fn library(case: &Case, step: &Step) -> Option<String> {
    let Does::Bring { sources, from, .. } = &step.does else { return None };
    let of_glibc = match from {
        Origin::Context => true,
        Origin::Stage(index) => {
            case.facts.standings.get(*index).and_then(|one| one.image()).is_some_and(|image| image.libc == Libc::Glibc)
        }
        _ => false,
    };
    let names = sources.iter().map(|source| paths::name(&source.text)).filter(|_| of_glibc);
    let shared = |name: &&str| name.ends_with(".so") || name.contains(".so.");
    names.into_iter().find(shared).map(str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_is_made_for_glibc_stays_with_it() {
        let file = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y ca-certificates libc6\nCOPY start.sh server /srv/\nCOPY libgeos.so libgeos_c.so /usr/local/lib/\nENTRYPOINT [\"/srv/start.sh\"]\n";
        let of = |file: &str, to: &str| weight("glibc-binary-on-musl", file, to, Shape::Swap);
        assert_eq!(of(file, "alpine:3.24"), Some(Weight::Blocker));
        assert_eq!(of(file, "debian:trixie-slim"), None);
        let without = file.replace("COPY libgeos.so libgeos_c.so", "COPY a.txt b.txt");
        assert_eq!(of(&without, "alpine:3.24"), Some(Weight::Doubt));
        assert_eq!(of(&without.replace(" libc6", ""), "alpine:3.24"), None);
        let staged = without.replace(" libc6", "").replace("COPY a.txt", "COPY --from=b /out/libx.so.1");
        let of_stage = |base: &str| of(&format!("FROM {base} AS b\nRUN make\n{staged}"), "alpine:3.24");
        assert_eq!(of_stage("debian:bookworm"), Some(Weight::Blocker));
        assert_eq!(of_stage("alpine:3.23"), None, "it is musl's");
    }
}
