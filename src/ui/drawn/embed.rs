//! Basewise inside somebody else's page. The host and this frame talk in messages; what comes in is data from a
//! stranger: its source is checked, its sizes are bounded, what is not known is passed by.

use super::state::{Action, Given, Health, LIMIT, Page, State, Theme};
use super::{
    app, arrival, browser, claims, diff, editor, home, ladder, later, listing, notice, questions, room, verdict,
};
use crate::advice::Outcome;
use crate::report::Format;
use crate::ui::view::route::Route;
use crate::wishes::{Input, Wishes};
use crate::words::Lang;
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, MessageEvent};
use yew::prelude::*;

/// What of the advice is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum View {
    #[default]
    Verdict,
    Ladder,
    Diff,
    Full,
}

impl View {
    fn named(name: &str) -> View {
        match name {
            "ladder" => View::Ladder,
            "diff" => View::Diff,
            "full" => View::Full,
            _ => View::Verdict,
        }
    }
}

/// At the end of the address: what the host sends first broke the frame last time, and is shown without being read.
pub const UNREAD: &str = "?unread";

/// Whether this page is the one for frames.
pub fn is_embed() -> bool {
    let root = browser::document().and_then(|document| document.document_element());
    root.is_some_and(|root| root.class_list().contains("embed"))
}

#[component]
pub fn Embed() -> Html {
    let page = use_reducer(|| {
        let wishes = Wishes { today: browser::today(), lang: super::first_language(), ..Wishes::default() };
        State::new(Input::pasted(""), wishes, Route::Advise, Theme::Auto)
    });
    let shape = use_state(Shape::default);
    let set = Set { page: page.clone(), shape: shape.setter() };
    use_effect_with((), move |()| {
        let listener =
            browser::window().map(|window| EventListener::new(&window, "message", move |event| _ = heard(event, &set)));
        tell("ready", &JsValue::UNDEFINED);
        move || drop(listener)
    });
    use_telling(&page, shape.asked);
    home::use_settling(&page);
    arrival::use_focus(&page);
    use_effect_with(page.lang(), |lang| browser::mark_root("lang", lang.tag()));
    let to = page.clone();
    let arrive = Callback::from(move |()| {
        let route = Route::read(&browser::fragment());
        _ = route.in_workshop().then(|| to.dispatch(Action::Go(route)));
    });
    app::use_window("hashchange", arrive.reform(|_: Event| ()));
    use_effect_with((), move |()| arrive.emit(()));
    let given = Given { page: page.clone() };
    let full =
        format!("{}#{}", browser::address().replace("embed.html", ""), crate::share::fold(&page.input, &page.wishes));
    if page.route.in_workshop() {
        return html! { <><room::Workshop ..given.clone() /><notice::Notices ..given /></> };
    }
    let view = shape.view;
    html! {
        <main class={classes!("embedded", (view == View::Full).then_some("whole"))}>
            if let Some(lines) = shape.listed() { <listing::Listing page={page.clone()} {lines} /> }
            if let Some(src) = &shape.missing {
                <p class="trouble" role="alert">{ say!(page.lang(),
                    en: "{src} could not be fetched: the advice is for the file that this page holds.",
                    de: "{src} ließ sich nicht holen: Der Rat gilt der Datei, die auf dieser Seite steht.",
                    zh: "无法获取 {src}：以下建议针对本页自带的文件。") }</p>
            }
            { said(&given, &shape) }
            if view == View::Full && !shape.readonly { <div class="desk"><editor::Editor ..given.clone() /></div> }
            if view == View::Full { <questions::Questions ..given.clone() /> }
            if matches!(view, View::Ladder | View::Full) { <ladder::Ladder ..given.clone() /> }
            if matches!(view, View::Diff | View::Full) { <diff::Change ..given.clone() /> }
            // Where there is no advice, the headline speaks of these.
            if page.shown.outcome == Outcome::CannotTell && page.health == Health::Current { <claims::Findings ..given.clone() /> }
            <notice::Notices ..given />
            <p class="open-full"><a href={full} target="_blank" rel="noopener noreferrer">{ say!(page.lang(), en: "Open in Basewise", de: "In Basewise öffnen", zh: "在 Basewise 中打开") }</a></p>
        </main>
    }
}

/// The verdict; where no file is given and none can be typed, only that.
fn said(given: &Given, shape: &Shape) -> Html {
    if given.page.health != Health::Empty || shape.view == View::Full && !shape.readonly {
        return verdict::verdict(given);
    }
    html! { <p class="aside">{ say!(given.page.lang(), en: "There is no Dockerfile here.", de: "Hier steht kein Dockerfile.", zh: "这里没有 Dockerfile。") }</p> }
}

