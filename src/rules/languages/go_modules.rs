//! `go get` of programs and trees below GOPATH, on a Go that asks for modules. Told under `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::loading::newer_compilers;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Action, Command};
use crate::stages::{Does, Role, Stage};
use std::cmp::Ordering;

/// A build asks for a `go.mod` since [Go 1.16](https://go.dev/doc/go1.16#go-command); `go get` installs no program and
/// stops outside of a module since [Go 1.18](https://go.dev/doc/go1.18#go-get).
const BUILDS: &str = "1.16";
const GETS: &str = "1.18";
/// With modules switched off it stops since [Go 1.22](https://go.dev/doc/go1.22#go-command).
const EVER: &str = "1.22";
/// The script left the images with [1.10](https://github.com/docker-library/golang/pull/205).
const WRAPS: &str = "1.10";

/// What a newer Go makes of a stage that was written for an older one.
enum Old {
    /// `go get` with no module around it, and since when it stops.
    Alone(Span, &'static str),
    /// `go get` of a program that is called by its name, within a module.
    Called(Span, String),
    /// `go-wrapper`, which the images had.
    Wrapper(Span),
    /// A tree that may have no `go.mod`.
    Tree(Span, Option<&'static str>),
}

/// The line of Go moves over one of them.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let swapped = choice.shape == Shape::Swap && !case.stays(choice);
    let shipped = case.build.shipped_stage().filter(|_| swapped).map(|stage| (stage, choice.image.clone()));
    let moving = newer_compilers::moving(case, choice).map(|(stage, _, image)| (stage, image));
    shipped.into_iter().chain(moving).filter_map(|(stage, image)| of_stage(case, stage, &image)).collect()
}

fn of_stage(case: &Case, stage: &Stage, image: &Image) -> Option<Objection> {
    let now = runtimes::of(case.facts.standings.get(stage.index)?.image()?, "go")?;
    let new = runtimes::of(image, "go")?;
    // What stops on the present one stops there, too.
    // Before 1.13 no tree below GOPATH was built by its `go.mod` ([Go 1.13](https://go.dev/doc/go1.13#modules)).
    let sure = is_below(&now, "1.13");
    let over = |old: &Old| {
        let since = old.since();
        !is_below(&new, since) && (is_below(&now, since) || !matches!(old, Old::Tree(_, None)))
    };
    let claim = |old: &Old| {
        let text = format!("{}{}", text(case, old, image), remedy(case.lang(), old));
        match old {
            Old::Tree(span, None) if !sure => objection(RULE.id, Weight::Risk, text, vec![*span]),
            old => objection(RULE.id, Weight::Change, text, vec![old.span()]).by(Change::Yours),
        }
    };
    read(case, stage).filter(over).map(|old| claim(&old))
}

/// A stage stands on such a Go already: `golang` is the newest.
pub fn findings(case: &Case) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let newer = stages.filter_map(|stage| {
        let image = case.facts.standings.get(stage.index)?.image()?;
        let old = read(case, stage).filter(|old| !matches!(old, Old::Tree(_, None)))?;
        (!is_below(&runtimes::of(image, "go")?, old.since())).then_some((image, old))
    });
    let lang = case.lang();
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let claim = |(image, old): (&Image, Old)| {
        let told = [text(case, &old, image), why.clone(), remedy(lang, &old).trim_start().to_string()];
        finding(RULE.id, Severity::Error, told, vec![old.span()])
    };
    newer.map(claim).collect()
}

impl Old {
    fn span(&self) -> Span {
        let (Old::Alone(span, _) | Old::Called(span, _) | Old::Wrapper(span) | Old::Tree(span, _)) = self;
        *span
    }

    fn since(&self) -> &'static str {
        match self {
            Old::Alone(_, since) => since,
            Old::Called(..) => GETS,
            Old::Wrapper(_) => WRAPS,
            Old::Tree(..) => BUILDS,
        }
    }
}

fn is_below(line: &str, other: &str) -> bool {
    runtimes::order(line, other) == Ordering::Less
}

