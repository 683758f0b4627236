//! `dist/` works wherever it is put: below a path, behind plain servers, in a sandboxed frame, as one file.

use browser::{Page, Site, built, hosts};
use serde_json::json;

fn starts(page: &Page) {
    page.wait("#verdict-line");
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::start(&built(), "/team/tools/basewise/v1/") }:
    fn lives_below_a_path(page) {
        page.open("");
        starts(page);
        page.calm();
        let prefix = "/team/tools/basewise/v1/";
        let outside: Vec<String> = page.site.requests().into_iter()
            .filter(|line| !line.contains(prefix) && !line.contains("/favicon.ico")).collect();
        assert!(outside.is_empty(), "asked outside its own folder: {outside:#?}");
    }

in chromium at { Site::shared(&built(), "/project/") }:
    /// As GitHub Pages does it: below the project's name, everybody may read, and what is not there is answered with
    /// 404.html, at any depth.
    fn lives_as_on_github_pages(page) {
        page.open("");
        starts(page);
        page.open("index.html");
        starts(page);
        page.calm();
        page.open("no/such/place");
        page.wait_text("h1", "nothing at this address");
    }

in chromium at { Site::shared(&built(), "/") }:
    /// Built without an address, the site is at the top of its host, and from any depth the link leads there.
    fn who_is_lost_finds_home(page) {
        page.open("no/such/place/at/all.html?x#y");
        page.wait_text("h1", "nothing at this address");
        page.click("main a");
        starts(page);
    }

in chromium, firefox:
    fn works_behind_nginx(page) {
        let host = hosts::Host::nginx();
        let address = format!("http://127.0.0.1:{}/", host.port);
        page.go(&address);
        starts(page);
        page.go(&format!("{address}basewise.html"));
        starts(page);
        page.go(&format!("{address}basewise/"));
        starts(page);
        page.calm_on(&address);
    }

