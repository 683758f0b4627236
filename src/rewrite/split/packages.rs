//! What the stage that runs installs of what the one that builds does.

use super::recipe::Bench;
use crate::advice::Left;
use crate::catalogue::packages::fates::{Fate, fate};
use crate::catalogue::packages::{Distro, Role, RunTime, os_package};
use crate::catalogue::{Kind, Tri};
use crate::evidence::needs::habit;
use crate::evidence::{Certainty, Doing, Effect, Fact};
use crate::order;
use crate::rules::{Archives, is_of_release};
use crate::shell::{Command, Package, PackageAction};
use crate::source::Span;

impl<'a> Bench<'a> {
    /// Packages that the program needs when it runs: the distribution's, and those of archives that the file adds.
    pub(super) fn run_time_packages(&self) -> (Vec<String>, Vec<&'a Package>) {
        let (mut own, mut foreign) = (Vec::new(), Vec::new());
        let Some(distro) = self.distro() else { return (own, foreign) };
        let added = Archives::of(self.build.steps(self.stage.index));
        let now = self.now();
        let has_python = now.and_then(|image| image.runtime.as_ref()).is_some_and(|runtime| runtime.name == "python");
        for effect in &self.facts.effects {
            let Doing::InstallPackages { packages, .. } = &effect.does else { continue };
            let gyp = self.facts.workload.kind == Kind::Node && is_for_gyp(packages);
            // Headers of the system's Python are those of another one on an image of Python.
            let builds = self.is_to_build(effect);
            let is_left_out = |name: &str| {
                gyp && is_python(name) || has_python && name == "python3-dev" || builds && !brings_more(name, distro)
            };
            let is_left_out =
                |one: &Package| is_left_out(&one.name) || self.serves_build(one) || self.goes(effect, one);
            for package in packages.iter().filter(|one| one.known && !is_left_out(one)) {
                match added.hold(&package.name) {
                    true => foreign.push(package),
                    false => own.extend(at_run_time(&package.name, distro)),
                }
            }
        }
        // Debian's clients of TLS only recommend them, and we install without recommendations.
        let calls = |name: &String| name.starts_with("libcurl") || ["curl", "git", "wget"].contains(&name.as_str());
        if distro.is_debian() && self.image.ca_certificates == Tri::No && own.iter().any(calls) {
            own.push("ca-certificates".into());
        }
        order::sort(&mut own);
        own.dedup();
        // What a library is built against lies beside it.
        let libraries = own.clone();
        own.retain(|name| name.strip_suffix("-dev").is_none_or(|library| !libraries.iter().any(|one| one == library)));
        (own, foreign)
    }

    /// `apk add --virtual .build-deps`: kept or not, they say what they are for.
    fn is_to_build(&self, effect: &Effect) -> bool {
        self.action(effect).and_then(|by| by.group.as_ref()).is_some_and(|group| group.contains("build"))
    }

    /// A tool that the compiled program was made with, as far as nothing else calls it.
    fn serves_build(&self, package: &Package) -> bool {
        let called = |fact: &Fact| fact.certainty > Certainty::Assumed && fact.what.subject() == package.name;
        let tool = || habit::is_common(&package.name) || habit::is_for_looking(&package.name);
        !self.copies_home()
            && (tool() || is_vcs(&package.name))
            && habit::serves_build(self.stage, package)
            && !self.facts.find("needs-tool").any(called)
    }

    /// Removed again by its name, or by that of its `--virtual` group.
    fn goes(&self, effect: &Effect, package: &Package) -> bool {
        let group = self.action(effect).and_then(|action| action.group.as_deref());
        let is_it = |gone: &Package| gone.name == package.name || group == Some(gone.name.as_str());
        self.facts.effects.iter().any(|later| match &later.does {
            Doing::RemovePackages { packages } => {
                (later.instruction, later.command) > (effect.instruction, effect.command) && packages.iter().any(is_it)
            }
            _ => false,
        })
    }

    fn action(&self, effect: &Effect) -> Option<&PackageAction> {
        let steps = &self.stage.steps;
        let at = steps.binary_search_by_key(&effect.instruction, |step| step.instruction).ok()?;
        steps[at].run()?.commands.get(effect.command)?.packages.as_ref()
    }

    /// What only served the build may be called by the program all the same, as a tool that Go installs beside it may.
    pub(super) fn of_tools(&self) -> Option<Left> {
        let installed = self.facts.effects.iter().filter_map(|effect| match &effect.does {
            Doing::InstallPackages { packages, .. } => Some((effect, packages)),
            _ => None,
        });
        let kept = installed.flat_map(|(effect, packages)| packages.iter().map(move |one| (effect, one)));
        // Where nothing can be installed, that it is not there has been told.
        let can = self.has_shell();
        let serves = |(effect, one): &(&Effect, &Package)| can && self.serves_build(one) && !self.goes(effect, one);
        let kept = kept.filter(serves).map(|(_, one)| (one.name.as_str(), one.span));
        let made = self.commands().filter_map(|(_, command)| Some((tool_of_go(command)?, command.span)));
        let starts = self.start().map(|start| start.name());
        let mut kept: Vec<(&str, Span)> = kept.chain(made).filter(|(name, _)| Some(*name) != starts).collect();
        kept.retain(|(name, _)| !self.commands().any(|(_, command)| command.name() == *name));
        order::keep_first(&mut kept, |(name, _)| *name);
        let spans = kept.iter().map(|(_, span)| *span).collect();
        let names = kept.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let text = say!(self.lang,
            en: "Only the build keeps {names}: what the program calls when it runs, the new stage needs, too.",
            de: "Nur beim Bauen bleibt {names}: Was das Programm im Betrieb aufruft, braucht auch die neue Stufe.",
            zh: "{names} 只留在构建阶段：程序运行时会调用的，新阶段也需要。");
        (!names.is_empty()).then_some(Left { rule: "build-tools-shipped", text, spans })
    }

