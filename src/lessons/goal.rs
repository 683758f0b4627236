//! A goal: conditions that an [`Advice`] meets or not, judged by meaning, never by text.

mod runs;
#[cfg(test)]
mod tests;
mod text;

use super::product;
use crate::advice::{Advice, Outcome};
use crate::catalogue::{self, Image, Kind, Lifecycle, Official, Tri, Workload};
use crate::dockerfile::Severity;
use crate::evidence::{Certainty, What};
use crate::rules::{self, Case, Choice, Shape, Weight};
use crate::wishes::Wishes;
use serde::Serialize;

/// One condition. [`Condition::read`] lists how each is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// `family is distroless or chiselled`
    FamilyIs(Vec<String>),
    /// `family is not alpine`
    FamilyIsNot(Vec<String>),
    /// `image is docker.io/library/python`
    RepositoryIs(Vec<String>),
    /// `base is official`: by Docker or the vendor.
    Official,
    /// `base is supported`: not ended, ending or retired on the day.
    Supported,
    /// `base is free`: no login, no payment.
    Free,
    /// `size under 30 MB`, compressed, of the shipped base.
    SizeUnder(u64),
    /// `no shell`, `no package manager`
    NoShell,
    NoPackageManager,
    /// `not root`
    NotRoot,
    /// `pinned by digest`
    Pinned,
    /// `finding base-os-ended gone`
    FindingGone(String),
    /// `no new finding`
    NoNewFinding,
    /// `no error`: no finding of that severity.
    NoError,
    /// `no blocker`: the shipped base holds all that the file needs.
    NoBlocker,
    /// `fact needs-shell gone`
    FactGone(String),
    /// `fact needs-time-zones`
    Fact(String),
    /// `outcome is stay`
    OutcomeIs(String),
    /// `at least 2 stages`
    Stages(usize),
    /// `no warning`: no finding above a note.
    NoWarning,
    /// `a health check is set`
    HealthCheck,
    /// `still runs npm ci or npm install`: in a stage that ships or feeds it; flags and paths do not matter.
    StillRuns(Vec<String>),
    /// `ships package libpq5 or libpq`: installed by the stage that ships, or by one under it.
    ShipsPackage(Vec<String>),
}

/// A condition, whether it is met, and the sentence the learner reads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    pub met: bool,
    pub text: String,
}

/// Every condition of a goal held against the learner's file. `before` is the advice on the start.
/// Two conditions are always there: it is still the same product, and nothing it needs is missing.
pub fn judge(goal: &[Condition], before: &Advice, after: &Advice, wishes: &Wishes) -> Vec<Judgement> {
    let lang = wishes.lang;
    let always = Judgement {
        met: product::same(before, after),
        text: say!(lang,
            en: "It is still the same product: same program, same kind of image, a file that reads without errors.",
            de: "Es ist noch dasselbe Produkt: gleiches Programm, gleiche Art von Image, eine fehlerfrei lesbare Datei.",
            zh: "仍是同一个产品：相同的程序、相同类型的镜像，文件能正确读取。"),
    };
    let asked = goal
        .iter()
        .map(|condition| Judgement { met: condition.met(before, after, wishes), text: condition.text(lang) });
    std::iter::once(always).chain(asked).collect()
}

/// Whether the whole goal is reached.
pub fn reached(goal: &[Condition], before: &Advice, after: &Advice, wishes: &Wishes) -> bool {
    judge(goal, before, after, wishes).iter().all(|judgement| judgement.met)
}

