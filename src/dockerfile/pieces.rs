//! The whole text, cut into pieces that follow one another without a gap.

use super::Tree;
use crate::order;
use crate::source::Span;

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// White space, a byte-order mark, or a continuation mark that continues nothing.
    Gap,
    Directive,
    /// A comment between instructions; those inside are part of the instruction.
    Comment,
    /// Its place in `tree.instructions`.
    Instruction(usize),
}

impl Tree {
    /// Every byte of the text, in order: put together, the pieces are the source.
    pub fn pieces(&self) -> Vec<(Piece, Span)> {
        let instructions = self.instructions.iter().enumerate().map(|(at, one)| (Piece::Instruction(at), one.span));
        let comments = self.comments.iter().map(|&span| (Piece::Comment, span));
        let directives = self.directives.lines.iter().map(|&span| (Piece::Directive, span));
        let mut marked: Vec<(Piece, Span)> = instructions.chain(comments).chain(directives).collect();
        order::sort_by_key(&mut marked, |&(_, span)| (span.start, std::cmp::Reverse(span.end)));
        tile(marked, self.source.text().len())
    }
}

fn tile(marked: Vec<(Piece, Span)>, length: usize) -> Vec<(Piece, Span)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (piece, span) in marked {
        let (start, end) = (span.start as usize, span.end as usize);
        // A comment inside an instruction.
        if end <= at {
            continue;
        }
        if start > at {
            pieces.push((Piece::Gap, Span::new(at, start)));
        }
        pieces.push((piece, span));
        at = end;
    }
    if at < length {
        pieces.push((Piece::Gap, Span::new(at, length)));
    }
    pieces
}
