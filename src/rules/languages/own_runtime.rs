//! Runtimes that no base and no package brings: the file itself does.

use super::runtimes::Needed;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::stages::{Does, Origin};

pub fn is_brought(case: &Case, choice: &Choice, needed: &Needed) -> bool {
    needed.name == "java" && brings_java(case) || builds_own(case, choice, needed)
}

/// The present base has no such runtime either: a RUN builds or fetches it, and does so on another release of the same
/// distribution, too.
fn builds_own(case: &Case, choice: &Choice, needed: &Needed) -> bool {
    let runs = case.steps().iter().any(|step| step.run().is_some());
    let Some(now) = case.present().filter(|_| choice.shape == Shape::Swap && runs) else { return false };
    let system = |image: &Image| image.os.as_ref().map(|os| os.name);
    let is_plain = now.runtime.is_none() && needed.offered(now).is_none();
    is_plain && system(now).is_some() && system(now) == system(&choice.image)
}

/// What `jlink` made in another stage comes with the program.
fn brings_java(case: &Case) -> bool {
    case.steps().iter().any(|step| match &step.does {
        Does::Bring { destination: Some(to), sources, from: Origin::Stage(_), .. } => {
            let named = |text: &str| ["java", "jre", "jdk", "jvm"].iter().any(|part| text.contains(part));
            let folder = |text: &str| !text.ends_with(".jar") && !text.ends_with(".war");
            sources.iter().all(|source| folder(&source.text)) && (named(&to.text) && folder(&to.text))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = crate::rules::runtime_version_mismatch::RULE.id;

    #[test]
    fn what_the_file_builds_itself_it_builds_on_another_release() {
        let file = "FROM ubuntu:20.04\nRUN curl -O https://www.python.org/a.tgz && tar xf a.tgz && ./configure && make install\nCMD [\"python3\", \"a.py\"]\n";
        assert_eq!(weight(RULE, file, "ubuntu:24.04", Shape::Swap), None);
        let later = weighed(RULE, file, "ubuntu:26.04", Shape::Swap);
        assert!(later.len() == 1 && later[0].text.contains("GCC 14"), "the compiler alone is another: {later:?}");
        assert_eq!(weight(RULE, file, "alpine:3.24", Shape::Swap), Some(Weight::Blocker));
    }
}
