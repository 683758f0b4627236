//! Advice as JSON, schema `basewise.advice/1`. The JSON Schema is `static/advice.schema.json`; a test holds the two together.

mod base;
mod value;

pub use value::Json;

use super::{Unread, figures};
use crate::advice::{Advice, Answer, Edit, Question, Recommendation, Rewrite, Score};
use crate::catalogue::{self, Source};
use crate::dockerfile::Problem;
use crate::evidence::{self, Fact, Facts};
use crate::rules::{Finding, Objection, Weight};
use crate::source::Span;
use crate::stages::{Build, Stage};
use crate::wishes::Wishes;
use crate::words::Lang;
use value::{list, object};

/// The name every object carries.
pub const SCHEMA: &str = "basewise.advice/1";

/// One file gives one object, several give an array; indented.
pub fn pretty(given: &[Result<Advice, Unread>], wishes: &Wishes) -> String {
    let mut objects: Vec<Json> = given.iter().map(|one| either(one, wishes)).collect();
    let whole = if objects.len() == 1 { objects.remove(0) } else { Json::List(objects) };
    whole.text(true) + "\n"
}

/// One object a line, in order.
pub fn lines(given: &[Result<Advice, Unread>], wishes: &Wishes) -> String {
    let line = |one| either(one, wishes).text(false) + "\n";
    given.iter().map(line).collect()
}

fn either<'a>(one: &'a Result<Advice, Unread>, wishes: &'a Wishes) -> Json<'a> {
    match one {
        Ok(advice) => object(advice, wishes),
        Err(unread) => unreadable(unread),
    }
}

/// A file that could not be read: its name and its problem, nothing else.
fn unreadable(unread: &Unread) -> Json<'_> {
    let problem = object! {
        "severity": "error", "id": "unreadable-file", "message": &unread.problem,
        "line": 1_u32, "column": 1_u32, "end_line": 1_u32, "end_column": 1_u32,
    };
    object! {
        "schema": SCHEMA, "file": &unread.file, "engine": env!("CARGO_PKG_VERSION"), "problems": Json::List(vec![problem]),
    }
}

/// The whole advice on one file.
pub fn object<'a>(advice: &'a Advice, wishes: &'a Wishes) -> Json<'a> {
    let build = &advice.build;
    object! {
        "schema": SCHEMA,
        "file": &advice.file,
        "engine": env!("CARGO_PKG_VERSION"),
        "catalogue": object! { "as_of": catalogue::as_of(), "images": catalogue::count() },
        "today": &wishes.today,
        "prefer": value::of(wishes.leaning),
        "headline": &advice.headline,
        "because": &advice.because,
        "outcome": value::of(advice.outcome),
        "product": value::of(advice.facts.product),
        "workload": value::of(&advice.facts.workload),
        "problems": list(build.problems.iter().map(|problem| self::problem(build, problem))),
        "stages": list(build.stages.iter().map(|stage| self::stage(stage, build, &advice.facts, wishes))),
        "facts": list(advice.facts.all().iter().map(|fact| self::fact(build, fact, wishes.lang))),
        "findings": list(advice.findings.iter().map(|finding| self::finding(build, finding))),
        "recommendations": list(advice.recommendations.iter().map(|one| recommendation(build, one))),
        "questions": list(advice.questions.iter().map(|question| self::question(build, question))),
        "open_args": list(&advice.open_args),
        "counterfactual": advice.counterfactual.as_ref().map(|other| object! {
            "image": &other.image, "text": &other.text, "lines": lines_of(build, &other.spans),
        }),
        "losses": list(&advice.losses),
        "rewrite": advice.rewrite.as_ref().map(|rewrite| self::rewrite(build, rewrite)),
    }
}

fn lines_of(build: &Build, spans: &[Span]) -> Json<'static> {
    list(figures::lines(build, spans))
}

fn question<'a>(build: &Build, question: &'a Question) -> Json<'a> {
    object! {
        "id": question.id,
        "text": &question.text,
        "answers": list(question.answers.iter().map(|answer| answer.value)),
        "lines": lines_of(build, &question.spans),
        "effect": question.answers.iter().map(effect).collect::<Vec<_>>().join(" "),
        "choices": list(question.answers.iter().map(choice)),
    }
}

