//! A pack at a glance: its lessons with what is done, and everything that can be done with it.

use super::certificate::Certificate;
use super::{Open, Step, copy_link, done, leads, minutes, prose, steps};
use crate::lessons::Lesson;
use crate::ui::drawn::state::{Action, Given, Page};
use crate::ui::drawn::why::english_only;
use crate::ui::drawn::{browser, files, storage};
use crate::ui::view::room;
use crate::ui::view::route::{COURSE, Route, Sheet};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub fn overview(Given { page }: &Given) -> Html {
    let Some(open) = page.room.open.clone() else { return Html::default() };
    let lang = page.lang();
    let (done, all) = (done(page, &open), open.pack.lessons.len());
    html! {
        <main class="reading wide course" id="advice" tabindex="-1">
            <h2 lang={open.pack.lang.clone()}>{ open.pack.title.clone() }</h2>
            { english_only(lang, &open.pack.lang) }
            { prose(page, &open, &open.pack.intro) }
            { faults(page, &open) }
            <div class="standing">
                <progress value={done.to_string()} max={all.to_string()} aria-labelledby="standing"></progress>
                <p id="standing">{ say!(lang, en: "{done} of {all} lessons done", de: "{done} von {all} Lektionen geschafft", zh: "已完成 {done} / {all} 课") }</p>
            </div>
            { ways(page, &open) }
            { for room::parts(&open.pack).into_iter().map(|(part, lessons)| self::part(page, &open, part, &lessons)) }
            <Certificate page={page.clone()} />
            { keeping(page) }
            { trainers(page, &open) }
        </main>
    }
}

fn faults(page: &Page, open: &Open) -> Html {
    let count = open.faults.len();
    if count == 0 {
        return Html::default();
    }
    let lines =
        open.faults.iter().take(20).map(|fault| html! { <li>{ format!("{}: {}", fault.line, fault.message) }</li> });
    html! {
        <details class="faults"><summary>{ say!(page.lang(), en: "{count} lines of this pack could not be read", de: "{count} Zeilen dieses Pakets waren nicht lesbar", zh: "课程包中有 {count} 行无法读取") }</summary>
            <ul>{ for lines }</ul>
        </details>
    }
}

/// Where to begin, or to go on.
fn ways(page: &Page, open: &Rc<Open>) -> Html {
    let lang = page.lang();
    let is_done = |lesson: &&Lesson| page.room.progress.is_done(&open.shelf, &lesson.id);
    let next = open.pack.lessons.iter().find(|lesson| !is_done(lesson)).or(open.pack.lessons.first());
    let name = match open.pack.lessons.iter().any(|lesson| is_done(&lesson)) {
        true => say!(lang, en: "Go on", de: "Weiter", zh: "继续"),
        false => say!(lang, en: "Begin", de: "Anfangen", zh: "开始"),
    };
    let first = next.map(|lesson| lesson.id.clone()).unwrap_or_default();
    let (to, from) = (page.clone(), open.clone());
    let copy = Callback::from(move |_| copy_link(&to, &from, None));
    html! {
        <p class="actions">
            { leads(&Route::Learn(open.key.clone(), Some(first.clone())), name, "primary") }
            { leads(&Route::Present(open.key.clone(), first, 0), say!(lang, en: "Present", de: "Vorführen", zh: "演示"), "") }
            { leads(&Route::Paper(open.key.clone(), Sheet::Handout), say!(lang, en: "On paper", de: "Auf Papier", zh: "打印"), "") }
            <button type="button" onclick={copy}>{ say!(lang, en: "Copy a link", de: "Link kopieren", zh: "复制链接") }</button>
        </p>
    }
}

fn part(page: &Page, open: &Open, part: &str, lessons: &[&Lesson]) -> Html {
    let lang = page.lang();
    let row = |lesson: &&Lesson| {
        let record = page.room.progress.record(&open.shelf, &lesson.id);
        let (class, sign, word) = match record {
            Some(record) if record.done.is_some() => {
                ("met", "✓", say!(lang, en: "done", de: "geschafft", zh: "已完成"))
            }
            Some(_) => ("begun", "◐", say!(lang, en: "begun", de: "begonnen", zh: "进行中")),
            None => ("open", "○", say!(lang, en: "open", de: "offen", zh: "未开始")),
        };
        let route = Route::Learn(open.key.clone(), Some(lesson.id.clone()));
        html! {
            <li {class}><span class="sign" aria-hidden="true">{ sign }</span><a href={route.write()} lang={open.pack.lang.clone()}>{ lesson.title.clone() }</a>
                <span class="unseen">{ word }</span><span class="aside">{ minutes(page, lesson.minutes) }</span></li>
        }
    };
    html! {
        <section class="part">
            if !part.is_empty() { <h3 lang={open.pack.lang.clone()}>{ part.to_string() }</h3> }
            <ol class="ticks lessons">{ for lessons.iter().map(row) }</ol>
        </section>
    }
}

