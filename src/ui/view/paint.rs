//! Text → lines of coloured pieces for the backdrop of the editor.

use super::claims::{Claim, Tone};
use crate::dockerfile::{Instruction, Kind, Tree};
use crate::order;
use crate::source::Span;

/// A piece of a line with one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub text: String,
    /// What it is: `kw`, `image` …; empty for plain text.
    pub look: &'static str,
    /// The gravest claim on it.
    pub tone: Option<Tone>,
}

/// A line as it is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    pub pieces: Vec<Piece>,
    /// The gravest claim on the line, for its gutter mark.
    pub tone: Option<Tone>,
}

/// Draws the text of a tree, and the claims' squiggles over it.
pub fn lines(tree: &Tree, claims: &[Claim]) -> Vec<Line> {
    let text = tree.source.text();
    let looks = looks(tree);
    let mut marks: Vec<(Span, Tone)> =
        claims.iter().flat_map(|claim| claim.spans.iter().map(|&span| (span, claim.tone))).collect();
    order::sort_by_key(&mut marks, |&(span, tone)| (span.start, tone));
    let (mut first_look, mut from) = (0, 0);
    let mut lines = Vec::new();
    for raw in text.split_inclusive('\n') {
        let span = Span::new(from, from + raw.trim_end_matches(['\n', '\r']).len());
        while looks.get(first_look).is_some_and(|(look, _)| (look.end as usize) < from) {
            first_look += 1;
        }
        let near: Vec<_> = looks[first_look..].iter().take_while(|(look, _)| look.start < span.end).collect();
        let over: Vec<_> = marks
            .iter()
            .filter(|(mark, _)| mark.start < span.end.max(span.start + 1) && mark.end > span.start)
            .collect();
        lines.push(line(text, span, &near, &over));
        from += raw.len();
    }
    if text.is_empty() || text.ends_with('\n') {
        lines.push(Line::default());
    }
    lines
}

