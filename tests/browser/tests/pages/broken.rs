//! The engine breaks: the page stays alive, the text is safe and there after a reload, and who asked is told.
//!
//! No file is known that breaks it, and what ships knows no word that would. So these tests have a page of their own,
//! built from the same sources with the feature `breakable`: there the engine panics, in the middle of advising, where a
//! text holds one word.

use crate::embed::{LISTEN, docs, host, inside, told};
use browser::{Page, Site, breakable};
use serde_json::json;
use std::process::Command;

const GOOD: &str = "FROM debian:13\nCMD [\"/bin/true\"]\n";
const BREAKS: &str = "FROM debian:12\n# BREAK THE ENGINE\n";

fn source(page: &Page) -> String {
    page.run("return document.querySelector('#source')?.value ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

/// Adds to the end of the text as keys do.
fn typed(page: &Page, text: &str) {
    page.run("const area = document.querySelector('#source'); area.focus(); area.setSelectionRange(area.value.length, area.value.length);
        if (!document.execCommand('insertText', false, arguments[0])) {
          area.value += arguments[0]; area.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }", &[json!(text)]);
}

/// The page has said that it broke. It still takes what is typed, gives it back unread, and reads the next text.
fn survives(page: &Page, text: &str) {
    page.wait("#broken");
    assert_eq!(source(page), text);
    typed(page, "# and more\n");
    let text = format!("{text}# and more\n");
    assert_eq!(source(page), text);
    page.click("#broken a");
    page.wait(".verdict.idle");
    page.wait_text("#verdict-line", "broke Basewise last time");
    assert_eq!(source(page), text);
    page.paste(GOOD);
    page.wait_text(".rung.present", "debian:13");
    assert_eq!(page.count("#broken"), 0);
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::start(&breakable(), "/") }:
    /// A panic of the engine while the reader types.
    fn keeps_the_text_when_the_engine_panics(page) {
        page.open("");
        page.wait(".rung");
        page.paste(BREAKS);
        page.wait("#broken");
        let noted = page.errors();
        survives(page, BREAKS);
        assert!(noted.iter().any(|line| line.contains("broken on purpose")), "{noted:#?}");
    }

in chromium, firefox, webkit at { Site::shared(&breakable(), "/") }:
    /// In a frame: the host is told, holds what was typed, and gives it back to a frame that was loaded anew, unread.
    fn an_embed_leaves_the_text_with_its_host(page) {
        let _docs = host(page, "view=full");
        told(page, "report");
        inside(page, || {
            page.paste(BREAKS);
            page.wait("#broken");
            assert_eq!(source(page), BREAKS);
            typed(page, "# and more\n");
        });
        told(page, "error");
        assert!(page.run("return told.error", &[]).to_string().contains("broke"));
        let text = format!("{BREAKS}# and more\n");
        page.wait_until("return document.querySelector('base-wise').text === arguments[0]", &[json!(text)]);
        inside(page, || page.run("document.querySelector('#broken a').click()", &[]));
        inside(page, || survives_unread(page, &text));
        page.wait_until("return told.change === arguments[0] && JSON.stringify(told.report).includes('debian:13')", &[json!(GOOD)]);
    }

in chromium, firefox, webkit at { Site::shared(&breakable(), "/") }:
    /// A text of the host's that breaks the engine: what the element holds is still read, and the host is told.
    fn an_embed_that_breaks_at_once_leaves_what_it_holds(page) {
        let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let _docs = docs(page, &script, &format!("<base-wise><pre>{BREAKS}</pre></base-wise>"));
        told(page, "error");
        assert_eq!(page.run("return 'report' in told", &[]), json!(false));
        assert_eq!(page.run("return document.querySelector('base-wise pre').getBoundingClientRect().height > 20", &[]), json!(true));
    }

in chromium, firefox, webkit at { Site::shared(&breakable(), "/") }:
    /// Who asks the engine from a script of their own gets an error that says so, and then a fresh engine.
    fn the_interface_says_so_and_goes_on(page) {
        let _docs = docs(page, "", "");
        let said = page.run_async(ASK, &[json!(page.site.address()), json!(BREAKS), json!(GOOD)]);
        assert_eq!(said, json!([
            [true, "Error", "The engine broke on this question. The next one gets a fresh engine.", true],
            ["rejected", "fulfilled", "fulfilled", "rejected", "fulfilled"],
            true,
        ]));
    }
}

/// The frame shows the text without reading it, and reads the next one.
fn survives_unread(page: &Page, text: &str) {
    page.wait(".verdict.idle");
    page.wait_until("return document.querySelector('#source')?.value === arguments[0]", &[json!(text)]);
    assert_eq!(page.count("#broken"), 0);
    page.paste(GOOD);
    page.wait_text(".rung.present", "debian:13");
}

const ASK: &str = "const [site, breaks, good] = arguments, { advise } = await import(site + 'api.js');
    const english = await advise(good);
    const first = await advise(breaks).catch((why) => [why instanceof Error, why.name, why.message, why.cause instanceof Error]);
    const many = await Promise.allSettled([advise(breaks), advise(good), advise(good, { lang: 'de' }), advise(breaks, { lang: 'de' }), advise(good, { lang: 'de' })]);
    return [first, many.map(({ status }) => status), many[4].value.headline !== english.headline && many[1].value.headline === english.headline]";

/// The same in Node.
#[test]
fn the_interface_goes_on_in_node() {
    let script = "const { advise } = await import(process.argv[1]), [breaks, good] = process.argv.slice(2);
        const why = await advise(breaks).catch((why) => why.message);
        console.log(JSON.stringify([why.includes('fresh engine'), (await advise(good)).schema]));";
    let api = format!("file://{}", breakable().join("api.js").display());
    let ran = Command::new("node").args(["--input-type=module", "--eval", script, &api, BREAKS, GOOD]).output();
    let Ok(ran) = ran else {
        return eprintln!("LEFT OUT: there is no node here, so a broken engine is not tried in it");
    };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(said.trim(), "[true,\"basewise.advice/1\"]", "{}", String::from_utf8_lossy(&ran.stderr));
}
