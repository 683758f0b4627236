//! What is drawn, as plain data: no browser in here, so that every choice of the page can be tested on the host.

pub mod claims;
pub mod context;
pub mod days;
pub mod examples;
pub mod excerpt;
pub mod graph;
pub mod hunks;
pub mod inline;
pub mod markdown;
pub mod paint;
pub mod properties;
pub mod room;
pub mod route;
pub mod rungs;
pub mod search;
pub mod typing;
pub mod units;
pub mod words;
