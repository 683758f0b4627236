//! Hostile files in the page: it reads each, says a clear sentence, runs nothing of it, in good time.

#[path = "../../../hostile/cases.rs"]
pub mod cases;

use browser::{Engine, Page};
use cases::table::{self, Row};
use cases::{Case, Sizes};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const GO: &str = "FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";

const SIZES: Sizes = Sizes { pattern: 10_000, depth: 20_000, large: 900_000 };
const DEEPER: Sizes = Sizes { depth: 200_000, ..SIZES };
/// So long an answer may take, drawn; a browser and a half share two processors.
const PATIENCE: Duration = Duration::from_secs(20);
const PATIENCE_WITH_LARGE_ONES: Duration = Duration::from_secs(25);

/// Anything that is more than text.
pub const LIVE: &str = "const live = () => document.querySelector('script:not([src]), img, iframe, object, embed, base, style, [onload], [onerror], [onmouseover], a[href^=\"javascript:\" i], a[href^=\"data:\" i], meta[http-equiv=refresh i]');
    const sleep = (time) => new Promise((done) => setTimeout(done, time));
    ";

/// Types each text and waits until the verdict is about this one: as long as it, or the sentence that refuses it, with
/// its last line. Gives what is wrong: something of it became more than text, the editor shows something else than was
/// typed, or no sentence is there. And how long each took.
const GIVE: &str = "const [cases, patience] = arguments;
    const area = document.querySelector('#source');
    const verdict = () => document.querySelector('#advice');
    const read = () => Number(verdict().dataset.read);
    const size = (text) => new TextEncoder().encode(text).length;
    const lines = (text) => text.split('\\n').length - (text.endsWith('\\n') || !text ? 1 : 0);
    const refused = (text) => verdict().classList.contains('idle') && verdict().innerText.includes(` and ends in line ${lines(text)}. Basewise reads up to `);
    const type = async (text) => {
      area.value = text;
      const held = area.value, bytes = size(held), begun = performance.now();
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      while (read() !== bytes && !refused(held) && performance.now() - begun < patience) await sleep(4);
      return [held, performance.now() - begun, read() === bytes || refused(held)];
    };
    const given = [];
    for (const text of cases) {
      if (read() === size(text)) await type('FROM scratch\\n#' + '-'.repeat(Math.min(size(text), 1000)));
      const [held, took, drawn] = await type(text);
      const wrong = [];
      if (!drawn || took > patience) wrong.push(`was not read in ${patience} ms`);
      if (live()) wrong.push(live().outerHTML.slice(0, 200));
      if (area.value !== held) wrong.push('the text changed');
      if (document.getElementById('broken')) wrong.push('broke the page');
      if ((document.getElementById('verdict-line')?.innerText ?? '').length < 10) wrong.push('no sentence');
      if (window.hit) wrong.push('something ran');
      given.push([took, wrong]);
    }
    return given";

pub fn fresh(page: &Page) {
    page.open("");
    page.wait(".rung");
}

/// Gives all of them, in portions, and counts them into the rows of their kinds.
fn give(page: &Page, cases: &[Case], patience: Duration, rows: &mut Vec<Row>) {
    let script = format!("{LIVE}{GIVE}");
    for some in portions(cases) {
        let texts: Vec<&str> = some.iter().map(|case| case.text.as_str()).collect();
        let given = page.run_async(&script, &[json!(texts), json!(patience.as_millis())]);
        for (case, told) in some.iter().zip(given.as_array().into_iter().flatten()) {
            count(page, case, told, rows);
        }
    }
}

/// So many at once that a script may run for: thirty seconds are what WebDriver gives it.
fn portions(cases: &[Case]) -> Vec<&[Case]> {
    let mut portions = Vec::new();
    let mut rest = cases;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = |case: &&Case| {
            bytes += case.text.len();
            bytes < 40_000
        };
        let (some, more) = rest.split_at(rest.iter().take(20).take_while(fits).count().max(1));
        portions.push(some);
        rest = more;
    }
    portions
}

fn count(page: &Page, case: &Case, told: &Value, rows: &mut Vec<Row>) {
    let place = format!("{:?}", page.engine);
    let took = Duration::from_secs_f64(told[0].as_f64().unwrap_or_default() / 1000.0);
    let wrongs = told[1].as_array().into_iter().flatten();
    let wrongs = wrongs.map(|why| format!("{place}: {}: {}: {why}", case.kind, case.name)).collect();
    let at = rows.iter().position(|row| row.kind == case.kind).unwrap_or_else(|| {
        rows.push(Row::new(&place, case.kind));
        rows.len() - 1
    });
    rows[at].add(took, &case.name, wrongs);
}

/// The kinds among each other: what comes after another kind is no small edit of it, which the page would wait with.
fn mixed(kinds: &[&str], sizes: Sizes) -> Vec<Case> {
    let spread = |kind: &&str| {
        let cases = cases::of(kind, sizes);
        let all = cases.len();
        cases.into_iter().enumerate().map(move |(at, case)| (at * 10_000 / all, case)).collect::<Vec<_>>()
    };
    let mut cases: Vec<(usize, Case)> = kinds.iter().flat_map(spread).collect();
    cases.sort_by_key(|(place, _)| *place);
    cases.into_iter().map(|(_, case)| case).collect()
}

