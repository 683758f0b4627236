//! Places that a base which does not start as root leaves open or shut: its first directory, root's home, files that ADD
//! fetches. All are told under `user-changes`.

use super::identity;
use crate::catalogue::Image;
use crate::dockerfile::{Kind, Word};
use crate::rules::claims::*;
use crate::rules::redhat;
use crate::rules::user_changes::RULE;
use crate::stages::{Does, Form, Origin};

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        return Vec::new();
    }
    if let Some(now) = case.present().and_then(redhat::workdir) {
        return elsewhere(case, choice, now).into_iter().collect();
    }
    identity::of_base(&choice.image).map(|user| told(case, choice, &user)).unwrap_or_default()
}

/// What the file puts and starts without naming a directory lies where the base begins.
fn elsewhere(case: &Case, choice: &Choice, now: &str) -> Option<Objection> {
    let span = lands(case).or_else(|| starts(case).filter(|_| entered(case).is_none()))?;
    if redhat::workdir(&choice.image) == Some(now) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` does not begin in `{now}`: write the directory down.",
        de: "`{image}` beginnt nicht in `{now}`: Schreib das Verzeichnis hin.",
        zh: "`{image}` 的起始目录不是 `{now}`：请写明工作目录。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::WorkDir { to: now.into() }))
}

fn told(case: &Case, choice: &Choice, user: &str) -> Vec<Objection> {
    let set = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some());
    let of_user = || [home(case, &choice.image, user), fetched(case, &choice.image, user)];
    let rights = if set { [None, None] } else { of_user() };
    first(case, choice, user).into_iter().chain(rights.into_iter().flatten()).collect()
}

/// Distroless `nonroot` begins in `/home/nonroot`, which nobody else may enter (`static/static.bzl` and
/// `common/BUILD.bazel` of GoogleContainerTools/distroless).
fn first(case: &Case, choice: &Choice, user: &str) -> Option<Objection> {
    let begins = |image: &Image| {
        image.repository.starts_with("gcr.io/distroless/") && identity::of_base(image).is_some_and(|own| own == "65532")
    };
    let config = &case.build.shipped_stage()?.config;
    if !begins(&choice.image) || case.present().is_some_and(begins) {
        return None;
    }
    if let Some(entered) = entered(case).filter(|word| lands(case).is_none_or(|span| span.start > word.span.start)) {
        return from_root(case, choice, entered);
    }
    let other = config.user.as_ref().filter(|named| {
        let name = named.text.split(':').next().unwrap_or_default();
        !matches!(name, "" | "0" | "root" | "nonroot") && name != user
    });
    let spans: Vec<Span> = lands(case).or(other.map(|named| named.span)).or_else(|| starts(case)).into_iter().collect();
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` begins in `/home/nonroot`, which only its own user may enter, not in `/`: write the directory down.",
        de: "`{image}` beginnt in `/home/nonroot`, das nur der eigene Benutzer betreten darf, nicht in `/`: Schreib das Verzeichnis hin.",
        zh: "`{image}` 的起始目录是只有其自身用户能进入的 `/home/nonroot`，而不是 `/`：请写明工作目录。");
    let change = Change::WorkDir { to: "/".into() };
    (!spans.is_empty()).then(|| objection(RULE.id, Weight::Change, text, spans).by(change))
}

/// The first WORKDIR.
fn entered<'a>(case: &Case<'a>) -> Option<&'a Word> {
    case.steps().iter().find_map(|step| match &case.build.tree.instructions.get(step.instruction)?.kind {
        Kind::Workdir(to) => Some(to),
        _ => None,
    })
}

/// A relative WORKDIR goes on from where the base begins; so far that was the root.
fn from_root(case: &Case, choice: &Choice, entered: &Word) -> Option<Objection> {
    let named = entered.text.trim_matches(['"', '\'']);
    let relative = is_relative(named) && !named.is_empty();
    let (lang, line, image) = (case.lang(), sentence(case.line(&[entered.span])), &choice.image.reference);
    let to = format!("/{}", named.trim_start_matches("./"));
    let text = say!(lang,
        en: "{line} goes on from where the base begins, and `{image}` begins in `/home/nonroot`, which only its own user may enter: write `{to}`.",
        de: "{line} geht von dort weiter, wo das Basis-Image beginnt, und `{image}` beginnt in `/home/nonroot`, das nur der eigene Benutzer betreten darf: Schreib `{to}`.",
        zh: "{line}是相对于基础镜像起始目录的路径，而 `{image}` 的起始目录是只有其自身用户能进入的 `/home/nonroot`：请写 `{to}`。");
    let change = Change::Path { span: entered.span, to };
    relative.then(|| objection(RULE.id, Weight::Change, text, vec![entered.span]).by(change))
}

/// A COPY or ADD to a place that no WORKDIR fixes.
fn lands(case: &Case) -> Option<Span> {
    case.steps().iter().find_map(|step| match &step.does {
        Does::Bring { destination: Some(to), .. } if step.workdir.is_none() && is_relative(&to.text) => Some(step.span),
        _ => None,
    })
}

/// A program started by such a place, or given one.
fn starts(case: &Case) -> Option<Span> {
    let config = &case.build.shipped_stage()?.config;
    let launches = [&config.entrypoint, &config.cmd].into_iter().flatten().filter(|launch| launch.form == Form::Exec);
    launches.flat_map(|launch| &launch.words).find(|word| is_place(&word.text)).map(|word| word.span)
}

