//! A file and what the advice makes of it → the text of a lesson, for its author to go on writing.

use super::Exercise;
use super::goal::Condition;
use crate::advice::Advice;
use crate::wishes::Wishes;

/// A pack with one lesson: the file as the start, the rewritten one as the solution, and a goal that tells them apart.
pub fn pack(start: &Exercise, solution: &Exercise, wishes: &Wishes) -> String {
    let lang = wishes.lang;
    let title = say!(lang, en: "My workshop", de: "Mein Workshop", zh: "我的工作坊");
    let intro = say!(lang,
        en: "What you want to say first.",
        de: "Was du zuerst sagen möchtest.",
        zh: "你想先说的话。");
    format!("# {title}\n\nlang: {}\n\n{intro}\n{}", lang.tag(), lesson(start, solution, wishes))
}

/// One lesson more, to be put behind the others of a pack.
pub fn lesson(start: &Exercise, solution: &Exercise, wishes: &Wishes) -> String {
    let (before, after) = (super::trial::advise(start, wishes), super::trial::advise(solution, wishes));
    let goal: String = goal(&before, &after, wishes).iter().map(|line| format!("- {line}\n")).collect();
    let lang = wishes.lang;
    let title = say!(lang, en: "A lesson", de: "Eine Lektion", zh: "一节课");
    let story = say!(lang,
        en: "What happened, and to whom.\n\nWhy it matters, and what one has to know.",
        de: "Was geschehen ist, und wem.\n\nWarum es wichtig ist, und was man wissen muss.",
        zh: "发生了什么，涉及谁。\n\n为什么重要，需要知道什么。");
    let hints = say!(lang,
        en: "1. Where to look.\n2. What to think of.\n3. What to write.",
        de: "1. Wo man hinschaut.\n2. Woran man denkt.\n3. Was man schreibt.",
        zh: "1. 看哪里。\n2. 想什么。\n3. 写什么。");
    let takeaway = say!(lang, en: "What stays when all else is forgotten.", de: "Was bleibt, wenn alles andere vergessen ist.", zh: "忘掉其他之后仍应记住的。");
    let (start, solution) = (files(start, &Exercise::default()), files(solution, start));
    format!(
        "\n## {title}\n\nminutes: 10\n\n### Story\n\n{story}\n\n### Start\n\n{start}\n### Goal\n\n{goal}\n### Hints\n\n{hints}\n\n\
         ### Solution\n\n{solution}\n### Take away\n\n{takeaway}\n\n### Sources\n\n\
         - [Docker: building best practices](https://docs.docker.com/build/building/best-practices/)\n"
    )
}

/// The conditions that the solution meets and the start does not, as a pack writes them; and the two that keep a
/// goal honest.
pub fn goal(before: &Advice, after: &Advice, wishes: &Wishes) -> Vec<String> {
    let mut gone: Vec<String> =
        before.findings.iter().map(|finding| format!("finding {} gone", finding.rule)).collect();
    gone.dedup();
    let told = ["no shell", "no package manager", "not root", "base is supported", "base is official", "base is free"];
    let differs = |line: &String| {
        let condition = Condition::read(line).ok();
        condition.is_some_and(|one| one.met(before, after, wishes) && !one.met(before, before, wishes))
    };
    let mut goal: Vec<String> = gone.into_iter().chain(told.map(String::from)).filter(differs).collect();
    let guards = ["no blocker", "no new finding"].map(String::from);
    goal.extend(
        guards.into_iter().filter(|line| Condition::read(line).is_ok_and(|one| one.met(before, after, wishes))),
    );
    goal
}

/// Fenced blocks: the Dockerfile, and the companions that `known` does not have already.
fn files(exercise: &Exercise, known: &Exercise) -> String {
    let fresh = exercise.companions.iter().filter(|one| !known.companions.contains(one));
    let companions = fresh.map(|(path, text)| block(&format!("text {path}"), text));
    std::iter::once(block("dockerfile", &exercise.dockerfile)).chain(companions).collect()
}

/// A fence longer than any in the text.
fn block(info: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}{info}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// Every kind of condition once, as a pack writes it: what an author may choose from.
pub fn conditions() -> &'static [&'static str] {
    &[
        "family is distroless or scratch",
        "family is not alpine",
        "image is docker.io/library/python",
        "base is official",
        "base is supported",
        "base is free",
        "size under 30 MB",
        "no shell",
        "no package manager",
        "pinned by digest",
        "not root",
        "at least 2 stages",
        "a health check is set",
        "still runs npm ci or npm install",
        "ships package libpq5 or libpq",
        "finding base-os-ended gone",
        "no error",
        "no warning",
        "no new finding",
        "no blocker",
        "fact needs-time-zones",
        "fact needs-shell gone",
        "outcome is stay",
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{COURSE, pack as packs, trial};
    use crate::words::Lang;

    fn exercise(dockerfile: &str) -> Exercise {
        Exercise { dockerfile: dockerfile.into(), companions: vec![("package.json".into(), "{}\n".into())] }
    }

    const START: &str =
        "FROM node:latest\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";

    #[test]
    fn a_draft_is_a_sound_pack_in_every_language() {
        let solution = START.replace("node:latest", "node:24-trixie-slim").replace("CMD", "USER node\nCMD");
        for lang in Lang::ALL {
            let wishes = Wishes { lang, ..Wishes::default() };
            let text = pack(&exercise(START), &exercise(&solution), &wishes);
            let (read, faults) = packs::read(&text);
            assert_eq!(faults, [], "{text}");
            assert_eq!(trial::check(&read, &wishes), [], "{text}");
            assert_eq!(
                (read.lessons[0].start.clone(), read.lessons[0].solution.clone()),
                (exercise(START), exercise(&solution))
            );
        }
    }

    #[test]
    fn a_goal_tells_the_solution_from_the_start() {
        let wishes = Wishes::default();
        for lesson in packs::read(COURSE).0.lessons {
            let (before, after) = (trial::advise(&lesson.start, &wishes), trial::advise(&lesson.solution, &wishes));
            let drafted = goal(&before, &after, &wishes);
            assert!(drafted.len() > 2, "{}: {drafted:?}", lesson.id);
            let drafted: Vec<Condition> = drafted.iter().map(|line| Condition::read(line).expect(line)).collect();
            assert!(crate::lessons::goal::reached(&drafted, &before, &after, &wishes), "{}", lesson.id);
            assert!(!crate::lessons::goal::reached(&drafted, &before, &before, &wishes), "{}", lesson.id);
        }
    }

    #[test]
    fn fences_hold_whatever_is_in_them() {
        assert_eq!(block("x", "a\n"), "```x\na\n```\n");
        assert_eq!(block("x", "````\na"), "`````x\n````\na\n`````\n");
    }

    #[test]
    fn every_condition_offered_is_one() {
        for line in conditions() {
            assert!(Condition::read(line).is_ok(), "{line}");
        }
    }
}
