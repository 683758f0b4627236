//! # The present base brings more than the runtime
//!
//! ## What it is
//! Some images are chosen for what they hold beside the language: browsers (Playwright, Puppeteer, Cypress, Selenium), a notebook server with its packages (Jupyter), Conda and its environments, the host of Azure Functions, the interface of AWS Lambda, a web server in front of PHP, the fuzzing tools of OSS-Fuzz, or another implementation of the language (JRuby, PyPy). Others are a product or a tool themselves: Keycloak, gitlab-runner, kubectl. Bitnami's are set up by variables and places of their own.
//!
//! ## Why it matters
//! A plain image of the same language looks like the same thing, and smaller. The build may even pass. But the browser, the host or the environment that the program uses is not there.
//!
//! ## What to do
//! Stay with the image, and move to its newer releases. If the program uses none of what it holds, say so by starting from the plain image of the language.
//!
//! ## When not to
//! If you can install the missing part yourself, on any base: `npx playwright install --with-deps chromium`, `pip install jupyterlab`. Then the plain image is open to you.
//!
//! ## Example
//! ```dockerfile
//! FROM mcr.microsoft.com/playwright/python:v1.62.1-noble
//! COPY . /app
//! CMD ["pytest", "/app"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! RUN pip install pytest-playwright && playwright install --with-deps chromium
//! COPY . /app
//! CMD ["pytest", "/app"]
//! ```
//!
//! ## Sources
//! - [Playwright: Docker](https://playwright.dev/docs/docker)
//! - [Jupyter Docker Stacks: selecting an image](https://jupyter-docker-stacks.readthedocs.io/en/latest/using/selecting.html)
//! - [Bitnami's containers](https://github.com/bitnami/containers)

use super::applications::{bitnami, made_for};
use super::claims::*;
use super::languages::runtimes::{self, Needed};
use super::users::accounts;
use crate::catalogue::Tri;

pub const RULE: Rule = Rule { id: "base-brings-more", file: None, base: Some(base), ..PLAIN };

/// What a kind of image is chosen for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum More {
    Browsers,
    Notebook,
    Conda,
    Functions,
    Lambda,
    Server,
    Fuzzing,
    Implementation,
}

/// Parts of repositories' names, and what such images hold beside the language.
const CARRIERS: &[(&str, More)] = &[
    ("/playwright", More::Browsers),
    ("puppeteer", More::Browsers),
    ("cypress/", More::Browsers),
    ("selenium/", More::Browsers),
    ("browserless", More::Browsers),
    ("/jupyter/", More::Notebook),
    ("conda", More::Conda),
    ("micromamba", More::Conda),
    ("miniforge", More::Conda),
    ("mambaforge", More::Conda),
    ("azure-functions/", More::Functions),
    ("public.ecr.aws/lambda/", More::Lambda),
    ("phusion/passenger", More::Server),
    ("serversideup/php", More::Server),
    ("trafex/php-nginx", More::Server),
    ("webdevops/php-", More::Server),
    ("/oss-fuzz-base/", More::Fuzzing),
    ("/jruby", More::Implementation),
    ("/pypy", More::Implementation),
    ("truffleruby", More::Implementation),
    ("graalpy", More::Implementation),
    ("tiangolo/uwsgi-nginx", More::Server),
];

/// Images that hold the framework and start a file of a fixed name (github.com/tiangolo/uvicorn-gunicorn-docker).
const STARTERS: [&str; 2] = ["tiangolo/uvicorn-gunicorn", "tiangolo/meinheld-gunicorn"];

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = modules(case, choice).or_else(|| starter(case, choice)) {
        return vec![told];
    }
    let more = || case.present().and_then(|image| carried(&image.repository));
    let Some(more) = *case.once.carried_more.get_or_init(case.facts, more) else {
        let lacking = made_for::lacking(case, choice).or_else(|| bitnami::translated(case, choice));
        return lacking.or_else(|| second_runtime(case, choice)).into_iter().collect();
    };
    if case.stays(choice) || carried(&choice.image.repository) == Some(more) {
        return Vec::new();
    }
    let (lang, name, image) = (case.lang(), case.written(), &choice.image.reference);
    let spans: Vec<Span> = case.shipped().map(|footing| footing.stage.span).into_iter().collect();
    let what = more.text(lang);
    let text = say!(lang,
        en: "`{name}` brings {what}; `{image}` does not.",
        de: "`{name}` bringt {what} mit; `{image}` nicht.",
        zh: "`{name}` 自带{what}；`{image}` 没有。");
    vec![objection(RULE.id, Weight::Blocker, text, spans)]
}

