//! The examples, to be taken with one tap.

use super::state::{Action, Given, Page};
use crate::ui::view::examples::{ALL, Example};
use crate::wishes::Input;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

fn load(page: &Page, example: &Example) {
    page.dispatch(Action::Load(Input::pasted(example.text), None));
}

/// One example, as a button.
pub fn chip(page: &Page, example: &'static Example) -> Html {
    let to = page.clone();
    let onclick = Callback::from(move |_| load(&to, example));
    html! { <button type="button" class="chip" {onclick}>{ example.name }</button> }
}

/// All of them, as a menu.
pub fn menu(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
            return;
        };
        let chosen = select.value().parse::<usize>().ok().and_then(|at| ALL.get(at));
        select.set_value("");
        _ = chosen.map(|example| load(&to, example));
    });
    html! {
        <select class="quiet" aria-label={say!(lang, en: "Examples", de: "Beispiele", zh: "示例")} {onchange}>
            <option value="" selected=true>{ say!(lang, en: "Examples …", de: "Beispiele …", zh: "示例…") }</option>
            { for ALL.iter().enumerate().map(|(at, example)| html! { <option value={at.to_string()}>{ example.name }</option> }) }
        </select>
    }
}
