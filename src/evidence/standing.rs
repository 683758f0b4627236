//! What each stage stands on in the end, through `FROM stage`.

use super::artefact::ask;
use super::{Doubt, Facts, Scene, Standing};
use crate::catalogue::{self, Found};
use crate::evidence::asked;
use crate::stages::{Base, ImageRef};
use crate::wishes::Wishes;

pub fn of(base: &Base, wishes: &Wishes) -> Standing {
    match base {
        Base::Scratch => Standing::Scratch,
        Base::Image(reference) => as_told(reference, wishes),
        Base::Unknown(names) => Standing::Unknown(names.clone()),
        Base::Stage(_) => Standing::Unknown(Vec::new()),
    }
}

/// What an image is, by its row.
pub fn of_image(reference: &ImageRef) -> Standing {
    match catalogue::find(reference) {
        Some(found) => Standing::Known(Box::new(found), reference.clone()),
        None => Standing::Private(reference.clone()),
    }
}

/// What an image is by its row and the reader's word.
fn as_told(reference: &ImageRef, wishes: &Wishes) -> Standing {
    match (of_image(reference), wishes.answer(asked::PASSED_ON)) {
        (Standing::Private(image), Some("yes")) => match catalogue::alike(&image) {
            Some(found) => Standing::Known(Box::new(found), image),
            None => Standing::Private(image),
        },
        (Standing::Known(found, image), Some("no")) if is_likely(&found, &image) => Standing::Private(image),
        (standing, _) => standing,
    }
}

/// `library/` below a registry that nobody knows: so a cache of Docker Hub calls it, and so Harbor calls the folder
/// that every house begins with ([Harbor: projects](https://goharbor.io/docs/2.13.0/working-with-projects/)).
fn is_likely(found: &Found, image: &ImageRef) -> bool {
    let through = found.through.as_ref().map(|through| format!("{through}/library/"));
    through.is_some_and(|folder| image.name().starts_with(&folder)) && catalogue::alike(image).is_some()
}

/// Asks where only the house knows.
pub fn detect(scene: &Scene, facts: &mut Facts) {
    let (found, assumed) = match scene.standing() {
        Standing::Private(image) if !is_described(scene.wishes, image) => (catalogue::alike(image), None),
        Standing::Known(found, image) if is_likely(found, image) => (catalogue::alike(image), Some("yes")),
        _ => return,
    };
    let (Some(found), Some(bottom)) = (found, scene.build.bottom(scene.stage)) else { return };
    let (spans, subject) = (vec![bottom.from.span], Some(found.image.reference));
    ask(scene, facts, Doubt { id: asked::PASSED_ON, spans, answers: vec!["yes", "no"], assumed, subject });
}

/// The house policy says what it is.
fn is_described(wishes: &Wishes, image: &ImageRef) -> bool {
    let golden = wishes.policy.iter().flat_map(|policy| &policy.golden);
    let name = image.name();
    golden.into_iter().any(|own| own.image.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::asked;
    use crate::advice::Advice;
    use crate::evidence::sample::{check, lacks};
    use crate::wishes::{Input, Wishes};

    fn told(from: &str, answer: Option<&str>) -> Advice {
        let file = format!("FROM {from}\nWORKDIR /app\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n");
        let mut wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        if let Some(answer) = answer {
            wishes.answers.insert(asked::PASSED_ON.into(), answer.into());
        }
        crate::advise(&Input::pasted(file), &wishes)
    }

    #[test]
    fn a_house_is_asked_what_its_image_is() {
        for from in ["registry.corp.example/base/python:3.9", "acme/python:3.9", "hub.corp.example:5000/python:3.9"] {
            let open = told(from, None);
            let question = open.questions.iter().find(|one| one.id == asked::PASSED_ON).expect("asked");
            assert!(question.text.contains("`python:3.9`") && question.text.contains(from), "{}", question.text);
            assert!(question.answers.iter().all(|answer| !answer.assumed));
            assert!(open.rewrite.is_none());
        }
        lacks("FROM acme/redis:7\n", "? base-is-passed-on");
        lacks("FROM acme/backend:3\n", "? base-is-passed-on");
        lacks("FROM mcr.microsoft.com/oryx/python:3.9\n", "? base-is-passed-on");
        lacks("FROM registry.corp.example/base/python:prod\n", "? base-is-passed-on");
        lacks("FROM public.ecr.aws/docker/library/python:3.9\n", "? base-is-passed-on");
        check("FROM registry.corp.example/base/redis:7\n", &["? base-is-passed-on"]);
    }

    #[test]
    fn what_is_passed_on_stays_where_it_is_passed_on() {
        let first = |from: &str, answer| {
            let rewrite = told(from, answer).rewrite;
            rewrite.map(|rewrite| rewrite.dockerfile.lines().next().unwrap_or_default().to_string())
        };
        let line = |name: &str| Some(format!("FROM {name}:3.11-slim-trixie"));
        for name in ["registry.corp.example/base/python", "acme/python", "docker.io/acme/python"] {
            assert_eq!(first(&format!("{name}:3.9"), Some("yes")), line(name));
            assert_eq!(first(&format!("{name}:3.9"), Some("no")), None);
        }
        let harbor = "harbor.corp.example/library/python";
        assert_eq!(first(&format!("{harbor}:3.9"), None), line(harbor));
        assert_eq!(first(&format!("{harbor}:3.9"), Some("no")), None);
        let asked = told(&format!("{harbor}:3.9"), None).questions;
        assert!(asked.iter().any(|one| one.id == asked::PASSED_ON && one.answers.iter().any(|answer| answer.assumed)));
    }

    #[test]
    fn a_copy_holds_what_was_put_into_it() {
        let rewrite = told("registry.corp.example/base/python:3.9", Some("yes")).rewrite.expect("written");
        assert!(rewrite.left_to_you.iter().any(|left| left.text.contains("`registry.corp.example/base")));
    }
}
