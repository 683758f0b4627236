//! Why a base fits or does not, and what is wrong with the file as it stands: one file a rule.
//!
//! A rule's module doc is the page the reader sees (*what it is, why it matters, what to do, when not to,
//! sources*, under those headings); `build.rs` gathers the pages. The code below it answers two questions,
//! either of which may be absent: what is wrong with the file ([`Rule::file`]), and what a base would mean
//! for it ([`Rule::base`]). A rule fires on facts, never on what it cannot see.
//!
//! A file of this room bears the id of its rule. What a rule is too long for, and what several rules read, lies in the
//! rooms below, by what it knows of: [`users`], [`packages`], [`builds`], [`languages`], [`applications`], [`loading`]
//! and [`places`]. Beside the rules stands what all of them use: how claims are worded ([`claims`], [`told`],
//! [`change`]), and what the file stands on and a base offers ([`ground`], [`offers`], [`work`], [`once`]).

mod applications;
#[cfg(test)]
mod bench;
mod builds;
mod change;
mod claims;
mod ground;
mod languages;
mod loading;
pub mod offers;
mod once;
mod packages;
pub mod pages;
mod places;
mod told;
mod users;
mod work;

// The rules.
mod base_brings_more;
mod base_ending_soon;
mod base_needs_login;
mod base_os_ended;
mod base_retired;
mod base_runtime_ended;
mod base_unknown;
mod base_unofficial;
mod build_dependencies_kept;
mod build_tools_shipped;
mod compiler_missing;
mod copy_before_install;
mod debug_variant_shipped;
mod dynamic_binary_without_libc;
mod entrypoint_changes;
mod glibc_binary_on_musl;
mod glibc_newer_than_runtime;
mod gpu_devel_shipped;
mod healthcheck_tool_missing;
mod heavier_than_needed;
mod interpreter_path_moved;
mod jdk_where_jre;
mod missing_ca_certificates;
mod missing_icu;
mod missing_locale;
mod missing_shared_library;
mod missing_tmp;
mod missing_tzdata;
mod missing_user;
mod musl_behaviour;
mod musl_binary_on_glibc;
mod musl_builds_from_source;
mod musl_no_prebuilt;
mod native_addon_mismatch;
mod package_cache_kept;
mod package_manager_mismatch;
mod package_renamed;
mod package_unavailable;
mod platform_not_offered;
mod privileged_port_as_nonroot;
mod run_without_shell;
mod runs_as_root;
mod runtime_version_mismatch;
mod script_without_shell;
mod shell_form_without_shell;
mod source_gone;
mod tag_floating;
mod tag_missing_digest;
pub mod tag_superseded;
mod tool_missing;
mod unused_stage;
mod user_changes;
mod windows_base;

pub use applications::cuda;
pub use base_retired::{given_up, off_list};
pub use builds::shared_base;
pub use change::Change;
pub use languages::versioned_paths;
pub use loading::twins;
pub use pages::{Page, learn, page, pages};
pub use places::redhat;
pub use told::{Finding, Objection, Weight};

use crate::catalogue::Image;
use crate::evidence::Facts;
use crate::order;
use crate::stages::Build;
use crate::wishes::{Input, Wishes};
use once::Once;
use serde::Serialize;

/// Every rule, in the order of the README's table.
pub const RULES: &[Rule] = &[
    base_os_ended::RULE,
    base_runtime_ended::RULE,
    base_ending_soon::RULE,
    base_retired::RULE,
    base_unofficial::RULE,
    base_needs_login::RULE,
    base_unknown::RULE,
    base_brings_more::RULE,
    tag_floating::RULE,
    tag_missing_digest::RULE,
    tag_superseded::RULE,
    platform_not_offered::RULE,
    heavier_than_needed::RULE,
    build_tools_shipped::RULE,
    jdk_where_jre::RULE,
    gpu_devel_shipped::RULE,
    glibc_binary_on_musl::RULE,
    musl_binary_on_glibc::RULE,
    glibc_newer_than_runtime::RULE,
    dynamic_binary_without_libc::RULE,
    compiler_missing::RULE,
    missing_shared_library::RULE,
    missing_ca_certificates::RULE,
    missing_tzdata::RULE,
    missing_locale::RULE,
    missing_icu::RULE,
    missing_user::RULE,
    missing_tmp::RULE,
    shell_form_without_shell::RULE,
    script_without_shell::RULE,
    run_without_shell::RULE,
    healthcheck_tool_missing::RULE,
    tool_missing::RULE,
    package_manager_mismatch::RULE,
    package_unavailable::RULE,
    package_renamed::RULE,
    source_gone::RULE,
    interpreter_path_moved::RULE,
    runtime_version_mismatch::RULE,
    native_addon_mismatch::RULE,
    musl_builds_from_source::RULE,
    musl_no_prebuilt::RULE,
    musl_behaviour::RULE,
    entrypoint_changes::RULE,
    user_changes::RULE,
    privileged_port_as_nonroot::RULE,
    runs_as_root::RULE,
    package_cache_kept::RULE,
    build_dependencies_kept::RULE,
    copy_before_install::RULE,
    unused_stage::RULE,
    debug_variant_shipped::RULE,
    windows_base::RULE,
];

