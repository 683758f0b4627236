//! The refresh reads the catalogue as it is.

use refresh::images::{read, size_of, with_size};
use refresh::lifecycles::product_of;
use std::path::Path;

fn catalogue() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue"))
}

#[test]
fn every_row_is_found_and_can_take_a_size() {
    let repositories = read(&catalogue().join("images")).expect("readable files");
    let rows: usize = repositories.iter().map(|repository| repository.rows.len()).sum();
    assert!(repositories.len() > 400 && rows > 2500, "{} repositories, {rows} rows", repositories.len());
    for repository in &repositories {
        let text = std::fs::read_to_string(&repository.file).expect("a readable file");
        let lines: Vec<&str> = text.lines().collect();
        for row in &repository.rows {
            let line = lines[row.line];
            let tag = row.tag.as_str();
            assert!(!tag.is_empty() && !tag.contains([' ', '|', '?']), "{}: {line}", repository.name);
            let new = with_size(line, Some(7), None, "2026-11-21", &repository.name);
            assert_eq!(size_of(&new), Some((Some(7), None)), "{new}");
            assert_eq!(new.matches("size=").count() + new.matches("estimate=").count(), 1, "{new}");
            let kept = line.split(' ').filter(|word| word.starts_with("packages") || word.starts_with("version="));
            assert!(kept.into_iter().all(|word| new.contains(word)), "{line} became {new}");
        }
    }
}

#[test]
fn every_lifecycle_names_its_product() {
    let files = refresh::images::files(&catalogue().join("lifecycles")).expect("readable files");
    assert!(files.len() > 80, "{} files", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        assert!(product_of(&text).is_some(), "{}", file.display());
        assert!(text.contains("\n# line |"), "{}", file.display());
    }
}
