//! The workshop as plain data: the slides of a lesson, the lines a solution changes, where a pack comes from.

use super::hunks::Row;
use super::route::{COURSE, OWN};
use crate::lessons::{Lesson, Pack};
use crate::words::Lang;

/// One thing at a time, as the presenter shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slide {
    Title,
    Story,
    Start,
    Goal,
    /// So many hints are open.
    Hint(usize),
    Solution,
    Takeaway,
}

/// The slides of a lesson, in order.
pub fn slides(lesson: &Lesson) -> Vec<Slide> {
    let first = [Slide::Title, Slide::Story, Slide::Start, Slide::Goal];
    let hints = (1..=lesson.hints.len()).map(Slide::Hint);
    first.into_iter().chain(hints).chain([Slide::Solution, Slide::Takeaway]).collect()
}

/// Where the slides go on from a place: within the lesson, else into the one before or after.
pub fn turn(pack: &Pack, lesson: &str, slide: usize, forward: bool) -> Option<(String, usize)> {
    let at = position(pack, lesson)?;
    let last = slides(&pack.lessons[at]).len() - 1;
    match forward {
        true if slide < last => Some((lesson.into(), slide + 1)),
        true => pack.lessons.get(at + 1).map(|next| (next.id.clone(), 0)),
        false if slide > 0 => Some((lesson.into(), slide.min(last + 1) - 1)),
        false => at.checked_sub(1).map(|at| (pack.lessons[at].id.clone(), slides(&pack.lessons[at]).len() - 1)),
    }
}

pub fn position(pack: &Pack, lesson: &str) -> Option<usize> {
    pack.lessons.iter().position(|one| one.id == lesson)
}

/// The parts of a pack in order, each with its lessons.
pub fn parts(pack: &Pack) -> Vec<(&str, Vec<&Lesson>)> {
    let mut parts: Vec<(&str, Vec<&Lesson>)> = Vec::new();
    for lesson in &pack.lessons {
        match parts.last_mut() {
            Some((part, lessons)) if *part == lesson.part => lessons.push(lesson),
            _ => parts.push((&lesson.part, vec![lesson])),
        }
    }
    parts
}

/// The lesson at a line of its pack's text: the last whose heading is not below it.
pub fn at_line(pack: &Pack, line: usize) -> Option<&Lesson> {
    pack.lessons.iter().rfind(|lesson| lesson.line <= line).or(pack.lessons.first())
}

/// The lines of two texts as one list, by their longest common part.
pub fn compare(before: &str, after: &str) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut common = vec![vec![0u16; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            common[i][j] = if one == other { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut rows) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            rows.push(Row::Same(i as u32 + 1, old[i].into()));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            rows.push(Row::Old(i as u32 + 1, old[i].into(), Vec::new()));
            i += 1;
        } else {
            rows.push(Row::New(new[j].into(), Vec::new()));
            j += 1;
        }
    }
    rows
}

/// A pack's text with one condition more in the goal of the lesson whose heading stands on `line`.
pub fn with_condition(text: &str, line: usize, condition: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let heading = |line: &String| matches!(line.trim(), "### Goal" | "### Ziel");
    let Some(goal) = (line.saturating_sub(1)..lines.len()).find(|&at| heading(&lines[at])) else { return text.into() };
    let end = (goal + 1..lines.len()).find(|&at| lines[at].starts_with('#')).unwrap_or(lines.len());
    let last = (goal + 1..end).rfind(|&at| lines[at].starts_with("- "));
    match last {
        Some(last) => lines.insert(last + 1, format!("- {condition}")),
        None => drop(lines.splice(goal + 1..goal + 1, [String::new(), format!("- {condition}")])),
    }
    lines.join("\n") + "\n"
}

/// Where the text of a pack comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// With the page, in this language.
    Page(Lang),
    /// A file that was opened, or one written here.
    Own,
    /// In the address itself.
    Carried(String),
    /// At an address, read as seen from the page's.
    At(String),
}

/// The course is there in English and German.
pub fn origin(key: &str, lang: Lang) -> Origin {
    match key {
        COURSE => Origin::Page(if lang == Lang::De { Lang::De } else { Lang::En }),
        OWN => Origin::Own,
        key if key.starts_with(|c: char| c.is_ascii_digit()) => Origin::Carried(key.into()),
        key => Origin::At(key.into()),
    }
}

/// The name under which a pack's progress is kept: the course under its own, another under its title, so that a
/// pack that comes again by another way, or in a new edition, is known.
pub fn shelf(key: &str, pack: &Pack) -> String {
    if key == COURSE { COURSE.into() } else { format!("pack: {}", pack.title) }
}

/// A file that is a pack of lessons, and no Dockerfile: it has at least one lesson with a section of its own.
pub fn is_pack(path: &str, text: &str) -> bool {
    let named = path.to_ascii_lowercase().ends_with(".md");
    named && crate::lessons::pack::read(text).0.lessons.iter().any(|lesson| !lesson.start.dockerfile.is_empty())
}

/// The presenter's timer: how much is left, and since when it runs; both in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    left: f64,
    since: Option<f64>,
}

impl Clock {
    pub fn of(minutes: u32) -> Clock {
        Clock { left: f64::from(minutes) * 60_000.0, since: None }
    }

    pub fn runs(&self) -> bool {
        self.since.is_some()
    }

    /// Runs where it stood, stands where it ran.
    pub fn toggled(&self, now: f64) -> Clock {
        match self.since {
            Some(since) => Clock { left: self.left - (now - since), since: None },
            None => Clock { left: self.left, since: Some(now) },
        }
    }

