//! Modules of nginx that a distribution packages load into its own nginx, and into no other build. Told under
//! `native-addon-mismatch`.

use crate::catalogue::Image;
use crate::rules::claims::*;

/// Debian's, which ask for the very build (`apt-cache show libnginx-mod-http-geoip2`: Depends: nginx-abi-…), and Alpine's.
const PACKAGES: [&str; 2] = ["libnginx-mod-", "nginx-mod-"];

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let own = |image: &Image| image.runtime.as_ref().is_some_and(|runtime| runtime.name == "nginx");
    if !own(&choice.image) || case.present().is_some_and(own) {
        return None;
    }
    let of_module = |name: &str| PACKAGES.iter().any(|start| name.starts_with(start));
    let (names, spans): (Vec<&str>, Vec<Span>) = case
        .installs()
        .iter()
        .filter(|install| of_module(&install.package.name))
        .map(|install| (install.package.name.as_str(), install.package.span))
        .unzip();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let (names, image) = (codes(lang, &names), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs {names} for the distribution's nginx; `{image}` brings another build, which does not load them.",
        de: "{line} installiert {names} für das nginx der Distribution; `{image}` bringt einen anderen Build, der sie nicht lädt.",
        zh: "{line}安装的 {names} 面向发行版自带的 nginx；`{image}` 带的是另一个构建，无法加载它们。");
    Some(crate::rules::claims::objection(rule, Weight::Blocker, text, spans))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = "native-addon-mismatch";

    #[test]
    fn modules_load_into_the_nginx_they_are_built_for() {
        let debian = "FROM debian:12\nRUN apt-get update && apt-get install -y nginx libnginx-mod-http-image-filter\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        let to = |file: &str, image: &str| weight(RULE, file, image, Shape::Swap);
        assert_eq!(to(debian, "nginx:1.31-trixie"), Some(Weight::Blocker));
        assert_eq!(to(debian, "debian:trixie-slim"), None);
        assert_eq!(to(&debian.replace(" libnginx-mod-http-image-filter", ""), "nginx:1.31-trixie"), None);
        let alpine = "FROM alpine:3.23\nRUN apk add --no-cache nginx nginx-mod-http-brotli\nCMD [\"nginx\"]\n";
        assert_eq!(to(alpine, "nginx:1.31-alpine3.24-slim"), Some(Weight::Blocker));
        let own = "FROM nginx:1.24\nRUN apt-get update && apt-get install -y nginx-module-njs\n";
        assert_eq!(to(own, "nginx:1.31-trixie"), None);
    }
}
