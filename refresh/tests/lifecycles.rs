//! Support cycles from a server that answers in the shape that endoflife.date documents for version 1 of its API.

mod stage;

use refresh::run::{Options, Report, run};
use refresh::web::Manners;
use stage::{Folder, Mood, Proxy};
use std::time::Duration;

const DEBIAN: &str = "# When the lines of Debian end.\n\nproduct: debian\nlabel: Debian\nsource: by hand\nas-of: 2026-01-01\n\
    policy: https://wiki.debian.org/DebianReleases\n\n# line | released | ends | extended | codename\n\
    5 | 2009-02-14 | 2012-02-06 | 2012-02-06 | lenny\n12 | 2023-06-10 | 2026-06-10 | 2028-06-30 | bookworm\n";

const OTHER: &str = "# When the lines of other end.\n\nproduct: other\nlabel: Other\nsource: by hand\nas-of: 2026-01-01\n\n\
    # line | released | ends | extended | codename\n1 | 2020-01-01 | open | - | -\n";

/// Every field of the documented answer, the ones that are not read included.
const ANSWER: &str = r#"{
  "schema_version": "1.2.0", "generated_at": "2026-11-21T00:00:00+00:00", "last_modified": "2026-11-20T00:00:00+00:00",
  "result": {
    "name": "debian", "label": "Debian", "aliases": [], "category": "os", "tags": ["linux-distribution", "os"],
    "versionCommand": "cat /etc/debian_version", "identifiers": [{"id": "cpe:/o:debian:debian_linux", "type": "cpe"}],
    "labels": {"eoas": null, "discontinued": null, "eol": "Security Support", "eoes": "Extended LTS"},
    "links": {"icon": null, "html": "https://endoflife.date/debian", "releasePolicy": "https://wiki.debian.org/"},
    "releases": [
      {"name": "14", "codename": "Forky", "label": "14 (Forky)", "releaseDate": "2026-11-01", "isLts": false, "ltsFrom": null,
       "isEol": false, "eolFrom": null, "isEoes": false, "eoesFrom": null, "isMaintained": true, "latest": null, "custom": null},
      {"name": "13", "codename": "Trixie", "label": "13 (Trixie)", "releaseDate": "2025-08-09", "isLts": false,
       "ltsFrom": null, "isEol": false, "eolFrom": "2028-08-09", "isEoes": false, "eoesFrom": "2030-06-30",
       "isMaintained": true, "latest": {"name": "13.7", "date": "2026-07-11", "link": null}, "custom": null},
      {"name": "12", "codename": "Bookworm", "label": "12 (Bookworm)", "releaseDate": "2023-06-10", "isLts": true,
       "ltsFrom": "2026-07-11", "isEol": true, "eolFrom": "2026-07-11", "isEoes": false, "eoesFrom": "2028-06-30",
       "isMaintained": true, "latest": {"name": "12.11", "date": null, "link": null}, "custom": {"key": null}}
    ]
  }
}"#;

fn catalogue() -> Folder {
    let folder = Folder::new();
    folder.write("lifecycles/debian.txt", DEBIAN);
    folder.write("lifecycles/other.txt", OTHER);
    folder
}

fn refresh(catalogue: &Folder, api: &str, only: &str) -> Report {
    let manners = Manners { pace: Duration::ZERO, first_wait: Duration::from_millis(5), ..Manners::default() };
    let options = Options {
        only: vec![only.to_owned()],
        endoflife: api.to_owned(),
        catalogue: catalogue.0.clone(),
        today: "2026-11-21".to_owned(),
        manners,
        ..Options::default()
    };
    run(&options).expect("readable files")
}

fn server(debian: (u16, &str), other: (u16, &str)) -> Proxy {
    let page =
        |product: &str, (status, body): (u16, &str)| (format!("/api/v1/products/{product}/"), status, body.to_owned());
    Proxy::new(Mood::Page(vec![page("debian", debian), page("other", other)]), 0)
}

#[test]
fn cycles_are_read_as_documented() {
    let (catalogue, server) = (catalogue(), server((200, ANSWER), (404, "{}")));
    let report = refresh(&catalogue, &format!("{}/api/v1", server.url()), "lifecycles/debian");
    assert!(report.is_clean() && report.cycles == 1, "{report}");
    let text = catalogue.read("lifecycles/debian.txt");
    let rows: Vec<&str> = text.lines().skip(9).collect();
    assert_eq!(
        rows,
        [
            "5 | 2009-02-14 | 2012-02-06 | 2012-02-06 | lenny",
            "12 | 2023-06-10 | 2026-07-11 | 2028-06-30 | bookworm",
            "13 | 2025-08-09 | 2028-08-09 | 2030-06-30 | trixie",
            "14 | 2026-11-01 | open | - | forky",
        ]
    );
    assert!(text.contains("as-of: 2026-11-21\npolicy: https://wiki.debian.org/DebianReleases\n"), "{text}");
    assert!(report.diff.contains("-12 | 2023-06-10 | 2026-06-10"), "{}", report.diff);
    assert!(report.diff.contains("+12 | 2023-06-10 | 2026-07-11"), "{}", report.diff);
    assert_eq!(catalogue.read("lifecycles/other.txt"), OTHER, "it was not asked for");
    assert_eq!(server.count("GET"), 1);
}

#[test]
fn a_failed_request_loses_no_row() {
    for (status, body, why) in [
        (500, "", "answers 500"),
        (404, "{}", "no such product"),
        (200, "{\"result\": 1}", "cannot be read"),
        (200, "<html>", "cannot be read"),
        (200, "{\"result\": {\"name\": \"other\", \"releases\": []}}", "no cycles"),
        (200, ANSWER, "answers for `other`"),
    ] {
        let (catalogue, server) = (catalogue(), server((200, ANSWER), (status, body)));
        let report = refresh(&catalogue, &format!("{}/api/v1/", server.url()), "lifecycles");
        assert_eq!((report.cycles, report.failed.len()), (1, 1), "{report}");
        assert!(report.failed[0].starts_with("lifecycles/other: ") && report.failed[0].contains(why), "{report}");
        assert_eq!(catalogue.read("lifecycles/other.txt"), OTHER);
        assert!(catalogue.read("lifecycles/debian.txt").contains("13 | 2025-08-09"), "the others are read");
    }
}

#[test]
fn a_name_that_the_catalogue_has_not_is_said() {
    let catalogue = catalogue();
    for only in ["lifecycles/debain", "docker.io/library/nodd"] {
        let report = refresh(&catalogue, "http://127.0.0.1:9", only);
        assert_eq!(report.failed, [format!("{only}: the catalogue has nothing of that name")]);
    }
}
