//! Changed files: shown as a diff, then written.

use similar::TextDiff;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Files as they were and as they shall be.
#[derive(Debug, Default)]
pub struct Drafts(BTreeMap<PathBuf, Draft>);

#[derive(Debug)]
struct Draft {
    before: String,
    after: String,
}

impl Drafts {
    /// A file's present text; empty when there is none.
    pub fn text(&mut self, path: &Path) -> io::Result<String> {
        if let Some(draft) = self.0.get(path) {
            return Ok(draft.after.clone());
        }
        match fs::read_to_string(path) {
            Err(problem) if problem.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            text => text,
        }
    }

    /// A file's new text.
    pub fn set(&mut self, path: &Path, after: String) -> io::Result<()> {
        if !self.0.contains_key(path) {
            let before = self.text(path)?;
            self.0.insert(path.to_owned(), Draft { before, after: String::new() });
        }
        if let Some(draft) = self.0.get_mut(path) {
            draft.after = after;
        }
        Ok(())
    }

    /// What changes, as a unified diff with paths under `root`.
    pub fn diff(&self, root: &Path) -> String {
        let mut text = String::new();
        for (path, draft) in self.changed() {
            let name = path.strip_prefix(root).unwrap_or(path).display().to_string();
            let old = if draft.before.is_empty() { "/dev/null".to_owned() } else { format!("a/{name}") };
            let diff = TextDiff::from_lines(&draft.before, &draft.after);
            text.push_str(&diff.unified_diff().context_radius(1).header(&old, &format!("b/{name}")).to_string());
        }
        text
    }

    /// Writes each file beside its place and moves it in: a file is old or new, never half.
    pub fn write(&self) -> io::Result<()> {
        for (path, draft) in self.changed() {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let beside = path.with_extension("txt.new");
            fs::write(&beside, &draft.after)?;
            fs::rename(&beside, path)?;
        }
        Ok(())
    }

    fn changed(&self) -> impl Iterator<Item = (&PathBuf, &Draft)> {
        self.0.iter().filter(|(_, draft)| draft.before != draft.after)
    }
}
