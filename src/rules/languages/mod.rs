//! Runtimes and their lines: which one a file is written for, and what another one breaks.

pub mod bundled;
pub mod composers;
pub mod copied_runtimes;
pub mod darts;
pub mod demanded;
pub mod environments;
pub mod gems_gone;
pub mod go_modules;
pub mod gradle;
pub mod javas;
pub mod lineless;
pub mod modules;
pub mod npm_settings;
pub mod old_addons;
pub mod old_installers;
pub mod old_pipenv;
pub mod old_webpack;
pub mod own_runtime;
pub mod pecl;
pub mod python_2;
pub mod runtimes;
pub mod system_language;
pub mod unknown_givers;
pub mod versioned_paths;
pub mod written_line;
pub mod yarns;