fn line(text: &str, span: Span, looks: &[&(Span, &'static str)], marks: &[&(Span, Tone)]) -> Line {
    let mut cuts = vec![span.start, span.end];
    for edge in looks.iter().map(|(s, _)| s).chain(marks.iter().map(|(s, _)| s)).flat_map(|s| [s.start, s.end]) {
        if span.start < edge && edge < span.end && text.is_char_boundary(edge as usize) {
            cuts.push(edge);
        }
    }
    order::sort(&mut cuts);
    cuts.dedup();
    let pieces = cuts.windows(2).map(|ends| {
        let piece = Span { start: ends[0], end: ends[1] };
        Piece {
            text: text[piece.range()].to_string(),
            look: looks.iter().rev().find(|(look, _)| look.contains(piece)).map_or("", |(_, name)| name),
            tone: marks.iter().filter(|(mark, _)| mark.contains(piece)).map(|&&(_, tone)| tone).max(),
        }
    });
    Line { pieces: pieces.collect(), tone: marks.iter().map(|&&(_, tone)| tone).max() }
}

/// What is what, in order of place; an inner look stands after the one it lies in.
fn looks(tree: &Tree) -> Vec<(Span, &'static str)> {
    let mut looks: Vec<(Span, &'static str)> = tree.comments.iter().map(|&span| (span, "comment")).collect();
    for directive in [&tree.directives.syntax, &tree.directives.check].into_iter().flatten() {
        looks.push((directive.span, "string"));
    }
    for instruction in &tree.instructions {
        instruction_looks(tree, instruction, &mut looks);
    }
    order::sort_by_key(&mut looks, |&(span, _)| (span.start, std::cmp::Reverse(span.end)));
    looks
}

fn instruction_looks(tree: &Tree, instruction: &Instruction, looks: &mut Vec<(Span, &'static str)>) {
    looks.push((instruction.keyword.span, "keyword"));
    looks.extend(instruction.flags.iter().map(|flag| (flag.span, "flag")));
    if let Kind::From { image, name } = &instruction.kind {
        looks.push((image.span, "image"));
        looks.extend(name.iter().map(|name| (name.span, "name")));
    }
    if let Kind::Onbuild(inner) = &instruction.kind {
        instruction_looks(tree, inner, looks);
    }
    let start = instruction.keyword.span.end;
    words(tree.source.text(), Span { start, end: instruction.span.end.max(start) }, looks);
}

/// Quoted strings and variables in the rest of an instruction, a line at a time.
fn words(text: &str, span: Span, looks: &mut Vec<(Span, &'static str)>) {
    let (bytes, end) = (text.as_bytes(), span.end as usize);
    let mut at = span.start as usize;
    while at < end {
        let len = match bytes[at] {
            b'"' | b'\'' => {
                let len = quoted(&bytes[at..end]);
                looks.push((Span::new(at, at + len), "string"));
                if bytes[at] == b'"' && len > 2 {
                    variables(bytes, at + 1, at + len - 1, looks);
                }
                len
            }
            b'$' => {
                let len = variable(&bytes[at..end]);
                looks.push((Span::new(at, at + len), "variable"));
                len
            }
            b'\\' => 2,
            _ => 1,
        };
        at += len.max(1);
    }
}

fn variables(bytes: &[u8], from: usize, to: usize, looks: &mut Vec<(Span, &'static str)>) {
    let mut at = from;
    while at < to {
        let len = if bytes[at] == b'$' { variable(&bytes[at..to]) } else { 1 };
        if bytes[at] == b'$' {
            looks.push((Span::new(at, at + len), "variable"));
        }
        at += if bytes[at] == b'\\' { 2 } else { len };
    }
}

/// A string that is closed on its own line; else only its quote.
fn quoted(bytes: &[u8]) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == bytes[0] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    1
}

fn variable(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        Some(b'{') => bytes.iter().take(200).position(|&byte| byte == b'}' || byte == b'\n').map_or(1, |at| at + 1),
        _ => 1 + bytes[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::parse;

    fn painted(text: &str) -> String {
        let lines = lines(&parse(text), &[]);
        let line = |line: &Line| {
            let piece = |piece: &Piece| match piece.look {
                "" => piece.text.clone(),
                look => format!("<{look} {}>", piece.text),
            };
            line.pieces.iter().map(piece).collect::<String>()
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_painted_is_the_text() {
        for text in
            ["", "\n", "FROM a\r\nRUN x", "FROM a\n# ü 🐳\nRUN echo '你' \\\n  $X\n", "RUN cat <<E\n$a \"b\nE\n"]
        {
            let lines = lines(&parse(text), &[]);
            let joined: Vec<String> =
                lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
            assert_eq!(joined.join("\n"), text.replace('\r', ""));
        }
    }

    #[test]
    fn variables_and_strings_are_seen() {
        let mut looks = Vec::new();
        let text = r#"RUN "a $X" 'b $Y' ${Z:-1} \$W "open"#;
        words(text, Span::new(0, text.len()), &mut looks);
        let seen: Vec<_> = looks.iter().map(|(span, look)| format!("{look}={}", &text[span.range()])).collect();
        assert_eq!(seen, [r#"string="a $X""#, "variable=$X", "string='b $Y'", "variable=${Z:-1}", "string=\""]);
    }

    #[test]
    fn a_claim_marks_its_piece_and_its_line() {
        let claim = Claim {
            key: "k".into(),
            rule: "r",
            tone: Tone::Warning,
            what: String::new(),
            why: String::new(),
            todo: String::new(),
            spans: vec![Span::new(5, 6)],
            sources: vec![],
        };
        let lines = lines(&parse("FROM a\nRUN b\n"), &[claim]);
        assert_eq!((lines[0].tone, lines[1].tone), (Some(Tone::Warning), None));
        assert!(lines[0].pieces.iter().any(|piece| piece.text == "a" && piece.tone == Some(Tone::Warning)));
        assert_eq!(painted("").len(), 0);
    }
}
