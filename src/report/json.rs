//! Advice as JSON, schema `basewise.advice/1`. The JSON Schema is `static/advice.schema.json`; a test holds the two together.

mod base;

use super::{Unread, figures};
use crate::advice::{Advice, Answer, Edit, Recommendation, Rewrite};
use crate::catalogue::{self, Source};
use crate::dockerfile::Problem;
use crate::evidence::{self, Fact, Facts};
use crate::rules::{Finding, Objection, Weight};
use crate::stages::{Build, Stage};
use crate::wishes::Wishes;
use crate::words::Lang;
use serde_json::{Map, Value, json};

/// The name every object carries.
pub const SCHEMA: &str = "basewise.advice/1";

/// One file gives one object, several give an array; indented.
pub fn pretty(given: &[Result<Advice, Unread>], wishes: &Wishes) -> String {
    let mut objects: Vec<Value> = given.iter().map(|one| either(one, wishes)).collect();
    let whole = if objects.len() == 1 { objects.remove(0) } else { Value::Array(objects) };
    format!("{whole:#}\n")
}

/// One object a line, in order.
pub fn lines(given: &[Result<Advice, Unread>], wishes: &Wishes) -> String {
    let line = |one| serde_json::to_string(&either(one, wishes)).unwrap_or_default() + "\n";
    given.iter().map(line).collect()
}

fn either(one: &Result<Advice, Unread>, wishes: &Wishes) -> Value {
    match one {
        Ok(advice) => object(advice, wishes),
        Err(unread) => unreadable(unread),
    }
}

/// A file that could not be read: its name and its problem, nothing else.
fn unreadable(unread: &Unread) -> Value {
    let problem = json!({
        "severity": "error", "id": "unreadable-file", "message": unread.problem,
        "line": 1, "column": 1, "end_line": 1, "end_column": 1,
    });
    json!({ "schema": SCHEMA, "file": unread.file, "engine": env!("CARGO_PKG_VERSION"), "problems": [problem] })
}

