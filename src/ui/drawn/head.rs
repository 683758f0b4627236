//! The top of the page: the name, where to go, language, theme, sharing, help.

use super::state::{Action, Dialog, Given, Page, Theme};
use super::storage;
use super::{browser, later};
use crate::ui::view::route::Route;
use crate::words::Lang;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

pub fn head(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let links = [
        (Route::Advise, say!(lang, en: "Advise", de: "Beraten", zh: "建议")),
        (Route::Bases(String::new()), say!(lang, en: "Bases", de: "Basen", zh: "基础镜像")),
        (Route::Compare(String::new(), String::new()), say!(lang, en: "Compare", de: "Vergleichen", zh: "对比")),
        (Route::Learn(crate::ui::view::route::COURSE.into(), None), say!(lang, en: "Learn", de: "Lernen", zh: "学习")),
        (Route::Why(None), say!(lang, en: "Why", de: "Warum", zh: "缘由")),
    ];
    html! {
        <header class="head">
            <h1 class="brand"><a href="#/">{ mark() }{ "Basewise" }</a></h1>
            <nav aria-label={say!(lang, en: "Pages", de: "Seiten", zh: "页面")}>
                { for links.into_iter().map(|(route, name)| link(page, route, name)) }
            </nav>
            <div class="tools">
                { languages(page) }
                { theme(page) }
                { opens(page, Dialog::Help, "?", say!(lang, en: "Help and keys", de: "Hilfe und Tasten", zh: "帮助与快捷键")) }
                { share(page) }
            </div>
        </header>
    }
}

/// Three rungs, each lighter than the one above.
fn mark() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true" width="24" height="24">
            <rect x="2" y="4" width="20" height="4" rx="2" />
            <rect x="2" y="10" width="13" height="4" rx="2" />
            <rect x="2" y="16" width="6" height="4" rx="2" />
        </svg>
    }
}

fn link(page: &Page, route: Route, name: String) -> Html {
    let here = std::mem::discriminant(&page.route) == std::mem::discriminant(&route)
        || (route == Route::Advise && matches!(page.route, Route::Shared(_)));
    html! { <a href={route.write()} aria-current={here.then_some("page")}>{ name }</a> }
}

fn languages(page: &Page) -> Html {
    let to = page.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen =
            event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value());
        let Some(lang) = chosen.as_deref().and_then(Lang::named) else { return };
        _ = storage::set("language", lang.tag());
        later::speak(&to, lang);
    });
    let option = |lang: Lang| {
        html! { <option value={lang.tag()} lang={lang.tag()} selected={lang == page.lang()}>{ lang.name() }</option> }
    };
    html! {
        <select class="quiet" aria-label={say!(page.lang(), en: "Language", de: "Sprache", zh: "语言")} {onchange}>
            { for Lang::ALL.into_iter().map(option) }
        </select>
    }
}

fn theme(page: &Page) -> Html {
    let lang = page.lang();
    let (sign, now, next, kept) = match page.theme {
        Theme::Auto => (
            "◐",
            say!(lang, en: "Theme: as the system", de: "Farben: wie das System", zh: "主题：跟随系统"),
            Theme::Light,
            "light",
        ),
        Theme::Light => {
            ("○", say!(lang, en: "Theme: light", de: "Farben: hell", zh: "主题：浅色"), Theme::Dark, "dark")
        }
        Theme::Dark => {
            ("●", say!(lang, en: "Theme: dark", de: "Farben: dunkel", zh: "主题：深色"), Theme::Auto, "auto")
        }
    };
    let to = page.clone();
    let onclick = Callback::from(move |_| {
        _ = storage::set("theme", kept);
        to.dispatch(Action::Look(next));
    });
    html! { <button class="quiet round" title={now.clone()} aria-label={now} {onclick}>{ sign }</button> }
}

fn opens(page: &Page, dialog: Dialog, sign: &'static str, name: String) -> Html {
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::Open(Some(dialog))));
    html! { <button class="quiet round" title={name.clone()} aria-label={name} {onclick}>{ sign }</button> }
}

fn share(page: &Page) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::Open(Some(Dialog::Share))));
    let key = if browser::is_apple() { "⌘S" } else { "Ctrl+S" };
    let title = say!(lang, en: "{key} copies the link", de: "{key} kopiert den Link", zh: "{key} 复制链接");
    html! { <button class="primary" {title} {onclick}>{ say!(lang, en: "Share", de: "Teilen", zh: "分享") }</button> }
}
