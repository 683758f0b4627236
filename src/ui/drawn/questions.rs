//! What we cannot see and have to ask, and what the reader leans to.

use super::compare::field;
use super::prose::{places, plain};
use super::state::{Action, Dialog, Given, Page};
use crate::advice::{Answer, Question};
use crate::ui::view::words;
use crate::wishes::Leaning;
use yew::prelude::*;

#[component]
pub fn Questions(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let answered: Vec<Html> = page
        .wishes
        .answers
        .iter()
        .filter(|(id, _)| !is_asked(page, id))
        .map(|(id, answer)| given(page, id, answer))
        .collect();
    let args = args(page);
    if page.shown.questions.is_empty() && answered.is_empty() && args.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{ say!(lang, en: "What the file does not tell", de: "Was die Datei nicht verrät", zh: "文件没有说明的") }</h2>
            { for args }
            { for page.shown.questions.iter().map(|question| ask(page, question)) }
            if !answered.is_empty() { <ul class="answered">{ for answered }</ul> }
        </section>
    }
}

fn is_asked(page: &Page, id: &str) -> bool {
    page.shown.questions.iter().any(|question| question.id == id)
}

/// A field for each build argument that has no value, and for each that was given: it can be changed.
fn args(page: &Page) -> Vec<Html> {
    let mut all = page.input.build_args.clone();
    page.shown.open_args.iter().for_each(|name| _ = all.entry(name));
    all.iter().map(|(name, value)| arg(page, name, value)).collect()
}

fn arg(page: &Page, name: &str, value: &str) -> Html {
    let (to, of) = (page.clone(), name.to_string());
    let set = Callback::from(move |value| to.dispatch(Action::Give(of.clone(), value)));
    let label = say!(page.lang(), en: "Value of `{name}`", de: "Wert von `{name}`", zh: "`{name}` 的值");
    let given = page.input.build_args.get(name).is_some();
    html! {
        <div class="arg" key={name.to_string()}>
            { field(plain(&label), value, None, set.clone()) }
            if given { { take_back(page, set.reform(|_| String::new())) } }
        </div>
    }
}

fn take_back(page: &Page, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="small take-back" {onclick}>{ say!(page.lang(), en: "Take back", de: "Zurücknehmen", zh: "撤回") }</button> }
}

/// An answer that is settled, and the way to take it back.
fn given(page: &Page, id: &str, answer: &str) -> Html {
    let (to, back) = (page.clone(), id.to_string());
    let onclick = Callback::from(move |_| to.dispatch(Action::Answer(back.clone(), None)));
    let (text, label) = page.answered.get(id).cloned().unwrap_or_else(|| (id.to_string(), answer.to_string()));
    html! {
        <li key={id.to_string()}><span>{ plain(&text) }{ " " }<b>{ label }</b></span>
            { take_back(page, onclick) }</li>
    }
}

fn ask(page: &Page, question: &Question) -> Html {
    html! {
        <fieldset class="question" key={question.id}>
            <legend>{ super::prose::prose(page, &question.text) }{ " " }{ places(page, &question.spans) }</legend>
            <div class="answers">{ for question.answers.iter().map(|answer| offer(page, question, answer)) }</div>
        </fieldset>
    }
}

fn offer(page: &Page, question: &Question, answer: &Answer) -> Html {
    let given = page.wishes.answer(question.id) == Some(answer.value);
    let (to, id, value) = (page.clone(), question.id, answer.value);
    let onclick = Callback::from(move |_| {
        to.dispatch(Action::Answer(id.into(), (!given).then(|| value.to_string())));
    });
    let assumed = answer.assumed && page.wishes.answer(question.id).is_none();
    html! {
        <button type="button" class={classes!("answer", assumed.then_some("assumed"))} aria-pressed={given.to_string()} {onclick}>
            <b>{ &answer.label }</b>
            if assumed { <i>{ say!(page.lang(), en: " assumed", de: " angenommen", zh: " 假定") }</i> }
            <span class="effect">{ plain(&answer.effect) }</span>
        </button>
    }
}

/// Safest, balanced or smallest; and the house's own rules.
pub fn leanings(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let choice = |leaning: Leaning| {
        let to = page.clone();
        let onclick = Callback::from(move |_| to.dispatch(Action::Lean(leaning)));
        let pressed = (page.wishes.leaning == leaning).to_string();
        html! { <button type="button" aria-pressed={pressed} title={words::leaning_means(lang, leaning)} {onclick}>{ words::leaning(lang, leaning) }</button> }
    };
    let to = page.clone();
    let policy = Callback::from(move |_| to.dispatch(Action::Open(Some(Dialog::Policy))));
    let on = page.wishes.policy.is_some();
    html! {
        <div class="wishes">
            <div class="segments" role="group" aria-label={say!(lang, en: "What counts most", de: "Was am meisten zählt", zh: "最看重什么")}>
                { for [Leaning::Safest, Leaning::Balanced, Leaning::Smallest].into_iter().map(choice) }
            </div>
            { login(page) }
            <button type="button" class={classes!("quiet", on.then_some("on"))} onclick={policy}>{ say!(lang, en: "House rules", de: "Hausregeln", zh: "内部规则") }{ if on { " ✓" } else { "" } }</button>
        </div>
    }
}

fn login(page: &Page) -> Html {
    let fine = page.wishes.login_is_fine;
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::LoginIsFine(!fine)));
    let text = say!(page.lang(), en: "Login is fine", de: "Konto ist okay", zh: "可登录");
    let title = say!(page.lang(), en: "Bases that need an account count like the free ones", de: "Basen, die ein Konto brauchen, zählen wie die freien", zh: "需要账号的镜像与免费镜像同等对待");
    html! { <button type="button" class={classes!("quiet", fine.then_some("on"))} aria-pressed={fine.to_string()} {title} {onclick}>{ text }{ if fine { " ✓" } else { "" } }</button> }
}
