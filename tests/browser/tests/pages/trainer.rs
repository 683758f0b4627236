//! The workshop's other side: packs from everywhere, the presenter, the code, the author, paper.

use super::room::{END, ESCAPE, LESSON, choose_file, editor};
use browser::{Engine, Look, Page};
use serde_json::{Value, json};

const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const PAGE_DOWN: &str = "\u{e00f}";

const PACK: &str = include_str!("../../../../docs/lessons.md");

/// The pack that `docs/lessons.md` shows, under a title of its own.
fn pack() -> String {
    let example = PACK.split("````markdown\n").nth(1).and_then(|rest| rest.split("````").next()).expect("an example");
    example.replace("# My course", "# The pack of a trainer")
}

/// Puts a file on the page as a drop does.
fn drop_file(page: &Page, name: &str, text: &str) {
    page.run(
        "const transfer = new DataTransfer(); transfer.items.add(new File([arguments[1]], arguments[0]));
        for (const type of ['dragover', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))",
        &[json!(name), json!(text)],
    );
}

/// All lessons of the course as done, as a file would bring them.
fn everything_done(page: &Page) -> String {
    page.open("#/learn");
    page.wait(".lessons a");
    let ids = page.run(
        "return [...document.querySelectorAll('.lessons a')].map((one) => one.getAttribute('href').split('/').pop())",
        &[],
    );
    let lessons: serde_json::Map<String, Value> = ids
        .as_array()
        .into_iter()
        .flatten()
        .map(|id| (id.as_str().unwrap_or_default().to_owned(), json!({ "done": "2026-11-28" })))
        .collect();
    assert!(lessons.len() >= 16);
    json!({ "schema": "basewise.progress/1", "name": "Ada", "packs": { "course": lessons } }).to_string()
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// A pack from a file: opened, worked on, there again after a reload, carried in a link.
    fn a_pack_from_a_file(page) {
        page.open("#/learn");
        page.wait(".lessons a");
        match page.engine {
            Engine::Chromium => drop_file(page, "trainer.md", &pack()),
            _ => choose_file(page, "#open-pack", "trainer.md", &pack()),
        }
        page.wait_text("h2", "The pack of a trainer");
        page.wait_until("return location.hash === '#/learn/own'", &[]);
        page.click(".lessons a");
        page.wait(".lesson .ticks li");
        let text = editor(page).replace("FROM debian:trixie", "FROM gcr.io/distroless/static-debian13:nonroot");
        page.paste(&text);
        page.wait(".goal.reached");
        page.open("?again#/learn/own");
        page.wait_text("h2", "The pack of a trainer");
        page.run("Clipboard.prototype.writeText = async (text) => { window.copied = text }", &[]);
        page.click(".course > .actions button");
        let link = page.wait_until("return window.copied", &[]);
        page.run("localStorage.clear()", &[]);
        page.go("about:blank");
        page.go(link.as_str().unwrap_or_default());
        page.wait_text("h2", "The pack of a trainer");
        page.calm();
    }

in chromium, firefox, webkit:
    /// A pack from the same host, by its address; from elsewhere it is not fetched, and the page says why.
    fn a_pack_from_the_same_host(page) {
        page.open("");
        page.wait("h1");
        let german = page.run("return document.querySelector('meta[name=\"later:course-de\"]').content", &[]);
        let german = german.as_str().unwrap_or_default().trim_start_matches("./").replace('/', "%2F");
        page.open(&format!("#/learn/{german}"));
        page.wait_text("h2", "Basis");
        page.run("location.hash = '#/learn/https%3A%2F%2Fexample.org%2Fpack.md'", &[]);
        page.wait_text(".trouble", "nobody but its own");
        page.calm();
    }

in chromium, firefox, webkit:
    /// Arrow keys and page keys turn, H and S reveal, T runs the clock, Escape leaves.
    fn presents_by_keys_and_runs_a_timer(page) {
        page.open("#/present/course/reading-a-tag/0");
        page.wait_text(".slide h2", "What a tag promises");
        page.press(RIGHT);
        page.wait_text(".slide .text", "On Monday");
        page.press(PAGE_DOWN);
        page.wait_text(".slide pre.code", "node:latest");
        page.press(RIGHT);
        page.wait(".slide .ticks li");
        assert_eq!(page.count(".slide .hint-list li"), 0);
        page.press("h");
        page.wait_until("return document.querySelectorAll('.slide .hint-list li').length === 1", &[]);
        page.press("h");
        page.wait_until("return document.querySelectorAll('.slide .hint-list li').length === 2", &[]);
        page.press("s");
        page.wait(".slide .diff .new");
        page.press(RIGHT);
        page.wait(".slide .sources a");
        page.press(RIGHT);
        page.wait_until("return location.hash === '#/present/course/pinning/0'", &[]);
        page.press(LEFT);
        page.wait_until("return location.hash.startsWith('#/present/course/reading-a-tag/')", &[]);
        assert_eq!(page.text("[role=timer]"), "10:00");
        page.press("t");
        page.wait_text("[role=timer]", "9:5");
        page.press("t");
        let stopped = page.text("[role=timer]");
        std::thread::sleep(std::time::Duration::from_millis(1300));
        assert_eq!(page.text("[role=timer]"), stopped);
        page.press(ESCAPE);
        page.wait(".lessons a");
        page.calm();
    }

in chromium, firefox, webkit:
    /// With every lesson done there is a code; the trainer's side reads it and finds a slip.
    fn gives_a_code_and_checks_it(page) {
        let progress = everything_done(page);
        assert_eq!(page.count(".certificate"), 0);
        choose_file(page, "#bring", "basewise-progress.json", &progress);
        page.wait(".certificate");
        let code = page.text(".certificate");
        page.run("document.querySelector('#checked-code').closest('details').open = true", &[]);
        page.type_into("#checked-code", &code.to_lowercase());
        page.wait_text("#code-says .well-note", "finished on 2026-11-28");
        page.wait_text("#code-says", "proves nothing against cheating");
        page.type_into("#checked-name", "Ada");
        page.wait_text("#code-says .well-note", "made for the name Ada");
        page.type_into("#checked-name", "x");
        page.wait_text("#code-says .trouble", "another name");
        page.type_into("#checked-code", &format!("{END}0"));
        page.wait_text("#code-says .trouble", "no code");
        page.calm();
    }

in chromium, firefox, webkit:
    /// The reader's own file becomes a lesson with a goal; it is checked while it is written, and can be done.
    fn writes_a_lesson_and_does_it(page) {
        page.open("");
        page.wait(".rung");
        page.paste("FROM golang:1.26-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a .\n\nFROM debian:trixie\nCOPY --from=build /a /a\nENTRYPOINT [\"/a\"]\n");
        page.wait_text(".rung.present", "debian:trixie");
        page.run("location.hash = '#/author'", &[]);
        page.wait_text("#faults", "Nothing");
        let text = page.run("return document.querySelector('#pack-text').value", &[]);
        assert!(text.as_str().is_some_and(|text| text.contains("FROM debian:trixie") && text.contains("- no blocker")), "{text}");
        assert!(page.count(".ticks li.open") >= 1, "the start does not reach it");
        page.run("const select = document.querySelector('#conditions'); select.value = 'family is not alpine';
            select.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
        page.wait_until("return document.querySelector('#pack-text').value.includes('- family is not alpine')", &[]);
        let text = page.run("return document.querySelector('#pack-text').value", &[]);
        let broken = text.as_str().unwrap_or_default().replace("- no blocker", "- be good");
        page.run("const area = document.querySelector('#pack-text'); area.focus(); area.select(); document.execCommand('insertText', false, arguments[0])", &[json!(broken)]);
        page.wait_text("#faults", "`be good` is no condition");
        page.run("const area = document.querySelector('#pack-text'); area.focus(); area.select(); document.execCommand('insertText', false, arguments[0])", &[text]);
        page.wait_text("#faults", "Nothing");
        page.click("#try-pack");
        page.wait(".lesson .ticks li");
        page.wait_until("return document.querySelector('textarea').value.includes('FROM debian:trixie')", &[]);
        page.click(".show-solution");
        page.wait(".solution .diff");
        page.click(".solution button");
        page.wait(".goal.reached");
        page.calm();
    }

in chromium:
    /// axe-core finds nothing in any of its views, light or dark, wide or narrow.
    fn is_accessible(page) {
        for look in [Look::default(), Look { width: 390, height: 844, dark: true }] {
            page.look(look);
            for (place, css) in [
                ("#/learn", ".lessons a"), (LESSON, ".goal .ticks"), ("#/present/course/users/2", ".slide pre"), ("#/present/course/users/7", ".slide .diff"),
                ("#/paper/course/handout", ".sheet"), ("#/paper/course/solutions", ".sheet .diff"), ("#/paper/course/summary", ".sheet.short"),
                ("#/author", "#start-goal"), ("#/learn/nowhere.md", ".trouble"),
            ] {
                page.run("location.hash = ''", &[]);
                page.open(place);
                page.wait(css);
                page.accessible();
                assert_eq!(page.run("return document.documentElement.scrollWidth > innerWidth", &[]), json!(false), "{place} scrolls sideways");
            }
        }
    }

in chromium:
    /// On paper: a page a lesson, no buttons, no bars.
    fn prints(page) {
        page.open("#/paper/course/handout");
        page.wait(".sheet");
        page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        let seen = page.run("return [...document.querySelectorAll('.unprinted, .tools, .head nav, button')].filter((one) => one.checkVisibility()).length", &[]);
        assert_eq!(seen, json!(0));
        let breaks = page.run("return [...document.querySelectorAll('.sheet')].every((one) => getComputedStyle(one).breakBefore === 'page')", &[]);
        assert_eq!(breaks, json!(true));
        let pdf = page.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true }));
        let pages = page.count(".sheet");
        assert!(pdf["data"].as_str().is_some_and(|data| data.len() > 20_000), "{pages} lessons");
    }
}
