//! The refresh against a real registry, Debian's `docker-registry`, with images made on the spot.

mod stage;

use refresh::run::{Options, Report, run};
use refresh::web::Manners;
use serde_json::Value;
use stage::{CREDENTIALS, Folder, Mood, Proxy, Registry, image, is_set};
use std::time::{Duration, Instant};

const SAMPLE: &str = "# Images.\n\nrepository: docker.io/library/sample\nsource: by hand\nas-of: 2026-01-01\nuser: root 0\n\n\
    [one]\nfamily: alpine\n1.0 1 | alpine _ | size=11/22@2026-01-01 by=somewhere packages=14\n2.0 | _ | packages~9\n\
    3.0 | _ | size=33/44@2026-01-01 by=somewhere\n\n\
    repository: docker.io/library/other\nsource: by hand\nas-of: 2026-01-01\n\n9 | _ | size=9/9@2026-01-01 by=somewhere\n";

const FILE: &str = "images/sample.txt";
const TODAY: &str = "2026-11-21";

fn catalogue() -> Folder {
    let folder = Folder::new();
    folder.write(FILE, SAMPLE);
    folder
}

fn options(catalogue: &Folder, registry: &str) -> Options {
    let manners = Manners {
        pace: Duration::ZERO,
        first_wait: Duration::from_millis(10),
        longest_wait: Duration::from_secs(3),
        timeout: Duration::from_secs(10),
        ..Manners::default()
    };
    Options {
        only: vec!["docker.io/library/sample".to_owned()],
        registry: Some(registry.to_owned()),
        catalogue: catalogue.0.clone(),
        today: TODAY.to_owned(),
        manners,
        ..Options::default()
    }
}

fn refresh(catalogue: &Folder, registry: &str) -> Report {
    run(&options(catalogue, registry)).expect("readable files")
}

/// The sum of the layers in a raw manifest, each compared with what lies in the registry's storage.
fn weighed(registry: &Registry, manifest: &Value) -> u64 {
    let layers = manifest["layers"].as_array().expect("layers");
    let weigh = |layer: &Value| {
        let size = layer["size"].as_u64().expect("a size");
        assert_eq!(size, registry.stored(layer["digest"].as_str().expect("a digest")));
        size
    };
    layers.iter().map(weigh).sum()
}

/// `1.0-alpine` and `2.0`, for one machine each.
fn fill(registry: &Registry) {
    let work = Folder::new();
    registry.push(&image(&work, "first", "amd64", "0:0", &[50_000, 7_000]), "library/sample", "1.0-alpine");
    registry.push(&image(&work, "second", "amd64", "65532", &[300]), "library/sample", "2.0");
}

/// `3.0`, for two machines, with an attestation as builders add them.
fn fill_index(registry: &Registry) -> (u64, u64) {
    let work = Folder::new();
    let mut entries = Vec::new();
    for (architecture, bytes) in [("amd64", 4000), ("arm64", 5000)] {
        registry.push(&image(&work, architecture, architecture, "", &[bytes]), "library/sample", architecture);
        let digest = digest(registry, architecture);
        let size = registry.stored(&digest);
        entries.push(format!(
            "{{\"mediaType\":\"{MANIFEST}\",\"digest\":\"{digest}\",\"size\":{size},\
             \"platform\":{{\"os\":\"linux\",\"architecture\":\"{architecture}\"}}}}"
        ));
    }
    let unknown = "\"os\":\"unknown\",\"architecture\":\"unknown\"";
    entries.push(entries[0].replace("\"os\":\"linux\",\"architecture\":\"amd64\"", unknown));
    let index = format!("{{\"schemaVersion\":2,\"mediaType\":\"{INDEX}\",\"manifests\":[{}]}}", entries.join(","));
    registry.put("library/sample", "3.0", INDEX, &index);
    let size = |tag: &str| weighed(registry, &registry.raw("library/sample", tag));
    (size("amd64"), size("arm64"))
}

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";

fn digest(registry: &Registry, tag: &str) -> String {
    let place = format!("docker://127.0.0.1:{}/library/sample:{tag}", registry.port);
    stage::output("skopeo", &["inspect", "--tls-verify=false", "--format", "{{.Digest}}", &place]).trim().to_owned()
}

fn row<'a>(text: &'a str, start: &str) -> &'a str {
    text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no row {start} in {text}"))
}