    fn distro(&self) -> Option<Distro> {
        Distro::of(self.now()?.os.as_ref()?)
    }

    /// Which of Boost's libraries a program loads cannot be seen: two are in most.
    pub(super) fn of_boost(&self) -> Option<Left> {
        let boost = |effect: &&crate::evidence::Effect| match &effect.does {
            Doing::InstallPackages { packages, .. } => packages.iter().any(|one| {
                matches!(one.name.as_str(), "boost-dev" | "boost-devel" | "libboost-all-dev" | "libboost-dev")
            }),
            _ => false,
        };
        let span = self.facts.effects.iter().find(boost)?.span;
        let text = say!(self.lang,
            en: "Which of Boost's libraries the program loads is not seen: install in the new stage those that `ldd` names.",
            de: "Welche Bibliotheken von Boost das Programm lädt, ist nicht zu sehen: Installiere in der neuen Stufe die, die `ldd` nennt.",
            zh: "看不出程序加载 Boost 的哪些库：请在新阶段安装 `ldd` 列出的那些。");
        Some(Left { rule: "build-tools-shipped", text, spans: vec![span] })
    }

    /// The stage that ships does not know the archive.
    pub(super) fn of_archives(&self, packages: &[&Package]) -> Option<Left> {
        let first = packages.first()?;
        let names = packages.iter().map(|package| format!("`{}`", package.name)).collect::<Vec<_>>().join(", ");
        let text = say!(self.lang,
            en: "{names} comes from a package source that the file adds: if the program needs it when it runs, add that source in the new stage, too, and install it there.",
            de: "{names} kommt aus einer Paketquelle, die die Datei hinzufügt: Braucht das Programm das zur Laufzeit, füge die Quelle auch in der neuen Stufe hinzu und installiere es dort.",
            zh: "{names} 来自文件自行添加的软件包源：如果程序运行时需要它，请在新阶段中同样添加该源并安装。");
        Some(Left { rule: "build-tools-shipped", text, spans: vec![first.span] })
    }

    /// By the present base's own manager.
    pub(super) fn installs(&self, names: Vec<String>) -> Option<String> {
        let distro = self.distro().filter(|_| !names.is_empty())?;
        let names = names.join(" ");
        Some(match distro {
            Distro::Alpine | Distro::Wolfi => format!("RUN apk add --no-cache {names}"),
            Distro::Fedora => format!("RUN dnf install -y {names} && dnf clean all"),
            _ => format!(
                "RUN apt-get update \\\n && apt-get install -y --no-install-recommends {names} \\\n && rm -rf /var/lib/apt/lists/*"
            )
            .replace('\n', self.newline()),
        })
    }
}

/// `go install github.com/pressly/goose/v3/cmd/goose@latest`; protoc calls its own plug-ins.
fn tool_of_go(command: &Command) -> Option<&str> {
    let package = command.args.last().filter(|_| command.name() == "go" && command.has("install"))?;
    let (path, _) = package.text.split_once('@')?;
    let names =
        path.rsplit('/').find(|name| !(name.starts_with('v') && name[1..].bytes().all(|one| one.is_ascii_digit())));
    names.filter(|name| !name.starts_with("protoc-gen-"))
}

fn is_vcs(name: &str) -> bool {
    matches!(name, "bzr" | "mercurial" | "openssh" | "subversion")
}

/// Python beside a compiler and `make`: what node-gyp compiles addons with
/// ([its README](https://github.com/nodejs/node-gyp#installation)).
fn is_for_gyp(packages: &[Package]) -> bool {
    let has = |names: &[&str]| packages.iter().any(|package| names.contains(&package.name.as_str()));
    has(&["build-essential", "build-base"]) || has(&["make"]) && has(&["g++", "gcc", "gcc-c++"])
}

/// What is loaded of the parts of a compiler that Debian calls by its release, `libgfortran-8-dev`
/// ([gcc-14](https://packages.debian.org/source/trixie/gcc-14)); the library of C++ is told by the program.
fn of_gcc(name: &str) -> Option<&'static [&'static str]> {
    let (part, release) = name.strip_suffix("-dev")?.rsplit_once('-')?;
    let numbered = !release.is_empty() && release.bytes().all(|byte| byte.is_ascii_digit());
    match part {
        "libgfortran" if numbered => Some(&["libgfortran5"]),
        "libgcc" | "libstdc++" if numbered => Some(&[]),
        _ => None,
    }
}

