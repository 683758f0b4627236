//! Shared libraries that the program loads, from its linkage, from facts and from what is installed.

use super::linked::linkages;
use crate::catalogue::packages::{self, Contents, Distro, Evidence, Role};
use crate::catalogue::{Family, Image, Kind, Libc, PackageManager, Tri};
use crate::evidence::{Certainty, Linkage, What};
use crate::rules::builds::natives::Part;
use crate::rules::builds::{natives, php_headers};
use crate::rules::languages::bundled;
use crate::rules::packages::installs::Install;
use crate::rules::packages::{dependencies, installs, wrapped};
use crate::rules::{Case, Choice, Shape, missing_icu};
use crate::shell::{Command, Manager};
use crate::source::Span;

pub struct Library {
    /// The package, as the file or Debian names it.
    pub package: String,
    pub soname: Option<&'static str>,
    pub named: Distro,
    pub spans: Vec<Span>,
    pub certainty: Certainty,
}

impl Library {
    pub fn installed(install: &Install) -> Library {
        Library {
            package: install.package.name.clone(),
            soname: None,
            named: install.distro.unwrap_or(Distro::Debian13),
            spans: vec![install.package.span],
            certainty: Certainty::Certain,
        }
    }

    /// That of C++, for what is built there.
    pub fn cpp(span: Span) -> Library {
        Library {
            package: "libstdc++6".into(),
            soname: Some("libstdc++.so.6"),
            named: Distro::Debian13,
            spans: vec![span],
            certainty: Certainty::Likely,
        }
    }

    /// Whether a base has it.
    pub fn on(&self, image: &Image) -> Tri {
        if image.libc == Libc::None {
            return Tri::No;
        }
        if is_of_cpp(&self.package) && loads_cpp(image) {
            return Tri::Yes;
        }
        if is_of_rpm(&self.package) && matches!(image.package_manager, PackageManager::Dnf | PackageManager::Microdnf) {
            return Tri::Yes;
        }
        if is_icu(&self.package) && missing_icu::has(image) {
            return Tri::Yes;
        }
        let Some(contents) = Contents::of(image) else { return Tri::Unknown };
        let by_name = contents.has_package(&self.package, self.named);
        let soname = self.soname.or_else(|| packages::library_of(&self.package));
        let by_soname = soname.map_or(Tri::Unknown, |soname| contents.has_library(soname));
        match (by_name, by_soname) {
            (Tri::Yes, _) | (_, Tri::Yes) => Tri::Yes,
            (Tri::No, _) | (_, Tri::No) => Tri::No,
            _ => Tri::Unknown,
        }
    }

    pub fn title(&self) -> &str {
        self.soname.unwrap_or(&self.package)
    }
}

/// What holds ICU and its data, by the names of Debian and Alpine.
fn is_icu(package: &str) -> bool {
    package.starts_with("libicu") || package == "icu-libs" || package.starts_with("icu-data-")
}

pub fn is_of_cpp(package: &str) -> bool {
    matches!(package, "libstdc++6" | "libstdc++" | "libgcc-s1" | "libgcc")
}

/// `dnf` and `microdnf` are made with libdnf, which is C++, and `coreutils` with libselinux, which asks for PCRE 2
/// ([libdnf.spec](https://github.com/rpm-software-management/libdnf/blob/dnf-4-master/libdnf.spec),
/// [Fedora: coreutils.spec](https://src.fedoraproject.org/rpms/coreutils/blob/rawhide/f/coreutils.spec),
/// [SELinux: README](https://github.com/SELinuxProject/selinux/blob/main/README.md)).
fn is_of_rpm(package: &str) -> bool {
    is_of_cpp(package) || matches!(package, "pcre2" | "libselinux")
}

/// `node` and .NET's own programs are linked to libstdc++ and libgcc and do not start without
/// ([Node.js: BUILDING.md](https://github.com/nodejs/node/blob/main/BUILDING.md),
/// [.NET: dependencies](https://github.com/dotnet/core/blob/main/Documentation/linux-prereqs.md)); what is compiled
/// ahead of time needs no such thing, and neither do the images for it.
fn loads_cpp(image: &Image) -> bool {
    let ahead = image.tag.as_deref().is_some_and(|tag| tag.split('-').any(|word| word == "aot"));
    image.runtime.as_ref().is_some_and(|runtime| matches!(runtime.name, "node" | "dotnet" | "aspnet")) && !ahead
}

