//! The change: hunk by hunk with its reason; apply one or all, undo, copy, download.

use super::proof::to_copy;
use super::prose::{else_places, prose};
use super::state::{Action, Given, Health, Page};
use super::{arrival, browser, link};
use crate::advice::{Edit, Extra, Left, Rewrite};
use crate::rules::Shape;
use crate::source::Span;
use crate::ui::view::hunks::{self, Hunk, Row};
use crate::ui::view::words;
use std::rc::Rc;
use yew::prelude::*;

/// Lines shown before and after each hunk.
const AROUND: u32 = 2;

#[component]
pub fn Change(Given { page }: &Given) -> Html {
    let rewrite = use_memo((page.shown.clone().into_key(), page.rung.clone()), |_| rewrite(page));
    let Some(rewrite) = rewrite.as_ref().as_ref() else { return Html::default() };
    let source = &page.shown.build.tree.source;
    let hunks = Rc::new(hunks::hunks(source, &rewrite.edits));
    let lang = page.lang();
    html! {
        <section class="panel change" id="change" aria-labelledby="change-title">
            <div class="panel-head">
                <h2 id="change-title" tabindex="-1">{ say!(lang, en: "The change", de: "Die Änderung", zh: "修改内容") }</h2>
                { shape(page) }
            </div>
            if hunks.is_empty() && rewrite.complete {
                <p class="well-note">{ say!(lang, en: "Nothing in the file has to change.", de: "In der Datei muss sich nichts ändern.", zh: "文件无需修改。") }</p>
            } else if !hunks.is_empty() {
                if parts(page) && hunks.len() > 1 {
                    <p class="well-note">{ say!(lang,
                        en: "Two stages are one change: what is below belongs together.",
                        de: "Zwei Stufen sind eine Änderung: Was folgt, gehört zusammen.",
                        zh: "拆成两个阶段是一项整体修改：以下各处须一并应用。") }</p>
                }
                { drawn(page, &hunks) }
                { actions(page, rewrite) }
            }
            { left(page, rewrite) }
            { for rewrite.beside.iter().map(|extra| beside(page, extra)) }
        </section>
    }
}

fn rewrite(page: &Page) -> Option<Rewrite> {
    match page.rung {
        None => page.shown.rewrite.clone(),
        Some(_) => crate::rewrite::apply(&page.shown, &page.recommendation()?.candidate, &page.wishes),
    }
}

/// Whether the change parts a stage in two: one hunk of it alone makes a broken file.
fn parts(page: &Page) -> bool {
    page.recommendation().is_some_and(|one| one.candidate.choice.shape == Shape::Split)
}

/// An advice compared by identity.
#[derive(Clone)]
pub struct Key(Rc<crate::advice::Advice>);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

pub trait IntoKey {
    fn into_key(self) -> Key;
}

impl IntoKey for Rc<crate::advice::Advice> {
    fn into_key(self) -> Key {
        Key(self)
    }
}

fn shape(page: &Page) -> Html {
    let lang = page.lang();
    let choice = |side: bool, name: String| {
        let to = page.clone();
        let onclick = Callback::from(move |_| to.dispatch(Action::SideBySide(side)));
        html! { <button type="button" aria-pressed={(page.side_by_side == side).to_string()} {onclick}>{ name }</button> }
    };
    html! {
        <div class="segments" role="group" aria-label={say!(lang, en: "Shape of the diff", de: "Form des Vergleichs", zh: "差异显示方式")}>
            { choice(false, say!(lang, en: "Unified", de: "Untereinander", zh: "合并显示")) }
            { choice(true, say!(lang, en: "Side by side", de: "Nebeneinander", zh: "并排显示")) }
        </div>
    }
}