in chromium, firefox, webkit:
    /// The frame without an origin, with the headers of the sample on top of its own policy.
    fn is_framed_behind_nginx(page) {
        let host = hosts::Host::nginx();
        let folder = std::env::temp_dir().join(format!("basewise-framed-{}", hosts::free_port()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let html = format!("<!doctype html><title>host</title><link rel=icon href=data:,><iframe sandbox=allow-scripts src=\"http://127.0.0.1:{}/embed.html\"></iframe>", host.port);
        std::fs::write(folder.join("index.html"), html).expect("a page can be written");
        let docs = Site::plain(&folder);
        page.go(&docs.address());
        page.enter_frame(0);
        page.wait("main.embedded");
        std::fs::remove_dir_all(&folder).expect("the folder can go");
    }

in chromium, firefox, webkit:
    fn works_behind_python(page) {
        let host = hosts::Host::python();
        page.go(&format!("http://127.0.0.1:{}/", host.port));
        starts(page);
        page.calm_on(&format!("http://127.0.0.1:{}/", host.port));
    }

in chromium, firefox at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    /// A host, or somebody before it, who changes what it sends: the page says that it could not start, and nothing of it
    /// has run. WebKit does not ask about what another script imports.
    fn an_exchanged_program_is_not_run(page) {
        let mark = "\nglobalThis.exchanged = true;\n";
        for (kind, waits) in [("basewise-", "#broken"), ("boot-", "#early")] {
            let (file, was) = hosts::exchange(&page.site.folder(), kind, ".js", |text| text.extend(mark.bytes()));
            page.open(&format!("?exchanged={kind}"));
            page.wait(waits);
            page.wait_until("return document.readyState === 'complete'", &[]);
            assert_eq!(page.run("return globalThis.exchanged ?? null", &[]), json!(null), "{kind}");
            assert_eq!(page.count(".rung"), 0, "{kind}");
            std::fs::write(file, was).expect("it can be written");
        }
        page.open("?mended");
        starts(page);
    }

in chromium, firefox, webkit:
    fn opens_from_a_file(page) {
        let file = built().join("basewise.html");
        page.go(&format!("file://{}", file.display()));
        starts(page);
        page.shot("file");
        page.calm_on("file://");
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// A frame without an origin of its own: storage and service workers are denied, and every request is cross-origin.
    /// Not in WebKit: there `'self'` means nobody in such a frame. `embed.html` works in it (embed.rs).
    fn works_in_a_sandboxed_frame(page) {
        let frame = format!("<!doctype html><title>host</title><link rel=icon href=data:,><h2>host</h2><iframe sandbox=\"allow-scripts\" width=900 height=500 src=\"{}\"></iframe>", page.site.address());
        let folder = std::env::temp_dir().join(format!("basewise-frame-{}", hosts::free_port()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        std::fs::write(folder.join("index.html"), frame).expect("a page can be written");
        let host = Site::plain(&folder);
        page.go(&host.address());
        page.enter_frame(0);
        starts(page);
        // The host's own page is on another port.
        page.calm_on("http://127.0.0.1:");
        std::fs::remove_dir_all(&folder).expect("the folder can go");
    }
}

/// What the sample configuration of nginx promises, asked without a browser.
#[test]
fn nginx_sends_what_the_sample_promises() {
    let host = hosts::Host::nginx();
    let names: Vec<String> = std::fs::read_dir(built())
        .expect("dist/ is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let wasm = names.iter().find(|name| name.ends_with(".wasm")).expect("the page has wasm");
    let sent = hosts::headers(host.port, &format!("/{wasm}"), "Accept-Encoding: gzip\r\n");
    for part in [
        "200 ok",
        "content-type: application/wasm",
        "content-encoding: gzip",
        "immutable",
        "nosniff",
        "access-control-allow-origin: *",
    ] {
        assert!(sent.contains(part), "{part} is missing in {sent}");
    }
    for below in ["/", "/basewise/"] {
        promised(host.port, below);
    }
}

fn promised(port: u16, below: &str) {
    let of = |name: &str| hosts::headers(port, &format!("{below}{name}"), "");
    let page = of("");
    for part in
        ["content-security-policy: default-src 'none'; script-src 'self'", "cache-control: no-cache", "charset=utf-8"]
    {
        assert!(page.contains(part), "{below}: {part} is missing in {page}");
    }
    assert!(of("embed.html").contains("script-src http: https:"), "{below}");
    assert!(!of("basewise.html").contains("content-security-policy"), "{below}");
    assert!(of("why/index.html").contains("content-security-policy"), "{below}");
    let lost = of("no/such/place");
    assert!(lost.contains("404 not found") && lost.contains("content-security-policy"), "{below}: {lost}");
}

/// What browsers insist on, and what keeps the rest from being taken for something that runs.
const KINDS: &[(&str, &[&str])] = &[
    ("html", &["text/html"]),
    ("js", &["text/javascript", "application/javascript"]),
    ("css", &["text/css"]),
    ("wasm", &["application/wasm"]),
    ("json", &["application/json"]),
    ("webmanifest", &["application/manifest+json"]),
    ("svg", &["image/svg+xml"]),
    ("png", &["image/png"]),
    ("txt", &["text/plain"]),
    ("md", &["text/plain", "text/markdown"]),
];

/// One file of every kind that `dist/` holds, asked of both servers, and of nginx below a path.
#[test]
fn every_kind_of_file_comes_as_what_it_is() {
    let (nginx, python) = (hosts::Host::nginx(), hosts::Host::python());
    let mut all = Vec::new();
    names(&built(), "", &mut all);
    for (kind, types) in KINDS {
        let one = all.iter().find(|name| name.ends_with(&format!(".{kind}"))).unwrap_or_else(|| panic!("no {kind}"));
        for (port, below) in [(nginx.port, "/"), (nginx.port, "/basewise/"), (python.port, "/")] {
            let sent = hosts::headers(port, &format!("{below}{one}"), "");
            let named = types.iter().any(|name| sent.contains(&format!("content-type: {name}")));
            assert!(sent.contains("200 ok") && named, "{below}{one}: {sent}");
        }
    }
    let known = |name: &str| KINDS.iter().any(|(kind, _)| name.ends_with(&format!(".{kind}")));
    let beside = [".br", ".gz", ".d.ts", ".Dockerfile", ".xml", "CHECKSUMS", "_headers", ".nojekyll"];
    let strange: Vec<&String> =
        all.iter().filter(|name| !known(name) && !beside.iter().any(|end| name.ends_with(end))).collect();
    assert!(strange.is_empty(), "kinds of which nobody asked: {strange:?}");
}

fn names(folder: &std::path::Path, prefix: &str, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("dist/ is there").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => names(&entry.path(), &format!("{name}/"), into),
            false => into.push(name),
        }
    }
}
