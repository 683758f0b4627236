//! What a base offers: tools, packages, a shell. What no source tells is `Unknown`.

use super::packages::installs::Install;
use super::{Case, Choice};
use crate::catalogue::packages::{self, Contents, Distro};
use crate::catalogue::{Family, Image, PackageManager, Tri};
use crate::shell::Command;
use crate::stages::{Does, Form};

/// A shell: the base's own, or one that the file copies into place.
pub fn shell(case: &Case, choice: &Choice) -> Tri {
    let brings = || case.brings_file("sh") || case.brings("busybox");
    if choice.image.shell != Tri::Yes && *case.once.brings_shell.get_or_init(case.facts, brings) {
        return Tri::Yes;
    }
    let proven = choice.image.shell == Tri::Unknown && (case.stays(choice) || case.is_sibling(&choice.image));
    if proven && runs_lines(case) { Tri::Yes } else { choice.image.shell }
}

/// A RUN in the shell form works on the present base.
fn runs_lines(case: &Case) -> bool {
    case.steps().iter().any(|step| matches!(&step.does, Does::Run(launch) if launch.form == Form::Shell))
}

/// A program that can be called by its name on the bare base.
pub fn tool(image: &Image, name: &str) -> Tri {
    let name = name.rsplit('/').next().unwrap_or(name);
    match image.runtime.as_ref() {
        Some(runtime) if is_program_of(runtime.name, name) => Tri::Yes,
        Some(_) if ["cc", "gcc", "make"].contains(&name) && is_small_beam(image) => Tri::No,
        Some(_) if STARTERS.contains(&name) && LANGUAGES.contains(&image.repository.as_str()) => Tri::No,
        _ if name == "sh" || name == "bash" && (is_rpm(image) || is_debian(image) || image.family == Family::Arch) => {
            image.shell
        }
        // The image of BusyBox is its one program.
        _ if name == "bash" && image.family == Family::BusyBox => Tri::No,
        _ => Contents::of(image).map_or(Tri::Unknown, |contents| command(&contents, name)),
    }
}

/// The small images of Erlang and Elixir delete what they were compiled with (their build files, github.com/erlang/docker-erlang-otp
/// and /erlef/docker-elixir, read 2026-11-29).
fn is_small_beam(image: &Image) -> bool {
    let small = |tag: &String| ["slim", "alpine"].iter().any(|word| tag.contains(word));
    ["docker.io/library/elixir", "docker.io/library/erlang"].contains(&image.repository.as_str())
        && image.tag.as_ref().is_some_and(small)
}

/// What hands on to the program.
const STARTERS: [&str; 4] = ["dumb-init", "gosu", "su-exec", "tini"];
/// Docker's images of languages bring none of them: their build files (github.com/docker-library, and Adoptium's
/// containers), read 2026-11-29.
const LANGUAGES: [&str; 8] = [
    "docker.io/library/eclipse-temurin",
    "docker.io/library/golang",
    "docker.io/library/node",
    "docker.io/library/openjdk",
    "docker.io/library/perl",
    "docker.io/library/php",
    "docker.io/library/python",
    "docker.io/library/ruby",
];

/// Where RPM's package managers install, `/bin/sh` is Bash ([Fedora: bash](https://packages.fedoraproject.org/pkgs/bash/bash/)
/// provides it, as SUSE's `bash-sh` does).
fn is_rpm(image: &Image) -> bool {
    use PackageManager::{Dnf, Microdnf, Tdnf, Yum, Zypper};
    matches!(image.package_manager, Dnf | Microdnf | Tdnf | Yum | Zypper)
}

/// Bash is essential there ([Debian: bash](https://packages.debian.org/trixie/bash)).
fn is_debian(image: &Image) -> bool {
    image.package_manager == PackageManager::Apt
}

/// Where the list of commands is not complete, that of packages may be.
fn command(contents: &Contents, name: &str) -> Tri {
    let by_name = contents.has_command(name);
    let package = packages::command(name).filter(|_| by_name == Tri::Unknown);
    let names = package.map(|command| command.packages(Distro::Debian13)).unwrap_or_default();
    let by_package = names.first().map(|package| contents.has_package(package.name, Distro::Debian13));
    if by_package == Some(Tri::No) { Tri::No } else { by_name }
}

