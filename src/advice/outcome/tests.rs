use crate::advice::Outcome;
use crate::catalogue::Libc;
use crate::wishes::{Companion, Input, Leaning, Wishes};

fn first(text: &str) -> String {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    crate::conclude(&Input::pasted(text), &wishes).recommendations[0].candidate.image().reference.clone()
}

#[test]
fn what_was_given_up_and_never_known_leads_nowhere() {
    let outcome = |from: &str| {
        let file = format!("FROM {from}\nRUN apk add --no-cache curl\nCOPY a.sh /a.sh\nCMD [\"/a.sh\"]\n");
        crate::conclude(&Input::pasted(file), &Wishes::default()).outcome
    };
    assert_eq!(outcome("balenalib/n510-tx2-alpine:3.7-build"), Outcome::CannotTell);
    assert_ne!(outcome("alpine:3.7"), Outcome::CannotTell);
}

#[test]
fn libraries_are_installed_rather_than_copied_by_hand() {
    let file = |line: &str| {
        format!(
            "FROM gcc:14\nRUN apt-get update && apt-get install -y {line}\nWORKDIR /app\nCOPY . .\nRUN make\nCMD [\"./main\"]\n"
        )
    };
    assert_eq!(first(&file("libpq-dev")), "debian:trixie-slim");
    assert_eq!(first(&file("cmake")), "gcr.io/distroless/cc-debian13:nonroot");
}

#[test]
fn red_hats_minimal_of_the_same_release_goes_before() {
    let ubi = "registry.access.redhat.com/ubi8/ubi";
    let file = |tag: &str| {
        format!("FROM {ubi}{tag}\nRUN yum -y update && yum clean all\nCOPY start.sh /start.sh\nCMD [\"/start.sh\"]\n")
    };
    assert!(first(&file("")).starts_with("registry.access.redhat.com/ubi8/ubi-minimal"), "{}", first(&file("")));
    assert_eq!(first(&file(":8.6")), "registry.access.redhat.com/ubi8/ubi-minimal:8.10");
    let python = file("").replace("yum -y update", "dnf module install -y python39");
    assert_ne!(first(&python), "registry.access.redhat.com/ubi8/ubi-minimal:8.10");
}

#[test]
fn an_ended_system_gives_way_to_its_own_next_release() {
    let file = |base: &str, install: &str| {
        first(&format!("FROM {base}\nRUN {install}\nCMD [\"curl\", \"https://example.org\"]\n"))
    };
    assert_eq!(file("fedora:38", "dnf install -y curl"), "fedora:44");
    assert_eq!(file("quay.io/centos/centos:stream8", "dnf install -y curl"), "quay.io/centos/centos:stream10");
    assert_eq!(file("debian:9", "apt-get update && apt-get install -y curl"), "debian:trixie-slim");
    assert_eq!(file("ubuntu:14.04", "apt-get update && apt-get install -y curl"), "ubuntu:26.04");
}

#[test]
fn the_present_package_manager_goes_before_a_rewrite_of_every_install() {
    let file = "FROM openjdk:11-jdk-slim\nRUN apt-get update && apt-get install -y wget && wget -O t.tgz https://archive.apache.org/dist/tomcat/t.tgz && tar xf t.tgz\nCMD [\"catalina.sh\", \"run\"]\n";
    assert_eq!(first(file), "eclipse-temurin:11-jre-resolute");
}

#[test]
fn dependencies_keep_their_c_library() {
    let file = "FROM php:8.4-fpm\nWORKDIR /app\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nCOPY . .\nRUN composer install --no-dev\n";
    assert_eq!(first(file), "php:8.4-fpm");
    assert_eq!(first(&file.replace("8.4-fpm", "8.1-cli")), "php:8.3-cli-trixie");
    assert!(first("FROM php:8.4-fpm\nCOPY . /app\n").contains("alpine"));
}

#[test]
fn a_tag_without_a_system_keeps_without() {
    let file = "FROM mcr.microsoft.com/dotnet/aspnet:8.0\nRUN apt-get update && apt-get install -y libgdiplus\nCOPY app /app\nENTRYPOINT [\"dotnet\", \"/app/a.dll\"]\n";
    assert_eq!(first(file), "mcr.microsoft.com/dotnet/aspnet:10.0");
}

