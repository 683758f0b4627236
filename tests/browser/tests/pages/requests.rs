//! Every request of a visit, of whatever part of the page: the server's own log for what is asked of it, and a proxy that
//! lets nothing through for all else. The log of one visit is written to `target/measured/requests.txt`.

use super::hostile::cases::table;
use browser::{Page, Site, built};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A page that asks strangers by all means it has; each names itself.
const NOSY: &[(&str, &str)] = &[
    (
        "index.html",
        "<!doctype html><title>nosy</title><img src='http://image.example/x'><script src='page.js'></script><iframe src='frame.html'></iframe><iframe src='http://framed.example/'></iframe>",
    ),
    ("frame.html", "<!doctype html><script src='frame.js'></script>"),
    (
        "page.js",
        "fetch('http://page.example/x').catch(() => {}); new Worker('worker.js'); navigator.serviceWorker.register('sw.js');",
    ),
    ("frame.js", "fetch('http://frame.example/x').catch(() => {});"),
    ("worker.js", "fetch('http://worker.example/x').catch(() => {});"),
    (
        "sw.js",
        "fetch('http://service-worker.example/x').catch(() => {}); fetch('https://secure.example/x').catch(() => {});",
    ),
];
const ASKED: &[&str] = &[
    "image.example",
    "page.example",
    "frame.example",
    "framed.example",
    "worker.example",
    "service-worker.example",
    "secure.example",
];

/// A folder of these files.
fn folder(files: &[(&str, &str)]) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("basewise-nosy-{}-{}", std::process::id(), browser::hosts::free_port()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    files.iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).expect("a file can be written"));
    folder
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::plain(&folder(NOSY)) }:
    /// The proxy hears of each, so that its silence about our page says something.
    fn every_stranger_is_noted(page) {
        page.open("");
        let begun = Instant::now();
        let missing = || -> Vec<&&str> {
            let asked = page.strangers().asked_by_pages();
            let of = |host: &str, line: &String| line.contains(&format!("/{host}")) || line.contains(&format!(" {host}"));
            let secret = |host: &str, line: &String| host == "secure.example" && line.starts_with("https: ");
            ASKED.iter().filter(|host| !asked.iter().any(|line| of(host, line) || secret(host, line))).collect()
        };
        while !missing().is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(15), "{:?} never noted {:?}: {:#?}", page.engine, missing(), page.strangers().asked());
            std::thread::sleep(Duration::from_millis(100));
        }
        std::fs::remove_dir_all(page.site.folder()).expect("it can go");
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// The page with its worker and its service worker, a reload from what is kept, an embed in somebody's page, and the page
    /// without a network.
    fn one_visit_asks_nobody_else(page) {
        let mut log = format!("# {:?}\n", page.engine);
        let mut part = |what: &str, page: &Page, seen: &mut usize| {
            std::thread::sleep(Duration::from_millis(700));
            let requests = page.site.requests();
            log += &format!("\n{what}:\n{}", requests[*seen..].iter().map(|line| format!("  {line}\n")).collect::<String>());
            *seen = requests.len();
        };
        let mut seen = 0;
        page.open("");
        page.wait(".rung");
        page.run_async("await navigator.serviceWorker.ready", &[]);
        page.wait_until("return navigator.serviceWorker.controller !== null", &[]);
        part("the page, its worker, its service worker", page, &mut seen);
        page.paste("FROM debian:10\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n");
        page.wait_text(".rung.present", "debian:10");
        for place in ["#/bases", "#/why", "#/learn"] {
            page.open(place);
            page.wait("main h2");
        }
        part("advice, bases, rules, lessons", page, &mut seen);
        let host = folder(&[("index.html", &format!("<!doctype html><title>host</title><link rel=icon href=data:,><script src=\"{}base-wise.js\" defer></script><base-wise view=ladder><pre>FROM debian:10</pre></base-wise>", page.site.address()))]);
        let docs = Site::plain(&host);
        page.go(&docs.address());
        page.wait_until("return document.querySelector('base-wise').shadowRoot?.querySelector('iframe')?.clientHeight > 100", &[]);
        part("an embed in somebody's page", page, &mut seen);
        page.site.cut();
        page.open("?cut");
        page.wait(".rung");
        page.paste("FROM debian:11\nCMD [\"sh\"]\n");
        page.wait_text(".rung.present", "debian:11");
        part("without a network", page, &mut seen);
        page.site.mend();
        log += &format!("\nthe page around the embed asked its own server:\n{}", docs.requests().iter().map(|line| format!("  {line}\n")).collect::<String>());
        std::fs::remove_dir_all(host).expect("it can go");
        let strangers = page.strangers();
        let own: Vec<String> = strangers.asked().into_iter().filter(|line| !strangers.asked_by_pages().contains(line)).collect();
        log += &format!("\nasked of anybody else by the page, its frames and workers: {}\n", strangers.asked_by_pages().len());
        log += &format!("asked by the browser for its own ends: {}\n", if own.is_empty() { "nothing".into() } else { own.join(", ") });
        keep(page, &log);
        assert!(seen > 10, "{log}");
        assert!(strangers.asked_by_pages().is_empty(), "{log}\n{:#?}", strangers.asked_by_pages());
    }
}

#[test]
fn a_browsers_own_request_is_told_by_its_host() {
    assert!(browser::is_browsers_own("CONNECT push.services.mozilla.com:443 HTTP/1.1"));
    assert!(!browser::is_browsers_own("GET http://a.example/.mozilla.com HTTP/1.1"));
    assert!(!browser::is_browsers_own("GET http://a.example:80/?.mozilla.com HTTP/1.1"));
    assert!(!browser::is_browsers_own("CONNECT notmozilla.com:443 HTTP/1.1"));
}

/// Beside those of the other engines.
fn keep(page: &Page, log: &str) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _alone = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let file = table::folder().join("requests.txt");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let head = format!("# {:?}\n", page.engine);
    let others = old.split_inclusive("\n\n\n").filter(|part| !part.starts_with(&head) && !part.trim().is_empty());
    let all: String = others.map(str::to_owned).chain([format!("{}\n\n\n", log.trim_end())]).collect();
    std::fs::create_dir_all(table::folder()).and_then(|()| std::fs::write(&file, all)).expect("the log can be written");
}
