//! Files offered beside the rewritten Dockerfile: what need not go to the builder, and what keeps the new base fresh.

use crate::advice::{Advice, Extra};
use crate::shell::{Action, Command, Manager};
use crate::stages::{Base, Build, Does, Origin, Step};
use crate::words::Lang;

/// What a tool of the file makes anew, and need not be sent to it.
const MADE_ANEW: &[(&[Manager], &[&str])] = &[
    (&[Manager::Npm, Manager::Yarn, Manager::Pnpm, Manager::Bun], &["node_modules", "npm-debug.log*", ".env*.local"]),
    (
        &[Manager::Pip, Manager::Uv, Manager::Poetry, Manager::Pipenv],
        &["**/__pycache__", "**/*.pyc", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache"],
    ),
    (&[Manager::Cargo], &["target"]),
    (&[Manager::Maven], &["target"]),
    (&[Manager::Gradle], &[".gradle", "build"]),
    (&[Manager::Dotnet], &["**/bin", "**/obj"]),
    (&[Manager::Composer], &["vendor"]),
    (&[Manager::Bundle], &[".bundle", "log/*", "tmp/*"]),
    (&[Manager::Mix], &["_build", "deps"]),
];

/// All that is not there yet, as far as the files given tell.
pub fn offer(advice: &Advice, to: &str, lang: Lang) -> Vec<Extra> {
    let lacks = |ends: &[&str]| {
        !advice.input.companions.iter().any(|one| ends.iter().any(|end| one.path.rsplit('/').next() == Some(end)))
    };
    let mut extras = Vec::new();
    if lacks(&[".dockerignore", "Dockerfile.dockerignore"]) {
        extras.extend(ignore(&advice.build, lang));
    }
    // Nothing is newer than nothing.
    let moves = to != "scratch";
    if moves && lacks(&["renovate.json", "renovate.json5", ".renovaterc"]) {
        extras.push(renovate(to, lang));
    }
    if moves && lacks(&["dependabot.yml", "dependabot.yaml"]) {
        extras.push(dependabot(advice, lang));
    }
    extras
}

/// Only where the whole folder is copied; what a COPY names is never left out.
fn ignore(build: &Build, lang: Lang) -> Option<Extra> {
    let all: Vec<&str> = build.stages.iter().flat_map(|stage| &stage.steps).flat_map(context).collect();
    let whole = build.stages.iter().flat_map(|stage| &stage.steps).find(|step| context(step).any(is_whole))?;
    let commands: Vec<&Command> = commands(build).collect();
    let named = |pattern: &&str| {
        let plain = pattern.trim_start_matches("**/").trim_end_matches("/*");
        all.iter().any(|source| source.split('/').any(|part| part == plain))
            || commands.iter().any(|command| command.name() == plain.trim_start_matches('.'))
    };
    let mut lines: Vec<&str> = vec![".git", "**/.DS_Store"];
    for (managers, patterns) in MADE_ANEW {
        if commands.iter().any(|command| makes(command, managers)) {
            lines.extend(*patterns);
        }
    }
    lines.retain(|line| !named(line));
    lines.dedup();
    let line = build.tree.source.line(whole.span.start);
    let why = say!(lang,
        en: "Line {line} copies the whole folder. What stands in this list need not go along, and a change in it would rebuild everything after that line. Take out what your build reads.",
        de: "Zeile {line} kopiert den ganzen Ordner. Was in dieser Liste steht, muss nicht mit, und eine Änderung daran würde alles nach dieser Zeile neu bauen. Nimm heraus, was dein Build liest.",
        zh: "第 {line} 行复制整个文件夹。此列表中的内容无需一起发送，否则其变化会使该行之后的内容全部重新构建。如果构建要读取其中某项，请将其删除。");
    let text = lines.iter().map(|line| format!("{line}\n")).collect();
    Some(Extra { name: ".dockerignore".into(), text, why })
}

/// What a step takes from the build context.
fn context(step: &Step) -> impl Iterator<Item = &str> {
    let sources = match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => sources.as_slice(),
        _ => &[],
    };
    sources.iter().map(|source| source.text.as_str())
}

fn is_whole(source: &str) -> bool {
    matches!(source, "." | "./" | "/" | "*" | "./*")
}

fn commands(build: &Build) -> impl Iterator<Item = &Command> {
    build.stages.iter().flat_map(|stage| &stage.steps).flat_map(|step| match &step.does {
        Does::Run(launch) => launch.commands.as_slice(),
        _ => &[],
    })
}

