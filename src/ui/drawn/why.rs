//! Why: every rule's own page, with its example to try.

use super::claims::source;
use super::later;
use super::state::{Action, Given, Page};
use crate::rules::{self, Page as Rule};
use crate::ui::view::markdown::{self, Block};
use crate::ui::view::route::Route;
use crate::wishes::Input;
use crate::words::Lang;
use yew::prelude::*;

#[component]
pub fn Why(Given { page }: &Given) -> Html {
    let (ready, here) = (use_pages(), page.clone());
    use_effect(move || _ = super::arrival::tell(&here));
    if !*ready {
        return html! { <main class="reading" id="advice" tabindex="-1" /> };
    }
    let rule = match &page.route {
        Route::Why(Some(id)) => rules::page(id),
        _ => None,
    };
    match rule {
        Some(rule) => one(page, rule),
        None => all(page),
    }
}

/// Whether the pages are here; they are fetched for the first reader of one.
#[hook]
fn use_pages() -> UseStateHandle<bool> {
    let here = use_state(|| !rules::pages().is_empty());
    let set = here.setter();
    use_effect_with((), move |()| {
        wasm_bindgen_futures::spawn_local(async move {
            later::rules().await;
            set.set(true);
        });
    });
    here
}

fn all(page: &Page) -> Html {
    let lang = page.lang();
    let count = rules::pages().len();
    html! {
        <main class="reading" id="advice" tabindex="-1">
            <h2>{ say!(lang, en: "Why: {count} rules and what they know", de: "Warum: {count} Regeln und was sie wissen", zh: "缘由：{count} 条规则及其依据") }</h2>
            { english_only(lang, "en") }
            <ul class="rule-list">{ for rules::pages().iter().map(|rule| html! {
                <li><a lang="en" href={Route::Why(Some(rule.id.into())).write()}>{ rule.title }</a><code>{ rule.id }</code></li>
            }) }</ul>
        </main>
    }
}

/// What there is in English only says so to those who read another language.
pub fn english_only(lang: Lang, written: &str) -> Html {
    if lang == Lang::En || written != Lang::En.tag() {
        return Html::default();
    }
    html! { <p class="aside english">{ say!(lang, en: "There is this in English only.", de: "Das gibt es bisher nur auf Englisch.", zh: "此内容目前只有英文。") }</p> }
}

fn one(page: &Page, rule: &Rule) -> Html {
    let lang = page.lang();
    let mut blocks = markdown::blocks(rule.markdown);
    // They follow with their days.
    blocks.truncate(
        blocks
            .iter()
            .position(|block| matches!(block, Block::Heading(_, text) if text == "Sources"))
            .unwrap_or(blocks.len()),
    );
    html! {
        <main class="reading" id="advice" tabindex="-1">
            <p><a href={Route::Why(None).write()}>{ say!(lang, en: "← All rules", de: "← Alle Regeln", zh: "← 全部规则") }</a></p>
            { english_only(lang, "en") }
            <article lang="en">
                { for blocks.iter().map(|block| drawn(page, block)) }
            </article>
            <p class="sources">{ for rule.sources.iter().map(source) }</p>
        </main>
    }
}

/// A block of Markdown.
pub fn drawn(page: &Page, block: &Block) -> Html {
    match block {
        Block::Heading(1, text) => html! { <h2>{ inline(text) }</h2> },
        Block::Heading(_, text) => html! { <h3>{ inline(text) }</h3> },
        Block::Text(text) => html! { <p>{ inline(text) }</p> },
        Block::List(items) => html! { <ul>{ for items.iter().map(|item| html! { <li>{ inline(item) }</li> }) }</ul> },
        Block::Code(language, text) => code(page, language, text),
        Block::Table(rows) => {
            html! { <table class="compared">{ for rows.iter().map(|row| html! { <tr>{ for row.iter().map(|cell| html! { <td>{ inline(cell) }</td> }) }</tr> }) }</table> }
        }
    }
}

/// A line of Markdown: code, strong, links.
pub fn inline(text: &str) -> Html {
    let piece = |piece: markdown::Inline| match piece {
        markdown::Inline::Plain(text) => super::prose::plain(text),
        markdown::Inline::Link(text, url) => {
            html! { <a href={url.to_string()} target="_blank" rel="noopener noreferrer">{ super::prose::plain(text) }</a> }
        }
    };
    html! { <>{ for markdown::inline(text).into_iter().map(piece) }</> }
}

fn code(page: &Page, language: &str, text: &str) -> Html {
    let (to, example) = (page.clone(), text.to_string());
    let onclick = Callback::from(move |_| {
        to.dispatch(Action::Load(Input::pasted(example.clone()), None));
        super::browser::go("#/");
    });
    let try_it = language.to_ascii_lowercase().starts_with("dockerfile");
    html! {
        <div class="commands">
            <pre tabindex="0">{ text.to_string() }</pre>
            if try_it { <button type="button" class="small" {onclick}>{ say!(page.lang(), en: "Try it", de: "Ausprobieren", zh: "试一试") }</button> }
        </div>
    }
}
