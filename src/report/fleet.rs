//! Many files at once: bases in use, ends of life, what a switch would save.

use super::page::Block;
use super::{Unread, figures};
use crate::advice::{Advice, Outcome};
use crate::candidates::life;
use crate::catalogue;
use crate::evidence::Standing;
use crate::order;
use crate::wishes::Wishes;
use std::collections::BTreeMap;

/// What one base means to a fleet.
#[derive(Default)]
struct Use {
    files: usize,
    lifecycle: String,
    ends: String,
    advice: BTreeMap<String, usize>,
    saves: i64,
}

/// The summary of all files that could be read.
pub fn page(given: &[Result<Advice, Unread>], wishes: &Wishes) -> Vec<Block> {
    let lang = wishes.lang;
    let advices: Vec<&Advice> = given.iter().flatten().collect();
    let (files, unread) = (advices.len(), given.len() - advices.len());
    let better = advices.iter().filter(|advice| is_better(advice)).count();
    let saved = figures::bytes(advices.iter().filter_map(|advice| saves(advice)).sum::<i64>().max(0) as u64);
    let lead = say!(lang,
        en: "{files} files, {unread} unreadable: for {better} there is a better base; together that saves {saved} compressed, where sizes are known.",
        de: "{files} Dateien, {unread} unlesbar: für {better} gibt es ein besseres Basis-Image; zusammen spart das {saved} komprimiert, soweit Größen bekannt sind.",
        zh: "{files} 个文件，{unread} 个无法读取：其中 {better} 个有更好的基础镜像；在大小已知的范围内合计可省 {saved}（压缩）。");
    vec![Block::Lead(lead), Block::Table { head: head(wishes), rows: rows(&advices, wishes) }]
}

fn head(wishes: &Wishes) -> Vec<String> {
    let lang = wishes.lang;
    [
        say!(lang, en: "base", de: "Basis-Image", zh: "基础镜像"),
        say!(lang, en: "files", de: "Dateien", zh: "文件数"),
        say!(lang, en: "support", de: "Pflege", zh: "支持状态"),
        say!(lang, en: "ends", de: "endet", zh: "结束"),
        say!(lang, en: "most often advised", de: "am häufigsten geraten", zh: "最常建议"),
        say!(lang, en: "saves", de: "spart", zh: "节省"),
    ]
    .to_vec()
}

/// The bases in use, the most frequent first.
fn rows(advices: &[&Advice], wishes: &Wishes) -> Vec<Vec<String>> {
    let mut bases: BTreeMap<String, Use> = BTreeMap::new();
    for advice in advices {
        count(&mut bases, advice, wishes);
    }
    let mut bases: Vec<(String, Use)> = bases.into_iter().collect();
    order::sort_by_key(&mut bases, |(name, of)| (std::cmp::Reverse(of.files), name.clone()));
    bases.into_iter().map(|(name, of)| row(name, of)).collect()
}

fn row(name: String, of: Use) -> Vec<String> {
    let most =
        of.advice.iter().max_by_key(|(_, count)| **count).map(|(image, _)| format!("`{image}`")).unwrap_or_default();
    let saves = if of.saves > 0 { figures::bytes(of.saves as u64) } else { String::new() };
    vec![format!("`{name}`"), of.files.to_string(), of.lifecycle, of.ends, most, saves]
}

fn count(bases: &mut BTreeMap<String, Use>, advice: &Advice, wishes: &Wishes) {
    let Some(bottom) = advice.build.shipped.and_then(|at| advice.build.bottom(at)) else { return };
    let standing = advice.build.shipped.and_then(|at| advice.facts.standings.get(at));
    let of = bases.entry(bottom.from.text.clone()).or_default();
    of.files += 1;
    if let Some(image) = standing.and_then(Standing::image) {
        let lifecycle = serde_json::to_value(catalogue::lifecycle(image, &wishes.today)).unwrap_or_default();
        of.lifecycle = lifecycle.as_str().unwrap_or_default().into();
        of.ends = life::first_end(image).map(|(_, ends)| ends.to_string()).unwrap_or_default();
    }
    if let Some(best) = advice.recommendations.first().filter(|_| is_better(advice)) {
        *of.advice.entry(best.candidate.choice.image.reference.clone()).or_default() += 1;
        of.saves += saves(advice).unwrap_or(0);
    }
}

fn is_better(advice: &Advice) -> bool {
    matches!(advice.outcome, Outcome::Switch | Outcome::Upgrade | Outcome::Split)
}

fn saves(advice: &Advice) -> Option<i64> {
    advice.recommendations.first().filter(|_| is_better(advice)).and_then(|best| best.saves_bytes)
}
