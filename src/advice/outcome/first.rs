//! Why the first stands first, where another has more points.

use super::Recommendation;
use crate::advice::score;
use crate::candidates::Effort;
use crate::catalogue::Image;
use crate::rules::{Case, Objection, Shape, Weight};
use crate::wishes::Leaning;
use crate::words::Lang;

/// What brought a base to the front although the points did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It asks for one stage.
    Easier,
    /// It is the next release of what is there.
    Nearer,
    /// It is the very release of the system, rebuilt by others.
    Rebuilt,
    /// It keeps the package manager.
    Handier,
    /// It keeps the C library.
    Tested,
    /// What is installed comes compiled there.
    Ready,
    /// It carries the fewest bytes, which the reader asked for.
    Smallest,
    /// It leaves the compilers behind.
    Parted,
    /// The second stage of the other cannot be written.
    Unwritten,
}

/// A base that had more points and was passed over.
pub(super) struct Passed {
    step: Step,
    name: String,
}

/// The last step that passed one with more points than the chosen one: the places before and after each, in order.
pub(super) fn passed(
    ranked: &[Recommendation],
    best: Option<usize>,
    steps: &[(Step, Option<usize>, Option<usize>)],
) -> Option<Passed> {
    let points = ranked[best?].score.total;
    let moved = steps.iter().rev().filter(|(_, before, after)| before != after);
    moved.filter_map(|&(step, before, _)| Some((step, &ranked[before?]))).find_map(|(step, one)| {
        (one.score.total > points).then(|| Passed { step, name: one.candidate.image().reference.clone() })
    })
}

/// Points by which two bases differ and are as good as each other.
const ALIKE: u32 = 3;

/// Of two that are nearly as good, the one with the C library that the program runs with today goes before, unless bytes
/// count most.
pub(super) fn on_same_libc(
    case: &Case,
    ranked: &[Recommendation],
    best: usize,
    now: Option<&Image>,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let leader = &ranked[best];
    let crosses = |now: &&Image| score::crosses(now.libc, leader.candidate.image().libc);
    let Some(now) = now.filter(crosses).filter(|_| case.wishes.leaning != Leaning::Smallest) else { return best };
    let own = |one: &Recommendation| {
        let shape = one.candidate.choice.shape;
        one.candidate.image().libc == now.libc
            && one.score.total + ALIKE >= leader.score.total
            && (shape == Shape::Swap || shape == leader.candidate.choice.shape)
    };
    ranked.iter().position(|one| own(one) && fit(one)).unwrap_or(best)
}

/// Who leans to the smallest gets it, where it asks for no more than a few lines, or for no more than the other.
pub(super) fn smallest(
    case: &Case,
    ranked: &[Recommendation],
    best: usize,
    fit: impl Fn(&Recommendation) -> bool,
) -> usize {
    let size = |at: usize| ranked[at].candidate.image().size.compressed;
    let easy = |one: &Recommendation| {
        let (effort, leader) = (one.candidate.effort, &ranked[best].candidate);
        (effort < Effort::Rework || effort <= leader.effort)
            && (one.candidate.choice.shape == Shape::Swap || one.candidate.choice.shape == leader.choice.shape)
    };
    let Some(most) = size(best).filter(|_| case.wishes.leaning == Leaning::Smallest) else { return best };
    let places = (0..ranked.len()).filter(|&at| easy(&ranked[at]) && fit(&ranked[at]));
    let smaller = places.filter(|&at| size(at).is_some_and(|size| size < most));
    smaller.min_by_key(|&at| size(at)).unwrap_or(best)
}

/// Says it of the first.
pub(super) fn say(first: &mut Recommendation, passed: &Passed, lang: Lang) {
    let name = &passed.name;
    let text = match passed.step {
        Step::Easier => say!(lang,
            en: "`{name}` has more points, but asks for one more stage in the file.",
            de: "`{name}` hat mehr Punkte, verlangt aber eine weitere Stufe in der Datei.",
            zh: "`{name}` 得分更高，但文件需要增加一个阶段。"),
        Step::Unwritten => say!(lang,
            en: "`{name}` has more points in two stages, but the file does not show what the second would have to copy.",
            de: "`{name}` hat in zwei Stufen mehr Punkte, aber die Datei zeigt nicht, was die zweite kopieren müsste.",
            zh: "`{name}` 分两个阶段时得分更高，但文件看不出第二阶段需要复制什么。"),
        Step::Nearer => say!(lang,
            en: "`{name}` has more points; this is the next release of what the file has.",
            de: "`{name}` hat mehr Punkte; dies ist die nächste Version dessen, was die Datei hat.",
            zh: "`{name}` 得分更高；而这是文件现有基础镜像的后续版本。"),
        Step::Rebuilt => say!(lang,
            en: "`{name}` has more points; this one is the release that the file was written for, which others rebuild.",
            de: "`{name}` hat mehr Punkte; dies ist die Version, für die die Datei geschrieben ist, von anderen weitergebaut.",
            zh: "`{name}` 得分更高；而这正是文件所针对的版本，由他人重新构建。"),
        Step::Handier => say!(lang,
            en: "`{name}` has more points; this one keeps the package manager.",
            de: "`{name}` hat mehr Punkte; hier bleibt der Paketmanager derselbe.",
            zh: "`{name}` 得分更高；而这里保留了原来的包管理器。"),
        Step::Tested => say!(lang,
            en: "`{name}` has a few more points; this one keeps the C library that the program runs with today.",
            de: "`{name}` hat etwas mehr Punkte; hier bleibt die C-Bibliothek, mit der das Programm heute läuft.",
            zh: "`{name}` 得分略高；而这里保留了程序目前使用的 C 库。"),
        Step::Ready => say!(lang,
            en: "`{name}` has more points; there the numerical packages are compiled, and here they come compiled.",
            de: "`{name}` hat mehr Punkte; dort werden die numerischen Pakete kompiliert, hier kommen sie fertig.",
            zh: "`{name}` 得分更高；但在那里数值计算包需要编译，而这里有编译好的版本。"),
        Step::Smallest => say!(lang,
            en: "`{name}` has more points; this one is the smallest, which you asked for.",
            de: "`{name}` hat mehr Punkte; dies ist die kleinste, und danach hast du gefragt.",
            zh: "`{name}` 得分更高；而这是你要求的最小的一个。"),
        Step::Parted => say!(lang,
            en: "In one stage `{name}` has more points, and ships the compilers: the figures of a base do not show those.",
            de: "In einer Stufe hat `{name}` mehr Punkte, liefert aber die Compiler mit aus: Die Zahlen einer Basis zeigen sie nicht.",
            zh: "`{name}` 单阶段时得分更高，但会把编译器一并交付：基础镜像的数据体现不出这一点。"),
    };
    let why = Objection { rule: "heavier-than-needed", weight: Weight::Risk, text, spans: Vec::new(), change: None };
    first.candidate.objections.push(why);
}
