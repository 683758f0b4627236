//! OpenSSL 1.1 and 3: a program linked with one does not load the other. Told under `missing-shared-library`.

use super::aged;
use super::dotnet::has_openssl_3;
use super::linked;
use crate::catalogue::{Family, Image, Os};
use crate::evidence::{Linkage, language};
use crate::rules::claims::*;
use crate::rules::missing_shared_library::RULE;
use crate::rules::packages::installs::Install;
use crate::shell::Command;

/// The file as it stands: built where OpenSSL is 1.1, and shipped where it is 3.
pub fn finding(case: &Case) -> Option<Finding> {
    let image = case.present()?;
    let new = image.os.as_ref().filter(|_| !aged::loads_nothing(case) && !is_brought(case))?;
    let choice = Choice { image: image.clone(), shape: Shape::Swap };
    let givers = aged::givers(case, &choice);
    let mut dated = givers.iter().filter_map(|image| image.os.as_ref()).filter(|os| os.version.is_some());
    let (built, span) = dated.find_map(|built| Some((built, asks(case, &choice, built, new)?)))?;
    let lang = case.lang();
    let why = say!(lang,
        en: "The program stops with `error while loading shared libraries`.",
        de: "Das Programm bricht mit `error while loading shared libraries` ab.",
        zh: "程序会以 `error while loading shared libraries` 中止。");
    let told = [text(case, span, built, new), why, build_on(lang, new)];
    let linked = linked::linkages(case).any(|(_, linkage)| matches!(linkage, Linkage::Glibc { .. }));
    let severity = if linked || release(case).is_some() { Severity::Error } else { Severity::Warning };
    Some(crate::rules::claims::finding(RULE.id, severity, told, vec![span]))
}

/// Who stays has another stage to change.
pub fn to_mend(case: &Case) -> Option<Objection> {
    let told = finding(case)?;
    let (lang, what, todo) = (case.lang(), told.what, told.todo);
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, told.spans).by(Change::Yours))
}

/// Of the old release, from elsewhere.
pub fn is_brought(case: &Case) -> bool {
    let old = |install: &Install| {
        ["libssl1", "openssl1", "compat-openssl"].iter().any(|of| install.package.name.contains(of))
    };
    case.brings("libssl") || case.brings("libcrypto") || case.brings_libraries() || case.every_install().iter().any(old)
}

/// `libssl1.1` beside a program that a stage builds on we do not know which release: it is there to be loaded.
pub fn asked_for(case: &Case, choice: &Choice, now: &Os, new: &Os) -> Option<Objection> {
    let old = |install: &&Install| ["libssl1.1", "libssl1.0.0", "libssl1.0.2"].contains(&install.package.name.as_str());
    let install = case.installs().iter().find(old).filter(|_| has_openssl_3(new))?;
    let span = install.package.span;
    let (lang, line, name, new_title) = (case.lang(), sentence(case.line(&[span])), &install.package.name, new.title());
    let text = say!(lang,
        en: "{line} installs `{name}`, so the program seems to be linked with it, and {new_title} has only OpenSSL 3. Build on a release with OpenSSL 3, too.",
        de: "{line} installiert `{name}`, also ist das Programm wohl damit gelinkt, und {new_title} hat nur OpenSSL 3. Baue auch auf einem Stand mit OpenSSL 3.",
        zh: "{line}安装了 `{name}`，程序看来与它链接，而 {new_title} 只有 OpenSSL 3。请也在带 OpenSSL 3 的版本上构建。");
    Some(aged::claim(case, choice, now.name == new.name, text, vec![span]))
}

/// OpenSSL 3 has another name than 1.1 for programs that were linked, and the -dev package does not tell them apart.
pub fn objection(case: &Case, choice: &Choice, built: &Os, new: &Os) -> Option<Objection> {
    let span = asks(case, choice, built, new)?;
    let (lang, what, todo) = (case.lang(), text(case, span, built, new), build_on(case.lang(), new));
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    Some(aged::claim(case, choice, built.name == new.name, text, vec![span]))
}

