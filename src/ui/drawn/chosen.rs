//! The rung the reader looks at: compared with where they are, and everything said of it.

use super::claims::card;
use super::prose::{breakable, figured};
use super::state::{Action, Given, Page};
use crate::advice::Recommendation;
use crate::catalogue::Image;
use crate::ui::view::claims::of_base;
use crate::ui::view::properties;
use crate::words::Lang;
use yew::prelude::*;

#[component]
pub fn Chosen(Given { page }: &Given) -> Html {
    let Some(chosen) = page.recommendation() else { return Html::default() };
    let lang = page.lang();
    let claims = of_base(&chosen.candidate.objections);
    let image = &chosen.candidate.choice.image;
    let present = page.shown.recommendations.iter().find(|r| r.candidate.present).map(|r| &r.candidate.choice.image);
    html! {
        <section class="panel chosen" aria-labelledby="chosen-title" id="chosen">
            <div class="panel-head">
                <h2 id="chosen-title"><code>{ breakable(&image.reference) }</code></h2>
                { back(page) }
            </div>
            { forbidden(page, chosen) }
            { compared(lang, present.filter(|present| present.reference != image.reference), image) }
            <ul class="claims">{ for claims.iter().map(|claim| card(page, claim)) }</ul>
            { points(page, chosen) }
        </section>
    }
}

fn back(page: &Page) -> Html {
    if page.rung.is_none() {
        return Html::default();
    }
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::Compare(None)));
    html! { <button type="button" class="quiet" {onclick}>{ say!(page.lang(), en: "Back to the advised base", de: "Zurück zur empfohlenen Basis", zh: "返回推荐的镜像") }</button> }
}

fn forbidden(page: &Page, chosen: &Recommendation) -> Html {
    let clause = chosen.candidate.forbidden.clone();
    html! { <>{ for clause.map(|clause| html! {
        <p class="forbidden">{ say!(page.lang(), en: "Your house rules forbid it: {clause}", de: "Deine Hausregeln verbieten sie: {clause}", zh: "内部规则禁止使用：{clause}") }</p>
    }) }</> }
}

/// Two bases by what tells them apart. Rows in which both say the same are left out, except the size.
pub fn compared(lang: Lang, one: Option<&Image>, other: &Image) -> Html {
    let rows =
        properties::all(lang).into_iter().map(|(name, read)| (name, one.map(|one| read(lang, one)), read(lang, other)));
    let telling = rows.enumerate().filter(|(at, (_, one, other))| *at == 0 || one.as_ref() != Some(other));
    html! {
        <table class="compared">
            { for one.map(|one| html! { <thead><tr><td></td>{ for [one, other].map(head) }</tr></thead> }) }
            <tbody>{ for telling.map(|(_, (name, one, other))| html! {
                <tr><th scope="row">{ name }</th>{ for one.map(|one| html! { <td>{ figured(&one) }</td> }) }<td>{ figured(&other) }</td></tr>
            }) }</tbody>
        </table>
    }
}

fn head(image: &Image) -> Html {
    html! { <th scope="col"><code>{ breakable(&image.reference) }</code></th> }
}

/// The arithmetic behind the rank, for those who ask.
fn points(page: &Page, chosen: &Recommendation) -> Html {
    let score = &chosen.score;
    if score.parts.is_empty() {
        return Html::default();
    }
    let (lang, total) = (page.lang(), score.total);
    let part = |&(name, points, weight): &(&'static str, u32, u32)| html! { <tr><th scope="row">{ name }</th><td>{ points }</td><td>{ format!("× {weight} %") }</td></tr> };
    html! {
        <details>
            <summary>{ say!(lang, en: "How it is ranked: {total} of 100", de: "Wie sie gereiht ist: {total} von 100", zh: "排名依据：{total}/100") }</summary>
            <table class="compared">{ for score.parts.iter().map(part) }</table>
        </details>
    }
}