/// The C++ library, where the program is written in it; of Rust, only libgcc.
pub fn of_linkage(case: &Case) -> Vec<Library> {
    let rust = case.facts.find("runs").any(|fact| matches!(&fact.what, What::Runs { name, .. } if name == "rust"));
    let (gnu, musl, soname) = match rust {
        true => ("libgcc-s1", "libgcc", "libgcc_s.so.1"),
        false => ("libstdc++6", "libstdc++", "libstdc++.so.6"),
    };
    let cpp = linkages(case).filter_map(|(fact, linkage)| match linkage {
        Linkage::Glibc { cpp: true, .. } => Some((gnu, Distro::Debian13, fact)),
        Linkage::Musl { cpp: true } => Some((musl, Distro::Alpine, fact)),
        Linkage::Unknown if case.facts.workload.kind == Kind::CppBinary => Some((gnu, Distro::Debian13, fact)),
        _ => None,
    });
    let library = |(package, named, fact): (&str, Distro, &crate::evidence::Fact)| Library {
        package: package.into(),
        soname: Some(soname),
        named,
        spans: fact.spans.clone(),
        certainty: fact.certainty,
    };
    cpp.map(library).collect()
}

/// Libraries that language packages load and a slim or Alpine image of their runtime does not hold. Only where a source
/// names them, and nothing is installed that could bring them along.
pub fn of_parts(case: &Case, image: &Image) -> Vec<Library> {
    let lean = matches!(image.family, Family::Slim | Family::Alpine | Family::Distroless) && image.runtime.is_some();
    let Some(distro) = image.os.as_ref().and_then(Distro::of).filter(|_| lean && brings_no_library(case)) else {
        return Vec::new();
    };
    let mut found: Vec<Library> = Vec::new();
    let sure = |part: &Part| part.row.is_some_and(|row| row.evidence != Evidence::Assumed);
    // What stands there is compiled there: its headers bring their library, or the build stops.
    let apart = |part: &Part| !bundled::holds(image, part.name) && !php_headers::compiles(case, part);
    for part in natives::parts(case).filter(|part| sure(part) && apart(part)) {
        // A program that is only called is no library.
        if wrapped::called(&part, distro).is_some() {
            continue;
        }
        let names = part.loads(case, distro);
        for name in names.into_iter().filter(|name| !comes_with_runtime(name, image)) {
            let spans = if part.fact.spans.is_empty() { starts(case) } else { part.fact.spans.clone() };
            let library =
                Library { package: name.into(), soname: None, named: distro, spans, certainty: Certainty::Likely };
            if found.iter().all(|known| known.package != name)
                && library.on(image) != Tri::Yes
                && !follows(case, &library)
                && !is_kept_by_installer(case, &library)
                && !dependencies::bring(case, name)
            {
                found.push(library);
            }
        }
    }
    found
}

/// A slim or Alpine image of a language holds what its interpreter loads, and no other library.
pub fn is_left_out(library: &Library, image: &Image) -> bool {
    let lean = matches!(image.family, Family::Slim | Family::Alpine) && image.runtime.is_some();
    lean && library.soname.is_none() && !comes_with_runtime(&library.package, image)
}

/// On Alpine no interpreter asks for the C++ library: what `apk` installs there follows from `scanelf`
/// ([docker-library/python](https://github.com/docker-library/python/blob/master/Dockerfile-linux.template)), and
/// Temurin's image names its packages ([adoptium/containers, issue 170](https://github.com/adoptium/containers/issues/170)).
fn comes_with_runtime(name: &str, image: &Image) -> bool {
    const WITHOUT: [&str; 3] =
        ["docker.io/library/python", "docker.io/library/ruby", "docker.io/library/eclipse-temurin"];
    let lacks = image.family == Family::Alpine && is_of_cpp(name) && WITHOUT.contains(&image.repository.as_str());
    !lacks && OF_RUNTIMES.iter().any(|own| name.starts_with(own))
}

