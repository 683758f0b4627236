//! Command-line words: flags and values are taken out one by one, and what is left is an error.

use crate::Done;

/// The words after the task's name.
pub struct Args(Vec<String>);

impl Args {
    /// The words as given; `--name=value` is read as `--name value`.
    pub fn new(words: &[String]) -> Self {
        let split = |word: &String| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
            _ => vec![word.clone()],
        };
        Self(words.iter().flat_map(split).collect())
    }

    /// Takes `--name`; true when it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|word| word == name);
        at.map(|at| self.0.remove(at)).is_some()
    }

    /// Takes `--name VALUE`.
    pub fn value(&mut self, name: &str) -> Done<Option<String>> {
        let Some(at) = self.0.iter().position(|word| word == name) else { return Ok(None) };
        if at + 1 >= self.0.len() {
            return Err(format!("`{name}` needs a value").into());
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    /// What is left when no flag may be.
    pub fn rest(self) -> Done<Vec<String>> {
        match self.0.iter().find(|word| word.starts_with("--")) {
            Some(unknown) => Err(format!("there is no option `{unknown}`\n\n{}", crate::help()).into()),
            None => Ok(self.0),
        }
    }

    /// Nothing may be left.
    pub fn end(self) -> Done {
        match self.rest()?.first() {
            Some(extra) => Err(format!("`{extra}` is not expected here\n\n{}", crate::help()).into()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Args {
        Args::new(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn takes_flags_and_values_in_any_order() {
        let mut args = args("--open out.png --port=80");
        assert_eq!(args.value("--port").ok().flatten().as_deref(), Some("80"));
        assert!(args.flag("--open") && !args.flag("--dark"));
        assert_eq!(args.rest().ok(), Some(vec!["out.png".to_owned()]));
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(args("--prot 80").rest().is_err());
        assert!(args("--port").value("--port").is_err());
        assert!(args("stray").end().is_err());
    }
}
