//! Tests of the built page: one file a topic. `cargo xtask test browser [NAME]` builds `dist/` and runs them.

mod boot;
mod embed;
mod home;
mod hosting;
mod offline;
mod room;
mod trainer;
mod wishes;
