//! The ladder: a picture that is a table. Each base from the heaviest to the lightest, how much it carries,
//! where you are, the lowest rung that holds, and the one reason on each that does not.

use super::browser;
use super::prose::{breakable, prose};
use super::questions::leanings;
use super::state::{Action, Given, Page};
use crate::rules::Weight;
use crate::ui::view::rungs::{self, Rung};
use crate::ui::view::words;
use yew::prelude::*;

/// So many rungs are shown before the rest is asked for.
const SHORT: usize = 8;

#[component]
pub fn Ladder(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let all_shown = use_state(|| false);
    let rungs = rungs::rungs(&page.shown, &page.wishes.today);
    if rungs.is_empty() {
        return Html::default();
    }
    let drawn = if *all_shown { rungs.iter().collect() } else { rungs::shorten(&rungs, SHORT) };
    let heaviest = drawn.iter().filter_map(|rung| rung.bytes).max().unwrap_or(1).max(1);
    let here = rungs.iter().find(|rung| rung.present).and_then(|rung| rung.bytes);
    let hidden = rungs.len() - drawn.len();
    let more = Callback::from(move |_| all_shown.set(!*all_shown));
    html! {
        <section class="panel ladder" aria-labelledby="ladder-title">
            <div class="panel-head">
                <h2 id="ladder-title">{ say!(lang, en: "The ladder", de: "Die Leiter", zh: "阶梯") }</h2>
                { leanings(&Given { page: page.clone() }) }
            </div>
            <table role="table" aria-labelledby="ladder-title" aria-describedby="ladder-note">
                <thead class="unseen" role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{ say!(lang, en: "Base", de: "Basis", zh: "基础镜像") }</th>
                    <th role="columnheader" scope="col">{ say!(lang, en: "Pull size", de: "Größe beim Laden", zh: "拉取大小") }</th>
                    <th role="columnheader" scope="col">{ say!(lang, en: "Verdict", de: "Urteil", zh: "结论") }</th>
                </tr></thead>
                <tbody role="rowgroup">{ for drawn.into_iter().map(|rung| row(page, rung, heaviest, here)) }</tbody>
            </table>
            <p class="aside" id="ladder-note">{ say!(lang,
                en: "From the heaviest to the lightest; compressed size of a pull (amd64). Choose a rung to compare it with where you are.",
                de: "Von der schwersten zur leichtesten; komprimierte Größe beim Laden (amd64). Wähle eine Sprosse, um sie mit deiner zu vergleichen.",
                zh: "从最重到最轻；压缩后的拉取大小（amd64）。选择一级与当前镜像对比。") }
                if hidden > 0 || rungs.len() > SHORT {
                    { " " }<button type="button" class="line-link" onclick={more}>{ if hidden > 0 {
                        say!(lang, en: "Show {hidden} more", de: "{hidden} weitere zeigen", zh: "再显示 {hidden} 个")
                    } else {
                        say!(lang, en: "Show fewer", de: "Weniger zeigen", zh: "收起")
                    } }</button>
                }
            </p>
        </section>
    }
}

