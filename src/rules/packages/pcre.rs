//! PCRE, which Debian 13 dropped for PCRE 2: another interface, which a program must know. Told under `package-renamed`.

use super::apt_names::is_gone_from;
use super::translated::{Name, distro};
use crate::catalogue::Image;
use crate::catalogue::packages::Distro;
use crate::rules::builds::natives;
use crate::rules::claims::*;
use crate::rules::languages::runtimes;
use crate::rules::package_renamed::RULE;
use std::cmp::Ordering;

/// uWSGI's first release with PCRE 2 ([unbit/uwsgi, issue 2486](https://github.com/unbit/uwsgi/issues/2486)).
const SINCE: &str = "2.0.25";

/// What takes its place where it is gone, for uWSGI, which is why most files install it.
pub fn name(case: &Case, package: &str, image: &Image) -> Option<Name> {
    let to = distro(image)?;
    let of_alpine = to == Distro::Alpine;
    let new = match package {
        "libpcre3-dev" if of_alpine => "pcre2-dev",
        "libpcre3" if of_alpine => "pcre2",
        "libpcre3-dev" => "libpcre2-dev",
        "libpcre3" => "libpcre2-8-0",
        _ => return None,
    };
    let gone = of_alpine || is_gone_from(package, to, image);
    (gone && is_for_uwsgi(case)).then(|| Name::Other(vec![new.into()]))
}

fn is_for_uwsgi(case: &Case) -> bool {
    let old = version(case).is_some_and(|version| runtimes::order(version, SINCE) == Ordering::Less);
    !old && case.build.tree.source.text().to_ascii_lowercase().contains("uwsgi")
}

fn version<'a>(case: &'a Case) -> Option<&'a str> {
    natives::parts(case).find(|part| part.name.eq_ignore_ascii_case("uwsgi"))?.version
}

/// Which uWSGI a list holds that nobody sees is for the reader to look up.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let mut installs = case.every_install().iter();
    let install = installs.find(|one| name(case, &one.package.name, &choice.image).is_some())?;
    let unseen = version(case).is_none()
        && !case.commands().any(|command| {
            command.packages.iter().flat_map(|by| &by.packages).any(|one| one.name.eq_ignore_ascii_case("uwsgi"))
        });
    let (lang, line) = (case.lang(), sentence(case.line(&[install.package.span])));
    let text = say!(lang,
        en: "{line}: uWSGI is made with PCRE 2 from {SINCE} on: raise an older one.",
        de: "{line}: Mit PCRE 2 wird uWSGI ab {SINCE} gebaut: Heb ein älteres an.",
        zh: "{line}：uWSGI 从 {SINCE} 起用 PCRE 2 构建：请升级更旧的版本。");
    unseen.then(|| crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![install.package.span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM python:3.8\nRUN apt-get update && apt-get install -y libpcre3 libpcre3-dev\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCMD [\"uwsgi\", \"app.ini\"]\n";

    #[test]
    fn uwsgi_takes_the_new_one() {
        let told = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.iter().map(|one| one.text.clone()).collect::<Vec<_>>().join(" ")
        };
        let new = told(FILE, "python:3.11-slim-trixie");
        assert!(new.contains("`libpcre2-8-0` and `libpcre2-dev`") && new.contains("raise an older one"), "{new}");
        let named = FILE.replace("-r requirements.txt", "uwsgi");
        assert!(!told(&named, "python:3.11-slim-trixie").contains("raise"));
        for other in [FILE.replace("uwsgi", "python"), named.replace("install uwsgi", "install uwsgi==2.0.21")] {
            assert!(!told(&other, "python:3.11-slim-trixie").contains("libpcre2"), "{other}");
        }
        assert!(!told(FILE, "python:3.11-slim-bookworm").contains("libpcre2"));
    }
}
