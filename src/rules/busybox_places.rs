//! `/busybox/sh`, where distroless' debug variants keep their shell, and no other base. Told under `interpreter-path-moved`.

use super::claims::*;
use super::debug_variant_shipped::is_debug;
use crate::catalogue::Tri;

/// Where the debug variants put it ([distroless: debug images](https://github.com/GoogleContainerTools/distroless#debug-images)).
const PLACE: &str = "/busybox/";

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let image = &choice.image;
    let has = |image| is_debug(image);
    if !case.present().is_some_and(has) || has(image) || image.shell != Tri::Yes || case.brings("busybox") {
        return Vec::new();
    }
    let told = |span: Span, path: &str| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
        let text = say!(lang,
            en: "{line} names `{path}`, which only debug variants of distroless have; `{image}` has `/bin/sh`.",
            de: "{line} nennt `{path}`, das nur die Debug-Varianten von Distroless haben; `{image}` hat `/bin/sh`.",
            zh: "{line}写的是 `{path}`，只有 distroless 的 debug 变体才有；`{image}` 里是 `/bin/sh`。");
        let change = if path == "/busybox/sh" { Change::Path { span, to: "/bin/sh".into() } } else { Change::Yours };
        objection(rule, Weight::Change, text, vec![span]).by(change)
    };
    named(case).into_iter().map(|(span, path)| told(span, path)).collect()
}

/// Every place of the shipped stage that names one.
fn named<'a>(case: &'a Case) -> Vec<(Span, &'a str)> {
    let Some(stage) = case.build.shipped_stage() else { return Vec::new() };
    let source = &case.build.tree.source;
    let next = case.build.stages.get(stage.index + 1).map_or(u32::MAX, |next| next.span.start);
    let within = |span: Span| span.start > stage.span.start && span.start < next;
    let own = case.build.tree.instructions.iter().filter(|one| within(one.span));
    let places = own.flat_map(|one| {
        let text = source.slice(one.span);
        text.match_indices(PLACE).map(move |(at, _)| {
            let rest = &text[at..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "/._-".contains(c))).unwrap_or(rest.len());
            let start = one.span.start + at as u32;
            (Span { start, end: start + end as u32 }, &rest[..end])
        })
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RULE: &str = "interpreter-path-moved";
    const FILE: &str = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM gcr.io/distroless/static-debian12:debug\nSHELL [\"/busybox/sh\", \"-c\"]\nRUN echo hi > /x\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n";

    #[test]
    fn only_debug_variants_have_their_shell_there() {
        let told = weighed(RULE, FILE, "alpine:3.24", Shape::Swap);
        let [Objection { change: Some(Change::Path { span, to }), .. }] = &told[..] else { panic!("{told:?}") };
        assert_eq!((&FILE[span.start as usize..span.end as usize], to.as_str()), ("/busybox/sh", "/bin/sh"));
        assert!(weighed(RULE, FILE, "gcr.io/distroless/static-debian13:debug", Shape::Swap).is_empty());
        assert!(weighed(RULE, &FILE.replace("/busybox/sh", "/bin/sh"), "alpine:3.24", Shape::Swap).is_empty());
    }
}
