//! What a tree links to, told in short lines.

use super::*;
use crate::dockerfile;

fn build(text: &str) -> Build {
    called(text, &[])
}

/// As [`build`], with build arguments.
fn called(text: &str, args: &[(&str, &str)]) -> Build {
    let build_args = args.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    resolve(dockerfile::parse(text), &Input { build_args, ..Input::default() })
}

fn base(base: &Base) -> String {
    match base {
        Base::Scratch => "scratch".into(),
        Base::Stage(index) => format!("stage {index}"),
        Base::Image(image) => image_text(image),
        Base::Unknown(names) => format!("unknown {}", names.join(",")),
    }
}

fn image_text(image: &ImageRef) -> String {
    let tag = image.tag.as_ref().map_or(String::new(), |tag| format!(":{tag}"));
    format!("{}{tag}", image.name())
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Stage(index) => format!("stage {index}"),
        Origin::Image(image) => image_text(image),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}

/// One line a stage, one an edge that is no FROM, one a problem.
fn check(input: &str, expect: &[&str]) {
    let build = build(input);
    let stages =
        build.stages.iter().map(|stage| format!("{:?} {}", stage.role, base(&stage.base)).to_ascii_lowercase());
    let edges = build.edges.iter().filter(|edge| edge.kind != EdgeKind::From);
    let edges = edges.map(|edge| format!("{:?} {} -> {}", edge.kind, origin(&edge.from), edge.to).to_ascii_lowercase());
    let problems = build.problems.iter().map(|problem| format!("! {} {}", problem.id, build.lines(problem.span).0));
    let got: Vec<String> = stages.chain(edges).chain(problems).collect();
    assert_eq!(got, expect, "{input}");
}

#[test]
fn stages_stand_on_images_on_stages_and_on_nothing() {
    check("FROM python:3.13\n", &["shipped docker.io/library/python:3.13"]);
    check("FROM a AS Base\nFROM base\n", &["build docker.io/library/a", "shipped stage 0"]);
    check("FROM a AS x\nFROM scratch\n", &["unused docker.io/library/a", "shipped scratch"]);
    check("FROM localhost:5000/x\n", &["shipped localhost:5000/x"]);
    check("FROM python AS python\nFROM python\n", &["build docker.io/library/python", "shipped stage 0"]);
}

#[test]
fn of_stages_for_several_systems_linux_ships() {
    let file = "FROM a AS bin-linux\nFROM b AS bin-windows\nFROM bin-${TARGETOS}\n";
    check(file, &["build docker.io/library/a", "unused docker.io/library/b", "shipped stage 0"]);
    check("FROM a AS x\nFROM bin-$TARGETOS\n", &["unused docker.io/library/a", "shipped unknown targetos"]);
}

#[test]
fn the_end_of_a_lineage_is_kept() {
    let build = build("FROM a AS x\nFROM x AS y\nFROM b AS z\nFROM y\n");
    for stage in &build.stages {
        let ends = build.lineage(stage.index).last().map(|stage| stage.index);
        assert_eq!(build.bottom(stage.index).map(|stage| stage.index), ends, "{}", stage.index);
    }
    assert_eq!(build.carried(3), [true, true, false, true]);
}

#[test]
fn names_that_a_stage_does_not_set() {
    check("ARG V=3\nFROM a\nENV X=$V\n", &["shipped docker.io/library/a", "! arg-outside-stage 3"]);
    check("ARG V=3\nFROM a\nARG V\nENV X=$V\n", &["shipped docker.io/library/a"]);
    check("FROM a\nCOPY x-$TARGETARCH /x\n", &["shipped docker.io/library/a", "! arg-outside-stage 2"]);
    check("FROM a\nARG APP_HOME=/a\nWORKDIR $APP_HOEM\n", &["shipped docker.io/library/a", "! unset-variable 3"]);
    // The base may set these.
    check("FROM a\nENV PATH=$JAVA_HOME/bin:$PATH\n", &["shipped docker.io/library/a"]);
    check("FROM a\nARG V\nUSER ${W:-x}\nWORKDIR $V\n", &["shipped docker.io/library/a"]);
}

#[test]
fn arguments_before_from_are_put_in() {
    check("ARG V=3\nARG I=py:$V\nFROM ${I}-slim\n", &["shipped docker.io/library/py:3-slim"]);
    check("ARG V\nFROM a:$V\n", &["shipped unknown v"]);
    check("ARG V\nFROM a:${V:-1}\n", &["shipped docker.io/library/a:1"]);
    check("ARG VERSION=1\nFROM a:$VERSON\n", &["shipped unknown verson", "! undeclared-arg 2"]);
    check("FROM --platform=$BUILDPLATFORM a:$TARGETARCH\n", &["shipped unknown targetarch"]);
    check(
        "ARG A=1\nFROM x\nARG B=2\nFROM y:$A$B\n",
        &["unused docker.io/library/x", "shipped unknown b", "! undeclared-arg 4"],
    );
}

