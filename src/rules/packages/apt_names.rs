//! What Debian and Ubuntu each call packages that the other, or another release, calls otherwise.

use super::installs::Install;
use super::release_names::carries_release;
use super::translated::{Name, distro};
use super::{alpine_php, rebuilds, snaps, unversioned};
use crate::catalogue::packages::fates::{Fate, fate};
use crate::catalogue::packages::{Distro, Translation, bare_name, is_gone, translate};
use crate::catalogue::{Image, Os};
use crate::rules::{Case, missing_icu};

/// What Ubuntu alone calls otherwise from a release on: the library is named after its file, `libxml2.so.16`, in 25.10
/// ([chisel-releases, issue 657](https://github.com/canonical/chisel-releases/issues/657)), and what was only a
/// transition is gone in 24.04 ([distrobox, issue 1053](https://github.com/89luca89/distrobox/issues/1053)). OpenSSL 3 took the
/// place of 1.1, in both by the name of 64-bit time ([chisel-releases](https://github.com/canonical/chisel-releases/blob/ubuntu-26.04/slices/libssl3t64.yaml)).
pub fn of_ubuntu(name: &str, image: &Image) -> Option<String> {
    const NAMES: [(&str, &str, &str); 3] =
        [("libgl1-mesa-glx", "24", "libgl1"), ("libssl1.1", "24", "libssl3t64"), ("libxml2", "25.10", "libxml2-16")];
    let version = image.os.as_ref().filter(|os| os.name == "ubuntu")?.version?;
    let row = NAMES.iter().find(|(old, since, _)| *old == name && version >= *since);
    row.map(|(.., new)| new.to_string())
}

/// What Debian gave up or calls otherwise, and Ubuntu has: MySQL beside MariaDB
/// ([Ubuntu Server: MySQL](https://documentation.ubuntu.com/server/how-to/databases/install-mysql/)), and the names of
/// browsers, which a rule of their own tells about.
pub fn is_of_ubuntu(name: &str) -> bool {
    name.starts_with("mysql-") || name.starts_with("libmysqlclient") || snaps::NAMES.contains(&name)
}

/// Ubuntu 24.04 was made before Debian gave it up
/// ([its packages](https://packages.ubuntu.com/noble/wkhtmltopdf)).
pub fn is_of_noble(name: &str, image: &Image) -> bool {
    let noble = |os: &Os| (os.name, os.version) == ("ubuntu", Some("24.04"));
    name == "wkhtmltopdf" && image.os.as_ref().is_some_and(noble)
}

/// No release of Ubuntu from 24.04 on has it any more: what both of Debian's had given up, and what was made by other names
/// since. What Debian 13 alone dropped is gone from what was made of it, 25.04 and later. Ubuntu kept these (from memory of
/// [its index](https://packages.ubuntu.com/noble/), on the careful side: a name more here keeps silent; numbered compilers
/// and languages it has in many lines, and libraries by the name of 64-bit time answer to the old one).
pub fn has_left_ubuntu(name: &str, image: &Image) -> bool {
    const KEPT: &str = "automake chrom clang cpp- dnf docker dotnet exfat firefox g++ gcc gfortran golang google- \
        language-pack libasan libatlas libc-client libjpeg libmariadb libpython3 libtbb libturbojpeg lld- llvm mssql msodbc \
        ninja openjdk oracle php8 postgres pypy python3 qemu rust sbt software- sqlite sqsh ttf-ubuntu unrar virtualbox \
        wkhtml yarn yum zulu";
    let Some(version) = image.os.as_ref().filter(|os| os.name == "ubuntu").and_then(|os| os.version) else {
        return false;
    };
    let own = || KEPT.split(' ').any(|own| name.starts_with(own)) && !unversioned::is_old_java(name);
    let kept = is_of_ubuntu(name) || own();
    let gone = |release| is_gone(name, release);
    let past = || gone(Distro::Debian12) || matches!(fate(name), Some(Fate::Gone { by_12: true, .. }));
    version >= "24"
        && !kept
        && (past() || of_ubuntu(name, image).is_some() || version >= "25" && gone(Distro::Debian13))
}

