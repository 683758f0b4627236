//! Advice → the page that text and Markdown share: the answer first, then what it rests on.

use super::page::Block;
use super::{figures, words};
use crate::advice::{Advice, Left, Outcome, Question, Recommendation, plainly};
use crate::dockerfile::Severity;
use crate::order;
use crate::rules::{Objection, Shape, Weight};
use crate::source::Span;
use crate::wishes::Wishes;
use crate::words::Lang;

/// How many bases are compared on a page.
const SHOWN: usize = 8;

/// The page of one advice.
pub fn page(advice: &Advice, wishes: &Wishes) -> Vec<Block> {
    let lang = wishes.lang;
    let mut page = vec![Block::Title(advice.file.clone()), Block::Lead(advice.headline.clone())];
    page.extend((!advice.because.is_empty()).then(|| Block::Text(advice.because.clone())));
    page.extend(problems(advice, lang));
    page.extend(compared(advice, wishes));
    page.extend(first(advice, lang));
    page.extend(advice.counterfactual.as_ref().map(|other| Block::Text(other.text.clone())));
    page.extend(findings(advice, lang));
    page.extend(questions(advice, lang));
    page.extend(list(words::losses(lang), advice.losses.clone()));
    page.extend(rewrite(advice, lang));
    page.push(Block::Text(words::freshness(lang, &wishes.today)));
    page
}

/// A heading and its list, or nothing.
fn list(heading: String, items: Vec<String>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::Heading(heading), Block::List(items)] }
}

fn problems(advice: &Advice, lang: Lang) -> Vec<Block> {
    let source = &advice.build.tree.source;
    let told = advice.build.problems.iter().map(|problem| {
        let line = words::line(lang, source.line(problem.span.start));
        format!("{line}: {}", problem.message)
    });
    list(words::problems(lang), told.collect())
}

/// The bases side by side.
pub(super) fn compared(advice: &Advice, wishes: &Wishes) -> Vec<Block> {
    if advice.recommendations.is_empty() {
        return Vec::new();
    }
    let lang = wishes.lang;
    let present = advice.recommendations.iter().position(|one| one.candidate.present).filter(|at| *at >= SHOWN);
    let shown = advice.recommendations.iter().take(SHOWN).chain(present.map(|at| &advice.recommendations[at]));
    let rows = shown.map(|one| row(one, lang)).collect();
    vec![Block::Heading(words::compared(lang)), Block::Table { head: words::columns(lang), rows }]
}

fn row(one: &Recommendation, lang: Lang) -> Vec<String> {
    let candidate = &one.candidate;
    let image = &candidate.choice.image;
    let name = if candidate.present { words::now(lang, &image.reference) } else { format!("`{}`", image.reference) };
    vec![
        one.rank.to_string(),
        name,
        words::size(image, lang),
        words::verdict(candidate, lang),
        words::effort(candidate, lang),
        one.score.total.to_string(),
        why(one, lang),
    ]
}

/// The one thing to know: what stands against it, or what speaks for it. Short enough for a row.
fn why(one: &Recommendation, lang: Lang) -> String {
    let candidate = &one.candidate;
    let weights = [Weight::Blocker, Weight::Doubt];
    let held = weights.iter().find_map(|weight| candidate.of(*weight).next());
    match (&candidate.forbidden, held) {
        (Some(clause), _) => clause.clone(),
        (None, Some(objection)) => first_sentence(&objection.text),
        (None, None) => words::contents(&candidate.choice.image, lang),
    }
}

fn first_sentence(text: &str) -> String {
    let end = [". ", "。"].iter().filter_map(|stop| text.find(stop).map(|at| at + stop.trim_end().len())).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or(text).to_string()
}

