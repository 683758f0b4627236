//! Language packages with native parts, and what is known of them.

use super::compiling;
use crate::catalogue::packages::{Distro, Ecosystem, Native, OnMusl, Prebuilt, native};
use crate::catalogue::{Image, Libc};
use crate::evidence::needs::native as needs;
use crate::evidence::{Fact, What};
use crate::rules::Case;
use crate::rules::languages::old_addons;
use crate::rules::loading::aged;
use crate::shell::{Action, Manager};
use crate::stages::{Does, Stage};

#[derive(Clone)]
pub struct Part<'a> {
    pub name: &'a str,
    /// The one that the file or a manifest holds it to.
    pub version: Option<&'a str>,
    pub fact: &'a Fact,
    pub row: Option<Native>,
}

impl Part<'_> {
    /// Whether it holds machine code at all.
    pub fn is_compiled(&self) -> bool {
        self.row.is_none_or(|row| row.glibc != Prebuilt::Pure)
    }

    /// With the version where that is why it has no binary.
    pub fn title(&self) -> String {
        let dated = self.row.filter(|row| row.is_dated() && [row.glibc, row.musl].contains(&Prebuilt::None));
        let version = dated.and(self.version).map(|version| format!(" {version}")).unwrap_or_default();
        format!("{}{version}", self.name)
    }

    /// Packages whose libraries it loads.
    pub fn loads(&self, case: &Case, distro: Distro) -> Vec<&'static str> {
        // Hardly a part asks for the commands: they are gathered for the one that does.
        let mut commands = std::iter::once(case).flat_map(aged::commands);
        let loads = |row: &Native| needs::loads(row, distro, &mut commands);
        self.row.as_ref().map(loads).unwrap_or_default()
    }

    pub fn on_musl(&self) -> OnMusl {
        self.row.map_or(OnMusl::Unknown, |row| row.on_musl())
    }
}

pub fn parts<'a>(case: &'a Case) -> impl Iterator<Item = Part<'a>> {
    let rows = case.once.rows.get_or_init(case.facts, || {
        let rows = case.facts.find("native-package").map(|fact| match &fact.what {
            What::Native { ecosystem, name, version } => row(ecosystem, name, version.as_deref()),
            _ => None,
        });
        rows.collect()
    });
    case.facts.find("native-package").zip(rows).filter_map(|(fact, row)| match &fact.what {
        What::Native { name, version, .. } => Some(Part { name, version: version.as_deref(), fact, row: *row }),
        _ => None,
    })
}

/// Packages that installing on a base compiles, old binaries considered.
pub fn compiled_on<'a>(case: &'a Case, image: &Image) -> Vec<Part<'a>> {
    let mut all: Vec<Part> = compiling::compiled(case, image.libc).collect();
    let old = |part: &Part| {
        let ready = part.row.is_some_and(|row| {
            row.ecosystem == Ecosystem::Npm && matches!(row.glibc, Prebuilt::Yes | Prebuilt::Downloaded)
        });
        ready && old_addons::lacks_binary(case, part.name, image)
    };
    all.extend(parts(case).filter(|part| image.libc == Libc::Glibc && old(part)));
    all
}

fn row(ecosystem: &str, name: &str, version: Option<&str>) -> Option<Native> {
    let row = of(ecosystem).and_then(|ecosystem| native(ecosystem, name))?;
    Some(version.map_or(row, |version| row.at(version)))
}

/// Where a manager's packages come from.
pub fn ecosystem(manager: Manager) -> Option<Ecosystem> {
    use Manager::*;
    Some(match manager {
        Pip | Uv | Poetry | Pipenv => Ecosystem::Pip,
        Npm | Yarn | Pnpm | Bun => Ecosystem::Npm,
        Gem | Bundle => Ecosystem::Gem,
        _ => return None,
    })
}

fn of(ecosystem: &str) -> Option<Ecosystem> {
    Some(match ecosystem {
        "pip" | "pypi" | "python" => Ecosystem::Pip,
        "npm" | "node" => Ecosystem::Npm,
        "gem" | "ruby" => Ecosystem::Gem,
        "go" => Ecosystem::Go,
        "crate" | "cargo" | "rust" => Ecosystem::Crate,
        "php" | "composer" | "pecl" => Ecosystem::Php,
        "nuget" | "dotnet" => Ecosystem::Nuget,
        "maven" | "java" => Ecosystem::Maven,
        _ => return None,
    })
}

/// Whether a stage installs packages of a language that may be compiled; of any where none is named.
pub fn installs(stage: &Stage, language: Option<&str>) -> bool {
    stage.steps.iter().any(|step| match &step.does {
        Does::Run(launch) => launch.commands.iter().filter_map(|command| command.packages.as_ref()).any(|packages| {
            let of = language_of(packages.manager);
            let own = of.is_some() && (language.is_none() || of == language);
            own && (packages.makes_wheels() || matches!(packages.action, Action::Install | Action::InstallManifest))
        }),
        _ => false,
    })
}

fn language_of(manager: Manager) -> Option<&'static str> {
    use Manager::*;
    Some(match manager {
        Pip | Uv | Poetry | Pipenv | Conda => "python",
        Npm | Yarn | Pnpm | Bun => "node",
        Gem | Bundle => "ruby",
        Php => "php",
        _ => return None,
    })
}
