//! What an embed may not do to its host, and what nobody may do to either of them.

use crate::embed::{FRAME, GO, LISTEN, docs, host, inside, to_the_other_window, told};
use browser::{Engine, Page, Site, built, hosts};
use serde_json::{Value, json};

const DOCS: &str = include_str!("../../../../docs/embed.md");

/// What docs/embed.md asks for where the frame's link shall open.
const POPUPS: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

/// A page with `embed.html` in a sandbox, spoken to by hand; it has reported.
fn sandboxed(page: &Page, allowed: &str, view: &str) -> Site {
    let script = format!("<script>addEventListener('message', ({{ source, data }}) => {{
        if (source !== frames[0] || data.basewise !== 1) return;
        (window.told ??= {{}})[data.type] = data.detail;
        if (data.type === 'ready') source.postMessage({{ basewise: 1, type: 'set', view: '{view}', text: 'FROM debian:10\\nCMD [\"/bin/true\"]\\n' }}, '*');
    }})</script>");
    let frame = format!(
        "<iframe sandbox=\"{allowed}\" width=900 height=700 src=\"{}embed.html\"></iframe>",
        page.site.address()
    );
    let docs = docs(page, &script, &frame);
    told(page, "report");
    docs
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A host whose policy allows the script and the frame, and nothing else.
    fn works_under_the_hosts_policy(page) {
        let site = page.site.address();
        let line = DOCS.lines().find(|line| line.starts_with("script-src ") && line.contains("frame-src ")).expect("the documented line");
        let line = line.replace("https://example.org/basewise/", &site);
        let policy = format!("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src data:; {line}\">");
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
    /// `embed.html` with `allow-scripts` alone: no origin, no storage; spoken to by hand.
    fn works_in_a_sandbox(page) {
        let _docs = sandboxed(page, "allow-scripts", "ladder");
        assert!(page.run("return JSON.stringify(told.report)", &[]).to_string().contains("debian:10"));
        page.enter_frame(0);
        assert_eq!(page.run("try { return localStorage.length } catch { return 'denied' }", &[]), json!("denied"));
        page.wait(".rung");
        page.shot("sandbox");
        page.calm_on("http://127.0.0.1:");
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// In a sandbox a click still copies, the old way; where that is denied as well, the frame says what is left to do.
    fn says_whether_it_copied(page) {
        let _docs = sandboxed(page, "allow-scripts", "full");
        let copy = ".change .actions button:nth-child(2)";
        page.enter_frame(0);
        page.run("document.execCommand = () => false; if (navigator.clipboard) navigator.clipboard.writeText = async () => { throw 'denied' }", &[]);
        page.click(copy);
        page.wait_text(".notice", "denies the clipboard here: nothing was copied");
        assert!(!page.text(".notice").contains("address bar"));
        page.leave_frame();
        if page.engine == Engine::WebKit {
            return;
        }
        page.run("document.querySelector('iframe').src += '?again'; window.told = {}", &[]);
        told(page, "report");
        page.enter_frame(0);
        let new = page.run("return document.querySelector('.diff').textContent.includes('debian:1')", &[]);
        assert_eq!(new, json!(true));
        page.click(copy);
        page.wait_text(".notice", "is copied");
        page.leave_frame();
        page.run("document.body.append(document.createElement('textarea'))", &[]);
        page.type_into("textarea", "\u{e009}v\u{e000}");
        page.wait_until("return document.querySelector('textarea').value.startsWith('FROM ')", &[]);
    }

in chromium, firefox at { Site::shared(&built(), "/") }:
    /// A link out of a sandbox needs two words more: without them the click does nothing, with them the page opens and is
    /// in no sandbox itself.
    fn leaves_the_sandbox_where_the_host_allows_it(page) {
        let _docs = sandboxed(page, "allow-scripts", "verdict");
        page.enter_frame(0);
        page.click(".open-full a");
        page.run_async("await new Promise((done) => setTimeout(done, 1000))", &[]);
        page.leave_frame();
        assert_eq!(page.wait_on(page.client().windows(), "all windows").len(), 1);
        assert!(DOCS.contains(POPUPS), "docs/embed.md does not say {POPUPS}");
        let _docs = sandboxed(page, POPUPS, "verdict");
        page.enter_frame(0);
        page.click(".open-full a");
        to_the_other_window(page);
        page.wait_text(".rung.present", "debian:10");
        page.run("localStorage.setItem('basewise.mine', '1')", &[]);
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

in chromium, firefox, webkit:
    /// Messages that are not ours change nothing, and what is ours is taken as data.
    fn takes_only_what_is_meant(page) {
        page.open("embed.html");
        page.wait("main.embedded");
        // At the top a window is its own parent: what the frame tells its host is heard here.
        page.run("window.told = []; addEventListener('message', ({ data }) => {
            if (data === 'last') window.last = true;
            else if (data?.basewise === 1 && ['change', 'report', 'error'].includes(data.type)) told.push(data) })", &[]);
        let send = |strange: &[Value]| {
            let script = "window.last = false; for (const data of [...arguments[0], 'last']) window.postMessage(data, '*')";
            page.run(script, &[json!(strange)]);
            page.wait_until("return window.last", &[]);
            page.run_async("await new Promise((done) => setTimeout(done, 300))", &[]);
        };
        send(&[json!({"basewise": 2, "type": "set", "text": "FROM a", "lines": ""}), json!("text"), json!(null), json!([1]), json!(7),
            json!({"type": "set", "text": "FROM a"}), json!({"basewise": "1", "type": "set", "text": "FROM a"}), json!({"basewise": 1, "type": "sing", "text": "FROM a"})]);
        let shown = || page.run("return [told.map(({ type, detail }) => type === 'change' ? detail : type), document.querySelector('.listing')]", &[]);
        assert_eq!(shown(), json!([[], null]), "something was taken");
        send(&[json!({"basewise": 1, "type": "set", "text": {"toString": "FROM a"}, "lines": [], "look": 5, "view": {}, "lang": 1, "theme": [null]}),
            json!({"basewise": 1, "type": "set", "__proto__": {"polluted": "yes"}, "constructor": "x"})]);
        assert_eq!(page.run("return {}.polluted", &[]), Value::Null);
        assert_eq!(shown(), json!([["", "report"], null]), "something was taken for what it is not");
        assert_eq!(page.text(".aside"), "There is no Dockerfile here.");
        page.run("window.postMessage({ basewise: 1, type: 'set', view: 'ladder', text: 'FROM debian:13\\nCMD [\"/bin/true\"]\\n', look: { accent: 'url(x)', ink: 'red;}body{display:none' } }, '*')", &[]);
        page.wait_text(".rung.present", "debian:13");
        assert_eq!(page.run("return document.documentElement.style.cssText", &[]), json!(""));
        page.calm();
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A third party in the same page speaks to a frame that it can reach, and in its name. Neither is believed; the host
    /// is, all the while.
    fn listens_to_its_own_alone(page) {
        let site = page.site.address();
        let lies = "<script>
            let sent = 0;
            setInterval(() => {
              parent.postMessage({ basewise: 1, type: 'change', detail: 'FROM liar' }, '*');
              parent.frames.mine.postMessage({ basewise: 1, type: 'set', view: 'full', lines: '', text: 'FROM liar' }, '*');
              parent.postMessage({ lies: ++sent }, '*');
            }, 20)</script>";
        let script = format!("{LISTEN}<script>addEventListener('message', ({{ data, source }}) => {{
              if (data.lies) window.lies = data.lies;
              if (source === frames.mine) (window.fromMine ??= []).push([data.type, data.detail]);
            }})</script><script src=\"{site}base-wise.js\" defer></script>");
        let liar = format!("<iframe sandbox=allow-scripts height=20 srcdoc=\"{lies}\"></iframe>");
        let body = format!("{liar}<iframe name=mine src=\"{site}embed.html\" width=900 height=600></iframe><base-wise><pre>{GO}</pre></base-wise>");
        let _docs = docs(page, &script, &body);
        told(page, "report");
        page.wait_until("return window.fromMine?.some(([type]) => type === 'ready')", &[]);
        page.wait_until("return window.lies > 5", &[]);
        let said = |text: &str| {
            page.run("window.fromMine = []; frames.mine.postMessage({ basewise: 1, type: 'set', view: 'full', text: arguments[0] }, '*')", &[json!(text)]);
            page.wait_until("return window.fromMine.some(([type, detail]) => type === 'change' && detail === arguments[0])", &[json!(text)]);
            page.run("window.before = window.lies", &[]);
            page.wait_until("return window.lies > window.before + 5", &[]);
            page.run("return JSON.stringify(window.fromMine)", &[]).as_str().unwrap_or_default().to_owned()
        };
        for text in ["FROM debian:13\n", "FROM debian:12\n"] {
            let said = said(text);
            assert!(!said.contains("liar"), "the frame was told what to show: {said}");
        }
        page.enter_frame(1);
        assert_eq!(page.run("return document.querySelector('#source').value", &[]), json!("FROM debian:12\n"));
        page.leave_frame();
        let element = page.run("return JSON.stringify([told, course, document.querySelector('base-wise').text])", &[]);
        assert!(!element.to_string().contains("liar"), "{element}");
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// The element's own frame, led to a page of another origin, is not believed any more.
    fn believes_its_frame_only_at_home(page) {
        let _docs = host(page, "");
        told(page, "report");
        page.run("addEventListener('message', ({ data, origin }) => { if (data.detail === 'FROM liar') window.liar = origin })", &[]);
        let liar = std::env::temp_dir().join(format!("basewise-liar-{}", hosts::free_port()));
        let lie = "<!doctype html><script>setInterval(() => { for (const type of ['ready', 'change', 'report', 'error'])
            parent.postMessage({ basewise: 1, type, detail: 'FROM liar' }, '*') }, 20)</script>";
        std::fs::create_dir_all(&liar).and_then(|()| std::fs::write(liar.join("index.html"), lie)).expect("a page can be written");
        let liar = Site::plain(&liar);
        page.run(&format!("window.course = []; {FRAME}.src = arguments[0]"), &[json!(liar.address())]);
        page.wait_until("return window.liar", &[]);
        page.run_async("await new Promise((done) => setTimeout(done, 300))", &[]);
        let taken = page.run("return [course, JSON.stringify(told).includes('liar'), document.querySelector('base-wise').text]", &[]);
        assert_eq!(taken, json!([[], false, GO]));
        assert!(liar.address().starts_with(page.run("return liar", &[]).as_str().expect("an origin")));
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// The element takes from its frame what it knows, in the envelope it knows.
    fn the_element_takes_only_what_is_meant(page) {
        let _docs = host(page, "");
        told(page, "report");
        page.run("window.course = []; addEventListener('message', ({ data }) => { window.heard = (window.heard ?? 0) + 1 })", &[]);
        let strange = [json!({"basewise": 2, "type": "change", "detail": "FROM two"}), json!({"type": "change", "detail": "FROM none"}),
            json!({"basewise": "1", "type": "change", "detail": "FROM word"}), json!({"basewise": 1, "type": "click", "detail": "FROM click"}),
            json!({"basewise": 1, "type": "constructor", "detail": "FROM class"}), json!(null), json!("change"), json!([1]), json!(7)];
        let count = strange.len();
        inside(page, || strange.iter().for_each(|data| _ = page.run("parent.postMessage(arguments[0], '*')", std::slice::from_ref(data))));
        page.wait_until("return window.heard >= arguments[0]", &[json!(count)]);
        assert_eq!(page.run("return [course, document.querySelector('base-wise').text]", &[]), json!([[], GO]));
        inside(page, || page.run("parent.postMessage({ basewise: 1, type: 'change', detail: 'FROM one' }, '*')", &[]));
        page.wait_until("return document.querySelector('base-wise').text === 'FROM one'", &[]);
    }

