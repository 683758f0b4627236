//! The course: every lesson can be solved, none by an answer that goes round it, and both languages teach the same.

use basewise::advice::Advice;
use basewise::lessons::{COURSE, COURSE_DE, Exercise, Lesson, Pack, goal, pack, trial};
use basewise::wishes::Wishes;

fn read(text: &str) -> Pack {
    let (pack, faults) = pack::read(text);
    assert_eq!(faults, []);
    pack
}

fn start(lesson: &Lesson) -> Advice {
    trial::advise(&lesson.start, &Wishes::default())
}

/// Whether an answer reaches the goal of a lesson; `before` is the advice on its start.
fn passes(lesson: &Lesson, before: &Advice, dockerfile: &str) -> bool {
    let wishes = Wishes::default();
    let answer = Exercise { dockerfile: dockerfile.into(), companions: lesson.start.companions.clone() };
    goal::reached(&lesson.goal, before, &trial::advise(&answer, &wishes), &wishes)
}

#[test]
fn the_course_passes_its_own_check_in_both_languages() {
    for text in [COURSE, COURSE_DE] {
        assert_eq!(trial::check(&read(text), &Wishes::default()), []);
    }
}

#[test]
fn the_course_has_four_parts_and_enough_lessons() {
    let course = read(COURSE);
    assert!(course.lessons.len() >= 16);
    let mut parts: Vec<&str> = course.lessons.iter().map(|lesson| lesson.part.as_str()).collect();
    parts.dedup();
    assert_eq!(parts, ["What a base is and who makes it", "The ladder", "Making it fit", "Living with it"]);
    for lesson in &course.lessons {
        assert_eq!(lesson.hints.len(), 3, "{}", lesson.id);
        assert_eq!(lesson.story.split("\n\n").count(), 2, "{}", lesson.id);
        assert_eq!(lesson.minutes, Some(10), "{}", lesson.id);
    }
}

#[test]
fn both_languages_teach_the_same() {
    let (english, german) = (read(COURSE), read(COURSE_DE));
    assert_eq!((english.lang.as_str(), german.lang.as_str()), ("en", "de"));
    assert_eq!(english.lessons.len(), german.lessons.len());
    for (one, other) in english.lessons.iter().zip(&german.lessons) {
        assert_eq!(one.id, other.id);
        assert_eq!(one.start, other.start, "{}", one.id);
        assert_eq!(one.goal, other.goal, "{}", one.id);
        assert_eq!(one.solution, other.solution, "{}", one.id);
        assert_eq!(one.sources, other.sources, "{}", one.id);
        assert_eq!(one.hints.len(), other.hints.len(), "{}", one.id);
        assert_ne!(one.story, other.story, "{}", one.id);
    }
}

#[test]
fn trivial_answers_pass_nowhere() {
    for lesson in read(COURSE).lessons {
        let before = start(&lesson);
        assert!(passes(&lesson, &before, &lesson.solution.dockerfile), "{}", lesson.id);
        for (name, answer) in trial::trivial(&lesson) {
            assert!(!passes(&lesson, &before, &answer), "{}: {name}\n{answer}", lesson.id);
        }
    }
}

/// An image without its program is no solution, however small.
#[test]
fn no_solution_passes_without_its_files() {
    for lesson in read(COURSE).lessons {
        let before = start(&lesson);
        let kept = lesson.solution.dockerfile.lines().filter(|line| !line.starts_with("COPY "));
        let answer: String = kept.map(|line| format!("{line}\n")).collect();
        assert!(!passes(&lesson, &before, &answer), "{}", lesson.id);
    }
}

/// Taking something away mends nothing: no start passes with one of its lines gone.
#[test]
fn no_start_passes_with_a_line_less() {
    let mut passed = Vec::new();
    for lesson in read(COURSE).lessons {
        let before = start(&lesson);
        let lines: Vec<&str> = lesson.start.dockerfile.lines().collect();
        for gone in 0..lines.len() {
            let rest = lines.iter().enumerate().filter(|(at, _)| *at != gone);
            let answer: String = rest.map(|(_, line)| format!("{line}\n")).collect();
            if passes(&lesson, &before, &answer) {
                passed.push(format!("{} without `{}`", lesson.id, lines[gone]));
            }
        }
    }
    assert_eq!(passed, Vec::<String>::new());
}

/// Lines that nothing depends on, or that the base sees to as well: a port that is documented, a directory, a
/// download ahead of the build and the files it reads; a path that Go looks at anyway, a switch that `-extra` images
/// set themselves, an entry for a user who is named by number.
const MAY_GO: &[&str] = &[
    "EXPOSE ",
    "WORKDIR ",
    "RUN go mod download",
    "COPY go.mod ",
    "COPY package.json ",
    "COPY requirements.txt ",
    "ENV PORT=",
    "ENV SSL_CERT_FILE=",
    "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false",
    "RUN useradd ",
];

fn may_go(line: &str) -> bool {
    MAY_GO.iter().any(|start| line.starts_with(start))
}

/// A solution holds together: with a line less it is none.
#[test]
fn no_solution_passes_with_a_line_less() {
    let mut passed = Vec::new();
    for lesson in read(COURSE).lessons {
        let before = start(&lesson);
        let lines: Vec<&str> = lesson.solution.dockerfile.lines().collect();
        for gone in (0..lines.len()).filter(|&at| !lines[at].is_empty() && !may_go(lines[at])) {
            let rest = lines.iter().enumerate().filter(|(at, _)| *at != gone);
            let answer: String = rest.map(|(_, line)| format!("{line}\n")).collect();
            if passes(&lesson, &before, &answer) {
                passed.push(format!("{} without `{}`", lesson.id, lines[gone]));
            }
        }
    }
    assert_eq!(passed, Vec::<String>::new());
}

