//! `/usr/bin/chromium-browser`, where Alpine, Fedora and Ubuntu keep Chromium: Debian's is `/usr/bin/chromium`. Told under
//! `interpreter-path-moved`.

use super::busybox_places::named;
use crate::rules::claims::*;

/// ([Alpine](https://pkgs.alpinelinux.org/contents?name=chromium), [Debian](https://packages.debian.org/trixie/amd64/chromium/filelist)).
const PLACE: &str = "/usr/bin/chromium-browser";

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let is_debian = |image: &crate::catalogue::Image| image.os.as_ref().is_some_and(|os| os.name == "debian");
    let arrives = is_debian(&choice.image) && !case.present().is_some_and(is_debian);
    let installs = || case.every_install().iter().any(|one| one.package.name.starts_with("chromium"));
    if !arrives || !installs() || case.commands().any(|command| command.name() == "ln") {
        return Vec::new();
    }
    let claim = |span: Span| {
        let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
        let text = say!(lang,
            en: "{line} names `{PLACE}`; on `{image}` it is `/usr/bin/chromium`.",
            de: "{line} nennt `{PLACE}`; auf `{image}` ist es `/usr/bin/chromium`.",
            zh: "{line}写的是 `{PLACE}`；在 `{image}` 上是 `/usr/bin/chromium`。");
        objection(rule, Weight::Change, text, vec![span]).by(Change::Path { span, to: "/usr/bin/chromium".into() })
    };
    named(case, PLACE).into_iter().map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn debian_calls_its_browser_otherwise() {
        let file = "FROM node:22-alpine\nRUN apk add --no-cache chromium\nENV A=b PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium-browser\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";
        let of = |file: &str, to: &str| {
            let told = weighed("interpreter-path-moved", file, to, Shape::Swap);
            told.into_iter()
                .filter(|one| one.text.contains("chromium"))
                .filter_map(|one| one.change)
                .collect::<Vec<_>>()
        };
        let told = of(file, "node:24-trixie-slim");
        let [Change::Path { span, to }] = &told[..] else { panic!("{told:?}") };
        assert_eq!((&file[span.start as usize..span.end as usize], to.as_str()), (PLACE, "/usr/bin/chromium"));
        assert!(of(file, "node:24-alpine3.24").is_empty());
        assert!(of(&file.replace("add --no-cache chromium", "add git"), "node:24-trixie-slim").is_empty());
    }
}
