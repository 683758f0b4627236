//! A first visit on a slow line: what comes when, and when there is something to read.

use browser::Page;
use serde_json::{Value, json};

/// What Chromium calls "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back.
fn throttle(page: &Page) {
    page.cdp("Network.enable", json!({}));
    page.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true}));
    page.cdp(
        "Network.emulateNetworkConditions",
        json!({"offline": false, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}),
    );
}

const WATCH: &str = "new MutationObserver((_, watch) => {
    if (document.querySelector('.rung')) { window.advised = performance.now(); watch.disconnect(); }
}).observe(document, { childList: true, subtree: true })";

const READ: &str = "const round = (time) => Math.round(time);
    const files = performance.getEntriesByType('resource').map(({ name, startTime, responseEnd, encodedBodySize }) =>
      [name.split('/').pop().replace(/-[0-9a-f]{10}/, ''), round(startTime), round(responseEnd), encodedBodySize]);
    const [visit] = performance.getEntriesByType('navigation');
    return { page: round(visit.responseEnd), sent: visit.encodedBodySize, files, advised: round(window.advised) }";

browser::page_tests! {
in chromium:
    fn a_first_visit_on_a_slow_line(page) {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH}));
        throttle(page);
        page.open("");
        page.wait(".rung");
        let seen = page.run(READ, &[]);
        let told = told(&seen);
        println!("{told}");
        let folder = xtask::root().join("target/measured");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("first-visit.txt"), told)).expect("it can be written");
        let sent: f64 = seen["files"].as_array().into_iter().flatten().filter_map(|file| file[3].as_f64()).sum();
        let advised = seen["advised"].as_f64().expect("advice came");
        // The line alone takes this long; five seconds are left for round trips (on a busy machine), compiling and drawing.
        let line = sent * 8.0 / 1600.0;
        assert!(advised < line + 5000.0, "{advised} ms, of which the line takes {line}");
        assert!(first(&seen, "wasm") < 1000.0, "the wasm was asked for late: {seen}");
    }
}

/// A line a file of the site, in the order in which they were asked for.
fn told(seen: &Value) -> String {
    let line = |[from, to, bytes]: [&Value; 3], what: &str| {
        format!("{:>8} {:>8} {:>8}  {what}\n", from.to_string(), to.to_string(), bytes.to_string())
    };
    let mut lines = format!("{:>8} {:>8} {:>8}  file (ms from the click; 1.6 Mbit/s, 150 ms)\n", "from", "to", "bytes");
    lines += &line([&json!(0), &seen["page"], &seen["sent"]], "the page itself");
    let files = seen["files"].as_array().into_iter().flatten().filter(|file| file[0] != ".probe.js");
    lines.extend(files.map(|file| line([&file[1], &file[2], &file[3]], file[0].as_str().unwrap_or_default())));
    lines + &format!("{:>8} {:>8} {:>8}  the advice is on screen\n", "", seen["advised"].to_string(), "")
}

/// What the reader has seen, each time that it became another.
const WATCH_FIRST: &str = "addEventListener('DOMContentLoaded', () => {
    window.seen = [];
    const look = () => {
        const line = [...document.querySelectorAll('.headline')].find((line) => line.checkVisibility());
        const now = [document.documentElement.lang, line?.innerText ?? '', document.querySelector('#early')?.placeholder ?? null];
        if (JSON.stringify(window.seen.at(-1)) !== JSON.stringify(now)) window.seen.push(now);
    };
    look();
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})";

browser::page_tests! {
in chromium:
    /// Who comes for the first time reads the example's verdict before the engine is there, word for word what the engine
    /// then says; who comes again, or by a link, is not shown what is not theirs.
    fn the_example_is_told_before_the_engine_comes(page) {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH_FIRST}));
        page.open("");
        page.wait("#verdict-line");
        let seen = page.run("return window.seen", &[]);
        let (early, late) = (&seen[0], page.text("#verdict-line"));
        assert_eq!(early[1].as_str().map(one_line), Some(one_line(&late)), "{seen}");
        assert!(early[2].as_str().is_some_and(|example| example.contains("\nFROM golang:")), "{seen}");
        assert_eq!(page.run(WARMED, &[]), json!(1), "the engine is compiled while the page can be used");
        page.run("localStorage.clear()", &[]);
        for (path, what) in [("?again#/bases", "by a link"), ("?again", "again")] {
            page.open(path);
            page.wait("main:not(.before) h2, main:not(.before) h1");
            let seen = page.run("return window.seen", &[]);
            assert_eq!(seen[0][1], json!(""), "{what}: {seen}");
            assert_eq!(page.run(WARMED, &[]), json!(0), "{what}: nobody waits for a worker");
            page.run("localStorage.setItem('basewise.theme', 'dark')", &[]);
        }
    }
}

const WARMED: &str =
    "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/warmer')).length";

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

browser::page_tests! {
in chromium:
    /// Who pastes while the page still loads is answered, finds the caret where it was, and loses nothing of before.
    fn what_is_pasted_before_the_engine_comes_is_read(page) {
        page.open("");
        page.wait(".rung");
        page.paste("FROM debian:10\nCMD [\"old\"]\n");
        page.wait_until("return localStorage.length > 0", &[]);
        throttle(page);
        // As soon as there is something to paste into: the engine is still on its way.
        let source = format!(
            "addEventListener('DOMContentLoaded', () => {{ const early = document.querySelector('#early'); early.focus(); early.value = {} }})",
            json!(PASTED)
        );
        let kept = page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
        page.open("?again");
        page.cdp("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": kept["identifier"] }));
        page.wait(".rung");
        let there = page.run("return [document.activeElement.id, document.querySelector('#source').value]", &[]);
        assert_eq!(there, json!(["source", PASTED]));
        assert_eq!(page.count(".kept"), 1, "the file of before is kept");
    }
}

const PASTED: &str = "FROM alpine:3.12\nCMD [\"new\"]\n";

/// When the first file of that kind was asked for.
fn first(seen: &Value, kind: &str) -> f64 {
    let files = seen["files"].as_array().into_iter().flatten();
    let times = files.filter(|file| file[0].as_str().is_some_and(|name| name.ends_with(kind)));
    times.filter_map(|file| file[1].as_f64()).fold(f64::MAX, f64::min)
}
