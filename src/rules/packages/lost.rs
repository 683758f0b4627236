//! What the file installs for the program, on a base where nothing can be installed.

use super::installs::{self, Install};
use crate::catalogue::Tri;
use crate::catalogue::packages::{self, Role};
use crate::order;
use crate::rules::claims::*;
use crate::rules::offers;

/// Tools that the file installs for the program to call: where nothing can be installed, they would be gone.
pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    if installs::keeps_installing(choice) {
        return Vec::new();
    }
    let named = case.once.named.get_or_init(case.facts, || named(case));
    let kept =
        case.installs().iter().filter(|install| !is_needless(choice, install, named) && !case.is_given_up(install));
    kept.filter_map(|install| Some((loss(install)?, install)))
        .map(|(weight, install)| gone(case, choice, (rule, weight), install))
        .collect()
}

fn loss(install: &Install) -> Option<Weight> {
    match install.role() {
        Some(Role::RuntimeTool | Role::RuntimeService | Role::Fonts) => Some(Weight::Blocker),
        Some(Role::Debug) => Some(Weight::Risk),
        None => Some(Weight::Doubt),
        _ => None,
    }
}

/// It is there, a fact speaks of it, or the file itself used it up while building.
fn is_needless(choice: &Choice, install: &Install, named: &[String]) -> bool {
    let name = install.package.name.as_str();
    let id = install.known.map(|known| known.id()).unwrap_or_default();
    let is_named = |wanted: &str| named.binary_search_by(|one| one.as_str().cmp(wanted)).is_ok();
    let told = is_named(name) || is_named(id);
    told || BUILDERS.contains(&name) || offers::package(&choice.image, install) == Tri::Yes
}

/// Tools that a fact or a RUN names, and the packages behind them.
fn named(case: &Case) -> Vec<String> {
    let told = case.facts.find("needs-tool").filter_map(|fact| match &fact.what {
        What::NeedsTool { tool, .. } => Some(tool.as_str()),
        _ => None,
    });
    let called = case.commands().map(|command| command.name());
    let mut all: Vec<&str> = told.chain(called).collect();
    order::keep_first(&mut all, |name| *name);
    let behind = all.iter().filter_map(|tool| packages::command(tool)).map(|c| c.package.id());
    let mut all: Vec<String> = all.iter().copied().chain(behind).map(str::to_string).collect();
    order::sort(&mut all);
    all
}

/// Tools that serve the build, whatever their role says.
pub const BUILDERS: &[&str] = &[
    "curl",
    "wget",
    "git",
    "unzip",
    "xz-utils",
    "tar",
    "bzip2",
    "gnupg",
    "gnupg2",
    "lsb-release",
    "make",
    "openssh-client",
];

fn gone(case: &Case, choice: &Choice, (rule, weight): (&'static str, Weight), install: &Install) -> Objection {
    let span = install.package.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let (name, image) = (&install.package.name, &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs `{name}`, and on `{image}` nothing can be installed.",
        de: "{line} installiert `{name}`, und auf `{image}` lässt sich nichts installieren.",
        zh: "{line}安装 `{name}`，而 `{image}` 上无法安装软件包。");
    objection(rule, weight, text, vec![span])
}
