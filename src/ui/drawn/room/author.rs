//! Where lessons are written: the text of the pack on one side, what the engine makes of it on the other.

use super::lesson::ticks;
use super::{carried, open_own};
use crate::lessons::{Exercise, Fault, Judgement, Lesson, Pack, draft, goal, pack, trial};
use crate::ui::drawn::state::{Given, Page};
use crate::ui::drawn::{browser, link, storage, why};
use crate::ui::view::room::{at_line, with_condition};
use crate::ui::view::route::Route;
use crate::ui::view::{markdown, units};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What the engine makes of the text: of the lesson the caret stands in.
#[derive(Clone, PartialEq, Default)]
struct Preview {
    pack: Pack,
    lesson: Option<Lesson>,
    faults: Vec<Fault>,
    before: Vec<Judgement>,
    after: Vec<Judgement>,
}

#[component]
pub fn Author(Given { page }: &Given) -> Html {
    let text = use_state(|| storage::get("authored").unwrap_or_else(|| of_the_file(page, true)));
    let (caret, area) = (use_state(|| 1usize), use_node_ref());
    let preview = use_preview(page, &text, *caret);
    let lang = page.lang();
    let (to, at) = (text.setter(), caret.setter());
    let oninput = Callback::from(move |event: InputEvent| {
        _ = field(&event).map(|area| {
            at.set(line(&area));
            to.set(area.value())
        })
    });
    let moved = {
        let (area, at) = (area.clone(), caret.setter());
        Callback::from(move |()| _ = area.cast::<HtmlTextAreaElement>().map(|area| at.set(line(&area))))
    };
    let (onkeyup, onclick) = (moved.reform(|_: KeyboardEvent| ()), moved.reform(|_: MouseEvent| ()));
    use_same(&area, &text);
    html! {
        <main class="home author" id="advice" tabindex="-1">
            <section class="verdict" aria-labelledby="author-title">
                <h2 id="author-title" class="headline">{ say!(lang, en: "Write a lesson", de: "Eine Lektion schreiben", zh: "编写课程") }</h2>
                <p class="because">{ say!(lang,
                    en: "A pack is one text. Change it here; beside it you see what the goal says of the start and of your solution.",
                    de: "Ein Paket ist ein Text. Ändere ihn hier; daneben siehst du, was das Ziel zum Anfang und zu deiner Lösung sagt.",
                    zh: "课程包就是一段文本。在此修改；旁边会显示目标对起点和你的答案的判断。") }</p>
                { actions(page, &text, &preview) }
            </section>
            <section class="desk" aria-label={say!(lang, en: "The text of the pack", de: "Der Text des Pakets", zh: "课程包文本")}>
                { tools(page, &text, &preview) }
                <textarea ref={area} id="pack-text" class="pack-text" spellcheck="false" autocapitalize="off" autocomplete="off"
                    aria-label={say!(lang, en: "The text of the pack", de: "Der Text des Pakets", zh: "课程包文本")} {oninput} {onkeyup} {onclick} />
            </section>
            <div class="panels">{ previewed(page, &preview) }</div>
        </main>
    }
}

fn field(event: &InputEvent) -> Option<HtmlTextAreaElement> {
    event.target()?.dyn_into().ok()
}

/// The line the caret stands in.
fn line(area: &HtmlTextAreaElement) -> usize {
    let (text, at) = (area.value(), area.selection_start().ok().flatten().unwrap_or_default());
    text[..units::to_bytes(&text, at as usize)].matches('\n').count() + 1
}

/// Keeps the text area on a text that the page changed, and the text for the next visit.
#[hook]
fn use_same(area: &NodeRef, text: &UseStateHandle<String>) {
    let area = area.clone();
    use_effect_with((**text).clone(), move |text| {
        if let Some(area) = area.cast::<HtmlTextAreaElement>().filter(|area| area.value() != *text) {
            match area.value().is_empty() {
                true => area.set_value(text),
                false => browser::exchange(&area, text),
            }
        }
        let text = text.clone();
        let later = Timeout::new(400, move || _ = storage::set("authored", &text));
        move || drop(later)
    });
}

