//! # The base brings another runtime, or none
//!
//! ## What it is
//! The program runs on a language runtime, and the base has a different release line of it, or does not have it at all.
//!
//! ## Why it matters
//! Without the runtime nothing starts. With another line, compiled add-ons may not load, libraries may not install, and behaviour changes in ways that only your tests can show. A stage that compiles C meets another compiler with another release: GCC 14 refuses what earlier ones warned of.
//!
//! ## What to do
//! Take a base with the same line: major and minor for Python, Ruby and PHP, major for Node.js, Java and .NET. Moving to a new line is a change of its own.
//!
//! ## When not to
//! When the line you are on has ended, the move is due anyway. A newer Java runs classes that were built for an older one.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.12-slim AS build
//! COPY . /app
//! RUN pip install --target /deps -r /app/requirements.txt
//! FROM gcr.io/distroless/python3-debian13
//! COPY --from=build /deps /deps
//! COPY --from=build /app /app
//! CMD ["/app/main.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim AS build
//! COPY . /app
//! RUN pip install --target /deps -r /app/requirements.txt
//! FROM gcr.io/distroless/python3-debian13
//! COPY --from=build /deps /deps
//! COPY --from=build /app /app
//! CMD ["/app/main.py"]
//! ```
//!
//! ## Sources
//! - [Python: compatibility across releases](https://docs.python.org/3/c-api/stable.html)
//! - [GCC 14: porting to it](https://gcc.gnu.org/gcc-14/porting_to.html)
//! - [Distroless: Python](https://github.com/GoogleContainerTools/distroless/blob/main/python3/README.md)

use super::applications::{anew, named_php, paired, products, servers, settings, sshd};
use super::builds::{newer_gcc, wheels};
use super::claims::*;
use super::ground;
use super::languages::{
    bundled, composers, darts, demanded, gems_gone, go_modules, javas, lineless, npm_settings, old_addons,
    old_installers, old_pipenv, old_webpack, own_runtime, pecl, python_2, runtimes, system_language, unknown_givers,
    written_line,
};
use super::loading::{dotnet, gone_builders, newer_compilers};
use super::packages::{fetched, installs, pinned, set_up, stepped};
use crate::catalogue::{Image, Lifecycle};
use runtimes::Needed;
use std::cmp::Ordering;

pub const RULE: Rule = Rule { id: "runtime-version-mismatch", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let told = of_dependencies(case).into_iter().chain(old_webpack::findings(case));
    let told = told.chain(npm_settings::findings(case)).chain(go_modules::findings(case));
    told.chain(wheels::finding(case, RULE.id)).chain(composers::finding(case)).chain(settings::lost(case)).collect()
}

/// Dependencies put in place by one line and carried to another.
fn of_dependencies(case: &Case) -> Vec<Finding> {
    let (Some(footing), Some(needed)) = (case.shipped(), Needed::of(case)) else { return Vec::new() };
    let Some(met) = needed.line_of(footing.image()) else { return Vec::new() };
    if let Some(claim) = javas::class_files(case, &needed, &met, footing.stage.from.span) {
        return vec![claim];
    }
    let Some((built, from)) = built_on(case, &needed).filter(|(built, _)| *built != met) else { return Vec::new() };
    let (lang, name, image) = (case.lang(), needed.title(), &footing.image().reference);
    let what = say!(lang,
        en: "The dependencies are put in place with {name} {built}, and `{image}` brings {met}.",
        de: "Die Abhängigkeiten entstehen mit {name} {built}, und `{image}` bringt {met} mit.",
        zh: "依赖是用 {name} {built} 安装的，而 `{image}` 自带 {met}。");
    let why = say!(lang,
        en: "Compiled parts do not load across lines, and their directories are named after the line.",
        de: "Kompilierte Teile laden nicht über Versionslinien hinweg, und ihre Verzeichnisse heißen nach der Linie.",
        zh: "编译出的部分不能跨版本线加载，而且其目录以版本线命名。");
    let todo = say!(lang, en: "Use the same line in both stages.", de: "Nimm in beiden Stufen dieselbe Linie.", zh: "两个阶段使用同一版本线。");
    vec![finding(RULE.id, Severity::Error, [what, why, todo], vec![from, footing.stage.from.span])]
}