/// What the first recommendation asks for and what to know about it.
fn first(advice: &Advice, lang: Lang) -> Vec<Block> {
    // Where nothing is advised, what the first of them would ask for is no matter.
    let advised = |_: &&Recommendation| advice.outcome != Outcome::CannotTell;
    let Some(best) = advice.recommendations.first().filter(advised) else { return Vec::new() };
    let said = |weight| -> Vec<String> { best.candidate.told(weight).map(|o| objection(advice, o, lang)).collect() };
    let mut changes = said(Weight::Change);
    // Of a base that stays the headline tells the first.
    if best.candidate.present {
        return if changes.len() > 1 { list(words::changes(lang), changes) } else { Vec::new() };
    }
    let mut blocks = list(words::reasons(lang), said(Weight::Reason));
    if best.candidate.choice.shape == Shape::Swap && changes.is_empty() {
        changes.push(plainly::said(&advice.build, &advice.facts, best.candidate.image(), lang));
    }
    blocks.extend(list(words::changes(lang), changes));
    blocks.extend(list(words::risks(lang), said(Weight::Risk)));
    blocks
}

/// The sentence, and the lines it speaks of where it does not name them itself.
pub(super) fn objection(advice: &Advice, objection: &Objection, lang: Lang) -> String {
    placed(advice, &objection.text, &objection.spans, lang)
}

/// What is left to the reader, in the same way.
pub fn left(advice: &Advice, left: &Left, lang: Lang) -> String {
    placed(advice, &left.text, &left.spans, lang)
}

fn placed(advice: &Advice, text: &str, spans: &[Span], lang: Lang) -> String {
    match figures::lines(&advice.build, spans).first() {
        Some(line) if !words::names_line(text, lang) => format!("{text} ({})", words::line(lang, *line)),
        _ => text.into(),
    }
}

fn findings(advice: &Advice, lang: Lang) -> Vec<Block> {
    let mut sorted: Vec<_> = advice.findings.iter().collect();
    order::sort_by_key(&mut sorted, |finding| std::cmp::Reverse(finding.severity));
    let told = sorted.into_iter().map(|finding| {
        let severity = words::severity(finding.severity, lang);
        let lines = figures::lines(&advice.build, &finding.spans);
        let comma = if lang == Lang::Zh { "，" } else { ", " };
        let told = words::names_line(&finding.what, lang);
        let line = lines.first().filter(|_| !told);
        let place = line.map(|line| format!("{comma}{}", words::line(lang, *line))).unwrap_or_default();
        let quiet = finding.severity == Severity::Note || finding.todo.is_empty();
        let todo = if quiet { String::new() } else { format!(" {}", finding.todo) };
        format!("{severity}{place}: {}{todo} (`{}`)", finding.what, finding.rule)
    });
    list(words::findings(lang), told.collect())
}

fn questions(advice: &Advice, lang: Lang) -> Vec<Block> {
    list(words::questions(lang), advice.questions.iter().map(|one| question(one, lang)).collect())
}

fn question(question: &Question, lang: Lang) -> String {
    let answers = question.answers.iter().map(|answer| {
        let mark = if answer.assumed { words::assumed(lang) } else { String::new() };
        format!("{}{mark}: {}", answer.label, answer.effect)
    });
    let answers: Vec<String> = answers.collect();
    let values: Vec<&str> = question.answers.iter().map(|answer| answer.value).collect();
    format!("{} {} (`--answers {}={}`)", question.text, answers.join(" "), question.id, values.join("|"))
}

