//! `libc-differences.txt`, `links.txt`, `users.txt`, `accounts.txt` → tables of typed rows.

use super::Output;
use super::stanza::{Origin, Sheet, Stanza, evidence};

const DIFFERENCE: [&str; 14] = [
    "told-by", "topic", "applies", "severity", "evidence", "source", "signs", "symptom", "en", "de", "zh", "do.en",
    "do.de", "do.zh",
];

/// Writes `DIFFERENCES`, but for the rows that a rule tells. A row that lacks a language, a source, a sign or a symptom is
/// a fault; what to do, signs and symptoms are for people and for who writes a rule, and stay in the file.
pub fn differences(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let sources = sheet.sources(faults);
    let rows = sheet.stanzas.iter().map(|stanza| (stanza, difference(stanza, &sources, faults)));
    let untold = rows.filter(|(stanza, _)| stanza.get("told-by").is_none());
    let rows: Vec<String> = untold.map(|(_, row)| row).collect();
    out.rust(&format!("pub static DIFFERENCES: [LibcDifference; {}] = [\n{}\n];", rows.len(), rows.join(",\n")));
}

fn difference(stanza: &Stanza, sources: &[(String, Origin)], faults: &mut Vec<String>) -> String {
    stanza.only("libc-differences", &DIFFERENCE, faults);
    let mut field = |key: &str| {
        let value = stanza.get(key).unwrap_or_default().to_owned();
        if value.is_empty() {
            faults.push(format!("libc-differences:{}: {} has no {key}", stanza.line, stanza.name));
        }
        value
    };
    let what = said(["en", "de", "zh"].map(&mut field));
    let [applies, severity, ..] =
        ["applies", "severity", "do.en", "do.de", "do.zh", "topic", "signs", "symptom"].map(&mut field);
    format!(
        "LibcDifference {{ id: {:?}, applies: Applies::{}, severity: Severity::{}, evidence: {}, source: {}, \
         what: {what} }}",
        stanza.name,
        variant(&applies),
        variant(&severity),
        certainty(stanza.get("evidence"), stanza, faults),
        named(stanza.get("source"), sources, stanza, faults),
    )
}

// Braces are a sentence's parts, and these have none.
fn said(texts: [String; 3]) -> String {
    let [en, de, zh] = texts.map(|text| text.replace('{', "{{").replace('}', "}}"));
    format!("|lang| crate::say!(lang, en: {en:?}, de: {de:?}, zh: {zh:?})")
}

/// Writes `LINKS`.
pub fn links(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let sources = sheet.sources(faults);
    let mut rows = Vec::new();
    for stanza in &sheet.stanzas {
        stanza.only("links", &["language", "result", "needs", "source"], faults);
        let needs: Vec<&str> = stanza.get("needs").unwrap_or_default().split_whitespace().collect();
        let key = stanza.get("source").unwrap_or_default();
        rows.push(format!(
            "Link {{ id: {:?}, language: {:?}, result: Linkage::{}, needs: &{needs:?}, evidence: Evidence::{}, source: {} }}",
            stanza.name,
            stanza.get("language").unwrap_or_default(),
            variant(stanza.get("result").unwrap_or_default()),
            if key == "known" { "Assumed" } else { "Verified" },
            named(Some(key), &sources, stanza, faults),
        ));
    }
    out.rust(&format!("pub static LINKS: [Link; {}] = [\n{}\n];", rows.len(), rows.join(",\n")));
}

/// Writes `USERS`: the tools, the option, what the other tool takes, a line each.
pub fn users(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let mut text = String::new();
    for stanza in &sheet.stanzas {
        for (option, other) in &stanza.fields {
            if !option.starts_with('-') || other.is_empty() {
                faults.push(format!("users:{}: {option} {other}", stanza.line));
            }
            text.push_str(&format!("{}\t{option}\t{other}\n", stanza.name));
        }
    }
    if evidence(sheet.head("evidence")).is_none() {
        faults.push("users: no evidence".into());
    }
    out.text("USERS", &text);
    let source = sheet.source(faults).map(|origin| origin.rust()).unwrap_or_default();
    out.rust(&format!("pub static USERS_SOURCE: Source = {source};"));
}

/// Writes `ACCOUNTS`: the account and the packages that make it, a line each.
pub fn accounts(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let row = |stanza: &Stanza| format!("{}\t{}\n", stanza.name, stanza.get("by").unwrap_or_default());
    out.text("ACCOUNTS", &sheet.stanzas.iter().map(row).collect::<String>());
    sheet.source(faults);
}

/// A source of the head by its key, as a literal.
fn named(key: Option<&str>, sources: &[(String, Origin)], stanza: &Stanza, faults: &mut Vec<String>) -> String {
    match sources.iter().find(|(known, _)| Some(known.as_str()) == key) {
        Some((_, origin)) => origin.rust(),
        None => {
            faults.push(format!("{}:{}: no source of that name in the head", stanza.name, stanza.line));
            String::new()
        }
    }
}

fn certainty(written: Option<&str>, stanza: &Stanza, faults: &mut Vec<String>) -> &'static str {
    match evidence(written) {
        Some('v') => "Evidence::Verified",
        Some('s') => "Evidence::Seen",
        Some(_) => "Evidence::Assumed",
        None => {
            faults.push(format!("libc-differences:{}: {} has no evidence", stanza.line, stanza.name));
            ""
        }
    }
}

/// `to-musl` → `ToMusl`.
fn variant(word: &str) -> String {
    let capital = |part: &str| part[..1.min(part.len())].to_uppercase() + part.get(1..).unwrap_or_default();
    word.split('-').map(capital).collect()
}
