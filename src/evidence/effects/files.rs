//! mkdir, chmod, ln, rm …: what happens to which paths, and what a path is for.

use crate::evidence::Doing;
use crate::shell::Command;

const VERBS: &[&str] = &[
    "mkdir", "chmod", "chown", "chgrp", "ln", "cp", "mv", "rm", "rmdir", "touch", "install", "mkfifo", "mknod",
    "setcap", "truncate", "unlink", "dd", "split", "rename", "dos2unix", "unix2dos", "link",
];

pub fn read(command: &Command) -> Option<Doing> {
    let verb = match command.name() {
        "find" => found(command)?,
        name if VERBS.contains(&name) => name,
        _ => return edited(command),
    };
    let paths = paths(command);
    if verb == "rm" && !paths.is_empty() && paths.iter().all(|path| is_cache(path)) {
        return Some(Doing::CleanPackages);
    }
    if let Some(purpose) = paths.iter().find_map(|path| purpose(path)).filter(|_| brings(verb)) {
        return Some(purpose);
    }
    Some(Doing::Files { verb: verb.into(), paths })
}

/// `find … -delete`, `find … -exec chmod`.
fn found(command: &Command) -> Option<&str> {
    if command.has("-delete") {
        return Some("rm");
    }
    let at = command.args.iter().position(|arg| arg.text == "-exec" || arg.text == "-execdir")?;
    let verb = command.args.get(at + 1)?.text.rsplit('/').next()?;
    VERBS.contains(&verb).then_some(verb)
}

/// `sed -i` writes in place.
fn edited(command: &Command) -> Option<Doing> {
    let in_place = |arg: &crate::shell::Arg| {
        let text = arg.text.as_str();
        text.starts_with("--in-place") || text.starts_with('-') && !text.starts_with("--") && text.contains('i')
    };
    if !matches!(command.name(), "sed" | "perl") || !command.args.iter().any(in_place) {
        return None;
    }
    let purpose = paths(command).iter().rev().find_map(|path| purpose(path));
    Some(purpose.unwrap_or(Doing::Configure))
}

fn brings(verb: &str) -> bool {
    matches!(verb, "ln" | "cp" | "mv" | "install")
}

/// What the arguments name, modes and owners left out.
pub fn paths(command: &Command) -> Vec<String> {
    let plain = command.args.iter().map(|arg| arg.text.as_str()).filter(|text| !text.starts_with('-'));
    let skip = usize::from(matches!(command.name(), "chmod" | "chown" | "chgrp" | "setcap"));
    plain.skip(skip).map(str::to_string).collect()
}

/// Package lists and caches: nothing that the program needs.
fn is_cache(path: &str) -> bool {
    const CACHES: &[&str] = &[
        "/var/lib/apt",
        "/var/cache/",
        "/etc/apt/sources.list",
        "/root/.cache",
        "/root/.npm",
        "/var/lib/dpkg",
        "/tmp/pip",
        "/root/.gem",
        "/root/.m2",
        "/root/.gradle",
        "/root/.composer",
        "/usr/share/doc",
        "/usr/share/man",
        "/var/log/",
        "/usr/local/bundle/cache",
        "~/.cache",
        "/tmp/*",
        "/var/tmp/*",
        "/root/.cargo",
        "/usr/share/locale",
        "/usr/share/info",
        "/var/cache",
        "/etc/apk/cache",
        "/tmp/pear",
        "/root/.pearrc",
        "/tmp/library-scripts",
    ];
    CACHES.iter().any(|cache| path.starts_with(cache))
}

/// What a file is for, where its path tells.
pub fn purpose(path: &str) -> Option<Doing> {
    let has = |part: &str| path.contains(part);
    if has("/zoneinfo/") || path == "/etc/localtime" || path == "/etc/timezone" {
        return Some(Doing::TimeZone);
    }
    if has("/etc/locale.gen") || has("/etc/locale.conf") || path == "/etc/default/locale" {
        return Some(Doing::Locale);
    }
    if has("/ca-certificates/") || has("/etc/ssl/certs") || has("/etc/pki/ca-trust") || has("ca-bundle") {
        return Some(Doing::Certificates);
    }
    let sources = has("/etc/apt/") || has("/etc/apk/") || has("yum.repos.d") || has("/usr/share/keyrings");
    (sources || has("/etc/dpkg/") || has("/etc/yum.conf")).then_some(Doing::RefreshPackages)
}
