//! The base itself: edits land where the value lives, and the reader's way of writing is kept.

use super::draft::Draft;
use super::{builders, place};
use crate::catalogue::{self, Image, Tri};
use crate::rules::{shared_base, twins, versioned_paths};
use crate::shell::Command;
use crate::stages::{Base, Does, ImageRef, Launch, Role, Stage};

/// By stage: the image that it has moved to.
pub type Moved = Vec<Option<Image>>;

/// Exchanges the base of the shipped stage, at the bottom of its lineage or, where other stages stand
/// on that too, at the shipped stage's own FROM; stages that build for the runtime move to its line with it.
/// Says by stage which image it has moved to.
pub fn swap(draft: &mut Draft) -> Moved {
    let mut moved = vec![None; draft.build.stages.len()];
    let Some(stage) = draft.stage() else { return moved };
    let lineage = draft.build.lineage(stage.index);
    let Some(bottom) = lineage.last() else { return moved };
    let mut targets: Vec<(&Stage, String)> = Vec::new();
    match shared_base::carries(draft.build, draft.facts, draft.image) {
        true => carry(draft, stage, &lineage[1..]),
        false => {
            targets.push((*bottom, styled(draft, bottom)));
            moved[bottom.index] = Some(draft.image.clone());
        }
    }
    for (stage, reference, image) in builders::of(draft, stage.index) {
        if moved[stage.index].is_none() {
            retarget(draft, stage, &reference);
            targets.push((stage, reference));
            moved[stage.index] = Some(image);
        }
    }
    place::put(draft, &targets);
    for (builder, span, text) in versioned_paths::places(draft.build, draft.facts, draft.image) {
        if moved[builder].is_some() {
            draft.replace(span, &text);
        }
    }
    for (stage, reference) in &targets {
        if is_copy(draft, stage) && *reference != draft.image.reference {
            look_there(draft, stage, reference);
        }
    }
    stay_pinned(draft, &targets);
    moved
}

/// What was pinned by its digest is pinned again.
fn stay_pinned(draft: &mut Draft, targets: &[(&Stage, String)]) {
    for (stage, reference) in targets.iter().filter(|(stage, _)| is_pinned(stage)) {
        pin_again(draft, stage, reference);
    }
}

fn is_pinned(stage: &Stage) -> bool {
    matches!(&stage.base, Base::Image(ImageRef { digest: Some(_), .. }))
}

/// Where what ships stays: stages that build on what their packages have left.
pub fn revive(draft: &mut Draft) -> Moved {
    let mut moved = vec![None; draft.build.stages.len()];
    let Some(carried) = draft.build.shipped.map(|shipped| draft.build.carried(shipped)) else { return moved };
    let mut targets: Vec<(&Stage, String)> = Vec::new();
    for stage in draft.build.stages.iter().filter(|stage| stage.role == Role::Build && !carried[stage.index]) {
        if let Some((reference, image)) = twins::moves(draft.build, draft.facts, stage, draft.image) {
            targets.push((stage, reference));
            moved[stage.index] = Some(image);
        }
    }
    place::put(draft, &targets);
    stay_pinned(draft, &targets);
    moved
}

/// A .NET project names the line that it is built for; the SDK alone does not move it.
fn retarget(draft: &mut Draft, stage: &Stage, reference: &str) {
    if !reference.contains("/dotnet/") {
        return;
    }
    let (lang, line) = (draft.lang, draft.source().line(stage.span.start));
    let text = say!(lang,
        en: "Line {line} moves to `{reference}`, too: give the project that target framework, and check what the stage installs there.",
        de: "Auch Zeile {line} geht auf `{reference}`: Gib dem Projekt dieses Ziel-Framework, und prüfe, was die Stufe dort installiert.",
        zh: "第 {line} 行也改为 `{reference}`：请把项目的目标框架改成对应版本，并检查该阶段在那里安装的内容。");
    draft.leave(text, &[stage.from.span]);
}

