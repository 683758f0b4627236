//! What a reader gains by the change, in a few words.

use super::present;
use crate::advice::{Recommendation, figures};
use crate::candidates::life::{self, Life};
use crate::catalogue::{Image, PackageManager, Tri};
use crate::rules::{Case, Change, Objection, is_compiler};
use crate::words::Lang;

/// `: 41.2 MB → 0.8 MB, no shell, no package manager`; empty where nothing is known to change.
pub fn of(case: &Case, best: &Recommendation) -> String {
    let lang = case.wishes.lang;
    let new = best.candidate.image();
    let Some(old) = present(case) else { return String::new() };
    let mut parts = Vec::new();
    if old.size.compressed > new.size.compressed
        && let (Some(before), Some(after)) = (figures::size(lang, old), figures::size(lang, new))
    {
        let sizes = format!("{before} → {after}");
        parts.push(match best.candidate.objections.iter().any(installs_compiler) {
            true => say!(lang, en: "{sizes} plus a compiler", de: "{sizes} plus Compiler", zh: "{sizes}，另加编译器"),
            false => sizes,
        });
    }
    if old.shell == Tri::Yes && new.shell == Tri::No {
        parts.push(say!(lang, en: "no shell", de: "keine Shell", zh: "没有 shell"));
    }
    if has_manager(old) && new.package_manager == PackageManager::None {
        parts.push(say!(lang, en: "no package manager", de: "kein Paketmanager", zh: "没有包管理器"));
    }
    parts.extend(support(case, old, new));
    match (parts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("：{}", parts.join("，")),
        (false, _) => format!(": {}", parts.join(", ")),
    }
}

/// What the present base brings, and the new one gets by a line.
fn installs_compiler(objection: &Objection) -> bool {
    matches!(&objection.change, Some(Change::Install { packages }) if packages.iter().any(|name| is_compiler(name)))
}

fn support(case: &Case, old: &Image, new: &Image) -> Option<String> {
    let lang = case.wishes.lang;
    let today = &case.wishes.today;
    let was = matches!(life::left(old, today), Life::Over | Life::Retired);
    let (_, until) = life::known_end(new).filter(|(_, until)| was && *until >= today.as_str())?;
    Some(say!(lang, en: "supported until {until}", de: "gepflegt bis {until}", zh: "支持到 {until}"))
}

pub fn has_manager(image: &Image) -> bool {
    !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown)
}
