//! Two front doors to one engine: the page on wasm32, the command line elsewhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    basewise::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    basewise::cli::run()
}
