//! Which package gives a command.

use super::os::{OsPackage, by_id};
use super::table::Memory;
use super::tables::{COMMANDS, COMMANDS_SOURCE};
use super::{Distro, Evidence, Name, Source, table};
use std::cell::RefCell;

/// A command and the package that gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    pub name: &'static str,
    pub package: OsPackage,
    /// Whether the command was seen in the package (Debian 12), or this is general knowledge.
    pub evidence: Evidence,
}

impl Command {
    /// The package's names in a distribution; none where there is no such package.
    pub fn packages(&self, distro: Distro) -> Vec<Name> {
        self.package.names(distro)
    }

    pub fn source(&self) -> Source {
        COMMANDS_SOURCE
    }
}

/// The package behind a command: `dig` → `dnsutils`, `bind-tools` …; a path is cut to its last part.
pub fn command(name: &str) -> Option<Command> {
    let name = name.rsplit('/').next().unwrap_or(name);
    FOUND.with_borrow_mut(|found| found.recall(name, 0, || table::line(COMMANDS, name).and_then(read)))
}

thread_local! {
    static FOUND: RefCell<Memory<Command>> = const { RefCell::new(Memory::NEW) };
}

/// The names of the packages that give a command in a distribution; empty when none is known.
pub fn command_package(name: &str, distro: Distro) -> Vec<Name> {
    command(name).map(|command| command.packages(distro)).unwrap_or_default()
}

/// The commands that a package gives, as far as the table knows.
pub fn commands_of(package: &OsPackage) -> impl Iterator<Item = &'static str> {
    let id = package.id();
    all().filter(move |command| command.package.id() == id).map(|command| command.name)
}

/// Every command, for lists and tests.
pub fn all() -> impl Iterator<Item = Command> {
    COMMANDS.lines().filter_map(read)
}

fn read(line: &'static str) -> Option<Command> {
    let (name, id) = line.split_once('\t')?;
    let (id, evidence) = id.strip_suffix('?').map_or((id, Evidence::Verified), |id| (id, Evidence::Assumed));
    let package = by_id(if id == "=" { name } else { id })?;
    Some(Command { name, package, evidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(command: &str, distro: Distro) -> Vec<&'static str> {
        command_package(command, distro).iter().map(|name| name.name).collect()
    }

    #[test]
    fn commands_have_a_package_in_each_distribution() {
        assert_eq!(package("curl", Distro::Alpine), ["curl"]);
        assert_eq!(package("/usr/bin/dig", Distro::Alpine), ["bind-tools"]);
        assert_eq!(package("ps", Distro::Fedora), ["procps-ng"]);
        assert_eq!(package("gosu", Distro::Debian13), ["gosu"]);
        assert!(package("no-such-command", Distro::Alpine).is_empty());
    }

    #[test]
    fn every_command_leads_to_a_row() {
        let count = COMMANDS.lines().count();
        assert_eq!(all().count(), count);
        assert!(count > 400, "{count}");
        for found in all() {
            assert_eq!(command(found.name), Some(found));
            assert!(commands_of(&found.package).any(|name| name == found.name));
        }
    }
}