/// Libraries that slim and Alpine images of languages hold for the interpreter itself.
const OF_RUNTIMES: &[&str] = &[
    "libssl",
    "libcrypto",
    "openssl",
    "zlib",
    "libffi",
    "libsqlite",
    "sqlite",
    "libreadline",
    "readline",
    "libncurses",
    "ncurses",
    "libexpat",
    "expat",
    "libbz2",
    "liblzma",
    "xz",
    "libuuid",
    "libgdbm",
    "gdbm",
    "libdb",
    "libstdc++",
    "libgcc",
    "libyaml",
    "yaml",
    "libgmp",
    "gmp",
    "libc6",
    "libxml2",
    "libcurl",
    "libonig",
    "libargon",
    "libsodium",
    "libzstd",
    "zstd",
    "libicu",
    "icu",
    "nodejs",
    "node",
    "python3",
    "ruby",
    "ca-certificates",
    "tzdata",
    "libgomp",
];

/// Every package that is installed is known to bring no library of its own: compilers, tools of the build, data.
fn brings_no_library(case: &Case) -> bool {
    let quiet = |install: &Install| {
        matches!(install.role(), Some(Role::Noise | Role::Certificates | Role::TimeZones | Role::Debug))
            || crate::rules::builds::compiling::is_compiler(&install.package.name)
            || matches!(install.package.name.as_str(), "curl" | "wget" | "git" | "make" | "pkg-config")
    };
    case.every_install().iter().all(quiet) && !case.brings_libraries()
}

/// Where the program is started.
fn starts(case: &Case) -> Vec<Span> {
    case.facts.find("runs").next().map(|fact| fact.spans.clone()).unwrap_or_default()
}

/// Libraries that the evidence found.
pub fn of_facts(case: &Case) -> Vec<Library> {
    let present = case.present().and_then(|image| image.os.as_ref()).and_then(Distro::of);
    // Of ICU a rule of its own tells, where .NET opens it.
    let icu = |package: &str| missing_icu::applies(case) && package.starts_with("libicu");
    let needed = case.facts.find("needs-library").filter_map(|fact| match &fact.what {
        What::NeedsLibrary { package, manager } if !icu(package) => Some((package, manager, fact)),
        _ => None,
    });
    let library = |(package, manager, fact): (&String, &Option<Manager>, &crate::evidence::Fact)| Library {
        package: package.clone(),
        soname: None,
        named: named(*manager, present),
        spans: fact.spans.clone(),
        certainty: fact.certainty,
    };
    needed.map(library).collect()
}

/// The same for one base: what language packages load has the names of that system, and what an installed package
/// depends on comes along where the file goes on installing.
pub fn on(case: &Case, choice: &Choice) -> Vec<Library> {
    let now = system(case);
    let there = choice.image.os.as_ref().and_then(Distro::of).unwrap_or(now);
    let installs = choice.shape == Shape::Swap && installs::keeps_installing(choice);
    let loaded = case.once.loaded.get_or_init(case.facts, || loaded(case, now));
    let mut found =
        of_facts(case).into_iter().zip(loaded).filter(|(_, loaded)| !**loaded).map(|(own, _)| own).collect();
    // Where the headers are installed now, they bring their library.
    let held = |part: &Part| {
        let now = || case.present().is_some_and(|now| bundled::holds(now, part.name));
        installs && (now() || php_headers::are_to_come(case, choice, part))
    };
    for part in natives::parts(case).filter(|part| part.row.is_some() && !held(part)) {
        let (names, fact) = (part.loads(case, Distro::Debian13), part.fact);
        let whole = || !names.is_empty() && names.iter().all(|name| dependencies::bring(case, name));
        if !(installs && !there.is_debian() && whole()) {
            part.loads(case, there).into_iter().for_each(|name| add(&mut found, name, there, &fact.spans));
        }
    }
    found.retain(|library| !(installs && library.named.is_debian() && dependencies::bring(case, &library.package)));
    found
}

/// The system whose names the facts have.
fn system(case: &Case) -> Distro {
    case.present().and_then(|image| image.os.as_ref()).and_then(Distro::of).unwrap_or(Distro::Debian13)
}

/// Of the libraries that the evidence found: whether language packages alone ask for it.
fn loaded(case: &Case, now: Distro) -> Vec<bool> {
    let rows = natives::parts(case).map(|part| (part.loads(case, now), &part.fact.spans));
    let rows: Vec<(Vec<&str>, &Vec<Span>)> = rows.filter(|(names, _)| !names.is_empty()).collect();
    let by_parts = |library: Library| {
        let asking = || rows.iter().filter(|(names, _)| names.contains(&library.package.as_str()));
        let placed = |span: &Span| asking().any(|(_, spans)| spans.contains(span));
        asking().next().is_some() && library.spans.iter().all(placed)
    };
    of_facts(case).into_iter().map(by_parts).collect()
}

