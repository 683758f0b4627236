//! Hostile words in every field that is no Dockerfile: links, names, build arguments, house rules, lesson packs, the name
//! in a certificate. Nothing of them runs, nothing is lost.

use super::hostile::cases::fields;
use super::hostile::{LIVE, answers, fresh};
use super::room::choose_file;
use basewise::share;
use basewise::wishes::{Companion, Input, Policy, Wishes};
use browser::{Engine, Page};
use serde_json::{Value, json};

/// All of them in one engine, some in the others.
fn words(page: &Page) -> Vec<String> {
    let every = if page.engine == Engine::Chromium { 1 } else { 5 };
    fields::words().into_iter().step_by(every).collect()
}

/// Nothing of what was shown is more than text, and nothing ran.
fn inert(page: &Page, word: &str) {
    let wrong = page.run(&format!("{LIVE}return [live()?.outerHTML.slice(0, 300) ?? null, window.hit ?? null, document.getElementById('broken')?.innerText ?? null]"), &[]);
    assert_eq!(wrong, json!([null, null, null]), "{word:?}");
}

/// A link as Basewise makes it, with the word in all that travels in one. No name of a file or an argument has a zero byte in
/// it: in a link it stands between name and text.
fn link(word: &str) -> (Input, Wishes, String) {
    let name = &word.replace('\0', "");
    let input = Input {
        file: format!("{word}/Dockerfile"),
        text: format!(
            "ARG BASE\nFROM ${{BASE}} AS {word}\nRUN apt-get install -y {word}\n# {word}\nCMD [\"{word}\"]\n"
        ),
        target: Some(word.to_owned()),
        build_args: [("BASE".to_owned(), "debian:12".to_owned()), (name.to_owned(), word.to_owned())]
            .into_iter()
            .collect(),
        companions: vec![
            Companion {
                path: format!("{name}/package.json"),
                text: json!({"name": word, "dependencies": {word: word}}).to_string(),
            },
            Companion { path: format!("{name}.sh"), text: format!("#!/bin/{word}\n{word}\n") },
        ],
    };
    let policy = Policy { forbid: vec![word.to_owned()], forbid_families: vec![word.to_owned()], ..Policy::default() };
    let answers =
        [("binary-is-static".to_owned(), word.to_owned()), (name.to_owned(), word.to_owned())].into_iter().collect();
    let wishes = Wishes { policy: Some(policy), answers, ..Wishes::default() };
    let link = share::fold(&input, &wishes);
    (input, wishes, link)
}

/// Every tab, and what it holds.
const TABS: &str = "const held = [];
    for (let at = 0; at < document.querySelectorAll('.tab-name').length; at++) {
      document.querySelectorAll('.tab-name')[at].click();
      const shown = () => document.querySelectorAll('.tab-name')[at].getAttribute('aria-pressed') === 'true' && document.querySelector('#source').value;
      for (let tries = 0; tries < 300 && !shown(); tries++) await sleep(10);
      held.push([document.querySelectorAll('.tab-name')[at].textContent, document.querySelector('#source').value]);
      if (live()) throw live().outerHTML;
    }
    document.querySelectorAll('.tab-name')[0].click();
    return held";

fn house_rules(page: &Page) -> Value {
    page.wait(".wishes > .quiet:last-child");
    page.run("document.querySelector('.wishes > .quiet:last-child').click()", &[]);
    page.wait("dialog[open] .policy-text");
    page.run("return document.querySelector('.policy-text').value", &[])
}

fn close(page: &Page) {
    page.run("document.querySelector('dialog')?.close()", &[]);
    page.wait_until("return document.querySelector('dialog') === null", &[]);
}

fn set(page: &Page, css: &str, text: &str, event: &str) {
    page.wait(css);
    let script = "const field = document.querySelector(arguments[0]); field.focus?.(); field.value = arguments[1];
        field.dispatchEvent(new Event(arguments[2], { bubbles: true })); return field.value";
    page.run(script, &[json!(css), json!(text), json!(event)]);
}

