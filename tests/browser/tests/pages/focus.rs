//! Where the focus goes and what is announced: after a change, after a link, in the document's title.

use browser::{Look, Page};
use serde_json::json;

const SHIFT_TAB: &str = "\u{e008}\u{e004}";
const ENTER: &str = "\u{e007}";
const OLD: &str = "FROM debian:10\nRUN apt-get update && apt-get install -y curl\nADD app /app\nEXPOSE 80\nHEALTHCHECK CMD curl -f http://localhost/\nCMD /app/start.sh\n";

fn begin(page: &Page) {
    page.open("");
    page.wait(".rung");
    page.paste(OLD);
    page.wait_text(".rung.present", "debian:10");
    page.wait(".change .actions .primary:enabled");
}

fn enter(page: &Page, css: &str) {
    page.wait(css);
    // What came before may move the focus once more: it is held until it stays.
    page.wait_until(
        "const one = document.querySelector(arguments[0]), held = document.activeElement === one; one?.focus(); return held",
        &[json!(css)],
    );
    page.press(ENTER);
}

fn focus_is_on(page: &Page, css: &str) {
    page.wait_until("return document.activeElement?.matches(arguments[0]) ?? false", &[json!(css)]);
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// A button that goes with what it did leaves the focus in a place that makes sense.
    fn the_focus_is_never_lost(page) {
        begin(page);
        enter(page, ".hunk-head button:enabled");
        page.wait(".notice button");
        focus_is_on(page, ".hunk-head button, #change-title, #advice");
        enter(page, ".notice button");
        page.wait_text(".notice", "Undone");
        focus_is_on(page, "#change-title, #advice");
        enter(page, ".verdict .actions button:last-child");
        focus_is_on(page, "#change-title");
        enter(page, ".verdict .actions .primary:enabled");
        page.wait(".notice button");
        focus_is_on(page, "#advice");
        page.press(SHIFT_TAB);
        focus_is_on(page, ".notice button");
        page.open("#/learn/course/reading-a-tag");
        focus_is_on(page, "#lesson-title");
        enter(page, ".show-solution");
        focus_is_on(page, "#solution-title");
        enter(page, ".neighbours .next");
        focus_is_on(page, "#lesson-title");
        page.calm();
    }

in chromium, firefox, webkit:
    /// The title says where the reader is, in their language, and the heading of a page that a link led to has the focus.
    fn a_page_says_where_it_is(page) {
        page.open("");
        page.wait(".rung");
        assert_eq!(page.title(), "Basewise: the right base image for your Dockerfile");
        assert_eq!(page.run("return document.activeElement === document.body", &[]), json!(true));
        let mut titles = std::collections::BTreeSet::new();
        for (place, heading) in [(2, "Bases"), (3, "Compare"), (4, "Choosing"), (5, "Why")] {
            enter(page, &format!(".head nav a:nth-child({place})"));
            page.wait_text("main h2", heading);
            focus_is_on(page, "main h2");
            page.wait_until("return document.title.startsWith(document.querySelector('main h2').textContent)", &[]);
            titles.insert(page.title());
        }
        assert_eq!(titles.len(), 4, "{titles:?}");
        enter(page, ".rule-list a");
        page.wait("article h2");
        focus_is_on(page, "article h2");
        page.run("const select = document.querySelector('.tools select'); select.value = 'de'; select.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
        page.run("location.hash = '#/bases'", &[]);
        page.wait_until("return document.title === 'Basen · Basewise'", &[]);
        page.calm();
    }

in chromium, firefox, webkit:
    /// Enter on a rung leaves it in sight.
    fn a_chosen_rung_stays_in_sight(page) {
        page.look(Look { width: 1440, height: 900, dark: false });
        begin(page);
        enter(page, ".rung:nth-child(2) .rung-name");
        page.wait("#chosen .panel-head .quiet");
        page.run_async("await new Promise((done) => setTimeout(done, 800))", &[]);
        focus_is_on(page, ".rung:nth-child(2) .rung-name");
        let top = page.run("return document.activeElement.getBoundingClientRect().top - document.querySelector('.head').getBoundingClientRect().bottom", &[]);
        assert!(top.as_f64().is_some_and(|top| top >= 0.0), "{top} px above the head");
    }

in chromium:
    /// Every entry of the navigation can be read and reached, however narrow or enlarged.
    fn the_navigation_is_whole(page) {
        for (width, lang) in [(768, "en"), (720, "en"), (720, "de"), (960, "de"), (360, "de"), (320, "zh-Hans"), (320, "de")] {
            page.look(Look { width, height: 800, dark: false });
            page.open("");
            page.wait(".rung");
            page.run("const select = document.querySelector('.tools select'); select.value = arguments[0]; select.dispatchEvent(new Event('change', { bubbles: true }))", &[json!(lang)]);
            page.wait_until("return document.documentElement.lang === arguments[0]", &[json!(lang)]);
            let cut = page.run("const nav = document.querySelector('.head nav'), room = nav.getBoundingClientRect();
                return [...nav.children].filter((one) => { const { left, right, bottom } = one.getBoundingClientRect(); return left < 0 || right > Math.min(room.right, innerWidth) + 1 || bottom > room.bottom + 1 })
                  .map((one) => one.textContent)", &[]);
            assert_eq!(cut, json!([]), "{width} {lang}");
            assert_eq!(page.run("return document.documentElement.scrollWidth <= innerWidth", &[]), json!(true), "{width} {lang}");
        }
    }
}
