//! A dialog of the browser's own: it keeps the focus, closes on Escape, and gives the focus back.

use super::state::{Action, Page};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ModalProps {
    pub page: Page,
    pub title: String,
    pub children: Children,
}

#[component]
pub fn Modal(ModalProps { page, title, children }: &ModalProps) -> Html {
    let dialog = use_node_ref();
    let shown = dialog.clone();
    use_effect_with((), move |()| {
        let dialog = shown.cast::<HtmlDialogElement>();
        _ = dialog.as_ref().map(|dialog| dialog.show_modal());
        move || _ = dialog.map(|dialog| dialog.close())
    });
    let to = page.clone();
    let close = Callback::from(move |()| to.dispatch(Action::Open(None)));
    let (on_close, on_button) = (close.clone(), close.clone());
    let backdrop = dialog.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let outside = event.target() == backdrop.get().map(Into::into);
        outside.then(|| close.emit(()));
    });
    html! {
        <dialog ref={dialog} class="modal" aria-labelledby="modal-title" {onclick} onclose={Callback::from(move |_| on_close.emit(()))}>
            <div class="modal-body">
                <div class="panel-head">
                    <h2 id="modal-title">{ title.clone() }</h2>
                    <button type="button" class="quiet round" aria-label={say!(page.lang(), en: "Close", de: "Schließen", zh: "关闭")} onclick={Callback::from(move |_| on_button.emit(()))}>{ "×" }</button>
                </div>
                { children.clone() }
            </div>
        </dialog>
    }
}
