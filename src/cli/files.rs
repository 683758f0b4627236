//! Files and standard input → text, lossily, with the place of the first byte that is no UTF-8.

use super::companions;
use super::options::Options;
use crate::dockerfile::{Problem, Trouble};
use crate::source::Span;
use crate::wishes::Input;
use crate::words::Lang;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A Dockerfile as read, with what was wrong with its bytes.
pub(super) struct Loaded {
    pub input: Input,
    pub problems: Vec<Problem>,
}

/// Reads one operand; the error is a sentence.
pub(super) fn load(operand: &str, options: &Options, cache: &mut companions::Cache) -> Result<Loaded, String> {
    let bytes = bytes_of(operand).map_err(|error| format!("{operand}: {error}"))?;
    let (text, problems) = decode(bytes, options.wishes.lang);
    let context = options.context.clone().or_else(|| folder(operand));
    let companions = context.map(|folder| cache.get(&folder)).unwrap_or_default();
    let file = if operand == "-" { "Dockerfile".into() } else { operand.into() };
    let (target, build_args) = (options.target.clone(), options.build_args.clone());
    Ok(Loaded { input: Input { file, text, target, build_args, companions }, problems })
}

fn bytes_of(operand: &str) -> std::io::Result<Vec<u8>> {
    if operand != "-" {
        return std::fs::read(operand);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where a file lies; standard input lies nowhere.
fn folder(operand: &str) -> Option<PathBuf> {
    let parent = Path::new(operand).parent()?;
    let here = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    (operand != "-").then(|| here.to_path_buf())
}

/// Bytes that are no UTF-8 become U+FFFD, and the first is reported with its place.
pub(super) fn decode(bytes: Vec<u8>, lang: Lang) -> (String, Vec<Problem>) {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    let span = Span::new(at, at + '\u{FFFD}'.len_utf8());
    let trouble = Trouble::NotUtf8 { byte };
    let problem = Problem { message: trouble.message(lang), ..trouble.at(span) };
    (String::from_utf8_lossy(error.as_bytes()).into_owned(), vec![problem])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_byte_is_named_with_its_place_and_the_rest_is_read() {
        let (text, problems) = decode(b"FROM alpine\n# caf\xe9\nUSER 1\n".to_vec(), Lang::En);
        assert_eq!(text, "FROM alpine\n# caf\u{FFFD}\nUSER 1\n");
        assert_eq!(problems.len(), 1);
        assert_eq!(&text[problems[0].span.range()], "\u{FFFD}");
    }

    #[test]
    fn clean_text_has_no_problem() {
        assert_eq!(decode("FROM alpine # é".into(), Lang::De).1, []);
    }
}
