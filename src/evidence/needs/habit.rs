//! Tools that many files install by habit, for a probe from outside or for people who look inside: whether anything calls
//! them cannot be seen, and without them a base that can install nothing may do.

use super::tools;
use crate::catalogue::packages::{Role, os_package};
use crate::evidence::artefact::ask;
use crate::evidence::asked;
use crate::evidence::running::brought;
use crate::evidence::{Certainty, Doubt, Facts, Product, Scene, What};
use crate::order;
use crate::shell::{Command, Package};
use crate::source::Span;
use crate::stages::Stage;

/// Installed for people who look inside, not for the program.
const LOOKING: &[&str] = &[
    "vim",
    "vim-tiny",
    "nano",
    "less",
    "htop",
    "procps",
    "strace",
    "tree",
    "telnet",
    "iputils-ping",
    "dnsutils",
    "bind-tools",
    "net-tools",
    "lsof",
    "man-db",
    "tmux",
    "screen",
    "iproute2",
    "gdb",
    "file",
    "bash-completion",
    "psmisc",
    "apt-utils",
    "lsb-release",
    "software-properties-common",
    "apt-transport-https",
    "gnupg",
    "gnupg2",
    "dirmngr",
    "gpg",
    "patch",
    "xz-utils",
    "unzip",
    "zip",
    "tar",
    "gzip",
    "bzip2",
    "findutils",
    "which",
    "build-essential",
    "coreutils",
    "sed",
    "grep",
    "gawk",
];

/// In many files by habit, or for a probe outside of the file.
const COMMON: &[&str] = &[
    "curl",
    "wget",
    "git",
    "jq",
    "sudo",
    "bash",
    "openssl",
    "rsync",
    "netcat",
    "netcat-openbsd",
    "make",
    "openssh-client",
    "shadow",
];

/// With these a compiler's tool fetches what it builds of.
const FETCHING: [&str; 6] = ["bzr", "git", "mercurial", "openssh", "openssh-client", "subversion"];

/// A line behind it in this stage calls it, or a compiler that fetches with it.
pub fn serves_build(stage: &Stage, package: &Package) -> bool {
    let name = package.name.as_str();
    let fetches = |command: &Command| matches!(command.name(), "cargo" | "dep" | "glide" | "go");
    let runs = stage.steps.iter().filter_map(|step| step.run());
    let mut later = runs.flat_map(|run| &run.commands).filter(|command| command.span.start > package.span.start);
    later.any(|command| command.name() == name || FETCHING.contains(&name) && fetches(command))
}

pub fn is_for_looking(package: &str) -> bool {
    LOOKING.contains(&package)
}

pub fn is_common(package: &str) -> bool {
    COMMON.contains(&package)
}

/// A script that is not at hand may call anything; of one that is, the calls are known.
pub fn detect(scene: &Scene, facts: &mut Facts) {
    if facts.product != Product::Service || scene.start.script.is_some() || tools::of_a_script(facts) {
        return;
    }
    let (names, spans): (Vec<&str>, Vec<Span>) = uncalled(scene, facts).into_iter().unzip();
    if !names.is_empty() {
        let subject = Some(names.join("`, `"));
        let doubt = Doubt { id: asked::HABIT, spans, answers: vec!["yes", "no"], assumed: Some("yes"), subject };
        ask(scene, facts, doubt);
    }
}

/// Tools of habit that are installed into what ships, and that neither the file nor what is known of the program calls.
fn uncalled<'a>(scene: &Scene<'a>, facts: &Facts) -> Vec<(&'a str, Span)> {
    let calls = |name: &str| brought::commands(scene).map(Command::name).any(|called| called == name);
    let needed = |name: &str| {
        let mut told = facts.find("needs-tool").filter(|fact| fact.certainty != Certainty::Assumed);
        told.any(|fact| matches!(&fact.what, What::NeedsTool { tool, .. } if tool == name))
    };
    let tool = |command: &Command, name: &str| {
        let distro = command.packages.as_ref().and_then(|action| tools::distro(action.manager));
        let role = distro.and_then(|distro| os_package(name, distro)).map(|row| row.role());
        matches!(role, Some(Role::RuntimeTool | Role::Debug))
    };
    let serves = |package: &Package| serves_build(scene.shipped(), package);
    let installed = scene.packages().iter().filter(|(_, package)| !serves(package));
    let installed = installed.map(|(command, package)| (*command, package.name.as_str(), package.span));
    let mut found: Vec<(&str, Span)> = installed
        .filter(|(command, name, _)| (is_for_looking(name) || is_common(name)) && tool(command, name))
        .filter(|(_, name, _)| !calls(name) && !needed(name))
        .map(|(_, name, span)| (name, span))
        .collect();
    order::keep_first(&mut found, |(name, _)| *name);
    found
}

#[cfg(test)]
mod tests {
    use crate::evidence::asked;
    use crate::evidence::sample::facts;

    fn asked(lines: &str) -> Option<String> {
        let go = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s .\nFROM debian:13-slim\n";
        let file = format!("{go}{lines}COPY --from=b /s /s\nENTRYPOINT [\"/s\"]\n");
        facts(&file, &[]).doubt(asked::HABIT).map(|doubt| doubt.subject.clone().unwrap_or_default())
    }

    #[test]
    fn tools_that_nothing_is_seen_to_call_are_asked_for() {
        let apt = "RUN apt-get update && apt-get install -y ";
        assert_eq!(asked(&format!("{apt}ca-certificates curl vim\n")).as_deref(), Some("curl`, `vim"));
        assert_eq!(asked(&format!("{apt}ca-certificates ffmpeg\n")), None);
        assert_eq!(asked(&format!("{apt}curl && curl -o /a https://example.com/a\n")), None);
        let one = |order: &str| {
            let file = format!("FROM golang:1.26\nCOPY . .\n{order}ENTRYPOINT [\"/s\"]\n");
            facts(&file, &[]).doubt(asked::HABIT).is_some()
        };
        let (git, build) = (format!("{apt}git\n"), "RUN go build -o /s .\n");
        assert_eq!((one(&format!("{git}{build}")), one(&format!("{build}{git}"))), (false, true));
        assert_eq!(asked(&format!("{apt}curl\nHEALTHCHECK CMD curl -f http://localhost\n")), None);
    }
}
