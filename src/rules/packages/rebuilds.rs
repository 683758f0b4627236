//! From Enterprise Linux 7 to the rebuilds of 9: what is there in a small form, what went into a repository that is off,
//! what is gone, and whose sources name the old release. Told under `package-unavailable`.

use super::installs::{Install, manager_of};
use super::translated::Name;
use super::{enterprise, later};
use crate::catalogue::packages::fates::{Went, went};
use crate::catalogue::{Image, Os};
use crate::rules::claims::*;
use crate::shell::{Arg, Command, Manager};

const RULE: &str = crate::rules::package_unavailable::RULE.id;

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let image = &choice.image;
    let Some((os, release)) = image.os.as_ref().and_then(|os| Some((os, enterprise::release(os)?))) else {
        return Vec::new();
    };
    if choice.shape != Shape::Swap || case.stays(choice) {
        return Vec::new();
    }
    let mut told = sources(case, os, release);
    if release >= 9 {
        told.extend(repository(case, os, Went::Crb, "crb"));
        told.extend(repository(case, os, Went::Epel, "epel"));
        told.extend(modules(case, os));
    }
    told.extend((release >= 8).then(|| locale(case, image)).flatten());
    told
}

/// The images of 9 have `curl-minimal` and `coreutils-single`, and the whole packages conflict with them
/// ([Rocky Linux](https://github.com/rocky-linux/sig-cloud-instance-images/issues/41),
/// [AlmaLinux](https://github.com/acmesh-official/acmetest/pull/23), 2023).
pub fn has_small_form(name: &str, image: &Image) -> bool {
    let nine = image.os.as_ref().and_then(enterprise::release) == Some(9);
    nine && manager_of(image) == Some(Manager::Dnf) && ["coreutils", "curl"].contains(&name)
}

/// What a name of 7 is in 9, where it is another, or none.
pub fn by_fate(name: &str, image: &Image) -> Option<Name> {
    let os = image.os.as_ref()?;
    if name == "amazon-linux-extras" && (os.name, os.version) != ("amazonlinux", Some("2")) {
        return Some(Name::Needless);
    }
    if os.name == "amazonlinux"
        && os.version != Some("2")
        && let Some(new) = of_amazon(name)
    {
        return Some(Name::Other(vec![new]));
    }
    let gone = went(name).filter(|_| enterprise::release(os) >= Some(9))?;
    Some(match gone {
        Went::Gone("") => Name::NotThere,
        Went::Gone(new) => Name::Other(vec![new.into()]),
        Went::Needless => Name::Needless,
        Went::Crb | Went::Epel => return None,
    })
}

/// What Amazon Linux 2 has by names of OpenJDK is Amazon's own build in 2023, which for Java 8 has no headless package
/// ([Java in AL2023](https://docs.aws.amazon.com/linux/al2023/ug/java.html),
/// [the image's own packages](https://github.com/corretto/corretto-docker/blob/main/8/jre/al2023/Dockerfile)).
fn of_amazon(name: &str) -> Option<String> {
    if name == "aws-cli" {
        return Some("awscli-2".into());
    }
    let (line, kind) = name.strip_prefix("java-")?.split_once("-openjdk")?;
    let kind = if line == "1.8.0" && kind == "-headless" { "" } else { kind };
    (["1.8.0", "11", "17"].contains(&line) && ["", "-devel", "-headless"].contains(&kind))
        .then(|| format!("java-{line}-amazon-corretto{kind}"))
}

/// Whether we know where a package went.
pub fn is_told(name: &str, image: &Image) -> bool {
    let nine = image.os.as_ref().and_then(enterprise::release) >= Some(9);
    nine && (went(name).is_some() || enterprise::is_glued(name))
}

