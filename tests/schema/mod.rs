//! A validator for the part of JSON Schema that our schemas use. A keyword it does not know is a problem of its own.

use serde_json::Value;

/// Every way in which `value` breaks `schema`, as `path: why`.
pub fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else { return };
    for (keyword, wanted) in keywords {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "definitions" | "title" | "description" | "default" => {}
            // Whether a text is a URI or a day is not looked at.
            "format" => {}
            "$ref" => check(root, resolve(root, wanted), value, path, found),
            "type" => say(has_type(wanted, value), path, "type", wanted, found),
            "const" => say(value == wanted, path, "const", wanted, found),
            "enum" => say(wanted.as_array().is_some_and(|all| all.contains(value)), path, "enum", wanted, found),
            "minimum" => say(value.as_f64().is_none_or(|n| Some(n) >= wanted.as_f64()), path, "minimum", wanted, found),
            "maximum" => say(value.as_f64().is_none_or(|n| Some(n) <= wanted.as_f64()), path, "maximum", wanted, found),
            "minItems" => {
                say(length(value).is_none_or(|n| Some(n) >= wanted.as_u64()), path, "minItems", wanted, found)
            }
            "maxItems" => {
                say(length(value).is_none_or(|n| Some(n) <= wanted.as_u64()), path, "maxItems", wanted, found)
            }
            "pattern" => say(value.as_str().is_none_or(|text| fits(wanted, text)), path, "pattern", wanted, found),
            "uniqueItems" => say(is_unique(value), path, "uniqueItems", wanted, found),
            "anyOf" => any_of(root, wanted, value, path, found),
            "required" => required(wanted, value, path, found),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{path}[{at}]"), found);
                }
            }
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    check(root, &wanted[key], inner, &format!("{path}.{key}"), found);
                }
            }
            "additionalProperties" => additional(root, schema, value, path, found),
            "oneOf" => one_of(root, wanted, value, path, found),
            other => found.push(format!("{path}: this validator does not know `{other}`")),
        }
    }
}

fn say(holds: bool, path: &str, keyword: &str, wanted: &Value, found: &mut Vec<String>) {
    if !holds {
        found.push(format!("{path}: {keyword} {wanted}"));
    }
}

fn resolve<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let pointer = reference.as_str().unwrap_or_default().trim_start_matches('#');
    root.pointer(pointer).unwrap_or_else(|| panic!("the schema has no {pointer}"))
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    match wanted {
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        name => name.as_str().is_some_and(is),
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_array().map(|items| items.len() as u64)
}

/// The one pattern that values of ours meet is that of a day; a value under any other is a problem until it is read here.
fn fits(pattern: &Value, text: &str) -> bool {
    pattern.as_str().is_some_and(|pattern| pattern.starts_with("^[0-9]{4}")) && is_day(text)
}

fn is_unique(value: &Value) -> bool {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
}

fn any_of(root: &Value, wanted: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let fits = |schema: &Value| {
        let mut problems = Vec::new();
        check(root, schema, value, path, &mut problems);
        problems.is_empty()
    };
    say(wanted.as_array().is_some_and(|all| all.iter().any(fits)), path, "anyOf", wanted, found);
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn required(wanted: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for key in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.as_object().is_some_and(|object| !object.contains_key(key)) {
            found.push(format!("{path}: {key} is missing"));
        }
    }
}

fn additional(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let wanted = &schema["additionalProperties"];
    let others = value.as_object().into_iter().flatten().filter(|(key, _)| schema["properties"].get(key).is_none());
    for (key, inner) in others {
        match wanted {
            Value::Bool(true) => {}
            Value::Object(_) => check(root, wanted, inner, &format!("{path}.{key}"), found),
            _ => found.push(format!("{path}: {key} is not in the schema")),
        }
    }
}

fn one_of(root: &Value, wanted: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let tries = wanted.as_array().into_iter().flatten().map(|schema| {
        let mut problems = Vec::new();
        check(root, schema, value, path, &mut problems);
        problems
    });
    let tries: Vec<Vec<String>> = tries.collect();
    if tries.iter().filter(|problems| problems.is_empty()).count() != 1 {
        found.extend(tries.into_iter().min_by_key(Vec::len).into_iter().flatten());
        found.push(format!("{path}: not exactly one of the shapes"));
    }
}
