//! Drives the built page in Chromium, Firefox and WebKit over WebDriver.
//!
//! A test is a plain function in `tests/pages/<topic>.rs`:
//!
//! ```ignore
//! browser::page_tests! { in chromium, firefox, webkit:
//!     fn greets(page) {
//!         page.open("");
//!         page.wait_text("h1", "Basewise");
//!         page.calm();
//!     }
//! }
//! ```
//!
//! Every test has a server, a driver and a browser of its own. What goes wrong panics with a sentence, and leaves a
//! picture in `target/screens/`.

mod driver;
mod engine;
mod hand;
pub mod hosts;
mod notes;
mod page;
mod probe;
pub mod scene;
mod site;
mod strangers;

pub use engine::Engine;
pub use hand::Hand;
pub use page::{Look, Page};
pub use site::{Site, breakable, built};
pub use strangers::{Strangers, is_browsers_own};

/// One test an engine: `greets::chromium`, `greets::firefox` … `in … at { site }:` takes another site than `dist/` at `/`.
#[macro_export]
macro_rules! page_tests {
    (in $($engine:ident),+ : $($rest:tt)+) => {
        $crate::page_tests! { in $($engine),+ at { $crate::Site::start(&$crate::built(), "/") } : $($rest)+ }
    };
    (in $($engine:ident),+ at $site:block : $(#[doc = $doc:literal])* fn $name:ident($page:ident) $body:block $($rest:tt)*) => {
        $(#[doc = $doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($page: &mut $crate::Page) $body
            $(#[test] fn $engine() {
                let engine = $crate::Engine::named(stringify!($engine));
                $crate::Page::on(engine, stringify!($name), $site).check(body);
            })+
        }
        $crate::page_tests! { @more $($rest)* }
    };
    (@more) => {};
    (@more $($rest:tt)+) => { $crate::page_tests! { $($rest)+ } };
}
