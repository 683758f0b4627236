//! Everything that can be taken along: a link, reports, a text for a pull request, a print.

use super::modal::Modal;
use super::state::{Given, Page};
use super::{browser, link};
use crate::report::Format;
use crate::ui::view::excerpt;
use yew::prelude::*;

#[component]
pub fn Share(Given { page }: &Given) -> Html {
    // SARIF repeats the pages of the rules.
    use_effect_with((), |()| wasm_bindgen_futures::spawn_local(super::later::rules()));
    let lang = page.lang();
    let kinds = [
        (
            As::Report(Format::Markdown),
            "advice.md",
            "text/markdown",
            say!(lang, en: "Markdown", de: "Markdown", zh: "Markdown"),
            say!(lang, en: "the advice as a text", de: "der Rat als Text", zh: "文本形式的建议"),
        ),
        (
            As::Report(Format::Adr),
            "base-image-decision.md",
            "text/markdown",
            say!(lang, en: "Decision record", de: "Entscheidungsprotokoll", zh: "决策记录"),
            say!(lang, en: "what was decided, why, and what was turned down", de: "was entschieden wurde, warum, und was nicht", zh: "决定了什么、为什么、放弃了什么"),
        ),
        (
            As::Request,
            "pull-request.md",
            "text/markdown",
            say!(lang, en: "Ask for this change", de: "Um die Änderung bitten", zh: "请求此修改"),
            say!(lang, en: "a text for a pull request, with the diff", de: "ein Text für einen Pull Request, mit dem Diff", zh: "用于合并请求的文本，含差异"),
        ),
        (
            As::Report(Format::Json),
            "advice.json",
            "application/json",
            "JSON".into(),
            say!(lang, en: "basewise.advice/1, for programs", de: "basewise.advice/1, für Programme", zh: "basewise.advice/1，供程序使用"),
        ),
        (
            As::Report(Format::Sarif),
            "advice.sarif",
            "application/json",
            "SARIF".into(),
            say!(lang, en: "for code scanning", de: "für Code-Scanning", zh: "用于代码扫描"),
        ),
        (
            As::Embed,
            "basewise.html",
            "text/html",
            say!(lang, en: "In your documentation", de: "In deiner Dokumentation", zh: "嵌入文档"),
            say!(lang, en: "an element that shows the file with this advice", de: "ein Element, das die Datei mit diesem Rat zeigt", zh: "展示文件及建议的元素"),
        ),
    ];
    let file = link::holds_the_file(page);
    let told = match file {
        true => say!(lang,
            en: "The link holds the file, your answers and house rules behind its # sign; no server ever sees them.",
            de: "Der Link trägt Datei, Antworten und Hausregeln hinter dem #-Zeichen; kein Server sieht sie je.",
            zh: "文件、回答和内部规则都在链接的 # 之后，任何服务器都看不到。"),
        false => say!(lang,
            en: "The link leads to this page; your file is not in it.",
            de: "Der Link führt auf diese Seite; deine Datei ist nicht darin.",
            zh: "链接指向本页，不含你的文件。"),
    };
    let (to, kinds) = (page.clone(), kinds.into_iter().filter(|_| file));
    let copy = Callback::from(move |_| link::copy(&to));
    let print = Callback::from(|_| _ = browser::window().map(|window| window.print()));
    html! {
        <Modal page={page.clone()} title={say!(lang, en: "Share and keep", de: "Teilen und behalten", zh: "分享与保存")}>
            <p class="actions"><button type="button" class="primary" onclick={copy}>{ say!(lang, en: "Copy the link", de: "Link kopieren", zh: "复制链接") }</button>
                <button type="button" onclick={print}>{ say!(lang, en: "Print", de: "Drucken", zh: "打印") }</button></p>
            <p class="aside">{ told }</p>
            <ul class="exports">{ for kinds.map(|(format, file, kind, name, what)| export(page, format, file, kind, name, what)) }</ul>
            <p class="aside"><a href="embedding.html">{ say!(lang, en: "How to embed it", de: "So wird es eingebettet", zh: "如何嵌入") }</a></p>
        </Modal>
    }
}

/// What is taken along, and in which shape.
#[derive(Clone, Copy)]
enum As {
    Report(Format),
    Request,
    Embed,
}

fn export(page: &Page, format: As, file: &'static str, kind: &'static str, name: String, what: String) -> Html {
    let lang = page.lang();
    let copied = say!(lang, en: "{name} copied.", de: "{name} kopiert.", zh: "已复制 {name}。");
    let (to, from) = (page.clone(), page.clone());
    let copy = Callback::from(move |_| link::copy_text(&to, text(&to, format), copied.clone()));
    let keep = Callback::from(move |_| _ = browser::download(file, kind, &text(&from, format)));
    let copy_label = say!(lang, en: "Copy: {name}", de: "Kopieren: {name}", zh: "复制：{name}");
    let keep_label = say!(lang, en: "Download: {name}", de: "Laden: {name}", zh: "下载：{name}");
    html! {
        <li><p><b>{ name }</b><span>{ what }</span></p>
            <button type="button" class="small" aria-label={copy_label} onclick={copy}>{ say!(lang, en: "Copy", de: "Kopieren", zh: "复制") }</button>
            <button type="button" class="small" aria-label={keep_label} onclick={keep}>{ say!(lang, en: "Download", de: "Laden", zh: "下载") }</button></li>
    }
}

fn text(page: &Page, format: As) -> String {
    match format {
        As::Report(format) => crate::report::one(&page.shown, &page.wishes, format),
        As::Request => request(page),
        As::Embed => excerpt::element(&browser::address(), &page.input.text),
    }
}

/// A text for a pull request: what, why, the diff, how to prove it.
fn request(page: &Page) -> String {
    let lang = page.lang();
    let advice = &page.shown;
    let mut text = format!("## {}\n\n{}\n", advice.headline, advice.because);
    if let Some(rewrite) = &advice.rewrite {
        if !rewrite.diff.is_empty() {
            text += &format!("\n```diff\n{}\n```\n", rewrite.diff.trim_end());
        }
        let left: String = rewrite.left_to_you.iter().map(|left| format!("- [ ] {}\n", left.text)).collect();
        text += &if left.is_empty() { left } else { format!("\n{left}") };
    }
    let verify = advice.recommendations.first().map(|best| best.verify.join("\n")).unwrap_or_default();
    if !verify.is_empty() {
        let how = say!(lang, en: "How to prove it", de: "So lässt es sich prüfen", zh: "验证方法");
        text += &format!("\n### {how}\n\n```sh\n{verify}\n```\n");
    }
    text
}
