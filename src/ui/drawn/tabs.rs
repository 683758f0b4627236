//! The Dockerfile and the files beside it.

use super::files;
use super::state::{Action, Given, Page};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[component]
pub fn Tabs(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let input = use_node_ref();
    let field = input.clone();
    let choose = Callback::from(move |_| _ = field.cast::<HtmlInputElement>().map(|input| input.click()));
    let to = page.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        files::open_list(&to, input.files());
        input.set_value("");
    });
    let names = std::iter::once(page.input.file.clone())
        .chain(page.input.companions.iter().map(|companion| companion.path.clone()));
    html! {
        <div class="tabs">
            <div class="tab-row" role="group" aria-label={say!(lang, en: "Files", de: "Dateien", zh: "文件")}>
                { for names.enumerate().map(|(at, name)| tab(page, at, name)) }
            </div>
            <button type="button" class="quiet" onclick={choose} title={say!(lang,
                en: "Open a Dockerfile, and files beside it that sharpen the advice (package.json, go.mod, entrypoint.sh …)",
                de: "Ein Dockerfile öffnen, und Dateien daneben, die den Rat schärfen (package.json, go.mod, entrypoint.sh …)",
                zh: "打开 Dockerfile 以及有助于判断的相关文件（package.json、go.mod、entrypoint.sh 等）")}>
                { say!(lang, en: "Open …", de: "Öffnen …", zh: "打开…") }
            </button>
            <input ref={input} class="unseen" type="file" multiple=true tabindex="-1" aria-label={say!(lang, en: "Open files", de: "Dateien öffnen", zh: "打开文件")} {onchange} />
        </div>
    }
}

fn tab(page: &Page, at: usize, name: String) -> Html {
    let (to, away) = (page.clone(), page.clone());
    let onclick = Callback::from(move |_| to.dispatch(Action::Tab(at)));
    let close = Callback::from(move |_| away.dispatch(Action::DropCompanion(at.saturating_sub(1))));
    let label = say!(page.lang(), en: "Remove {name}", de: "{name} entfernen", zh: "移除 {name}");
    html! {
        <span class="tab" key={name.clone()}>
            <button type="button" class="tab-name" aria-pressed={(page.tab == at).to_string()} {onclick}>{ name }</button>
            if at > 0 { <button type="button" class="tab-close" aria-label={label} onclick={close}>{ "×" }</button> }
        </span>
    }
}
