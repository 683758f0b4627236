//! What becomes of a RUN when the base that ships has no shell to run it.

use super::packages::installs::Install;
use super::places::nsswitch;
use super::{Case, Choice, Shape, offers};
use crate::catalogue::packages::Role;
use crate::catalogue::{Kind, Tri};
use crate::evidence::{Doing, Effect};
use crate::order;
use crate::stages::{Does, Launch, Step};

pub enum Fate {
    /// The base has all of it already, or another rule's change brings it.
    Needless,
    /// It runs in the stage that builds; its results are copied.
    Moves,
    /// It could move, in the other shape. The program that stands in the way.
    NeedsSplit(String),
    /// Its results cannot be told.
    Stuck(String),
}

/// Judges one RUN by everything it does.
pub fn fate(case: &Case, choice: &Choice, instruction: usize, launch: &Launch) -> Fate {
    let effects = case.effects_of(instruction);
    let installs = case.installs_of(instruction);
    let first = || launch.commands.first().map(|command| command.name().to_string()).unwrap_or_else(|| "sh".into());
    if effects.is_empty() && !launch.commands.is_empty() {
        return Fate::Stuck(first());
    }
    if nsswitch::is_needless(launch, &choice.image) {
        return Fate::Needless;
    }
    let Some(work) = effects.iter().find(|effect| !is_needless(case, choice, effect, installs)) else {
        return Fate::Needless;
    };
    let program =
        |effect: &Effect| case.command(effect).map(|command| command.name().to_string()).unwrap_or_else(first);
    let by = |install: &Install, effect: &Effect| std::ptr::eq(install.effect, effect);
    let needed = |effect: &Effect| installs.iter().any(|install| by(install, effect) && install.is_unexplained());
    let stuck = effects.iter().find(|effect| !moves(case, effect) || needed(effect));
    match (choice.shape, stuck) {
        (_, Some(stuck)) => Fate::Stuck(program(stuck)),
        (_, None) if !has_idiom(&case.facts.workload.kind) => Fate::Stuck(program(work)),
        (Shape::Swap, None) => Fate::NeedsSplit(program(work)),
        (Shape::Split, None) => Fate::Moves,
    }
}

fn is_needless(case: &Case, choice: &Choice, effect: &Effect, installs: &[Install]) -> bool {
    match &effect.does {
        Doing::RefreshPackages | Doing::CleanPackages | Doing::RemovePackages { .. } | Doing::Nothing => true,
        Doing::CreateUser { .. } | Doing::CreateGroup { .. } => true,
        Doing::InstallPackages { .. } => {
            let mut own = installs.iter().filter(|i| i.effect.command == effect.command);
            own.all(|i| is_there(choice, i) || case.is_given_up(i))
        }
        Doing::Certificates => !case.brings("ca-certificates"),
        Doing::Files { verb, paths } if verb == "mkdir" => {
            !paths.is_empty() && paths.iter().all(|path| is_made(case, path))
        }
        _ => false,
    }
}

/// COPY, ADD and WORKDIR make the directories they name.
fn is_made(case: &Case, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let made = case.once.made.get_or_init(case.facts, || made(case));
    let first = |from: &str| made.get(made.partition_point(|place| place.as_str() < from));
    let below = format!("{path}/");
    path.starts_with('/')
        && (first(path).is_some_and(|place| place == path)
            || first(&below).is_some_and(|place| place.starts_with(&below)))
}

/// Where COPY, ADD and WORKDIR put something, sorted.
fn made(case: &Case) -> Vec<String> {
    let to = |step: &&Step| match &step.does {
        Does::Bring { destination: Some(to), .. } => Some(to.text.clone()),
        _ => None,
    };
    let steps = || case.steps().iter().copied();
    let mut made: Vec<String> =
        steps().filter_map(|step| to(&step)).chain(steps().filter_map(|step| step.workdir.clone())).collect();
    order::sort(&mut made);
    made.dedup();
    made
}

/// Certificates and time zones have rules of their own, which bring them where they lack.
fn is_there(choice: &Choice, install: &Install) -> bool {
    let ruled = matches!(install.role(), Some(Role::Certificates | Role::TimeZones | Role::Noise));
    ruled || offers::package(&choice.image, install) == Tri::Yes
}

/// Whether its results can be copied from a stage that builds.
fn moves(case: &Case, effect: &Effect) -> bool {
    match &effect.does {
        Doing::Unknown { program } => RUNTIMES.contains(&program.rsplit('/').next().unwrap_or(program)),
        Doing::Locale => false,
        Doing::Certificates => !case.brings("ca-certificates"),
        _ => true,
    }
}

/// What works on the program's own directory, which is copied whole.
const RUNTIMES: &[&str] = &[
    "python",
    "python3",
    "node",
    "npx",
    "php",
    "ruby",
    "rake",
    "rails",
    "bundle",
    "java",
    "dotnet",
    "manage.py",
    "artisan",
    "make",
    "tsc",
];

/// Whether the ecosystem has a usual way to build in one stage and copy the result to another.
pub fn has_idiom(kind: &Kind) -> bool {
    !matches!(kind, Kind::Tools | Kind::Unknown | Kind::Application(_) | Kind::Cuda | Kind::PyTorch | Kind::TensorFlow)
}
