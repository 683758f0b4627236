//! Whole Dockerfiles as projects write them, and what must be found in each: the ladder's workload first.

use basewise::evidence::{self, Facts};
use basewise::wishes::{Companion, Input, Wishes};
use basewise::{dockerfile, stages};

fn read(text: &str, companions: &[(&str, &str)], answers: &[(&str, &str)]) -> Facts {
    let companion = |&(path, text): &(&str, &str)| Companion { path: path.into(), text: text.into() };
    let input = Input { companions: companions.iter().map(companion).collect(), ..Input::pasted(text) };
    let answers = answers.iter().map(|&(id, answer)| (id.to_string(), answer.to_string())).collect();
    let wishes = Wishes { answers, ..Wishes::default() };
    evidence::detect(&stages::resolve(dockerfile::parse(text), &input), &input, &wishes)
}

/// One line a fact: its id and what it is about; questions begin with `?`.
fn lines(facts: &Facts) -> Vec<String> {
    let fact = facts.all().iter().map(|fact| format!("{} {}", fact.what.id(), fact.what.subject()).trim().to_string());
    let doubt = facts.doubts().iter().map(|doubt| format!("? {}", doubt.id));
    let kind = format!("workload {:?} {}", facts.workload.kind, facts.workload.version.as_deref().unwrap_or_default());
    let head = [format!("product {:?}", facts.product), kind.trim().to_string()];
    head.into_iter().chain(fact).chain(doubt).collect()
}

/// `!line` must not be there; every other line must.
fn check_all(facts: &Facts, expected: &[&str]) {
    let found = lines(facts);
    for line in expected {
        match line.strip_prefix('!') {
            Some(start) => assert!(!found.iter().any(|have| have.starts_with(start)), "`{start}` in {found:#?}"),
            None => assert!(found.iter().any(|have| have == line), "no `{line}` in {found:#?}"),
        }
    }
}

fn check(text: &str, expected: &[&str]) {
    check_all(&read(text, &[], &[]), expected);
}

#[test]
fn go_behind_a_makefile_on_distroless() {
    let file = "FROM golang:1.23 AS build\nENV CGO_ENABLED=0\nWORKDIR /src\nCOPY . .\nRUN make build\n\
                FROM gcr.io/distroless/static:nonroot\nCOPY --from=build /src/bin/manager /manager\nUSER 65532:65532\n\
                ENTRYPOINT [\"/manager\"]";
    check(
        file,
        &["workload StaticBinary", "linkage static", "runs-as 65532", "runs go 1.23", "!needs-shell", "!needs-user"],
    );
}

