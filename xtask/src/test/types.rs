//! The types that `dist/` ships for hosts, held against a host by TypeScript's own compiler.

use super::machine::here;
use crate::command::{command, must};
use crate::{Done, root};

const TYPESCRIPT: &str = "typescript@5.9.3";

/// `tests/types/host.ts` beside `dist/api.d.ts`, as strictly as the compiler can be.
pub fn check(_: &[String]) -> Done {
    let place = root().join("target/tools/typescript");
    let compiler = place.join("node_modules/typescript/bin/tsc");
    if !here("npm") {
        println!("LEFT OUT: no npm here, so {TYPESCRIPT} cannot be fetched and the types are not checked");
        return Ok(());
    }
    std::fs::create_dir_all(&place)?;
    if !compiler.exists() {
        let words = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
        must(command("npm", &words).arg(&place).arg(TYPESCRIPT))?;
    }
    std::fs::copy(root().join("dist/api.d.ts"), place.join("api.d.ts"))?;
    std::fs::copy(root().join("tests/types/host.ts"), place.join("host.ts"))?;
    let strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit"];
    let module = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "host.ts", "api.d.ts"];
    must(command("node", &[]).arg(compiler).args(strict).args(module).current_dir(place))
}
