//! The workshop as learners meet it: a lesson by keyboard, progress, offline, in frames, in three languages.

use browser::{Page, Site, built};
use serde_json::json;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const END: &str = "\u{e010}";
const BACKSPACE: &str = "\u{e003}";
const UP: &str = "\u{e013}";

/// The course's lesson on tags, and its base.
pub const LESSON: &str = "#/learn/course/reading-a-tag";
const SOLVED: &str = "node:24-trixie-slim";

fn focus(page: &Page, css: &str) {
    page.wait(css);
    page.run("document.querySelector(arguments[0]).focus()", &[json!(css)]);
}

/// Presses Tab until the focus is on something that matches.
fn tab_to(page: &Page, css: &str) {
    for _ in 0..80 {
        page.press(TAB);
        if page.run("return document.activeElement.matches(arguments[0])", &[json!(css)]) == json!(true) {
            return;
        }
    }
    panic!("Tab never reaches {css}");
}

pub fn editor(page: &Page) -> String {
    page.run("return document.querySelector('textarea').value", &[]).as_str().unwrap_or_default().to_owned()
}

fn open_lesson(page: &Page) {
    page.open(LESSON);
    page.wait(".lesson .ticks li");
    page.wait_until("return document.querySelector('textarea').value.includes('node:latest')", &[]);
}

fn solve(page: &Page) {
    let text = editor(page).replace("node:latest", SOLVED);
    page.paste(&text);
    page.wait(".goal.reached");
}

/// Chooses a file in the dialog behind a button.
pub fn choose_file(page: &Page, css: &str, name: &str, text: &str) {
    page.wait(css);
    page.run(
        "const transfer = new DataTransfer(); transfer.items.add(new File([arguments[2]], arguments[1]));
        const field = document.querySelector(arguments[0]); field.files = transfer.files;
        field.dispatchEvent(new Event('change', { bubbles: true }))",
        &[json!(css), json!(name), json!(text)],
    );
}

