//! The page starts, in every engine, without a word of complaint and without asking anybody else for anything.

use browser::{Engine, Page, Site, hosts};
use serde_json::{Value, json};

/// Takes away what a file of the site begins and ends with, and says what the page then shows.
fn without(page: &Page, start: &str, end: &str) -> String {
    let mut named = Vec::new();
    for entry in std::fs::read_dir(page.site.folder()).expect("it can be read").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bare = name.trim_end_matches(".br").trim_end_matches(".gz");
        if bare.starts_with(start) && bare.ends_with(end) {
            std::fs::write(entry.path(), "gone").expect("it can be written");
            named.push(name);
        }
    }
    assert!(!named.is_empty(), "no {start}…{end}");
    page.open(&format!("?without={end}"));
    page.wait("#broken");
    page.text("#broken")
}

browser::page_tests! { in chromium, firefox, webkit:
    fn starts(page) {
        page.open("");
        page.wait("#verdict-line");
        page.shot("start");
        page.calm();
    }

in chromium, firefox, webkit:
    /// The probe itself works: a test that is calm in spite of an error would be worthless.
    fn notices(page) {
        page.open("");
        page.wait("main");
        page.run("console.error('deliberate'); document.body.setAttribute('style', 'color: red')", &[]);
        page.run("const image = new Image(); image.src = 'https://example.invalid/x.png'; document.body.append(image)", &[]);
        page.wait_until("return (globalThis.basewiseNoted ?? []).length >= 3", &[]);
        let errors = page.errors();
        for part in ["deliberate", "style-src", "img-src"] {
            assert!(errors.iter().any(|error| error.contains(part)), "{part} is missing in {errors:#?}");
        }
    }

in chromium, firefox, webkit:
    /// Where the engine has Trusted Types, a string becomes neither markup nor a script, in the page and in the frame.
    fn strings_become_no_markup(page) {
        for (place, there) in [("", ".rung"), ("embed.html", "main.embedded")] {
            page.open(place);
            page.wait(there);
            let tried = page.run("const tried = {
                markup: () => { document.body.innerHTML = '<b>x</b>' },
                fragment: () => document.createRange().createContextualFragment('<b>x</b>'),
                script: () => { document.createElement('script').text = 'window.hit = 1' },
                address: () => { document.createElement('script').src = 'x.js' },
                worker: () => new Worker('x.js'),
                policy: () => trustedTypes.createPolicy('mine', {}),
              };
              const thrown = (act) => { try { act(); return 'done' } catch (why) { return why.name } };
              return globalThis.trustedTypes ? Object.values(tried).map(thrown) : null", &[]);
            match tried {
                Value::Null => assert_ne!(page.engine, Engine::Chromium),
                tried => assert_eq!(tried, json!(vec!["TypeError"; 6]), "{place}"),
            }
            assert_eq!(page.count("body > b"), 0);
        }
    }

in chromium, firefox, webkit at { Site::start(&hosts::copy_of_site().join("site"), "/") }:
    /// Neither the wasm nor the script can be had: the page says so where it is seen, and keeps what was typed.
    fn says_that_it_could_not_start(page) {
        for (start, end) in [("basewise-", ".wasm"), ("basewise-", ".js")] {
            assert!(without(page, start, end).contains("could not start"), "{end}");
            page.run("document.querySelector('#early').value = 'FROM debian:12'; scrollTo(0, 0)", &[]);
            let seen = "const box = document.querySelector('#broken').getBoundingClientRect(); return box.top > 0 && box.bottom <= innerHeight";
            assert_eq!(page.run(seen, &[]), json!(true), "{end}");
            assert_eq!(page.run("return document.querySelector('#early').placeholder", &[]), json!(""));
        }
    }
}
