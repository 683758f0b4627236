//! The code of a finished course: what a learner reads out, and a trainer checks without a network.
//!
//! It says which course was finished, when, how many lessons of it without looking at the solution, and whose name
//! was given. Whoever reads this file can make one: it proves nothing against cheating, and says so wherever it is
//! shown.

use super::Pack;
use super::progress::Progress;
use crate::words::Lang;

/// The form of the code; a later one takes another number.
const VERSION: u8 = 1;
/// Crockford's digits: none that look alike.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 15;

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    course: u32,
    pub lessons: u8,
    /// Solved before the solution was looked at.
    pub alone: u8,
    /// `YYYY-MM-DD`, the day of the last lesson.
    pub day: String,
    name: u32,
}

impl Code {
    /// The code of whoever has done every lesson of a pack; `None` before that.
    pub fn of(key: &str, pack: &Pack, progress: &Progress) -> Option<Code> {
        let records = pack.lessons.iter().map(|lesson| progress.record(key, &lesson.id));
        let records: Vec<_> = records.collect::<Option<_>>()?;
        let days: Vec<&String> = records.iter().map(|record| record.done.as_ref()).collect::<Option<_>>()?;
        Some(Code {
            course: course(pack),
            lessons: u8::try_from(records.len()).ok()?,
            alone: u8::try_from(records.iter().filter(|record| !record.shown).count()).ok()?,
            day: (*days.iter().max()?).clone(),
            name: of_name(&progress.name),
        })
    }

    /// `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn write(&self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend(self.course.to_be_bytes());
        bytes.extend([self.lessons, self.alone]);
        bytes.extend(packed(&self.day).to_be_bytes());
        bytes.extend(&self.name.to_be_bytes()[1..]);
        bytes.extend(&hash(&bytes).to_be_bytes()[1..]);
        let digits: Vec<u8> = (0..BYTES * 8 / 5).map(|at| DIGITS[five(&bytes, at)]).collect();
        let groups = digits.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());
        groups.collect::<Vec<_>>().join("-")
    }

    /// Reads a code as people type it: any case, with or without dashes, `O` for `0`. `None` where a letter is wrong.
    pub fn read(text: &str) -> Option<Code> {
        let digits: Vec<u32> =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(digit).collect::<Option<_>>()?;
        if digits.len() != BYTES * 8 / 5 {
            return None;
        }
        let bit = |at: usize| (digits[at / 5] >> (4 - at % 5)) & 1;
        let byte = |at: usize| (0..8).fold(0, |byte, one| byte << 1 | bit(at * 8 + one)) as u8;
        let bytes: Vec<u8> = (0..BYTES).map(byte).collect();
        let number =
            |range: std::ops::Range<usize>| bytes[range].iter().fold(0u32, |sum, &byte| sum << 8 | u32::from(byte));
        let sound = bytes[0] == VERSION && number(12..15) == hash(&bytes[..12]) & 0xFF_FFFF;
        let day = unpacked(number(7..9) as u16);
        sound.then(|| Code { course: number(1..5), lessons: bytes[5], alone: bytes[6], day, name: number(9..12) })
    }

    /// Whether it is of this very course: a lesson more or less makes another one.
    pub fn is_of(&self, pack: &Pack) -> bool {
        self.course == course(pack)
    }

    /// Whether it was made for this name; spaces and case do not matter.
    pub fn names(&self, name: &str) -> bool {
        self.name == of_name(name)
    }
}

impl Code {
    /// Whether it says what a trainer hopes: of this course, and made for the name where one is given.
    pub fn is_for(&self, pack: &Pack, name: Option<&str>) -> bool {
        self.is_of(pack) && name.is_none_or(|name| self.names(name))
    }

    /// What is to be said of a typed code, sentence by sentence; the last one is how little it proves.
    pub fn says(code: Option<&Code>, pack: &Pack, name: Option<&str>, lang: Lang) -> Vec<String> {
        let Some(code) = code else {
            return vec![say!(lang,
                en: "This is no code: a letter is missing or mistyped.",
                de: "Das ist kein Code: ein Zeichen fehlt oder ist vertippt.",
                zh: "这不是有效代码：缺少字符或有误。")];
        };
        let (title, day, lessons, alone) = (&pack.title, &code.day, code.lessons, code.alone);
        let course = match code.is_of(pack) {
            true => say!(lang,
                en: "{title}: all {lessons} lessons, finished on {day}; {alone} of them without a look at the solution.",
                de: "{title}: alle {lessons} Lektionen, beendet am {day}; {alone} davon ohne Blick in die Lösung.",
                zh: "{title}：完成全部 {lessons} 节课，结业于 {day}；其中 {alone} 节未看答案。"),
            false => say!(lang,
                en: "This code is of another course, or of another edition of “{title}” ({lessons} lessons, {day}).",
                de: "Dieser Code gehört zu einem anderen Kurs oder einer anderen Ausgabe von „{title}“ ({lessons} Lektionen, {day}).",
                zh: "此代码属于其他课程，或“{title}”的其他版本（{lessons} 节课，{day}）。"),
        };
        let named = name.map(|name| match code.names(name) {
            true => say!(lang, en: "It was made for the name {name}.", de: "Er ist für den Namen {name} gemacht.", zh: "它是为“{name}”生成的。"),
            false => say!(lang, en: "It was made for another name than {name}.", de: "Er ist für einen anderen Namen als {name} gemacht.", zh: "它不是为“{name}”生成的。"),
        });
        std::iter::once(course).chain(named).chain([Code::worth(lang)]).collect()
    }

