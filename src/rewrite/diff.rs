//! A line diff, as unified text and as edits.

use crate::source::Span;

/// Lines of context around a change.
const CONTEXT: usize = 3;
/// Above this many line pairs the middle is shown as one replacement: time stays linear.
const PAIRS: usize = 4_000_000;

struct Hunk {
    /// 1-based first lines.
    old: usize,
    new: usize,
    lines: Vec<HunkLine>,
}

#[derive(Clone)]
pub enum HunkLine {
    Same(String),
    Gone(String),
    Come(String),
}

/// The unified diff of a file with its new text; empty when they are equal.
pub fn unified(file: &str, old: &str, new: &str) -> String {
    let hunks = hunks(old, new);
    if hunks.is_empty() {
        return String::new();
    }
    let file = file.trim_start_matches('/');
    let mut out = format!("--- a/{file}\n+++ b/{file}\n");
    for hunk in &hunks {
        let count = |skip: fn(&HunkLine) -> bool| hunk.lines.iter().filter(|line| !skip(line)).count();
        let gone = count(|line| matches!(line, HunkLine::Come(_)));
        let come = count(|line| matches!(line, HunkLine::Gone(_)));
        out.push_str(&format!("@@ -{},{gone} +{},{come} @@\n", hunk.old, hunk.new));
        for line in &hunk.lines {
            let (mark, text) = match line {
                HunkLine::Same(text) => (' ', text),
                HunkLine::Gone(text) => ('-', text),
                HunkLine::Come(text) => ('+', text),
            };
            out.push(mark);
            out.push_str(text);
            if !text.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// The changed places as edits of the old text: whole lines.
pub fn edits(old: &str, new: &str) -> Vec<(Span, String)> {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in script(&split(old), &split(new)) {
        if let HunkLine::Same(text) = &line {
            at += text.len();
            open = false;
            continue;
        }
        if !open {
            edits.push((Span::new(at, at), String::new()));
            open = true;
        }
        if let Some((span, added)) = edits.last_mut() {
            match line {
                HunkLine::Gone(text) => {
                    at += text.len();
                    span.end = at as u32;
                }
                HunkLine::Come(text) => added.push_str(&text),
                HunkLine::Same(_) => {}
            }
        }
    }
    edits
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The changed places with a few lines around them.
fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let script = script(&split(old), &split(new));
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut old_line, mut new_line) = (1, 1);
    let mut kept_since = usize::MAX;
    for (at, line) in script.iter().enumerate() {
        if !matches!(line, HunkLine::Same(_)) {
            open(&mut hunks, &script, at, (old_line, new_line), kept_since);
            kept_since = 0;
            if let Some(hunk) = hunks.last_mut() {
                hunk.lines.push(line.clone());
            }
        } else if kept_since < CONTEXT {
            kept_since += 1;
            if let Some(hunk) = hunks.last_mut() {
                hunk.lines.push(line.clone());
            }
        } else {
            kept_since = kept_since.saturating_add(1);
        }
        match line {
            HunkLine::Same(_) => (old_line, new_line) = (old_line + 1, new_line + 1),
            HunkLine::Gone(_) => old_line += 1,
            HunkLine::Come(_) => new_line += 1,
        }
    }
    hunks
}

/// Begins a hunk, or goes on with the last one where the gap is short.
fn open(hunks: &mut Vec<Hunk>, script: &[HunkLine], at: usize, (old, new): (usize, usize), kept: usize) {
    let apart = kept.saturating_sub(CONTEXT);
    let joined = !hunks.is_empty() && kept <= 2 * CONTEXT;
    let back = if joined { apart } else { CONTEXT.min(at).min(kept) };
    let before = script[at - back..at].to_vec();
    match hunks.last_mut() {
        Some(hunk) if joined => hunk.lines.extend(before),
        _ => hunks.push(Hunk { old: old - back, new: new - back, lines: before }),
    }
}

/// Every line (or word) of both texts, in order, as same, gone or come.
pub fn script(old: &[&str], new: &[&str]) -> Vec<HunkLine> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old_mid, new_mid) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let same = |lines: &[&str]| lines.iter().map(|l| HunkLine::Same(l.to_string())).collect::<Vec<_>>();
    let mut out = same(&old[..head]);
    out.extend(middle(old_mid, new_mid));
    out.extend(same(&old[old.len() - tail..]));
    out
}

/// The longest common subsequence, by table.
fn middle(old: &[&str], new: &[&str]) -> Vec<HunkLine> {
    let gone = |lines: &[&str]| lines.iter().map(|l| HunkLine::Gone(l.to_string())).collect::<Vec<_>>();
    let come = |lines: &[&str]| lines.iter().map(|l| HunkLine::Come(l.to_string())).collect::<Vec<_>>();
    if old.len().saturating_mul(new.len()) > PAIRS {
        return [gone(old), come(new)].concat();
    }
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out.push(HunkLine::Same(old[i].to_string()));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            out.push(HunkLine::Gone(old[i].to_string()));
            i += 1;
        } else {
            out.push(HunkLine::Come(new[j].to_string()));
            j += 1;
        }
    }
    out.extend(gone(&old[i..]));
    out.extend(come(&new[j..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expect: &str) {
        assert_eq!(unified("Dockerfile", old, new).lines().skip(2).collect::<Vec<_>>().join("\n"), expect);
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified("Dockerfile", "a\n", "a\n"), "");
    }

    #[test]
    fn one_line_changes_with_context() {
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8",
        );
    }

    #[test]
    fn near_changes_share_a_hunk_and_far_ones_do_not() {
        check("a\n1\n2\n3\nb\n", "A\n1\n2\n3\nB\n", "@@ -1,5 +1,5 @@\n-a\n+A\n 1\n 2\n 3\n-b\n+B");
        let far = unified("f", "a\n1\n2\n3\n4\n5\n6\n7\n8\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\n8\nB\n");
        assert_eq!(far.matches("@@ -").count(), 2);
    }

    #[test]
    fn a_missing_last_newline_is_said() {
        check("a", "b", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file");
    }
}