/// What is said of points under the first recommendation.
fn told_of_points(file: &str) -> String {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let advice = crate::conclude(&Input::pasted(file), &wishes);
    let mut told = advice.recommendations[0].candidate.objections.iter().map(|one| one.text.clone());
    told.find(|text| text.contains("more points")).unwrap_or_default()
}

#[test]
fn the_base_that_was_passed_is_named() {
    let compiles = "WORKDIR /app\nRUN apt-get update && apt-get install -y gcc\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n";
    let told = told_of_points(&format!("FROM python:3.12-slim\n{compiles}"));
    assert!(told.starts_with("In one stage `python:3.12-slim` has more points"), "{told}");
    let told = told_of_points("FROM alpine:3.17\nRUN echo hello > /hello\nCMD [\"sh\", \"-c\", \"cat /hello\"]\n");
    assert!(told.starts_with("`busybox:1.38.0-musl` has more points; this is the next release"), "{told}");
}

#[test]
fn points_that_did_not_decide_are_explained() {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let file = "FROM python:3.11\nWORKDIR /app\nRUN apt-get update && apt-get install -y gcc libpq-dev\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n";
    let advice = crate::conclude(&Input::pasted(file), &wishes);
    let best = &advice.recommendations[0];
    let ahead = advice.recommendations.iter().any(|one| one.leads && one.score.total > best.score.total);
    let told = best.candidate.objections.iter().any(|one| one.text.contains("has more points"));
    assert!(ahead && told, "{:?}", best.candidate.objections);
}

#[test]
fn what_runs_with_glibc_today_stays_with_it_where_little_speaks_for_musl() {
    let druid = "FROM openjdk:8-jre-slim\nCOPY druid.sh /druid.sh\nCOPY lib /opt/lib\nENTRYPOINT [\"/druid.sh\"]\n";
    assert!(!first(druid).contains("alpine"), "{}", first(druid));
    let ubi = "FROM registry.access.redhat.com/ubi8/ubi:8.3\nRUN dnf -y module install nodejs:14 && dnf clean all\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
    assert_eq!(first(ubi), "node:24-trixie-slim");
    let file = "FROM python:3.12-slim-trixie\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"python\", \"main.py\"]\n";
    let text = "x @ git+https://github.com/x/y.git\n".into();
    let companions = vec![Companion { path: "requirements.txt".into(), text }];
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let advice = crate::conclude(&Input { companions, ..Input::pasted(file) }, &wishes);
    assert!(advice.headline.starts_with("Stay on `python:3.12-slim-trixie`, and mend this"), "{}", advice.headline);
}

#[test]
fn numerical_packages_go_where_they_come_compiled() {
    let file = "FROM python:3.9-alpine\nRUN apk add --no-cache gcc g++ musl-dev\nRUN pip install pandas==1.3.5 scipy==1.7.3\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n";
    assert_eq!(first(file), "python:3.11-slim-trixie");
    assert!(first(&file.replace("pandas==1.3.5 scipy==1.7.3", "flask")).contains("alpine"));
}

#[test]
fn what_is_mended_by_a_line_is_no_reason_to_leave_glibc() {
    let file = "FROM python:3.12-slim-trixie\nRUN pip install uwsgi\nCOPY . .\nCMD [\"uwsgi\", \"--ini\", \"a.ini\"]\n";
    assert_eq!(first(file), "python:3.12-slim-trixie");
    let php = "FROM php:7.4-cli\nRUN wget https://example.org/a.phar\nCOPY . .\nRUN composer install\nCMD [\"php\", \"a.php\"]\n";
    assert!(first(php).starts_with("php:8.") && !first(php).contains("alpine"), "{}", first(php));
}

#[test]
fn the_smallest_leaning_leads_to_no_larger_base() {
    let file = "FROM oven/bun:1.3-alpine\nWORKDIR /app\nCOPY . .\nRUN bun install --production\nUSER bun\nENTRYPOINT [\"bun\", \"run\", \"a.ts\"]\n";
    let wishes = Wishes { today: "2026-11-28".into(), leaning: Leaning::Smallest, ..Wishes::default() };
    let told = crate::conclude(&Input::pasted(file), &wishes);
    assert_eq!(told.recommendations[0].candidate.image().reference, "oven/bun:1.4.0-alpine", "{}", told.headline);
}

