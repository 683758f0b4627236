//! Files and folders, dropped or opened. Only what can sharpen the advice is read, and only so much of it.

use super::state::{Action, Given, LIMIT, Page};
use super::{browser, policy};
use crate::ui::view::context;
use crate::wishes::{Companion, Input};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};
use yew::prelude::*;

/// The whole page takes what is dropped on it.
#[component]
pub fn DropArea(Given { page }: &Given) -> Html {
    let over = use_state(|| false);
    let to = page.clone();
    let shown = over.setter();
    use_effect_with((), move |()| {
        let listeners = ["dragover", "dragleave", "drop"].map(|name| {
            let (to, shown) = (to.clone(), shown.clone());
            browser::window().map(|window| {
                EventListener::new_with_options(
                    &window,
                    name,
                    EventListenerOptions::enable_prevent_default(),
                    move |event| {
                        shown.set(name == "dragover" && dragged(&to, name, event));
                        if name == "drop" {
                            dragged(&to, name, event);
                        }
                    },
                )
            })
        });
        move || drop(listeners)
    });
    let hint = say!(page.lang(), en: "Drop a Dockerfile or a folder", de: "Dockerfile oder Ordner ablegen", zh: "拖放 Dockerfile 或文件夹");
    html! { if *over { <div class="drop" aria-hidden="true"><p>{ hint }</p></div> } }
}

/// Takes part in dragging where files are dragged; text is the browser's own business.
fn dragged(page: &Page, name: &str, event: &Event) -> bool {
    let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(|event| event.data_transfer()) else { return false };
    let files = transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"));
    if files {
        event.prevent_default();
    }
    if files && name == "drop" {
        let items = transfer.items();
        let entries: Vec<FileSystemEntry> =
            (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok()?).collect();
        let (to, list) = (page.clone(), transfer.files());
        wasm_bindgen_futures::spawn_local(async move {
            match entries.is_empty() {
                true => open_files(&to, listed(list)).await,
                false => open_files(&to, walk(entries).await).await,
            }
        });
    }
    files
}

/// Opens what was chosen in the browser's own dialog.
pub fn open_list(page: &Page, list: Option<FileList>) {
    let (to, files) = (page.clone(), listed(list));
    wasm_bindgen_futures::spawn_local(async move { open_files(&to, files).await });
}

fn listed(list: Option<FileList>) -> Vec<(String, File)> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).map(|file| (file.name(), file)).collect()
}

/// Folders are read so deep and no more than so many entries.
const DEEP: usize = 5;
const MANY: usize = 2_000;

async fn walk(entries: Vec<FileSystemEntry>) -> Vec<(String, File)> {
    let mut queue: std::collections::VecDeque<_> = entries.into_iter().map(|entry| (0, entry)).collect();
    let (mut files, mut seen) = (Vec::new(), 0);
    while let Some((depth, entry)) = queue.pop_front() {
        seen += 1;
        if seen > MANY {
            break;
        }
        let path = entry.full_path().trim_start_matches('/').to_string();
        if entry.is_directory() && depth < DEEP && context::worth_entering(&path) {
            queue.extend(children(entry.unchecked_into()).await.into_iter().map(|child| (depth + 1, child)));
        } else if entry.is_file() && (depth == 0 || context::worth_reading(&path)) {
            files.extend(file(entry.unchecked_into()).await.map(|file| (path, file)));
        }
    }
    files
}

async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let asked = promise(|done, failed| _ = reader.read_entries_with_callback_and_callback(done, failed));
        let batch = js_sys::Array::from(&asked.await.unwrap_or_default());
        if batch.length() == 0 || all.len() > MANY {
            return all;
        }
        all.extend(batch.iter().filter_map(|entry| entry.dyn_into::<FileSystemEntry>().ok()));
    }
}

async fn file(entry: FileSystemFileEntry) -> Option<File> {
    promise(|done, failed| entry.file_with_callback_and_callback(done, failed)).await?.dyn_into().ok()
}

/// A pair of callbacks as one thing to wait for.
async fn promise(ask: impl Fn(&js_sys::Function, &js_sys::Function)) -> Option<JsValue> {
    let made = js_sys::Promise::new(&mut |done, failed| ask(&done, &failed));
    JsFuture::from(made).await.ok()
}

async fn open_files(page: &Page, files: Vec<(String, File)>) {
    let mut read = Vec::new();
    for (path, file) in files {
        if file.size() <= LIMIT as f64 * 2.0
            && let Ok(text) = JsFuture::from(file.text()).await
        {
            read.push((path, text.as_string().unwrap_or_default()));
        }
    }
    take(page, read);
}

/// Sorts what was read: lessons and progress, the Dockerfile, house rules, companions.
fn take(page: &Page, mut files: Vec<(String, String)>) {
    files.retain(|(path, text)| !super::room::takes(page, path, text));
    if files.is_empty() {
        return;
    }
    let sorted = context::sort(files);
    if let Some((path, text)) = sorted.dockerfile {
        let companions = sorted.companions.into_iter().map(|(path, text)| Companion { path, text }).collect();
        page.dispatch(Action::Load(Input { file: path, text, companions, ..Input::default() }, None));
    } else {
        sorted
            .companions
            .into_iter()
            .for_each(|(path, text)| page.dispatch(Action::AddCompanion(Companion { path, text })));
    }
    for (_, text) in sorted.policies {
        match policy::read(page, &text) {
            Ok(rules) => policy::set(page, Some(rules)),
            Err(why) => page.dispatch(Action::Say(why)),
        }
    }
    if sorted.nothing {
        page.dispatch(Action::Say(say!(page.lang(),
            en: "No Dockerfile and nothing that sharpens the advice was found there.",
            de: "Dort war kein Dockerfile und nichts, was den Rat schärft.",
            zh: "其中没有找到 Dockerfile 或有助于判断的文件。")));
    }
}
