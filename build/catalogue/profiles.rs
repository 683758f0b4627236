//! Profiles: what the rows of a repository share, and what a row says otherwise, by three kinds of attributes; an entry for
//! each distinct combination.

use super::Wrong;
use super::images::Attributes;
use super::pack::{Cell, Pack};
use std::collections::HashMap;

/// The kinds and their attributes, in the order of `cells`: those that change together.
const KINDS: [(&str, &[&str]); 3] = [
    ("MADE", &["FAMILY", "LIBC", "MANAGER", "SHELL", "RUNTIME", "CERTIFICATES", "TIMEZONES", "PRODUCT"]),
    ("RUN", &["PURPOSE", "USER", "ENTRYPOINT", "CMD"]),
    ("GIVEN", &["ARCHITECTURES", "OFFICIAL", "VENDOR", "ACCESS", "TRUST", "ENDS", "RETIRED"]),
];

#[derive(Default)]
pub struct Profiles {
    /// Of each repository, what its rows share.
    pub shared: Vec<Vec<Cell>>,
    entries: [Vec<Vec<Cell>>; KINDS.len()],
    known: [HashMap<Vec<Cell>, u32>; KINDS.len()],
}

impl Profiles {
    /// The entries of a row of the last repository, one a kind.
    pub fn kinds(&mut self, own: Vec<Cell>) -> Vec<Cell> {
        let shared = self.shared.last().into_iter().flatten();
        let said = own.into_iter().zip(shared).map(|(own, shared)| match own == *shared {
            true => Cell::Number(0),
            false => Cell::Said(Box::new(own)),
        });
        let mut said = said.collect::<Vec<_>>().into_iter();
        let kinds = KINDS.iter().enumerate();
        kinds.map(|(kind, (_, names))| self.entry(kind, said.by_ref().take(names.len()).collect())).collect()
    }

    fn entry(&mut self, kind: usize, cells: Vec<Cell>) -> Cell {
        let entries = &mut self.entries[kind];
        let number = self.known[kind].entry(cells.clone()).or_insert_with(|| {
            entries.push(cells);
            entries.len() as u32 - 1
        });
        Cell::Number(*number)
    }

    pub fn finish(self, pack: &mut Pack) {
        let names = || KINDS.iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)));
        let shared: Vec<String> = names().map(|(_, name)| format!("SHARED_{name}")).collect();
        pack.table(&shared.iter().map(String::as_str).collect::<Vec<_>>(), self.shared);
        for ((_, names), entries) in KINDS.iter().zip(self.entries) {
            let columns: Vec<String> = names.iter().map(|name| format!("SAID_{name}")).collect();
            pack.table(&columns.iter().map(String::as_str).collect::<Vec<_>>(), entries);
        }
        for (kind, name) in names() {
            pack.code(&format!(
                "pub(crate) const PROFILE_{name}: Attribute = \
                 Attribute {{ shared: SHARED_{name}, kind: ROW_{kind}, said: SAID_{name} }};\n"
            ));
        }
    }
}

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
        Cell::Number(place(&TRI, get("certificates"), "unknown")?),
        Cell::Number(place(&TRI, get("timezones"), "unknown")?),
        Cell::Number(product),
        Cell::Number(place(&PURPOSES, get("purpose"), "unknown")?),
        pack.text(get("user")),
        command(get("entrypoint"), pack)?,
        command(get("cmd"), pack)?,
        pack.list(&words("architectures")),
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

// A JSON array of strings. An absent one is the empty list.
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
