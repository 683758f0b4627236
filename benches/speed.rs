//! How fast the engine advises, against the budgets of DESIGN.md: `cargo xtask bench`. (`reading.rs` measures reading.)

use basewise::wishes::{Input, Wishes};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A file as people write them; repeated, it stands for bigger ones.
const TYPICAL: &str = "\
# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26
FROM golang:${GO_VERSION}-bookworm AS build
WORKDIR /src
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN CGO_ENABLED=0 GOOS=linux go build -trimpath -ldflags=\"-s -w\" -o /out/server ./cmd/server

FROM python:3.13-slim AS assets
ENV PIP_NO_CACHE_DIR=1 \\
    PYTHONUNBUFFERED=1
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY assets assets
RUN python -m build_assets --out /assets

FROM debian:trixie-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates tzdata curl \\
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/server /usr/local/bin/server
COPY --from=assets --chown=1000:1000 /assets /srv/assets
USER 1000
EXPOSE 8080
HEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1
ENTRYPOINT [\"/usr/local/bin/server\"]
";

fn main() {
    println!("{:>34} {:>12} {:>12}  budget", "", "time", "MB/s");
    for (what, size, budget) in [("2 KB", 2_000, 1.0), ("10 KB", 10_000, 4.0), ("1 MB", 1_000_000, 400.0)] {
        advice(what, &many(&[TYPICAL.to_owned()], size), budget);
    }
    each();
    println!("{:>34} {:>12} {:>12}  growth for four times as many", "advice by shape", "2,000", "8,000");
    for (what, shape) in SHAPES {
        growth(what, shape(2_000), shape(8_000));
    }
}

/// A file that says one kind of thing so many times.
type Shape = fn(usize) -> String;

/// What a rule may ask of each thing by asking all the others: the time must grow with their number, not its square.
const SHAPES: &[(&str, Shape)] = &[
    ("packages of one install", |n| format!("FROM debian:12\nRUN apt-get install -y{}\n", list(n, " p"))),
    ("installs", |n| format!("FROM debian:12\n{}", list(n, "\nRUN apt-get install -y p"))),
    ("installs of one RUN", |n| format!("FROM debian:12\nRUN a{}\n", list(n, " && apt-get install -y p"))),
    ("installs, removed again", |n| {
        let each = |i| format!("RUN apk add --virtual .b{i} gcc && apk del .b{i}\n");
        format!("FROM alpine:3.15\n{}", (0..n).map(each).collect::<String>())
    }),
    ("commands of a pipe", |n| format!("FROM debian:12\nRUN a{}\n", list(n, " | c"))),
    ("downloads", |n| format!("FROM node:18\n{}", list(n, "\nRUN curl -fsSLO https://example.org/"))),
    ("scripts", |n| {
        let each = |i| format!("COPY e{i}.sh /\nRUN chmod +x /e{i}.sh\n");
        format!("FROM debian:12\n{}ENTRYPOINT [\"/e1.sh\"]\n", (0..n).map(each).collect::<String>())
    }),
    ("users", |n| {
        format!("FROM debian:12\n{}", (0..n).map(|i| format!("RUN useradd u{i}\nUSER u{i}\n")).collect::<String>())
    }),
    ("stages", |n| (0..n).map(|i| format!("FROM debian:12 AS s{i}\nRUN make\n")).collect()),
    ("stages on each other", |n| {
        let each = |i| format!("FROM s{i} AS s{}\nRUN make\n", i + 1);
        format!("FROM debian:12 AS s0\n{}", (0..n).map(each).collect::<String>())
    }),
    ("stages copied from", |n| {
        let stages: String = (0..n).map(|i| format!("FROM debian:12 AS s{i}\n")).collect();
        let copies: String = (0..n).map(|i| format!("COPY --from=s{i} /a /b{i}\n")).collect();
        format!("{stages}FROM debian:12\n{copies}")
    }),
];

fn list(count: usize, before: &str) -> String {
    (0..count).map(|i| format!("{before}{i}")).collect()
}

fn growth(what: &str, small: String, large: String) {
    let wishes = Wishes::default();
    let [one, four] = [small, large].map(|text| {
        let input = Input::pasted(text);
        best(2, || drop(black_box(basewise::advise(&input, &wishes))))
    });
    let times = four.as_secs_f64() / one.as_secs_f64();
    println!("{what:>34} {one:>12.2?} {four:>12.2?}  {times:.1} {}", mark(times < 8.0));
}

/// The files of the oracle's corpus, valid ones and others.
fn corpus() -> Vec<String> {
    let mut texts = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"), &mut texts);
    texts.push(TYPICAL.to_owned());
    texts
}

fn gather(folder: &Path, texts: &mut Vec<String>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, texts);
        } else if path.extension().is_none_or(|extension| extension != "jsonl") {
            texts.extend(std::fs::read_to_string(&path));
        }
    }
}

/// The texts over and over, one file each, until there are enough bytes; cut at a line's end.
fn many(texts: &[String], bytes: usize) -> String {
    let mut all = String::new();
    for text in texts.iter().cycle() {
        if all.len() + text.len() > bytes && !all.is_empty() {
            break;
        }
        all.push_str(text);
        all.push('\n');
    }
    all
}

fn best(times: usize, mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

fn advice(what: &str, text: &str, budget: f64) {
    let (input, wishes) = (Input::pasted(text), Wishes::default());
    let time = best(5, || drop(black_box(basewise::advise(&input, &wishes))));
    let milliseconds = time.as_secs_f64() * 1e3;
    let speed = text.len() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{:>34} {time:>12.2?} {speed:>12.1}  ≤ {budget} ms {}",
        format!("advice, {what}"),
        mark(milliseconds <= budget)
    );
}

/// Each file of the corpus by itself, as the command line reads a fleet.
fn each() {
    let (texts, wishes) = (corpus(), Wishes::default());
    let bytes: usize = texts.iter().map(String::len).sum();
    let inputs: Vec<Input> = texts.iter().map(Input::pasted).collect();
    let time = best(3, || inputs.iter().for_each(|input| drop(black_box(basewise::advise(input, &wishes)))));
    let speed = bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{:>34} {time:>12.2?} {speed:>12.1}  ≥ 10 MB/s {}",
        format!("advice, {} files", texts.len()),
        mark(speed >= 10.0)
    );
}

fn mark(held: bool) -> &'static str {
    if held { "held" } else { "MISSED" }
}
