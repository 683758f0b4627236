//! How long a look-up takes: `cargo bench --bench catalogue`, or `… -- rust` for those with that word. The references are
//! those that real Dockerfiles use most.

use basewise::catalogue::find;
use basewise::stages::ImageRef;
use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

const REFERENCES: [(&str, &str); 24] = [
    ("library/alpine", "3.19"),
    ("library/ubuntu", "22.04"),
    ("library/alpine", "latest"),
    ("library/centos", "7"),
    ("library/golang", "1.26"),
    ("library/python", "3.12-alpine"),
    ("library/debian", "trixie-slim"),
    ("library/debian", "bullseye-slim"),
    ("library/python", "3.12"),
    ("library/python", "3.12-slim"),
    ("library/ruby", "3.2.2"),
    ("library/node", "20"),
    ("library/node", "24-alpine"),
    ("library/node", "24-slim"),
    ("library/ubuntu", "xenial"),
    ("library/busybox", "latest"),
    ("library/php", "8.3-apache"),
    ("library/python", "3.12.4-slim-bookworm"),
    ("library/debian", "jessie"),
    ("library/openjdk", "8-jdk-slim"),
    ("library/nginx", "1.25-alpine"),
    ("library/rust", "1.85"),
    ("library/eclipse-temurin", "21-jre"),
    ("library/maven", "3.9-eclipse-temurin-21"),
];
/// The system counts a thread's time in ticks of 4 ms: so many rounds make one of them 0.1 µs.
const ROUNDS: u32 = 40_000;

fn main() {
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut all = Vec::new();
    for (repository, tag) in REFERENCES.into_iter().filter(|(repository, _)| repository.contains(&word)) {
        let reference = ImageRef {
            registry: "docker.io".to_string(),
            repository: repository.to_string(),
            tag: Some(tag.to_string()),
            digest: None,
        };
        let nanoseconds = (0..3).map(|_| once(&reference)).min().unwrap_or_default();
        println!("{nanoseconds:6} ns  {repository}:{tag}");
        all.push(nanoseconds);
    }
    all.sort_unstable();
    println!("median {} ns, slowest {} ns", all[all.len() / 2], all[all.len() - 1]);
}

fn once(reference: &ImageRef) -> u64 {
    let start = now();
    for _ in 0..ROUNDS {
        black_box(find(black_box(reference)));
    }
    (now() - start) / u64::from(ROUNDS)
}

/// Nanoseconds this thread has run, where the system tells (other work does not count then), else by the clock.
fn now() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.unwrap_or_else(|| START.get_or_init(Instant::now).elapsed().as_nanos() as u64)
}