#[test]
fn figures_equal_the_registrys() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let (amd64, arm64) = fill_index(&registry);
    let one = weighed(&registry, &registry.raw("library/sample", "1.0-alpine"));
    let two = weighed(&registry, &registry.raw("library/sample", "2.0"));
    let report = refresh(&catalogue, &registry.url());
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.measured, 3);
    let text = catalogue.read(FILE);
    let by = format!("@{TODAY} by=docker.io/library/sample");
    assert_eq!(row(&text, "1.0 1"), format!("1.0 1 | alpine _ | size={one}/-{by} packages=14"));
    assert_eq!(row(&text, "2.0"), format!("2.0 | _ | size={two}/-{by} packages~9"));
    assert_eq!(row(&text, "3.0"), format!("3.0 | _ | size={amd64}/{arm64}{by}"));
    assert_eq!(row(&text, "9 |"), "9 | _ | size=9/9@2026-01-01 by=somewhere", "it was not asked for");
    assert!(one > 57_000 && amd64 > 4000 && arm64 > 5000, "noise does not shrink: {one} {amd64} {arm64}");
    assert!(report.diff.contains(&format!("+3.0 | _ | size={amd64}/{arm64}{by}\n")), "{}", report.diff);
    assert!(report.diff.contains("-3.0 | _ | size=33/44@2026-01-01 by=somewhere\n"), "{}", report.diff);
    configurations(&catalogue, &registry, &report);
}

/// What the images run is kept word for word, and a user that contradicts the row is named.
fn configurations(catalogue: &Folder, registry: &Registry, report: &Report) {
    let measured = catalogue.read("measured/docker.io/library/sample.txt");
    let line = row(&measured, "1.0-alpine | linux/amd64");
    let runs = "| 0:0 | [\"/bin/server\",\"--quiet\"] | [\"run\"] | [\"PATH=/bin\",\"LANG=C.UTF-8\"] | 2026-11-21";
    assert!(line.contains(&digest(registry, "1.0-alpine")) && line.contains("| 2026-11-20T10:00:00Z |"), "{line}");
    assert!(line.ends_with(runs), "{line}");
    assert!(row(&measured, "3.0 | linux/arm64").contains(&digest(registry, "arm64")));
    assert_eq!(measured.lines().filter(|line| line.starts_with("3.0 |")).count(), 2, "no attestation: {measured}");
    assert_eq!(report.differ, ["docker.io/library/sample:2.0: user: the row says `root 0`, the registry `65532`"]);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let report = run(&Options { dry_run: true, ..options(&catalogue, &registry.url()) }).expect("readable files");
    assert!(report.diff.contains("+2.0 | _ | size=") && !report.written);
    assert_eq!(catalogue.read(FILE), SAMPLE);
    assert!(!catalogue.0.join("measured").exists());
    assert_eq!(
        report.gone,
        ["docker.io/library/sample:3.0"],
        "a tag that is not there is no failure, and its row stays"
    );
}

#[test]
fn a_registry_that_wants_a_login() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::with_login(), catalogue());
    let work = Folder::new();
    registry.push(&image(&work, "first", "amd64", "", &[900]), "library/sample", "2.0");
    let refused = refresh(&catalogue, &registry.url());
    assert_eq!((refused.measured, refused.failed.len()), (0, 3));
    assert!(refused.failed[0].contains("a login is needed"), "{refused}");
    assert_eq!(catalogue.read(FILE), SAMPLE);
    let wrong = Options { login: Some("reader:guess".to_owned()), ..options(&catalogue, &registry.url()) };
    assert!(run(&wrong).expect("readable files").failed[0].contains("does not take what it was shown"));
    let right = Options { login: Some(CREDENTIALS.to_owned()), ..options(&catalogue, &registry.url()) };
    let report = run(&right).expect("readable files");
    let size = weighed(&registry, &registry.raw("library/sample", "2.0"));
    assert_eq!(report.measured, 1, "{report}");
    assert!(catalogue.read(FILE).contains(&format!("2.0 | _ | size={size}/-@{TODAY}")));
}

#[test]
fn a_token_is_fetched_where_one_is_wanted() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let proxy = Proxy::new(Mood::Guarded, registry.port);
    let report = refresh(&catalogue, &proxy.url());
    assert_eq!((report.measured, report.failed.len()), (2, 0), "{report}");
    assert_eq!(
        proxy.count("/token?scope=repository%3Alibrary%2Fsample%3Apull&service=here"),
        1,
        "one for a repository"
    );
}

/// `reader:open sesame`
const SHOWN: &str = "Basic cmVhZGVyOm9wZW4gc2VzYW1l";

#[test]
fn a_login_is_shown_where_tokens_are_given_and_to_no_stranger() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let ours = Proxy::new(Mood::GuardedByName(SHOWN.to_owned()), registry.port);
    let named = |url: &str| Options { login: Some(CREDENTIALS.to_owned()), ..options(&catalogue, url) };
    let report = run(&named(&ours.url())).expect("readable files");
    assert_eq!((report.measured, ours.count(SHOWN)), (2, 1), "{report}");
    assert_eq!(refresh(&catalogue, &ours.url()).measured, 0, "without a login there is no token");
    let stranger = Proxy::new(Mood::Guarded, registry.port);
    let elsewhere = Proxy::new(Mood::GuardedElsewhere(stranger.port), registry.port);
    let report = run(&named(&elsewhere.url())).expect("readable files");
    assert_eq!((report.measured, stranger.count("/token"), stranger.count(SHOWN)), (2, 1, 0), "{report}");
}

