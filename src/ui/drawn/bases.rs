//! The catalogue, searchable, with its sources and dates on demand.

use super::browser;
use super::claims::source;
use super::state::{Action, Given, Page};
use crate::catalogue::{self, Image, Lifecycle};
use crate::ui::view::route::Route;
use crate::ui::view::{properties, search, words};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many are drawn at once; a narrower search finds the rest.
const MOST: usize = 60;

#[component]
pub fn Bases(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let all = use_memo((), |()| catalogue::all().collect::<Vec<Image>>());
    let query = match &page.route {
        Route::Bases(query) => query.clone(),
        _ => String::new(),
    };
    let found: Rc<Vec<usize>> = use_memo(query.clone(), |query| search::find(&all, query));
    let (count, total, day) = (found.len(), all.len(), catalogue::as_of());
    html! {
        <main class="reading wide" id="advice" tabindex="-1">
            <h2>{ say!(lang, en: "Bases", de: "Basen", zh: "基础镜像") }</h2>
            { search_field(page, &query) }
            <p class="aside" role="status">{ say!(lang,
                en: "{count} of {total} images and tags the catalogue holds, as of {day}.",
                de: "{count} von {total} Images und Tags des Katalogs, Stand {day}.",
                zh: "目录共 {total} 个镜像与标签，匹配 {count} 个，截至 {day}。") }</p>
            <ul class="base-list">{ for unlisted(&query, &all).iter().map(|image| entry(page, image)) }{ for found.iter().take(MOST).filter_map(|&at| all.get(at)).map(|image| entry(page, image)) }</ul>
            if count > MOST {
                <p class="aside">{ say!(lang, en: "The first {MOST} are shown: narrow the search to see the others.", de: "Gezeigt werden die ersten {MOST}: Suche genauer, um die anderen zu sehen.", zh: "仅显示前 {MOST} 个：请缩小搜索范围。") }</p>
            }
        </main>
    }
}

/// A reference that the catalogue can answer for, though no row of its own is listed.
fn unlisted(query: &str, all: &[Image]) -> Option<Image> {
    let (image, _) = super::compare::find(query.trim())?;
    (!all.iter().any(|other| other.reference == image.reference)).then_some(image)
}

fn search_field(page: &Page, query: &str) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let route = Route::Bases(input.value());
        browser::replace_fragment(&route.write());
        to.dispatch(Action::Go(route));
    });
    let hint = say!(lang, en: "python slim, distroless, alpine 3.22 …", de: "python slim, distroless, alpine 3.22 …", zh: "python slim、distroless、alpine 3.22…");
    html! {
        <input type="search" class="search" spellcheck="false" autocapitalize="off" autocomplete="off" value={query.to_string()} placeholder={hint}
            aria-label={say!(lang, en: "Search the catalogue", de: "Im Katalog suchen", zh: "搜索目录")} {oninput} />
    }
}

fn entry(page: &Page, image: &Image) -> Html {
    let lang = page.lang();
    let state = catalogue::lifecycle(image, &page.wishes.today);
    html! {
        <li key={image.reference.clone()}><details class="base">
            <summary>
                <code>{ super::ladder::breakable(&image.reference) }</code>
                <span class="family">{ words::family(lang, image.family) }</span>
                <span class={classes!("state", tone(state))}>{ words::lifecycle(lang, state) }</span>
                <span class="size">{ words::image_size(lang, image) }</span>
            </summary>
            <table class="compared"><tbody>{ for properties::all(lang).into_iter().map(|(name, read)| html! {
                <tr><th scope="row">{ name }</th><td>{ read(lang, image) }</td></tr>
            }) }</tbody></table>
            <p class="sources">{ source(&image.source) }{ for cycles(image).map(source) }{ compare(page, image) }</p>
        </details></li>
    }
}

fn cycles(image: &Image) -> impl Iterator<Item = &catalogue::Source> {
    let cycles = [&image.lifecycle.os, &image.lifecycle.runtime, &image.lifecycle.image];
    let retired = image.lifecycle.retired.as_ref().map(|retired| &retired.source);
    cycles.into_iter().filter_map(|cycle| cycle.source.as_ref()).chain(retired)
}

/// A way to see it beside the base the reader's own file stands on.
fn compare(page: &Page, image: &Image) -> Html {
    let present = page.shown.recommendations.iter().find(|other| other.candidate.present);
    let Some(present) = present.map(|present| present.candidate.choice.image.reference.clone()) else {
        return Html::default();
    };
    let route = Route::Compare(present.clone(), image.reference.clone());
    html! { <a href={route.write()}>{ say!(page.lang(), en: "Compare with {present}", de: "Mit {present} vergleichen", zh: "与 {present} 对比") }</a> }
}

fn tone(state: Lifecycle) -> &'static str {
    match state {
        Lifecycle::Supported => "good",
        Lifecycle::EndingSoon | Lifecycle::ExtendedOnly => "warning",
        Lifecycle::Ended | Lifecycle::Retired => "error",
        Lifecycle::Unknown => "unknown",
    }
}
