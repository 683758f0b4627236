//! Basewise in somebody else's page: another origin, no knowledge of each other but messages.

use browser::{Page, Site, built, hosts};
use serde_json::json;

pub const GO: &str = "FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";

/// Files of the host's, for `src`.
const ONE: &str = "FROM debian:10\nCMD [\"/bin/true\"]\n";
const TWO: &str = "FROM debian:11\nCMD [\"/bin/true\"]\n";

/// Notes every event of every element, and whether the element still shows what it holds at that moment.
pub const LISTEN: &str = "<script>
window.told = {}; window.course = [];
for (const type of ['ready', 'resize', 'report', 'change', 'error']) addEventListener(type, ({ target, detail }) => {
  if (!target.shadowRoot) return;
  told[type] = detail;
  course.push([type, target.shadowRoot.querySelector('slot') !== null, target.shadowRoot.querySelector('iframe').style.height]);
});</script>";

pub const FRAME: &str = "document.querySelector('base-wise').shadowRoot.querySelector('iframe')";

/// A page of another origin (another port), with two Dockerfiles beside it.
pub fn docs(page: &Page, head: &str, body: &str) -> Site {
    let folder = std::env::temp_dir().join(format!("basewise-docs-{}-{}", std::process::id(), hosts::free_port()));
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Docs</title><link rel=icon href=data:,>{head}<body>{body}"
    );
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, text) in [("index.html", html.as_str()), ("one.Dockerfile", ONE), ("two.Dockerfile", TWO)] {
        std::fs::write(folder.join(name), text).expect("a file can be written");
    }
    let docs = Site::start(&folder, "/");
    page.go(&docs.address());
    docs
}

/// A page with one element that keeps what it is told.
pub fn host(page: &Page, attributes: &str) -> Site {
    let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
    docs(page, &script, &format!("<base-wise {attributes}><pre>{GO}</pre></base-wise>"))
}

pub fn told(page: &Page, what: &str) {
    page.wait_until(&format!("return window.told?.{what} !== undefined"), &[]);
}

pub fn inside<T>(page: &Page, look: impl FnOnce() -> T) -> T {
    page.enter(&page.run(&format!("return {FRAME}"), &[]));
    let seen = look();
    page.leave_frame();
    seen
}

