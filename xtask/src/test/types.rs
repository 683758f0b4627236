//! The types that `dist/` ships for hosts, held against a host by TypeScript's own compiler.

use super::machine::node_tools;
use crate::absent::left_out;
use crate::command::{command, must};
use crate::{Done, root};

const TYPESCRIPT: &str = "typescript@5.9.3";

/// `tests/types/host.ts` beside `dist/api.d.ts`, as strictly as the compiler can be.
pub fn check(_: &[String]) -> Done {
    let place = match node_tools("typescript", TYPESCRIPT) {
        Ok(place) => place,
        Err(problem) => return left_out(&format!("the types are not checked: {problem}")),
    };
    let compiler = place.join("node_modules/typescript/bin/tsc");
    std::fs::copy(root().join("dist/api.d.ts"), place.join("api.d.ts"))?;
    std::fs::copy(root().join("tests/types/host.ts"), place.join("host.ts"))?;
    let strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit"];
    let module = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "host.ts", "api.d.ts"];
    must(command("node", &[]).arg(compiler).args(strict).args(module).current_dir(place))
}
