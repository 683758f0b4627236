//! What later releases of RPM systems call otherwise or no longer have. Told under `package-unavailable`. And which names are common to them.

use crate::catalogue::packages::{Distro, Translation, translate};
use crate::catalogue::{Image, Os};
use crate::rules::claims::*;
use crate::shell::{Arg, Command};

const RULE: &str = crate::rules::package_unavailable::RULE.id;

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(new) = choice.image.os.as_ref().filter(|_| choice.shape == Shape::Swap && !case.stays(choice)) else {
        return Vec::new();
    };
    let amazon = extras(case, new);
    let told = [power_tools(case, new), amazon, pythons(case, new), php_fpm(case, new), services(case, new)];
    told.into_iter().flatten().collect()
}

/// `chkconfig` names what starts with the machine, which no container is; 9 has services of systemd alone, and not the
/// command ([RHEL 9: considerations in adopting](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/considerations_in_adopting_rhel_9/)).
fn services(case: &Case, new: &Os) -> Option<Objection> {
    let crosses = release(new) >= Some(8) && case.present()?.os.as_ref().and_then(release) < Some(8);
    let mut calls = case.facts.effects.iter().filter(|_| crosses);
    let effect = calls.find(|effect| case.command(effect).is_some_and(|command| command.name() == "chkconfig"))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[effect.span])), new.title());
    let text = say!(lang,
        en: "{line} calls `chkconfig`, which {os} does not have and a container does not need: the call goes.",
        de: "{line} ruft `chkconfig` auf, das {os} nicht hat und ein Container nicht braucht: Der Aufruf entfällt.",
        zh: "{line}调用 `chkconfig`，{os} 没有它，容器也不需要：去掉该调用。");
    let change = Change::DropCommand { instruction: effect.instruction, command: effect.command };
    Some(objection(RULE, Weight::Change, text, vec![effect.span]).by(change))
}

/// The repository PowerTools of 8 is CRB from 9 on
/// ([AlmaLinux](https://wiki.almalinux.org/repos/CRB.html), [EPEL](https://docs.fedoraproject.org/en-US/epel/getting-started/)).
fn power_tools(case: &Case, new: &Os) -> Option<Objection> {
    let named = ["almalinux", "centos-stream", "rockylinux"].contains(&new.name) && major(new) >= Some(9);
    let is_it = |arg: &&Arg| arg.text.eq_ignore_ascii_case("powertools");
    let arg = case.commands().filter(|_| named).find_map(|command| command.args.iter().find(is_it))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[arg.span])), new.title());
    let text = say!(lang,
        en: "{line} switches on the repository `powertools`, which is called `crb` on {os}.",
        de: "{line} schaltet das Repository `powertools` ein, das auf {os} `crb` heißt.",
        zh: "{line}启用软件源 `powertools`，它在 {os} 上叫 `crb`。");
    let change = Change::Path { span: arg.span, to: "crb".into() };
    Some(objection(RULE, Weight::Change, text, vec![arg.span]).by(change))
}