/// The programs that a runtime consists of.
pub fn is_program_of(runtime: &str, tool: &str) -> bool {
    let programs: &[&str] = match runtime {
        "python" => &["python", "python3"],
        "node" => &["node"],
        "java" => &["java"],
        "dotnet" | "aspnet" => &["dotnet"],
        _ => return runtime == tool,
    };
    programs.contains(&tool)
}

/// A tool on the present base, with what the file installs and copies.
pub fn at_hand(case: &Case, image: &Image, name: &str) -> Tri {
    if is_installed(case, name) || is_copied(case, name) || case.brings("bin/") && image.shell == Tri::No {
        return Tri::Yes;
    }
    match tool(image, name) {
        Tri::No if *case.once.unseen.get_or_init(case.facts, || runs_unseen(case)) => Tri::Unknown,
        known => known,
    }
}

/// A RUN starts a script of the project's own, or one that it downloads: what that installs is not in the file.
fn runs_unseen(case: &Case) -> bool {
    let script = |command: &Command| match command.name() {
        "sh" | "bash" | "ash" => !command.args.iter().any(|arg| arg.text == "-c"),
        name => name.ends_with(".sh") || command.program.text.starts_with("./"),
    };
    case.commands().any(script)
}

/// Whether the file installs the package that gives a tool, or fetches it.
pub fn is_installed(case: &Case, tool: &str) -> bool {
    case.once.tools.get_or_init(case.facts, tool, || {
        gives(case.installs(), tool) || is_written(case, tool) || by_own_installer(case, tool).is_some()
    })
}

/// `./aws/install`: the installer in the folder that a tool's archive unpacks to.
pub fn by_own_installer<'a>(case: &'a Case, tool: &str) -> Option<&'a Command> {
    let own = format!("/{tool}/install");
    let installs = |command: &&Command| command.program.text.ends_with(&own) || command.program.text == own[1..];
    case.commands().find(installs)
}

/// Whether a RUN installs it at all, if only to use it and remove it again.
pub fn was_installed(case: &Case, tool: &str) -> bool {
    is_installed(case, tool) || gives(case.every_install(), tool)
}

fn gives(installs: &[Install], tool: &str) -> bool {
    let behind = packages::command(tool).map(|command| command.package.id());
    // `postgresql-client-13` of an archive is `postgresql-client`.
    let line = |name: &str| {
        let rest = behind.and_then(|own| name.strip_prefix(own)?.strip_prefix('-'));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_set = |name: &str, set: &str| {
        let rest = name.strip_prefix(set);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix('-').is_some_and(|line| line.starts_with(char::is_numeric))
        })
    };
    let holds =
        |name: &str| SETS.iter().any(|(set, tools)| is_set(name, set) && tools.split(' ').any(|one| one == tool));
    let gives = |install: &Install| {
        install.package.name == tool
            || holds(&install.package.name)
            || behind.is_some() && install.known.map(|known| known.id()) == behind
            || line(&install.package.name)
    };
    installs.iter().any(gives)
}

/// Packages that are a set of tools, and servers that depend on their clients (`apt-cache depends` in trixie, 2026-11-30;
/// MySQL's other client conflicts with it), and what they depend on
/// ([build-essential](https://packages.debian.org/trixie/build-essential) and [dpkg-dev](https://packages.debian.org/trixie/dpkg-dev),
/// [build-base](https://pkgs.alpinelinux.org/package/v3.23/main/x86_64/build-base) and alpine-sdk).
const SETS: [(&str, &str); 12] = [
    ("alpine-sdk", "ar as c++ cc file g++ gcc git ld make patch tar"),
    ("apache2", "ab htpasswd"),
    ("build-base", "ar as c++ cc file g++ gcc ld make patch"),
    ("build-essential", "ar as bzip2 c++ cc g++ gcc ld make patch perl tar xz"),
    ("default-jdk", "keytool"),
    ("default-mysql-server", "mysql mysqladmin mysqldump"),
    ("dpkg-dev", "ar as bzip2 ld make patch perl tar xz"),
    ("mariadb-server", "mysql mysqladmin mysqldump"),
    ("mysql-server", "mysql mysqladmin mysqldump"),
    ("postgresql", "createdb createuser pg_dump psql"),
    ("python3-venv", "python3"),
    ("redis-server", "redis-cli"),
];

