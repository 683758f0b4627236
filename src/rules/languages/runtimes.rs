//! Which runtime the program needs, and by which line runtimes are compared.

use super::javas;
use crate::catalogue::{Image, Kind, PackageManager, Tri};
use crate::evidence::{Artefact, Certainty, Doing, Standing, What};
use crate::order;
use crate::rules::Case;
use crate::source::Span;
use crate::stages::{Does, Origin};
use std::cmp::Ordering;

/// A runtime that must be there when the image runs.
pub struct Needed {
    /// In the catalogue's words: `python`, `node`, `aspnet`, `nginx`.
    pub name: &'static str,
    /// Its release line as far as the file fixes it.
    pub line: Option<String>,
    pub spans: Vec<Span>,
}

impl Needed {
    pub fn of(case: &Case) -> Option<Needed> {
        let workload = &case.facts.workload;
        let own = |name| if runs_on_java(case) && name == "ruby" { "jruby" } else { name };
        let name = runtime(&workload.kind).map(own)?;
        let written = case.facts.find("runs").find(|fact| match &fact.what {
            What::Runs { name: runs, .. } => runs == name || runs == "dotnet" && name == "aspnet",
            _ => false,
        });
        let version = workload.version.clone().or_else(|| match &written?.what {
            What::Runs { version, .. } => version.clone(),
            _ => None,
        });
        let line = version.and_then(|version| line(name, &version)).or_else(|| Self::present_line(case, name));
        Some(Needed { name, line, spans: written.map(|fact| fact.spans.clone()).unwrap_or_default() })
    }

    /// What the present base and another bring alike, whatever the program needs of it.
    pub fn carried(case: &Case, image: &Image) -> Option<Needed> {
        let now = case.present()?;
        let name = now.runtime.as_ref()?.name;
        let known = matches!(name, "elixir" | "erlang") && image.runtime.as_ref().is_some_and(|of| of.name == name);
        let spans = case.shipped().map(|footing| footing.stage.from.span).into_iter().collect();
        let needed = Needed { name, line: None, spans };
        known.then(|| Needed { line: needed.line_of(now), ..needed })
    }

    fn present_line(case: &Case, name: &'static str) -> Option<String> {
        let needed = Needed { name, line: None, spans: Vec::new() };
        needed.line_of(case.present()?)
    }

    /// What an image calls it; `None` where it lacks it.
    pub fn offered(&self, image: &Image) -> Option<&'static str> {
        let dotnet =
            ["/runtime-deps", "/runtime", "/aspnet", "/sdk"].iter().find(|end| image.repository.ends_with(*end));
        let name = match dotnet {
            Some(&end) if image.repository.contains("dotnet") => &end[1..],
            _ if self.name == "java" && javas::is_tool(image) => "java",
            _ => image.runtime.as_ref()?.name,
        };
        Some(name).filter(|name| serves(name, self.name))
    }

    pub fn line_of(&self, image: &Image) -> Option<String> {
        // The number is Conda's, not its Python's.
        self.offered(image).filter(|name| *name != "conda")?;
        if self.name == "java" && javas::is_tool(image) {
            return javas::of_tool(image).map(|java| java.to_string());
        }
        let runtime = image.runtime.as_ref()?;
        // `8u222_1.3.5_2.13.1`: the Java stands first.
        let packed = || image.tag.as_deref().filter(|_| runtime.name == "sbt")?.split('_').next();
        line(self.name, runtime.version.as_deref().or_else(packed)?)
    }

    /// As people call it.
    pub fn title(&self) -> &'static str {
        title(self.name)
    }
}

/// The runtime that the program needs, in the catalogue's words.
pub fn language(case: &Case) -> Option<&'static str> {
    runtime(&case.facts.workload.kind)
}

/// A runtime of the catalogue as people call it.
pub fn title(name: &'static str) -> &'static str {
    TITLES.iter().find(|(known, _)| *known == name).map_or(name, |(_, title)| title)
}

const TITLES: [(&str, &str); 22] = [
    ("gcc", "GCC"),
    ("go", "Go"),
    ("python", "Python"),
    ("node", "Node.js"),
    ("java", "Java"),
    ("dotnet", ".NET"),
    ("aspnet", "ASP.NET Core"),
    ("php", "PHP"),
    ("ruby", "Ruby"),
    ("jruby", "JRuby"),
    ("deno", "Deno"),
    ("bun", "Bun"),
    ("elixir", "Elixir"),
    ("erlang", "Erlang"),
    ("perl", "Perl"),
    ("r", "R"),
    ("julia", "Julia"),
    ("dart", "Dart"),
    ("swift", "Swift"),
    ("postgresql", "PostgreSQL"),
    ("mariadb", "MariaDB"),
    ("awscli", "AWS CLI"),
];

fn runtime(kind: &Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Python => "python",
        Kind::Node => "node",
        Kind::Deno => "deno",
        Kind::Bun => "bun",
        Kind::Java | Kind::Jdk => "java",
        Kind::DotnetRuntime => "dotnet",
        Kind::AspNet => "aspnet",
        Kind::PhpCli | Kind::PhpFpm | Kind::PhpApache | Kind::FrankenPhp => "php",
        Kind::Ruby => "ruby",
        Kind::Perl => "perl",
        Kind::R => "r",
        Kind::Julia => "julia",
        Kind::Swift => "swift",
        _ => return None,
    })
}

