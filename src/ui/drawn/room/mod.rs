//! The workshop: learner, presenter, paper and author, each a view of its own over the pack that lies open.

mod author;
mod certificate;
mod fetch;
mod lesson;
mod overview;
mod paper;
mod present;
mod state;

use super::home::use_settling;
use super::state::{Action, Given, Page};
use super::{browser, diff, link, storage, why};
use crate::lessons::progress::Progress;
use crate::ui::view::room::{Origin, compare, is_pack};
use crate::ui::view::route::{OWN, Route};
use crate::ui::view::{markdown, room};
use gloo::timers::callback::Timeout;
pub use state::{Open, Room, Step};
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn Workshop(Given { page }: &Given) -> Html {
    fetch::use_pack(page);
    use_keeping(page);
    use_settling(page);
    let given = Given { page: page.clone() };
    if page.route == Route::Author {
        return html! { <author::Author ..given /> };
    }
    let Some(open) = page.room.open.clone().filter(|open| page.route.pack() == Some(&open.key)) else {
        return waiting(page);
    };
    match &page.route {
        Route::Learn(_, Some(_)) if page.room.task.is_some() => lesson::lesson(page, &open),
        Route::Present(..) => html! { <present::Present ..given /> },
        Route::Paper(_, sheet) => paper::paper(page, &open, *sheet),
        _ => overview::overview(&given),
    }
}

fn waiting(page: &Page) -> Html {
    let lang = page.lang();
    let wait =
        say!(lang, en: "The lessons are being fetched …", de: "Die Lektionen werden geholt …", zh: "正在获取课程…");
    let home = say!(lang, en: "To the course that comes with this page", de: "Zum Kurs, der mit dieser Seite kommt", zh: "前往本页自带的课程");
    html! {
        <main class="reading" id="advice" tabindex="-1" aria-busy={page.room.trouble.is_none().then_some("true")}>
            <h2>{ say!(lang, en: "Learn", de: "Lernen", zh: "学习") }</h2>
            if let Some(why) = page.room.trouble.clone() {
                <p class="trouble" role="alert">{ why }</p>
                <p><a href="#/learn">{ home }</a></p>
            } else {
                <p role="status">{ wait }</p>
            }
        </main>
    }
}

/// Keeps what the learner has done, shortly after it changed.
#[hook]
fn use_keeping(page: &Page) {
    use_effect_with(page.room.changes, {
        let page = page.clone();
        move |changes| {
            let keep = move || _ = storage::set("progress", &page.room.progress.write());
            let later = (*changes > 0).then(|| Timeout::new(250, keep));
            move || drop(later)
        }
    });
}

/// Takes a file that belongs to the workshop: a pack, or a learner's progress.
pub fn takes(page: &Page, path: &str, text: &str) -> bool {
    if let Some(progress) = Progress::read(text) {
        page.dispatch(Action::Room(Step::Merge(progress)));
        page.dispatch(Action::Say(say!(page.lang(), en: "Your progress is here again.", de: "Dein Fortschritt ist wieder da.", zh: "学习进度已恢复。")));
        return true;
    }
    let pack = is_pack(path, text);
    if pack {
        open_own(page, text, None);
    }
    pack
}

/// Opens a pack that comes from a file or was written here.
pub fn open_own(page: &Page, text: &str, lesson: Option<String>) {
    _ = storage::set("pack", text);
    page.dispatch(Action::Room(Step::Take(OWN.into(), Origin::Own, text.into())));
    browser::go(&Route::Learn(OWN.into(), lesson).write());
}

/// Paragraphs and lists of a pack, in its own language.
fn prose(page: &Page, open: &Open, text: &str) -> Html {
    let blocks = markdown::blocks(text);
    html! { <div class="text" lang={open.pack.lang.clone()}>{ for blocks.iter().map(|block| why::drawn(page, block)) }</div> }
}

/// What the solution changes, line by line.
fn changes(page: &Page, lesson: &crate::lessons::Lesson) -> Html {
    let title = &lesson.title;
    let label = say!(page.lang(), en: "Lines that change: {title}", de: "Zeilen, die sich ändern: {title}", zh: "变更的行：{title}");
    let rows = compare(&lesson.start.dockerfile, &lesson.solution.dockerfile);
    html! { <div class="diff" tabindex="0" role="region" aria-label={label}>{ for rows.iter().map(|row| diff::cell(page, Some(row))) }</div> }
}

/// The addresses a lesson draws on.
fn sources(lesson: &crate::lessons::Lesson) -> Html {
    let one = |(title, url): &(String, String)| html! { <a href={url.clone()} target="_blank" rel="noopener noreferrer">{ title.clone() }</a> };
    html! { <p class="sources">{ for lesson.sources.iter().map(one) }</p> }
}

/// A button with a step of the workshop behind it.
fn steps(page: &Page, name: String, class: &'static str, step: impl Fn() -> Step + 'static) -> Html {
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::Room(step())));
    html! { <button type="button" {class} {onclick}>{ name }</button> }
}

/// A link that looks like a button.
fn leads(route: &Route, name: String, class: &'static str) -> Html {
    html! { <a class={classes!("button", class)} href={route.write()}>{ name }</a> }
}

/// A link to the pack as it lies open. One from a file travels whole inside the link.
fn copy_link(page: &Page, open: &Open, lesson: Option<String>) {
    let key = match open.origin {
        Origin::Own => carried(&open.text),
        _ => open.key.clone(),
    };
    let address = format!("{}{}", browser::address(), Route::Learn(key, lesson).write());
    let done = say!(page.lang(), en: "The link is copied.", de: "Der Link ist kopiert.", zh: "链接已复制。");
    link::copy_text(page, address, done);
}

/// Copies the address of the page that is before the reader.
pub fn copy_place(page: &Page) {
    if let Some(open) = page.room.open.as_ref().filter(|open| page.route.pack() == Some(OWN) && open.key == OWN) {
        return copy_link(page, open, None);
    }
    let done = say!(page.lang(), en: "The address of this page is copied.", de: "Die Adresse dieser Seite ist kopiert.", zh: "已复制本页地址。");
    link::copy_text(page, browser::address() + &browser::fragment(), done);
}

fn carried(text: &str) -> String {
    crate::share::fold(&crate::wishes::Input::pasted(text), &crate::wishes::Wishes::default())
}

/// The record of every lesson of the pack, in its order.
fn done(page: &Page, open: &Rc<Open>) -> usize {
    page.room.progress.done(&open.shelf, &open.pack)
}

fn minutes(page: &Page, minutes: Option<u32>) -> String {
    let Some(minutes) = minutes else { return String::new() };
    say!(page.lang(), en: "{minutes} min", de: "{minutes} min", zh: "{minutes} 分钟")
}

/// The next lesson, or the one before.
fn beside(open: &Open, lesson: &str, forward: bool) -> Option<Route> {
    let at = room::position(&open.pack, lesson)?;
    let other = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    let lesson = open.pack.lessons.get(other?)?;
    Some(Route::Learn(open.key.clone(), Some(lesson.id.clone())))
}
