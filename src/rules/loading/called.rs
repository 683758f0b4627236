//! What a library that the program loads is called on another base.

use super::libraries::Library;
use crate::catalogue::Image;
use crate::catalogue::packages::{Distro, Translation, translate};
use crate::rules::claims::*;
use crate::rules::packages::release_names::{carries_release, is_of_release};
use crate::rules::packages::translated;

/// All of them: who mends the file by hand needs every name, and of Debian's releases that of the one he comes to.
pub fn titles(lang: Lang, group: &[&Library], image: &Image) -> String {
    let debian = translated::distro(image).is_some_and(Distro::is_debian);
    let called = |library: &&Library| {
        let there = names(library, image).filter(|_| debian && library.named.is_debian() && library.soname.is_none());
        there.unwrap_or_else(|| vec![library.title().to_string()])
    };
    join(lang, &group.iter().flat_map(called).map(|name| format!("`{name}`")).collect::<Vec<_>>())
}

/// What the library's package is called there.
pub fn names(library: &Library, image: &Image) -> Option<Vec<String>> {
    let to = translated::distro(image)?;
    // Our names with a release in them are Debian's.
    if to == Distro::Ubuntu && is_of_release(&library.package) {
        return None;
    }
    if to == library.named {
        return Some(vec![library.package.clone()]);
    }
    match translate(&library.package, library.named, to) {
        Translation::Same(name) => Some(vec![name.name.into()]),
        Translation::Renamed(names) if to == Distro::Ubuntu && names.iter().any(|n| carries_release(n.name)) => None,
        Translation::Renamed(names) => Some(names.iter().map(|name| name.name.to_string()).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Shape, missing_shared_library};

    #[test]
    fn a_library_has_the_name_of_the_release_that_is_gone_to() {
        let file = "FROM python:3.6\nRUN apt-get update && apt-get install -y build-essential libldap2-dev libsasl2-dev\nRUN pip install python-ldap\nCOPY . /app\nCMD [\"python\", \"/app/app.py\"]\n";
        let told = weighed(missing_shared_library::RULE.id, file, "python:3.11-slim-trixie", Shape::Split);
        let named = |name: &str| told.iter().filter(|one| one.text.contains(name)).count();
        assert_eq!([named("libldap-2.5-0"), named("`libldap2`"), named("`libsasl2-2`")], [0, 1, 1], "{told:?}");
    }
}
