//! Pins of Python's packages that are older than the first version with a wheel for another Python.

use super::pins::{self, Pin};
use crate::catalogue::{Image, Libc};
use crate::rules::claims::*;
use crate::rules::languages::{runtimes, system_language};
use crate::rules::loading::dotnet::has_openssl_3;
use crate::rules::packages::pinned;
use std::cmp::Ordering;

/// What the file holds to a version that the line does not install, or does not run.
pub fn lacking(case: &Case, line: &str) -> Option<String> {
    let told = [missing(case, line), unbuilt(case, line), stopped(case, line)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.concat())
}

fn stopped(case: &Case, line: &str) -> Option<String> {
    let names = titles(case, |pin| pin.is_stopped(case, line))?;
    Some(say!(case.lang(),
        en: " With what pip installs for Python {line} today, importing {names} fails: take a newer release.",
        de: " Mit dem, was pip heute für Python {line} installiert, scheitert der Import von {names}: Nimm eine neuere Version.",
        zh: "使用 pip 目前为 Python {line} 安装的内容，导入 {names} 会失败：请改用更新的版本。"))
}

/// A sentence on what the file holds to a version without a wheel.
fn unbuilt(case: &Case, line: &str) -> Option<String> {
    let names = titles(case, |pin| pin.is_unbuilt(line))?;
    Some(say!(case.lang(),
        en: " PyPI has no wheel of {names} for Python {line}: pip compiles it, which takes a compiler and headers, or finds none at all. Take a newer release.",
        de: " PyPI hat kein Wheel von {names} für Python {line}: pip kompiliert es, wozu Compiler und Header nötig sind, oder findet gar keins. Nimm eine neuere Version.",
        zh: "PyPI 没有 {names} 面向 Python {line} 的 wheel：会被编译（需要编译器和头文件），或找不到。请改用更新的版本。"))
}

/// A sentence on what has no wheel for the line in any version.
fn missing(case: &Case, line: &str) -> Option<String> {
    let names = titles(case, |pin| pin.has_none(line))?;
    Some(say!(case.lang(),
        en: " PyPI has no wheel of {names} for Python {line} in any version: take an earlier Python.",
        de: " PyPI hat von {names} in keiner Version ein Wheel für Python {line}: Nimm ein früheres Python.",
        zh: "PyPI 没有任何版本的 {names} 提供面向 Python {line} 的 wheel：请使用更早的 Python。"))
}

fn titles(case: &Case, mut which: impl FnMut(&Pin) -> bool) -> Option<String> {
    let names: Vec<String> = pins::of(case).iter().filter(|pin| which(pin)).map(Pin::title).collect();
    (!names.is_empty()).then(|| codes(case.lang(), &names))
}

/// The present image brings a Python that has none of them already.
pub fn finding(case: &Case, rule: &'static str) -> Option<Finding> {
    let needed = runtimes::Needed::of(case).filter(|needed| needed.name == "python")?;
    let footing = case.shipped()?;
    let what = lacking(case, &needed.line_of(footing.image())?)?.trim_start().to_string();
    let lang = case.lang();
    let why = say!(lang, en: "The build or the program mostly stops there.", de: "Meist bricht dort der Build oder das Programm ab.", zh: "构建或程序多半会在此中止。");
    let todo = say!(lang,
        en: "Raise the pins, or stand on the Python that they were chosen for, as long as it lives.",
        de: "Heb die Festlegungen an, oder bleib bei dem Python, für das sie gewählt sind, solange es lebt.",
        zh: "请提高固定的版本，或在其仍受支持期间使用为之选定的 Python。");
    Some(crate::rules::claims::finding(rule, Severity::Warning, [what, why, todo], vec![footing.stage.from.span]))
}

