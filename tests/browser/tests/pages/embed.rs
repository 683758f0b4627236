//! Basewise in somebody else's page: another origin, no knowledge of each other but messages.

use browser::{Page, Site, built, hosts};
use serde_json::json;

const GO: &str = "FROM golang:1.26\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";

/// Notes every event of every element, and whether the element still shows what it holds at that moment.
const LISTEN: &str = "<script>
window.told = {}; window.course = [];
for (const type of ['ready', 'resize', 'report', 'change', 'error']) addEventListener(type, ({ target, detail }) => {
  if (!target.shadowRoot) return;
  told[type] = detail;
  course.push([type, target.shadowRoot.querySelector('slot') !== null, target.shadowRoot.querySelector('iframe').style.height]);
});</script>";

const FRAME: &str = "document.querySelector('base-wise').shadowRoot.querySelector('iframe')";

/// A page of another origin (another port).
fn docs(page: &Page, head: &str, body: &str) -> Site {
    let folder = std::env::temp_dir().join(format!("basewise-docs-{}-{}", std::process::id(), hosts::free_port()));
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Docs</title><link rel=icon href=data:,>{head}<body>{body}"
    );
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("index.html"), html))
        .expect("a page can be written");
    let docs = Site::start(&folder, "/");
    page.go(&docs.address());
    docs
}

/// A page with one element that keeps what it is told.
fn host(page: &Page, attributes: &str) -> Site {
    let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
    docs(page, &script, &format!("<base-wise {attributes}><pre>{GO}</pre></base-wise>"))
}

fn told(page: &Page, what: &str) {
    page.wait_until(&format!("return window.told?.{what} !== undefined"), &[]);
}

fn inside<T>(page: &Page, look: impl FnOnce() -> T) -> T {
    page.enter(&page.run(&format!("return {FRAME}"), &[]));
    let seen = look();
    page.leave_frame();
    seen
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

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A host whose policy allows the script and the frame, and nothing else.
    fn works_under_the_hosts_policy(page) {
        let site = page.site.address();
        let policy = format!("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src data:; script-src {site}base-wise.js; frame-src {site}embed.html\">");
        let _docs = docs(page, &format!("{policy}<script src=\"{site}base-wise.js\" defer></script>"), &format!("<base-wise><pre>{GO}</pre></base-wise>"));
        page.wait_until(&format!("return {FRAME}.clientHeight > 100"), &[]);
        page.wait_until("return document.querySelector('base-wise').shadowRoot.querySelector('slot') === null", &[]);
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A page that is itself in a sandbox: neither it nor the frame in it has an origin.
    fn works_where_nobody_has_an_origin(page) {
        let script = format!("<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let held = format!("{script}<base-wise><pre>{GO}</pre></base-wise>");
        let _docs = docs(page, "", &format!("<iframe sandbox=allow-scripts width=900 height=700 srcdoc='{held}'></iframe>"));
        page.enter_frame(0);
        page.wait_until(&format!("return {FRAME}.clientHeight > 100"), &[]);
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// `embed.html` with `allow-scripts` alone: no origin, no storage, no clipboard; spoken to by hand.
    fn works_in_a_sandbox(page) {
        let script = "<script>addEventListener('message', ({ source, data }) => {
            if (source !== frames[0] || data.basewise !== 1) return;
            (window.told ??= {})[data.type] = data.detail;
            if (data.type === 'ready') source.postMessage({ basewise: 1, type: 'set', view: 'ladder', text: 'FROM debian:10\\n' }, '*');
        })</script>";
        let _docs = docs(page, script, &format!("<iframe sandbox=allow-scripts width=900 height=700 src=\"{}embed.html\"></iframe>", page.site.address()));
        told(page, "report");
        assert!(page.run("return JSON.stringify(told.report)", &[]).to_string().contains("debian:10"));
        page.enter_frame(0);
        assert_eq!(page.run("try { return localStorage.length } catch { return 'denied' }", &[]), json!("denied"));
        page.wait(".rung");
        page.shot("sandbox");
        page.calm_on("http://127.0.0.1:");
    }

in chromium, firefox:
    /// The page for frames may load from its own folder and from nowhere else, whatever its first policy says.
    fn the_frame_is_held_to_its_folder(page) {
        page.open("embed.html");
        page.wait("main.embedded");
        let tried = page.run_async("const blocked = []; addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective));
            await fetch('http://127.0.0.1:9/x').catch(() => {});
            document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x' }));
            document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'http://127.0.0.1:9/x.css' }));
            await new Promise((done) => setTimeout(done, 500));
            return [...new Set(blocked)].sort()", &[]);
        assert_eq!(tried, json!(["connect-src", "img-src", "style-src-elem"]));
    }