/// Amazon Linux 2023 has no extras: what they held is in its own repository, or is not there
/// ([AL2 and AL2023 compared](https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html)).
fn extras(case: &Case, new: &Os) -> Option<Objection> {
    let named = |command: &&Command| {
        command.name() == "amazon-linux-extras" || command.args.iter().any(|arg| arg.text == "amazon-linux-extras")
    };
    let gone = new.name != "amazonlinux" || major(new) >= Some(2022);
    let find = || case.commands().find(named).map(|command| command.span);
    let span = case.once.extras.get_or_init(case.facts, find).filter(|_| gone)?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[span])), new.title());
    let text = say!(lang,
        en: "{line} uses `amazon-linux-extras`, which {os} does not have: install the packages by their names there.",
        de: "{line} benutzt `amazon-linux-extras`, das es in {os} nicht gibt: Installiere die Pakete unter ihren dortigen Namen.",
        zh: "{line}使用 `amazon-linux-extras`，而 {os} 没有它：请按那里的名称安装软件包。");
    Some(objection(RULE, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// `python36`, `python38-devel` were names of EPEL 7 and of 8's modules; 9 and later have `python3` and `python3.11`
/// ([Red Hat: Python in 9](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/installing_and_using_dynamic_programming_languages/assembly_introduction-to-python_installing-and-using-dynamic-programming-languages)).
fn pythons(case: &Case, new: &Os) -> Option<Objection> {
    let named = release(new) >= Some(9);
    let install = case.installs().iter().filter(|_| named).find(|install| is_glued(&install.package.name))?;
    let span = install.package.span;
    let (lang, line, name, os) = (case.lang(), sentence(case.line(&[span])), &install.package.name, new.title());
    let text = say!(lang,
        en: "{line} installs `{name}`; {os} calls its Pythons `python3`, `python3.11`, `python3.12`: choose one, and name it where the file calls it, too.",
        de: "{line} installiert `{name}`; auf {os} heißen die Pythons `python3`, `python3.11`, `python3.12`: Wähle eines, und nenne es auch dort, wo die Datei es aufruft.",
        zh: "{line}安装 `{name}`；{os} 的 Python 名为 `python3`、`python3.11`、`python3.12`：请选择其一，并同步修改文件中调用它的地方。");
    Some(objection(RULE, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// `python36`, `python38-pip`.
pub fn is_glued(name: &str) -> bool {
    let rest = name.strip_prefix("python3").unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains('.')
}

/// From 8 on Apache has no PHP of its own: `php-fpm` runs beside it, and systemd starts the two
/// ([Red Hat: PHP in 9](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/installing_and_using_dynamic_programming_languages/assembly_using-the-php-scripting-language_installing-and-using-dynamic-programming-languages)).
fn php_fpm(case: &Case, new: &Os) -> Option<Objection> {
    let old = case.present()?.os.as_ref().and_then(release);
    let crosses = release(new) >= Some(8) && old.is_some_and(|old| old < 8);
    let php = |name: &str| name == "php" || name.starts_with("php-");
    let has = crosses && case.installs().iter().any(|install| php(&install.package.name));
    let config = &case.build.shipped_stage().filter(|_| has)?.config;
    let starts = || [&config.entrypoint, &config.cmd].into_iter().flatten().flat_map(|launch| &launch.commands);
    let apache = starts().find(|command| matches!(command.name(), "apachectl" | "httpd"))?;
    if case.build.tree.source.text().contains("php-fpm") {
        return None;
    }
    let (lang, line, os) = (case.lang(), sentence(case.line(&[apache.span])), new.title());
    let text = say!(lang,
        en: "{line} starts Apache alone, and on {os} PHP runs in `php-fpm`: its pages answer 503 until that is started, too (`mkdir -p /run/php-fpm && php-fpm && exec httpd -D FOREGROUND`).",
        de: "{line} startet nur Apache, und auf {os} läuft PHP in `php-fpm`: Seine Seiten antworten mit 503, bis auch das gestartet wird (`mkdir -p /run/php-fpm && php-fpm && exec httpd -D FOREGROUND`).",
        zh: "{line}只启动 Apache，而在 {os} 上 PHP 由 `php-fpm` 运行：在一并启动它之前，PHP 页面返回 503（`mkdir -p /run/php-fpm && php-fpm && exec httpd -D FOREGROUND`）。");
    Some(objection(RULE, Weight::Change, text, vec![apache.span]).by(Change::Yours))
}

/// The same release of Enterprise Linux, which others rebuild from the same sources: its packages, their names and their
/// repositories are those that the file was written for ([AlmaLinux](https://wiki.almalinux.org/FAQ.html)).
pub fn is_rebuilt(now: &Image, image: &Image) -> bool {
    let of = |image: &Image| image.os.as_ref().and_then(release);
    crate::rules::succeeds(now, image) && of(now).is_some() && of(now) == of(image)
}

/// The release of an Enterprise Linux; none of another system.
pub fn release(os: &Os) -> Option<u32> {
    const NAMES: [&str; 7] = ["almalinux", "centos", "centos-stream", "oraclelinux", "rhel", "rockylinux", "ubi"];
    major(os).filter(|_| NAMES.contains(&os.name))
}

fn major(os: &Os) -> Option<u32> {
    os.version?.split('.').next()?.parse().ok()
}

/// Our names for RPM systems are Fedora's. RHEL and its kin have far fewer packages: of those, only what real build files
/// install there with `microdnf`, `dnf` or `yum` and what the distribution is built with itself is taken for certain.
pub fn is_common(image: &Image, name: &str, from: Distro) -> bool {
    const COMMON: &[&str] = &[
        "autoconf",
        "automake",
        "bash",
        "bzip2",
        "ca-certificates",
        "cmake",
        "coreutils",
        "curl",
        "curl-minimal",
        "diffutils",
        "file",
        "findutils",
        "fontconfig",
        "freetype",
        "gcc",
        "gcc-c++",
        "git",
        "git-core",
        "glibc-devel",
        "glibc-langpack-en",
        "gnupg2",
        "gzip",
        "hostname",
        "iproute",
        "iptables",
        "iputils",
        "jq",
        "krb5-libs",
        "less",
        "libffi",
        "libffi-devel",
        "libgcc",
        "libjpeg-turbo-devel",
        "libstdc++",
        "libtool",
        "libxml2",
        "libxml2-devel",
        "libxslt",
        "libxslt-devel",
        "libyaml-devel",
        "logrotate",
        "lsof",
        "make",
        "ncurses",
        "net-tools",
        "nginx",
        "nodejs",
        "openssh-clients",
        "openssh-server",
        "openssl",
        "openssl-devel",
        "openssl-libs",
        "patch",
        "perl",
        "pkgconf-pkg-config",
        "procps-ng",
        "psmisc",
        "python3",
        "python3-devel",
        "python3-pip",
        "python3-setuptools",
        "readline-devel",
        "rsync",
        "ruby",
        "ruby-devel",
        "shadow-utils",
        "sqlite",
        "sqlite-devel",
        "sqlite-libs",
        "sudo",
        "tar",
        "tcpdump",
        "tzdata",
        "unzip",
        "util-linux",
        "vim-enhanced",
        "vim-minimal",
        "wget",
        "which",
        "xz",
        "zip",
        "zlib",
        "zlib-devel",
    ];
    let names = || match translate(name, from, Distro::Fedora) {
        Translation::Same(name) => vec![name],
        Translation::Renamed(names) => names,
        Translation::NotNeeded | Translation::NotThere | Translation::Unknown => Vec::new(),
    };
    let fedora = image.os.as_ref().is_some_and(|os| os.name == "fedora");
    fedora || names().iter().all(|name| COMMON.contains(&name.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn changes(file: &str, to: &str) -> Vec<Option<Change>> {
        weighed(RULE, file, to, Shape::Swap).into_iter().map(|one| one.change).collect()
    }

    #[test]
    fn enterprise_linux_9_has_other_names() {
        let file = "FROM centos:8\nRUN dnf -y install dnf-plugins-core && dnf config-manager --set-enabled powertools && dnf -y install python38 gcc\nCMD [\"python3.8\", \"a.py\"]\n";
        let told = changes(file, "almalinux:9");
        assert!(told.iter().flatten().any(|one| matches!(one, Change::Path { to, .. } if to == "crb")), "{told:?}");
        assert!(told.contains(&Some(Change::Yours)), "{told:?}");
        let later = file.replace("python38", "python3.11").replace("powertools", "crb");
        assert!(changes(&later, "almalinux:9").iter().all(Option::is_none));
    }

    #[test]
    fn no_container_starts_services_with_the_machine() {
        let file = "FROM centos:6\nRUN yum install -y httpd && chkconfig httpd on\nCMD [\"httpd\", \"-DFOREGROUND\"]\n";
        assert!(changes(file, "almalinux:9").contains(&Some(Change::DropCommand { instruction: 1, command: 1 })));
        assert!(changes(&file.replace("centos:6", "centos:8"), "almalinux:9").iter().all(Option::is_none));
    }

    #[test]
    fn amazon_linux_2023_has_no_extras() {
        let file =
            "FROM amazonlinux:2\nRUN amazon-linux-extras install -y nginx1\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        assert!(changes(file, "amazonlinux:2023").contains(&Some(Change::Yours)));
    }

    #[test]
    fn amazons_extras_are_amazons_alone() {
        let file =
            "FROM amazonlinux:2\nRUN amazon-linux-extras install -y nginx1 && yum install -y git\nCMD [\"nginx\"]\n";
        for to in ["amazonlinux:2023", "alpine:3.24", "debian:trixie-slim"] {
            assert!(
                weighed(RULE, file, to, Shape::Swap).iter().any(|one| one.text.contains("amazon-linux-extras")),
                "{to}"
            );
        }
    }

    #[test]
    fn apache_alone_answers_no_pages_of_php() {
        let file = "FROM centos:7\nRUN yum -y install httpd php php-mysql && yum clean all\nCOPY . /var/www/html/\nCMD [\"/usr/sbin/httpd\", \"-D\", \"FOREGROUND\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE, file, "almalinux:9", Shape::Swap);
            told.iter().any(|one| one.text.contains("answer 503"))
        };
        assert!(told(file));
        assert!(!told(&file.replace(" php php-mysql", "")));
        assert!(!told(&file.replace("CMD ", "RUN systemctl enable php-fpm\nCMD ")));
        assert!(!told(&file.replace("centos:7", "rockylinux:8")), "it did so before");
        let names = weighed("package-renamed", file, "almalinux:9", Shape::Swap);
        assert!(names[0].text.contains("`php-mysqlnd`"), "{names:?}");
    }
}
