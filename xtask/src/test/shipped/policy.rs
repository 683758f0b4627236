//! Every page has its policy, in itself and in `_headers`.

use super::Files;
use crate::build::csp;

/// Allows what is in it by hash, which no header can know.
const ONE_FILE: &str = "basewise.html";

pub fn governs_every_page(files: &Files) -> Vec<String> {
    let rules = rules(files);
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    pages.flat_map(|(name, html)| [itself(name, html), said(name, &rules)]).flatten().collect()
}

fn itself(name: &str, html: &[u8]) -> Option<String> {
    let html = String::from_utf8_lossy(html);
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", csp::of(name));
    let own =
        name == ONE_FILE && html.contains("script-src 'sha256-") && html.contains("require-trusted-types-for 'script'");
    (!own && !html.contains(&meta)).then(|| format!("{name}: its policy is not in it"))
}

/// Exactly one rule, because two add up.
fn said(name: &str, rules: &[(String, String)]) -> Option<String> {
    let path = format!("/{name}");
    let meant = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    };
    let found: Vec<&str> =
        rules.iter().filter(|(pattern, _)| meant(pattern)).map(|(_, policy)| policy.as_str()).collect();
    let wanted = csp::of(name);
    let wanted = if name == ONE_FILE { vec![] } else { vec![wanted.as_str()] };
    (found != wanted).then(|| format!("_headers: {} policies for {name}, or another", found.len()))
}

/// Pattern and policy of each block that has one.
fn rules(files: &Files) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(files.get("_headers").map_or(&[][..], Vec::as_slice)).into_owned();
    let mut rules = Vec::new();
    let mut pattern = String::new();
    for line in text.lines() {
        match line.trim_start().strip_prefix("Content-Security-Policy: ") {
            Some(policy) => rules.push((pattern.clone(), policy.to_owned())),
            None if line.starts_with('/') => pattern = line.to_owned(),
            None => {}
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::*;

    #[test]
    fn a_page_without_a_policy_is_found() {
        let meta = |name: &str| format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", csp::of(name));
        let (page, frame) = (meta("why/x.html"), meta(csp::FRAME));
        let rule = |pattern: &str, name: &str| format!("{pattern}\n  Content-Security-Policy: {}\n", csp::of(name));
        let headers = rule("/why/*", "x") + &rule("/embed.html", csp::FRAME);
        let good = [("why/x.html", page.as_bytes()), (csp::FRAME, frame.as_bytes()), ("_headers", headers.as_bytes())];
        assert!(governs_every_page(&files(&good)).is_empty());
        let twice = headers.clone() + &rule("/embed*", "x");
        let bad = [("a.html", &b""[..]), (csp::FRAME, frame.as_bytes()), ("_headers", twice.as_bytes())];
        assert_eq!(governs_every_page(&files(&bad)).len(), 3);
    }
}
