//! Compiled programs that a RUN or ADD fetches beside what starts: made for glibc, they do not run on musl. Told under
//! `glibc-binary-on-musl`.

use crate::catalogue::Libc;
use crate::evidence::Linkage;
use crate::evidence::linkage::{is_fetch, is_named_as_by_go, told_by_name};
use crate::rules::claims::*;
use crate::stages::{Does, Launch, Step};

/// What a fetched file is called, and how it is linked as far as the name tells.
struct Fetched {
    name: String,
    span: Span,
    glibc: bool,
}

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let moves = case.present().is_some_and(|now| now.libc == Libc::Glibc) && choice.image.libc == Libc::Musl;
    if !moves || choice.shape != Shape::Swap {
        return Vec::new();
    }
    let told = |fetched: &Fetched| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[fetched.span])), &choice.image.reference);
        let name = &fetched.name;
        let (weight, text) = if fetched.glibc {
            (
                Weight::Blocker,
                say!(lang,
                en: "{line} fetches `{name}`, which is built for glibc, and `{image}` has musl.",
                de: "{line} lädt `{name}`, das für glibc gebaut ist, und `{image}` hat musl.",
                zh: "{line}下载的 `{name}` 是为 glibc 构建的，而 `{image}` 用的是 musl。"),
            )
        } else {
            (
                Weight::Doubt,
                say!(lang,
                en: "{line} fetches `{name}`, and its name does not tell whether it runs on musl, as `{image}` has it.",
                de: "{line} lädt `{name}`; ob es mit musl läuft, wie `{image}` es hat, sagt der Name nicht.",
                zh: "{line}下载 `{name}`，从名称看不出它能否在 `{image}` 所用的 musl 上运行。"),
            )
        };
        objection(rule, weight, text, vec![fetched.span])
    };
    read(case).iter().map(told).collect()
}

/// What its makers publish for glibc alone, without saying so in the name, by the start of an archive's name: Oracle's
/// client ([python-cx_Oracle, issue 249](https://github.com/oracle/python-cx_Oracle/issues/249)), IBM's for Db2
/// ([node-ibm_db, issue 217](https://github.com/ibmdb/node-ibm_db/issues/217)) and SAP's for NetWeaver; Node.js
/// ([its platforms](https://github.com/nodejs/node/blob/main/BUILDING.md#platform-list)), Temurin's `linux`, beside which
/// stands `alpine-linux` ([Adoptium](https://adoptium.net/temurin/releases/)), Conda
/// ([its requirements](https://docs.conda.io/projects/conda/en/stable/user-guide/install/)), ChromeDriver and Dart Sass,
/// which has a `-musl` beside it.
const OF_GLIBC: [&str; 5] = ["instantclient", "oracle-instantclient", "linuxx64_odbc_cli", "clidriver", "nwrfc"];

/// The same of what is published for several systems, each in an archive of its own.
const OF_LINUX: [&str; 9] = [
    "node-v",
    "openjdk",
    "miniconda",
    "anaconda",
    "miniforge",
    "mambaforge",
    "chromedriver",
    "dart-sass-",
    "sonar-scanner-cli-",
];

/// Those of several systems name Linux, and the C library where it is musl.
fn is_of_glibc(name: &str) -> bool {
    let starts = |names: &[&str]| names.iter().any(|start| name.starts_with(start));
    let own = starts(&OF_GLIBC) || starts(&OF_LINUX) && name.contains("linux");
    own && !name.contains("musl") && !name.contains("alpine")
}

/// The first program or archive for glibc that the shipped stage fetches whatever comes, as its name is written.
pub fn of_glibc(case: &Case) -> Option<(String, Span)> {
    let chosen = |span: Span| case.commands().any(|command| command.conditional && command.span.contains(span));
    let named = read(case).into_iter().find(|fetched| fetched.glibc && !chosen(fetched.span))?;
    Some((named.name, named.span))
}

fn read(case: &Case) -> Vec<Fetched> {
    let of_run = |launch: &Launch| {
        let fetches = launch.commands.iter().filter(|command| is_fetch(command));
        fetches.flat_map(|command| &command.args).filter_map(|arg| fetched(&arg.text, arg.span)).collect()
    };
    let of_step = |step: &&Step| -> Vec<Fetched> {
        match &step.does {
            Does::Run(launch) => of_run(launch),
            Does::Bring { sources, .. } => sources.iter().filter_map(|one| fetched(&one.text, one.span)).collect(),
            Does::Set => Vec::new(),
        }
    };
    case.steps().iter().flat_map(of_step).collect()
}