/// Waits for a second window and goes over to it.
pub fn to_the_other_window(page: &Page) {
    let begun = std::time::Instant::now();
    let here = page.wait_on(page.client().window(), "this window");
    let other = loop {
        let all = page.wait_on(page.client().windows(), "all windows");
        if let Some(other) = all.into_iter().find(|one| *one != here) {
            break other;
        }
        assert!(begun.elapsed().as_secs() < 10, "no window was opened");
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    page.wait_on(page.client().switch_to_window(other), "the other window");
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// The advice is shown in the frame and told to the host. What the element holds goes at the moment when something
    /// as tall as it needs to be is in its place, not before.
    fn advises_in_a_foreign_page(page) {
        let _docs = host(page, "view=ladder");
        told(page, "report");
        assert_eq!(page.run("return told.report.schema", &[]), json!("basewise.advice/1"));
        let course = page.run("return course", &[]);
        let steps: Vec<_> = course.as_array().into_iter().flatten().collect();
        let report = steps.iter().find(|step| step[0] == "report").expect("a report");
        assert_eq!(report[1], json!(false), "{course}");
        let height: f64 = report[2].as_str().and_then(|px| px.trim_end_matches("px").parse().ok()).unwrap_or_default();
        assert!(height > 300.0, "{course}");
        assert!(steps.iter().take_while(|step| step[0] != "report").all(|step| step[1] == json!(true)), "{course}");
        let ready: Vec<_> = steps.iter().enumerate().filter(|(_, step)| step[0] == "ready").map(|(at, _)| at).collect();
        let change = steps.iter().position(|step| step[0] == "change");
        assert!(ready.len() == 1 && change.is_some_and(|at| at > ready[0]), "{course}");
        page.calm_on("http://127.0.0.1:");
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// What the host sets, the frame shows: text, language, view, lines; and attributes are properties.
    fn follows_the_host(page) {
        let _docs = host(page, "view=verdict lang=de");
        told(page, "report");
        let english = page.run("return told.report.headline", &[]);
        page.run("document.querySelector('base-wise').text = 'FROM debian:10\\nCMD [\"/bin/true\"]\\n'", &[]);
        page.wait_until("return told.change?.includes('debian:10') && JSON.stringify(told.report).includes('debian:10')", &[]);
        assert_ne!(page.run("return told.report.headline", &[]), english);
        page.run("Object.assign(document.querySelector('base-wise'), { view: 'ladder', lines: '2', readonly: true })", &[]);
        let attributes = page.run("const one = document.querySelector('base-wise'); return ['view', 'lines', 'readonly', 'lang', 'theme'].map((name) => one.getAttribute(name))", &[]);
        assert_eq!(attributes, json!(["ladder", "2", "", "de", null]));
        inside(page, || {
            page.wait_text(".listing", "CMD");
            assert!(!page.text(".listing").contains("FROM"), "{}", page.text(".listing"));
            page.wait(".rung");
            page.wait_until("return document.documentElement.lang === 'de'", &[]);
        });
        page.run("document.querySelector('base-wise').lines = '1,2-9'; document.querySelector('base-wise').text = 'FROM debian:10\\nRUN a\\nRUN b\\n'", &[]);
        page.run("document.querySelector('base-wise').lines = '1,3'", &[]);
        inside(page, || page.wait_until("return [...document.querySelectorAll('.listing .line')].map((one) => one.dataset.number).join() === '1,⋯,3'", &[]));
        page.run("document.querySelector('base-wise').lines = '99-200'", &[]);
        inside(page, || page.wait_text(".trouble", "99-200"));
        page.run("document.querySelector('base-wise').removeAttribute('lines')", &[]);
        inside(page, || page.wait_until("return document.querySelector('.listing') === null", &[]));
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// The file of an address of the host's, and the next one when the address changes; of two in a row the later one.
    fn fetches_the_file_it_is_told(page) {
        let _docs = host(page, "src=one.Dockerfile");
        page.wait_until("return told.change === arguments[0]", &[json!(ONE)]);
        page.wait_until("return JSON.stringify(told.report).includes('debian:10')", &[]);
        assert_eq!(page.run("return [document.querySelector('base-wise').text, document.querySelector('base-wise').src]", &[]), json!([ONE, "one.Dockerfile"]));
        page.run("document.querySelector('base-wise').src = 'two.Dockerfile'", &[]);
        page.wait_until("return told.change === arguments[0]", &[json!(TWO)]);
        inside(page, || page.wait_text("main", "debian:11"));
        // The first answer comes last.
        page.run("const real = window.fetch.bind(window); window.answered = 0;
            window.fetch = async (address) => {
              const answer = await real(address);
              if (address.startsWith('one')) await new Promise((done) => setTimeout(done, 400));
              window.answered++;
              return answer;
            };
            const one = document.querySelector('base-wise');
            one.src = 'one.Dockerfile';
            one.src = 'two.Dockerfile'", &[]);
        page.wait_until("return window.answered === 2", &[]);
        page.run_async("await new Promise((done) => setTimeout(done, 200))", &[]);
        assert_eq!(page.run("return document.querySelector('base-wise').text", &[]), json!(TWO));
        assert_eq!(page.run("return 'error' in told", &[]), json!(false));
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// What attributes say, properties say as well: language, theme, lesson.
    fn is_told_by_properties(page) {
        let _docs = host(page, "");
        told(page, "report");
        let set = |script: &str| page.run(&format!("const one = document.querySelector('base-wise'); {script}"), &[]);
        let look = || inside(page, || page.run("const ink = getComputedStyle(document.body).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
            return [document.documentElement.dataset.theme, ink[0] + ink[1] + ink[2] > 384]", &[]));
        assert_eq!(set("return [one.lang, one.theme, one.lesson, one.src, one.view, one.lines, one.readonly]"), json!(["", null, null, null, null, null, false]));
        for (theme, seen) in [("dark", json!(["dark", true])), ("light", json!(["light", false])), ("auto", json!(["light", false])), ("dark", json!(["dark", true]))] {
            assert_eq!(set(&format!("one.theme = '{theme}'; return one.getAttribute('theme')")), json!(theme));
            inside(page, || page.wait_until("return document.documentElement.dataset.theme === arguments[0]", &[seen[0].clone()]));
            assert_eq!(look(), seen, "{theme}");
        }
        // White text on a white page: still as it was told.
        set("document.body.style.color = 'white'; one.setAttribute('theme', 'light')");
        inside(page, || page.wait_until("return document.documentElement.dataset.theme === 'light'", &[]));
        assert_eq!(set("one.lang = 'de'; return one.getAttribute('lang')"), json!("de"));
        inside(page, || page.wait_text(".open-full", "In Basewise öffnen"));
        assert_eq!(set("one.lesson = 'course/reading-a-tag'; return one.getAttribute('lesson')"), json!("course/reading-a-tag"));
        inside(page, || page.wait(".lesson"));
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// “Open in Basewise” opens the page with the text, the build arguments and the wishes as they stand in the frame.
    fn opens_in_full_what_it_shows(page) {
        let _docs = host(page, "view=full");
        told(page, "report");
        let text = "ARG BASE\nFROM ${BASE}\nRUN apt-get update\nCMD [\"/bin/true\"]\n";
        inside(page, || {
            page.paste(text);
            page.type_into(".arg input", "debian:10\u{e007}");
            page.wait_text(".rung.present", "debian:10");
            page.run("document.querySelector('.wishes .segments button:nth-child(3)').click()", &[]);
            page.wait(".wishes .segments button:nth-child(3)[aria-pressed=true]");
            page.run("document.querySelector('.open-full a').focus()", &[]);
            page.press("\u{e007}");
        });
        to_the_other_window(page);
        page.wait_text(".rung.present", "debian:10");
        let carried = page.run("return [document.querySelector('textarea').value, document.querySelector('.arg input').value,
            document.querySelector('.wishes .segments button:nth-child(3)').ariaPressed, document.referrer, window.opener]", &[]);
        assert_eq!(carried, json!([text, "debian:10", "true", "", null]));
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// Everything, to read only: the file is shown, nothing can be typed; and everything, with an editor.
    fn shows_everything(page) {
        let _docs = host(page, "view=full readonly");
        told(page, "report");
        inside(page, || {
            page.wait_text(".listing", "CMD");
            assert_eq!(page.count("textarea"), 0);
        });
        page.run("document.querySelector('base-wise').readonly = false", &[]);
        inside(page, || {
            page.paste("FROM debian:10\nCMD [\"/bin/true\"]\n");
            assert_eq!(page.count(".listing"), 0);
        });
        page.wait_until("return told.change.includes('debian:10') && document.querySelector('base-wise').text === told.change", &[]);
        let link = inside(page, || page.run("return document.querySelector('.open-full a').href", &[]));
        page.go(link.as_str().expect("a link"));
        page.wait_until("return document.querySelector('textarea')?.value.includes('debian:10')", &[]);
    }

in chromium, firefox, webkit:
    /// Where the script does not run, the element still reads as what it holds.
    fn reads_without_the_script(page) {
        page.go("data:text/html,<base-wise><pre>FROM scratch</pre></base-wise>");
        page.wait_text("base-wise", "FROM scratch");
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// The host's colours and its light or dark, also after a switch.
    fn wears_what_the_host_wears(page) {
        let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let _docs = docs(page, &script, &format!("<base-wise style='--basewise-accent: rgb(1, 2, 3); --basewise-ink: url(x)'><pre>{GO}</pre></base-wise>"));
        told(page, "report");
        let paper = || inside(page, || page.run("return [document.documentElement.dataset.theme, document.documentElement.style.getPropertyValue('--accent'), document.documentElement.style.getPropertyValue('--ink')]", &[]));
        assert_eq!(paper(), json!(["light", "rgb(1, 2, 3)", ""]));
        page.run("document.body.style.color = 'white'", &[]);
        page.run_async("await new Promise((done) => setTimeout(done, 300))", &[]);
        assert_eq!(paper()[0], json!("dark"));
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// Twenty embeds far apart: those out of sight cost nothing, and moving one keeps it alive.
    fn costs_little_when_there_are_many(page) {
        let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let _docs = docs(page, &script, &format!("<style>base-wise {{ margin-bottom: 8000px }}</style>{}", format!("<base-wise><pre>{GO}</pre></base-wise>").repeat(20)));
        told(page, "report");
        page.run_async("await new Promise((done) => setTimeout(done, 1000))", &[]);
        let loaded = page.site.requests().iter().filter(|line| line.contains("/embed.html")).count();
        assert!((1..=3).contains(&loaded), "{loaded} frames were loaded");
        page.run("window.told = {}; document.body.prepend(document.querySelector('base-wise'))", &[]);
        told(page, "report");
    }

in chromium, firefox at { Site::shared(&hosts::copy_of_site().join("site"), "/") }:
    /// The wasm cannot be had: the host is told, and what the element holds is still read.
    fn says_that_it_could_not_start(page) {
        let files = std::fs::read_dir(page.site.folder()).expect("it can be read").flatten().map(|entry| entry.path());
        let wasm: Vec<_> = files.filter(|file| file.to_string_lossy().contains(".wasm")).collect();
        assert!(!wasm.is_empty());
        wasm.iter().for_each(|file| std::fs::write(file, "gone").expect("it can be written"));
        let _docs = host(page, "");
        told(page, "error");
        assert!(page.run("return document.querySelector('base-wise pre').getBoundingClientRect().height > 0", &[]).as_bool().unwrap_or_default());
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// What goes wrong is said, and the text that was there stays.
    fn says_what_went_wrong(page) {
        let _docs = host(page, "src=no-such-file");
        told(page, "error");
        assert!(page.run("return told.error", &[]).to_string().contains("404"));
        told(page, "report");
        inside(page, || page.wait_text(".trouble", "no-such-file"));
        page.run("document.querySelector('base-wise').text = '#'.repeat(3e6)", &[]);
        page.wait_until("return told.error.includes('2 MB')", &[]);
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// What is said to stand below stands there, and a frame with nothing in it asks for nothing.
    fn says_nothing_that_is_not_there(page) {
        let _docs = host(page, "view=verdict");
        told(page, "report");
        page.run("document.querySelector('base-wise').text = 'FROM registry.example.com/team/base:7\\nCOPY app /app\\nCMD [\"/app\"]\\n'", &[]);
        inside(page, || {
            page.wait_text(".because", "below");
            page.wait(".claim");
        });
        page.run("document.querySelector('base-wise').text = ''", &[]);
        inside(page, || page.wait_text("main", "There is no Dockerfile here"));
    }
}