fn rewrite(advice: &Advice, lang: Lang) -> Vec<Block> {
    let Some(rewrite) = &advice.rewrite else { return Vec::new() };
    let mut blocks = Vec::new();
    if !rewrite.diff.is_empty() {
        blocks.push(Block::Heading(words::rewrite(lang)));
        blocks.push(Block::Code { language: "diff", text: rewrite.diff.clone() });
        blocks.extend((!rewrite.complete).then(|| Block::Text(words::incomplete(lang))));
    }
    blocks.extend(list(words::left(lang), rewrite.left_to_you.iter().map(|one| left(advice, one, lang)).collect()));
    if !rewrite.beside.is_empty() {
        blocks.push(Block::Heading(words::beside(lang)));
    }
    for extra in &rewrite.beside {
        blocks.push(Block::Text(format!("`{}`: {}", extra.name, extra.why)));
        blocks.push(Block::Code { language: "", text: extra.text.clone() });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::first_sentence;
    use crate::advice::Left;
    use crate::wishes::{Input, Wishes};
    use crate::words::Lang;

    #[test]
    fn a_row_ends_where_a_sentence_does() {
        let text = "We cannot see how it is linked; `alpine:3.24` has musl 1.2. Ask `ldd`.";
        assert_eq!(first_sentence(text), "We cannot see how it is linked; `alpine:3.24` has musl 1.2.");
        assert_eq!(first_sentence("看不出。再看。"), "看不出。");
        assert_eq!(first_sentence("No end"), "No end");
    }

    #[test]
    fn what_is_not_done_yet_is_called_so_beside_its_diff() {
        use super::super::{Format, one};
        let file = "FROM node:18\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD npm run start && echo done\n";
        for (lang, sentence) in [(Lang::En, "is incomplete:"), (Lang::De, "ist unvollständig:"), (Lang::Zh, "尚不完整")]
        {
            let wishes = Wishes { today: "2026-11-30".into(), lang, ..Wishes::default() };
            let mut advice = crate::advise(&Input::pasted(file), &wishes);
            let rewrite = advice.rewrite.as_mut().expect("a rewrite");
            let spans = vec![advice.build.tree.instructions[4].span];
            rewrite.complete = false;
            rewrite.left_to_you = vec![Left { rule: "", text: "Do it.".into(), spans }];
            for format in [Format::Text, Format::Markdown] {
                let report = one(&advice, &wishes, format);
                let (_, after) = report.split_once("@@ -").expect("a diff");
                let line = super::super::words::line(lang, 5);
                assert!(after.contains(sentence) && after.contains(&format!("Do it. ({line})")), "{report}");
            }
            advice.rewrite.as_mut().expect("a rewrite").complete = true;
            assert!(!one(&advice, &wishes, Format::Text).contains(sentence));
        }
    }

    #[test]
    fn whatever_is_to_be_mended_is_told() {
        let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
        let file = "FROM node:10 AS a\nRUN apt-get update && apt-get install -y jq\nFROM python:3.5 AS b\nRUN apt-get update && apt-get install -y graphviz\nFROM nginx:1.31-alpine-slim\nCOPY --from=a /a /usr/share/nginx/html\nCOPY --from=b /b /usr/share/nginx/html\n";
        let report = |file: &str| {
            let advice = crate::advise(&Input::pasted(file), &wishes);
            super::super::one(&advice, &wishes, super::super::Format::Text)
        };
        let both = report(file);
        assert!(
            both.contains("Stay on")
                && both.contains("`node:12-bullseye` takes")
                && both.contains("`python:3.6` takes"),
            "{both}"
        );
        assert!(!report(&file.replace("python:3.5", "python:3.12-bookworm")).contains("What changes"));
    }

    #[test]
    fn more_than_one_from_may_change() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let told = |file: &str| {
            let advice = crate::advise(&Input::pasted(file), &wishes);
            (advice.because.clone(), super::super::one(&advice, &wishes, super::super::Format::Text))
        };
        let one = "FROM python:3.12\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n";
        assert!(told(one).0.starts_with("Only the FROM line changes"), "{}", told(one).0);
        let two = "FROM python:3.12-trixie AS b\nCOPY . .\nRUN pip wheel -w /w .\nFROM python:3.12-trixie\nCOPY --from=b /w /w\nCMD [\"python\", \"/w/a.py\"]\n";
        let (reason, report) = told(two);
        assert!(reason.starts_with("Only FROM lines change"), "{reason}");
        assert!(report.contains("- Only FROM lines change"), "{report}");
        let held = "FROM debian:bookworm AS b\nRUN apt-get update && apt-get install -y gcc=4:12.2.0-3 make\nCOPY . .\nRUN gcc -static -o /a a.c\nFROM debian:bookworm-slim\nCOPY --from=b /a /a\nCMD [\"/a\"]\n";
        assert!(told(held).1.contains("- FROM lines change, and packages"), "{}", told(held).1);
    }
}