/// At most one of a stage: one that is sure goes before a tree that may have its `go.mod`.
fn read(case: &Case, stage: &Stage) -> Option<Old> {
    let off = |value: &str| matches!(value.trim_matches(['"', '\'']), "off" | "auto");
    let set = stage.config.env.iter().any(|(name, value)| name == "GO111MODULE" && off(&value.text));
    let own = stage.config.workdir.as_ref().and_then(|dir| dir.known()).unwrap_or_default();
    let mut around =
        Around { module: case.input.companion("go.mod").is_some(), sources: false, apart: false, legacy: set };
    let mut tree = None;
    for step in case.build.steps(stage.index) {
        if let Does::Bring { sources, destination, .. } = &step.does {
            around.module |= sources.iter().any(|one| one.text.contains("go.mod"));
            // A tree that lies elsewhere than where the commands run.
            let to = destination.as_ref().map_or("", |to| to.text.as_str());
            let apart = to.starts_with("/go/src/") && !own.starts_with("/go/src");
            around.apart |= apart;
            around.sources |= !apart;
        }
        let commands = step.run().into_iter().flat_map(|launch| &launch.commands);
        for command in commands.filter(|command| !command.conditional) {
            around.legacy = set || command.var("GO111MODULE").is_some_and(|arg| off(&arg.text));
            around.meet(command);
            match of_command(case, stage, command, &around) {
                Some(Old::Tree(span, tool)) => tree = tree.or(Some(Old::Tree(span, tool))),
                None => {}
                sure => return sure,
            }
        }
    }
    tree.filter(|_| !around.module)
}

/// What a command finds where it runs.
struct Around {
    module: bool,
    /// Something was copied or fetched that may hold one.
    sources: bool,
    /// A tree was, below GOPATH and not where the commands run.
    apart: bool,
    /// Modules are switched off, or on only where there is one.
    legacy: bool,
}

impl Around {
    fn meet(&mut self, command: &Command) {
        let names = || command.args.iter().any(|arg| arg.text.contains("go.mod"));
        self.module |= command.name() == "go" && command.has("mod") || names();
        self.sources |= matches!(command.name(), "git" | "cp" | "tar" | "svn" | "hg");
    }
}

fn of_command(case: &Case, stage: &Stage, command: &Command, around: &Around) -> Option<Old> {
    const VENDORS: [&str; 4] = ["dep", "glide", "godep", "govendor"];
    if command.name() == "go-wrapper" {
        return Some(Old::Wrapper(command.span));
    }
    if command.name() != "go" {
        let tool = VENDORS.into_iter().find(|tool| *tool == command.name() && !around.legacy)?;
        return Some(Old::Tree(command.span, Some(tool)));
    }
    let gets = command.args.first().is_some_and(|arg| arg.text == "get");
    let names = || command.packages.iter().flat_map(|by| &by.packages).map(|one| one.name.as_str());
    let far = |name: &&str| name.contains('.') && !name.starts_with('.');
    let Some(name) = names().find(far).filter(|_| gets) else {
        let own = command.cwd.as_deref().or(stage.config.workdir.as_ref().and_then(|dir| dir.known()));
        let by = command.packages.as_ref().map(|by| by.action);
        let builds =
            gets || matches!(by, Some(Action::Build)) || by == Some(Action::Install) && names().all(|name| !far(&name));
        let below = own.is_some_and(|dir| dir.contains("/go/src/"));
        let plain = || command.packages.iter().flat_map(|by| &by.packages).all(|one| one.version.is_none());
        let named = around.apart && by == Some(Action::Install) && plain();
        return ((builds && below || named) && !around.legacy).then_some(Old::Tree(command.span, None));
    };
    match around {
        Around { legacy: true, module: false, .. } => Some(Old::Alone(command.span, EVER)),
        Around { sources: false, module: false, .. } if command.cwd.is_none() || !around.apart => {
            Some(Old::Alone(command.span, GETS))
        }
        _ => {
            let program = program_of(name);
            let called = !command.has("-d") && is_called(case, stage, program);
            called.then(|| Old::Called(command.span, program.to_string()))
        }
    }
}

