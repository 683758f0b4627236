//! Two front doors to one engine: the page on wasm32, the command line elsewhere.

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::*;

    /// `static/boot.js` starts the page with it; `static/api.js` does not.
    #[wasm_bindgen]
    pub fn start() {
        basewise::ui::start();
    }

    /// Takes the words of a language, as `later/words-*.txt` has them.
    #[wasm_bindgen]
    pub fn learn(lang: &str, words: String) {
        _ = basewise::words::Lang::named(lang).map(|lang| basewise::words::learn(lang, words));
    }

    /// The engine alone: [`basewise::api::advise`].
    #[wasm_bindgen]
    pub fn advise(asked: &str) -> Result<String, String> {
        basewise::api::advise(asked)
    }
}

/// Nothing happens by itself: who loads the wasm says what it is for.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    basewise::cli::run()
}