/// A line of the solution that is only a comment does nothing.
#[test]
fn no_solution_passes_with_its_last_from_commented_out() {
    for lesson in read(COURSE).lessons {
        let before = start(&lesson);
        let (head, tail) = lesson.solution.dockerfile.rsplit_once("FROM ").expect("a FROM");
        assert!(!passes(&lesson, &before, &format!("{head}# FROM {tail}")), "{}", lesson.id);
    }
}

/// There is more than one right answer: another way than the solution's own reaches these goals as well.
#[test]
fn other_ways_reach_the_goal() {
    let course = read(COURSE);
    let mut missed = Vec::new();
    for (id, from, to) in OTHER_WAYS {
        let lesson = course.lessons.iter().find(|lesson| lesson.id == *id).expect(id);
        let answer = lesson.solution.dockerfile.replace(from, to);
        assert_ne!(answer, lesson.solution.dockerfile, "{id}: the solution has no `{from}`");
        let wishes = Wishes::default();
        let exercise = Exercise { dockerfile: answer, companions: lesson.start.companions.clone() };
        let judged = goal::judge(&lesson.goal, &start(lesson), &trial::advise(&exercise, &wishes), &wishes);
        missed.extend(judged.iter().filter(|one| !one.met).map(|one| format!("{id} with `{to}`: {}", one.text)));
    }
    assert_eq!(missed, Vec::<String>::new());
}

/// (lesson, what the solution says, what may stand there instead)
const OTHER_WAYS: &[(&str, &str, &str)] = &[
    ("who-makes-it", "python:3.13-slim-trixie", "python:3.12-slim-trixie"),
    ("reading-a-tag", "node:24-trixie-slim", "node:24-alpine3.24"),
    ("pinning", "cgr.dev/chainguard/static:latest", "gcr.io/distroless/static-debian13:nonroot"),
    ("end-of-life", "python:3.13-slim-trixie", "python:3.14-slim-trixie"),
    ("full-and-slim", "python:3.13-slim-trixie", "python:3.13-alpine3.24"),
    ("static-program", "gcr.io/distroless/static-debian13:nonroot", "scratch\nUSER 65532"),
    ("wrong-alpine", "gcr.io/distroless/base-debian13:nonroot", "debian:trixie-slim\nUSER 1000"),
    (
        "wolfi",
        "FROM gcc:15-trixie AS build",
        "FROM cgr.dev/chainguard/wolfi-base:latest AS build\nRUN apk add --no-cache build-base",
    ),
    ("wheels-on-alpine", "3.13-slim-trixie", "3.12-slim-trixie"),
    ("older-glibc", "debian:trixie-slim", "gcr.io/distroless/base-debian13:nonroot"),
    ("chiselled", "10.0-noble-chiseled-extra", "10.0-azurelinux3.0-distroless-extra"),
    ("c-plus-plus", "g++ -O2", "g++ -O2 -static"),
    ("busybox", "busybox:1.38.0", "alpine:3.24"),
    ("two-stages", "gcr.io/distroless/static-debian13:nonroot", "scratch\nUSER 65532"),
    (
        "certificates",
        "FROM scratch\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
        "FROM gcr.io/distroless/static-debian13:nonroot",
    ),
    (
        "time-zones",
        "gcr.io/distroless/static-debian13:nonroot",
        "scratch\nUSER 65532\nCOPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
    ),
    ("users", "USER node", "USER 1000"),
    ("health-checks", "HEALTHCHECK CMD", "HEALTHCHECK --interval=30s CMD"),
    ("entrypoints", "CMD [\"chat.js\"]", "ENTRYPOINT [\"/nodejs/bin/node\", \"chat.js\"]"),
    ("layer-order", "COPY package.json package-lock.json ./", "COPY package*.json ./"),
    ("verification", "python:3.13", "python:3.12"),
    ("updates", "golang:1.27-trixie", "golang:1.27-alpine"),
    ("policy", "node:24-trixie-slim", "node:24-alpine3.24"),
    ("golden-images", "ubuntu:24.04", "ubuntu:26.04"),
    ("signatures", "gcr.io/distroless/static-debian13:nonroot", "cgr.dev/chainguard/static:latest"),
];

/// One lesson's solution solves no other one.
#[test]
fn no_solution_passes_elsewhere() {
    let lessons = read(COURSE).lessons;
    let mut passed = Vec::new();
    for lesson in &lessons {
        let before = start(lesson);
        for other in lessons.iter().filter(|other| other.id != lesson.id) {
            if passes(lesson, &before, &other.solution.dockerfile) {
                passed.push(format!("{} by the solution of {}", lesson.id, other.id));
            }
        }
    }
    assert_eq!(passed, Vec::<String>::new());
}

/// The lesson that `docs/lessons.md` shows is sound, and its table writes each condition as it is read.
#[test]
fn the_page_on_lessons_is_right() {
    let page = include_str!("../docs/lessons.md");
    let example = page.split("````markdown\n").nth(1).and_then(|rest| rest.split("````").next()).expect("an example");
    assert_eq!(trial::check(&read(example), &Wishes::default()), []);
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|row| row.split(" | ").next());
    let conditions: Vec<&str> = rows.flat_map(|cell| cell.split("`, `")).collect();
    assert!(conditions.len() > 20, "{conditions:?}");
    for condition in conditions {
        let written = condition.trim_end_matches('`');
        assert!(goal::Condition::read(written).is_ok(), "{written}");
    }
}