pub struct Rule {
    /// Kebab-case, stable: `glibc-newer-than-runtime`.
    pub id: &'static str,
    /// Judges the file as it stands.
    pub file: Option<fn(&Case) -> Vec<Finding>>,
    /// Judges one base for this file.
    pub base: Option<fn(&Case, &Choice) -> Vec<Objection>>,
    /// What it finds broken, a line of the file mends, whatever that stands on.
    pub by_a_line: bool,
    /// Its risks are what nobody can see from here: the headline says them.
    pub of_unseen: bool,
}

/// What most rules are.
const PLAIN: Rule = Rule { id: "", file: None, base: None, by_a_line: false, of_unseen: false };

/// A rule by its id.
pub fn rule(id: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.id == id).unwrap_or(&PLAIN)
}

/// What rules read.
pub struct Case<'a> {
    pub input: &'a Input,
    pub wishes: &'a Wishes,
    pub build: &'a Build,
    pub facts: &'a Facts,
    once: Once<'a>,
    /// The case that a question was asked in, and what its answer changes of the facts.
    before: Option<(&'a Case<'a>, u32)>,
}

/// One base considered for the shipped stage, and in which shape.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    pub image: Image,
    pub shape: Shape,
}

/// How a base would be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// The base of the shipped stage is exchanged; its RUNs stay where they are.
    Swap,
    /// What is built or installed moves to a stage of its own; only results are copied.
    Split,
}

pub use applications::made_for::product as is_made_for;
pub use applications::named_php::php_of;
pub use applications::products::{parts, release};
pub use applications::servers::{java_of, leaves_javax, own_tomcat};
pub use builds::compiler_unasked::bytes as unasked;
pub use builds::compiling::{is_compiler, must_part};
pub use builds::toolchain::compiles_numerics;
pub use copy_before_install::order as late_install;
pub use ground::succeeds;
pub use jdk_where_jre::is_jre;
pub use languages::javas::{has_one as has_one_java, installed as installed_java, is_tool as is_java_tool};
pub use languages::runtimes::{language, line};
pub use languages::system_language::is_left as leaves_language;
pub use loading::dotnet::has_openssl_3;
pub use loading::gone_builders::stops;
pub use loading::held::stays as stays_with_builder;
pub use packages::enterprise::is_rebuilt;
pub use packages::fetched::is_living as fetches_living;
pub use packages::own_packages::{replaces, takes_over};
pub use packages::release_names::is_of_release;
pub use packages::sources::Archives;
pub use tag_floating::{branch, is_branch};

/// What is wrong with the file as it stands, in the order of the rules; nothing twice in the same place.
pub fn judge_file(case: &Case) -> Vec<Finding> {
    let judged = of(case).filter_map(|rule| rule.file).flat_map(|judge| judge(case));
    let mut told: Vec<Finding> = judged.map(sourced).collect();
    let place = |one: &Finding| one.spans.first().map(|span| case.build.lines(*span).0);
    order::keep_first_by(&mut told, |one, other| {
        let [first, second] = [one, other].map(|told| (place(told), told.rule, told.what.as_str()));
        first.cmp(&second)
    });
    told
}

/// The others speak of Linux.
fn of(case: &Case) -> impl Iterator<Item = &'static Rule> {
    let windows = windows_base::is_shipped(case);
    RULES.iter().filter(move |rule| !windows || rule.id.contains("base"))
}

/// Where a rule names no source of its own, those of its page hold.
fn sourced(mut finding: Finding) -> Finding {
    if finding.sources.is_empty() {
        finding.sources = page(finding.rule).map(|page| page.sources.to_vec()).unwrap_or_default();
    }
    finding
}

/// What every rule says of one base.
pub fn judge_base(case: &Case, choice: &Choice) -> Vec<Objection> {
    case.judge(choice, None).unwrap_or_default()
}
