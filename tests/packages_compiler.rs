//! The compiler of `catalogue/packages/` refuses what has no source, no day, or no sense.

#[path = "../build/packages/stanza.rs"]
#[allow(dead_code)]
mod stanza;

use stanza::{Origin, Sheet, evidence, is_day};

fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let sheet = Sheet::parse("sample", text, &mut faults);
    sheet.source(&mut faults);
    for row in &sheet.stanzas {
        row.only("sample", &["glibc", "musl"], &mut faults);
    }
    faults
}

const HEAD: &str = "# a comment\nsource A title | https://example.org/ | 2026-11-21\n";

#[test]
fn a_sheet_with_a_source_and_rows_is_taken() {
    assert_eq!(faults(&format!("{HEAD}\nnumpy\n  glibc prebuilt 2.27\n")), Vec::<String>::new());
}

#[test]
fn a_sheet_without_a_source_is_refused() {
    assert!(faults("# nothing\n\nnumpy\n  glibc pure\n")[0].contains("no source"));
}

#[test]
fn a_source_without_a_day_or_an_address_is_refused() {
    for source in [
        "A title",
        "A title | https://example.org/",
        "A title | https://example.org/ | soon",
        "A | ftp://x | 2026-11-21",
        " | https://example.org/ | 2026-11-21",
    ] {
        let found = faults(&format!("source {source}\n\nnumpy\n  glibc pure\n"));
        assert!(found.iter().any(|fault| fault.contains("a source is")), "{source}: {found:?}");
    }
}

#[test]
fn a_row_that_says_nothing_or_something_unknown_is_refused() {
    assert!(faults(&format!("{HEAD}\nnumpy\nscipy\n  glibc pure\n"))[0].contains("numpy says nothing"));
    assert!(faults(&format!("{HEAD}\nnumpy\n  gilbc pure\n"))[0].contains("unknown field `gilbc`"));
    assert!(faults(&format!("{HEAD}\n  glibc pure\n"))[0].contains("before any row"));
    assert!(faults(HEAD)[0].contains("no rows"));
}

#[test]
fn days_exist() {
    for day in ["2026-11-21", "2000-01-31"] {
        assert!(is_day(day), "{day}");
    }
    for day in ["2026-13-01", "2026-00-10", "2026-1-1", "26-11-21", "2026-11-32", "", "2026-11-21x"] {
        assert!(!is_day(day), "{day}");
    }
}

#[test]
fn evidence_is_one_of_three_words() {
    assert_eq!(evidence(Some("seen")), Some('s'));
    assert_eq!(evidence(Some("perhaps")), None);
    assert_eq!(evidence(None), None);
}

#[test]
fn an_origin_becomes_a_literal() {
    let origin = Origin::parse("A \"b\" | https://example.org/ | 2026-11-21").expect("a whole source");
    assert_eq!(origin.rust(), r#"Source { title: "A \"b\"", url: "https://example.org/", as_of: "2026-11-21" }"#);
}
