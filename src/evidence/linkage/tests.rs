use crate::evidence::sample::{check, check_with, lacks};

/// A build stage and a last stage that starts what it made.
fn two(builder: &str, run: &str, made: &str, base: &str) -> String {
    format!(
        "FROM {builder} AS b\nWORKDIR /src\nCOPY . .\n{run}\nFROM {base}\nCOPY --from=b {made} /app\nENTRYPOINT [\"/app\"]"
    )
}

#[test]
fn go_without_cgo_is_static() {
    let file = two("golang:1.26", "RUN CGO_ENABLED=0 go build -o /out/app .", "/out/app", "debian:13-slim");
    check(&file, &["linkage static", "workload static-binary", "runs go 1.26"]);
    let file = two("golang:1.26", "ENV CGO_ENABLED=0\nRUN go build -o /out/app .", "/out/app", "debian:13-slim");
    check(&file, &["linkage static"]);
    let file = two("golang:1.26-alpine", "RUN go build -o /out/app .", "/out/app", "alpine");
    check(&file, &["linkage static"]);
    let file = two("golang:1.26", "RUN go build -tags netgo,osusergo -o /out/app .", "/out/app", "debian:13");
    check(&file, &["linkage static"]);
}

#[test]
fn xx_builds_go_as_go_does() {
    let run = "RUN xx-apk add gcc musl-dev && apk add clang\nRUN CGO_ENABLED=1 xx-go build -o /out/app .";
    check(&two("golang:1.26-alpine", run, "/out/app", "ubuntu:24.04"), &["linkage musl"]);
    check(&two("golang:1.26-alpine", &run.replace("ED=1", "ED=0"), "/out/app", "ubuntu:24.04"), &["linkage static"]);
}

#[test]
fn what_the_linker_is_told_is_static_whatever_the_build_mode() {
    let file = |flags: &str| {
        let run = format!("RUN go build {flags} -o /out/app .");
        two("golang:1.26", &run, "/out/app", "debian:13-slim")
    };
    let external = "-tags 'osusergo,netgo' -ldflags=\"-linkmode=external -extldflags '-static-pie'\" -buildmode=pie";
    for flags in [external, &external.replace("-static-pie", "-static"), &external.replace(" -buildmode=pie", "")] {
        check(&file(flags), &["linkage static"]);
    }
    check(&file(&external.replace("-static-pie", "-z,relro")), &["linkage glibc"]);
    check(&file("-ldflags \"-extldflags '-static-pie'\" -buildmode=pie"), &["? binary-is-static"]);
    check(&file("-buildmode=pie"), &["linkage glibc"]);
}

#[test]
fn haskell_is_linked_with_gmp() {
    let made = |run: &str| two("haskell:9.10", &format!("RUN {run}"), "/root/.local/bin/app", "debian:13-slim");
    for run in [
        "stack install",
        "stack --system-ghc install --ghc-options -O2",
        "cabal v2-update && cabal v2-install --install-method=copy && cp ~/.cabal/bin/app /root/.local/bin/app",
        "cabal new-build && cp dist-newstyle/build/app /root/.local/bin/app",
        "stack install hadolint",
    ] {
        check(&made(run), &["runs haskell 9.10", "linkage glibc", "needs-library libgmp10"]);
    }
    check(&made("stack install --ghc-options '-optl-static -fPIC'"), &["linkage static"]);
    check(&made("cabal install --enable-executable-static"), &["linkage static"]);
    check(&made("stack install --enable-static"), &["linkage glibc"]);
}

#[test]
fn cmake_is_told_before_it_builds() {
    let run = "RUN cmake -S . -B /b -DCMAKE_EXE_LINKER_FLAGS=\"-static\"\nRUN cmake --build /b && cp /b/app /out";
    check(&two("alpine:3.24", run, "/out", "alpine:3.24"), &["linkage static"]);
    lacks(&two("alpine:3.24", &run.replace("=\"-static\"", "=-s"), "/out", "alpine:3.24"), "linkage static");
}

#[test]
fn go_with_cgo_on_is_a_question() {
    let file = two("golang:1.26", "RUN go build -o /out/app .", "/out/app", "debian:13-slim");
    check(&file, &["linkage unknown", "? binary-is-static", "workload glibc-binary"]);
    check_with(&file, &[("go.mod", "require github.com/mattn/go-sqlite3 v1.14.0")], &["linkage glibc"]);
    let race = two("golang:1.26", "RUN CGO_ENABLED=0 go build -race -o /out/app .", "/out/app", "debian:13-slim");
    check(&race, &["linkage glibc"]);
    let file = two(
        "golang:1.26-alpine",
        "RUN apk add gcc musl-dev && CGO_ENABLED=1 go build -o /out/app .",
        "/out/app",
        "alpine",
    );
    check(&file, &["linkage musl", "workload musl-binary"]);
}

#[test]
fn rust_follows_its_target() {
    let file = two("rust:1.90", "RUN cargo build --release", "/src/target/release/app", "debian:13-slim");
    check(&file, &["linkage glibc", "workload cpp-binary"]);
    let target = "RUN cargo build --release --target x86_64-unknown-linux-musl";
    let file = two("rust:1.90", target, "/src/target/x86_64-unknown-linux-musl/release/app", "debian:13-slim");
    check(&file, &["linkage static"]);
    let file = two("rust:1.90-alpine", "RUN cargo build --release", "/src/target/release/app", "alpine");
    check(&file, &["linkage static"]);
}

