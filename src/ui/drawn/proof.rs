//! How to prove that it works, what is lost, and how to live with it.

use super::link;
use super::prose::prose;
use super::state::{Given, Page};
use yew::prelude::*;

#[component]
pub fn Proof(Given { page }: &Given) -> Html {
    let Some(chosen) = page.recommendation() else { return Html::default() };
    let lang = page.lang();
    let losses = if page.rung.is_none() { page.shown.losses.as_slice() } else { &[] };
    if chosen.verify.is_empty() && losses.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel proof" aria-labelledby="proof-title">
            <h2 id="proof-title">{ say!(lang, en: "Prove it", de: "Der Beweis", zh: "验证") }</h2>
            if !chosen.verify.is_empty() { { commands(page, &chosen.verify) } }
            if !losses.is_empty() {
                <h3>{ say!(lang, en: "What is lost, and how to live with it", de: "Was fehlt, und wie es sich damit lebt", zh: "会失去什么，以及如何应对") }</h3>
                <ul class="losses">{ for losses.iter().map(|loss| html! { <li>{ prose(page, loss) }</li> }) }</ul>
            }
        </section>
    }
}

fn commands(page: &Page, commands: &[String]) -> Html {
    let lang = page.lang();
    let name = say!(lang, en: "Commands", de: "Befehle", zh: "命令");
    let copied = say!(lang, en: "The commands are copied.", de: "Die Befehle sind kopiert.", zh: "命令已复制。");
    to_copy(page, &commands.join("\n"), name, copied)
}

/// A text with a button that copies it, and says so.
pub fn to_copy(page: &Page, text: &str, name: String, copied: String) -> Html {
    let (to, all) = (page.clone(), text.to_string());
    let copy = Callback::from(move |_| link::copy_text(&to, all.clone(), copied.clone()));
    html! {
        <div class="commands">
            <pre tabindex="0" role="region" aria-label={name}>{ text.to_string() }</pre>
            <button type="button" class="small" onclick={copy}>{ say!(page.lang(), en: "Copy", de: "Kopieren", zh: "复制") }</button>
        </div>
    }
}
