//! The reader's own work: a link takes its place and gives it back, edits outlive a reload, an undo undoes one thing.

use browser::Page;
use serde_json::json;

const OWN: &str = "FROM debian:10\nRUN apt-get update && apt-get install -y curl\nCOPY app /app\nCMD /app\n";
/// Of `src/share/golden.txt`.
const LINK: &str = "#1jdXBCQAACEJRWqjpWqV9u0SHEHUDkQ-vOgxLz8Hc1qRC72jqDho5";
const LINKED: &str = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM debian:13\nCOPY --from=build /app /app\nENTRYPOINT [\"/app\"]\n";
/// No driver reads a clipboard: what is copied is kept.
pub const CLIPBOARD: &str = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.copied = text } } })";
const SAVE: &str =
    "window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true, cancelable: true }))";

fn holds(page: &Page, text: &str) {
    page.wait_until("return document.querySelector('textarea')?.value === arguments[0]", &[json!(text)]);
}

fn holds_other_than(page: &Page, text: &str) {
    page.wait_until("return document.querySelector('textarea')?.value !== arguments[0]", &[json!(text)]);
}

fn typed(page: &Page, text: &str) {
    page.run("const area = document.querySelector('textarea'); area.focus(); area.setSelectionRange(area.value.length, area.value.length);
        document.execCommand('insertText', false, arguments[0])", &[json!(text)]);
}

/// Drafts are kept when typing pauses.
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(700));
}

/// The old document may answer for a while.
fn reload(page: &Page) {
    page.run("document.left = true; location.reload()", &[]);
    page.wait_until("return document.left !== true && document.readyState === 'complete'", &[]);
}

