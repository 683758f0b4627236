//! # The present base brings more than the runtime
//!
//! ## What it is
//! Some images are chosen for what they hold beside the language: browsers (Playwright, Puppeteer, Cypress, Selenium), a notebook server with its packages (Jupyter), Conda and its environments, the host of Azure Functions, the interface of AWS Lambda, a web server in front of PHP, or another implementation of the language (JRuby, PyPy).
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

use super::claims::*;
use super::runtimes::{self, Needed};

pub const RULE: Rule = Rule { id: "base-brings-more", file: None, base: Some(base) };

/// What a kind of image is chosen for.
#[derive(Clone, Copy, PartialEq)]
enum More {
    Browsers,
    Notebook,
    Conda,
    Functions,
    Lambda,
    Server,
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
    ("/jruby", More::Implementation),
    ("/pypy", More::Implementation),
    ("truffleruby", More::Implementation),
    ("graalpy", More::Implementation),
];

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(more) = case.present().and_then(|image| carried(&image.repository)) else {
        return second_runtime(case, choice).into_iter().collect();
    };
    if case.stays(choice) || carried(&choice.image.repository) == Some(more) {
        return Vec::new();
    }
    let (lang, name, image) = (case.lang(), case.written(), &choice.image.reference);
    let what = more.text(lang);
    let text = say!(lang,
        en: "`{name}` brings {what}; `{image}` does not.",
        de: "`{name}` bringt {what} mit; `{image}` nicht.",
        zh: "`{name}` 自带{what}；`{image}` 没有。");
    let spans = case.shipped().map(|footing| vec![footing.stage.span]).unwrap_or_default();
    vec![objection(RULE.id, Weight::Blocker, text, spans)]
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
    fn a_second_language_is_an_open_question() {
        let file = "FROM node:24\nRUN apt-get update && apt-get install -y python3\nCOPY . /app\nCMD [\"python3\", \"/app/a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Swap), Some(Weight::Doubt));
        assert_eq!(weight(RULE.id, file, "node:24-slim", Shape::Swap), None);
        let maven = "FROM maven:3.9-eclipse-temurin-21\nCOPY . .\nRUN mvn package\nCMD [\"java\", \"-jar\", \"target/a.jar\"]\n";
        assert_eq!(weight(RULE.id, maven, "eclipse-temurin:21-jre", Shape::Split), None);
    }

    #[test]
    fn conda_goes_to_conda() {
        let file = "FROM continuumio/miniconda3\nCMD [\"python\", \"a.py\"]\n";
        assert_eq!(weight(RULE.id, file, "mambaorg/micromamba:2.6.1", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Split), Some(Weight::Blocker));
    }
}
