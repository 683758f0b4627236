//! The page: one reducer on top, plain components below.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Basewise" }</h1></main> }
}

/// Puts the page on screen.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