/// The whole advice on one file.
pub fn object(advice: &Advice, wishes: &Wishes) -> Value {
    let build = &advice.build;
    json!({
        "schema": SCHEMA,
        "file": advice.file,
        "engine": env!("CARGO_PKG_VERSION"),
        "catalogue": { "as_of": catalogue::as_of(), "images": catalogue::count() },
        "today": wishes.today,
        "prefer": wishes.leaning,
        "headline": advice.headline,
        "because": advice.because,
        "outcome": advice.outcome,
        "product": advice.facts.product,
        "workload": advice.facts.workload,
        "problems": build.problems.iter().map(|problem| self::problem(build, problem)).collect::<Vec<_>>(),
        "stages": build.stages.iter().map(|stage| self::stage(stage, build, &advice.facts, wishes)).collect::<Vec<_>>(),
        "facts": advice.facts.all().iter().map(|fact| self::fact(build, fact, wishes.lang)).collect::<Vec<_>>(),
        "findings": advice.findings.iter().map(|finding| self::finding(build, finding)).collect::<Vec<_>>(),
        "recommendations": advice.recommendations.iter().map(|one| recommendation(build, one)).collect::<Vec<_>>(),
        "questions": advice.questions.iter().map(|question| json!({
            "id": question.id,
            "text": question.text,
            "answers": question.answers.iter().map(|answer| answer.value).collect::<Vec<_>>(),
            "lines": figures::lines(build, &question.spans),
            "effect": question.answers.iter().map(effect).collect::<Vec<_>>().join(" "),
            "choices": question.answers.iter().map(choice).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "open_args": advice.open_args,
        "counterfactual": advice.counterfactual.as_ref().map(|other| json!({
            "image": other.image, "text": other.text, "lines": figures::lines(build, &other.spans),
        })),
        "losses": advice.losses,
        "rewrite": advice.rewrite.as_ref().map(|rewrite| self::rewrite(build, rewrite)),
    })
}

fn problem(build: &Build, problem: &Problem) -> Value {
    let source = &build.tree.source;
    json!({
        "severity": problem.severity,
        "id": problem.id,
        "message": problem.message,
        "line": source.line(problem.span.start),
        "column": source.column(problem.span.start),
        "end_line": source.line(problem.span.end),
        "end_column": source.column(problem.span.end),
    })
}

fn stage(stage: &Stage, build: &Build, facts: &Facts, wishes: &Wishes) -> Value {
    json!({
        "index": stage.index,
        "name": stage.name,
        "line": build.lines(stage.span).0,
        "role": stage.role,
        "base": base::object(stage, facts.standings.get(stage.index), wishes),
    })
}

fn fact(build: &Build, fact: &Fact, lang: Lang) -> Value {
    let mut object = json!({
        "id": fact.what.id(),
        "stage": fact.stage,
        "certainty": fact.certainty,
        "text": evidence::words::text(fact, lang),
        "lines": figures::lines(build, &fact.spans),
    });
    if let (Some(companion), Some(object)) = (&fact.companion, object.as_object_mut()) {
        object.insert("companion".into(), json!(companion));
    }
    object
}

fn finding(build: &Build, finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "what": finding.what,
        "why": finding.why,
        "do": finding.todo,
        "lines": figures::lines(build, &finding.spans),
        "sources": finding.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

fn source(source: &Source) -> Value {
    json!({ "title": source.title, "url": source.url, "as_of": source.as_of })
}

fn recommendation(build: &Build, one: &Recommendation) -> Value {
    let candidate = &one.candidate;
    let image = &candidate.choice.image;
    let said = |weight: Weight| -> Vec<Value> { candidate.told(weight).map(|o| objection(build, o)).collect() };
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.into(), value);
    put("rank", json!(one.rank));
    put("image", json!(image.reference));
    put("family", json!(image.family));
    put("shape", json!(candidate.choice.shape));
    put("present", json!(candidate.present));
    put("verdict", json!(candidate.verdict));
    put("compressed_bytes", json!(image.size.compressed));
    put("size_basis", json!(image.size.basis));
    put("saves_bytes", json!(one.saves_bytes));
    put("effort", json!(candidate.effort));
    put("reasons", Value::Array(said(Weight::Reason)));
    put("changes", Value::Array(said(Weight::Change)));
    put("risks", Value::Array(said(Weight::Risk)));
    put("doubts", Value::Array(said(Weight::Doubt)));
    put("blockers", Value::Array(said(Weight::Blocker)));
    put("forbidden", json!(candidate.forbidden));
    put("needs_login", json!(image.access != catalogue::Access::Free && image.access != catalogue::Access::Unknown));
    put("score", json!(one.score));
    put("verify", json!(one.verify));
    put("source", source(&image.source));
    Value::Object(object)
}

fn objection(build: &Build, objection: &Objection) -> Value {
    json!({
        "rule": objection.rule,
        "text": objection.text,
        "lines": figures::lines(build, &objection.spans),
    })
}

fn effect(answer: &Answer) -> String {
    format!("{}: {}", answer.label, answer.effect)
}

fn choice(answer: &Answer) -> Value {
    json!({ "value": answer.value, "label": answer.label, "effect": answer.effect, "assumed": answer.assumed })
}

fn rewrite(build: &Build, rewrite: &Rewrite) -> Value {
    json!({
        "to": rewrite.to,
        "dockerfile": rewrite.dockerfile,
        "diff": rewrite.diff,
        "complete": rewrite.complete,
        "left_to_you": rewrite.left_to_you.iter().map(|left| &left.text).collect::<Vec<_>>(),
        "beside": rewrite.beside,
        "edits": rewrite.edits.iter().map(|edit| self::edit(build, edit)).collect::<Vec<_>>(),
    })
}

/// Bytes of the file exchanged for others, and the claim they belong to.
fn edit(build: &Build, edit: &Edit) -> Value {
    json!({
        "start": edit.span.start,
        "end": edit.span.end,
        "lines": figures::lines(build, &[edit.span]),
        "text": edit.text,
        "rule": edit.rule,
        "reason": edit.reason,
    })
}
