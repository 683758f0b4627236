//! House policy: what a team allows, forbids and brings of its own. The schema is `static/policy.schema.json`.

use serde::{Deserialize, Serialize};

/// Every field may be left out; an empty policy allows everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    pub schema: String,
    /// Prefixes of `registry/repository`; when given, nothing else may be recommended.
    pub allow: Vec<String>,
    /// Prefixes that may never be recommended.
    pub forbid: Vec<String>,
    /// Families by their names in the advice: `alpine`, `distroless` …
    pub forbid_families: Vec<String>,
    /// `docker.io` → `mirror.example.com/hub`.
    pub mirrors: Vec<Mirror>,
    /// The house's own bases.
    pub golden: Vec<Golden>,
    /// A recommended base must be supported until this day at least.
    pub supported_until: Option<String>,
    /// Recommended references carry a digest, or a line that says how to get it.
    pub pin_digests: bool,
}

impl Policy {
    /// The name `schema` carries, where it is given.
    pub const SCHEMA: &'static str = "basewise.policy/1";

    /// More bytes than this are not read: a policy may come from a stranger.
    pub const LIMIT: usize = 256 << 10;

    /// Reads a policy from JSON. The error is a sentence with line and column.
    pub fn read(text: &str) -> Result<Policy, String> {
        if text.len() > Policy::LIMIT {
            return Err(format!("the policy has {} bytes; {} are read at most", text.len(), Policy::LIMIT));
        }
        let policy: Policy = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if policy.schema.is_empty() || policy.schema == Policy::SCHEMA {
            return Ok(policy);
        }
        Err(format!("the schema is `{}`; this version reads `{}`", policy.schema, Policy::SCHEMA))
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mirror {
    pub of: String,
    pub at: String,
}

/// A base the house builds itself: like a public one, under another name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Golden {
    pub image: String,
    /// The public image it is made from and has the contents of.
    pub like: Option<String>,
    /// Commands, libraries and package names it adds.
    pub adds: Vec<String>,
    pub user: Option<String>,
    pub compressed_bytes: Option<u64>,
    pub supported_until: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_may_be_left_out() {
        assert_eq!(Policy::read("{}"), Ok(Policy::default()));
    }

    #[test]
    fn what_is_too_large_or_too_deep_is_refused() {
        let large = format!(r#"{{"allow": ["{}"]}}"#, "x".repeat(Policy::LIMIT));
        assert!(Policy::read(&large).is_err_and(|e| e.contains("at most")));
        assert!(Policy::read(&"[".repeat(Policy::LIMIT)).is_err());
    }

    #[test]
    fn a_misspelt_field_and_another_schema_are_named() {
        assert!(Policy::read(r#"{"allowed": []}"#).is_err_and(|e| e.contains("allowed")));
        assert!(Policy::read(r#"{"schema": "basewise.policy/9"}"#).is_err_and(|e| e.contains("policy/9")));
    }
}
