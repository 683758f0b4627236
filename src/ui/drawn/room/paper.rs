//! What goes on paper: the tasks for the class, the same with solutions for the trainer, a summary for the learner.

use super::{Open, changes, done, leads, minutes, prose, sources};
use crate::lessons::Lesson;
use crate::lessons::code::Code;
use crate::ui::drawn::prose::plain;
use crate::ui::drawn::state::Page;
use crate::ui::drawn::{browser, why};
use crate::ui::view::route::{Route, Sheet};
use crate::words::Lang;
use std::rc::Rc;
use yew::prelude::*;

pub fn paper(page: &Page, open: &Rc<Open>, sheet: Sheet) -> Html {
    let lang = page.lang();
    let one = |lesson: &Lesson| match sheet {
        Sheet::Summary => summary(page, open, lesson),
        _ => task(page, open, lesson, sheet == Sheet::Solutions),
    };
    html! {
        <main class="reading wide paper" id="advice" tabindex="-1">
            { choice(page, open, sheet) }
            <h2 lang={open.pack.lang.clone()}>{ open.pack.title.clone() }</h2>
            <p class="name-line">{ say!(lang, en: "Name", de: "Name", zh: "姓名") }<span>{ page.room.progress.name.clone() }</span></p>
            if sheet == Sheet::Summary { { standing(page, open) } } else { { prose(page, open, &open.pack.intro) } }
            { for open.pack.lessons.iter().map(one) }
        </main>
    }
}

fn name(lang: Lang, sheet: Sheet) -> String {
    match sheet {
        Sheet::Handout => say!(lang, en: "Handout", de: "Handzettel", zh: "讲义"),
        Sheet::Solutions => say!(lang, en: "With solutions", de: "Mit Lösungen", zh: "含答案"),
        Sheet::Summary => say!(lang, en: "Summary", de: "Zusammenfassung", zh: "总结"),
    }
}

fn choice(page: &Page, open: &Open, sheet: Sheet) -> Html {
    let lang = page.lang();
    let print = Callback::from(|_| _ = browser::window().map(|window| window.print()));
    let link = |one: Sheet| {
        let route = Route::Paper(open.key.clone(), one);
        html! { <a class="button" href={route.write()} aria-current={(one == sheet).then_some("true")}>{ name(lang, one) }</a> }
    };
    html! {
        <p class="actions unprinted">
            { leads(&Route::Learn(open.key.clone(), None), say!(lang, en: "← Overview", de: "← Übersicht", zh: "← 总览"), "quiet") }
            { for Sheet::ALL.into_iter().map(link) }
            <button type="button" class="primary" onclick={print}>{ say!(lang, en: "Print", de: "Drucken", zh: "打印") }</button>
        </p>
    }
}

fn task(page: &Page, open: &Open, lesson: &Lesson, solved: bool) -> Html {
    let (lang, own) = (page.lang(), open.pack.lang.clone());
    html! {
        <article class="sheet" key={lesson.id.clone()}>
            <p class="eyebrow" lang={own.clone()}>{ lesson.part.clone() }<span lang={lang.tag()}>{ minutes(page, lesson.minutes) }</span></p>
            <h3 lang={own.clone()}>{ lesson.title.clone() }</h3>
            { prose(page, open, &lesson.story) }
            if !solved {
                <pre class="code" tabindex="0">{ lesson.start.dockerfile.clone() }</pre>
                { for lesson.start.companions.iter().map(|(path, text)| html! { <><h4>{ path.clone() }</h4><pre class="code" tabindex="0">{ text.clone() }</pre></> }) }
            }
            <h4>{ say!(lang, en: "The goal", de: "Das Ziel", zh: "目标") }</h4>
            <ul class="ticks">{ for lesson.goal.iter().map(|one| html! { <li><span class="sign" aria-hidden="true">{ "☐" }</span><span>{ plain(&one.text(lang)) }</span></li> }) }</ul>
            if solved {
                <h4>{ say!(lang, en: "Hints", de: "Hinweise", zh: "提示") }</h4>
                <ol class="hint-list" lang={own}>{ for lesson.hints.iter().map(|hint| html! { <li>{ why::inline(hint) }</li> }) }</ol>
                <h4>{ say!(lang, en: "One solution", de: "Eine Lösung", zh: "一种解法") }</h4>
                { changes(page, lesson) }
                { stays(page, open, lesson) }
            }
        </article>
    }
}

fn stays(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    html! {
        <>
            <h4>{ say!(page.lang(), en: "To take away", de: "Zum Mitnehmen", zh: "要点") }</h4>
            { prose(page, open, &lesson.takeaway) }
            { sources(lesson) }
        </>
    }
}

fn standing(page: &Page, open: &Rc<Open>) -> Html {
    let (lang, done, all) = (page.lang(), done(page, open), open.pack.lessons.len());
    let code = Code::of(&open.shelf, &open.pack, &page.room.progress).map(|code| code.write());
    html! {
        <>
            <p>{ say!(lang, en: "{done} of {all} lessons done", de: "{done} von {all} Lektionen geschafft", zh: "已完成 {done} / {all} 课") }</p>
            { for code.map(|code| html! { <p><code class="certificate">{ code }</code></p> }) }
        </>
    }
}

fn summary(page: &Page, open: &Open, lesson: &Lesson) -> Html {
    let day = page.room.progress.record(&open.shelf, &lesson.id).and_then(|record| record.done.clone());
    html! {
        <article class="sheet short" key={lesson.id.clone()}>
            <h3 lang={open.pack.lang.clone()}><span class="sign" aria-hidden="true">{ if day.is_some() { "✓ " } else { "○ " } }</span>{ lesson.title.clone() }
                { for day.map(|day| html! { <span class="aside">{ day }</span> }) }</h3>
            { prose(page, open, &lesson.takeaway) }
            { sources(lesson) }
        </article>
    }
}
