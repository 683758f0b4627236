//! Which of the bases that hold may lead.

use super::rank::ilk;
use super::score;
use crate::candidates::{Candidate, Effort, elder, life};
use crate::catalogue::packages::languages;
use crate::catalogue::{Family, Image, Kind, Libc, Official, PackageManager, Purpose, Tri};
use crate::evidence::{Product, ShellUse, What};
use crate::rules::{self, Case, Shape};

/// What a base must be to be recommended for this file.
pub struct Bar<'a> {
    case: &'a Case<'a>,
    pub present: Option<Image>,
    /// The line of the language that the file installs from packages, in that language's own image.
    line: Option<String>,
    /// The preferences that a candidate meets.
    met: Vec<&'static Preference>,
}

/// Where a candidate is of the one kind, images of the other do not lead.
struct Preference {
    meets: fn(&Bar, &Candidate) -> bool,
    passes: fn(&Bar, &Image) -> bool,
}

const PREFERENCES: &[Preference] = &[
    // A product comes from where it came from while that lives: another maker's build has other paths and defaults.
    Preference {
        meets: |bar, one| bar.is_own(one),
        passes: |bar, image| bar.is_product() && !bar.is_same_repository(image),
    },
    // A release of it that still runs what is written for `javax.*`.
    Preference {
        meets: |bar, one| {
            let is_it = bar.is_own(one) || bar.holds_on(one) && one.image().repository.ends_with("/tomcat");
            is_it && !bar.leaves_javax(one.image())
        },
        passes: |bar, image| bar.leaves_javax(image),
    },
    // The image of Java that the makers of the present one name first.
    Preference { meets: |bar, one| bar.is_near_heir(one), passes: |bar, image| bar.passes_heir(image) },
    // On the kind of system that it has today, where the makers themselves name what follows.
    Preference {
        meets: |bar, one| bar.is_near_heir(one) && bar.follows(one.image()),
        passes: |bar, image| bar.is_heir(image) && !bar.follows(image),
    },
    // The present release of CUDA or PyTorch without its compiler: no other release.
    Preference { meets: |bar, one| bar.is_twin(one), passes: |bar, image| bar.leaps(image) },
    // The very Java that the file is written for: no later one.
    Preference {
        meets: |bar, one| bar.goes_on_with_java(one),
        passes: |bar, image| is_java(image) && !bar.is_own_java(image),
    },
    // What the tool builds ships on a base without it: not on one more image to build on.
    Preference {
        meets: |bar, one| bar.parts_from_tool(one),
        passes: |_, image| image.purpose == Purpose::Build && rules::is_java_tool(image),
    },
    // Red Hat's Java that only runs, and its JDK no more.
    Preference {
        meets: |bar, one| one.effort != Effort::Rework && bar.holds_on(one) && bar.is_lean(one.image()),
        passes: |bar, image| {
            bar.present.as_ref().is_some_and(|now| rules::redhat::is_kin(now, image)) && !bar.is_lean(image)
        },
    },
    // Where people work, the distribution while that lives.
    Preference {
        meets: |bar, one| bar.holds_on(one) && bar.is_same_system(one.image()),
        passes: |bar, image| bar.leaves_system(image),
    },
];

