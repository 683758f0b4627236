//! # A dynamic program on a base without a C library
//!
//! ## What it is
//! `scratch` and distroless `static` contain no C library. Only a program that was linked statically runs there.
//!
//! ## Why it matters
//! A dynamic program names a loader. Without it the container ends with `no such file or directory`, and nothing in the image helps to find out why.
//!
//! ## What to do
//! Link it statically (`CGO_ENABLED=0` for Go, a `-musl` target for Rust), or take the next rung, a base with a C library such as distroless `base` or `cc`.
//!
//! ## When not to
//! Copying the loader and every library by hand works, until one of them changes. Prefer the next rung.
//!
//! ## Example
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM scratch
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM gcr.io/distroless/cc-debian13
//! COPY --from=build /target/release/app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Distroless: what static and base contain](https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md)
//! - [Rust reference: static and dynamic C runtimes](https://doc.rust-lang.org/reference/linkage.html#static-and-dynamic-c-runtimes)

use super::claims::*;
use super::loading::cgo;
use super::loading::linked::linkages;
use crate::catalogue::{Image, Libc, PackageManager, Tri};
use crate::evidence::linkage::beside;
use crate::evidence::{Linkage, Standing, trace};
use crate::stages::{Does, Origin, Step};

pub const RULE: Rule = Rule { id: "dynamic-binary-without-libc", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some((name, from)) = bare(case).filter(|_| !is_furnished(case)) else { return Vec::new() };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, &name);
        let [why, todo] = fate(lang);
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.iter().copied().chain([from]).collect())
    };
    let lent = borrowed(case).map(|(program, span, _)| {
        let [why, todo] = fate(lang);
        finding(RULE.id, Severity::Error, [lent_text(case, program, span, &name), why, todo], vec![span, from])
    });
    let open = cgo::finding(case, RULE.id, &name, from);
    dynamic(case).filter(|fact| fact.certainty > Certainty::Assumed).map(claim).chain(lent).chain(open).collect()
}

/// What happens, and what to do.
fn fate(lang: Lang) -> [String; 2] {
    let why = say!(lang,
            en: "It will not start: there is no loader and no C library.",
            de: "Es startet nicht: Es gibt weder Lader noch C-Bibliothek.",
            zh: "它无法启动：既没有加载器，也没有 C 库。");
    let todo = say!(lang,
            en: "Link it statically, or take a base with a C library such as distroless `base` or `cc`.",
            de: "Linke es statisch, oder nimm ein Image mit C-Bibliothek wie distroless `base` oder `cc`.",
            zh: "改为静态链接，或选用带 C 库的基础镜像，如 distroless 的 `base` 或 `cc`。");
    [why, todo]
}

/// Programs that distributions link dynamically, and that people copy out of a stage.
const DYNAMIC: [&str; 9] = ["bash", "curl", "ffmpeg", "git", "jq", "openssl", "psql", "ssh", "wget"];

/// `COPY --from=build /usr/bin/git`: a distribution's own program without what it is linked with.
fn borrowed<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, Span, &'a Image)> {
    let own = |path: &str| {
        let (folder, name) = path.rsplit_once('/')?;
        (["/bin", "/usr/bin"].contains(&folder))
            .then(|| DYNAMIC.iter().find(|known| **known == name))
            .flatten()
            .copied()
    };
    let giver = |stage: usize| case.facts.standings.get(stage)?.image().filter(|image| image.libc != Libc::None);
    let named = move |step: &&Step| match &step.does {
        Does::Bring { sources, from: Origin::Stage(stage), .. } => {
            let giver = giver(*stage)?;
            sources.iter().find_map(|source| Some((own(&source.text)?, source.span, giver)))
        }
        _ => None,
    };
    case.steps().iter().filter_map(named)
}

