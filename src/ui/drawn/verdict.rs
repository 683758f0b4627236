//! The first thing that is read: one sentence, and why.

use super::prose::prose;
use super::state::{Action, Given, Health, LIMIT, LINES, PAUSE_ABOVE, Page};
use super::{arrival, browser, examples};
use crate::advice::{Outcome, Recommendation};
use crate::candidates::life::{self, Life};
use crate::dockerfile::Severity;
use crate::ui::view::examples::ALL;
use crate::ui::view::inline::brief;
use crate::ui::view::{days, hunks, words};
use yew::prelude::*;

pub fn verdict(Given { page }: &Given) -> Html {
    let dim = matches!(page.health, Health::HalfTyped(_));
    // Bytes of the text that this is about: a test tells by it whether the text it gave was read.
    let read = page.shown.build.tree.source.text().len();
    html! {
        <section class={classes!("verdict", dim.then_some("dim"), tone(page))} id="advice" tabindex="-1"
            aria-labelledby="verdict-line" data-read={read.to_string()}>
            { status(page) }
            { sentence(page) }
            { stale(page) }
        </section>
    }
}

fn tone(page: &Page) -> &'static str {
    match (page.health, page.shown.outcome) {
        (Health::Empty | Health::TooLarge | Health::Unread, _) => "idle",
        (_, Outcome::Stay) if page.shown.to_mend().is_none() => "well",
        (_, Outcome::CannotTell) => "open",
        _ => "act",
    }
}

/// What stands between the text and its advice, if anything does.
fn status(page: &Page) -> Html {
    let lang = page.lang();
    let text = match page.health {
        Health::HalfTyped(line) => say!(lang,
            en: "Line {line} is not finished: this is the advice for the text before.",
            de: "Zeile {line} ist noch nicht fertig: Das ist der Rat zum Text davor.",
            zh: "第 {line} 行尚未完成：以下是针对之前文本的建议。"),
        Health::Waiting if page.input.text.len() > PAUSE_ABOVE => {
            say!(lang, en: "A long file: read when typing pauses.", de: "Eine lange Datei: gelesen wird in der Tipp-Pause.", zh: "文件较长：停止输入后读取。")
        }
        _ => return eyebrow(page),
    };
    html! { <p class="eyebrow waiting">{ text }</p> }
}

fn eyebrow(page: &Page) -> Html {
    let lang = page.lang();
    let text = match (page.health, page.shown.outcome) {
        (Health::Empty | Health::TooLarge | Health::Unread, _) => return Html::default(),
        (_, Outcome::Switch) => say!(lang, en: "Switch the base", de: "Basis wechseln", zh: "更换基础镜像"),
        (_, Outcome::Stay) if page.shown.to_mend().is_some() => {
            say!(lang, en: "Stay, and mend this", de: "Bleiben und dies beheben", zh: "保留基础镜像，但需修正")
        }
        (_, Outcome::Stay) if !is_well(page) => {
            say!(lang, en: "Stay where you are", de: "Bleib, wo du bist", zh: "保留现有基础镜像")
        }
        (_, Outcome::Stay) => say!(lang, en: "All is well", de: "Alles gut", zh: "一切良好"),
        (_, Outcome::Upgrade) => {
            say!(lang, en: "Move to a living version", de: "Auf eine lebende Version gehen", zh: "升级到仍受支持的版本")
        }
        (_, Outcome::Split) => {
            say!(lang, en: "Split into two stages", de: "In zwei Stufen teilen", zh: "拆分为两个阶段")
        }
        (_, Outcome::CannotTell) => say!(lang, en: "Cannot tell", de: "Lässt sich nicht sagen", zh: "无法判断"),
    };
    html! { <p class="eyebrow">{ text }</p> }
}

/// Nothing is warned of, and the base is known to be cared for.
fn is_well(page: &Page) -> bool {
    let warned = page.shown.findings.iter().any(|finding| finding.severity > Severity::Note);
    let present = page.shown.recommendations.iter().find(|one| one.candidate.present);
    let unknown = |one: &Recommendation| life::left(one.candidate.image(), &page.wishes.today) == Life::Unknown;
    !warned && !present.is_some_and(unknown)
}

fn sentence(page: &Page) -> Html {
    match page.health {
        Health::Empty => empty(page),
        Health::TooLarge => too_large(page),
        Health::Unread => unread(page),
        _ => html! {
            <>
                <h2 class="headline" id="verdict-line">{ prose(page, &brief(&page.shown.headline)) }</h2>
                if !page.shown.because.is_empty() {
                    <p class="because">{ prose(page, &page.shown.because) }</p>
                }
                { figures(page) }
                { actions(page) }
            </>
        },
    }
}

fn empty(page: &Page) -> Html {
    let lang = page.lang();
    html! {
        <>
            <h2 class="headline" id="verdict-line">{ say!(lang,
                en: "Paste a Dockerfile. Its base image is judged while you type.",
                de: "Füge ein Dockerfile ein. Seine Basis wird beim Tippen beurteilt.",
                zh: "粘贴一个 Dockerfile，输入时即可得到对其基础镜像的判断。") }</h2>
            <p class="because">{ say!(lang,
                en: "Or drop a file or a folder here, or begin with an example:",
                de: "Oder lege hier eine Datei oder einen Ordner ab, oder beginne mit einem Beispiel:",
                zh: "也可以把文件或文件夹拖到这里，或从一个示例开始：") }</p>
            <p class="chips">{ for ALL.iter().map(|example| examples::chip(page, example)) }</p>
        </>
    }
}