    /// How little a code proves: shown wherever one is.
    pub fn worth(lang: Lang) -> String {
        say!(lang,
            en: "A code proves nothing against cheating: whoever reads the source can make one.",
            de: "Ein Code beweist nichts gegen Schummeln: Wer den Quelltext liest, kann einen machen.",
            zh: "代码不能防止作弊：读过源码的人都能自己生成。")
    }
}

/// The lessons' ids in their order: the same in every language.
fn course(pack: &Pack) -> u32 {
    hash(pack.lessons.iter().map(|lesson| lesson.id.as_str()).collect::<Vec<_>>().join("\n").as_bytes())
}

fn of_name(name: &str) -> u32 {
    let plain = name.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    hash(plain.as_bytes()) & 0xFF_FFFF
}

/// FNV-1a: enough against a slip of the pen, and against nothing else.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The `at`-th group of five bits.
fn five(bytes: &[u8], at: usize) -> usize {
    let bit = |at: usize| usize::from(bytes[at / 8] >> (7 - at % 8) & 1);
    (0..5).fold(0, |digit, one| digit << 1 | bit(at * 5 + one))
}

fn digit(letter: char) -> Option<u32> {
    let plain = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    DIGITS.iter().position(|&digit| digit as char == plain).map(|at| at as u32)
}

/// A day in sixteen bits: years since 2000, month, day.
fn packed(day: &str) -> u16 {
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    (next().saturating_sub(2000) & 127) << 9 | (next() & 15) << 5 | next() & 31
}

fn unpacked(day: u16) -> String {
    format!("{:04}-{:02}-{:02}", 2000 + (day >> 9), day >> 5 & 15, day & 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::Lesson;

    fn pack(ids: &[&str]) -> Pack {
        let lesson = |id: &&str| Lesson { id: (*id).into(), ..Lesson::default() };
        Pack { lessons: ids.iter().map(lesson).collect(), ..Pack::default() }
    }

    fn finished(pack: &Pack, name: &str) -> Progress {
        let mut progress = Progress { name: name.into(), ..Progress::default() };
        for (at, lesson) in pack.lessons.iter().enumerate() {
            let record = progress.entry("p", &lesson.id);
            record.done = Some(format!("2026-11-{:02}", 20 + at));
            record.shown = at == 0;
        }
        progress
    }

    #[test]
    fn a_code_says_what_was_done() {
        let pack = pack(&["one", "two", "three"]);
        let code = Code::of("p", &pack, &finished(&pack, "Ada Lovelace")).expect("it is finished");
        let read = Code::read(&code.write().to_ascii_lowercase().replace('-', " ")).expect("a code");
        assert_eq!(read, code);
        assert_eq!((read.lessons, read.alone, read.day.as_str()), (3, 2, "2026-11-22"));
        assert!(read.is_of(&pack) && read.names(" ada  lovelace") && !read.names("Grace"));
        assert!(!read.is_of(&super::tests::pack(&["one", "three", "two"])));
    }

    #[test]
    fn an_unfinished_course_has_none() {
        let pack = pack(&["one", "two"]);
        let mut progress = finished(&pack, "");
        progress.entry("p", "two").done = None;
        assert_eq!(Code::of("p", &pack, &progress), None);
        assert_eq!(Code::of("other", &pack, &progress), None);
    }

    #[test]
    fn every_slip_of_one_letter_is_found() {
        let pack = pack(&["one"]);
        let code = Code::of("p", &pack, &finished(&pack, "Ada")).expect("it is finished").write();
        for (at, letter) in code.char_indices().filter(|(_, letter)| *letter != '-') {
            for other in DIGITS.iter().map(|&digit| digit as char).filter(|other| *other != letter) {
                let slip = format!("{}{other}{}", &code[..at], &code[at + 1..]);
                assert_eq!(Code::read(&slip), None, "{slip}");
            }
        }
        for text in ["", "ABCD", "ü", &format!("{code}-0")] {
            assert_eq!(Code::read(text), None, "{text}");
        }
    }
}