fn lent_text(case: &Case, program: &str, span: Span, image: &str) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    say!(lang,
        en: "{line} copies `{program}` alone, without the libraries that it is linked with, and `{image}` does not have them.",
        de: "{line} kopiert nur `{program}`, ohne die Bibliotheken, mit denen es gelinkt ist, und `{image}` hat sie nicht.",
        zh: "{line}只复制了 `{program}`，没有复制它所链接的库，而 `{image}` 中也没有这些库。")
}

/// The name and place of a present base without a C library.
fn bare(case: &Case) -> Option<(String, Span)> {
    let shipped = case.build.shipped?;
    let from = case.build.bottom(shipped)?.from.span;
    match case.facts.standings.get(shipped)? {
        Standing::Scratch => Some(("scratch".into(), from)),
        standing => standing.image().filter(|image| image.libc == Libc::None).map(|i| (i.reference.clone(), from)),
    }
}

fn is_furnished(case: &Case) -> bool {
    case.brings("/lib") || case.brings("/lib64") || case.brings("ld-linux") || case.brings("ld-musl")
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let mut told = linked(case, choice);
    let lent = borrowed(case).filter(|_| !is_furnished(case));
    told.extend(lent.filter_map(|(program, span, giver)| lending(case, &choice.image, program, span, giver)));
    told.extend(fetched(case, choice));
    told.extend(without_openssl(case, choice).or_else(|| unseen(case, choice)));
    told
}

/// Distroless' `base` has OpenSSL and `base-nossl` has not ([its README](https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md)):
/// what a program that is not built here loads cannot be seen.
fn without_openssl(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = |image: &Image| image.repository.starts_with("gcr.io/distroless/") && image.libc == Libc::Glibc;
    let bare = |image: &Image| image.repository.contains("base-nossl");
    let now = case.present().filter(|now| own(now) && !bare(now) && bare(&choice.image))?;
    let (fact, _) = linkages(case).find(|(_, linkage)| **linkage != Linkage::Static)?;
    let (lang, line, now, image) =
        (case.lang(), sentence(case.lines(&fact.spans)), &now.reference, &choice.image.reference);
    let text = say!(lang,
        en: "{line}: the program may load OpenSSL, which `{now}` has and `{image}` has not.",
        de: "{line}: Das Programm lädt vielleicht OpenSSL, das `{now}` hat und `{image}` nicht.",
        zh: "{line}：程序可能会加载 OpenSSL，`{now}` 有它，而 `{image}` 没有。");
    case.sources().is_empty().then(|| objection(RULE.id, Weight::Doubt, text, fact.spans.clone()))
}

/// A program that is made elsewhere: what a system's own base may lend it, a bare one does not.
fn unseen(case: &Case, choice: &Choice) -> Option<Objection> {
    let bare = choice.image.package_manager == PackageManager::None && choice.image.shell == Tri::No;
    let whole = case.present().is_some_and(|now| now.package_manager != PackageManager::None);
    let leaves = whole && bare && choice.image.libc == Libc::Glibc;
    let built = || case.commands().any(trace::builds) || !case.sources().is_empty();
    let (fact, _) = linkages(case).find(|(_, linkage)| leaves && **linkage != Linkage::Static).filter(|_| !built())?;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`ldd` shows what the program loads: `{image}` has little more than the C library.",
        de: "`ldd` zeigt, was das Programm lädt: `{image}` hat kaum mehr als die C-Bibliothek.",
        zh: "`ldd` 可显示程序加载的库：`{image}` 除 C 库外几乎没有其他库。");
    Some(objection(RULE.id, Weight::Risk, text, fact.spans.clone()))
}

