//! Hostile files in the page: it answers, says a clear sentence, loses nothing, runs nothing.

#[path = "../../../hostile/cases.rs"]
mod cases;

use browser::Page;
use serde_json::{Value, json};

const GO: &str = "FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";

/// Types each text, waits until it is drawn, and says what is wrong: something of it became more than text, or the
/// editor shows something else than was typed.
const GIVE: &str = "const area = document.querySelector('textarea'), wrong = [];
    const live = 'script:not([src]), img, iframe, object, embed, base, style, [onload], [onerror], [onmouseover], a[href^=\"javascript:\" i], a[href^=\"data:\" i], meta[http-equiv=refresh i]';
    for (const [name, text] of arguments[0]) {
      area.value = text;
      const held = area.value;
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((done) => setTimeout(done, 15));
      if (document.querySelector(live)) wrong.push(`${name}: ${document.querySelector(live).outerHTML.slice(0, 200)}`);
      if (area.value !== held) wrong.push(`${name}: the text changed`);
      if (document.getElementById('broken')) return [...wrong, `${name}: broke the page`];
    }
    if (window.hit) wrong.push('something ran');
    return wrong";

fn fresh(page: &Page) {
    page.open("");
    page.wait(".rung");
}

fn give(page: &Page, cases: &[cases::Case]) {
    for some in cases.chunks(60) {
        let pairs: Vec<Value> =
            some.iter().map(|case| json!([format!("{}: {}", case.kind, case.name), case.text])).collect();
        let wrong = page.run_async(GIVE, &[json!(pairs)]);
        assert_eq!(wrong, json!([]));
    }
}

/// The page still does what it is for.
fn answers(page: &Page) {
    page.paste(GO);
    page.wait_text(".rung.present", "golang:1.26");
}

browser::page_tests! {
in chromium, firefox, webkit:
    fn small_ones(page) {
        fresh(page);
        let cases = cases::small();
        give(page, &cases);
        println!("{} hostile files in {:?}", cases.len(), page.engine);
        answers(page);
        page.calm();
    }

in chromium, firefox:
    /// Large, deep and growing ones, up to what the page takes.
    fn large_ones(page) {
        fresh(page);
        let mut slow = Vec::new();
        for case in cases::large(900_000) {
            let begun = std::time::Instant::now();
            give(page, std::slice::from_ref(&case));
            page.wait_until("return document.querySelector('.verdict') !== null && document.querySelector('.waiting') === null", &[]);
            slow.push((begun.elapsed().as_secs_f32(), case.name));
        }
        slow.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("{:?}: the slowest: {:?}", page.engine, &slow[..5]);
        answers(page);
        page.calm();
    }

in firefox:
    /// Ten megabytes: a limit is said, the text stays, also after a reload.
    fn ten_megabytes(page) {
        fresh(page);
        page.wait_until("return localStorage.getItem('basewise.draft') !== null", &[]);
        let before = page.run("return localStorage.getItem('basewise.draft')", &[]);
        page.run("const area = document.querySelector('textarea'); area.value = 'RUN true\\n'.repeat(1_150_000); area.dispatchEvent(new InputEvent('input', { bubbles: true }))", &[]);
        page.wait(".verdict.idle");
        page.wait_until("return localStorage.getItem('basewise.draft') !== arguments[0]", &[before]);
        page.open("?again");
        page.wait_until("return document.querySelector('textarea')?.value.length === 10_350_000", &[]);
        answers(page);
    }

in chromium, firefox:
    /// What a share link carries is as much a stranger's as what is pasted.
    fn in_links(page) {
        fresh(page);
        for case in cases::small().iter().filter(|case| case.kind == "tags").step_by(23) {
            page.run("location.hash = '#1' + arguments[0]", &[json!(case.text.bytes().map(|b| format!("{b:02x}")).collect::<String>())]);
            page.wait(".notice");
            page.run("location.hash = '#/bases/' + encodeURIComponent(arguments[0])", &[json!(case.text)]);
            page.run("location.hash = '#/compare/' + encodeURIComponent(arguments[0]) + '/' + encodeURIComponent(arguments[0])", &[json!(case.text)]);
            page.run("location.hash = '#/why/' + encodeURIComponent(arguments[0])", &[json!(case.text)]);
            page.run("location.hash = '#/'", &[]);
            page.wait("#source");
        }
        assert_eq!(page.run("return window.hit ?? null", &[]), json!(null));
        answers(page);
        page.calm();
    }
}
