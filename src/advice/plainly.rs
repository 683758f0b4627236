//! What changes where no need asks for a change: FROM lines, and what goes along with them.

use crate::catalogue::Image;
use crate::evidence::Facts;
use crate::rules::{shared_base, twins, versioned_paths};
use crate::stages::{Base, Build, Role, Stage};
use crate::words::Lang;

pub fn said(build: &Build, facts: &Facts, image: &Image, lang: Lang) -> String {
    match () {
        _ if shared_base::carries(build, facts, image) => say!(lang,
            en: "Other stages stand on the same base and keep it: the last one gets a `FROM` of its own, and repeats the lines that it shared with them.",
            de: "Andere Stufen stehen auf derselben Basis und behalten sie: Die letzte bekommt ein eigenes `FROM` und wiederholt die Zeilen, die sie mit ihnen teilte.",
            zh: "其他阶段基于同一基础镜像并予以保留：最后一个阶段改用自己的 `FROM`，并重复原先与它们共用的行。"),
        _ if twins::rewords(build, facts, image) => say!(lang,
            en: "FROM lines change, and packages that stages which build hold at the old release.",
            de: "FROM-Zeilen ändern sich, und in Stufen, die bauen, Pakete mit Versionen der alten Distribution.",
            zh: "FROM 行会改动，构建阶段中固定为旧发行版版本的软件包也会改动。"),
        _ if !versioned_paths::places(build, facts, image).is_empty() => say!(lang,
            en: "FROM lines change, and the paths that name Python's version.",
            de: "FROM-Zeilen ändern sich und die Pfade, die Pythons Version nennen.",
            zh: "FROM 行会改动，写有 Python 版本的路径也会改动。"),
        _ if has_builders(build) => say!(lang,
            en: "Only FROM lines change; everything else stands.",
            de: "Nur FROM-Zeilen ändern sich; alles andere bleibt.",
            zh: "只需改 FROM 行，其余保持不变。"),
        _ => say!(lang,
            en: "Only the FROM line changes; everything else stands.",
            de: "Nur die FROM-Zeile ändert sich; alles andere bleibt.",
            zh: "只需改 FROM 一行，其余保持不变。"),
    }
}

/// A stage that builds stands on an image of its own, which may move along.
fn has_builders(build: &Build) -> bool {
    let own = |stage: &&Stage| matches!(stage.base, Base::Image(_)) && stage.role != Role::Unused;
    build.stages.iter().filter(own).count() > 1
}

#[cfg(test)]
mod tests {
    use crate::candidates::Effort;
    use crate::wishes::{Input, Wishes};

    #[test]
    fn a_stage_that_others_stand_on_is_repeated() {
        let shared = "FROM python:3.12 AS base\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM base AS test\nCOPY . .\nCMD [\"pytest\"]\nFROM base AS prod\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n";
        let explained = |file: &str| {
            let advice =
                crate::advise(&Input::pasted(file), &Wishes { today: "2026-08-21".into(), ..Wishes::default() });
            (advice.because.clone(), advice.recommendations[0].candidate.effort)
        };
        let (said, effort) = explained(shared);
        assert!(said.contains("Other stages stand on the same base") && effort == Effort::Small, "{said}");
        let (said, effort) = explained(&shared.replace("FROM base AS test\nCOPY . .\nCMD [\"pytest\"]\n", ""));
        assert!(said.contains("Only the FROM line changes") && effort == Effort::OneLine, "{said}");
    }
}