in chromium, firefox:
    /// Messages that are not ours change nothing, and what is ours is taken as data.
    fn takes_only_what_is_meant(page) {
        page.open("embed.html");
        page.wait("main.embedded");
        let strange = [json!({"basewise": 2, "type": "set", "text": "FROM a"}), json!("text"), json!(null), json!([1]), json!(7),
            json!({"type": "set", "text": "FROM a"}), json!({"basewise": 1, "type": "sing", "text": "FROM a"}),
            json!({"basewise": 1, "type": "set", "text": {"toString": "FROM a"}, "lines": [], "look": 5, "view": {}, "lang": 1, "theme": [null]}),
            json!({"basewise": 1, "type": "set", "__proto__": {"text": "FROM a"}, "constructor": "x"})];
        for data in strange {
            page.run("window.postMessage(arguments[0], '*')", &[data]);
        }
        page.run("window.postMessage({ basewise: 1, type: 'set', view: 'ladder', text: 'FROM debian:13\\nCMD [\"/bin/true\"]\\n', look: { accent: 'url(x)', ink: 'red;}body{display:none' } }, '*')", &[]);
        page.wait_text(".rung.present", "debian:13");
        assert_eq!(page.run("return document.documentElement.style.cssText", &[]), json!(""));
        page.calm();
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A third party in the same page can speak for neither: the frame listens to its parent, the element to its frame.
    fn listens_to_its_own_alone(page) {
        let script = format!("{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let liar = "<iframe sandbox=allow-scripts srcdoc=\"<script>setInterval(() => {
            parent.postMessage({ basewise: 1, type: 'change', detail: 'FROM liar' }, '*');
            for (let at = 0; at < parent.length; at++) parent[at].postMessage({ basewise: 1, type: 'set', text: 'FROM liar' }, '*');
        }, 20)</script>\"></iframe>";
        let _docs = docs(page, &script, &format!("{liar}<base-wise><pre>{GO}</pre></base-wise>"));
        told(page, "report");
        page.run_async("await new Promise((done) => setTimeout(done, 400))", &[]);
        assert!(!page.run("return JSON.stringify([told, document.querySelector('base-wise').text])", &[]).to_string().contains("liar"));
        inside(page, || assert!(!page.text("body").contains("liar")));
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

in chromium, firefox:
    /// On an origin that has storage, the frame still keeps nothing.
    fn the_frame_keeps_nothing(page) {
        page.open("embed.html");
        page.wait("main.embedded");
        page.run("window.postMessage({ basewise: 1, type: 'set', view: 'full', text: arguments[0] }, '*')", &[json!(GO)]);
        page.wait(".rung");
        page.paste("FROM debian:13\nCMD [\"/bin/true\"]\n");
        page.wait_text(".rung.present", "debian:13");
        page.run_async("await new Promise((done) => setTimeout(done, 800))", &[]);
        assert_eq!(page.run("return [localStorage.length, sessionStorage.length, document.cookie]", &[]), json!([0, 0, ""]));
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A host that pins the script by its hash gets that one, or none.
    fn a_pinned_script_loads_and_another_does_not(page) {
        let hash = xtask::build::hash(&std::fs::read(built().join("base-wise.js")).expect("it is built"));
        let tag = |hash: &str| format!("<script src=\"{}base-wise.js\" integrity=\"{hash}\" crossorigin defer></script>", page.site.address());
        let body = format!("<base-wise><pre>{GO}</pre></base-wise>");
        let _docs = docs(page, &tag(&hash), &body);
        page.wait_until("return document.querySelector('base-wise').shadowRoot !== null", &[]);
        let _other = docs(page, &tag(&hash.to_lowercase()), &body);
        page.run_async("await new Promise((done) => setTimeout(done, 500))", &[]);
        assert_eq!(page.run("return document.querySelector('base-wise').shadowRoot", &[]), json!(null));
    }
}
