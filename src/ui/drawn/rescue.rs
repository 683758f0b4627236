//! When the engine breaks, the text is not lost: it is kept as it is, the page says so, and the next visit shows it
//! unread instead of breaking again.

use super::{browser, embed, storage};
use crate::words::Lang;
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, HtmlTextAreaElement};

/// Stands guard from now on: over panics, and over traps that come without one. (Where memory or stack are used up nothing
/// in the wasm can speak any more: then the text is only in the editor, and in the draft of a moment ago.) It is told to
/// Yew, which would put a guard of its own in this one's place.
pub fn stand_guard() {
    yew::set_custom_panic_hook(Box::new(|why| {
        web_sys::console::error_1(&why.to_string().into());
        _ = browser::document().and_then(|document| tell(&document));
    }));
    let heard = |event: &Event| _ = broke(event).then(browser::document).flatten().and_then(|document| tell(&document));
    if let Some(window) = browser::window() {
        for name in ["error", "unhandledrejection"] {
            EventListener::new(&window, name, heard).forget();
        }
    }
}

/// Whether an error came through the wasm. Scripts of the reader's browser throw, too, and break nothing of ours.
fn broke(event: &Event) -> bool {
    let field = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let thrown = ["error", "reason"].into_iter().filter_map(|name| field(event, name)).find(|value| value.is_object());
    let stack = thrown.and_then(|error| field(&error, "stack")?.as_string());
    stack.is_some_and(|stack| stack.contains("wasm"))
}

/// A text that broke the page last time, once.
pub fn kept() -> Option<String> {
    let text = storage::get("rescue")?;
    _ = storage::remove("rescue");
    Some(text)
}

/// Keeps the text as it stands in the editor: for the next visit, and with the host of a frame, which may keep nothing.
/// Says whether there is an editor, and whether the text is kept here.
fn keep(document: &Document) -> Option<bool> {
    let area = document.get_element_by_id("source")?.dyn_into::<HtmlTextAreaElement>().ok()?;
    if embed::is_embed() {
        _ = embed::tell("change", &area.value().into());
    }
    Some(storage::set("rescue", &area.value()).is_some())
}

/// Only the document is touched here: of the page's own state nothing may be trusted any more.
fn tell(document: &Document) -> Option<()> {
    if document.get_element_by_id("broken").is_some() {
        return None;
    }
    let kept = keep(document);
    let again = document.clone();
    EventListener::new(document, "input", move |_| _ = keep(&again)).forget();
    let lang =
        document.document_element().and_then(|root| Lang::named(&root.get_attribute("lang")?)).unwrap_or_default();
    let note = document.create_element("p").ok()?;
    note.set_id("broken");
    note.set_class_name("broken");
    note.set_attribute("role", "alert").ok()?;
    note.set_text_content(Some(&sentence(lang, kept)));
    let again = document.create_element("a").ok()?;
    again.set_attribute("href", if embed::is_embed() { embed::UNREAD } else { "?" }).ok()?;
    again.set_text_content(Some(&say!(lang, en: "Reload the page", de: "Seite neu laden", zh: "重新加载页面")));
    note.append_child(&again).ok()?;
    document.body()?.append_child(&note).ok()?;
    embed::is_embed().then(|| embed::tell("error", &sentence(lang, kept).trim().into()))?
}

fn sentence(lang: Lang, kept: Option<bool>) -> String {
    let broke = say!(lang, en: "Something in Basewise broke. ", de: "In Basewise ist etwas zerbrochen. ", zh: "Basewise 出现故障。");
    broke
        + &match kept {
            None => String::new(),
            Some(true) => say!(lang,
                en: "Your text is still in the editor, and kept for the next visit. ",
                de: "Dein Text steht noch im Editor und ist für den nächsten Besuch aufgehoben. ",
                zh: "你的文本仍在编辑器中，并已为下次访问保存。"),
            Some(false) => say!(lang,
                en: "Your text is still in the editor: copy it before you go on. ",
                de: "Dein Text steht noch im Editor: Kopiere ihn, bevor du weitermachst. ",
                zh: "你的文本仍在编辑器中：请先复制再继续。"),
        }
}
