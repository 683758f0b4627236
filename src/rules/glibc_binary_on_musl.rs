//! # A program built for glibc on a base with musl
//!
//! ## What it is
//! The program was linked against glibc, the C library of Debian, Ubuntu, Fedora and most others. Alpine has musl in its place.
//!
//! ## Why it matters
//! The kernel looks for the loader that the program names, `/lib64/ld-linux-x86-64.so.2`. Alpine has no such file, so the start fails with `not found`, although the program is there.
//!
//! ## What to do
//! Build it in an Alpine stage (`golang:1.26-alpine`), build it static (`CGO_ENABLED=0` for Go), or ship it on a small base with glibc, such as distroless.
//!
//! ## When not to
//! `gcompat` lets some simple programs start on Alpine. It covers a part of glibc only; try yours before you rely on it.
//!
//! ## Example
//! ```dockerfile
//! FROM rust:1-trixie AS build
//! COPY . .
//! RUN cargo build --release
//! FROM alpine:3.23
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
//! - [Alpine: running glibc programs](https://wiki.alpinelinux.org/wiki/Running_glibc_programs)
//! - [musl: differences from glibc](https://wiki.musl-libc.org/functional-differences-from-glibc.html)

use super::claims::*;
use super::languages::copied_runtimes;
use super::loading::fetched_programs;
use super::loading::linked::linkages;
use super::loading::{cgo, glibc_made};
use super::offers;
use crate::catalogue::{Image, Libc};
use crate::evidence::Linkage;
use crate::evidence::linkage::BRIDGES;
use crate::shell::Command;
use crate::stages::{Does, Origin, Step};

pub const RULE: Rule = Rule { id: "glibc-binary-on-musl", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|f| f.image().libc == Libc::Musl) else { return Vec::new() };
    let bridged = is_bridged(case);
    // What starts is told of by its linkage.
    let started = |finding: &Finding| glibc(case).any(|(fact, _)| holds(fact, finding));
    let foreign = foreign(case, footing.image(), bridged).filter(|finding| bridged || !started(finding));
    let cgo = cgo::finding(case, RULE.id, &footing.image().reference, footing.stage.from.span).filter(|_| !bridged);
    let mut told: Vec<Finding> = foreign.into_iter().chain(held_up(case)).chain(cgo).collect();
    if bridged {
        return told;
    }
    let spans: Vec<Span> = glibc(case).flat_map(|(fact, _)| fact.spans.clone()).collect();
    told.extend(copied_runtimes::finding(case, RULE.id, footing.image(), &spans));
    let lang = case.lang();
    let binary = |(fact, _): (&Fact, &Linkage)| {
        let todo = say!(lang,
            en: "Build it on Alpine or static, or ship it on a small base with glibc.",
            de: "Bau es auf Alpine oder statisch, oder liefere es auf einem kleinen Image mit glibc aus.",
            zh: "在 Alpine 上构建、静态构建，或改用带 glibc 的小型基础镜像。");
        claim(lang, [text(case, fact, footing.image()), todo], places(fact, footing.stage.from.span))
    };
    let archive = aws(case, footing.image()).map(|(what, span)| {
        let todo = say!(lang,
            en: "Install Alpine's own package `aws-cli`, or take a small base with glibc.",
            de: "Installiere Alpines eigenes Paket `aws-cli`, oder nimm ein kleines Image mit glibc.",
            zh: "安装 Alpine 自己的软件包 `aws-cli`，或改用带 glibc 的小型基础镜像。");
        claim(lang, [what, todo], vec![span, footing.stage.from.span])
    });
    told.extend(glibc(case).filter(|(fact, _)| fact.certainty > Certainty::Assumed).map(binary).chain(archive));
    told
}

fn holds(fact: &Fact, finding: &Finding) -> bool {
    fact.certainty > Certainty::Assumed
        && finding.spans.iter().any(|&span| fact.spans.iter().any(|own| own.contains(span)))
}

/// A program or client library that its makers publish for glibc alone.
fn foreign(case: &Case, image: &Image, bridged: bool) -> Option<Finding> {
    let (name, span) = fetched_programs::of_glibc(case)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let what = say!(lang,
        en: "{line} fetches `{name}`, which is built for glibc, and `{image}` has musl.",
        de: "{line} lädt `{name}`, das für glibc gebaut ist, und `{image}` hat musl.",
        zh: "{line}下载的 `{name}` 是为 glibc 构建的，而 `{image}` 用的是 musl。");
    let why = say!(lang,
        en: "It does not start or load there, or depends on a layer that its makers do not support.",
        de: "Es startet oder lädt dort nicht, oder es hängt an einer Schicht, die seine Hersteller nicht unterstützen.",
        zh: "它在那里无法启动或加载，或依赖其发布者不支持的兼容层。");
    let todo = say!(lang,
        en: "Take a base with glibc; slim images are small as well.",
        de: "Nimm ein Image mit glibc; auch Slim-Images sind klein.",
        zh: "改用带 glibc 的基础镜像；slim 镜像同样很小。");
    let severity = if bridged { Severity::Warning } else { Severity::Error };
    Some(finding(RULE.id, severity, [what, why, todo], vec![span]))
}

