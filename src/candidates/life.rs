//! How long a base is still cared for, counted against the reader's day.

use crate::catalogue::{self, Cycle, Image, Lifecycle};
use std::ops::Range;

/// What is left of a base's support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// Withdrawn by those who made it.
    Retired,
    /// A part of it gets no more ordinary fixes.
    Over,
    /// Months until the first part ends.
    Months(u32),
    /// Supported, and nobody named an end.
    Open,
    Unknown,
}

/// A base is recommended only with this many months before it.
pub const ENOUGH: u32 = 3;

/// What is left of an image's support on a day: its shortest-lived part decides.
pub fn left(image: &Image, today: &str) -> Life {
    let cycles = &image.lifecycle;
    if let Some(gone) = &cycles.retired {
        return match gone.since {
            Some(day) if day > today => Life::Months(months(today, day)),
            _ => Life::Retired,
        };
    }
    let parts = [&cycles.os, &cycles.runtime, &cycles.image];
    if parts.iter().any(|cycle| cycle.ended) {
        return Life::Over;
    }
    match first_end(image).map(|(_, ends)| ends) {
        Some(first) if first < today => Life::Over,
        _ if cycles.unlisted => Life::Unknown,
        Some(first) => Life::Months(months(today, first)),
        None if image.is_nothing() || parts.iter().any(|cycle| cycle.open) => Life::Open,
        None => Life::Unknown,
    }
}

/// Whether it may be recommended on that day.
pub fn is_alive(image: &Image, today: &str) -> bool {
    match left(image, today) {
        Life::Months(count) => count >= ENOUGH,
        Life::Open | Life::Unknown => true,
        Life::Retired | Life::Over => false,
    }
}

/// Whether what it carries is cared for, and its system at least gets extended fixes.
pub fn has_fixes(image: &Image, today: &str) -> bool {
    let state = |cycle: &Cycle| catalogue::cycle_state(cycle, today);
    let cared = |cycle: &Cycle| !matches!(state(cycle), Lifecycle::Ended | Lifecycle::ExtendedOnly);
    let cycles = &image.lifecycle;
    cared(&cycles.runtime) && cared(&cycles.image) && cycles.retired.is_none() && state(&cycles.os) != Lifecycle::Ended
}

/// Whether the runtime's line goes on, and ends before a base on it could be recommended.
pub fn runs_out(image: &Image, today: &str) -> bool {
    image.lifecycle.runtime.ends.is_some_and(|ends| ends >= today && months(today, ends) < ENOUGH)
}

/// The part that ends first, with its day.
pub fn first_end(image: &Image) -> Option<(&Cycle, &'static str)> {
    let cycles = &image.lifecycle;
    let dated = [&cycles.os, &cycles.runtime, &cycles.image].into_iter().filter_map(|cycle| Some((cycle, cycle.ends?)));
    dated.min_by_key(|(_, ends)| *ends)
}

/// The part that ends first, where the end of every part that has one is known: an open runtime may end before.
pub fn known_end(image: &Image) -> Option<(&Cycle, &'static str)> {
    let open = [&image.lifecycle.runtime, &image.lifecycle.image].iter().any(|cycle| cycle.open);
    first_end(image).filter(|_| !open)
}

/// Whole months from one day to a later one; 0 when either is no day.
fn months(from: &str, to: &str) -> u32 {
    let (Some(from), Some(to)) = (count(from), count(to)) else { return 0 };
    let started = u32::from(to.1 < from.1);
    to.0.saturating_sub(from.0).saturating_sub(started)
}

/// (months since year 0, day of the month).
fn count(date: &str) -> Option<(u32, u32)> {
    let number = |range: Range<usize>| date.get(range)?.parse::<u32>().ok();
    Some((number(0..4)? * 12 + number(5..7)?, number(8..10)?))
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn months_are_whole() {
        for (to, count) in [("2026-11-21", 0), ("2026-12-20", 0), ("2026-12-21", 1), ("2028-06-30", 19), ("soon", 0)] {
            assert_eq!(months("2026-11-21", to), count, "{to}");
        }
    }
}
