//! # A shared library is not on this base
//!
//! ## What it is
//! The program, or a part of it that was compiled, loads libraries such as `libpq`, `libxml2` or the C++ library. Small bases hold only the C library, some not even that.
//!
//! ## Why it matters
//! The program stops with `error while loading shared libraries`, or the import of one module fails.
//!
//! ## What to do
//! Install the library's run-time package, copy the library from the stage that has it, or take the base one rung higher: distroless `cc` has the C++ library that `base` lacks.
//!
//! ## When not to
//! If the part is linked statically or bundled in a wheel, the library is inside already.
//!
//! ## Example
//! ```dockerfile
//! FROM gcc:15 AS build
//! COPY . .
//! RUN g++ -O2 -o /app main.cpp
//! FROM gcr.io/distroless/base-debian13
//! COPY --from=build /app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM gcc:15 AS build
//! COPY . .
//! RUN g++ -O2 -o /app main.cpp
//! FROM gcr.io/distroless/cc-debian13
//! COPY --from=build /app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Distroless: what base and cc contain](https://github.com/GoogleContainerTools/distroless/blob/main/cc/README.md)

use super::applications::cuda;
use super::builds::{headers, natives};
use super::claims::*;
use super::loading::called::{names, titles};
use super::loading::libraries::{self, Library};
use super::loading::{aged, held, linked::is_static, newer_compilers, old_openssl};
use super::packages::installs::{self, Install};
use super::packages::translated::{self, Name};
use crate::catalogue::packages::Role;
use crate::catalogue::{Image, Libc, Tri};

pub const RULE: Rule = Rule { id: "missing-shared-library", file: Some(file), base: Some(base), ..PLAIN };

/// The C++ library of a program built in another stage, and what packages with native parts load on a slim base.
/// Everything else works today.
fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let lang = case.lang();
    let sure = if is_built_here(case) { Certainty::Likely } else { Certainty::Assumed };
    let lacking = libraries::of_linkage(case).into_iter().filter(|l| l.certainty > sure);
    let lacking = lacking.filter(|l| l.on(footing.image()) == Tri::No && !libraries::follows(case, l));
    let lacking = lacking.chain(libraries::of_parts(case, footing.image()));
    let claim = |libraries: &[&Library]| {
        let what = text(case, libraries, footing.image());
        let why = say!(lang,
            en: "The program stops with `error while loading shared libraries`.",
            de: "Das Programm bricht mit `error while loading shared libraries` ab.",
            zh: "程序会以 `error while loading shared libraries` 中止。");
        let todo = say!(lang,
            en: "Install it, copy it from the build stage, or take a base that has it.",
            de: "Installiere sie, kopiere sie aus der Build-Stufe, oder nimm ein Image, das sie hat.",
            zh: "安装它、从构建阶段复制它，或改用自带它的基础镜像。");
        finding(RULE.id, Severity::Error, [what, why, todo], libraries[0].spans.clone())
    };
    let lacking: Vec<Library> = lacking.collect();
    let groups = alike(lacking.iter().collect(), |one, other| one.spans == other.spans);
    groups.iter().map(|group| claim(group)).chain(old_openssl::finding(case)).collect()
}

/// What is asked for at one place is told in one sentence, each name once.
fn alike(libraries: Vec<&Library>, same: impl Fn(&Library, &Library) -> bool) -> Vec<Vec<&Library>> {
    let mut groups: Vec<Vec<&Library>> = Vec::new();
    for library in libraries {
        match groups.iter_mut().find(|group| same(group[0], library)) {
            Some(group) if group.iter().any(|known| known.title() == library.title()) => {}
            Some(group) => group.push(library),
            None => groups.push(vec![library]),
        }
    }
    groups
}

/// What is built in the stage that ships runs there today; whether it is C++ is often only supposed.
fn is_built_here(case: &Case) -> bool {
    case.sources().is_empty()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let mut told = lacking(case, choice);
    told.extend(old_openssl::perhaps(case, choice).filter(|_| told.is_empty() && !case.stays(choice)));
    told
}