/// A program that the stage fetches beside its own goes along when it is parted.
fn fetched(case: &Case, choice: &Choice) -> Option<Objection> {
    let parted = choice.shape == Shape::Split && choice.image.libc != Libc::Glibc && !is_furnished(case);
    let stage = case.build.shipped_stage().filter(|_| parted)?;
    let linked = beside::programs(stage).into_iter().find(|one| one.is_static != Some(true))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[linked.span])), &choice.image.reference);
    let place = linked.place;
    let (weight, text) = match linked.is_static {
        Some(_) => (
            Weight::Blocker,
            say!(lang,
                en: "{line} fetches `{place}`, which is built for glibc, and `{image}` has none.",
                de: "{line} lädt `{place}`, das für glibc gebaut ist, und `{image}` hat keine.",
                zh: "{line}下载的 `{place}` 是为 glibc 构建的，而 `{image}` 没有 glibc。"),
        ),
        None => (
            Weight::Doubt,
            say!(lang,
                en: "{line} fetches `{place}`, and its name does not tell whether it runs without glibc, which `{image}` does not have.",
                de: "{line} lädt `{place}`; ob es ohne glibc läuft, die `{image}` nicht hat, sagt der Name nicht.",
                zh: "{line}下载 `{place}`，从名称看不出它能否在没有 glibc 的 `{image}` 上运行。"),
        ),
    };
    Some(objection(RULE.id, weight, text, vec![linked.span]))
}

/// Distroless and BusyBox with a C library have that, and little else; another distribution has what it has.
fn lending(case: &Case, image: &Image, program: &str, span: Span, giver: &Image) -> Option<Objection> {
    let bare = image.shell == Tri::No || image.package_manager == PackageManager::None;
    if bare || image.libc != giver.libc {
        return Some(objection(RULE.id, Weight::Blocker, lent_text(case, program, span, &image.reference), vec![span]));
    }
    let system = |image: &Image| image.os.as_ref().map(|os| os.name);
    if system(image) == system(giver) {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let text = say!(lang,
        en: "{line} copies `{program}` alone, and we cannot tell whether `{image}` has the libraries that it is linked with.",
        de: "{line} kopiert nur `{program}`, und wir wissen nicht, ob `{image}` die Bibliotheken hat, mit denen es gelinkt ist.",
        zh: "{line}只复制了 `{program}`，我们无法判断 `{image}` 中是否有它所链接的库。");
    Some(objection(RULE.id, Weight::Doubt, text, vec![span]))
}

fn linked(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.libc != Libc::None || case.stays(choice) && is_furnished(case) {
        return Vec::new();
    }
    let blockers = dynamic(case).map(|fact| (Weight::Blocker, text(case, fact, &choice.image.reference), fact));
    let open = linkages(case).filter(|(_, linkage)| **linkage == Linkage::Unknown && !case.stays(choice));
    let doubts = open.map(|(fact, _)| (Weight::Doubt, doubt(case, fact, &choice.image), fact));
    blockers.chain(doubts).map(|(weight, text, fact)| objection(RULE.id, weight, text, fact.spans.clone())).collect()
}

fn dynamic<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    let dynamic = linkages(case).filter(|(_, l)| matches!(l, Linkage::Glibc { .. } | Linkage::Musl { .. }));
    dynamic.map(|(fact, _)| fact)
}

fn text(case: &Case, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), case.lines(&fact.spans));
    say!(lang,
        en: "The program of {line} needs a C library at run time, and `{image}` has none.",
        de: "Das Programm aus {line} braucht zur Laufzeit eine C-Bibliothek, und `{image}` hat keine.",
        zh: "{line}的程序运行时需要 C 库，而 `{image}` 没有。")
}