#[test]
fn who_uses_the_shell_of_a_debug_variant_keeps_it() {
    let file = "FROM gcr.io/distroless/base-debian12:debug\nCOPY app wait-for.sh /\nSHELL [\"/busybox/sh\", \"-c\"]\nRUN chmod +x /wait-for.sh\nENTRYPOINT [\"/wait-for.sh\", \"/app\"]\n";
    assert_eq!(first(file), "gcr.io/distroless/base-debian13:debug");
    let all = crate::conclude(&Input::pasted(file.replace(":debug", "")), &Wishes::default());
    assert!(!all.recommendations.iter().any(|one| one.candidate.image().reference.contains("debug")));
}

#[test]
fn a_static_program_leaves_the_system_behind_where_it_is_built_apart() {
    let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /c .\nFROM alpine:3.18\nRUN apk add --no-cache ca-certificates && mkdir -p /var/lib/c\nCOPY --from=b /c /c\nENTRYPOINT [\"/c\"]\n";
    assert_eq!(first(file), "gcr.io/distroless/static-debian13:nonroot");
    let installs = file.replace("ca-certificates", "ca-certificates ffmpeg");
    assert_eq!(first(&installs), "alpine:3.24");
}

#[test]
fn a_release_that_others_rebuild_is_kept() {
    let of = |from: &str| first(&format!("FROM {from}\nRUN yum install -y httpd\nCMD [\"httpd\", \"-DFOREGROUND\"]\n"));
    assert_eq!([of("centos:8"), of("centos:7")], ["almalinux:8", "almalinux:9"]);
}

#[test]
fn who_asks_for_the_smallest_gets_it() {
    let file = "FROM openjdk:11-jre-slim\nCOPY app.jar /app.jar\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
    let wishes = Wishes { today: "2026-11-28".into(), leaning: Leaning::Smallest, ..Wishes::default() };
    let told = crate::conclude(&Input::pasted(file), &wishes);
    let size = |at: usize| told.recommendations[at].candidate.image().size.compressed;
    let easy = (1..told.recommendations.len()).filter(|&at| {
        let one = &told.recommendations[at];
        one.leads && !one.candidate.present && one.candidate.effort < crate::candidates::Effort::Rework
    });
    let least = easy.filter_map(size).min();
    assert!(size(0).zip(least).is_some_and(|(first, least)| first <= least), "{}", told.headline);
}

#[test]
fn a_compilers_image_is_not_shipped_for_its_package_manager() {
    let file = "FROM golang:1.20\nRUN apt-get update && apt-get install -y git\nCOPY . /app\nWORKDIR /app\nRUN ./build.sh\nCMD [\"./bin/srv\"]\n";
    let answers = [("binary-is-static".to_string(), "yes".to_string())].into_iter().collect();
    let wishes = Wishes { today: "2026-11-28".into(), answers, ..Wishes::default() };
    let advice = crate::conclude(&Input::pasted(file), &wishes);
    let named = &advice.recommendations[0].candidate.image().reference;
    assert!(!named.starts_with("golang"), "{named}");
}

#[test]
fn a_system_loses_its_manuals() {
    let file = |from: &str| {
        format!(
            "FROM {from}\nRUN apt-get update && apt-get install -y ca-certificates git\nCOPY deploy.sh /deploy.sh\nCMD [\"/deploy.sh\"]\n"
        )
    };
    for from in ["debian:latest", "debian:trixie", "debian:stable"] {
        assert_eq!(first(&file(from)), "debian:trixie-slim", "{from}");
    }
    assert_eq!(first(&file("debian:trixie-slim")), "debian:trixie-slim");
}

#[test]
fn who_loses_the_shell_is_told_where_else_one_is_called() {
    let losses = |start: &str| {
        let file = format!(
            "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /c .\nFROM alpine:3.18\nCOPY --from=b /c /c\n{start}\n"
        );
        let told = crate::conclude(&Input::pasted(file), &Wishes::default()).losses;
        told.iter().filter(|one| one.contains("preStop")).count()
    };
    assert_eq!([losses("ENTRYPOINT [\"/c\"]"), losses("ENTRYPOINT /c --port $PORT")], [1, 0]);
}

#[test]
fn a_retired_java_goes_on_with_its_kind_of_system() {
    let of = |from: &str| first(&format!("FROM {from}\nCOPY a.jar /a.jar\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n"));
    assert_eq!(of("adoptopenjdk:11-jre-hotspot"), "eclipse-temurin:11-jre-resolute");
    assert!(of("adoptopenjdk/openjdk11:alpine-jre").contains("alpine"));
    assert!(of("openjdk:11-jre-slim").contains("resolute") && of("openjdk:8-jre-alpine").contains("alpine"));
}

#[test]
fn sbt_ships_on_the_java_that_it_builds_with() {
    let file = "FROM hseeberger/scala-sbt:8u181_2.12.7_1.2.6\nWORKDIR /app\nADD . /app\nRUN sbt assembly\nCMD java -jar target/scala-2.12/app.jar\n";
    assert_eq!(first(file), "eclipse-temurin:8-jre-resolute");
}

#[test]
fn what_fetches_for_go_belongs_to_its_build() {
    let file = "FROM golang:1.12\nRUN go get -u github.com/golang/dep/cmd/dep\nWORKDIR /go/src/a\nCOPY . .\nRUN dep ensure && go build -o /srv .\nCMD [\"/srv\"]\n";
    assert!(first(file).starts_with("gcr.io/distroless/base-nossl"), "{}", first(file));
}

#[test]
fn a_compiler_that_nobody_asked_for_is_a_reason_to_take_the_languages_own_image() {
    let file = "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3 python3-pip\nCOPY requirements.txt /app/\nRUN pip3 install -r /app/requirements.txt\nCOPY . /app\nCMD [\"python3\", \"/app/main.py\"]\n";
    assert_eq!(first(file), "python:3.12-slim-trixie");
    assert_eq!(first(&file.replace("install -y", "install -y --no-install-recommends")), "ubuntu:24.04");
}

#[test]
fn a_branch_under_development_gives_way_to_a_release() {
    let file =
        |from: &str| format!("FROM {from}\nRUN apk add --no-cache curl\nCOPY a.sh /a.sh\nCMD [\"sh\", \"/a.sh\"]\n");
    assert_eq!(first(&file("alpine:edge")), "alpine:3.24");
    let python = "FROM alpine:edge\nRUN echo http://dl-cdn.alpinelinux.org/alpine/edge/testing >> /etc/apk/repositories\nRUN apk add --no-cache python3 py3-pip ffmpeg\nRUN pip3 install requests\nCMD [\"python3\", \"-u\", \"/bot.py\"]\n";
    assert!(first(python).ends_with("-alpine3.24"), "{}", first(python));
    let dnf = file("fedora:rawhide").replace("apk add --no-cache", "dnf install -y");
    assert!(first(&dnf).starts_with("fedora:4"), "{}", first(&dnf));
}

#[test]
fn red_hats_minimal_goes_before_where_java_is_installed() {
    let file = "FROM registry.access.redhat.com/ubi8/ubi:8.3\nRUN dnf -y install java-11-openjdk-headless && dnf clean all\nCOPY app.jar /app.jar\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
    assert_eq!(first(file), "registry.access.redhat.com/ubi8/ubi-minimal:8.10");
}

/// What is no script is a program, of which nobody told what it is linked with.
#[test]
fn a_program_that_is_no_script_goes_to_no_other_c_library() {
    let file = "FROM centos:7\nCOPY start /usr/local/bin/start\nRUN useradd -M beat\nUSER beat\nENTRYPOINT [\"/usr/local/bin/start\"]\n";
    let answers = [("script-needs-shell".to_string(), "no".to_string())].into_iter().collect();
    let wishes = Wishes { today: "2026-11-30".into(), answers, ..Wishes::default() };
    let advice = crate::conclude(&Input::pasted(file), &wishes);
    assert_eq!(advice.recommendations[0].candidate.image().libc, Libc::Glibc, "{}", advice.headline);
}

#[test]
fn half_the_java_on_the_same_system_is_taken_from_another_maker() {
    let file = |base: &str| {
        format!(
            "FROM {base}\nRUN apk add --no-cache curl\nCOPY app.jar /\nENTRYPOINT [\"sh\", \"-c\", \"java $JAVA_OPTS -jar /app.jar\"]\n"
        )
    };
    assert!(first(&file("amazoncorretto:17-alpine")).starts_with("eclipse-temurin:17-jre-alpine"));
    let kept = "amazoncorretto:8-alpine3.24-jre";
    assert_eq!(first(&file(kept)), kept, "it is one already");
}