/// Packages that only a repository has which is off: it is switched on for their command, or installed before it
/// ([EPEL: getting started](https://docs.fedoraproject.org/en-US/epel/getting-started/)).
fn repository(case: &Case, os: &Os, of: Went, name: &str) -> Option<Objection> {
    let free = ["almalinux", "centos-stream", "rockylinux"].contains(&os.name);
    let named = |command: &Command| command.args.iter().any(|arg| arg.text.to_ascii_lowercase().contains(name));
    if !free || case.commands().any(named) {
        return None;
    }
    let mut there = case.installs().iter().filter(|install| went(&install.package.name) == Some(of));
    let first = there.next()?;
    let own = |install: &&Install| install.effect.span == first.effect.span;
    let all: Vec<&Install> = std::iter::once(first).chain(there.filter(own)).collect();
    let names: Vec<&str> = all.iter().map(|install| install.package.name.as_str()).collect();
    let spans: Vec<Span> = all.iter().map(|install| install.package.span).collect();
    let (lang, line, os) = (case.lang(), sentence(case.lines(&spans)), os.title());
    let names = codes(lang, &names);
    let text = match of {
        Went::Epel => say!(lang,
            en: "{line} installs {names}, which {os} has only in EPEL: `epel-release` comes first.",
            de: "{line} installiert {names}; {os} hat das nur in EPEL: Zuerst kommt `epel-release`.",
            zh: "{line}安装 {names}，而 {os} 只在 EPEL 中提供：需先安装 `epel-release`。"),
        _ => say!(lang,
            en: "{line} installs {names}, which {os} keeps in the repository `crb`, and that is off by default.",
            de: "{line} installiert {names}; {os} hat das im Repository `crb`, und das ist von sich aus aus.",
            zh: "{line}安装 {names}，它在 {os} 的 `crb` 软件源中，而该源默认关闭。"),
    };
    let change = case.command(first.effect).and_then(|command| switched_on(command, of)).unwrap_or(Change::Yours);
    Some(objection(RULE, Weight::Change, text, spans).by(change))
}

fn switched_on(command: &Command, of: Went) -> Option<Change> {
    let word = |arg: &Arg, to: String| arg.known.then_some(Change::Path { span: arg.span, to });
    let program = &command.program;
    match of {
        Went::Epel => word(program, format!("{0} install -y epel-release && {0}", program.text)),
        _ => {
            let verb = command.args.iter().find(|arg| !arg.text.starts_with('-'))?;
            word(verb, format!("{} --enablerepo=crb", verb.text))
        }
    }
}

/// `epel-release-latest-7.noarch.rpm`, `nginx.org/packages/centos/7/`: made for a release that went before.
fn sources(case: &Case, os: &Os, release: u32) -> Vec<Objection> {
    let named = |arg: &Arg| arg.text.contains("://") && !arg.text.contains("://vault.");
    let args = case.commands().flat_map(|command| &command.args).filter(|arg| named(arg));
    let old = args.filter_map(|arg| Some((arg, made_for(&arg.text).filter(|of| *of < release)?)));
    let told = old.map(|(arg, of)| {
        let was = format!("Enterprise Linux {of}");
        let own = later::foreign(case, arg.span, &was, &os.title());
        match renewed(&arg.text, of, release) {
            Some(to) => replaced(case, arg.span, to, &was),
            None => own,
        }
    });
    told.collect()
}

/// From 8 on Remi has its lines of PHP as modules
/// ([Remi's wizard](https://rpms.remirepo.net/wizard/)).
fn modules(case: &Case, os: &Os) -> Option<Objection> {
    let arg = case.commands().flat_map(|command| &command.args).find(|arg| arg.text.contains("remi-php"))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[arg.span])), os.title());
    let text = say!(lang,
        en: "{line} names a repository of Remi that {os} does not have: there a line of PHP is a module, `dnf module enable php:remi-8.4`.",
        de: "{line} nennt ein Repository von Remi, das es für {os} nicht gibt: Dort ist eine PHP-Linie ein Modul, `dnf module enable php:remi-8.4`.",
        zh: "{line}使用的 Remi 软件源在 {os} 上不存在：那里每个 PHP 版本是一个模块，`dnf module enable php:remi-8.4`。");
    Some(objection(RULE, Weight::Change, text, vec![arg.span]).by(Change::Yours))
}

fn replaced(case: &Case, span: Span, to: String, was: &str) -> Objection {
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} names a package source made for {was}; the one for this base is `{to}`.",
        de: "{line} nennt eine Paketquelle für {was}; die für dieses Basis-Image ist `{to}`.",
        zh: "{line}使用了为 {was} 准备的软件包源；用于此基础镜像的是 `{to}`。");
    objection(RULE, Weight::Change, text, vec![span]).by(Change::Path { span, to })
}