impl Condition {
    /// Reads one line of a goal.
    pub fn read(line: &str) -> Result<Condition, String> {
        let line = line.trim().trim_end_matches('.').to_ascii_lowercase();
        let list = |text: &str| text.split(" or ").map(|one| one.trim().to_string()).collect::<Vec<_>>();
        if let Some(rest) = line.strip_prefix("family is not ") {
            return families(list(rest)).map(Condition::FamilyIsNot);
        }
        if let Some(rest) = line.strip_prefix("family is ") {
            return families(list(rest)).map(Condition::FamilyIs);
        }
        if let Some(rest) = line.strip_prefix("image is ") {
            return Ok(Condition::RepositoryIs(list(rest)));
        }
        if let Some(rest) = line.strip_prefix("still runs ") {
            return Ok(Condition::StillRuns(list(rest)));
        }
        if let Some(rest) = line.strip_prefix("ships package ") {
            return Ok(Condition::ShipsPackage(list(rest)));
        }
        if let Some(rest) = line.strip_prefix("size under ") {
            return size(rest).map(Condition::SizeUnder);
        }
        if let Some(id) = line.strip_prefix("finding ").and_then(|rest| rest.strip_suffix(" gone")) {
            return known_rule(id).map(Condition::FindingGone);
        }
        if let Some(id) = line.strip_prefix("fact ").and_then(|rest| rest.strip_suffix(" gone")) {
            return Ok(Condition::FactGone(id.into()));
        }
        if let Some(id) = line.strip_prefix("fact ") {
            return Ok(Condition::Fact(id.into()));
        }
        if let Some(rest) = line.strip_prefix("outcome is ") {
            return Ok(Condition::OutcomeIs(rest.into()));
        }
        if let Some(number) = line.strip_prefix("at least ").and_then(|rest| rest.strip_suffix(" stages")) {
            return number.parse().map(Condition::Stages).map_err(|_| format!("`{number}` is no number of stages"));
        }
        match line.as_str() {
            "base is official" => Ok(Condition::Official),
            "base is supported" => Ok(Condition::Supported),
            "base is free" => Ok(Condition::Free),
            "no shell" => Ok(Condition::NoShell),
            "no package manager" => Ok(Condition::NoPackageManager),
            "not root" => Ok(Condition::NotRoot),
            "pinned by digest" => Ok(Condition::Pinned),
            "no new finding" => Ok(Condition::NoNewFinding),
            "no error" => Ok(Condition::NoError),
            "no warning" => Ok(Condition::NoWarning),
            "a health check is set" => Ok(Condition::HealthCheck),
            "no blocker" => Ok(Condition::NoBlocker),
            _ => Err(format!("`{line}` is no condition of a goal")),
        }
    }

    pub(super) fn met(&self, before: &Advice, after: &Advice, wishes: &Wishes) -> bool {
        let image = || image(after);
        match self {
            Condition::FamilyIs(names) => family(after).is_some_and(|family| names.contains(&family)),
            Condition::FamilyIsNot(names) => family(after).is_some_and(|family| !names.contains(&family)),
            Condition::RepositoryIs(names) => image().is_some_and(|image| names.contains(&image.repository)),
            Condition::Official => {
                scratch(after)
                    || image().is_some_and(|i| matches!(i.official, Official::DockerOfficial | Official::Vendor))
            }
            Condition::Supported => {
                scratch(after)
                    || image().is_some_and(|image| catalogue::lifecycle(image, &wishes.today) == Lifecycle::Supported)
            }
            Condition::Free => scratch(after) || image().is_some_and(|image| image.access == catalogue::Access::Free),
            Condition::SizeUnder(bytes) => {
                scratch(after) || image().and_then(|image| image.size.compressed).is_some_and(|size| size < *bytes)
            }
            Condition::NoShell => scratch(after) || image().is_some_and(|image| image.shell == Tri::No),
            Condition::NoPackageManager => {
                scratch(after) || image().is_some_and(|i| i.package_manager == catalogue::PackageManager::None)
            }
            Condition::NotRoot => not_root(after),
            Condition::Pinned => matches!(reference(after), Some(reference) if reference.digest.is_some()),
            Condition::FindingGone(id) => !after.findings.iter().any(|finding| finding.rule == id),
            Condition::NoNewFinding => {
                let old = |rule: &str| before.findings.iter().any(|finding| finding.rule == rule);
                after.findings.iter().all(|finding| old(finding.rule) || finding.severity == Severity::Note)
            }
            Condition::NoError => !after.findings.iter().any(|finding| finding.severity == Severity::Error),
            Condition::NoWarning => after.findings.iter().all(|finding| finding.severity == Severity::Note),
            Condition::HealthCheck => {
                let stage = after.build.shipped_stage();
                stage.is_some_and(|stage| matches!(stage.config.healthcheck, Some(Some(_))))
            }
            Condition::StillRuns(commands) => commands.iter().any(|command| runs::runs(after, command)),
            Condition::ShipsPackage(names) => runs::ships(after, names),
            Condition::NoBlocker => no_blocker(after, wishes),
            Condition::FactGone(id) => !after.facts.has(id),
            Condition::Fact(id) => after.facts.has(id),
            Condition::OutcomeIs(name) => outcome(after.outcome) == name,
            Condition::Stages(count) => after.build.stages.len() >= *count,
        }
    }
}

