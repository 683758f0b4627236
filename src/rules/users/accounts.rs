//! Accounts that bases bring, and the commands they have to make others.

use crate::catalogue::{Family, Image, Purpose, Tri};
use crate::evidence::{Doing, Effect};
use crate::rules::{Case, offers};
use crate::shell::Command;

/// Whether `/etc/passwd` of a base names a user.
pub fn has(image: &Image, name: &str) -> Tri {
    // phusion/passenger-docker, `image/prepare.sh`: every image of it makes `app`.
    let passenger = name == "app" && image.repository.contains("phusion/passenger-");
    let own = passenger || image.user.as_ref().and_then(|user| user.name) == Some(name);
    if name == "root" && image.family != Family::Scratch || own || brings(image, name) {
        return Tri::Yes;
    }
    match image.family {
        Family::Scratch => Tri::No,
        Family::Unknown => Tri::Unknown,
        Family::Distroless => known(matches!(name, "nobody" | "nonroot")),
        Family::Alpine if is_plain(image) => known(ALPINE.contains(&name)),
        Family::Alpine => {
            if ALPINE.contains(&name) {
                Tri::Yes
            } else {
                not(image, name)
            }
        }
        Family::BusyBox => known(BUSYBOX.contains(&name)),
        Family::Debian | Family::Slim | Family::Ubuntu if is_plain(image) => known(is_debian(image, name)),
        Family::Debian | Family::Slim | Family::Ubuntu => {
            if is_debian(image, name) {
                Tri::Yes
            } else {
                not(image, name)
            }
        }
        Family::Wolfi | Family::Hardened if name == "nonroot" => Tri::Yes,
        Family::Chiselled if name == "app" => Tri::Yes,
        _ => not(image, name),
    }
}

/// Names that belong to one image are nowhere else, but for products that may be made from it: Ghost stands on Node.js.
fn not(image: &Image, name: &str) -> Tri {
    let own = OWN.iter().any(|(_, users)| users.contains(&name)) || name == "nonroot";
    let made_from =
        || image.purpose == Purpose::Application && !OWN.iter().any(|(end, _)| image.repository.ends_with(end));
    if own && !made_from() { Tri::No } else { Tri::Unknown }
}

fn known(there: bool) -> Tri {
    if there { Tri::Yes } else { Tri::No }
}

// `mcr.microsoft.com/playwright/python` makes an account of its own.
fn is_plain(image: &Image) -> bool {
    const PLAIN: [&str; 8] =
        ["alpine", "debian", "ubuntu", "python", "golang", "rust", "buildpack-deps", "eclipse-temurin"];
    let name = image.repository.strip_prefix("docker.io/library/");
    name.is_some_and(|name| PLAIN.contains(&name))
}

fn is_debian(image: &Image, name: &str) -> bool {
    let ubuntu = image.family == Family::Ubuntu && name == "ubuntu";
    DEBIAN.contains(&name) || ubuntu && image.os.as_ref().and_then(|os| os.version).is_some_and(|v| v >= "24")
}

// The distroless variants of Bun and Deno are `gcr.io/distroless` and a binary: they make no account (oven-sh/bun,
// dockerhub/distroless/Dockerfile; denoland/deno_docker, distroless.dockerfile).
fn brings(image: &Image, name: &str) -> bool {
    image.family != Family::Distroless
        && !is_before_app(image)
        && OWN.iter().any(|(end, users)| image.repository.ends_with(end) && users.contains(&name))
}

/// .NET's images have their `app` since 8
/// ([.NET blog, 2023-03-07](https://devblogs.microsoft.com/dotnet/securing-containers-with-rootless/)).
fn is_before_app(image: &Image) -> bool {
    let version = image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    let major = version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    image.repository.contains("dotnet/") && major.is_some_and(|major| major < 8)
}

