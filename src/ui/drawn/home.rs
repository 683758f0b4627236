//! The main view: the editor and everything said about its text.

use super::state::{Action, Dialog, Given, Health, Page};
use super::{
    arrival, browser, chosen, claims, diff, editor, examples, ladder, proof, questions, stages, tabs, verdict,
};
use crate::advice::{Advice, Counterfactual};
use crate::ui::drawn::prose::prose;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn Home(Given { page }: &Given) -> Html {
    use_settling(page);
    let given = Given { page: page.clone() };
    let panels = use_panels(page);
    html! {
        <main class="home">
            { verdict::verdict(&given) }
            <section class="desk" aria-label={say!(page.lang(), en: "Your Dockerfile", de: "Dein Dockerfile", zh: "你的 Dockerfile")}>
                { kept(page) }
                { unkept(page) }
                <div class="desk-head">
                    <tabs::Tabs ..given.clone() />
                    { examples::menu(&given) }
                </div>
                <editor::Editor ..given.clone() />
                { hints(page) }
            </section>
            { panels }
        </main>
    }
}

/// A link has taken the place of the reader's own file: the way back.
fn kept(page: &Page) -> Html {
    if page.kept.is_empty() {
        return Html::default();
    }
    let (lang, to) = (page.lang(), page.clone());
    let back = Callback::from(move |_| {
        to.dispatch(Action::Back);
        browser::go("#/");
        arrival::focus_soon(&to, "#advice");
    });
    html! {
        <p class="aside kept">{ say!(lang, en: "Your own file is kept: ", de: "Deine eigene Datei ist aufgehoben: ", zh: "你自己的文件已保留：") }
            <button type="button" class="line-link" onclick={back}>{ say!(lang, en: "go back to it", de: "zurück zu ihr", zh: "返回该文件") }</button></p>
    }
}

/// The browser would not keep the text: that must be known before the reader leaves it.
fn unkept(page: &Page) -> Html {
    if !page.unkept {
        return Html::default();
    }
    html! {
        <p class="aside unkept" role="alert">{ say!(page.lang(),
            en: "This browser does not keep your text: it is too long, or storage is denied here. Copy it before you leave or reload the page.",
            de: "Dieser Browser hebt deinen Text nicht auf: Er ist zu lang, oder der Speicher ist hier verwehrt. Kopiere ihn, bevor du gehst oder die Seite neu lädst.",
            zh: "此浏览器无法保存你的文本：文本过长，或存储被禁用。离开或刷新页面前请先复制。") }</p>
    }
}

/// Everything below the verdict. While the engine waits for a pause nothing in it changes, and a key press costs
/// nothing here: each part is a component, which is skipped where it is given the same.
#[hook]
fn use_panels(page: &Page) -> Html {
    let shown = Shown(page.shown.clone());
    let chosen = (page.rung.clone(), page.lit.clone(), page.side_by_side, page.health);
    let drawn = use_memo((shown, chosen, page.wishes.clone(), page.input.build_args.clone()), |_| {
        panels(page, Given { page: page.clone() })
    });
    (*drawn).clone()
}

/// An advice compared by identity.
struct Shown(Rc<Advice>);

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn panels(page: &Page, given: Given) -> Html {
    if matches!(page.health, Health::Empty | Health::TooLarge | Health::Unread) {
        return Html::default();
    }
    let dim = matches!(page.health, Health::HalfTyped(_)).then_some("dim");
    html! {
        <div class={classes!("panels", dim)}>
            <questions::Questions ..given.clone() />
            <ladder::Ladder ..given.clone() />
            { counterfactual(page) }
            <chosen::Chosen ..given.clone() />
            <diff::Change ..given.clone() />
            <proof::Proof ..given.clone() />
            <claims::Findings ..given.clone() />
            <stages::Stages ..given />
        </div>
    }
}

fn hints(page: &Page) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let next = Callback::from(move |_| editor::step(&to, false));
    let to = page.clone();
    let help = Callback::from(move |_| to.dispatch(Action::Open(Some(Dialog::Help))));
    html! {
        <p class="hints">
            <button type="button" class="quiet small" onclick={next}><kbd>{ "F8" }</kbd>{ say!(lang, en: " Next finding", de: " Nächster Befund", zh: " 下一处") }</button>
            <span class="keys-only"><kbd>{ "Tab" }</kbd>{ say!(lang, en: " leaves the editor", de: " verlässt den Editor", zh: " 离开编辑器") }</span>
            <button type="button" class="quiet small keys-only" onclick={help}>{ say!(lang, en: "All keys", de: "Alle Tasten", zh: "全部快捷键") }</button>
        </p>
    }
}

fn counterfactual(page: &Page) -> Html {
    let Some(Counterfactual { text, .. }) = &page.shown.counterfactual else { return Html::default() };
    html! { <p class="counterfactual">{ prose(page, text) }</p> }
}

/// When typing pauses, what is half typed is taken for what is meant.
#[hook]
pub fn use_settling(page: &Page) {
    let key = (page.input.text.len(), page.health);
    use_effect_with((key, page.now.build.tree.source.text().len()), {
        let page = page.clone();
        move |((_, health), _)| {
            let wait = match health {
                Health::HalfTyped(_) => Some(1500),
                Health::Waiting => Some(180),
                _ => None,
            };
            let later = wait.map(|wait| Timeout::new(wait, move || page.dispatch(Action::Settle)));
            move || drop(later)
        }
    });
}
