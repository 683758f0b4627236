//! What a command is to a package manager: installs, removals, builds, with names and versions.
//!
//! Each tool is one [`grammar::Grammar`]: its verbs, the options that take a value, how a version is written.

mod builds;
mod grammar;
mod node;
mod python;
mod scripts;
mod system;
#[cfg(test)]
mod tests;

use super::{Action, Arg, Manager, Package, PackageAction};

/// What this program with these arguments does with packages, if it is a package manager.
pub fn read(name: &str, args: &[Arg]) -> Option<PackageAction> {
    system::read(name, args)
        .or_else(|| python::read(name, args))
        .or_else(|| node::read(name, args))
        .or_else(|| scripts::read(name, args))
        .or_else(|| builds::read(name, args))
}
