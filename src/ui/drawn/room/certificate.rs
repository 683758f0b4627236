//! The code of a finished course: for who finished it, and for the trainer who is handed one.

use super::overview::named;
use crate::lessons::code::Code;
use crate::ui::drawn::link;
use crate::ui::drawn::state::{Given, Page};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[component]
pub fn Certificate(Given { page }: &Given) -> Html {
    let Some(open) = page.room.open.clone() else { return Html::default() };
    let typed = use_state(|| (String::new(), String::new()));
    let lang = page.lang();
    let code = Code::of(&open.shelf, &open.pack, &page.room.progress).map(|code| code.write());
    let (one, name) = (*typed).clone();
    let said = (!one.trim().is_empty()).then(|| {
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        let read = Code::read(&one);
        let good = read.as_ref().is_some_and(|code| code.is_for(&open.pack, name));
        (good, Code::says(read.as_ref(), &open.pack, name, lang))
    });
    html! {
        <section class="part" aria-labelledby="code-title">
            <h3 id="code-title">{ say!(lang, en: "The code of the finished course", de: "Der Code des beendeten Kurses", zh: "结业代码") }</h3>
            { finished(page, code) }
            <details><summary>{ say!(lang, en: "Check a code", de: "Einen Code prüfen", zh: "核对代码") }</summary>
                <div class="pickers">
                    { field(say!(lang, en: "Code", de: "Code", zh: "代码"), "checked-code", &one, { let typed = typed.clone(); move |text| typed.set((text, typed.1.clone())) }) }
                    { field(say!(lang, en: "Name, if one was given", de: "Name, falls einer angegeben war", zh: "姓名（如有填写）"), "checked-name", &name, { let typed = typed.clone(); move |text| typed.set((typed.0.clone(), text)) }) }
                </div>
                <div role="status" id="code-says">{ for said.map(|(good, said)| sentences(good, &said)) }</div>
            </details>
        </section>
    }
}

fn sentences(good: bool, said: &[String]) -> Html {
    let (class, sign) = if good { ("well-note", "✓ ") } else { ("trouble", "✕ ") };
    html! { <p {class}><span aria-hidden="true">{ sign }</span>{ said.join(" ") }</p> }
}

fn finished(page: &Page, code: Option<String>) -> Html {
    let lang = page.lang();
    let Some(code) = code else {
        return html! { <p class="aside">{ say!(lang,
        en: "When every lesson is done, a short code stands here that your trainer can check without a network.",
        de: "Sind alle Lektionen geschafft, steht hier ein kurzer Code, den deine Lehrperson ohne Netz prüfen kann.",
        zh: "完成所有课程后，这里会显示一个短代码，教师无需联网即可核对。") }</p> };
    };
    let (to, text) = (page.clone(), code.clone());
    let copied = say!(lang, en: "The code is copied.", de: "Der Code ist kopiert.", zh: "代码已复制。");
    let copy = Callback::from(move |_| link::copy_text(&to, text.clone(), copied.clone()));
    html! {
        <>
            <label class="picker"><span>{ say!(lang, en: "Your name, if it shall stand in the code", de: "Dein Name, falls er im Code stehen soll", zh: "你的姓名（若要写入代码）") }</span>
                <input id="own-name" type="text" autocomplete="off" maxlength="80" value={page.room.progress.name.clone()} oninput={named(page)} /></label>
            <p class="actions"><code class="certificate">{ code }</code><button type="button" onclick={copy}>{ say!(lang, en: "Copy", de: "Kopieren", zh: "复制") }</button></p>
            <p class="aside">{ Code::worth(lang) }</p>
        </>
    }
}

fn field(label: String, id: &'static str, value: &str, set: impl Fn(String) + 'static) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        _ = field.map(|field| set(field.value()));
    });
    html! {
        <label class="picker"><span>{ label }</span>
            <input {id} type="text" spellcheck="false" autocapitalize="off" autocomplete="off" value={value.to_string()} {oninput} /></label>
    }
}