/// Rust's full image has the headers, so a file that builds with them names them nowhere; and the crates are not at hand
/// ([buildpack-deps](https://github.com/docker-library/buildpack-deps/blob/master/debian/bullseye/Dockerfile)).
pub fn perhaps(case: &Case, choice: &Choice) -> Option<Objection> {
    let new = choice.image.os.as_ref().filter(|new| has_openssl_3(new) && !aged::loads_nothing(case))?;
    let full = |image: &&&Image| image.repository == "docker.io/library/rust" && image.family == Family::Debian;
    let givers = aged::givers(case, choice);
    let built = givers.iter().find(full)?.os.as_ref().filter(|os| os.version.is_some() && !has_openssl_3(os))?;
    let unseen = case.input.companion("Cargo.lock").is_none() && !is_brought(case);
    let span = aged::commands(case).into_iter().find(|command| unseen && command.name() == "cargo")?.span;
    let (lang, line, built, name) = (case.lang(), sentence(case.line(&[span])), built.title(), new.title());
    let todo = build_on(lang, new);
    let text = say!(lang,
        en: "{line}: should a crate use OpenSSL, as `native-tls` does and reqwest up to 0.12 by default, the program asks for OpenSSL 1.1 of {built}, and {name} has only OpenSSL 3. Look for `openssl-sys` in `Cargo.lock`. {todo}",
        de: "{line}: Nutzt ein Crate OpenSSL, wie `native-tls` und in der Voreinstellung reqwest bis 0.12, so verlangt das Programm OpenSSL 1.1 von {built}, und {name} hat nur OpenSSL 3. Such in `Cargo.lock` nach `openssl-sys`. {todo}",
        zh: "{line}：如果某个 crate 使用 OpenSSL（如 `native-tls`，以及默认配置下 0.12 及以前的 reqwest），程序会要求 {built} 的 OpenSSL 1.1，而 {name} 只有 OpenSSL 3。请在 `Cargo.lock` 中查找 `openssl-sys`。{todo}");
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![span]))
}

fn asks(case: &Case, choice: &Choice, built: &Os, new: &Os) -> Option<Span> {
    if has_openssl_3(built) || !has_openssl_3(new) || built.name == "alpine" && new.name != "alpine" {
        return None;
    }
    let by_rust =
        aged::givers(case, choice).iter().any(|image| image.runtime.as_ref().is_some_and(|own| own.name == "rust"));
    let asks = |name: &str| OPENSSL.contains(&name) || by_rust && name == "openssl";
    let package = aged::packages(case, choice, built).into_iter().find(|package| asks(&package.name));
    package.map(|package| package.span).or_else(|| release(case)).or_else(|| loads(case, "libssl3"))
}

/// Whether commands install its headers or its library.
pub fn is_named<'a>(mut commands: impl Iterator<Item = &'a Command>) -> bool {
    commands.any(|command| {
        command.packages.iter().flat_map(|by| &by.packages).any(|one| OPENSSL.contains(&one.name.as_str()))
    })
}

fn text(case: &Case, span: Span, built: &Os, new: &Os) -> String {
    let (lang, line, built, new) = (case.lang(), sentence(case.line(&[span])), built.title(), new.title());
    say!(lang,
        en: "{line}: what is built on {built} asks for OpenSSL 1.1, and {new} has only OpenSSL 3.",
        de: "{line}: Was auf {built} gebaut wird, verlangt OpenSSL 1.1, und {new} hat nur OpenSSL 3.",
        zh: "{line}：在 {built} 上构建的程序需要 OpenSSL 1.1，而 {new} 只有 OpenSSL 3。")
}

fn build_on(lang: Lang, new: &Os) -> String {
    let new = new.title();
    say!(lang, en: "Build on {new}, too.", de: "Baue auch auf {new}.", zh: "请也在 {new} 上构建。")
}

pub const OPENSSL: [&str; 5] = ["libssl-dev", "openssl-dev", "openssl-devel", "libssl1.1", "libssl1.0.0"];

/// A release of Erlang's or Elixir's carries the runtime system along, whose `crypto` is linked with OpenSSL
/// ([Erlang: crypto](https://www.erlang.org/doc/apps/crypto/crypto_app.html), [mix release: `include_erts`](https://hexdocs.pm/mix/Mix.Tasks.Release.html)).
fn release(case: &Case) -> Option<Span> {
    aged::commands(case).into_iter().find(|command| language::releases(command)).map(|command| command.span)
}

