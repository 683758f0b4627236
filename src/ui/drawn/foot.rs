//! The foot of the page: the promise, and how fresh the knowledge is.

use super::state::Given;
use yew::prelude::*;

pub fn foot(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let day = crate::catalogue::as_of();
    html! {
        <footer class="foot">
            <p>{ say!(lang,
                en: "Nothing you paste leaves this page: no server, no account, no cookie, no third party.",
                de: "Nichts, was du einfügst, verlässt diese Seite: kein Server, kein Konto, kein Cookie, kein Dritter.",
                zh: "你粘贴的内容不会离开此页面：没有服务器、账号、Cookie，也没有第三方。") }</p>
            <p>{ say!(lang, en: "Catalogue as of {day}.", de: "Katalog vom {day}.", zh: "镜像目录截至 {day}。") }</p>
        </footer>
    }
}