/// A glibc of a third party on Alpine. [The release of April 2023](https://github.com/sgerrand/alpine-pkg-glibc/pull/197)
/// holds glibc 2.35; none after it was known on 2026-11-29.
fn held_up(case: &Case) -> Option<Finding> {
    let (lang, span) = (case.lang(), packaged(case)?);
    let line = sentence(case.line(&[span]));
    let what = say!(lang,
        en: "{line} puts a third party's glibc beside musl, so something here is built for glibc.",
        de: "{line} stellt die glibc eines Dritten neben musl; hier ist also etwas für glibc gebaut.",
        zh: "{line}在 musl 旁边安装了第三方的 glibc，说明这里有为 glibc 构建的程序。");
    let why = say!(lang,
        en: "The last release of that package known to us is of April 2023 (glibc 2.35), and Alpine's fixes do not reach it.",
        de: "Die letzte uns bekannte Ausgabe dieses Pakets ist vom April 2023 (glibc 2.35), und Alpines Korrekturen erreichen es nicht.",
        zh: "据我们所知，该软件包的最后一个版本发布于 2023 年 4 月（glibc 2.35），Alpine 的修复不会覆盖它。");
    let todo = say!(lang,
        en: "Take a small base that has glibc itself, such as a slim one, and leave the package out.",
        de: "Nimm ein kleines Image, das selbst glibc hat, etwa ein Slim-Image, und lass das Paket weg.",
        zh: "改用自带 glibc 的小型基础镜像（例如 slim），并去掉该软件包。");
    Some(finding(RULE.id, Severity::Warning, [what, why, todo], vec![span]))
}

/// Where `alpine-pkg-glibc` is fetched.
fn packaged(case: &Case) -> Option<Span> {
    let brings = |command: &&Command| command.args.iter().any(|arg| arg.text.contains("alpine-pkg-glibc"));
    *case.once.packaged_glibc.get_or_init(case.facts, || case.commands().find(brings).map(|command| command.span))
}

fn claim(lang: Lang, [what, todo]: [String; 2], spans: Vec<Span>) -> Finding {
    let why = say!(lang,
        en: "It will not start: its loader is not there.",
        de: "Es startet nicht: Sein Lader fehlt.",
        zh: "它无法启动：缺少所需的加载器。");
    finding(RULE.id, Severity::Error, [what, why, todo], spans)
}

/// The archive of AWS CLI 2 is built for glibc
/// ([its prerequisites](https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)).
fn aws(case: &Case, image: &Image) -> Option<(String, Span)> {
    let installer = offers::by_own_installer(case, "aws")?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[installer.span])), &image.reference);
    let text = say!(lang,
        en: "{line} installs the AWS CLI from its archive, which is built for glibc, and `{image}` has musl.",
        de: "{line} installiert die AWS CLI aus ihrem Archiv, das für glibc gebaut ist, und `{image}` hat musl.",
        zh: "{line}从归档安装 AWS CLI，它是为 glibc 构建的，而 `{image}` 用的是 musl。");
    Some((text, installer.span))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let shim = shim(case, choice);
    if choice.image.libc != Libc::Musl {
        return shim.into_iter().collect();
    }
    let glibc = glibc(case).map(|(fact, _)| {
        let bridged = case.stays(choice) && is_bridged(case);
        let weight = if bridged { Weight::Risk } else { Weight::Blocker };
        objection(RULE.id, weight, text(case, fact, &choice.image), fact.spans.clone())
    });
    // What runs on musl today runs on musl.
    let musl = case.stays(choice) || case.present().is_some_and(|now| now.libc == Libc::Musl);
    let open = linkages(case).filter(|(_, linkage)| **linkage == Linkage::Unknown && !musl);
    let aws = aws(case, &choice.image).filter(|_| !is_bridged(case));
    let foreign = foreign(case, &choice.image, is_bridged(case)).filter(|_| !case.stays(choice)).map(|told| {
        // A layer in between is there today; whether it goes on working on another release, nobody tells.
        let weight = if told.severity == Severity::Error { Weight::Blocker } else { Weight::Doubt };
        objection(RULE.id, weight, told.what, told.spans)
    });
    let aws = aws.map(|(text, span)| objection(RULE.id, Weight::Blocker, text, vec![span])).or(foreign);
    let told = glibc.chain(open.map(|(fact, _)| doubt(case, fact, &choice.image))).chain(aws).chain(shim);
    let copied = copied_runtimes::objection(case, choice, RULE.id).filter(|_| !is_bridged(case));
    let told: Vec<Objection> = told.chain(copied).collect();
    match told.is_empty() {
        true => {
            let made = glibc_made::objections(case, choice, RULE.id);
            let fetched = fetched_programs::objections(case, choice, RULE.id);
            release(case, choice).into_iter().chain(made).chain(fetched).collect()
        }
        false => told,
    }
}