/// What is kept, where, and how it is taken along.
fn keeping(page: &Page) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let export = Callback::from(move |_| {
        _ = browser::download("basewise-progress.json", "application/json", &to.room.progress.write())
    });
    let stored = storage::set("here", "1").is_some();
    let told = match stored {
        true => say!(lang,
            en: "Your progress stays in this browser, and nobody is told of it.",
            de: "Dein Fortschritt bleibt in diesem Browser, und niemand erfährt davon.",
            zh: "学习进度只保存在此浏览器中，不会告诉任何人。"),
        false => say!(lang,
            en: "This browser keeps nothing here: save your progress to a file before you close the page.",
            de: "Dieser Browser behält hier nichts: Sichere deinen Fortschritt in einer Datei, bevor du die Seite schließt.",
            zh: "此浏览器不会在这里保存任何内容：关闭页面前请将进度存为文件。"),
    };
    html! {
        <section class="part" aria-labelledby="keeping-title">
            <h3 id="keeping-title">{ say!(lang, en: "Your progress", de: "Dein Fortschritt", zh: "学习进度") }</h3>
            <p class={if stored { "aside" } else { "trouble" }}>{ told }</p>
            <p class="actions">
                <button type="button" onclick={export}>{ say!(lang, en: "Save to a file", de: "In Datei sichern", zh: "保存到文件") }</button>
                { opens(page, say!(lang, en: "Bring from a file …", de: "Aus Datei holen …", zh: "从文件恢复…"), "bring") }
                { steps(page, say!(lang, en: "Forget all", de: "Alles vergessen", zh: "全部清除"), "quiet", || Step::Forget) }
            </p>
        </section>
    }
}

/// For those who teach: other lessons, own lessons.
fn trainers(page: &Page, open: &Open) -> Html {
    let lang = page.lang();
    html! {
        <section class="part" aria-labelledby="trainers-title">
            <h3 id="trainers-title">{ say!(lang, en: "For trainers", de: "Für Lehrende", zh: "教师专区") }</h3>
            <p class="aside">{ say!(lang,
                en: "A pack of lessons is one text file. Drop one anywhere on this page, or write one: the goal is checked while you write.",
                de: "Ein Paket Lektionen ist eine einzige Textdatei. Lege eine irgendwo auf dieser Seite ab, oder schreibe eine: Das Ziel wird beim Schreiben geprüft.",
                zh: "课程包就是一个文本文件。把它拖到本页任意位置，或自己编写：编写时会实时检查目标。") }</p>
            <p class="actions">
                { opens(page, say!(lang, en: "Open a pack …", de: "Paket öffnen …", zh: "打开课程包…"), "open-pack") }
                { leads(&Route::Author, say!(lang, en: "Write a lesson", de: "Lektion schreiben", zh: "编写课程"), "") }
                if open.key != COURSE { { leads(&Route::Learn(COURSE.into(), None), say!(lang, en: "To the built-in course", de: "Zum mitgelieferten Kurs", zh: "前往内置课程"), "") } }
            </p>
        </section>
    }
}

/// A button that opens the browser's own dialog for files; what is chosen finds its own way.
fn opens(page: &Page, name: String, id: &'static str) -> Html {
    let onclick = Callback::from(move |_| {
        let field = browser::document().and_then(|document| document.get_element_by_id(id));
        _ = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()).map(|field| field.click());
    });
    let to = page.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        files::open_list(&to, field.files());
        field.set_value("");
    });
    html! {
        <>
            <button type="button" {onclick}>{ name.clone() }</button>
            <input {id} class="unseen" type="file" accept=".md,.json,text/markdown,application/json" tabindex="-1" aria-label={name} {onchange} />
        </>
    }
}

/// A name that was typed.
pub fn named(page: &Page) -> Callback<InputEvent> {
    let to = page.clone();
    Callback::from(move |event: InputEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        _ = field.map(|field| to.dispatch(Action::Room(Step::Name(field.value()))));
    })
}