fn drawn(page: &Page, hunks: &Rc<Vec<Hunk>>) -> Html {
    let rows = hunks::rows(&page.shown.build.tree.source, hunks, AROUND);
    let label = say!(page.lang(), en: "Lines that change", de: "Zeilen, die sich ändern", zh: "变更的行");
    if page.side_by_side {
        let pairs = hunks::pairs(&rows);
        return html! { <div class="diff two" tabindex="0" role="region" aria-label={label}>{ for pairs.iter().map(|pair| pair_row(page, hunks, pair)) }</div> };
    }
    html! { <div class="diff" tabindex="0" role="region" aria-label={label}>{ for rows.iter().map(|row| one_row(page, hunks, row)) }</div> }
}

fn one_row(page: &Page, hunks: &Rc<Vec<Hunk>>, row: &Row) -> Html {
    match row {
        Row::Head(at) => head(page, hunks, *at),
        Row::Gap(lines) => gap(page, *lines),
        _ => cell(page, Some(row)),
    }
}

fn pair_row(page: &Page, hunks: &Rc<Vec<Hunk>>, (left, right): &(Option<Row>, Option<Row>)) -> Html {
    match left {
        Some(Row::Head(at)) => head(page, hunks, *at),
        Some(Row::Gap(lines)) => gap(page, *lines),
        _ => html! { <div class="pair">{ cell(page, left.as_ref()) }{ cell(page, right.as_ref()) }</div> },
    }
}

/// One line of a diff.
pub fn cell(page: &Page, row: Option<&Row>) -> Html {
    let lang = page.lang();
    let removed = say!(lang, en: "removed: ", de: "entfernt: ", zh: "删除：");
    let added = say!(lang, en: "added: ", de: "neu: ", zh: "新增：");
    match row {
        Some(Row::Old(line, text, words)) => {
            html! { <div class="old"><span class="no" aria-hidden="true">{ *line }</span><span class="sign" aria-hidden="true">{ "−" }</span><span class="unseen">{ removed }</span><code>{ marked(text, words) }</code></div> }
        }
        Some(Row::New(text, words)) => {
            html! { <div class="new"><span class="no" aria-hidden="true"></span><span class="sign" aria-hidden="true">{ "+" }</span><span class="unseen">{ added }</span><code>{ marked(text, words) }</code></div> }
        }
        Some(Row::Same(line, text)) => {
            html! { <div class="same"><span class="no" aria-hidden="true">{ *line }</span><span class="sign" aria-hidden="true"></span><code>{ text.clone() }</code></div> }
        }
        _ => html! { <div class="none"></div> },
    }
}

/// A line with its changed words.
fn marked(text: &str, words: &[Span]) -> Html {
    let part = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default().to_string();
    let (mut at, mut pieces) = (0, Vec::new());
    for word in words {
        pieces.push(html! { <>{ part(at, word.start) }<mark>{ part(word.start, word.end) }</mark></> });
        at = word.end;
    }
    html! { <>{ for pieces }{ part(at, text.len() as u32) }</> }
}

fn gap(page: &Page, lines: u32) -> Html {
    html! { <p class="gap">{ say!(page.lang(), en: "⋯ {lines} unchanged", de: "⋯ {lines} unverändert", zh: "⋯ {lines} 行未变") }</p> }
}

/// Why, and the way to apply it. What belongs together and was just given its reason is not given it again.
fn head(page: &Page, hunks: &[Hunk], at: usize) -> Html {
    let (lang, hunk, one) = (page.lang(), &hunks[at], parts(page));
    if one && at > 0 && hunks[at - 1].reasons == hunk.reasons {
        return Html::default();
    }
    let reasons =
        hunk.reasons.iter().map(|(_, reason)| html! { <span class="hunk-why">{ prose(page, reason) }</span> });
    let lines = words::lines(lang, (hunk.line, hunk.line));
    let note = say!(lang, en: "Applied the change at {lines}.", de: "Änderung an {lines} übernommen.", zh: "已应用{lines}的修改。");
    html! {
        <div class="hunk-head">
            <p>{ for reasons }</p>
            if !one {
            <button type="button" class="small" disabled={!appliable(page)} id={format!("hunk-{at}")} onclick={apply(page, hunk.edits.clone(), note, at)}
                aria-label={say!(lang, en: "Apply this: {lines}", de: "Nur diese: {lines}", zh: "应用此处：{lines}")}>
                { say!(lang, en: "Apply this", de: "Nur diese", zh: "应用此处") }</button>
            }
        </div>
    }
}