/// GConf beside Chrome's other libraries, where it is gone: no Chrome since 2018 asks for it, and its name is still in many
/// lists of them.
pub fn is_of_old_chrome(case: &Case, name: &str, image: &Image) -> bool {
    let gone = || distro(image).is_some_and(|distro| is_gone_from(name, distro, image));
    const OTHERS: [&str; 4] = ["chromium", "google-chrome", "libnss3", "libxss1"];
    let beside = |install: &Install| OTHERS.iter().any(|other| install.package.name.starts_with(other));
    matches!(name, "libgconf-2-4" | "gconf-service") && gone() && case.every_install().iter().any(beside)
}

/// Ubuntu's releases from 24.04 on are made of what became Debian 13: what went there went here, too.
pub fn is_gone_from(name: &str, distro: Distro, image: &Image) -> bool {
    let recent = || image.os.as_ref().and_then(|os| os.version).is_some_and(|version| version >= "24");
    is_gone(name, distro) || distro == Distro::Ubuntu && recent() && is_gone(name, Distro::Debian13)
}

/// Names with the number of a line in them that we follow.
pub fn numbered(package: &str, from: Distro, image: &Image) -> Option<Name> {
    match from {
        Distro::Alpine if package.starts_with("icu-") && missing_icu::has(image) => Some(Name::Brought),
        Distro::Alpine => alpine_php::name(package, image),
        from => of_icu(package, image).filter(|_| from.is_debian()),
    }
}

/// ICU by the number of its release. .NET's images of Debian and Ubuntu bring it
/// ([supported-platforms](https://github.com/dotnet/dotnet-docker/blob/main/documentation/supported-platforms.md)); Alpine keeps
/// the data of all cultures in a package of its own.
fn of_icu(package: &str, image: &Image) -> Option<Name> {
    let number = bare_name(package).strip_prefix("libicu")?;
    number.parse::<u32>().ok()?;
    let names = |names: &[&str]| Some(Name::Other(names.iter().map(|name| name.to_string()).collect()));
    match distro(image)? {
        Distro::Alpine => names(&["icu-libs", "icu-data-full"]),
        to if to.is_debian() && missing_icu::has(image) => Some(Name::Brought),
        Distro::Ubuntu if image.os.as_ref()?.version == Some("24.04") => names(&["libicu74"]),
        _ => None,
    }
}

/// `libasound2t64`: with 24.04 Ubuntu renamed the libraries that count time in 64 bits, as Debian did with 13
/// ([its plan](https://wiki.debian.org/ReleaseGoals/64bit-time), carried out for both from the same sources).
pub fn of_time_64(name: &str, image: &Image) -> Option<String> {
    let wide = format!("{name}t64");
    image.os.as_ref().filter(|os| os.name == "ubuntu" && os.version.is_some_and(|version| version >= "24"))?;
    match translate(name, Distro::Debian12, Distro::Debian13) {
        Translation::Renamed(names) => names.iter().all(|one| one.name == wide).then_some(wide),
        _ => None,
    }
}

/// By the list of Debian's names. Ubuntu's releases from 24.04 on lie between Debian 12 and 13: what is called the same in
/// both is called so there, too; of what else Debian gave up Ubuntu may have kept a part.
pub fn by_fate(name: &str, image: &Image) -> Option<Name> {
    let to = distro(image).filter(|to| to.is_debian())?;
    let recent = image.os.as_ref()?.version? >= "24";
    let other = |new: &str| (!new.is_empty()).then(|| Name::Other(vec![new.into()]));
    match (fate(name)?, to) {
        (Fate::Lasting, _) => Some(Name::Same(name.into())),
        (Fate::Gone { by_12, new_12, new_13 }, Distro::Ubuntu) if recent => {
            let wide = new_13.strip_suffix("t64") == Some(new_12);
            let same = wide || new_12 == new_13;
            other(new_13).filter(|_| same).or(by_12.then_some(Name::Unknown))
        }
        (Fate::Gone { .. }, Distro::Ubuntu) => None,
        (Fate::Gone { by_12: false, .. }, Distro::Debian12) => Some(Name::Same(name.into())),
        (Fate::Gone { new_12, .. }, Distro::Debian12) => other(new_12).or(Some(Name::NotThere)),
        (Fate::Gone { new_13, .. }, _) => other(new_13).or(Some(Name::NotThere)),
    }
}

