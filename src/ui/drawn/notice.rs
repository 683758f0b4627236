//! Short words to the reader: shown for a while, and told to those who listen.

use super::state::{Action, Given, Health, Notice};
use super::{arrival, browser};
use crate::ui::view::inline::brief;
use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

const SECONDS: u32 = 8;
/// One with a way back: it has to be reached first.
const UNDO_SECONDS: u32 = 30;

#[component]
pub fn Notices(Given { page }: &Given) -> Html {
    let to = page.clone();
    let number = page.notice.as_ref().map(|notice| (notice.number, notice.undo.is_some()));
    use_effect_with(number, move |number| {
        let later = number.map(|(number, undo)| {
            let mut left = if undo { UNDO_SECONDS } else { SECONDS };
            Interval::new(1000, move || {
                left -= u32::from(left > 0 && !held());
                if left == 0 {
                    to.dispatch(Action::Hush(number));
                }
            })
        });
        move || drop(later)
    });
    let body = page.notice.as_ref().map(|notice| shown(page, notice));
    html! { <div class="notices" role="status">{ for body }</div> }
}

/// A word that the reader points at, or whose button has the focus, stays.
fn held() -> bool {
    let held =
        browser::document().and_then(|document| document.query_selector(".notice:is(:hover, :focus-within)").ok());
    held.flatten().is_some()
}

fn shown(page: &super::state::Page, notice: &Notice) -> Html {
    let lang = page.lang();
    let undo = notice.undo.as_ref().map(|_| {
        let to = page.clone();
        let onclick = Callback::from(move |_| {
            to.dispatch(Action::Undo);
            arrival::focus_soon(&to, "#change-title|#advice");
        });
        html! { <button type="button" {onclick}>{ say!(lang, en: "Undo", de: "Rückgängig", zh: "撤销") }</button> }
    });
    html! { <p class="notice" key={notice.number.to_string()}><span>{ notice.text.clone() }</span>{ for undo }</p> }
}

/// Tells the verdict to those who cannot see it, once typing has paused: never at every key.
#[component]
pub fn Speaker(Given { page }: &Given) -> Html {
    let spoken = use_state(String::new);
    let headline = match page.health {
        Health::Current => brief(&page.shown.headline).replace('`', ""),
        _ => String::new(),
    };
    let first = use_mut_ref(|| true);
    let set = spoken.setter();
    use_effect_with(headline, move |headline| {
        let silent = first.replace(false) || headline.is_empty();
        let text = headline.clone();
        let later = (!silent).then(|| Timeout::new(1200, move || set.set(text)));
        move || drop(later)
    });
    html! { <div class="unseen" role="status" aria-live="polite" id="spoken">{ (*spoken).clone() }</div> }
}
