//! A file in somebody else's page: the element that shows it, and which of its lines the host wants to see.

/// The element, for a page at any address. What it holds is read where the script does not run.
pub fn element(address: &str, text: &str) -> String {
    let folder =
        address.split(['?', '#']).next().and_then(|page| page.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let text = text.trim().replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<script src=\"{folder}/base-wise.js\" defer></script>\n<base-wise view=\"ladder\">\n<pre><code>{text}\n</code></pre>\n</base-wise>\n"
    )
}

/// `3,7-9` as ranges; empty, or what cannot be read, means all of `count`. A final line without text is not shown.
pub fn ranges(wanted: &str, count: u32) -> Vec<(u32, u32)> {
    let all = vec![(1, count.saturating_sub(1).max(1))];
    if wanted.trim().is_empty() {
        return all;
    }
    wanted.split(',').map(range).collect::<Option<_>>().unwrap_or(all)
}

fn range(part: &str) -> Option<(u32, u32)> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let number = |text: &str| text.trim().parse::<u32>().ok();
    Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_element_holds_the_file_as_text() {
        let made = element("https://example.org/tools/index.html?x=1", "FROM a\nRUN cat <<EOF && true\n");
        assert!(
            made.starts_with("<script src=\"https://example.org/tools/base-wise.js\" defer></script>\n<base-wise"),
            "{made}"
        );
        assert!(made.contains("<code>FROM a\nRUN cat &lt;&lt;EOF &amp;&amp; true\n</code>"), "{made}");
    }

    #[test]
    fn numbers_and_ranges() {
        assert_eq!(ranges("3, 7-9", 20), [(3, 3), (7, 9)]);
        assert_eq!(ranges("", 20), [(1, 19)]);
    }

    #[test]
    fn what_cannot_be_read_shows_everything() {
        for wanted in ["all", "9-7", "3,x", "-", "99999999999"] {
            assert_eq!(ranges(wanted, 5), [(1, 4)], "{wanted}");
        }
    }
}
