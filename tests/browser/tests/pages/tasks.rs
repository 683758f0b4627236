//! The five tasks of `docs/tasks.md`, each done by keyboard alone and with a finger on a phone.

use browser::{Hand, Look, Page};
use serde_json::json;

const FILE: &str = "FROM rust:1-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n\nFROM debian:13\nCOPY --from=build /src/target/release/shop /usr/local/bin/shop\nCMD [\"shop\"]\n";
const ASKS: &str = "FROM debian:12\nCOPY server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n";

fn begin(page: &Page, text: &str) {
    page.open("");
    page.wait(".rung");
    page.paste(text);
    page.wait_until(
        "return document.querySelector('.rung.present') && !document.querySelector('.eyebrow.waiting')",
        &[],
    );
    page.wait(".change .primary:not(:disabled), .question");
}

fn why_not_alpine(page: &Page, hand: Hand) {
    begin(page, FILE);
    if page.run("return !document.body.innerText.includes('alpine:3')", &[]) == json!(true) {
        page.reach(hand, "#ladder-note button");
    }
    page.run("const rung = [...document.querySelectorAll('.rung')].find((one) => /^alpine:/.test(one.innerText.trim())); rung.classList.add('the-one')", &[]);
    let said = page.text(".the-one .says");
    assert!(said.contains("does not fit") && said.contains("musl"), "{said}");
    page.reach(hand, ".the-one .rung-name");
    page.wait_text("#chosen-title", "alpine");
    // By keyboard the focus, and what is in sight, stay on the rung.
    let next = if hand == Hand::Keys { ".rung-name:focus" } else { "#chosen-title" };
    page.wait_until("const { top } = document.querySelector(arguments[0]).getBoundingClientRect(); return top > 0 && top < innerHeight", &[json!(next)]);
    page.reach(hand, "#chosen .claim.error .sources a");
    page.wait_text(".reading h2", "musl");
}

fn change_and_take_back(page: &Page, hand: Hand) {
    begin(page, FILE);
    page.reach(hand, ".verdict .actions .primary");
    page.wait_until("return document.querySelector('#source').value.includes('distroless')", &[]);
    page.reach(hand, ".notice button");
    page.wait_until("return document.querySelector('#source').value === arguments[0]", &[json!(FILE)]);
}

fn send_to_a_colleague(page: &Page, hand: Hand) {
    begin(page, FILE);
    page.reach(hand, ".tools .primary");
    page.wait("dialog[open]");
    page.run(crate::own::CLIPBOARD, &[]);
    page.reach(hand, "dialog .primary");
    page.wait(".notice");
    let link = page.wait_until("return window.copied && new URL(window.copied).hash", &[]);
    let link = link.as_str().unwrap_or_default().to_owned();
    page.run("localStorage.clear()", &[]);
    page.go("about:blank");
    page.open(&link);
    page.wait_until("return document.querySelector('#source')?.value === arguments[0]", &[json!(FILE)]);
}

fn tell_what_the_file_does_not(page: &Page, hand: Hand) {
    begin(page, ASKS);
    let before = page.text(".headline");
    let effect = page.text(".answer:not(.assumed) .effect");
    assert!(!effect.is_empty());
    page.reach(hand, ".answer:not(.assumed)");
    page.wait(".answer[aria-pressed=true], .take-back");
    page.reach(hand, ".answer[aria-pressed=true], .take-back");
    page.wait_until("return document.querySelector('.headline').innerText === arguments[0]", &[json!(before)]);
}

fn look_up_a_base(page: &Page, hand: Hand) {
    begin(page, FILE);
    page.reach(hand, ".head nav a[href='#/bases']");
    page.wait(".search");
    page.reach(hand, ".search");
    page.press("debian:10");
    page.wait_text(".base summary", "debian:10");
    assert!(!page.text(".base .state").contains("supported"), "{}", page.text(".base"));
    page.reach(hand, ".base summary");
    page.wait(".base[open]");
    page.reach(hand, ".base[open] .sources a[href^='#/compare']");
    page.wait(".compared .differs");
}

const TASKS: &[fn(&Page, Hand)] =
    &[why_not_alpine, change_and_take_back, send_to_a_colleague, tell_what_the_file_does_not, look_up_a_base];

browser::page_tests! {
in chromium:
    fn tasks_by_keyboard(page) {
        TASKS.iter().for_each(|task| task(page, Hand::Keys));
        page.calm();
    }

in chromium:
    fn tasks_by_touch(page) {
        page.look(Look { width: 360, height: 740, dark: false });
        TASKS.iter().for_each(|task| task(page, Hand::Finger));
        page.calm();
    }
}