/// Waits until what was done is kept.
fn kept(page: &Page, part: &str) {
    page.wait_until(
        "return localStorage.getItem('basewise.progress')?.includes(arguments[0]) ?? false",
        &[json!(part)],
    );
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// From the overview to the next lesson without a mouse.
    fn a_whole_lesson_by_keyboard(page) {
        page.open("#/learn");
        page.wait(".lessons a");
        focus(page, ".lessons a[href$='reading-a-tag']");
        page.press(ENTER);
        page.wait(".lesson .ticks li");
        assert!(page.count(".goal .ticks li.open") >= 2, "the start is unsolved");
        tab_to(page, ".next-hint");
        page.press(ENTER);
        page.wait_until("return document.querySelectorAll('.hint-list li').length === 1", &[]);
        focus(page, "textarea");
        page.press(&format!("{}{END}{}24-trixie-slim", UP.repeat(12), BACKSPACE.repeat("latest".len())));
        page.wait(".goal.reached");
        page.wait_text("#goal-status", "reached");
        page.wait(".takeaway .sources a");
        tab_to(page, ".next");
        page.press(ENTER);
        page.wait_until("return location.hash === '#/learn/course/pinning'", &[]);
        page.wait_until("return document.querySelector('textarea').value.includes('cgr.dev/chainguard/static')", &[]);
        page.calm();
    }

in chromium, firefox, webkit:
    /// A comment, an empty file and another product reach nothing; the solution, shown at last, does.
    fn the_goal_is_judged_by_meaning(page) {
        open_lesson(page);
        let start = editor(page);
        for wrong in [start.replace("FROM node:latest", "# FROM node:24-trixie-slim\nFROM node:latest"), "FROM node:24-trixie-slim\n".into(), "FROM nginx:1.29\nCMD [\"node\", \"server.js\"]\n".into()] {
            page.paste(&wrong);
            page.wait_until("return document.querySelector('textarea').value === arguments[0]", &[json!(wrong)]);
            std::thread::sleep(std::time::Duration::from_millis(300));
            assert_eq!(page.count(".goal.reached"), 0, "{wrong}");
        }
        page.click(".show-solution");
        page.wait(".solution .diff .new");
        page.click(".solution button");
        page.wait(".goal.reached");
        page.calm();
    }

in chromium, firefox, webkit:
    /// The reader's own file is there again after a lesson, untouched.
    fn a_lesson_costs_nobody_their_file(page) {
        page.open("");
        page.wait(".rung");
        let own = "FROM debian:12\nCMD [\"/bin/true\"]\n";
        page.paste(own);
        page.wait_text(".rung.present", "debian:12");
        page.run("location.hash = arguments[0]", &[json!(LESSON)]);
        page.wait(".lesson .ticks li");
        page.wait_until("return document.querySelector('textarea').value.includes('node:latest')", &[]);
        page.run("location.hash = '#/'", &[]);
        page.wait_until("return document.querySelector('textarea')?.value === arguments[0]", &[json!(own)]);
        page.wait_text(".rung.present", "debian:12");
    }

in chromium, firefox, webkit:
    /// What was done, and how far the work had come, is there after a reload; a file carries it elsewhere.
    fn progress_stays_and_travels(page) {
        open_lesson(page);
        page.click(".next-hint");
        solve(page);
        kept(page, "24-trixie-slim");
        page.open(&format!("?again{LESSON}"));
        page.wait(".goal.reached");
        page.wait(".hint-list li");
        assert_eq!(page.count(".hint-list li"), 1);
        page.wait_until("return document.querySelector('textarea')?.value.includes(arguments[0])", &[json!(SOLVED)]);
        page.open("?more#/learn");
        page.wait(".lessons .met");
        assert_eq!(page.count(".lessons .met"), 1);
        // What was opened is kept a moment later: not into what is cleared here.
        std::thread::sleep(std::time::Duration::from_millis(500));
        let progress = page.run("return localStorage.getItem('basewise.progress')", &[]);
        page.run("localStorage.clear()", &[]);
        page.open("?fresh#/learn");
        page.wait(".lessons a");
        assert_eq!(page.count(".lessons .met"), 0);
        choose_file(page, "#bring", "basewise-progress.json", progress.as_str().unwrap_or_default());
        page.wait(".lessons .met");
        page.calm();
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// Where storage is denied everything still works, and the page says that nothing is kept.
    fn works_with_storage_denied(page) {
        let folder = std::env::temp_dir().join(format!("basewise-room-{}-{:?}", std::process::id(), page.engine));
        std::fs::create_dir_all(&folder).expect("a folder");
        let frame = format!("<!doctype html><title>Docs</title><iframe sandbox=\"allow-scripts\" width=900 height=900 src=\"{}embed.html#/learn\"></iframe>", page.site.address());
        std::fs::write(folder.join("index.html"), frame).expect("a page");
        let docs = Site::plain(&folder);
        page.go(&docs.address());
        page.enter_frame(0);
        page.wait(".lessons a");
        page.wait_text(".trouble", "keeps nothing");
        page.run("location.hash = arguments[0]", &[json!(LESSON)]);
        page.wait(".lesson .ticks li");
        solve(page);
        page.run("location.hash = '#/learn'", &[]);
        page.wait(".lessons .met");
        page.leave_frame();
    }

in chromium, firefox, webkit:
    /// Without a network the course is there, in both languages, and a lesson can be done.
    fn works_with_the_network_cut(page) {
        page.open("");
        page.wait_text("h1", "Basewise");
        page.run_async("await navigator.serviceWorker.ready", &[]);
        page.wait_until("return navigator.serviceWorker.controller !== null", &[]);
        page.site.cut();
        page.open(&format!("?cut{LESSON}"));
        page.wait(".lesson .ticks li");
        solve(page);
        page.run("const select = document.querySelector('.tools select'); select.value = 'de';
            select.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
        page.wait_text("#lesson-title", "Was ein Tag verspricht");
        page.wait(".goal.reached");
    }

in chromium, firefox, webkit:
    /// The chrome speaks three languages; the course comes in German where the page is German.
    fn speaks_three_languages(page) {
        open_lesson(page);
        for (tag, word) in [("de", "Das Ziel"), ("zh-Hans", "目标"), ("en", "The goal")] {
            page.run("const select = document.querySelector('.tools select'); select.value = arguments[0];
                select.dispatchEvent(new Event('change', { bubbles: true }))", &[json!(tag)]);
            page.wait_text("#goal-title", word);
            let course = if tag == "de" { "de" } else { "en" };
            page.wait_until("return document.querySelector('#lesson-title').lang === arguments[0]", &[json!(course)]);
            assert_eq!(page.count(".lesson .verdict > .aside"), u64::from(tag == "zh-Hans"), "says that it is in English only");
        }
    }

in chromium:
    /// The page in one file teaches as well, from a disk.
    fn teaches_from_one_file(page) {
        let file = built().join("basewise.html");
        page.go(&format!("file://{}#/learn", file.display()));
        page.wait(".lessons a");
        page.click(".lessons a");
        page.wait(".lesson .ticks li");
        page.calm_on("file://");
    }

in chromium, firefox:
    /// A lesson in somebody else's page.
    fn teaches_in_a_foreign_page(page) {
        let folder = std::env::temp_dir().join(format!("basewise-lesson-{}-{:?}", std::process::id(), page.engine));
        let html = format!("<!doctype html><meta charset=utf-8><title>Docs</title><body><base-wise lesson=\"course/reading-a-tag\">FROM a</base-wise><script src=\"{}base-wise.js\"></script>", page.site.address());
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("index.html"), html)).expect("a page");
        let docs = Site::plain(&folder);
        page.go(&docs.address());
        page.wait_until("return document.querySelector('base-wise')?.shadowRoot?.querySelector('iframe')?.clientHeight > 400", &[]);
    }
}
