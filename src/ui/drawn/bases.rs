//! The catalogue, searchable, with its sources and dates on demand.

use super::browser;
use super::claims::source;
use super::state::{Action, Given, Page};
use crate::catalogue::{self, Image, Lifecycle};
use crate::order;
use crate::ui::view::route::Route;
use crate::ui::view::{properties, search, words};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many are drawn at first, and so many more when they are asked for.
const MOST: usize = 60;

#[component]
pub fn Bases(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let all = use_memo((), |()| catalogue::all().collect::<Vec<Image>>());
    let query = match &page.route {
        Route::Bases(query) => query.clone(),
        _ => String::new(),
    };
    let soon = use_state(|| false);
    let found: Rc<Vec<usize>> = use_memo((query.clone(), *soon), |(query, soon)| {
        let mut found = search::find(&all, query);
        if *soon {
            found.retain(|&at| catalogue::lifecycle(&all[at], &page.wishes.today) == Lifecycle::EndingSoon);
            order::sort_by_key(&mut found, |&at| properties::ends(&all[at]));
        }
        found
    });
    // How many are shown belongs to what was searched for.
    let shown = use_state(|| (found.clone(), MOST));
    let most = if Rc::ptr_eq(&shown.0, &found) { shown.1 } else { MOST };
    let unlisted = unlisted(&query, &all).filter(|_| !*soon);
    let (listed, total, day) = (found.len(), all.len(), catalogue::as_of());
    let count = listed + usize::from(unlisted.is_some());
    let meant = if count == 0 && !*soon { search::guess(&all, &query) } else { None };
    let now = found.clone();
    let more = Callback::from(move |_| shown.set((now.clone(), most + MOST)));
    let pressed = (*soon).to_string();
    let only_soon = Callback::from(move |_| soon.set(!*soon));
    html! {
        <main class="reading wide" id="advice" tabindex="-1">
            <h2>{ say!(lang, en: "Bases", de: "Basen", zh: "基础镜像") }</h2>
            { search_field(page, &query) }
            <p class="aside" role="status">{ say!(lang,
                en: "{count} of {total} images and tags the catalogue holds, as of {day}.",
                de: "{count} von {total} Images und Tags des Katalogs, Stand {day}.",
                zh: "目录共 {total} 个镜像与标签，匹配 {count} 个，截至 {day}。") }</p>
            <button type="button" class="chip" aria-pressed={pressed} onclick={only_soon}>{ say!(lang, en: "Support ends within six months", de: "Support endet binnen sechs Monaten", zh: "六个月内停止支持") }</button>
            { for meant.map(|meant| did_you_mean(page, meant)) }
            <ul class="base-list">{ for unlisted.iter().map(|image| entry(page, image)) }{ for found.iter().take(most).filter_map(|&at| all.get(at)).map(|image| entry(page, image)) }</ul>
            if listed > most {
                <p class="actions"><button type="button" class="more-bases" onclick={more}>{ say!(lang, en: "Show more", de: "Weitere zeigen", zh: "显示更多") }</button>
                    <span class="aside">{ say!(lang, en: "{most} of {listed} are shown.", de: "{most} von {listed} sind zu sehen.", zh: "已显示 {most} / {listed}。") }</span></p>
            }
        </main>
    }
}

fn did_you_mean(page: &Page, meant: String) -> Html {
    let asked = say!(page.lang(), en: "Did you mean ", de: "Meintest du ", zh: "你是不是要找 ");
    html! { <p class="meant">{ asked }<a href={Route::Bases(meant.clone()).write()}>{ meant }</a>{ "?" }</p> }
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
                <code>{ super::prose::breakable(&image.reference) }</code>
                <span class="family">{ words::family(lang, image.family) }</span>
                <span class={classes!("state", tone(state))}>{ words::lifecycle(lang, state) }</span>
                <span class="ends">{ for properties::ends(image).map(|day| say!(lang, en: "until {day}", de: "bis {day}", zh: "至 {day}")) }</span>
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
