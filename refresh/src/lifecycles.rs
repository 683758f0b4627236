//! The files of `catalogue/lifecycles/` and the API of endoflife.date, version 1.

use crate::day::is_day;
use crate::web::{Failure, Question, Web};
use serde::Deserialize;

/// Where the API is, unless told otherwise.
pub const API: &str = "https://endoflife.date/api/v1";

/// A product's answer, as far as it is needed.
#[derive(Debug, Deserialize)]
struct Reply {
    result: Product,
}

#[derive(Debug, Deserialize)]
pub struct Product {
    pub name: String,
    pub releases: Vec<Release>,
}

/// One cycle. Days that are not known are null; phases that a product has not are left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Release {
    pub name: String,
    pub codename: Option<String>,
    pub release_date: Option<String>,
    pub is_eol: bool,
    pub eol_from: Option<String>,
    pub eoes_from: Option<String>,
}

/// Asks for one product.
pub fn ask(web: &mut Web, api: &str, product: &str) -> Result<Product, Failure> {
    let url = format!("{}/products/{product}/", api.trim_end_matches('/'));
    let answer = web.ask(&Question { url: url.clone(), accept: "application/json", ..Question::default() })?;
    match answer.status {
        200 => {}
        404 => return Err(Failure::Wrong(format!("{url}: there is no such product"))),
        status => return Err(Failure::Status(status, url)),
    }
    let reply: Reply = serde_json::from_slice(&answer.body)
        .map_err(|problem| Failure::Wrong(format!("{url} cannot be read: {problem}")))?;
    check(&reply.result, product).map_err(|what| Failure::Wrong(format!("{url}: {what}")))?;
    Ok(reply.result)
}

/// An answer that would spoil the file is refused whole.
fn check(product: &Product, asked: &str) -> Result<(), String> {
    if product.name != asked {
        return Err(format!("`{}` answers for `{asked}`", product.name));
    }
    if product.releases.is_empty() {
        return Err("no cycles".to_owned());
    }
    for release in &product.releases {
        let days = [&release.release_date, &release.eol_from, &release.eoes_from];
        if release.name.is_empty() || release.name.contains(['|', '\n']) {
            return Err(format!("a cycle named `{}`", release.name));
        }
        if let Some(bad) = days.into_iter().flatten().find(|day| !is_day(day)) {
            return Err(format!("`{bad}` is no day (cycle {})", release.name));
        }
    }
    Ok(())
}

/// The product that a file is about.
pub fn product_of(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("product: "))
}

/// The file with what the API says; cycles that the API does not name stay as they are.
pub fn with(text: &str, product: &Product, api: &str, day: &str) -> String {
    let find = |name: &str| product.releases.iter().find(|release| release.name == name);
    let mut known = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut in_rows = false;
    for line in text.lines() {
        let name = line.split(" | ").next().unwrap_or_default();
        in_rows |= line.starts_with("# line |");
        lines.push(if line.starts_with("source: ") {
            let place = api.trim_end_matches('/').split_once("://").map_or(api, |(_, place)| place);
            format!("source: {place}/products/{}", product.name)
        } else if line.starts_with("as-of: ") {
            format!("as-of: {day}")
        } else if in_rows && line.contains(" | ") && !line.starts_with('#') {
            known.push(name.to_owned());
            find(name).map_or_else(|| line.to_owned(), |release| row(release, codename_of(line)))
        } else {
            line.to_owned()
        });
    }
    let mut new: Vec<&Release> = product.releases.iter().filter(|release| !known.contains(&release.name)).collect();
    new.sort_by(|a, b| a.release_date.cmp(&b.release_date));
    lines.extend(new.into_iter().map(|release| row(release, None)));
    lines.join("\n") + "\n"
}

/// `line | released | ends | extended | codename`.
fn row(release: &Release, codename: Option<&str>) -> String {
    let own = release.codename.as_deref().map(str::to_lowercase);
    let own = own.as_deref().and_then(|name| name.split(' ').next()).filter(|name| !name.is_empty());
    let ends = match (&release.eol_from, release.is_eol) {
        (Some(day), _) => day,
        (None, true) => "ended",
        (None, false) => "open",
    };
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "-".to_owned());
    let (released, extended) = (day(&release.release_date), day(&release.eoes_from));
    format!("{} | {released} | {ends} | {extended} | {}", release.name, codename.or(own).unwrap_or("-"))
}

/// A codename that the file knows is kept as it is written.
fn codename_of(line: &str) -> Option<&str> {
    line.split(" | ").nth(4).filter(|name| *name != "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# When the lines of X end.\n\nproduct: x\nlabel: X\nsource: a/b:c@d\nas-of: 2026-08-22\n\n\
        # line | released | ends | extended | codename\n1 | 2020-01-01 | ended | - | -\n2 | 2022-01-01 | 2026-01-01 | - | old\n";

    fn release(name: &str, ends: Option<&str>) -> Release {
        let released = Some("2024-01-01".to_owned());
        Release {
            name: name.to_owned(),
            release_date: released,
            eol_from: ends.map(str::to_owned),
            ..Release::default()
        }
    }

    fn product(releases: Vec<Release>) -> Product {
        Product { name: "x".to_owned(), releases }
    }

    #[test]
    fn cycles_change_come_and_stay() {
        let two = Release { eoes_from: Some("2029-01-01".to_owned()), ..release("2", Some("2027-01-01")) };
        let three = Release { codename: Some("New Thing".to_owned()), ..release("3", None) };
        let text = with(FILE, &product(vec![three, two]), "https://example.org/api/v1", "2026-11-21");
        let rows: Vec<&str> = text.lines().skip(8).collect();
        assert_eq!(
            rows,
            [
                "1 | 2020-01-01 | ended | - | -",
                "2 | 2024-01-01 | 2027-01-01 | 2029-01-01 | old",
                "3 | 2024-01-01 | open | - | new"
            ]
        );
        assert!(text.contains("source: example.org/api/v1/products/x\nas-of: 2026-11-21\n"));
        assert!(text.contains("product: x\nlabel: X\n"));
    }

    #[test]
    fn an_end_without_a_day_is_told_from_no_end() {
        let ended = Release { is_eol: true, ..release("1", None) };
        let text = with(FILE, &product(vec![ended, release("2", None)]), "https://example.org", "2026-11-21");
        assert!(text.contains("1 | 2024-01-01 | ended | - | -\n2 | 2024-01-01 | open | - | old\n"), "{text}");
    }

    #[test]
    fn an_answer_that_would_spoil_the_file_is_refused() {
        assert!(check(&product(vec![release("1", Some("2027-01-01"))]), "x").is_ok());
        assert!(check(&product(vec![release("1", Some("soon"))]), "x").is_err());
        assert!(check(&product(vec![release("1 | 2", None)]), "x").is_err());
        assert!(check(&product(Vec::new()), "x").is_err());
        assert!(check(&product(vec![release("1", None)]), "y").is_err());
    }
}
