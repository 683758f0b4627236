//! Where the reader has come to: the document's title says it, and the focus goes to the page's heading, so that it
//! is read out.

use super::browser;
use super::state::Page;
use crate::ui::view::route::Route;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use yew::prelude::*;

// Yew lays its work aside when it takes long, and a timer may come before the drawing: so it is told by the number of
// the state whether what was wished for is drawn.
thread_local! {
    static DRAWN: Cell<u64> = const { Cell::new(0) };
    static EXPECTED: Cell<u64> = const { Cell::new(u64::MAX) };
    static WISH: RefCell<(u64, String)> = const { RefCell::new((u64::MAX, String::new())) };
}

/// The reader followed a link: the heading gets the focus as soon as it is there.
pub fn expect(page: &Page) {
    EXPECTED.set(page.stamp);
}

/// When what was just changed is drawn, the focus goes to the first of these that is there: `#this|#else-that`.
pub fn focus_soon(page: &Page, places: &str) {
    WISH.set((page.stamp, places.into()));
}

/// Whenever something was drawn.
#[hook]
pub fn use_focus(page: &Page) {
    let drawn = page.stamp;
    use_effect(move || {
        DRAWN.set(drawn);
        if WISH.with_borrow(|(after, _)| *after <= drawn) {
            browser::focus_first(&WISH.replace((u64::MAX, String::new())).1);
        }
    });
}

/// Says where the reader is; called whenever something was drawn, since some pages are fetched first.
pub fn tell(page: &Page) -> Option<()> {
    let document = browser::document()?;
    let heading = document.query_selector("main:not([aria-busy]) h2").ok()??;
    let title = match page.route {
        Route::Advise | Route::Shared(_) => say!(page.lang(),
            en: "Basewise: the right base image for your Dockerfile",
            de: "Basewise: die richtige Basis für dein Dockerfile",
            zh: "Basewise：为你的 Dockerfile 选对基础镜像"),
        _ => format!("{} · Basewise", heading.text_content()?),
    };
    if document.title() != title {
        document.set_title(&title);
    }
    if EXPECTED.get() <= DRAWN.get() {
        EXPECTED.set(u64::MAX);
        heading.set_attribute("tabindex", "-1").ok()?;
        browser::focus_still(&heading.dyn_into().ok()?);
    }
    Some(())
}
