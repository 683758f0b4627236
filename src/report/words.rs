//! Headings, labels and cells of the reports, in every language.

use super::figures;
use crate::candidates::{Candidate, Effort, Verdict};
use crate::catalogue::{self, Image, PackageManager, Tri};
use crate::dockerfile::Severity;
use crate::rules::Shape;
use crate::words::Lang;

macro_rules! headings {
    ($($name:ident: $en:literal, $de:literal, $zh:literal;)*) => {
        $(pub(super) fn $name(lang: Lang) -> String {
            say!(lang, en: $en, de: $de, zh: $zh)
        })*
    };
}

headings! {
    problems: "What could not be read", "Was nicht zu lesen war", "无法读取的内容";
    compared: "Bases compared", "Basis-Images im Vergleich", "基础镜像对比";
    reasons: "What speaks for it", "Was dafür spricht", "理由";
    changes: "What changes", "Was sich ändert", "需要的改动";
    risks: "What to know", "Was zu wissen ist", "需要了解";
    findings: "In the file as it stands", "In der Datei, wie sie ist", "文件现状";
    questions: "What we cannot see", "Was nicht zu sehen ist", "我们看不到的";
    losses: "What you lose, and how to live with it", "Was verloren geht, und wie man damit lebt", "失去什么、如何应对";
    rewrite: "The change", "Die Änderung", "改动";
    left: "Left to you", "Bleibt dir", "留给你的部分";
    beside: "Also offered", "Dazu angeboten", "另外提供";
    verify: "How to prove it", "Wie es zu beweisen ist", "如何验证";
    sources: "Sources", "Quellen", "来源";
}

/// The head of the table of bases.
pub(super) fn columns(lang: Lang) -> Vec<String> {
    let heads = match lang {
        Lang::En => ["#", "base", "compressed", "verdict", "effort", "points", "why"],
        Lang::De => ["#", "Basis-Image", "komprimiert", "Urteil", "Aufwand", "Punkte", "warum"],
        Lang::Zh => ["#", "基础镜像", "压缩大小", "结论", "工作量", "得分", "原因"],
    };
    heads.map(String::from).to_vec()
}

pub fn line(lang: Lang, line: u32) -> String {
    say!(lang, en: "line {line}", de: "Zeile {line}", zh: "第 {line} 行")
}

/// Whether a sentence names its lines itself.
pub fn names_line(text: &str, lang: Lang) -> bool {
    let lower = text.to_ascii_lowercase();
    let numbered = |word: &str| {
        let mut after = lower.match_indices(word).map(|(at, _)| lower[at + word.len()..].trim_start_matches('s'));
        after.any(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    match lang {
        Lang::En => numbered("line"),
        Lang::De => numbered("zeile") || numbered("zeilen"),
        Lang::Zh => text.contains('行') && text.contains('第'),
    }
}

/// Beside the diff of a rewrite that leaves something to the reader.
pub fn incomplete(lang: Lang) -> String {
    say!(lang,
        en: "This change is incomplete: what is left to you belongs to it.",
        de: "Diese Änderung ist unvollständig: Was dir bleibt, gehört dazu.",
        zh: "此改动尚不完整：留给你的部分也是其中的内容。")
}

pub(super) fn assumed(lang: Lang) -> String {
    say!(lang, en: " (assumed)", de: " (angenommen)", zh: "（假定）")
}

pub(super) fn now(lang: Lang, reference: &str) -> String {
    say!(lang, en: "`{reference}` (now)", de: "`{reference}` (jetzt)", zh: "`{reference}`（当前）")
}

pub fn size(image: &Image, lang: Lang) -> String {
    figures::size(lang, image).unwrap_or_else(|| say!(lang, en: "unknown", de: "unbekannt", zh: "未知"))
}

pub fn verdict(candidate: &Candidate, lang: Lang) -> String {
    if candidate.forbidden.is_some() {
        return say!(lang, en: "not allowed", de: "nicht erlaubt", zh: "策略不允许");
    }
    match candidate.verdict {
        Verdict::Fits => say!(lang, en: "fits", de: "passt", zh: "合适"),
        Verdict::FitsWithChanges => say!(lang, en: "fits with changes", de: "passt mit Änderungen", zh: "改动后合适"),
        Verdict::CannotTell => say!(lang, en: "cannot tell", de: "nicht zu sehen", zh: "无法判断"),
        Verdict::DoesNotFit => say!(lang, en: "does not fit", de: "passt nicht", zh: "不合适"),
    }
}

pub fn effort(candidate: &Candidate, lang: Lang) -> String {
    match (candidate.present, candidate.choice.shape, candidate.effort) {
        (true, _, Effort::OneLine) => say!(lang, en: "none", de: "keiner", zh: "无"),
        (_, Shape::Split, _) => say!(lang, en: "two stages", de: "zwei Stufen", zh: "拆成两阶段"),
        (_, _, Effort::OneLine) => say!(lang, en: "one line", de: "eine Zeile", zh: "一行"),
        (_, _, Effort::Small) => say!(lang, en: "a few lines", de: "wenige Zeilen", zh: "几行"),
        (_, _, Effort::Rework) => say!(lang, en: "rework", de: "Umbau", zh: "较大改动"),
    }
}

/// What is inside, in three words: `no shell, no package manager, 12 packages`.
pub fn contents(image: &Image, lang: Lang) -> String {
    let mut parts = Vec::new();
    match image.shell {
        Tri::No => parts.push(say!(lang, en: "no shell", de: "keine Shell", zh: "无 shell")),
        Tri::Yes => parts.push(say!(lang, en: "shell", de: "Shell", zh: "有 shell")),
        Tri::Unknown => {}
    }
    match image.package_manager {
        PackageManager::None => {
            parts.push(say!(lang, en: "no package manager", de: "kein Paketmanager", zh: "无包管理器"))
        }
        PackageManager::Unknown => {}
        manager => parts.push(format!("{manager:?}").to_ascii_lowercase()),
    }
    if let Some((count, _)) = image.packages {
        parts.push(say!(lang, en: "{count} packages", de: "{count} Pakete", zh: "{count} 个软件包"));
    }
    parts.join(if lang == Lang::Zh { "，" } else { ", " })
}

pub fn severity(severity: Severity, lang: Lang) -> String {
    match severity {
        Severity::Error => say!(lang, en: "Error", de: "Fehler", zh: "错误"),
        Severity::Warning => say!(lang, en: "Warning", de: "Warnung", zh: "警告"),
        Severity::Note => say!(lang, en: "Note", de: "Hinweis", zh: "提示"),
    }
}

/// Which day the catalogue is of, and that it may be stale after 90 days.
pub fn freshness(lang: Lang, today: &str) -> String {
    let of = catalogue::as_of();
    let days = super::days::between(of, today);
    match days {
        Some(days) if days > 90 => say!(lang,
            en: "The catalogue is of {of}, {days} days ago: newer releases may exist.",
            de: "Der Katalog ist vom {of}, {days} Tage alt: es kann Neueres geben.",
            zh: "目录日期为 {of}，已过 {days} 天：可能已有更新的版本。"),
        _ => say!(lang,
            en: "The catalogue is of {of}.",
            de: "Der Katalog ist vom {of}.",
            zh: "目录日期为 {of}。"),
    }
}