/// JRuby: another implementation of Ruby, with numbers of its own.
fn runs_on_java(case: &Case) -> bool {
    case.present().and_then(|now| now.runtime.as_ref()).is_some_and(|runtime| runtime.name == "jruby")
}

/// Whether a runtime of this name runs what needs that one.
fn serves(offered: &str, needed: &str) -> bool {
    let java = ["java", "jdk", "jre", "openjdk", "temurin", "corretto", "sbt"];
    match needed {
        "dotnet" => matches!(offered, "dotnet" | "runtime" | "aspnet" | "sdk"),
        "aspnet" => matches!(offered, "aspnet" | "sdk"),
        "java" => java.contains(&offered),
        "php" => offered.starts_with("php"),
        "python" => matches!(offered, "python" | "conda"),
        _ => offered == needed,
    }
}

/// `3.13.5` of Python → `3.13`; `24.1` of Node → `24`. None where the version does not reach as far.
pub fn line(name: &str, version: &str) -> Option<String> {
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> =
        version.trim_start_matches('v').split(['.', '-', '_', 'u', '+']).take_while(digits).collect();
    let depth = match name {
        "python" | "php" | "ruby" | "jruby" | "perl" | "elixir" | "go" | "r" | "julia" | "swift" | "bun" | "deno" => 2,
        _ => 1,
    };
    let major = if name == "java" && parts.first() == Some(&"1") { parts.get(1..)? } else { &parts[..] };
    major.get(..depth).map(|line| line.join("."))
}

/// Another minor release of Bun or Deno: worth a word, and no other runtime.
pub fn is_minor(name: &str, met: &str, wanted: &str) -> bool {
    let major = |line: &str| line.split('.').next().map(String::from);
    matches!(name, "bun" | "deno") && major(met) == major(wanted)
}

/// The line of a runtime that an image brings.
pub fn of(image: &Image, name: &str) -> Option<String> {
    let own = image.runtime.as_ref().filter(|own| own.name == name)?;
    line(name, own.version.as_deref()?)
}

/// Compares lines as numbers.
pub fn order(one: &str, other: &str) -> Ordering {
    let numbers = |line: &str| line.split('.').filter_map(|part| part.parse().ok()).collect::<Vec<u32>>();
    numbers(one).cmp(&numbers(other))
}

/// The runtime that source or bytecode needs and neither the base nor a COPY brings, and where it is started. Only on
/// bases where nothing can be installed.
pub fn absent(case: &Case) -> Option<(&'static str, Vec<Span>)> {
    let bytecode = |fact: &&crate::evidence::Fact| {
        let kind = matches!(
            fact.what,
            What::Artefact(Artefact::Interpreted | Artefact::Jar | Artefact::DotnetFrameworkDependent)
        );
        kind && fact.certainty > Certainty::Assumed
    };
    case.facts.find("artefact").find(bytecode)?;
    let needed = Needed::of(case)?;
    let bare = match case.facts.standings.get(case.build.shipped?)? {
        Standing::Scratch => true,
        Standing::Known(found, _) => {
            let image = &found.image;
            image.runtime.is_none() && image.package_manager == PackageManager::None && image.shell == Tri::No
        }
        _ => false,
    };
    let brought = case.steps().iter().any(|step| brings_runtime(&step.does));
    (bare && !brought).then(|| (needed.title(), needed.spans.clone()))
}

