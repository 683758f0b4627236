//! `basewise lessons`: packs held against the engine before learners see them, and the codes that learners bring back.

use super::Answer;
use super::options::Options;
use crate::lessons::code::Code;
use crate::lessons::{COURSE, COURSE_DE, pack, trial};
use crate::report::page::tame;

pub(super) fn answer(options: &Options) -> Answer {
    let words: Vec<&str> = options.operands.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", ..] => check(options, &options.operands[1..]),
        ["code", code] => read_code(options, code, None),
        ["code", code, file] => read_code(options, code, Some(file)),
        _ => Answer::refused(
            "basewise: `basewise lessons check [FILE…]` or `basewise lessons code CODE [FILE]`\n".into(),
        ),
    }
}

/// Checks the packs named, or the course that comes with Basewise.
fn check(options: &Options, files: &[String]) -> Answer {
    let mut packs = Vec::new();
    if files.is_empty() {
        packs.push(("the course".to_string(), COURSE.to_string()));
        packs.push(("the course in German".to_string(), COURSE_DE.to_string()));
    }
    for file in files {
        match std::fs::read_to_string(file) {
            Ok(text) => packs.push((file.clone(), text)),
            Err(error) => return Answer::refused(format!("basewise: {file}: {error}\n")),
        }
    }
    let mut out = String::new();
    let mut sound = true;
    for (name, text) in &packs {
        let (pack, mut faults) = pack::read(text);
        faults.extend(trial::check(&pack, &options.wishes));
        for fault in &faults {
            let lesson = fault.lesson.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
            out.push_str(&format!("{name}:{}: {lesson}{}\n", fault.line, fault.message));
        }
        sound &= faults.is_empty();
        out.push_str(&format!("{name}: {} lessons, {} faults\n", pack.lessons.len(), faults.len()));
    }
    Answer { out: tame(&out), err: String::new(), status: u8::from(!sound) }
}

/// What a code says; exit status 1 where it is mistyped, of another course or of another name.
fn read_code(options: &Options, typed: &str, file: Option<&str>) -> Answer {
    let text = match file.map(std::fs::read_to_string) {
        None => COURSE.to_string(),
        Some(Ok(text)) => text,
        Some(Err(error)) => return Answer::refused(format!("basewise: {}: {error}\n", file.unwrap_or_default())),
    };
    let (pack, lang) = (pack::read(&text).0, options.wishes.lang);
    let code = Code::read(typed);
    let good = code.as_ref().is_some_and(|code| code.is_for(&pack, options.name.as_deref()));
    let said = Code::says(code.as_ref(), &pack, options.name.as_deref(), lang);
    let out: String = said.iter().map(|sentence| format!("{sentence}\n")).collect();
    Answer { out: tame(&out), err: String::new(), status: u8::from(!good) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::progress::Progress;

    fn run(words: &[&str], name: Option<&str>) -> Answer {
        let operands = words.iter().map(|word| (*word).to_string()).collect();
        answer(&Options { operands, name: name.map(Into::into), ..Options::default() })
    }

    #[test]
    fn a_code_is_read_and_held_against_course_and_name() {
        let course = pack::read(COURSE).0;
        let mut progress = Progress { name: "Ada".into(), ..Progress::default() };
        for lesson in &course.lessons {
            progress.entry("course", &lesson.id).done = Some("2026-11-28".into());
        }
        let code = Code::of("course", &course, &progress).expect("finished").write();
        let good = run(&["code", &code], Some("ada"));
        assert_eq!(good.status, 0, "{good:?}");
        assert!(good.out.contains("2026-11-28") && good.out.contains("proves nothing"), "{}", good.out);
        assert_eq!(run(&["code", &code], Some("Grace")).status, 1);
        assert_eq!(run(&["code", &code[1..]], None).status, 1);
        assert_eq!(run(&["code", &code, "docs/lessons.md"], None).status, 1);
        assert_eq!(run(&["code", &code, "no-such-file.md"], None).status, 2);
        assert_eq!(run(&["nonsense"], None).status, 2);
    }
}
