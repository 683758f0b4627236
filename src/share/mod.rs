//! Input and Wishes ↔ the fragment of a link. Everything stays behind the `#`, so no server ever sees it.
//!
//! A fragment is one character of format version, then base64url. Format `1` is raw DEFLATE with the preset
//! [`phrases::V1`], over fields of *tag, length, bytes*. A reader skips tags it does not know, so a newer page
//! may say more and an older one still opens it. What is read here came from a stranger: sizes are bounded.

mod base64;
mod deflate;
mod fields;
mod phrases;

use crate::wishes::{Input, Wishes};

/// The largest text a link may unfold to.
pub const LIMIT: usize = 2 << 20;

/// Why a link could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Of a version this page does not know.
    Newer,
    /// Cut off, mistyped, or not a link of ours.
    Broken,
    /// Unfolds to more than [`LIMIT`].
    TooLarge,
}

/// The fragment for what the reader has before them, without `#`. Day and language stay with each reader.
pub fn fold(input: &Input, wishes: &Wishes) -> String {
    let packed = deflate::squeeze(&fields::write(input, wishes), phrases::V1.as_bytes());
    format!("1{}", base64::encode(&packed))
}

/// The largest text that a page finds again which it kept itself.
pub const KEPT: usize = 16 << 20;

/// What a fragment holds. Day and language are those of `wishes`, the reader's own.
pub fn unfold(fragment: &str, wishes: &Wishes) -> Result<(Input, Wishes), Trouble> {
    unfold_to(LIMIT, fragment, wishes)
}

/// As [`unfold`], for what the page kept itself.
pub fn unfold_kept(fragment: &str, wishes: &Wishes) -> Result<(Input, Wishes), Trouble> {
    unfold_to(KEPT, fragment, wishes)
}

fn unfold_to(limit: usize, fragment: &str, wishes: &Wishes) -> Result<(Input, Wishes), Trouble> {
    let body = match fragment.chars().next() {
        Some('1') => &fragment[1..],
        Some(other) if other.is_ascii_digit() => return Err(Trouble::Newer),
        _ => return Err(Trouble::Broken),
    };
    let packed = base64::decode(body).ok_or(Trouble::Broken)?;
    let bytes = deflate::expand(&packed, phrases::V1.as_bytes(), limit)?;
    fields::read(&bytes, wishes).ok_or(Trouble::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::{Companion, Leaning, Policy};

    fn round_trip(input: &Input, wishes: &Wishes) -> (Input, Wishes) {
        unfold(&fold(input, wishes), wishes).expect("a link just made opens")
    }

    #[test]
    fn everything_but_day_and_language_travels() {
        let input = Input {
            file: "deploy/Dockerfile".into(),
            text: "FROM python:3.13\nRUN echo 'grüß dich 你好 🐳' \u{202e}\n".into(),
            target: Some("app".into()),
            build_args: [("BASE", "debian:13"), ("EMPTY", "")].map(|(k, v)| (k.into(), v.into())).into_iter().collect(),
            companions: vec![Companion { path: "package.json".into(), text: "{}".into() }],
        };
        let wishes = Wishes {
            leaning: Leaning::Smallest,
            answers: [("binary-is-static".to_string(), "yes".to_string())].into_iter().collect(),
            policy: Some(Policy { forbid: vec!["docker.io/library".into()], ..Policy::default() }),
            login_is_fine: true,
            ..Wishes::default()
        };
        assert_eq!(round_trip(&input, &wishes), (input, wishes));
    }

    #[test]
    fn the_readers_day_and_language_stay() {
        let sender = Wishes { today: "2026-01-01".into(), ..Wishes::default() };
        let reader = Wishes { today: "2031-05-05".into(), lang: crate::words::Lang::De, ..Wishes::default() };
        let (_, wishes) = unfold(&fold(&Input::pasted("FROM a"), &sender), &reader).expect("opens");
        assert_eq!(wishes, reader);
    }

    #[test]
    fn a_hundred_kilobytes_come_back() {
        let text: String = (0..3_000).map(|n| format!("RUN apt-get install -y package-{n} 包{n}\n")).collect();
        assert!(text.len() > 100_000);
        let input = Input::pasted(text);
        assert_eq!(round_trip(&input, &Wishes::default()).0, input);
    }

    #[test]
    fn a_typical_file_makes_a_short_link() {
        let text = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\n\
                    RUN CGO_ENABLED=0 go build -o /app .\n\nFROM debian:13-slim\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n";
        let link = fold(&Input::pasted(text), &Wishes::default());
        assert!(link.len() < text.len() / 2, "{} characters for {} bytes", link.len(), text.len());
    }

    #[test]
    fn what_is_not_ours_is_said_so() {
        let wishes = Wishes::default();
        assert_eq!(unfold("9abc", &wishes), Err(Trouble::Newer));
        for fragment in ["", "/bases", "1", "1!!!!", "1AAAA", "1_____", "ü"] {
            assert_eq!(unfold(fragment, &wishes), Err(Trouble::Broken), "{fragment}");
        }
    }

    #[test]
    fn a_cut_link_is_broken_wherever_it_was_cut() {
        let link = fold(&Input::pasted("FROM node:24\nCMD [\"node\", \"server.js\"]\n"), &Wishes::default());
        for end in 0..link.len() {
            assert!(unfold(&link[..end], &Wishes::default()).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_bomb_is_defused() {
        let bomb = fold(&Input::pasted("a".repeat(LIMIT + 1)), &Wishes::default());
        assert!(bomb.len() < 20_000);
        assert_eq!(unfold(&bomb, &Wishes::default()), Err(Trouble::TooLarge));
        assert!(unfold_kept(&bomb, &Wishes::default()).is_ok());
    }

    /// Links of earlier versions, kept for good: each must open as it did on its first day.
    #[test]
    fn golden_links_open() {
        let mut given = Vec::new();
        for line in include_str!("golden.txt").lines().filter(|line| !line.starts_with('#')) {
            let (link, text) = line.split_once(' ').expect("a link, a space, the text as JSON");
            let text: String = serde_json::from_str(text).expect("JSON");
            let input = unfold(link, &Wishes::default()).expect(line).0;
            assert_eq!(input.text, text);
            given.extend(input.build_args);
        }
        assert_eq!(given, [("BASE".to_string(), "debian:13".to_string())]);
    }
}