/// From another stage or image: a system's directory, or something named after a runtime.
fn brings_runtime(does: &Does) -> bool {
    const PLACES: &[&str] = &["usr", "opt", "lib", "lib64", "bin", "nix", "rootfs"];
    const NAMES: &[&str] = &["jre", "jdk", "java", "python", "ruby", "php", "dotnet", "deno", "bun", "perl", "julia"];
    let Does::Bring { sources, from: Origin::Stage(_) | Origin::Image(_) | Origin::Unknown(_), .. } = does else {
        return matches!(does, Does::Bring { add: true, .. });
    };
    sources.iter().any(|source| {
        let mut words = source.text.split('/').filter(|word| !word.is_empty()).peekable();
        words.peek().is_none()
            || words
                .any(|word| PLACES.contains(&word) || word == "node" || NAMES.iter().any(|name| word.contains(name)))
    })
}

impl Case<'_> {
    /// Whether the file itself installs the runtime with the system's package manager.
    pub fn installs_runtime(&self, needed: &Needed) -> bool {
        self.facts.effects.iter().any(|effect| match &effect.does {
            Doing::InstallPackages { packages, .. } => {
                packages.iter().any(|package| provides(&package.name, needed.name))
            }
            _ => false,
        })
    }

    /// Stages that what ships copies from, and those that these copy from or stand on.
    pub fn sources(&self) -> &[usize] {
        self.once.givers.get_or_init(self.facts, || self.read_sources())
    }

    fn read_sources(&self) -> Vec<usize> {
        let mut found: Vec<usize> = self.steps().iter().filter_map(|step| giver(&step.does)).collect();
        order::keep_first(&mut found, |stage| *stage);
        let mut seen = vec![false; self.build.stages.len()];
        found.iter().for_each(|&stage| seen[stage] = true);
        let mut next = 0;
        while let Some(&index) = found.get(next) {
            let lineage = self.build.lineage(index);
            let below = lineage.iter().map(|stage| stage.index);
            let given = lineage.iter().flat_map(|stage| &stage.steps).filter_map(|step| giver(&step.does));
            for stage in below.chain(given).collect::<Vec<_>>() {
                if !std::mem::replace(&mut seen[stage], true) {
                    found.push(stage);
                }
            }
            next += 1;
        }
        found
    }
}

fn giver(does: &Does) -> Option<usize> {
    match does {
        Does::Bring { from: Origin::Stage(index), .. } => Some(*index),
        _ => None,
    }
}

/// Whether an OS package is, or brings, a runtime.
fn provides(package: &str, runtime: &str) -> bool {
    match runtime {
        "java" => ["openjdk", "java-", "default-jre", "default-jdk", "temurin"].iter().any(|p| package.starts_with(p)),
        "dotnet" => package.starts_with("dotnet") || package.starts_with("aspnetcore"),
        "aspnet" => package.starts_with("dotnet-sdk") || package.starts_with("aspnetcore"),
        "node" => package.starts_with("nodejs") || package == "npm",
        _ => package.starts_with(runtime),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::weight;
    use crate::rules::{Shape, Weight};

    fn check(name: &str, version: &str, expect: Option<&str>) {
        assert_eq!(line(name, version).as_deref(), expect, "{name} {version}");
    }

    #[test]
    fn jruby_goes_on_as_jruby() {
        let file = "FROM jruby:9.1-jdk\nCOPY . .\nCMD [\"jruby\", \"-S\", \"puma\"]\n";
        let told = |to: &str| weight("runtime-version-mismatch", file, to, Shape::Swap);
        assert_eq!(told("jruby:10.1-jdk25"), Some(Weight::Change));
        assert_eq!(told("ruby:4.0-slim-trixie"), Some(Weight::Blocker));
    }

    #[test]
    fn lines_are_as_deep_as_compatibility_goes() {
        check("python", "3.13.5", Some("3.13"));
        check("python", "3", None);
        check("node", "24.1.0", Some("24"));
        check("java", "1.8.0", Some("8"));
        check("java", "8u412", Some("8"));
        check("php", "8.4", Some("8.4"));
        check("node", "lts", None);
    }

    #[test]
    fn lines_compare_as_numbers() {
        assert_eq!(order("3.9", "3.13"), Ordering::Less);
        assert_eq!(order("24", "24"), Ordering::Equal);
    }

    #[test]
    fn a_minor_release_of_bun_is_told() {
        let file = "FROM oven/bun:1.3-slim\nWORKDIR /app\nCOPY . .\nCMD [\"bun\", \"run\", \"a.ts\"]\n";
        let told = |file: &str| weight("runtime-version-mismatch", file, "oven/bun:1.4.0-slim", Shape::Swap);
        assert_eq!(told(file), Some(Weight::Risk));
        assert_eq!(told(&file.replace("1.3", "1.4")), None);
        assert_eq!(told(&file.replace("1.3-slim", "0.6.14")), Some(Weight::Blocker));
    }
}
