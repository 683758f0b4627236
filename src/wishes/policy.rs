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