/// The line of the stage that what ships copies from, where it is of the same runtime.
fn built_on(case: &Case, needed: &Needed) -> Option<(String, Span)> {
    if matches!(needed.name, "java" | "dotnet" | "aspnet" | "bun" | "deno") {
        return None;
    }
    let sources = case.sources();
    case.footings()
        .into_iter()
        .filter(|footing| !footing.shipped && sources.contains(&footing.stage.index))
        .find_map(|footing| Some((needed.line_of(footing.image())?, footing.stage.from.span)))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let mut told = of_lines(case, choice);
    let known = told.iter().any(|one| one.weight == Weight::Blocker);
    told.extend(demanded::objection(case, choice).into_iter().chain(old_addons::objections(case, choice)));
    told.extend(
        servers::newer_java(case, choice).filter(|_| !known).into_iter().chain(servers::own_certificate(case, choice)),
    );
    told.extend(darts::objections(case, choice, RULE.id).into_iter().chain(pecl::objections(case, choice)));
    told.extend(bundled::objections(case, choice).into_iter().chain(settings::option(case, &choice.image)));
    told.extend(newer_gcc::objection(case, choice).into_iter().chain(newer_compilers::objection(case, choice)));
    told.extend(gone_builders::objections(case, choice));
    told.extend(old_webpack::objection(case, choice).into_iter().chain(old_installers::objection(case, choice)));
    told.extend(npm_settings::objections(case, choice).into_iter().chain(go_modules::objections(case, choice)));
    told.extend(set_up::objections(case, choice).into_iter().chain(old_pipenv::objection(case, choice)));
    told.extend(wheels::objection(case, choice, RULE.id).into_iter().chain(old_addons::prisma(case, choice)));
    told.extend(wheels::cryptography(case, choice, RULE.id).into_iter().chain(old_webpack::of_rails(case, choice)));
    told.extend(dotnet::port(case, choice).into_iter().chain(dotnet::drawing(case, choice)));
    told.extend(javas::leap(case, choice).into_iter().chain(composers::objection(case, choice)));
    told.extend(unknown_givers::objection(case, choice));
    told.extend(anew::release(case, choice).into_iter().chain(servers::undeployed(case, choice)));
    told.extend(products::beside(case, choice).into_iter().chain(demanded::patch(case, choice)));
    told.extend(named_php::objection(case, choice, RULE.id).into_iter().chain(sshd::login(case, choice)));
    told
}

fn of_lines(case: &Case, choice: &Choice) -> Vec<Objection> {
    let known = servers::older_java(case, choice)
        .or_else(|| products::leap(case, choice).or_else(|| servers::other_tomcat(case, choice)))
        .or_else(|| dotnet::objection(case, choice));
    let known = paired::objection(case, choice).or(known);
    if let Some(claim) = known {
        return vec![claim];
    }
    if case.stays(choice) {
        return Vec::new();
    }
    let Some(needed) = Needed::of(case) else {
        return Needed::carried(case, &choice.image)
            .into_iter()
            .filter_map(|needed| grown(case, choice, needed))
            .collect();
    };
    let spans = needed.spans.clone();
    match needed.offered(&choice.image) {
        None if case.installs_runtime(&needed) && installs::keeps_installing(choice) => {
            left_behind(case, choice, &needed).into_iter().collect()
        }
        None if own_runtime::is_brought(case, choice, &needed) => Vec::new(),
        None => vec![objection(RULE.id, Weight::Blocker, absent(case, &needed, &choice.image), spans)],
        Some(_) => {
            let line = compare(case, &needed, &choice.image).filter(|_| !stepped::is_told(case, choice, &needed));
            // What a stage installs on an unknown line of a dead image is for that one.
            let apart =
                choice.shape == Shape::Split && needed.line.is_none() && lineless::is_left_for(case, &choice.image);
            let line = line.map(|(weight, text)| told(if apart { Weight::Blocker } else { weight }, text, spans));
            let written = written_line::objections(case, choice);
            line.into_iter().chain(written).collect()
        }
    }
}

/// A language whose programs are built, and bring their own runtime along where they leave its image.
fn grown(case: &Case, choice: &Choice, needed: Needed) -> Option<Objection> {
    let (weight, text) = compare(case, &needed, &choice.image)?;
    Some(told(weight, text, needed.spans))
}

