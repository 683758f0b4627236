//! Tests of the built page: one file a topic. `cargo xtask test browser [NAME]` builds `dist/` and runs them.

mod boot;
mod embed;
mod home;
mod hosting;
mod knowledge;
mod media;
mod offline;
mod room;
mod states;
mod tasks;
mod trainer;
mod wishes;