/// The page still does what it is for.
pub fn answers(page: &Page) {
    page.paste(GO);
    page.wait_text(".rung.present", "golang:1.26");
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// Every one of the seven kinds: all in one engine, a third in the others.
    fn small_ones(page) {
        fresh(page);
        let every = if page.engine == Engine::Chromium { 1 } else { 3 };
        let kinds: Vec<&str> = cases::KINDS.iter().copied().filter(|kind| *kind != "large").collect();
        let mut rows = Vec::new();
        let cases: Vec<Case> = mixed(&kinds, SIZES).into_iter().step_by(every).collect();
        give(page, &cases, PATIENCE, &mut rows);
        assert!(rows.len() == kinds.len() && rows.iter().all(|row| row.cases * every + 2 * every >= cases::AT_LEAST));
        table::keep(&rows);
        table::must_be_well(&rows);
        answers(page);
        page.calm();
    }

in chromium, firefox, webkit:
    /// As large as the page takes, and the deep ones deeper: all in one engine, some in the others.
    fn large_ones(page) {
        fresh(page);
        let every = if page.engine == Engine::Chromium { 1 } else { 6 };
        let mut rows = Vec::new();
        let large: Vec<Case> = cases::of("large", SIZES).into_iter().step_by(every).collect();
        give(page, &large, PATIENCE_WITH_LARGE_ONES, &mut rows);
        let deeper = cases::of("deep", DEEPER).into_iter().step_by(6 * every);
        let deeper: Vec<Case> = deeper.map(|case| Case { kind: "deeper", ..case }).collect();
        give(page, &deeper, PATIENCE_WITH_LARGE_ONES, &mut rows);
        table::keep(&rows);
        table::must_be_well(&rows);
        answers(page);
        page.calm();
    }

in chromium, firefox, webkit:
    /// A hundred thousand stages, and ten megabytes: the limit is said, a click and a key are answered, the text stays, also
    /// after a reload.
    fn what_is_too_large(page) {
        fresh(page);
        too_large(page, "100000 stages", "Array.from({ length: 100_000 }, (_, n) => `FROM alpine AS s${n}\\n`).join('')", 100_000);
        too_large(page, "10 MB", "`RUN echo ${'x'.repeat(991)}\\n`.repeat(10_000)", 10_000);
        answers(page);
    }
}

/// How soon a click or a key must be answered while such a text lies in the editor.
const ANSWERED: Duration = Duration::from_secs(20);
/// How soon its sentence must be there: the browser itself lays out ten megabytes.
const SAID: Duration = Duration::from_secs(40);

fn too_large(page: &Page, what: &str, made: &str, lines: usize) {
    let before = page.run("return localStorage.getItem('basewise.draft')", &[]);
    let begun = Instant::now();
    page.run(&format!("const area = document.querySelector('#source'); area.value = {made}; area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"), &[]);
    let sentence = format!(" and ends in line {lines}. Basewise reads up to 1.0 MB and 8000 lines.");
    page.wait_text("#verdict-line", &sentence);
    let said = begun.elapsed();
    assert!(page.text("#advice .because").starts_with("Your text is kept as it is."), "{}", page.text("#advice"));
    let (clicked, pressed) = (answers_a_click(page), answers_a_key(page));
    println!(
        "{:?}, {what}: said after {said:?}, a click answered after {clicked:?}, a key after {pressed:?}",
        page.engine
    );
    let mut row = Row::new(&format!("{:?}", page.engine), what);
    row.add(said.max(clicked).max(pressed), "refused in a sentence, then a click and a key", vec![]);
    table::keep(&[row]);
    assert!(said < SAID && clicked < ANSWERED && pressed < ANSWERED, "{what}: {said:?} {clicked:?} {pressed:?}");
    page.wait_until("return localStorage.getItem('basewise.draft') !== arguments[0]", &[before]);
    page.open(&format!("?after-{lines}"));
    let (begun, there) = (Instant::now(), format!("return document.querySelector('#source')?.value === {made}"));
    while page.run(&there, &[]) != json!(true) {
        assert!(begun.elapsed() < SAID, "{what}: not there after a reload");
        std::thread::sleep(Duration::from_millis(200));
    }
    page.wait_text("#verdict-line", &sentence);
}

/// Help opens, and closes.
fn answers_a_click(page: &Page) -> Duration {
    let begun = Instant::now();
    page.run("document.querySelectorAll('.tools .round')[1].click()", &[]);
    page.wait("dialog[open]");
    let took = begun.elapsed();
    page.run("document.querySelector('dialog').close()", &[]);
    page.wait_until("return document.querySelector('dialog') === null", &[]);
    took
}

/// The question mark opens it, too.
fn answers_a_key(page: &Page) -> Duration {
    let begun = Instant::now();
    page.run("document.activeElement.blur(); window.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))", &[]);
    page.wait("dialog[open]");
    let took = begun.elapsed();
    page.run("document.querySelector('dialog').close()", &[]);
    page.wait_until("return document.querySelector('dialog') === null", &[]);
    took
}
