//! # On musl this program may behave differently
//!
//! ## What it is
//! Alpine's C library is not glibc with another name. Threads get smaller stacks, all name servers are asked at once, the memory allocator is slower when many threads allocate, and there are no locales beyond UTF-8.
//!
//! ## Why it matters
//! Nothing fails at the start. A deep recursion crashes, a lookup goes to the wrong name server, throughput drops. Such things are found late.
//!
//! ## What to do
//! Measure your program under load on Alpine before you switch, and look at name lookups in your network.
//!
//! ## When not to
//! Most programs never notice. We only name what yours is known to touch.
//!
//! ## Example
//! ```dockerfile
//! FROM ruby:3.4-slim
//! COPY . /app
//! CMD ["ruby", "/app/main.rb"]
//! ```
//! ```dockerfile
//! FROM ruby:3.4-alpine
//! COPY . /app
//! CMD ["ruby", "/app/main.rb"]
//! ```
//!
//! ## Sources
//! - [musl: functional differences from glibc](https://wiki.musl-libc.org/functional-differences-from-glibc.html)

use super::claims::*;
use super::places::nsswitch;
use crate::catalogue::Libc;
use crate::catalogue::packages::libc_difference;

pub const RULE: Rule = Rule { id: "musl-behaviour", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    nsswitch::finding(case, RULE.id).into_iter().collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = nsswitch::objection(case, choice, RULE.id) {
        return vec![told];
    }
    let from_musl = case.present().is_some_and(|image| image.libc == Libc::Musl);
    if choice.image.libc != Libc::Musl || from_musl {
        return Vec::new();
    }
    let touched = case.facts.find("touches-libc").filter_map(|fact| match &fact.what {
        What::TouchesLibc { difference } if !is_told_elsewhere(difference) => {
            Some((libc_difference(row(difference))?, fact))
        }
        _ => None,
    });
    let told = touched.filter(|(_, fact)| fact.certainty > Certainty::Assumed);
    told.map(|(difference, fact)| objection(RULE.id, Weight::Risk, (difference.what)(case.lang()), fact.spans.clone()))
        .collect()
}

/// The evidence names what a language touches; the table of differences has fewer rows.
fn row(difference: &str) -> &str {
    match difference {
        "malloc-performance" => "malloc",
        "malloc-preload-path" => "preload-path",
        "dns-parallel-nameservers" => "dns-search",
        "ruby-thread-stack" => "thread-stack",
        "php-iconv-gd" => "iconv",
        other => other,
    }
}

/// Matters of a rule of their own, which knows the packages.
fn is_told_elsewhere(difference: &str) -> bool {
    matches!(difference, "wheels-manylinux" | "browsers" | "chrome" | "dotnet-globalization" | "dotnet-invariant")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const RUBY: &str = "FROM ruby:3.4-slim\nCOPY . /app\nCMD [\"ruby\", \"/app/main.rb\"]\n";

    #[test]
    fn ruby_notices() {
        assert_eq!(weight(RULE.id, RUBY, "ruby:3.4-alpine", Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn on_alpine_already_and_static_programs_do_not() {
        assert_eq!(weight(RULE.id, &RUBY.replace("slim", "alpine"), "ruby:3.4-alpine", Shape::Swap), None);
        let go = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /a .\nFROM debian:13\nCOPY --from=b /a /a\nCMD [\"/a\"]\n";
        assert_eq!(weight(RULE.id, go, "alpine:3.23", Shape::Swap), None);
    }
}
