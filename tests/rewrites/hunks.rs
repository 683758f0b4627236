//! Whether an edit does what its claim speaks of.

use basewise::advice::{Advice, Edit, Recommendation, Rewrite};
use basewise::dockerfile;
use basewise::rules::Shape;
use std::collections::BTreeSet;

/// What an edit of such a line may be for, by the first words of rules.
const CLAIMS: [(&str, &[&str]); 13] = [
    ("FROM", &["heavier-than-needed", "build-tools-shipped"]),
    ("ARG", &["heavier-than-needed", "runtime-version-mismatch"]),
    ("USER", &["missing-user", "user-changes", "package-", "missing-", "tool-", "compiler-"]),
    ("CMD", &["entrypoint-changes", "shell-form-", "interpreter-path-moved", "package-unavailable", "script-"]),
    ("ENTRYPOINT", &["entrypoint-changes", "shell-form-", "interpreter-path-moved", "package-unavailable", "script-"]),
    ("HEALTHCHECK", &["healthcheck-tool-missing", "tool-missing", "shell-form-", "interpreter-path-moved"]),
    ("COPY", &["missing-", "user-changes", "copy-before-install", "interpreter-path-moved", "runtime-version-"]),
    (
        "ENV",
        &[
            "interpreter-path-moved",
            "missing-",
            "tool-missing",
            "entrypoint-changes",
            "user-changes",
            "runtime-version-",
        ],
    ),
    ("ADD", &["missing-user", "user-changes", "interpreter-path-moved"]),
    ("WORKDIR", &["user-changes", "entrypoint-changes"]),
    ("EXPOSE", &["privileged-port-as-nonroot", "user-changes"]),
    ("SHELL", &["shell-form-", "run-without-shell", "script-", "package-"]),
    (
        "RUN",
        &[
            "package-",
            "missing-",
            "user-changes",
            "run-without-shell",
            "tool-missing",
            "compiler-missing",
            "musl-",
            "runtime-version-",
            "interpreter-path-moved",
            "base-runtime-ended",
            "copy-before-install",
            "source-gone",
            "native-addon-mismatch",
            "script-",
            "healthcheck-tool-missing",
            "build-dependencies-kept",
        ],
    ),
];

/// The first edit of which no line is what its rule speaks of, or whose reason nobody gave: one that changes the base
/// names the new one, and any other says what the candidate says of that rule.
pub fn untied(advice: &Advice, one: &Recommendation, rewrite: &Rewrite) -> Option<String> {
    let parted = one.candidate.choice.shape == Shape::Split;
    let tied = |edit: &Edit| is_tied(advice, edit, parted) && (parted || is_given(advice, one, edit));
    let told =
        |edit: &Edit| format!("{} ({:?}): {:?} for {}: {}", rewrite.to, edit.span, edit.text, edit.rule, edit.reason);
    rewrite.edits.iter().find(|edit| !tied(edit)).map(told)
}

/// Of stages that move along, each is judged by itself.
fn is_given(advice: &Advice, one: &Recommendation, edit: &Edit) -> bool {
    let said = |rule: &str, text: &str| rule == edit.rule && text == edit.reason;
    let lineage = advice.build.shipped.map(|at| advice.build.lineage(at)).unwrap_or_default();
    let ships = lineage.iter().any(|stage| {
        let end = stage.steps.last().map_or(stage.span.end, |step| step.span.end);
        stage.span.start <= edit.span.start && edit.span.start <= end
    });
    match edit.rule {
        "heavier-than-needed" => edit.reason.contains(&one.candidate.image().reference),
        "copy-before-install" => advice.findings.iter().any(|one| one.rule == edit.rule),
        _ => !ships || one.candidate.objections.iter().any(|one| said(one.rule, &one.text)),
    }
}

fn is_tied(advice: &Advice, edit: &Edit, parted: bool) -> bool {
    // Of two stages that were one, all is for these; so are lines of a stage that others share, which go along.
    let text = &advice.input.text;
    let along =
        !edit.text.is_empty() && edit.span.start == edit.span.end && edit.text.lines().all(|line| text.contains(line));
    let whole = (parted || along) && ["build-tools-shipped", "heavier-than-needed"].contains(&edit.rule);
    let kinds = kinds(advice, edit);
    let fits = |kind: &String| {
        let claims = CLAIMS.iter().find(|(of, _)| of == kind).map(|(_, claims)| *claims).unwrap_or_default();
        claims.iter().any(|claim| edit.rule.starts_with(claim))
    };
    whole || kinds.is_empty() || kinds.iter().any(fits)
}

/// Of the instructions that it reaches into and of those that it writes.
fn kinds(advice: &Advice, edit: &Edit) -> BTreeSet<String> {
    let touches = |start: u32, end: u32| start < edit.span.end && edit.span.start < end;
    let old = advice.build.tree.instructions.iter().filter(|one| touches(one.span.start, one.span.end));
    let made = dockerfile::parse(&edit.text);
    let new = made.instructions.iter().filter(|_| edit.text.ends_with('\n'));
    old.chain(new).map(|one| one.keyword.text.to_uppercase()).collect()
}
