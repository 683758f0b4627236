//! Sentences of the engine, set as they are meant: code as code, lines as places to go to.

use super::state::{Action, Page};
use crate::source::Span;
use crate::ui::view::inline::{Piece, cut, figure};
use crate::ui::view::words;
use crate::words::Lang;
use yew::prelude::*;

/// A sentence; mentions of lines lead there.
pub fn prose(page: &Page, sentence: &str) -> Html {
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => figured(text),
        Piece::Code(text) => code(text),
        Piece::Strong(text) => html! { <strong>{ text.to_string() }</strong> },
        Piece::Line(text, line) => goes_to_line(page, text.to_string(), line),
    };
    html! { <>{ for cut(sentence).into_iter().map(piece) }</> }
}

/// Code of so many letters fits on every screen.
const SHORT: usize = 20;

fn code(text: &str) -> Html {
    match text.len() > SHORT {
        true => html! { <code>{ breakable(text) }</code> },
        false => html! { <code class="whole">{ text.to_string() }</code> },
    }
}

const BREAKS: [char; 3] = ['/', ':', ' '];

/// A name may be broken after its slashes and its colon and a command after a word, but no option after its dashes.
pub fn breakable(code: &str) -> Html {
    let part = |part: &str| {
        let whole = (part.starts_with('-') && part.len() <= SHORT).then_some("whole");
        html! { <><span class={whole}>{ part.to_string() }</span>if part.len() > 1 && part.ends_with(BREAKS) { <wbr /> }</> }
    };
    html! { <>{ for code.split_inclusive(BREAKS).map(part) }</> }
}

/// A text whose days and sizes stay in one piece.
pub fn figured(text: &str) -> Html {
    let Some(found) = figure(text) else { return html! { { text.to_string() } } };
    let (before, after) = (text[..found.start].to_string(), &text[found.end..]);
    html! { <>{ before }<span class="whole">{ text[found].to_string() }</span>{ figured(after) }</> }
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

/// The places of what a sentence says; one that leads to its line itself needs no second way there.
pub fn else_places(page: &Page, sentence: &str, spans: &[Span]) -> Html {
    match cut(sentence).iter().any(|piece| matches!(piece, Piece::Line(..))) {
        true => Html::default(),
        false => places(page, spans),
    }
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
        Piece::Text(text) | Piece::Line(text, _) => figured(text),
        Piece::Code(text) => code(text),
        Piece::Strong(text) => html! { <strong>{ text.to_string() }</strong> },
    };
    html! { <>{ for cut(sentence).into_iter().map(piece) }</> }
}