fn doubt(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    say!(lang,
        en: "We cannot see whether the program of {line} is static; only then does it run on `{image}`.",
        de: "Es ist nicht zu sehen, ob das Programm aus {line} statisch ist; nur dann läuft es auf `{image}`.",
        zh: "看不出{line}的程序是否为静态链接；只有静态程序才能在 `{image}` 上运行。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RUST: &str = "FROM rust:1-trixie AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:13-slim\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";

    #[test]
    fn a_bare_base_lends_little_to_what_is_made_elsewhere() {
        let file = "FROM debian:12-slim\nCOPY target/release/app /app\nCMD [\"/app\"]\n";
        let told = |file: &str| weighed(RULE.id, file, "gcr.io/distroless/cc-debian13:nonroot", Shape::Swap);
        assert!(
            told(file).iter().any(|one| one.weight == Weight::Risk && one.text.contains("`ldd`")),
            "{:?}",
            told(file)
        );
        let own = file
            .replace(
                "FROM debian:12-slim",
                "FROM rust:1.98 AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:12-slim",
            )
            .replace("COPY target", "COPY --from=b target");
        assert!(told(&own).iter().all(|one| !one.text.contains("`ldd`")), "{:?}", told(&own));
        let bare = file.replace("debian:12-slim", "gcr.io/distroless/cc-debian12");
        assert!(told(&bare).is_empty());
    }

    #[test]
    fn a_dynamic_program_on_scratch_does_not_start() {
        fires(RULE.id, &RUST.replace("debian:13-slim", "scratch"));
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/static-debian13", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_static_one_does_and_a_libc_helps() {
        let musl = RUST
            .replace("debian:13-slim", "scratch")
            .replace("--release", "--release --target x86_64-unknown-linux-musl");
        silent(RULE.id, &musl);
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/cc-debian13", Shape::Swap), None);
    }

    #[test]
    fn a_program_made_elsewhere_may_load_openssl() {
        let file = "FROM gcr.io/distroless/base:debug\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";
        let told = |file: &str, to: &str| weight(RULE.id, file, to, Shape::Swap);
        const BARE: &str = "gcr.io/distroless/base-nossl-debian13:nonroot";
        assert_eq!(told(file, BARE), Some(Weight::Doubt));
        assert_eq!(told(file, "gcr.io/distroless/base-debian13:nonroot"), None);
        assert_eq!(told(&RUST.replace("debian:13-slim", "gcr.io/distroless/base"), BARE), None, "it is built here");
    }

    #[test]
    fn a_program_of_the_distribution_does_not_come_alone() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM gcr.io/distroless/static-debian13\nCOPY --from=b /app /app\nCOPY --from=b /usr/bin/git /usr/bin/git\nENTRYPOINT [\"/app\"]\n";
        assert!(fires(RULE.id, file).what.contains("copies `git` alone"));
        assert_eq!(
            weight(RULE.id, file, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap),
            Some(Weight::Blocker)
        );
        assert_eq!(weight(RULE.id, file, "alpine:3.24", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "debian:trixie-slim", Shape::Swap), None);
        silent(RULE.id, &file.replace("/usr/bin/git", "/src/git"));
        silent(RULE.id, &file.replace("COPY --from=b /app", "COPY --from=b /lib/ /lib/\nCOPY --from=b /app"));
    }

    #[test]
    fn a_program_that_is_fetched_beside_goes_along_where_it_runs() {
        let file = |fetched: &str| {
            format!(
                "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nRUN curl -Lo /usr/local/bin/tool https://example.org/{fetched} && chmod +x /usr/local/bin/tool\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n"
            )
        };
        let told = |fetched: &str, to: &str| weight(RULE.id, &file(fetched), to, Shape::Split);
        const BARE: &str = "gcr.io/distroless/static-debian13:nonroot";
        assert_eq!(told("tool_1.0_linux_amd64", BARE), None);
        assert_eq!(told("tool", BARE), Some(Weight::Doubt));
        assert_eq!(told("tool-x86_64-unknown-linux-gnu", BARE), Some(Weight::Blocker));
        assert_eq!(told("tool", "gcr.io/distroless/base-debian13:nonroot"), None);
        let rewrite = crate::advise(&crate::Input::pasted(file("tool_1.0_linux_amd64")), &crate::Wishes::default());
        let rewrite = rewrite.rewrite.expect("it is parted");
        let alone = rewrite.left_to_you.iter().find(|left| left.text.starts_with("Only this is copied"));
        assert!(alone.is_none_or(|left| left.text.contains("/usr/local/bin/tool")), "{alone:?}");
        let text = rewrite.dockerfile;
        assert!(text.contains("\nCOPY --from=build /usr/local/bin/tool /usr/local/bin/tool\n"), "{text}");
    }
}
