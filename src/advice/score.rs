//! Points a reader can follow: five parts, each of 100, weighed by the leaning.
//!
//! What nobody measured counts like the middle of the other bases compared, and its part is named so
//! (`size-unknown`): it neither rewards nor punishes.

use super::{Score, rank};
use crate::candidates::life::{self, Life};
use crate::candidates::{Candidate, Effort};
use crate::catalogue::{Access, Image, Libc, Official, PackageManager, Tri};
use crate::order;
use crate::rules::{self, Case, Change, Objection, Shape, Weight};
use crate::wishes::Leaning;

/// The parts by name, in the order they are shown.
pub const PARTS: [&str; 5] = ["size", "surface", "support", "trust", "change"];

/// The same where nobody measured: the middle of the others stands in.
pub const UNKNOWN: [&str; 5] =
    ["size-unknown", "surface-unknown", "support-unknown", "trust-unknown", "change-unknown"];

/// What each part weighs, of 100, in the order of [`PARTS`].
pub fn weights(leaning: Leaning) -> [u32; 5] {
    match leaning {
        Leaning::Safest => [15, 15, 20, 15, 35],
        Leaning::Balanced => [30, 25, 15, 10, 20],
        Leaning::Smallest => [45, 30, 10, 5, 10],
    }
}

/// Points in the order of [`PARTS`]; `None` where nobody measured.
pub type Points = [Option<u32>; 5];

/// What the points of every base rest on.
pub struct Seen<'a> {
    pub case: &'a Case<'a>,
    pub present: Option<&'a Image>,
    /// The file itself names a user other than root.
    pub own_user: bool,
    /// The file installs its language from packages, and an image of that language is compared: bytes that it adds at
    /// least.
    pub language: Option<u64>,
}

/// The points of one base for this file.
pub fn points(seen: &Seen, candidate: &Candidate) -> Points {
    let (image, wishes) = (candidate.image(), seen.case.wishes);
    let installs = seen.language.filter(|_| image.runtime.is_none());
    [
        size(image, installs.unwrap_or_default()),
        surface(image, seen.own_user),
        support(image, &wishes.today),
        trust(image, wishes.login_is_fine),
        Some(change(seen, candidate)),
    ]
}

/// The middle of what is known of each part among the bases compared; 50 where nothing is.
pub fn middles(all: &[Points]) -> [u32; 5] {
    std::array::from_fn(|part| {
        let mut known: Vec<u32> = all.iter().filter_map(|points| points[part]).collect();
        order::sort(&mut known);
        known.get(known.len() / 2).copied().unwrap_or(50)
    })
}

