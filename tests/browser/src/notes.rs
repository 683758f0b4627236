//! What a page noted, and whom it asked.

use crate::page::{Post, strings};
use crate::{Engine, Page, Strangers};
use serde_json::{Value, json};

impl Page {
    /// Everything that went wrong so far: console errors and warnings, exceptions, what the policy blocked.
    pub fn errors(&self) -> Vec<String> {
        self.keep_notes();
        self.noted.borrow().clone()
    }

    /// Every address that the page has asked for, as the browser tells it.
    pub fn addresses(&self) -> Vec<String> {
        let script = "return performance.getEntries().filter((one) => one.entryType === 'resource' || one.entryType === 'navigation')
            .map((one) => one.name)";
        let mut all = strings(&self.run(script, &[]));
        if self.engine == Engine::Chromium {
            all.extend(self.log("performance").iter().filter_map(requested));
        }
        all
    }

    /// Nothing went wrong, and nothing was asked of anybody but the site.
    pub fn calm(&self) {
        self.calm_on(&self.site.address());
    }

    /// As [`calm`](Self::calm), for a page that somebody else serves at `origin`.
    pub fn calm_on(&self, origin: &str) {
        let errors = self.errors();
        assert!(errors.is_empty(), "{:?} noted: {errors:#?}", self.engine);
        // Firefox calls the navigation to a file just `document`.
        let ours = |address: &String| {
            !address.contains(':') || [origin, "data:", "blob:", "about:"].iter().any(|own| address.starts_with(own))
        };
        let foreign: Vec<String> = self.addresses().into_iter().filter(|address| !ours(address)).collect();
        assert!(foreign.is_empty(), "{:?} asked others: {foreign:#?}", self.engine);
        let foreign = self.strangers.asked_by_pages();
        assert!(
            foreign.is_empty(),
            "{:?} asked others, the page or a worker or a frame of it: {foreign:#?}",
            self.engine
        );
    }

    /// What was asked of anybody but this machine, by whatever part of the page, or by the browser itself.
    pub fn strangers(&self) -> &Strangers {
        &self.strangers
    }

    /// Fetches what was noted since, before the document goes away.
    pub(crate) fn keep_notes(&self) {
        let noted = self.run("return (globalThis.basewiseNoted ?? []).splice(0)", &[]);
        self.noted.borrow_mut().extend(strings(&noted));
        if self.engine == Engine::Chromium {
            let serious = |entry: &&Value| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING"));
            let entries = self.log("browser");
            let lines = entries.iter().filter(serious).filter_map(|entry| Some(entry["message"].as_str()?.to_owned()));
            self.noted.borrow_mut().extend(lines);
        }
    }

    fn log(&self, kind: &'static str) -> Vec<Value> {
        let sent = self.client().issue_cmd(Post { path: "se/log", body: json!({"type": kind}).to_string() });
        self.wait_on(sent, "reading the log").as_array().cloned().unwrap_or_default()
    }
}

/// The address in a `Network.requestWillBeSent` entry of Chromium's performance log.
fn requested(entry: &Value) -> Option<String> {
    let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let message = &message["message"];
    // The browser's own start page is not ours.
    let own = message["params"]["documentURL"].as_str().is_some_and(|address| address.starts_with("chrome:"));
    let sent = message["method"] == "Network.requestWillBeSent";
    (sent && !own).then(|| message["params"]["request"]["url"].as_str().map(str::to_owned)).flatten()
}
