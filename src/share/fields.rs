//! What a link carries, as *tag, length, bytes*: plain enough to be read in ten years.

use crate::wishes::{Companion, Input, Leaning, Policy, Wishes};

const TEXT: u8 = b't';
const FILE: u8 = b'f';
const TARGET: u8 = b'g';
/// Name, a zero byte, value.
const BUILD_ARG: u8 = b'b';
/// Path, a zero byte, text.
const COMPANION: u8 = b'c';
/// `safest` or `smallest`; balanced is not written.
const LEANING: u8 = b'l';
/// Question, a zero byte, answer.
const ANSWER: u8 = b'a';
/// The policy file, as JSON.
const POLICY: u8 = b'p';
const LOGIN_IS_FINE: u8 = b'o';

pub fn write(input: &Input, wishes: &Wishes) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.text.len() + 64);
    put(&mut out, TEXT, &[&input.text]);
    if input.file != Input::pasted("").file {
        put(&mut out, FILE, &[&input.file]);
    }
    if let Some(target) = &input.target {
        put(&mut out, TARGET, &[target]);
    }
    for (name, value) in input.build_args.iter() {
        put(&mut out, BUILD_ARG, &[name, "\0", value]);
    }
    for companion in &input.companions {
        put(&mut out, COMPANION, &[&companion.path, "\0", &companion.text]);
    }
    write_wishes(&mut out, wishes);
    out
}

fn write_wishes(out: &mut Vec<u8>, wishes: &Wishes) {
    match wishes.leaning {
        Leaning::Safest => put(out, LEANING, &["safest"]),
        Leaning::Smallest => put(out, LEANING, &["smallest"]),
        Leaning::Balanced => {}
    }
    for (question, answer) in wishes.answers.iter() {
        put(out, ANSWER, &[question, "\0", answer]);
    }
    if let Some(policy) = wishes.policy.as_ref().and_then(|policy| serde_json::to_string(policy).ok()) {
        put(out, POLICY, &[&policy]);
    }
    if wishes.login_is_fine {
        put(out, LOGIN_IS_FINE, &[]);
    }
}

fn put(out: &mut Vec<u8>, tag: u8, parts: &[&str]) {
    out.push(tag);
    let mut len: usize = parts.iter().map(|part| part.len()).sum();
    while len >= 0x80 {
        out.push(len as u8 | 0x80);
        len >>= 7;
    }
    out.push(len as u8);
    parts.iter().for_each(|part| out.extend_from_slice(part.as_bytes()));
}

/// `None` where the bytes are not fields, or a field is not what its tag says.
pub fn read(mut bytes: &[u8], reader: &Wishes) -> Option<(Input, Wishes)> {
    let mut input = Input::pasted("");
    let mut wishes = Wishes { today: reader.today.clone(), lang: reader.lang, ..Wishes::default() };
    let mut texts = 0;
    while !bytes.is_empty() {
        let (tag, value) = take(&mut bytes)?;
        texts += usize::from(tag == TEXT);
        fill(&mut input, &mut wishes, tag, value)?;
    }
    (texts == 1).then_some((input, wishes))
}

fn fill(input: &mut Input, wishes: &mut Wishes, tag: u8, value: &[u8]) -> Option<()> {
    let text = std::str::from_utf8(value).ok();
    match tag {
        TEXT => input.text = text?.into(),
        FILE => input.file = text?.into(),
        TARGET => input.target = Some(text?.into()),
        BUILD_ARG => {
            let (name, value) = text?.split_once('\0')?;
            input.build_args.insert(name.into(), value.into());
        }
        COMPANION => {
            let (path, text) = text?.split_once('\0')?;
            input.companions.push(Companion { path: path.into(), text: text.into() });
        }
        LEANING => wishes.leaning = leaning(text?)?,
        ANSWER => {
            let (question, answer) = text?.split_once('\0')?;
            wishes.answers.insert(question.into(), answer.into());
        }
        POLICY => wishes.policy = Some(Policy::read(text?).ok()?),
        LOGIN_IS_FINE => wishes.login_is_fine = true,
        _ => {}
    }
    Some(())
}

fn leaning(word: &str) -> Option<Leaning> {
    match word {
        "safest" => Some(Leaning::Safest),
        "smallest" => Some(Leaning::Smallest),
        _ => None,
    }
}

fn take<'a>(bytes: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let (&tag, mut rest) = bytes.split_first()?;
    let mut len = 0usize;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, after) = rest.split_first()?;
        rest = after;
        len |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            let value = rest.get(..len)?;
            *bytes = &rest[len..];
            return Some((tag, value));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_tags_are_skipped() {
        let mut bytes = write(&Input::pasted("FROM a"), &Wishes::default());
        put(&mut bytes, b'z', &["of a later version"]);
        let (input, _) = read(&bytes, &Wishes::default()).expect("reads");
        assert_eq!(input.text, "FROM a");
    }

    #[test]
    fn a_length_that_lies_is_refused() {
        for bytes in [&b"t\x05abc"[..], b"t", b"t\xff\xff\xff\xff\xff\x01", b"f\x01a"] {
            assert_eq!(read(bytes, &Wishes::default()), None, "{bytes:?}");
        }
    }
}
