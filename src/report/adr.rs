//! A decision record that a team can commit: context, decision, alternatives, consequences, proof, sources.

use super::page::Block;
use super::{outline, words};
use crate::advice::{Advice, Outcome};
use crate::order;
use crate::rules::Weight;
use crate::wishes::Wishes;
use crate::words::Lang;

/// The record of one advice.
pub fn page(advice: &Advice, wishes: &Wishes) -> Vec<Block> {
    let lang = wishes.lang;
    let mut page = vec![Block::Title(title(advice, lang)), Block::Text(status(wishes))];
    page.extend(context(advice, lang));
    page.push(Block::Heading(say!(lang, en: "Decision", de: "Entscheidung", zh: "决定")));
    page.push(Block::Lead(advice.headline.clone()));
    page.extend((!advice.because.is_empty()).then(|| Block::Text(advice.because.clone())));
    page.extend(alternatives(advice, wishes));
    page.extend(consequences(advice, lang));
    page.extend(proof(advice, lang));
    page.extend(sources(advice, lang));
    page.push(Block::Text(words::freshness(lang, &wishes.today)));
    page
}

fn title(advice: &Advice, lang: Lang) -> String {
    let file = &advice.file;
    say!(lang, en: "Base image of `{file}`", de: "Basis-Image von `{file}`", zh: "`{file}` 的基础镜像")
}

fn status(wishes: &Wishes) -> String {
    let (lang, today) = (wishes.lang, &wishes.today);
    let engine = env!("CARGO_PKG_VERSION");
    say!(lang,
        en: "Status: proposed · {today} · written by Basewise {engine}",
        de: "Stand: vorgeschlagen · {today} · geschrieben von Basewise {engine}",
        zh: "状态：提议 · {today} · 由 Basewise {engine} 生成")
}

fn context(advice: &Advice, lang: Lang) -> Vec<Block> {
    let mut items: Vec<String> = advice
        .build
        .stages
        .iter()
        .map(|stage| {
            let line = words::line(lang, advice.build.lines(stage.span).0);
            format!("{line}: `FROM {}`", stage.from.raw)
        })
        .collect();
    items.extend(advice.findings.iter().map(|finding| format!("{} (`{}`)", finding.what, finding.rule)));
    let heading = say!(lang, en: "Context", de: "Ausgangslage", zh: "背景");
    if items.is_empty() { Vec::new() } else { vec![Block::Heading(heading), Block::List(items)] }
}

fn alternatives(advice: &Advice, wishes: &Wishes) -> Vec<Block> {
    let mut blocks = outline::compared(advice, wishes);
    if let Some(Block::Heading(heading)) = blocks.first_mut() {
        *heading = say!(wishes.lang, en: "Alternatives", de: "Alternativen", zh: "备选方案");
    }
    blocks.extend(advice.counterfactual.as_ref().map(|other| Block::Text(other.text.clone())));
    blocks
}

fn consequences(advice: &Advice, lang: Lang) -> Vec<Block> {
    let Some(best) = advice.recommendations.first() else { return Vec::new() };
    let mut items: Vec<String> = [Weight::Change, Weight::Risk]
        .into_iter()
        .flat_map(|weight| best.candidate.told(weight))
        .map(|objection| outline::objection(advice, objection, lang))
        .collect();
    items.extend(advice.losses.iter().cloned());
    if items.is_empty() && advice.outcome == Outcome::Stay {
        items.push(say!(lang, en: "Nothing changes.", de: "Nichts ändert sich.", zh: "没有变化。"));
    }
    let heading = say!(lang, en: "Consequences", de: "Folgen", zh: "后果");
    if items.is_empty() { Vec::new() } else { vec![Block::Heading(heading), Block::List(items)] }
}

fn proof(advice: &Advice, lang: Lang) -> Vec<Block> {
    let kit = advice.recommendations.first().map(|best| best.verify.join("\n")).unwrap_or_default();
    if kit.is_empty() {
        Vec::new()
    } else {
        vec![Block::Heading(words::verify(lang)), Block::Code { language: "sh", text: kit }]
    }
}

fn sources(advice: &Advice, lang: Lang) -> Vec<Block> {
    let rows = advice.recommendations.iter().take(3).map(|one| one.candidate.choice.image.source);
    let cited = advice.findings.iter().flat_map(|finding| finding.sources.iter().copied());
    let mut items: Vec<String> =
        rows.chain(cited).map(|source| format!("{} ({}): <{}>", source.title, source.as_of, source.url)).collect();
    order::sort(&mut items);
    items.dedup();
    if items.is_empty() { Vec::new() } else { vec![Block::Heading(words::sources(lang)), Block::List(items)] }
}