/// The runtime comes with the release: what a stage installs on the old one is for that one's.
fn left_behind(case: &Case, choice: &Choice, needed: &Needed) -> Option<Objection> {
    let (now, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    if needed.name == "java" && choice.shape == Shape::Split {
        return javas::of_system(case, needed, new);
    }
    let tied = matches!(needed.name, "python" | "node" | "ruby" | "perl");
    if choice.shape != Shape::Split || !tied || now == new {
        return None;
    }
    let (lang, name, now, new) = (case.lang(), needed.title(), now.title(), new.title());
    let text = say!(lang,
        en: "What a stage of {now} installs is for the {name} of {now}; {new} brings another one. Build on {new}, too.",
        de: "Was eine Stufe auf {now} installiert, ist für das {name} von {now}; {new} bringt ein anderes. Baue auch auf {new}.",
        zh: "在 {now} 的阶段中安装的内容面向 {now} 的 {name}；{new} 带的是另一个。请也在 {new} 上构建。");
    Some(objection(RULE.id, Weight::Blocker, text, needed.spans.clone()))
}

fn told(weight: Weight, text: String, spans: Vec<Span>) -> Objection {
    let claim = objection(RULE.id, weight, text, spans);
    if weight == Weight::Change { claim.by(Change::Yours) } else { claim }
}

fn compare(case: &Case, needed: &Needed, image: &Image) -> Option<(Weight, String)> {
    let lang = case.lang();
    // An image without a number, and a stage with one that builds for it.
    let built = || built_on(case, needed).map(|(line, _)| line).filter(|_| is_retired(case));
    let (name, reference) = (needed.title(), &image.reference);
    let Some(wanted) = needed.line.clone().or_else(built) else { return lineless::compare(case, needed, image) };
    let Some(met) = needed.line_of(image) else {
        return Some((
            Weight::Doubt,
            say!(lang,
            en: "The file is written for {name} {wanted}, and the catalogue does not say which `{reference}` brings.",
            de: "Die Datei ist für {name} {wanted} geschrieben, und der Katalog sagt nicht, welche Version `{reference}` mitbringt.",
            zh: "文件面向 {name} {wanted}，而目录没有说明 `{reference}` 自带哪个版本。"),
        ));
    };
    let weight = match runtimes::order(&met, &wanted) {
        Ordering::Equal => return None,
        Ordering::Less => Weight::Blocker,
        // What is held to a version that has nothing for it is to be raised first, whatever the tag.
        Ordering::Greater if needed.name == "python" && floats(case) && wheels::lacking(case, &met).is_some() => {
            Weight::Change
        }
        Ordering::Greater if floats(case) || runtimes::is_minor(needed.name, &met, &wanted) => Weight::Risk,
        // Classes of an older Java load; what the program calls of it may be gone.
        Ordering::Greater if needed.name == "java" => Weight::Change,
        // What is pinned is told of by itself.
        Ordering::Greater if system_language::is_plain(case, needed) && system_language::is_held(case, needed) => {
            return None;
        }
        Ordering::Greater if system_language::is_plain(case, needed) => Weight::Risk,
        // R names no day on which a line ends: a later release of the very image is work, no hindrance. So it is where
        // nobody rebuilds the present one.
        Ordering::Greater if is_own(case, image) && (needed.name == "r" || is_retired(case)) => Weight::Change,
        Ordering::Greater if is_to_be_left(case) || system_language::is_over(case, needed) => Weight::Change,
        Ordering::Greater => Weight::Blocker,
    };
    let mut text = say!(lang,
        en: "`{reference}` brings {name} {met}, and the file is written for {wanted}.",
        de: "`{reference}` bringt {name} {met} mit, und die Datei ist für {wanted} geschrieben.",
        zh: "`{reference}` 自带 {name} {met}，而文件面向 {wanted}。");
    if let Some(still) = javas::stands_still(case, reference, [&met, &wanted]) {
        text = still;
    }
    // learn.microsoft.com, "Select which .NET version to use": no program goes over to another major version by itself.
    let is_sdk = |footing: &ground::Footing| footing.image().repository.ends_with("/sdk");
    if matches!(needed.name, "aspnet" | "dotnet") && !case.footings().iter().any(is_sdk) {
        text += &say!(lang,
            en: " What is published for {wanted} does not start there: give the project that target framework.",
            de: " Was für {wanted} veröffentlicht ist, startet dort nicht: Gib dem Projekt dieses Ziel-Framework.",
            zh: "为 {wanted} 发布的程序在那里无法启动：请把项目的目标框架改为它。");
    }
    if needed.name == "aspnet"
        && runtimes::order(&wanted, "8") == Ordering::Less
        && listens_anew(case, image)
        && dotnet::counted(case).is_empty()
    {
        // learn.microsoft.com, "Default ASP.NET Core port changed from 80 to 8080" (.NET 8).
        text += &say!(lang,
            en: " From 8 on its images listen on port 8080, not 80, unless `ASPNETCORE_HTTP_PORTS` says otherwise.",
            de: " Ab 8 hören ihre Images auf Port 8080 statt 80, außer `ASPNETCORE_HTTP_PORTS` sagt es anders.",
            zh: "从 8 起，其镜像默认监听 8080 端口而不是 80，除非用 `ASPNETCORE_HTTP_PORTS` 另行指定。");
    }
    if python_2::is_it(needed.name, &wanted) {
        text += &python_2::port(lang);
        text.extend(python_2::is_frozen(case).then(|| python_2::frozen(lang)));
        return Some((weight, text));
    }
    text.extend(pinned::of_line(case, needed.name, &met));
    text.extend(pinned::last_stop(case, needed.name, &met, image));
    text.extend(gems_gone::of_line(case, needed.name, &wanted, &met));
    Some((weight, text))
}

/// It listens where the image says: an SDK serves nothing, and a file may say it itself.
pub fn listens_anew(case: &Case, image: &Image) -> bool {
    let names = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "URLS"];
    let env = case.build.shipped_stage().map(|stage| stage.config.env.as_slice()).unwrap_or_default();
    !image.repository.ends_with("/sdk") && !env.iter().any(|(name, _)| names.contains(&name.as_str()))
}

