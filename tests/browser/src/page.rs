//! What a test may do with a page and ask of it.

use crate::driver::Driver;
use crate::strangers::Strangers;
use crate::{Engine, Site};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Where the editor of the page is.
pub const EDITOR: &str = "#source";

/// Chromium takes no picture of a page that is much taller.
const TALLEST: f64 = 8000.0;

const PATIENCE: Duration = Duration::from_secs(20);

/// A browser now and then dies while it starts, and its driver waits for it without end: then a fresh one is started.
const STARTS: usize = 3;

/// A window, a colour scheme.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In CSS pixels, as the height.
    pub width: u32,
    pub height: u32,
    /// `prefers-color-scheme: dark` (Chromium only).
    pub dark: bool,
}

/// A driver with a session.
fn begin(engine: Engine, runtime: &tokio::runtime::Runtime, strangers: &Strangers) -> Option<(Driver, Client)> {
    let mut driver = Driver::start(engine);
    let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
    builder.capabilities(engine.capabilities(driver.profile(), strangers));
    let address = driver.address();
    let connect = async { tokio::time::timeout(Duration::from_secs(60), builder.connect(&address)).await };
    let client = match runtime.block_on(connect) {
        Ok(Ok(client)) => client,
        Ok(Err(problem)) => {
            eprintln!("{engine:?} does not start: {problem}");
            return None;
        }
        Err(_) => {
            eprintln!("{engine:?} does not start within a minute");
            return None;
        }
    };
    driver.session = runtime.block_on(client.session_id()).ok().flatten();
    Some((driver, client))
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1280, height: 800, dark: false }
    }
}

/// One browser with one page of one site.
pub struct Page {
    /// Which engine shows it.
    pub engine: Engine,
    /// The server behind it.
    pub site: Site,
    name: String,
    client: Client,
    runtime: tokio::runtime::Runtime,
    pub(crate) noted: RefCell<Vec<String>>,
    pub(crate) strangers: Strangers,
    // Dropped last: its end takes the browser along.
    _driver: Driver,
}