fn row(page: &Page, rung: &Rung, heaviest: u64, here: Option<u64>) -> Html {
    let lang = page.lang();
    let (class, sign) = match rung.over || rung.forbidden {
        true => ("bad", "✕"),
        false => words::verdict_sign(rung.verdict),
    };
    let chosen = page.recommendation().is_some_and(|r| r.candidate.choice.image.reference == rung.image);
    let flags = [(rung.present, "present"), (rung.pick, "pick"), (rung.lowest, "lowest"), (chosen, "chosen")];
    let flags: Classes = flags.into_iter().filter_map(|(on, name)| on.then_some(name)).collect();
    let verdict = match () {
        () if rung.forbidden => {
            say!(lang, en: "your house rules forbid it", de: "deine Hausregeln verbieten es", zh: "内部策略禁止")
        }
        () if rung.over && rungs::holds(rung.verdict) => {
            say!(lang, en: "fits, but its support has ended", de: "passt, wird aber nicht mehr gepflegt", zh: "适合，但支持已结束")
        }
        () => words::verdict(lang, rung.verdict),
    };
    html! {
        <tr key={rung.image.clone()} role="row" class={classes!("rung", class, flags)}>
            <th role="rowheader" scope="row">
                { node(rung.present) }
                <button type="button" class="rung-name" aria-pressed={chosen.to_string()} onclick={choose(page, rung)}>
                    <code>{ breakable(&rung.image) }</code>
                </button>
                { badges(page, rung) }
            </th>
            <td role="cell" class="weight">
                { bar(rung.bytes, heaviest) }
                <span class="size">{ words::size(lang, rung.bytes, rung.basis) }</span>
                { delta(page, rung, here) }
            </td>
            <td role="cell" class="says"><span class="sign"><span aria-hidden="true">{ sign }</span>{ format!(" {verdict}") }</span>
                { reason(page, rung) }
            </td>
        </tr>
    }
}

fn choose(page: &Page, rung: &Rung) -> Callback<MouseEvent> {
    let (to, image) = (page.clone(), rung.image.clone());
    Callback::from(move |_| {
        let again = to.rung.as_deref() == Some(&image);
        to.dispatch(Action::Compare((!again).then(|| image.clone())));
        // By keyboard the focus stays on the rung, and the rung in sight.
        let keys = browser::document().and_then(|document| document.query_selector(".rung-name:focus-visible").ok()?);
        if !again && keys.is_none() {
            browser::reveal("chosen-title");
        }
    })
}

/// The rail and its knot.
fn node(present: bool) -> Html {
    html! {
        <svg class="knot" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <circle cx="10" cy="10" r={if present { "7" } else { "5" }} />
        </svg>
    }
}

fn bar(bytes: Option<u64>, heaviest: u64) -> Html {
    // Hundredths of a percent; what is next to nothing is still seen.
    let share = bytes.map(|bytes| (bytes * 10_000 / heaviest.max(1)).max(60));
    html! {
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            if let Some(share) = share {
                <rect class="fill" x="0" y="0" width={format!("{}.{:02}", share / 100, share % 100)} height="8" />
            } else {
                <rect class="unknown" x="0" y="0.5" width="2.5" height="7" />
            }
        </svg>
    }
}

fn delta(page: &Page, rung: &Rung, here: Option<u64>) -> Html {
    let lang = page.lang();
    let (Some(here), Some(there)) = (here, rung.bytes) else { return Html::default() };
    if rung.present || here == there {
        return Html::default();
    }
    let sign = if there < here { "−" } else { "+" };
    html! { <span class="delta">{ format!("{sign}{}", words::bytes(lang, here.abs_diff(there))) }</span> }
}

fn badges(page: &Page, rung: &Rung) -> Html {
    let lang = page.lang();
    let badges = [
        (rung.present, "here", say!(lang, en: "you are here", de: "du bist hier", zh: "当前位置")),
        (rung.pick, "advised", say!(lang, en: "advised", de: "empfohlen", zh: "推荐")),
        (rung.lowest, "low", say!(lang, en: "lowest that holds", de: "leichteste, die hält", zh: "能用的最轻一级")),
        (rung.needs_login, "login", say!(lang, en: "needs a login", de: "braucht ein Konto", zh: "需要登录")),
    ];
    html! { <span class="badges">{ for badges.into_iter().filter(|(on, ..)| *on).map(|(_, class, text)| html! { <span class={classes!("badge", class)}>{ text }</span> }) }</span> }
}

/// One reason where the base does not hold or something must change; what speaks for it is left to its own panel.
fn reason(page: &Page, rung: &Rung) -> Html {
    let telling = rung.reason.as_ref().filter(|reason| reason.weight > Weight::Risk || rung.pick);
    html! { <>{ for telling.map(|reason| html! { <span class="reason">{ prose(page, &reason.text) }</span> }) }</> }
}
