//! Bindings of Python that are compiled with a library of the system, and must be of its version. Told under
//! `package-unavailable`.

use super::aged;
use crate::catalogue::packages::Ecosystem;
use crate::evidence::companions::versions;
use crate::rules::claims::*;
use crate::rules::package_unavailable::RULE;

/// GDAL's own and a repackaged one ([GDAL: Python](https://gdal.org/en/stable/api/python/python_bindings.html);
/// [OSGeo/gdal, issue 4863](https://github.com/OSGeo/gdal/issues/4863)).
const BINDINGS: [&str; 2] = ["gdal", "pygdal"];

/// The release moves on, and its GDAL with it; the binding is held to the version of today.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let (old, new) = (case.present()?.os.as_ref()?, choice.image.os.as_ref()?);
    let moves = (old.name, old.version) != (new.name, new.version);
    if !moves || choice.shape != Shape::Swap || !installs_gdal(case) {
        return None;
    }
    let (name, version, span) = case.once.binding.get_or_init(case.facts, || held(case)).as_ref()?;
    let (lang, os, line) = (case.lang(), new.title(), sentence(case.line(&[*span])));
    let text = say!(lang,
        en: "{line} installs `{name}` {version}, which must be of the version of the system's GDAL, and {os} has another. Hold it to that: `{name}==$(gdal-config --version)`.",
        de: "{line} installiert `{name}` {version}, das die Version des GDAL im System haben muss, und {os} hat eine andere. Nimm diese: `{name}==$(gdal-config --version)`.",
        zh: "{line}安装 `{name}` {version}，它必须与系统的 GDAL 版本一致，而 {os} 的版本不同。请按它固定：`{name}==$(gdal-config --version)`。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![*span]).by(Change::Yours))
}

fn installs_gdal(case: &Case) -> bool {
    let own = |name: &str| matches!(name, "libgdal-dev" | "gdal-dev" | "gdal-devel" | "gdal-bin" | "gdal");
    case.every_install().iter().any(|install| own(&install.package.name))
}

/// On the line of pip, or in a list that one installs.
fn held(case: &Case) -> Option<(String, String, Span)> {
    let commands = aged::commands(case);
    let by_pip = commands.iter().filter_map(|command| Some((command.packages.as_ref()?, command.span)));
    let source = &case.build.tree.source;
    let packages = by_pip.clone().flat_map(|(action, _)| &action.packages);
    let named = packages.filter(|package| BINDINGS.iter().any(|name| package.name.eq_ignore_ascii_case(name)));
    let pin = named.filter(|package| package.known && source.slice(package.span).contains("==")).find_map(|package| {
        let version = package.version.as_ref().filter(|version| !version.contains(['$', '`', '*']))?;
        Some((package.name.clone(), version.clone(), package.span))
    });
    let listed = || {
        let (name, version) = BINDINGS
            .iter()
            .find_map(|name| Some((name.to_string(), versions::of(case.input, Ecosystem::Pip, name)?)))?;
        let reads = |action: &crate::shell::PackageAction| {
            crate::rules::builds::natives::ecosystem(action.manager) == Some(Ecosystem::Pip)
                && action.action == crate::shell::Action::InstallManifest
        };
        let (_, span) = by_pip.clone().find(|(action, _)| reads(action))?;
        Some((name, version, span))
    };
    pin.or_else(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input};

    const FILE: &str = "FROM python:3.9-bullseye\nRUN apt-get update && apt-get install -y libgdal-dev\nRUN pip install GDAL==3.2.2\nCMD [\"python\", \"/a.py\"]\n";

    fn told(file: &str, list: &str, to: &str) -> Option<String> {
        let companions = vec![Companion { path: "requirements.txt".into(), text: list.into() }];
        let choice = Choice { image: image(to), shape: Shape::Swap };
        let input = Input { companions, ..Input::pasted(file) };
        with(&input, |case| objection(case, &choice)).map(|one| one.text)
    }

    #[test]
    fn gdal_is_of_the_librarys_version() {
        let to = "python:3.11-slim-trixie";
        assert!(told(FILE, "", to).is_some_and(|text| text.contains("`GDAL` 3.2.2") && text.contains("Debian 13")));
        let list = FILE.replace("GDAL==3.2.2", "-r requirements.txt");
        assert!(told(&list, "pygdal==3.2.2.10\n", to).is_some_and(|text| text.contains("`pygdal` 3.2.2.10")));
        assert_eq!(told(&list, "gdal>=3.2\n", to), None);
        assert_eq!(told(&FILE.replace("3.2.2", "$(gdal-config --version)"), "", to), None);
        assert_eq!(told(FILE, "", "python:3.11-slim-bullseye"), None);
        assert_eq!(told(&FILE.replace("libgdal-dev", "less"), "", to), None, "nothing of the system");
    }
}