/// A release of Elixir's or Erlang's that was made outside of the file: it carries its runtime system along
/// ([mix release: `include_erts`](https://hexdocs.pm/mix/Mix.Tasks.Release.html)), for the C library it was made on.
fn release(case: &Case, choice: &Choice) -> Option<Objection> {
    let moves = case.present().is_some_and(|now| now.libc == Libc::Glibc);
    let made = |step: &&&Step| match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => sources.iter().any(|one| one.text.contains("_build/")),
        _ => false,
    };
    let span = case.steps().iter().find(made).filter(|_| moves)?.span;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} brings a release that was made elsewhere; its runtime system is built for one C library, and `{image}` has musl.",
        de: "{line} bringt ein Release, das anderswo entstand; sein Laufzeitsystem ist für eine C-Bibliothek gebaut, und `{image}` hat musl.",
        zh: "{line}带来的发布包是在别处生成的；其运行时系统针对特定的 C 库构建，而 `{image}` 用的是 musl。");
    Some(objection(RULE.id, Weight::Doubt, text, vec![span]))
}

/// A glibc packaged for Alpine ([alpine-pkg-glibc](https://github.com/sgerrand/alpine-pkg-glibc)): beside another it
/// has no place, and on another Alpine its files may clash.
fn shim(case: &Case, choice: &Choice) -> Option<Objection> {
    let musl = choice.image.libc == Libc::Musl;
    let span = packaged(case).filter(|_| !case.stays(choice) && (musl || choice.shape == Shape::Swap))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    if musl {
        let text = say!(lang,
            en: "{line} fetches a glibc that is packaged for an older Alpine, and we do not know whether it installs on `{image}`.",
            de: "{line} lädt eine glibc, die für ein älteres Alpine verpackt ist; ob sie sich auf `{image}` installieren lässt, ist nicht bekannt.",
            zh: "{line}下载的 glibc 是为较旧的 Alpine 打包的，不确定它能否在 `{image}` 上安装。");
        return Some(objection(RULE.id, Weight::Doubt, text, vec![span]));
    }
    let text = say!(lang,
        en: "{line} fetches a glibc made for Alpine, and `{image}` has its own: take out what downloads and installs it.",
        de: "{line} lädt eine für Alpine gemachte glibc, und `{image}` hat eine eigene: Nimm heraus, was sie lädt und installiert.",
        zh: "{line}下载为 Alpine 制作的 glibc，而 `{image}` 自带 glibc：请去掉下载和安装它的命令。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

fn glibc<'a>(case: &'a Case) -> impl Iterator<Item = (&'a Fact, &'a Linkage)> {
    linkages(case).filter(|(_, linkage)| matches!(linkage, Linkage::Glibc { .. }))
}

/// `gcompat` and its predecessor are installed.
fn is_bridged(case: &Case) -> bool {
    let is_bridge = |name: &str| BRIDGES.contains(&name) || name.starts_with("glibc-") && name.ends_with(".apk");
    case.installs().iter().any(|install| is_bridge(&install.package.name)) || case.brings("ld-linux")
}

fn text(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    say!(lang,
        en: "The program of {line} is linked against glibc, and `{image}` has musl.",
        de: "Das Programm aus {line} ist gegen glibc gelinkt, und `{image}` hat musl.",
        zh: "{line}的程序链接的是 glibc，而 `{image}` 用的是 musl。")
}

fn doubt(case: &Case, fact: &Fact, image: &Image) -> Objection {
    let (lang, line, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    let text = say!(lang,
        en: "We cannot see how the program of {line} is linked; `{image}` runs it only if it is static or made for musl.",
        de: "Es ist nicht zu sehen, wie das Programm aus {line} gelinkt ist; auf `{image}` läuft es nur, wenn es statisch ist oder für musl gebaut.",
        zh: "看不出{line}的程序如何链接；只有静态程序或为 musl 构建的程序才能在 `{image}` 上运行。");
    objection(RULE.id, Weight::Doubt, text, fact.spans.clone())
}

fn places(fact: &Fact, from: Span) -> Vec<Span> {
    fact.spans.iter().copied().chain([from]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RUST: &str = "FROM rust:1-trixie AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:13-slim\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";

    #[test]
    fn rust_built_on_debian_does_not_run_on_alpine() {
        fires(RULE.id, &RUST.replace("debian:13-slim", "alpine:3.23"));
        assert_eq!(weight(RULE.id, RUST, "alpine:3.23", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn what_cannot_be_seen_is_a_doubt() {
        let go = "FROM golang:1.26 AS b\nCOPY . .\nRUN go build -o /app .\nFROM debian:13-slim\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, go, "alpine:3.23", Shape::Swap), Some(Weight::Doubt));
        let told = found(RULE.id, &go.replace("debian:13-slim", "alpine:3.23"));
        assert!(matches!(&told[..], [one] if one.severity == Severity::Warning), "it may be static: {told:?}");
    }

    #[test]
    fn the_archive_of_the_aws_cli_is_for_glibc() {
        let file = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl unzip && curl -fsSL https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip -o a.zip && unzip a.zip && ./aws/install\nUSER 1000\nENTRYPOINT [\"aws\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.24", Shape::Swap), Some(Weight::Blocker));
        let alpine =
            file.replace("debian:13-slim", "alpine:3.24").replace("apt-get update && apt-get install -y", "apk add");
        fires(RULE.id, &alpine);
        silent(RULE.id, file);
        let brought = |file: &str| with(&crate::wishes::Input::pasted(file), |case| offers::is_installed(case, "aws"));
        assert!(brought(file) && !brought(&file.replace(" && ./aws/install", "")));
    }

    #[test]
    fn oracles_client_is_for_glibc() {
        let file = "FROM node:22-alpine\nRUN apk add --no-cache libaio curl unzip && curl -o c.zip https://download.oracle.com/otn_software/linux/instantclient/instantclient-basiclite-linuxx64.zip && unzip c.zip\nCMD [\"node\", \"a.js\"]\n";
        assert_eq!(fires(RULE.id, file).severity, Severity::Error);
        assert_eq!(weight(RULE.id, file, "node:24-alpine3.24", Shape::Swap), Some(Weight::Blocker));
        let bridged = file.replace("libaio", "libaio gcompat");
        assert_eq!(fires(RULE.id, &bridged).severity, Severity::Warning);
        assert_eq!(weight(RULE.id, &bridged, "node:24-alpine3.24", Shape::Swap), Some(Weight::Doubt));
        let slim = file.replace("alpine", "slim").replace("apk add --no-cache", "apt-get install -y");
        silent(RULE.id, &slim);
        assert_eq!(weight(RULE.id, &slim, "node:24-alpine3.24", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_release_made_elsewhere_keeps_its_c_library() {
        let file =
            "FROM elixir:1.15-slim\nWORKDIR /app\nCOPY _build/prod/rel/book /app\nCMD [\"/app/bin/book\", \"start\"]\n";
        assert_eq!(weight(RULE.id, file, "elixir:1.16-alpine", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, file, "elixir:1.16-slim", Shape::Swap), None);
    }

    #[test]
    fn static_programs_run_anywhere() {
        let target = RUST.replace("--release", "--release --target x86_64-unknown-linux-musl");
        silent(RULE.id, &target.replace("debian:13-slim", "alpine:3.23"));
        assert_eq!(weight(RULE.id, RUST, "gcr.io/distroless/cc-debian13", Shape::Swap), None);
    }

    #[test]
    fn a_glibc_for_alpine_stays_with_its_alpine() {
        let file = "FROM alpine:3.12\nRUN apk add --no-cache curl && curl -sLO https://github.com/sgerrand/alpine-pkg-glibc/releases/download/2.34-r0/glibc-2.34-r0.apk && apk add --no-cache glibc-2.34-r0.apk\nRUN curl -sL https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip -o a.zip && unzip a.zip && aws/install\nENTRYPOINT [\"aws\"]\n";
        let told = fires(RULE.id, file);
        assert!(told.severity == Severity::Warning && told.what.contains("third party"), "{told:?}");
        assert_eq!(weight(RULE.id, file, "alpine:3.24", Shape::Split), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, file, "alpine:3.12", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "alpine:3.24", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, file, "cgr.dev/chainguard/wolfi-base:latest", Shape::Swap), Some(Weight::Change));
    }
}
