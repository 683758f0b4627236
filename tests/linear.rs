//! Twice as much to read takes about twice as long: no kind of text makes the engine take the square of its length.
//!
//! `LINEAR_BYTES=1000000 cargo test --release --test linear -- --nocapture` reads one and two megabytes and prints what each
//! took.

use basewise::wishes::{Input, Wishes};
use std::time::{Duration, Instant};

/// The smaller length, where nobody says another.
const SIZE: usize = if cfg!(debug_assertions) { 20_000 } else { 250_000 };

/// Twice, and room for a busy machine; the square would be four times.
const GROWTH: f64 = 3.0;

/// Each is measured so often, and the quickest counts: whatever else runs can only make it slower.
const TIMES: usize = 3;

/// Below this the clock and the first page faults count for more than the text.
const TOO_SHORT: Duration = Duration::from_millis(10);

/// What a text is made of: a line, or a few, for each number.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: &[Kind] = &[
    ("comments", |n| format!("# {n} says what comes next, and why it is so and not otherwise\n")),
    ("stages", |n| format!("FROM debian:12 AS s{n}\nRUN echo {n} > /out\n")),
    ("copies between stages", |n| {
        format!("FROM alpine AS s{n}\nCOPY --from=s{} /out{n} /in{n}\n", n.saturating_sub(1))
    }),
    ("installs", |n| {
        format!("RUN apt-get update && apt-get install -y curl package-{n} && rm -rf /var/lib/apt/lists/*\n")
    }),
    ("variables", |n| format!("ARG A{n}=x{n}\nENV E{n}=/opt/$A{n}:$E{}\n", n.saturating_sub(1))),
    ("heredocs", |n| format!("RUN <<END{n}\nset -e\napt-get install -y tool-{n}\nEND{n}\n")),
    ("long shell lines", |n| {
        format!("RUN for one in a b c; do if test -f $one; then tar -C /opt -xzf $one.{n}.tar.gz || exit 1; fi; done\n")
    }),
    ("users and labels", |n| format!("LABEL a{n}=\"b {n}\"\nUSER u{n}\nEXPOSE {}\nWORKDIR /w/{n}\n", n % 65_536)),
    ("what no one knows", |n| format!("WORD{n} x y z\nCOPY --odd{n}=1 a b\n")),
    ("endless lines", |n| format!("RUN true && \\\n    echo {n} \\\n")),
];

fn text(kind: &Kind, size: usize) -> String {
    let mut text = "FROM debian:12\n".to_owned();
    (0..)
        .map(kind.1)
        .take_while(|part| {
            text += part;
            text.len() < size
        })
        .count();
    text
}

/// Processor time of this thread where Linux tells it, so that other tests beside this one do not count.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn takes(text: &str) -> Duration {
    let (began, clock) = (worked(), Instant::now());
    std::hint::black_box(basewise::advise(&Input::pasted(text), &Wishes::default()));
    worked().zip(began).map_or_else(|| clock.elapsed(), |(now, before)| now - before)
}

/// The quickest of some readings of one length and of two.
fn measured(kind: &Kind, size: usize) -> (Duration, Duration) {
    let least = |text: String| (0..TIMES).map(|_| takes(&text)).min().unwrap_or_default();
    (least(text(kind, size)), least(text(kind, 2 * size)))
}

#[test]
fn twice_as_much_takes_twice_as_long() {
    takes("FROM debian:12\n");
    let size = std::env::var("LINEAR_BYTES").map_or(SIZE, |said| said.parse().expect("LINEAR_BYTES is a number"));
    let mut slow = Vec::new();
    for kind in KINDS {
        let (one, two) = measured(kind, size);
        let growth = two.as_secs_f64() / one.max(TOO_SHORT).as_secs_f64();
        println!("{:>8.0?} {:>8.0?} {growth:>5.1} times  {}", one, two, kind.0);
        if growth > GROWTH {
            slow.push(format!("{}: {one:.0?} for {size} bytes, {two:.0?} for twice as many", kind.0));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
