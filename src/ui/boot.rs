//! Puts the page on screen.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Basewise" }</h1></main> }
}

/// Draws the page into the document's body.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
