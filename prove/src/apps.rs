//! The small applications: a folder each, with a Dockerfile and `prove.json`.

use crate::bases::home;
use std::path::PathBuf;

/// One application and what is asked of it.
pub struct App {
    pub name: String,
    pub folder: PathBuf,
    pub dockerfile: String,
    /// Paths to GET, in order; none for a program that prints and ends.
    pub requests: Vec<String>,
    pub port: u16,
    /// The base that must be recommended first, so that a drift of the advice is noticed.
    pub expects: String,
    /// Another fitting base to prove, where the one recommended first cannot be made from what is reached here.
    pub to: Option<String>,
    /// Bases called unfit: (image, rule, what the failure's output must contain).
    pub unfit: Vec<(String, String, String)>,
}

pub fn all() -> Result<Vec<App>, String> {
    let mut apps = Vec::new();
    for entry in std::fs::read_dir(home("apps")).map_err(|error| error.to_string())?.flatten() {
        apps.push(read(entry.path())?);
    }
    apps.sort_by(|a: &App, b: &App| a.name.cmp(&b.name));
    Ok(apps)
}

fn read(folder: PathBuf) -> Result<App, String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text =
        |file: &str| std::fs::read_to_string(folder.join(file)).map_err(|error| format!("{name}/{file}: {error}"));
    let plan: serde_json::Value =
        serde_json::from_str(&text("prove.json")?).map_err(|error| format!("{name}: {error}"))?;
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let list = |key: &str| plan[key].as_array().cloned().unwrap_or_default();
    let unfit =
        list("unfit").iter().map(|one| (word(&one["image"]), word(&one["rule"]), word(&one["fails"]))).collect();
    Ok(App {
        dockerfile: text("Dockerfile")?,
        requests: list("requests").iter().map(word).collect(),
        port: plan["port"].as_u64().unwrap_or_default() as u16,
        expects: word(&plan["expects"]),
        to: plan["to"].as_str().map(str::to_string),
        unfit,
        name: name.clone(),
        folder: folder.clone(),
    })
}