/// `dep` of `github.com/golang/dep/cmd/dep`, `cli` of `github.com/a/cli/...`.
fn program_of(name: &str) -> &str {
    name.trim_end_matches("/...").rsplit('/').next().unwrap_or(name)
}

fn is_called(case: &Case, stage: &Stage, program: &str) -> bool {
    let runs = case.build.steps(stage.index).filter_map(|step| step.run());
    let starts = stage.config.entrypoint.iter().chain(&stage.config.cmd);
    runs.chain(starts).flat_map(|launch| &launch.commands).any(|command| command.name() == program)
}

fn text(case: &Case, old: &Old, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[old.span()])), &image.reference);
    match old {
        Old::Alone(_, since) => say!(lang,
            en: "{line} calls `go get` outside of a module, which stops from Go {since} on, and so on `{image}`.",
            de: "{line} ruft `go get` außerhalb eines Moduls auf, was ab Go {since} abbricht, also auch auf `{image}`.",
            zh: "{line}在模块之外调用 `go get`，从 Go {since} 起会中止，在 `{image}` 上也一样。"),
        Old::Called(_, program) => say!(lang,
            en: "{line} calls `go get` for `{program}`, and from Go {GETS} on, as on `{image}`, that installs no program.",
            de: "{line} ruft `go get` für `{program}` auf, und ab Go {GETS}, also auf `{image}`, installiert das kein Programm.",
            zh: "{line}用 `go get` 获取 `{program}`，而从 Go {GETS} 起（如 `{image}`）它不再安装程序。"),
        Old::Wrapper(_) => say!(lang,
            en: "{line} calls `go-wrapper`, which `{image}` does not have: it went with Go {WRAPS}.",
            de: "{line} ruft `go-wrapper` auf, das `{image}` nicht hat: Es ging mit Go {WRAPS}.",
            zh: "{line}调用 `go-wrapper`，而 `{image}` 没有它：它从 Go {WRAPS} 起被移除。"),
        Old::Tree(_, Some(tool)) => say!(lang,
            en: "{line} calls `{tool}`, which writes no `go.mod`; from Go {BUILDS} on, as on `{image}`, a build stops without one.",
            de: "{line} ruft `{tool}` auf, das keine `go.mod` schreibt; ab Go {BUILDS}, also auf `{image}`, bricht ein Build ohne sie ab.",
            zh: "{line}调用 `{tool}`，它不写 `go.mod`；从 Go {BUILDS} 起（如 `{image}`），没有它构建会中止。"),
        Old::Tree(..) => say!(lang,
            en: "{line} builds below GOPATH; from Go {BUILDS} on, as on `{image}`, that stops where the tree has no `go.mod`.",
            de: "{line} baut unterhalb von GOPATH; ab Go {BUILDS}, also auf `{image}`, bricht das ab, wo der Baum keine `go.mod` hat.",
            zh: "{line}在 GOPATH 下构建；从 Go {BUILDS} 起（如 `{image}`），如果源码树没有 `go.mod`，构建会中止。"),
    }
}

