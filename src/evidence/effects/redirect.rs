//! Files that a command's output is sent to, read from the shell text behind it.

/// The words after `>` and `>>` outside of quotes, in order.
pub fn targets(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(after) = next_redirect(rest) {
        let word = word(after.trim_start());
        rest = after;
        if !word.is_empty() && !word.starts_with('&') {
            found.push(word);
        }
    }
    found
}

/// What follows the next unquoted `>`, `>>` or `>|`.
fn next_redirect(text: &str) -> Option<&str> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('\''), '\\') => {}
            (_, '\\') => escaped = true,
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(text[at + 1..].trim_start_matches(['>', '|'])),
            _ => {}
        }
    }
    None
}

fn word(text: &str) -> String {
    let bare = text.trim_start_matches(['"', '\'']);
    let end = bare.find(|c: char| c.is_whitespace() || ";|&<>)\"'".contains(c)).unwrap_or(bare.len());
    if text.starts_with('&') { "&".into() } else { bare[..end].into() }
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn finds_files_and_leaves_quotes_and_descriptors_alone() {
        assert_eq!(targets("echo Europe/Berlin > /etc/timezone"), ["/etc/timezone"]);
        assert_eq!(targets("cat x>>\"/etc/hosts\" 2>&1"), ["/etc/hosts"]);
        assert_eq!(targets("echo 'a > b' 2>/dev/null"), ["/dev/null"]);
        assert!(targets("echo \"a > b\" 'don'\\''t > c'").is_empty());
        assert!(targets("ä>").is_empty());
    }
}