#[test]
fn all_platforms_are_machines() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    fill_index(&registry);
    let report = run(&Options { all_platforms: true, ..options(&catalogue, &registry.url()) }).expect("readable files");
    let measured = catalogue.read("measured/docker.io/library/sample.txt");
    let of_three: Vec<&str> = measured.lines().filter(|line| line.starts_with("3.0 |")).collect();
    assert_eq!((report.measured, of_three.len()), (3, 2), "no attestation: {measured}");
}

#[test]
fn a_busy_registry_is_waited_for() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let proxy = Proxy::new(Mood::Busy { times: 1, retry_after: "1" }, registry.port);
    let start = Instant::now();
    let report = refresh(&catalogue, &proxy.url());
    assert_eq!((report.measured, report.failed.len()), (2, 0), "{report}");
    assert_eq!(proxy.count("GET /v2/library/sample/manifests/2.0 "), 2, "asked again once");
    let seen = proxy.seen.lock().expect("no panic");
    let times: Vec<Instant> =
        seen.iter().filter(|(_, line)| line.contains("manifests/2.0")).map(|(at, _)| *at).collect();
    assert!(times[1] - times[0] >= Duration::from_secs(1), "a second was asked for: {:?}", times[1] - times[0]);
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_registry_that_wants_to_be_left_alone_is() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let proxy = Proxy::new(Mood::Busy { times: 1000, retry_after: "3600" }, registry.port);
    let report = refresh(&catalogue, &proxy.url());
    assert_eq!(report.failed.len(), 3, "{report}");
    assert!(report.failed.iter().all(|line| line.contains("asked to be left alone")), "{report}");
    assert_eq!(proxy.count("GET"), 1, "nothing more is asked of it");
    assert_eq!(catalogue.read(FILE), SAMPLE);
}

#[test]
fn one_broken_tag_loses_no_row() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let proxy = Proxy::new(Mood::Broken("manifests/1.0-alpine"), registry.port);
    let report = refresh(&catalogue, &proxy.url());
    assert_eq!(report.failed.len(), 1, "{report}");
    assert!(report.failed[0].contains("sample:1.0-alpine") && report.failed[0].contains("answers 500"), "{report}");
    assert_eq!(proxy.count("manifests/1.0-alpine"), 4, "tried four times");
    let text = catalogue.read(FILE);
    assert_eq!(row(&text, "1.0 1"), row(SAMPLE, "1.0 1"), "as it was");
    assert!(row(&text, "2.0").contains(TODAY), "the others are measured");
    assert_eq!(text.lines().count(), SAMPLE.lines().count());
    assert!(!report.is_clean());
}

#[test]
fn a_manifest_that_lies_about_a_layer_is_noticed() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let mut manifest = registry.raw("library/sample", "2.0");
    let honest = manifest["layers"][0]["size"].as_u64().expect("a size");
    manifest["layers"][0]["size"] = (honest + 1).into();
    registry.put("library/sample", "2.0", MANIFEST, &manifest.to_string());
    let report = refresh(&catalogue, &registry.url());
    assert_eq!(report.lies.len(), 1, "{report}");
    let wanted = format!("is said to have {} bytes and has {honest}", honest + 1);
    assert!(report.lies[0].starts_with("docker.io/library/sample:2.0: layer sha256:"), "{report}");
    assert!(report.lies[0].ends_with(&wanted), "{report}");
    assert_eq!(row(&catalogue.read(FILE), "2.0"), row(SAMPLE, "2.0"), "as it was");
    assert!(!report.is_clean());
}

#[test]
fn a_forged_manifest_is_noticed() {
    if !is_set() {
        return;
    }
    let (registry, catalogue) = (Registry::open(), catalogue());
    fill(&registry);
    let proxy = Proxy::new(Mood::Forging, registry.port);
    let report = refresh(&catalogue, &proxy.url());
    assert_eq!(report.measured, 0, "{report}");
    assert!(report.failed.iter().any(|line| line.contains("hashes to sha256:")), "{report}");
    assert_eq!(catalogue.read(FILE), SAMPLE);
}

#[test]
fn silence_and_a_closed_door_end_in_time() {
    let catalogue = catalogue();
    let start = Instant::now();
    let impatient = |url: &str| {
        let options = options(&catalogue, url);
        let manners = Manners { timeout: Duration::from_millis(300), tries: 2, ..options.manners.clone() };
        run(&Options { manners, ..options }).expect("readable files")
    };
    let silent = Proxy::new(Mood::Silent, 0);
    let closed = format!("http://127.0.0.1:{}", stage::free_port());
    for url in [silent.url(), closed] {
        let report = impatient(&url);
        assert_eq!(report.failed.len(), 3, "{report}");
        assert!(report.failed.iter().all(|line| line.contains("no answer")), "{report}");
    }
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!(catalogue.read(FILE), SAMPLE);
}
