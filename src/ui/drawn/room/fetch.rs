//! Where the text of a pack comes from: with the page, in the link, from a file, from the page's own host. Nobody
//! else is ever asked.

use super::Step;
use crate::share;
use crate::ui::drawn::state::{Action, Page};
use crate::ui::drawn::{browser, later};
use crate::ui::view::room::{Origin, origin};
use wasm_bindgen::JsValue;
use web_sys::Url;
use yew::prelude::*;

/// Brings the pack that the address names, where it does not lie open already.
#[hook]
pub fn use_pack(page: &Page) {
    let wanted = page.route.pack().map(|key| (key.to_string(), origin(key, page.lang())));
    let to = page.clone();
    use_effect_with(wanted, move |wanted| {
        let Some((key, origin)) = wanted.clone() else { return };
        let there = to.room.open.as_ref().is_some_and(|open| open.key == key && open.origin == origin);
        if !there {
            wasm_bindgen_futures::spawn_local(async move { bring(&to, key, origin).await });
        }
    });
}

async fn bring(page: &Page, key: String, origin: Origin) {
    let text = match &origin {
        Origin::Page(lang) => later::read(&format!("course-{}", lang.tag())).await,
        Origin::Own => page.room.own.as_deref().map(str::to_string),
        Origin::Carried(fragment) => share::unfold(fragment, &page.wishes).ok().map(|(input, _)| input.text),
        Origin::At(address) if !on_our_host(address) => return page.dispatch(Action::Room(Step::Miss(foreign(page)))),
        Origin::At(address) => later::fetch(address).await,
    };
    let sound = text.filter(|text| !crate::lessons::pack::read(text).0.lessons.is_empty());
    // The reader may have gone elsewhere in the meantime.
    if page.route.pack() != Some(&key) {
        return;
    }
    page.dispatch(Action::Room(match sound {
        Some(text) => Step::Take(key, origin, text),
        None => Step::Miss(missing(page)),
    }));
}

/// A sandboxed frame has no origin of its own: the page's address tells it.
fn on_our_host(address: &str) -> bool {
    let Some(own) = browser::document().and_then(|document| document.url().ok()) else { return false };
    let origin = |url: Result<Url, JsValue>| url.map(|url| url.origin()).unwrap_or_default();
    origin(Url::new_with_base(address, &own)) == origin(Url::new(&own))
}

fn foreign(page: &Page) -> String {
    say!(page.lang(),
        en: "These lessons lie on another host, and this page asks nobody but its own. Download the file, and drop it here.",
        de: "Diese Lektionen liegen auf einem fremden Rechner, und diese Seite fragt nur ihren eigenen. Lade die Datei herunter und lege sie hier ab.",
        zh: "这些课程位于其他主机，而本页面只向自己的主机请求。请下载文件后拖到这里。")
}

fn missing(page: &Page) -> String {
    say!(page.lang(),
        en: "There are no lessons at this address. Perhaps the link is cut off, or the file was opened in another browser.",
        de: "Unter dieser Adresse sind keine Lektionen. Vielleicht ist der Link abgeschnitten, oder die Datei wurde in einem anderen Browser geöffnet.",
        zh: "此地址没有课程。链接可能不完整，或文件是在其他浏览器中打开的。")
}
