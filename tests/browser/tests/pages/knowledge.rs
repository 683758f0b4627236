//! The pages that need no JavaScript: rules and bases.

use serde_json::json;

browser::page_tests! {
in chromium, firefox:
    /// A rule is found, read and tried.
    fn reads_a_rule(page) {
        page.open("why/index.html");
        page.wait_text("h1", "rules");
        page.click("a[href='glibc-newer-than-runtime.html']");
        page.wait_text("h1", "glibc");
        assert_eq!(page.count("script:not([src])"), 0);
        page.click(".commands a");
        page.wait(".rung");
        page.wait_until("return document.querySelector('textarea').value.startsWith('FROM rust:1-trixie')", &[]);
        page.calm();
    }

in chromium, firefox, webkit:
    fn reads_the_bases(page) {
        page.open("bases/index.html");
        page.click("a[href='python.html']");
        page.wait_text("h1", "python");
        page.wait_text(".compared code", "python:3");
        page.calm();
    }

in chromium:
    fn knowledge_is_accessible(page) {
        for place in ["why/index.html", "why/musl-behaviour.html", "bases/index.html", "bases/python.html", "embedding.html"] {
            page.open(place);
            page.wait("h1");
            page.accessible();
            let head = page.run("return ['link[rel=canonical]', 'meta[name=description]', 'meta[property=\"og:image\"]'].map((css) => document.querySelectorAll(css).length)", &[]);
            assert_eq!(head, json!([1, 1, 1]), "{place}");
        }
    }

in chromium:
    /// Without JavaScript the page says what it needs it for, and leads to what can be read without.
    fn is_readable_without_scripts(page) {
        page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true}));
        page.open("?quiet");
        let told = page.text("noscript");
        assert!(told.contains("sends it nowhere"), "{told}");
        let shown = page.run("return document.querySelector('noscript a').getBoundingClientRect().height > 0", &[]);
        assert_eq!(shown, json!(true));
        page.click("noscript a");
        page.wait_text("h1", "rules");
        page.click("a[href='runs-as-root.html']");
        page.wait(".sources a");
    }
}
