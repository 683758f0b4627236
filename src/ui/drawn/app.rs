//! The page as a whole: the reducer, what listens to the window, and which view is shown.

use super::state::{Action, Dialog, Given, Page};
use super::{
    arrival, bases, browser, compare, files, foot, head, help, home, link, notice, policy, room, share, storage, why,
};
use crate::share::{KEPT, fold};
use crate::ui::view::route::Route;
use crate::wishes::{Input, Wishes};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// What is larger cannot be unfolded at the next visit: names, answers and rules want some room, too.
const SURELY_KEPT: usize = KEPT - (1 << 20);

/// What was pasted before the page was there.
#[derive(Properties, PartialEq)]
pub struct Early {
    pub text: Option<String>,
}

#[component]
pub fn App(Early { text }: &Early) -> Html {
    let page = use_reducer(|| super::first_state(text.as_deref()));
    use_listening(&page);
    use_keeping(&page);
    arrival::use_focus(&page);
    let here = page.clone();
    use_effect(move || _ = arrival::tell(&here));
    let given = Given { page: page.clone() };
    html! {
        <>
            <a class="skip" href="#advice" onclick={skip()}>{ say!(page.lang(), en: "Skip to the advice", de: "Zum Rat springen", zh: "跳到建议") }</a>
            { head::head(&given) }
            <files::DropArea ..given.clone() />
            // One step back from what was just changed, so that its undo is at hand by keyboard, too.
            <notice::Notices ..given.clone() />
            { shown(&page, &given) }
            { foot::foot(&given) }
            <notice::Speaker ..given.clone() />
            { dialog(page.dialog, given) }
        </>
    }
}

fn shown(page: &Page, given: &Given) -> Html {
    let given = given.clone();
    match &page.route {
        Route::Advise | Route::Shared(_) => html! { <home::Home ..given /> },
        Route::Bases(_) => html! { <bases::Bases ..given /> },
        Route::Why(_) => html! { <why::Why ..given /> },
        Route::Compare(..) => compare::compare(&given),
        Route::Learn(..) | Route::Present(..) | Route::Paper(..) | Route::Author => {
            html! { <room::Workshop ..given /> }
        }
    }
}

fn dialog(open: Option<Dialog>, given: Given) -> Html {
    match open {
        Some(Dialog::Share) => html! { <share::Share ..given /> },
        Some(Dialog::Help) => help::help(&given),
        Some(Dialog::Policy) => html! { <policy::PolicyDialog ..given /> },
        None => Html::default(),
    }
}

/// The skip link must not change the address, which is a route.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        let advice = browser::document().and_then(|document| document.get_element_by_id("advice"));
        browser::focus(advice.and_then(|element| element.dyn_into::<HtmlElement>().ok()));
    })
}

#[hook]
pub fn use_window(name: &'static str, heard: Callback<Event>) {
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = browser::window().map(|window| {
            EventListener::new_with_options(&window, name, options, move |event| heard.emit(event.clone()))
        });
        move || drop(listener)
    });
}

#[hook]
fn use_listening(page: &Page) {
    let to = page.clone();
    use_window("hashchange", Callback::from(move |_| come(&to)));
    let to = page.clone();
    use_window("keydown", Callback::from(move |event: Event| _ = event.dyn_ref().map(|key| pressed(&to, key))));
    let to = page.clone();
    use_effect_with((), move |()| arrive(&to));
}

/// Follows a link, and says where it led to.
fn come(page: &Page) {
    let beside = |route: &Route| matches!(route, Route::Compare(..) | Route::Present(..));
    let (from, to) = (&page.route, Route::read(&browser::fragment()));
    let stays = beside(&to) && std::mem::discriminant(from) == std::mem::discriminant(&to);
    arrive(page);
    if !stays {
        arrival::expect(page);
    }
    let page = page.clone();
    Timeout::new(0, move || _ = arrival::tell(&page)).forget();
}

/// Goes where the address says. A shared file becomes the text; the address is then the editor's again.
fn arrive(page: &Page) {
    match Route::read(&browser::fragment()) {
        Route::Shared(fragment) => link::open(page, &fragment),
        route if route != page.route || page.linked => {
            page.dispatch(Action::Go(route));
            _ = browser::window().map(|window| window.scroll_to_with_x_and_y(0.0, 0.0));
        }
        _ => {}
    }
}

/// Keys that work everywhere: each has a visible button, too.
fn pressed(page: &Page, key: &KeyboardEvent) {
    let command = key.ctrl_key() || key.meta_key();
    let target = key.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let typing = target.is_some_and(|target| matches!(target.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT"));
    match key.key().as_str() {
        "s" | "S" if command && !key.shift_key() && !key.alt_key() => {
            key.prevent_default();
            link::copy(page);
        }
        "?" if !typing && !command => page.dispatch(Action::Open(Some(Dialog::Help))),
        "F8" => {
            key.prevent_default();
            super::editor::step(page, key.shift_key());
        }
        _ => {}
    }
}

#[hook]
fn use_keeping(page: &Page) {
    use_effect_with(page.clone(), |page| {
        let page = page.clone();
        let later = Timeout::new(400, move || {
            let unkept = keep(&page).is_none();
            if unkept != page.unkept {
                page.dispatch(Action::Unkept(unkept));
            }
        });
        move || drop(later)
    });
    use_effect_with(page.lang(), |lang| browser::mark_root("lang", lang.tag()));
    use_effect_with(page.theme, |theme| browser::mark_root("data-theme", theme.name()));
}

/// Keeps the reader's own files for the next visit; nothing where one of them cannot be had back then.
fn keep(page: &Page) -> Option<()> {
    let own = page.own();
    let Some((draft, others)) = own.split_last() else { return Some(()) };
    let draft = folded(draft).and_then(|draft| storage::set("draft", &draft));
    let others = others.iter().map(folded).collect::<Option<Vec<String>>>()?.join(" ");
    draft.and(if others.is_empty() { storage::remove("kept") } else { storage::set("kept", &others) })
}

fn folded((input, wishes): &(&Input, &Wishes)) -> Option<String> {
    let size = input.companions.iter().map(|one| one.text.len()).sum::<usize>() + input.text.len();
    (size < SURELY_KEPT).then(|| fold(input, wishes))
}