in chromium, firefox:
    /// On an origin that has storage the frame keeps nothing, and does not look at what the page keeps there: not while one
    /// types, not in a lesson, not when it breaks.
    fn the_frame_keeps_nothing(page) {
        page.open("404.html");
        page.run("localStorage.setItem('basewise.language', 'zh-Hans'); localStorage.setItem('basewise.rescue', 'FROM mine')", &[]);
        let kept = || page.run("return [Object.entries(localStorage).sort(), sessionStorage.length, document.cookie]", &[]);
        let before = kept();
        page.open("embed.html");
        page.wait("main.embedded");
        assert_eq!(page.run("return document.documentElement.lang", &[]), json!("en"));
        let set = |more: &str| page.run(&format!("window.postMessage({{ basewise: 1, type: 'set', view: 'full', text: arguments[0], {more} }}, '*')"), &[json!(GO)]);
        set("");
        page.wait(".rung");
        page.paste("FROM debian:13\nCMD [\"/bin/true\"]\n");
        page.wait_text(".rung.present", "debian:13");
        set("lesson: 'course/reading-a-tag'");
        page.wait(".lesson");
        page.paste("FROM debian:13\n");
        page.run_async("await new Promise((done) => setTimeout(done, 800))", &[]);
        assert_eq!(kept(), before);
        page.open("embed.html?again");
        page.wait("main.embedded");
        set("");
        page.wait(".ladder");
        page.run("document.querySelector('.ladder').remove()", &[]);
        page.paste("FROM debian:12\nCOPY server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n");
        page.wait_text("#broken", "still in the editor: copy it");
        page.type_into("#source", "# more");
        assert_eq!(kept(), before);
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
