//! Where distributions put what starts a program: tini lies in `/sbin` on Alpine and in `/usr/bin` on Debian. The package
//! follows to the new base, and the path that names it has to. Told under `package-unavailable`.

use crate::catalogue::Os;
use crate::rules::claims::*;
use crate::rules::packages::installs;
use crate::shell::Arg;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// Name, on Debian and Ubuntu, on Alpine: the packages' contents (`dpkg -c`, Debian 12, 2026-11-29; aports,
/// community/tini/APKBUILD and community/gosu/APKBUILD). dumb-init lies in `/usr/bin` on both.
const PLACES: [(&str, &str, &str); 3] = [
    ("tini", "/usr/bin/tini", "/sbin/tini"),
    ("tini-static", "/usr/bin/tini-static", "/sbin/tini-static"),
    ("gosu", "/usr/sbin/gosu", "/usr/bin/gosu"),
];

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let systems = case.present().and_then(|now| now.os.as_ref()).zip(choice.image.os.as_ref());
    let Some((old, new)) = systems.filter(|_| choice.shape == Shape::Swap && installs::keeps_installing(choice)) else {
        return Vec::new();
    };
    let moved = |(name, debian, alpine): (&str, &'static str, &'static str)| {
        let [from, to] = [old, new].map(|os| place(os, debian, alpine));
        // What the file fetches to a place of its own stays there.
        let installed = case.installs().iter().any(|install| install.package.name.starts_with(name));
        Some((from?, to?)).filter(|(from, to)| from != to && installed && !case.brings(from))
    };
    let all = PLACES.into_iter().filter_map(moved);
    all.flat_map(|(from, to)| words(case).filter(move |word| word.text == from).map(move |word| (word, to)))
        .map(|(word, to)| follows(case, choice, word, to))
        .collect()
}

fn place(os: &Os, debian: &'static str, alpine: &'static str) -> Option<&'static str> {
    match os.name {
        "debian" | "ubuntu" => Some(debian),
        "alpine" => Some(alpine),
        _ => None,
    }
}

/// Of what starts, and of what runs while building.
fn words<'a>(case: &'a Case) -> impl Iterator<Item = &'a Arg> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let started = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    let commands = started.flat_map(|launch| &launch.commands).chain(case.commands());
    commands.flat_map(|command| std::iter::once(&command.program).chain(&command.args))
}

fn follows(case: &Case, choice: &Choice, word: &Arg, to: &str) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[word.span])), &choice.image.reference);
    let from = &word.text;
    let text = say!(lang,
        en: "{line} names `{from}`; the package of `{image}` puts it at `{to}`.",
        de: "{line} nennt `{from}`; das Paket von `{image}` legt es nach `{to}`.",
        zh: "{line}使用 `{from}`；`{image}` 的软件包把它放在 `{to}`。");
    objection(RULE, Weight::Change, text, vec![word.span]).by(Change::Path { span: word.span, to: to.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn moves(file: &str, to: &str) -> Option<String> {
        let told = weighed(RULE, file, to, Shape::Swap).into_iter();
        told.filter_map(|one| if let Some(Change::Path { to, .. }) = one.change { Some(to) } else { None }).next()
    }

    #[test]
    fn tini_lies_elsewhere_on_another_system() {
        let alpine = "FROM node:24-alpine\nRUN apk add --no-cache tini\nENTRYPOINT [\"/sbin/tini\", \"--\"]\nCMD [\"node\", \"/a.js\"]\n";
        assert_eq!(moves(alpine, "node:24-trixie-slim").as_deref(), Some("/usr/bin/tini"));
        assert_eq!(moves(alpine, "node:24-alpine3.24"), None);
        let debian = "FROM node:24-slim\nRUN apt-get update && apt-get install -y tini gosu\nENTRYPOINT [\"/usr/bin/tini\", \"--\"]\nCMD [\"node\", \"/a.js\"]\n";
        assert_eq!(moves(debian, "node:24-alpine3.24").as_deref(), Some("/sbin/tini"));
        assert_eq!(moves(debian, "node:24-trixie-slim"), None);
        let named = debian.replace("/usr/bin/tini", "tini");
        assert_eq!(moves(&named, "node:24-alpine3.24"), None);
        let fetched = alpine.replace("RUN apk add --no-cache tini", "ADD https://example.com/tini /sbin/tini");
        assert_eq!(moves(&fetched, "node:24-trixie-slim"), None);
        let gosu = debian.replace("/usr/bin/tini\", \"--", "/usr/sbin/gosu\", \"node");
        assert_eq!(moves(&gosu, "node:24-alpine3.24").as_deref(), Some("/usr/bin/gosu"));
    }
}
