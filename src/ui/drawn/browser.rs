//! The few things asked of the browser, each as an `Option` or a plain value: nothing here can fail loudly.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, HtmlElement, HtmlTextAreaElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// `YYYY-MM-DD`, in the reader's time zone.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// The reader's languages, the dearest first.
pub fn languages() -> Vec<String> {
    let list = window().map(|window| window.navigator().languages()).unwrap_or_default();
    list.iter().filter_map(|language| language.as_string()).collect()
}

/// The address's fragment, with its `#`.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The page's address without its fragment.
pub fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

/// Says something of the whole page, on its root element.
pub fn mark_root(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    _ = root.map(|root| root.set_attribute(name, value));
}

/// Sets the fragment without a new entry in the history.
pub fn replace_fragment(fragment: &str) {
    let history = window().and_then(|window| window.history().ok());
    _ = history.map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(fragment)));
}

/// Goes to a fragment: a new entry in the history, and a `hashchange`.
pub fn go(fragment: &str) {
    _ = window().map(|window| window.location().set_hash(fragment));
}

pub fn is_apple() -> bool {
    window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}

/// Copies a text; says whether it was done. Where the clipboard is denied, the old way is tried.
pub async fn copy(text: String) -> bool {
    let clipboard = window().map(|window| window.navigator().clipboard());
    if let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined())
        && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok()
    {
        return true;
    }
    copy_the_old_way(&text).unwrap_or_default()
}

fn copy_the_old_way(text: &str) -> Option<bool> {
    let document = document()?;
    let before = document.active_element();
    let area = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    area.set_value(text);
    area.set_class_name("unseen");
    let top = document.query_selector("dialog[open]").ok()?.or_else(|| document.body().map(Into::into))?;
    top.append_child(&area).ok()?;
    area.select();
    let done = command(&document, "copy", "");
    area.remove();
    focus(before.and_then(|element| element.dyn_into::<HtmlElement>().ok()));
    Some(done)
}

pub fn focus(element: Option<HtmlElement>) {
    _ = element.map(|element| element.focus());
}

/// Focuses without scrolling.
pub fn focus_still(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    _ = element.focus_with_options(&options);
}

/// Focuses the first of these that is there: `#this|#else-that`.
pub fn focus_first(places: &str) {
    let found = places.split('|').find_map(|css| document()?.query_selector(css).ok()?);
    _ = found.and_then(|element| element.dyn_into().ok()).map(|element| focus_still(&element));
}

/// `document.execCommand`: the one way to change a text area and keep its undo.
fn command(document: &Document, name: &str, value: &str) -> bool {
    let Some(document) = document.dyn_ref::<web_sys::HtmlDocument>() else { return false };
    document.exec_command_with_show_ui_and_value(name, false, value).unwrap_or_default()
}

/// Above this `execCommand` takes the browser too long; undo then starts anew.
const SLOW_ABOVE: usize = 50_000;

/// Exchanges the whole text so that the reader's own undo brings it back; the focus stays where it was.
pub fn exchange(area: &HtmlTextAreaElement, text: &str) {
    let Some(document) = document() else { return };
    let before = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let kept = text.len() < SLOW_ABOVE && !area.read_only() && {
        focus(Some(area.clone().into()));
        area.select();
        let name = if text.is_empty() { "delete" } else { "insertText" };
        command(&document, name, text) && area.value() == text
    };
    if !kept {
        area.set_value(text);
    }
    _ = area.set_selection_range(0, 0);
    if before.as_ref() != Some(area.as_ref()) {
        _ = area.blur();
        focus(before);
    }
}

/// Offers a text as a file to keep.
pub fn download(name: &str, kind: &str, text: &str) -> Option<()> {
    let document = document()?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = document.create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    gloo::timers::callback::Timeout::new(10_000, move || _ = web_sys::Url::revoke_object_url(&url)).forget();
    Some(())
}

/// Brings an element into sight without a jump when it is there already.
pub fn reveal(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_behavior(if still() { ScrollBehavior::Auto } else { ScrollBehavior::Smooth });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The reader wants no motion.
fn still() -> bool {
    let query = window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}
