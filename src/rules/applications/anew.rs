//! Images that count releases of their own, and say nothing of what is inside. Told under `runtime-version-mismatch`.

use super::products::{parts, version};
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::ground;
use crate::rules::runtime_version_mismatch::RULE;

/// Another release of an image whose tags count releases of its own: `miniconda3:4.5.12`, `tensorflow:1.13.1-gpu`; or what
/// came after one whose tag is no number. What its language and libraries become, nobody states.
pub fn release(case: &Case, choice: &Choice) -> Option<Objection> {
    let (now, image) = (case.present().filter(|_| !case.stays(choice))?, &choice.image);
    let number = |image: &Image| image.tag.as_deref().map(|tag| parts(tag, 2)).filter(|parts| !parts.is_empty());
    let conda = || now.runtime.as_ref().is_some_and(|runtime| runtime.name == "conda");
    let told = |image: &Image| image.runtime.as_ref().is_some_and(|runtime| runtime.version.is_some());
    let leaps = match &now.runtime {
        // The line of Ruby is in the repository's name.
        Some(_) if now.repository.contains("/passenger-") => now.repository != image.repository,
        Some(_) => {
            let counted = now.repository == image.repository && !now.repository.ends_with("/pytorch");
            let differ = number(now)
                .zip(number(image))
                .is_some_and(|(old, new)| old.iter().zip(&new).any(|(old, new)| old != new));
            counted && differ && (conda() || version(now).is_none() && !told(image))
        }
        None => image.runtime.is_some() && names_build(now) && ground::succeeds(now, image),
    };
    let (lang, name, image) = (case.lang(), case.written(), &image.reference);
    let span = case.build.shipped_stage().filter(|_| leaps)?.from.span;
    let mut text = say!(lang,
        en: "`{image}` is another release than `{name}`, with other versions of its language and libraries: run your tests on it.",
        de: "`{image}` ist eine andere Version als `{name}`, mit anderen Versionen von Sprache und Bibliotheken: Lass deine Tests darauf laufen.",
        zh: "`{image}` 与 `{name}` 版本不同，其中的语言和库版本也不同：请在其上运行测试。");
    if conda() {
        // anaconda.com, "Anaconda's plugin for its terms of service": with Miniconda and Anaconda since July 2025.
        text += &say!(lang,
            en: " Since 2025 `conda` stops in a build until Anaconda's terms are accepted: take `-c conda-forge --override-channels`, or `conda tos accept` first.",
            de: " Seit 2025 bricht `conda` in einem Build ab, bis Anacondas Bedingungen angenommen sind: Nimm `-c conda-forge --override-channels`, oder zuerst `conda tos accept`.",
            zh: "自 2025 年起，在接受 Anaconda 的条款之前，`conda` 会在构建中停止：请使用 `-c conda-forge --override-channels`，或先运行 `conda tos accept`。");
    }
    // tensorflow.org, "Migrate to TensorFlow 2".
    if now.repository.ends_with("/tensorflow/tensorflow") && number(now).is_some_and(|parts| parts[0] == 1) {
        text += &say!(lang,
            en: " Code for TensorFlow 1 runs on 2 by `tf.compat.v1` alone, and without `tf.contrib`.",
            de: " Code für TensorFlow 1 läuft auf 2 nur über `tf.compat.v1`, und ohne `tf.contrib`.",
            zh: "TensorFlow 1 的代码在 2 上只能通过 `tf.compat.v1` 运行，且没有 `tf.contrib`。");
    }
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// A tag that is a commit: `scipy-notebook:65761486d5d3`.
fn names_build(image: &Image) -> bool {
    let tag = image.tag.as_deref().unwrap_or_default();
    tag.len() >= 7
        && tag.bytes().all(|byte| byte.is_ascii_hexdigit())
        && tag.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn what_another_release_brings_is_left_to_tests() {
        let told = |from: &str, to: &str| {
            let told = weighed(RULE.id, &format!("FROM {from}\nRUN pip install foo\n"), to, Shape::Swap);
            told.iter().any(|one| one.text.contains("is another release than"))
        };
        assert!(told("continuumio/miniconda3:4.5.12", "continuumio/miniconda3:26.7.1-1"));
        assert!(told("tensorflow/tensorflow:1.13.1-gpu-py3", "tensorflow/tensorflow:2.21.0-gpu"));
        let first =
            weighed(RULE.id, "FROM tensorflow/tensorflow:1.13.1\n", "tensorflow/tensorflow:2.21.0-gpu", Shape::Swap);
        assert!(first.iter().any(|one| one.text.contains("`tf.compat.v1`")), "{first:?}");
        assert!(told("jupyter/scipy-notebook:65761486d5d3", "quay.io/jupyter/scipy-notebook"));
        assert!(told("phusion/passenger-ruby25:1.0.9", "phusion/passenger-ruby34:3.1.11"));
        assert!(!told("ubuntu:18.04", "ubuntu:26.04"));
        assert!(!told("python:3.12", "python:3.13"));
    }
}
