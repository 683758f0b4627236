//! # The base starts something else
//!
//! ## What it is
//! A base can bring an `ENTRYPOINT`. Your `CMD` then is only its arguments. Distroless images for Node.js and Python start the interpreter themselves; Docker's Node.js image starts whatever `CMD` names.
//!
//! ## Why it matters
//! `CMD ["node", "server.js"]` on distroless starts `node node server.js`, which fails: `Cannot find module '/app/node'`. And where your file sets neither, the new base's own start takes the place of the old one.
//!
//! ## What to do
//! On such a base leave the interpreter out of `CMD`, or set `ENTRYPOINT` yourself.
//!
//! ## When not to
//! If your file sets `ENTRYPOINT`, the base's own does not matter.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! CMD ["node", "/app/server.js"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! CMD ["/app/server.js"]
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: how CMD and ENTRYPOINT interact](https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact)
//! - [Distroless: Node.js](https://github.com/GoogleContainerTools/distroless/blob/main/nodejs/README.md)

use super::applications::{onbuild, shiny};
use super::claims::*;
use super::languages::modules;
use super::offers;
use super::places::{homes, redhat};
use crate::catalogue::{Image, Kind};
use crate::evidence::Product;
use crate::stages::{Config, Launch};

pub const RULE: Rule = Rule { id: "entrypoint-changes", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let lang = case.lang();
    let Some((cmd, program)) = repeated(case, footing.image()) else {
        return modules::finding(case, footing.image()).into_iter().collect();
    };
    let what = twice(case, cmd, &program, footing.image());
    let why = say!(lang,
        en: "It would be started with itself as its first argument, and fail.",
        de: "Es würde mit sich selbst als erstem Argument gestartet und scheitern.",
        zh: "它会把自己当作第一个参数启动，从而失败。");
    let todo = say!(lang,
        en: "Leave `{program}` out of `CMD`.",
        de: "Lass `{program}` in `CMD` weg.",
        zh: "从 `CMD` 中去掉 `{program}`。");
    vec![finding(RULE.id, Severity::Error, [what, why, todo], vec![cmd.span])]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = onbuild::objection(case, choice, RULE.id) {
        return vec![told];
    }
    if let Some((cmd, program)) = repeated(case, &choice.image) {
        let claim = objection(RULE.id, Weight::Change, twice(case, cmd, &program, &choice.image), vec![cmd.span]);
        let instruction = case.instruction(cmd.span);
        return vec![claim.by(instruction.map_or(Change::Yours, |instruction| Change::BaseEntrypoint { instruction }))];
    }
    if let Some(told) = modules::objection(case, &choice.image) {
        return vec![told];
    }
    if case.stays(choice) {
        return Vec::new();
    }
    shiny::objection(case, choice, RULE.id)
        .or_else(|| script(case, choice))
        .or_else(|| fastcgi(case, choice))
        .or_else(|| init(case, choice))
        .or_else(|| other_program(case, choice))
        .or_else(|| inherited(case, choice))
        .into_iter()
        .collect()
}

/// A script of Red Hat's images by its path: no other base has it.
fn script(case: &Case, choice: &Choice) -> Option<Objection> {
    let (script, span) = redhat::script(case, &choice.image)?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} calls `{script}`, which comes with the present base and not with `{image}`.",
        de: "{line} ruft `{script}` auf; das kommt mit dem jetzigen Basis-Image und nicht mit `{image}`.",
        zh: "{line}调用 `{script}`，它来自当前基础镜像，`{image}` 中没有。");
    Some(objection(RULE.id, Weight::Blocker, text, vec![span]))
}

/// The variants with `fpm` answer FastCGI on port 9000, the others HTTP: what stands before them speaks one of the two.
fn fastcgi(case: &Case, choice: &Choice) -> Option<Objection> {
    let speaks = |image: &crate::catalogue::Image| image.variants.contains(&"fpm");
    let now = case.present().filter(|now| now.repository == choice.image.repository)?;
    let set = config(case).is_some_and(|config| config.cmd.is_some() || config.entrypoint.is_some());
    if set || speaks(now) == speaks(&choice.image) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = match speaks(now) {
        false => say!(lang,
            en: "`{image}` answers FastCGI on port 9000, and no HTTP.",
            de: "`{image}` antwortet mit FastCGI auf Port 9000, nicht mit HTTP.",
            zh: "`{image}` 在 9000 端口提供 FastCGI，而不是 HTTP。"),
        true => say!(lang,
            en: "`{image}` does not answer FastCGI, which the present base does.",
            de: "`{image}` antwortet nicht mit FastCGI, das jetzige Basis-Image schon.",
            zh: "当前基础镜像提供 FastCGI，而 `{image}` 不提供。"),
    };
    Some(objection(RULE.id, Weight::Blocker, text, vec![case.shipped()?.stage.from.span]))
}

