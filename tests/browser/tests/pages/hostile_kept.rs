//! What of hostile files is there again after a reload, and the sentence where it will not be.

use super::hostile::cases::{self, Sizes};
use super::hostile::{answers, fresh};
use browser::{Engine, Page};
use serde_json::json;

const SIZES: Sizes = Sizes { pattern: 10_000, depth: 20_000, large: 300_000 };

/// As a paste of a whole text, but in one event.
const TYPE: &str = "const area = document.querySelector('#source'); area.value = arguments[0];
    area.dispatchEvent(new InputEvent('input', { bubbles: true })); return area.value";
const DRAFT: &str = "return localStorage.getItem('basewise.draft')";

fn typed(page: &Page, text: &str) -> serde_json::Value {
    page.run(TYPE, &[json!(text)])
}

/// Some of each kind, from all over it.
fn some(of_each: usize) -> Vec<cases::Case> {
    let kinds = cases::KINDS.iter();
    kinds
        .flat_map(|kind| {
            let all = cases::of(kind, SIZES);
            let step = all.len() / of_each;
            all.into_iter().step_by(step).take(of_each).collect::<Vec<_>>()
        })
        .collect()
}

/// Text that no packing makes smaller, as a script of the page makes it: six bits in each character.
fn noise(characters: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    format!(
        "(() => {{ let state = 1; const letters = '{letters}', out = [];
          for (let at = 0; at < {characters}; at++) {{ state = (Math.imul(state, 1664525) + 1013904223) >>> 0; out.push(letters[state >>> 26], at % 100 ? '' : '\\n# '); }}
          return 'FROM scratch' + out.join(''); }})()"
    )
}

const SAID: &str = "This browser does not keep your text: it is too long, or storage is denied here. Copy it before you leave or reload the page.";

browser::page_tests! {
in chromium, firefox, webkit:
    /// Ten of each kind in one engine, two in the others: typed, kept, reloaded, there again.
    fn hostile_files_outlive_a_reload(page) {
        fresh(page);
        let of_each = if page.engine == Engine::Chromium { 10 } else { 2 };
        let all = some(of_each);
        assert_eq!(all.len(), of_each * cases::KINDS.len());
        for (at, case) in all.iter().enumerate() {
            let before = page.run(DRAFT, &[]);
            let held = typed(page, &case.text);
            page.wait_until("return localStorage.getItem('basewise.draft') !== arguments[0]", &[before]);
            page.open(&format!("?{at}"));
            page.wait("#source");
            println!("{}: {}", case.kind, case.name);
            page.wait_until("return document.querySelector('#source')?.value === arguments[0] && !document.querySelector('.unkept')", &[held]);
        }
        answers(page);
        page.calm();
    }

in chromium, firefox, webkit:
    /// More than the browser's storage takes: it is said, and no longer once it is not so.
    fn what_cannot_be_kept_is_said(page) {
        fresh(page);
        let before = page.run(DRAFT, &[]);
        page.run(&format!("const area = document.querySelector('#source'); area.value = {}; area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))", noise(6_000_000)), &[]);
        page.wait_text(".desk .unkept[role=alert]", SAID);
        assert_eq!(page.run(DRAFT, &[]), before, "what was kept before is still there");
        page.shot("unkept");
        typed(page, "FROM debian:10\n");
        page.wait_until("return document.querySelector('.unkept') === null", &[]);
        page.open("?again");
        page.wait_until("return document.querySelector('#source')?.value === 'FROM debian:10\\n'", &[]);
        page.calm();
    }

in chromium:
    /// What packs well but could not be unfolded again is not kept either; nor is anything where storage is denied.
    fn what_could_not_be_had_back_is_said(page) {
        fresh(page);
        page.run("const area = document.querySelector('#source'); area.value = ('#' + 'x'.repeat(998) + '\\n').repeat(16_500); area.dispatchEvent(new InputEvent('input', { bubbles: true }))", &[]);
        page.wait_text(".desk .unkept", SAID);
        typed(page, "FROM debian:10\n");
        page.wait_until("return document.querySelector('.unkept') === null", &[]);
        page.run("Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError') }", &[]);
        typed(page, "FROM debian:11\n");
        page.wait_text(".desk .unkept", SAID);
        for (lang, word) in [("de", "hebt deinen Text nicht auf"), ("zh", "无法保存你的文本")] {
            page.run("const select = [...document.querySelectorAll('select')].find((one) => [...one.options].some(({ value }) => value === 'de')); select.value = [...select.options].find(({ value }) => value.startsWith(arguments[0])).value; select.dispatchEvent(new Event('change', { bubbles: true }))", &[json!(lang)]);
            page.wait_text(".desk .unkept", word);
        }
    }
}
