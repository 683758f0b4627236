//! Go on its Debian image, with nothing that switches cgo off: what imports `net` or `os/user` asks for glibc then
//! ([cgo](https://pkg.go.dev/cmd/cgo), [net: Name Resolution](https://pkg.go.dev/net#hdr-Name_Resolution)).

use super::linked::linkages;
use crate::catalogue::Libc;
use crate::evidence::Linkage;
use crate::rules::claims::*;

/// Where it is built so and shipped to a base without glibc. It may be static all the same: that is not to be seen.
pub fn finding(case: &Case, rule: &'static str, image: &str, from: Span) -> Option<Finding> {
    let fact = linkages(case).find(|(fact, linkage)| **linkage == Linkage::Unknown && uses_cgo(case, fact))?.0;
    let (lang, line) = (case.lang(), sentence(case.line(&fact.spans)));
    let what = say!(lang,
        en: "{line} builds Go where cgo is on: a program that imports `net` or `os/user` is then linked with glibc, which `{image}` does not have.",
        de: "{line} baut Go mit eingeschaltetem cgo: Ein Programm, das `net` oder `os/user` importiert, ist dann mit glibc gelinkt, die `{image}` nicht hat.",
        zh: "{line}在启用 cgo 的情况下构建 Go：导入 `net` 或 `os/user` 的程序会链接 glibc，而 `{image}` 没有 glibc。");
    let why = say!(lang,
        en: "Such a program does not start: `no such file or directory`.",
        de: "Ein solches Programm startet nicht: `no such file or directory`.",
        zh: "这样的程序无法启动：`no such file or directory`。");
    let todo = say!(lang,
        en: "Set `CGO_ENABLED=0` for the build; only programs that call C need cgo.",
        de: "Setze `CGO_ENABLED=0` für den Build; nur Programme, die C aufrufen, brauchen cgo.",
        zh: "请为构建设置 `CGO_ENABLED=0`；只有调用 C 的程序才需要 cgo。");
    let spans = fact.spans.iter().copied().chain([from]).collect();
    Some(crate::rules::claims::finding(rule, Severity::Warning, [what, why, todo], spans))
}

/// `go build` on an image that has a C compiler; what switches cgo off or on is read with the linkage.
fn uses_cgo(case: &Case, fact: &Fact) -> bool {
    let on_debian = |index: usize| {
        let image = case.facts.standings.get(index).and_then(|one| one.image());
        image.is_some_and(|image| image.repository == "docker.io/library/golang" && image.libc == Libc::Glibc)
    };
    case.build.stages.iter().filter(|stage| on_debian(stage.index)).any(|stage| {
        let commands = stage.steps.iter().filter_map(|step| step.run()).flat_map(|launch| &launch.commands);
        commands.into_iter().any(|command| command.name() == "go" && fact.spans.contains(&command.span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const GO: &str = "FROM golang:1.26 AS b\nCOPY . .\nRUN go build -o /app .\nFROM alpine:3.24\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";

    #[test]
    fn cgo_that_nothing_switches_off_is_told() {
        let on_musl = fires("glibc-binary-on-musl", GO);
        assert!(on_musl.severity == Severity::Warning && on_musl.todo.contains("`CGO_ENABLED=0`"), "{on_musl:?}");
        for bare in ["scratch", "gcr.io/distroless/static-debian13"] {
            let told = fires("dynamic-binary-without-libc", &GO.replace("alpine:3.24", bare));
            assert_eq!(told.severity, Severity::Warning, "{bare}");
        }
    }

    #[test]
    fn what_switches_it_off_or_has_no_compiler_is_fine() {
        for (old, new) in [
            ("RUN go", "RUN CGO_ENABLED=0 go"),
            ("RUN go", "ENV CGO_ENABLED=0\nRUN go"),
            ("golang:1.26", "golang:1.26-alpine"),
            ("alpine:3.24", "debian:trixie-slim"),
            ("alpine:3.24", "gcr.io/distroless/base-debian13"),
            ("go build", "go build -tags netgo,osusergo"),
        ] {
            let file = GO.replace(old, new);
            assert_ne!(file, GO);
            silent("glibc-binary-on-musl", &file);
            silent("dynamic-binary-without-libc", &file);
        }
    }

    #[test]
    fn nobody_assumes_what_would_not_start() {
        let advice = crate::conclude(&crate::wishes::Input::pasted(GO), &crate::wishes::Wishes::default());
        let question = advice.questions.iter().find(|question| question.id == "binary-is-static").expect("asked");
        let of = |value: &str| question.answers.iter().find(|answer| answer.value == value).expect("an answer");
        assert!(question.answers.iter().all(|answer| !answer.assumed));
        assert!(of("no").effect.contains("base-nossl") && of("yes").effect.contains("static"), "{question:?}");
    }
}
