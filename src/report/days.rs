//! Days between two dates.

/// Days from one `YYYY-MM-DD` to a later one; `None` when either is no date or they are the wrong way round.
pub fn between(from: &str, to: &str) -> Option<i64> {
    Some(count(to)? - count(from)?).filter(|days| *days >= 0)
}

/// Days since 1970-01-01 by the proleptic Gregorian calendar, counted in years that begin in March.
fn count(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(count("1970-01-01"), Some(0));
        assert_eq!(between("2026-08-21", "2026-11-21"), Some(92));
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("2026-11-21", "2026-08-21"), None);
        assert_eq!(between("soon", "2026-08-21"), None);
    }
}