fn with_own(page: &Page) {
    page.open("");
    page.wait(".rung");
    page.paste(OWN);
    page.wait_text(".rung.present", "debian:10");
    pause();
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// A link leaves the draft where it is, says so, and leads back; the root leads to it as well.
    fn a_link_keeps_the_readers_own_file(page) {
        with_own(page);
        page.go("about:blank");
        page.open(LINK);
        holds(page, LINKED);
        page.wait_text(".kept", "Your own file is kept");
        pause();
        page.go("about:blank");
        page.open("");
        holds(page, OWN);
        assert_eq!(page.count(".kept"), 0);
        page.run("location.hash = arguments[0]", &[json!(LINK)]);
        holds(page, LINKED);
        page.click(".kept button");
        holds(page, OWN);
        assert_eq!(page.run("return location.hash", &[]), json!("#/"));
        page.run("history.back()", &[]);
        holds(page, LINKED);
        page.click(".head nav a");
        holds(page, OWN);
        page.calm();
    }

in chromium, firefox, webkit:
    /// Who opens a link and has nothing of their own is told nothing of a file.
    fn a_link_says_nothing_to_a_newcomer(page) {
        page.open(LINK);
        holds(page, LINKED);
        assert_eq!(page.count(".kept"), 0);
    }

in chromium, firefox, webkit:
    /// What is made of a link's file is the reader's own: kept like any other, under no stale address.
    fn edits_of_a_link_outlive_a_reload(page) {
        with_own(page);
        page.go("about:blank");
        page.open(LINK);
        holds(page, LINKED);
        typed(page, "# mine\n");
        page.wait_until("return !location.hash.startsWith('#1')", &[]);
        pause();
        reload(page);
        let edited = format!("{LINKED}# mine\n");
        holds(page, &edited);
        page.click(".kept button");
        holds(page, OWN);
        page.click(".notice button");
        holds(page, &edited);
    }

in chromium, firefox, webkit:
    /// Copying a link leaves the address alone; where the clipboard is denied it is there until the first edit.
    fn a_copied_link_does_not_go_stale(page) {
        with_own(page);
        page.run(CLIPBOARD, &[]);
        page.run(SAVE, &[]);
        page.wait_until("return window.copied?.includes('#1')", &[]);
        assert_eq!(page.run("return location.hash.startsWith('#1')", &[]), json!(false));
        page.run("navigator.clipboard.writeText = async () => { throw 'denied' }; document.execCommand = ((real) => function (name, ...more) { return name !== 'copy' && real.call(document, name, ...more) })(document.execCommand)", &[]);
        page.run(SAVE, &[]);
        page.wait_until("return location.hash.startsWith('#1')", &[]);
        page.wait_text(".notice", "denies");
        typed(page, "# more\n");
        page.wait_until("return !location.hash.startsWith('#1')", &[]);
        pause();
        reload(page);
        holds(page, &format!("{OWN}# more\n"));
    }

in chromium, firefox, webkit:
    /// Off the editor a link leads to the page that is before the reader, and the file is not in it.
    fn shares_the_page_it_stands_on(page) {
        with_own(page);
        for place in ["#/bases/alpine", "#/compare/debian%3A13/scratch", "#/why", "#/learn/course/reading-a-tag"] {
            page.open(place);
            page.wait("main h2");
            page.run(CLIPBOARD, &[]);
            page.run("delete window.copied; document.querySelector('.tools .primary').click()", &[]);
            page.click("dialog .primary");
            let copied = page.wait_until("return window.copied", &[]);
            assert!(copied.as_str().is_some_and(|link| link.ends_with(place)), "{copied}");
            assert_eq!(page.run("return location.hash", &[]), json!(place));
            page.wait_text(".notice", "address of this page");
            page.run("document.querySelector('dialog').close()", &[]);
            page.wait_until("return !document.querySelector('dialog')", &[]);
        }
    }

in chromium, firefox, webkit:
    /// An undo is offered for one change: not after more was typed, not over another example, not on another page.
    fn an_undo_belongs_to_its_change(page) {
        let applied = |page: &Page| {
            with_own(page);
            page.wait(".change .actions .primary:enabled");
            page.click(".change .actions .primary");
            page.wait(".notice button");
            holds_other_than(page, OWN);
        };
        let gone = "return !document.querySelector('.notice button')";
        applied(page);
        typed(page, "# later\n");
        page.wait_until(gone, &[]);
        applied(page);
        page.run("const select = document.querySelector('.desk-head select'); select.value = '3'; select.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
        page.wait_until(gone, &[]);
        applied(page);
        page.run("location.hash = '#/bases'", &[]);
        page.wait(".search");
        page.wait_until(gone, &[]);
        page.run("location.hash = '#/'", &[]);
        applied(page);
        page.click(".notice button");
        page.wait_text(".notice", "Undone");
        holds(page, OWN);
        assert_eq!(page.count(".notice button"), 0);
    }

in chromium:
    /// A word with a button stays while it has the focus.
    fn a_notice_waits_for_the_reader(page) {
        with_own(page);
        page.wait(".change .actions .primary:enabled");
        page.click(".change .actions .primary");
        page.wait(".notice button");
        // It stays for thirty seconds: what is left of them stands still while it has the focus.
        std::thread::sleep(std::time::Duration::from_secs(20));
        page.run("document.querySelector('.notice button').focus()", &[]);
        std::thread::sleep(std::time::Duration::from_secs(14));
        assert_eq!(page.count(".notice button"), 1);
        page.run("document.activeElement.blur()", &[]);
        page.wait_until("return !document.querySelector('.notice')", &[]);
    }

in chromium, firefox:
    /// The file in an element for documentation, as text.
    fn gives_an_element_for_documentation(page) {
        with_own(page);
        page.run(CLIPBOARD, &[]);
        page.run("document.querySelector('.tools .primary').click()", &[]);
        page.wait(".exports");
        page.run("document.querySelector('.exports li:last-child button').click()", &[]);
        let copied = page.wait_until("return window.copied", &[]);
        let copied = copied.as_str().unwrap_or_default();
        let escaped = OWN.replace('&', "&amp;");
        assert!(copied.starts_with(&format!("<script src=\"{}base-wise.js\" defer></script>", page.site.address())), "{copied}");
        assert!(copied.contains(&format!("<pre><code>{escaped}</code></pre>\n</base-wise>")), "{copied}");
        page.click("dialog a[href='embedding.html']");
        page.wait_text("h1", "in your documentation");
        page.calm();
    }
}
