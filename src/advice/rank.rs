//! The order in which bases are shown, and which of them may lead.

use super::{Recommendation, score};
use crate::candidates::{Candidate, Effort, Verdict, elder, life};
use crate::catalogue::packages::languages;
use crate::catalogue::{Access, Family, Image, Kind, Official, PackageManager, Purpose, Tri};
use crate::evidence::{Product, ShellUse, What};
use crate::order;
use crate::rules::{self, Case, Shape};
use crate::wishes::Wishes;
use std::cmp::Reverse;

/// Candidates in rank order: those that fit and may lead, then others that fit, then what cannot be told, then what breaks.
pub fn rank(case: &Case, candidates: Vec<Candidate>) -> Vec<Recommendation> {
    let bar = Bar::of(case, &candidates);
    let present = bar.present.as_ref();
    let seen = score::Seen { case, present, own_user: names_user(case), language: language(case, &candidates) };
    let points: Vec<score::Points> = candidates.iter().map(|candidate| score::points(&seen, candidate)).collect();
    let (middles, weights) = (score::middles(&points), score::weights(case.wishes.leaning));
    let held: Vec<[u32; 5]> = candidates.iter().map(|one| beside(one.image(), &candidates, &points, middles)).collect();
    let weighed = candidates.into_iter().zip(points.into_iter().zip(held)).map(|(candidate, (points, middles))| {
        let score = score::total(points, middles, weights);
        let leads = bar.lets(&candidate);
        Recommendation { rank: 0, saves_bytes: saves(&candidate, present), leads, candidate, score, verify: Vec::new() }
    });
    let mut ranked: Vec<Recommendation> = weighed.collect();
    let key = |one: &Recommendation| {
        let image = one.candidate.image();
        let size = image.size.compressed.unwrap_or(u64::MAX);
        (group(one), threshold(image.access, case.wishes), Reverse(one.score.total), size)
    };
    order::sort_by(&mut ranked, |one, other| {
        let names = || one.candidate.image().reference.cmp(&other.candidate.image().reference);
        key(one).cmp(&key(other)).then_with(names)
    });
    number(&mut ranked);
    ranked
}

/// What stands in for the unknown: the middle, but no more than the least of its own repository on the same system. A
/// variant that nobody measured holds what its plain sibling does, and something else.
fn beside(image: &Image, all: &[Candidate], points: &[score::Points], middles: [u32; 5]) -> [u32; 5] {
    let own =
        |one: &Image| one.repository == image.repository && one.os == image.os && one.reference != image.reference;
    let siblings = all.iter().zip(points).filter(|(one, _)| own(one.image()));
    siblings.fold(middles, |held, (_, points)| {
        std::array::from_fn(|part| points[part].map_or(held[part], |known| known.min(held[part])))
    })
}

/// What the language that the file installs from packages adds at least: the smallest image of it against the smallest
/// base of the same system. `None` where no such image is compared.
fn language(case: &Case, candidates: &[Candidate]) -> Option<u64> {
    let size = |of: &dyn Fn(&Image) -> bool| {
        candidates
            .iter()
            .map(Candidate::image)
            .filter(|image| of(image))
            .filter_map(|image| image.size.compressed)
            .min()
    };
    let mut own = candidates.iter().map(Candidate::image).filter(|image| rules::replaces(case, image));
    let system = own.next()?.os.clone();
    let with = size(&|image| image.os == system && rules::replaces(case, image))?;
    let without = size(&|image| image.os == system && image.runtime.is_none())?;
    with.checked_sub(without)
}

/// Whether the file itself names a user other than root.
fn names_user(case: &Case) -> bool {
    let user = case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref());
    let name = user.and_then(|user| user.known()).map(|user| user.split(':').next().unwrap_or_default());
    name.is_some_and(|name| !matches!(name, "" | "root" | "0"))
}

/// Ranks as they stand in the list.
pub fn number(ranked: &mut [Recommendation]) {
    for (at, one) in ranked.iter_mut().enumerate() {
        one.rank = at + 1;
    }
}

fn saves(candidate: &Candidate, present: Option<&Image>) -> Option<i64> {
    let before = present?.size.compressed?;
    Some(before as i64 - candidate.image().size.compressed? as i64)
}

