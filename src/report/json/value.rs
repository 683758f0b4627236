//! JSON as it is put together and written: keys in the order they are given, texts as they stand in the advice.

use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

pub enum Json<'a> {
    Null,
    Bool(bool),
    Number(i64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'static, str>, Json<'a>)>),
}

/// `object! { "key": value, … }`
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::report::json::Json::Object(vec![$(($key.into(), $crate::report::json::Json::from($value))),*])
    };
}
pub(in crate::report) use object;

/// What has a form of its own for JSON: names of kinds, small tables.
pub fn of<'a>(value: impl Serialize) -> Json<'a> {
    serde_json::to_value(value).map_or(Json::Null, whole)
}

fn whole<'a>(value: Value) -> Json<'a> {
    match value {
        Value::Null => Json::Null,
        Value::Bool(is) => Json::Bool(is),
        Value::Number(number) => number.as_i64().map_or(Json::Null, Json::Number),
        Value::String(text) => Json::from(text),
        Value::Array(items) => Json::List(items.into_iter().map(whole).collect()),
        Value::Object(fields) => {
            Json::Object(fields.into_iter().map(|(key, value)| (key.into(), whole(value))).collect())
        }
    }
}

/// Each of them as JSON.
pub fn list<'a, T>(items: impl IntoIterator<Item = T>) -> Json<'a>
where
    Json<'a>: From<T>,
{
    Json::List(items.into_iter().map(Json::from).collect())
}

impl Json<'_> {
    /// Indented where a person reads it, else in one line.
    pub fn text(&self, indented: bool) -> String {
        let mut out = String::new();
        self.write(&mut out, indented.then_some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(is) => out.push_str(if *is { "true" } else { "false" }),
            Json::Number(number) => out.push_str(&number.to_string()),
            Json::Text(text) => quote(out, text),
            Json::List(items) => enclose(out, ['[', ']'], depth, items, |out, item, depth| item.write(out, depth)),
            Json::Object(fields) => enclose(out, ['{', '}'], depth, fields, |out, (key, value), depth| {
                quote(out, key);
                out.push_str(if depth.is_some() { ": " } else { ":" });
                value.write(out, depth);
            }),
        }
    }
}

fn enclose<T>(
    out: &mut String,
    [open, close]: [char; 2],
    depth: Option<usize>,
    items: &[T],
    write: impl Fn(&mut String, &T, Option<usize>),
) {
    let deeper = depth.map(|depth| depth + 1);
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        start(out, deeper);
        write(out, item, deeper);
    }
    start(out, depth.filter(|_| !items.is_empty()));
    out.push(close);
}

/// A line of its own, two blanks further in for each level.
fn start(out: &mut String, depth: Option<usize>) {
    let Some(depth) = depth else { return };
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            8 => out.push_str("\\b"),
            12 => out.push_str("\\f"),
            sign @ (b'"' | b'\\') => out.extend(['\\', char::from(sign)]),
            control => out.push_str(&format!("\\u{control:04x}")),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Json<'a> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Json<'a> {
    fn from(text: &'a String) -> Json<'a> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::Text(Cow::Owned(text))
    }
}

impl From<bool> for Json<'_> {
    fn from(is: bool) -> Self {
        Json::Bool(is)
    }
}

impl From<i64> for Json<'_> {
    fn from(number: i64) -> Self {
        Json::Number(number)
    }
}

impl From<u64> for Json<'_> {
    fn from(number: u64) -> Self {
        Json::Number(number as i64)
    }
}

impl From<u32> for Json<'_> {
    fn from(number: u32) -> Self {
        Json::Number(number.into())
    }
}

impl From<usize> for Json<'_> {
    fn from(number: usize) -> Self {
        Json::Number(number as i64)
    }
}

impl<'a, T> From<Option<T>> for Json<'a>
where
    Json<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Json::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn what_is_written_is_what_the_library_writes(text in "\\PC*|[\u{0}-\u{7f}]*", number: i64, is: bool) {
            let value = json!({ "a": [text, number, is, null, [], {}], "b": { "c": { "d\"": text } }, "e": [[number]] });
            prop_assert_eq!(of(&value).text(false), value.to_string());
            prop_assert_eq!(of(&value).text(true), format!("{value:#}"));
        }
    }
}