    /// Whole seconds left; below zero when the time is over.
    pub fn left(&self, now: f64) -> i64 {
        let gone = self.since.map_or(0.0, |since| now - since);
        ((self.left - gone) / 1000.0).ceil() as i64
    }
}

/// `9:05`, with a minus sign where the time is over.
pub fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "−" } else { "" };
    format!("{sign}{}:{:02}", seconds.abs() / 60, seconds.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{COURSE as TEXT, Condition, pack};

    fn course() -> Pack {
        pack::read(TEXT).0
    }

    #[test]
    fn turning_forward_shows_everything_and_backward_the_same() {
        let course = course();
        let all: usize = course.lessons.iter().map(|lesson| slides(lesson).len()).sum();
        let mut places = vec![(course.lessons[0].id.clone(), 0)];
        while let Some(next) = places.last().and_then(|(lesson, slide)| turn(&course, lesson, *slide, true)) {
            places.push(next);
        }
        assert_eq!(places.len(), all);
        let mut back = vec![places[all - 1].clone()];
        while let Some(next) = back.last().and_then(|(lesson, slide)| turn(&course, lesson, *slide, false)) {
            back.push(next);
        }
        back.reverse();
        assert_eq!(back, places);
        assert_eq!(turn(&course, "no-such-lesson", 0, true), None);
        assert_eq!(
            turn(&course, &course.lessons[0].id, 99, false),
            Some((course.lessons[0].id.clone(), slides(&course.lessons[0]).len() - 1))
        );
    }

    #[test]
    fn hints_come_one_by_one_and_the_solution_after_them() {
        let lesson = &course().lessons[0];
        assert_eq!(
            slides(lesson)[4..],
            [Slide::Hint(1), Slide::Hint(2), Slide::Hint(3), Slide::Solution, Slide::Takeaway]
        );
    }

    #[test]
    fn compared_lines_give_both_texts_back() {
        for lesson in course().lessons {
            let (mut old, mut new) = (String::new(), String::new());
            for row in compare(&lesson.start.dockerfile, &lesson.solution.dockerfile) {
                let (in_old, in_new, line) = match row {
                    Row::Old(_, line, _) => (true, false, line),
                    Row::New(line, _) => (false, true, line),
                    Row::Same(_, line) => (true, true, line),
                    other => panic!("{other:?}"),
                };
                old += &if in_old { format!("{line}\n") } else { String::new() };
                new += &if in_new { format!("{line}\n") } else { String::new() };
            }
            assert_eq!((old, new), (lesson.start.dockerfile, lesson.solution.dockerfile));
        }
        let rows = [
            Row::Same(1, "a".into()),
            Row::Old(2, "b".into(), Vec::new()),
            Row::New("x".into(), Vec::new()),
            Row::Same(3, "c".into()),
        ];
        assert_eq!(compare("a\nb\nc", "a\nx\nc"), rows);
    }

    #[test]
    fn a_condition_lands_in_its_own_lesson() {
        for lesson in course().lessons {
            let changed = pack::read(&with_condition(TEXT, lesson.line, "size under 77 MB")).0;
            let here = |one: &Lesson| one.goal.contains(&Condition::SizeUnder(77_000_000));
            let with: Vec<&str> = changed.lessons.iter().filter(|one| here(one)).map(|one| one.id.as_str()).collect();
            assert_eq!(with, [lesson.id.as_str()]);
            let goal = &changed.lessons[position(&changed, &lesson.id).expect("it is there")].goal;
            assert_eq!(goal.len(), lesson.goal.len() + 1);
        }
        assert_eq!(with_condition("## A\n### Goal\n", 1, "no shell"), "## A\n### Goal\n\n- no shell\n");
        assert_eq!(with_condition("## A\n", 1, "no shell"), "## A\n");
    }

    #[test]
    fn a_clock_runs_stops_and_runs_over() {
        let clock = Clock::of(10).toggled(1_000.0);
        assert!(clock.runs() && clock.left(6_000.0) == 595);
        let stopped = clock.toggled(61_000.0);
        assert!(!stopped.runs() && stopped.left(9_999_000.0) == 540);
        assert_eq!(stopped.toggled(0.0).left(600_000.0), -60);
    }

    #[test]
    fn a_key_says_where_the_pack_lies() {
        assert_eq!(origin(COURSE, Lang::Zh), Origin::Page(Lang::En));
        assert_eq!(origin("packs/a.md", Lang::De), Origin::At("packs/a.md".into()));
        assert_eq!(origin("1abc", Lang::En), Origin::Carried("1abc".into()));
    }

    #[test]
    fn only_packs_are_taken_for_packs() {
        assert!(is_pack("course.md", TEXT));
        assert!(!is_pack("course.txt", TEXT));
        assert!(!is_pack("README.md", "# Title\n\n## Use\n\n```dockerfile\nFROM a\n```\n"));
        assert!(!is_pack("Dockerfile", "FROM a\n"));
    }

    #[test]
    fn the_lesson_under_the_caret_is_found() {
        let course = course();
        let (first, second) = (&course.lessons[0], &course.lessons[1]);
        let found = |line| at_line(&course, line).map(|lesson| &lesson.id);
        assert_eq!([found(1), found(second.line - 1)], [Some(&first.id); 2]);
        assert_eq!([found(second.line), found(second.line + 1)], [Some(&second.id); 2]);
        assert_eq!(at_line(&Pack::default(), 3), None);
    }

    #[test]
    fn time_that_is_over_is_counted_on() {
        assert_eq!([600, 65, 0, -5].map(clock).join(" "), "10:00 1:05 0:00 −0:05");
    }
}