/// The engine is asked when typing pauses.
#[hook]
fn use_preview(page: &Page, text: &UseStateHandle<String>, caret: usize) -> UseStateHandle<Preview> {
    let preview = use_state(Preview::default);
    let (set, to) = (preview.setter(), page.clone());
    use_effect_with(((**text).clone(), caret, page.lang()), move |(text, caret, _)| {
        let (text, caret) = (text.clone(), *caret);
        let later = Timeout::new(250, move || set.set(judged(&to, &text, caret)));
        move || drop(later)
    });
    preview
}

fn judged(page: &Page, text: &str, caret: usize) -> Preview {
    let (pack, mut faults) = pack::read(text);
    let lesson = at_line(&pack, caret).cloned();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    if let Some(lesson) = &lesson {
        let start = trial::advise(&lesson.start, &page.wishes);
        let judge =
            |files: &Exercise| goal::judge(&lesson.goal, &start, &trial::advise(files, &page.wishes), &page.wishes);
        (before, after) = (judge(&lesson.start), judge(&lesson.solution));
        faults.extend(trial::check(&Pack { lessons: vec![lesson.clone()], ..Pack::default() }, &page.wishes));
    }
    Preview { pack, lesson, faults, before, after }
}

/// A lesson out of the reader's own file: what is advised for it is the solution.
fn of_the_file(page: &Page, whole: bool) -> String {
    let (input, wishes) = page.laid_aside();
    let companions = input.companions.iter().map(|one| (one.path.clone(), one.text.clone())).collect();
    let start = Exercise { dockerfile: input.text.clone(), companions };
    let changed = page.shown.rewrite.as_ref().map_or(&input.text, |rewrite| &rewrite.dockerfile);
    let solution = Exercise { dockerfile: changed.clone(), companions: start.companions.clone() };
    if whole { draft::pack(&start, &solution, wishes) } else { draft::lesson(&start, &solution, wishes) }
}

fn tools(page: &Page, text: &UseStateHandle<String>, preview: &Preview) -> Html {
    let lang = page.lang();
    let (to, given) = (page.clone(), text.clone());
    let more = Callback::from(move |_| given.set(format!("{}{}", *given, of_the_file(&to, false))));
    let (to, given) = (page.clone(), text.clone());
    let anew = Callback::from(move |_| given.set(of_the_file(&to, true)));
    let (given, heading) = (text.clone(), preview.lesson.as_ref().map_or(1, |lesson| lesson.line));
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
            return;
        };
        given.set(with_condition(&given, heading, &select.value()));
        select.set_value("");
    });
    html! {
        <p class="actions">
            <button type="button" id="more-lessons" onclick={more}>{ say!(lang, en: "Add my file as a lesson", de: "Meine Datei als Lektion anhängen", zh: "把我的文件加为一课") }</button>
            <button type="button" class="quiet" id="new-pack" onclick={anew}>{ say!(lang, en: "New pack from my file", de: "Neues Paket aus meiner Datei", zh: "用我的文件新建课程包") }</button>
            <select id="conditions" aria-label={say!(lang, en: "Add a condition to the goal", de: "Bedingung zum Ziel hinzufügen", zh: "为目标添加条件")} {onchange}>
                <option value="" selected=true>{ say!(lang, en: "Add a condition …", de: "Bedingung …", zh: "添加条件…") }</option>
                { for draft::conditions().iter().map(|one| html! { <option value={*one}>{ *one }</option> }) }
            </select>
        </p>
    }
}

