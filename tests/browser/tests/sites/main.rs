//! Embeds in real documentation sites, made with their own tools out of `docs/embed.md`. `cargo xtask test sites` makes
//! them and runs this.

use browser::{Engine, Look, Page, Site, built, hosts};
use serde_json::json;
use std::path::Path;

const ELEMENT: &str = "document.querySelector('base-wise')";

/// The advice on the Dockerfile of the page has taken its place, as tall as it is, and nobody else was asked.
fn advises(page: &Page, name: &str, base: &str) {
    let Some(folder) = hosts::copy_of_docs(name, &page.site.address()) else { return };
    let docs = Site::plain(&folder);
    for dark in [false, true] {
        if dark && page.engine != Engine::Chromium {
            continue;
        }
        page.look(Look { dark, height: 1000, ..Look::default() });
        opens(page, &docs, name, base);
        page.shot(if dark { "dark" } else { "light" });
        themed(page);
    }
    // mdBook's own highlighter does not know the language, and says so.
    let hosts_own = |line: &String| line.contains("/favicon.ico") || line.contains("/highlight-");
    let noted: Vec<String> = page.errors().into_iter().filter(|line| !hosts_own(line)).collect();
    assert!(noted.is_empty(), "{name}: {noted:#?}");
    let here = |one: &String| one.starts_with("data:") || one.contains("//127.0.0.1:");
    let foreign: Vec<String> = page.addresses().into_iter().filter(|one| one.contains("://") && !here(one)).collect();
    assert!(foreign.is_empty(), "{name} asked others: {foreign:#?}");
    clear(&folder);
}

fn opens(page: &Page, docs: &Site, name: &str, base: &str) {
    page.go(&docs.address());
    page.wait_until(&format!("return {ELEMENT}?.shadowRoot?.querySelector('iframe').clientHeight > 100"), &[]);
    page.wait_until(&format!("return {ELEMENT}.shadowRoot.querySelector('slot') === null"), &[]);
    let text = page.run(&format!("return {ELEMENT}.text"), &[]);
    let text = text.as_str().unwrap_or_default();
    assert!(
        text.starts_with(base) && text.lines().count() > 3 && !text.contains("FROM debian:12RUN"),
        "{name}: {text:?}"
    );
    let frame =
        page.run(&format!("return {ELEMENT}.shadowRoot.querySelector('iframe').getBoundingClientRect().width"), &[]);
    assert!(frame.as_f64().is_some_and(|width| width > 300.0), "{name}: the frame is {frame} wide");
}

/// The frame is dark where the host's text is light.
fn themed(page: &Page) {
    let ink = page.run(&format!("return getComputedStyle({ELEMENT}).color"), &[]);
    let parts =
        ink.as_str().unwrap_or_default().split(['(', ')', ',', ' ']).filter_map(|part| part.parse::<f64>().ok());
    let light = parts.take(3).sum::<f64>() > 384.0;
    page.enter(&page.run(&format!("return {ELEMENT}.shadowRoot.querySelector('iframe')"), &[]));
    let theme = page.run("return document.documentElement.dataset.theme", &[]);
    page.leave_frame();
    assert_eq!(theme, json!(if light { "dark" } else { "light" }), "text of the host: {ink}");
}

fn clear(folder: &Path) {
    std::fs::remove_dir_all(folder).expect("the copy can go");
}

browser::page_tests! {
in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    fn plain(page) { advises(page, "plain", "FROM golang:1.26\n"); }

in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    fn mdbook(page) { advises(page, "mdbook", "FROM python:3.12\n"); }

in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    fn mkdocs(page) { advises(page, "mkdocs", "FROM node:24\n"); }

in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    fn vitepress(page) { advises(page, "vitepress", "FROM rust:1.91\n"); }

in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    fn sphinx(page) { advises(page, "sphinx", "FROM debian:12\n"); }

in webkit at { Site::shared(&built(), "/basewise/") }:
    fn in_webkit(page) {
        for (name, base) in [("plain", "FROM golang"), ("mdbook", "FROM python"), ("mkdocs", "FROM node"), ("vitepress", "FROM rust"), ("sphinx", "FROM debian")] {
            advises(page, name, base);
        }
    }

in chromium, firefox at { Site::shared(&built(), "/basewise/") }:
    /// Where the script does not come, the Dockerfile stays to be read.
    fn reads_without_the_script(page) {
        for name in ["mdbook", "mkdocs", "vitepress", "sphinx"] {
            let Some(folder) = hosts::copy_of_docs(name, "http://127.0.0.1:9/") else { continue };
            let docs = Site::plain(&folder);
            page.go(&docs.address());
            page.wait_text("base-wise", "FROM ");
            assert_eq!(page.run(&format!("return {ELEMENT}.shadowRoot"), &[]), json!(null));
            clear(&folder);
        }
    }
}
