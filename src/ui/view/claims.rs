//! Advice → claims: what, why, what to do, sources, each tied to its lines.

use crate::advice::Advice;
use crate::catalogue::Source;
use crate::dockerfile::Severity;
use crate::order;
use crate::rules::{Objection, Weight};
use crate::source::Span;

/// One claim as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Names it on the page: `finding-0`, `problem-2`, `reason-1`.
    pub key: String,
    pub rule: &'static str,
    pub tone: Tone,
    pub what: String,
    pub why: String,
    pub todo: String,
    pub spans: Vec<Span>,
    pub sources: Vec<Source>,
}

/// How a claim is coloured and signed, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Good,
    Note,
    Change,
    Doubt,
    Warning,
    Error,
}

impl Tone {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Note => "note",
            Tone::Change => "change",
            Tone::Doubt => "doubt",
            Tone::Warning => "warning",
            Tone::Error => "error",
        }
    }

    fn of_severity(severity: Severity) -> Tone {
        match severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Note,
        }
    }

    fn of_weight(weight: Weight) -> Tone {
        match weight {
            Weight::Reason => Tone::Good,
            Weight::Risk => Tone::Note,
            Weight::Change => Tone::Change,
            Weight::Doubt => Tone::Doubt,
            Weight::Blocker => Tone::Error,
        }
    }
}

/// So many are drawn of one file: nobody reads ten thousand, and a browser is long in drawing them.
const DRAWN: usize = 300;

/// How many more there are than are drawn.
pub fn beyond(advice: &Advice) -> usize {
    (advice.build.problems.len() + advice.findings.len()).saturating_sub(DRAWN)
}

/// What is to be said of the file as it stands: problems of the text first, then findings, the gravest first.
pub fn of_file(advice: &Advice) -> Vec<Claim> {
    let problems = advice.build.problems.iter().enumerate().map(|(at, problem)| Claim {
        key: format!("problem-{at}"),
        rule: problem.id,
        tone: Tone::of_severity(problem.severity),
        what: problem.message.clone(),
        why: String::new(),
        todo: String::new(),
        spans: vec![problem.span],
        sources: Vec::new(),
    });
    let findings = advice.findings.iter().enumerate().map(|(at, finding)| Claim {
        key: format!("finding-{at}"),
        rule: finding.rule,
        tone: Tone::of_severity(finding.severity),
        what: finding.what.clone(),
        why: finding.why.clone(),
        todo: finding.todo.clone(),
        spans: finding.spans.clone(),
        sources: finding.sources.clone(),
    });
    let mut claims: Vec<Claim> = problems.chain(findings).collect();
    order::sort_by_key(&mut claims, |claim| std::cmp::Reverse(claim.tone));
    claims.truncate(DRAWN);
    claims
}

/// What is to be said of one base for this file.
pub fn of_base(objections: &[Objection]) -> Vec<Claim> {
    let mut claims: Vec<Claim> =
        objections.iter().enumerate().map(|(at, objection)| of_objection(at, objection)).collect();
    claims.dedup_by(|one, last| (one.tone, &one.what) == (last.tone, &last.what));
    order::sort_by_key(&mut claims, |claim| std::cmp::Reverse(claim.tone));
    claims
}

fn of_objection(at: usize, objection: &Objection) -> Claim {
    Claim {
        key: format!("reason-{at}"),
        rule: objection.rule,
        tone: Tone::of_weight(objection.weight),
        what: objection.text.clone(),
        why: String::new(),
        todo: String::new(),
        spans: objection.spans.clone(),
        sources: Vec::new(),
    }
}

/// Where to go from a place in the text: the claim's span that begins after it, round to the first.
pub fn next(claims: &[Claim], after: u32, backwards: bool) -> Option<(&Claim, Span)> {
    let all = claims.iter().flat_map(|claim| claim.spans.first().map(|&span| (claim, span)));
    let mut all: Vec<_> = all.collect();
    order::sort_by_key(&mut all, |(_, span)| span.start);
    let found = match backwards {
        false => all.iter().find(|(_, span)| span.start > after).or(all.first()),
        true => all.iter().rev().find(|(_, span)| span.start < after).or(all.last()),
    };
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_are_drawn_where_there_are_thousands() {
        let file = format!("FROM debian:13\n{}", "COPY x\n".repeat(1_000));
        let advice = crate::conclude(&crate::wishes::Input::pasted(&file), &crate::wishes::Wishes::default());
        let claims = of_file(&advice);
        assert!(claims.len() == DRAWN && claims[0].tone == Tone::Error, "{} {:?}", claims.len(), claims[0].tone);
        assert_eq!(beyond(&advice) + DRAWN, advice.build.problems.len() + advice.findings.len());
    }

    fn claim(key: &str, start: usize) -> Claim {
        let spans = vec![Span::new(start, start + 1)];
        Claim {
            key: key.into(),
            rule: "r",
            tone: Tone::Note,
            what: String::new(),
            why: String::new(),
            todo: String::new(),
            spans,
            sources: vec![],
        }
    }

    #[test]
    fn the_next_claim_goes_round() {
        let claims = [claim("b", 20), claim("a", 5)];
        let to = |after, backwards| next(&claims, after, backwards).map(|(claim, _)| claim.key.as_str());
        assert_eq!([to(0, false), to(5, false), to(20, false)], [Some("a"), Some("b"), Some("a")]);
        assert_eq!([to(20, true), to(5, true)], [Some("a"), Some("b")]);
        assert_eq!(next(&[], 0, false), None);
    }
}
