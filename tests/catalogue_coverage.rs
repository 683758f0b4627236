//! How much of what people write after FROM the catalogue answers, counted over real Dockerfiles.
//!
//! The table gives the shape of a tag (`N-alpine`), not the tag: every shape is tried with several versions, old and
//! new, and counts in the share of them that resolve. A shape with a build argument has no tag to resolve.

use basewise::catalogue::{Access, Basis, Family, Found, Image, Kind, Lifecycle, Workload, find, ladder, lifecycle};
use basewise::stages::ImageRef;

const TODAY: &str = "2026-11-21";
const TABLE: &str = include_str!("data/base-frequency.txt");
/// The fifty most frequent that do not resolve, and why: what this test last found.
const UNRESOLVED: &str = include_str!("data/unresolved-bases.txt");

/// Versions to stand for the first N of an image's tags: long gone, recent, current, newer than the catalogue's patches.
const VERSIONS: &[(&str, &[&str])] = &[
    ("alpine", &["3.3", "3.8", "3.15.4", "3.20", "3.22", "3.24.1"]),
    ("ubuntu", &["12.04", "14.04", "16.04", "18.04", "20.04", "22.04", "24.04"]),
    ("buildpack-deps", &["16.04", "20.04", "22.04", "24.04"]),
    ("debian", &["8", "9.4", "10", "11.6", "12", "13.1"]),
    ("centos", &["6", "6.9", "7", "7.9.2009", "8"]),
    ("fedora", &["21", "28", "34", "40", "43"]),
    ("rockylinux", &["8", "8.9", "9"]),
    ("photon", &["3.0", "4.0", "5.0"]),
    ("golang", &["1.5", "1.9.2", "1.13", "1.17.3", "1.21", "1.24", "1.26", "1.27.0"]),
    ("python", &["2", "2.7", "2.7.14", "3", "3.5", "3.7", "3.9.1", "3.11", "3.13", "3.14.7"]),
    ("node", &["0.12", "4", "6.11", "8", "10.15.3", "12", "14", "16", "18.17.1", "20", "22", "24"]),
    ("ruby", &["2.1", "2.3.1", "2.5", "2.7", "3.0", "3.2.2", "3.4"]),
    ("php", &["5.6", "7.0", "7.2", "7.4", "8.0", "8.1.5", "8.3", "8.5"]),
    ("rust", &["1.31", "1.49", "1.70.0", "1.85", "1.98"]),
    ("openjdk", &["7", "8", "11", "14", "17"]),
    ("java", &["7", "8"]),
    ("eclipse-temurin", &["8", "11", "17", "21", "21.0.5_11", "25"]),
    ("nginx", &["1.9", "1.13.8", "1.19", "1.25", "1.28", "1.30"]),
    ("postgres", &["9.4", "9.6", "11", "13", "15.3", "17"]),
    ("mysql", &["5.6", "5.7", "8.0", "8.4"]),
    ("mongo", &["3.4", "4.2", "5.0", "7.0", "8.0"]),
    ("redis", &["3.2", "5", "6.2", "7.2", "8"]),
    ("drupal", &["7", "8.6", "9", "10", "11"]),
    ("perl", &["5.20", "5.26", "5.34", "5.40"]),
    ("cassandra", &["2.1", "3.11", "4.1", "5.0"]),
    ("tomcat", &["7", "8.0", "8.5", "9.0", "10.1"]),
    ("haskell", &["8.0", "8.10", "9.6"]),
    ("elixir", &["1.4", "1.9", "1.14", "1.18"]),
    ("erlang", &["19", "22", "25", "27"]),
    ("gradle", &["4.10", "6", "7.4", "8", "9"]),
    ("nvidia/cuda", &["9.0", "10.2", "11.8.0", "12.2.0", "13.0.1"]),
    ("maven", &["3", "3.5", "3.6.3", "3.8", "3.9"]),
    ("swift", &["4.2", "5.1", "5.5", "6.0", "6.3"]),
    ("docker", &["17.12", "18.09", "20.10", "24", "28", "29"]),
    ("busybox", &["1.28", "1.31.1", "1.36", "1.38.0"]),
    ("caddy", &["1", "2"]),
    ("composer", &["1", "2"]),
    ("dart", &["2.10", "2.19", "3.0", "3.5"]),
    ("gcc", &["4.9", "7", "9", "12", "15"]),
    ("httpd", &["2.2", "2.4", "2.4.41"]),
    ("traefik", &["v1.7", "v2.4", "v3.7"]),
    ("jruby", &["1.7", "9.1", "9.2", "9.4"]),
    ("jenkins/jenkins", &["2.60.3", "2.440", "2.568.2"]),
    ("jenkins", &["1.609", "2.60.3"]),
    ("registry", &["2", "2.7.1", "3"]),
    ("grafana/grafana", &["5.4.3", "8.0.0", "13.2.0"]),
    ("mcr.microsoft.com/devcontainers/javascript-node", &["18", "20", "22", "24"]),
    ("mcr.microsoft.com/vscode/devcontainers/go", &["0-1.17", "1-1.20"]),
    ("microsoft/dotnet", &["1.0", "2.1", "2.2"]),
    ("continuumio/anaconda3", &["4.4.0", "2020.11", "2024.02-1"]),
    ("mcr.microsoft.com/azurelinux/", &["3.0"]),
    ("mcr.microsoft.com/dotnet/framework/", &["3.5", "4.7.2", "4.8", "4.8.1"]),
    ("mcr.microsoft.com/dotnet/", &["3.1", "5.0", "6.0", "8.0", "10.0"]),
    ("registry.access.redhat.com/ubi8/ubi-minimal", &["8.2", "8.9"]),
    ("registry.access.redhat.com/ubi9-minimal", &["9.2", "9.5"]),
    ("registry.access.redhat.com/ubi9/", &["9.1", "9.3-1552", "9.5"]),
];