/// Other stages need the old base: only the shipped one moves, and takes with it what the shared stages set.
fn carry(draft: &mut Draft, stage: &Stage, below: &[&Stage]) {
    let bottom = below[below.len() - 1];
    let reference = styled(draft, bottom);
    draft.replace(stage.from.span, &reference);
    if is_pinned(bottom) {
        pin_again(draft, stage, &reference);
    }
    let newline = draft.newline();
    let mut lines = String::new();
    for set in below.iter().rev() {
        for step in &set.steps {
            let text = draft.source().slice(step.span);
            match &step.does {
                Does::Set | Does::Bring { .. } => lines.push_str(&format!("{text}{newline}")),
                Does::Run(launch) if runs_on(draft, launch) => lines.push_str(&format!("{text}{newline}")),
                _ => {
                    let line = draft.source().line(step.span.start);
                    let lang = draft.lang;
                    let text = say!(lang,
                        en: "Line {line} runs in a stage that others share; it does not run on the new base. Check whether what it does is needed there.",
                        de: "Zeile {line} läuft in einer Stufe, die auch andere nutzen, und damit nicht auf der neuen Basis. Bitte prüfen, ob ihr Ergebnis dort gebraucht wird.",
                        zh: "第 {line} 行位于其他阶段共用的阶段中，不会在新的基础镜像上执行。请检查那里是否需要它的结果。");
                    draft.leave(text, &[step.span]);
                }
            }
        }
    }
    let end = super::draft::whole_lines(draft.source(), stage.span).end;
    draft.insert(end, &lines);
}

/// A RUN means the same on the new base: it installs nothing from the system's archive, or that is the same one.
fn runs_on(draft: &Draft, launch: &Launch) -> bool {
    let now = draft.build.shipped.and_then(|stage| draft.facts.standings.get(stage)?.image());
    let system = |image: &Image| image.os.as_ref().map(|os| os.name);
    let same =
        now.is_some_and(|now| now.package_manager == draft.image.package_manager && system(now) == system(draft.image));
    let of_the_os = |command: &Command| command.packages.as_ref().is_some_and(|action| action.manager.is_of_the_os());
    draft.image.shell == Tri::Yes && (same || !launch.commands.iter().any(of_the_os))
}

/// The new reference in the way the old one was written: through the same mirror, with the same prefix.
pub fn styled(draft: &Draft, bottom: &Stage) -> String {
    let new = draft.image.reference.clone();
    let Base::Image(old) = &bottom.base else { return new };
    let written = bottom.from.text.as_str();
    if is_copy(draft, bottom)
        && let Some(there) = on_copy(draft, old)
    {
        return match written.starts_with("docker.io/") {
            true => there,
            false => there.trim_start_matches("docker.io/").into(),
        };
    }
    let bare = !new.split_once('/').is_some_and(|(first, _)| first.contains(['.', ':']));
    if !bare {
        return new;
    }
    if let Some(namespace) = own_namespace(draft, old) {
        let registry = if written.starts_with("docker.io/") { "docker.io/" } else { "" };
        return format!("{registry}{namespace}/{new}");
    }
    let official = if new.contains('/') { new.clone() } else { format!("library/{new}") };
    if old.registry == "docker.io" {
        return match written {
            w if w.starts_with("docker.io/library/") => format!("docker.io/{official}"),
            w if w.starts_with("docker.io/") => format!("docker.io/{new}"),
            w if w.starts_with("library/") => official,
            _ => new,
        };
    }
    match mirror_of(draft, old) {
        Some(mirror) if old.name().starts_with(&format!("{mirror}/library/")) => format!("{mirror}/{official}"),
        Some(mirror) => format!("{mirror}/{}", official.trim_start_matches("library/")),
        None => new,
    }
}

/// Known by the reader's word alone.
fn is_copy(draft: &Draft, stage: &Stage) -> bool {
    let known = draft.facts.standings.get(stage.index).is_some_and(|standing| standing.image().is_some());
    matches!(&stage.base, Base::Image(own) if known && catalogue::find(own).is_none())
}

/// The new base where the house passes on the present one, when both are of one registry.
fn on_copy(draft: &Draft, old: &ImageRef) -> Option<String> {
    let found = catalogue::alike(old)?;
    let through = found.through?;
    let name = old.name();
    let upstream = found.image.repository.strip_suffix(name.strip_prefix(&through)?.trim_start_matches('/'))?;
    let rest = draft.image.repository.strip_prefix(upstream)?;
    let tag = draft.image.tag.as_ref().map(|tag| format!(":{tag}")).unwrap_or_default();
    Some(format!("{through}/{rest}{tag}"))
}