/// Of an address, what its last part says.
fn fetched(address: &str, span: Span) -> Option<Fetched> {
    const MACHINES: [&str; 6] = ["x86_64", "x86-64", "x64", "amd64", "aarch64", "arm64"];
    const PROGRAMS: [&str; 7] = [".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".zip", ".gz", ".xz"];
    let (_, path) = address.split_once("://")?;
    if path.starts_with("deno.land/") && path.ends_with("/install.sh") {
        return Some(Fetched { name: path.into(), span, glibc: true });
    }
    let path = path.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?.to_ascii_lowercase();
    let stem = PROGRAMS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    let linux = stem.contains("linux") && MACHINES.iter().any(|machine| stem.contains(machine));
    let file = [".deb", ".rpm", ".apk", ".asc", ".sig", ".sha256", ".whl", ".sh"].iter().any(|end| stem.ends_with(end));
    let tool = stem.split(['-', '_', '.']).next().unwrap_or(stem);
    let glibc = match told_by_name(stem, tool) {
        _ if is_of_glibc(stem) => true,
        Some(Linkage::Glibc { .. }) => true,
        Some(_) => return None,
        None => false,
    };
    let told = glibc || linux && !is_named_as_by_go(stem);
    (told && (!file || is_of_glibc(stem) && stem.ends_with(".sh"))).then(|| Fetched {
        name: path.rsplit('/').next().unwrap_or_default().to_string(),
        span,
        glibc,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn on_alpine(address: &str) -> Option<Weight> {
        let file = format!(
            "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nRUN curl -fsSL {address} | tar -xz -C /opt\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n"
        );
        let added =
            format!("FROM debian:13-slim\nADD {address} /opt/\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n");
        let weight = |file: &str| weight("glibc-binary-on-musl", file, "alpine:3.24", Shape::Swap);
        assert_eq!(weight(&file), weight(&added), "{address}");
        let stays = crate::rules::bench::weight("glibc-binary-on-musl", &file, "debian:trixie", Shape::Swap);
        assert_eq!(stays, None, "{address}");
        weight(&file)
    }

    #[test]
    fn what_is_made_for_glibc_does_not_start_on_alpine() {
        let file = |address: &str, packages: &str| {
            format!(
                "FROM alpine:3.24\nRUN apk add --no-cache {packages} && curl -fsSLO {address}\nCOPY . /w\nCMD [\"/w/run.sh\"]\n"
            )
        };
        const RULE: &str = "glibc-binary-on-musl";
        for address in [
            "https://nodejs.org/dist/v18.0.0/node-v18.0.0-linux-x64.tar.xz",
            "https://github.com/adoptium/temurin17-binaries/releases/download/x/OpenJDK17U-jre_x64_linux_hotspot_17.0.9_9.tar.gz",
            "https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh",
            "https://chromedriver.storage.googleapis.com/114.0/chromedriver_linux64.zip",
            "https://github.com/a/b/releases/download/v1/tool-x86_64-unknown-linux-gnu.tar.gz",
            "https://github.com/protocolbuffers/protobuf/releases/download/v25.1/protoc-25.1-linux-x86_64.zip",
            "https://deno.land/install.sh",
        ] {
            assert_eq!(fires(RULE, &file(address, "curl")).severity, Severity::Error, "{address}");
            assert_eq!(fires(RULE, &file(address, "curl gcompat")).severity, Severity::Warning, "{address}");
            silent(RULE, &file(address, "curl").replace("alpine:3.24", "debian:trixie-slim"));
        }
        for address in [
            "https://unofficial-builds.nodejs.org/download/release/v18.0.0/node-v18.0.0-linux-x64-musl.tar.xz",
            "https://github.com/adoptium/x/OpenJDK17U-jre_x64_alpine-linux_hotspot_17.0.9_9.tar.gz",
            "https://dl.k8s.io/release/v1.30.0/bin/linux/amd64/kubectl",
            "https://nodejs.org/dist/v18.0.0/node-v18.0.0.tar.gz",
            "https://github.com/protocolbuffers/protobuf-go/releases/download/v1.36/protoc-gen-go.v1.36.linux.amd64.tar.gz",
            "https://github.com/a/b/releases/download/v1/tool_linux_amd64.tar.gz",
        ] {
            silent(RULE, &file(address, "curl"));
        }
    }

    #[test]
    fn names_tell_the_c_library_or_leave_it_open() {
        assert_eq!(on_alpine("https://example.org/v2/agent-linux-x64.tar.gz"), Some(Weight::Doubt));
        assert_eq!(on_alpine("https://example.org/v2/tool-x86_64-unknown-linux-gnu.tar.gz"), Some(Weight::Blocker));
        for fine in [
            "https://example.org/v2/tool-x86_64-unknown-linux-musl.tar.gz",
            "https://example.org/v2/tool_linux_amd64.tar.gz",
            "https://example.org/linux-x64/sources.tar.gz",
            "https://example.org/tool-linux-x64.tar.gz.asc",
            "https://example.org/kubectl-linux-x86_64",
        ] {
            assert_eq!(on_alpine(fine), None, "{fine}");
        }
    }
}