/// The weighted mean.
pub fn total(points: Points, middles: [u32; 5], weights: [u32; 5]) -> Score {
    let parts: Vec<(&'static str, u32, u32)> = (0..5)
        .map(|part| match points[part] {
            Some(points) => (PARTS[part], points, weights[part]),
            None => (UNKNOWN[part], middles[part], weights[part]),
        })
        .collect();
    let weighed: u32 = parts.iter().map(|(_, points, weight)| points * weight).sum();
    Score { parts, total: (weighed + 50) / 100 }
}

/// 100 up to 1 MB, then 10 less for every doubling, 0 from 1 GB on. `more`: bytes that the file adds to this base, and
/// another brings.
pub fn size(image: &Image, more: u64) -> Option<u32> {
    let bytes = image.size.compressed? + more;
    let doublings = (bytes as f64 / 1e6).max(1.0).log2();
    Some((100.0 - 10.0 * doublings).round().max(0.0) as u32)
}

/// What someone who got in would find: a shell (25), a package manager (25), root's rights (20), packages (30; 4 less
/// for every doubling above eight: the fewest are data such as certificates and time zones; 15 where nobody counted).
fn surface(image: &Image, own_user: bool) -> Option<u32> {
    let shell = absent(image.shell).map(|absent| (25 * u32::from(absent), 25));
    let manager = match image.package_manager {
        PackageManager::Unknown => None,
        PackageManager::None => Some((25, 25)),
        _ => Some((0, 25)),
    };
    let rights = Some((20 * u32::from(own_user || has_user(image)), 20));
    let packages = Some((image.packages.map_or(15, |(count, _)| packages(count)), 30));
    let known: Vec<(u32, u32)> = [shell, manager, rights, packages].into_iter().flatten().collect();
    let of: u32 = known.iter().map(|(_, of)| of).sum();
    let earned: u32 = known.iter().map(|(earned, _)| earned).sum();
    (image.shell != Tri::Unknown).then(|| (earned * 100).checked_div(of))?
}

/// Its default user is surely not root.
fn has_user(image: &Image) -> bool {
    image.user.as_ref().is_some_and(|user| user.uid.is_some_and(|uid| uid != 0))
}

fn absent(tri: Tri) -> Option<bool> {
    match tri {
        Tri::Yes => Some(false),
        Tri::No => Some(true),
        Tri::Unknown => None,
    }
}

fn packages(count: u32) -> u32 {
    let doublings = (f64::from(count.max(8)) / 8.0).log2();
    (30.0 - 4.0 * doublings).round().max(0.0) as u32
}

/// 100 from two years of support on: by then you have rebuilt on the next release. 60 where nobody named an end.
fn support(image: &Image, today: &str) -> Option<u32> {
    match life::left(image, today) {
        Life::Retired | Life::Over => Some(0),
        Life::Months(count) => Some((count * 100 / 24).min(100)),
        Life::Open => Some(60),
        Life::Unknown => None,
    }
}

/// Who makes it (up to 60), whether a source says that it is signed (20), and whether anyone can pull it (20).
fn trust(image: &Image, login_is_fine: bool) -> Option<u32> {
    if image.is_nothing() {
        return Some(100);
    }
    let maker = match image.official {
        Official::DockerOfficial | Official::Vendor => 60,
        Official::Private => 50,
        Official::Community => 20,
        Official::Unknown => return None,
    };
    let signed = if super::trust::is_signed(image) { 20 } else { 0 };
    let pull = match image.access {
        Access::Free => 20,
        Access::Login if login_is_fine => 20,
        Access::Unknown => 10,
        Access::Login | Access::Paid => 0,
    };
    Some(maker + signed + pull)
}

/// 100 for the FROM line alone, else 95 and 10 less for every change; 75 where work is left to you, 50 where stages
/// move. Less for every risk and open question, for libraries to copy by hand (30), for another repository (10), another
/// distribution (25; 15 more with another package manager), another C library (35 where packages with compiled parts are
/// common, 15 elsewhere), another make of the JVM (15), a tag that fixes no line (15), and a language from packages where
/// its own image is compared (15).
fn change(seen: &Seen, candidate: &Candidate) -> u32 {
    let present = seen.present;
    if candidate.present {
        return 100;
    }
    let image = candidate.image();
    // A language's own image in place of its packages is no strange repository.
    let replaces = rules::replaces(seen.case, image);
    // What the base brings and the file need not install any more is no work.
    let drops = |change: &Change| match change {
        Change::Packages { rename, .. } => rename.iter().all(|(_, names)| names.is_empty()),
        change => matches!(change, Change::Drop { .. } | Change::DropCommand { .. }),
    };
    let counts = |one: &&Objection| !one.is_of_builder();
    let changes =
        candidate.of(Weight::Change).filter(counts).filter(|one| !(replaces && one.change.as_ref().is_some_and(drops)));
    let changes = changes.count() as u32;
    let effort: u32 = match candidate.effort {
        Effort::OneLine => 100,
        Effort::Small => 95 - 10 * changes.min(5),
        Effort::Rework if candidate.choice.shape == Shape::Swap => 75 - 5 * changes.min(5),
        Effort::Rework => 50 - 3 * changes.saturating_sub(2).min(4),
    };
    // Cultures that are missing stop a .NET program as soon as it asks for one: that risk counts for three.
    let grave = candidate.of(Weight::Risk).filter(|risk| risk.rule == "missing-icu").count() * 2;
    let risks = (candidate.of(Weight::Risk).filter(counts).count() + grave).min(5) as u32;
    let doubts = candidate.of(Weight::Doubt).count().min(2) as u32;
    let vm = present.is_some_and(|now| is_open_j9(now) != is_open_j9(image))
        && image.runtime.as_ref().is_some_and(|r| r.name == "java");
    let hands = present.is_some_and(|now| {
        is_other_system(now, image) && rank::ilk(now) != rank::ilk(image) && !crosses(now.libc, image.libc)
    });
    // Where its makers point, nothing is strange.
    let present = present.filter(|now| !is_successor(now, image));
    // With the same package manager the rest of the file hardly tells the difference.
    let like = |now: &Image| now.package_manager == image.package_manager;
    let moves = present.is_some_and(|now| now.repository != image.repository) && !replaces;
    let libc = present.is_some_and(|now| crosses(now.libc, image.libc));
    let rolls = is_rolling(image) && present.is_some_and(|now| !is_rolling(now));
    let system = present.is_some_and(|now| is_other_system(now, image) && !(replaces && like(now)));
    let other = match (libc, system) {
        (true, _) if compiles_much(image) => 35,
        (true, _) => 15,
        (false, system) => 25 * u32::from(system),
    };
    // The version of a language from packages is the one that the release happens to have.
    let drifts = seen.language.is_some() && image.runtime.is_none();
    let by_hand = candidate.of(Weight::Change).any(|one| matches!(one.change, Some(Change::CopyLibraries { .. })));
    let strange = 30 * u32::from(by_hand)
        + 10 * u32::from(moves)
        + other
        + 15 * u32::from(rolls)
        + 15 * u32::from(vm)
        + 15 * u32::from(drifts)
        + 15 * u32::from(hands);
    effort.saturating_sub(6 * risks + 15 * doubts + strange)
}

/// Whether programs and packages of such an image often hold compiled parts: all but those of managed runtimes that
/// their makers build and test for musl.
fn compiles_much(image: &Image) -> bool {
    image.runtime.as_ref().is_none_or(|runtime| !matches!(runtime.name, "java" | "dotnet" | "aspnet" | "php"))
}

/// IBM's Semeru runs on OpenJ9: its options, dumps and memory differ from HotSpot's.
fn is_open_j9(image: &Image) -> bool {
    image.repository.contains("semeru") || image.tag.as_deref().is_some_and(|tag| tag.contains("openj9"))
}

/// Where the makers of a base that was given up point, on the same C library.
pub fn is_successor(now: &Image, image: &Image) -> bool {
    now.libc == image.libc && rules::succeeds(now, image)
}

/// The very image at another address: its makers left one registry for another, or others rebuild it.
pub fn is_moved(now: &Image, image: &Image) -> bool {
    let last = |image: &Image| image.repository.rsplit('/').next().map(str::to_string);
    rules::succeeds(now, image) && last(now) == last(image) || rules::is_rebuilt(now, image)
}

/// From glibc to musl or back: what was tested with one is not tested with the other.
pub fn crosses(old: Libc, new: Libc) -> bool {
    matches!((old, new), (Libc::Glibc, Libc::Musl) | (Libc::Musl, Libc::Glibc))
}

/// Both are distributions with a package manager, and not the same one.
fn is_other_system(old: &Image, new: &Image) -> bool {
    let managed = |image: &Image| !matches!(image.package_manager, PackageManager::None | PackageManager::Unknown);
    let name = |image: &Image| image.os.as_ref().map(|os| os.name);
    managed(old) && managed(new) && name(old) != name(new)
}

/// `latest` and its like on a runtime: the next pull may be another line.
pub fn is_rolling(image: &Image) -> bool {
    let tag = image.tag.as_deref().unwrap_or("latest");
    let named = tag == "latest" || tag.starts_with("latest-");
    // Each of Google's repositories is a line of its own: `python3-debian13`.
    named && image.runtime.is_some() && !image.repository.starts_with("gcr.io/distroless/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leaning_spends_a_hundred() {
        for leaning in [Leaning::Safest, Leaning::Balanced, Leaning::Smallest] {
            assert_eq!(weights(leaning).iter().sum::<u32>(), 100);
        }
    }

    #[test]
    fn the_unknown_counts_like_the_middle_of_the_others() {
        let all = [[Some(20); 5], [Some(60); 5], [Some(90); 5], [None, Some(60), Some(60), Some(60), Some(60)]];
        let score = total(all[3], middles(&all), weights(Leaning::Balanced));
        assert_eq!(score.total, 60);
        assert_eq!(score.parts[0], ("size-unknown", 60, 30));
    }

    #[test]
    fn better_in_one_part_is_never_worse_in_sum() {
        for leaning in [Leaning::Safest, Leaning::Balanced, Leaning::Smallest] {
            for part in 0..5 {
                let mut last = 0;
                for points in (0..=100).step_by(10) {
                    let mut all = [Some(50); 5];
                    all[part] = Some(points);
                    let now = total(all, [50; 5], weights(leaning)).total;
                    assert!(now >= last, "{leaning:?} part {part} at {points}");
                    last = now;
                }
            }
        }
    }
}
