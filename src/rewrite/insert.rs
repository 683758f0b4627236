//! New lines in the shipped stage: certificates, time zones, libraries, variables.

use super::draft::{Draft, whole_lines};
use crate::catalogue::{Image, PackageManager, Tri};
use crate::dockerfile::Kind;
use crate::rules::Objection;
use crate::stages::{Does, Origin, Stage};

/// The offset of the line of the shipped stage's first ENTRYPOINT or CMD, or the stage's end.
pub fn before_start(draft: &Draft) -> u32 {
    let Some(stage) = draft.stage() else { return 0 };
    let start = stage.steps.iter().find(|step| {
        let kind = draft.instruction(step.instruction).map(|instruction| &instruction.kind);
        matches!(kind, Some(Kind::Entrypoint(_) | Kind::Cmd(_)))
    });
    start.map_or_else(|| stage_end(draft), |step| whole_lines(draft.source(), step.span).start)
}

/// The offset past the last line of the shipped stage.
pub fn stage_end(draft: &Draft) -> u32 {
    let Some(stage) = draft.stage() else { return 0 };
    let last = stage.steps.last().map_or(stage.span, |step| step.span);
    whole_lines(draft.source(), last).end
}

/// Whole lines at an offset; at the end of a file that ends in the middle of a line, the line is ended first.
pub fn line_at(draft: &mut Draft, at: u32, lines: &str) {
    let text = draft.source().text();
    if at as usize == text.len() && !text.is_empty() && !text.ends_with('\n') {
        let newline = draft.newline();
        return draft.insert(at, &format!("{newline}{}", lines.trim_end_matches(['\r', '\n'])));
    }
    draft.insert(at, lines);
}

/// Right after the FROM of the shipped stage.
pub fn after_from(draft: &mut Draft, lines: &str) {
    let Some(stage) = draft.stage() else { return };
    let at = whole_lines(draft.source(), stage.span).end;
    line_at(draft, at, lines);
}

/// Lines as they are.
pub fn lines(draft: &mut Draft, lines: &[String]) {
    let newline = draft.newline();
    after_from(draft, &lines.iter().map(|line| format!("{line}{newline}")).collect::<String>());
}

pub fn certificates(draft: &mut Draft, objection: &Objection) {
    let path = "/etc/ssl/certs/ca-certificates.crt";
    carry_over(draft, "ca-certificates", objection, path, |image| image.ca_certificates);
}

/// SUSE calls the package `timezone`
/// ([its archive](https://software.opensuse.org/package/timezone)).
pub fn time_zones(draft: &mut Draft, objection: &Objection) {
    let package = if draft.image.package_manager == PackageManager::Zypper { "timezone" } else { "tzdata" };
    carry_over(draft, package, objection, "/usr/share/zoneinfo", |image| image.tzdata);
}

/// Packages by their names on the new base; where nothing can be installed they are the reader's.
pub fn install(draft: &mut Draft, packages: &[String], objection: &Objection) {
    match super::run::can_install(draft) {
        true => {
            draft.want(packages, &objection.spans);
            leave_compiler(draft, packages, objection);
        }
        false => draft.leave(objection.text.clone(), &objection.spans),
    }
}

/// It builds like this, and the compiler ships: to part the stage is the reader's.
fn leave_compiler(draft: &mut Draft, packages: &[String], objection: &Objection) {
    let tools = ["gcc", "g++", "build-base", "build-essential"];
    let Some(compiler) = packages.iter().find(|name| tools.contains(&name.as_str())) else { return };
    let lang = draft.lang;
    let text = say!(lang,
        en: "`{compiler}` stays in the image like this. Better: compile in a build stage, and copy the result.",
        de: "So bleibt `{compiler}` im Image. Besser: in einer Build-Stufe kompilieren und das Ergebnis kopieren.",
        zh: "这样 `{compiler}` 会留在镜像里。更好的做法：在构建阶段编译，再复制结果。");
    draft.leave(text, &objection.spans);
}

