//! The three engines: which driver speaks for each, and what it is told at the start.

use crate::strangers::Strangers;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, by Debian's `chromium-driver`.
    Chromium,
    /// Gecko, by `geckodriver`.
    Firefox,
    /// WebKitGTK's MiniBrowser, by `webkit2gtk-driver`; needs a display.
    WebKit,
}

/// Nothing but the page may talk to the network, and root needs `--no-sandbox`.
const CHROMIUM: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--lang=en",
];

impl Engine {
    /// The engine of that name.
    pub fn named(name: &str) -> Self {
        match name {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            other => panic!("there is no engine `{other}`"),
        }
    }

    /// The driver, told to listen on `port`.
    pub fn driver(self, port: u16, profile: &Path) -> Command {
        let program = match self {
            Self::Chromium => PathBuf::from("chromedriver"),
            Self::Firefox => geckodriver(),
            Self::WebKit => PathBuf::from("WebKitWebDriver"),
        };
        let mut command = Command::new(program);
        command.arg(format!("--port={port}"));
        command.env("HOME", profile).env("XDG_CACHE_HOME", profile).env("XDG_CONFIG_HOME", profile);
        if self == Self::Firefox {
            command.arg("--websocket-port=0").arg("--profile-root").arg(profile);
        }
        command
    }

    /// What a new session asks for.
    pub fn capabilities(self, profile: &Path, strangers: &Strangers) -> Map<String, Value> {
        let mut asked = match self {
            Self::Chromium => {
                let data = format!("--user-data-dir={}", profile.join("chromium").display());
                let args: Vec<&str> = CHROMIUM.iter().copied().chain([data.as_str()]).collect();
                json!({"browserName": "chrome", "goog:chromeOptions": {"args": args, "binary": chromium()},
                       "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}})
            }
            Self::Firefox => json!({"browserName": "firefox", "moz:firefoxOptions": {"args": ["-headless"], "prefs": {
                "intl.accept_languages": "en", "app.update.enabled": false, "datareporting.policy.dataSubmissionEnabled": false}}}),
            Self::WebKit => json!({"webkitgtk:browserOptions": {"binary": minibrowser(), "args": ["--automation"]}}),
        };
        asked["proxy"] = strangers.capability();
        asked.as_object().cloned().unwrap_or_default()
    }
}

fn chromium() -> String {
    std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned())
}

fn minibrowser() -> String {
    let found = ["x86_64-linux-gnu", "aarch64-linux-gnu"].iter().flat_map(|machine| {
        ["4.1", "4.0"].map(|version| format!("/usr/lib/{machine}/webkit2gtk-{version}/MiniBrowser"))
    });
    found.into_iter().find(|path| Path::new(path).exists()).unwrap_or_else(|| "MiniBrowser".to_owned())
}

fn geckodriver() -> PathBuf {
    let built = xtask::root().join("target/tools/bin/geckodriver");
    if built.exists() { built } else { PathBuf::from("geckodriver") }
}
