//! `cargo xtask catalogue refresh`: runs `refresh/`, a workspace of its own, and its tests.

use crate::Done;
use crate::command::{cargo, command, must};

/// What the tests of the refresh run: program, Debian package, why.
pub const TOOLS: [(&str, &str, &str); 3] = [
    ("docker-registry", "docker-registry", "a real registry to ask"),
    ("skopeo", "skopeo", "pushes images, and reads them as another program does"),
    ("umoci", "umoci", "makes images on the spot"),
];

const PLACE: [&str; 4] = ["--manifest-path", "refresh/Cargo.toml", "--target-dir", "target/refresh"];

/// `catalogue refresh …`
pub fn task(words: &[String]) -> Done {
    match words.split_first().map(|(task, rest)| (task.as_str(), rest)) {
        Some(("refresh", options)) => must(cargo(&["run", "--quiet"]).args(PLACE).arg("--").args(options)),
        _ => Err(format!("`catalogue refresh …` is what there is\n\n{}", crate::help()).into()),
    }
}

/// The refresh against a registry on this machine. Tests that lack a tool say so and are left out.
pub fn test(filter: &[String]) -> Done {
    provide()?;
    must(cargo(&["clippy", "--quiet", "--all-targets"]).args(PLACE).args(["--", "-D", "warnings"]))?;
    must(cargo(&["test"]).args(PLACE).args(["--", "--nocapture"]).args(filter))
}

/// Installs what is missing where that is ours to do.
fn provide() -> Done {
    use crate::test::machine::{here, is_debian, is_root};
    let missing: Vec<&str> =
        TOOLS.iter().filter(|(program, ..)| !here(program)).map(|(_, package, _)| *package).collect();
    if missing.is_empty() || !(is_debian() && is_root()) {
        return Ok(());
    }
    println!("installing: apt-get install {}", missing.join(" "));
    must(&mut command("apt-get", &["update", "--quiet"]))?;
    let install = ["install", "--yes", "--no-install-recommends"];
    must(command("apt-get", &install).args(missing).env("DEBIAN_FRONTEND", "noninteractive"))
}