impl Bar<'_> {
    pub fn of<'a>(case: &'a Case<'a>, candidates: &[Candidate]) -> Bar<'a> {
        let present = candidates.iter().find(|candidate| candidate.present).map(|candidate| candidate.image().clone());
        let mut bar = Bar { case, present, line: None, met: Vec::new() };
        let own = candidates.iter().find(|candidate| bar.takes_over(candidate));
        bar.line = own.and_then(|one| runtime_line(one.image()));
        let met = |one: &&Preference| candidates.iter().any(|candidate| (one.meets)(&bar, candidate));
        bar.met = PREFERENCES.iter().filter(met).collect();
        bar
    }

    /// It holds, it is alive, it fixes its line, enough of it is known, and it leaves people what they work with.
    pub fn lets(&self, candidate: &Candidate) -> bool {
        let image = candidate.image();
        // What it always was, at another address, nobody has to have measured.
        let moved = self.present.as_ref().is_some_and(|now| score::is_moved(now, image));
        let fixed = candidate.present || !score::is_rolling(image);
        let passed = self.passes_line(image) || self.met.iter().any(|one| (one.passes)(self, image));
        let kept = !passed && self.keeps_job(image) && self.keeps_hands(image) && self.keeps_world(image);
        let lives = self.lives(image) || elder::is_one(candidate);
        candidate.holds() && lives && kept && (moved || fixed && self.knows(image))
    }

    /// Its size or its packages were counted, or it comes from where the present base comes from. Anything else is
    /// compared, but we do not send anyone to what nobody measured.
    fn knows(&self, image: &Image) -> bool {
        let counted = image.size.compressed.is_some() || image.packages.is_some();
        let own = |now: &Image| {
            let maker = now.vendor.is_some_and(|vendor| vendor != "Docker") && now.vendor == image.vendor;
            now.repository == image.repository
                || maker && now.family == image.family
                || folder(now).is_some_and(|own| folder(image) == Some(own))
        };
        counted || image.official == Official::Private || self.present.as_ref().is_some_and(own)
    }

    /// It holds, and it is alive.
    fn holds_on(&self, candidate: &Candidate) -> bool {
        candidate.holds() && self.lives(candidate.image())
    }

    fn is_own(&self, candidate: &Candidate) -> bool {
        self.holds_on(candidate) && self.is_same_repository(candidate.image())
    }

    fn is_product(&self) -> bool {
        self.case.facts.product == Product::Application
    }

    /// Another variant of the same repository may do another job.
    fn keeps_job(&self, image: &Image) -> bool {
        !self.is_same_repository(image) || self.present.as_ref().is_none_or(|now| jobs(now) == jobs(image))
    }

    /// The image of the very language in place of the system's packages, at no work that these would not ask for.
    fn takes_over(&self, candidate: &Candidate) -> bool {
        let holds = self.holds_on(candidate) && self.knows(candidate.image());
        let java = is_java(candidate.image())
            && rules::language(self.case) == Some("java")
            && rules::has_one_java(self.case)
            && self.case.facts.workload.version.is_some();
        let swaps =
            candidate.choice.shape == Shape::Swap && self.present.as_ref().is_some_and(|now| now.runtime.is_none());
        holds && (rules::takes_over(self.case, &candidate.choice).is_some() || java && swaps)
    }

    /// A plain system, whose packages are of another line than the one that the file is led to.
    fn passes_line(&self, image: &Image) -> bool {
        let Some(line) = self.line.as_deref().filter(|_| image.runtime.is_none()) else { return false };
        // NodeSource serves the same line for it.
        if rules::fetches_living(self.case) {
            return !self.present.as_ref().is_some_and(|now| self.lives(now));
        }
        // The next minor release of the same system has by name what this one has: `python3.12` of UBI 9, with `dnf` or
        // with `microdnf` alone.
        let less = |now: &Image| image.repository.strip_suffix("-minimal") == Some(now.repository.as_str());
        let next = |now: &Image| {
            now.lifecycle.retired.is_some() && now.os == image.os && (self.is_same_repository(image) || less(now))
        };
        if self.case.facts.workload.version.as_deref() == Some(line) && self.present.as_ref().is_some_and(next) {
            return false;
        }
        let name = rules::language(self.case);
        let own = || languages::of_system(name?, image.os.as_ref()?);
        own() != Some(line)
    }

    fn goes_on_with_java(&self, candidate: &Candidate) -> bool {
        let image = candidate.image();
        !candidate.present && self.is_own_java(image) && self.holds_on(candidate) && self.knows(image)
    }

    fn is_own_java(&self, image: &Image) -> bool {
        let own = self.case.facts.workload.version.as_deref();
        is_java(image) && own.is_some() && runtime_line(image).as_deref() == own
    }

    fn parts_from_tool(&self, candidate: &Candidate) -> bool {
        let image = candidate.image();
        self.present.as_ref().is_some_and(rules::is_java_tool)
            && candidate.choice.shape == Shape::Split
            && rules::is_jre(image)
            && self.holds_on(candidate)
            && self.knows(image)
    }

    fn is_lean(&self, image: &Image) -> bool {
        is_java(image) && self.present.as_ref().is_some_and(|now| rules::redhat::is_lean(now, image))
    }

    fn is_twin(&self, candidate: &Candidate) -> bool {
        candidate.holds() && self.present.as_ref().is_some_and(|now| rules::cuda::is_twin(now, candidate.image()))
    }

    fn leaps(&self, image: &Image) -> bool {
        let torch =
            |now: &Image| now.repository.ends_with("/pytorch") && now.repository == image.repository && self.lives(now);
        let leaps = |now: &Image| rules::cuda::leaps(now, image) || torch(now) && !rules::cuda::is_twin(now, image);
        self.present.as_ref().is_some_and(leaps)
    }

    /// At no great effort.
    fn is_near_heir(&self, candidate: &Candidate) -> bool {
        let image = candidate.image();
        self.holds_on(candidate) && candidate.effort != Effort::Rework && self.knows(image) && self.is_heir(image)
    }

    /// One more vendor's JDK on one more distribution, where the makers name whose is to follow.
    fn passes_heir(&self, image: &Image) -> bool {
        let managed = !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown);
        let own = self.is_heir(image) || self.is_lean(image);
        managed && is_java(image) && image.official != Official::Private && !own
    }

    /// Of the repository that is to follow the present one.
    fn is_heir(&self, image: &Image) -> bool {
        self.present.as_ref().and_then(heir).is_some_and(|name| {
            image.repository.strip_prefix("docker.io/library/").unwrap_or(&image.repository) == name
        })
    }

    /// Of a retired image: what has its C library. Of one that nobody measured, as its tag says: AdoptOpenJDK's stood on
    /// Ubuntu where none was named.
    fn follows(&self, image: &Image) -> bool {
        const NAMED: [&str; 5] = ["alpine", "centos", "debian", "ubi", "windows"];
        let Some(now) = self.present.as_ref().filter(|now| now.lifecycle.retired.is_some()) else { return true };
        let tag = now.tag.as_deref().unwrap_or_default();
        let named = NAMED.into_iter().find(|system| tag.contains(system));
        match now.libc {
            _ if named == Some("alpine") => image.package_manager == PackageManager::Apk,
            Libc::Unknown => named.is_some() || image.package_manager == PackageManager::Apt,
            libc => libc == image.libc,
        }
    }

    fn leaves_javax(&self, image: &Image) -> bool {
        rules::leaves_javax(self.case, image)
    }

    fn is_same_repository(&self, image: &Image) -> bool {
        self.present.as_ref().is_some_and(|now| now.repository == image.repository)
    }

    fn lives(&self, image: &Image) -> bool {
        life::is_alive(image, &self.case.wishes.today)
    }

    /// People work inside a toolbox or build on a base image.
    fn is_worked_in(&self) -> bool {
        matches!(self.case.facts.product, Product::Toolbox | Product::BaseImage | Product::InitSystem)
            || self.runs_unseen_script()
    }

    /// Where people work, it keeps a shell and its kind of package manager.
    fn keeps_hands(&self, image: &Image) -> bool {
        let Some(now) = self.present.as_ref().filter(|now| !score::is_successor(now, image) && self.is_worked_in())
        else {
            return true;
        };
        match now.purpose {
            Purpose::Os => image.shell == Tri::Yes && ilk(now) == ilk(image),
            _ => self.is_same_repository(image) && now.variants == image.variants,
        }
    }

    fn leaves_system(&self, image: &Image) -> bool {
        let stays = |now: &Image| now.purpose != Purpose::Os || score::is_successor(now, image);
        self.is_worked_in() && !self.present.as_ref().is_none_or(stays) && !self.is_same_system(image)
    }

    /// A script that is not at hand is written for the tools of its distribution.
    fn runs_unseen_script(&self) -> bool {
        let facts = self.case.facts;
        let script = facts.find("needs-shell").find_map(|fact| match &fact.what {
            What::NeedsShell(ShellUse::Script { path, .. }) => Some(path.rsplit('/').next().unwrap_or(path)),
            _ => None,
        });
        facts.workload.kind == Kind::Tools && script.is_some_and(|name| self.case.input.companion(name).is_none())
    }

    fn is_same_system(&self, image: &Image) -> bool {
        let name = |image: &Image| image.os.as_ref().map(|os| os.name);
        self.present.as_ref().is_some_and(|now| name(now) == name(image) && ilk(now) == ilk(image))
    }

    /// Windows containers stay on Windows, and nothing else goes there.
    fn keeps_world(&self, image: &Image) -> bool {
        let windows = |image: &Image| image.family == Family::Windows;
        self.present.as_ref().map_or(!windows(image), |now| windows(now) == windows(image))
    }
}