fn lacking(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) {
        return old_openssl::to_mend(case).into_iter().collect();
    }
    // What the file lacks there it lacks today.
    if case.present().is_some_and(|now| cuda::is_twin(now, &choice.image)) {
        return Vec::new();
    }
    if is_static(case) && natives::parts(case).next().is_none()
        || choice.image.libc == Libc::None && !libraries::of_linkage(case).is_empty()
    {
        return Vec::new();
    }
    let aged = held::objection(case, choice).or_else(|| aged::objection(case, choice));
    if aged.as_ref().is_some_and(|claim| claim.weight != Weight::Change) {
        return aged.into_iter().collect();
    }
    let stays = choice.shape == Shape::Swap && is_built_here(case) && case.is_sibling(&choice.image);
    let mut linked = if stays { Vec::new() } else { libraries::of_linkage(case) };
    linked.extend(newer_compilers::brings_cpp(case, choice).filter(|_| linked.is_empty()).map(Library::cpp));
    linked.retain(|library| !libraries::does_without(case, library));
    // What is to be built anew loads what is there then; the C++ library it needs in any case.
    let others = || libraries::on(case, choice).into_iter().chain(installed(case, choice));
    let needed = linked.into_iter().chain(aged.is_none().then(others).into_iter().flatten());
    let made = case.every_install();
    let needed: Vec<Library> = needed.filter(|library| is_lacking(case, choice, library, made)).collect();
    if installs::keeps_installing(choice) {
        return aged.into_iter().chain(additions(case, choice, needed)).collect();
    }
    let mut told: Vec<Objection> = aged.into_iter().collect();
    for claim in needed.iter().map(|library| loss(case, choice, library)) {
        if told.iter().all(|other| other.text != claim.text) {
            told.push(claim);
        }
    }
    told.extend(headers::objection(case, choice, &told));
    told
}

/// Run-time libraries that the file installs, and those behind the `-dev` packages it builds with.
fn installed(case: &Case, choice: &Choice) -> Vec<Library> {
    if installs::keeps_installing(choice) && choice.shape == Shape::Swap {
        return Vec::new();
    }
    let own = case.installs().iter().filter(|install| install.role() == Some(Role::RuntimeLibrary));
    own.filter(|_| !installs::keeps_installing(choice)).map(Library::installed).collect()
}

fn is_lacking(case: &Case, choice: &Choice, library: &Library, made: &[Install]) -> bool {
    let image = &choice.image;
    let there = library.on(image);
    // A sibling has what the present base has, which is no help where that lacks it, too.
    // Headers bring their library into the new stage, too; the compiler stays behind, and with it that of C++.
    let parted = || choice.shape == Shape::Split && made.iter().any(|i| libraries::brings_cpp(i, library));
    let works = case.is_sibling(image) && !is_lacking_today(case, library) && !parted();
    if there == Tri::Yes || there == Tri::Unknown && works {
        return false;
    }
    if !installs::keeps_installing(choice) || choice.shape != Shape::Swap {
        return true;
    }
    // The very package, or the one it was read from: `libpq-dev` brings `libpq5`.
    let own = |i: &Install| i.package.name == library.package || library.spans.contains(&i.package.span);
    let wanted = names(library, image).unwrap_or_default();
    let brings = |i: &Install| own(i) || libraries::comes_with(i, library, image) || becomes(case, i, &wanted, image);
    !libraries::is_kept_by_installer(case, library) && !made.iter().any(brings)
}

/// Where nothing can be installed.
fn loss(case: &Case, choice: &Choice, library: &Library) -> Objection {
    let image = &choice.image;
    let text = text(case, &[library], image);
    let claim = |weight| objection(RULE.id, weight, text.clone(), library.spans.clone());
    let same_release = case.present().is_some_and(|now| now.os.is_some() && now.os == image.os);
    if image.libc != Libc::None && same_release && !library.package.is_empty() {
        return claim(Weight::Change).by(Change::CopyLibraries { packages: vec![library.package.clone()] });
    }
    let open = library.on(image) == Tri::Unknown || library.certainty == Certainty::Assumed;
    claim(if open { Weight::Doubt } else { Weight::Blocker })
}

