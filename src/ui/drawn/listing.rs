//! The file, or some lines of it, to read beside the advice where there is no editor.

use super::editor::{Drawn, drawn, is_lit, piece};
use super::state::Page;
use crate::ui::view::excerpt;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ListingProps {
    pub page: Page,
    /// `""` for all, else as in `3,7-9`.
    pub lines: String,
}

#[component]
pub fn Listing(ListingProps { page, lines }: &ListingProps) -> Html {
    let Drawn::Painted(all, lit) = drawn(page) else {
        return html! { <pre class="listing" tabindex="0">{ page.text() }</pre> };
    };
    let wanted = excerpt::ranges(lines, all.len() as u32);
    let shown = all.iter().enumerate().map(|(at, line)| (at as u32 + 1, line)).filter(|(at, _)| is_lit(*at, &wanted));
    let mut before = 0;
    let row = |(number, line): (u32, &crate::ui::view::paint::Line)| {
        let tone = line.tone.map(|tone| tone.class());
        let lit = is_lit(number, &lit).then_some("lit");
        let gap = before > 0 && number > before + 1;
        before = number;
        html! { <>
            if gap { <span class="line" data-number="⋯">{ "\n" }</span> }
            <span class={classes!("line", lit, tone)} data-number={number.to_string()}>{ for line.pieces.iter().map(piece) }{ "\n" }</span>
        </> }
    };
    let rows: Vec<Html> = shown.map(row).collect();
    if rows.is_empty() {
        let count = page.text().lines().count();
        return html! { <p class="trouble">{ say!(page.lang(),
        en: "This file has {count} lines; {lines} is not among them.",
        de: "Diese Datei hat {count} Zeilen; {lines} ist nicht dabei.",
        zh: "此文件共 {count} 行，其中没有 {lines}。") }</p> };
    }
    html! { <pre class="listing" tabindex="0" aria-label="Dockerfile">{ for rows }</pre> }
}
