//! One lesson as a learner sees it: the story, the file, the goal with its ticks, hints one by one, the solution.

use super::{Open, Step, beside, changes, leads, prose, sources, steps};
use crate::lessons::{Judgement, Lesson};
use crate::ui::drawn::prose::plain;
use crate::ui::drawn::state::{Action, Given, Health, Page};
use crate::ui::drawn::{arrival, claims, editor, ladder, tabs, why};
use crate::ui::view::room;
use crate::ui::view::route::Route;
use std::rc::Rc;
use yew::prelude::*;

pub fn lesson(page: &Page, open: &Rc<Open>) -> Html {
    let (Some(task), lang) = (&page.room.task, page.lang()) else { return Html::default() };
    let lesson = task.lesson();
    let given = Given { page: page.clone() };
    html! {
        <main class="home lesson" key={lesson.id.clone()}>
            <section class="verdict" aria-labelledby="lesson-title">
                { place(page, open, lesson) }
                <h2 id="lesson-title" class="headline" lang={open.pack.lang.clone()}>{ lesson.title.clone() }</h2>
                { why::english_only(lang, &open.pack.lang) }
                { prose(page, open, &lesson.story) }
            </section>
            <section class="desk" aria-label={say!(lang, en: "The file of this lesson", de: "Die Datei dieser Lektion", zh: "本课文件")}>
                <div class="desk-head"><tabs::Tabs ..given.clone() />{ again(page, lesson) }</div>
                <editor::Editor ..given.clone() />
            </section>
            <div class="panels" id="advice" tabindex="-1">
                { goal(page) }
                { hints(page, open, lesson) }
                { solution(page, lesson) }
                { takeaway(page, open, lesson) }
                { neighbours(page, open, lesson) }
                <claims::Findings ..given.clone() />
                <details class="more"><summary>{ say!(lang, en: "The ladder: every base that comes into question", de: "Die Leiter: alle Basen, die in Frage kommen", zh: "阶梯：所有可选的基础镜像") }</summary>
                    <ladder::Ladder ..given />
                </details>
            </div>
        </main>
    }
}

/// Where in the pack this lesson stands, and the ways around it.
fn place(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    let lang = page.lang();
    let (at, of) = (room::position(&open.pack, &lesson.id).unwrap_or_default() + 1, open.pack.lessons.len());
    let number = say!(lang, en: "Lesson {at} of {of}", de: "Lektion {at} von {of}", zh: "第 {at} 课，共 {of} 课");
    let present = Route::Present(open.key.clone(), lesson.id.clone(), 0);
    html! {
        <p class="eyebrow ways">
            <a href={Route::Learn(open.key.clone(), None).write()}>{ open.pack.title.clone() }</a>
            <span>{ number }</span>
            if !lesson.part.is_empty() { <span lang={open.pack.lang.clone()}>{ lesson.part.clone() }</span> }
            <a href={present.write()}>{ say!(lang, en: "Present", de: "Vorführen", zh: "演示") }</a>
        </p>
    }
}

fn again(page: &Page, lesson: &Lesson) -> Html {
    let start = lesson.start.clone();
    let name = say!(page.lang(), en: "Start again", de: "Von vorn", zh: "重新开始");
    steps(page, name, "quiet", move || Step::Lay(start.clone()))
}

/// Every condition as a fact with its tick; how many are met is told to those who listen.
fn goal(page: &Page) -> Html {
    let Some(task) = &page.room.task else { return Html::default() };
    let lang = page.lang();
    let (met, all) = (task.judged.iter().filter(|one| one.met).count(), task.judged.len());
    let summary = match (task.reached(), page.health) {
        (true, _) => say!(lang, en: "The goal is reached.", de: "Das Ziel ist erreicht.", zh: "目标已达成。"),
        (_, Health::HalfTyped(line)) => {
            say!(lang, en: "Line {line} is not finished yet.", de: "Zeile {line} ist noch nicht fertig.", zh: "第 {line} 行尚未写完。")
        }
        _ => {
            say!(lang, en: "{met} of {all} are reached.", de: "{met} von {all} sind erreicht.", zh: "已达成 {met} / {all}。")
        }
    };
    html! {
        <section class={classes!("panel", "goal", task.reached().then_some("reached"))} aria-labelledby="goal-title">
            <div class="panel-head">
                <h2 id="goal-title">{ say!(lang, en: "The goal", de: "Das Ziel", zh: "目标") }</h2>
                <p class="aside" role="status" id="goal-status">{ summary }</p>
            </div>
            { ticks(page, &task.judged) }
        </section>
    }
}

