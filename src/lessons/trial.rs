//! What is wrong with a pack before learners see it: the start must be unsolved, the solution solved, the texts
//! complete, and no trivial answer may pass.

use super::{Exercise, Fault, Lesson, Pack, goal};
use crate::advice::Advice;
use crate::wishes::{Companion, Input, Wishes};

/// Every fault of a pack that was read without one.
pub fn check(pack: &Pack, wishes: &Wishes) -> Vec<Fault> {
    let mut faults: Vec<Fault> = pack.lessons.iter().flat_map(|lesson| lesson_faults(lesson, wishes)).collect();
    for (at, lesson) in pack.lessons.iter().enumerate() {
        if pack.lessons[..at].iter().any(|other| other.id == lesson.id) {
            faults.push(fault(lesson, "another lesson of this pack has the same id"));
        }
    }
    faults
}

fn lesson_faults(lesson: &Lesson, wishes: &Wishes) -> Vec<Fault> {
    let mut faults: Vec<Fault> = missing(lesson).into_iter().map(|text| fault(lesson, text)).collect();
    if !faults.is_empty() {
        return faults;
    }
    let before = advise(&lesson.start, wishes);
    let passes = |exercise: &Exercise| goal::reached(&lesson.goal, &before, &advise(exercise, wishes), wishes);
    if passes(&lesson.start) {
        faults.push(fault(lesson, "the start already reaches the goal"));
    }
    let solved = goal::judge(&lesson.goal, &before, &advise(&lesson.solution, wishes), wishes);
    for unmet in solved.iter().filter(|judgement| !judgement.met) {
        faults.push(fault(lesson, format!("the solution does not reach the goal: {}", unmet.text)));
    }
    for (name, text) in trivial(lesson) {
        let exercise = Exercise { dockerfile: text, companions: lesson.start.companions.clone() };
        if passes(&exercise) {
            faults.push(fault(lesson, format!("a trivial answer passes: {name}")));
        }
    }
    faults
}

fn missing(lesson: &Lesson) -> Vec<&'static str> {
    let checks = [
        (lesson.story.is_empty(), "no story"),
        (lesson.start.dockerfile.trim().is_empty(), "no start"),
        (lesson.goal.is_empty(), "no goal"),
        (lesson.hints.is_empty(), "no hints"),
        (lesson.solution.dockerfile.trim().is_empty(), "no solution"),
        (lesson.takeaway.is_empty(), "nothing to take away"),
        (lesson.sources.is_empty(), "no sources"),
    ];
    checks.into_iter().filter(|(missing, _)| *missing).map(|(_, text)| text).collect()
}

fn fault(lesson: &Lesson, message: impl Into<String>) -> Fault {
    Fault { line: lesson.line, lesson: Some(lesson.id.clone()), message: message.into() }
}

/// The advice on an exercise, as the room asks for it.
pub fn advise(exercise: &Exercise, wishes: &Wishes) -> Advice {
    let companions =
        exercise.companions.iter().map(|(path, text)| Companion { path: path.clone(), text: text.clone() });
    let input = Input { companions: companions.collect(), ..Input::pasted(exercise.dockerfile.clone()) };
    crate::conclude(&input, wishes)
}

/// Answers that go round a goal, by name: none of them may pass.
pub fn trivial(lesson: &Lesson) -> Vec<(&'static str, String)> {
    let start = &lesson.start.dockerfile;
    let solution = &lesson.solution.dockerfile;
    let commented: String = solution.lines().map(|line| format!("# {line}\n")).collect();
    let last_from = solution.lines().rfind(|line| line.to_ascii_uppercase().starts_with("FROM ")).unwrap_or_default();
    let swapped = |base: &str| with_last_from(start, base);
    let others =
        OTHER_PRODUCTS.iter().filter(|(_, base)| !solution.contains(base.split(':').next().unwrap_or_default()));
    let others = others.map(|(name, base)| (*name, swapped(base)));
    let fixed = vec![
        ("an empty file", String::new()),
        ("only a comment", "# done\n".into()),
        ("the start with a comment", format!("# done\n{start}")),
        ("the solution as a comment above the start", format!("{commented}{start}")),
        ("only the solution's last FROM", format!("{last_from}\n")),
        ("FROM scratch and nothing else", "FROM scratch\n".into()),
        ("the start on scratch", swapped("scratch")),
        ("the solution, all of it a comment", commented.clone()),
        ("the start behind the solution", format!("{solution}{start}")),
        ("the start on a base nobody knows", swapped("registry.example.com/base:1")),
        ("the solution without what it starts", without(solution, &["CMD", "ENTRYPOINT"])),
        (
            "the solution starting something else",
            format!("{}CMD [\"true\"]\n", without(solution, &["CMD", "ENTRYPOINT"])),
        ),
        ("the solution without its last FROM's stage", format!("{start}{last_from}\n")),
    ];
    fixed.into_iter().chain(others).collect()
}

