//! Alpine's package sources by the release in their address. Told under `package-unavailable`.

use crate::catalogue::Image;
use crate::rules::claims::*;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// `…/alpine/v3.8/community` in the sources of another release: packages of both would mix. Why one stands there that is
/// not today's, its author knows.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let alpine = |image: &Image| image.os.as_ref().filter(|os| os.name == "alpine")?.version;
    let now = case.present().filter(|now| now.os.as_ref().is_some_and(|os| os.name == "alpine"));
    let Some((now, new)) = now.zip(alpine(&choice.image)) else { return Vec::new() };
    let lang = case.lang();
    let words = case.commands().flat_map(|command| &command.args);
    let written = words.map(|arg| (arg, case.build.tree.source.slice(arg.span)));
    let told = written.filter_map(|(arg, written)| {
        let branch =
            written.contains("alpine") && written.contains("/edge/") && alpine(now) == Some("edge") && new != "edge";
        // Behind a name, `@testing`, it is asked only by that.
        let old = if branch && !written.trim_start_matches(['\'', '"']).starts_with('@') {
            "edge".to_string()
        } else {
            let (_, rest) = written.split_once("/v3.").filter(|_| written.contains("alpine"))?;
            format!("3.{}", rest.split('/').next().filter(|minor| minor.parse::<u8>().is_ok())?)
        };
        let line = sentence(case.line(&[arg.span]));
        let text = say!(lang,
            en: "{line} names package sources of Alpine {old}, which do not mix with those of {new}.",
            de: "{line} nennt Paketquellen von Alpine {old}, die sich nicht mit denen von {new} mischen lassen.",
            zh: "{line}使用 Alpine {old} 的软件源，不能与 {new} 的混用。");
        // What `testing` has, only edge has: whether a release has it by now, the reader looks.
        let change = match alpine(now) == Some(&old) && !branch {
            true => Change::Path { span: arg.span, to: written.replace(&format!("/v{old}/"), &format!("/v{new}/")) },
            false => Change::Yours,
        };
        (old != new).then(|| objection(RULE, Weight::Change, text, vec![arg.span]).by(change))
    });
    told.collect()
}

/// `…/edge/testing` among the sources of a release, and not behind a name
/// ([Alpine: repositories](https://wiki.alpinelinux.org/wiki/Repositories#Edge)).
pub fn findings(case: &Case) -> Vec<Finding> {
    let os =
        case.present().and_then(|now| now.os.as_ref()).filter(|os| os.name == "alpine" && os.version != Some("edge"));
    let lang = case.lang();
    let echoes = case.commands().filter(|command| os.is_some() && matches!(command.name(), "echo" | "printf"));
    let edge = echoes.flat_map(|command| &command.args).find(|arg| {
        arg.text.contains("alpine") && arg.text.contains("/edge/") && !arg.text.trim_start().starts_with('@')
    });
    let claim = |arg: &crate::shell::Arg| {
        let line = sentence(case.line(&[arg.span]));
        let what = say!(lang,
            en: "{line} adds package sources of Alpine edge to a release.",
            de: "{line} fügt einem Stand von Alpine Paketquellen von edge hinzu.",
            zh: "{line}向 Alpine 的一个发行版添加了 edge 的软件源。");
        let why = say!(lang,
            en: "What edge has may ask for libraries that the release does not have: `apk` stops, or mixes both.",
            de: "Was edge hat, verlangt womöglich Bibliotheken, die der Stand nicht hat: `apk` bricht ab oder mischt beides.",
            zh: "edge 中的软件包可能需要该发行版没有的库：`apk` 会中止，或把两者混在一起。");
        let todo = say!(lang,
            en: "Put a name before the address, `@edge`, and behind each package that is to come from there.",
            de: "Stell einen Namen vor die Adresse, `@edge`, und hinter jedes Paket, das von dort kommen soll.",
            zh: "在地址前加上名称 `@edge`，并写在每个要从那里安装的软件包之后。");
        finding(RULE, Severity::Warning, [what, why, todo], vec![arg.span])
    };
    edge.map(claim).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn those_of_the_branch_go_with_it() {
        let file = "FROM alpine:edge\nRUN echo \"http://dl-cdn.alpinelinux.org/alpine/edge/testing\" >> /etc/apk/repositories\nCMD [\"sh\"]\n";
        let told = |file: &str| weighed(RULE, file, "alpine:3.24", Shape::Swap);
        assert!(told(file)[0].text.contains("sources of Alpine edge"), "{:?}", told(file));
        assert!(told(&file.replace("\"http", "\"@testing http")).is_empty());
        assert!(told(&file.replace("FROM alpine:edge", "FROM alpine:3.20")).is_empty());
        silent(RULE, file);
        let release = file.replace("FROM alpine:edge", "FROM alpine");
        assert!(fires(RULE, &release).what.contains("edge to a release"));
        silent(RULE, &release.replace("\"http", "\"@testing http"));
    }

    #[test]
    fn those_of_a_third_release_are_the_authors() {
        let told = |file: &str| weighed(RULE, file, "alpine:3.24", Shape::Swap);
        let file = "FROM alpine:3.8\nRUN echo http://dl-cdn.alpinelinux.org/alpine/v3.6/community >> /etc/apk/repositories\nCMD [\"sh\"]\n";
        assert_eq!(told(file)[0].change, Some(Change::Yours));
        assert!(told(&file.replace("v3.6", "v3.24")).is_empty());
    }
}
