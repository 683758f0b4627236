//! The presenter's view: large, one thing at a time, turned by keys, with a timer.

use super::{Open, changes, minutes, prose, sources};
use crate::lessons::Lesson;
use crate::ui::drawn::app::use_window;
use crate::ui::drawn::prose::plain;
use crate::ui::drawn::state::{Given, Page};
use crate::ui::drawn::{browser, editor, why};
use crate::ui::view::room::{self, Clock, Slide, slides, turn};
use crate::ui::view::route::Route;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// A lesson without a time of its own gets this.
const MINUTES: u32 = 10;

#[component]
pub fn Present(Given { page }: &Given) -> Html {
    let clock = use_clock(page);
    use_keys(page, &clock);
    let (Some(open), Some((lesson, at))) = (page.room.open.clone(), place(page)) else { return Html::default() };
    let all = slides(&lesson);
    let slide = all[at.min(all.len() - 1)];
    html! {
        <main class="present" id="advice" tabindex="-1">
            <div class={classes!("slide", (slide == Slide::Title).then_some("first"))} key={format!("{}/{at}", lesson.id)} aria-live="polite">
                if slide != Slide::Title { <p class="eyebrow" lang={open.pack.lang.clone()}>{ lesson.title.clone() }</p> }
                { shown(page, &open, &lesson, slide) }
            </div>
            { bar(page, &open, &lesson, at, &clock) }
        </main>
    }
}

/// The lesson and the slide of the address; the first of the pack where it names none.
fn place(page: &Page) -> Option<(Lesson, usize)> {
    let Route::Present(_, lesson, slide) = &page.route else { return None };
    let open = page.room.open.as_ref()?;
    let lesson = open.pack.lessons.get(room::position(&open.pack, lesson).unwrap_or_default())?;
    Some((lesson.clone(), *slide))
}

fn shown(page: &Page, open: &Open, lesson: &Lesson, slide: Slide) -> Html {
    let lang = page.lang();
    let own = open.pack.lang.clone();
    match slide {
        Slide::Title => html! {
            <>
                <p class="eyebrow" lang={own.clone()}>{ lesson.part.clone() }</p>
                <h2 lang={own}>{ lesson.title.clone() }</h2>
                <p class="aside">{ minutes(page, lesson.minutes) }</p>
            </>
        },
        Slide::Story => prose(page, open, &lesson.story),
        Slide::Start => html! {
            <>
                <h2>{ say!(lang, en: "Where we begin", de: "So fängt es an", zh: "起点") }</h2>
                { editor::painted(&lesson.start.dockerfile) }
                { for lesson.start.companions.iter().map(|(path, text)| html! { <><h3>{ path.clone() }</h3><pre class="code" tabindex="0">{ text.clone() }</pre></> }) }
            </>
        },
        Slide::Goal => html! {
            <>
                <h2>{ say!(lang, en: "The goal", de: "Das Ziel", zh: "目标") }</h2>
                <ul class="ticks">{ for lesson.goal.iter().map(|one| html! { <li><span class="sign" aria-hidden="true">{ "○" }</span><span>{ plain(&one.text(lang)) }</span></li> }) }</ul>
            </>
        },
        Slide::Hint(count) => html! {
            <>
                <h2>{ say!(lang, en: "Hints", de: "Hinweise", zh: "提示") }</h2>
                <ol class="hint-list" lang={own}>{ for lesson.hints.iter().take(count).map(|hint| html! { <li>{ why::inline(hint) }</li> }) }</ol>
            </>
        },
        Slide::Solution => html! {
            <>
                <h2>{ say!(lang, en: "One solution", de: "Eine Lösung", zh: "一种解法") }</h2>
                { changes(page, lesson) }
            </>
        },
        Slide::Takeaway => html! {
            <>
                <h2>{ say!(lang, en: "To take away", de: "Zum Mitnehmen", zh: "要点") }</h2>
                { prose(page, open, &lesson.takeaway) }
                { sources(lesson) }
            </>
        },
    }
}