/// What an N stands for after these beginnings.
const INNER: &[(&str, &[&str])] = &[
    ("alpine", &["3.9", "3.19", "3.23"]),
    ("ltsc", &["2019", "2022"]),
    ("sac", &["2016"]),
    ("ubuntu", &["20.04", "22.04"]),
    ("centos", &["6", "7"]),
    ("debian", &["12"]),
    ("azurelinux", &["3.0"]),
    ("jdk", &["8", "11"]),
    ("temurin", &["17", "21"]),
    ("jre", &["8", "21"]),
    ("java", &["8"]),
    ("python", &["3.12"]),
    ("py", &["3"]),
    ("amd", &["64"]),
    ("arm", &["64"]),
    ("erlang", &["25.3", "27.1"]),
    ("lein", &["2.8.1"]),
    ("bin-", &["2.4"]),
    ("preview.", &["7"]),
];

struct Row {
    image: String,
    shape: String,
    stages: f64,
}

fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let rows = lines.map(|line| {
        let [image, shape, _, stages, _] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        Row { image: image.to_string(), shape: shape.replace('"', ""), stages: stages.parse().expect(line) }
    });
    rows.filter(|row| !row.shape.contains("{ARG}")).collect()
}

/// The tags that a shape is tried with.
fn tags(image: &str, shape: &str) -> Vec<Option<String>> {
    match shape {
        "(none)" | "@digest" => return vec![None],
        _ if image == "mcr.microsoft.com/windows/nanoserver" && shape == "N" => return some(&["1709", "1809", "2004"]),
        _ if image == "mcr.microsoft.com/windows/servercore" && shape == "N" => return some(&["1803", "1809", "2004"]),
        _ => {}
    }
    let known = VERSIONS.iter().find(|(name, _)| image == *name || name.ends_with('/') && image.starts_with(name));
    let leading: &[&str] = known.map_or(&["1", "2", "3"], |(_, versions)| versions);
    let leading = if shape.starts_with("NuN") { &["8u212"] } else { leading };
    let rest = shape.strip_prefix("NuN").or(shape.strip_prefix('N'));
    match rest {
        Some(rest) => leading.iter().flat_map(|version| filled(version, rest)).map(Some).collect(),
        None => filled("", shape).into_iter().map(Some).collect(),
    }
}

fn some(tags: &[&str]) -> Vec<Option<String>> {
    tags.iter().map(|tag| Some(tag.to_string())).collect()
}

fn filled(start: &str, rest: &str) -> Vec<String> {
    let Some((before, after)) = rest.split_once('N') else { return vec![format!("{start}{rest}")] };
    let word = before.trim_end_matches('-').rsplit('-').next().unwrap_or_default();
    let known = INNER.iter().find(|(beginning, _)| before.ends_with(beginning) || word == *beginning);
    let values: &[&str] = known.map_or(&["1"], |(_, values)| values);
    values.iter().flat_map(|value| filled(&format!("{start}{before}{value}"), after)).collect()
}

fn reference(image: &str, tag: Option<String>, digest: bool) -> ImageRef {
    let first = image.split('/').next().unwrap_or_default();
    let (registry, repository) = match image.split_once('/') {
        Some((registry, rest)) if first.contains('.') => (registry, rest.to_string()),
        Some(_) => ("docker.io", image.to_string()),
        None => ("docker.io", format!("library/{image}")),
    };
    let digest = digest.then(|| format!("sha256:{}", "0".repeat(64)));
    ImageRef { registry: registry.to_string(), repository, tag, digest }
}

/// Words of a tag that fix the release it stands on.
fn fixes_release(tag: &str) -> bool {
    const CODENAMES: [&str; 16] = [
        "wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "trusty", "xenial", "bionic",
        "focal", "jammy", "noble", "resolute", "precise", "lucid",
    ];
    tag.split('-')
        .any(|word| CODENAMES.contains(&word) || word.strip_prefix("alpine").is_some_and(|rest| rest.starts_with('3')))
}

