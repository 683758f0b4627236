//! Over many files and bases: no rule panics, and what fits lacks nothing that the file needs.

use basewise::candidates::{Verdict, verdict};
use basewise::catalogue::{self, Image, Libc, Tri};
use basewise::evidence::{self, Doing, Linkage, ShellUse, Standing, What};
use basewise::rules::{Case, Choice, Objection, Shape, judge_base, judge_file, pages};
use basewise::stages::{Does, Form};
use basewise::wishes::{Input, Wishes};
use basewise::words::Lang;
use basewise::{dockerfile, stages};

/// The pages' own examples, and workloads of every language, good and bad.
fn corpus() -> Vec<String> {
    let pages = pages().iter().flat_map(|page| page.markdown.split("```dockerfile\n").skip(1));
    let mut files: Vec<String> = pages.filter_map(|rest| Some(rest.split("```").next()?.to_string())).collect();
    files.extend(WORKLOADS.iter().map(|file| file.to_string()));
    files
}

const WORKLOADS: &[&str] = &[
    "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /a .\nFROM alpine:3.23\nRUN apk add --no-cache ca-certificates tzdata && adduser -D app\nUSER app\nCOPY --from=b /a /a\nCMD [\"/a\"]\n",
    "FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /a .\nEXPOSE 80\nCMD /a --port $PORT\n",
    "FROM rust:1 AS b\nRUN cargo build --release\nFROM debian:bookworm-slim\nCOPY --from=b /target/release/a /a\nENTRYPOINT [\"/a\"]\n",
    "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nHEALTHCHECK CMD curl -f http://localhost:3000 || exit 1\nUSER node\nCMD [\"npm\", \"start\"]\n",
    "FROM python:3.13 AS b\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install gunicorn psycopg2\nFROM python:3.13-slim\nCOPY --from=b /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCMD [\"gunicorn\", \"app:app\"]\n",
    "FROM python:3.12-slim\nRUN apt-get update && apt-get install -y gcc libpq-dev ffmpeg && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN pip install -r requirements.txt\nENTRYPOINT [\"./entrypoint.sh\"]\n",
    "FROM maven:3.9-eclipse-temurin-21 AS b\nRUN mvn package\nFROM eclipse-temurin:21-jdk\nCOPY --from=b /t/a.jar /a.jar\nENV TZ=Europe/Berlin\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n",
    "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\nRUN dotnet publish -o /out\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY --from=b /out .\nENTRYPOINT [\"dotnet\", \"a.dll\"]\n",
    "FROM php:8.4-fpm\nRUN docker-php-ext-install pdo_mysql gd\nCOPY . /var/www/html\n",
    "FROM ruby:3.4\nCOPY Gemfile* ./\nRUN bundle install\nCOPY . .\nRUN useradd -r rails\nUSER rails\nCMD [\"bundle\", \"exec\", \"puma\"]\n",
    "FROM node:24 AS b\nRUN npm ci && npm run build\nFROM nginx:1.29\nCOPY --from=b /app/dist /usr/share/nginx/html\n",
    "FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n",
    "FROM ubuntu:22.04\nSHELL [\"/bin/bash\", \"-c\"]\nRUN apt-get update && apt-get install -y python3 git vim\nCMD [\"bash\"]\n",
    "FROM gcc:15 AS b\nRUN g++ -o /a a.cpp\nFROM ubuntu:24.04\nCOPY --from=b /a /a\nCMD [\"/a\"]\n",
    "FROM alpine:3.23\nRUN apk add --no-cache bash curl\nCOPY run.sh /\nCMD [\"bash\", \"/run.sh\"]\n",
    "FROM scratch\nADD rootfs.tar.xz /\nRUN echo hi > /etc/motd\nCMD [\"/bin/sh\"]\n",
    "FROM $BASE\nRUN make\n",
    "COPY a b\nRUN \u{1F600}\n",
    "",
];

fn each(langs: &[Lang], look: impl Fn(&Case, &str)) {
    for text in corpus() {
        let input = Input::pasted(text.clone());
        for &lang in langs {
            let wishes = Wishes { lang, ..Wishes::default() };
            let build = stages::resolve(dockerfile::parse(&input.text), &input);
            let facts = evidence::detect(&build, &input, &wishes);
            look(&Case::new(&input, &wishes, &build, &facts), &text);
        }
    }
}

/// Bases of many families, which make every rule speak.
fn families() -> Vec<Image> {
    let others = [
        "alpine:3.23",
        "debian:13-slim",
        "debian:12-slim",
        "busybox:1.37",
        "gcr.io/distroless/static-debian13:nonroot",
        "gcr.io/distroless/base-debian13",
        "gcr.io/distroless/cc-debian13:nonroot",
        "gcr.io/distroless/python3-debian13",
        "gcr.io/distroless/nodejs24-debian13",
        "cgr.dev/chainguard/python:latest",
        "node:24-alpine",
        "scratch",
        "registry.access.redhat.com/ubi9/ubi-micro:latest",
        "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
    ];
    others.into_iter().filter_map(catalogue::named).collect()
}

