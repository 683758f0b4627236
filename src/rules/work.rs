//! What becomes of a RUN when the base that ships has no shell to run it.

use super::builds::natives;
use super::loading::linked;
use super::packages::installs::Install;
use super::places::nsswitch;
use super::{Case, Choice, Shape, offers};
use crate::catalogue::packages::Role;
use crate::catalogue::{Kind, Tri};
use crate::evidence::trace::paths;
use crate::evidence::{Doing, Effect};
use crate::order;
use crate::stages::{Does, Launch, Origin, Step, Value};

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
            own.all(|i| is_there(choice, i) || case.is_given_up(i) || is_idle(case, i))
        }
        Doing::Certificates => !case.brings("ca-certificates"),
        Doing::Files { verb, paths } if verb == "mkdir" => {
            !paths.is_empty() && paths.iter().all(|path| is_made(case, path))
        }
        Doing::Files { verb, paths } if verb == "chmod" => {
            let plain = |text: &str| matches!(text, "+x" | "a+x" | "u+x" | "ugo+x" | "755" | "0755");
            let opens =
                case.command(effect).is_some_and(|command| command.args.first().is_some_and(|arg| plain(&arg.text)));
            opens && !paths.is_empty() && paths.iter().all(|path| is_built(case, path))
        }
        _ => false,
    }
}

/// The program that a stage of the file compiles, and COPY brings: it may be run already.
fn is_built(case: &Case, path: &str) -> bool {
    let kinds = [Kind::StaticBinary, Kind::GlibcBinary, Kind::CppBinary, Kind::MuslBinary];
    let brings = |step: &&Step| match &step.does {
        Does::Bring { sources, destination: Some(to), from: Origin::Stage(_), chmod: None, .. } => {
            let named = |source: &Value| {
                path.strip_prefix(to.text.trim_end_matches('/')) == Some(&format!("/{}", paths::name(&source.text)))
            };
            to.text == path || sources.iter().any(named)
        }
        _ => false,
    };
    kinds.contains(&case.facts.workload.kind)
        && starts(case, path)
        && case.steps().iter().copied().any(|step| brings(&step))
}

/// ENTRYPOINT or CMD names it.
fn starts(case: &Case, path: &str) -> bool {
    let Some(config) = case.build.shipped_stage().map(|stage| &stage.config) else { return false };
    let launch = config.entrypoint.as_ref().or(config.cmd.as_ref());
    let mut programs = launch.into_iter().flat_map(|launch| &launch.commands).map(|command| &command.program.text);
    programs.any(|program| program == path || paths::name(program) == paths::name(path))
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

/// A library beside a program that loads none: `libgcc` for what Rust builds on Alpine.
fn is_idle(case: &Case, install: &Install) -> bool {
    let alone = case.facts.workload.kind == Kind::StaticBinary && natives::parts(case).next().is_none();
    install.role() == Some(Role::RuntimeLibrary) && alone && linked::is_static(case)
}

/// Whether its results can be copied from a stage that builds.
fn moves(case: &Case, effect: &Effect) -> bool {
    match &effect.does {
        Doing::Unknown { program } => {
            RUNTIMES.contains(&program.rsplit('/').next().unwrap_or(program)) || is_before_build(case, effect)
        }
        Doing::Locale => false,
        Doing::Certificates => !case.brings("ca-certificates"),
        _ => true,
    }
}

/// What else runs before a program is compiled that needs nothing of a system is a part of building it.
fn is_before_build(case: &Case, effect: &Effect) -> bool {
    let place = |effect: &Effect| (effect.instruction, effect.command);
    let builds = |other: &Effect| matches!(other.does, Doing::BuildProgram { .. }) && place(other) > place(effect);
    case.facts.workload.kind == Kind::StaticBinary && case.facts.effects.iter().any(builds)
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