fn too_large(page: &Page) -> Html {
    let lang = page.lang();
    let (size, limit) = (words::bytes(lang, page.input.text.len() as u64), words::bytes(lang, LIMIT as u64));
    let lines = page.input.text.lines().count();
    html! {
        <>
            <h2 class="headline" id="verdict-line">{ say!(lang,
                en: "This file is {size} long and ends in line {lines}. Basewise reads up to {limit} and {LINES} lines.",
                de: "Diese Datei ist {size} groß und endet in Zeile {lines}. Basewise liest bis zu {limit} und {LINES} Zeilen.",
                zh: "此文件有 {size}、{lines} 行，Basewise 最多读取 {limit}、{LINES} 行。") }</h2>
            <p class="because">{ say!(lang,
                en: "Your text is kept as it is. Paste only the Dockerfile, without what it carries along.",
                de: "Dein Text bleibt, wie er ist. Füge nur das Dockerfile ein, ohne das, was es mitführt.",
                zh: "你的文本原样保留。请只粘贴 Dockerfile 本身。") }</p>
        </>
    }
}

fn unread(page: &Page) -> Html {
    let lang = page.lang();
    html! {
        <>
            <h2 class="headline" id="verdict-line">{ say!(lang,
                en: "This text broke Basewise last time, so it was not read again.",
                de: "Dieser Text hat Basewise zuletzt zerbrochen und wurde darum nicht noch einmal gelesen.",
                zh: "此文本上次导致 Basewise 故障，因此未再次读取。") }</h2>
            <p class="because">{ say!(lang,
                en: "It is all here. Change it and it is read; please tell us about it.",
                de: "Er ist ganz da. Ändere ihn, und er wird gelesen; bitte erzähl uns davon.",
                zh: "文本完整保留。修改后会重新读取；欢迎告诉我们。") }</p>
        </>
    }
}

/// From, to, and what it takes, in a line of figures.
fn figures(page: &Page) -> Html {
    let lang = page.lang();
    let Some(best) = page.shown.recommendations.first().filter(|best| !best.candidate.present) else {
        return Html::default();
    };
    let measured = |other: &&Recommendation| other.candidate.choice.image.size.compressed.is_some();
    let present = page.shown.recommendations.iter().find(|other| other.candidate.present).filter(measured);
    let size = |r: &Recommendation| words::image_size(lang, &r.candidate.choice.image);
    let effort = words::effort(lang, best.effort());
    let verdict = words::verdict(lang, best.verdict());
    let (class, sign) = words::verdict_sign(best.verdict());
    html! {
        <dl class="figures">
            <div><dt>{ say!(lang, en: "Size of the base", de: "Größe der Basis", zh: "基础镜像大小") }</dt>
                <dd>{ for present.map(|present| html! { <><s class="was">{ size(present) }</s>{ " → " }</> }) }<b>{ size(best) }</b></dd></div>
            <div><dt>{ say!(lang, en: "Verdict", de: "Urteil", zh: "结论") }</dt><dd class={class}>{ format!("{sign} {verdict}") }</dd></div>
            <div><dt>{ say!(lang, en: "Effort", de: "Aufwand", zh: "工作量") }</dt><dd>{ effort }</dd></div>
        </dl>
    }
}

fn actions(page: &Page) -> Html {
    let lang = page.lang();
    let Some(rewrite) = page.shown.rewrite.as_ref().filter(|rewrite| !rewrite.edits.is_empty()) else {
        return Html::default();
    };
    let (to, edits, image) = (page.clone(), rewrite.edits.clone(), rewrite.to.clone());
    let mends = page.shown.to_mend().is_some();
    let apply = Callback::from(move |_| {
        let note = match mends {
            true => say!(to.lang(), en: "Mended.", de: "Behoben.", zh: "已修正。"),
            false => say!(to.lang(), en: "Changed to {image}.", de: "Auf {image} geändert.", zh: "已改为 {image}。"),
        };
        to.dispatch(Action::Apply(hunks::apply(&to.input.text, &edits), note));
        arrival::focus_soon(&to, "#advice");
    });
    let look = Callback::from(|_| {
        browser::reveal("change");
        browser::focus_first("#change-title");
    });
    let current = page.health == Health::Current;
    html! {
        <p class="actions">
            <button class="primary" onclick={apply} disabled={!current}>{ say!(lang, en: "Apply the change", de: "Änderung übernehmen", zh: "应用修改") }</button>
            <button onclick={look}>{ say!(lang, en: "See the change", de: "Änderung ansehen", zh: "查看修改") }</button>
        </p>
    }
}

/// Knowledge older than this is said to be old.
const FRESH_DAYS: i64 = 90;

fn stale(page: &Page) -> Html {
    let lang = page.lang();
    let day = crate::catalogue::as_of();
    let age = days::between(day, &page.wishes.today).filter(|&age| age > FRESH_DAYS);
    let Some(age) = age else { return Html::default() };
    html! {
        <p class="stale"><span aria-hidden="true">{ "◷ " }</span>{ say!(lang,
            en: "The catalogue is {age} days old ({day}): sizes and newest tags may have moved on. Support dates are judged for today.",
            de: "Der Katalog ist {age} Tage alt ({day}): Größen und neueste Tags können weiter sein. Support-Daten gelten für heute.",
            zh: "镜像目录已有 {age} 天（{day}）：大小和最新标签可能已变化。支持期限按今天计算。") }</p>
    }
}
