//! What is lost with a base, and how to live with it.

use super::{Recommendation, trust};
use crate::catalogue::{Image, PackageManager, Tri};
use crate::rules::Case;
use crate::stages::Config;

/// One sentence a loss; empty where nothing is lost against today's base.
pub fn tell(case: &Case, best: &Recommendation, present: Option<&Image>) -> Vec<String> {
    if best.candidate.present {
        return Vec::new();
    }
    let new = best.candidate.image();
    let lost_shell = new.shell == Tri::No && present.is_none_or(|old| old.shell != Tri::No);
    let lost_manager = new.package_manager == PackageManager::None
        && present.is_none_or(|old| old.package_manager != PackageManager::None);
    let mut losses = Vec::new();
    losses.extend(lost_shell.then(|| debugging(case, new)));
    losses.extend(lost_shell.then(|| outside(case)));
    losses.extend((lost_shell && checks_health(case)).then(|| health(case)));
    losses.extend(lost_manager.then(|| patching(case)));
    losses.extend(lost_manager.then(|| scanning(case, new)));
    losses.extend(trust::how(case.wishes.lang, new));
    losses
}

fn debugging(case: &Case, new: &Image) -> String {
    let lang = case.wishes.lang;
    let twin = debug_twin(new).map(|tag| {
        say!(lang,
        en: " For a look inside while developing, `{tag}` is the same base with a shell.",
        de: " Für einen Blick hinein beim Entwickeln ist `{tag}` dasselbe Basis-Image mit Shell.",
        zh: " 开发时想进入查看，可用带 shell 的同款镜像 `{tag}`。")
    });
    let twin = twin.unwrap_or_default();
    say!(lang,
        en: "There is no shell to `exec` into: use `docker debug CONTAINER`, or `kubectl debug -it POD --image=busybox --target=CONTAINER`.{twin}",
        de: "Es gibt keine Shell für `exec`: nimm `docker debug CONTAINER` oder `kubectl debug -it POD --image=busybox --target=CONTAINER`.{twin}",
        zh: "没有可供 `exec` 进入的 shell：请用 `docker debug CONTAINER` 或 `kubectl debug -it POD --image=busybox --target=CONTAINER`。{twin}")
}

/// What starts a shell in the image from outside of the file, where nobody looks while changing it.
fn outside(case: &Case) -> String {
    let lang = case.wishes.lang;
    say!(lang,
        en: "Look through what uses the image: `exec` probes, `preStop: sh -c`, a `command: sh -c` of Compose and CI jobs that run inside it need a shell.",
        de: "Sieh durch, was das Image benutzt: `exec`-Probes, `preStop: sh -c`, ein `command: sh -c` in Compose und CI-Jobs, die darin laufen, brauchen eine Shell.",
        zh: "请检查使用该镜像的地方：`exec` 探针、`preStop: sh -c`、Compose 的 `command: sh -c`，以及在其中运行的 CI 任务，都需要 shell。")
}

/// The vendor's own variant with a shell, where it has a rule for its name.
fn debug_twin(image: &Image) -> Option<String> {
    let reference = &image.reference;
    let tag = image.tag.as_deref();
    if reference.starts_with("gcr.io/distroless/") {
        let (name, _) = reference.rsplit_once(':').unwrap_or((reference, ""));
        return Some(match tag {
            None | Some("latest") => format!("{name}:debug"),
            Some("nonroot") => format!("{name}:debug-nonroot"),
            Some(_) => return None,
        });
    }
    match (reference.starts_with("cgr.dev/chainguard/"), reference.starts_with("dhi.io/")) {
        (true, _) if !image.variants.contains(&"dev") => Some(format!("{reference}-dev")),
        (_, true) if !image.variants.contains(&"dev") => Some(format!("{reference}-dev")),
        _ => None,
    }
}

fn checks_health(case: &Case) -> bool {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    config.is_some_and(|config: &Config| matches!(config.healthcheck, Some(Some(_))))
}

fn health(case: &Case) -> String {
    let lang = case.wishes.lang;
    say!(lang,
        en: "The health check can use neither curl nor a shell: let the program check itself (`HEALTHCHECK CMD [\"/app\", \"--health\"]`), or leave it to the orchestrator's HTTP probe.",
        de: "Die Zustandsprüfung hat weder curl noch Shell: lass das Programm sich selbst prüfen (`HEALTHCHECK CMD [\"/app\", \"--health\"]`) oder überlass es der HTTP-Probe des Orchestrierers.",
        zh: "健康检查不能用 curl 或 shell：让程序自检（`HEALTHCHECK CMD [\"/app\", \"--health\"]`），或交给编排器的 HTTP 探针。")
}

fn patching(case: &Case) -> String {
    let lang = case.wishes.lang;
    say!(lang,
        en: "Nothing is patched in place: fixes come by rebuilding on the newest base (`docker build --pull`), so build on a schedule.",
        de: "An Ort und Stelle wird nichts aktualisiert: Korrekturen kommen durch Neubau auf dem neuesten Basis-Image (`docker build --pull`); baue also regelmäßig.",
        zh: "不能就地打补丁：修复来自在最新基础镜像上重新构建（`docker build --pull`），请定期构建。")
}

fn scanning(case: &Case, new: &Image) -> String {
    let lang = case.wishes.lang;
    let bare = new.is_nothing();
    match bare {
        true => say!(lang,
            en: "A scanner finds no OS packages here: it sees only what is built into your program, so scan the source or an SBOM as well.",
            de: "Ein Scanner findet hier keine Betriebssystempakete: er sieht nur, was in deinem Programm steckt; prüfe auch den Quelltext oder eine SBOM.",
            zh: "扫描器在这里找不到系统软件包，只能看到编入程序的内容，请同时扫描源码或 SBOM。"),
        false => say!(lang,
            en: "Trivy, Grype and Docker Scout read this base's package records without a package manager; check once that yours lists them.",
            de: "Trivy, Grype und Docker Scout lesen die Paketliste dieses Basis-Images auch ohne Paketmanager; prüfe einmal, dass deiner sie zeigt.",
            zh: "没有包管理器，Trivy、Grype 和 Docker Scout 也能读取此镜像的软件包记录；请确认你的扫描器能列出它们。"),
    }
}