#[test]
fn copies_and_mounts_draw_edges() {
    let copy = |from: &str| format!("FROM a AS b\nFROM c\nCOPY --from={from} /x /y\n");
    let images = ["build docker.io/library/a", "shipped docker.io/library/c"];
    for from in ["b", "B", "0"] {
        check(&copy(from), &[images[0], images[1], "copy stage 0 -> 1"]);
    }
    let unused = "unused docker.io/library/a";
    check(&copy("nginx:1"), &[unused, images[1], "copy docker.io/library/nginx:1 -> 1"]);
    check(&copy("7"), &[unused, images[1], "copy unknown(\"7\") -> 1", "! unknown-stage-number 3"]);
    check(&copy("$X"), &[unused, images[1], "copy unknown(\"$x\") -> 1", "! variable-in-from 3"]);
    check(
        "FROM a AS b\nFROM c\nRUN --mount=type=bind,from=b,target=/x y\n",
        &[images[0], images[1], "mount stage 0 -> 1"],
    );
}

#[test]
fn what_cannot_be_built_is_told() {
    check(
        "FROM a\nCOPY --from=b x y\nFROM c AS b\n",
        &["unused docker.io/library/a", "shipped docker.io/library/c", "copy stage 1 -> 0", "! forward-reference 2"],
    );
    check(
        "FROM build\nFROM c AS build\n",
        &["unused docker.io/library/build", "shipped docker.io/library/c", "! forward-reference 1"],
    );
    check(
        "FROM a AS b\nCOPY --from=b x y\n",
        &["shipped docker.io/library/a", "copy unknown(\"b\") -> 0", "! own-stage 2"],
    );
    check("FROM Python\n", &["shipped unknown ", "! invalid-reference 1"]);
    check("RUN x\nFROM a\n", &["shipped docker.io/library/a", "! before-from 1"]);
    check(
        "FROM a AS builder\nFROM bilder\n",
        &["unused docker.io/library/a", "shipped docker.io/library/bilder", "! maybe-stage 2"],
    );
    check("FROM {{ image }}\n", &["shipped unknown ", "! template 1"]);
    check("FROM \n", &["shipped unknown ", "! missing-argument 1"]);
    check("", &[]);
}

#[test]
fn the_target_ships() {
    let tree = dockerfile::parse("FROM a AS one\nFROM b AS two\n");
    let aimed =
        |target: Option<&str>| resolve(tree.clone(), &Input { target: target.map(String::from), ..Input::default() });
    let shipped = |target| aimed(target).shipped;
    assert_eq!(
        (shipped(None), shipped(Some("ONE")), shipped(Some("0")), shipped(Some("tow"))),
        (Some(1), Some(0), Some(0), Some(1))
    );
    let problem = aimed(Some("tow")).problems.remove(0);
    assert_eq!(problem.message, "No stage is called `tow`, so the last one is taken. Did you mean `two`?");
}

#[test]
fn a_value_remembers_the_lines_it_came_through() {
    let build = build("ARG V=3\nARG I=py:$V\nFROM $I\n");
    let from = &build.stages[0].from;
    let chain: Vec<(&str, u32)> =
        from.chain.iter().map(|link| (link.name.as_str(), build.lines(link.pair.unwrap_or_default()).0)).collect();
    assert_eq!(chain, [("V", 1), ("I", 2)]);
    assert_eq!(build.tree.source.slice(from.chain[0].value.unwrap_or_default()), "3");
}

/// What an ENV of the shipped stage comes to.
fn env_of(build: Build, name: &str) -> String {
    let found = build.shipped_stage().and_then(|stage| stage.config.env.iter().find(|(key, _)| key == name).cloned());
    found.map(|(_, value)| value.text).unwrap_or_default()
}

#[test]
fn a_value_that_is_refused_is_no_part_of_the_environment() {
    let build = |text: &str| called(text, &[]);
    assert_eq!(env_of(build("FROM a\nENV A=\"/venv/bin\n"), "A"), "", "a quote that nothing ends");
    assert_eq!(env_of(build("FROM a\nENV A=1\nENV A=${\n"), "A"), "1");
    let problems = build("FROM a\nENV A=\"/venv/bin\nENV B=$A\n").problems.len();
    assert_eq!(problems, 1, "the line that uses it is not blamed");
}

