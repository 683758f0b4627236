//! Packages of systems: what is installed, what it is called elsewhere, and where it comes from.

pub mod alpine_sources;
pub mod apt_names;
pub mod browsers;
pub mod called_by_name;
pub mod dependencies;
pub mod enterprise;
pub mod fetched;
pub mod installs;
pub mod kin;
pub mod later;
pub mod own_packages;
pub mod pinned;
pub mod pip_with_python;
pub mod placed;
pub mod rebuilds;
pub mod rebuilt;
pub mod set_up;
pub mod snaps;
pub mod sources;
pub mod stepped;
pub mod system_pip;
pub mod system_sources;
pub mod translated;
pub mod unversioned;
pub mod upkeep;
pub mod wrapped;