/// Images that are a product of their own, with Alpine, Debian and an entrypoint below.
const OTHER_PRODUCTS: &[(&str, &str)] = &[
    ("the start on nginx", "nginx:alpine"),
    ("the start on redis", "redis:8"),
    ("the start on PostgreSQL", "postgres:18"),
    ("the start on WordPress", "wordpress:latest"),
    ("the start on Traefik", "traefik:v3.5"),
];

fn with_last_from(text: &str, base: &str) -> String {
    let last = text.lines().filter(|line| line.to_ascii_uppercase().starts_with("FROM ")).count();
    let mut seen = 0;
    let line = |line: &str| {
        seen += usize::from(line.to_ascii_uppercase().starts_with("FROM "));
        let hit = seen == last && line.to_ascii_uppercase().starts_with("FROM ");
        if hit { format!("FROM {base}\n") } else { format!("{line}\n") }
    };
    text.lines().map(line).collect()
}

fn without(text: &str, keywords: &[&str]) -> String {
    let kept =
        |line: &&str| !keywords.iter().any(|keyword| line.to_ascii_uppercase().starts_with(&format!("{keyword} ")));
    text.lines().filter(kept).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{COURSE, pack};

    /// The course's lesson on static programs, spoilt; what is found.
    fn spoilt(spoil: impl Fn(&mut Lesson)) -> Vec<String> {
        let (course, _) = pack::read(COURSE);
        let mut lesson = course.lessons.into_iter().find(|lesson| lesson.id == "static-program").expect("the lesson");
        spoil(&mut lesson);
        let pack = Pack { lessons: vec![lesson], ..Pack::default() };
        check(&pack, &Wishes::default()).into_iter().map(|fault| fault.message).collect()
    }

    fn finds(expected: &str, spoil: impl Fn(&mut Lesson)) {
        let found = spoilt(spoil);
        assert!(found.iter().any(|message| message.contains(expected)), "{expected}: {found:#?}");
    }

    #[test]
    fn a_sound_lesson_has_no_fault() {
        assert_eq!(spoilt(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_named() {
        finds("no story", |lesson| lesson.story.clear());
        finds("no start", |lesson| lesson.start.dockerfile.clear());
        finds("no goal", |lesson| lesson.goal.clear());
        finds("no hints", |lesson| lesson.hints.clear());
        finds("no solution", |lesson| lesson.solution.dockerfile.clear());
        finds("nothing to take away", |lesson| lesson.takeaway.clear());
        finds("no sources", |lesson| lesson.sources.clear());
    }

    #[test]
    fn a_start_that_is_solved_is_found() {
        finds("the start already reaches the goal", |lesson| lesson.start = lesson.solution.clone());
    }

    #[test]
    fn a_solution_that_solves_nothing_is_found() {
        finds("the solution does not reach the goal", |lesson| lesson.solution = lesson.start.clone());
        finds("The base has no shell.", |lesson| lesson.solution = lesson.start.clone());
    }

    #[test]
    fn a_goal_that_anything_reaches_is_found() {
        let weak = |lesson: &mut Lesson| lesson.goal = vec![goal::Condition::NoError];
        finds("a trivial answer passes: the start with a comment", weak);
    }

    #[test]
    fn twins_are_found() {
        let (course, _) = pack::read(COURSE);
        let lesson = course.lessons[0].clone();
        let pack = Pack { lessons: vec![lesson.clone(), lesson], ..Pack::default() };
        let found = check(&pack, &Wishes::default());
        assert!(found.iter().any(|fault| fault.message.contains("same id")), "{found:?}");
    }
}
