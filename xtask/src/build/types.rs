//! JSON Schema → TypeScript, so that the types of the JavaScript interface are those of the schemas and of nobody else.

use super::pages::Sources;
use crate::Done;
use serde_json::Value;
use std::fmt::Write as _;

/// The hand-written part of the types.
const NAME: &str = "api.d.ts";

/// Schema file → the type that it describes as a whole, where that is not one of its `$defs`.
const SCHEMAS: &[(&str, Option<&str>)] = &[("advice.schema.json", None), ("policy.schema.json", Some("policy"))];

/// Adds what the schemas say to `api.d.ts`.
pub fn complete(sources: &mut Sources) -> Done {
    let mut text = String::new();
    for (file, whole) in SCHEMAS {
        let bytes = sources.get(*file).ok_or_else(|| format!("no {file}"))?;
        let schema: Value = serde_json::from_slice(bytes)?;
        let defs = schema["$defs"].as_object().into_iter().flatten().map(|(name, one)| (name.as_str(), one));
        for (name, one) in defs.chain(whole.map(|name| (name, &schema))) {
            let _ = write!(text, "\n{}export type {} = {};\n", comment(one, ""), pascal(name), written(one, ""));
        }
    }
    sources.get_mut(NAME).ok_or("no api.d.ts")?.extend_from_slice(text.as_bytes());
    Ok(())
}

fn comment(schema: &Value, indent: &str) -> String {
    schema["description"].as_str().map(|text| format!("/** {text} */\n{indent}")).unwrap_or_default()
}

fn written(schema: &Value, indent: &str) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return pascal(name.rsplit('/').next().unwrap_or_default());
    }
    if !schema["const"].is_null() {
        return schema["const"].to_string();
    }
    let (choices, either) = (schema["enum"].as_array(), schema["oneOf"].as_array().or(schema["anyOf"].as_array()));
    match (choices, either, &schema["type"]) {
        (Some(choices), ..) => united(choices.iter().map(Value::to_string)),
        (_, Some(either), _) => united(either.iter().map(|one| written(one, indent))),
        (.., Value::Array(kinds)) => united(kinds.iter().map(|kind| named(kind, schema, indent))),
        (.., kind) => named(kind, schema, indent),
    }
}

fn united(types: impl Iterator<Item = String>) -> String {
    types.collect::<Vec<_>>().join(" | ")
}

fn named(kind: &Value, schema: &Value, indent: &str) -> String {
    match kind.as_str().unwrap_or_default() {
        "string" => "string".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "boolean" => "boolean".to_owned(),
        "null" => "null".to_owned(),
        "array" => format!("Array<{}>", written(&schema["items"], indent)),
        "object" if schema["properties"].is_object() => object(schema, indent),
        "object" => "Record<string, unknown>".to_owned(),
        _ => "unknown".to_owned(),
    }
}

fn object(schema: &Value, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let must = |key: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == key));
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(key, one)| {
        let optional = if must(key) { "" } else { "?" };
        format!("{inner}{}{key}{optional}: {};\n", comment(one, &inner), written(one, &inner))
    });
    format!("{{\n{}{indent}}}", fields.collect::<String>())
}

fn pascal(name: &str) -> String {
    let words = name.split(['-', '_']).map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_schemas_say_is_said_in_types() {
        let schema = json!({"type": ["object", "null"], "required": ["a"], "properties": {
            "a": {"enum": ["x", "y"], "description": "One of two."},
            "b": {"type": "array", "items": {"$ref": "#/$defs/some-thing"}},
            "c": {"const": 1},
            "d": {"type": "object"},
        }});
        let text = "{\n  /** One of two. */\n  a: \"x\" | \"y\";\n  b?: Array<SomeThing>;\n  c?: 1;\n  d?: Record<string, unknown>;\n} | null";
        assert_eq!(written(&schema, ""), text);
    }

    #[test]
    fn every_schema_of_ours_is_understood() {
        let file = |text: &str| text.as_bytes().to_vec();
        let mut sources = Sources::from([
            (NAME.to_owned(), file(include_str!("../../../static/api.d.ts"))),
            ("advice.schema.json".to_owned(), file(include_str!("../../../static/advice.schema.json"))),
            ("policy.schema.json".to_owned(), file(include_str!("../../../static/policy.schema.json"))),
        ]);
        complete(&mut sources).expect("the schemas are there");
        let text = String::from_utf8_lossy(&sources[NAME]).into_owned();
        for part in ["export type Advice = {", "export type Policy = {", "recommendations: Array<Recommendation>"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!text.contains(": unknown") && !text.contains("<unknown>"), "{text}");
    }
}
