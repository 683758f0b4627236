//! `native/*.txt` → one line a package of a language, sorted by name.

use super::Output;
use super::stanza::{Sheet, Stanza, evidence, is_day};
use std::collections::{BTreeMap, BTreeSet};

const ECOSYSTEMS: [&str; 8] = ["pip", "npm", "gem", "go", "crate", "php", "nuget", "maven"];
const KEYS: [&str; 13] = [
    "glibc",
    "musl",
    "sources",
    "build",
    "run",
    "evidence",
    "as-of",
    "version",
    "run.debian",
    "run.debian12",
    "run.debian13",
    "run.alpine",
    "source",
];

/// Writes one text table an ecosystem, their sources and the days that rows name.
pub fn compile(sheets: &[Sheet], out: &mut Output, faults: &mut Vec<String>) {
    let days = days(sheets);
    let mut tables = Vec::new();
    let mut sources = Vec::new();
    for name in ECOSYSTEMS {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.name == name) else {
            faults.push(format!("native/{name}.txt is missing"));
            continue;
        };
        sources.push(sheet.source(faults).map(|origin| origin.rust()).unwrap_or_default());
        out.text(&format!("NATIVE_{}", name.to_uppercase()), &table(sheet, &days, faults));
        tables.push(format!("NATIVE_{}", name.to_uppercase()));
    }
    out.rust(&format!("pub static NATIVE: [&str; {}] = [{}];", tables.len(), tables.join(", ")));
    out.rust(&format!("pub static NATIVE_SOURCES: [Source; {}] = [{}];", sources.len(), sources.join(", ")));
    out.rust(&format!("pub static NATIVE_DAYS: &[&str] = &{days:?};"));
}

fn days(sheets: &[Sheet]) -> Vec<String> {
    let stanzas = sheets.iter().flat_map(|sheet| &sheet.stanzas);
    let days: BTreeSet<String> = stanzas.filter_map(|stanza| stanza.get("as-of")).map(String::from).collect();
    days.into_iter().collect()
}

fn table(sheet: &Sheet, days: &[String], faults: &mut Vec<String>) -> String {
    let mut lines = BTreeMap::new();
    for stanza in &sheet.stanzas {
        stanza.only(&sheet.name, &KEYS, faults);
        if lines.insert(&stanza.name, line(sheet, stanza, days, faults)).is_some() {
            faults.push(format!("native/{}:{}: {} is there twice", sheet.name, stanza.line, stanza.name));
        }
    }
    lines.values().map(|line| format!("{line}\n")).collect()
}

/// Name, four letters (glibc, musl, sources, evidence), libc versions, day, build, run, then run by distribution.
fn line(sheet: &Sheet, stanza: &Stanza, days: &[String], faults: &mut Vec<String>) -> String {
    let mut bad = |what: &str| faults.push(format!("native/{}:{}: {}: {what}", sheet.name, stanza.line, stanza.name));
    let (Some(glibc), Some(musl)) = (prebuilt(stanza.get("glibc")), prebuilt(stanza.get("musl"))) else {
        bad("glibc and musl say how it is published");
        return String::new();
    };
    let Some(evidence) = evidence(stanza.get("evidence").or(sheet.head("evidence"))) else {
        bad("no evidence");
        return String::new();
    };
    let day = stanza.get("as-of").map(|day| {
        if !is_day(day) {
            bad("as-of is no day");
        }
        days.iter().position(|known| known == day).unwrap_or_default().to_string()
    });
    let sources = if stanza.get("sources") == Some("none") { '-' } else { '+' };
    let field = |key: &str| stanza.get(key).unwrap_or_default().to_owned();
    let run = |key: &str| {
        stanza.get(key).or(stanza.get("run.debian").filter(|_| key != "run.alpine")).unwrap_or_default().to_owned()
    };
    let columns = [
        stanza.name.clone(),
        format!("{}{}{sources}{evidence}", glibc.0, musl.0),
        glibc.1,
        musl.1,
        day.unwrap_or_default(),
        field("build"),
        field("run"),
        run("run.debian12"),
        run("run.debian13"),
        run("run.alpine"),
    ];
    ditto(&columns).join("\t").trim_end_matches('\t').to_owned()
}

/// `prebuilt 1.2 since 1.25.0` → `y`, `1.2@1.25.0`.
fn prebuilt(written: Option<&str>) -> Option<(char, String)> {
    let (word, version) = super::stanza::split(written?);
    let letter = match word.as_str() {
        "prebuilt" => 'y',
        "pure" => 'p',
        "downloaded" => 'd',
        "source" => 's',
        "none" => 'n',
        "unknown" => 'u',
        _ => return None,
    };
    Some((letter, version.replace(" since ", "@").replace("since ", "@")))
}

/// `"` says "as the column before".
fn ditto(columns: &[String]) -> Vec<&str> {
    let same = |index: usize| index > 7 && !columns[index].is_empty() && columns[index] == columns[index - 1];
    (0..columns.len()).map(|index| if same(index) { "\"" } else { columns[index].as_str() }).collect()
}
