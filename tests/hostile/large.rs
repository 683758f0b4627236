//! What is long: each instruction in four ways, and what files are made of, again and again.

use super::Case;

/// Every instruction, a word that is none, and a comment.
const WORDS: &[&str] = &[
    "FROM",
    "ARG",
    "ENV",
    "LABEL",
    "RUN",
    "COPY",
    "ADD",
    "CMD",
    "ENTRYPOINT",
    "EXPOSE",
    "USER",
    "WORKDIR",
    "VOLUME",
    "STOPSIGNAL",
    "HEALTHCHECK CMD",
    "SHELL",
    "ONBUILD RUN",
    "MAINTAINER",
    "WORD",
    "#",
];

/// `size` is about how many bytes the largest have; the others some of it, for there are many, and a million instructions
/// take their time.
pub fn large(size: usize) -> Vec<Case> {
    WORDS.iter().flat_map(|word| of(word, size / 40)).chain(whole(size)).chain(files(size / 10)).collect()
}

fn of(word: &str, size: usize) -> [Case; 4] {
    let lines = format!("{word} a=b\n");
    let texts = [
        ("one long word", format!("{word} {}\n", "x".repeat(size))),
        ("many words", format!("{word} {}\n", "a=b ".repeat(size / 4))),
        ("many lines", lines.repeat(size / lines.len())),
        ("one over many lines", format!("{word} {}z\n", "a=b \\\n".repeat(size / 6))),
    ];
    texts
        .map(|(name, text)| Case::new("large", format!("{word}: {name}"), format!("FROM alpine\n{text}CMD [\"/x\"]\n")))
}

/// Each as large as it can be.
fn whole(size: usize) -> Vec<Case> {
    let numbered = |line: &dyn Fn(usize) -> String, most: usize| {
        let count = size / line(most).len();
        (0..count.min(most)).map(line).collect::<String>()
    };
    let texts = [
        ("stages", stages(size)),
        ("a chain of stages", numbered(&|n| format!("FROM s{} AS s{n}\n", n.saturating_sub(1)), 100_000)),
        ("a ring of copies", numbered(&|n| format!("FROM alpine AS s{n}\nCOPY --from=s{} a b\n", n + 1), 100_000)),
        (
            "args",
            format!("{}FROM alpine\n", numbered(&|n| format!("ARG a{n}=${{a{}}}\n", n.saturating_sub(1)), 50_000)),
        ),
        (
            "envs",
            format!("FROM alpine\n{}", numbered(&|n| format!("ENV a{n}=${{a{}}}\n", n.saturating_sub(1)), 50_000)),
        ),
        ("no end", "RUN \\\n".repeat(size / 6)),
        ("empty lines", "\n".repeat(size)),
        ("spaces", " ".repeat(size)),
        ("zero bytes", "\0".repeat(size)),
        ("carriage returns", "\r".repeat(size)),
        ("one kind of quote", "'\"".repeat(size / 2)),
        ("backslashes", format!("FROM alpine\nRUN {}\n", "\\".repeat(size))),
        ("umlauts", "ä🐳\u{202e}\n".repeat(size / 11)),
        ("one word", format!("FROM {}\n", "x".repeat(size))),
        ("one comment", format!("#{}\nFROM alpine\n", "x".repeat(size))),
    ];
    texts.into_iter().map(|(name, text)| Case::new("large", name, text)).collect()
}

/// What real files are made of.
fn files(size: usize) -> Vec<Case> {
    let many = |line: &str| line.repeat(size / line.len());
    let texts = [
        ("a heredoc without end", format!("FROM alpine\nRUN <<EOF\n{}", "x y z\n".repeat(size / 6))),
        ("one install", format!("FROM debian:12\nRUN apt-get install -y {}\n", "curl ".repeat(size / 5))),
        ("installs", many("RUN apt-get update && apt-get install -y curl ca-certificates\n")),
        ("pip", many("FROM python:3.13\nRUN pip install -r requirements.txt numpy\n")),
        ("broken flags", many("COPY --x --y=z\n")),
        ("platforms", many("FROM --platform=a/b/c/d alpine\n")),
        ("heredocs", format!("FROM alpine\n{}", many("RUN <<E\nx\nE\n"))),
        ("a heredoc of commands", format!("FROM debian:12\nRUN <<EOF\n{}EOF\n", many("apt-get install -y curl\n"))),
        ("exports", format!("FROM alpine\nRUN {}\n", many("export P=$P$P;"))),
        ("ports", format!("FROM alpine\nEXPOSE {}\n", many("1-65535 "))),
        ("numbers", format!("FROM python:{}\nUSER {}\n", "9".repeat(size / 2), "9".repeat(size / 2))),
        ("escapes", format!("# escape=`\nFROM alpine\nRUN {}\n", "`".repeat(size))),
    ];
    texts.into_iter().map(|(name, text)| Case::new("large", name, text)).collect()
}

/// A hundred thousand stages, or as many as fit.
pub fn stages(size: usize) -> String {
    (0..(size / 20).min(100_000)).map(|n| format!("FROM alpine AS s{n}\n")).collect()
}