fn remedy(lang: Lang, old: &Old) -> String {
    match old {
        Old::Tree(..) => say!(lang,
            en: " Run `go mod init`, or set `GO111MODULE=auto`.",
            de: " Führe `go mod init` aus, oder setze `GO111MODULE=auto`.",
            zh: "请运行 `go mod init`，或设置 `GO111MODULE=auto`。"),
        Old::Wrapper(_) => say!(lang,
            en: " Give the tree a `go.mod`, and build with `go build`.",
            de: " Gib dem Baum eine `go.mod`, und baue mit `go build`.",
            zh: "请为源码树添加 `go.mod`，并用 `go build` 构建。"),
        _ => say!(lang,
            en: " A program is installed with `go install …@latest`; a library belongs into `go.mod`.",
            de: " Ein Programm installiert `go install …@latest`; eine Bibliothek gehört in die `go.mod`.",
            zh: "程序用 `go install …@latest` 安装；库应写入 `go.mod`。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const TOOL: &str = "FROM golang:1.13\nRUN go get -u github.com/golang/protobuf/protoc-gen-go\nCMD [\"bash\"]\n";
    const TREE: &str = "FROM golang:1.13\nWORKDIR /go/src/app\nCOPY . .\nRUN go get -d -v ./...\nRUN go install -v ./...\nCMD [\"app\"]\n";

    fn told(file: &str, to: &str) -> Option<(Weight, String)> {
        let all = weighed(RULE.id, file, to, Shape::Swap);
        all.into_iter()
            .find(|one| one.text.contains("go ") || one.text.contains("GOPATH"))
            .map(|one| (one.weight, one.text))
    }

    #[test]
    fn the_wrapper_of_the_images_is_gone() {
        let file = "FROM golang:1.8\nWORKDIR /go/src/app\nCOPY . .\nRUN go-wrapper download\nRUN go-wrapper install\nCMD [\"go-wrapper\", \"run\"]\n";
        let (weight, text) = told(file, "golang:1.27-trixie").expect("it stops");
        assert!(weight == Weight::Change && text.contains("`go-wrapper`"), "{text}");
        assert!(fires(RULE.id, &file.replace("1.8", "1.27")).what.contains("`go-wrapper`"));
    }

    #[test]
    fn go_get_installs_nothing_any_more() {
        let to = "golang:1.27-trixie";
        let (weight, text) = told(TOOL, to).expect("it stops");
        assert!(weight == Weight::Change && text.contains("go install …@latest"), "{text}");
        let within = TOOL.replace("RUN", "COPY . .\nRUN").replace("[\"bash\"]", "[\"protoc-gen-go\"]");
        assert!(told(&within, to).is_some_and(|(_, text)| text.contains("installs no program")));
        assert!(told(&within.replace("COPY . .", "COPY go.mod ."), to).is_some());
        assert_eq!(told(&TOOL.replace("RUN", "COPY . .\nRUN"), to), None, "it may be a library of the module");
        let off = TOOL.replace("RUN go", "RUN GO111MODULE=off go");
        assert!(told(&off, to).is_some_and(|(_, text)| text.contains("Go 1.22")));
        assert_eq!(told(&TOOL.replace("go get -u", "go install").replace("-go\n", "-go@latest\n"), to), None);
        assert!(told(&TOOL.replace("1.13", "1.20"), to).is_some(), "it stops there today, and on");
    }

    #[test]
    fn a_tree_below_gopath_may_have_no_module() {
        let to = "golang:1.27-trixie";
        assert_eq!(told(TREE, to).map(|one| one.0), Some(Weight::Risk));
        assert_eq!(told(&TREE.replace("1.13", "1.12"), to).map(|one| one.0), Some(Weight::Change), "it has none");
        let apart = "FROM golang:1.13\nADD . /go/src/github.com/a/b\nRUN go get github.com/c/d\nRUN go install github.com/a/b\nENTRYPOINT /go/bin/b\n";
        assert!(told(apart, to).is_some_and(|one| one.1.contains("outside of a module")));
        let alone = apart.replace("RUN go get github.com/c/d\n", "");
        assert!(told(&alone, to).is_some_and(|one| one.1.contains("below GOPATH")));
        assert_eq!(told(&alone.replace("a/b\nE", "a/b@v1.0.0\nE"), to), None);
        let dep = TREE.replace("RUN go get -d -v ./...", "RUN dep ensure");
        assert_eq!(told(&dep, to).map(|one| one.0), Some(Weight::Change));
        assert_eq!(told(&TREE.replace("COPY . .", "COPY go.mod go.sum ./\nCOPY . ."), to), None);
        assert_eq!(told(&TREE.replace("COPY", "ENV GO111MODULE=auto\nCOPY"), to), None);
        assert_eq!(told(&TREE.replace("/go/src/app", "/app"), to), None);
    }

    #[test]
    fn the_newest_go_stops_today() {
        let told = fires(RULE.id, &TOOL.replace(":1.13", ""));
        assert!(told.severity == Severity::Error && told.what.contains("outside of a module"), "{told:?}");
        silent(RULE.id, TOOL);
        silent(RULE.id, &TREE.replace(":1.13", ""));
        silent(RULE.id, &TOOL.replace(":1.13", "").replace("RUN", "RUN go mod init a &&"));
    }
}
