//! Where systems and images keep things.

pub mod browser_places;
pub mod busybox_places;
pub mod cron;
pub mod homes;
pub mod inits;
pub mod java_places;
pub mod nsswitch;
pub mod off_path;
pub mod redhat;
pub mod unseen_scripts;
