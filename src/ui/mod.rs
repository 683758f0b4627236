//! The page. [`view`] says what is drawn, as plain data that knows no browser; the rest draws it, on wasm32 only:
//! one reducer on top (`state`), plain components below, one file each.

pub mod view;

#[cfg(target_arch = "wasm32")]
mod drawn;
#[cfg(target_arch = "wasm32")]
pub use drawn::start;
