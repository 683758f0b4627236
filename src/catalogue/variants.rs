//! What tells the images of one repository apart, as their tags say it.

use crate::order;

/// Words of tags and repository names that tell variants apart.
const VARIANTS: [&str; 52] = [
    "slim",
    "alpine",
    "jre",
    "jdk",
    "headless",
    "headful",
    "debug",
    "nonroot",
    "dev",
    "fpm",
    "apache",
    "cli",
    "zts",
    "chiseled",
    "extra",
    "composite",
    "aot",
    "distroless",
    "perl",
    "otel",
    "minimal",
    "micro",
    "init",
    "curl",
    "scm",
    "devel",
    "base",
    "runtime",
    "cudnn",
    "threaded",
    "management",
    "builder",
    "fips",
    "sdk",
    "aspnet",
    "static",
    "enterprise",
    "onbuild",
    "full",
    "fat",
    "dind",
    "rootless",
    "glibc",
    "musl",
    "uclibc",
    "unprivileged",
    "nossl",
    "cc",
    "deps",
    "gpu",
    "nanoserver",
    "windowsservercore",
];

pub(crate) fn of(repository: &str, tag: &str) -> Vec<&'static str> {
    let last = repository.rsplit('/').next().unwrap_or_default();
    let words = tag.split(['-', '.', '_']).chain(last.split('-'));
    let place = |word: &str| {
        let word = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        VARIANTS.iter().position(|variant| variant.len() == word.len() && *variant == word)
    };
    // `php:8.4` is `php:8.4-cli`.
    let said = |word: &&str| !(last == "php" && *word == "cli");
    let mut places: Vec<usize> = words.filter(said).filter_map(place).collect();
    order::sort(&mut places);
    places.dedup();
    places.into_iter().map(|at| VARIANTS[at]).collect()
}
