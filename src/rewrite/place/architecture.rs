//! The architecture that the name of a base told, where the new name does not.

use super::{Variable, written};
use crate::rewrite::draft::Draft;
use crate::stages::{Link, Stage};

/// Architectures as `--platform` and the names of images spell them.
const ARCHITECTURES: [&str; 5] = ["amd64", "arm64", "ppc64le", "riscv64", "s390x"];

/// A base whose name told the architecture, `busybox-${OS}-${ARCH}`: the flag tells it where the new name does not.
pub fn platform(draft: &mut Draft, stage: &Stage, word: &str) -> Option<String> {
    let (chain, raw) = (&stage.from.chain, &stage.from.raw);
    let behind = |link: &&Link| Variable::find(raw, link).is_some_and(|found| raw[..found.at].ends_with('-'));
    let of =
        |link: &&Link| written(draft, link).is_some_and(|set| ARCHITECTURES.contains(&set.trim_matches(['"', '\''])));
    let arch = chain.iter().find(|link| stage.platform.is_none() && behind(link) && of(link))?;
    let os = chain.iter().filter(behind).find(|link| ["OS", "GOOS"].contains(&link.name.as_str()));
    let os = os.map_or("linux".into(), |os| format!("${{{}}}", os.name));
    if word.contains(&arch.name) {
        return None;
    }
    of_arm(draft, stage, &arch.name);
    Some(format!("--platform={os}/${{{}}} ", arch.name))
}

/// In names it may be `armv7`; a platform has the variant apart, and knows no such architecture
/// ([its spellings](https://github.com/containerd/platforms/blob/main/database.go)).
fn of_arm(draft: &mut Draft, stage: &Stage, name: &str) {
    let (lang, line) = (draft.lang, draft.source().line(stage.span.start));
    let text = say!(lang,
        en: "Line {line}: `--platform` does not know `armv7`. Where the build is called with `{name}=armv7`, it must read `linux/arm/v7` there.",
        de: "Zeile {line}: `--platform` kennt kein `armv7`. Wird der Build mit `{name}=armv7` aufgerufen, muss dort `linux/arm/v7` stehen.",
        zh: "第 {line} 行：`--platform` 不认识 `armv7`。如果用 `{name}=armv7` 调用构建，该处必须写成 `linux/arm/v7`。");
    draft.leave(text, &[stage.from.span]);
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn the_architecture_that_a_name_told_is_kept() {
        let file = "ARG ARCH=amd64\nARG OS=linux\nFROM quay.io/prometheus/busybox-${OS}-${ARCH}:glibc\nCOPY a /bin/a\nUSER nobody\nENTRYPOINT [\"/bin/a\"]\n";
        let written = |file: &str| crate::advise(&Input::pasted(file), &Wishes::default()).rewrite.expect("written");
        let first = |file: &str| {
            let text = written(file).dockerfile;
            text.lines().find(|line| line.starts_with("FROM")).map(String::from).unwrap_or_default()
        };
        assert!(first(file).starts_with("FROM --platform=${OS}/${ARCH} gcr.io/"), "{}", first(file));
        let left =
            |file: &str| written(file).left_to_you.into_iter().filter(|left| left.text.contains("arm/v7")).count();
        let plain = file.replace("${OS}-${ARCH}", "linux-amd64");
        assert_eq!((left(file), left(&plain)), (1, 0));
        assert!(first(&plain).starts_with("FROM gcr.io/"), "{}", first(&plain));
    }
}
