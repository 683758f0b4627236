//! Days as `YYYY-MM-DD`.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    of(seconds / 86_400)
}

/// The day that many days after 1970-01-01.
pub fn of(days: u64) -> String {
    let mut left = days;
    let mut year = 1970;
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let february = if length(year) == 366 { 29 } else { 28 };
    let mut month = 1;
    for long in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < long {
            break;
        }
        left -= long;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

fn length(year: u64) -> u64 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    if leap { 366 } else { 365 }
}

/// Whether it is written as a day.
pub fn is_day(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(of(0), "1970-01-01");
        assert_eq!(of(59), "1970-03-01");
        assert_eq!(of(11_016), "2000-02-29");
        assert_eq!(of(20_778), "2026-11-21");
        assert!(is_day(&today()) && !is_day("2026-11") && !is_day("2026/11/21"));
    }
}