fn group(one: &Recommendation) -> u8 {
    match one.candidate.verdict {
        _ if one.candidate.forbidden.is_some() => 4,
        Verdict::Fits | Verdict::FitsWithChanges if one.leads => 0,
        Verdict::Fits | Verdict::FitsWithChanges => 1,
        Verdict::CannotTell => 2,
        Verdict::DoesNotFit => 3,
    }
}

/// What anyone can pull stands before what needs an account, unless the reader said that is fine.
pub fn threshold(access: Access, wishes: &Wishes) -> u8 {
    match access {
        Access::Free | Access::Unknown => 0,
        Access::Login if wishes.login_is_fine => 0,
        Access::Login => 1,
        Access::Paid => 2,
    }
}

/// What a base must be to be recommended for this file.
struct Bar<'a> {
    case: &'a Case<'a>,
    present: Option<Image>,
    /// A living base of the same distribution is among the candidates.
    has_kin: bool,
    /// The present base's own repository has a living release that holds.
    has_own: bool,
    /// A living release of it that still runs what is written for `javax.*` is among the candidates.
    has_javax: bool,
    /// The image of Java that the makers of the present one name first is among the candidates, at no great effort.
    has_heir: bool,
    /// A living image of the very Java that the file is written for.
    has_own_java: bool,
    /// What the tool builds can ship on a base without it.
    has_parted: bool,
    /// The line of the language that the file installs from packages, in that language's own image.
    line: Option<String>,
    /// The present release of CUDA without its compiler holds.
    has_twin: bool,
}