/// Ubuntu has it no more, and under no other number.
pub fn has_ended(install: &Install, image: &Image) -> bool {
    let name = &install.package.name;
    let ends = || matches!(fate(name), Some(Fate::Gone { new_13: "", .. }));
    install.distro.is_some_and(Distro::is_debian) && has_left_ubuntu(name, image) && ends()
}

/// [`is_past`], and what Alpine gave up.
pub fn is_over(install: &Install, image: &Image) -> bool {
    let alpine = [install.distro, distro(image)] == [Some(Distro::Alpine); 2];
    if alpine { is_gone(&install.package.name, Distro::Alpine) } else { is_past(&install.package.name, image) }
}

/// No release that still gets fixes has it, and nothing took its place.
pub fn is_past(name: &str, image: &Image) -> bool {
    match distro(image) {
        Some(Distro::Fedora) => rebuilds::by_fate(name, image).is_some(),
        // No Chrome since 2018 asks for GConf, whose name is still in many lists of its libraries.
        _ if matches!(name, "libgconf-2-4" | "gconf-service") => true,
        _ => matches!(fate(name), Some(Fate::Gone { by_12: true, .. })),
    }
}

/// What serves programs of another architecture (`libncurses5:i386`) is asked for that one again, and is Debian's way.
pub fn of_architecture(found: Name, written: &str, architecture: &str, image: &Image) -> Name {
    match found {
        Name::Unknown | Name::NotThere => found,
        _ if !distro(image).is_some_and(Distro::is_debian) => Name::Unknown,
        Name::Other(names) => Name::Other(names.iter().map(|name| format!("{name}:{architecture}")).collect()),
        _ => Name::Same(written.into()),
    }
}

fn is_bullseye(image: &Image) -> bool {
    image.os.as_ref().is_some_and(|os| (os.name, os.version) == ("debian", Some("11")))
}

/// The last Debian with Python 2 ([what-is-python](https://tracker.debian.org/pkg/what-is-python)).
pub fn on_bullseye(name: &str, image: &Image) -> Option<Name> {
    Some(match name {
        _ if !is_bullseye(image) => return None,
        "python" | "python-minimal" => Name::Other(vec!["python-is-python2".into()]),
        "python-dev" => Name::Other(vec!["python-dev-is-python2".into()]),
        _ if name.starts_with("python2") => Name::Same(name.into()),
        _ => return None,
    })
}

