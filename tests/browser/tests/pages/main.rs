//! Tests of the built page: one file a topic. `cargo xtask test browser [NAME]` builds `dist/` and runs them.

mod api;
mod boot;
mod broken;
mod embed;
mod embed_size;
mod embed_trust;
mod focus;
mod home;
mod hostile;
mod hosting;
mod knowledge;
mod media;
mod offline;
mod own;
mod room;
mod states;
mod tasks;
mod timeline;
mod trainer;
mod wishes;
