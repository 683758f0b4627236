//! Supported, ending, ended: computed against a day that the caller gives.

use super::tables::{
    CYCLE_ENDS, CYCLE_EXTENDED, CYCLE_LINE, PRODUCT_CYCLES, PRODUCT_LABEL, PRODUCT_SOURCE, SYSTEM_CYCLE, SYSTEM_NAME,
    SYSTEM_PRODUCT, SYSTEM_ROLLS, SYSTEM_VERSION, search,
};
use super::tags::{is_line_of, is_version, numbers};
use super::{Cycle, Family, Image, Lifecycle, image};
use std::ops::Range;

/// The state of an image on a day: the worst of its release, its runtime, its own line and its retirement.
pub fn lifecycle(image: &Image, today: &str) -> Lifecycle {
    let cycles = &image.lifecycle;
    if let Some(retired) = &cycles.retired {
        match retired.since {
            Some(day) if day > today => return ending(day, today),
            _ => return Lifecycle::Retired,
        }
    }
    let states = [&cycles.os, &cycles.runtime, &cycles.image].map(|cycle| cycle_state(cycle, today));
    let known = states.into_iter().filter(|state| *state != Lifecycle::Unknown).max();
    match known {
        Some(Lifecycle::Supported) if cycles.unlisted => Lifecycle::Unknown,
        // Nothing inside, so nothing ends.
        None if image.family == Family::Scratch => Lifecycle::Supported,
        known => known.unwrap_or(Lifecycle::Unknown),
    }
}

/// The state of one cycle on a day.
pub fn cycle_state(cycle: &Cycle, today: &str) -> Lifecycle {
    match (cycle.ends, cycle.extended) {
        _ if cycle.ended => Lifecycle::Ended,
        (Some(day), _) if day >= today => ending(day, today),
        (Some(_), Some(extended)) if extended >= today => Lifecycle::ExtendedOnly,
        (Some(_), _) => Lifecycle::Ended,
        (None, _) if cycle.open => Lifecycle::Supported,
        _ => Lifecycle::Unknown,
    }
}

fn ending(day: &str, today: &str) -> Lifecycle {
    let (end, now) = (month_and_day(day), month_and_day(today));
    match end <= (now.0 + 6, now.1) {
        true => Lifecycle::EndingSoon,
        false => Lifecycle::Supported,
    }
}

/// Months since the year 0, and the day as it is written.
fn month_and_day(day: &str) -> (u32, &str) {
    let number = |range: Range<usize>| day.get(range).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
    (number(0..4) * 12 + number(5..7), day.get(8..10).unwrap_or("01"))
}

/// The cycle of a release.
pub(crate) fn of_system(system: usize) -> Cycle {
    let (name, version) = (SYSTEM_NAME.text(system), SYSTEM_VERSION.text(system));
    let title = name.map(system_title);
    let of = title.map(|title| version.map_or(title.clone(), |version| format!("{title} {version}")));
    match SYSTEM_CYCLE.get(system).checked_sub(1) {
        Some(row) => cycle(row, SYSTEM_PRODUCT.get(system), of),
        None => Cycle { of, open: SYSTEM_ROLLS.get(system) == 1, ..Cycle::default() },
    }
}

/// A distribution as people write it: `CentOS` for `centos`.
pub(crate) fn system_title(name: &str) -> String {
    const TITLES: &[(&str, &str)] = &[
        ("almalinux", "AlmaLinux"),
        ("amazonlinux", "Amazon Linux"),
        ("azurelinux", "Azure Linux"),
        ("centos", "CentOS"),
        ("centos-stream", "CentOS Stream"),
        ("opensuse", "openSUSE"),
        ("oraclelinux", "Oracle Linux"),
        ("rhel", "Red Hat Enterprise Linux"),
        ("rockylinux", "Rocky Linux"),
        ("sles", "SUSE Linux Enterprise"),
    ];
    if let Some((_, title)) = TITLES.iter().find(|(known, _)| *known == name) {
        return title.to_string();
    }
    let spaced = name.replace('-', " ");
    spaced.split_at_checked(1).map(|(first, rest)| first.to_ascii_uppercase() + rest).unwrap_or(spaced)
}