/// Remi and EPEL serve each release under the same name with its number
/// ([Remi's repository](https://blog.remirepo.net/pages/Config-en)).
fn renewed(address: &str, old: u32, new: u32) -> Option<String> {
    if address.contains("epel-release") {
        return Some(format!("https://dl.fedoraproject.org/pub/epel/epel-release-latest-{new}.noarch.rpm"));
    }
    let of = format!("remi-release-{old}");
    address.contains(&of).then(|| address.replace(&of, &format!("remi-release-{new}")))
}

/// The release that an address names: a single figure behind one of these.
fn made_for(address: &str) -> Option<u32> {
    const MARKS: [&str; 11] = [
        "epel-release-latest-",
        "epel-release-",
        "remi-release-",
        "/epel/",
        "/centos/",
        "/centos",
        "/rhel/",
        "/enterprise/",
        "/el",
        "-el",
        ".el",
    ];
    MARKS.iter().find_map(|mark| {
        let (_, rest) = address.split_once(mark)?;
        let mut letters = rest.chars();
        let number = letters.next()?.to_digit(10).filter(|number| (5..=8).contains(number))?;
        letters.next().is_none_or(|next| !next.is_ascii_alphanumeric()).then_some(number)
    })
}

/// From 8 on what `localedef` makes locales of is a package of its own
/// ([Red Hat Enterprise Linux 9: package manifest](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/package_manifest/)).
fn locale(case: &Case, image: &Image) -> Option<Objection> {
    if case.installs().iter().any(|install| install.package.name == "glibc-locale-source") {
        return None;
    }
    let manager = if image.reference.contains("minimal") { "microdnf" } else { "dnf" };
    let command = case.commands().find(|command| command.name() == "localedef")?;
    let span = command.program.span;
    let (lang, line, name) = (case.lang(), sentence(case.line(&[span])), &image.reference);
    let text = say!(lang,
        en: "{line} calls `localedef`, and what it makes locales of is the package `glibc-locale-source` on `{name}`.",
        de: "{line} ruft `localedef` auf; woraus es Locales macht, ist auf `{name}` das Paket `glibc-locale-source`.",
        zh: "{line}调用 `localedef`，而它所需的区域设置来源在 `{name}` 上是软件包 `glibc-locale-source`。");
    let to = format!("{manager} install -y glibc-locale-source && {}", command.program.text);
    Some(objection(RULE, Weight::Change, text, vec![span]).by(Change::Path { span, to }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn paths(file: &str, to: &str) -> Vec<Option<String>> {
        let told = weighed(RULE, file, to, Shape::Swap);
        let path = |one: Objection| match one.change {
            Some(Change::Path { to, .. }) => Some(to),
            _ => None,
        };
        told.into_iter().map(path).collect()
    }

    fn file(command: &str) -> String {
        format!("FROM centos:7\nRUN {command}\nCMD [\"/app\"]\n")
    }

    #[test]
    fn amazon_linux_2023_has_amazons_own_java() {
        let file = "FROM amazonlinux:2\nRUN yum install -y java-1.8.0-openjdk-headless java-11-openjdk-devel aws-cli\nCMD [\"/app\"]\n";
        let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
        let named = ["`java-1.8.0-amazon-corretto`", "`java-11-amazon-corretto-devel`", "`awscli-2`"];
        assert!(named.iter().all(|name| told[0].text.contains(name)), "{told:?}");
        assert!(weighed(RULE, file, "amazonlinux:2023", Shape::Swap).iter().all(|one| one.weight < Weight::Doubt));
    }

    /// One sentence tells of them.
    #[test]
    fn a_python_without_its_point_is_not_to_be_looked_up_again() {
        let told = weighed(RULE, &file("yum install -y python36 python36-pip"), "almalinux:9", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("choose one")), "{told:?}");
        assert!(told.iter().all(|one| !one.text.contains("still has")), "{told:?}");
    }

    #[test]
    fn what_is_there_in_a_small_form_is_not_installed() {
        let told = |base: &str, to: &str| {
            let all = file("yum install -y curl wget coreutils").replace("centos:7", base);
            let told = weighed("package-renamed", &all, to, Shape::Swap);
            told.iter().map(|one| one.text.clone()).collect::<String>()
        };
        for to in ["almalinux:9", "rockylinux/rockylinux:9"] {
            let text = told("centos:7", to);
            assert!(text.contains("`curl`") && text.contains("`coreutils`") && !text.contains("wget"), "{to}: {text}");
        }
        assert_eq!(told("centos:7", "almalinux:8"), "");
        assert_eq!(told("almalinux:9", "almalinux:9"), "");
    }

    #[test]
    fn repositories_that_are_off_are_switched_on() {
        let crb = file("yum -y install gcc glibc-static texinfo");
        assert_eq!(paths(&crb, "almalinux:9"), [Some("install --enablerepo=crb".to_string())]);
        assert!(paths(&crb, "almalinux:8").is_empty());
        let enabled = file("dnf config-manager --set-enabled crb && yum -y install gcc glibc-static");
        assert!(paths(&enabled, "almalinux:9").is_empty());
        let epel = file("yum install -y ImageMagick-devel");
        assert_eq!(paths(&epel, "almalinux:9"), [Some("yum install -y epel-release && yum".to_string())]);
        assert!(paths(&file("yum install -y epel-release && yum install -y supervisor"), "almalinux:9").is_empty());
    }

    #[test]
    fn names_of_7_are_told() {
        let told = weighed(RULE, &file("yum install -y ntp yum-plugin-ovl PyYAML make"), "almalinux:9", Shape::Swap);
        assert!(
            told.len() == 1 && told[0].text.contains("`ntp`, which") && told[0].weight == Weight::Change,
            "{told:?}"
        );
        let new = weighed("package-renamed", &file("yum install -y PyYAML cmake3"), "almalinux:9", Shape::Swap);
        assert!(new[0].text.contains("`python3-pyyaml` and `cmake`"), "{new:?}");
    }

    #[test]
    fn sources_for_7_are_renewed_or_told() {
        let latest = "https://dl.fedoraproject.org/pub/epel/epel-release-latest-9.noarch.rpm";
        for old in [
            "https://dl.fedoraproject.org/pub/epel/epel-release-latest-7.noarch.rpm",
            "http://download.fedoraproject.org/pub/epel/6/x86_64/epel-release-6-8.noarch.rpm",
        ] {
            assert_eq!(paths(&file(&format!("rpm -Uvh {old}")), "almalinux:9"), [Some(latest.to_string())], "{old}");
        }
        let remi = file("yum -y install http://rpms.remirepo.net/enterprise/remi-release-7.rpm");
        let new = "http://rpms.remirepo.net/enterprise/remi-release-9.rpm";
        assert_eq!(paths(&remi, "almalinux:9"), [Some(new.to_string())]);
        let module = file("yum -y install --enablerepo=remi-php74 php");
        let told = weighed(RULE, &module, "almalinux:9", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("php:remi-8.4")), "{told:?}");
        for told in [
            "echo 'baseurl=http://nginx.org/packages/centos/7/$basearch/' > /etc/yum.repos.d/nginx.repo",
            "yum install -y https://centos7.iuscommunity.org/ius-release.rpm",
            "curl https://packages.microsoft.com/config/rhel/7/prod.repo > /etc/yum.repos.d/m.repo",
        ] {
            assert_eq!(paths(&file(told), "almalinux:9"), [None], "{told}");
            assert!(paths(&file(&told.replace('7', "9")), "almalinux:9").is_empty(), "{told}");
        }
    }

    #[test]
    fn locales_are_made_of_a_package() {
        let own = file("yum clean all && localedef -i en_US -f UTF-8 en_US.UTF-8");
        let to = "dnf install -y glibc-locale-source && localedef".to_string();
        assert_eq!(paths(&own, "almalinux:9"), [Some(to)]);
        assert!(weighed("missing-locale", &own, "almalinux:9", Shape::Swap).is_empty());
        let there = own.replace("clean all", "install -y glibc-locale-source");
        assert!(paths(&there, "almalinux:9").into_iter().flatten().next().is_none());
    }

    #[test]
    fn extras_are_no_package() {
        let file = "FROM amazonlinux:2\nRUN yum install -y amazon-linux-extras tar && amazon-linux-extras install -y nginx1\nCMD [\"nginx\"]\n";
        let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
        assert!(told.len() == 1 && told[0].text.contains("`amazon-linux-extras`, which"), "{told:?}");
        let checked = weighed(RULE, file, "amazonlinux:2023", Shape::Swap);
        assert!(checked.iter().all(|one| !one.text.contains("check that")), "{checked:?}");
    }
}