/// What the host wants to see.
#[derive(Debug, Clone, PartialEq, Default)]
struct Shape {
    view: View,
    readonly: bool,
    /// The lines of the file to show beside the advice, as the host wrote them.
    lines: Option<String>,
    /// An address whose file could not be fetched.
    missing: Option<String>,
    /// The host has spoken.
    asked: bool,
}

impl Shape {
    /// The lines to show. Who sees everything and may not edit still sees the file.
    fn listed(&self) -> Option<String> {
        let whole = (self.view == View::Full && self.readonly).then(String::new);
        self.lines.clone().or(whole)
    }
}

#[derive(Clone)]
struct Set {
    page: Page,
    shape: UseStateSetter<Shape>,
}

/// Takes a message of the host, and of nobody else.
fn heard(event: &Event, set: &Set) -> Option<()> {
    let event = event.dyn_ref::<MessageEvent>()?;
    let parent = browser::window()?.parent().ok()??;
    let data = event.data();
    let ours = event.source()?.loose_eq(&parent) && field(&data, "basewise")?.as_f64() == Some(1.0);
    if !ours || word(&data, "type")? != "set" {
        return None;
    }
    set.shape.set(Shape {
        view: View::named(&word(&data, "view").unwrap_or_default()),
        readonly: field(&data, "readonly").is_some_and(|value| value.is_truthy()),
        lines: word(&data, "lines").filter(|lines| lines.len() < 256),
        missing: word(&data, "missing").filter(|src| src.len() < 1024),
        asked: true,
    });
    wear(&field(&data, "look").unwrap_or_default(), theme(&word(&data, "theme").unwrap_or_default()));
    if let Some(lang) = word(&data, "lang").as_deref().and_then(Lang::named) {
        later::speak(&set.page, lang);
    }
    if let Some(lesson) = word(&data, "lesson").filter(|lesson| !lesson.is_empty()) {
        browser::go(&format!("#/learn/{lesson}"));
        return None;
    }
    let text = word(&data, "text")?;
    if text.len() > 2 * LIMIT {
        return tell("error", &"The text is longer than 2 MB and was not taken.".into());
    }
    let broke = set.page.input.text.is_empty() && browser::address().ends_with(UNREAD);
    let load = |input| if broke { Action::Unread(input) } else { Action::Load(input, None) };
    (text != set.page.input.text).then(|| set.page.dispatch(load(Input::pasted(text))))
}

/// A theme by its name, or by what CSS calls the host's `color-scheme`.
fn theme(name: &str) -> Theme {
    match name.trim_start_matches("only ") {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}

fn field(data: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(data, &name.into()).ok().filter(|value| !value.is_undefined())
}

fn word(data: &JsValue, name: &str) -> Option<String> {
    field(data, name)?.as_string()
}

/// The host's colours, by the names it may set.
const LOOK: &[&str] = &["accent", "paper", "sheet", "sunk", "ink", "soft", "line"];

fn wear(look: &JsValue, theme: Theme) {
    let root = browser::document().and_then(|document| document.document_element());
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    browser::mark_root("data-theme", theme.name());
    for token in LOOK {
        let value = word(look, token).filter(|value| value.len() < 64 && !value.is_empty() && !value.contains("url"));
        let property = format!("--{token}");
        _ = match value {
            Some(value) => root.style().set_property(&property, &value),
            None => root.style().remove_property(&property).map(|_| ()),
        };
    }
}

/// Says something to the host. Anyone may embed the page, and nothing told is more than what they gave.
pub fn tell(kind: &str, detail: &JsValue) -> Option<()> {
    let parent = browser::window()?.parent().ok()??;
    let message = js_sys::Object::new();
    for (name, value) in [("basewise", &JsValue::from(1)), ("type", &kind.into()), ("detail", detail)] {
        js_sys::Reflect::set(&message, &name.into(), value).ok()?;
    }
    parent.post_message(&message, "*").ok()
}

#[hook]
fn use_telling(page: &Page, asked: bool) {
    use_effect(|| _ = tell_height());
    let text = page.input.text.clone();
    let page = page.clone();
    use_effect_with((text, page.lang(), asked), move |(text, _, asked)| {
        if !asked {
            return;
        }
        _ = tell("change", &text.into());
        if page.health == Health::Unread {
            return;
        }
        let report = crate::report::one(&page.now, &page.wishes, Format::Json);
        _ = js_sys::JSON::parse(&report).ok().and_then(|report| tell("report", &report));
    });
}

/// Before the report, also where a frame out of sight lays nothing out; what changes later is told by `static/frame.js`.
fn tell_height() -> Option<()> {
    let body = browser::document()?.body()?;
    tell("resize", &body.offset_height().into())
}