pub fn ticks(page: &Page, judged: &[Judgement]) -> Html {
    let lang = page.lang();
    let tick = |one: &Judgement| {
        let (class, sign) = if one.met { ("met", "✓") } else { ("open", "○") };
        let word = if one.met {
            say!(lang, en: "reached: ", de: "erreicht: ", zh: "已达成：")
        } else {
            say!(lang, en: "open: ", de: "offen: ", zh: "未达成：")
        };
        html! { <li {class}><span class="sign" aria-hidden="true">{ sign }</span><span><span class="unseen">{ word }</span>{ plain(&one.text) }</span></li> }
    };
    html! { <ul class="ticks">{ for judged.iter().map(tick) }</ul> }
}

fn hints(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    let lang = page.lang();
    let shown = page.record().map_or(0, |record| record.hints).min(lesson.hints.len());
    let (next, all) = (shown + 1, lesson.hints.len());
    let to = page.clone();
    let reveal = Callback::from(move |_| {
        to.dispatch(Action::Room(Step::Reveal));
        arrival::focus_soon(&to, "#solution-title");
    });
    let name = say!(lang, en: "Hint {next} of {all}", de: "Hinweis {next} von {all}", zh: "提示 {next} / {all}");
    html! {
        <section class="panel" aria-labelledby="hints-title">
            <h2 id="hints-title">{ say!(lang, en: "Hints", de: "Hinweise", zh: "提示") }</h2>
            <ol class="hint-list" aria-live="polite" lang={open.pack.lang.clone()}>{ for lesson.hints.iter().take(shown).map(|hint| html! { <li>{ why::inline(hint) }</li> }) }</ol>
            <p class="actions">
                if shown < all { { steps(page, name, "next-hint", || Step::Hint) } }
                if !page.room.task.as_ref().is_some_and(|task| task.revealed) {
                    <button type="button" class="quiet show-solution" onclick={reveal}>{ say!(lang, en: "Show the solution", de: "Lösung zeigen", zh: "查看答案") }</button>
                }
            </p>
        </section>
    }
}

fn solution(page: &Page, lesson: &Lesson) -> Html {
    if !page.room.task.as_ref().is_some_and(|task| task.revealed) {
        return Html::default();
    }
    let (lang, files) = (page.lang(), lesson.solution.clone());
    html! {
        <section class="panel solution" aria-labelledby="solution-title">
            <h2 id="solution-title" tabindex="-1">{ say!(lang, en: "One solution", de: "Eine Lösung", zh: "一种解法") }</h2>
            { changes(page, lesson) }
            <p class="actions">
                { steps(page, say!(lang, en: "Put it into the editor", de: "In den Editor übernehmen", zh: "放入编辑器"), "", move || Step::Lay(files.clone())) }
                <span class="aside">{ say!(lang, en: "Any way that reaches the goal is right.", de: "Jeder Weg, der zum Ziel führt, ist richtig.", zh: "任何达成目标的做法都算正确。") }</span>
            </p>
        </section>
    }
}

/// What stays, once the goal is reached or the solution was looked at.
fn takeaway(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    let Some(task) = &page.room.task else { return Html::default() };
    let done = page.record().is_some_and(|record| record.done.is_some());
    if !(done || task.revealed) {
        return Html::default();
    }
    html! {
        <section class="panel takeaway" aria-labelledby="takeaway-title">
            <h2 id="takeaway-title">{ say!(page.lang(), en: "To take away", de: "Zum Mitnehmen", zh: "要点") }</h2>
            { prose(page, open, &lesson.takeaway) }
            { sources(lesson) }
        </section>
    }
}

fn neighbours(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    let lang = page.lang();
    let reached = page.room.task.as_ref().is_some_and(super::state::Task::reached);
    let before = beside(open, &lesson.id, false)
        .map(|route| leads(&route, say!(lang, en: "← Previous", de: "← Zurück", zh: "← 上一课"), ""));
    let after = beside(open, &lesson.id, true).map(|route| {
        leads(
            &route,
            say!(lang, en: "Next lesson →", de: "Nächste Lektion →", zh: "下一课 →"),
            if reached { "primary next" } else { "next" },
        )
    });
    let end = Route::Learn(open.key.clone(), None);
    html! {
        <nav class="actions neighbours" aria-label={say!(lang, en: "Lessons", de: "Lektionen", zh: "课程")}>
            { for before }
            { for after }
            if beside(open, &lesson.id, true).is_none() { { leads(&end, say!(lang, en: "To the overview", de: "Zur Übersicht", zh: "返回总览"), if reached { "primary" } else { "" }) } }
        </nav>
    }
}
