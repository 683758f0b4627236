//! The page without a network: kept whole, updated only when the reader says so, and forgotten on request.

use browser::{Page, Site, hosts};
use serde_json::json;

/// Opens the page and waits until the service worker has everything.
fn kept(page: &Page) {
    page.open("");
    page.wait_text("h1", "Basewise");
    page.run_async("await navigator.serviceWorker.ready", &[]);
    page.wait_until("return navigator.serviceWorker.controller !== null", &[]);
}

const OTHER: &str = "FROM debian:10\nCMD [\"/bin/true\"]\n";

/// The engine runs and reads another file.
fn advises(page: &Page) {
    page.wait(".rung");
    page.paste(OTHER);
    page.wait_text(".rung.present", "debian:10");
    page.wait_text("#verdict-line", "debian:1");
}

/// The words of a language are a file of their own.
fn speaks_german(page: &Page) {
    let english = page.text("#verdict-line");
    page.run("const select = document.querySelector('.head select'); select.value = 'de'; select.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
    page.wait_until("return document.documentElement.lang === 'de'", &[]);
    page.wait_until("return document.querySelector('#verdict-line').innerText !== arguments[0]", &[json!(english)]);
}

/// Nothing is registered and nothing kept.
fn is_forgotten(page: &Page) {
    let begun = std::time::Instant::now();
    let left = "return (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length";
    while page.run_async(left, &[]) != json!(0) {
        assert!(begun.elapsed().as_secs() < 10, "something is still kept");
    }
}

/// Another text in a file of the served copy.
fn change(page: &Page, name: &str, from: &str, to: &str) {
    let file = page.site.folder().join(name);
    let text = std::fs::read_to_string(&file).expect("it is there");
    assert!(text.contains(from), "{name} has no {from}");
    std::fs::write(&file, text.replacen(from, to, 1)).expect("it can be written");
    let _ = std::fs::remove_file(page.site.folder().join(format!("{name}.br")));
}

const IS_NEW: &str = "return document.documentElement.dataset.release === 'new'";

fn clear(page: &Page) {
    std::fs::remove_dir_all(page.site.folder().parent().expect("a copy")).expect("the copy can go");
}

fn caches(page: &Page) -> u64 {
    page.run_async("return (await caches.keys()).length", &[]).as_u64().unwrap_or_default()
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// Not only the page: the engine, another language, the rules, the course and the frame are there.
    fn works_with_the_network_cut(page) {
        kept(page);
        page.site.cut();
        let asked = page.site.requests().len();
        page.open("");
        advises(page);
        speaks_german(page);
        page.open("index.html#/why");
        page.wait("main a[href^='#/why/']");
        page.run("location.hash = '#/learn/course/reading-a-tag'", &[]);
        page.wait("#source");
        page.shot("cut");
        page.open("embed.html");
        page.wait("main.embedded");
        page.run("window.postMessage({ basewise: 1, type: 'set', view: 'ladder', text: arguments[0] }, '*')", &[json!(OTHER)]);
        page.wait_text(".rung.present", "debian:10");
        let reached: Vec<String> = page.site.requests().split_off(asked).into_iter().filter(|line| !line.contains(".probe.js")).collect();
        assert!(reached.is_empty(), "the network was not cut: {reached:#?}");
        page.calm();
    }

in chromium, firefox, webkit:
    fn is_forgotten_on_request(page) {
        kept(page);
        assert_eq!(caches(page), 1);
        page.open("?sw=off");
        page.wait_text("h1", "Basewise");
        page.wait_until("return navigator.serviceWorker.getRegistrations && true", &[]);
        is_forgotten(page);
    }

in chromium:
    /// The browser offers to install it; a page without a manifest is not offered.
    fn is_installable(page) {
        kept(page);
        assert_eq!(page.cdp("Page.getInstallabilityErrors", json!({}))["installabilityErrors"], json!([]));
        page.open("404.html");
        let errors = page.cdp("Page.getInstallabilityErrors", json!({}))["installabilityErrors"].clone();
        assert!(errors.as_array().is_some_and(|errors| !errors.is_empty()), "{errors}");
    }

in chromium, firefox, webkit at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    /// `sw-off.js` in the place of `sw.js`, as docs/hosting.md has it: the worker is gone at the next visit, the page that
    /// is open goes on, and what is on the host is shown again.
    fn is_switched_off_for_everybody(page) {
        kept(page);
        assert_eq!(caches(page), 1);
        let folder = page.site.folder();
        for end in ["", ".br", ".gz"] {
            std::fs::copy(folder.join(format!("sw-off.js{end}")), folder.join(format!("sw.js{end}"))).expect("it can be exchanged");
        }
        change(page, "index.html", "<html ", "<html data-release=\"new\" ");
        page.open("");
        advises(page);
        is_forgotten(page);
        speaks_german(page);
        assert_eq!(page.run(IS_NEW, &[]), json!(false), "the open page was exchanged");
        for _ in 0..2 {
            page.open("");
            page.wait_until(IS_NEW, &[]);
            advises(page);
            is_forgotten(page);
        }
        assert_eq!(page.count(".update"), 0);
        page.calm();
        clear(page);
    }

in chromium, firefox, webkit at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    /// Deleting `sw.js` does not do it: the worker and what it kept stay. So the documentation does not say so.
    fn outlives_the_deletion_of_its_file(page) {
        kept(page);
        for end in ["", ".br", ".gz"] {
            std::fs::remove_file(page.site.folder().join(format!("sw.js{end}"))).expect("it can be deleted");
        }
        page.open("");
        advises(page);
        page.run_async("await (await navigator.serviceWorker.ready).update().catch(() => {})", &[]);
        assert_eq!(caches(page), 1);
        assert_eq!(page.run("return navigator.serviceWorker.controller !== null", &[]), json!(true));
        clear(page);
    }

in chromium at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    fn offers_an_update_and_waits_for_a_yes(page) {
        kept(page);
        change(page, "index.html", "<html ", "<html data-release=\"new\" ");
        change(page, "sw.js", "const VERSION = \"", "const VERSION = \"new");
        page.open("");
        page.wait_text(".update", "new version");
        assert_eq!(page.run(IS_NEW, &[]), json!(false), "the update was forced");
        page.shot("update");
        page.click(".update button");
        page.wait_until(IS_NEW, &[]);
        page.wait_text("h1", "Basewise");
        assert_eq!(caches(page), 1, "the old version is gone");
        page.calm();
        clear(page);
    }
}