/// `./server`, `app.jar`, `app:app/lib/*`; not `/etc/a`, `--level=1` or `https://example.org`.
fn is_place(word: &str) -> bool {
    const FILES: [&str; 9] = [".jar", ".js", ".json", ".mjs", ".py", ".toml", ".yaml", ".yml", ".conf"];
    let relative = !word.starts_with(['/', '-', '$', '@']) && !word.contains("://");
    relative && (word.contains('/') || FILES.iter().any(|end| word.ends_with(end)))
}

fn is_relative(path: &str) -> bool {
    !path.starts_with(['/', '$', '\\']) && !path.contains(':')
}

/// Nobody but root may enter `/root`.
fn home(case: &Case, image: &Image, user: &str) -> Option<Objection> {
    let workdir = case.build.shipped_stage()?.config.workdir.as_ref()?;
    let rest = workdir.text.strip_prefix("/root").filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[workdir.span])), &image.reference);
    let text = say!(lang,
        en: "{line} works in `/root`, which only root may enter, and `{image}` runs as `{user}`: take another directory.",
        de: "{line} arbeitet in `/root`, das nur root betreten darf, und `{image}` läuft als `{user}`: Nimm ein anderes Verzeichnis.",
        zh: "{line}以 `/root` 为工作目录，只有 root 能进入，而 `{image}` 以 `{user}` 运行：请改用其他目录。");
    let shipped = case.build.shipped_stage()?.span.end as usize;
    let again = case.build.tree.source.text().get(shipped..).unwrap_or_default().matches("/root").count() > 1;
    let change = match again {
        true => Change::Yours,
        false => Change::Path { span: workdir.span, to: format!("/app{}", rest.trim_end_matches('/')) },
    };
    Some(objection(RULE.id, Weight::Change, text, vec![workdir.span]).by(change))
}

/// What ADD fetches belongs to root, and nobody else may read it
/// ([ADD](https://docs.docker.com/reference/dockerfile/#add): "permissions of 600").
fn fetched(case: &Case, image: &Image, user: &str) -> Option<Objection> {
    let span = case.steps().iter().find_map(|step| match &step.does {
        Does::Bring { add: true, from: Origin::Url, chmod: None, chown: None, .. } => Some(step.span),
        _ => None,
    })?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let text = say!(lang,
        en: "{line}: what ADD fetches only root may read, and `{image}` runs as `{user}`. Write `ADD --chmod=0644`, or `0755` for a program.",
        de: "{line}: Was ADD holt, darf nur root lesen, und `{image}` läuft als `{user}`. Schreib `ADD --chmod=0644`, oder `0755` für ein Programm.",
        zh: "{line}：ADD 下载的文件只有 root 能读，而 `{image}` 以 `{user}` 运行。请写 `ADD --chmod=0644`，程序则用 `0755`。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const TO: &str = "gcr.io/distroless/static-debian13:nonroot";

    fn changes(file: &str) -> Vec<Change> {
        let build = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /server .\n";
        let told = weighed(RULE.id, &format!("{build}{file}"), TO, Shape::Swap);
        told.into_iter().filter_map(|one| one.change).collect()
    }

    #[test]
    fn the_first_directory_is_written_down_where_it_counts() {
        let root = [Change::WorkDir { to: "/".into() }];
        assert_eq!(changes("FROM alpine:3.24\nCOPY --from=b /server .\nENTRYPOINT [\"/server\"]\n"), root);
        assert_eq!(changes("FROM alpine:3.24\nCOPY --from=b /server /\nUSER 10001\nENTRYPOINT [\"/server\"]\n"), root);
        assert_eq!(changes("FROM alpine:3.24\nCOPY --from=b /server /\nENTRYPOINT [\"/server\"]\n"), []);
        let given =
            "FROM alpine:3.24\nCOPY --from=b /server /\nENTRYPOINT [\"/server\", \"--config\", \"config.yml\"]\n";
        assert_eq!(changes(given).len(), 1);
        assert_eq!(changes("FROM alpine:3.24\nWORKDIR /\nCOPY --from=b /server .\nENTRYPOINT [\"/server\"]\n"), []);
    }

    #[test]
    fn a_relative_directory_goes_on_from_the_root() {
        let file =
            "FROM alpine:3.24\nWORKDIR application\nCOPY --from=b /server ./\nUSER 1000\nENTRYPOINT [\"./server\"]\n";
        assert!(matches!(&changes(file)[..], [Change::Path { to, .. }] if to == "/application"), "{:?}", changes(file));
        assert_eq!(changes(&file.replace("application", "/application")), []);
        assert_eq!(changes(&file.replace("WORKDIR", "WORKDIR /srv\nWORKDIR")), []);
        let before = file.replace("WORKDIR", "COPY a.json .\nWORKDIR");
        assert_eq!(changes(&before), [Change::WorkDir { to: "/".into() }]);
    }

    #[test]
    fn roots_home_is_left() {
        let file = "FROM alpine:3.24\nWORKDIR /root/\nCOPY --from=b /server .\nCMD [\"./server\"]\n";
        assert!(matches!(&changes(file)[..], [Change::Path { to, .. }] if to == "/app"), "{:?}", changes(file));
    }

    #[test]
    fn what_add_fetches_is_opened() {
        let file = "FROM alpine:3.24\nCOPY --from=b /server /\nADD https://example.org/a.jar /a.jar\nENTRYPOINT [\"/server\"]\n";
        assert_eq!(changes(file), [Change::Yours]);
        assert_eq!(changes(&file.replace("ADD ", "ADD --chmod=0644 ")), []);
    }
}