/// What is copied by hand is there when somebody put it there.
fn look_there(draft: &mut Draft, stage: &Stage, reference: &str) {
    let lang = draft.lang;
    let text = say!(lang,
        en: "See that `{reference}` is there: your registry may hold only what was copied into it.",
        de: "Sieh nach, ob es `{reference}` gibt: Deine Registry hat vielleicht nur, was hineinkopiert wurde.",
        zh: "请确认 `{reference}` 存在：你们的仓库里可能只有复制进去的镜像。");
    draft.leave(text, &[stage.from.span]);
}

/// `arm32v7` of `arm32v7/python`, where Docker Hub has such a copy of the new base.
fn own_namespace(draft: &Draft, old: &ImageRef) -> Option<String> {
    let through = mirror_of(draft, old)?;
    let namespace = through.strip_prefix("docker.io/")?;
    catalogue::has_copy(draft.image, namespace).then(|| namespace.to_string())
}

/// The mirror the present base was found through, when it holds Docker's official images.
fn mirror_of(draft: &Draft, old: &ImageRef) -> Option<String> {
    let stage = draft.build.shipped?;
    let crate::evidence::Standing::Known(found, reference) = draft.facts.standings.get(stage)? else {
        return None;
    };
    let through = found.through.clone()?;
    (reference == old && found.image.repository.starts_with("docker.io/library/") && old.name().starts_with(&through))
        .then_some(through)
}