fn actions(page: &Page, text: &UseStateHandle<String>, preview: &Preview) -> Html {
    let lang = page.lang();
    let name =
        format!("{}.md", preview.pack.title.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join("-"));
    let given = text.clone();
    let keep = Callback::from(move |_| _ = browser::download(&name, "text/markdown", &given));
    let (to, given, lesson) = (page.clone(), text.clone(), preview.lesson.as_ref().map(|lesson| lesson.id.clone()));
    let attempt = Callback::from(move |_| open_own(&to, &given, lesson.clone()));
    let (to, given) = (page.clone(), text.clone());
    let copied = say!(lang, en: "The link is copied; the whole pack is in it.", de: "Der Link ist kopiert; das ganze Paket steht darin.", zh: "链接已复制，整个课程包都在其中。");
    let share = Callback::from(move |_| {
        let address = format!("{}{}", browser::address(), Route::Learn(carried(&given), None).write());
        link::copy_text(&to, address, copied.clone());
    });
    html! {
        <p class="actions">
            <button type="button" class="primary" id="try-pack" onclick={attempt}>{ say!(lang, en: "Try it as a learner", de: "Als Lernende ausprobieren", zh: "以学员身份试做") }</button>
            <button type="button" id="keep-pack" onclick={keep}>{ say!(lang, en: "Download", de: "Herunterladen", zh: "下载") }</button>
            <button type="button" onclick={share}>{ say!(lang, en: "Copy a link", de: "Link kopieren", zh: "复制链接") }</button>
            <a class="button quiet" href="#/learn">{ say!(lang, en: "To the lessons", de: "Zu den Lektionen", zh: "前往课程") }</a>
        </p>
    }
}

fn previewed(page: &Page, preview: &Preview) -> Html {
    let lang = page.lang();
    let fault = |one: &Fault| html! { <li>{ format!("{}: {}", one.line, one.message) }</li> };
    html! {
        <>
            <section class="panel" aria-labelledby="faults-title">
                <h2 id="faults-title">{ say!(lang, en: "What is still wrong", de: "Was noch nicht stimmt", zh: "尚存的问题") }</h2>
                <div role="status" id="faults">
                    if preview.faults.is_empty() && preview.lesson.is_some() {
                        <p class="well-note"><span aria-hidden="true">{ "✓ " }</span>{ say!(lang, en: "Nothing: the start is unsolved, the solution holds, no trivial answer passes.", de: "Nichts: Der Anfang ist ungelöst, die Lösung trägt, keine triviale Antwort genügt.", zh: "没有问题：起点未解，答案成立，投机取巧无法通过。") }</p>
                    }
                    <ul class="faults">{ for preview.faults.iter().map(fault) }</ul>
                </div>
            </section>
            if let Some(lesson) = &preview.lesson {
                <section class="panel" aria-labelledby="start-goal">
                    <h2 id="start-goal">{ say!(lang, en: "The goal, held against the start", de: "Das Ziel, am Anfang gemessen", zh: "目标与起点对照") }</h2>
                    { ticks(page, &preview.before) }
                </section>
                <section class="panel" aria-labelledby="solution-goal">
                    <h2 id="solution-goal">{ say!(lang, en: "… and against your solution", de: "… und an deiner Lösung", zh: "……以及与答案对照") }</h2>
                    { ticks(page, &preview.after) }
                </section>
                <section class="panel" aria-labelledby="seen-title">
                    <h2 id="seen-title">{ say!(lang, en: "As the learner sees it", de: "So sehen es die Lernenden", zh: "学员看到的样子") }</h2>
                    <div class="text" lang={preview.pack.lang.clone()}>
                        <h3>{ lesson.title.clone() }</h3>
                        { for markdown::blocks(&lesson.story).iter().map(|block| why::drawn(page, block)) }
                        <ol class="hint-list">{ for lesson.hints.iter().map(|hint| html! { <li>{ why::inline(hint) }</li> }) }</ol>
                        { for markdown::blocks(&lesson.takeaway).iter().map(|block| why::drawn(page, block)) }
                    </div>
                </section>
            }
        </>
    }
}
