//! Who the program runs as, and which names /etc/passwd must know.

use crate::evidence::{Certainty, Doing, Facts, Scene, What};
use crate::source::Span;
use crate::stages::Does;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    runs_as(scene, facts);
    for word in &scene.start.wrappers {
        if matches!(word.name(), "gosu" | "su-exec") {
            switched(scene, facts, word);
        }
    }
    owners(scene, facts);
}

fn runs_as(scene: &Scene, facts: &mut Facts) {
    let Some(value) = &scene.shipped().config.user else {
        let of_base = scene.standing().image().and_then(|image| image.user.as_ref()).filter(|user| user.uid != Some(0));
        let name = of_base.and_then(|user| user.name.map(str::to_string).or(user.uid.map(|uid| uid.to_string())));
        let name = name.filter(|name| name != "root");
        let certainty = if scene.standing().image().is_some() { Certainty::Certain } else { Certainty::Assumed };
        facts.note(What::RunsAs { user: name }, scene.stage, certainty, vec![scene.shipped().span]);
        return;
    };
    let user = value.text.trim_matches(['"', '\'']).split(':').next().unwrap_or_default().to_string();
    let root = matches!(user.as_str(), "root" | "0" | "");
    let what = What::RunsAs { user: Some(user.clone()).filter(|_| !root) };
    facts.note(what, scene.stage, Certainty::Certain, vec![value.span]);
    if !root && value.unknown.is_empty() {
        named(scene, facts, &user, value.span);
    }
}

/// A name, not a number: it must be looked up.
fn named(scene: &Scene, facts: &mut Facts, user: &str, span: Span) {
    if user.is_empty() || user == "root" || user.contains('$') || user.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let made =
        facts.effects.iter().find(|effect| matches!(&effect.does, Doing::CreateUser { name, .. } if name == user));
    let mut spans = vec![span];
    spans.extend(made.map(|effect| effect.span));
    let what = What::NeedsUser { name: user.into(), created: made.is_some() };
    facts.note(what, scene.stage, Certainty::Certain, spans);
}

/// The user that gosu or su-exec switches to.
fn switched(scene: &Scene, facts: &mut Facts, word: &crate::evidence::start::Word) {
    let config = &scene.shipped().config;
    let words = config.entrypoint.iter().chain(&config.cmd).flat_map(|launch| &launch.words);
    let mut after = words.skip_while(|value| Some(value.span) != word.span).skip(1);
    if let Some(value) = after.find(|value| !value.text.starts_with('-')) {
        let user = value.text.split(':').next().unwrap_or_default().to_string();
        named(scene, facts, &user, value.span);
    }
}

/// `COPY --chown=app`: the name must be known in the stage that copies.
fn owners(scene: &Scene, facts: &mut Facts) {
    let steps: Vec<_> = scene.steps().collect();
    for step in steps {
        if let Does::Bring { chown: Some(owner), .. } = &step.does
            && owner.unknown.is_empty()
        {
            let user = owner.text.split(':').next().unwrap_or_default().to_string();
            named(scene, facts, &user, owner.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn names_are_needed_and_numbers_are_not() {
        check("FROM alpine\nRUN adduser -D app\nUSER app\nCMD [\"a\"]", &["runs-as app", "needs-user app created"]);
        check("FROM node:24\nUSER node\nCMD [\"node\",\"a.js\"]", &["needs-user node"]);
        lacks("FROM alpine\nUSER 1000:1000\nCMD [\"a\"]", "needs-user");
        check("FROM alpine\nUSER root\nCMD [\"a\"]", &["runs-as root"]);
    }
}