fn is_python(name: &str) -> bool {
    matches!(name, "python" | "python2" | "python3" | "python-is-python3" | "python2.7")
}

/// `libsndfile1` of `libsndfile1-dev`, where Debian has a package of that name.
fn library(name: &str, distro: Distro) -> Option<&str> {
    let library = name.strip_suffix("-dev").filter(|one| one.starts_with("lib") && distro.is_debian())?;
    let known = || os_package(library, distro).is_some() || fate(library) == Some(Fate::Lasting);
    (library.ends_with(|last: char| last.is_ascii_digit()) && known()).then_some(library)
}

/// Headers whose library the program loads.
fn brings_more(name: &str, distro: Distro) -> bool {
    os_package(name, distro).is_some_and(|package| package.role() == Role::BuildOnly)
}

/// What of a package is needed when the program runs. One we do not know is kept: better too much than broken.
fn at_run_time(name: &str, distro: Distro) -> Vec<String> {
    if let Some(loaded) = of_gcc(name) {
        return loaded.iter().map(|name| name.to_string()).collect();
    }
    let Some(package) = os_package(name, distro) else {
        return vec![library(name, distro).unwrap_or(name).to_string()];
    };
    match package.role() {
        Role::BuildOnly => match package.run_time(distro) {
            // Our names with a release in them are Debian's; the headers bring the library that Ubuntu has.
            RunTime::Packages(names) if distro == Distro::Ubuntu && names.iter().any(|one| is_of_release(one.name)) => {
                vec![name.to_string()]
            }
            RunTime::Packages(names) => names.into_iter().map(|name| name.name.to_string()).collect(),
            RunTime::Nothing | RunTime::Unknown => Vec::new(),
        },
        Role::Noise | Role::Debug => Vec::new(),
        _ => vec![name.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_compiler_stays_with_it() {
        assert_eq!(at_run_time("libgfortran-8-dev", Distro::Debian12), ["libgfortran5"]);
        assert!(at_run_time("libstdc++-12-dev", Distro::Debian12).is_empty());
        assert_eq!(at_run_time("libfoo-8-dev", Distro::Debian12), ["libfoo-8-dev"]);
        assert_eq!(at_run_time("libsndfile1-dev", Distro::Debian13), ["libsndfile1"]);
        assert_eq!(at_run_time("libusb-1.0-0-dev", Distro::Debian13), ["libusb-1.0-0"]);
    }

    #[test]
    fn what_is_there_to_build_is_not_installed_again() {
        let file = "FROM ruby:3.4-alpine\nWORKDIR /app\nRUN apk add --no-cache -t build-dependencies build-base postgresql-dev libfoo-dev file && apk add --no-cache tzdata\nCOPY . .\nRUN bundle install\nCMD [\"ruby\", \"a.rb\"]\n";
        let text = super::super::tests::rewritten(file);
        assert!(text.contains("RUN apk add --no-cache libpq tzdata\n"), "{text}");
    }

    #[test]
    fn what_served_the_build_does_not_ship() {
        let ships = |lines: &str, build: &str| {
            let file =
                format!("FROM golang:1.16-alpine\n{lines}WORKDIR /src\nCOPY . .\nRUN {build}\nENTRYPOINT [\"/x\"]\n");
            let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
            let rewrite = crate::advise(&crate::wishes::Input::pasted(file), &wishes).rewrite.expect("two stages");
            let (_, ships) =
                rewrite.dockerfile.rsplit_once("FROM ").map(|(a, b)| (a.len(), b.to_string())).expect("two");
            assert!(ships.contains("--from=build /x /x"), "{ships}");
            let told = rewrite.left_to_you.iter().any(|left| left.text.contains("Only the build keeps"));
            (ships.contains("apk add"), told)
        };
        let build = "go build -o /x .";
        assert_eq!(ships("RUN apk add --no-cache git\n", build), (false, true));
        assert_eq!(ships("", "apk add --no-cache git && go build -o /x . && apk del git"), (false, false));
        let group = "RUN apk add --no-cache --virtual .build git bash gcc\n";
        assert_eq!(ships(group, "go build -o /x . && apk del .build"), (false, false));
        assert_eq!(ships("RUN apk add --no-cache make\n", "make version && go build -o /x ."), (false, false));
        assert_eq!(ships("", "go build -o /x . && apk add --no-cache git"), (true, false));
        assert_eq!(ships("RUN apk add --no-cache git bash\n", build), (true, true));
        assert_eq!(ships("RUN go install github.com/pressly/goose/v3@latest\n", build), (false, true));
    }

    #[test]
    fn names_of_debians_releases_are_not_written_for_ubuntu() {
        assert_eq!(at_run_time("libicu-dev", Distro::Debian13), ["libicu76"]);
        assert_eq!(at_run_time("libicu-dev", Distro::Ubuntu), ["libicu-dev"]);
        assert_eq!(at_run_time("libpq-dev", Distro::Ubuntu), ["libpq5"]);
    }
}
