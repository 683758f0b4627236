//! A made base is held against what the catalogue says of the real one: a proof on another thing proves nothing.

use crate::engine::Engine;
use basewise::catalogue::{self, Image, Libc, PackageManager, Tri};

/// What differs between the made base and the catalogue's row; empty when all that can be seen agrees.
pub fn differences(engine: &Engine, image: &str) -> Result<Vec<String>, String> {
    let Some(row) = catalogue::named(image) else { return Ok(vec![format!("the catalogue has no row for {image}")]) };
    let files = files(engine, image)?;
    let has = |paths: &[&str]| paths.iter().any(|path| files.iter().any(|file| file == path));
    let mut differences = Vec::new();
    let mut hold = |what: &str, claimed: Option<bool>, found: bool| {
        if claimed.is_some_and(|claimed| claimed != found) {
            differences.push(format!("{image}: {what}: the catalogue says {}, the made base {found}", !found));
        }
    };
    hold("shell", yes(row.shell), has(&["bin/sh", "usr/bin/sh", "bin/busybox", "busybox/sh"]));
    hold("certificates", yes(row.ca_certificates), has(&["etc/ssl/certs/ca-certificates.crt"]));
    hold("time zones", yes(row.tzdata), has(&["usr/share/zoneinfo/Europe/Berlin"]));
    hold("apt", manager(&row, PackageManager::Apt), has(&["usr/bin/apt-get"]));
    let glibc = files.iter().any(|file| file.ends_with("/libc.so.6"));
    hold("glibc", (row.libc != Libc::Unknown).then_some(row.libc == Libc::Glibc), glibc);
    let root = |user: &str| matches!(user.split(':').next(), Some("" | "0" | "root"));
    let runs_as = engine.inspect(image, "{{.Config.User}}")?;
    let claimed = row.user.as_ref().and_then(|user| user.uid).map(|uid| uid == 0);
    hold("root as default user", claimed, root(&runs_as));
    Ok(differences)
}

fn yes(tri: Tri) -> Option<bool> {
    match tri {
        Tri::Yes => Some(true),
        Tri::No => Some(false),
        Tri::Unknown => None,
    }
}

fn manager(row: &Image, manager: PackageManager) -> Option<bool> {
    (row.package_manager != PackageManager::Unknown).then_some(row.package_manager == manager)
}

/// Every path in the image, without the leading slash.
fn files(engine: &Engine, image: &str) -> Result<Vec<String>, String> {
    let made = engine.docker(&["create", image, "nothing"])?;
    let id = String::from_utf8_lossy(&made.stdout).trim().to_string();
    let tar = engine.folder("tar").join("list.tar");
    engine.docker(&["export", "-o", &tar.display().to_string(), &id])?;
    engine.docker(&["rm", &id])?;
    let list = std::process::Command::new("tar").arg("-tf").arg(&tar).output().map_err(|error| error.to_string())?;
    let _ = std::fs::remove_file(tar);
    Ok(String::from_utf8_lossy(&list.stdout).lines().map(|line| line.trim_start_matches("./").to_string()).collect())
}
