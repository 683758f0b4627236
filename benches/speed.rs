//! How fast the engine advises, against the budgets of DESIGN.md: `cargo xtask bench`. (`reading.rs` measures reading.)
//!
//! Each figure is told twice: on a thread that has advised on nothing yet, as the first paste or the first file of a fleet
//! meets it, and again with what the catalogue was asked for at hand.

use basewise::wishes::{Input, Wishes};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// A file as people write them, but for the end of its last stage.
const BEGIN: &str = "\
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
";

/// More of the stage that ships, as long files have it. `#` is a number.
const MORE: &str = "\
ENV APP_FEATURE_#=on APP_LIMIT_#=250
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 libxml2 libtool# fonts-noto-# \\
 && rm -rf /var/lib/apt/lists/*
COPY --chown=1000:1000 config/part-# /etc/server/part-#
RUN mkdir -p /var/lib/server/# && chown 1000:1000 /var/lib/server/# && ln -s /etc/server/part-# /srv/part-#
RUN curl -fsSL https://downloads.example.org/tool-#.tar.gz | tar -xz -C /opt && /opt/tool-#/bin/setup --quiet
";

const END: &str = "\
USER 1000
EXPOSE 8080
HEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1
ENTRYPOINT [\"/usr/local/bin/server\"]
";

/// A file of about so many bytes.
fn file(bytes: usize) -> String {
    let mut text = BEGIN.to_owned();
    for number in 0.. {
        let more = MORE.replace('#', &number.to_string());
        if text.len() + more.len() / 2 + END.len() > bytes {
            break;
        }
        text.push_str(&more);
    }
    text + END
}

fn main() {
    println!("{:>34} {:>12} {:>12} {:>12}  budget", "", "at first", "again", "MB/s");
    for (what, size, budget) in [("2 KB", 2_000, 1.0), ("10 KB", 10_000, 4.0), ("1 MB", 1_000_000, 400.0)] {
        let (first, again) = both(&[file(size)]);
        let held = mark(first.as_secs_f64() * 1e3 <= budget);
        told(format!("advice, {what}"), size, first, again, format!("≤ {budget} ms {held}"));
    }
    for (what, texts) in [("files as projects write them", ordinary()), ("files of the workloads", workloads())] {
        let bytes: usize = texts.iter().map(String::len).sum();
        let (first, again) = both(&texts);
        let held = mark(bytes as f64 / 1e6 / first.as_secs_f64() >= 10.0);
        told(format!("{} {what}", texts.len()), bytes, first, again, format!("≥ 10 MB/s {held}"));
    }
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

/// Files of the corpus that an ordinary project would have.
fn ordinary() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/hand");
    let names =
        ["python-slim", "go-static", "node-pnpm", "java-layers", "dotnet", "php", "heredocs", "flags", "shell-script"];
    let read = |name| std::fs::read_to_string(folder.join(format!("{name}.Dockerfile"))).ok();
    let typical = [2_000, 4_000, 8_000].map(file);
    names.into_iter().filter_map(read).chain(typical).collect()
}

/// The Dockerfiles of `tests/workloads`: short ones, of every language.
fn workloads() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workloads");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let pages = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let blocks = |page: String| {
        let after = page.split("```dockerfile\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
        after.map(str::to_owned).collect::<Vec<_>>()
    };
    pages.flat_map(blocks).collect()
}

fn best(times: usize, mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

/// All the texts, each by itself: on a thread that has done nothing yet, and the best of three times after that.
fn both(texts: &[String]) -> (Duration, Duration) {
    let inputs: Vec<Input> = texts.iter().map(Input::pasted).collect();
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let all = || inputs.iter().for_each(|input| drop(black_box(basewise::advise(input, &wishes))));
    let on_thread = || std::thread::scope(|scope| scope.spawn(|| (best(1, all), best(3, all))).join());
    let times = (0..3).filter_map(|_| on_thread().ok());
    times.reduce(|one, other| (one.0.min(other.0), one.1.min(other.1))).unwrap_or_default()
}

fn told(what: String, bytes: usize, first: Duration, again: Duration, budget: String) {
    let speed = bytes as f64 / 1e6 / first.as_secs_f64();
    println!("{what:>34} {first:>12.2?} {again:>12.2?} {speed:>12.2}  {budget}");
}

fn mark(held: bool) -> &'static str {
    if held { "held" } else { "MISSED" }
}
