//! Claims: what, why, what to do, sources, each tied to its lines.

use super::prose::{else_places, prose};
use super::state::{Action, Given, Page};
use crate::ui::view::claims::{Claim, Tone, beyond, of_file};
use crate::ui::view::route::Route;
use crate::words::Lang;
use yew::prelude::*;

/// What is to be said of the file as it stands.
#[component]
pub fn Findings(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let (claims, more) = (of_file(&page.shown), beyond(&page.shown));
    html! {
        <section class="panel" aria-labelledby="findings-title">
            <h2 id="findings-title">{ say!(lang, en: "The file as it stands", de: "Die Datei, wie sie ist", zh: "文件现状") }</h2>
            if claims.is_empty() {
                <p class="well-note"><span aria-hidden="true">{ "✓ " }</span>{ say!(lang, en: "Nothing to mend.", de: "Nichts zu verbessern.", zh: "没有需要修改之处。") }</p>
            }
            <ul class="claims">{ for claims.iter().map(|claim| card(page, claim)) }</ul>
            if more > 0 {
                <p>{ say!(lang, en: "And {more} more, as grave or less.", de: "Und {more} weitere, so schwer oder leichter.", zh: "另有 {more} 条，同样严重或更轻。") }</p>
            }
        </section>
    }
}

/// One claim. Pointing at it lights up its lines.
pub fn card(page: &Page, claim: &Claim) -> Html {
    let lit = page.lit.as_deref() == Some(&claim.key);
    let light = |on: bool| {
        let (to, key) = (page.clone(), claim.key.clone());
        move || to.dispatch(Action::Light(on.then(|| key.clone())))
    };
    let (on, off, focus) = (light(true), light(false), light(true));
    html! {
        <li key={claim.key.clone()} id={claim.key.clone()} class={classes!("claim", claim.tone.class(), lit.then_some("lit"))}
            onmouseenter={Callback::from(move |_| on())} onmouseleave={Callback::from(move |_| off())} onfocusin={Callback::from(move |_| focus())}>
            <p class="what"><span class="tone">{ tone(page.lang(), claim.tone) }</span>{ " " }{ prose(page, &claim.what) }{ " " }{ else_places(page, &claim.what, &claim.spans) }</p>
            if !claim.why.is_empty() { <p class="why">{ prose(page, &claim.why) }</p> }
            if !claim.todo.is_empty() { <p class="do"><span class="arrow" aria-hidden="true">{ "→ " }</span>{ prose(page, &claim.todo) }</p> }
            { sources(page, claim) }
        </li>
    }
}

fn tone(lang: Lang, tone: Tone) -> String {
    match tone {
        Tone::Good => say!(lang, en: "For it", de: "Dafür", zh: "优点"),
        Tone::Note => say!(lang, en: "Note", de: "Hinweis", zh: "提示"),
        Tone::Change => say!(lang, en: "Change", de: "Änderung", zh: "修改"),
        Tone::Doubt => say!(lang, en: "Open", de: "Offen", zh: "待定"),
        Tone::Warning => say!(lang, en: "Warning", de: "Warnung", zh: "警告"),
        Tone::Error => say!(lang, en: "Error", de: "Fehler", zh: "错误"),
    }
}

fn sources(page: &Page, claim: &Claim) -> Html {
    let known = crate::rules::RULES.iter().any(|rule| rule.id == claim.rule);
    if claim.sources.is_empty() && !known {
        return Html::default();
    }
    let why = Route::Why(Some(claim.rule.into())).write();
    html! {
        <p class="sources">
            if known { <a href={why}>{ say!(page.lang(), en: "More on this", de: "Mehr dazu", zh: "详情") }</a> }
            { for claim.sources.iter().map(source) }
        </p>
    }
}

/// A source with the day it was read.
pub fn source(source: &crate::catalogue::Source) -> Html {
    html! { <a href={source.url} target="_blank" rel="noopener noreferrer">{ source.title }<span class="day">{ format!(" {}", source.as_of) }</span></a> }
}
