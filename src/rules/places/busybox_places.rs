//! `/busybox/sh`, where distroless' debug variants keep their shell, and no other base. Told under `interpreter-path-moved`.

use crate::catalogue::Tri;
use crate::rules::claims::*;
use crate::rules::debug_variant_shipped::is_debug;

/// Where the debug variants put it ([distroless: debug images](https://github.com/GoogleContainerTools/distroless#debug-images)).
const PLACE: &str = "/busybox/sh";

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let image = &choice.image;
    let leaves = case.present().is_some_and(is_debug) && !is_debug(image) && image.shell == Tri::Yes;
    let spans = if leaves && !case.brings("busybox") { named(case, PLACE) } else { Vec::new() };
    let claim = |span: Span| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
        let text = say!(lang,
            en: "{line} names `{PLACE}`, which only debug variants of distroless have; `{image}` has `/bin/sh`.",
            de: "{line} nennt `{PLACE}`, das nur die Debug-Varianten von Distroless haben; `{image}` hat `/bin/sh`.",
            zh: "{line}写的是 `{PLACE}`，只有 distroless 的 debug 变体才有；`{image}` 里是 `/bin/sh`。");
        objection(rule, Weight::Change, text, vec![span]).by(Change::Path { span, to: "/bin/sh".into() })
    };
    spans.into_iter().map(claim).collect()
}

/// Where the instructions of the stage that ships name a place, each once.
pub fn named(case: &Case, place: &str) -> Vec<Span> {
    let Some(stage) = case.build.shipped_stage() else { return Vec::new() };
    let next = case.build.stages.get(stage.index + 1).map_or(u32::MAX, |next| next.span.start);
    let own = case.build.tree.instructions.iter().filter(|one| (stage.span.start..next).contains(&one.span.start));
    let find = |span: Span| {
        let start = span.start + case.build.tree.source.slice(span).find(place)? as u32;
        Some(Span { start, end: start + place.len() as u32 })
    };
    own.filter_map(|one| find(one.span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

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
