//! The editor: a text area over a coloured copy of its text. Undo, input methods, touch and screen readers are the
//! browser's own; the page only draws behind it.

mod backdrop;

use super::browser;
use super::state::{Action, Given, Health, Leap, PAUSE_ABOVE, Page};
use crate::ui::view::claims::{self, Claim, Tone};
use crate::ui::view::paint;
use crate::ui::view::units;
use backdrop::Backdrop;
pub use backdrop::{Drawn, is_lit, piece};
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

#[component]
pub fn Editor(Given { page }: &Given) -> Html {
    let (area, scroller) = (use_node_ref(), use_node_ref());
    use_same_text(page, &area);
    use_leap(page, &area, &scroller);
    let drawn = drawn(page);
    let lang = page.lang();
    let to = page.clone();
    let oninput = Callback::from({
        let area = area.clone();
        move |_: InputEvent| _ = area.cast::<HtmlTextAreaElement>().map(|area| to.dispatch(Action::Typed(area.value())))
    });
    let caret = caret_moved(page, &area);
    let (onkeyup, onclick) = (caret.clone(), caret);
    let name = page
        .tab
        .checked_sub(1)
        .and_then(|at| page.input.companions.get(at))
        .map_or("Dockerfile", |companion| &companion.path)
        .to_string();
    html! {
        <div class="editor" ref={scroller}>
            <Backdrop drawn={drawn} page={page.clone()} />
            <textarea ref={area} key={page.tab} id="source" class="source" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"
                aria-label={name} aria-describedby="editor-note" {oninput} onkeyup={onkeyup.reform(|_: KeyboardEvent| ())} onclick={onclick.reform(|_: MouseEvent| ())} />
            <p class="unseen" id="editor-note">{ say!(lang,
                en: "Tab leaves the editor. F8 goes to the next finding.",
                de: "Tab verlässt den Editor. F8 geht zum nächsten Befund.",
                zh: "按 Tab 离开编辑器，按 F8 前往下一处。") }</p>
        </div>
    }
}

/// The claims with marks in the editor: those on the file, and those on the base that is looked at.
fn marked(page: &Page) -> Vec<Claim> {
    let mut claims = claims::of_file(&page.now);
    if Rc::ptr_eq(&page.now, &page.shown) {
        claims.extend(
            page.recommendation().map(|chosen| claims::of_base(&chosen.candidate.objections)).unwrap_or_default(),
        );
    }
    claims
}

/// The open text as it is drawn, with marks and light.
pub fn drawn(page: &Page) -> Drawn {
    let text = page.text();
    let readable = page.tab == 0 && text.len() <= PAUSE_ABOVE * 4;
    match page.health {
        Health::Waiting if readable => {
            return Drawn::Painted(paint::lines(&crate::dockerfile::parse(text), &[]), Vec::new());
        }
        Health::TooLarge | Health::Waiting | Health::Unread => return Drawn::Plain(text.to_string()),
        _ if !readable => return Drawn::Plain(text.to_string()),
        _ => {}
    }
    let claims = marked(page);
    let lit =
        claims.iter().filter(|claim| Some(claim.key.as_str()) == page.lit.as_deref()).flat_map(|claim| &claim.spans);
    let lit = lit.map(|&span| page.now.build.lines(span)).collect();
    Drawn::Painted(paint::lines(&page.now.build.tree, &claims), lit)
}

/// A Dockerfile to be read, coloured as in the editor.
pub fn painted(text: &str) -> Html {
    let lines = paint::lines(&crate::dockerfile::parse(text.trim_end()), &[]);
    html! { <pre class="code" tabindex="0">{ for lines.iter().map(backdrop::painted_line) }</pre> }
}

/// Keeps the text area on the state's text when that was changed by the page.
#[hook]
fn use_same_text(page: &Page, area: &NodeRef) {
    let (page, area) = (page.clone(), area.clone());
    use_effect(move || {
        let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
        let wanted = page.text();
        if area.text_length() as usize == units::length(wanted) && area.value() == wanted {
            return;
        }
        match area.value().is_empty() && wanted.len() > 1 {
            true => area.set_value(wanted),
            false => browser::exchange(&area, wanted),
        }
    });
}

#[hook]
fn use_leap(page: &Page, area: &NodeRef, scroller: &NodeRef) {
    let (page, area, scroller) = (page.clone(), area.clone(), scroller.clone());
    use_effect_with(page.leap, move |leap| {
        let parts = leap.zip(area.cast::<HtmlTextAreaElement>()).zip(scroller.cast::<HtmlElement>());
        if let Some(((leap, area), scroller)) = parts {
            go(&page, leap, &area, &scroller);
        }
    });
}

fn go(page: &Page, leap: Leap, area: &HtmlTextAreaElement, scroller: &HtmlElement) {
    let source = &page.now.build.tree.source;
    let at = |offset: u32| units::from_bytes(source.text(), offset as usize) as u32;
    _ = area.set_selection_range(at(leap.start), at(leap.end));
    if leap.focus {
        browser::focus_still(area);
    }
    let lines = source.text().lines().count().max(1) as i32;
    let top = area.scroll_height() / lines * (source.line(leap.start) as i32 - 1);
    if top < scroller.scroll_top() || top > scroller.scroll_top() + scroller.client_height() - 60 {
        scroller.set_scroll_top(top - scroller.client_height() / 3);
    }
    scroller.set_scroll_left(0);
    browser::reveal("source-top");
    let found = marked(page).into_iter().find(|claim| claim.spans.first().is_some_and(|span| span.start == leap.start));
    page.dispatch(Action::Light(found.map(|claim| claim.key)));
}

/// The claim under the caret lights up.
fn caret_moved(page: &Page, area: &NodeRef) -> Callback<()> {
    let (page, area) = (page.clone(), area.clone());
    Callback::from(move |()| {
        let Some(at) = caret(&area) else { return };
        let at = units::to_bytes(page.text(), at) as u32;
        let under = |claim: &Claim| claim.spans.iter().any(|span| span.start <= at && at <= span.end);
        let found = marked(&page)
            .into_iter()
            .filter(under)
            .filter(|_| page.tab == 0)
            .max_by_key(|claim| claim.tone)
            .map(|claim| claim.key);
        if found != page.lit {
            page.dispatch(Action::Light(found));
        }
    })
}

fn caret(area: &NodeRef) -> Option<usize> {
    area.cast::<HtmlTextAreaElement>()?.selection_start().ok()?.map(|at| at as usize)
}

/// F8: to the next finding after the caret, or back to the one before.
pub fn step(page: &Page, backwards: bool) {
    use wasm_bindgen::JsCast;
    let area = browser::document().and_then(|document| document.get_element_by_id("source"));
    let area = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    let at = area.and_then(|area| area.selection_start().ok().flatten()).unwrap_or_default() as usize;
    let telling: Vec<Claim> = marked(page).into_iter().filter(|claim| claim.tone > Tone::Good).collect();
    let after = units::to_bytes(page.text(), at) as u32;
    let Some((claim, span)) = claims::next(&telling, after, backwards) else { return };
    page.dispatch(Action::Leap(span.start, span.end, true));
    page.dispatch(Action::Say(claim.what.replace('`', "")));
}
