//! Any two bases, side by side. The pair is in the address.

use super::browser;
use super::state::{Given, Page};
use crate::catalogue::{self, Image, Match};
use crate::ui::view::properties;
use crate::ui::view::route::Route;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const SUGGESTED: (&str, &str) = ("debian:13", "gcr.io/distroless/static-debian13:nonroot");

pub fn compare(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let (one, other) = match &page.route {
        Route::Compare(one, other) if !(one.is_empty() && other.is_empty()) => (one.clone(), other.clone()),
        _ => (SUGGESTED.0.into(), SUGGESTED.1.into()),
    };
    html! {
        <main key="compare" class="reading wide" id="advice" tabindex="-1">
            <h2>{ say!(lang, en: "Compare two bases", de: "Zwei Basen vergleichen", zh: "对比两个基础镜像") }</h2>
            <div class="pickers">
                { picker(page, say!(lang, en: "This base", de: "Diese Basis", zh: "镜像一"), &one, true, other.clone()) }
                { picker(page, say!(lang, en: "and this one", de: "und diese", zh: "镜像二"), &other, false, one.clone()) }
            </div>
            { table(page, &one, &other) }
        </main>
    }
}

fn picker(page: &Page, label: String, value: &str, first: bool, other: String) -> Html {
    let set = Callback::from(move |typed| {
        let other = other.clone();
        browser::go(&if first { Route::Compare(typed, other) } else { Route::Compare(other, typed) }.write());
    });
    let unknown = !value.is_empty() && find(value).is_none();
    let trouble = unknown.then(|| say!(page.lang(), en: "The catalogue does not know it.", de: "Der Katalog kennt sie nicht.", zh: "目录中没有此镜像。"));
    field(html! { { label } }, value, trouble, set)
}

/// A field whose text is taken on Enter, or when the reader leaves it; under it, what is wrong with it.
pub fn field(label: Html, value: &str, trouble: Option<String>, set: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        set.emit(input.value().trim().to_string());
    });
    let invalid = trouble.is_some().to_string();
    html! {
        <label class="picker"><span>{ label }</span>
            <input type="text" spellcheck="false" autocapitalize="off" autocomplete="off" value={value.to_string()} {onchange} aria-invalid={invalid} />
            { for trouble.map(|trouble| html! { <span class="trouble">{ trouble }</span> }) }
        </label>
    }
}

/// What the catalogue knows of an image as it is written after FROM.
pub fn find(written: &str) -> Option<(Image, Match)> {
    let reference = crate::stages::parse_reference(written).ok()?;
    catalogue::find(&reference).map(|found| (found.image, found.matched))
}

fn table(page: &Page, one: &str, other: &str) -> Html {
    let lang = page.lang();
    let known: Vec<Image> = [one, other].into_iter().filter_map(|name| Some(find(name)?.0)).collect();
    if known.is_empty() {
        return html! { <p>{ say!(lang, en: "There is nothing to compare: ", de: "Es gibt nichts zu vergleichen: ", zh: "没有可对比的内容：") }
        <a href="#/bases">{ say!(lang, en: "look for the bases in the catalogue", de: "Suche die Basen im Katalog", zh: "在目录中查找基础镜像") }</a></p> };
    }
    let head =
        |image: &Image| html! { <th scope="col"><code>{ super::prose::breakable(&image.reference) }</code></th> };
    let row = |(name, read): properties::Property| {
        let cells: Vec<String> = known.iter().map(|image| read(lang, image)).collect();
        let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
        html! { <tr class={differs.then_some("differs")}><th scope="row">{ name }</th>{ for cells.into_iter().map(|cell| html! { <td>{ super::prose::figured(&cell) }</td> }) }</tr> }
    };
    let sources = known.iter().map(|image| super::claims::source(&image.source));
    html! {
        <>
            <table class="compared"><thead><tr><td></td>{ for known.iter().map(head) }</tr></thead>
                <tbody>{ for properties::all(lang).into_iter().map(row) }</tbody></table>
            <p class="sources">{ for sources }</p>
        </>
    }
}