/// Another image of the same line has none of them either, nor has one whose line today is not told. Where the system's
/// Python moves on, the sentence on that says it.
pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    if case.stays(choice) {
        return None;
    }
    if let Some(told) = absent(case, choice, rule) {
        return Some(told);
    }
    let needed = runtimes::Needed::of(case).filter(|needed| needed.name == "python");
    let of = |image: &Image| needed.as_ref()?.line_of(image);
    let (now, of_framework) = (case.present()?, of_framework(&choice.image));
    let line = of(&choice.image).or(of_framework.map(String::from))?;
    // Of another line than the file is written for, the sentence on that says it.
    let own = of(now).or_else(|| needed.as_ref()?.line.clone());
    let same = of_framework.is_some() || own.is_none_or(|own| own == line);
    let text = lacking(case, &line).filter(|_| same && pinned::objection(case, choice).is_none())?;
    let text = text.trim_start().to_string();
    Some(crate::rules::claims::objection(rule, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// Compiled for musl, as there is no wheel before 3.4.8, cryptography asks OpenSSL for what 3 has no more
/// ([pyca/cryptography, issues 7868](https://github.com/pyca/cryptography/issues/7868) and
/// [7039](https://github.com/pyca/cryptography/issues/7039)).
pub fn cryptography(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let image = Some(&choice.image).filter(|image| image.libc == Libc::Musl && !case.stays(choice))?;
    image.os.as_ref().filter(|os| has_openssl_3(os))?;
    let version =
        pins::held(case, "cryptography").filter(|version| runtimes::order(version, "3.4.8") == Ordering::Less)?;
    let (lang, image) = (case.lang(), &image.reference);
    let text = say!(lang,
        en: "`cryptography {version}` is compiled on `{image}`, and does not load with its OpenSSL 3 (`FIPS_mode_set: symbol not found`). 3.4.8 is the first with a wheel for musl.",
        de: "`cryptography {version}` wird auf `{image}` kompiliert und lädt mit dessen OpenSSL 3 nicht (`FIPS_mode_set: symbol not found`). 3.4.8 ist die erste mit einem Wheel für musl.",
        zh: "`cryptography {version}` 会在 `{image}` 上编译，但无法与其 OpenSSL 3 一起加载（`FIPS_mode_set: symbol not found`）。3.4.8 是首个提供 musl wheel 的版本。");
    Some(crate::rules::claims::objection(rule, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// What no version can be had of for the Python there: a hindrance where it cannot be compiled, either.
fn absent(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let line = line_on(case, &choice.image)?;
    let text = missing(case, &line)?.trim_start().to_string();
    let nowhere = pins::of(case).iter().any(|pin| pin.is_nowhere(&line));
    let told = |weight| crate::rules::claims::objection(rule, weight, text, Vec::new());
    Some(if nowhere { told(Weight::Blocker) } else { told(Weight::Change).by(Change::Yours) })
}

/// The Python of an image, or the system's where the file installs that, and no other one.
fn line_on(case: &Case, image: &Image) -> Option<String> {
    let other = |needed: runtimes::Needed| needed.name == "python" && !system_language::is_plain(case, &needed);
    let installs = || case.installs().iter().any(|install| pinned::is_python(&install.package.name));
    let is_of_system = || installs() && !runtimes::Needed::of(case).is_some_and(other);
    let of_system =
        || image.os.as_ref().filter(|_| image.runtime.is_none() && is_of_system()).and_then(pinned::version);
    runtimes::of(image, "python").or_else(|| of_system().map(String::from))
}

/// The images of PyTorch and TensorFlow name no Python; for years it has been 3.11 or a later one
/// ([pytorch: docker.Makefile](https://github.com/pytorch/pytorch/blob/main/docker.Makefile),
/// [tensorflow: partials](https://github.com/tensorflow/tensorflow/tree/master/tensorflow/tools/tf_sig_build_dockerfiles)).
fn of_framework(image: &Image) -> Option<&'static str> {
    let own = matches!(image.repository.as_str(), "docker.io/pytorch/pytorch" | "docker.io/tensorflow/tensorflow");
    own.then_some("3.11")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input};

    #[test]
    fn where_the_python_stays_they_are_named_too() {
        let rule = crate::rules::runtime_version_mismatch::RULE.id;
        let file = "FROM python:3.14\nRUN pip install tensorflow==1.15 numpy==1.16\nCMD [\"python\", \"a.py\"]\n";
        assert!(fires(rule, file).what.contains("`tensorflow 1.15`"));
        silent(rule, &file.replace("3.14", "3.7"));
        silent(rule, &file.replace("tensorflow==1.15 numpy==1.16", "numpy"));
    }

    #[test]
    fn cryptography_of_before_does_not_load_with_openssl_3_on_musl() {
        let rule = crate::rules::runtime_version_mismatch::RULE.id;
        let file = "FROM python:3.9-alpine3.15\nRUN apk add gcc musl-dev openssl-dev\nRUN pip install cryptography==2.6.1\nCMD [\"python\", \"a.py\"]\n";
        let told = |file: &str, to: &str| {
            weighed(rule, file, to, Shape::Swap).iter().any(|one| one.text.contains("FIPS_mode_set"))
        };
        assert!(told(file, "python:3.11-alpine3.24"));
        assert!(
            !told(file, "python:3.11-slim-trixie") && !told(&file.replace("2.6.1", "41.0"), "python:3.11-alpine3.24")
        );
    }

    #[test]
    fn an_image_that_names_no_python_has_a_new_one() {
        let rule = crate::rules::runtime_version_mismatch::RULE.id;
        let told = |old: &str, new: &str| {
            let file = format!("FROM {old}\nRUN pip install numpy==1.18.5\nCMD [\"python\", \"a.py\"]\n");
            weighed(rule, &file, new, Shape::Swap).iter().any(|one| one.text.contains("PyPI has no wheel"))
        };
        assert!(told("jupyter/scipy-notebook:python-3.8", "quay.io/jupyter/scipy-notebook:latest"));
        assert!(told("tensorflow/tensorflow:2.3.0-gpu", "tensorflow/tensorflow:2.21.0-gpu"));
        assert!(told(
            "pytorch/pytorch:1.7.1-cuda11.0-cudnn8-runtime",
            "pytorch/pytorch:2.13.0-cuda13.0-cudnn9-runtime"
        ));
    }

    #[test]
    fn no_version_has_a_wheel_yet() {
        let rule = crate::rules::runtime_version_mismatch::RULE.id;
        let file = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip3 install tensorflow\nCMD [\"python3\", \"a.py\"]\n";
        assert_eq!(weight(rule, file, "ubuntu:26.04", Shape::Swap), Some(Weight::Blocker));
        assert!(weight(rule, file, "ubuntu:24.04", Shape::Swap) < Some(Weight::Blocker));
        let other = file
            .replace("python3 python3-pip", "python3.11 python3-pip")
            .replace("RUN pip3", "RUN python3.11 -m pip")
            .replace("[\"python3\"", "[\"python3.11\"");
        assert!(weight(rule, &other, "ubuntu:26.04", Shape::Swap) < Some(Weight::Blocker), "it brings its own Python");
        let compiled = file.replace("tensorflow", "fiona");
        assert_eq!(weight(rule, &compiled, "ubuntu:26.04", Shape::Swap), Some(Weight::Change));
        assert!(
            weight(rule, &file.replace("tensorflow", "flask"), "ubuntu:26.04", Shape::Swap) < Some(Weight::Blocker)
        );
        assert!(
            fires(rule, "FROM python:3.14\nRUN pip install pygame\nCMD [\"python\", \"a.py\"]\n")
                .what
                .contains("in any version")
        );
        silent(rule, "FROM python:3.13\nRUN pip install pygame\nCMD [\"python\", \"a.py\"]\n");
    }

    #[test]
    fn the_sentence_stands_once() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip3 install numpy==1.19.5\nCMD [\"python3\", \"a.py\"]\n";
        let own = file
            .replace("python3 python3-pip", "python3.9")
            .replace("pip3", "python3.9 -m pip")
            .replace("[\"python3\"", "[\"python3.9\"");
        for file in [file, &own] {
            let rules = ["package-unavailable", "runtime-version-mismatch"];
            let told = rules.iter().flat_map(|rule| weighed(rule, file, "python:3.11-slim-trixie", Shape::Swap));
            assert_eq!(told.filter(|one| one.text.contains("PyPI has no wheel")).count(), 1, "{file}");
        }
    }

    #[test]
    fn pins_without_a_wheel_are_named() {
        let file = "FROM python:3.8-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n";
        let told = |list: &str, line: &str| {
            let companions = vec![Companion { path: "requirements.txt".into(), text: list.into() }];
            with(&Input { companions, ..Input::pasted(file) }, |case| lacking(case, line))
        };
        let old = "flask==1.1.2\nnumpy==1.19.5\ntorch==1.7.1\npandas==2.2.0\n";
        let of = told(old, "3.11").expect("two are old");
        assert!(of.contains("`numpy 1.19.5`") && of.contains("`torch 1.7.1`") && !of.contains("pandas"), "{of}");
        assert!(told(old, "3.14").is_some_and(|of| of.contains("`pandas 2.2.0`")));
        assert_eq!(told("numpy==1.26.4\n", "3.11"), None);
        let seen = "opencv-python==4.1.2.30\ntorchvision==0.5.0\n";
        assert!(told(seen, "3.11").is_some_and(|of| of.contains("opencv") && of.contains("torchvision")));
        assert_eq!(told("torchvision==0.2.2\nopencv-python-headless==3.4.18.65\n", "3.11"), None);
        assert_eq!(told("numpy>=1.19\n", "3.14"), None);
        let frozen =
            "aiohttp==3.7.4\ncffi==1.14.0\ngreenlet==1.0.0\nuvloop==0.14.0\nasyncpg==0.21.0\nregex==2020.11.13\n";
        let of = told(frozen, "3.11").expect("each is compiled");
        assert!(
            ["aiohttp", "cffi", "greenlet", "uvloop", "asyncpg", "regex"].iter().all(|name| of.contains(name)),
            "{of}"
        );
        assert_eq!(told("spacy==2.3.9\n", "3.11"), None, "it has one by chance");
        assert!(
            told("psycopg2-binary==2.9.9\n", "3.13").is_some() && told("psycopg2-binary==2.9.9\n", "3.12").is_none()
        );
        let celery = told("celery==4.4.6\nDjango==2.2.4\n", "3.11").expect("it stops");
        assert!(celery.contains("importing `celery 4.4.6` fails") && !celery.contains("jango"), "{celery}");
        assert!(told("Flask==1.1.2\n", "3.11").is_some());
        assert_eq!(told("Flask==1.1.2\nWerkzeug==1.0.1\n", "3.11"), None);
        assert!(told("jinja2==2.11.3\nredis==3.5.3\n", "3.11").is_some_and(|of| !of.contains("redis")));
        assert_eq!(told("jinja2==2.11.3\nMarkupSafe==2.0.1\n", "3.11"), None);
        assert!(told("aioredis==2.0.1\nflask-restplus==0.13.0\n", "3.12").is_some_and(|of| of.contains("restplus")));
        assert!(told("SQLAlchemy==2.0.20\n", "3.13").is_some() && told("SQLAlchemy==2.0.20\n", "3.12").is_none());
        assert_eq!(told("SQLAlchemy==1.4.50\n", "3.13"), None);
        assert_eq!(told("celery==4.4.6\n", "3.10"), None);
        assert_eq!(told("gunicorn==20.1.0\nDjango==3.2.25\n", "3.11"), None);
        assert!(told("gunicorn==20.1.0\nDjango==3.2.25\n", "3.14").is_some_and(|of| of.contains("gunicorn 20.1.0")));
        assert_eq!(told(old, "3.9"), None, "we did not ask for that");
        let line = file.replace("-r requirements.txt", "torch==1.12.1+cu113");
        assert!(with(&Input::pasted(&line), |case| lacking(case, "3.11")).is_some());
    }
}
