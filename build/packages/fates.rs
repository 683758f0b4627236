//! `debian.txt`, `enterprise.txt` → sorted text: the name, a mark for what became of it, and what took its place.

use super::Output;
use super::stanza::Sheet;

const KINDS: [(&str, char); 6] =
    [("gone", '-'), ("dropped", '<'), ("lasting", '='), ("needless", '0'), ("crb", 'c'), ("epel", 'e')];

/// A name that begins like one with `*` would be found or not by chance: it is a fault.
pub fn compile(table: &str, sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let mut rows: Vec<(&str, char, &str)> = Vec::new();
    for stanza in &sheet.stanzas {
        match KINDS.iter().find(|(kind, _)| *kind == stanza.name) {
            Some((_, mark)) => rows.extend(stanza.fields.iter().map(|(old, new)| (old.as_str(), *mark, new.as_str()))),
            None => faults.push(format!("{}:{}: {} is none of {KINDS:?}", sheet.name, stanza.line, stanza.name)),
        }
    }
    rows.sort_by_key(|(old, ..)| old.trim_end_matches('*'));
    for pair in rows.windows(2) {
        let [(one, ..), (next, ..)] = pair else { continue };
        if one == next || one.strip_suffix('*').is_some_and(|start| next.starts_with(start)) {
            faults.push(format!("{}: {next} is in {one}", sheet.name));
        }
    }
    out.text(table, &rows.iter().map(|(old, mark, new)| format!("{old}\t{mark}{new}\n")).collect::<String>());
    sheet.source(faults);
}
