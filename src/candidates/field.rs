//! Which bases come to the start: the ladder of the workload and its neighbours, the present base, the house's own.

use super::{clause, golden, life, line, named, shapes};
use crate::catalogue::{self, Image, Kind, Libc, Purpose, Retired, Workload, shelf};
use crate::evidence::{Standing, What};
use crate::rules::{Case, cuda, is_java_tool};
use crate::stages::{ImageRef, parse_reference};

mod makes;
mod servlets;

/// A base that comes to the start.
#[derive(Debug, Clone)]
pub struct Entrant {
    pub image: Image,
    /// What the shipped stage stands on today.
    pub present: bool,
    /// What a golden base brings beyond the public image it is like.
    pub adds: Vec<String>,
    /// From the policy.
    pub house: bool,
    /// Its end of support by the policy.
    pub until: Option<String>,
}

impl Entrant {
    pub fn of(image: Image) -> Entrant {
        Entrant { image, present: false, adds: Vec::new(), house: false, until: None }
    }
}

/// More are never judged: time is linear in this.
const MOST: usize = 48;

/// Every base to be judged, each once; the present one first.
pub fn images(case: &Case) -> Vec<Entrant> {
    let policy = case.wishes.policy.as_ref();
    let mut field: Vec<Entrant> = present(case).into_iter().collect();
    for entrant in policy.map(golden::entrants).unwrap_or_default() {
        enter(&mut field, entrant);
    }
    let rungs = ladders(case);
    let twins = twins(case, &rungs);
    for image in twins
        .into_iter()
        .chain(successors(case))
        .chain(inits(case))
        .chain(servlets::images(case))
        .chain(makes::minimals(case))
        .chain(makes::leaner(case))
        .chain(rungs)
    {
        let cared = is_cared_for(case, &image) || case.present().is_some_and(|now| cuda::is_twin(now, &image));
        if cared && !is_trial(case, &image) && suits(case, &image) && carries(case, &image) {
            enter(&mut field, Entrant::of(named::keep(standing_on(case), image, &case.wishes.today)));
        }
    }
    field.truncate(MOST);
    for entrant in field.iter_mut().filter(|entrant| !entrant.present && !entrant.house) {
        if let Some(reference) = clause::mirrored(policy, &entrant.image) {
            entrant.image.reference = reference;
        }
    }
    field
}

/// Alive for a while, or as long as the line that is in use: who stays on it may at least change the system below.
fn is_cared_for(case: &Case, image: &Image) -> bool {
    let today = &case.wishes.today;
    let line = |image: &Image| (image.repository.clone(), image.lifecycle.runtime.ends);
    let shares = |now: &Image| life::runs_out(now, today) && line(now) == line(image);
    let living = || matches!(life::left(image, today), life::Life::Months(_));
    life::is_alive(image, today) || standing_on(case).is_some_and(shares) && living()
}

/// NVIDIA and PyTorch publish every release as `-devel` and `-runtime` (gitlab.com/nvidia/container-images/cuda,
/// hub.docker.com/r/pytorch/pytorch): the runtime of the very release that is built with, and of those that come next.
fn twins(case: &Case, rungs: &[Image]) -> Vec<Image> {
    let Some(Standing::Known(found, written)) = case.build.shipped.and_then(|at| case.facts.standings.get(at)) else {
        return Vec::new();
    };
    let own = &found.image.repository;
    let next = rungs.iter().filter(|image| image.repository == *own).filter_map(|image| image.tag.clone());
    let pairs = ["docker.io/nvidia/cuda", "docker.io/pytorch/pytorch"].contains(&own.as_str());
    let tags = written.tag.clone().into_iter().chain(next).filter(|tag| pairs && tag.contains("-devel"));
    let runtime =
        |tag: String| ImageRef { tag: Some(tag.replace("-devel", "-runtime")), digest: None, ..written.clone() };
    tags.filter_map(|tag| catalogue::find(&runtime(tag))).map(|found| found.image).collect()
}

/// What the makers or the users of a base that was given up move to. Where only the tag went, its replacement is of the
/// newest line, and the file goes to the nearest that lasts.
fn successors(case: &Case) -> Vec<Image> {
    let present = standing_on(case);
    let gone = present.and_then(|image| image.lifecycle.retired.as_ref());
    let named = gone.map(|gone| gone.replacement.as_slice());
    let workload = &case.facts.workload;
    let tag_went = gone.is_some_and(Retired::is_off_list) && !matches!(workload.kind, Kind::Application(_));
    let taken = line_to_take(case, present).filter(|_| tag_went);
    let tag = present.and_then(|image| image.tag.as_deref()).unwrap_or("latest");
    // `nonroot` stays `nonroot`.
    let tagged = |name: &String| Some(format!("{name}:{tag}")).filter(|_| !name.contains(':'));
    let read = |name: &String| {
        let own = tagged(name).and_then(|own| catalogue::listed(&own));
        own.or_else(|| catalogue::find(&parse_reference(name).ok()?).map(|found| found.image)).map(on_its_release)
    };
    let keeps = |image: &Image| keeps_kind(case, image) && keeps_line(workload, image, taken.as_deref());
    named.unwrap_or_default().iter().filter_map(read).filter(keeps).collect()
}

