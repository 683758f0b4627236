//! Sentences of the engine, set as they are meant: code as code, lines as places to go to.

use super::state::{Action, Page};
use crate::source::Span;
use crate::ui::view::inline::{Piece, cut};
use crate::ui::view::words;
use crate::words::Lang;
use yew::prelude::*;

/// A sentence; mentions of lines lead there.
pub fn prose(page: &Page, sentence: &str) -> Html {
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => html! { { text.to_string() } },
        Piece::Code(text) => html! { <code>{ text.to_string() }</code> },
        Piece::Strong(text) => html! { <strong>{ text.to_string() }</strong> },
        Piece::Line(text, line) => goes_to_line(page, text.to_string(), line),
    };
    html! { <>{ for cut(sentence).into_iter().map(piece) }</> }
}

fn goes_to_line(page: &Page, text: String, line: u32) -> Html {
    let to = page.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.stop_propagation();
        let source = &to.now.build.tree.source;
        if let Some((start, end)) = line_span(source.text(), line) {
            to.dispatch(Action::Leap(start, end, true));
        }
    });
    html! { <button type="button" class="line-link" {onclick}>{ text }</button> }
}

fn line_span(text: &str, line: u32) -> Option<(u32, u32)> {
    let mut start = 0;
    for (at, raw) in text.split_inclusive('\n').enumerate() {
        if at as u32 + 1 == line {
            return Some((start as u32, (start + raw.trim_end().len()) as u32));
        }
        start += raw.len();
    }
    None
}

/// The places of a claim, each a way into the editor.
pub fn places(page: &Page, spans: &[Span]) -> Html {
    let lang = page.lang();
    let mut seen = Vec::new();
    let place = |&span: &Span| {
        let lines = page.shown.build.lines(span);
        let fresh = !seen.contains(&lines);
        seen.push(lines);
        fresh.then(|| place(page, lang, span, lines))
    };
    html! { <span class="places">{ for spans.iter().filter_map(place).take(6) }</span> }
}

fn place(page: &Page, lang: Lang, span: Span, lines: (u32, u32)) -> Html {
    let to = page.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.stop_propagation();
        to.dispatch(Action::Leap(span.start, span.end, true));
    });
    html! { <button type="button" class="line-link" {onclick}>{ words::lines(lang, lines) }</button> }
}

/// A sentence inside a button: code is set as code, nothing in it can be clicked.
pub fn plain(sentence: &str) -> Html {
    let piece = |piece: Piece| match piece {
        Piece::Text(text) | Piece::Line(text, _) => html! { { text.to_string() } },
        Piece::Code(text) => html! { <code>{ text.to_string() }</code> },
        Piece::Strong(text) => html! { <strong>{ text.to_string() }</strong> },
    };
    html! { <>{ for cut(sentence).into_iter().map(piece) }</> }
}
