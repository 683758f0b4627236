//! A chosen candidate → edits → new text and diff. Everything untouched stays byte for byte.
//!
//! Each [`Change`] of the candidate's objections becomes [`Edit`]s in one file of this room, or a sentence in
//! `left_to_you` where nothing sure can be done. The result is read again by the same engine
//! before it is handed out: what that reading finds broken makes the rewrite incomplete, in words.

mod beside;
mod builders;
mod config;
mod diff;
mod draft;
mod from;
mod health;
mod insert;
mod marks;
mod moved;
mod order;
mod place;
mod proof;
mod run;
mod split;
mod users;

pub use marks::{Marks, marks};

use crate::advice::{Advice, Edit, Left, Outcome, Rewrite};
use crate::candidates::{Candidate, Verdict};
use crate::catalogue::Image;
use crate::dockerfile;
use crate::evidence::{self, Facts};
use crate::rules::{self, Case, Change, Choice, Objection, Shape, Weight};
use crate::source::Span;
use crate::stages::{self, Build};
use crate::wishes::{Input, Wishes};
use crate::words::Lang;
use draft::Draft;

/// The candidate applied to the file the advice is for; `None` where it does not fit or nothing would change. On the
/// base that the file has, only what is broken is mended.
pub fn apply(advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Option<Rewrite> {
    if matches!(candidate.verdict, Verdict::DoesNotFit | Verdict::CannotTell) {
        return None;
    }
    let image = &candidate.choice.image;
    let rewrite = match candidate.choice.shape {
        _ if candidate.present => mend(advice, candidate, wishes)?,
        Shape::Swap => exchange(&advice.input, &advice.build, &advice.facts, image, &candidate.objections, wishes)?,
        Shape::Split => two_stages(advice, candidate, wishes)?,
    };
    let beside = beside::offer(advice, &rewrite.to, wishes.lang);
    Some(Rewrite { beside, ..proof::check(rewrite, advice, candidate, wishes) })
}

/// What its objections ask for, and nothing else.
fn mend(advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Option<Rewrite> {
    let mut draft = Draft::new(&advice.input, &advice.build, &advice.facts, candidate.image(), wishes.lang);
    let moved = from::revive(&mut draft);
    meet(&mut draft, &candidate.objections);
    moved::adapt(&mut draft, &advice.input, wishes, &moved);
    draft.finish()
}

/// Every change that objections ask for.
fn meet(draft: &mut Draft, objections: &[Objection]) {
    for objection in sorted(objections) {
        make(draft, objection);
    }
    run::install_wanted(draft);
    run::settle(draft);
}

/// The base of the shipped stage exchanged, and everything that its objections ask for.
// Called from two places, and long: once is enough in the wasm.
#[inline(never)]
fn exchange(
    input: &Input,
    build: &Build,
    facts: &Facts,
    image: &Image,
    objections: &[Objection],
    wishes: &Wishes,
) -> Option<Rewrite> {
    let mut draft = Draft::new(input, build, facts, image, wishes.lang);
    draft.today = wishes.today.clone();
    let moved = from::swap(&mut draft);
    meet(&mut draft, objections);
    moved::adapt(&mut draft, input, wishes, &moved);
    moved::name_left_behind(&mut draft, wishes, &moved);
    order::mend(&mut draft, &input.companions);
    draft.finish()
}

/// What is to be installed is known before the first line that installs is written.
fn sorted(objections: &[Objection]) -> impl Iterator<Item = &Objection> {
    let installs = |one: &&Objection| {
        matches!(one.change, Some(Change::CopyCertificates | Change::CopyTimeZones | Change::Install { .. }))
    };
    let (first, others): (Vec<_>, Vec<_>) = objections.iter().partition(installs);
    first.into_iter().chain(others)
}

/// First the stage is parted in two on its present base; the second of them then changes its base like any other.
fn two_stages(advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Option<Rewrite> {
    let image = candidate.image();
    let parted = split::part(&advice.input, &advice.build, &advice.facts, image, wishes.lang)?;
    let new = Input { text: parted.text, target: None, ..advice.input.clone() };
    let mut tree = dockerfile::parse(&new.text);
    tree.source.made_of(&advice.input.text);
    let build = stages::resolve(tree, &new);
    let facts = evidence::detect(&build, &new, wishes);
    let case = Case::new(&new, wishes, &build, &facts);
    let choice = Choice { image: image.clone(), shape: Shape::Swap };
    let mut objections = rules::judge_base(&case, &choice);
    objections.extend(still_needed(candidate, &objections));
    // Nothing else may be to do where the base stays.
    let mut rewrite = exchange(&new, &build, &facts, image, &objections, wishes)
        .unwrap_or_else(|| unedited(&new, &image.reference, new.text.clone()));
    // Places are those of the text that the reader has.
    let own = |span: &Span| advice.build.tree.source.line_span(build.tree.source.line(span.start));
    for left in &mut rewrite.left_to_you {
        left.spans = left.spans.iter().map(own).collect();
    }
    for blocker in objections.into_iter().filter(|o| o.weight == Weight::Blocker) {
        let spans = blocker.spans.iter().map(own).collect();
        rewrite.left_to_you.push(Left { rule: blocker.rule, text: blocker.text, spans });
    }
    // Of the lines that the new stage repeats, the reader's own are told.
    let yours: Vec<String> = candidate.objections.iter().map(|one| without_line(&one.text)).collect();
    let known = |left: &Left| candidate.objections.iter().any(|one| one.text == left.text);
    rewrite.left_to_you.retain(|left| known(left) || !yours.contains(&without_line(&left.text)));
    rewrite.left_to_you.extend(parted.left);
    // What is the reader's in the stage that builds is the reader's still.
    for one in candidate.objections.iter().filter(|one| one.change == Some(Change::Yours)) {
        if rewrite.left_to_you.iter().all(|left| left.text != one.text) {
            rewrite.left_to_you.push(Left { rule: one.rule, text: one.text.clone(), spans: one.spans.clone() });
        }
    }
    rewrite.complete = rewrite.left_to_you.is_empty();
    rewrite.edits.extend(parted.reasons.into_iter().map(|(text, reason)| of_parting(Span::default(), text, reason)));
    Some(against(&advice.file, &advice.input.text, rewrite, &parted.reason))
}

/// A sentence without the number of the line that it begins with.
fn without_line(text: &str) -> String {
    let (head, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()));
    format!("{head}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// What the one stage needed when it runs, the two need still, though what needs it is copied now.
fn still_needed(candidate: &Candidate, told: &[Objection]) -> Vec<Objection> {
    let packages = |one: &Objection| match &one.change {
        Some(Change::Install { packages } | Change::CopyLibraries { packages }) => packages.clone(),
        _ => Vec::new(),
    };
    let known: Vec<String> = told.iter().flat_map(packages).collect();
    let lost = |one: &&Objection| packages(one).iter().any(|package| !known.contains(package));
    candidate.objections.iter().filter(lost).map(|one| Objection { spans: Vec::new(), ..one.clone() }).collect()
}

/// Whether an idiom says what two stages must hand over.
pub fn can_part(input: &Input, build: &Build, facts: &Facts, image: &Image) -> bool {
    split::part(input, build, facts, image, Lang::En).is_some()
}

fn of_parting(span: Span, text: String, reason: String) -> Edit {
    Edit { span, text, rule: "build-tools-shipped", reason }
}

/// Edits and diff told against the text the reader gave, hunk by hunk: with the reasons of all that is written in one.
fn against(file: &str, text: &str, rewrite: Rewrite, reason: &str) -> Rewrite {
    let written = rewrite.edits;
    let edits = diff::edits(text, &rewrite.dockerfile).into_iter().map(|(span, text)| {
        let mut own = written.iter().filter(|edit| !edit.text.trim().is_empty() && text.contains(edit.text.trim()));
        let Some(first) = own.next() else { return of_parting(span, text, reason.to_string()) };
        let mut reasons = vec![first.reason.as_str()];
        for edit in own {
            if !reasons.contains(&edit.reason.as_str()) {
                reasons.push(&edit.reason);
            }
        }
        Edit { span, rule: first.rule, reason: reasons.join(" "), text }
    });
    Rewrite { edits: edits.collect(), diff: diff::unified(file, text, &rewrite.dockerfile), ..rewrite }
}

/// The first recommendation applied.
pub fn first(advice: &Advice, wishes: &Wishes) -> Option<Rewrite> {
    let best = advice.recommendations.first()?;
    apply(advice, &best.candidate, wishes).or_else(|| unwritten(advice, &best.candidate, wishes))
}

/// Two stages are the advice, and no idiom says what must be copied: the file stays, and why is said.
fn unwritten(advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Option<Rewrite> {
    let lang = wishes.lang;
    if advice.outcome != Outcome::Split || candidate.present {
        return None;
    }
    let to = &candidate.image().reference;
    let text = say!(lang,
        en: "The file does not show which results must be copied from the stage that builds, so this is not written for you: name the present stage, add one on `{to}`, and copy what the program needs with `COPY --from`.",
        de: "Die Datei zeigt nicht, welche Ergebnisse aus der bauenden Stufe kopiert werden müssen, darum schreiben wir das nicht für dich: Gib der jetzigen Stufe einen Namen, füge eine auf `{to}` hinzu und kopiere mit `COPY --from`, was das Programm braucht.",
        zh: "从文件中看不出需要从构建阶段复制哪些结果，因此没有替你改写：请为现有阶段命名，再添加一个使用 `{to}` 的阶段，并用 `COPY --from` 复制程序所需的内容。");
    let spans = advice.build.shipped_stage().map(|stage| stage.from.span).into_iter().collect();
    let left_to_you = vec![Left { rule: "build-tools-shipped", text, spans }];
    Some(Rewrite { complete: false, left_to_you, ..unedited(&advice.input, to, advice.input.text.clone()) })
}

fn unedited(input: &Input, to: &str, dockerfile: String) -> Rewrite {
    Rewrite {
        to: to.into(),
        edits: Vec::new(),
        dockerfile,
        diff: String::new(),
        complete: true,
        left_to_you: Vec::new(),
        build_args: input.build_args.clone(),
        beside: Vec::new(),
    }
}

/// One objection's change, made or left to the reader.
fn make(draft: &mut Draft, objection: &Objection) {
    let Some(change) = &objection.change else { return };
    draft.because(objection);
    match change {
        Change::Split | Change::MoveToBuild { .. } | Change::Builder => {}
        Change::Drop { instruction } => draft.drop_instruction(*instruction),
        Change::DropCommand { instruction, command } => draft.drop_command(*instruction, *command),
        Change::Packages { instruction, command, rename } => run::packages(draft, *instruction, *command, rename),
        Change::UserCommand { instruction, command } => users::rewrite_command(draft, *instruction, *command),
        Change::First { span, words } => draft.insert(span.start, &format!("{words} && ")),
        Change::User { to } => users::set(draft, to),
        Change::Root(back) => users::as_root(draft, back),
        Change::Owner { name, to } => users::give(draft, name, to),
        Change::ExecForm { instruction } => config::exec_form(draft, *instruction),
        Change::BaseEntrypoint { instruction } => config::base_entrypoint(draft, *instruction),
        Change::WriteEntrypoint { entrypoint, cmd } => config::write_entrypoint(draft, entrypoint, cmd),
        Change::HealthCheck { instruction } => health::by_what_is_there(draft, *instruction),
        Change::Lines(lines) => insert::lines(draft, lines),
        Change::CopyCertificates => insert::certificates(draft, objection),
        Change::CopyTimeZones => insert::time_zones(draft, objection),
        Change::Directories { paths, owner } => insert::directories(draft, paths, owner, objection),
        Change::CopyLibraries { packages } => insert::libraries(draft, packages, objection),
        Change::Install { packages } => insert::install(draft, packages, objection),
        Change::Path { span, to } => draft.replace_word(*span, to),
        Change::Env { name, value } => insert::env(draft, name, value),
        Change::WorkDir { to } => insert::workdir(draft, to),
        Change::Port { span, to } => draft.replace(*span, &to.to_string()),
        Change::Yours => draft.leave(objection.text.clone(), &objection.spans),
    }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn what_is_promised_and_not_written_says_why() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let file = "FROM swift:6.1\nWORKDIR /app\nCOPY . .\nRUN swift build -c release\nCMD [\".build/release/App\"]\n";
        let advice = crate::advise(&Input::pasted(file), &wishes);
        assert_eq!(advice.outcome, crate::advice::Outcome::Split);
        let rewrite = advice.rewrite.expect("why it is not written");
        assert!(rewrite.edits.is_empty() && rewrite.left_to_you[0].text.contains("COPY --from"), "{rewrite:?}");
        let java = "FROM openjdk:21-jdk\nCOPY . /usr/src/myapp\nWORKDIR /usr/src/myapp\nRUN javac Main.java\nCMD [\"java\", \"Main\"]\n";
        let text = crate::advise(&Input::pasted(java), &wishes).rewrite.expect("a rewrite").dockerfile;
        assert!(text.contains("COPY --from=build /usr/src/myapp /usr/src/myapp\n"), "{text}");
    }

    #[test]
    fn what_the_program_needs_is_installed_in_two_stages_too() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let file = "FROM elixir:1.17\nWORKDIR /app\nENV MIX_ENV=prod\nCOPY . .\nRUN mix local.hex --force && mix deps.get && mix release\nCMD [\"_build/prod/rel/app/bin/app\",\"start\"]\n";
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("a rewrite").dockerfile;
        let (_, ships) = text.rsplit_once("FROM ").expect("two stages");
        assert!(ships.contains("libncurses6"), "{text}");
    }

    #[test]
    fn libraries_that_nobody_can_install_are_told_in_two_stages_too() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let file = "FROM gcc:14\nRUN apt-get update && apt-get install -y libpq-dev\nWORKDIR /app\nCOPY . .\nRUN g++ -o main main.cpp -lpq\nCMD [\"./main\"]\n";
        let advice = crate::advise(&Input::pasted(file), &wishes);
        let bare = advice.recommendations.iter().find(|one| one.candidate.image().reference.contains("distroless/cc"));
        let left = super::apply(&advice, &bare.expect("offered").candidate, &wishes).expect("two stages").left_to_you;
        assert!(left.iter().any(|left| left.text.contains("shared libraries of libpq5")), "{left:?}");
    }

    #[test]
    fn a_word_of_a_list_keeps_its_quotes() {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3 python3-pip && pip3 install flask\nCOPY app.py /app.py\nHEALTHCHECK CMD [\"/usr/bin/python3\", \"/check.py\"]\nCMD [\"/usr/bin/python3\",\"/app.py\"]\n";
        let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("a rewrite").dockerfile;
        assert!(text.contains("CMD [\"/usr/local/bin/python3\",\"/app.py\"]"), "{text}");
        assert!(text.contains("HEALTHCHECK CMD [\"/usr/local/bin/python3\", \"/check.py\"]"), "{text}");
    }
}