browser::page_tests! {
in chromium, firefox, webkit:
    /// A link that is sound in everything but its words: it opens, and everything in it is there as text.
    fn in_links(page) {
        fresh(page);
        let mut looked = 0;
        for word in words(page) {
            let (input, wishes, link) = link(&word);
            assert_eq!(share::unfold(&link, &Wishes::default()), Ok((input.clone(), wishes)));
            page.run("location.hash = arguments[0]", &[json!(link)]);
            page.wait_until("return document.querySelector('#source')?.value === arguments[0]", &[json!(input.text)]);
            let held = page.run_async(&format!("{LIVE}{TABS}"), &[]);
            let mut all = vec![json!([input.file, input.text])];
            all.extend(input.companions.iter().map(|one| json!([one.path, one.text])));
            assert_eq!(held, json!(all), "{word:?}");
            // Where the file names no base there is no ladder, and with it no button to the rules.
            if page.count(".wishes > .quiet:last-child") > 0 {
                looked += 1;
                let rules = house_rules(page);
                assert!(rules.as_str().is_some_and(|rules| rules.matches(json!(word).to_string().as_str()).count() == 2), "{word:?}: {rules}");
            }
            inert(page, &word);
            close(page);
        }
        assert!(looked > 2, "the rules of {looked} links were looked at");
        answers(page);
        page.calm();
    }

in chromium, firefox:
    /// Links that are none, and words in the addresses of other views.
    fn in_broken_links(page) {
        fresh(page);
        for word in words(page).iter().step_by(4) {
            page.run("location.hash = '#1' + arguments[0]", &[json!(word.bytes().map(|b| format!("{b:02x}")).collect::<String>())]);
            page.wait_text(".notice", "cut off or mistyped; your own text is still here");
            for place in ["bases/W", "compare/W/W", "why/W", "learn/W", "learn/course/W", "present/W/W/1", "paper/W/W"] {
                page.run("location.hash = '#/' + arguments[0].replaceAll('W', encodeURIComponent(arguments[1]))", &[json!(place), json!(word)]);
                page.wait("main h2, main h1, main .compared");
                inert(page, word);
            }
            page.run("location.hash = '#/'", &[]);
            page.wait("#source");
        }
        answers(page);
    }

in chromium, firefox, webkit:
    /// House rules: obeyed or refused in a sentence, there again as they were given.
    fn in_house_rules(page) {
        fresh(page);
        for word in words(page).iter().step_by(3) {
            for (field, policy) in fields::policies(word) {
                house_rules(page);
                set(page, ".policy-text", &policy.to_string(), "input");
                page.click("dialog .primary");
                page.wait_until("return document.querySelector('dialog') === null", &[]);
                inert(page, word);
                let there = house_rules(page);
                assert!(there.as_str().is_some_and(|there| there.contains(&json!(word).to_string())), "{word:?} in {field}: {there}");
                close(page);
            }
            for (field, text) in fields::refused_policies(word) {
                house_rules(page);
                set(page, ".policy-text", &text, "input");
                page.click("dialog .primary");
                page.wait_until("return document.querySelector('#policy-trouble')?.innerText.length > 20", &[]);
                let held = page.run("return document.querySelector('.policy-text').value === arguments[0].replace(/\\r\\n?/g, '\\n')", &[json!(text)]);
                assert_eq!(held, json!(true), "{word:?} as {field}");
                inert(page, word);
                close(page);
            }
        }
        answers(page);
        page.calm();
    }

in chromium, firefox, webkit:
    /// The value of a build argument, the name of a file, and one beside it.
    fn in_arguments_and_names(page) {
        fresh(page);
        for word in words(page).iter().step_by(2) {
            page.paste("ARG BASE\nFROM ${BASE}\nCOPY app /app\nCMD [\"/app\"]\n");
            set(page, ".arg input", word, "input");
            set(page, ".arg input", word, "change");
            page.wait_until("return document.querySelector('.arg input')?.value === arguments[0]", &[json!(word)]);
            inert(page, word);
            page.run("document.querySelector('.take-back')?.click()", &[]);
            let (name, text) = (format!("{}.Dockerfile", word.replace('/', ":")), format!("FROM {word}\nCMD [\"{word}\"]\n"));
            choose_file(page, "input[type=file]", &name, &text);
            page.wait_until("return document.querySelector('#source')?.value === arguments[0].replace(/\\r\\n?/g, '\\n')", &[json!(text)]);
            choose_file(page, "input[type=file]", "package.json", &json!({"name": word, word: {word: word}, "dependencies": {word: word}}).to_string());
            page.wait(".tab:nth-child(2)");
            let names = page.run("return document.querySelector('.tab-name').textContent", &[]);
            assert!(names.as_str().is_some_and(|there| there.ends_with(".Dockerfile")), "{names}");
            inert(page, word);
        }
        answers(page);
        page.calm();
    }

in chromium, firefox, webkit:
    /// A lesson pack with the word in all its fields, in every view of the workshop.
    fn in_lesson_packs(page) {
        page.open("#/learn");
        page.wait(".lessons a");
        for word in words(page).iter().step_by(6) {
            page.run("location.hash = '#/learn'", &[]);
            choose_file(page, "#open-pack", "pack.md", &fields::pack(word, false));
            page.wait_until("return document.querySelector('h2')?.textContent.startsWith('Pack ')", &[]);
            let shown = page.text("body");
            // What a browser shows of a word is its own business; of tags all letters are there.
            assert!(!word.contains("<script>") || shown.contains(word.as_str()) || word.contains('`') || word.contains('*'), "{word:?}: {shown}");
            for place in ["learn/own", "learn/own/one", "present/own/one/0", "present/own/one/1", "present/own/one/4", "present/own/one/6", "paper/own/solutions", "paper/own/summary"] {
                page.run("location.hash = '#/' + arguments[0]", &[json!(place)]);
                page.wait("main");
                page.run_async(&format!("{LIVE}await sleep(60)"), &[]);
                inert(page, word);
            }
        }
        page.calm();
    }

in chromium, firefox, webkit:
    /// The name that a finished course is certified for, typed and brought by a file, and a code that is none.
    fn in_a_certificate(page) {
        page.open("#/learn");
        page.wait(".lessons a");
        let ids = page.run("return [...document.querySelectorAll('.lessons a')].map((one) => one.getAttribute('href').split('/').pop())", &[]);
        let done: serde_json::Map<String, Value> = ids.as_array().into_iter().flatten()
            .map(|id| (id.as_str().unwrap_or_default().to_owned(), json!({"done": "2026-11-28"}))).collect();
        for word in words(page).iter().step_by(3) {
            let progress = json!({"schema": "basewise.progress/1", "name": word, "packs": {"course": done, word: {word: {"done": word}}}});
            choose_file(page, "#open-pack", "progress.json", &progress.to_string());
            page.wait("#own-name");
            inert(page, word);
            set(page, "#own-name", word, "input");
            let short: String = word.chars().take(80).collect();
            page.wait_until("return document.querySelector('#own-name').value === arguments[0]", &[json!(short)]);
            page.run("document.querySelector('#checked-code').closest('details').open = true", &[]);
            set(page, "#checked-code", word, "input");
            set(page, "#checked-name", word, "input");
            page.wait_until("return document.querySelector('#code-says').innerText.length > 20", &[]);
            inert(page, word);
        }
        page.calm();
    }
}