/// `/etc/passwd` of base-passwd in Debian.
const DEBIAN: &[&str] = &[
    "root", "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data",
    "backup", "list", "irc", "_apt", "nobody",
];
/// `/etc/passwd` of alpine-baselayout-data.
const ALPINE: &[&str] = &[
    "root", "bin", "daemon", "lp", "sync", "shutdown", "halt", "mail", "news", "uucp", "cron", "ftp", "sshd", "games",
    "ntp", "guest", "nobody",
];
const BUSYBOX: &[&str] = &["root", "daemon", "bin", "sys", "sync", "mail", "www-data", "operator", "nobody"];
/// Accounts that one repository makes.
const OWN: &[(&str, &[&str])] = &[
    ("library/node", &["node"]),
    ("library/php", &["www-data"]),
    ("library/nginx", &["nginx"]),
    ("nginxinc/nginx-unprivileged", &["nginx"]),
    ("library/redis", &["redis"]),
    ("library/postgres", &["postgres"]),
    ("library/mysql", &["mysql"]),
    ("library/mariadb", &["mysql"]),
    ("library/mongo", &["mongodb"]),
    ("library/memcached", &["memcache"]),
    ("library/haproxy", &["haproxy"]),
    ("library/wordpress", &["www-data"]),
    ("library/httpd", &["www-data"]),
    ("library/rabbitmq", &["rabbitmq"]),
    ("library/gradle", &["gradle"]),
    ("oven/bun", &["bun"]),
    ("denoland/deno", &["deno"]),
    ("dotnet/aspnet", &["app"]),
    ("dotnet/runtime", &["app"]),
    ("dotnet/runtime-deps", &["app"]),
    ("dotnet/sdk", &["app"]),
];

/// Who runs it in place of a user that is not there: the number it was given, the base's own user, 65532.
pub fn instead(case: &Case, image: &Image, name: &str) -> String {
    let given = case.facts.effects.iter().find_map(|effect| match &effect.does {
        Doing::CreateUser { name: made, uid: Some(uid), .. } if made == name => Some(as_written(case, effect, uid)),
        _ => None,
    });
    given.or_else(|| own(image)).unwrap_or_else(|| usual(case, name).into())
}

/// `${UID}` where an ARG or ENV of the same stage gives the number: who builds with another one still gets it.
fn as_written(case: &Case, effect: &Effect, uid: &str) -> String {
    let written = || {
        let command = case.command(effect)?;
        let arg = command.args.iter().find(|arg| arg.text == uid)?;
        let raw = case.build.tree.source.slice(arg.span).trim_matches('"');
        let name = raw.strip_prefix('$')?.trim_matches(['{', '}']);
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let own = case.build.shipped_stage()?.span.start < effect.span.start;
        (plain && own && command.var(name).is_none()).then(|| raw.to_string())
    };
    written().unwrap_or_else(|| uid.to_string())
}

/// The base's own user, by number where it is known: Kubernetes can check a number.
fn own(image: &Image) -> Option<String> {
    let user = image.user.as_ref().filter(|user| user.name != Some("root") && user.uid != Some(0))?;
    user.uid.map(|uid| uid.to_string()).or_else(|| user.name.map(str::to_string))
}

/// The number that the present image gives the name, so that volumes keep their owner.
fn usual(case: &Case, name: &str) -> &'static str {
    let present = case.present().map(|image| image.repository.as_str()).unwrap_or_default();
    match name {
        "node" | "bun" if present.ends_with(name) || present.ends_with("bun") => "1000",
        // denoland/deno_docker, debian.dockerfile: `useradd --uid 1993 --user-group deno`.
        "deno" if present.ends_with(name) => "1993",
        "www-data" => "33",
        "nobody" => "65534",
        "app" if present.contains("dotnet") => "1654",
        _ => "65532",
    }
}

/// Whether a command that makes accounts is there, in the form in which it is called.
pub fn has_command(case: &Case, image: &Image, command: &Command) -> bool {
    let (name, shadow) = (command.name(), is_shadow(command));
    match image.family {
        _ if shadow => has_shadow(case, image),
        Family::Alpine | Family::BusyBox | Family::Wolfi => !is_debian_form(command),
        Family::Debian | Family::Slim | Family::Ubuntu if !shadow => {
            offers::tool(image, name) == Tri::Yes && !is_busybox_form(command)
        }
        // github.com/amazonlinux/container-images, issue 83: only what it takes to install more is there.
        Family::UbiMinimal | Family::UbiMicro | Family::AmazonLinux if is_useradd_form(command) => {
            installs_shadow(case)
        }
        _ => is_useradd_form(command),
    }
}

/// On RPM systems `adduser` is a link to `useradd`, and takes its options; `addgroup` is not there
/// ([Fedora: shadow-utils.spec](https://src.fedoraproject.org/rpms/shadow-utils/blob/rawhide/f/shadow-utils.spec)).
fn is_useradd_form(command: &Command) -> bool {
    // Debian's and BusyBox's own.
    const OTHERS: [&str; 11] = [
        "--disabled-login",
        "--disabled-password",
        "--gecos",
        "--group",
        "--home",
        "--ingroup",
        "--quiet",
        "-D",
        "-H",
        "-S",
        "-h",
    ];
    let other = |text: &str| OTHERS.contains(&text.split('=').next().unwrap_or_default());
    command.name() == "adduser" && !command.args.iter().any(|arg| other(&arg.text)) && !joins_group(command)
}

