//! A chosen candidate → edits → new text and diff. Everything untouched stays byte for byte.
//!
//! Each [`Change`] of the candidate's objections becomes [`Edit`]s in one file of this room, or a sentence in
//! `left_to_you` where nothing sure can be done. The result is read again by the same engine
//! before it is handed out: what that reading finds broken makes the rewrite incomplete, in words.

mod config;
mod diff;
mod draft;
mod from;
mod insert;
mod proof;
mod run;
mod split;
mod users;

pub use diff::{Hunk, HunkLine, hunks, unified};

use crate::advice::{Advice, Rewrite};
use crate::candidates::{Candidate, Verdict};
use crate::rules::{Change, Objection, Shape};
use crate::wishes::{Input, Wishes};
use draft::Draft;

/// The candidate applied to the file the advice is for; `None` where it does not fit or nothing would change.
pub fn apply(advice: &Advice, candidate: &Candidate, input: &Input, wishes: &Wishes) -> Option<Rewrite> {
    if candidate.present || matches!(candidate.verdict, Verdict::DoesNotFit | Verdict::CannotTell) {
        return None;
    }
    let mut draft = Draft::new(advice, candidate, wishes.lang);
    match candidate.choice.shape {
        Shape::Swap => from::swap(&mut draft),
        Shape::Split => split::split(&mut draft),
    }
    for objection in &candidate.objections {
        make(&mut draft, objection);
    }
    let rewrite = draft.finish()?;
    Some(proof::check(rewrite, input, wishes))
}

/// The first recommendation applied.
pub fn first(advice: &Advice, input: &Input, wishes: &Wishes) -> Option<Rewrite> {
    let best = advice.recommendations.first()?;
    apply(advice, &best.candidate, input, wishes)
}

/// One objection's change, made or left to the reader.
fn make(draft: &mut Draft, objection: &Objection) {
    let Some(change) = &objection.change else { return };
    draft.because(objection);
    match change {
        Change::Split | Change::MoveToBuild { .. } => {}
        Change::Drop { instruction } => draft.drop_instruction(*instruction),
        Change::DropCommand { instruction, command } => run::drop_command(draft, *instruction, *command),
        Change::Packages { instruction, command, rename } => run::packages(draft, *instruction, *command, rename),
        Change::UserCommand { instruction, command } => users::rewrite_command(draft, *instruction, *command),
        Change::User { to } => users::set(draft, to),
        Change::ExecForm { instruction } => config::exec_form(draft, *instruction),
        Change::BaseEntrypoint { instruction } => config::base_entrypoint(draft, *instruction),
        Change::WriteEntrypoint { entrypoint, cmd } => config::write_entrypoint(draft, entrypoint, cmd),
        Change::HealthCheck { instruction } => config::health_check(draft, *instruction),
        Change::CopyCertificates => insert::certificates(draft),
        Change::CopyTimeZones => insert::time_zones(draft),
        Change::CopyLibraries { packages } => insert::libraries(draft, packages),
        Change::Path { span, to } => draft.replace(*span, to),
        Change::Env { name, value } => insert::env(draft, name, value),
        Change::Port { span, to } => draft.replace(*span, &to.to_string()),
        Change::Yours => draft.leave(objection.text.clone(), &objection.spans),
    }
}