/// `node:24-alpine` with the release that it stands on.
fn on_its_release(image: Image) -> Image {
    let release = image.os.as_ref().filter(|_| image.reference.ends_with("-alpine")).and_then(|os| os.version);
    let named =
        |release| ["", "-"].iter().find_map(|mark| catalogue::listed(&format!("{}{mark}{release}", image.reference)));
    release.and_then(named).unwrap_or(image)
}

/// Images whose first process is systemd, for files that start it: the makers of these systems publish them apart.
fn inits(case: &Case) -> Vec<Image> {
    let text = case.build.tree.source.text();
    let starts = ["/sbin/init", "/usr/sbin/init", "systemd"].iter().any(|word| text.contains(word));
    let rpm = case.build.shipped.and_then(|at| case.facts.standings.get(at)?.image()).is_some_and(|now| {
        use catalogue::PackageManager::{Dnf, Microdnf, Yum};
        matches!(now.package_manager, Dnf | Microdnf | Yum)
    });
    let wanted = case.facts.product == crate::evidence::Product::InitSystem && starts && rpm;
    let names = ["quay.io/almalinuxorg/9-init", "registry.access.redhat.com/ubi9/ubi-init"];
    names.into_iter().filter(|_| wanted).filter_map(catalogue::named).collect()
}

/// Of the same purpose: a database's successor is a database, a system's a system.
fn keeps_kind(case: &Case, image: &Image) -> bool {
    use catalogue::{Libc, Purpose};
    standing_on(case).is_some_and(|now| {
        // What was given up is often known by its name alone: then its makers' word is what there is.
        let purpose = now.purpose == image.purpose || now.purpose == Purpose::Unknown;
        purpose && (now.libc == image.libc || now.libc == Libc::Unknown)
    })
}

/// Docker's `bash` is Alpine with Bash for trying scripts on ([its page](https://hub.docker.com/_/bash)): no base for what
/// brings packages or a program of another language along.
fn suits(case: &Case, image: &Image) -> bool {
    let script = || case.facts.workload.kind == Kind::Tools && case.every_install().is_empty();
    image.repository != "docker.io/library/bash"
        || script()
        || standing_on(case).is_some_and(|now| now.repository == image.repository)
}

/// Whether a base carries what runs the program: source and bytecode need their runtime, and a Swift program that is
/// not linked statically needs Swift's libraries. On a plain system the file installs the runtime itself.
fn carries(case: &Case, image: &Image) -> bool {
    let interpreted = case.facts.find("artefact").any(|fact| {
        use crate::evidence::Artefact::{DotnetFrameworkDependent, Interpreted, Jar};
        matches!(fact.what, What::Artefact(Interpreted | Jar | DotnetFrameworkDependent))
    });
    let text = case.build.tree.source.text();
    let swift = case.facts.workload.kind == Kind::Swift
        && !["static-swift-stdlib", "static-stdlib", "static-executable"].iter().any(|flag| text.contains(flag));
    !(interpreted || swift) || image.runtime.is_some() || stands_on_os(case)
}

fn enter(field: &mut Vec<Entrant>, entrant: Entrant) {
    if !field.iter().any(|known| known.image.reference == entrant.image.reference) {
        field.push(entrant);
    }
}

fn present(case: &Case) -> Option<Entrant> {
    let standing = case.facts.standings.get(case.build.shipped?)?;
    let image = match standing {
        Standing::Known(found, _) => found.image.clone(),
        Standing::Scratch => scratch(case)?,
        Standing::Private(_) | Standing::Unknown(_) => return None,
    };
    Some(Entrant { present: true, ..Entrant::of(image) })
}

/// `scratch` as the ladder of static programs has it.
fn scratch(case: &Case) -> Option<Image> {
    let statics = Workload { kind: Kind::StaticBinary, version: None };
    let rungs = shelf::ladder(&statics, &case.wishes.today);
    rungs.iter().find(|image| image.is_nothing()).cloned()
}

