//! What the shipped image must find when it runs: one need a file.

pub mod certificates;
pub mod gpu;
pub mod habit;
pub mod icu;
pub mod inherited;
pub mod libc;
pub mod libraries;
pub mod locale;
pub mod modules;
pub mod native;
pub mod package_manager;
pub mod paths;
pub mod platform;
pub mod ports;
mod rails;
pub mod shell;
pub mod time_zones;
pub mod tools;
pub mod users;
pub mod writes;

use super::{Facts, Scene};

/// In the order they read: a later one may build on what an earlier one found.
pub const DETECTORS: &[fn(&Scene, &mut Facts)] = &[
    shell::detect,
    package_manager::detect,
    tools::detect,
    habit::detect,
    libraries::detect,
    native::detect,
    certificates::detect,
    time_zones::detect,
    locale::detect,
    icu::detect,
    modules::detect,
    users::detect,
    writes::detect,
    ports::detect,
    paths::detect,
    platform::detect,
    inherited::detect,
    gpu::detect,
    libc::detect,
];