impl Bar<'_> {
    fn of<'a>(case: &'a Case, candidates: &[Candidate]) -> Bar<'a> {
        let present = candidates.iter().find(|candidate| candidate.present).map(|candidate| candidate.image().clone());
        let mut bar = Bar {
            case,
            present,
            has_kin: false,
            has_own: false,
            has_javax: false,
            has_heir: false,
            has_own_java: false,
            has_parted: false,
            line: None,
            has_twin: false,
        };
        bar.has_kin = candidates.iter().any(|candidate| {
            candidate.holds() && bar.lives(candidate.image()) && bar.is_same_system(candidate.image())
        });
        bar.has_own = candidates.iter().any(|candidate| {
            candidate.holds() && bar.lives(candidate.image()) && bar.is_same_repository(candidate.image())
        });
        bar.has_javax = candidates.iter().any(|candidate| {
            let image = candidate.image();
            candidate.holds() && bar.lives(image) && bar.is_same_repository(image) && !bar.leaves_javax(image)
        });
        let known = |one: &Candidate| one.holds() && bar.lives(one.image()) && bar.knows(one.image());
        let tool = bar.present.as_ref().is_some_and(rules::is_java_tool);
        let parted = |one: &Candidate| one.choice.shape == Shape::Split && rules::is_jre(one.image()) && known(one);
        let own = |one: &Candidate| !one.present && bar.is_own_java(one.image()) && known(one);
        (bar.has_own_java, bar.has_parted) = (candidates.iter().any(own), tool && candidates.iter().any(parted));
        bar.line =
            candidates.iter().find(|candidate| bar.takes_over(candidate)).and_then(|one| runtime_line(one.image()));
        let twin = |image: &Image| bar.present.as_ref().is_some_and(|now| rules::cuda::is_twin(now, image));
        bar.has_twin = candidates.iter().any(|candidate| candidate.holds() && twin(candidate.image()));
        bar.has_heir = candidates.iter().any(|candidate| {
            let image = candidate.image();
            let easy = candidate.holds() && candidate.effort != Effort::Rework;
            easy && bar.lives(image) && bar.knows(image) && bar.is_heir(image)
        });
        bar
    }

    /// It holds, it is alive, it fixes its line, enough of it is known, and it leaves people what they work with.
    fn lets(&self, candidate: &Candidate) -> bool {
        let image = candidate.image();
        // What it always was, at another address, nobody has to have measured.
        let moved = self.present.as_ref().is_some_and(|now| score::is_moved(now, image));
        let fixed = candidate.present || !score::is_rolling(image);
        let kept = self.keeps_product(image) && self.keeps_hands(image) && self.keeps_world(image);
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

    /// A product comes from where it came from while that lives: another maker's build has other paths and defaults.
    fn keeps_product(&self, image: &Image) -> bool {
        let own = self.is_same_repository(image);
        let moves = self.case.facts.product == Product::Application && self.has_own && !own;
        let other_job = own && self.present.as_ref().is_some_and(|now| jobs(now) != jobs(image));
        let leaves = self.has_javax && self.leaves_javax(image);
        !moves
            && !other_job
            && !leaves
            && !self.passes_heir(image)
            && !self.passes_twin(image)
            && !self.passes_line(image)
            && !self.passes_java(image)
            && !self.passes_parted(image)
    }

    /// The image of the very language in place of the system's packages, at no work that these would not ask for.
    fn takes_over(&self, candidate: &Candidate) -> bool {
        let holds = candidate.holds() && self.lives(candidate.image()) && self.knows(candidate.image());
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
        if rules::fetches_living(self.case) && self.present.as_ref().is_some_and(|now| self.lives(now)) {
            return false;
        }
        let name = rules::language(self.case);
        let own = || languages::of_system(name?, image.os.as_ref()?);
        own() != Some(line)
    }

    /// A later Java, where an image of the file's own goes on.
    fn passes_java(&self, image: &Image) -> bool {
        self.has_own_java && !self.is_own_java(image) && is_java(image)
    }

    fn is_own_java(&self, image: &Image) -> bool {
        let own = self.case.facts.workload.version.as_deref();
        is_java(image) && own.is_some() && runtime_line(image).as_deref() == own
    }

    /// One more image to build on, where what it builds can ship on another.
    fn passes_parted(&self, image: &Image) -> bool {
        self.has_parted && image.purpose == Purpose::Build && rules::is_java_tool(image)
    }

    /// Another major release of CUDA, where the present one goes on without its compiler.
    fn passes_twin(&self, image: &Image) -> bool {
        self.has_twin && self.present.as_ref().is_some_and(|now| rules::cuda::leaps(now, image))
    }

    /// One more vendor's JDK on one more distribution, where the makers name whose is to follow.
    fn passes_heir(&self, image: &Image) -> bool {
        let managed = !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown);
        self.has_heir && managed && is_java(image) && image.official != Official::Private && !self.is_heir(image)
    }

    /// Of the repository that is to follow the present one.
    fn is_heir(&self, image: &Image) -> bool {
        self.present.as_ref().and_then(heir).is_some_and(|name| {
            image.repository.strip_prefix("docker.io/library/").unwrap_or(&image.repository) == name
        })
    }

    fn leaves_javax(&self, image: &Image) -> bool {
        self.present.as_ref().is_some_and(|now| rules::leaves_javax(now, image))
    }

    fn is_same_repository(&self, image: &Image) -> bool {
        self.present.as_ref().is_some_and(|now| now.repository == image.repository)
    }

    fn lives(&self, image: &Image) -> bool {
        life::is_alive(image, &self.case.wishes.today)
    }

    /// People work inside a toolbox or build on a base image: it keeps a shell, the distribution while that lives,
    /// and its kind of package manager.
    fn keeps_hands(&self, image: &Image) -> bool {
        let worked_in = matches!(self.case.facts.product, Product::Toolbox | Product::BaseImage | Product::InitSystem)
            || self.runs_unseen_script();
        let Some(now) = self.present.as_ref().filter(|_| worked_in) else { return true };
        if score::is_successor(now, image) {
            return true;
        }
        if now.purpose != Purpose::Os {
            return self.is_same_repository(image) && now.variants == image.variants;
        }
        let system = if self.has_kin { self.is_same_system(image) } else { ilk(now) == ilk(image) };
        image.shell == Tri::Yes && system
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
    const JOBS: &[&str] = &["cli", "composite", "fpm", "frankenphp", "management", "otel", "perl", "rootless", "zts"];
    let tag = image.tag.as_deref().unwrap_or_default();
    let plain = |job: &str| job == "cli" && image.repository.ends_with("/php");
    let named = |job: &&&str| !plain(job) && tag.split('-').any(|word| word == **job);
    JOBS.iter().filter(named).copied().collect()
}

/// Package managers that understand each other's lines.
pub fn ilk(image: &Image) -> PackageManager {
    match image.package_manager {
        PackageManager::Yum | PackageManager::Microdnf | PackageManager::Tdnf => PackageManager::Dnf,
        manager => manager,
    }
}
