//! `languages.txt` → sorted text: a language on a system, then `release=line` for each release.

use super::Output;
use super::stanza::Sheet;

pub fn compile(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let sources = sheet.sources(faults);
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for stanza in &sheet.stanzas {
        stanza.only("languages", &["source", "lines"], faults);
        let lines = stanza.get("lines").unwrap_or_default();
        let whole = !lines.is_empty() && lines.split(' ').all(|line| line.split_once('=').is_some());
        if !whole || !sources.iter().any(|(key, _)| Some(key.as_str()) == stanza.get("source")) {
            faults.push(format!("languages:{}: {} needs a source, and `release=line`", stanza.line, stanza.name));
        }
        rows.push((&stanza.name, lines));
    }
    rows.sort();
    out.text("LANGUAGES", &rows.iter().map(|(name, lines)| format!("{name}\t{lines}\n")).collect::<String>());
}