/// The ladder of what runs and those beside it, newer releases of the present base first.
fn ladders(case: &Case) -> Vec<Image> {
    let today = &case.wishes.today;
    let present = standing_on(case);
    let workload = &case.facts.workload;
    let taken = line_to_take(case, present);
    let mut rungs = on_line(workload, present, taken.as_deref(), today);
    if let Some(next) = line_after(workload, present, today) {
        rungs.extend(on_line(workload, present, Some(&next), today));
    }
    rungs.extend(compilers(case, taken.as_deref()));
    for kind in beside(case) {
        let others = shelf::ladder(&Workload { kind, version: None }, today);
        rungs.extend(others.iter().filter(|image| image.libc != Libc::Unknown).cloned());
    }
    rungs
}

/// JDKs for Alpine, where a Java program is compiled there in the stage that ships: the ladder of what only runs has none.
fn compilers(case: &Case, line: Option<&str>) -> Vec<Image> {
    let workload = &case.facts.workload;
    let musl = standing_on(case).is_some_and(|now| now.libc == Libc::Musl);
    if workload.kind != Kind::Java || !musl || !shapes::ships_build_tools(case) {
        return Vec::new();
    }
    let rungs = shelf::ladder(&Workload { kind: Kind::Jdk, version: line.map(String::from) }, &case.wishes.today);
    rungs.iter().filter(|image| image.libc == Libc::Musl && keeps_line(workload, image, line)).cloned().collect()
}

/// The next release of the present base on a line, then the ladder of what runs.
fn on_line(workload: &Workload, present: Option<&Image>, line: Option<&str>, today: &str) -> Vec<Image> {
    let mut rungs: Vec<Image> = present.into_iter().flat_map(|image| later(workload, image, line, today)).collect();
    let slim = rungs.first().and_then(|next| catalogue::listed(&format!("{}-slim", next.reference)));
    rungs.extend(slim.filter(|slim| slim.repository == "docker.io/library/debian"));
    if workload.kind != Kind::Unknown {
        let asked = Workload { version: line.map(String::from), kind: workload.kind.clone() };
        let own = shelf::ladder(&asked, today);
        let shown = |image: &&Image| keeps_line(workload, image, line) || is_expected(workload, image, line);
        rungs.extend(own.iter().filter(shown).cloned());
    }
    rungs
}

/// A later release of the very image, on the line that is taken. Of what nobody knows the lines, the newest; where it
/// is over and its makers skip that line, on the nearest above.
fn later(workload: &Workload, image: &Image, line: Option<&str>, today: &str) -> Option<Image> {
    // The line is of the Java inside, and no release of Maven or Gradle.
    let line = line.filter(|_| !is_java_tool(image));
    let newest = || shelf::kin(image, None, today).filter(|_| workload.kind == Kind::Unknown);
    let over = matches!(life::left(image, today), life::Life::Over | life::Life::Retired);
    let above = || {
        let lines = shelf::lines(workload, today);
        let wanted = line::numbers(line.filter(|_| over)?);
        lines.iter().filter(|had| line::numbers(had) > wanted).find_map(|had| shelf::kin(image, Some(had), today))
    };
    let next = shelf::kin(image, line, today).or_else(newest).or_else(above);
    Some(named::as_precise(image, next.or_else(|| of_major(workload, image, today))?))
}

