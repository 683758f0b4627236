//! A runtime that a RUN fetches by its line: NodeSource's `setup_16.x`.

use super::own_packages;
use crate::catalogue::{self, Cycle, Lifecycle};
use crate::rules::claims::*;
use crate::rules::ground::{self, state};
use crate::stages::{Role, Step, parse_reference};

/// A line of Node.js from NodeSource, and where it is named.
pub struct Fetched {
    pub cycle: Cycle,
    /// `setup_` of the script, `node_` of the archive.
    kind: &'static str,
    pub span: Span,
    pub shipped: bool,
}

impl Fetched {
    /// Nobody mends it any more.
    pub fn is_over(&self, case: &Case) -> bool {
        matches!(state(&self.cycle, &case.wishes.today), Lifecycle::Ended | Lifecycle::ExtendedOnly)
    }
}

/// Every line of Node.js that a stage in use fetches from NodeSource.
pub fn of<'a>(case: &'a Case) -> &'a [Fetched] {
    case.once.fetched.get_or_init(case.facts, || read(case))
}

/// What ships has a line that is cared for from there.
pub fn is_living(case: &Case) -> bool {
    of(case).iter().any(|one| one.shipped && !one.is_over(case))
}

fn read(case: &Case) -> Vec<Fetched> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let steps = stages.flat_map(|stage| stage.steps.iter().map(|step| (case.carries(stage.index), step)));
    let named = |(shipped, step): (bool, &Step)| {
        let commands = step.run()?.commands.iter().filter(|command| !command.conditional);
        let mut args = commands.flat_map(|command| &command.args).filter(|arg| arg.known);
        args.find_map(|arg| {
            let (kind, cycle) = line(&arg.text)?;
            Some(Fetched { cycle, kind, span: arg.span, shipped })
        })
    };
    steps.filter_map(named).collect()
}

/// `https://deb.nodesource.com/setup_16.x`, `…/node_16.x`: our catalogue knows the line by the image of Node.js.
fn line(address: &str) -> Option<(&'static str, Cycle)> {
    let (_, path) = address.split_once("nodesource.com/")?;
    let (kind, line) = ["setup_", "node_"].into_iter().find_map(|kind| Some((kind, path.split_once(kind)?.1)))?;
    let line = line.split('.').next().filter(|line| line.parse::<u32>().is_ok())?;
    let found = catalogue::find(&parse_reference(&format!("node:{line}")).ok()?)?;
    let cycle = Some(found.image.lifecycle.runtime).filter(|cycle| cycle.ends.is_some() || cycle.ended)?;
    Some((kind, cycle))
}

/// The newest line that lives long.
fn newest() -> Option<String> {
    let image = catalogue::find(&parse_reference("node:lts").ok()?)?.image;
    image.runtime?.version?.split('.').next().map(str::to_string)
}

/// What is wrong with it, and what to do.
pub fn told(case: &Case, fetched: &Fetched) -> Option<(String, String)> {
    let (lang, line) = (case.lang(), sentence(case.line(&[fetched.span])));
    let (of, ends) = (ground::title(&fetched.cycle), fetched.cycle.ends?);
    let newest = case.once.newest_node.get_or_init(case.facts, newest).as_deref()?;
    let to = format!("{}{newest}.x", fetched.kind);
    let what = say!(lang,
        en: "{line} installs {of} from NodeSource, whose support ended on {ends}.",
        de: "{line} installiert {of} von NodeSource, dessen Unterstützung am {ends} endete.",
        zh: "{line}从 NodeSource 安装 {of}，其支持已于 {ends} 结束。");
    let todo = say!(lang,
        en: "Move to a maintained line, `{to}`, with your tests run on it.",
        de: "Wechsle auf eine gepflegte Linie, `{to}`, und lass deine Tests darauf laufen.",
        zh: "请改用仍受维护的版本线 `{to}`，并在其上运行测试。");
    Some((what, todo))
}

/// Where the base moves, so should this: it was packaged for the systems of its time.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    if own_packages::takes_over(case, choice) == Some("node") {
        return None;
    }
    let fetched = of(case).iter().find(|one| one.shipped && one.is_over(case)).filter(|_| !case.stays(choice))?;
    let (what, todo) = told(case, fetched)?;
    let text = say!(case.lang(), en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    Some(crate::rules::claims::objection(rule, Weight::Change, text, vec![fetched.span]).by(Change::Yours))
}
