//! What is fetched when it is wanted. A `<meta name="later:NAME">` of the page says where the file lies.

use super::browser;
use super::state::{Action, Page};
use crate::rules;
use crate::words::{self, Lang};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

/// A file of the site, as text.
pub async fn read(name: &str) -> Option<String> {
    let place = browser::document()?.query_selector(&format!("meta[name='later:{name}']")).ok()??;
    fetch(&place.get_attribute("content")?).await
}

/// What lies at an address, as text; the policy allows the page's own host only.
pub async fn fetch(address: &str) -> Option<String> {
    let asked = browser::window()?.fetch_with_str(address);
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let text = response.text().ok().filter(|_| response.ok())?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// Whether sentences can now be said in it.
pub async fn learn(lang: Lang) -> bool {
    if !words::is_learned(lang) {
        let tag = &lang.tag()[..2];
        _ = read(&format!("words-{tag}")).await.map(|file| words::learn(lang, file));
    }
    words::is_learned(lang)
}

/// Fetches the pages of the rules.
pub async fn rules() {
    if rules::pages().is_empty() {
        _ = read("rules").await.map(rules::learn);
    }
}

/// Goes over to a language as soon as its words are here.
pub fn speak(page: &Page, lang: Lang) {
    let page = page.clone();
    spawn_local(async move {
        let missing = "The words of this language could not be fetched. Are you offline?";
        page.dispatch(if learn(lang).await { Action::Speak(lang) } else { Action::Say(missing.into()) });
    });
}