fn families(names: Vec<String>) -> Result<Vec<String>, String> {
    let known = |name: &String| catalogue::Family::ALL.iter().any(|family| &family_name(*family) == name);
    match names.iter().find(|name| !known(name)) {
        Some(name) => Err(format!("`{name}` is no family of bases")),
        None => Ok(names),
    }
}

fn known_rule(id: &str) -> Result<String, String> {
    let known = rules::RULES.iter().any(|rule| rule.id == id);
    known.then(|| id.to_string()).ok_or_else(|| format!("`{id}` is no rule"))
}

fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no size: write `30 MB`");
    let (number, unit) = text.split_once(' ').ok_or_else(wrong)?;
    let factor = if unit == "mb" { 1_000_000 } else { return Err(wrong()) };
    number.parse::<u64>().map(|number| number.saturating_mul(factor)).map_err(|_| wrong())
}

fn image(advice: &Advice) -> Option<&Image> {
    advice.facts.standings.get(advice.build.shipped?)?.image()
}

fn scratch(advice: &Advice) -> bool {
    let standing = advice.build.shipped.and_then(|stage| advice.facts.standings.get(stage));
    matches!(standing, Some(crate::evidence::Standing::Scratch))
}

fn family(advice: &Advice) -> Option<String> {
    if scratch(advice) { Some("scratch".into()) } else { image(advice).map(|image| family_name(image.family)) }
}

fn family_name(family: catalogue::Family) -> String {
    serde_json::to_value(family).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}

fn reference(advice: &Advice) -> Option<&crate::stages::ImageRef> {
    let bottom = advice.build.bottom(advice.build.shipped?)?;
    match &bottom.base {
        crate::stages::Base::Image(reference) => Some(reference),
        _ => None,
    }
}

/// A user other than root is surely set, by the file or by the base.
fn not_root(advice: &Advice) -> bool {
    advice.facts.all().iter().any(|fact| match &fact.what {
        What::RunsAs { user: Some(user) } => {
            let name = user.split(':').next().unwrap_or_default();
            fact.certainty >= Certainty::Likely && name != "root" && name != "0"
        }
        _ => false,
    })
}

/// Nothing that the file needs is missing from the base. On scratch only a program that was compiled can start.
fn no_blocker(advice: &Advice, wishes: &Wishes) -> bool {
    let bare = || if scratch(advice) && product::compiled(advice) { nothing(wishes) } else { None };
    let Some(image) = image(advice).cloned().or_else(bare) else { return false };
    let case = Case::new(&advice.input, wishes, &advice.build, &advice.facts);
    let choice = Choice { image, shape: Shape::Swap };
    rules::judge_base(&case, &choice).iter().all(|objection| objection.weight != Weight::Blocker)
}

/// `scratch` as the ladder of static programs has it.
fn nothing(wishes: &Wishes) -> Option<Image> {
    let statics = Workload { kind: Kind::StaticBinary, version: None };
    let ladder = catalogue::ladder(&statics, &wishes.today);
    ladder.into_iter().find(|image| image.family == catalogue::Family::Scratch)
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Switch => "switch",
        Outcome::Stay => "stay",
        Outcome::Upgrade => "upgrade",
        Outcome::Split => "split",
        Outcome::CannotTell => "cannot-tell",
    }
}