impl Page {
    /// A fresh browser on a site of your choice.
    pub fn on(engine: Engine, test: &str, site: Site) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio starts");
        let strangers = Strangers::listen();
        let begun = (0..STARTS).find_map(|_| begin(engine, &runtime, &strangers));
        let (driver, client) = begun.unwrap_or_else(|| panic!("{engine:?} does not start"));
        let name = format!("{test}-{engine:?}").to_lowercase();
        let page = Self { engine, site, name, client, runtime, noted: RefCell::default(), strangers, _driver: driver };
        page.look(Look::default());
        page
    }

    /// Runs a test; a panic leaves a picture and what the page noted.
    pub fn check(mut self, test: impl FnOnce(&mut Self)) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| test(&mut self)));
        if let Err(panic) = outcome {
            eprintln!("the page noted: {:#?}", self.errors());
            eprintln!("a picture: {}", self.shot("failed").display());
            std::panic::resume_unwind(panic);
        }
    }

    /// Opens a place of the site (`""`, `"#fragment"`, `"embed.html"`) and waits until it has loaded.
    pub fn open(&self, place: &str) {
        self.go(&format!("{}{place}", self.site.address()));
    }

    /// Opens any address. Firefox now and then says that it is there while the old document still answers; so that
    /// one is marked, and waited away. Another fragment of the same address is no other document.
    pub fn go(&self, address: &str) {
        self.keep_notes();
        let mark = "const [here, there] = [location.href, arguments[0]].map((one) => one.split('#')[0]);
            return here !== there && (document.left = true)";
        let leaves = self.run(mark, &[json!(address)]) == json!(true);
        self.wait_on(self.client.goto(address), &format!("opening {address}"));
        if leaves {
            self.wait_until("return document.left !== true && document.readyState === 'complete'", &[]);
        }
    }

    /// The WebDriver client, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a future of the client to its end.
    pub fn wait_on<T, E: std::fmt::Display>(&self, future: impl Future<Output = Result<T, E>>, doing: &str) -> T {
        let limited = async { tokio::time::timeout(Duration::from_secs(60), future).await };
        match self.runtime.block_on(limited) {
            Ok(Ok(value)) => value,
            Ok(Err(problem)) => panic!("{doing}: {problem}"),
            Err(_) => panic!("{doing}: took longer than a minute"),
        }
    }

    /// Runs a function body in the page (`return …`, `arguments[0]`) and gives what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait_on(self.client.execute(script, arguments.to_vec()), script)
    }

    /// As [`run`](Self::run), for a body that may `await`.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; (async (...arguments) => {{ {script} }})(...arguments) \
             .then((value) => done({{ value }}), (problem) => done({{ problem: String(problem) }}));"
        );
        let answer = self.wait_on(self.client.execute_async(&wrapped, arguments.to_vec()), script);
        assert!(answer["problem"].is_null(), "{script}: {}", answer["problem"]);
        answer["value"].clone()
    }

    /// Waits until the function body gives something true, and gives it.
    pub fn wait_until(&self, script: &str, arguments: &[Value]) -> Value {
        let begun = Instant::now();
        loop {
            let value = self.asked(script, arguments);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never true in {PATIENCE:?}: {script} {arguments:?}\npage: {}",
                self.text("body").chars().take(3000).collect::<String>()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// As [`run`](Self::run); nothing where the document went away while it was asked, as WebKit tells when a link was followed.
    fn asked(&self, script: &str, arguments: &[Value]) -> Value {
        let asking = async {
            match self.client.execute(script, arguments.to_vec()).await {
                Err(problem) if problem.to_string().contains("before the unload event") => Ok(Value::Null),
                answer => answer,
            }
        };
        self.wait_on(asking, script)
    }

    /// Waits until something matches the selector.
    pub fn wait(&self, css: &str) {
        self.wait_until("return document.querySelector(arguments[0]) !== null", &[json!(css)]);
    }

    /// Waits until some element that matches shows `text`.
    pub fn wait_text(&self, css: &str, text: &str) {
        let script =
            "return [...document.querySelectorAll(arguments[0])].some((one) => one.textContent.includes(arguments[1]))";
        self.wait_until(script, &[json!(css), json!(text)]);
    }

    /// The visible text of the first match, empty when there is none.
    pub fn text(&self, css: &str) -> String {
        let text = self.run("return document.querySelector(arguments[0])?.innerText ?? ''", &[json!(css)]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements match.
    pub fn count(&self, css: &str) -> u64 {
        self.run("return document.querySelectorAll(arguments[0]).length", &[json!(css)]).as_u64().unwrap_or_default()
    }

    /// Clicks the first match, as a mouse does.
    pub fn click(&self, css: &str) {
        self.wait(css);
        let element = self.wait_on(self.client.find(Locator::Css(css)), css);
        self.wait_on(element.click(), &format!("clicking {css}"));
    }

    /// Types into the first match, key by key.
    pub fn type_into(&self, css: &str, text: &str) {
        self.wait(css);
        let element = self.wait_on(self.client.find(Locator::Css(css)), css);
        self.wait_on(element.send_keys(text), &format!("typing into {css}"));
    }

    /// Presses keys on whatever has the focus; [`fantoccini::key::Key`] names the special ones.
    pub fn press(&self, keys: &str) {
        let element = self.wait_on(self.client.active_element(), "the focused element");
        self.wait_on(element.send_keys(keys), "pressing keys");
    }

    /// Puts a whole text into the editor, as a paste does.
    pub fn paste(&self, text: &str) {
        self.wait(EDITOR);
        let script = "const editor = document.querySelector(arguments[0]); editor.focus(); editor.select();
            if (!document.execCommand('insertText', false, arguments[1])) {
              editor.value = arguments[1]; editor.dispatchEvent(new InputEvent('input', { bubbles: true }));
            }";
        self.run(script, &[json!(EDITOR), json!(text)]);
    }

    /// Sizes the viewport and sets the colour scheme.
    pub fn look(&self, look: Look) {
        if self.engine == Engine::Chromium {
            let size = json!({"width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false});
            self.cdp("Emulation.setDeviceMetricsOverride", size);
            let scheme = if look.dark { "dark" } else { "light" };
            let feature = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
            self.cdp("Emulation.setEmulatedMedia", feature);
            return;
        }
        assert!(!look.dark, "only Chromium can be told to be dark");
        self.wait_on(self.client.set_window_size(look.width, look.height), "sizing the window");
    }

    /// A command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "{command} is for Chromium");
        let body = json!({"cmd": command, "params": parameters});
        let sent = self.client.issue_cmd(Post { path: "goog/cdp/execute", body: body.to_string() });
        self.wait_on(sent, command)
    }

    /// Writes a picture to `target/screens/` and says where.
    pub fn shot(&self, name: &str) -> PathBuf {
        let folder = xtask::root().join("target/screens");
        let file = folder.join(format!("{}-{name}.png", self.name));
        let bytes = self.wait_on(self.client.screenshot(), "taking a picture");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, bytes)).expect("a picture can be written");
        file
    }

    /// The whole page as a picture (Chromium), or as much of it as one takes.
    pub fn full_shot(&self) -> Vec<u8> {
        use base64::Engine as _;
        let size = self.cdp("Page.getLayoutMetrics", json!({}))["cssContentSize"].clone();
        let height = size["height"].as_f64().unwrap_or_default().min(TALLEST);
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1});
        let answer =
            self.cdp("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true, "clip": clip}));
        let data = answer["data"].as_str().unwrap_or_default();
        base64::engine::general_purpose::STANDARD.decode(data).expect("Chromium sends base64")
    }

    /// The page's title.
    pub fn title(&self) -> String {
        self.wait_on(self.client.title(), "the title")
    }

    /// Goes into the n-th frame; everything after happens in there.
    pub fn enter_frame(&self, index: u16) {
        self.wait_on(self.client.clone().enter_frame(index), "entering the frame");
    }

    /// Goes into a frame that [`run`](Self::run) gave; everything after happens in there.
    pub fn enter(&self, frame: &Value) {
        let id = frame.as_object().and_then(|element| element.values().next()).and_then(Value::as_str);
        let element = id.unwrap_or_else(|| panic!("no frame but {frame}")).to_owned();
        let element = Element::from_element_id(self.client.clone(), ElementRef::from(element));
        self.wait_on(element.enter_frame(), "entering the frame");
    }

    /// Goes back out of a frame.
    pub fn leave_frame(&self) {
        self.wait_on(self.client.clone().enter_parent_frame(), "leaving the frame");
    }

    /// No violation of accessibility rules that axe-core knows.
    pub fn accessible(&self) {
        let axe = xtask::root().join("target/tools/axe/package/axe.min.js");
        let Ok(axe) = std::fs::read_to_string(&axe) else {
            let missing = format!("{} is missing (`cargo xtask test browser` gets it by npm)", axe.display());
            return crate::hosts::left_out(&format!("accessibility of {}: {missing}", self.name));
        };
        self.run(&axe, &[]);
        // A frame has its heading from the page around it.
        let script = "const framed = document.documentElement.classList.contains('embed');
            const rules = framed ? { 'page-has-heading-one': { enabled: false } } : {};
            const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], rules });
            return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)";
        let violations = strings(&self.run_async(script, &[]));
        assert!(
            violations.is_empty(),
            "{:?} at {}: {violations:#?}",
            self.engine,
            self.run("return location.href", &[])
        );
    }
}

pub(crate) fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|one| Some(one.as_str()?.to_owned())).collect()
}

/// A vendor's command: POST to a path below the session.
#[derive(Debug)]
pub(crate) struct Post {
    pub path: &'static str,
    pub body: String,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.clone()))
    }
}
