//! What the RUNs that stay in the shipped stage need of their base while it is built.

use super::claims::*;
use super::{installs, natives, offers, translated};
use crate::catalogue::packages::{self, Prebuilt, command_package};
use crate::catalogue::{Image, Libc, Tri};
use crate::shell::{Action, Manager};
use crate::stages::{Does, Step};
use std::collections::BTreeSet;

/// Programs that today's base has and another one lacks. Only where the RUNs stay on it.
pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    if choice.shape == Shape::Split || choice.image.shell == Tri::No || case.is_sibling(&choice.image) {
        return Vec::new();
    }
    let mut told: Vec<Objection> = Vec::new();
    for (program, span) in case.once.programs.get_or_init(|| programs(case)) {
        if lacks(case, &choice.image, program) {
            told.push(missing(case, choice, rule, program, *span));
        }
    }
    told.extend(language(case, choice, rule));
    told.extend(compiler(case, choice, rule));
    told
}

/// Every program of a RUN that is not tried for, and the shell that SHELL names.
fn programs(case: &Case) -> Vec<(String, Span)> {
    let steps = case.steps();
    let runs = steps.iter().filter_map(|step| match &step.does {
        Does::Run(launch) => Some(launch),
        _ => None,
    });
    let called =
        runs.flat_map(|launch| &launch.commands).filter(|command| command.program.known && !command.conditional);
    let called = called.filter(|command| command.packages.is_none() && !is_other_rules(command.name()));
    let mut all: Vec<(String, Span)> = called.map(|command| (command.name().to_string(), command.span)).collect();
    all.extend(own_shell(case, steps));
    let mut seen = BTreeSet::new();
    all.retain(|(program, _)| seen.insert(program.clone()));
    all
}

fn own_shell(case: &Case, steps: &[&Step]) -> Option<(String, Span)> {
    let shell = case.build.shipped_stage()?.config.shell.as_ref()?.first()?;
    let name = shell.rsplit('/').next().filter(|name| *name != "sh")?;
    let span = steps.iter().find(|step| matches!(step.does, Does::Run(_)))?.span;
    Some((name.to_string(), span))
}

/// Accounts and package managers have rules of their own.
fn is_other_rules(program: &str) -> bool {
    const OTHERS: [&str; 8] = [
        "useradd",
        "groupadd",
        "adduser",
        "addgroup",
        "usermod",
        "groupmod",
        "update-ca-certificates",
        "dpkg-reconfigure",
    ];
    OTHERS.contains(&program) || packages::command(program).is_none() && program != "bash"
}

fn lacks(case: &Case, image: &Image, program: &str) -> bool {
    let today = || case.present().map_or(Tri::Unknown, |now| offers::tool(now, program));
    let brought = || offers::is_installed(case, program) || offers::is_copied(case, program);
    offers::tool(image, program) == Tri::No && today() != Tri::No && !brought()
}

fn missing(case: &Case, choice: &Choice, rule: &'static str, program: &str, span: Span) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} runs `{program}` while building, which `{image}` does not have.",
        de: "{line} führt beim Bauen `{program}` aus, das `{image}` nicht hat.",
        zh: "{line}在构建时运行 `{program}`，而 `{image}` 没有。");
    if !installs::keeps_installing(choice) {
        return objection(rule, Weight::Blocker, text, vec![span]);
    }
    let names = translated::distro(&choice.image).map(|distro| command_package(program, distro)).unwrap_or_default();
    let package = names.first().map_or(program, |name| name.name);
    let change = match names.is_empty() {
        true => Change::Yours,
        false => Change::Install { packages: vec![package.into()] },
    };
    let text = say!(lang,
        en: "{text} Install `{package}` first.",
        de: "{text} Installiere vorher `{package}`.",
        zh: "{text}请先安装 `{package}`。");
    objection(rule, Weight::Change, text, vec![span]).by(change)
}

/// The tools of a language that only the present base brings.
fn language(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present()?.runtime.as_ref()?.name;
    let then = choice.image.runtime.as_ref().map(|runtime| runtime.name);
    let (_, tools) = TOOLS.iter().find(|(runtime, _)| *runtime == now && then != Some(now))?;
    let steps = case.steps();
    let commands = steps.iter().filter_map(|step| match &step.does {
        Does::Run(launch) => Some(&launch.commands),
        _ => None,
    });
    let calls = |command: &&crate::shell::Command| {
        tools.contains(&command.name())
            && !offers::is_installed(case, command.name())
            && !offers::is_copied(case, command.name())
    };
    let command = commands.flatten().find(calls)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let program = command.name();
    let text = say!(lang,
        en: "{line} runs `{program}` while building, which `{image}` does not have.",
        de: "{line} führt beim Bauen `{program}` aus, das `{image}` nicht hat.",
        zh: "{line}在构建时运行 `{program}`，而 `{image}` 没有。");
    Some(objection(rule, Weight::Blocker, text, vec![command.span]))
}