/// Only what was drawn from the text as it stands may be applied to it.
fn appliable(page: &Page) -> bool {
    page.health == Health::Current
}

/// The next change then stands where this one was.
fn apply(page: &Page, edits: Vec<Edit>, note: String, at: usize) -> Callback<MouseEvent> {
    let to = page.clone();
    Callback::from(move |_| {
        to.dispatch(Action::Apply(hunks::apply(&to.input.text, &edits), note.clone()));
        arrival::focus_soon(&to, &format!("#hunk-{at}:enabled|#change-title|#advice"));
    })
}

fn actions(page: &Page, rewrite: &Rewrite) -> Html {
    let lang = page.lang();
    let image = rewrite.to.clone();
    let note = say!(lang, en: "Changed to {image}.", de: "Auf {image} geändert.", zh: "已改为 {image}。");
    let (to, text) = (page.clone(), rewrite.dockerfile.clone());
    let copied = say!(lang, en: "The new Dockerfile is copied.", de: "Das neue Dockerfile ist kopiert.", zh: "新的 Dockerfile 已复制。");
    let copy = Callback::from(move |_| link::copy_text(&to, text.clone(), copied.clone()));
    let (text, name) =
        (rewrite.dockerfile.clone(), page.input.file.rsplit('/').next().unwrap_or("Dockerfile").to_string());
    let keep = Callback::from(move |_| _ = browser::download(&name, "text/plain", &text));
    html! {
        <p class="actions">
            <button type="button" class="primary" disabled={!appliable(page)} onclick={apply(page, rewrite.edits.clone(), note, 0)}>{ say!(lang, en: "Apply all", de: "Alles übernehmen", zh: "全部应用") }</button>
            <button type="button" onclick={copy}>{ say!(lang, en: "Copy the new file", de: "Neue Datei kopieren", zh: "复制新文件") }</button>
            <button type="button" onclick={keep}>{ say!(lang, en: "Download", de: "Herunterladen", zh: "下载") }</button>
        </p>
    }
}

fn left(page: &Page, rewrite: &Rewrite) -> Html {
    if rewrite.left_to_you.is_empty() {
        return Html::default();
    }
    let item = |left: &Left| html! { <li>{ prose(page, &left.text) }{ " " }{ else_places(page, &left.text, &left.spans) }</li> };
    html! {
        <div class="left-to-you">
            <h3>{ say!(page.lang(), en: "Left to you", de: "Bleibt dir zu tun", zh: "需要你来完成") }</h3>
            if !rewrite.complete {
                <p class="incomplete">{ say!(page.lang(), en: "Until this is done, the change is incomplete.", de: "Bis das getan ist, ist die Änderung unvollständig.", zh: "在完成这些之前，修改并不完整。") }</p>
            }
            <ul>{ for rewrite.left_to_you.iter().map(item) }</ul>
        </div>
    }
}

/// A file that is offered beside the change.
fn beside(page: &Page, extra: &Extra) -> Html {
    let (lang, name) = (page.lang(), extra.name.clone());
    let offered = say!(lang, en: "Also offered: ", de: "Dazu angeboten: ", zh: "另外提供：");
    let copied = say!(lang, en: "{name} is copied.", de: "{name} ist kopiert.", zh: "{name} 已复制。");
    html! {
        <details class="beside">
            <summary>{ offered }<code>{ name.clone() }</code></summary>
            <p>{ prose(page, &extra.why) }</p>
            { to_copy(page, &extra.text, name, copied) }
        </details>
    }
}