/// nginx's slim images are the others without their dynamic modules.
fn modules(case: &Case, choice: &Choice) -> Option<Objection> {
    let slim = |image: &crate::catalogue::Image| image.variants.contains(&"slim");
    let own = case.present().is_some_and(|now| now.repository == "docker.io/library/nginx" && !slim(now));
    let fact = case.facts.find("needs-modules").next().filter(|_| own && slim(&choice.image))?;
    let (lang, image, now) = (case.lang(), &choice.image.reference, case.written());
    let (weight, line) = (fact.certainty == Certainty::Certain, case.lines(&fact.spans));
    let text = match weight {
        true => say!(lang,
            en: "nginx loads modules ({line}); `{image}` leaves out those that `{now}` brings: image filter, XSLT, GeoIP and njs.",
            de: "nginx lädt Module ({line}); `{image}` lässt weg, was `{now}` mitbringt: Bildfilter, XSLT, GeoIP und njs.",
            zh: "nginx 会加载模块（{line}）；`{image}` 不含 `{now}` 自带的图像处理、XSLT、GeoIP 和 njs 模块。"),
        false => say!(lang,
            en: "The configuration of {line} is not at hand: should it load modules (image filter, XSLT, GeoIP, njs), `{image}` does not have them.",
            de: "Die Konfiguration aus {line} liegt nicht vor: Lädt sie Module (Bildfilter, XSLT, GeoIP, njs), hat `{image}` sie nicht.",
            zh: "看不到{line}的配置：如果它会加载模块（图像处理、XSLT、GeoIP、njs），`{image}` 里没有。"),
    };
    let text = text + &unnamed(case, choice);
    Some(objection(RULE.id, if weight { Weight::Blocker } else { Weight::Risk }, text, fact.spans.clone()))
}

/// A configuration made for Debian may name the user that is there.
fn unnamed(case: &Case, choice: &Choice) -> String {
    let has = |image: &crate::catalogue::Image| accounts::has(image, "www-data");
    let lost = case.present().map(has) == Some(Tri::Yes) && has(&choice.image) == Tri::No;
    let told = say!(case.lang(),
        en: " It has no user `www-data` either.",
        de: " Einen Benutzer `www-data` hat es auch nicht.",
        zh: "它也没有用户 `www-data`。");
    if lost { told } else { String::new() }
}

