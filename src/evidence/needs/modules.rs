//! nginx's dynamic modules: only its main configuration can load them, and the slim images leave them out.

use crate::evidence::artefact::ask;
use crate::evidence::asked;
use crate::evidence::running::start_ground;
use crate::evidence::{Certainty, Doubt, Facts, Scene, What};
use crate::source::Span;
use crate::stages::{Does, Step};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if start_ground(scene).repository != "docker.io/library/nginx" {
        return;
    }
    let note = |facts: &mut Facts, certainty, span| facts.note(What::NeedsModules, scene.stage, certainty, vec![span]);
    if let Some(span) = scene.steps().find_map(loads) {
        return note(facts, Certainty::Certain, span);
    }
    let Some(span) = scene.steps().find_map(main_configuration) else { return };
    let given = scene.input.companion("nginx.conf");
    let loads = given.map(|file| file.text.lines().any(|line| line.trim_start().starts_with("load_module")));
    match (loads, scene.wishes.answer(asked::MODULES)) {
        (Some(true), _) => {
            note(facts, Certainty::Certain, span);
            facts.facts.last_mut().into_iter().for_each(|fact| fact.companion = given.map(|file| file.path.clone()));
        }
        (None, Some("yes")) => note(facts, Certainty::Certain, span),
        (Some(false), _) | (None, Some("no")) => {}
        (None, _) => {
            note(facts, Certainty::Assumed, span);
            let doubt = Doubt {
                id: asked::MODULES,
                spans: vec![span],
                answers: vec!["yes", "no"],
                assumed: Some("no"),
                subject: None,
            };
            ask(scene, facts, doubt);
        }
    }
}

/// A RUN writes the directive itself.
fn loads(step: &Step) -> Option<Span> {
    let Does::Run(launch) = &step.does else { return None };
    launch.words.iter().any(|word| word.text.contains("load_module")).then_some(step.span)
}

/// A COPY that may replace `/etc/nginx/nginx.conf`: files of `conf.d` and pages load nothing.
fn main_configuration(step: &Step) -> Option<Span> {
    let Does::Bring { sources, destination, .. } = &step.does else { return None };
    let to = destination.as_ref()?.text.trim_end_matches('/');
    let folder = |source: &str| !source.rsplit('/').next().unwrap_or_default().contains('.') || source.ends_with('.');
    let whole = |source: &str| source.ends_with("nginx.conf") || folder(source.trim_end_matches('/'));
    let replaces = to == "/etc/nginx/nginx.conf"
        || matches!(to, "/etc/nginx" | "/etc") && sources.iter().any(|source| whole(&source.text));
    replaces.then_some(step.span)
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn the_main_configuration_may_load_modules() {
        check("FROM nginx:alpine\nCOPY nginx.conf /etc/nginx/\n", &["needs-modules", "? nginx-modules"]);
        check(
            "FROM nginx:alpine\nRUN echo 'load_module modules/ngx_http_js_module.so;' > /etc/nginx/nginx.conf\n",
            &["needs-modules"],
        );
        lacks(
            "FROM nginx:alpine\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCOPY dist /usr/share/nginx/html\n",
            "needs-modules",
        );
        lacks("FROM httpd:2\nCOPY nginx.conf /etc/nginx/nginx.conf\n", "needs-modules");
    }
}
