//! The workshop: a lesson by keyboard, packs from everywhere, the presenter, progress, the code, the author, paper.

use browser::{Engine, Look, Page, Site, built};
use serde_json::{Value, json};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const PAGE_DOWN: &str = "\u{e00f}";
const END: &str = "\u{e010}";
const BACKSPACE: &str = "\u{e003}";
const UP: &str = "\u{e013}";

/// The course's lesson on tags, and its base.
const LESSON: &str = "#/learn/course/reading-a-tag";
const SOLVED: &str = "node:24-trixie-slim";

const PACK: &str = include_str!("../../../../docs/lessons.md");

/// The pack that `docs/lessons.md` shows, under a title of its own.
fn pack() -> String {
    let example = PACK.split("````markdown\n").nth(1).and_then(|rest| rest.split("````").next()).expect("an example");
    example.replace("# My course", "# The pack of a trainer")
}

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

fn editor(page: &Page) -> String {
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
fn choose_file(page: &Page, css: &str, name: &str, text: &str) {
    page.wait(css);
    page.run(
        "const transfer = new DataTransfer(); transfer.items.add(new File([arguments[2]], arguments[1]));
        const field = document.querySelector(arguments[0]); field.files = transfer.files;
        field.dispatchEvent(new Event('change', { bubbles: true }))",
        &[json!(css), json!(name), json!(text)],
    );
}

/// Puts a file on the page as a drop does.
fn drop_file(page: &Page, name: &str, text: &str) {
    page.run(
        "const transfer = new DataTransfer(); transfer.items.add(new File([arguments[1]], arguments[0]));
        for (const type of ['dragover', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))",
        &[json!(name), json!(text)],
    );
}

/// Waits until what was done is kept.
fn kept(page: &Page, part: &str) {
    page.wait_until(
        "return localStorage.getItem('basewise.progress')?.includes(arguments[0]) ?? false",
        &[json!(part)],
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
        assert_eq!(page.count(".hint-list li"), 1);
        page.wait_until("return document.querySelector('textarea').value.includes(arguments[0])", &[json!(SOLVED)]);
        page.open("?more#/learn");
        page.wait(".lessons .met");
        assert_eq!(page.count(".lessons .met"), 1);
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
        let german = page.run("return document.querySelector('link[rel=course][hreflang=de]').getAttribute('href')", &[]);
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