/// Installed where the new base can, else copied.
fn carry_over(draft: &mut Draft, package: &str, objection: &Objection, path: &str, has: fn(&Image) -> Tri) {
    match super::run::can_install(draft) {
        true => draft.want(&[package.to_string()], &objection.spans),
        false => copy(draft, path, objection, has),
    }
}

/// From a stage that has it for sure; else it is the reader's.
fn copy(draft: &mut Draft, path: &str, objection: &Objection, has: fn(&Image) -> Tri) {
    let newline = draft.newline();
    match giver(draft, has) {
        Some(stage) => after_from(draft, &format!("COPY --from={} {path} {path}{newline}", named(stage))),
        None => {
            let lang = draft.lang;
            let text = say!(lang,
                en: "Copy {path} from a stage that has it; none of this file's stages surely does.",
                de: "{path} bitte aus einer Stufe kopieren, die es enthält; von keiner Stufe dieser Datei steht das fest.",
                zh: "请从包含 {path} 的阶段复制它；本文件中没有哪个阶段可以确定包含它。");
            draft.leave(text, &objection.spans);
        }
    }
}

/// A stage that the shipped one already copies from, whose base surely has it.
fn giver<'a>(draft: &Draft<'a>, has: fn(&Image) -> Tri) -> Option<&'a Stage> {
    let build = draft.build;
    let shipped = build.shipped?;
    let mut givers = build.stages.iter().filter(|stage| stage.index != shipped && copied(draft, stage));
    givers.find(|stage| draft.facts.standings.get(stage.index).and_then(|s| s.image()).map(has) == Some(Tri::Yes))
}

fn named(stage: &Stage) -> String {
    stage.name.clone().unwrap_or_else(|| stage.index.to_string())
}

/// An empty directory of the stage that builds, wherever the user is to write: before any WORKDIR makes it for root.
pub fn directories(draft: &mut Draft, paths: &[String], owner: &str, objection: &Objection) {
    let Some(stage) = giver(draft, |image| image.shell) else {
        return draft.leave(objection.text.clone(), &objection.spans);
    };
    let newline = draft.newline();
    let last = stage.steps.last().map_or(stage.span, |step| step.span);
    let end = whole_lines(draft.source(), last).end;
    line_at(draft, end, &format!("RUN mkdir /tmp/empty{newline}"));
    let from = named(stage);
    let copy = |path: &String| format!("COPY --chown={owner}:{owner} --from={from} /tmp/empty {path}");
    lines(draft, &paths.iter().map(copy).collect::<Vec<_>>());
}

fn copied(draft: &Draft, giver: &Stage) -> bool {
    draft.stage().is_some_and(|stage| {
        stage
            .steps
            .iter()
            .any(|step| matches!(&step.does, Does::Bring { from: Origin::Stage(from), .. } if *from == giver.index))
    })
}

pub fn libraries(draft: &mut Draft, packages: &[String], objection: &Objection) {
    let names = packages.join(", ");
    let lang = draft.lang;
    let text = say!(lang,
        en: "Copy the shared libraries of {names} into the shipped stage, with the same libc release: `ldd` on the program in the build stage lists them.",
        de: "Die gemeinsamen Bibliotheken von {names} bitte in die ausgelieferte Stufe kopieren, aus demselben libc-Stand: `ldd` auf das Programm in der Bau-Stufe zählt sie auf.",
        zh: "请将 {names} 的共享库复制到最终阶段，并保持相同的 libc 版本：在构建阶段对程序运行 `ldd` 可列出它们。");
    draft.leave(text, &objection.spans);
}

pub fn workdir(draft: &mut Draft, to: &str) {
    let newline = draft.newline();
    after_from(draft, &format!("WORKDIR {to}{newline}"));
}

/// Unless the shipped stage says so already, as one made by parting does.
pub fn env(draft: &mut Draft, name: &str, value: &str) {
    let (line, newline) = (format!("ENV {name}={value}"), draft.newline());
    let said = draft
        .stage()
        .is_some_and(|stage| stage.steps.iter().any(|step| draft.source().slice(step.span).trim_end() == line));
    if !said {
        after_from(draft, &format!("{line}{newline}"));
    }
}
