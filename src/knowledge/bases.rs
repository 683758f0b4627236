//! The catalogue: a page a publisher (for Docker Official Images one a name), and one that lists them.

use super::html::{Sheet, document, escape, link, sources};
use crate::catalogue::{self, Image, Source};
use crate::order;
use crate::ui::view::properties::{self, Property};
use crate::words::Lang;
use std::collections::{BTreeMap, BTreeSet};

type Shelves = BTreeMap<String, Vec<Image>>;

pub(super) fn pages() -> Vec<(String, String)> {
    let mut shelves = Shelves::new();
    for image in catalogue::all() {
        shelves.entry(shelf(&image.repository)).or_default().push(image);
    }
    let one = |(name, images): (&String, &Vec<Image>)| (format!("bases/{}.html", file(name)), page(name, images));
    std::iter::once(("bases/index.html".into(), index(&shelves))).chain(shelves.iter().map(one)).collect()
}

/// `docker.io/library/python` → `python`; `gcr.io/distroless/cc` → `gcr.io/distroless`; `dhi.io/node` → `dhi.io`.
fn shelf(repository: &str) -> String {
    if let Some(name) = repository.strip_prefix("docker.io/library/") {
        return name.split('/').next().unwrap_or(name).to_string();
    }
    let parts: Vec<&str> = repository.split('/').collect();
    let above = parts.len().saturating_sub(1).clamp(1, 2);
    parts[..above].join("/")
}

fn file(shelf: &str) -> String {
    shelf.replace(['/', ':'], "-")
}

fn index(shelves: &Shelves) -> String {
    let item = |(name, images): (&String, &Vec<Image>)| {
        let (count, link) = (images.len(), link(&format!("{}.html", file(name)), &escape(name)));
        format!("<li>{link}<span class=\"day\">{count}</span></li>\n")
    };
    let items: String = shelves.iter().map(item).collect();
    let total: usize = shelves.values().map(Vec::len).sum();
    let title = "Base images";
    let summary = format!(
        "{total} container base images and tags: pull size, C library, shell, package manager, user, end of support, each with its source and date."
    );
    let body = format!("<p>{summary}</p>\n<ul class=\"rule-list columns\">\n{items}</ul>\n");
    document(&Sheet { title, summary: &summary, body })
}

fn page(name: &str, images: &[Image]) -> String {
    let columns = columns();
    let head: String = columns.iter().map(|(name, _)| format!("<th scope=\"col\">{}</th>", escape(name))).collect();
    let rows: String = images.iter().map(|image| row(image, &columns)).collect();
    let all: BTreeSet<(&str, &str)> = images.iter().map(|image| (image.source.url, image.source.title)).collect();
    let day = images.iter().map(|image| image.source.as_of).max().unwrap_or_default();
    let all: Vec<Source> = all.into_iter().map(|(url, title)| Source { title, url, as_of: day }).collect();
    let count = images.len();
    let title = format!("{name}: {count} base images and tags");
    let summary = format!(
        "Which {name} base image to take: pull size, C library, shell, user and end of support of {count} tags."
    );
    let body = format!(
        "<div class=\"broad\" tabindex=\"0\" role=\"region\" aria-label=\"Base images\"><table class=\"compared\"><thead><tr><th scope=\"col\">Image</th>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n{}",
        sources(&all)
    );
    document(&Sheet { title: &title, summary: &summary, body })
}

/// The properties that fit a table's width, first those that a phone shows of it.
fn columns() -> Vec<Property> {
    let told = ["Pull size", "Supported until", "Made of", "C library", "Shell", "Package manager", "Runs as"];
    let mut all = properties::all(Lang::En);
    all.retain(|(name, _)| told.contains(&name.as_str()));
    order::sort_by_key(&mut all, |(name, _)| told.iter().position(|one| one == name));
    all
}

fn row(image: &Image, columns: &[Property]) -> String {
    let cells: String =
        columns.iter().map(|(_, read)| format!("<td>{}</td>", escape(&read(Lang::En, image)))).collect();
    format!("<tr><th scope=\"row\"><code>{}</code></th>{cells}</tr>\n", escape(&image.reference))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelves_are_publishers_and_official_names() {
        let of = |repository| shelf(repository);
        assert_eq!(of("docker.io/library/python"), "python");
        assert_eq!(of("gcr.io/distroless/static-debian13"), "gcr.io/distroless");
        assert_eq!(of("dhi.io/node"), "dhi.io");
        assert_eq!(of("mcr.microsoft.com/dotnet/aspnet"), "mcr.microsoft.com/dotnet");
    }

    #[test]
    fn a_row_says_what_is_known_and_what_is_not() {
        assert_eq!((columns().len(), columns()[1].0.as_str()), (7, "Supported until"));
        let (_, html) = pages().into_iter().find(|(name, _)| name == "bases/scratch.html").expect("scratch has a page");
        assert!(html.contains("<code>scratch</code>"));
    }
}
