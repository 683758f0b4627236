//! Links: made, copied, opened.

use super::state::{Action, Page};
use super::{browser, embed, room, storage};
use crate::share::{self, Trouble};
use crate::ui::view::route::Route;
use crate::ui::view::words;
use crate::words::Lang;

/// Whether it is the reader's file that is before them, and a link would hold it.
pub fn holds_the_file(page: &Page) -> bool {
    matches!(page.route, Route::Advise | Route::Shared(_))
}

/// Copies a link to what is before the reader and says so: the file itself, or the address of another page.
pub fn copy(page: &Page) {
    if !holds_the_file(page) {
        return room::copy_place(page);
    }
    let fragment = format!("#{}", share::fold(&page.input, &page.wishes));
    let link = format!("{}{fragment}", browser::address());
    let size = words::bytes(page.lang(), link.len() as u64);
    let done = say!(page.lang(),
        en: "Link copied ({size}). Everything is in it; no server is asked.",
        de: "Link kopiert ({size}). Alles steht darin; kein Server wird gefragt.",
        zh: "链接已复制（{size}）。内容全部在其中，不经过任何服务器。");
    copy_or(page, link, done, Some(fragment));
}

/// Copies a text and says that it was done, or that it could not be.
pub fn copy_text(page: &Page, text: String, done: String) {
    copy_or(page, text, done, None);
}

/// Where the clipboard is denied, the link is put into the address.
fn copy_or(page: &Page, text: String, done: String, link: Option<String>) {
    let to = page.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let copied = browser::copy(text).await;
        let denied = denied(to.lang());
        if let Some(link) = link.filter(|_| !copied) {
            // From now on the address has it: it is kept as it is now.
            _ = storage::set("draft", link.trim_start_matches('#'));
            browser::replace_fragment(&link);
            to.dispatch(Action::Linked);
        }
        to.dispatch(Action::Say(if copied { done } else { denied }));
    });
}

/// What else can be done. A frame has no address bar, and Ctrl+S is its host's.
fn denied(lang: Lang) -> String {
    if embed::is_embed() {
        return say!(lang,
            en: "The browser denies the clipboard here: nothing was copied. Select what you need and copy it yourself.",
            de: "Der Browser verwehrt hier die Zwischenablage: Nichts wurde kopiert. Markiere, was du brauchst, und kopiere es selbst.",
            zh: "浏览器在此拒绝访问剪贴板，未复制任何内容。请选中所需内容自行复制。");
    }
    say!(lang,
        en: "The browser denies the clipboard here. A link is in the address bar after Ctrl+S.",
        de: "Der Browser verwehrt hier die Zwischenablage. Nach Strg+S steht der Link in der Adresszeile.",
        zh: "浏览器在此拒绝访问剪贴板。按 Ctrl+S 后链接会出现在地址栏。")
}

/// Opens a shared file; what cannot be opened is said, and the reader's own text stays.
pub fn open(page: &Page, fragment: &str) {
    match share::unfold(fragment, &page.wishes) {
        Ok((input, wishes)) => page.dispatch(Action::Load(input, Some(wishes))),
        Err(trouble) => page.dispatch(Action::Say(why_not(page, trouble))),
    }
}

fn why_not(page: &Page, trouble: Trouble) -> String {
    let lang = page.lang();
    match trouble {
        Trouble::Newer => say!(lang,
            en: "This link was made by a newer Basewise. Reload the page, or ask for the file itself.",
            de: "Dieser Link stammt von einem neueren Basewise. Lade die Seite neu oder frage nach der Datei selbst.",
            zh: "此链接由更新版本的 Basewise 生成。请刷新页面，或索取文件本身。"),
        Trouble::Broken => say!(lang,
            en: "This link is cut off or mistyped; your own text is still here.",
            de: "Dieser Link ist abgeschnitten oder vertippt; dein eigener Text ist noch da.",
            zh: "此链接不完整或有误；你自己的文本仍在。"),
        Trouble::TooLarge => say!(lang,
            en: "This link unfolds to more than 2 MB and was not opened.",
            de: "Dieser Link entfaltet sich zu mehr als 2 MB und wurde nicht geöffnet.",
            zh: "此链接展开后超过 2 MB，未打开。"),
    }
}
