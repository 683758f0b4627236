//! The frame of a page, and text made safe for it.

use crate::ui::view::inline::{Piece, cut};
use crate::ui::view::markdown::{Inline, inline};

/// A page as it is told: its frame is the same for all.
pub(super) struct Sheet<'a> {
    pub title: &'a str,
    /// One sentence for search engines and social cards.
    pub summary: &'a str,
    pub body: String,
}

/// The whole document. All pages lie one folder below the root.
pub(super) fn document(sheet: &Sheet) -> String {
    let (title, summary) = (escape(sheet.title), escape(sheet.summary));
    let (body, day) = (&sheet.body, crate::catalogue::as_of());
    format!(
        r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title} · Basewise</title>
<meta name="description" content="{summary}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{summary}">
<link rel="stylesheet" href="../style.css">
<link rel="icon" href="../icon.svg" type="image/svg+xml">
</head>
<body>
<header class="head">
<p class="brand"><a href="../">Basewise</a></p>
<nav aria-label="Pages"><a href="../">Advise</a><a href="../bases/index.html">Bases</a><a href="../why/index.html">Why</a></nav>
</header>
<main class="reading wide" id="main">
<h1>{title}</h1>
{body}</main>
<footer class="foot"><p><a href="../">Paste a Dockerfile</a> and learn which base suits it. Nothing you paste leaves the page.</p><p>Catalogue as of {day}.</p></footer>
</body>
</html>
"##
    )
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A sentence of ours: links, code and emphasis.
pub(super) fn prose(text: &str) -> String {
    let piece = |piece: Inline| match piece {
        Inline::Plain(text) => marked(text),
        Inline::Link(text, url) => link(url, &marked(text)),
    };
    inline(text).into_iter().map(piece).collect()
}

fn marked(text: &str) -> String {
    let piece = |piece: Piece| match piece {
        Piece::Text(text) | Piece::Line(text, _) => escape(text),
        Piece::Code(text) => format!("<code>{}</code>", escape(text)),
        Piece::Strong(text) => format!("<strong>{}</strong>", escape(text)),
    };
    cut(text).into_iter().map(piece).collect()
}

/// A link whose text is HTML already. Whoever it leads to learns nothing of this page.
pub(super) fn link(url: &str, text: &str) -> String {
    let alone = if url.starts_with("http") { " rel=\"noopener noreferrer\"" } else { "" };
    format!("<a href=\"{}\"{alone}>{text}</a>", escape(url))
}

/// A sentence without its marks, for where there is no markup.
pub(super) fn bare(text: &str) -> String {
    text.replace(['`', '*'], "")
}

/// Sources with the day they were read.
pub(super) fn sources<'a>(sources: impl IntoIterator<Item = &'a crate::catalogue::Source>) -> String {
    let one = |source: &crate::catalogue::Source| {
        format!("{} <span class=\"day\">{}</span>", link(source.url, &escape(source.title)), source.as_of)
    };
    let all: Vec<String> = sources.into_iter().map(one).collect();
    format!("<p class=\"sources\">{}</p>\n", all.join("\n"))
}
