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

fn caches(page: &Page) -> u64 {
    page.run_async("return (await caches.keys()).length", &[]).as_u64().unwrap_or_default()
}

browser::page_tests! {
in chromium, firefox, webkit:
    fn works_with_the_network_cut(page) {
        kept(page);
        page.site.cut();
        page.open("");
        page.wait_text("h1", "Basewise");
        page.open("index.html");
        page.wait_text("h1", "Basewise");
        page.shot("cut");
    }

in chromium, firefox, webkit:
    fn is_forgotten_on_request(page) {
        kept(page);
        assert_eq!(caches(page), 1);
        page.open("?sw=off");
        page.wait_text("h1", "Basewise");
        page.wait_until("return navigator.serviceWorker.getRegistrations && true", &[]);
        let begun = std::time::Instant::now();
        let left = "return (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length";
        while page.run_async(left, &[]) != json!(0) {
            assert!(begun.elapsed().as_secs() < 10, "something is still kept");
        }
    }

in chromium at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    fn offers_an_update_and_waits_for_a_yes(page) {
        kept(page);
        let folder = page.site.folder();
        let change = |name: &str, from: &str, to: &str| {
            let file = folder.join(name);
            let text = std::fs::read_to_string(&file).expect("it is there");
            assert!(text.contains(from), "{name} has no {from}");
            std::fs::write(&file, text.replacen(from, to, 1)).expect("it can be written");
            let _ = std::fs::remove_file(folder.join(format!("{name}.br")));
        };
        change("index.html", "<html ", "<html data-release=\"new\" ");
        change("sw.js", "const VERSION = \"", "const VERSION = \"new");
        page.open("");
        page.wait_text(".update", "new version");
        let is_new = "return document.documentElement.dataset.release === 'new'";
        assert_eq!(page.run(is_new, &[]), serde_json::json!(false), "the update was forced");
        page.shot("update");
        page.click(".update button");
        page.wait_until(is_new, &[]);
        page.wait_text("h1", "Basewise");
        assert_eq!(caches(page), 1, "the old version is gone");
        page.calm();
        std::fs::remove_dir_all(folder.parent().expect("a copy")).expect("the copy can go");
    }
}
