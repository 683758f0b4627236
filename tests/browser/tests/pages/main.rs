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
mod hostile_fields;
mod hostile_kept;
mod hosting;
mod knowledge;
mod media;
mod offline;
mod own;
mod requests;
mod room;
mod states;
mod tasks;
mod timeline;
mod trainer;
mod wishes;
