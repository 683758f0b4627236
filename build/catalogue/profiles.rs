//! Profiles: everything rows have in common, one packed entry for each distinct combination.

use super::Wrong;
use super::images::Attributes;
use super::pack::{Cell, Pack};

pub const COLUMNS: [&str; 19] = [
    "PROFILE_FAMILY",
    "PROFILE_LIBC",
    "PROFILE_MANAGER",
    "PROFILE_SHELL",
    "PROFILE_RUNTIME",
    "PROFILE_PURPOSE",
    "PROFILE_USER",
    "PROFILE_ENTRYPOINT",
    "PROFILE_CMD",
    "PROFILE_CERTIFICATES",
    "PROFILE_TIMEZONES",
    "PROFILE_ARCHITECTURES",
    "PROFILE_PRODUCT",
    "PROFILE_OFFICIAL",
    "PROFILE_VENDOR",
    "PROFILE_ACCESS",
    "PROFILE_TRUST",
    "PROFILE_ENDS",
    "PROFILE_RETIRED",
];

/// The families in the order of the `Family` enum, each with the libc, package manager and shell it usually has.
/// A row that differs says so. Read from the build files the image rows name.
pub const FAMILIES: [(&str, &str, &str, &str); 28] = [
    ("windows", "none", "none", "no"),
    ("debian", "glibc", "apt", "yes"),
    ("ubuntu", "glibc", "apt", "yes"),
    ("fedora", "glibc", "dnf", "yes"),
    ("centos", "glibc", "dnf", "yes"),
    ("rhel", "glibc", "dnf", "yes"),
    ("ubi", "glibc", "dnf", "yes"),
    ("ubi-minimal", "glibc", "microdnf", "yes"),
    ("ubi-micro", "glibc", "none", "yes"),
    ("alma-linux", "glibc", "dnf", "yes"),
    ("rocky-linux", "glibc", "dnf", "yes"),
    ("oracle-linux", "glibc", "dnf", "yes"),
    ("amazon-linux", "glibc", "dnf", "yes"),
    ("azure-linux", "glibc", "tdnf", "yes"),
    ("azure-linux-distroless", "glibc", "none", "no"),
    ("suse", "glibc", "zypper", "yes"),
    ("photon", "glibc", "tdnf", "yes"),
    ("arch", "glibc", "pacman", "yes"),
    ("slim", "glibc", "apt", "yes"),
    ("alpine", "musl", "apk", "yes"),
    ("wolfi", "glibc", "none", "no"),
    ("chiselled", "glibc", "none", "no"),
    ("distroless", "glibc", "none", "no"),
    ("hardened", "unknown", "none", "no"),
    ("busy-box", "unknown", "none", "yes"),
    ("scratch", "none", "none", "no"),
    ("other", "glibc", "unknown", "unknown"),
    ("unknown", "unknown", "unknown", "unknown"),
];
const LIBC: [&str; 5] = ["glibc", "musl", "uclibc", "none", "unknown"];
const MANAGERS: [&str; 11] =
    ["apt", "apk", "dnf", "microdnf", "yum", "tdnf", "zypper", "pacman", "other", "none", "unknown"];
const TRI: [&str; 3] = ["yes", "no", "unknown"];
const PURPOSES: [&str; 5] = ["os", "runtime", "build", "application", "unknown"];
const OFFICIAL: [&str; 5] = ["docker-official", "vendor", "community", "private", "unknown"];
const ACCESS: [&str; 4] = ["free", "login", "paid", "unknown"];

pub fn cells(attributes: &Attributes, product: u32, retired: u32, pack: &mut Pack) -> Result<Vec<Cell>, Wrong> {
    let get = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
    let family = get("family");
    let at = place(&FAMILIES.map(|entry| entry.0), family, "unknown")?;
    let usual = FAMILIES[at as usize];
    let or = |key: &str, usual: &'static str| attributes.get(key).map_or(usual, String::as_str);
    let manager = or("package-manager", usual.2);
    let manager = if MANAGERS.contains(&manager) { manager } else { "other" };
    check_user(get("user"))?;
    let words = |key: &str| get(key).split(' ').filter(|word| !word.is_empty()).map(str::to_string).collect::<Vec<_>>();
    Ok(vec![
        Cell::Number(at),
        Cell::Number(place(&LIBC, or("libc", usual.1), "unknown")?),
        Cell::Number(place(&MANAGERS, manager, "unknown")?),
        Cell::Number(place(&TRI, or("shell", usual.3), "unknown")?),
        pack.text(get("runtime")),
        Cell::Number(place(&PURPOSES, get("purpose"), "unknown")?),
        pack.text(get("user")),
        command(get("entrypoint"), pack)?,
        command(get("cmd"), pack)?,
        Cell::Number(place(&TRI, get("certificates"), "unknown")?),
        Cell::Number(place(&TRI, get("timezones"), "unknown")?),
        pack.list(&words("architectures")),
        Cell::Number(product),
        Cell::Number(place(&OFFICIAL, get("official"), "unknown")?),
        pack.text(get("vendor")),
        Cell::Number(place(&ACCESS, get("access"), "unknown")?),
        pack.text(get("trust")),
        pack.text(get("ends")),
        Cell::Number(retired),
    ])
}

fn place(all: &[&str], name: &str, absent: &str) -> Result<u32, Wrong> {
    let name = if name.is_empty() { absent } else { name };
    let at = all.iter().position(|known| *known == name);
    at.map(|at| at as u32).ok_or_else(|| format!("no such word: {name}"))
}

// `root 0`, `nginx`, `- 1001`.
fn check_user(text: &str) -> Result<(), Wrong> {
    let uid = text.split_once(' ').map(|(_, uid)| uid.parse::<u32>());
    if uid.is_some_and(|uid| uid.is_err()) { Err(format!("not a uid: {text}")) } else { Ok(()) }
}

// A JSON array of strings. An absent one is list 0, the empty list.
fn command(text: &str, pack: &mut Pack) -> Result<Cell, Wrong> {
    if text.is_empty() {
        return Ok(pack.list(&[]));
    }
    let inner = text
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .ok_or_else(|| format!("not a list: {text}"))?;
    let (mut words, mut word, mut inside, mut escaped) = (Vec::new(), String::new(), false, false);
    for letter in inner.chars() {
        match letter {
            _ if escaped => (escaped, word) = (false, word + &letter.to_string()),
            '\\' => escaped = true,
            '"' if inside => {
                words.push(std::mem::take(&mut word));
                inside = false;
            }
            '"' => inside = true,
            _ if inside => word.push(letter),
            _ => {}
        }
    }
    Ok(pack.list(&words))
}
