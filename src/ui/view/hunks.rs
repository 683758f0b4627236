//! Edits → hunks of whole lines, each with its reasons, that can be applied one by one.

use crate::advice::Edit;
use crate::order;
use crate::source::{Source, Span};

/// Lines exchanged for others, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Hunk {
    /// The first line, and how many go.
    pub line: u32,
    pub old: Vec<String>,
    pub new: Vec<String>,
    /// (rule, reason), each once.
    pub reasons: Vec<(&'static str, String)>,
    pub edits: Vec<Edit>,
}

/// A line of a diff as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Same(u32, String),
    /// With the words that are others in the new line.
    Old(u32, String, Vec<Span>),
    New(String, Vec<Span>),
    /// So many lines are left out.
    Gap(u32),
    /// The hunk of this number begins.
    Head(usize),
}

/// Edits gathered by the lines they touch, in the order of the file.
pub fn hunks(source: &Source, edits: &[Edit]) -> Vec<Hunk> {
    let mut sorted: Vec<&Edit> = edits.iter().filter(|edit| source.slice(edit.span) != edit.text).collect();
    order::sort_by_key(&mut sorted, |edit| edit.span);
    let mut groups: Vec<(Span, Vec<Edit>)> = Vec::new();
    for edit in sorted {
        let lines = whole_lines(source.text(), edit.span);
        match groups.last_mut() {
            Some((span, group)) if lines.start < span.end => {
                *span = span.to(lines);
                group.push(edit.clone());
            }
            _ => groups.push((lines, vec![edit.clone()])),
        }
    }
    groups.into_iter().map(|(span, edits)| hunk(source, span, edits)).collect()
}

fn hunk(source: &Source, span: Span, edits: Vec<Edit>) -> Hunk {
    let mut reasons = Vec::new();
    for edit in &edits {
        let reason = (edit.rule, edit.reason.clone());
        if !edit.reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let new = splice(source.text(), span, &edits);
    Hunk { line: source.line(span.start), old: lines(source.slice(span)), new: lines(&new), reasons, edits }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_string).collect()
}

/// The lines a span touches, line end included.
fn whole_lines(text: &str, span: Span) -> Span {
    let (from, to) = (span.start as usize, span.end as usize);
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    if to > from && text[..to].ends_with('\n') {
        return Span::new(start, to);
    }
    let end = text[to..].find('\n').map_or(text.len(), |at| to + at + 1);
    Span::new(start, end)
}

/// A part of the text with edits made in it. An edit that overlaps an earlier one is left out.
fn splice(text: &str, part: Span, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    order::sort_by_key(&mut sorted, |edit| edit.span);
    let (mut out, mut at) = (String::new(), part.start);
    for edit in sorted.into_iter().filter(|edit| part.contains(edit.span)) {
        if edit.span.start >= at {
            out.push_str(&text[at as usize..edit.span.start as usize]);
            out.push_str(&edit.text);
            at = edit.span.end;
        }
    }
    out.push_str(&text[at as usize..part.end as usize]);
    out
}

/// The whole text with these edits made.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    splice(text, Span::new(0, text.len()), edits)
}

/// The diff as it is drawn: `around` lines are shown before and after each hunk.
pub fn rows(source: &Source, hunks: &[Hunk], around: u32) -> Vec<Row> {
    let all: Vec<&str> = source.text().lines().collect();
    let (total, mut next, mut rows) = (all.len() as u32, 1u32, Vec::new());
    let same = |from: u32, to: u32, rows: &mut Vec<Row>| {
        rows.extend((from..to).filter_map(|line| Some(Row::Same(line, all.get(line as usize - 1)?.to_string()))));
    };
    for (at, hunk) in hunks.iter().enumerate() {
        let from = hunk.line.saturating_sub(around).max(next);
        let after_last = if at == 0 { next } else { (next + around).min(from) };
        same(next, after_last, &mut rows);
        gap(after_last, from, &mut rows);
        rows.push(Row::Head(at));
        same(from, hunk.line, &mut rows);
        let marks = crate::rewrite::marks(&hunk.old, &hunk.new);
        let old = hunk.old.iter().cloned().zip(marks.old).zip(hunk.line..);
        rows.extend(old.map(|((text, words), line)| Row::Old(line, text, words)));
        rows.extend(hunk.new.iter().cloned().zip(marks.new).map(|(text, words)| Row::New(text, words)));
        next = hunk.line + hunk.old.len() as u32;
    }
    let end = (next + around).min(total + 1);
    same(next, end, &mut rows);
    gap(end, total + 1, &mut rows);
    rows
}