/// A product's line may have gone on under its major number alone. Where nobody tells how long its lines last, the newest.
fn of_major(workload: &Workload, image: &Image, today: &str) -> Option<Image> {
    let (name, tag) = image.reference.rsplit_once(':').filter(|_| matches!(workload.kind, Kind::Application(_)))?;
    let (version, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    let major = version.split('.').next()?;
    let own = catalogue::listed(&format!("{name}:{major}{rest}")).or_else(|| shelf::kin(image, Some(major), today));
    let untold = life::left(image, today) == life::Life::Unknown;
    own.or_else(|| shelf::kin(image, None, today).filter(|_| untold))
}

/// The line the file asks for; where that line has ended, the nearest living one above it that has half a year left, and
/// before it one that the files beside it allow.
fn line_to_take(case: &Case, present: Option<&Image>) -> Option<String> {
    let (workload, today) = (&case.facts.workload, &case.wishes.today);
    let allowed = |had: &str| case.demand().is_some_and(|demand| demand.allows(had));
    let wanted = workload.version.as_deref()?;
    let over = present.is_some_and(|image| runs_ended(image, wanted, today));
    let lines = shelf::lines(workload, today);
    if lines.is_empty() && over {
        return None;
    }
    if lines.is_empty() || (!over && lines.iter().any(|had| line::agree(wanted, had))) {
        return Some(wanted.into());
    }
    let above = |months: u32, fits: &dyn Fn(&str) -> bool| {
        let lasting = lines.iter().filter(|had| fits(had) && lasts(workload, had, months, today));
        line::nearest_above(wanted, lasting.map(String::as_str))
    };
    above(HALF_A_YEAR, &allowed)
        .or_else(|| above(life::ENOUGH, &allowed))
        .or_else(|| above(HALF_A_YEAR, &|_| true))
        .or_else(|| line::nearest_above(wanted, lines.iter().map(String::as_str)))
        .map(|next| spelled(&next))
        .or_else(|| Some(wanted.into()))
}

/// The next line to plan for, where the one in use runs out before anything on it could be recommended.
fn line_after(workload: &Workload, present: Option<&Image>, today: &str) -> Option<String> {
    let wanted = workload.version.as_deref().filter(|_| !matches!(workload.kind, Kind::Application(_)))?;
    present.filter(|image| life::runs_out(image, today))?;
    let lines = shelf::lines(workload, today);
    let lasting = lines.iter().filter(|had| lasts(workload, had, HALF_A_YEAR, today)).map(String::as_str);
    line::nearest_above(wanted, lasting).map(|next| spelled(&next))
}

fn spelled(line: &[u32]) -> String {
    line.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// Whether the present base carries the wanted line and that line has ended.
fn runs_ended(image: &Image, wanted: &str, today: &str) -> bool {
    use catalogue::Lifecycle::{Ended, ExtendedOnly, Retired};
    let state = catalogue::cycle_state(&image.lifecycle.runtime, today);
    version(image).is_none_or(|had| line::agree(wanted, had)) && matches!(state, Ended | ExtendedOnly | Retired)
}

/// Months that a line to move to should have before it.
pub const HALF_A_YEAR: u32 = 6;

pub fn lasts(workload: &Workload, had: &str, months: u32, today: &str) -> bool {
    let line = Workload { kind: workload.kind.clone(), version: Some(had.into()) };
    let rungs = shelf::ladder(&line, today);
    let first = rungs.iter().find(|image| version(image).is_some());
    first.is_none_or(|image| match life::left(image, today) {
        life::Life::Months(count) => count >= months,
        life::Life::Open | life::Life::Unknown => true,
        life::Life::Over | life::Life::Retired => false,
    })
}

/// A base whose version is another line, or of a product whose version nobody states, is another program.
fn keeps_line(workload: &Workload, image: &Image, line: Option<&str>) -> bool {
    let Some(line) = line else { return true };
    match version(image) {
        Some(had) => line::agree(line, had),
        None => !matches!(workload.kind, Kind::Application(_)),
    }
}

/// Distroless carries the one Python of its Debian: whoever looks for it learns why it is not theirs. Where the file's own
/// line has ended, another is taken anyway.
fn is_expected(workload: &Workload, image: &Image, line: Option<&str>) -> bool {
    workload.kind == Kind::Python
        && image.family == catalogue::Family::Distroless
        && workload.version.as_deref() == line
}

fn version(image: &Image) -> Option<&str> {
    image.runtime.as_ref()?.version.as_deref()
}

/// Ladders next to the workload's own, for comparison: what a static build would open, what a plain system would cost.
fn beside(case: &Case) -> Vec<Kind> {
    match &case.facts.workload.kind {
        Kind::StaticBinary => vec![Kind::GlibcBinary],
        Kind::GlibcBinary => vec![Kind::CppBinary, Kind::StaticBinary],
        Kind::CppBinary => vec![Kind::StaticBinary],
        Kind::MuslBinary => vec![Kind::StaticBinary],
        Kind::DotnetDeps => vec![Kind::DotnetRuntime],
        Kind::DotnetRuntime => vec![Kind::AspNet],
        Kind::Jdk => Vec::new(),
        Kind::Unknown => Vec::new(),
        Kind::Tools => Vec::new(),
        _ if stands_on_os(case) => vec![Kind::Tools],
        _ => Vec::new(),
    }
}

fn standing_on<'a>(case: &'a Case) -> Option<&'a Image> {
    case.build.shipped.and_then(|at| case.facts.standings.get(at)?.image())
}

fn stands_on_os(case: &Case) -> bool {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    standing.and_then(Standing::image).is_some_and(|image| image.purpose == Purpose::Os)
}

/// Prereleases are never proposed, and debug variants only to who stands on the same variant: its shell is then in use.
fn is_trial(case: &Case, image: &Image) -> bool {
    const TRIAL: &[&str] =
        &["debug", "rc", "alpha", "beta", "nightly", "edge", "rawhide", "testing", "sid", "unstable", "preview"];
    let tag = image.tag.as_deref().unwrap_or_default();
    let own = standing_on(case).and_then(|now| now.tag.as_deref());
    if tag.starts_with("debug") && own == Some(tag) {
        return false;
    }
    let parts = tag.split(['-', '.', '_']);
    let named = |part: &str| TRIAL.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit()));
    image.variants.iter().any(|variant| TRIAL.contains(variant)) || parts.into_iter().any(named)
}

#[cfg(test)]
mod tests;