fn starter(case: &Case, choice: &Choice) -> Option<Objection> {
    let is = |image: &crate::catalogue::Image| STARTERS.iter().any(|part| image.repository.contains(part));
    let now = case.present().filter(|now| is(now) && !is(&choice.image))?;
    let (lang, name, image) = (case.lang(), &now.reference, &choice.image.reference);
    let text = say!(lang,
        en: "`{name}` brings the server, its framework and the command that starts `/app/main.py`: for `{image}` let the requirements name them, and write WORKDIR and CMD.",
        de: "`{name}` bringt den Server, dessen Framework und den Befehl mit, der `/app/main.py` startet: Für `{image}` müssen die Requirements sie nennen und WORKDIR und CMD dastehen.",
        zh: "`{name}` 自带服务器、框架和启动 `/app/main.py` 的命令：换成 `{image}` 时，需要在依赖中列出它们，并写明 WORKDIR 和 CMD。");
    let spans = case.shipped().map(|footing| footing.stage.from.span).into_iter().collect();
    Some(objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

/// The present base is made for another language than the program that starts: `node` with a Python program on it.
fn second_runtime(case: &Case, choice: &Choice) -> Option<Objection> {
    let (needed, now) = (Needed::of(case)?, case.present()?);
    let own = now.runtime.as_ref().map(|runtime| runtime.name).filter(|_| !case.stays(choice))?;
    let plain = crate::evidence::language::of_runtime(own);
    let runs = |image: &crate::catalogue::Image| image.runtime.as_ref().is_some_and(|runtime| runtime.name == own);
    if needed.offered(now).is_some()
        || plain == needed.name
        || plain == "dotnet" && needed.name == "aspnet"
        || runs(&choice.image)
    {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let (name, written) = (runtimes::title(own), case.written());
    let text = say!(lang,
        en: "`{written}` brings {name}, which the program may use; `{image}` does not.",
        de: "`{written}` bringt {name} mit, das Programm benutzt es womöglich; `{image}` nicht.",
        zh: "`{written}` 自带程序可能用到的 {name}；`{image}` 没有。");
    let spans = case.shipped().map(|footing| vec![footing.stage.span]).unwrap_or_default();
    Some(objection(RULE.id, Weight::Doubt, text, spans))
}

fn carried(repository: &str) -> Option<More> {
    CARRIERS.iter().find(|(part, _)| repository.contains(part)).map(|&(_, more)| more)
}

impl More {
    fn text(self, lang: Lang) -> String {
        match self {
            More::Browsers => say!(lang, en: "browsers", de: "Browser", zh: "浏览器"),
            More::Notebook => say!(lang,
                en: "JupyterLab and its packages", de: "JupyterLab und seine Pakete", zh: "JupyterLab 及其软件包"),
            More::Conda => say!(lang,
                en: "Conda and its environments", de: "Conda und dessen Umgebungen", zh: "Conda 及其环境"),
            More::Functions => say!(lang,
                en: "the host of Azure Functions", de: "den Host von Azure Functions", zh: "Azure Functions 的宿主程序"),
            More::Lambda => say!(lang,
                en: "the runtime interface of AWS Lambda",
                de: "die Laufzeitschnittstelle von AWS Lambda",
                zh: "AWS Lambda 的运行时接口"),
            More::Server => say!(lang,
                en: "a web server set up for it", de: "einen dafür eingerichteten Webserver", zh: "配置好的 Web 服务器"),
            More::Fuzzing => say!(lang,
                en: "the compilers, engines and scripts of OSS-Fuzz",
                de: "die Compiler, Engines und Skripte von OSS-Fuzz",
                zh: "OSS-Fuzz 的编译器、引擎和脚本"),
            More::Implementation => say!(lang,
                en: "another implementation of the language",
                de: "eine andere Implementierung der Sprache",
                zh: "该语言的另一种实现"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn browsers_are_not_in_the_plain_image() {
        let file = "FROM mcr.microsoft.com/playwright/python:v1.62.1-noble\nCOPY . /app\nCMD [\"pytest\", \"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(
            weight(
                RULE.id,
                &file.replace("mcr.microsoft.com/playwright/python:v1.62.1-noble", "python:3.13"),
                "python:3.13-slim",
                Shape::Swap
            ),
            None
        );
    }

    #[test]
    fn an_image_that_starts_the_app_leaves_work() {
        let file = "FROM tiangolo/uvicorn-gunicorn-fastapi:python3.11\nCOPY app /app\n";
        assert_eq!(weight(RULE.id, file, "python:3.11-slim-trixie", Shape::Swap), Some(Weight::Change));
        assert_eq!(weight(RULE.id, file, "tiangolo/uvicorn-gunicorn-fastapi:python3.11-slim", Shape::Swap), None);
    }

    #[test]
    fn a_second_language_is_an_open_question() {
        let file = "FROM node:24\nRUN apt-get update && apt-get install -y python3\nCOPY . /app\nCMD [\"python3\", \"/app/a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, file, "node:24-slim", Shape::Swap), None);
        let maven = "FROM maven:3.9-eclipse-temurin-21\nCOPY . .\nRUN mvn package\nCMD [\"java\", \"-jar\", \"target/a.jar\"]\n";
        assert_eq!(weight(RULE.id, maven, "eclipse-temurin:21-jre", Shape::Split), None);
    }

    #[test]
    fn a_fuzzing_image_is_no_plain_ubuntu() {
        let file =
            "FROM gcr.io/oss-fuzz-base/base-builder\nRUN git clone https://example.org/a $SRC/a\nCOPY build.sh $SRC/\n";
        assert_eq!(weight(RULE.id, file, "ubuntu:26.04", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "gcr.io/oss-fuzz-base/base-builder:ubuntu-24-04", Shape::Swap), None);
    }

    #[test]
    fn a_configuration_from_debian_may_name_its_user() {
        let told = |from: &str| {
            let file = format!("FROM {from}\nCOPY nginx.conf /etc/nginx/nginx.conf\n");
            weighed(RULE.id, &file, "nginx:1.31-alpine3.24-slim", Shape::Swap)[0].text.contains("`www-data`")
        };
        assert!(told("nginx:1.31") && !told("nginx:1.31-alpine"));
    }

    #[test]
    fn the_slim_nginx_has_no_modules() {
        let file = "FROM nginx:alpine\nCOPY nginx.conf /etc/nginx/\n";
        assert_eq!(weight(RULE.id, file, "nginx:1.31-alpine3.24-slim", Shape::Swap), Some(Weight::Risk));
        let loads =
            "FROM nginx:alpine\nRUN sed -i '1i load_module modules/ngx_http_js_module.so;' /etc/nginx/nginx.conf\n";
        assert_eq!(weight(RULE.id, loads, "nginx:1.31-alpine3.24-slim", Shape::Swap), Some(Weight::Blocker));
        let pages = "FROM nginx:alpine\nCOPY dist /usr/share/nginx/html\n";
        assert_eq!(weight(RULE.id, pages, "nginx:1.31-alpine3.24-slim", Shape::Swap), None);
    }

    #[test]
    fn conda_goes_to_conda() {
        let file = "FROM continuumio/miniconda3\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "mambaorg/micromamba:2.6.1", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Split), Some(Weight::Blocker));
    }
}