fn add(found: &mut Vec<Library>, name: &str, named: Distro, spans: &[Span]) {
    match found.iter_mut().find(|known| known.package == name && known.named == named) {
        Some(known) => {
            known.spans.extend(spans.iter().filter(|span| !known.spans.contains(span)).copied().collect::<Vec<_>>())
        }
        None => {
            let (spans, certainty) = (spans.to_vec(), Certainty::Likely);
            found.push(Library { package: name.into(), soname: None, named, spans, certainty });
        }
    }
}

fn named(manager: Option<Manager>, present: Option<Distro>) -> Distro {
    match manager {
        Some(Manager::Apk) => Distro::Alpine,
        Some(Manager::Dnf) => Distro::Fedora,
        Some(Manager::Apt) => present.filter(|distro| distro.is_debian()).unwrap_or(Distro::Debian13),
        _ => present.unwrap_or(Distro::Debian13),
    }
}

/// Whether the file itself puts a library in place.
pub fn follows(case: &Case, library: &Library) -> bool {
    let stem = library.title().split(".so").next().unwrap_or_default();
    let installed = case
        .installs()
        .iter()
        .any(|install| install.package.name.starts_with(stem) || BRINGS_CPP.contains(&install.package.name.as_str()));
    installed || case.brings(stem) || case.brings_libraries()
}

/// `install-php-extensions` installs the libraries of its extensions on Debian and Alpine, and keeps them
/// ([its README](https://github.com/mlocati/docker-php-extension-installer)).
pub fn is_kept_by_installer(case: &Case, library: &Library) -> bool {
    let keeps = |command: &Command| {
        command.name() == "install-php-extensions" && library.spans.iter().any(|&span| command.span.contains(span))
    };
    case.commands().any(keeps) || is_of_browsers(case, library)
}

/// `playwright install --with-deps` calls the system's package manager for what its browsers load
/// ([Playwright: Browsers](https://playwright.dev/docs/browsers#install-system-dependencies)).
fn is_of_browsers(case: &Case, library: &Library) -> bool {
    let loads = |part: &Part| {
        let row = part.row.filter(|row| row.name == "playwright");
        row.is_some_and(|row| row.run(library.named).contains(&library.package.as_str()))
    };
    let gets = |command: &Command| {
        let named = command.name() == "playwright" || command.args.iter().any(|arg| arg.text == "playwright");
        named && !command.conditional && (command.has("--with-deps") || command.has("install-deps"))
    };
    natives::parts(case).any(|part| loads(&part)) && case.commands().any(gets)
}

/// The headers or the compiler that something is compiled with bring its library along.
pub fn comes_with(install: &Install, library: &Library, image: &Image) -> bool {
    let leaves = || Some(install.known?.leaves(&library.package, image.os.as_ref().and_then(Distro::of)?));
    brings_cpp(install, library) || leaves() == Some(true)
}

pub fn brings_cpp(install: &Install, library: &Library) -> bool {
    is_of_cpp(&library.package) && BRINGS_CPP.contains(&install.package.name.as_str())
}

/// What is only supposed, and not there today: today's base does not have it, and nothing brings it.
pub fn does_without(case: &Case, library: &Library) -> bool {
    let brings = |i: &Install| brings_cpp(i, library) || i.package.name == library.package;
    library.certainty == Certainty::Assumed
        && case.present().is_some_and(|now| library.on(now) == Tri::No)
        && !case.every_install().iter().any(brings)
        && !case.brings_libraries()
}

/// Packages that bring the C++ library along.
const BRINGS_CPP: &[&str] = &["g++", "build-essential", "gcc", "build-base", "libgcc", "gcompat"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::image;

    #[test]
    fn node_and_dotnet_have_what_they_are_linked_to() {
        let on = |reference: &str| {
            let (spans, certainty) = (Vec::new(), Certainty::Likely);
            let library =
                Library { package: "libstdc++6".into(), soname: None, named: Distro::Debian13, spans, certainty };
            library.on(&image(reference))
        };
        for reference in ["dhi.io/node:24-debian13", "mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0"] {
            assert_eq!(on(reference), Tri::Yes, "{reference}");
        }
        assert_ne!(on("gcr.io/distroless/static-debian13"), Tri::Yes);
        assert_eq!(on("almalinux:9"), Tri::Yes, "dnf needs it");
    }
}
