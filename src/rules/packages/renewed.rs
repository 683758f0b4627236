//! Sources of packages by the release in their line, whose makers serve the new one, too. Told under
//! `package-unavailable`.

use super::microsoft;
use crate::catalogue::Os;
use crate::rules::claims::*;
use crate::shell::Arg;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// These serve Debian 13 by its codename: [Docker](https://docs.docker.com/engine/install/debian/),
/// [nginx](https://github.com/nginx/nginx.org/pull/178) and PostgreSQL, whose archive Docker's own image takes
/// ([Dockerfile-debian.template](https://github.com/docker-library/postgres/blob/master/Dockerfile-debian.template)).
pub fn source(case: &Case, text: &str, span: Span, old: &Os, new: &Os) -> Option<Objection> {
    const SERVE_13: [&str; 3] = ["apt.postgresql.org/", "download.docker.com/linux/debian", "nginx.org/packages/"];
    let written = case.build.tree.source.slice(span);
    let by_name = || {
        let (was, now) = (old.codename?.to_ascii_lowercase(), new.codename?.to_ascii_lowercase());
        let debian = old.name == "debian" && (new.name, new.version) == ("debian", Some("13"));
        let own = old.name == new.name && is_own(text, new.name) && !is_called(case, &was);
        let serves = own || debian && SERVE_13.iter().any(|address| text.contains(address));
        let places = written.matches(&was).count();
        let sure = serves && places > 0 && (places == 1 || own);
        sure.then(|| (old.title(), now.clone(), written.replace(&was, &now)))
    };
    let (made, now, to) = microsoft::renewed(written, new).or_else(by_name)?;
    let (lang, line, new) = (case.lang(), sentence(case.line(&[span])), new.title());
    let text = say!(lang,
        en: "{line} names a package source made for {made}, whose maker serves {new}, too: there it is `{now}`.",
        de: "{line} nennt eine Paketquelle für {made}, deren Anbieter auch {new} bedient: Dort heißt sie `{now}`.",
        zh: "{line}使用了为 {made} 准备的软件包源，其提供方也支持 {new}：在那里是 `{now}`。");
    Some(objection(RULE, Weight::Change, text, vec![span]).by(Change::Path { span, to }))
}

/// `deb http://archive.ubuntu.com/ubuntu xenial main`, and every mirror of it: the distribution's own packages lie at the
/// root under its name ([Debian: mirrors](https://www.debian.org/mirror/ftpmirror)). The archives of old releases have no
/// new ones.
fn is_own(text: &str, name: &str) -> bool {
    let addresses = || text.split("://").skip(1).map(|rest| rest.split_whitespace().next().unwrap_or_default());
    let own = |address: &str| {
        let (host, path) = address.split_once('/').unwrap_or_default();
        let old = ["archive.debian.org", "old-releases.", "snapshot."].iter().any(|of| host.starts_with(of));
        !old && path.trim_end_matches('/') == name
    };
    addresses().next().is_some() && addresses().all(own)
}

/// `apt-get install -t buster-backports`: the release is named where something is installed, too.
fn is_called(case: &Case, was: &str) -> bool {
    let names = |arg: &Arg| arg.text.contains(was) && !arg.text.contains("://") && !arg.text.ends_with(".list");
    case.commands().filter(|command| command.packages.is_some()).flat_map(|command| &command.args).any(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn named(base: &str, source: &str, to: &str) -> Option<String> {
        let file = format!(
            "FROM {base}\nRUN echo \"{source}\" > /etc/apt/sources.list.d/a.list && apt-get update && apt-get install -y curl\nCMD [\"bash\"]\n"
        );
        let told = weighed(RULE, &file, to, Shape::Swap);
        told.into_iter().find_map(|one| match one.change {
            Some(Change::Path { to, .. }) => Some(to),
            _ => None,
        })
    }

    #[test]
    fn the_distribution_serves_its_own_releases() {
        let source = "deb http://archive.ubuntu.com/ubuntu xenial main universe";
        let new = "\"deb http://archive.ubuntu.com/ubuntu resolute main universe\"";
        assert_eq!(named("ubuntu:16.04", source, "ubuntu:26.04").as_deref(), Some(new));
        let mirror = "deb http://mirrors.example.org/debian/ buster-backports main";
        let new = "\"deb http://mirrors.example.org/debian/ trixie-backports main\"";
        assert_eq!(named("debian:10", mirror, "debian:trixie-slim").as_deref(), Some(new));
        let called = format!("{mirror}\" > /a && apt-get install -y -t buster-backports git && echo \"");
        assert_eq!(named("debian:10", &called, "debian:trixie-slim"), None);
        for other in ["http://old-releases.ubuntu.com/ubuntu", "http://ppa.launchpad.net/a/b/ubuntu"] {
            let source = source.replace("http://archive.ubuntu.com/ubuntu", other);
            assert_eq!(named("ubuntu:16.04", &source, "ubuntu:26.04"), None, "{other}");
        }
    }
}
