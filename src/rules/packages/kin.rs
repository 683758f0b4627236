//! `dnf`, `yum`, `microdnf`, `tdnf`: one family of commands, and a base has one or two of them.

use super::installs::manager_name;
use crate::catalogue::{Image, PackageManager};
use crate::rules::claims::*;
use crate::shell::Command;

/// Every call by a name that the base does not have: written with the one it has, where that does the same.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    if !MANAGERS.contains(&manager_name(&choice.image)) {
        return Vec::new();
    }
    let lacking = case.commands().filter(|call| lacks(&choice.image, call.name())).map(|call| told(case, choice, call));
    lacking.chain(case.commands().find_map(|call| module(case, choice, call))).collect()
}

/// `dnf module enable nodejs:22`: with Fedora 39 and Enterprise Linux 10 the modules are gone
/// ([RetireModularity](https://fedoraproject.org/wiki/Changes/RetireModularity)).
fn module(case: &Case, choice: &Choice, call: &Command) -> Option<Objection> {
    const SINCE: [(&str, u32); 7] = [
        ("almalinux", 10),
        ("centos-stream", 10),
        ("fedora", 39),
        ("oraclelinux", 10),
        ("rhel", 10),
        ("rockylinux", 10),
        ("ubi", 10),
    ];
    let os = choice.image.os.as_ref()?;
    let release: u32 = os.version?.split('.').next()?.parse().ok()?;
    let gone = SINCE.iter().any(|(name, since)| *name == os.name && release >= *since);
    let first = call.args.iter().find(|arg| !arg.text.starts_with('-'))?;
    if !gone || first.text != "module" || !MANAGERS.contains(&call.name()) {
        return None;
    }
    let (lang, line, os) = (case.lang(), sentence(case.line(&[call.span])), os.title());
    let text = say!(lang,
        en: "{line} chooses a module, and {os} has none: take the call out, and see which version its ordinary package has.",
        de: "{line} wählt ein Modul, und {os} hat keine: Nimm den Aufruf heraus und sieh nach, welche Version das gewöhnliche Paket hat.",
        zh: "{line}选择了模块，而 {os} 没有模块：请去掉该调用，并确认普通软件包的版本。");
    let rule = crate::rules::package_manager_mismatch::RULE.id;
    Some(objection(rule, Weight::Change, text, vec![call.span]).by(Change::Yours))
}

/// The words of the family.
pub const MANAGERS: [&str; 5] = ["dnf", "dnf5", "microdnf", "tdnf", "yum"];

/// What the small managers do like `dnf` (github.com/rpm-software-management/microdnf, github.com/vmware/tdnf).
const COMMON: [&str; 8] = ["clean", "install", "makecache", "reinstall", "remove", "repolist", "update", "upgrade"];

/// Whether a word of the family is one that this base, of the family too, does not know.
pub fn lacks(image: &Image, word: &str) -> bool {
    MANAGERS.contains(&manager_name(image)) && MANAGERS.contains(&word) && !has(image, word)
}

/// `yum` is another name of `dnf` where that is; on Fedora `microdnf` is dnf5, which is `dnf` and `yum`, too, from 41 on
/// (github.com/rpm-software-management/dnf5, dnf5.spec).
fn has(image: &Image, name: &str) -> bool {
    match image.package_manager {
        PackageManager::Dnf => matches!(name, "dnf" | "dnf5" | "yum"),
        // docs.aws.amazon.com/lambda/latest/dg/python-image.html: there it is linked as `dnf`.
        PackageManager::Microdnf if image.repository.starts_with("public.ecr.aws/lambda/") => {
            matches!(name, "dnf" | "microdnf")
        }
        PackageManager::Microdnf if is_dnf5(image) => matches!(name, "dnf" | "dnf5" | "microdnf" | "yum"),
        // Enterprise Linux 8 has `dnf`, and `yum` as a link to it.
        PackageManager::Yum if is_8(image) => matches!(name, "dnf" | "yum"),
        _ => name == manager_name(image),
    }
}

fn is_8(image: &Image) -> bool {
    image.os.as_ref().and_then(|os| os.version).is_some_and(|version| version.split('.').next() == Some("8"))
}

fn is_dnf5(image: &Image) -> bool {
    let release = image.os.as_ref().filter(|os| os.name == "fedora").and_then(|os| os.version?.parse::<u32>().ok());
    release.is_some_and(|release| release >= 41)
}

fn told(case: &Case, choice: &Choice, call: &Command) -> Objection {
    let (lang, span) = (case.lang(), call.program.span);
    let (line, image) = (sentence(case.line(&[span])), &choice.image.reference);
    let (used, own) = (call.name(), manager_name(&choice.image));
    if is_common(call) {
        let text = say!(lang,
            en: "{line} calls `{used}`; `{image}` has `{own}`, which does the same here.",
            de: "{line} ruft `{used}` auf; `{image}` hat `{own}`, das hier dasselbe tut.",
            zh: "{line}调用 `{used}`；`{image}` 提供的是 `{own}`，在这里作用相同。");
        return objection(crate::rules::package_manager_mismatch::RULE.id, Weight::Change, text, vec![span])
            .by(Change::Path { span, to: own.into() });
    }
    let text = say!(lang,
        en: "{line} calls `{used}`; `{image}` has only `{own}`, and we do not know whether that can do it.",
        de: "{line} ruft `{used}` auf; `{image}` hat nur `{own}`, und ob das es auch kann, ist nicht bekannt.",
        zh: "{line}调用 `{used}`；`{image}` 只有 `{own}`，不确定它能否做到。");
    objection(crate::rules::package_manager_mismatch::RULE.id, Weight::Doubt, text, vec![span])
}

/// One of the common verbs, with packages of the archive: no groups, no files, no addresses.
fn is_common(call: &Command) -> bool {
    let mut words = call.args.iter().map(|arg| arg.text.as_str()).filter(|word| !word.starts_with('-'));
    words.next().is_some_and(|verb| COMMON.contains(&verb))
        && words.all(|word| !word.starts_with('@') && !word.contains('/') && !word.ends_with(".rpm"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn lambda_links_dnf() {
        let file = "FROM public.ecr.aws/lambda/python:3.12\nRUN dnf install -y poppler-utils\nCMD [\"a.handler\"]\n";
        silent("package-manager-mismatch", file);
        fires("package-manager-mismatch", &file.replace("dnf", "yum"));
    }

    #[test]
    fn enterprise_linux_8_has_both_words() {
        let file = |base: &str| format!("FROM {base}\nRUN dnf -y install httpd\nCMD [\"httpd\"]\n");
        silent("package-manager-mismatch", &file("centos:8"));
        fires("package-manager-mismatch", &file("centos:7"));
    }

    #[test]
    fn enterprise_linux_10_has_no_modules() {
        let file = "FROM almalinux:9\nRUN dnf -y module enable nodejs:22 && dnf install -y nodejs\nCMD [\"node\"]\n";
        let told = |to: &str| weight(crate::rules::package_manager_mismatch::RULE.id, file, to, Shape::Swap);
        assert_eq!(told("almalinux:10"), Some(Weight::Change));
        assert_eq!(told("rockylinux/rockylinux:9"), None);
    }
}
