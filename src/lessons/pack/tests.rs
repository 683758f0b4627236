use super::*;

const PACK: &str = "# A pack\n\nlang: de\n\nHello.\n\n## One lesson\n\nid: one\npart: First\nminutes: 5\n\n### Story\n\nOnce.\n\nTwice.\n\n### Start\n\n```dockerfile\nFROM node:24\n```\n\n```json package.json\n{}\n```\n\n### Goal\n\n- no shell\n\n### Hints\n\n1. First\n   goes on\n2. Second\n\n### Solution\n\n```\nFROM scratch\n```\n\n### Take away\n\nThis.\n\n### Sources\n\n- [A](https://example.org/)\n";

/// The faults of a pack as `line: message`.
fn faults(text: &str) -> Vec<String> {
    read(text).1.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
}

fn faulty(from: &str, to: &str, expected: &str) {
    let text = PACK.replacen(from, to, 1);
    assert_ne!(text, PACK);
    let found = faults(&text);
    assert!(found.iter().any(|fault| fault.starts_with(expected)), "{expected}\n{found:#?}");
}

#[test]
fn a_whole_pack_is_read() {
    let (pack, faults) = read(PACK);
    assert_eq!(faults, []);
    assert_eq!((pack.title.as_str(), pack.lang.as_str(), pack.intro.as_str()), ("A pack", "de", "Hello."));
    let lesson = &pack.lessons[0];
    assert_eq!((lesson.id.as_str(), lesson.part.as_str(), lesson.minutes), ("one", "First", Some(5)));
    assert_eq!((lesson.line, lesson.title.as_str()), (7, "One lesson"));
    assert_eq!(lesson.story, "Once.\n\nTwice.");
    assert_eq!(lesson.start.dockerfile, "FROM node:24\n");
    assert_eq!(lesson.start.companions, [("package.json".to_string(), "{}\n".to_string())]);
    assert_eq!(lesson.goal, [Condition::NoShell]);
    assert_eq!(lesson.hints, ["First goes on", "Second"]);
    assert_eq!(lesson.solution.companions, lesson.start.companions, "the solution works beside the same files");
    assert_eq!(lesson.sources, [("A".to_string(), "https://example.org/".to_string())]);
}

#[test]
fn german_headings_mean_the_same() {
    let names = ["Story", "Start", "Goal", "Hints", "Solution", "Take away", "Sources"];
    let german = ["Geschichte", "Anfang", "Ziel", "Hinweise", "Lösung", "Mitnehmen", "Quellen"];
    let text = names
        .iter()
        .zip(german)
        .fold(PACK.to_string(), |text, (from, to)| text.replacen(&format!("### {from}\n"), &format!("### {to}\n"), 1));
    assert_eq!(read(&text), read(PACK));
}

#[test]
fn a_lesson_without_an_id_takes_its_title() {
    assert_eq!(read(&PACK.replace("id: one\n", "")).0.lessons[0].id, "one-lesson");
}

#[test]
fn faults_name_their_line() {
    faulty("### Story", "### Tale", "13: `### Tale` is no section");
    faulty("- no shell", "- be good", "31: `be good` is no condition");
    faulty("minutes: 5", "colour: red", "11: between a lesson's title");
    faulty("https:", "http:", "51: a source is written");
    faulty("```json package.json", "```dockerfile", "25: a second Dockerfile");
    faulty("FROM scratch\n```", "FROM scratch\n", "41: this fenced block is never closed");
    faulty("# A pack", "A pack", "1: the pack has no title");
    assert_eq!(faults("# Only a title\n"), ["1: no lesson: a lesson begins with `## Title`"]);
}

#[test]
fn a_pack_is_bounded() {
    let long = "x".repeat(LIMIT + 1);
    assert!(faults(&long)[0].contains("are read at most"));
    assert_eq!(read(&long).0, Pack::default());
    let many = format!("# Many\n{}", "## One\n".repeat(LESSONS + 3));
    let (pack, faults) = read(&many);
    assert_eq!((pack.lessons.len(), faults.len()), (LESSONS, 3));
}

#[test]
fn no_prefix_of_a_pack_panics() {
    for end in (0..PACK.len()).filter(|&end| PACK.is_char_boundary(end)) {
        read(&PACK[..end]);
    }
}
