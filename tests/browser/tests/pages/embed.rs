//! Basewise in somebody else's page: another origin, no knowledge of each other but messages.

use browser::{Page, Site};
use serde_json::json;

/// A page of another origin (another port) that holds one element, and keeps what it is told.
fn host(page: &Page, attributes: &str) -> Site {
    let html = format!(
        "<!doctype html><meta charset=utf-8><title>Docs</title><body><base-wise {attributes}><pre>FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n</pre></base-wise>\
         <script>for (const type of ['ready', 'resize', 'report', 'change', 'error']) addEventListener(type, ({{ detail }}) => (window.told ??= {{}})[type] = detail)</script>\
         <script src=\"{}base-wise.js\"></script>",
        page.site.address()
    );
    let folder = std::env::temp_dir().join(format!(
        "basewise-docs-{}-{:?}-{}",
        std::process::id(),
        page.engine,
        attributes.len()
    ));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("index.html"), html))
        .expect("a page can be written");
    let docs = Site::start(&folder, "/");
    page.go(&docs.address());
    docs
}

browser::page_tests! {
in chromium, firefox:
    /// The advice is shown in the frame, told to the host, and the frame is as tall as what is in it.
    fn advises_in_a_foreign_page(page) {
        let _docs = host(page, "view=ladder");
        page.wait_until("return window.told?.report !== undefined", &[]);
        assert_eq!(page.run("return told.report.schema", &[]), json!("basewise.advice/1"));
        page.wait_until("return document.querySelector('base-wise').shadowRoot.querySelector('iframe').clientHeight > 300", &[]);
        assert_eq!(page.run("return document.querySelector('base-wise').shadowRoot.querySelector('slot')", &[]), json!(null));
    }

in chromium, firefox:
    /// What the host sets, the frame shows: text and language.
    fn follows_the_host(page) {
        let _docs = host(page, "view=verdict lang=de");
        page.wait_until("return window.told?.report !== undefined", &[]);
        page.run("document.querySelector('base-wise').text = 'FROM debian:10\\nCMD [\"/bin/true\"]\\n'", &[]);
        page.wait_until("return told.change?.includes('debian:10') && JSON.stringify(told.report).includes('debian:10')", &[]);
        page.run("document.querySelector('base-wise').view = 'ladder'", &[]);
        page.wait_until("return document.querySelector('base-wise').getAttribute('view') === 'ladder'", &[]);
    }

in chromium, firefox, webkit:
    /// Where the script does not run, the element still reads as what it holds.
    fn reads_without_the_script(page) {
        page.go("data:text/html,<base-wise><pre>FROM scratch</pre></base-wise>");
        page.wait_text("base-wise", "FROM scratch");
    }

in chromium, firefox:
    /// Messages of strangers, and messages that are not ours, change nothing.
    fn takes_only_what_is_meant(page) {
        page.open("embed.html");
        page.wait("main.embedded");
        for data in [json!({"basewise": 2, "type": "set", "text": "FROM a"}), json!("text"), json!(null), json!({"type": "set", "text": "FROM a"})] {
            page.run("window.postMessage(arguments[0], '*')", &[data]);
        }
        page.run("window.postMessage({ basewise: 1, type: 'set', view: 'ladder', text: 'FROM debian:13\\nCMD [\"/bin/true\"]\\n', look: { accent: 'url(x)' } }, '*')", &[]);
        page.wait_text(".rung.present", "debian:13");
        assert_eq!(page.run("return document.documentElement.style.getPropertyValue('--accent')", &[]), json!(""));
        page.calm();
    }
}