/// What the file installs is called there as the library is: `libncurses5` becomes `libncurses6`.
fn becomes(case: &Case, install: &Install, wanted: &[String], image: &Image) -> bool {
    let named = || match translated::name(case, install, image) {
        Name::Other(names) => wanted.iter().all(|name| names.contains(name)),
        _ => false,
    };
    !wanted.is_empty() && named()
}

fn is_lacking_today(case: &Case, library: &Library) -> bool {
    let lacking = case.present().map(|now| libraries::of_parts(case, now)).unwrap_or_default();
    lacking.iter().any(|other| other.package == library.package)
}

/// What must be installed there, by name where the name is known; what is not seen to be there apart from what is not.
fn additions(case: &Case, choice: &Choice, mut needed: Vec<Library>) -> Vec<Objection> {
    needed.iter_mut().for_each(|one| headers::stand_in(case, choice, one));
    let named = |one: &Library| names(one, &choice.image);
    let again = |at: usize| {
        named(&needed[at]).is_some_and(|own| needed[..at].iter().any(|one| named(one).as_ref() == Some(&own)))
    };
    let once = (0..needed.len()).filter(|at| !again(*at)).map(|at| &needed[at]);
    let open = |one: &Library| one.on(&choice.image) == Tri::Unknown && !libraries::is_left_out(one, &choice.image);
    let kind = |one: &Library| (open(one), named(one).is_some(), case.lines(&one.spans));
    let groups = alike(once.collect(), |one, other| kind(one) == kind(other));
    groups.iter().map(|group| addition(case, choice, group, open(group[0]))).collect()
}

fn addition(case: &Case, choice: &Choice, group: &[&Library], open: bool) -> Objection {
    let (lang, manager, image) = (case.lang(), installs::manager_name(&choice.image), &choice.image.reference);
    let claim = |text, change| objection(RULE.id, Weight::Change, text, group[0].spans.clone()).by(change);
    let text = text(case, group, &choice.image);
    let packages: Vec<String> = group.iter().filter_map(|one| names(one, &choice.image)).flatten().collect();
    if packages.is_empty() {
        let text = say!(lang,
            en: "{text} What its package is called there, we do not know: look it up, and install it with `{manager}`.",
            de: "{text} Wie das Paket dort heißt, ist uns nicht bekannt: Sieh nach, und installiere es mit `{manager}`.",
            zh: "{text}不确定其软件包在那里的名称：请查明后用 `{manager}` 安装。");
        return claim(text, Change::Yours);
    }
    let text = match open {
        true => {
            let (name, place) = (titles(lang, group, &choice.image), place(case, group));
            say!(lang,
                en: "The program needs {name}{place}. Install it with `{manager}`; we do not know whether `{image}` has it.",
                de: "Das Programm braucht {name}{place}. Installiere sie mit `{manager}`; ob `{image}` sie hat, ist nicht bekannt.",
                zh: "程序需要 {name}{place}。请用 `{manager}` 安装；不确定 `{image}` 是否已有它。")
        }
        false => say!(lang,
            en: "{text} Install it there with `{manager}`.",
            de: "{text} Installiere sie dort mit `{manager}`.",
            zh: "{text}请在其中用 `{manager}` 安装。"),
    };
    claim(text, Change::Install { packages })
}

fn place(case: &Case, group: &[&Library]) -> String {
    let spans = &group[0].spans;
    if spans.is_empty() { String::new() } else { format!(" ({})", case.lines(spans)) }
}