/// Whether a command of one of these tools makes what its patterns name.
fn makes(command: &Command, managers: &[Manager]) -> bool {
    command.packages.as_ref().is_some_and(|action| {
        managers.contains(&action.manager)
            && matches!(action.action, Action::Install | Action::InstallManifest | Action::Build)
    })
}

/// Where a tag names no version, only the digest shows that there is something new.
fn renovate(to: &str, lang: Lang) -> Extra {
    let (name, tag) = parted(to);
    let rolling = !tag.contains(|c: char| c.is_ascii_digit());
    let pin = if rolling { ", \"pinDigests\": true" } else { "" };
    let text = format!(
        "{{\n  \"$schema\": \"https://docs.renovatebot.com/renovate-schema.json\",\n  \"extends\": [\"config:recommended\"],\n  \"packageRules\": [\n    {{ \"matchDatasources\": [\"docker\"], \"matchPackageNames\": [\"{name}\"]{pin}, \"schedule\": [\"before 6am on monday\"] }}\n  ]\n}}\n"
    );
    let mut why = say!(lang,
        en: "Renovate proposes each newer `{name}` as a pull request, also where the version is the value of an ARG.",
        de: "Renovate schlägt jede neuere `{name}` als Pull Request vor, auch wo die Version der Wert eines ARG ist.",
        zh: "Renovate 会以拉取请求的形式提出每个更新的 `{name}`，即使版本写在 ARG 的值中。");
    if rolling {
        why += &say!(lang,
            en: " The tag `{tag}` names no version: only a pinned digest shows that it moved.",
            de: " Der Tag `{tag}` nennt keine Version: Nur ein festgelegter Digest zeigt, dass er sich bewegt hat.",
            zh: " 标签 `{tag}` 不含版本号：只有固定摘要才能看出它是否变化。");
    }
    Extra { name: "renovate.json".into(), text, why }
}

fn parted(reference: &str) -> (&str, &str) {
    let reference = reference.split('@').next().unwrap_or_default();
    match reference.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (reference, "latest"),
    }
}

fn dependabot(advice: &Advice, lang: Lang) -> Extra {
    let file = &advice.file;
    let folder = match file.rsplit_once('/') {
        Some((folder, _)) if !file.starts_with(['/', '.']) => folder,
        _ => "",
    };
    let text = format!(
        "version: 2\nupdates:\n  - package-ecosystem: docker\n    directory: /{folder}\n    schedule:\n      interval: weekly\n"
    );
    let mut why = say!(lang,
        en: "Dependabot does the same on GitHub; take one of the two.",
        de: "Dependabot tut auf GitHub dasselbe; eines von beiden genügt.",
        zh: "Dependabot 在 GitHub 上做同样的事；两者选其一。");
    if advice.build.stages.iter().any(|stage| !matches!(stage.base, Base::Stage(_)) && !stage.from.chain.is_empty()) {
        why += &say!(lang,
            en: " It does not follow a version that FROM takes from an ARG: with this file, take Renovate.",
            de: " Einer Version, die FROM aus einem ARG nimmt, folgt es nicht: Bei dieser Datei nimm Renovate.",
            zh: " 它不会跟踪 FROM 从 ARG 取得的版本：对此文件请使用 Renovate。");
    }
    Extra { name: ".github/dependabot.yml".into(), text, why }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn offered(file: &str, name: &str) -> Option<String> {
        let advice = crate::advise(&Input::pasted(file), &Wishes::default());
        let extras = advice.rewrite.expect("there is a change").beside;
        extras.into_iter().find(|extra| extra.name == name).map(|extra| extra.text)
    }

    const NODE: &str =
        "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";

    #[test]
    fn what_the_build_makes_is_ignored() {
        let text = offered(NODE, ".dockerignore").expect("a list");
        assert!(text.contains("node_modules\n") && text.contains(".git\n") && !text.contains("target"), "{text}");
    }

    #[test]
    fn what_the_file_copies_or_calls_is_not() {
        let file = NODE.replace("COPY . .", "COPY node_modules/own own\nCOPY . .\nRUN git rev-parse HEAD > rev");
        let text = offered(&file, ".dockerignore").expect("a list");
        assert!(!text.contains("node_modules") && !text.contains(".git\n"), "{text}");
    }

    #[test]
    fn a_file_that_copies_single_things_needs_none() {
        assert_eq!(offered(&NODE.replace("COPY . .", "COPY src src"), ".dockerignore"), None);
    }

    #[test]
    fn a_tag_without_a_version_is_pinned_by_renovate() {
        let go = "FROM golang:1.26 AS b\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.23\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n";
        let text = offered(go, "renovate.json").expect("a file");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(json["packageRules"][0]["pinDigests"], true, "{text}");
    }
}
