//! Old C on a compiler that refuses it: the stage that compiles goes to a release with GCC 14. Told under
//! `runtime-version-mismatch`.

use crate::catalogue::Os;
use crate::rules::claims::*;
use crate::rules::loading::twins;
use crate::rules::{base_os_ended, runtime_version_mismatch, stops};
use crate::shell::{Action, Command};

pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let new = choice.image.os.as_ref().filter(|new| is_strict(new) == Some(true))?;
    let old = |index: usize| case.facts.standings.get(index)?.image()?.os.as_ref();
    let goes = |index: &usize| twins::goes(case.build, case.facts, *index, &choice.image);
    // Parted in two, what compiles goes along where the system stays the same.
    let ships = case.build.shipped.filter(|index| match choice.shape {
        Shape::Swap => !case.stays(choice),
        Shape::Split => goes(index),
    });
    let moving = ships.into_iter().chain(case.sources().iter().copied().filter(goes));
    let lenient = |index: &usize| old(*index).and_then(is_strict) == Some(false);
    let (index, command) = moving.filter(lenient).find_map(|index| Some((index, compiler(case, index)?)))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[command.span])), new.title());
    let text = say!(lang,
        en: "{line} compiles, and {os} has GCC 14 or later: in C, functions and types that nobody declared and pointers that do not match are errors now. Old sources may need `-std=gnu89`, `-fpermissive` or a patch.",
        de: "{line} übersetzt, und {os} hat GCC 14 oder neuer: In C sind Funktionen und Typen, die niemand deklariert, und unpassende Zeiger jetzt Fehler. Alte Quellen brauchen vielleicht `-std=gnu89`, `-fpermissive` oder einen Patch.",
        zh: "{line}会编译，而 {os} 的 GCC 为 14 或更高版本：在 C 中，未声明的函数和类型以及不匹配的指针现在都是错误。旧源码可能需要 `-std=gnu89`、`-fpermissive` 或补丁。");
    // A builder that has to go goes whatever ships.
    let stage = case.build.bottom(index).filter(|_| case.build.shipped != Some(index));
    let gone = stage.zip(old(index)).is_some_and(|(stage, os)| stops(case.build, os, stage));
    let rule = if gone { base_os_ended::RULE.id } else { runtime_version_mismatch::RULE.id };
    Some(crate::rules::claims::objection(rule, Weight::Risk, text, vec![command.span]))
}

/// Whether a release's `gcc` is 14 or later ([Debian](https://packages.debian.org/gcc),
/// [Ubuntu](https://packages.ubuntu.com/gcc)), which makes errors of what earlier ones warned of
/// ([GCC: Porting to 14](https://gcc.gnu.org/gcc-14/porting_to.html#c)).
fn is_strict(os: &Os) -> Option<bool> {
    let mut parts = os.version?.split('.').map(|part| part.parse::<u32>().ok());
    let release = (parts.next()??, parts.next().flatten().unwrap_or(0));
    match os.name {
        "debian" => Some(release >= (13, 0)),
        "ubuntu" => Some(release >= (24, 10)),
        _ => None,
    }
}

/// The first command of a stage that surely compiles C or C++.
fn compiler<'a>(case: &Case<'a>, index: usize) -> Option<&'a Command> {
    let commands: Vec<&Command> =
        case.build.steps(index).filter_map(|step| step.run()).flat_map(|run| &run.commands).collect();
    let brings = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| action.action == Action::Install);
        let of_c = |name: &str| name == "build-essential" || name == "gcc" || name.starts_with("gcc-");
        action.is_some_and(|action| action.packages.iter().any(|package| of_c(&package.name)))
    };
    let installs = commands.iter().any(brings);
    let compiles = |command: &&Command| match command.name() {
        "gcc" | "cc" | "configure" => true,
        "make" | "cmake" | "ninja" | "meson" => installs,
        _ => false,
    };
    commands.into_iter().find(compiles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_stage_that_compiles_c_meets_a_stricter_compiler() {
        let file = "FROM debian:bookworm AS b\nRUN apt-get update && apt-get install -y gcc make\nCOPY . .\nRUN ./configure && make install\nFROM debian:bookworm-slim\nCOPY --from=b /usr/local/bin/a /a\nCMD [\"/a\"]\n";
        let told = |file: &str, to: &str| {
            let told = weighed("runtime-version-mismatch", file, to, Shape::Swap);
            told.iter().any(|one| one.text.contains("GCC 14"))
        };
        assert!(told(file, "debian:trixie-slim"));
        assert!(told(file, "gcr.io/distroless/base-debian13"));
        assert!(!told(&file.replace("bookworm", "trixie"), "gcr.io/distroless/base-debian13"));
        assert!(!told(&file.replace("debian:bookworm AS", "debian:trixie AS"), "debian:trixie-slim"), "it is there");
        assert!(!told(&file.replace("gcc make", "golang make").replace("./configure && ", ""), "debian:trixie-slim"));
        let one = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y build-essential\nCOPY . .\nRUN make install\nCMD [\"a\"]\n";
        assert!(told(one, "ubuntu:26.04") && !told(one, "ubuntu:24.04"));
        let parted = |to: &str| weighed("runtime-version-mismatch", one, to, Shape::Split);
        let strict = |to: &str| parted(to).iter().any(|one| one.text.contains("GCC 14"));
        assert!(strict("ubuntu:26.04") && !strict("gcr.io/distroless/cc-debian13"));
    }
}