/// A pinned file stays pinned: a marked line says how to get the digest.
fn pin_again(draft: &mut Draft, stage: &Stage, reference: &str) {
    let newline = draft.newline();
    let line = draft.source().line(stage.span.start);
    let start = super::draft::whole_lines(draft.source(), stage.span).start;
    let note = format!("# basewise: pin this base again: docker buildx imagetools inspect {reference}{newline}");
    draft.insert(start, &note);
    let lang = draft.lang;
    let text = say!(lang,
        en: "Line {line} stood on a base pinned by digest. Pin the new base again: `docker buildx imagetools inspect {reference}` prints its digest.",
        de: "Zeile {line} stand auf einer per Digest festgelegten Basis. Bitte auch die neue Basis festlegen: `docker buildx imagetools inspect {reference}` zeigt den Digest.",
        zh: "第 {line} 行的基础镜像原先按摘要固定。请同样固定新的基础镜像：`docker buildx imagetools inspect {reference}` 会显示其摘要。");
    draft.leave(text, &[stage.span]);
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn first_line(from: &str) -> String {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let file = format!("FROM {from}\nRUN apk add --no-cache curl\nCMD [\"curl\", \"https://example.org\"]\n");
        let advice = crate::advise(&Input::pasted(&file), &wishes);
        let text = advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        text.lines().next().unwrap_or_default().to_string()
    }

    #[test]
    fn what_a_shared_stage_sets_up_ships_too() {
        let file = "FROM node:20 AS base\nENV PNPM_HOME=/pnpm\nRUN corepack enable\nWORKDIR /app\nFROM base AS build\nCOPY . .\nRUN pnpm install && pnpm build\nFROM base\nCOPY --from=build /app /app\nCMD [\"pnpm\", \"start\"]\n";
        let wishes = Wishes::default();
        let advice = crate::conclude(&Input::pasted(file), &wishes);
        let slim = advice.recommendations.iter().find(|one| one.candidate.image().reference.contains("-slim"));
        let rewrite = crate::rewrite::apply(&advice, &slim.expect("a slim one").candidate, &wishes).expect("written");
        let (_, ships) = rewrite.dockerfile.rsplit_once("FROM ").expect("the last stage");
        assert!(ships.contains("-slim\nENV PNPM_HOME=/pnpm\nRUN corepack enable\nWORKDIR /app\n"), "{ships}");
    }

    #[test]
    fn a_stage_on_a_pinned_one_is_pinned_again() {
        let digest = "a".repeat(64);
        let file = format!(
            "FROM debian:bookworm@sha256:{digest} AS base\nFROM base AS test\nRUN apt-get update && apt-get install -y shellcheck\nFROM base\nRUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*\nCOPY x.sh /x.sh\nCMD [\"/bin/sh\", \"/x.sh\"]\n"
        );
        let advice = crate::advise(&Input::pasted(&file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let text = advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        let froms: Vec<&str> = text.lines().filter(|line| line.starts_with("FROM") || line.starts_with('#')).collect();
        let (new, marks) = (froms[froms.len() - 1], text.matches("# basewise: pin").count());
        let named = froms[froms.len() - 2]
            .trim_start_matches("# basewise: pin this base again: docker buildx imagetools inspect ");
        assert!(new == format!("FROM {named}") && marks == 2, "{text}");
    }

    #[test]
    fn the_sdk_of_net_core_moves_along() {
        let file = "FROM mcr.microsoft.com/dotnet/core/sdk:3.1-buster AS b\nCOPY . .\nRUN dotnet publish -o /out\nFROM mcr.microsoft.com/dotnet/core/aspnet:3.1-buster-slim\nCOPY --from=b /out .\nENTRYPOINT [\"dotnet\", \"Web.dll\"]\n";
        let advice = crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let text = advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        assert!(text.starts_with("FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\n"), "{text}");
    }

    #[test]
    fn the_sdk_under_its_retired_name_moves_along() {
        let file = "FROM microsoft/dotnet:2.1-sdk AS b\nCOPY . .\nRUN dotnet publish -o /out\nFROM microsoft/dotnet:2.1-aspnetcore-runtime\nCOPY --from=b /out .\nENTRYPOINT [\"dotnet\", \"Web.dll\"]\n";
        let advice = crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let rewrite = advice.rewrite.expect("written");
        assert!(
            rewrite.dockerfile.starts_with("FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\n"),
            "{}",
            rewrite.dockerfile
        );
        assert!(rewrite.left_to_you.iter().any(|left| left.text.contains("8080")), "{:?}", rewrite.left_to_you);
    }

    #[test]
    fn a_floating_stage_is_fixed_with_the_one_that_ships() {
        let of = |file: &str| {
            let advice =
                crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
            advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default()
        };
        let node = "FROM node:lts AS b\nWORKDIR /a\nCOPY . .\nRUN npm ci --omit=dev\nFROM node:lts\nCOPY --from=b /a /a\nCMD [\"node\", \"/a/a.js\"]\n";
        assert!(of(node).starts_with("FROM node:24-trixie AS b\n"), "{}", of(node));
        let bot = "FROM python:alpine\nRUN apk add --no-cache gcc musl-dev\nWORKDIR /bot\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"bot.py\"]\n";
        assert!(of(bot).starts_with("FROM python:3.14-alpine3.24 AS build\n"), "{}", of(bot));
    }

    #[test]
    fn a_stage_on_alpine_stays_on_alpine() {
        let file = "FROM node:16-alpine3.15 AS b\nRUN apk add --no-cache git\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM node:16-alpine3.15\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/a.js\"]\n";
        let advice = crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let text = advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        assert!(text.starts_with("FROM node:24-alpine3.24 AS b\n"), "{text}");
    }

    #[test]
    fn a_platform_in_front_is_no_part_of_another_name() {
        let file = "ARG ARCH=amd64\nFROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /x .\nFROM ${ARCH}/alpine:3.18\nCOPY --from=b /x /x\nENTRYPOINT [\"/x\"]\n";
        let advice = crate::advise(&Input::pasted(file), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let text = advice.rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        assert!(text.starts_with("ARG ARCH=amd64\n") && text.contains("FROM gcr.io/distroless/static"), "{text}");
    }

    #[test]
    fn the_readers_way_of_writing_is_kept() {
        assert_eq!(first_line("alpine:3.15"), "FROM alpine:3.24");
        assert_eq!(first_line("docker.io/library/alpine:3.15"), "FROM docker.io/library/alpine:3.24");
        assert_eq!(first_line("docker.io/alpine:3.15"), "FROM docker.io/alpine:3.24");
        assert_eq!(first_line("arm32v6/alpine:3.15"), "FROM arm32v6/alpine:3.24");
        assert_eq!(first_line("docker.io/arm64v8/alpine:3.15"), "FROM docker.io/arm64v8/alpine:3.24");
        assert_eq!(first_line("mirror.gcr.io/library/alpine:3.15"), "FROM mirror.gcr.io/library/alpine:3.24");
        let kept = first_line("harbor.example.com/hub/library/alpine:3.15");
        assert_eq!(kept, "FROM harbor.example.com/hub/library/alpine:3.24");
    }
}
