//! Where the reader has come to: the document's title says it, and the focus goes to the page's heading, so that it
//! is read out.

use super::browser;
use super::state::Page;
use crate::ui::view::route::Route;
use std::cell::Cell;
use wasm_bindgen::JsCast;

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// The reader followed a link: the heading gets the focus as soon as it is there.
pub fn expect() {
    EXPECTED.set(true);
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
    if EXPECTED.take() {
        heading.set_attribute("tabindex", "-1").ok()?;
        browser::focus_still(&heading.dyn_into().ok()?);
    }
    Some(())
}
