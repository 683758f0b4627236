//! Asks registries and endoflife.date, and writes what they say into the catalogue's files.
//!
//! | module | what |
//! |---|---|
//! | [`day`] | today, as `YYYY-MM-DD` |
//! | [`web`] | polite requests: pace, time limits, retries, `Retry-After` |
//! | [`registry`] | the distribution API: logins, manifests, configurations |
//! | [`measure`] | one tag → what every platform of it weighs and runs |
//! | [`images`] | the files of `catalogue/images/`, read and edited line by line |
//! | [`measured`] | the files of `catalogue/measured/`: what registries said, word for word |
//! | [`lifecycles`] | the files of `catalogue/lifecycles/` and the API of endoflife.date |
//! | [`drafts`] | changed files: shown as a diff, then written |
//! | [`run`] | the command: options, the round, the report |
//!
//! A row is only ever changed by an answer. What fails stays as it was and is named at the end.

pub mod day;
pub mod drafts;
pub mod images;
pub mod lifecycles;
pub mod measure;
pub mod measured;
pub mod registry;
pub mod run;
pub mod web;