#[test]
fn go_that_ships_its_compiler() {
    let file = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\nRUN go build -o /server .\nEXPOSE 80\nCMD [\"/server\"]";
    check(file, &["workload GlibcBinary", "? binary-is-static", "listens 80", "product Service"]);
    let yes = read(file, &[], &[("binary-is-static", "yes")]);
    check_all(&yes, &["workload StaticBinary", "linkage static", "!? binary-is-static"]);
    let no = read(file, &[], &[("binary-is-static", "no")]);
    check_all(&no, &["workload GlibcBinary", "linkage glibc", "!? binary-is-static"]);
}

#[test]
fn rust_through_cargo_chef() {
    let file = "FROM lukemathwalker/cargo-chef:latest-rust-1 AS chef\nWORKDIR /app\nFROM chef AS planner\nCOPY . .\n\
                RUN cargo chef prepare\nFROM chef AS builder\nCOPY --from=planner /app/recipe.json recipe.json\n\
                RUN cargo chef cook --release\nCOPY . .\nRUN cargo build --release --bin app\nFROM debian:bookworm-slim\n\
                COPY --from=builder /app/target/release/app /usr/local/bin\nENTRYPOINT [\"/usr/local/bin/app\"]";
    check(file, &["workload CppBinary", "linkage glibc", "runs rust 1"]);
}

#[test]
fn java_in_a_jdk() {
    let file = "FROM maven:3.9-eclipse-temurin-21 AS b\nCOPY . .\nRUN mvn -B package\nFROM eclipse-temurin:21-jdk\n\
                COPY --from=b /target/app.jar /app.jar\nENTRYPOINT [\"java\", \"-jar\", \"/app.jar\"]";
    check(file, &["workload Java 21", "artefact jar", "? jdk-at-run-time", "!needs-shell", "!needs-ca"]);
    check_all(&read(file, &[], &[("jdk-at-run-time", "yes")]), &["workload Jdk 21", "!? jdk"]);
    check("FROM maven:3-jdk-8\nCOPY . .\nCMD [\"mvn\", \"spring-boot:run\"]", &["needs-shell script-runner mvn"]);
}

#[test]
fn dotnet_three_ways() {
    let two = |publish: &str, base: &str, start: &str| {
        format!(
            "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS b\nWORKDIR /s\nCOPY . .\nRUN dotnet publish -c Release -o /out {publish}\n\
             FROM {base}\nWORKDIR /app\nCOPY --from=b /out .\nENTRYPOINT {start}"
        )
    };
    let plain = two("", "mcr.microsoft.com/dotnet/aspnet:9.0", "[\"dotnet\", \"Web.dll\"]");
    check(&plain, &["workload AspNet 9.0", "artefact dotnet-framework-dependent", "needs-icu"]);
    let aot = two("-r linux-x64 -p:PublishAot=true", "debian:bookworm-slim", "[\"./Api\"]");
    check(&aot, &["workload DotnetDeps 9.0", "artefact dotnet-aot"]);
    let own = two("-r linux-musl-x64 --self-contained true", "alpine:3.22", "[\"./Api\"]");
    check(&own, &["workload DotnetDeps 9.0", "artefact dotnet-self-contained", "linkage musl"]);
    let brought = "FROM mcr.microsoft.com/dotnet/runtime-deps:8.0\nCOPY app /app\nENTRYPOINT [\"/app/a\"]\n";
    check(brought, &["workload DotnetDeps 8.0", "artefact dotnet-self-contained"]);
}

#[test]
fn a_built_site_behind_nginx_stays_nginx() {
    let file = "FROM node:24-alpine AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:alpine\n\
                COPY --from=b /app/build /usr/share/nginx/html\nEXPOSE 80\nCMD [\"nginx\", \"-g\", \"daemon off;\"]";
    check(file, &["product Application", "artefact static-site", "!runs node", "!needs-ca"]);
}

#[test]
fn python_with_poetry_and_a_probe() {
    let file = "FROM python:3.11-slim\nRUN pip install poetry\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\n\
                RUN poetry install --only main\nCOPY . .\nHEALTHCHECK CMD curl --fail http://localhost:8000/ || exit 1\n\
                CMD [\"poetry\", \"run\", \"uvicorn\", \"app:app\"]";
    check(
        file,
        &["workload Python 3.11", "needs-tool poetry", "needs-tool curl health-check", "needs-shell health-check"],
    );
    let lock = [("poetry.lock", "[[package]]\nname = \"lxml\"\nversion = \"5.3\"\n")];
    check_all(&read(file, &lock, &[]), &["native-package pip lxml", "!? needs-native-packages"]);
}

#[test]
fn a_script_that_is_given_tells_what_it_needs() {
    let file = "FROM python:3.12-slim\nCOPY . /app\nCOPY entrypoint.sh /usr/local/bin/entry\nENTRYPOINT [\"entry\"]";
    let script = "#!/bin/bash\nset -e\nuntil pg_isready -h db; do sleep 1; done\nexec gunicorn app:app\n";
    let facts = read(file, &[("entrypoint.sh", script)], &[]);
    check_all(
        &facts,
        &["needs-shell script entry", "needs-tool pg_isready", "runs python 3.12", "!? script-needs-shell"],
    );
    check_all(&read(file, &[], &[]), &["? script-needs-shell"]);
    check_all(&read(file, &[], &[("script-needs-shell", "no")]), &["!needs-shell", "!? script-needs-shell"]);
}

#[test]
fn swift_haskell_dart_elixir() {
    let swift = "FROM swift:6.0 AS b\nCOPY . .\nRUN swift build -c release --static-swift-stdlib\nFROM ubuntu:noble\n\
                 COPY --from=b /.build/release/App /App\nENTRYPOINT [\"/App\"]";
    check(swift, &["workload CppBinary"]);
    let haskell = "FROM haskell:9.6 AS b\nCOPY . .\nRUN stack install --local-bin-path /opt/bin\nFROM debian:12\n\
                   COPY --from=b /opt/bin/x /usr/local/bin/x\nCMD [\"x\"]";
    check(haskell, &["workload GlibcBinary", "needs-library libgmp10", "runs haskell 9.6"]);
    let elixir = "FROM elixir:1.18 AS b\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM debian:trixie-slim\n\
                  COPY --from=b /app/_build/prod/rel/my ./app\nUSER nobody\nCMD [\"/app/bin/my\", \"start\"]";
    check(elixir, &["runs elixir 1.18", "needs-shell script /app/bin/my", "needs-user nobody"]);
}

#[test]
fn tools_of_a_compiler_that_start_the_program_are_needed() {
    check(
        "FROM dart:3.9\nCOPY . .\nCMD [\"dart\", \"run\", \"a.dart\"]",
        &["workload Dart 3.9", "artefact interpreted"],
    );
    check(
        "FROM golang:1.26\nCOPY . .\nCMD [\"go\", \"run\", \".\"]",
        &["runs go 1.26", "artefact interpreted", "!linkage"],
    );
}

#[test]
fn gpu_images_keep_their_frameworks() {
    check(
        "FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\nCMD [\"python\", \"a.py\"]",
        &["workload PyTorch 2.4.0", "needs-gpu"],
    );
    let cuda = "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get install -y python3\nCMD [\"python3\", \"a.py\"]";
    check(cuda, &["workload Cuda 12.4.1", "runs python", "needs-gpu"]);
}

#[test]
fn images_to_work_in_keep_shell_and_packages() {
    for file in [
        "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y git curl\nCMD [\"bash\"]",
        "FROM gcr.io/oss-fuzz-base/base-builder\nRUN apt-get install -y make\nCOPY build.sh /src/",
        "FROM golang:1.26\nRUN apt-get install -y protobuf-compiler",
        "FROM debian:13\nCMD sleep infinity",
    ] {
        check(file, &["needs-shell explicit", "needs-package-manager", "!? "]);
    }
}

#[test]
fn what_a_private_base_brings_stays_unknown() {
    check(
        "FROM registry.example:5000/team/app:1\nCOPY a /a",
        &["product Unknown", "workload Unknown", "inherits-entrypoint"],
    );
    check("FROM grokzen/redis-cluster:latest", &["!workload Application"]);
    check("FROM postgis/postgis:17\nCMD [\"postgres\"]", &["!workload Application"]);
}

#[test]
fn any_text_gives_facts_and_no_panic() {
    let pieces = [
        "FROM",
        "FROM a AS b",
        "RUN useradd …",
        "COPY --from=9 x",
        "CMD [",
        "ENTRYPOINT [\"\"]",
        "USER ",
        "EXPOSE 9-1-é",
        "\\",
        "HEALTHCHECK CMD",
        "ENV TZ=",
        "RUN ln -s",
        "RUN go build -o",
        "RUN install",
        "CMD [\"sh\", \"-c\"]",
        "CMD [\"tini\", \"--\"]",
        "FROM ${X}:$Y",
        "SHELL [\"é\"]",
        "CMD conda run -n",
        "VOLUME [\"\"]",
        "RUN apk add --virtual",
        "CMD exec",
        "FROM scratch",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces.iter().step_by(3) {
                let facts =
                    read(&format!("{first}\n{second}\n{third}"), &[("package.json", "{"), ("go.mod", "é")], &[]);
                let spans = facts.all().iter().flat_map(|fact| &fact.spans);
                assert!(spans.into_iter().all(|span| span.start <= span.end));
            }
        }
    }
}

#[test]
fn every_fact_names_its_source() {
    let file = "FROM python:3.12-slim\nRUN apt-get update && apt-get install -y libpq5 ffmpeg tzdata && useradd app\nUSER app\n\
                VOLUME /data\nEXPOSE 80\nENV LANG=de_DE.UTF-8 TZ=Europe/Berlin\nHEALTHCHECK CMD curl x\nCMD gunicorn a:a";
    let facts = read(file, &[("requirements.txt", "numpy\n")], &[]);
    assert!(facts.all().len() > 12, "{:#?}", lines(&facts));
    for fact in facts.all() {
        assert!(!fact.spans.is_empty() || fact.companion.is_some(), "{:?} has no source", fact.what);
    }
}
