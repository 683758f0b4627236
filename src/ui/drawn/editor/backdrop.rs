//! What lies under the text area: coloured lines, squiggles, line numbers with their marks.

use crate::ui::drawn::state::{Action, Page};
use crate::ui::view::paint::{Line, Piece};
use yew::prelude::*;

/// The text as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// A long text, or one that is no Dockerfile: as it is.
    Plain(String),
    /// Lines, and the ranges of lines that are lit.
    Painted(Vec<Line>, Vec<(u32, u32)>),
}

#[derive(Properties, PartialEq)]
pub struct BackdropProps {
    pub drawn: Drawn,
    pub page: Page,
}

#[component]
pub fn Backdrop(BackdropProps { drawn, page }: &BackdropProps) -> Html {
    match drawn {
        Drawn::Plain(text) => html! {
            <>
                <pre class="gutter" aria-hidden="true">{ numbers(text) }</pre>
                <pre class="backdrop plain" aria-hidden="true">{ format!("{text}\n") }</pre>
            </>
        },
        Drawn::Painted(lines, lit) => html! {
            <>
                <div class="gutter" aria-hidden="true">{ for lines.iter().enumerate().map(|(at, line)| number(page, at, line)) }</div>
                <pre class="backdrop" aria-hidden="true">{ for lines.iter().enumerate().map(|(at, line)| drawn_line(at, line, lit)) }</pre>
            </>
        },
    }
}

fn numbers(text: &str) -> String {
    (1..=text.split('\n').count()).map(|number| format!("{number}\n")).collect()
}

fn number(page: &Page, at: usize, line: &Line) -> Html {
    let Some(tone) = line.tone else { return html! { <span key={at}>{ at + 1 }</span> } };
    let to = page.clone();
    let onclick = Callback::from(move |_| {
        let (lines, number) = (&to.now.build.tree.source, at as u32 + 1);
        let start = lines.text().split_inclusive('\n').take(at).map(str::len).sum::<usize>() as u32;
        let claims = super::marked(&to);
        let touches = |claim: &&crate::ui::view::claims::Claim| {
            claim.spans.iter().any(|&span| {
                let (first, last) = lines.lines(span);
                first <= number && number <= last
            })
        };
        let Some(claim) = claims.iter().filter(touches).max_by_key(|claim| claim.tone) else { return };
        to.dispatch(Action::Leap(
            claim.spans.first().map_or(start, |span| span.start),
            claim.spans.first().map_or(start, |span| span.end),
            true,
        ));
        crate::ui::drawn::browser::reveal(&claim.key);
    });
    html! { <span key={at} class={classes!("marked", tone.class())} {onclick}>{ at + 1 }</span> }
}

fn drawn_line(at: usize, line: &Line, lit: &[(u32, u32)]) -> Html {
    html! { <DrawnLine key={at} line={line.clone()} lit={is_lit(at as u32 + 1, lit)} /> }
}

/// Whether a line is in one of the ranges.
pub fn is_lit(number: u32, lit: &[(u32, u32)]) -> bool {
    lit.iter().any(|&(first, last)| first <= number && number <= last)
}

#[derive(Properties, PartialEq)]
struct LineProps {
    line: Line,
    lit: bool,
}

/// A component of its own, so that a key press redraws one line and not the file.
#[component]
fn DrawnLine(LineProps { line, lit }: &LineProps) -> Html {
    html! { <span class={classes!("line", lit.then_some("lit"))}>{ for line.pieces.iter().map(piece) }{ "\n" }</span> }
}

/// A line to be read.
pub fn painted_line(line: &Line) -> Html {
    html! { <>{ for line.pieces.iter().map(piece) }{ "\n" }</> }
}

/// A piece with its look and its squiggle.
pub fn piece(piece: &Piece) -> Html {
    if piece.look.is_empty() && piece.tone.is_none() {
        return html! { { piece.text.clone() } };
    }
    let tone = piece.tone.map(|tone| classes!("mark", tone.class()));
    html! { <span class={classes!(piece.look, tone)}>{ piece.text.clone() }</span> }
}
