//! `make build` and `./build.sh` call the compiler of their image, and the file does not show it: an image made for
//! building is not exchanged for one without its compiler while they run in it. Told under `tool-missing`.

use crate::catalogue::{Image, Purpose};
use crate::rules::claims::*;
use crate::rules::jdk_where_jre;
use crate::shell::Command;

/// The compiler that scripts call, by the runtime whose image brings it.
const COMPILERS: [(&str, &str); 10] = [
    ("crystal", "crystal"),
    ("dart", "dart"),
    ("dotnet", "dotnet"),
    ("elixir", "mix"),
    ("erlang", "rebar3"),
    ("ghc", "ghc"),
    ("go", "go"),
    ("nim", "nim"),
    ("rust", "cargo"),
    ("swift", "swift"),
];

const MAKERS: [&str; 10] = ["bazel", "cmake", "earthly", "just", "mage", "make", "meson", "ninja", "task", "waf"];

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let tool = lost(case.present()?, &choice.image).filter(|_| choice.shape == Shape::Swap)?;
    let command = case.commands().find(|command| hides(command))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let program = &command.program.text;
    let text = say!(lang,
        en: "{line} runs `{program}`, which may call `{tool}` of the present base; `{image}` does not have it.",
        de: "{line} führt `{program}` aus, das `{tool}` der jetzigen Basis aufrufen kann; `{image}` hat es nicht.",
        zh: "{line}运行 `{program}`，它可能调用当前基础镜像的 `{tool}`；而 `{image}` 没有它。");
    Some(crate::rules::claims::objection(rule, Weight::Blocker, text, vec![command.span]))
}

/// The compiler that goes with the present base.
fn lost(now: &Image, then: &Image) -> Option<&'static str> {
    let name = |image: &Image| image.runtime.as_ref().map(|runtime| runtime.name);
    let own = name(now)?;
    if own == "java" {
        let jdk = |image: &Image| name(image) == Some("java") && !jdk_where_jre::is_jre(image);
        return (jdk(now) && !jdk(then)).then_some("javac");
    }
    // .NET's and Swift's run-time images have the runtime, and no compiler.
    let lacks = name(then) != Some(own) || then.purpose == Purpose::Runtime;
    let compiler = COMPILERS.iter().find(|(runtime, _)| *runtime == own).map(|(_, tool)| *tool);
    compiler.filter(|_| now.purpose == Purpose::Build && lacks)
}

/// Pasted text may hold words of any length; no script has a longer path.
const LONGEST: usize = 200;

/// What builds by rules of its own, or a script of the file's.
fn hides(command: &Command) -> bool {
    let is_script = |text: &str| text.ends_with(".sh") || text.starts_with("./");
    let mut words = command.args.iter().filter(|arg| !arg.text.starts_with('-'));
    let shell = matches!(command.name(), "bash" | "sh") && words.next().is_some_and(|arg| is_script(&arg.text));
    let wrapper = matches!(command.name(), "gradlew" | "mvnw");
    command.program.text.len() <= LONGEST
        && !wrapper
        && (MAKERS.contains(&command.name()) || is_script(&command.program.text) || shell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_compiler_does_not_go_while_make_may_call_it() {
        let file =
            |from: &str, run: &str| format!("FROM {from}\nCOPY . /app\nWORKDIR /app\nRUN {run}\nCMD [\"./bin/srv\"]\n");
        let blocked = |from: &str, run: &str, to: &str, shape| {
            let all = weighed("tool-missing", &file(from, run), to, shape);
            all.iter().any(|one| one.weight == Weight::Blocker && one.text.contains("may call"))
        };
        for run in ["make build", "./build.sh", "bash scripts/build.sh", "cd /app && make"] {
            assert!(blocked("golang:1.26-alpine", run, "alpine:3.24", Shape::Swap), "{run}");
        }
        assert!(!blocked("golang:1.26-alpine", "make build", "alpine:3.24", Shape::Split));
        assert!(!blocked("golang:1.26-alpine", "make build", "golang:1.26-alpine3.24", Shape::Swap));
        assert!(blocked("eclipse-temurin:21-jdk", "make", "eclipse-temurin:21-jre", Shape::Swap));
        assert!(!blocked("eclipse-temurin:21-jdk", "make", "eclipse-temurin:21-jdk-alpine-3.24", Shape::Swap));
        assert!(blocked(
            "mcr.microsoft.com/dotnet/sdk:10.0",
            "./build.sh",
            "mcr.microsoft.com/dotnet/aspnet:10.0",
            Shape::Swap
        ));
        assert!(!blocked("debian:12", "make", "debian:trixie-slim", Shape::Swap));
    }
}