/// systemd, `my_init` and their kin come with the base, or they are not there.
fn init(case: &Case, choice: &Choice) -> Option<Objection> {
    const PACKAGES: &[&str] = &["systemd", "supervisor", "runit", "s6", "s6-overlay", "openrc", "monit"];
    let image = &choice.image;
    let own = case.present().is_some_and(|now| now.repository == image.repository) || image.repository.contains("init");
    let installed = || case.installs().iter().any(|install| PACKAGES.contains(&install.package.name.as_str()));
    let brought = || installed() || case.brings("/init") || case.brings("s6-overlay") || case.brings("supervisord");
    if case.facts.product != Product::InitSystem || own || brought() || installs_by_other_means(case) {
        return None;
    }
    let config = config(case)?;
    let launch = config.entrypoint.as_ref().or(config.cmd.as_ref())?;
    let program = launch.words.first().map_or("init", |word| word.text.as_str());
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[launch.span])), &image.reference);
    let text = say!(lang,
        en: "{line} starts `{program}`, which comes with the present base; whether `{reference}` has it, we do not know.",
        de: "{line} startet `{program}`, das mit dem jetzigen Basis-Image kommt; ob `{reference}` es hat, wissen wir nicht.",
        zh: "{line}启动 `{program}`，它来自当前基础镜像；我们不知道 `{reference}` 是否带有它。");
    Some(objection(RULE.id, Weight::Doubt, text, vec![launch.span]))
}

/// `pip install supervisor`, an archive unpacked over the root.
fn installs_by_other_means(case: &Case) -> bool {
    case.facts.effects.iter().any(|effect| matches!(effect.does, Doing::InstallDependencies { .. } | Doing::Download))
}

fn config<'a>(case: &Case<'a>) -> Option<&'a Config> {
    case.build.shipped_stage().map(|stage| &stage.config)
}

/// CMD without an ENTRYPOINT of the file's own.
pub fn cmd<'a>(case: &Case<'a>) -> Option<&'a Launch> {
    let config = config(case)?;
    config.cmd.as_ref().filter(|_| config.entrypoint.is_none())
}

/// The interpreter that a base starts by itself.
pub fn interpreter(image: &Image) -> Option<&'static str> {
    let mut names = image.entrypoint.iter().flatten().filter_map(|word| word.rsplit('/').next());
    // An init in front of it hands on what it gets.
    let program = names.find(|name| !matches!(*name, "tini" | "dumb-init" | "--"))?;
    let runtime = image.runtime.as_ref()?.name;
    offers::is_program_of(runtime, unversioned(program)).then_some(program)
}

/// `python3.13` is the program `python3`.
fn unversioned(program: &str) -> &str {
    program.split('.').next().unwrap_or(program)
}

/// CMD, where it names the interpreter that the base starts anyway.
fn repeated<'a>(case: &Case<'a>, image: &Image) -> Option<(&'a Launch, String)> {
    let (cmd, own) = (cmd(case)?, interpreter(image)?);
    let runtime = image.runtime.as_ref()?.name;
    let first = &cmd.commands.first()?.program;
    // That of a virtual environment is one of its own.
    let program = first.name();
    let named = !homes::is_venv(&first.text);
    (named && (program == own || offers::is_program_of(runtime, program))).then(|| (cmd, program.to_string()))
}

/// What follows `deno` on a command line: [Deno's manual](https://docs.deno.com/runtime/reference/cli/).
const DENO_COMMANDS: &[&str] = &["run", "serve", "task", "test", "repl", "eval"];

