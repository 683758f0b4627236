//! What a name may have been meant to be, so often and no more: comparing is dear, and a file can hold many wrong names.

use crate::dockerfile::near;

/// No honest file has as many wrong names.
const MOST: usize = 500;

/// How often has been guessed in this file.
#[derive(Debug, Default)]
pub struct Guesses(usize);

impl Guesses {
    /// The known name that is nearest, if one is near.
    pub fn near<'a>(&mut self, name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
        if self.0 >= MOST {
            return None;
        }
        self.0 += 1;
        near(name, known)
    }
}