/// Below: back and forth, how far, the timer, and the way to the class's own view.
fn bar(page: &Page, open: &Open, lesson: &Lesson, at: usize, clock: &UseStateHandle<Clock>) -> Html {
    let lang = page.lang();
    let all = slides(lesson);
    let (number, of) = (at.min(all.len() - 1) + 1, all.len());
    let step = |forward: bool, name: String, sign: &'static str| {
        let to = page.clone();
        let ends = turn(&open.pack, &lesson.id, at, forward).is_none();
        let onclick = Callback::from(move |_| go(&to, forward));
        html! { <button type="button" class="round" disabled={ends} aria-label={name.clone()} title={name} {onclick}>{ sign }</button> }
    };
    let left = clock.left(js_sys::Date::now());
    let over = (left < 0).then_some("over");
    let name = match clock.runs() {
        true => say!(lang, en: "Stop the timer", de: "Uhr anhalten", zh: "暂停计时"),
        false => say!(lang, en: "Start the timer", de: "Uhr starten", zh: "开始计时"),
    };
    let toggle = {
        let clock = clock.clone();
        Callback::from(move |_| clock.set(clock.toggled(js_sys::Date::now())))
    };
    let learn = Route::Learn(open.key.clone(), Some(lesson.id.clone()));
    let leave = Route::Learn(open.key.clone(), None);
    html! {
        <nav class="bar-below" aria-label={say!(lang, en: "Slides", de: "Folien", zh: "幻灯片")}>
            { step(false, say!(lang, en: "Back (←)", de: "Zurück (←)", zh: "上一步（←）"), "←") }
            <span class="place">{ format!("{number} / {of}") }</span>
            { step(true, say!(lang, en: "On (→)", de: "Weiter (→)", zh: "下一步（→）"), "→") }
            <button type="button" class={classes!("timer", over)} title={format!("{name} (T)")} onclick={toggle}>
                <span role="timer">{ room::clock(left) }</span><span class="unseen">{ " " }{ name }</span>
                <span class="sign" aria-hidden="true">{ if clock.runs() { "❚❚" } else { "▶" } }</span></button>
            <span class="keys keys-only"><kbd>{ "H" }</kbd>{ say!(lang, en: " hint", de: " Hinweis", zh: " 提示") }<kbd>{ "S" }</kbd>{ say!(lang, en: " solution", de: " Lösung", zh: " 答案") }<kbd>{ "T" }</kbd>{ say!(lang, en: " timer", de: " Uhr", zh: " 计时") }<kbd>{ "Esc" }</kbd>{ say!(lang, en: " overview", de: " Übersicht", zh: " 总览") }</span>
            <a class="button" href={learn.write()}>{ say!(lang, en: "Work on it", de: "Selbst probieren", zh: "动手试试") }</a>
            <a class="button" href={leave.write()}>{ say!(lang, en: "Leave", de: "Verlassen", zh: "退出") }</a>
        </nav>
    }
}

fn go(page: &Page, forward: bool) {
    let (Some(open), Some((lesson, at))) = (&page.room.open, place(page)) else { return };
    if let Some((lesson, slide)) = turn(&open.pack, &lesson.id, at, forward) {
        browser::go(&Route::Present(open.key.clone(), lesson, slide).write());
    }
}

/// To the next hint that is still closed, or to the solution.
fn jump(page: &Page, wanted: impl Fn(usize, Slide) -> bool) {
    let (Some(open), Some((lesson, _))) = (&page.room.open, place(page)) else { return };
    let found = slides(&lesson).into_iter().enumerate().find(|&(at, slide)| wanted(at, slide));
    if let Some((slide, _)) = found {
        browser::go(&Route::Present(open.key.clone(), lesson.id, slide).write());
    }
}

#[hook]
fn use_keys(page: &Page, clock: &UseStateHandle<Clock>) {
    let (to, clock) = (page.clone(), clock.clone());
    use_window("keydown", Callback::from(move |event: Event| _ = event.dyn_ref().map(|key| pressed(&to, &clock, key))));
}

fn pressed(page: &Page, clock: &UseStateHandle<Clock>, key: &KeyboardEvent) {
    let target = key.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let on_control =
        target.is_some_and(|target| matches!(target.tag_name().as_str(), "BUTTON" | "A" | "INPUT" | "SELECT"));
    if key.ctrl_key() || key.meta_key() || key.alt_key() || page.dialog.is_some() {
        return;
    }
    let at = place(page).map_or(0, |(_, at)| at);
    match key.key().as_str() {
        "ArrowRight" | "PageDown" => go(page, true),
        " " | "Enter" if !on_control => go(page, true),
        "ArrowLeft" | "PageUp" => go(page, false),
        "h" | "H" => jump(page, |to, slide| to > at && matches!(slide, Slide::Hint(_))),
        "s" | "S" => jump(page, |_, slide| slide == Slide::Solution),
        "t" | "T" => clock.set(clock.toggled(js_sys::Date::now())),
        "Escape" => browser::go(&Route::Learn(page.route.pack().unwrap_or_default().into(), None).write()),
        _ => return,
    }
    key.prevent_default();
}

/// A timer that begins anew with each lesson, and ticks while it runs.
#[hook]
fn use_clock(page: &Page) -> UseStateHandle<Clock> {
    let lesson = place(page).map(|(lesson, _)| (lesson.id, lesson.minutes));
    let given = lesson.as_ref().and_then(|(_, minutes)| *minutes).unwrap_or(MINUTES);
    let (clock, tick) = (use_state(|| Clock::of(given)), use_state(|| 0u64));
    let set = clock.setter();
    use_effect_with(lesson, move |_| set.set(Clock::of(given)));
    use_effect_with(clock.runs(), move |runs| {
        let count = std::cell::Cell::new(0);
        let ticking = runs.then(|| {
            Interval::new(500, move || {
                count.set(count.get() + 1);
                tick.set(count.get());
            })
        });
        move || drop(ticking)
    });
    clock
}