/// As BuildKit's `dispatchArg` and `buildMetaArgs` have it (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go).
#[test]
fn a_build_argument_goes_before_every_default() {
    let from = |text: &str, args: &[(&str, &str)]| base(&called(text, args).stages[0].base);
    assert_eq!(from("ARG BASE\nFROM ${BASE}\n", &[("BASE", "debian:12")]), "docker.io/library/debian:12");
    assert_eq!(from("ARG V=3\nARG I=py:$V\nFROM $I\n", &[("V", "4")]), "docker.io/library/py:4");
    assert_eq!(from("ARG V=3\nFROM a:$V\n", &[("V", "")]), "unknown ");
    assert_eq!(from("ARG V\nFROM a:$V\n", &[("V", "$W")]), "unknown ", "a value given is not expanded");
    assert_eq!(from("FROM a:$V\n", &[("V", "4")]), "unknown V", "nothing declares it");
    assert_eq!(from("FROM $TARGETARCH/a\n", &[("TARGETARCH", "arm64v8")]), "docker.io/arm64v8/a");
}

#[test]
fn a_build_argument_in_a_stage() {
    let env = |text: &str| env_of(called(text, &[("V", "9"), ("HTTP_PROXY", "p")]), "A");
    assert_eq!(env("FROM a\nARG V=1\nENV A=$V\n"), "9");
    assert_eq!(env("FROM a\nARG V\nENV A=$V\n"), "9", "no ARG before the first FROM is needed");
    assert_eq!(env("ARG V=1\nFROM a\nENV A=$V\n"), "${V}", "a stage sees it after an ARG of its own");
    assert_eq!(env("FROM a\nARG V\nENV V=1\nENV A=$V\n"), "1", "ENV goes before the ARG above it");
    assert_eq!(env("FROM a\nENV V=1\nARG V\nENV A=$V\n"), "9", "and a later ARG before ENV");
    assert_eq!(env("FROM a\nENV A=$HTTP_PROXY\n"), "${HTTP_PROXY}", "what is predefined is for RUN alone");
}

#[test]
fn a_value_remembers_that_it_was_given() {
    let build = called("ARG V=3\nARG I=py:$V\nFROM $I\n", &[("V", "4")]);
    let chain = build.stages[0].from.chain.iter().map(|link| (link.name.as_str(), link.given, link.value.is_some()));
    assert_eq!(chain.collect::<Vec<_>>(), [("V", true, false), ("I", false, true)]);
}

#[test]
fn variables_of_a_stage() {
    let env = |text: &str, name: &str| env_of(build(text), name);
    assert_eq!(env("FROM a\nENV A=1\nENV B=$A C=$B\nENV D=$B\n", "D"), "1");
    assert_eq!(env("FROM a\nENV A=1\nENV B=$A C=$B\nENV D=$B\n", "C"), "${B}");
    assert_eq!(env("ARG G=1\nFROM a\nENV A=$G\n", "A"), "${G}");
    assert_eq!(env("ARG G=1\nFROM a\nARG G\nENV A=$G\n", "A"), "1");
    assert_eq!(env("FROM a AS x\nENV A=1\nFROM x\nENV B=${A}2\n", "B"), "12");
    assert_eq!(env("FROM a\nENV PATH=/x:$PATH\n", "PATH"), "/x:${PATH}");
}

#[test]
fn configuration_goes_on_through_stages() {
    let text = "FROM a AS x\nUSER u\nWORKDIR /w\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nFROM x\nWORKDIR sub\nENTRYPOINT f\n";
    let build = build(text);
    let config = &build.stages[1].config;
    assert_eq!(config.user.as_ref().map(|user| user.text.as_str()), Some("u"));
    assert_eq!(config.workdir.as_ref().map(|path| path.text.as_str()), Some("/w/sub"));
    assert!(config.cmd.is_none(), "an ENTRYPOINT takes away the CMD of its base");
    assert!(build.stages[0].config.cmd.is_some());
}

#[test]
fn windows_is_recognised_and_left_alone() {
    for text in [
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN dir & del x\n",
        "FROM a\nSHELL [\"powershell\", \"-Command\"]\nRUN Get-Item x | foo\n",
        "FROM a\nRUN [\"pwsh.exe\", \"-c\", \"x\"]\n",
    ] {
        let build = build(text);
        let launch = build.stages[0].steps.iter().find_map(|step| match &step.does {
            Does::Run(launch) => Some((launch.form, launch.commands.len())),
            _ => None,
        });
        assert_eq!(launch, Some((Form::Windows, 0)), "{text}");
    }
}
