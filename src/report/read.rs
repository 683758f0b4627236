//! `basewise read`: the tree, the expanded stages and the commands, as JSON.

use crate::stages::Build;
use serde::Serialize;

#[derive(Serialize)]
struct Reading<'a> {
    schema: &'static str,
    #[serde(flatten)]
    build: &'a Build,
}

/// Everything that was read, for tests and the curious.
pub fn json(build: &Build) -> String {
    serde_json::to_string_pretty(&Reading { schema: "basewise.read/1", build }).unwrap_or_default()
}