fn gap(from: u32, to: u32, rows: &mut Vec<Row>) {
    if to > from {
        rows.push(Row::Gap(to - from));
    }
}

/// The rows of a diff as pairs, left and right, for two columns.
pub fn pairs(rows: &[Row]) -> Vec<(Option<Row>, Option<Row>)> {
    let mut pairs: Vec<(Option<Row>, Option<Row>)> = Vec::new();
    let mut open = 0;
    for row in rows {
        match row {
            Row::Old(..) => {
                pairs.push((Some(row.clone()), None));
                open += 1;
            }
            Row::New(..) if open > 0 => {
                let at = pairs.len() - open;
                pairs[at].1 = Some(row.clone());
                open -= 1;
            }
            Row::New(..) => pairs.push((None, Some(row.clone()))),
            _ => {
                pairs.push((Some(row.clone()), Some(row.clone())));
                open = 0;
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "FROM debian:12\nRUN a\nRUN b\nRUN c\nRUN d\nUSER root\nCMD x\n";

    fn edit(find: &str, text: &str) -> Edit {
        let start = FILE.find(find).expect("stands in the file");
        Edit { span: Span::new(start, start + find.len()), text: text.into(), rule: "r", reason: format!("for {text}") }
    }

    fn drawn(edits: &[Edit]) -> String {
        let source = Source::new(FILE);
        let rows = rows(&source, &hunks(&source, edits), 1);
        let line = |row: &Row| match row {
            Row::Same(_, text) => format!(" {text}"),
            Row::Old(_, text, _) => format!("-{text}"),
            Row::New(text, _) => format!("+{text}"),
            Row::Gap(lines) => format!("…{lines}"),
            Row::Head(at) => format!("@{at}"),
        };
        rows.iter().map(line).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn hunks_are_drawn_with_what_is_around_them() {
        assert_eq!(
            drawn(&[edit("debian:12", "debian:13"), edit("root", "65532")]),
            "@0|-FROM debian:12|+FROM debian:13| RUN a|…2|@1| RUN d|-USER root|+USER 65532| CMD x"
        );
    }

    #[test]
    fn a_line_that_goes_leaves_no_empty_one() {
        assert_eq!(drawn(&[edit("RUN b\n", "")]), "…1|@0| RUN a|-RUN b| RUN c|…3");
    }

    #[test]
    fn edits_of_one_line_are_one_hunk_and_apply_together() {
        let edits = [edit("USER", "user"), edit("root", "0")];
        let hunks = hunks(&Source::new(FILE), &edits);
        assert_eq!((hunks.len(), hunks[0].reasons.len(), &hunks[0].new[..]), (1, 2, &["user 0".to_string()][..]));
        assert!(apply(FILE, &hunks[0].edits).contains("user 0\nCMD"));
    }

    #[test]
    fn applying_all_hunks_is_applying_all_edits() {
        let edits = [edit("debian:12", "debian:13"), edit("RUN b\n", ""), edit("CMD x", "CMD [\"x\"]")];
        let one_by_one: Vec<Edit> = hunks(&Source::new(FILE), &edits).into_iter().flat_map(|hunk| hunk.edits).collect();
        assert_eq!(apply(FILE, &one_by_one), apply(FILE, &edits));
    }

    #[test]
    fn two_columns_stand_side_by_side() {
        let source = Source::new(FILE);
        let rows = rows(&source, &hunks(&source, &[edit("RUN b", "RUN b1\nRUN b2")]), 0);
        let pairs = pairs(&rows);
        assert!(pairs.contains(&(
            Some(Row::Old(3, "RUN b".into(), vec![Span::new(4, 5)])),
            Some(Row::New("RUN b1".into(), vec![Span::new(4, 6)]))
        )));
        assert!(pairs.contains(&(None, Some(Row::New("RUN b2".into(), Vec::new())))));
    }
}
