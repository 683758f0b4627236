//! Rust: glibc and libgcc on GNU targets, static on musl targets, `crt-static` either way.

use super::{Link, Place};
use crate::evidence::{Linkage, Scene};

/// What crates with C libraries need at run time, by the crate's name in Cargo.lock.
const SYSTEM: &[(&str, &str)] = &[
    ("openssl-sys", "libssl3"),
    ("pq-sys", "libpq5"),
    ("mysqlclient-sys", "libmariadb3"),
    ("libgit2-sys", "libgit2"),
    ("rdkafka-sys", "librdkafka1"),
];

pub fn link(scene: &Scene, place: &Place) -> Link {
    let words = place.words();
    let target = place.var("CARGO_BUILD_TARGET").unwrap_or_default();
    let all = format!("{words} {target} {}", place.producer.path);
    let dynamic_crt = all.contains("-crt-static");
    if all.contains("+crt-static") {
        return Link::known(Linkage::Static, place.certainty(), place.spans());
    }
    let musl_image = ["muslrust", "rust-musl"].iter().any(|name| place.ground.repository.contains(name));
    let gnu = all.contains("linux-gnu");
    if all.contains("-musl") || musl_image || place.ground.is_musl() && !gnu {
        let linkage = if dynamic_crt { Linkage::Musl { cpp: true } } else { Linkage::Static };
        return Link::known(linkage, place.certainty(), place.spans());
    }
    if place.dynamic(true) == Linkage::Unknown {
        let assumed = Linkage::Glibc { version: None, cpp: true };
        return Link::open(scene, assumed, place.spans(), place.subject());
    }
    let certainty = place.certainty();
    let libraries = libraries(scene);
    Link::known(place.dynamic(true), certainty, place.spans()).with(&libraries)
}

fn libraries(scene: &Scene) -> Vec<&'static str> {
    let text = |name: &str| scene.input.companion(name).map_or("", |file| file.text.as_str());
    let (lock, manifest) = (text("Cargo.lock"), text("Cargo.toml"));
    let locked = |name: &str| lock.lines().any(|line| line.trim() == format!("name = \"{name}\""));
    // Without the lock file the manifest names what it needs itself.
    let named = |name: &str| {
        let own = name.trim_end_matches("-sys");
        let mut keys = manifest.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim());
        let by_tls = own == "openssl" && manifest.lines().any(asks_for_openssl);
        lock.is_empty() && (by_tls || keys.any(|key| key == own || key == name))
    };
    let vendored = locked("openssl-src") || manifest.contains("vendored");
    SYSTEM
        .iter()
        .filter(|(name, _)| (locked(name) || named(name)) && !(vendored && *name == "openssl-sys"))
        .map(|&(_, library)| library)
        .collect()
}

/// `native-tls` is OpenSSL on Linux, and the default of reqwest up to 0.12
/// ([reqwest: changes](https://github.com/seanmonstar/reqwest/blob/master/CHANGELOG.md), [native-tls](https://docs.rs/native-tls)).
fn asks_for_openssl(line: &str) -> bool {
    const ALWAYS: [&str; 3] = ["native-tls", "tokio-native-tls", "hyper-tls"];
    let Some((key, value)) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#')) else { return false };
    let old = |value: &str| {
        let version = value.split('"').nth(1).unwrap_or_default().trim_start_matches(['^', '=', '~', ' ']);
        let minor = version.strip_prefix("0.").and_then(|rest| rest.split('.').next()?.parse::<u32>().ok());
        minor.is_some_and(|minor| minor < 13)
    };
    let version = value.split_once("version").map_or(value, |(_, rest)| rest);
    ALWAYS.contains(&key.trim())
        || value.contains("\"native-tls\"")
        || key.trim() == "reqwest" && old(version) && !value.contains("default-features = false")
}
