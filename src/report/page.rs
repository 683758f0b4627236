//! A page as blocks, and the two ways it is written: Markdown for files, plain text for terminals.

/// A piece of a page. Text may hold `code` in backticks; both ways keep them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Title(String),
    Heading(String),
    Text(String),
    /// The sentence that matters most.
    Lead(String),
    List(Vec<String>),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Code {
        language: &'static str,
        text: String,
    },
}

/// Whether a terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    #[default]
    Plain,
    Colour,
}

/// The blocks as Markdown.
pub fn markdown(blocks: &[Block]) -> String {
    let written: Vec<String> = blocks.iter().map(block_markdown).collect();
    written.join("\n\n") + "\n"
}

fn block_markdown(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("# {text}"),
        Block::Heading(text) => format!("## {text}"),
        Block::Text(text) => text.clone(),
        Block::Lead(text) => format!("**{}**", text.replace("**", "")),
        Block::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
        Block::Table { head, rows } => table_markdown(head, rows),
        Block::Code { language, text } => {
            let fence = fence(text);
            format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
        }
    }
}

/// A fence longer than any run of backticks inside.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

fn table_markdown(head: &[String], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(head.len()));
    let lines: Vec<String> = [row(head), rule].into_iter().chain(rows.iter().map(|cells| row(cells))).collect();
    lines.join("\n")
}

const WIDTH: usize = 100;

/// The blocks as a terminal shows them, wrapped.
pub fn text(blocks: &[Block], ink: Ink) -> String {
    let written: Vec<String> = blocks.iter().map(|block| block_text(&tamed(block), ink)).collect();
    let mut page = String::new();
    for (at, block) in written.iter().enumerate() {
        let close = at > 0 && matches!(blocks[at - 1], Block::Heading(_) | Block::Title(_));
        page.push_str(if at == 0 || close { "" } else { "\n" });
        page.push_str(block);
        page.push('\n');
    }
    page
}

/// A block without what a terminal would obey.
fn tamed(block: &Block) -> Block {
    let all = |texts: &[String]| texts.iter().map(|text| tame(text)).collect::<Vec<_>>();
    match block {
        Block::Title(text) => Block::Title(tame(text)),
        Block::Heading(text) => Block::Heading(tame(text)),
        Block::Text(text) => Block::Text(tame(text)),
        Block::Lead(text) => Block::Lead(tame(text)),
        Block::List(items) => Block::List(all(items)),
        Block::Table { head, rows } => {
            Block::Table { head: all(head), rows: rows.iter().map(|row| all(row)).collect() }
        }
        Block::Code { language, text } => Block::Code { language, text: tame(text) },
    }
}

/// Control characters, and what turns the direction of writing, are shown by their names: a file comes from a stranger.
pub fn tame(text: &str) -> String {
    let mut tame = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\u{1f}' if is_obeyed(c) => tame.extend(char::from_u32(0x2400 + c as u32)),
            _ if is_obeyed(c) => tame += &format!("<U+{:04X}>", c as u32),
            _ => tame.push(c),
        }
    }
    tame
}

/// Whether a terminal does something at this character instead of showing it.
pub fn is_obeyed(c: char) -> bool {
    let turns = matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && c != '\n' && c != '\t'
}

fn block_text(block: &Block, ink: Ink) -> String {
    match block {
        Block::Title(text) => paint(text, "2", ink),
        Block::Heading(text) => paint(text, "1;4", ink),
        Block::Lead(text) => paint(&wrap(text, "  ", "  "), "1", ink),
        Block::Text(text) => wrap(text, "  ", "  "),
        Block::List(items) => items.iter().map(|item| wrap(item, "  - ", "    ")).collect::<Vec<_>>().join("\n"),
        Block::Table { head, rows } => table_text(head, rows, ink),
        Block::Code { text, .. } => text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"),
    }
}

fn paint(text: &str, code: &str, ink: Ink) -> String {
    match ink {
        Ink::Plain => text.into(),
        Ink::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

/// Columns on a screen: East Asian characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}

/// Wraps at blanks, and between two wide characters.
fn wrap(text: &str, first: &str, rest: &str) -> String {
    let mut lines = vec![first.to_string()];
    let mut used = width(first);
    for piece in pieces(text) {
        let size = width(piece.trim_end());
        if used + size > WIDTH && used > width(rest) {
            lines.push(rest.to_string());
            used = width(rest);
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += width(piece);
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c == ' ' || wide(c) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn table_text(head: &[String], rows: &[Vec<String>], ink: Ink) -> String {
    let bare: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.replace('`', "")).collect()).collect();
    let every = || std::iter::once(head).chain(bare.iter().map(Vec::as_slice));
    let column = |at: usize| every().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(column).collect();
    let line = |row: &[String]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, full)| format!("{cell}{}", " ".repeat(full.saturating_sub(width(cell)))));
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_string()
    };
    let top = paint(&line(head), "2", ink);
    std::iter::once(top).chain(bare.iter().map(|row| line(row))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        let block = Block::Code { language: "text", text: "a ```` b".into() };
        assert!(markdown(&[block]).starts_with("`````text\n"));
    }

    #[test]
    fn a_bar_in_a_cell_does_not_end_it() {
        let table = Block::Table { head: vec!["a".into()], rows: vec![vec!["x | y".into()]] };
        assert_eq!(markdown(&[table]), "| a |\n| --- |\n| x \\| y |\n");
    }

    #[test]
    fn a_terminal_is_told_nothing_but_text() {
        let said = text(&[Block::List(vec!["a\u{1b}[2J\u{7}\u{202e}b\u{9b}é".into()])], Ink::Plain);
        assert_eq!(said, "  - a␛[2J␇<U+202E>b<U+009B>é\n");
    }

    #[test]
    fn text_is_wrapped_and_wide_characters_count_twice() {
        let long = text(&[Block::Text("word ".repeat(60)), Block::Text("字".repeat(120))], Ink::Plain);
        assert!(long.lines().all(|line| width(line) <= WIDTH), "{long}");
        assert_eq!(long.matches('字').count(), 120);
    }
}