/// `pip` no longer installs into the system's own Python where the distribution marks it as its own:
/// [Externally managed environments](https://packaging.python.org/en/latest/specifications/externally-managed-environments/).
pub fn system_python(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present().filter(|_| choice.shape == Shape::Swap)?;
    if now.runtime.is_some() || choice.image.runtime.is_some() || is_guarded(now) || !is_guarded(&choice.image) {
        return None;
    }
    let steps = case.steps();
    let commands: Vec<&crate::shell::Command> = steps.iter().flat_map(commands).collect();
    let own = ["venv", "virtualenv"];
    if commands.iter().any(|command| own.contains(&command.name()) || command.has("venv")) {
        return None;
    }
    let installs = |command: &&&crate::shell::Command| {
        let action = command.packages.as_ref();
        let pip = action.is_some_and(|action| {
            action.manager == Manager::Pip && matches!(action.action, Action::Install | Action::InstallManifest)
        });
        let set_aside = ["--break-system-packages", "--target", "-t", "--prefix", "--root"];
        pip && !command.program.text.contains('/') && !set_aside.iter().any(|flag| command.has(flag))
    };
    let command = commands.iter().find(installs)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs with `pip` into the system's Python, which `{image}` allows only with `PIP_BREAK_SYSTEM_PACKAGES=1`.",
        de: "{line} installiert mit `pip` in das Python des Systems; `{image}` erlaubt das nur mit `PIP_BREAK_SYSTEM_PACKAGES=1`.",
        zh: "{line}用 `pip` 安装到系统自带的 Python，而 `{image}` 只有设置 `PIP_BREAK_SYSTEM_PACKAGES=1` 才允许。");
    let change = Change::Env { name: "PIP_BREAK_SYSTEM_PACKAGES".into(), value: "1".into() };
    Some(objection(rule, Weight::Change, text, vec![command.span]).by(change))
}

fn commands<'a>(step: &&'a Step) -> &'a [crate::shell::Command] {
    match &step.does {
        Does::Run(launch) => &launch.commands,
        _ => &[],
    }
}

/// Debian 12, Ubuntu 23.04 and Alpine 3.19 were the first to mark it.
fn is_guarded(image: &Image) -> bool {
    let Some(os) = &image.os else { return false };
    let number = |text: &str| -> Option<u32> { text.parse().ok() };
    let mut parts = os.version.unwrap_or_default().split('.').map(number);
    let (major, minor) = (parts.next().flatten(), parts.next().flatten());
    match os.name {
        "debian" => major >= Some(12),
        "ubuntu" => major >= Some(23),
        "alpine" => (major, minor) >= (Some(3), Some(19)),
        _ => false,
    }
}

/// What a RUN builds with, by the runtime whose official image has it.
const TOOLS: &[(&str, &[&str])] = &[
    ("elixir", &["mix"]),
    ("rust", &["cargo"]),
    ("go", &["go"]),
    ("node", &["npm", "npx", "yarn", "pnpm"]),
    ("ruby", &["gem", "bundle"]),
    ("deno", &["deno"]),
    ("php", &["docker-php-ext-install", "pecl"]),
];

/// A slim base has no compiler: dependencies that are compiled on installation fail there.
fn compiler(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let step = case.steps().iter().find(|step| installs_dependencies(case, step))?;
    if choice.image.libc == Libc::Musl || !lacks(case, &choice.image, "gcc") {
        return None;
    }
    let parts: Vec<natives::Part> = natives::parts(case).filter(|part| is_compiled(part)).collect();
    let (lang, image) = (case.lang(), &choice.image.reference);
    if parts.is_empty() {
        let line = sentence(case.line(&[step.span]));
        let open = case.facts.doubts.iter().any(|doubt| doubt.id == "needs-native-packages");
        let text = say!(lang,
            en: "{line} installs dependencies; should one of them be compiled, `{image}` has no compiler.",
            de: "{line} installiert Abhängigkeiten; falls eine davon kompiliert wird: `{image}` hat keinen Compiler.",
            zh: "{line}安装依赖；如果其中有需要编译的，`{image}` 没有编译器。");
        return open.then(|| objection(rule, Weight::Risk, text, vec![step.span]));
    }
    let names = codes(lang, &parts.iter().map(|part| part.name).collect::<Vec<_>>());
    let spans = parts.iter().flat_map(|part| part.fact.spans.clone()).collect();
    let text = say!(lang,
        en: "Compiled on installation: {names}; `{image}` has no compiler. Install them in a build stage, or the compiler in the same `RUN`.",
        de: "Bei der Installation kompiliert: {names}; `{image}` hat keinen Compiler. Installiere sie in einer Build-Stufe, oder den Compiler im selben `RUN`.",
        zh: "安装时需要编译：{names}；`{image}` 没有编译器。请在构建阶段安装它们，或在同一个 `RUN` 中安装编译器。");
    Some(objection(rule, Weight::Change, text, spans).by(Change::Yours))
}

fn is_compiled(part: &natives::Part) -> bool {
    part.row.is_some_and(|row| matches!(row.glibc, Prebuilt::Source | Prebuilt::None))
}

fn installs_dependencies(case: &Case, step: &Step) -> bool {
    let of_step = case.facts.effects.iter().filter(|effect| effect.instruction == step.instruction);
    of_step.into_iter().any(|effect| matches!(effect.does, Doing::InstallDependencies { .. }))
}