fn text(case: &Case, group: &[&Library], image: &Image) -> String {
    let lang = case.lang();
    let (name, place, image) = (titles(lang, group, image), place(case, group), &image.reference);
    say!(lang,
        en: "The program needs {name}{place}, which `{image}` does not have.",
        de: "Das Programm braucht {name}{place}, die `{image}` nicht hat.",
        zh: "程序需要 {name}{place}，而 `{image}` 没有。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;
    use crate::catalogue::packages::Distro;

    const CPP: &str = "FROM gcc:15 AS b\nCOPY . .\nRUN g++ -O2 -o /app main.cpp\nFROM debian:13-slim\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";

    #[test]
    fn what_a_program_does_without_today_it_does_without_elsewhere() {
        let file = "FROM gcr.io/distroless/base-debian12:nonroot\nCOPY app /\nENTRYPOINT [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/base-debian13:nonroot", Shape::Swap), None);
        let there = file.replace("base-debian12", "cc-debian12");
        let told = weight(RULE.id, &there, "gcr.io/distroless/base-debian13:nonroot", Shape::Swap);
        assert_eq!(told, Some(Weight::Doubt));
    }

    #[test]
    fn a_static_program_loads_no_library() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM debian:12-slim\nRUN apt-get update && apt-get install -y libpq5\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap), None);
        let dynamic = file.replace("CGO_ENABLED=0", "CGO_ENABLED=1");
        assert_ne!(weight(RULE.id, &dynamic, "gcr.io/distroless/base-debian13", Shape::Swap), None);
    }

    #[test]
    fn distroless_base_has_no_cpp_library() {
        fires(RULE.id, &CPP.replace("debian:13-slim", "gcr.io/distroless/base-debian13"));
    }

    #[test]
    fn what_pip_compiled_needs_its_library() {
        let file = "FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y libpq5\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";
        let told = weighed(RULE.id, file, "gcr.io/distroless/python3-debian13", Shape::Split);
        assert!(
            matches!(&told[0].change, Some(Change::CopyLibraries { packages }) if packages[..] == ["libpq5"]),
            "{told:?}"
        );
    }

    #[test]
    fn a_name_of_another_system_is_not_installed_by_it() {
        let choice = Choice { image: image("debian:trixie-slim"), shape: Shape::Swap };
        let told = |package: &str, named| {
            let (spans, certainty) = (Vec::new(), Certainty::Likely);
            let library = Library { package: package.into(), soname: None, named, spans, certainty };
            with(&crate::wishes::Input::pasted("FROM alpine:3.20\n"), |case| {
                additions(case, &choice, vec![library]).remove(0)
            })
        };
        let unknown = told("openal-soft-libs", Distro::Alpine);
        assert!(unknown.text.contains("we do not know") && unknown.change == Some(Change::Yours), "{unknown:?}");
        assert!(told("libpq5", Distro::Debian13).text.ends_with("Install it there with `apt-get`."));
    }

    /// What is said of a base with files beside the Dockerfile; `None` for the file as it stands.
    fn told(file: &str, beside: &[(&str, &str)], to: Option<(&str, Shape)>) -> Vec<String> {
        use crate::wishes::{Companion, Input};
        let companions = beside.iter().map(|(path, text)| Companion { path: (*path).into(), text: (*text).into() });
        let input = Input { companions: companions.collect(), ..Input::pasted(file) };
        with(&input, |case| match to {
            Some((to, shape)) => base(case, &Choice { image: image(to), shape }).into_iter().map(|o| o.text).collect(),
            None => super::file(case).into_iter().map(|finding| finding.what).collect(),
        })
    }

    #[test]
    fn an_old_gem_is_linked_to_the_library_of_its_build() {
        let file = "FROM ruby:3.3 AS b\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nFROM ruby:3.3\nCOPY --from=b /usr/local/bundle /usr/local/bundle\nCMD [\"bundle\", \"exec\", \"puma\"]\n";
        let slim = |lock: &str| told(file, &[("Gemfile.lock", lock)], Some(("ruby:3.3-slim-trixie", Shape::Swap)));
        let lacking = slim("GEM\n  specs:\n    pg (1.5.4)\n");
        assert!(lacking.len() == 1 && lacking[0].contains("`libpq5`"), "{lacking:?}");
        assert!(slim("GEM\n  specs:\n    pg (1.6.2)\n").is_empty());
    }

    const PANDAS: &str = "FROM python:3.11-alpine\nRUN apk add --no-cache build-base\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";

    #[test]
    fn what_is_compiled_on_alpine_loads_the_cpp_library() {
        let part =
            |pins: &str, shape| told(PANDAS, &[("requirements.txt", pins)], Some(("python:3.11-alpine3.24", shape)));
        let parted = part("pandas==1.5.3\n", Shape::Split);
        assert!(parted.len() == 1 && parted[0].contains("`libstdc++`"), "{parted:?}");
        assert!(part("pandas==1.5.3\n", Shape::Swap).is_empty(), "the compiler stays, and its library");
        assert!(part("pandas==2.1.4\n", Shape::Split).is_empty(), "a wheel");
        let two = "FROM python:3.11-alpine AS b\nRUN apk add build-base\nCOPY requirements.txt .\nRUN pip install --prefix=/i -r requirements.txt\nFROM python:3.11-alpine\nCOPY --from=b /i /usr/local\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(told(two, &[("requirements.txt", "pandas==1.5.3\n")], None).len(), 1);
        assert!(told(two, &[("requirements.txt", "pandas==2.2.0\n")], None).is_empty());
        assert!(told(&two.replace("-alpine", "-slim"), &[("requirements.txt", "pandas==1.5.3\n")], None).is_empty());
    }

    #[test]
    fn rocksdb_does_not_load_on_temurins_alpine() {
        let file = "FROM eclipse-temurin:17-jre-alpine\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        let gradle = [("build.gradle", "dependencies { api 'x:y:1'; api 'org.apache.kafka:kafka-streams:3.3.1' }\n")];
        assert!(told(file, &gradle, None)[0].contains("`libstdc++`"));
        assert!(told(&file.replace("COPY app.jar", "COPY build/libs/app.jar"), &gradle, None).len() == 1);
        assert!(told(&file.replace("COPY app.jar", "COPY lib /usr/lib/\nCOPY app.jar"), &gradle, None).is_empty());
        assert!(told(&file.replace("-alpine", ""), &gradle, None).is_empty());
        let given = file.replace("COPY", "RUN apk add --no-cache libstdc++\nCOPY");
        assert!(told(&given, &gradle, None).is_empty());
    }

    #[test]
    fn playwright_installs_what_its_browsers_load() {
        let file = "FROM python:3.13-slim\nRUN pip install playwright && playwright install --with-deps chromium\nCMD [\"python\", \"a.py\"]\n";
        silent(RULE.id, file);
        assert_eq!(weight(RULE.id, file, "python:3.13-slim-trixie", Shape::Swap), None);
        let bare = file.replace(" --with-deps", "");
        fires(RULE.id, &bare);
    }

    #[test]
    fn the_installer_of_php_extensions_keeps_their_libraries() {
        let file = "FROM php:8.4-fpm\nCOPY --from=composer:2 /usr/bin/composer /usr/local/bin/\nCOPY --from=mlocati/php-extension-installer /usr/bin/install-php-extensions /usr/local/bin/\nRUN install-php-extensions gd intl\nCOPY . .\n";
        silent(RULE.id, file);
        silent("musl-binary-on-glibc", file);
        for to in ["php:8.4-fpm-trixie", "php:8.4-fpm-alpine3.24"] {
            let told = with(&crate::wishes::Input::pasted(file), |case| {
                super::super::judge_base(case, &Choice { image: image(to), shape: Shape::Swap })
            });
            let of_libc = ["glibc-binary-on-musl", "musl-binary-on-glibc", RULE.id];
            assert!(told.iter().all(|claim| !of_libc.contains(&claim.rule)), "{to}: {told:?}");
        }
        let bare = file.replace("install-php-extensions gd", "docker-php-ext-install gd");
        fires("compiler-missing", &bare);
        silent(RULE.id, &bare);
    }

    #[test]
    fn distroless_cc_and_debian_have_it() {
        silent(RULE.id, CPP);
        silent(RULE.id, &CPP.replace("debian:13-slim", "gcr.io/distroless/cc-debian13"));
    }
}
