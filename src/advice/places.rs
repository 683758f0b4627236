//! Lines and names as people read them.

use crate::order;
use crate::rules::Case;
use crate::source::Span;
use crate::words::Lang;

/// `line 14`, `lines 4 and 9`.
pub fn lines(case: &Case, spans: &[Span]) -> String {
    let lang = case.wishes.lang;
    let mut numbers: Vec<u32> = spans.iter().map(|span| case.build.lines(*span).0).collect();
    order::sort(&mut numbers);
    numbers.dedup();
    let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let all = join(lang, &texts);
    match (lang, texts.len()) {
        (Lang::Zh, _) => format!("第 {all} 行"),
        (Lang::En, 1) => format!("line {all}"),
        (Lang::En, _) => format!("lines {all}"),
        (Lang::De, 1) => format!("Zeile {all}"),
        (Lang::De, _) => format!("Zeilen {all}"),
    }
}

/// "`A` and `B`".
pub fn codes(lang: Lang, names: &[String]) -> String {
    join(lang, &names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>())
}

/// "a, b and c".
pub fn join(lang: Lang, parts: &[String]) -> String {
    let Some((last, before)) = parts.split_last() else { return String::new() };
    if before.is_empty() {
        return last.clone();
    }
    let before = before.join(if lang == Lang::Zh { "、" } else { ", " });
    say!(lang, en: "{before} and {last}", de: "{before} und {last}", zh: "{before} 和 {last}")
}
