//! # No digest fixes the base
//!
//! ## What it is
//! The tag can be pushed again with other contents, and nothing in the file says which contents you mean.
//!
//! ## Why it matters
//! For images without version tags, such as distroless and the free Chainguard images, a digest is the only way to name one build of them. Where a file pins some bases but not the one that ships, the important one is left open.
//!
//! ## What to do
//! Write `image:tag@sha256:…` and let Renovate or Dependabot move it, so that fixes still reach you. `docker buildx imagetools inspect image:tag` prints the digest.
//!
//! ## When not to
//! A digest that nobody moves keeps old flaws in. Without a bot, a version tag and regular rebuilds serve you better.
//!
//! ## Example
//! ```dockerfile
//! FROM cgr.dev/chainguard/static:latest
//! COPY app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM cgr.dev/chainguard/static:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Docker: pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::Family;
use crate::stages::Base;

pub const RULE: Rule = Rule { id: "tag-missing-digest", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let open = case.shipped().filter(|footing| footing.written.digest.is_none());
    open.filter(|footing| matters(case, footing)).map(|footing| claim(case, &footing)).into_iter().collect()
}

/// Only where a tag alone cannot name a release, the house asks for digests, or the file pins its other bases.
fn matters(case: &Case, footing: &Footing) -> bool {
    let rolling = footing.image().family == Family::Wolfi && footing.written.tag.as_deref().is_none_or(rolls);
    rolling
        || asked(case)
        || case.build.stages.iter().any(|stage| matches!(&stage.base, Base::Image(i) if i.digest.is_some()))
}

fn rolls(tag: &str) -> bool {
    tag.starts_with("latest")
}

fn asked(case: &Case) -> bool {
    case.wishes.policy.as_ref().is_some_and(|policy| policy.pin_digests)
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let written = &footing.stage.from.text;
    let what = say!(lang,
        en: "No digest fixes `{written}`, the base that ships.",
        de: "Kein Digest legt `{written}` fest, das ausgelieferte Basis-Image.",
        zh: "最终交付的基础镜像 `{written}` 没有用摘要固定。");
    let why = say!(lang,
        en: "The same tag can hold other contents tomorrow, and nothing here says which you mean.",
        de: "Derselbe Tag kann morgen anderes enthalten, und nichts hier sagt, was gemeint ist.",
        zh: "同一标签明天可能指向不同内容，而文件没有说明要用哪一个。");
    let todo = say!(lang,
        en: "Add `@sha256:…` (from `docker buildx imagetools inspect {written}`) and let a bot move it.",
        de: "Ergänze `@sha256:…` (aus `docker buildx imagetools inspect {written}`) und lass einen Bot ihn nachziehen.",
        zh: "加上 `@sha256:…`（用 `docker buildx imagetools inspect {written}` 查看），并让机器人负责更新。");
    let severity = if asked(case) { Severity::Warning } else { Severity::Note };
    finding(RULE.id, severity, [what, why, todo], vec![footing.stage.from.span])
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_rolling_image_needs_one() {
        fires(RULE.id, "FROM cgr.dev/chainguard/static:latest\nCOPY app /app\nCMD [\"/app\"]\n");
    }

    #[test]
    fn the_base_that_ships_is_open_while_another_is_pinned() {
        let digest = "sha256:".to_string() + &"0".repeat(64);
        let file =
            format!("FROM golang:1.26@{digest} AS b\nRUN go build -o /a\nFROM alpine:3.23\nCOPY --from=b /a /a\n");
        fires(RULE.id, &file);
    }

    #[test]
    fn an_ordinary_version_tag_is_fine() {
        silent(RULE.id, "FROM python:3.13-slim-trixie\nCMD [\"python\", \"a.py\"]\n");
    }
}