#[test]
fn no_rule_panics_and_every_claim_is_told() {
    let families = families();
    each(&[Lang::En, Lang::De, Lang::Zh], |case, text| {
        for finding in judge_file(case) {
            let told = [&finding.what, &finding.why, &finding.todo];
            assert!(told.iter().all(|text| !text.is_empty()) && !finding.sources.is_empty(), "{finding:?} of\n{text}");
        }
        for image in &families {
            for shape in [Shape::Swap, Shape::Split] {
                let choice = Choice { image: image.clone(), shape };
                for objection in judge_base(case, &choice) {
                    assert!(!objection.text.is_empty(), "{objection:?}");
                }
            }
        }
    });
}

#[test]
fn what_fits_lacks_nothing() {
    let families = families();
    each(&[Lang::En], |case, text| {
        let ladder = catalogue::ladder(&case.facts.workload, &case.wishes.today);
        for image in ladder.iter().chain(&families) {
            for shape in [Shape::Swap, Shape::Split] {
                let choice = Choice { image: image.clone(), shape };
                let objections = judge_base(case, &choice);
                if let Some(lack) = lack(case, &choice, &objections) {
                    panic!(
                        "{} {shape:?} {:?}, yet it lacks {lack}: {objections:?}\n{text}",
                        image.reference,
                        verdict(&objections)
                    );
                }
            }
        }
    });
}

/// Told apart from the rules: what the facts need and the catalogue's row denies, where nothing was said.
fn lack(case: &Case, choice: &Choice, objections: &[Objection]) -> Option<String> {
    let image = &choice.image;
    let silent = |rules: &[&str]| !objections.iter().any(|o| rules.contains(&o.rule));
    let fits = verdict(objections) <= Verdict::FitsWithChanges;
    let present = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    // What runs on musl today runs on musl, and nowhere else unless it is static.
    let today = present.and_then(|standing| standing.image()).map_or(Libc::Unknown, |image| image.libc);
    let present = present.and_then(|standing| match standing {
        Standing::Scratch => Some("scratch"),
        standing => standing.image().map(|image| image.reference.as_str()),
    });
    if !fits || present == Some(image.reference.as_str()) {
        return None;
    }
    let runs = case.build.shipped.is_some_and(|at| {
        case.build.steps(at).any(|step| matches!(&step.does, Does::Run(launch) if launch.form == Form::Shell))
    });
    let furnished = text_has(case, "rootfs");
    if runs && image.shell != Tri::Yes && silent(&["run-without-shell"]) && !furnished {
        return Some("a shell for RUN".into());
    }
    let foreign = case.facts.effects.iter().any(|effect| {
        matches!(&effect.does, Doing::InstallPackages { manager, .. } if {
            let own = format!("{:?}", image.package_manager).to_lowercase();
            let used = format!("{manager:?}").to_lowercase();
            let word = case.command(effect).map_or("", |command| command.name());
            let alike = own == word || used != "dnf" || own == "dnf" && word == "yum";
            let kin = used == "dnf" && ["dnf", "microdnf", "yum", "tdnf"].contains(&own.as_str());
            own != used && !kin || !alike
        })
    });
    let known = ["package-manager-mismatch", "run-without-shell", "package-unavailable"];
    if foreign && choice.shape == Shape::Swap && silent(&known) {
        return Some("the package manager".into());
    }
    let certified = text_has(case, "/etc/ssl");
    let facts = case.facts.all().iter().filter(|fact| !(certified && fact.what == What::NeedsCaCertificates));
    facts.into_iter().find_map(|fact| need(&fact.what, image, today, &silent))
}

fn need(what: &What, image: &Image, today: Libc, silent: &dyn Fn(&[&str]) -> bool) -> Option<String> {
    let lacks = match what {
        What::Linkage(Linkage::Glibc { .. }) => image.libc != Libc::Glibc,
        What::Linkage(Linkage::Musl { .. }) => image.libc != Libc::Musl,
        What::Linkage(Linkage::Unknown) if today == Libc::Musl => image.libc != Libc::Musl,
        What::Linkage(Linkage::Unknown) => image.libc == Libc::None || image.libc == Libc::Musl,
        What::NeedsShell(ShellUse::HealthCheck) => image.shell == Tri::No && silent(&["healthcheck-tool-missing"]),
        What::NeedsShell(_) => image.shell == Tri::No && silent(&["shell-form-without-shell", "script-without-shell"]),
        What::NeedsCaCertificates => {
            image.ca_certificates == Tri::No && silent(&["missing-ca-certificates"]) && image.shell != Tri::Yes
        }
        What::NeedsUser { name, .. } if name == "node" || name == "app" => {
            image.repository.contains("distroless") && silent(&["missing-user"])
        }
        What::NeedsTool { .. } => image.shell == Tri::No && silent(&["tool-missing", "healthcheck-tool-missing"]),
        _ => false,
    };
    lacks.then(|| format!("{what:?}"))
}

fn text_has(case: &Case, part: &str) -> bool {
    case.input.text.contains(part)
}