/// A RUN names the tool as a path or a file: it was downloaded, linked or compiled there. To call it by its path, or to
/// name it as someone's shell, makes none.
fn is_written(case: &Case, tool: &str) -> bool {
    let named = |text: &str| text.rsplit(['/', '=']).next() == Some(tool) && text.contains('/');
    let path = format!("bin/{tool}");
    let gives_shell = |name: &str| ["useradd", "adduser", "usermod", "chsh"].contains(&name);
    case.steps().iter().filter_map(|step| step.run()).any(|launch| {
        let uses = launch.commands.iter().filter(|command| {
            command.program.text.contains(&path)
                || gives_shell(command.name()) && command.args.iter().any(|arg| arg.text.contains(&path))
        });
        let told: usize = launch.words.iter().map(|word| word.text.matches(&path).count()).sum();
        let makes = |command: &&crate::shell::Command| !gives_shell(command.name());
        told > uses.count()
            || launch.commands.iter().filter(makes).any(|command| command.args.iter().any(|arg| named(&arg.text)))
    })
}

/// Whether a COPY or ADD puts a tool in place.
pub fn is_copied(case: &Case, tool: &str) -> bool {
    case.brings_file(tool.rsplit('/').next().unwrap_or(tool))
}

/// An OS package that the file installs today.
pub fn package(image: &Image, install: &Install) -> Tri {
    let Some(distro) = install.distro else { return Tri::Unknown };
    Contents::of(image).map_or(Tri::Unknown, |contents| contents.has_package(&install.package.name, distro))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_out_of_sight_installs_may_be_there() {
        let file = "FROM debian:12-slim\nCOPY setup /setup\nRUN bash /setup/packages.sh\nENTRYPOINT [\"/usr/bin/dumb-init\", \"--\"]\nCMD [\"/app\"]\n";
        super::super::bench::silent("tool-missing", file);
        super::super::bench::fires("tool-missing", &file.replace("bash /setup/packages.sh", "bash -c true"));
    }

    #[test]
    fn a_set_of_tools_gives_what_it_depends_on() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y build-essential\nCOPY . /src\nRUN cd /src && make && make install\nCMD [\"/usr/local/bin/a\"]\n";
        let makes = |file: &str| {
            let told = super::super::bench::weighed("tool-missing", file, "ubuntu:26.04", super::super::Shape::Swap);
            told.iter().any(|one| one.text.contains("`make`"))
        };
        assert!(!makes(file) && makes(&file.replace("build-essential", "libc6-dev")));
    }

    #[test]
    fn a_server_brings_its_client() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y mysql-server\nRUN service mysql start && mysql -e \"create database a\"\nCMD [\"mysqld\"]\n";
        let adds = |file: &str| {
            let told = super::super::bench::weighed("tool-missing", file, "ubuntu:26.04", super::super::Shape::Swap);
            told.iter().any(|one| one.text.contains("runs `mysql`"))
        };
        assert!(!adds(file) && !adds(&file.replace("mysql-server", "mariadb-server-10.1")));
    }

    #[test]
    fn a_line_of_a_package_gives_what_the_package_gives() {
        let file = "FROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y postgresql-client-13\nCMD [\"pg_dump\"]\n";
        let gives = |file: &str| {
            super::super::bench::with(&crate::wishes::Input::pasted(file), |case| is_installed(case, "pg_dump"))
        };
        assert!(gives(file) && !gives(&file.replace("client-13", "client-common")));
    }

    #[test]
    fn the_shell_of_rpm_systems_is_bash() {
        let of = |name: &str| tool(&super::super::bench::image(name), "bash");
        for base in ["almalinux:9", "rockylinux/rockylinux:9", "archlinux:base"] {
            assert_eq!(of(base), Tri::Yes, "{base}");
        }
        for base in ["alpine:3.24", "busybox:1.38.0-musl", "nginx:1.31-alpine3.24-slim"] {
            assert_eq!(of(base), Tri::No, "{base}");
        }
    }
}
