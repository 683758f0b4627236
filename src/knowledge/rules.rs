//! A page a rule, and one that lists them.

use super::html::{Sheet, bare, document, escape, link, prose, sources};
use crate::rules::{self, Page};
use crate::ui::view::markdown::{Block, blocks};
use crate::wishes::{Input, Wishes};

pub(super) fn pages() -> Vec<(String, String)> {
    let all = rules::pages();
    let one = |rule: &Page| (format!("why/{}.html", rule.id), page(rule));
    std::iter::once(("why/index.html".into(), index(all))).chain(all.iter().map(one)).collect()
}

fn index(all: &[Page]) -> String {
    let item = |rule: &Page| {
        format!("<li>{}<code>{}</code></li>\n", link(&format!("{}.html", rule.id), &escape(rule.title)), rule.id)
    };
    let items: String = all.iter().map(item).collect();
    let title = format!("Why: {} rules and what they know", all.len());
    let summary = "What makes a container base image fit a Dockerfile, or break it: every rule with its reason, its remedy and its sources.";
    document(&Sheet { title: &title, summary, body: format!("<ul class=\"rule-list\">\n{items}</ul>\n") })
}

fn page(rule: &Page) -> String {
    let blocks = blocks(rule.markdown);
    let summary = blocks.iter().find_map(|block| match block {
        Block::Text(text) => Some(bare(text)),
        _ => None,
    });
    let body: String = unsourced(&blocks).map(drawn).collect();
    let body = format!("<article>\n{body}</article>\n<h2>Sources</h2>\n{}", sources(&rule.sources));
    document(&Sheet { title: rule.title, summary: &summary.unwrap_or_default(), body })
}

/// All but the title, which the frame draws, and the sources, which follow with their days.
fn unsourced(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let end = |block: &&Block| matches!(block, Block::Heading(_, text) if text == "Sources");
    blocks.iter().take_while(move |block| !end(block)).filter(|block| !matches!(block, Block::Heading(1, _)))
}

fn drawn(block: &Block) -> String {
    match block {
        Block::Heading(_, text) => format!("<h2>{}</h2>\n", prose(text)),
        Block::Text(text) => format!("<p>{}</p>\n", prose(text)),
        Block::List(items) => {
            format!("<ul>{}</ul>\n", items.iter().map(|item| format!("<li>{}</li>\n", prose(item))).collect::<String>())
        }
        Block::Code(language, text) => code(language, text),
        Block::Table(rows) => {
            format!("<table class=\"compared\">{}</table>\n", rows.iter().map(|row| cells(row)).collect::<String>())
        }
    }
}

fn cells(row: &[String]) -> String {
    format!("<tr>{}</tr>\n", row.iter().map(|cell| format!("<td>{}</td>", prose(cell))).collect::<String>())
}

/// An example, and the way to try it in the page.
fn code(language: &str, text: &str) -> String {
    let is_file = language.to_ascii_lowercase().starts_with("dockerfile");
    let fragment = crate::share::fold(&Input::pasted(text), &Wishes::default());
    let try_it = if is_file { link(&format!("../#{fragment}"), "Try it") } else { String::new() };
    format!("<div class=\"commands\"><pre>{}</pre>{try_it}</div>\n", escape(text))
}
