//! The little Markdown that rules' pages are written in → blocks. Our own texts only: no HTML, nothing nested.

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Heading(usize, String),
    Text(String),
    List(Vec<String>),
    /// Language and text.
    Code(String, String),
    Table(Vec<Vec<String>>),
}

/// A piece of a text: what is in it besides links is [`super::inline`]'s business.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline<'a> {
    Plain(&'a str),
    Link(&'a str, &'a str),
}

pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = text.lines();
    let mut open = false;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(language) = trimmed.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
            blocks.push(Block::Code(language.trim().into(), body.join("\n") + "\n"));
            open = false;
        } else if trimmed.is_empty() {
            open = false;
        } else {
            put(&mut blocks, line, open);
            open = true;
        }
    }
    blocks
}

fn put(blocks: &mut Vec<Block>, line: &str, open: bool) {
    let trimmed = line.trim();
    let level = trimmed.bytes().take_while(|&byte| byte == b'#').count();
    let item = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* "));
    match (blocks.last_mut(), item) {
        _ if (1..=6).contains(&level) && trimmed[level..].starts_with(' ') => {
            blocks.push(Block::Heading(level, trimmed[level..].trim().into()))
        }
        (Some(Block::List(items)), Some(item)) => items.push(item.into()),
        (_, Some(item)) => blocks.push(Block::List(vec![item.into()])),
        (Some(Block::Table(rows)), _) if open && trimmed.starts_with('|') => {
            row(trimmed).map_or((), |row| rows.push(row))
        }
        _ if trimmed.starts_with('|') => blocks.push(Block::Table(row(trimmed).into_iter().collect())),
        (Some(Block::List(items)), None) if open => _ = items.last_mut().map(|last| *last += &format!(" {trimmed}")),
        (Some(Block::Text(text)), None) if open => *text += &format!(" {trimmed}"),
        _ => blocks.push(Block::Text(trimmed.into())),
    }
}

/// `None` for the line of dashes under a table's head.
fn row(line: &str) -> Option<Vec<String>> {
    let cells: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect();
    let dashes = cells.iter().all(|cell| !cell.is_empty() && cell.bytes().all(|byte| b"-: ".contains(&byte)));
    (!dashes).then_some(cells)
}

/// Finds `[text](https://…)`. Other schemes stay text.
pub fn inline(text: &str) -> Vec<Inline<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest[from..].find('[').map(|at| at + from) {
        match link(&rest[at..]) {
            Some((label, url, len)) => {
                pieces.extend((at > 0).then(|| Inline::Plain(&rest[..at])));
                pieces.push(Inline::Link(label, url));
                (rest, from) = (&rest[at + len..], 0);
            }
            None => from = at + 1,
        }
    }
    pieces.extend((!rest.is_empty()).then_some(Inline::Plain(rest)));
    pieces
}

fn link(text: &str) -> Option<(&str, &str, usize)> {
    let middle = text.find("](")?;
    let end = middle + text[middle..].find(')')?;
    let (label, url) = (&text[1..middle], &text[middle + 2..end]);
    let plain = !label.contains('[') && (url.starts_with("https://") || url.starts_with("http://"));
    plain.then_some((label, url, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rules_page_falls_into_blocks() {
        let text = "# Title\n\nOne\ntwo `x`.\n\n- a\n  more\n- b\n\n```dockerfile\nFROM a\n\nRUN b\n```\n## What\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        let expected = vec![
            Block::Heading(1, "Title".into()),
            Block::Text("One two `x`.".into()),
            Block::List(vec!["a more".into(), "b".into()]),
            Block::Code("dockerfile".into(), "FROM a\n\nRUN b\n".into()),
            Block::Heading(2, "What".into()),
            Block::Table(vec![vec!["a".into(), "b".into()], vec!["1".into(), "2".into()]]),
        ];
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn only_links_to_the_web_are_links() {
        assert_eq!(
            inline("see [a](https://b.c), ok"),
            [Inline::Plain("see "), Inline::Link("a", "https://b.c"), Inline::Plain(", ok")]
        );
        assert_eq!(inline("[x](javascript:alert) [y"), [Inline::Plain("[x](javascript:alert) [y")]);
        assert_eq!(
            inline("[\"node\"] and [a](http://b)"),
            [Inline::Plain("[\"node\"] and "), Inline::Link("a", "http://b")]
        );
    }
}