/// The cycle of a product's version: the longest line that it belongs to, else the newest line of a bare major number
/// (`3` is `3.9`), else what follows from the oldest line that is known.
pub(crate) fn of_version(product: usize, version: &str) -> Cycle {
    let label = PRODUCT_LABEL.text(product).unwrap_or_default();
    let lines = PRODUCT_CYCLES.range(product);
    let line = |row: usize| CYCLE_LINE.text(row).unwrap_or_default();
    let found = line_of(lines.clone(), version).or_else(|| newest_of(lines.clone(), version));
    let passed = found.is_some_and(|row| is_passed(lines.clone(), line(row), version));
    match found.filter(|_| !passed) {
        Some(row) => cycle(row, product, Some(format!("{label} {}", line(row)))),
        None => Cycle {
            ended: passed || is_before(lines, version),
            source: image::source(PRODUCT_SOURCE.get(product)),
            of: Some(format!("{label} {version}")),
            ..Cycle::default()
        },
    }
}

fn line_of(lines: Range<usize>, version: &str) -> Option<usize> {
    let find = |line: &str| search(lines.len(), |row| CYCLE_LINE.text(lines.start + row).unwrap_or_default().cmp(line));
    let mut end = version.len();
    while end > 0 {
        if let Some(row) = find(&version[..end]) {
            return Some(lines.start + row);
        }
        // `8u502` is of line 8.
        end = version[..end].rfind(|letter: char| !letter.is_ascii_alphanumeric() || letter == 'u').unwrap_or(0);
    }
    None
}

fn newest_of(lines: Range<usize>, version: &str) -> Option<usize> {
    let within = lines.filter(|row| CYCLE_LINE.text(*row).is_some_and(|line| is_line_of(version, line)));
    within.max_by(|row, other| told(*row).cmp(told(*other)))
}

/// The numbers of a line.
fn told(row: usize) -> impl Iterator<Item = u64> {
    numbers(CYCLE_LINE.text(row).unwrap_or_default())
}

/// The one line, or the last, of a bare major number that newer ones came after.
pub(crate) fn last_line(product: usize, version: &str) -> Option<&'static str> {
    let lines = PRODUCT_CYCLES.range(product);
    let row = newest_of(lines.clone(), version).filter(|_| line_of(lines.clone(), version).is_none())?;
    let major = |row: usize| told(row).next();
    lines.map(major).max().filter(|newest| *newest > major(row))?;
    CYCLE_LINE.text(row)
}

/// Within a line that goes on, older than one of its own lines that has ended: Jenkins 2.249, of 2, whose 2.346 is over.
fn is_passed(lines: Range<usize>, line: &str, version: &str) -> bool {
    let within = |of: &str| of.strip_prefix(line).is_some_and(|rest| rest.starts_with('.'));
    version.len() > line.len()
        && is_version(version)
        && lines
            .filter(|row| is_over(*row))
            .any(|row| CYCLE_LINE.text(row).is_some_and(|of| within(of) && numbers(of).gt(numbers(version))))
}

fn is_over(row: usize) -> bool {
    CYCLE_ENDS.text(row).is_some_and(|ends| ends == "ended" || ends.len() > 5 && ends < super::as_of())
}

// Older than the oldest line listed, and that one has an end: lines end in their order.
fn is_before(lines: Range<usize>, version: &str) -> bool {
    let oldest = || lines.min_by(|row, other| told(*row).cmp(told(*other)));
    is_version(version) && oldest().is_some_and(|row| is_over(row) && numbers(version).lt(told(row)))
}

/// Newer than the newest line listed.
pub(crate) fn is_beyond(product: usize, version: &str) -> bool {
    let lines = PRODUCT_CYCLES.range(product);
    // Most often one is newer still, and the newest of all need not be known.
    let newer_still = lines.clone().any(|row| told(row).gt(numbers(version)));
    let newest = || lines.max_by(|row, other| told(*row).cmp(told(*other)));
    let beyond = |row: usize| numbers(version).take(told(row).count()).gt(told(row));
    !newer_still && newest().is_some_and(beyond)
}

fn cycle(row: usize, product: usize, of: Option<String>) -> Cycle {
    let ends = CYCLE_ENDS.text(row);
    let day = ends.filter(|ends| ends.len() > 5);
    let source = image::source(PRODUCT_SOURCE.get(product));
    Cycle {
        of,
        ends: day,
        extended: CYCLE_EXTENDED.text(row),
        open: ends == Some("open"),
        ended: ends == Some("ended"),
        source,
    }
}
