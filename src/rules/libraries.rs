//! Shared libraries that the program loads, from its linkage, from facts and from what is installed.

use super::Case;
use super::installs::Install;
use super::linked::linkages;
use crate::catalogue::packages::{Contents, Distro};
use crate::catalogue::{Image, Kind, Libc, Tri};
use crate::evidence::{Certainty, Linkage, What};
use crate::shell::Manager;
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

    /// Whether a base has it.
    pub fn on(&self, image: &Image) -> Tri {
        if image.libc == Libc::None {
            return Tri::No;
        }
        let Some(contents) = Contents::of(image) else { return Tri::Unknown };
        let by_name = contents.has_package(&self.package, self.named);
        let by_soname = self.soname.map_or(Tri::Unknown, |soname| contents.has_library(soname));
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

/// The C++ library, where the program is written in it.
pub fn of_linkage(case: &Case) -> Vec<Library> {
    let cpp = linkages(case).filter_map(|(fact, linkage)| match linkage {
        Linkage::Glibc { cpp: true, .. } => Some(("libstdc++6", Distro::Debian13, fact)),
        Linkage::Musl { cpp: true } => Some(("libstdc++", Distro::Alpine, fact)),
        Linkage::Unknown if case.facts.workload.kind == Kind::CppBinary => Some(("libstdc++6", Distro::Debian13, fact)),
        _ => None,
    });
    let library = |(package, named, fact): (&str, Distro, &crate::evidence::Fact)| Library {
        package: package.into(),
        soname: Some("libstdc++.so.6"),
        named,
        spans: fact.spans.clone(),
        certainty: fact.certainty,
    };
    cpp.map(library).collect()
}

/// Libraries that the evidence found.
pub fn of_facts(case: &Case) -> Vec<Library> {
    let present = case.present().and_then(|image| image.os.as_ref()).and_then(Distro::of);
    let needed = case.facts.find("needs-library").filter_map(|fact| match &fact.what {
        What::NeedsLibrary { package, manager } => Some((package, manager, fact)),
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
    installed || case.brings(stem) || case.brings("/lib")
}

/// Packages that bring the C++ library along.
const BRINGS_CPP: &[&str] = &["g++", "build-essential", "gcc", "build-base", "libgcc", "gcompat"];
