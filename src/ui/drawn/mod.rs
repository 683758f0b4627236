//! The page, drawn with Yew.

mod app;
mod arrival;
mod bases;
mod browser;
mod chosen;
mod claims;
mod compare;
mod desk;
mod diff;
mod editor;
mod embed;
mod examples;
mod files;
mod foot;
mod head;
mod help;
mod home;
mod ladder;
mod later;
mod link;
mod listing;
mod modal;
mod notice;
mod policy;
mod proof;
mod prose;
mod questions;
mod rescue;
mod room;
mod share;
mod stages;
mod state;
mod storage;
mod tabs;
mod verdict;
mod why;

use crate::wishes::{Input, Wishes};
use crate::words::Lang;
use state::{State, Theme};
use wasm_bindgen::JsCast;

/// Puts the page on screen, in the reader's language.
pub fn start() {
    rescue::stand_guard();
    wasm_bindgen_futures::spawn_local(async {
        later::learn(wanted_language()).await;
        show();
    });
}

fn show() {
    if embed::is_embed() {
        yew::Renderer::<embed::Embed>::new().render();
    } else {
        yew::Renderer::<app::App>::with_props(early()).render();
    }
}

/// What the reader pasted before the engine had come; they may be typing in it.
fn early() -> app::Early {
    let document = browser::document();
    let area = document.as_ref().and_then(|document| document.get_element_by_id("early")?.dyn_into().ok());
    let text = area.map(|area: web_sys::HtmlTextAreaElement| area.value()).filter(|text| !text.trim().is_empty());
    if document.and_then(|document| document.active_element()).is_some_and(|element| element.id() == "early") {
        gloo::timers::callback::Timeout::new(0, || browser::focus_first("#source")).forget();
    }
    app::Early { text }
}

/// What the reader finds: their link, else what they pasted or left, else an example that teaches.
fn first_state(early: Option<&str>) -> State {
    let wishes = Wishes { today: browser::today(), lang: first_language(), ..Wishes::default() };
    let theme = match storage::get("theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    };
    let route = crate::ui::view::route::Route::read(&browser::fragment());
    if early.is_none()
        && let Some(text) = rescue::kept()
    {
        return State::unread(Input::pasted(text), wishes, route, theme);
    }
    let mut kept = left_here("kept", &wishes);
    let mut draft = left_here("draft", &wishes).pop();
    if let Some(text) = early {
        kept.extend(draft.replace((Input::pasted(text), wishes.clone())));
    }
    let (input, wishes) = draft.unwrap_or_else(|| (Input::pasted(crate::ui::view::examples::FIRST.text), wishes));
    let mut state = State::new(input, wishes, route, theme);
    state.kept = kept.into_iter().map(std::rc::Rc::new).collect();
    state
}

/// Files of the reader's own, as they were kept.
fn left_here(key: &str, wishes: &Wishes) -> Vec<(Input, Wishes)> {
    let kept = storage::get(key).unwrap_or_default();
    kept.split(' ').filter_map(|one| crate::share::unfold_kept(one, wishes).ok()).collect()
}

fn first_language() -> Lang {
    Some(wanted_language()).filter(|lang| crate::words::is_learned(*lang)).unwrap_or_default()
}

fn wanted_language() -> Lang {
    let kept = storage::get("language");
    let wanted = kept.into_iter().chain(browser::languages());
    wanted.filter_map(|name| Lang::named(&name)).next().unwrap_or_default()
}
