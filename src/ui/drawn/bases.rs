//! The catalogue, searchable, with its sources and dates on demand.

use super::browser;
use super::state::{Given, Page};
use yew::prelude::*;

#[component]
pub fn Bases(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let _ = browser::today;
    html! {
        <main class="reading wide" id="advice" tabindex="-1">
            <h2>{ say!(lang, en: "Bases", de: "Basen", zh: "基础镜像") }</h2>
        </main>
    }
}

#[allow(dead_code, reason = "filled in when the catalogue lists its rows")]
fn later(_: &Page) {}