pub fn is_own(case: &Case, image: &Image) -> bool {
    case.present().is_some_and(|now| now.repository == image.repository)
}

/// The reader follows a moving tag: a new line is what they ask for.
fn floats(case: &Case) -> bool {
    case.shipped().is_some_and(|footing| footing.moves_on())
}

pub fn is_retired(case: &Case) -> bool {
    case.present().is_some_and(|image| image.lifecycle.retired.is_some())
}

/// Its line, or the image by its maker's own calendar (Lambda), has ended or ends within half a year: another is work to be done, no hindrance.
fn is_to_be_left(case: &Case) -> bool {
    use Lifecycle::{Ended, EndingSoon, ExtendedOnly};
    case.present().is_some_and(|image| {
        let cycles = [&image.lifecycle.runtime, &image.lifecycle.image];
        let leaves = |cycle| matches!(ground::state(cycle, &case.wishes.today), Ended | ExtendedOnly | EndingSoon);
        cycles.into_iter().any(leaves) || ground::is_given_up(image)
    }) || fetched::of(case).iter().any(|one| one.shipped && one.is_over(case))
}

fn absent(case: &Case, needed: &Needed, image: &Image) -> String {
    let (lang, name, image) = (case.lang(), needed.title(), &image.reference);
    say!(lang,
        en: "The program runs on {name}, and `{image}` does not have it.",
        de: "Das Programm läuft mit {name}, und `{image}` hat das nicht.",
        zh: "程序需要 {name} 才能运行，而 `{image}` 没有。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PYTHON: &str = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"main.py\"]\n";

    #[test]
    fn another_line_of_python_does_not_fit() {
        assert_eq!(weight(RULE.id, PYTHON, "gcr.io/distroless/python3-debian13", Shape::Split), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, PYTHON, "debian:13-slim", Shape::Split), Some(Weight::Blocker));
    }

    #[test]
    fn the_same_line_fits_and_a_newer_java_is_a_change() {
        assert_eq!(weight(RULE.id, PYTHON, "python:3.12-alpine", Shape::Swap), None);
        let java = "FROM eclipse-temurin:21-jre\nCOPY app.jar .\nCMD [\"java\", \"-jar\", \"app.jar\"]\n";
        assert_eq!(weight(RULE.id, java, "eclipse-temurin:25-jre", Shape::Swap), Some(Weight::Change));
        let floating = java.replace(":21-jre", ":latest");
        assert_eq!(weight(RULE.id, &floating, "eclipse-temurin:25-jre", Shape::Swap), None);
        silent(RULE.id, PYTHON);
    }

    #[test]
    fn away_from_an_image_that_was_given_up_a_newer_line_is_work() {
        let file = "FROM bitnami/node:20\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";
        assert_eq!(weight(RULE.id, file, "node:24-trixie-slim", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn another_line_of_what_builds_and_ships_is_told() {
        for (old, new) in [("erlang:22", "erlang:29"), ("elixir:1.11", "elixir:1.18")] {
            let file = format!("FROM {old}\nCOPY . .\nRUN rebar3 release\nCMD [\"/r/bin/r\"]\n");
            assert_eq!(weight(RULE.id, &file, new, Shape::Swap), Some(Weight::Change), "{old}");
            assert_eq!(weight(RULE.id, &file.replace(old, new), new, Shape::Swap), None);
        }
    }

    #[test]
    fn a_runtime_from_jlink_comes_along() {
        let file = "FROM eclipse-temurin:21-alpine AS b\nRUN $JAVA_HOME/bin/jlink --add-modules java.base --output /javaruntime\nFROM alpine:3.17\nENV JAVA_HOME=/opt/java\nCOPY --from=b /javaruntime $JAVA_HOME\nCOPY app.jar /app.jar\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.24", Shape::Swap), None);
        let without = file.replace("COPY --from=b /javaruntime $JAVA_HOME\n", "");
        assert_eq!(weight(RULE.id, &without, "alpine:3.24", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_stage_left_on_the_old_release_installs_for_its_interpreter() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3 python3-venv gcc\nRUN python3 -m venv /opt/v && /opt/v/bin/pip install numpy\nCMD [\"/opt/v/bin/python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "ubuntu:26.04", Shape::Split), Some(Weight::Blocker));
        // Another Python is told by `stepped`.
        assert_eq!(weight(RULE.id, file, "ubuntu:26.04", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "ubuntu:20.04", Shape::Split), None);
    }

    #[test]
    fn a_tag_without_a_line_that_stood_still_is_another_line() {
        let file = "FROM python:alpine3.7\nRUN pip install awscli==1.16.220\nENTRYPOINT [\"aws\"]\n";
        let told = weighed(RULE.id, file, "python:3.14-alpine3.24", Shape::Swap);
        assert!(told[0].weight == Weight::Change && told[0].text.contains("names no line of Python"), "{told:?}");
        let floats = file.replace("alpine3.7", "alpine");
        assert!(weighed(RULE.id, &floats, "python:3.14-alpine3.24", Shape::Swap).is_empty());
    }

    #[test]
    fn a_port_that_the_file_sets_is_not_told() {
        let file =
            "FROM mcr.microsoft.com/dotnet/aspnet:6.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"A.dll\"]\n";
        let told = |file: &str| {
            let all = weighed(RULE.id, file, "mcr.microsoft.com/dotnet/aspnet:10.0-resolute", Shape::Swap);
            all.iter().any(|one| one.text.contains("8080"))
        };
        assert!(told(file) && !told(&file.replace("WORKDIR", "ENV ASPNETCORE_URLS=http://+:80\nWORKDIR")));
    }

    #[test]
    fn a_line_that_has_ended_or_soon_ends_may_be_left() {
        let old = PYTHON.replace("3.12", "3.8");
        assert_eq!(weight(RULE.id, &old, "python:3.13-slim", Shape::Swap), Some(Weight::Change));
        let ends_in_december = "FROM php:8.2-apache\nCOPY . .\n";
        assert_eq!(weight(RULE.id, ends_in_december, "php:8.4-apache-trixie", Shape::Swap), Some(Weight::Change));
        let lambda = "FROM public.ecr.aws/lambda/python:3.8\nCOPY a.py ./\nCMD [\"a.handler\"]\n";
        let told = weight(RULE.id, lambda, "public.ecr.aws/lambda/python:3.14", Shape::Swap);
        assert_eq!(told, Some(Weight::Change));
        let r = "FROM rocker/shiny:4.1.0\nCOPY app /srv/shiny-server/app\n";
        assert_eq!(weight(RULE.id, r, "rocker/shiny:4.6.1", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE.id, r, "r-base:4.6.1", Shape::Swap), Some(Weight::Blocker));
        let lasts = ends_in_december.replace("8.2", "8.3");
        assert_eq!(weight(RULE.id, &lasts, "php:8.4-apache-trixie", Shape::Swap), Some(Weight::Blocker));
    }
}