/// The image of Java that comes after one: the first that the makers of a retired one name, or Temurin for what was made of
/// OpenJDK by Debian, Docker and Google, and under Maven and Gradle
/// ([its page](https://hub.docker.com/_/eclipse-temurin); Docker's own tools of Java are built on it).
fn heir(now: &Image) -> Option<&str> {
    const TEMURIN: &str = "eclipse-temurin";
    const MAKERS: [&str; 6] = ["corretto", "graal", "ibm", "liberica", "sapmachine", "zulu"];
    let made = |tag: &str| MAKERS.iter().any(|maker| tag.contains(maker));
    if rules::is_java_tool(now) {
        return (!made(now.tag.as_deref().unwrap_or_default())).then_some(TEMURIN);
    }
    if now.runtime.is_none() {
        return (now.package_manager == PackageManager::Apt).then_some(TEMURIN);
    }
    let gone = now.lifecycle.retired.as_ref().filter(|_| is_java(now))?;
    let first = gone.replacement.first()?.split(':').next()?;
    Some(if first.starts_with("gcr.io/distroless/") { TEMURIN } else { first })
}

fn runtime_line(image: &Image) -> Option<String> {
    let runtime = image.runtime.as_ref()?;
    rules::line(runtime.name, runtime.version.as_deref()?)
}

fn is_java(image: &Image) -> bool {
    image.runtime.as_ref().is_some_and(|runtime| runtime.name == "java")
}

/// `mcr.microsoft.com/dotnet` of `mcr.microsoft.com/dotnet/aspnet`: what one maker keeps side by side. Docker Hub's
/// own folder and hosts alone are no such folder.
fn folder(image: &Image) -> Option<&str> {
    let (folder, _) = image.repository.rsplit_once('/')?;
    (folder.contains('/') && folder != "docker.io/library").then_some(folder)
}

/// What a repository's variants do differently, beyond what they stand on; `apache` (PHP and its products),
/// `cli` (PHP itself) and `dind` (docker) are what their repositories are without a word.
fn jobs(image: &Image) -> Vec<&'static str> {
    const JOBS: &[&str] =
        &["cli", "composite", "fpm", "frankenphp", "gpu", "jupyter", "management", "otel", "perl", "rootless", "zts"];
    let tag = image.tag.as_deref().unwrap_or_default();
    let plain = |job: &str| job == "cli" && image.repository.ends_with("/php");
    let named = |job: &&&str| !plain(job) && tag.split('-').any(|word| word == **job);
    JOBS.iter().filter(named).copied().collect()
}
