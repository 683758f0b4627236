//! Basewise in somebody else's page: another origin, no knowledge of each other but messages.

use browser::Page;
use serde_json::json;

/// A page of another origin that holds one element, and keeps what it is told.
fn host(page: &Page, attributes: &str) {
    let html = format!(
        "<meta charset=utf-8><body><base-wise {attributes}><pre>FROM golang:1.26%0ACOPY . .%0ARUN CGO_ENABLED=0 go build -o /app .%0ACMD [\"/app\"]%0A</pre></base-wise>\
         <script>for (const type of ['ready', 'resize', 'report', 'change', 'error']) addEventListener(type, ({{ detail }}) => (window.told ??= {{}})[type] = detail)</script>\
         <script src=\"{}base-wise.js\"></script>",
        page.site.address()
    );
    page.go(&format!("data:text/html,{html}"));
}

browser::page_tests! {
in chromium, firefox:
    /// The advice is shown in the frame, told to the host, and the frame is as tall as what is in it.
    fn advises_in_a_foreign_page(page) {
        host(page, "view=ladder");
        page.wait_until("return window.told?.report !== undefined", &[]);
        assert_eq!(page.run("return told.report.schema", &[]), json!("basewise.advice/1"));
        page.wait_until("return document.querySelector('base-wise').shadowRoot.querySelector('iframe').clientHeight > 300", &[]);
        assert_eq!(page.run("return document.querySelector('base-wise').shadowRoot.querySelector('slot')", &[]), json!(null));
    }

in chromium, firefox:
    /// What the host sets, the frame shows: text and language.
    fn follows_the_host(page) {
        host(page, "view=verdict lang=de");
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
