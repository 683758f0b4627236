//! Whether a reader is in the middle of something: then the last good advice stays.

use crate::advice::Advice;
use crate::dockerfile::Severity;

/// The first line that is worse than before, and whether it stays so when typing pauses: a broken line does,
/// a base that nobody knows may be what the reader means.
pub fn half_typed(now: &Advice, before: &Advice) -> Option<(u32, bool)> {
    let broken = |advice: &Advice| advice.build.problems.iter().filter(|p| p.severity == Severity::Error).count();
    if before.recommendations.is_empty() {
        return None;
    }
    if broken(now) > broken(before) {
        let first = now.build.problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.span).min()?;
        return Some((now.build.lines(first).0, true));
    }
    let from = now.build.shipped_stage().map_or(1, |stage| now.build.lines(stage.span).0);
    now.recommendations.is_empty().then_some((from, false))
}

/// Whether one text came from the other by a small edit: then the advice before still speaks of it.
pub fn edited_little(before: &str, after: &str) -> bool {
    let same_start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - same_start;
    let same_end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let same = same_start + same_end;
    before.len().max(after.len()) - same <= 160 && same * 2 >= before.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Advice {
        crate::advise(&crate::wishes::Input::pasted(text), &crate::wishes::Wishes::default())
    }

    const GOOD: &str = "FROM golang:1.26\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";

    #[test]
    fn a_broken_line_is_half_typed_and_stays_so() {
        assert_eq!(half_typed(&read(&format!("{GOOD}COP")), &read(GOOD)), Some((5, true)));
        assert_eq!(half_typed(&read(GOOD), &read(GOOD)), None);
    }

    #[test]
    fn small_edits_are_told_from_other_texts() {
        assert!(edited_little(GOOD, &GOOD.replace("1.26", "1.2")));
        assert!(!edited_little(GOOD, "FROM debian:13\nCMD [\"/bin/true\"]\n"));
    }
}