pub fn is_shadow(command: &Command) -> bool {
    is_of_shadow(command.name())
}

pub fn is_of_shadow(name: &str) -> bool {
    matches!(name, "useradd" | "groupadd" | "usermod" | "groupmod")
}

/// Whether `useradd` and its kin are there.
pub fn has_shadow(case: &Case, image: &Image) -> bool {
    let without = [Family::Alpine, Family::BusyBox, Family::Wolfi, Family::UbiMinimal, Family::UbiMicro];
    !(without.contains(&image.family) || image.family == Family::AmazonLinux) || installs_shadow(case)
}

/// Puts a user that is there into a group that is there.
pub fn joins_group(command: &Command) -> bool {
    let plain = command.args.iter().filter(|arg| !arg.text.starts_with('-')).count();
    let adds = |text: &str| text == "-a" || text == "-aG" || text == "--append";
    match command.name() {
        "adduser" | "addgroup" => plain == 2 && command.args.len() == 2,
        "usermod" => command.args.iter().any(|arg| adds(&arg.text)),
        _ => false,
    }
}

/// Accounts are made once `shadow-utils` is installed.
pub fn wants_shadow(case: &Case, image: &Image) -> bool {
    matches!(image.family, Family::UbiMinimal | Family::AmazonLinux) && !installs_shadow(case)
}

fn installs_shadow(case: &Case) -> bool {
    case.installs().iter().any(|install| install.package.name.starts_with("shadow"))
}

/// Debian's `adduser` takes long options that BusyBox's does not know.
fn is_debian_form(command: &Command) -> bool {
    const LONG: [&str; 9] = [
        "--system",
        "--disabled-login",
        "--disabled-password",
        "--gecos",
        "--group",
        "--no-create-home",
        "--quiet",
        "--ingroup",
        "--shell",
    ];
    // BusyBox knows the long names of its own options on Alpine; its `adduser` has none for the number of a group.
    let alpine = ["--system", "--disabled-password", "--gecos", "--ingroup", "--shell", "--no-create-home"];
    command.args.iter().any(|arg| {
        let option = arg.text.split('=').next().unwrap_or_default();
        let by_number = option == "--gid" && command.name() == "adduser";
        by_number || LONG.contains(&option) && !alpine.contains(&option)
    })
}

/// BusyBox's short options: `-S`, `-D`, `-G`.
fn is_busybox_form(command: &Command) -> bool {
    command.args.iter().any(|arg| arg.text.starts_with('-') && !arg.text.starts_with("--") && arg.text.len() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::image;

    #[test]
    fn a_number_that_an_arg_gives_stays_an_arg() {
        let file = "FROM alpine:3.20\nARG UID=10001\nRUN adduser -D -u \"${UID}\" app\nUSER app\nCOPY --chown=app a /a\nENTRYPOINT [\"/a\"]\n";
        let told = crate::rules::bench::weighed(
            "missing-user",
            file,
            "gcr.io/distroless/static-debian13:nonroot",
            crate::rules::Shape::Swap,
        );
        let user = told
            .iter()
            .find_map(|one| if let Some(crate::rules::Change::User { to }) = &one.change { Some(to) } else { None });
        assert_eq!(user.map(String::as_str), Some("${UID}"));
    }

    #[test]
    fn adduser_of_rpm_systems_is_useradd() {
        let told = |run: &str| {
            let file = format!("FROM centos:7\nRUN {run}\nCMD [\"/app\"]\n");
            !crate::rules::bench::weighed("missing-user", &file, "almalinux:9", crate::rules::Shape::Swap).is_empty()
        };
        assert!(!told("adduser -r -u 1001 -g 0 app") && !told("adduser --system --no-create-home app"));
        assert!(told("adduser --disabled-password --gecos '' app") && told("adduser -S app") && told("addgroup app"));
    }

    #[test]
    fn passenger_has_its_app() {
        assert_eq!(has(&image("phusion/passenger-ruby34:3.1.11"), "app"), Tri::Yes);
    }

    #[test]
    fn distroless_variants_have_no_account_of_their_own() {
        assert_eq!(has(&image("oven/bun:1-slim"), "bun"), Tri::Yes);
        assert_eq!(has(&image("oven/bun:1-distroless"), "bun"), Tri::No);
        assert_eq!(has(&image("denoland/deno:distroless"), "deno"), Tri::No);
        assert_eq!(has(&image("denoland/deno:distroless"), "nonroot"), Tri::Yes);
    }
}