#[test]
fn c_and_others() {
    check(&two("gcc:15", "RUN gcc -static -o /app a.c", "/app", "debian:13"), &["linkage static"]);
    check(&two("gcc:15", "RUN g++ -o /app a.cc", "/app", "debian:13"), &["linkage glibc", "workload cpp-binary"]);
    check(&two("gcc:15", "RUN gcc -o /app a.c", "/app", "debian:13"), &["workload glibc-binary"]);
    check(
        &two("crystallang/crystal:1", "RUN crystal build --static -o /app a.cr", "/app", "debian:13"),
        &["linkage static"],
    );
    let native = "RUN native-image --static --libc=musl -jar a.jar -o /app";
    check(
        &two("ghcr.io/graalvm/native-image:21", native, "/app", "debian:13"),
        &["linkage static", "artefact native-image"],
    );
}

#[test]
fn files_are_followed_through_moves_and_names() {
    let run = "RUN cargo build --release && mv target/release/app /out && strip /out";
    check(&two("rust:1.90", run, "/out", "debian:13-slim"), &["linkage glibc"]);
    let run = "RUN --mount=type=cache,target=/x go install -ldflags '-s' ./cmd/app";
    check(&two("golang:1.26-alpine", run, "/go/bin/app", "alpine"), &["linkage static"]);
    let file = "FROM alpine\nRUN wget -O /usr/bin/rg https://x.example/ripgrep-linux-musl && chmod +x /usr/bin/rg\nCMD [\"rg\"]";
    check(file, &["linkage static"]);
    lacks("FROM python:3.13\nCOPY a.py .\nCMD [\"python\", \"a.py\"]", "linkage");
}

#[test]
fn go_before_1_20_brought_cgo_to_alpine() {
    let file = two("golang:1.19-alpine", "RUN go build -o /out/app .", "/out/app", "alpine");
    check(&file, &["linkage unknown", "? binary-is-static"]);
    check(&file.replace("1.19", "1.20"), &["linkage static"]);
    check(&file.replace("go build", "CGO_ENABLED=0 go build"), &["linkage static"]);
}

#[test]
fn what_a_script_of_the_build_left_there_is_asked_about() {
    for (builder, made) in [("golang:1.26", "/go/bin/app"), ("rust:1.90", "/output/app")] {
        check(&two(builder, "RUN hack/build.sh", made, "debian:13-slim"), &["artefact binary", "? binary-is-static"]);
    }
    let by_name = "FROM rust:1.90 AS b\nCOPY . /src\nRUN /src/build.sh\nFROM debian:13-slim\nCOPY --from=b /output/app /usr/local/bin/app\nENTRYPOINT [\"app\"]";
    check(by_name, &["artefact binary", "? binary-is-static"]);
}

#[test]
fn what_is_fetched_beside_a_runtime_is_its_script() {
    let file = "FROM debian:13\nRUN apt-get update && apt-get install -y openjdk-21-jre-headless unzip curl\nRUN curl -o t.zip https://x.example/tool-1.0.zip && unzip t.zip -d /opt\nENTRYPOINT [\"/opt/tool-1.0/tool\"]";
    check(file, &["artefact script", "workload tools"]);
    check(&file.replace("openjdk-21-jre-headless ", ""), &["artefact binary"]);
}

#[test]
fn c_alone_needs_no_library_of_cpp() {
    let run = |packages: &str| {
        let run = format!("RUN apk add --no-cache {packages} && make -C /src");
        two("alpine:3.24", &run, "/src/server", "alpine:3.24")
    };
    check(&run("gcc musl-dev make"), &["linkage musl", "workload musl-binary"]);
    lacks(&run("gcc musl-dev make"), "needs-library libstdc++");
    check(
        &two("debian:13", "RUN apt-get install -y g++ make && make", "/src/server", "debian:13"),
        &["workload cpp-binary"],
    );
    check(
        &two("debian:13", "RUN apt-get install -y gcc make && make", "/src/server", "debian:13"),
        &["workload glibc-binary"],
    );
}

#[test]
fn what_make_builds_for_alpine_on_debian_runs_there() {
    let file = two("golang:1.26", "RUN make build", "/src/bin/app", "alpine:3.24");
    check(&file, &["linkage static", "workload static-binary"]);
    check(&file.replace("make build", "make test build"), &["linkage static"]);
    check(&file.replace("alpine:3.24", "debian:13-slim"), &["? binary-is-static"]);
    check(&file.replace("make build", "go build -o bin/app ."), &["? binary-is-static"]);
    check(&file.replace("COPY --from", "RUN apk add gcompat\nCOPY --from"), &["? binary-is-static"]);
}

#[test]
fn others_bring_what_they_load() {
    let dart = two("dart:3.12", "RUN dart compile exe bin/a.dart -o bin/a", "/src/bin/a", "debian:12-slim");
    check(&dart, &["linkage glibc"]);
    let native = "RUN gradle linkReleaseExecutableNative";
    let kotlin = two("gradle:9-jdk21", native, "/src/build/bin/native/releaseExecutable/app.kexe", "debian:13-slim");
    check(&kotlin, &["needs-library libcrypt1"]);
}

#[test]
fn what_make_links_with_cgo_is_asked_about() {
    let run = "RUN apk add --no-cache alpine-sdk\nENV CGO_ENABLED=1\nRUN make release-binary";
    let dex = two("golang:1.26-alpine", run, "/go/bin/dex", "alpine:3.24");
    check(&dex, &["linkage unknown", "? binary-is-static"]);
    check(&dex.replace("make release-binary", "go install ./cmd/dex"), &["linkage musl"]);
}

#[test]
fn what_a_build_verifies_is_so() {
    let file = two("golang:1.26", "RUN go build -o /app . && xx-verify --static /app", "/app", "alpine:3.24");
    check(&file, &["linkage static"]);
    check(&file.replace(" --static", ""), &["? binary-is-static"]);
}