/// CMD names another program than the interpreter that the base would start it with.
fn other_program(case: &Case, choice: &Choice) -> Option<Objection> {
    let (cmd, own) = (cmd(case)?, interpreter(&choice.image)?);
    let first = &cmd.commands.first()?.program;
    let (program, of_venv) = (first.name().to_string(), homes::is_venv(&first.text));
    let own_word = own == "deno" && DENO_COMMANDS.contains(&program.as_str());
    let same = !of_venv && case.present().and_then(interpreter).map(unversioned) == Some(unversioned(own));
    if program.contains('.') || program.is_empty() || own_word || same {
        return None;
    }
    let (lang, line, image) = (case.lang(), sentence(case.line(&[cmd.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} starts `{program}`, and `{image}` would hand it to `{own}`; `ENTRYPOINT` has to name it.",
        de: "{line} startet `{program}`, und `{image}` gäbe das an `{own}` weiter; `ENTRYPOINT` muss es nennen.",
        zh: "{line}启动 `{program}`，而 `{image}` 会把它交给 `{own}`；需要用 `ENTRYPOINT` 指明。");
    let entrypoint: Vec<String> = cmd.words.iter().map(|word| word.text.clone()).collect();
    let claim = objection(RULE.id, Weight::Change, text, vec![cmd.span]);
    Some(claim.by(Change::WriteEntrypoint { entrypoint, cmd: Vec::new() }))
}

/// Neither is set: what the present base starts is what runs.
fn inherited(case: &Case, choice: &Choice) -> Option<Objection> {
    let fact = case.facts.find("inherits-entrypoint").next()?;
    let (now, then) = (case.present()?, &choice.image);
    let starts = |image: &Image| (image.entrypoint.clone(), image.cmd.clone());
    let same = starts(now) == starts(then) || redhat::is_kin(now, then);
    if same || case.is_sibling(then) || case.facts.product == Product::BaseImage {
        return None;
    }
    let sets = config(case).is_some_and(|config| config.entrypoint.is_some() || config.cmd.is_some());
    if sets && starts_alike(now, then) {
        return None;
    }
    if interpreter(then).is_none() && repeated(case, now).is_some() {
        // CMD names the interpreter already: what the present base starts twice, this one starts once.
        return None;
    }
    let (mut entrypoint, cmd) = (owned(&now.entrypoint), owned(&now.cmd));
    if let (Some(program), Some(first)) = (interpreter(now), entrypoint.first_mut()) {
        // By its name: `/nodejs/bin/node` is there on distroless only.
        *first = program.to_string();
    }
    let passes = entrypoint.last().is_none_or(|last| last.ends_with(".sh") || last.ends_with("-entrypoint"));
    let same = interpreter(then).is_none_or(|own| own == "deno" && now.runtime.as_ref().is_some_and(|r| r.name == own));
    if passes && !cmd.is_empty() && entrypoint.first().is_some_and(|first| !first.contains('/')) {
        // A script of the old image, which hands on to CMD: what it starts is what counts.
        entrypoint.clear();
    }
    if sets && passes && same {
        return None;
    }
    let (lang, old, new, image) = (case.lang(), command(now), command(then), &then.reference);
    let text = say!(lang,
        en: "The file starts what its base starts ({old}); `{image}` starts {new}.",
        de: "Die Datei startet, was ihr Basis-Image startet ({old}); `{image}` startet {new}.",
        zh: "文件启动的是其基础镜像的程序（{old}）；`{image}` 启动的是 {new}。");
    let claim = |weight| objection(RULE.id, weight, text.clone(), fact.spans.clone());
    match case.facts.workload.kind {
        Kind::Application(_) => Some(claim(Weight::Risk)),
        _ if entrypoint.is_empty() && cmd.is_empty() => None,
        _ if passes && !entrypoint.is_empty() => Some(claim(Weight::Blocker)),
        _ if entrypoint.first().or(cmd.first()).is_some_and(|program| is_the_bases(case, program)) => {
            Some(claim(Weight::Blocker))
        }
        _ => Some(claim(Weight::Change).by(Change::WriteEntrypoint { entrypoint, cmd })),
    }
}

/// A program of the present base by its path, `/init`: no other base has it there.
fn is_the_bases(case: &Case, program: &str) -> bool {
    const EVERYWHERE: [&str; 4] = ["/tini", "/dumb-init", "/sh", "/bash"];
    program.contains('/') && !EVERYWHERE.iter().any(|name| program.ends_with(name)) && !case.brings(program)
}

/// `/usr/bin/python3.11` and `/usr/bin/python3.13`: the interpreter of the line that each brings.
fn starts_alike(now: &Image, then: &Image) -> bool {
    let plain = |image: &Image| {
        let words = image.entrypoint.as_deref()?;
        let name = |word: &&str| {
            word.rsplit('/')
                .next()
                .unwrap_or(word)
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
                .to_string()
        };
        Some(words.iter().map(name).collect::<Vec<String>>())
    };
    let runtime = |image: &Image| image.runtime.as_ref().map(|runtime| runtime.name);
    runtime(now).is_some() && runtime(now) == runtime(then) && plain(now).is_some() && plain(now) == plain(then)
}

fn owned(words: &Option<Vec<&'static str>>) -> Vec<String> {
    words.iter().flatten().map(|word| word.to_string()).collect()
}

fn command(image: &Image) -> String {
    let words: Vec<String> = owned(&image.entrypoint).into_iter().chain(owned(&image.cmd)).collect();
    if words.is_empty() { "–".into() } else { format!("`{}`", words.join(" ")) }
}

fn twice(case: &Case, cmd: &Launch, program: &str, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[cmd.span])), &image.reference);
    say!(lang,
        en: "{line} names `{program}`, and `{image}` starts it by itself.",
        de: "{line} nennt `{program}`, und `{image}` startet es schon von selbst.",
        zh: "{line}写了 `{program}`，而 `{image}` 本身就会启动它。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn services_stay_with_the_init_that_starts_them() {
        let file = "FROM ghcr.io/linuxserver/baseimage-alpine:3.20\nRUN apk add --no-cache python3 && pip install -r /app/requirements.txt\nCOPY root/ /\nEXPOSE 6767\n";
        let to = |file: &str, image: &str| weight(RULE.id, file, image, Shape::Swap);
        assert_eq!(to(file, "python:3.14-alpine3.24"), Some(Weight::Blocker));
        assert_ne!(to(file, "ghcr.io/linuxserver/baseimage-alpine:3.22"), Some(Weight::Blocker));
        let own = file.replace("EXPOSE 6767", "ENTRYPOINT [\"python3\", \"/a.py\"]");
        assert_ne!(to(&own, "python:3.14-alpine3.24"), Some(Weight::Blocker));
    }

    const NODE: &str = "FROM node:24-slim\nCOPY . /app\nCMD [\"node\", \"/app/server.js\"]\n";

    #[test]
    fn fastcgi_is_not_http() {
        let file = "FROM phpmyadmin\nEXPOSE 80\n";
        assert_eq!(weight(RULE.id, file, "phpmyadmin:5.2-fpm", Shape::Swap), Some(Weight::Blocker));
        let fpm = "FROM php:8.4-fpm\nCOPY src /var/www/html\n";
        assert_eq!(weight(RULE.id, fpm, "php:8.4-fpm-alpine3.24", Shape::Swap), None);
    }

    #[test]
    fn an_init_of_the_base_is_not_on_another() {
        let file =
            "FROM ghcr.io/linuxserver/baseimage-alpine:3.20\nRUN apk add --no-cache python3 py3-pip\nCOPY root/ /\n";
        assert_eq!(weight(RULE.id, file, "python:3.14-alpine3.24", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "ghcr.io/linuxserver/baseimage-alpine:3.22", Shape::Swap), None);
    }

    #[test]
    fn distroless_starts_node_by_itself() {
        fires(RULE.id, &NODE.replace("node:24-slim", "gcr.io/distroless/nodejs24-debian13"));
        let told = weighed(RULE.id, NODE, "gcr.io/distroless/nodejs24-debian13", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::BaseEntrypoint { .. })), "{told:?}");
    }

    #[test]
    fn distroless_starts_python_by_its_versioned_name() {
        let python = "FROM python:3.13\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n";
        let told = weighed(RULE.id, python, "gcr.io/distroless/python3-debian13:nonroot", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::BaseEntrypoint { .. })), "{told:?}");
    }

    #[test]
    fn options_stay_for_the_next_python() {
        let file = "FROM gcr.io/distroless/python3-debian11\nCOPY . /app\nCMD [\"-m\", \"uvicorn\", \"app:app\"]\n";
        assert_eq!(weight(RULE.id, file, "gcr.io/distroless/python3-debian13", Shape::Swap), None);
    }

    #[test]
    fn the_interpreter_of_an_environment_is_another() {
        let file =
            "FROM gcr.io/distroless/python3-debian12\nCOPY . /app\nCMD [\"/app/.venv/bin/python\", \"/app/m.py\"]\n";
        let told = weighed(RULE.id, file, "gcr.io/distroless/python3-debian13", Shape::Swap);
        assert!(matches!(&told[..], [one] if matches!(one.change, Some(Change::WriteEntrypoint { .. }))), "{told:?}");
    }

    #[test]
    fn dockers_image_starts_what_cmd_names_and_an_own_entrypoint_decides() {
        silent(RULE.id, NODE);
        assert_eq!(weight(RULE.id, NODE, "node:24-alpine", Shape::Swap), None);
        let own = NODE.replace("CMD", "ENTRYPOINT");
        assert_eq!(weight(RULE.id, &own, "gcr.io/distroless/nodejs24-debian13", Shape::Swap), None);
    }
}