/// Where a program is built that loads a library, by the packages that its manifest names.
fn loads(case: &Case, library: &str) -> Option<Span> {
    let is_it = |fact: &&Fact| matches!(&fact.what, What::NeedsLibrary { package, .. } if package == library);
    case.facts.find("needs-library").find(is_it)?.spans.first().copied()
}

#[cfg(test)]
mod tests {
    use super::super::aged;
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_old_library_is_there_to_be_loaded() {
        let file = "FROM rust:1.65 AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:buster-slim\nRUN apt-get update && apt-get install -y libssl1.1\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";
        let told = |file: &str| {
            weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap)
                .iter()
                .any(|one| one.weight > Weight::Risk && one.text.contains("only OpenSSL 3"))
        };
        assert!(told(file));
        assert!(!told(&file.replace("libssl1.1", "libpq5")));
        let along = weighed(RULE.id, file, "gcr.io/distroless/cc-debian13", Shape::Swap);
        assert!(along.iter().all(|one| !one.text.contains("only OpenSSL 3")), "the stage goes along: {along:?}");
    }

    #[test]
    fn a_program_from_elsewhere_asks_for_what_is_installed_beside_it() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y libssl1.0.0\nCOPY a /a\nCMD [\"/a\"]\n";
        let told = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.iter().filter(|one| one.text.contains("only OpenSSL 3")).map(|one| one.weight).max()
        };
        assert_eq!(told(file, "gcr.io/distroless/cc-debian13:nonroot"), Some(Weight::Blocker));
        assert_eq!(told(file, "ubuntu:26.04"), Some(Weight::Change));
        assert_eq!(told(&file.replace("libssl1.0.0", "libpq5"), "gcr.io/distroless/cc-debian13:nonroot"), None);
    }

    #[test]
    fn an_old_openssl_is_no_new_one() {
        let file = "FROM rust:1.67-bullseye AS b\nRUN apt-get update && apt-get install -y libssl-dev\nCOPY . .\nRUN cargo build --release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y ca-certificates openssl\nCOPY --from=b /target/release/app /app\nCMD [\"/app\"]\n";
        let of = |file: &str| weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap);
        assert!(of(file).iter().any(|one| one.text.contains("OpenSSL 1.1")), "{:?}", of(file));
        let new = file.replace("bullseye", "bookworm");
        assert!(!of(&new).iter().any(|one| one.text.contains("OpenSSL 1.1")));
    }

    #[test]
    fn an_old_openssl_is_missed_as_the_file_stands() {
        let file = "FROM rust:1.90-bullseye AS b\nRUN apt-get update && apt-get install -y libssl-dev\nCOPY . .\nRUN cargo build --release\nFROM debian:trixie-slim\nCOPY --from=b /target/release/x /x\nCMD [\"/x\"]\n";
        let told = fires(RULE.id, file);
        assert!(told.severity == Severity::Error && told.what.contains("OpenSSL 1.1"), "{told:?}");
        let to = |to: &str| weight(RULE.id, file, to, Shape::Swap);
        assert_eq!(to("gcr.io/distroless/cc-debian13:nonroot"), Some(Weight::Blocker));
        assert_eq!(to("debian:trixie-slim"), Some(Weight::Change), "the stage that builds is to change");
        for (old, new) in [
            ("1.90-bullseye", "1.90-bookworm"),
            ("libssl-dev", "pkg-config"),
            ("trixie-slim", "bullseye-slim"),
            ("trixie-slim\n", "trixie-slim\nCOPY libssl.so.1.1 /usr/lib/\n"),
            ("cargo build --release", "cargo build --release --target x86_64-unknown-linux-musl"),
        ] {
            let other = file.replace(old, new);
            assert!(found(RULE.id, &other).iter().all(|one| !one.what.contains("OpenSSL")), "{new}");
        }
    }

    #[test]
    fn a_release_of_erlang_is_linked_with_openssl() {
        let file = "FROM hexpm/elixir:1.14.5-erlang-25.3.2-debian-bullseye-20230612-slim AS b\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM debian:bullseye-20230612-slim\nRUN apt-get update && apt-get install -y openssl libncurses5\nCOPY --from=b /app/_build/prod/rel/a /app\nCMD [\"/app/bin/a\", \"start\"]\n";
        let choice = Choice { image: image("debian:trixie-slim"), shape: Shape::Swap };
        let of = |file: &str| with(&crate::wishes::Input::pasted(file), |case| aged::objection(case, &choice));
        let told = of(file);
        assert!(told.is_some_and(|told| told.text.contains("OpenSSL 1.1") && told.change == Some(Change::Yours)));
        let new = of(&file.replace("bullseye", "bookworm"));
        assert!(
            !new.as_ref().is_some_and(|one| one.text.contains("OpenSSL 1.1") || one.text.contains("libncurses6")),
            "{new:?}"
        );
    }

    #[test]
    fn a_release_built_on_an_old_alpine_goes_along_and_needs_cpp() {
        let file = "FROM elixir:1.11-alpine AS b\nWORKDIR /app\nCOPY . .\nRUN mix do deps.get, compile, release\nFROM alpine:3.9\nRUN apk add --no-cache openssl ncurses-libs\nCOPY --from=b /app/_build/prod/rel/a /app\nCMD [\"/app/bin/a\", \"start\"]\n";
        let of = |file: &str| weighed(RULE.id, file, "alpine:3.24", Shape::Swap);
        let cpp = Some(Change::Install { packages: vec!["libstdc++".into()] });
        let erlang = file.replace("elixir:1.11", "erlang:22").replace("mix do deps.get, compile,", "rebar3");
        for old in [file, &erlang] {
            let told = of(old);
            assert!(told.len() == 1 && told[0].change == cpp, "{told:?}");
            silent(RULE.id, old);
        }
        let new = file.replace("elixir:1.11", "elixir:1.14");
        assert!(of(&new).iter().any(|one| one.change == Some(Change::Install { packages: vec!["libstdc++".into()] })));
        assert!(of(&new).iter().all(|one| !one.text.contains("OpenSSL 1.1")));
        assert!(found(RULE.id, &new)[0].what.contains("libstdc++"), "the emulator of OTP 24 is C++ in part");
    }

    #[test]
    fn a_crate_is_linked_with_the_openssl_of_the_full_image() {
        use crate::wishes::{Companion, Input};
        let file = "FROM rust:1.68-bullseye AS b\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nFROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y ca-certificates openssl\nCOPY --from=b /app/target/release/server /server\nCMD [\"/server\"]\n";
        assert!(weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap)[0].text.contains("OpenSSL 1.1"));
        let bare = file.replace(" openssl", "");
        let told = |file: &str, to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let open = told(&bare, "ubuntu:26.04");
        assert!(open[0].weight == Weight::Risk && open[0].text.contains("`Cargo.lock`"), "{open:?}");
        assert!(told(&bare.replace("68-bullseye", "90-slim-bullseye"), "ubuntu:26.04").is_empty());
        assert!(told(&bare, "debian:bullseye-slim").is_empty());
        let manifest = |text: &str| {
            let companions = vec![Companion { path: "Cargo.toml".into(), text: text.into() }];
            let input = Input { companions, ..Input::pasted(&bare) };
            let choice = Choice { image: image("ubuntu:26.04"), shape: Shape::Swap };
            with(&input, |case| aged::objection(case, &choice).is_some())
        };
        assert!(manifest("[dependencies]\nopenssl = \"0.10\"\n"));
        assert!(!manifest("[dependencies]\nrustls = \"0.23\"\n"));
        for (version, old) in
            [("\"0.11\"", true), ("{ version = \"0.12\", features = [\"json\"] }", true), ("\"0.13\"", false)]
        {
            assert_eq!(manifest(&format!("[dependencies]\nreqwest = {version}\n")), old, "{version}");
        }
        assert!(!manifest(
            "[dependencies]\nreqwest = { version = \"0.11\", default-features = false, features = [\"rustls-tls\"] }\n"
        ));
        assert!(manifest("[dependencies]\nsqlx = { version = \"0.7\", features = [\"postgres\", \"native-tls\"] }\n"));
    }
}
