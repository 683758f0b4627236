//! What the image is started with, instruction by instruction.

use super::{Config, Launch, Value};
use crate::shell;

impl Config {
    /// ENTRYPOINT takes away a CMD that came from the base.
    pub(super) fn start(&mut self, entrypoint: Launch, own_cmd: bool) {
        self.entrypoint = Some(entrypoint);
        if !own_cmd {
            self.cmd = None;
        }
    }

    /// A relative directory stands on the one before.
    pub(super) fn enter(&mut self, mut value: Value) {
        let before = self.workdir.as_ref().and_then(|old| old.known());
        let path = value.known().map(str::to_string);
        if let Some(whole) = path.and_then(|path| absolute(before, &path)) {
            value.text = whole;
        }
        self.workdir = Some(value);
    }

    pub(super) fn directory(&self) -> Option<String> {
        let known = self.workdir.as_ref()?.known()?;
        // No system takes a longer path.
        (is_absolute(known) && known.len() <= 4096).then(|| known.to_string())
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

fn absolute(before: Option<&str>, path: &str) -> Option<String> {
    if path.as_bytes().get(1) == Some(&b':') {
        return Some(path.to_string());
    }
    shell::join(before.filter(|before| before.starts_with('/')), path)
}