/// Why a reference is not answered well enough; `None` when it is.
fn lacks(image: &str, tag: Option<String>, digest: bool) -> Option<&'static str> {
    let Some(Found { image: found, .. }) = find(&reference(image, tag.clone(), digest)) else { return Some("no row") };
    let system = found.os.as_ref().and_then(|os| os.version);
    match () {
        // A digest alone fixes nothing that a table could know.
        () if digest => None,
        () if found.family == Family::Unknown => Some("no family"),
        () if tag.as_deref().is_some_and(fixes_release) && system.is_none() => Some("no release"),
        () if lifecycle(&found, TODAY) == Lifecycle::Unknown => Some("no lifecycle"),
        () => None,
    }
}

#[test]
fn ninety_nine_in_a_hundred_bases_resolve() {
    let (mut all, mut resolved, mut missing) = (0.0, 0.0, Vec::new());
    for row in rows() {
        let tried = tags(&row.image, &row.shape);
        let lacking: Vec<(String, &str)> = tried
            .iter()
            .filter_map(|tag| {
                Some((tag.clone().unwrap_or_default(), lacks(&row.image, tag.clone(), row.shape == "@digest")?))
            })
            .collect();
        let share = lacking.len() as f64 / tried.len() as f64;
        all += row.stages;
        resolved += row.stages * (1.0 - share);
        if let Some((tag, why)) = lacking.first() {
            missing.push((row.stages * share, format!("{}:{} ({tag}): {why}", row.image, row.shape)));
        }
    }
    missing.sort_by(|one, other| other.0.total_cmp(&one.0));
    let list: Vec<String> = missing.iter().take(50).map(|(stages, what)| format!("{stages:6.1}  {what}")).collect();
    println!(
        "{resolved:.1} of {all} FROM resolve: {:.2} %\nThe most frequent that do not:\n{}",
        100.0 * resolved / all,
        list.join("\n")
    );
    assert!(resolved / all >= 0.99, "{:.4}", resolved / all);
    let listed: Vec<&str> = UNRESOLVED.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(list, listed, "tests/data/unresolved-bases.txt says otherwise:\n{}", list.join("\n"));
}

/// Sizes of what the ladders propose, by how they came to be. The aim is 95 in 100: reached where a list of all tags or a
/// manifest can be read (Docker Official, distroless, .NET), not elsewhere. What stands in the way is that no source we can
/// reach says how big most Chainguard, UBI, SUSE and Canonical images are, and a guess is worse than nothing.
#[test]
fn rungs_without_a_size_do_not_grow() {
    use Kind::*;
    let common = vec![
        StaticBinary,
        GlibcBinary,
        CppBinary,
        Python,
        Node,
        Java,
        AspNet,
        DotnetDeps,
        PhpFpm,
        Ruby,
        StaticSite,
        Tools,
    ];
    let others = [
        MuslBinary,
        Deno,
        Bun,
        Jdk,
        DotnetRuntime,
        PhpCli,
        PhpApache,
        FrankenPhp,
        Elixir,
        Erlang,
        Haskell,
        Swift,
        Dart,
        Perl,
        R,
        Julia,
        Crystal,
        Nim,
        Cuda,
        PyTorch,
        TensorFlow,
    ];
    let names = APPLICATIONS.lines().filter_map(|line| line.strip_prefix("workload: application "));
    let applications = names.map(|name| Application(name.to_string())).collect();
    hold("what most files run", common.clone(), [0.66, 0.97]);
    hold("every runtime", common.into_iter().chain(others).collect(), [0.64, 0.94]);
    hold("every application", applications, [0.55, 0.66]);
}

const APPLICATIONS: &str = include_str!("../catalogue/ladders/applications.txt");

/// At least these shares of the free rungs, and of those of Docker Official, distroless and .NET, have a size.
fn hold(what: &str, kinds: Vec<Kind>, least: [f64; 2]) {
    let rungs = kinds.into_iter().flat_map(|kind| ladder(&Workload { kind, version: None }, TODAY));
    let free: Vec<Image> = rungs.filter(|rung| rung.access == Access::Free && rung.family != Family::Scratch).collect();
    let listed = |rung: &&Image| {
        ["docker.io/library/", "gcr.io/distroless/", "mcr.microsoft.com/dotnet/"]
            .iter()
            .any(|home| rung.repository.starts_with(home))
    };
    let sized = |rung: &&&Image| rung.size.basis != Basis::Unknown;
    let share = |rungs: &[&Image]| rungs.iter().filter(sized).count() as f64 / rungs.len() as f64;
    let shares = [share(&free.iter().collect::<Vec<_>>()), share(&free.iter().filter(listed).collect::<Vec<_>>())];
    println!("{what}: {shares:.3?} of {} rungs have a size; those that have none:", free.len());
    for rung in free.iter().filter(|rung| !sized(&rung)) {
        println!("  {}", rung.reference);
    }
    assert!(shares.iter().zip(least).all(|(share, least)| *share >= least), "{what}: {shares:?}, not {least:?}");
}