/// Our tables begin with Debian 12: what that lacks or numbers otherwise, Debian 11 may have.
pub fn known_there(found: Name, image: &Image) -> Name {
    match &found {
        Name::NotThere if is_bullseye(image) => Name::Unknown,
        Name::Other(names) if is_bullseye(image) && names.iter().any(|name| carries_release(name)) => Name::Unknown,
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::claims::*;

    #[test]
    fn a_package_keeps_its_architecture() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y libncurses5:i386 zlib1g:i386\nCMD [\"/app\"]\n";
        let told = weighed("package-renamed", file, "ubuntu:26.04", Shape::Swap);
        assert!(told.iter().any(|one| one.text.contains("that is `libncurses6:i386`")), "{told:?}");
        assert!(told.iter().all(|one| !one.text.contains("zlib1g")), "{told:?}");
        assert!(weight("package-unavailable", file, "alpine:3.24", Shape::Swap) >= Some(Weight::Doubt));
    }

    #[test]
    fn gconf_is_to_be_left_out() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y libgconf-2-4 libnss3\nCMD [\"/app\"]\n";
        let drops = |file: &str, to: &str| {
            let told = weighed("package-renamed", file, to, Shape::Swap);
            told.iter()
                .any(|one| matches!(&one.change, Some(Change::Packages { rename, .. }) if rename[0].1.is_empty()))
        };
        let debian = file.replace("ubuntu:20.04", "debian:11");
        for (file, to) in [(file, "ubuntu:26.04"), (&debian[..], "debian:trixie-slim")] {
            assert!(drops(file, to) && weight("package-unavailable", file, to, Shape::Swap).is_none(), "{to}");
            // Beside nothing of Chrome's another program may want it.
            let alone = file.replace(" libnss3", "");
            assert_eq!(weight("package-unavailable", &alone, to, Shape::Swap), Some(Weight::Change), "{to}");
        }
        assert!(!drops(file, "debian:bookworm-slim"));
    }

    #[test]
    fn what_ubuntu_has_given_up_is_no_matter_of_checking() {
        let file = |packages: &str| {
            format!("FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y {packages}\nCMD [\"bash\"]\n")
        };
        let weight = |file: &str| weight("package-unavailable", file, "ubuntu:26.04", Shape::Swap);
        for gone in ["tomcat8", "phantomjs", "mongodb"] {
            assert_eq!(weight(&file(gone)), Some(Weight::Change), "{gone}");
        }
        let own = "add-apt-repository 'deb http://a.example x main' && apt-get install";
        let told = weighed(
            "package-unavailable",
            &file("tomcat8").replace("apt-get install", own),
            "ubuntu:26.04",
            Shape::Swap,
        );
        assert!(told.iter().all(|one| !one.text.contains("no longer has")), "{told:?}");
        assert_eq!(weight(&file("libcurl3 libgdk-pixbuf2.0-0")), None);
        let told = weighed("package-renamed", &file("libcurl3 libgdk-pixbuf2.0-0"), "ubuntu:26.04", Shape::Swap);
        assert!(told[0].text.contains("`libcurl4t64` and `libgdk-pixbuf-2.0-0`"), "{told:?}");
        // Debian 13's own number is not Ubuntu's.
        assert_eq!(weight(&file("libicu60")), Some(Weight::Change));
        let kept = weighed("package-renamed", &file("libjpeg8"), "ubuntu:26.04", Shape::Swap);
        assert!(kept.is_empty(), "it never was Debian's: {kept:?}");
    }

    #[test]
    fn what_alpine_gave_up_is_said() {
        let file = "FROM alpine:3.8\nRUN apk add --no-cache terraform py-openssl\nCMD [\"sh\"]\n";
        let told = |file: &str| weighed("package-unavailable", file, "alpine:3.24", Shape::Swap);
        assert!(told(file)[0].weight == Weight::Change && told(file)[0].text.contains("`terraform`, which"));
        let old = "--repository http://dl-cdn.alpinelinux.org/alpine/v3.8/community terraform";
        assert!(told(&file.replace("terraform", old)).iter().all(|one| !one.text.contains("`terraform`")));
        assert!(weighed("package-renamed", file, "alpine:3.24", Shape::Swap)[0].text.contains("`py3-openssl`"));
    }

    #[test]
    fn a_number_of_an_interface_is_no_release() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y libgtk2.0-0 libglib2.0-0 libgtk2.0-dev\nCMD [\"/app\"]\n";
        for to in ["ubuntu:26.04", "debian:trixie-slim"] {
            assert_eq!(weight("package-unavailable", file, to, Shape::Swap), None, "{to}");
            let told = weighed("package-renamed", file, to, Shape::Swap);
            assert!(told[0].text.contains("`libgtk2.0-0t64` and `libglib2.0-0t64`."), "{told:?}");
        }
    }

    #[test]
    fn what_ubuntu_has_no_more_is_told_where_the_file_stays() {
        let file = |base: &str, packages: &str| {
            format!("FROM {base}\nRUN apt-get update && apt-get install -y {packages}\nCMD [\"bash\"]\n")
        };
        for (old, new) in
            [("python-pip", "`python3-pip`"), ("netcat", "`netcat-openbsd`"), ("libgl1-mesa-glx", "`libgl1`")]
        {
            for base in ["ubuntu", "ubuntu:24.04", "ubuntu:latest"] {
                let told = fires("package-renamed", &file(base, old)).todo;
                assert!(told.contains(new), "{base}: {told}");
            }
            let change = weight("package-renamed", &file("ubuntu", old), "ubuntu:latest", Shape::Swap);
            assert_eq!(change, Some(Weight::Change), "{old}");
        }
        silent("package-renamed", &file("ubuntu:22.04", "python-is-python3 libgl1-mesa-glx netcat"));
        let kept =
            "openjdk-8-jdk mysql-server libmysqlclient-dev software-properties-common libcurl4 chromium-browser gcc-11";
        silent("package-renamed", &file("ubuntu", kept));
        assert!(fires("package-renamed", &file("ubuntu", "openjdk-7-jdk")).todo.contains("`openjdk-8-jdk`"));
    }
}