fn problem<'a>(build: &Build, problem: &'a Problem) -> Json<'a> {
    let source = &build.tree.source;
    object! {
        "severity": value::of(problem.severity),
        "id": problem.id,
        "message": &problem.message,
        "line": source.line(problem.span.start),
        "column": source.column(problem.span.start),
        "end_line": source.line(problem.span.end),
        "end_column": source.column(problem.span.end),
    }
}

fn stage<'a>(stage: &'a Stage, build: &Build, facts: &'a Facts, wishes: &Wishes) -> Json<'a> {
    object! {
        "index": stage.index,
        "name": stage.name.as_ref(),
        "line": build.lines(stage.span).0,
        "role": value::of(stage.role),
        "base": base::object(stage, facts.standings.get(stage.index), wishes),
    }
}

fn fact<'a>(build: &Build, fact: &'a Fact, lang: Lang) -> Json<'a> {
    let mut object = object! {
        "id": fact.what.id(),
        "stage": fact.stage,
        "certainty": value::of(fact.certainty),
        "text": evidence::words::text(fact, lang),
        "lines": lines_of(build, &fact.spans),
    };
    if let (Some(companion), Json::Object(fields)) = (&fact.companion, &mut object) {
        fields.push(("companion".into(), companion.into()));
    }
    object
}

fn finding<'a>(build: &Build, finding: &'a Finding) -> Json<'a> {
    object! {
        "rule": finding.rule,
        "severity": value::of(finding.severity),
        "what": &finding.what,
        "why": &finding.why,
        "do": &finding.todo,
        "lines": lines_of(build, &finding.spans),
        "sources": list(finding.sources.iter().map(source)),
    }
}

fn source(source: &Source) -> Json<'static> {
    object! { "title": source.title, "url": source.url, "as_of": source.as_of }
}

fn recommendation<'a>(build: &Build, one: &'a Recommendation) -> Json<'a> {
    let candidate = &one.candidate;
    let image = &candidate.choice.image;
    let said = |weight: Weight| list(candidate.of(weight).map(|one| objection(build, one)));
    object! {
        "rank": one.rank,
        "image": &image.reference,
        "family": value::of(image.family),
        "shape": value::of(candidate.choice.shape),
        "present": candidate.present,
        "verdict": value::of(candidate.verdict),
        "compressed_bytes": image.size.compressed,
        "size_basis": value::of(image.size.basis),
        "saves_bytes": one.saves_bytes,
        "effort": value::of(candidate.effort),
        "reasons": said(Weight::Reason),
        "changes": said(Weight::Change),
        "risks": said(Weight::Risk),
        "doubts": said(Weight::Doubt),
        "blockers": said(Weight::Blocker),
        "forbidden": candidate.forbidden.as_ref(),
        "needs_login": image.access != catalogue::Access::Free && image.access != catalogue::Access::Unknown,
        "score": score(&one.score),
        "verify": list(&one.verify),
        "source": source(&image.source),
    }
}

fn score(score: &Score) -> Json<'static> {
    let part = |&(what, points, weight): &(&'static str, u32, u32)| {
        Json::List(vec![what.into(), points.into(), weight.into()])
    };
    object! { "parts": list(score.parts.iter().map(part)), "total": score.total }
}

fn objection<'a>(build: &Build, objection: &'a Objection) -> Json<'a> {
    object! {
        "rule": objection.rule,
        "text": &objection.text,
        "lines": lines_of(build, &objection.spans),
    }
}

fn effect(answer: &Answer) -> String {
    format!("{}: {}", answer.label, answer.effect)
}

fn choice(answer: &Answer) -> Json<'_> {
    object! { "value": answer.value, "label": &answer.label, "effect": &answer.effect, "assumed": answer.assumed }
}

fn rewrite<'a>(build: &Build, rewrite: &'a Rewrite) -> Json<'a> {
    object! {
        "to": &rewrite.to,
        "dockerfile": &rewrite.dockerfile,
        "diff": &rewrite.diff,
        "complete": rewrite.complete,
        "left_to_you": list(rewrite.left_to_you.iter().map(|left| &left.text)),
        "beside": value::of(&rewrite.beside),
        "edits": list(rewrite.edits.iter().map(|edit| self::edit(build, edit))),
    }
}

/// Bytes of the file exchanged for others, and the claim they belong to.
fn edit<'a>(build: &Build, edit: &'a Edit) -> Json<'a> {
    object! {
        "start": edit.span.start,
        "end": edit.span.end,
        "lines": lines_of(build, &[edit.span]),
        "text": &edit.text,
        "rule": edit.rule,
        "reason": &edit.reason,
    }
}
