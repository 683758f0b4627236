//! Reports hold what their formats require, for files of every kind and in every language.

use basewise::report::{Format, Unread, write};
use basewise::wishes::{Input, Wishes};
use basewise::words::Lang;
use serde_json::Value;

mod schema;

const FILES: &[&str] = &[
    "",
    "FROM python:3.8\nRUN apt-get update && apt-get install -y gcc\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python app.py\n",
    "FROM golang:1.26 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine\nCOPY --from=build /app /app\nCMD [\"/app\"]\n",
    "FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 3000\nHEALTHCHECK CMD curl -f http://localhost:3000\nCMD [\"npm\", \"start\"]\n",
];

fn report(format: Format, lang: Lang) -> String {
    let wishes = Wishes { lang, ..Wishes::default() };
    let read = FILES.iter().map(|text| Ok(basewise::advise(&Input::pasted(*text), &wishes)));
    let unread = Unread { file: "ä b/Dockerfile".into(), problem: "ä b/Dockerfile: no such file".into() };
    write(&read.chain([Err(unread)]).collect::<Vec<_>>(), &wishes, format)
}

#[test]
fn sarif_keeps_to_the_schema_of_the_standard() {
    let standard: Value = serde_json::from_str(include_str!("schema/sarif-2.1.0.json")).expect("the schema");
    for lang in [Lang::En, Lang::De, Lang::Zh] {
        let log: Value = serde_json::from_str(&report(Format::Sarif, lang)).expect("JSON");
        assert_eq!(schema::problems(&standard, &log), [""; 0]);
    }
    let mut broken: Value = serde_json::from_str(&report(Format::Sarif, Lang::En)).expect("JSON");
    broken["runs"][0]["results"][0]["level"] = "loud".into();
    broken["runs"][0]["results"][0]["line"] = 3.into();
    assert_eq!(schema::problems(&standard, &broken).len(), 2, "the check itself can fail");
}

/// What SARIF 2.1.0 requires of a log, a run, a tool, a result and a location (sections 3.13 to 3.30).
#[test]
fn sarif_has_what_the_standard_requires() {
    let log: Value = serde_json::from_str(&report(Format::Sarif, Lang::En)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules: Vec<&str> =
        driver["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["id"].as_str()).collect();
    let mut unique = rules.clone();
    unique.dedup();
    assert_eq!(rules, unique, "rule ids are unique");
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(
        run["invocations"][0]["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
            ["uri"],
        "%C3%A4%20b/Dockerfile"
    );
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap_or_default()));
        assert!(rules.contains(&result["ruleId"].as_str().unwrap_or_default()));
        for location in result["locations"].as_array().expect("locations") {
            let region = &location["physicalLocation"]["region"];
            assert!(
                region["startLine"].as_u64() >= Some(1) && region["endLine"].as_u64() >= region["startLine"].as_u64()
            );
            assert!(region["startColumn"].as_u64() >= Some(1));
        }
    }
}

#[test]
fn markdown_and_records_begin_with_a_title_and_name_the_date_of_the_catalogue() {
    for lang in [Lang::En, Lang::De, Lang::Zh] {
        for format in [Format::Markdown, Format::Adr, Format::Text] {
            let page = report(format, lang);
            assert!(page.contains(basewise::catalogue::as_of()), "{format:?} {lang:?}");
            assert_eq!(page.matches("```").count() % 2, 0, "fences close");
        }
    }
    assert!(report(Format::Adr, Lang::En).contains("## Decision"));
}

#[test]
fn a_fleet_is_summed_up() {
    let page = report(Format::Text, Lang::En);
    assert!(page.contains("4 files, 1 unreadable"), "{page}");
    assert!(page.contains("python:3.8"));
}
