//! What a base does by `ONBUILD` in whatever is built on it: another base leaves it out. Told under `entrypoint-changes`.

use crate::catalogue::{Image, Tri};
use crate::rules::builds::natives;
use crate::rules::claims::*;
use crate::rules::offers;

/// The triggers of Docker's own, as instructions, the start that came with them and the manifest that they read
/// (`onbuild/Dockerfile` in github.com/docker-library/python, docker-library/ruby and nodejs/docker-node as they last stood,
/// read 2026-11-29); Go's `go-wrapper` is no more, and in its place stands what the image's page does now
/// ([golang](https://hub.docker.com/_/golang)).
const TRIGGERS: [(&str, &[&str], &str, &str); 4] = [
    (
        "docker.io/library/golang",
        &["WORKDIR /go/src/app", "COPY . .", "RUN go build -v -o /usr/local/bin/app ."],
        "CMD [\"app\"]",
        "go.mod",
    ),
    (
        "docker.io/library/node",
        &["WORKDIR /usr/src/app", "COPY package.json ./", "RUN npm install && npm cache clean --force", "COPY . ."],
        "CMD [\"npm\", \"start\"]",
        "package.json",
    ),
    (
        "docker.io/library/python",
        &[
            "WORKDIR /usr/src/app",
            "COPY requirements.txt ./",
            "RUN pip install --no-cache-dir -r requirements.txt",
            "COPY . .",
        ],
        "",
        "requirements.txt",
    ),
    (
        "docker.io/library/ruby",
        &["WORKDIR /usr/src/app", "COPY Gemfile Gemfile.lock ./", "RUN bundle install", "COPY . ."],
        "",
        "Gemfile",
    ),
];

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let now = case.present().filter(|now| is_onbuild(now) && !is_onbuild(&choice.image))?;
    let span = case.shipped()?.stage.from.span;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let claim = |weight, text| crate::rules::claims::objection(rule, weight, text, vec![span]);
    let Some((_, lines, start, manifest)) = TRIGGERS.iter().find(|(repository, ..)| now.repository == *repository)
    else {
        let now = &now.reference;
        let text = say!(lang,
            en: "`{now}` runs steps of its own in every build (`ONBUILD`), which `{image}` does not: write them into the file.",
            de: "`{now}` führt in jedem Build eigene Schritte aus (`ONBUILD`), `{image}` nicht: Schreib sie in die Datei.",
            zh: "`{now}` 会在每次构建时执行自带的步骤（`ONBUILD`），`{image}` 不会：请把它们写进文件。");
        return Some(claim(Weight::Change, text).by(Change::Yours));
    };
    let config = &case.build.shipped_stage()?.config;
    let starts = config.cmd.is_none() && config.entrypoint.is_none() && !start.is_empty();
    let lines: Vec<&str> = lines.iter().copied().chain(starts.then_some(*start)).collect();
    let steps = each_code(lang, &lines);
    let mut text = say!(lang,
        en: "`{image}` leaves out what the present base does by `ONBUILD`. These lines must stand in the file: {steps}.",
        de: "`{image}` lässt weg, was das jetzige Basis-Image per `ONBUILD` erledigt. Diese Zeilen müssen in der Datei stehen: {steps}.",
        zh: "`{image}` 不会执行当前基础镜像通过 `ONBUILD` 执行的步骤。这些行必须写进文件：{steps}。");
    let seen = case.input.companion(manifest).is_some();
    if *manifest == "go.mod" && !seen {
        text.push_str(&modules(lang));
    }
    // What is installed may be compiled, and the present base has what that takes.
    let pure = seen && !natives::parts(case).any(|part| part.is_compiled());
    let weight = match (choice.image.shell, offers::tool(&choice.image, "gcc")) {
        (Tri::Yes, Tri::No) if !pure => {
            text.push_str(&compiled(lang));
            Weight::Doubt
        }
        (Tri::Yes, _) => Weight::Change,
        _ => Weight::Blocker,
    };
    Some(claim(weight, text).by(Change::Lines(lines.iter().map(|line| line.to_string()).collect())))
}

fn modules(lang: Lang) -> String {
    say!(lang,
        en: " Where there is no `go.mod`, `go mod init` first.",
        de: " Fehlt `go.mod`, dann zuerst `go mod init`.",
        zh: "如果没有 `go.mod`，请先执行 `go mod init`。")
}

fn compiled(lang: Lang) -> String {
    say!(lang,
        en: " What they install may have to be compiled, and it has no compiler.",
        de: " Was sie installieren, muss womöglich kompiliert werden, und es hat keinen Compiler.",
        zh: "它们安装的内容可能需要编译，而它没有编译器。")
}

fn is_onbuild(image: &Image) -> bool {
    image.tag.as_deref().is_some_and(|tag| tag.split('-').any(|word| word == "onbuild"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Input, Wishes};

    const RULE: &str = "entrypoint-changes";
    const FILE: &str = "FROM python:3-onbuild\nCMD [\"python\", \"./app.py\"]\n";

    #[test]
    fn what_onbuild_did_is_written_down() {
        let advice = crate::advise(&Input::pasted(FILE), &Wishes { today: "2026-11-28".into(), ..Wishes::default() });
        let text = advice.rewrite.expect("written").dockerfile;
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("FROM python:3.") && lines[0].ends_with("-trixie"), "{text}");
        assert!(!lines[0].contains("slim"), "nobody knows whether something is compiled: {text}");
        assert_eq!(
            lines[3..],
            ["RUN pip install --no-cache-dir -r requirements.txt", "COPY . .", "CMD [\"python\", \"./app.py\"]"]
        );
    }

    #[test]
    fn who_starts_what_the_base_starts_is_sent_to_the_same_image() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let advice = crate::advise(&Input::pasted("FROM node:8-onbuild\nEXPOSE 8888\n"), &wishes);
        let text = advice.rewrite.expect("written").dockerfile;
        assert!(text.starts_with("FROM node:24-trixie\nWORKDIR /usr/src/app\n"), "{text}");
        assert!(
            text.contains("\nRUN npm install && npm cache clean --force\n")
                && text.contains("CMD [\"npm\", \"start\"]")
        );
    }

    #[test]
    fn what_is_not_compiled_needs_no_compiler() {
        use crate::wishes::Companion;
        let first = |list: &str| {
            let companions = vec![Companion { path: "requirements.txt".into(), text: list.into() }];
            let input = Input { companions, ..Input::pasted(FILE) };
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            crate::conclude(&input, &wishes).recommendations[0].candidate.image().reference.clone()
        };
        assert!(first("flask\n").contains("-slim-") && !first("mysqlclient\n").contains("-slim-"));
    }

    #[test]
    fn without_a_shell_or_a_known_trigger_it_is_no_exchange() {
        assert_eq!(
            weight(RULE, FILE, "gcr.io/distroless/python3-debian13:nonroot", Shape::Swap),
            Some(Weight::Blocker)
        );
        assert_eq!(weight(RULE, FILE, "python:3.14-slim-trixie", Shape::Swap), Some(Weight::Doubt));
        let go = weighed(RULE, "FROM golang:onbuild\nEXPOSE 80\n", "golang:1.27-trixie", Shape::Swap);
        assert!(go[0].text.contains("`RUN go build") && go[0].text.contains("`go mod init`"), "{go:?}");
        assert_eq!(weight(RULE, &FILE.replace("-onbuild", ".9"), "python:3.14-trixie", Shape::Swap), None);
    }
}
