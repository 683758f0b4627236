//! Why the first stands first, where another has more points.

use super::Recommendation;
use crate::candidates::Verdict;
use crate::rules::{Objection, Weight};
use crate::words::Lang;

/// What brought a base to the front although the points did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It asks for one stage.
    Easier,
    /// It is the next release of what is there.
    Nearer,
    /// It keeps the package manager.
    Handier,
    /// It leaves the compilers behind.
    Parted,
}

/// The step that moved the leader last: the places before and after each, in order.
pub(super) fn last(places: &[(Step, Option<usize>, Option<usize>)]) -> Option<Step> {
    places.iter().rev().find(|(_, before, after)| before != after).map(|(step, ..)| *step)
}

/// Says it of the first, where another that fits and may lead has more points.
pub(super) fn say(ranked: &mut [Recommendation], step: Option<Step>, lang: Lang) {
    let Some(((first, others), step)) = ranked.split_first_mut().zip(step) else { return };
    let ahead = |other: &&Recommendation| {
        let fits = other.candidate.verdict <= Verdict::FitsWithChanges && other.leads && !other.candidate.present;
        fits && other.score.total > first.score.total
    };
    let Some(other) = others.iter().find(ahead) else { return };
    let name = &other.candidate.image().reference;
    let text = match step {
        Step::Easier => say!(lang,
            en: "`{name}` has more points, and asks for a second stage that sheds nothing else.",
            de: "`{name}` hat mehr Punkte, verlangt aber eine zweite Stufe, mit der sonst nichts wegfällt.",
            zh: "`{name}` 得分更高，但需要增加一个阶段，而不会因此去掉其他内容。"),
        Step::Nearer => say!(lang,
            en: "`{name}` has more points; this is the next release of what the file has.",
            de: "`{name}` hat mehr Punkte; dies ist die nächste Version dessen, was die Datei hat.",
            zh: "`{name}` 得分更高；而这是文件现有基础镜像的后续版本。"),
        Step::Handier => say!(lang,
            en: "`{name}` has more points; this one keeps the package manager.",
            de: "`{name}` hat mehr Punkte; hier bleibt der Paketmanager derselbe.",
            zh: "`{name}` 得分更高；而这里保留了原来的包管理器。"),
        Step::Parted => say!(lang,
            en: "In one stage it has more points, and ships the compilers: the figures of a base do not show those.",
            de: "In einer Stufe hat es mehr Punkte, liefert aber die Compiler mit aus: Die Zahlen einer Basis zeigen sie nicht.",
            zh: "单阶段时得分更高，但会把编译器一并交付：基础镜像的数据体现不出这一点。"),
    };
    let why = Objection { rule: "heavier-than-needed", weight: Weight::Risk, text, spans: Vec::new(), change: None };
    first.candidate.objections.push(why);
}
