//! Findings and advice as SARIF 2.1.0, for code scanning.

use super::Unread;
use crate::advice::{Advice, Outcome};
use crate::dockerfile::Severity;
use crate::order;
use crate::rules::{self, Finding};
use crate::source::Span;
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run over all files; a file that could not be read is a notification of the run.
pub fn log(advices: &[&Advice], unread: &[&Unread]) -> Value {
    let results: Vec<Value> = advices.iter().flat_map(|advice| results(advice)).collect();
    let unread: Vec<Value> = unread.iter().map(|one| notification(one)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Basewise",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used(&results).into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "invocations": [{ "executionSuccessful": unread.is_empty(), "toolExecutionNotifications": unread }],
            "results": results,
        }],
    })
}

fn notification(unread: &Unread) -> Value {
    json!({
        "level": "error",
        "message": { "text": unread.problem },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&unread.file) } } }],
    })
}

fn results(advice: &Advice) -> Vec<Value> {
    let findings = advice.findings.iter().map(|finding| result(advice, finding));
    findings.chain(better(advice)).collect()
}

fn result(advice: &Advice, finding: &Finding) -> Value {
    let text = [finding.what.as_str(), &finding.why, &finding.todo].join(" ");
    entry(advice, finding.rule, level(finding.severity), text.trim(), &finding.spans)
}

/// The advice itself, at the FROM it speaks of.
fn better(advice: &Advice) -> Option<Value> {
    let speaks = matches!(advice.outcome, Outcome::Switch | Outcome::Upgrade | Outcome::Split);
    let stage = advice.build.shipped.and_then(|at| advice.build.bottom(at)).filter(|_| speaks)?;
    let text = format!("{} {}", advice.headline, advice.because);
    Some(entry(advice, "better-base", "note", text.trim(), &[stage.from.span]))
}

fn entry(advice: &Advice, rule: &str, level: &str, text: &str, spans: &[Span]) -> Value {
    let places = if spans.is_empty() { &[Span { start: 0, end: 0 }][..] } else { spans };
    let locations: Vec<Value> = places.iter().take(10).map(|span| location(advice, *span)).collect();
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": text },
        "locations": [locations[0]],
        "relatedLocations": locations[1..],
        "partialFingerprints": { "basewise/1": fingerprint(advice, rule, places[0]) },
    })
}

/// Stable while the text of the place is: the rule and the text it points at.
fn fingerprint(advice: &Advice, rule: &str, span: Span) -> String {
    let text = advice.build.tree.source.slice(span);
    let hash = rule
        .bytes()
        .chain(text.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

fn location(advice: &Advice, span: Span) -> Value {
    let source = &advice.build.tree.source;
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&advice.file) },
        "region": {
            "startLine": source.line(span.start),
            "startColumn": source.column(span.start),
            "endLine": source.line(span.end),
            "endColumn": source.column(span.end),
        },
    } })
}

/// A relative path as a URI reference: slashes forward, what is not allowed escaped.
fn uri(file: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path = file.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    path.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn used(results: &[Value]) -> Vec<&str> {
    let mut ids: Vec<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    order::sort(&mut ids);
    ids.dedup();
    ids
}

fn rule(id: &str) -> Value {
    let page = rules::page(id);
    let title = page.map_or_else(|| "A better base exists".to_string(), |page| page.title.to_string());
    let mut rule = json!({ "id": id, "shortDescription": { "text": title } });
    if let Some(page) = page {
        rule["help"] = json!({ "text": page.markdown, "markdown": page.markdown });
    }
    rule
}
