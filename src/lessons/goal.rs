//! A goal: conditions that an [`Advice`] meets or not, judged by meaning, never by text.

use super::product;
use crate::advice::{Advice, Outcome};
use crate::catalogue::{self, Image, Lifecycle, Official, Tri};
use crate::dockerfile::Severity;
use crate::evidence::{Certainty, What};
use crate::rules::{self, Case, Choice, Shape, Weight};
use crate::wishes::Wishes;
use crate::words::Lang;
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
        let line = line.trim().trim_end_matches('.').to_lowercase();
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
            "no blocker" => Ok(Condition::NoBlocker),
            _ => Err(format!("`{line}` is no condition of a goal")),
        }
    }

    fn met(&self, before: &Advice, after: &Advice, wishes: &Wishes) -> bool {
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
            Condition::NoBlocker => no_blocker(after, wishes),
            Condition::FactGone(id) => !after.facts.has(id),
            Condition::Fact(id) => after.facts.has(id),
            Condition::OutcomeIs(name) => outcome(after.outcome) == name,
            Condition::Stages(count) => after.build.stages.len() >= *count,
        }
    }

    /// The sentence on the learner's list.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Condition::FamilyIs(names) => {
                let names = names.join(", ");
                say!(lang, en: "The shipped base is of the family {names}.", de: "Die ausgelieferte Basis ist aus der Familie {names}.", zh: "最终镜像的基础属于：{names}。")
            }
            Condition::FamilyIsNot(names) => {
                let names = names.join(", ");
                say!(lang, en: "The shipped base is not of the family {names}.", de: "Die ausgelieferte Basis ist nicht aus der Familie {names}.", zh: "最终镜像的基础不属于：{names}。")
            }
            Condition::RepositoryIs(names) => {
                let names = names.join(", ");
                say!(lang, en: "The shipped base comes from {names}.", de: "Die ausgelieferte Basis kommt aus {names}.", zh: "最终镜像的基础来自 {names}。")
            }
            Condition::Official => {
                say!(lang, en: "Docker or the vendor itself builds the base.", de: "Docker oder der Hersteller selbst baut die Basis.", zh: "基础镜像由 Docker 或厂商自己构建。")
            }
            Condition::Supported => {
                say!(lang, en: "The base is supported, and not about to end.", de: "Die Basis wird gepflegt und läuft nicht bald aus.", zh: "基础镜像仍受支持，且不会很快终止。")
            }
            Condition::Free => {
                say!(lang, en: "The base can be pulled without an account.", de: "Die Basis lässt sich ohne Konto beziehen.", zh: "无需账号即可拉取基础镜像。")
            }
            Condition::SizeUnder(bytes) => {
                let mb = bytes / 1_000_000;
                say!(lang, en: "The base is under {mb} MB compressed.", de: "Die Basis ist gepackt kleiner als {mb} MB.", zh: "基础镜像压缩后小于 {mb} MB。")
            }
            Condition::NoShell => {
                say!(lang, en: "The base has no shell.", de: "Die Basis hat keine Shell.", zh: "基础镜像没有 shell。")
            }
            Condition::NoPackageManager => {
                say!(lang, en: "The base has no package manager.", de: "Die Basis hat keinen Paketmanager.", zh: "基础镜像没有包管理器。")
            }
            Condition::NotRoot => {
                say!(lang, en: "The image does not run as root.", de: "Das Image läuft nicht als root.", zh: "镜像不以 root 运行。")
            }
            Condition::Pinned => {
                say!(lang, en: "The base is pinned by digest.", de: "Die Basis ist per Digest festgelegt.", zh: "基础镜像按摘要固定。")
            }
            Condition::FindingGone(id) => {
                say!(lang, en: "`{id}` is no longer found.", de: "`{id}` wird nicht mehr gefunden.", zh: "不再出现 `{id}`。")
            }
            Condition::NoNewFinding => {
                say!(lang, en: "Nothing new is found wrong.", de: "Es kommt kein neuer Befund hinzu.", zh: "没有新增问题。")
            }
            Condition::NoError => say!(lang, en: "No error is found.", de: "Es bleibt kein Fehler.", zh: "没有错误。"),
            Condition::NoBlocker => {
                say!(lang, en: "The base holds all that the file needs.", de: "Die Basis enthält alles, was die Datei braucht.", zh: "基础镜像包含文件所需的一切。")
            }
            Condition::FactGone(id) => {
                say!(lang, en: "The image no longer has the need `{id}`.", de: "Das Image braucht `{id}` nicht mehr.", zh: "镜像不再需要 `{id}`。")
            }
            Condition::Fact(id) => {
                say!(lang, en: "The file shows `{id}`.", de: "Die Datei zeigt `{id}`.", zh: "文件体现 `{id}`。")
            }
            Condition::OutcomeIs(name) => {
                say!(lang, en: "The advice is: {name}.", de: "Der Rat lautet: {name}.", zh: "建议为：{name}。")
            }
            Condition::Stages(count) => {
                say!(lang, en: "The file has at least {count} stages.", de: "Die Datei hat mindestens {count} Stufen.", zh: "文件至少有 {count} 个阶段。")
            }
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
    let bottom = advice.build.lineage(advice.build.shipped?).pop()?;
    match &bottom.base {
        crate::stages::Base::Image(reference) => Some(reference),
        _ => None,
    }
}

/// A user other than root is surely set, by the file or by the base.
fn not_root(advice: &Advice) -> bool {
    advice.facts.facts.iter().any(|fact| match &fact.what {
        What::RunsAs { user: Some(user) } => {
            let name = user.split(':').next().unwrap_or_default();
            fact.certainty >= Certainty::Likely && name != "root" && name != "0"
        }
        _ => false,
    })
}

fn no_blocker(advice: &Advice, wishes: &Wishes) -> bool {
    let Some(image) = image(advice) else { return scratch(advice) };
    let case = Case { input: &advice.input, wishes, build: &advice.build, facts: &advice.facts };
    let choice = Choice { image: image.clone(), shape: Shape::Swap };
    rules::judge_base(&case, &choice).iter().all(|objection| objection.weight != Weight::Blocker)
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
