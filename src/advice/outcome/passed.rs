//! Why the first stands first, where another has more points.

use super::steps::Step;
use crate::advice::Recommendation;
use crate::rules::{Objection, Weight};
use crate::words::Lang;

/// A base that had more points and was passed over.
pub(super) struct Passed {
    pub step: Step,
    pub name: String,
}

impl Passed {
    /// Says it of the one that stands first in its stead.
    pub(super) fn say(&self, first: &mut Recommendation, lang: Lang) {
        let name = &self.name;
        let text = match self.step {
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
            Step::Leaner => say!(lang,
            en: "`{name}` has more points; this one is the same release without what needs Python to install packages, and nobody counted how much that saves.",
            de: "`{name}` hat mehr Punkte; dies ist dieselbe Version ohne das, was zum Installieren Python braucht; wie viel das spart, hat niemand gezählt.",
            zh: "`{name}` 得分更高；而这是同一版本的精简版，只是没有人统计过能省多少。"),
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
            en: "In one stage `{name}` has more points, and ships what only builds: the figures of a base do not show that.",
            de: "In einer Stufe hat `{name}` mehr Punkte, liefert aber mit aus, was nur baut: Die Zahlen einer Basis zeigen das nicht.",
            zh: "`{name}` 单阶段时得分更高，但会把构建工具一并交付：基础镜像的数据体现不出这一点。"),
        };
        let why =
            Objection { rule: "heavier-than-needed", weight: Weight::Risk, text, spans: Vec::new(), change: None };
        first.candidate.objections.push(why);
    }
}
