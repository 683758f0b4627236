//! Days between dates, so that the page can say how old its knowledge is.

/// Days from one `YYYY-MM-DD` to another; `None` where either is no date.
pub fn between(from: &str, to: &str) -> Option<i64> {
    Some(number(to)? - number(from)?)
}

/// Days since the year 0 of the Gregorian calendar, counted from March so that leap days come last.
fn number(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let valid = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    valid.then_some(
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day,
    )
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(between("2026-08-21", "2026-11-21"), Some(92));
        assert_eq!(between("2028-02-28", "2028-03-01"), Some(2));
        assert_eq!(between("2026-02-28", "2026-03-01"), Some(1));
        assert_eq!(between("2026-11-21", "2026-11-20"), Some(-1));
        assert_eq!(between("", "2026-11-20"), None);
        assert_eq!(between("2026-13-01", "2026-11-20"), None);
    }
}
